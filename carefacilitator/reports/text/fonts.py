"""The bundled typefaces: measuring, coverage and which one draws which letter.

A face is opened when it is first asked for. Where a family has no bold file its regular one serves.
Arabic is drawn a little larger than Latin of the same size, as both are read at arm's length.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from typing import Any

from carefacilitator import paths
from carefacilitator.reports.text.characters import COMMON, harfbuzz, is_invisible, script_of

_FAMILIES = (
    "NotoSans",
    "IBMPlexSansArabic",
    "NotoSansArabicUI",
    "NotoSansHebrew",
    "NotoSansBengali",
    "NotoSansEthiopic",
    "NotoSansTamil",
    "NotoSansThai",
    "NotoSansKhmer",
    "NotoSansSymbols",
    "NotoEmoji",
    "NotoSansMath",
    "NotoSansSymbols2",
    "DroidSansFallback",
)
_SCALES = {"IBMPlexSansArabic": 1.09, "NotoSansArabicUI": 1.02}
_BOX = "\u25a1"


class FontFace:
    """One font file; all measures in thousandths of the size it is set in.

    ``scale`` is how much larger than the text's size the face is set, to sit well beside Latin.
    """

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        self.file = file
        self.scale = _SCALES.get(name.split("-")[0], 1.0)
        self._glyph_of: dict[str, int] = {}
        self._advance: dict[int, float] = {}

    @functools.cached_property
    def source(self) -> Any:
        """The HarfBuzz face, opened on first use."""
        return harfbuzz.Face(harfbuzz.Blob.from_file_path(str(self.file)))

    @functools.cached_property
    def font(self) -> Any:
        """The HarfBuzz font used for shaping."""
        return harfbuzz.Font(self.source)

    @functools.cached_property
    def unit(self) -> float:
        """Thousandths of the size per font unit."""
        return float(1000 / self.source.upem)

    def glyph(self, letter: str) -> int:
        """The glyph of one character, 0 when there is none."""
        found = self._glyph_of.get(letter)
        if found is None:
            found = self._glyph_of[letter] = self.font.get_nominal_glyph(ord(letter)) or 0
        return found

    def advance(self, glyph: int) -> float:
        """How far a glyph moves the pen by itself, as written into the PDF's width table."""
        found = self._advance.get(glyph)
        if found is None:
            found = self._advance[glyph] = self.font.get_glyph_h_advance(glyph) * self.unit
        return found

    def covers(self, cluster: str) -> bool:
        """Whether every visible character of ``cluster`` has a glyph here."""
        return all(self.glyph(c) or is_invisible(c) for c in cluster) or self._composes(cluster)

    def _composes(self, cluster: str) -> bool:
        whole = unicodedata.normalize("NFC", cluster)
        return len(whole) < len(cluster) and all(self.glyph(c) for c in whole)


class FontList:
    """The faces of one weight, in order of preference."""

    def __init__(self, faces: tuple[FontFace, ...]) -> None:
        self.main = faces[0]
        self.arabic = faces[1]
        self._faces = faces
        self._chosen: dict[str, FontFace | None] = {}

    def choose(self, cluster: str) -> FontFace | None:
        """The first face that covers ``cluster``, or None when no bundled face does."""
        if cluster not in self._chosen:
            found = next((face for face in self._faces if face.covers(cluster)), None)
            if len(self._chosen) > 50_000:
                self._chosen.clear()
            self._chosen[cluster] = found
        return self._chosen[cluster]

    def neutral(self, cluster: str, level: int) -> FontFace | None:
        """The face for a digit, a mark or a space that belongs to no script.

        Right-to-left text takes its punctuation from the Arabic face, all else from the main one.
        """
        first = self.arabic if level & 1 else self.main
        return first if first.covers(cluster) else self.choose(cluster)

    @functools.cached_property
    def box(self) -> tuple[FontFace, int]:
        """A face and glyph that show a visible box, for characters no face has."""
        for face in self._faces:
            if face.glyph(_BOX):
                return face, face.glyph(_BOX)
        raise LookupError(_BOX)


@functools.cache
def faces(bold: bool) -> FontList:
    """The bundled faces of one weight, shared by all documents."""
    folder = paths.resources() / "fonts"
    found = []
    for family in _FAMILIES:
        regular = folder / f"{family}-Regular.ttf"
        candidates = [folder / f"{family}-Bold.ttf"] if bold else []
        candidates += [regular, folder / f"{family}.ttf"]
        file = next(path for path in candidates if path.exists())
        found.append(_face(file))
    return FontList(tuple(found))


@functools.cache
def _face(file: Path) -> FontFace:
    return FontFace(file.stem, file)


def is_neutral(cluster: str) -> bool:
    """Whether a cluster belongs to no script, so that its neighbours decide its face."""
    return script_of(cluster[0]) == COMMON and ord(cluster[0]) < 0x2100
