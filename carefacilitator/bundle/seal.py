"""Seal with age to named keys, and open again.

Sealing and opening stream: a whole bundle is never needed at once. What goes wrong is told apart as
far as the bytes allow: not sealed at all, for another key, cut short, damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Protocol

from carefacilitator.bundle.keys import Identity
from carefacilitator.bundle.refusals import BundleCutShort, BundleDamaged, NotABundle, NotForUs
from carefacilitator.bundle.spill import Spill
from carefacilitator.errors import CareError

MAGIC = b"age-encryption.org/v1\n"

PLAIN_STEP, PLAIN_REST = 512, 77
"""The plain archive is padded so that its length leaves this rest: disks and sticks cut files at
multiples of 512, so a copy that was not finished shows in its length, without any key."""

_LONGEST_HEADER = 64 * 1024
_NONCE, _CHUNK, _TAG = 16, 64 * 1024, 16


class _Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...


def seal(chunks: Iterator[bytes], out: IO[bytes], recipients: Sequence[str]) -> None:
    """Encrypt ``chunks`` to all ``recipients`` (public age keys) into ``out``.

    Raises whatever ``chunks`` or ``out`` raise.
    """
    from pyrage import EncryptError, encrypt_io, x25519

    reader, writer = _Reader(chunks), _Writer(out)
    keys = [x25519.Recipient.from_str(key) for key in recipients]
    try:
        encrypt_io(reader, writer, keys)
    except (EncryptError, OSError):
        # The library turns what our own streams raise into its own error: give back the cause.
        cause = reader.failure or writer.failure
        if cause is not None:
            raise cause from None
        raise


def unseal(source: IO[bytes], into: Spill, identities: Sequence[Identity], name: str) -> None:
    """Decrypt ``source`` into ``into`` with whichever key fits; ``name`` stands in refusals.

    Raises NotABundle, NotForUs, BundleCutShort, BundleDamaged, and what ``into`` raises.
    """
    header = _check_header(source, name)
    size = source.seek(0, 2)
    source.seek(0)
    writer = _Writer(into)
    problem = _decrypt(source, writer, identities)
    if writer.failure is not None:
        raise writer.failure
    if problem is None:
        into.finish()
        return
    if problem == "No matching keys found":
        raise NotForUs(name=name)
    if _is_cut(size - header):
        raise BundleCutShort(name=name)
    raise BundleDamaged(name=name)


def is_sealed_for(source: IO[bytes], identities: Sequence[Identity], name: str) -> bool:
    """Whether one of the keys opens the seal; reads only the start of the file.

    Raises NotABundle, BundleCutShort or BundleDamaged where the start itself is wrong.
    """
    _check_header(source, name)
    source.seek(0)
    writer = _Writer(_Stop())
    problem = _decrypt(source, writer, identities)
    return writer.failure is not None or problem != "No matching keys found"


def _decrypt(source: IO[bytes], writer: _Writer, identities: Sequence[Identity]) -> str | None:
    """Run the decryption; the library's words for what went wrong, ``None`` if nothing did."""
    from pyrage import DecryptError, decrypt_io, x25519

    keys = [x25519.Identity.from_str(identity.age_secret) for identity in identities]
    try:
        decrypt_io(source, writer, keys)
    except (DecryptError, OSError) as error:
        return str(error)
    return None


def _check_header(source: IO[bytes], name: str) -> int:
    """The length of the age header, which ends with the line that begins with ``---``."""
    source.seek(0)
    start = source.read(_LONGEST_HEADER)
    if not start.startswith(MAGIC):
        if MAGIC.startswith(start):
            raise BundleCutShort(name=name)
        if start.count(0) == len(start):
            # A file system that lost power keeps the length and fills it with zeros.
            raise BundleDamaged(name=name)
        raise NotABundle(name=name)
    line = start.find(b"\n--- ")
    end = start.find(b"\n", line + 1) if line >= 0 else -1
    if end < 0:
        raise (
            BundleCutShort(name=name) if len(start) < _LONGEST_HEADER else BundleDamaged(name=name)
        )
    return end + 1


def _is_cut(payload: int) -> bool:
    """Whether a payload of this length cannot be a whole bundle (see :data:`PLAIN_REST`)."""
    sealed = payload - _NONCE
    if sealed <= 0:
        return True
    whole, rest = divmod(sealed, _CHUNK + _TAG)
    plain = whole * _CHUNK + max(0, rest - _TAG)
    return plain % PLAIN_STEP != PLAIN_REST


class _Reader:
    """Bytes in pieces of any length, as the file that the library reads from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.failure: BaseException | None = None
        self._chunks = chunks
        self._left = memoryview(b"")

    def read(self, count: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.failure = error
            raise
        piece = self._left if count < 0 else self._left[:count]
        self._left = self._left[len(piece) :]
        return bytes(piece)


class _Writer:
    """Remembers what the target raised, since the library replaces it."""

    def __init__(self, target: _Sink) -> None:
        self.failure: BaseException | None = None
        self._target = target

    def write(self, data: bytes) -> int:
        try:
            return self._target.write(data)
        except (OSError, CareError) as error:
            self.failure = error
            raise

    def flush(self) -> None:
        """The caller flushes its own file."""


class _Stop:
    """A target that wants nothing."""

    def write(self, _data: bytes, /) -> int:
        raise OSError
