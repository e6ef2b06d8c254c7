"""The sealed bundle inside a PDF: found by its own marks, without trusting the rest of the file.

A PDF that carries its data holds it as an embedded file, which every program that rewrites PDFs
keeps as a stream with its dictionary in front. Only such streams are looked at, never the document
around them, so that no text, font, picture or script of a hostile file is ever read.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

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
_MARK = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
_STREAM = re.compile(rb">>\s*stream(\r\n|\n)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\s+\d+\s+R)(?![\d.])")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]{0,200}\]|/[A-Za-z0-9]+)")
_PACKED = re.compile(rb"\[?\s*/FlateDecode\s*\]?")


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
        with paper.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            found = [one for one in _streams(view) if _begins_sealed(view, *one)]
            if len(found) != 1 or found[0][1] > LARGEST_TOTAL:
                raise NotABundle(name=paper.name, paper=True)
            with bundle.open("wb") as out:
                for piece in _pieces(view, *found[0], paper.name):
                    out.write(piece)
    except (ValueError, zlib.error):  # an empty file cannot be mapped
        raise NotABundle(name=paper.name, paper=True) from None
    except OSError as error:
        raise machine_trouble(error, paper) from error


def _streams(view: mmap.mmap) -> Iterator[tuple[int, int, bool]]:
    """Start, length and whether packed, of each embedded file whose dictionary we understand."""
    seen: set[int] = set()
    for count, mark in enumerate(_MARK.finditer(view)):
        if count >= _MOST_STREAMS:
            return
        opened = view.rfind(b" obj", max(0, mark.start() - _DICTIONARY), mark.start())
        begun = _STREAM.search(view, mark.end(), min(len(view), mark.end() + _DICTIONARY))
        if opened < 0 or begun is None or begun.end() in seen:
            continue
        seen.add(begun.end())
        told = view[opened : begun.start()]
        if b"endobj" in told or b"/DecodeParms" in told:
            continue
        packing = _FILTER.search(told)
        if packing is not None and not _PACKED.fullmatch(packing[1]):
            continue
        length = _length(view, told, begun.end())
        if length > 0:
            yield begun.end(), length, packing is not None


def _length(view: mmap.mmap, told: bytes, start: int) -> int:
    """How long a stream is, by what its dictionary says or, where that is elsewhere, by its end."""
    stated = _LENGTH.search(told)
    if stated is not None:
        length = int(stated[1])
        closes = view[start + length : start + length + 12].lstrip(b"\r\n").startswith(b"endstream")
        return length if closes else 0
    end = view.find(b"endstream", start)
    if end < 0:
        return 0
    for ending in (b"\r\n", b"\n", b"\r"):
        if view[end - len(ending) : end] == ending:
            return end - len(ending) - start
    return end - start


def _begins_sealed(view: mmap.mmap, start: int, length: int, packed: bool) -> bool:
    head = view[start : start + min(length, _HEAD)]
    if packed:
        try:
            head = zlib.decompressobj().decompress(head, len(MAGIC))
        except zlib.error:
            return False
    return head.startswith(MAGIC)


def _pieces(view: mmap.mmap, start: int, length: int, packed: bool, name: str) -> Iterator[bytes]:
    """The bytes of a stream. What is sealed cannot be packed much; what can is refused."""
    spans = range(start, start + length, _PIECE)
    stored = (view[at : min(at + _PIECE, start + length)] for at in spans)
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
