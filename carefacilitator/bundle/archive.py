"""Read the plain archive as if it came from an enemy: every rule is checked before a byte is used.

A bundle is a narrow kind of zip. Members have plain names, follow one another without a gap from
the first byte to the directory, say the same in both of their headers, are stored or deflated, and
keep to the limits below. Everything else is refused as a whole and nothing is written anywhere.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn, Protocol

from carefacilitator.bundle.refusals import BundleAltered, BundleUnsafe, NotABundle

LARGEST_TOTAL = 2**32 - 2**16
"""Most bytes of all members together, plain or packed (zip64 is never used)."""
MOST_MEMBERS = 60_000
MOST_TIMES_SMALLER = 200
"""How far a member may shrink beyond :data:`FREE_OF_RATIO` (deflate reaches 1032 : 1)."""
FREE_OF_RATIO = 8 * 1024 * 1024

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
DESCRIPTOR = struct.Struct("<4s3L")
END = struct.Struct("<4s4H2LH")
LOCAL_MARK, CENTRAL_MARK = b"PK\3\4", b"PK\1\2"
DESCRIPTOR_MARK, END_MARK = b"PK\7\x08", b"PK\5\6"
_ZIP64_LOCATOR = b"PK\6\7"

STORED, DEFLATED = 0, 8
STREAMED = 1 << 3
_UTF8 = 1 << 11
_LONGEST_COMMENT = 2**16 - 1
_LONGEST_NAME = 200
_LONGEST_LINE = 1024
_PIECE = 256 * 1024
_UNIX = 3

# Small letters, digits, dot, dash, underscore; every part begins with a letter or digit: so no
# absolute path, no "..", no backslash or drive letter, nothing that two systems read differently.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*\.")


class Source(Protocol):
    """Bytes that can be read at any place."""

    size: int

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to ``count`` bytes from ``offset`` on."""


@dataclass(frozen=True)
class ArchiveEntry:
    """One member as the directory tells it; ``start`` is where its packed bytes begin."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    start: int = 0


class Archive:
    """The members of a checked archive, by name.

    ``label`` (the bundle's file name) stands in refusals. Raises NotABundle where there is no zip
    at all, BundleUnsafe where one breaks a rule.
    """

    def __init__(self, source: Source, label: str) -> None:
        self.label = label
        self._source = source
        place, size, count = self._find_directory()
        listed = self._read_directory(place, size, count)
        self._check_names(listed)
        self._check_sizes(listed)
        self._entries = {entry.name: entry for entry in self._walk(listed, place)}

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names in the order they are stored."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """The plain length of a member."""
        return self._entries[name].size

    def read(self, name: str, limit: int) -> bytes:
        """A member's bytes. Raises BundleUnsafe above ``limit``, BundleAltered if missing."""
        if name not in self._entries:
            raise BundleAltered(name=self.label, part=name)
        if self._entries[name].size > limit:
            self._refuse("size")
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's bytes in pieces of at most 256 KiB.

        Raises BundleUnsafe where it does not unpack to what the directory says.
        """
        entry = self._entries[name]
        crc = size = 0
        for piece in self._packed(entry) if entry.method == STORED else self._inflated(entry):
            size += len(piece)
            if size > entry.size:
                self._refuse("size")
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != entry.size or crc != entry.crc:
            self._refuse("checksum")

    def _refuse(self, rule: str) -> NoReturn:
        raise BundleUnsafe(name=self.label, rule=rule)

    def _find_directory(self) -> tuple[int, int, int]:
        """Where the directory begins, its length and its number of members."""
        whole = self._source.size
        tail = self._source.read_at(
            max(0, whole - END.size - _LONGEST_COMMENT), END.size + _LONGEST_COMMENT
        )
        ends = [
            match.start()
            for match in re.finditer(re.escape(END_MARK), tail)
            if len(tail) - match.start() >= END.size
            and END.unpack_from(tail, match.start())[7] == len(tail) - match.start() - END.size
        ]
        if not ends:
            raise NotABundle(name=self.label)
        if len(ends) > 1:
            self._refuse("two_directories")
        fields = END.unpack_from(tail, ends[0])
        _, disk, first_disk, here, count, size, place, _ = fields
        end = whole - len(tail) + ends[0]
        if self._source.read_at(max(0, end - 20), 4) == _ZIP64_LOCATOR:
            self._refuse("zip64")
        if disk or first_disk or here != count or count > MOST_MEMBERS:
            self._refuse("members")
        if place + size != end:
            self._refuse("directory")
        return place, size, count

    def _read_directory(self, place: int, size: int, count: int) -> list[ArchiveEntry]:
        if size > count * _LONGEST_LINE:
            self._refuse("directory")
        data = self._source.read_at(place, size)
        entries: list[ArchiveEntry] = []
        at = 0
        for _ in range(count):
            if at + CENTRAL.size > size:
                self._refuse("directory")
            fields = CENTRAL.unpack_from(data, at)
            name_end = at + CENTRAL.size + fields[10]
            entries.append(self._entry(fields, data[at + CENTRAL.size : name_end]))
            at = name_end
        if at != size:
            self._refuse("directory")
        return entries

    def _entry(self, fields: Sequence[Any], raw_name: bytes) -> ArchiveEntry:
        """One line of the directory, its single values checked."""
        mark, made_by, _, flags, method, _, _, crc, packed, size = fields[:10]
        length, extra, comment, disk, _, external, offset = fields[10:]
        if mark != CENTRAL_MARK or len(raw_name) != length:
            self._refuse("directory")
        name = self._name(raw_name)
        if flags & ~(STREAMED | _UTF8 | 0b110):
            self._refuse("encrypted_member" if flags & 1 else "flags")
        if method not in (STORED, DEFLATED):
            self._refuse("compression")
        if extra or comment or disk:
            self._refuse("extra_fields")
        mode = external >> 16
        if made_by >> 8 == _UNIX and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            self._refuse("not_a_file")
        if 0xFFFFFFFF in (packed, size, offset):
            self._refuse("zip64")
        return ArchiveEntry(name, flags, method, crc, packed, size, offset)

    def _name(self, raw: bytes) -> str:
        try:
            name = raw.decode("ascii")
        except UnicodeDecodeError:
            self._refuse("names")
        if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
            self._refuse("names")
        if any(_RESERVED.fullmatch(part) for part in name.split("/")):
            self._refuse("names")
        return name

    def _check_names(self, entries: Sequence[ArchiveEntry]) -> None:
        names = {entry.name for entry in entries}
        if len(names) != len(entries):
            self._refuse("duplicate_names")
        for name in names:
            parts = name.split("/")
            if any("/".join(parts[:depth]) in names for depth in range(1, len(parts))):
                self._refuse("duplicate_names")

    def _check_sizes(self, entries: Sequence[ArchiveEntry]) -> None:
        for entry in entries:
            if entry.size > FREE_OF_RATIO and entry.size > entry.packed * MOST_TIMES_SMALLER:
                self._refuse("ratio")
            if entry.method == STORED and entry.size != entry.packed:
                self._refuse("size")
        if sum(entry.size for entry in entries) > LARGEST_TOTAL:
            self._refuse("size")

    def _walk(self, entries: Sequence[ArchiveEntry], directory: int) -> Iterator[ArchiveEntry]:
        """Check that members fill the file without gap or overlap and both headers agree."""
        at = 0
        for entry in entries:
            if entry.offset != at:
                self._refuse("overlap")
            start = at + LOCAL.size + len(entry.name)
            self._check_local(entry, self._source.read_at(at, LOCAL.size + len(entry.name)))
            at = start + entry.packed
            if entry.flags & STREAMED:
                told = DESCRIPTOR.pack(DESCRIPTOR_MARK, entry.crc, entry.packed, entry.size)
                if self._source.read_at(at, DESCRIPTOR.size) != told:
                    self._refuse("headers_differ")
                at += DESCRIPTOR.size
            yield replace(entry, start=start)
        if at != directory:
            self._refuse("overlap")

    def _check_local(self, entry: ArchiveEntry, header: bytes) -> None:
        if len(header) != LOCAL.size + len(entry.name):
            self._refuse("headers_differ")
        mark, _, flags, method, _, _, *numbers, name_length, extra = LOCAL.unpack_from(header)
        told = [0, 0, 0] if flags & STREAMED else [entry.crc, entry.packed, entry.size]
        same = (mark, flags, method, numbers, name_length, extra) == (
            LOCAL_MARK,
            entry.flags,
            entry.method,
            told,
            len(entry.name),
            0,
        )
        if not same or header[LOCAL.size :] != entry.name.encode():
            self._refuse("headers_differ")

    def _packed(self, entry: ArchiveEntry) -> Iterator[bytes]:
        for at in range(entry.start, entry.start + entry.packed, _PIECE):
            yield self._source.read_at(at, min(_PIECE, entry.start + entry.packed - at))

    def _inflated(self, entry: ArchiveEntry) -> Iterator[bytes]:
        """Unpack in bounded pieces; the packed bytes must end exactly with the stream."""
        unpacker = zlib.decompressobj(-15)
        try:
            for packed in self._packed(entry):
                left = packed
                while left:
                    piece = unpacker.decompress(left, _PIECE)
                    left = unpacker.unconsumed_tail
                    if piece:
                        yield piece
                    elif not left:
                        break
                if unpacker.eof and unpacker.unused_data:
                    self._refuse("size")
            while not unpacker.eof:
                piece = unpacker.decompress(b"", _PIECE)
                if not piece:
                    self._refuse("size")
                yield piece
        except zlib.error:
            self._refuse("compression")
