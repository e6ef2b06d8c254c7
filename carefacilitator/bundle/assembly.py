"""Put a bundle together: every file inside the seal, in order, hashed as it goes by, and signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from carefacilitator import __version__
from carefacilitator.bundle import manifest, signature
from carefacilitator.bundle.description import (
    FORMAT,
    LONGEST_TITLE,
    Addressee,
    BundleInfo,
    WorkshopLine,
    written,
)
from carefacilitator.bundle.keys import (
    LONGEST_NAME,
    Identity,
    Recipient,
    age_fingerprint,
    as_line,
)
from carefacilitator.bundle.lines import OPERATIONS, OperationWriter
from carefacilitator.bundle.package import FileDigest, descriptor
from carefacilitator.bundle.packing import Member
from carefacilitator.bundle.tables import Table
from carefacilitator.errors import OurBug
from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.privacy.withheld import NOTHING_KEPT_BACK, KeptBack, Withheld
from carefacilitator.model.records.records import KINDS, Record


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A photo or file that goes along; ``load`` gives its bytes when their turn comes."""

    sha256: str
    media_type: str
    load: Callable[[], bytes]


@dataclass(frozen=True, kw_only=True)
class BundleContents:
    """What goes into a bundle, already chosen by consent.

    ``records`` are the projected records by kind, for the tables; ``operations`` the truth. Both
    are taken once, in the order given, while the file is written. ``made_at`` is UTC
    (``YYYY-MM-DDTHH:MM:SSZ``); ``made_by`` the words for who made it; ``whole`` says that earlier
    values and the bin are in it.
    """

    device: str
    name: str
    made_at: str
    made_by: str = ""
    anonymous: bool = False
    workshops: Sequence[WorkshopLine] = ()
    operations: Iterable[Operation] = ()
    records: Mapping[str, Iterable[Record]] = field(default_factory=dict)
    attachments: Sequence[AttachedFile] = ()
    withheld: Sequence[Withheld] = ()
    kept_back: KeptBack = NOTHING_KEPT_BACK
    whole: bool = False
    program: str = f"CareFacilitator {__version__}"


class Assembly:
    """The members of one bundle in the order they are written, weighed as they go by."""

    def __init__(
        self, contents: BundleContents, recipients: Sequence[Recipient], identity: Identity
    ) -> None:
        self.bundle = ""
        self._contents = contents
        self._identity = identity
        self._addressees = _addressees(recipients, identity)
        self._files: dict[str, FileDigest] = {}
        self._tables: dict[str, Table] = {}
        self._operations = OperationWriter(contents.operations)
        self._attached = sorted(
            {file.sha256: file for file in contents.attachments}.values(), key=_sha256_of
        )

    def members(self) -> Iterator[Member]:
        """Payload first, in a fixed order, then the files that describe it."""
        yield from self._payload()
        payload = dict(self._files)
        self._files = {}
        listed = manifest.listing({path: file.sha256 for path, file in payload.items()})
        yield self._tag(manifest.BAG_INFO, self._bag_info(payload))
        yield self._tag(manifest.DECLARATION, manifest.DECLARATION_TEXT)
        info = self._info()
        yield self._tag(manifest.DESCRIPTION, written(info))
        yield self._tag(manifest.PACKAGE, self._descriptor(payload))
        yield self._tag(manifest.MANIFEST, listed)
        tags = manifest.listing({path: file.sha256 for path, file in self._files.items()})
        yield Member(manifest.TAG_MANIFEST, tags)
        self.bundle = manifest.bundle_id(tags)
        comment = manifest.trusted_comment(self.bundle, info.fingerprints)
        yield Member(manifest.SIGNATURE, signature.sign(tags, comment, self._identity))

    def _payload(self) -> Iterator[Member]:
        """Every payload file, in the order of the paths."""
        plan: dict[str, Iterable[bytes] | AttachedFile] = {OPERATIONS: self._operations}
        for kind in KINDS:
            records = _present(self._contents.records.get(kind, ()))
            if records is not None:
                table = self._tables[kind] = Table(kind, records)
                plan[table.path] = table
        plan |= {manifest.ATTACHMENTS + file.sha256: file for file in self._attached}
        for path in sorted(plan):
            content = plan[path]
            if isinstance(content, AttachedFile):
                yield self._loaded(path, content)
            else:
                yield Member(path, self._weighing(path, content))

    def _loaded(self, path: str, file: AttachedFile) -> Member:
        member = self._tag(path, file.load())
        if self._files[path].sha256 != file.sha256:
            raise OurBug(part="attachment")
        return member

    def _weighing(self, path: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            yield piece
        self._files[path] = FileDigest(size, digest.hexdigest())

    def _tag(self, path: str, data: bytes) -> Member:
        self._files[path] = FileDigest(len(data), hashlib.sha256(data).hexdigest())
        return Member(path, data)

    def _bag_info(self, payload: Mapping[str, FileDigest]) -> bytes:
        size = sum(file.bytes for file in payload.values())
        contents = self._contents
        return manifest.bag_info(contents.made_at, contents.program, size, len(payload))

    def _descriptor(self, payload: Mapping[str, FileDigest]) -> bytes:
        others = [(OPERATIONS, "application/x-ndjson")]
        others += [(manifest.ATTACHMENTS + one.sha256, one.media_type) for one in self._attached]
        return descriptor(self._contents.made_at, self._tables, others, payload)

    def _info(self) -> BundleInfo:
        contents = self._contents
        version = ".".join(map(str, FORMAT))
        name = as_line(contents.name, LONGEST_NAME)
        return BundleInfo(
            bundle="",
            format=version,
            minimum_reader=version,
            program=contents.program,
            made_at=contents.made_at,
            made_by=as_line(contents.made_by, LONGEST_NAME),
            anonymous=contents.anonymous,
            maker=self._identity.card(contents.device, name),
            sequence=None,
            previous=None,
            recipients=self._addressees,
            workshops=tuple(map(_fitting, contents.workshops)),
            operations=self._operations.count,
            records={kind: table.rows for kind, table in self._tables.items()},
            attachments=len(self._attached),
            withheld=tuple(contents.withheld),
            kept_back=contents.kept_back,
            whole=contents.whole,
            bytes=0,
        )


def _addressees(recipients: Sequence[Recipient], identity: Identity) -> tuple[Addressee, ...]:
    own = age_fingerprint(identity.age_public)
    found = {
        key: Addressee(key=key, sequence=one.sequence, previous=one.previous or None)
        for one in recipients
        if (key := age_fingerprint(one.age.strip())) != own
    }
    return tuple(found[key] for key in sorted(found))


def _fitting(workshop: WorkshopLine) -> WorkshopLine:
    return replace(
        workshop,
        code=as_line(workshop.code, LONGEST_NAME),
        title=as_line(workshop.title, LONGEST_TITLE),
    )


def _sha256_of(file: AttachedFile) -> str:
    return file.sha256


def _present(records: Iterable[Record]) -> Iterator[Record] | None:
    """The records again if there are any; a kind without records gets no table."""
    rest = iter(records)
    for record in rest:
        return _with(record, rest)
    return None


def _with(first: Record, rest: Iterator[Record]) -> Iterator[Record]:
    yield first
    yield from rest
