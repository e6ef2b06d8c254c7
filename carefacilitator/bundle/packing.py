"""Write the plain archive: a zip that is the same, byte for byte, for the same contents.

Members follow one another in the order given, with fixed dates and no extra fields; the lengths
and check of a member that streams stand behind it (data descriptor). No zip64: the limits are in
:mod:`carefacilitator.bundle.archive`.
"""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from carefacilitator.bundle.archive import (
    CENTRAL,
    CENTRAL_MARK,
    DEFLATED,
    DESCRIPTOR,
    DESCRIPTOR_MARK,
    END,
    END_MARK,
    LARGEST_TOTAL,
    LOCAL,
    LOCAL_MARK,
    MOST_MEMBERS,
    STORED,
    STREAMED,
)
from carefacilitator.bundle.refusals import BundleTooLarge
from carefacilitator.bundle.seal import PLAIN_REST, PLAIN_STEP

_VERSION = 20
_MADE_BY_UNIX = 3 << 8 | _VERSION
_TIME, _DATE = 0, 1 << 5 | 1  # 1980-01-01 00:00, the first moment a zip can tell
_REGULAR_FILE = 0o100644 << 16
_LEVEL = 6
_PROBE = 64 * 1024
_COMMENT = b"CareFacilitator bundle"


@dataclass(frozen=True)
class Member:
    """One file of the archive: all its bytes, or pieces that are asked for once."""

    name: str
    content: bytes | Iterable[bytes]


@dataclass(frozen=True)
class _Written:
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def pack(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive in pieces. A member is taken only when the one before has been written.

    Raises BundleTooLarge, and whatever the members raise.
    """
    written: list[_Written] = []
    place = 0
    for member in members:
        name = member.name.encode("ascii")
        if isinstance(member.content, bytes):
            entry = yield from _whole(name, member.content, place)
        else:
            entry = yield from _streamed(name, member.content, place)
        written.append(entry)
        place += LOCAL.size + len(name) + entry.packed
        place += DESCRIPTOR.size if entry.flags & STREAMED else 0
        _check_size(max(place, entry.size), len(written))
    directory = b"".join(map(_central, written))
    _check_size(place + len(directory), len(written))
    _check_size(sum(one.size for one in written), len(written))
    yield directory
    count = len(written)
    comment = _comment(place + len(directory) + END.size)
    yield END.pack(END_MARK, 0, 0, count, count, len(directory), place, len(comment)) + comment


def _check_size(size: int, members: int) -> None:
    if size > LARGEST_TOTAL or members > MOST_MEMBERS:
        raise BundleTooLarge(limit=LARGEST_TOTAL)


def _whole(name: bytes, content: bytes, offset: int) -> Generator[bytes, None, _Written]:
    """Write a member whose bytes are all known; what does not shrink is stored as it is."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    probe = content[:_PROBE]
    shrinks = len(zlib.compress(probe, 1)) < len(probe) * 0.95
    packed = packer.compress(content) + packer.flush() if shrinks else content
    method = DEFLATED if shrinks else STORED
    entry = _Written(name, 0, method, zlib.crc32(content), len(packed), len(content), offset)
    yield _local(entry)
    yield packed
    return entry


def _streamed(
    name: bytes, pieces: Iterable[bytes], offset: int
) -> Generator[bytes, None, _Written]:
    """Write a member in pieces; its lengths and check follow it."""
    yield _local(_Written(name, STREAMED, DEFLATED, 0, 0, 0, offset))
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    crc = size = length = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        packed = packer.compress(piece)
        length += len(packed)
        _check_size(size, 0)
        if packed:
            yield packed
    rest = packer.flush()
    length += len(rest)
    yield rest
    yield DESCRIPTOR.pack(DESCRIPTOR_MARK, crc, length, size)
    return _Written(name, STREAMED, DEFLATED, crc, length, size, offset)


def _local(one: _Written) -> bytes:
    numbers = (one.flags, one.method, _TIME, _DATE, one.crc, one.packed, one.size)
    return LOCAL.pack(LOCAL_MARK, _VERSION, *numbers, len(one.name), 0) + one.name


def _central(one: _Written) -> bytes:
    numbers = (one.flags, one.method, _TIME, _DATE, one.crc, one.packed, one.size, len(one.name))
    places = (0, 0, 0, 0, _REGULAR_FILE, one.offset)
    return CENTRAL.pack(CENTRAL_MARK, _MADE_BY_UNIX, _VERSION, *numbers, *places) + one.name


def _comment(length: int) -> bytes:
    """A comment that brings the archive to a length from which a cut is seen, see ``seal``."""
    fill = (PLAIN_REST - length - len(_COMMENT)) % PLAIN_STEP
    return _COMMENT + b" " * fill
