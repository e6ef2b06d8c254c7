"""Open an Office file's zip without trusting it, and read its XML parts in bounded pieces.

Guards, all before or while reading: the size of the zip's directory, the bytes unpacked from any
one part, and any document type declaration, which the format forbids (ECMA-376 part 2) and in
which entity bombs live. The zip reader gives never more of a part than the zip declared.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from carefacilitator.interchange.tables.refusals import (
    DamagedSpreadsheet,
    NotASpreadsheet,
    OldSpreadsheet,
    OpenDocumentSpreadsheet,
    ProtectedSpreadsheet,
    UnsafeSpreadsheet,
)

PART_BYTES = 200 << 20
"""No part is unpacked further than this; 20 000 rows of 200 filled cells stay below it."""
DIRECTORY_BYTES = 4 << 20
_PIECE = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,  # an offset outside the file, a stick that was pulled
    EOFError,
    NotImplementedError,  # a way of packing that the zip reader does not know
    KeyError,
    ValueError,
    expat.ExpatError,
)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """Open a workbook's container; whatever is broken inside becomes a refusal."""
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            yield Container(archive, path.name)
    except _BROKEN as error:
        raise DamagedSpreadsheet(name=path.name) from error


def _check_directory(path: Path) -> None:
    """Refuse a list of contents so long that reading it alone would fill the memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) < at + 22:
            raise DamagedSpreadsheet(name=path.name)
        (directory,) = struct.unpack_from("<L", tail, at + 12)
        if directory == 0xFFFFFFFF:
            directory = _large_directory(file, tail[:at])
    if directory > DIRECTORY_BYTES:
        raise UnsafeSpreadsheet(name=path.name)


def _large_directory(file: IO[bytes], before: bytes) -> int:
    """The directory's size in a zip with 64-bit fields."""
    if len(before) < 20 or not before[-20:].startswith(b"PK\x06\x07"):
        raise zipfile.BadZipFile
    file.seek(struct.unpack_from("<Q", before, len(before) - 12)[0])
    record = file.read(56)
    if len(record) < 56:
        raise EOFError
    return int(struct.unpack_from("<Q", record, 40)[0])


class Container:
    """The parts of an Office file, by name, that can be fed to an XML parser."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self._archive = archive
        self._parts = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}
        if any(info.flag_bits & 1 for info in self._parts.values()):
            raise ProtectedSpreadsheet(name=self.name)

    def has(self, part: str) -> bool:
        """Whether the part exists; names differ in case between programs."""
        return part.lower() in self._parts

    def pieces(self, part: str) -> Iterator[bytes]:
        """Unpack a part piece by piece; the caller may stop at any time."""
        seen = 0
        with self._archive.open(self._parts[part.lower()]) as file:
            while piece := file.read(_PIECE):
                seen += len(piece)
                if seen > PART_BYTES:
                    raise UnsafeSpreadsheet(name=self.name)
                yield piece

    def parser(self, start: Start, end: End | None = None, text: Text | None = None) -> _Parser:
        """An XML parser that calls back with local names and refuses document types."""
        return _Parser(self.name, start, end, text)

    def parse(
        self, part: str, start: Start, end: End | None = None, text: Text | None = None
    ) -> None:
        """Parse a whole part."""
        parser = self.parser(start, end, text)
        for piece in self.pieces(part):
            parser.feed(piece)
        parser.close()

    def refuse_other_kinds(self) -> None:
        """Refuse what is an Office file, but no workbook of the kind read here."""
        if self.has("mimetype") or any(p.startswith("index/") for p in self._parts):
            raise OpenDocumentSpreadsheet(name=self.name)
        if self.has("xl/workbook.bin"):
            raise OldSpreadsheet(name=self.name)
        if not self.has("[content_types].xml"):
            raise NotASpreadsheet(name=self.name)


def local(tag: str) -> str:
    """A tag or attribute without its namespace prefix; the parts read here hold one vocabulary."""
    return tag.rpartition(":")[2] if ":" in tag else tag


class _Parser:
    """expat that tells tags without their prefix and takes no document types."""

    def __init__(self, name: str, start: Start, end: End | None, text: Text | None) -> None:
        self._name = name
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
        if end is not None:
            self._expat.EndElementHandler = lambda tag: end(local(tag))
        if text is not None:
            self._expat.CharacterDataHandler = text

    def _refuse(self, *_declaration: object) -> NoReturn:
        raise UnsafeSpreadsheet(name=self._name)

    def feed(self, piece: bytes) -> None:
        """Parse the next bytes."""
        self._expat.Parse(piece, False)

    def close(self) -> None:
        """Say that there are no more bytes."""
        self._expat.Parse(b"", True)
