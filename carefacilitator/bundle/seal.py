"""Seal with age to named keys, and open again.

Sealing and opening stream: a whole bundle is never needed at once. What goes wrong is told apart as
far as the bytes allow: not sealed at all, for another key, cut short, damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import IO, Protocol

from carefacilitator.bundle.keys import Identity
from carefacilitator.bundle.refusals import BundleCutShort, BundleDamaged, NotABundle, NotForUs
from carefacilitator.bundle.spill import EncryptedTemporaryFile
from carefacilitator.errors import CareError

MAGIC = b"age-encryption.org/v1\n"

PLAIN_STEP, PLAIN_REST = 512, 77
"""The plain archive is padded so that its length leaves this rest: disks and sticks cut files at
multiples of 512, so a copy that was not finished shows in its length, without any key."""

_TRIES = 200
"""How often a header is drawn again (see :class:`_Start`): one in sixteen has a wrong length."""

_LONGEST_HEADER = 64 * 1024
_NONCE, _CHUNK, _TAG = 16, 64 * 1024, 16


class _Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...


def seal(chunks: Iterator[bytes], out: IO[bytes], recipients: Sequence[str]) -> None:
    """Encrypt ``chunks`` to all ``recipients`` (public age keys) into ``out``.

    Raises whatever ``chunks`` or ``out`` raise.
    """
    from pyrage import EncryptError, encrypt_io, x25519

    keys = [x25519.Recipient.from_str(key) for key in recipients]
    for left in reversed(range(_TRIES)):
        start = _Start(out, choosy=left > 0)
        reader, writer = _Reader(chunks, start), _Writer(start)
        failure: BaseException | None = None
        try:
            encrypt_io(reader, writer, keys)
        except (EncryptError, OSError) as error:
            failure = error
        # The library turns what our own streams raise into its own error, or passes over it when
        # it comes with the last bytes: give back the cause. What cannot be read ends it whatever
        # the header was, since nothing more comes from there.
        if reader.failure is not None:
            raise reader.failure from None
        if start.refused:
            chunks = chain(reader.taken, chunks)
            continue
        cause = writer.failure or failure
        if cause is not None:
            raise cause from None
        start.release()
        return


def unseal(
    source: IO[bytes], into: EncryptedTemporaryFile, identities: Sequence[Identity], name: str
) -> None:
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
    header = _header_length(start)
    if header is None:
        raise (
            BundleCutShort(name=name) if len(start) < _LONGEST_HEADER else BundleDamaged(name=name)
        )
    return header


def _header_length(start: bytes) -> int | None:
    line = start.find(b"\n--- ")
    end = start.find(b"\n", line + 1) if line >= 0 else -1
    return end + 1 if end >= 0 else None


def _is_cut(payload: int) -> bool:
    """Whether a payload of this length cannot be a whole bundle (see :data:`PLAIN_REST`)."""
    sealed = payload - _NONCE
    if sealed <= 0:
        return True
    whole, rest = divmod(sealed, _CHUNK + _TAG)
    plain = whole * _CHUNK + max(0, rest - _TAG)
    return plain % PLAIN_STEP != PLAIN_REST


class _Start:
    """Lets a sealed file begin only if each cut at a multiple of 512 bytes will show.

    The library puts a line of random length into the header. A header of an unlucky length gives
    a cut file the rest of a whole one (see :data:`PLAIN_REST`), whatever number of chunks it holds
    when ``header + nonce + rest`` is a multiple of the tag. Such a header is refused before a byte
    of it is written, and drawn again.
    """

    def __init__(self, out: _Sink, *, choosy: bool) -> None:
        self.refused = False
        self._out = out
        self._held: bytes | None = b"" if choosy else None

    @property
    def holding(self) -> bool:
        """Whether it may still be refused, so that what was read is needed again."""
        return self._held is not None

    def write(self, data: bytes, /) -> int:
        if self._held is None:
            return self._out.write(data)
        self._held += data
        header = _header_length(self._held)
        if header is not None:
            if (header + _NONCE + PLAIN_REST) % _TAG == 0:
                self.refused = True
                raise OSError
            self.release()
        return len(data)

    def release(self) -> None:
        """Write what was held back."""
        held, self._held = self._held, None
        if held:
            self._out.write(held)


class _Reader:
    """Bytes in pieces of any length, as the file that the library reads from.

    ``taken`` is what was read of it while it may be needed again for another ``start``.
    """

    def __init__(self, chunks: Iterator[bytes], start: _Start) -> None:
        self.failure: BaseException | None = None
        self.taken: list[bytes] = []
        self._chunks = chunks
        self._start = start
        self._left = memoryview(b"")

    def read(self, count: int = -1) -> bytes:
        try:
            while not self._left:
                piece = next(self._chunks)
                if self._start.holding:
                    self.taken.append(piece)
                self._left = memoryview(piece)
        except StopIteration:
            return b""
        except BaseException as error:
            self.failure = error
            raise
        part = self._left if count < 0 else self._left[:count]
        self._left = self._left[len(part) :]
        return bytes(part)


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
