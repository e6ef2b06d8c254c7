"""A face inside one PDF: its used glyphs, the text they stand for, the subset that is embedded.

Every distinct pair of glyph and source text gets a code of its own, so that copying and searching
give back exactly what was written even where one glyph serves several texts.
"""

from __future__ import annotations

import hashlib
from typing import Any

import reportlab.pdfbase.pdfdoc

from carefacilitator.reports.text.characters import harfbuzz
from carefacilitator.reports.text.fonts import FontFace

_pdf: Any = reportlab.pdfbase.pdfdoc  # no type information
_FULL = 60_000
_NO_GLYPH = -1
_UNUSED_TABLES = (
    "GSUB", "GPOS", "GDEF", "name", "post", "OS/2", "STAT", "cmap", "BASE", "MATH", "DSIG",
)  # fmt: skip
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo "
    "<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName /Adobe-Identity-UCS def "
    "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFace:
    """Codes of one face in one document; ReportLab asks for its objects when it saves the file."""

    def __init__(self, face: FontFace, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[int, str], int] = {}
        self._carrier = self._zero_width_glyph()
        self._carrier_width = face.advance(self._carrier)

    @property
    def full(self) -> bool:
        """Whether the two-byte codes are nearly used up and another one must take over."""
        return len(self._codes) > _FULL

    def code(self, glyph: int, text: str) -> str:
        """The code of a glyph that stands for ``text``, as four hexadecimal digits."""
        key = (glyph, text)
        found = self._codes.get(key)
        if found is None:
            found = self._codes[key] = len(self._codes) + 1
        return f"{found:04X}"

    def unseen(self, text: str) -> str:
        """Operands without ink or advance that only carry ``text`` for copying and searching."""
        code = f"<{self.code(_NO_GLYPH, text)}>"
        return f"{code}{self._carrier_width:.1f} " if self._carrier_width else code

    def _zero_width_glyph(self) -> int:
        for letter in "\u200c\u200d\u200b":
            glyph = self.face.glyph(letter)
            if glyph and self.face.advance(glyph) == 0:
                return glyph
        return self.face.glyph(" ")

    def addObjects(self, document: Any) -> None:  # noqa: N802  (ReportLab's name)
        """Write the Type 0 font with its subset, widths and text map into ``document``."""
        glyphs = [self._carrier if glyph < 0 else glyph for glyph, _ in self._codes]
        data, new_number = self._subset(set(glyphs))
        base = f"{self._tag()}+{self.face.name}"
        descendant = _dictionary(
            Type=_name("Font"),
            Subtype=_name("CIDFontType2"),
            BaseFont=_name(base),
            CIDSystemInfo=_dictionary(
                Registry=_pdf.PDFString("Adobe"),
                Ordering=_pdf.PDFString("Identity"),
                Supplement=0,
            ),
            DW=1000,
            W=_pdf.PDFArray([1, _pdf.PDFArray(self._widths(glyphs))]),
            FontDescriptor=document.Reference(self._descriptor(document, base, data)),
            CIDToGIDMap=document.Reference(_stream(_glyph_map(glyphs, new_number))),
        )
        font = _dictionary(
            Type=_name("Font"),
            Subtype=_name("Type0"),
            BaseFont=_name(base),
            Encoding=_name("Identity-H"),
            DescendantFonts=_pdf.PDFArray([document.Reference(descendant)]),
            ToUnicode=document.Reference(_stream(self._text_map())),
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _widths(self, glyphs: list[int]) -> list[float]:
        return [round(self.face.advance(glyph), 2) for glyph in glyphs]

    def _tag(self) -> str:
        """Six capitals that depend on the used glyphs only, so that equal data give equal files."""
        digest = hashlib.sha256(repr((self.face.name, list(self._codes))).encode()).digest()
        return "".join(chr(65 + byte % 26) for byte in digest[:6])

    def _subset(self, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
        wanted = harfbuzz.SubsetInput()
        wanted.sets(harfbuzz.SubsetInputSets.GLYPH_INDEX).update({0, *glyphs})
        dropped = wanted.sets(harfbuzz.SubsetInputSets.DROP_TABLE_TAG)
        dropped.update([int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES])
        flags = harfbuzz.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
        plan = harfbuzz.SubsetPlan(self.face.source, wanted)
        numbers = plan.old_to_new_glyph_mapping
        return plan.execute().blob.data, {glyph: numbers[glyph] for glyph in glyphs}

    def _descriptor(self, document: Any, base: str, data: bytes) -> Any:
        file = _stream(data)
        file.dictionary["Length1"] = len(data)
        extents = self.face.font.get_font_extents("ltr")
        ascent, descent = extents.ascender * self.face.unit, extents.descender * self.face.unit
        return _dictionary(
            Type=_name("FontDescriptor"),
            FontName=_name(base),
            Flags=4,
            Ascent=round(ascent),
            Descent=round(descent),
            CapHeight=round(ascent * 0.7),
            ItalicAngle=0,
            StemV=140 if self.face.name.endswith("Bold") else 80,
            FontBBox=_pdf.PDFArray([-1000, round(min(descent, -500)), 3000, 1500]),
            FontFile2=document.Reference(file),
        )

    def _text_map(self) -> bytes:
        rows = [(code, _readable(text)) for (_, text), code in self._codes.items()]
        lines = [_CMAP_HEAD]
        for start in range(0, len(rows), 100):
            part = rows[start : start + 100]
            lines.append(f"{len(part)} beginbfchar")
            lines += [f"<{code:04X}> <{utf16(text)}>" for code, text in part]
            lines.append("endbfchar")
        return "\n".join([*lines, _CMAP_TAIL]).encode("ascii")


def utf16(text: str) -> str:
    """``text`` as big-endian UTF-16 in hexadecimal, as PDF wants it."""
    return text.encode("utf-16-be").hex().upper()


def _readable(text: str) -> str:
    """A text map may not hold nothing, nor private characters without further explanation."""
    private = any("\ue000" <= c <= "\uf8ff" or c >= "\U000f0000" for c in text)
    return "\ufffd" if private else text or "\u200b"


def _name(text: str) -> Any:
    return _pdf.PDFName(text)


def _dictionary(**entries: object) -> Any:
    return _pdf.PDFDictionary(entries)


def _stream(content: bytes) -> Any:
    stream = _pdf.PDFStream()
    stream.content = content
    stream.filters = [_pdf.PDFZCompress]
    return stream


def _glyph_map(glyphs: list[int], new_number: dict[int, int]) -> bytes:
    """Two bytes a code: the glyph's number in the subset; code 0 is never used."""
    return b"\0\0" + b"".join(new_number[glyph].to_bytes(2, "big") for glyph in glyphs)
