"""The sealed bundle inside a PDF: found by its own marks, without trusting the rest of the file.

A PDF that carries its data holds it as an embedded file, which every program that rewrites PDFs
keeps as a stream with its dictionary in front. Only such streams are looked at, never the document
around them, so that no text, font, picture or script of a hostile file is ever read.
"""

from __future__ import annotations

import errno
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from carefacilitator.bundle.archive import LARGEST_TOTAL
from carefacilitator.bundle.refusals import BundleUnsafe, NotABundle
from carefacilitator.bundle.seal import MAGIC
from carefacilitator.bundle.trouble import machine_trouble

_HEAD = 1024
"""A PDF says what it is within so many bytes."""
_DICTIONARY = 4096
"""The dictionary of an embedded file is shorter than this."""
_MOST_STREAMS = 64
_PIECE = 1024 * 1024
_OVERLAP = 64
"""Pieces that are searched overlap by more than any pattern is long."""
_MARK = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
_CLOSE = re.compile(rb"endstream")
_STREAM = re.compile(rb">>\s*stream(\r\n|\n)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\s+\d+\s+R)(?![\d.])")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]{0,200}\]|/[A-Za-z0-9]+)")
_PACKED = re.compile(rb"\[?\s*/FlateDecode\s*\]?")


class _Paper:
    """A file read piece by piece.

    It is never mapped into memory: where a stick is pulled, a mapped file ends the whole program,
    and a read one only says that it cannot be read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, start: int, size: int) -> bytes:
        """At most ``size`` bytes from ``start``; fewer where the file ends."""
        self._file.seek(start)
        return self._file.read(size)

    def whole(self, start: int, size: int) -> bytes:
        """Exactly ``size`` bytes. Raises OSError where they are not there any more."""
        piece = self.read(start, size)
        if len(piece) < size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return piece

    def marks(self) -> Iterator[int]:
        """Where embedded files may be told of."""
        return self.find(_MARK, 0)

    def find(self, pattern: re.Pattern[bytes], start: int) -> Iterator[int]:
        """Where a short pattern stands, from ``start`` on."""
        at, last = start, start - 1
        while piece := self.read(at, _PIECE + _OVERLAP):
            for found in pattern.finditer(piece):
                if at + found.start() > last and (
                    found.end() < len(piece) or len(piece) < _PIECE + _OVERLAP
                ):
                    last = at + found.start()
                    yield last
            if len(piece) < _PIECE + _OVERLAP:
                return
            at += _PIECE


def is_paper(path: Path) -> bool:
    """Whether a file says that it is a PDF. Raises FileMissing, NoPermission, MachineTrouble."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise machine_trouble(error, path) from error
    return b"%PDF-" in head and not head.startswith(MAGIC)


def take_out(paper: Path, bundle: Path) -> None:
    """Write the one sealed bundle that a PDF carries to ``bundle``; nothing else is looked at.

    Raises NotABundle where there is none or more than one, BundleUnsafe where it would be too
    large, and FileMissing, NoPermission, DiskFull, MachineTrouble.
    """
    try:
        with paper.open("rb") as file:
            view = _Paper(file)
            found = [one for one in _streams(view) if _begins_sealed(view, *one)]
            if len(found) != 1 or found[0][1] > LARGEST_TOTAL:
                raise NotABundle(name=paper.name, paper=True)
            with bundle.open("wb") as out:
                for piece in _pieces(view, *found[0], paper.name):
                    out.write(piece)
    except zlib.error:
        raise NotABundle(name=paper.name, paper=True) from None
    except OSError as error:
        raise machine_trouble(error, paper) from error


def _streams(view: _Paper) -> Iterator[tuple[int, int, bool]]:
    """Start, length and whether packed, of each embedded file whose dictionary we understand."""
    seen: set[int] = set()
    for count, mark in enumerate(view.marks()):
        if count >= _MOST_STREAMS:
            return
        first = max(0, mark - _DICTIONARY)
        around = view.read(first, mark - first + _DICTIONARY)
        opened = around.rfind(b" obj", 0, mark - first)
        begun = _STREAM.search(around, mark - first)
        if opened < 0 or begun is None or first + begun.end() in seen:
            continue
        start = first + begun.end()
        seen.add(start)
        told = around[opened : begun.start()]
        if b"endobj" in told or b"/DecodeParms" in told:
            continue
        packing = _FILTER.search(told)
        if packing is not None and not _PACKED.fullmatch(packing[1]):
            continue
        length = _length(view, told, start)
        if length > 0:
            yield start, length, packing is not None


def _length(view: _Paper, told: bytes, start: int) -> int:
    """How long a stream is, by what its dictionary says or, where that is elsewhere, by its end."""
    stated = _LENGTH.search(told)
    if stated is not None:
        length = int(stated[1])
        closes = view.read(start + length, 12).lstrip(b"\r\n").startswith(b"endstream")
        return length if closes else 0
    end = next(view.find(_CLOSE, start), -1)
    if end < 0:
        return 0
    for ending in (b"\r\n", b"\n", b"\r"):
        if view.read(end - len(ending), len(ending)) == ending:
            return end - len(ending) - start
    return end - start


def _begins_sealed(view: _Paper, start: int, length: int, packed: bool) -> bool:
    head = view.read(start, min(length, _HEAD))
    if packed:
        try:
            head = zlib.decompressobj().decompress(head, len(MAGIC))
        except zlib.error:
            return False
    return head.startswith(MAGIC)


def _pieces(view: _Paper, start: int, length: int, packed: bool, name: str) -> Iterator[bytes]:
    """The bytes of a stream. What is sealed cannot be packed much; what can is refused."""
    spans = range(start, start + length, _PIECE)
    stored = (view.whole(at, min(_PIECE, start + length - at)) for at in spans)
    if not packed:
        yield from stored
        return
    unpacker = zlib.decompressobj()
    room = 2 * length + _PIECE
    for waiting in stored:
        while waiting:
            piece = unpacker.decompress(waiting, _PIECE)
            room -= len(piece)
            if room < 0:
                raise BundleUnsafe(name=name, rule="size")
            yield piece
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush(_PIECE)
