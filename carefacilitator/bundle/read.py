"""Open a bundle and believe nothing that is not proven: seal, archive, version, signature, hashes.

What this cannot know it reports: whether the signing device is known, and whether it may say what
it says, is decided by the services.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from carefacilitator.bundle import description, manifest, signature
from carefacilitator.bundle.archive import LARGEST_TOTAL, Archive
from carefacilitator.bundle.description import BundleInfo
from carefacilitator.bundle.keys import Identity, age_fingerprint
from carefacilitator.bundle.lines import OPERATIONS, read_operations
from carefacilitator.bundle.refusals import BundleAltered, BundleUnsafe, NotABundle, NotForUs
from carefacilitator.bundle.seal import unseal
from carefacilitator.bundle.spill import IN_MEMORY, EncryptedTemporaryFile
from carefacilitator.bundle.trouble import machine_trouble
from carefacilitator.model.merge.operations import Operation

LARGEST_ATTACHMENT = 256 * 1024 * 1024
_LARGEST_LISTING = 16 * 1024 * 1024
_LARGEST_SIGNATURE = 16 * 1024
_SEAL = 16 * 1024 * 1024
"""Room for the header and the tags of the seal."""


class OpenBundle:
    """A bundle that was found whole; its decrypted bytes live as long as this object.

    Use it in a ``with`` statement, or call :meth:`close`.
    """

    def __init__(self, info: BundleInfo, archive: Archive, spill: EncryptedTemporaryFile) -> None:
        self.info = info
        self._archive = archive
        self._spill = spill

    def __enter__(self) -> OpenBundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def operations(self) -> Iterator[Operation]:
        """Every operation, its id and commitment computed from what it says.

        Raises BundleAltered at a line that is no operation, or where their number is not the one
        that was signed: take in nothing until the last has come.
        """
        count = 0
        for op in read_operations(self._archive.pieces(OPERATIONS), self._archive.label):
            count += 1
            yield op
        if count != self.info.operations:
            raise BundleAltered(name=self._archive.label, part=OPERATIONS)

    def attachments(self) -> tuple[str, ...]:
        """The SHA-256 (hex) of every attachment in the bundle."""
        start = manifest.ATTACHMENTS
        names = self._archive.names
        return tuple(name.removeprefix(start) for name in names if name.startswith(start))

    def attachment(self, sha256: str) -> bytes:
        """The bytes of one attachment. Raises KeyError where the bundle has none by that hash."""
        path = manifest.ATTACHMENTS + sha256
        if path not in self._archive.names:
            raise KeyError(sha256)
        return self._archive.read(path, LARGEST_ATTACHMENT)

    def table(self, kind: str) -> bytes:
        """The CSV table of one kind of record. Raises KeyError where there is none."""
        path = f"data/{kind}.csv"
        if path not in self._archive.names:
            raise KeyError(kind)
        return self._archive.read(path, LARGEST_TOTAL)

    def close(self) -> None:
        """Forget the decrypted bytes."""
        self._spill.close()


def inspect(path: Path, identities: Sequence[Identity]) -> BundleInfo:
    """Check a bundle completely, every operation too, and say what it is; writes nothing.

    Raises what :func:`open_bundle` raises.
    """
    with open_bundle(path, identities) as bundle:
        for _ in bundle.operations():
            pass
        return bundle.info


def open_bundle(
    path: Path,
    identities: Sequence[Identity],
    *,
    in_memory: int = IN_MEMORY,
    folder: Path | None = None,
) -> OpenBundle:
    """Decrypt a bundle and prove that it is whole, before anything of it is used.

    Up to ``in_memory`` bytes stay in memory; a larger one goes to a temporary file in ``folder``,
    encrypted under a key that is only in memory. Raises NotABundle, NotForUs, BundleCutShort,
    BundleDamaged, BundleUnsafe, BundleNewerFormat, BundleAltered, and DiskFull, NoPermission,
    FileMissing, MachineTrouble.
    """
    spill = EncryptedTemporaryFile(in_memory, folder)
    try:
        with path.open("rb") as source:
            size = _length(source, path.name)
            unseal(source, spill, identities, path.name)
        archive = Archive(spill, path.name)
        return OpenBundle(_proven(archive, identities, size), archive, spill)
    except OSError as error:
        spill.close()
        raise machine_trouble(error, path) from error
    except BaseException:
        spill.close()
        raise


def _length(source: IO[bytes], name: str) -> int:
    size = source.seek(0, 2)
    if size > LARGEST_TOTAL + _SEAL:
        raise BundleUnsafe(name=name, rule="size")
    return size


def _proven(archive: Archive, identities: Sequence[Identity], size: int) -> BundleInfo:
    """What the bundle says, after version, signature, address and every hash held."""
    label = archive.label
    if manifest.DESCRIPTION not in archive.names:
        raise NotABundle(name=label)
    told = description.check_version(archive.read(manifest.DESCRIPTION, description.LARGEST), label)
    tags = archive.read(manifest.TAG_MANIFEST, _LARGEST_LISTING)
    info = description.parsed(told, label, manifest.bundle_id(tags), size)
    _check_signature(archive, tags, info)
    _check_files(archive, tags)
    return _addressed(info, identities, label)


def _check_signature(archive: Archive, tags: bytes, info: BundleInfo) -> None:
    """The signature must be the maker's, of this bundle, to exactly these keys."""
    data = archive.read(manifest.SIGNATURE, _LARGEST_SIGNATURE)
    comment = signature.verify(tags, data, info.maker.minisign)
    if comment != manifest.trusted_comment(info.bundle, info.fingerprints):
        raise BundleAltered(name=archive.label, part=manifest.SIGNATURE)


def _check_files(archive: Archive, tags: bytes) -> None:
    """Exactly the files that the two manifests name, each with its hash."""
    label = archive.label
    tag_hashes = _hashes(tags, label, manifest.TAG_MANIFEST)
    data_hashes = _hashes(
        archive.read(manifest.MANIFEST, _LARGEST_LISTING), label, manifest.MANIFEST
    )
    unlisted = {manifest.TAG_MANIFEST, manifest.SIGNATURE}
    payload = {name for name in archive.names if name.startswith(manifest.PAYLOAD)}
    if set(data_hashes) != payload or OPERATIONS not in payload:
        raise BundleAltered(name=label, part=manifest.MANIFEST)
    if set(tag_hashes) != set(archive.names) - payload - unlisted:
        raise BundleAltered(name=label, part=manifest.TAG_MANIFEST)
    for path, told in (*tag_hashes.items(), *data_hashes.items()):
        if _hash(archive, path) != told or not _is_attachment_name(path, told):
            raise BundleAltered(name=label, part=path)


def _hashes(data: bytes, label: str, part: str) -> dict[str, str]:
    try:
        return manifest.parse_listing(data)
    except ValueError:
        raise BundleAltered(name=label, part=part) from None


def _hash(archive: Archive, path: str) -> str:
    digest = hashlib.sha256()
    for piece in archive.pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _is_attachment_name(path: str, sha256: str) -> bool:
    """An attachment's name is its hash; other files have names of their own."""
    start = manifest.ATTACHMENTS
    return not path.startswith(start) or path == start + sha256


def _addressed(info: BundleInfo, identities: Sequence[Identity], label: str) -> BundleInfo:
    """The facts with our place in the maker's series. Raises NotForUs if we were not meant."""
    ours = [age_fingerprint(identity.age_public) for identity in identities]
    for one in info.recipients:
        if one.key in ours:
            return replace(info, sequence=one.sequence, previous=one.previous)
    if age_fingerprint(info.maker.age) in ours:
        return info
    raise NotForUs(name=label)
