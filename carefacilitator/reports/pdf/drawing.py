"""Putting ink on the page: lines of text, rules, bars and shapes, as PDF operators.

:class:`PdfCanvas` is ReportLab's canvas without its built-in fonts, with our embedded faces, and
with marked content so that every stroke belongs to an element of the structure or is an artifact.

What comes back from mixed lines differs by reader. Eleven lines of Latin, figures and Thai on an
Arabic page: poppler gives all of them back letter by letter; PDFium (Chrome, QtPdf) 37 of 42 words,
as it turns brackets and spans of figures; pdf.js (Firefox) 30, as it glues lines and parts signs.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple

import reportlab.pdfgen.canvas
import reportlab.rl_config

from carefacilitator.reports.pdf.embedding import EmbeddedFace, utf16
from carefacilitator.reports.pdf.images import pdf_image
from carefacilitator.reports.pdf.structure import Element
from carefacilitator.reports.pdf.theme import Theme
from carefacilitator.reports.text.characters import bidi_class
from carefacilitator.reports.text.fonts import FontFace
from carefacilitator.reports.text.lines import Colour, Line, Look
from carefacilitator.reports.text.shaping import Glyph, Run

_settings: Any = reportlab.rl_config  # no type information
_Canvas: Any = reportlab.pdfgen.canvas.Canvas
_settings.useA85 = 0  # binary streams: a fifth smaller
_HATCH = 3.2
"""Points between the lines of a hatch."""
_EDGE = 0.4
_STRONG = frozenset({"L", "EN", "AN"})
_LEFT_MARK, _RIGHT_MARK = "\u200e", "\u200f"
_TOLERANCE = 0.5  # thousandths of the size; less is invisible


class _Piece(NamedTuple):
    """Codes of one rise; an unseen piece has ink but stands for no text."""

    rise: float
    body: str
    unseen: bool


class _Encoded(NamedTuple):
    """A run as text-showing operands, and the text that stands beside them, if any.

    ``plain`` holds the operands where they are one piece on the baseline.
    """

    face: EmbeddedFace
    pieces: tuple[_Piece, ...]
    actual: str | None
    plain: str | None


@functools.lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A number as short as PDF allows, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


class PdfCanvas(_Canvas):  # type: ignore[misc]
    """One PDF under way. Coordinates are points from the lower left corner.

    A ``theme`` takes the place of the colours of the house.
    """

    def __init__(
        self,
        target: BinaryIO,
        size: tuple[float, float],
        language: str,
        theme: Theme | None = None,
    ) -> None:
        self.theme = theme
        self._faces: dict[FontFace, EmbeddedFace] = {}
        self._encoded: dict[Run, _Encoded] = {}
        self._contents = 0
        self._runs_right = language.startswith("ar")
        self._right_seen = self._runs_right
        self._inside_artifact = False
        self.missing: dict[str, None] = {}
        super().__init__(target, pagesize=size, pageCompression=1, invariant=1, lang=language)

    def _make_preamble(self) -> None:
        """ReportLab would name Helvetica on every page, which no archive accepts unembedded."""
        self._preamble = ""

    def put(self, code: str) -> None:
        """Add operators to the page."""
        self._code.append(code)

    @property
    def page_index(self) -> int:
        """0 for the first page."""
        return int(self.getPageNumber()) - 1

    def next_page(self) -> None:
        """Close the page and begin another."""
        self._contents = 0
        self._right_seen = self._runs_right
        self.showPage()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to ``element``, unless it stands in an artifact."""
        if self._inside_artifact:
            yield
            return
        place = (self.page_index, self._contents)
        self._contents += 1
        element.kids.append(place)
        self.put(f"/{element.tag} <</MCID {place[1]}>> BDC")
        yield
        self.put("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is ornament or repetition and is not read aloud.

        ``kind`` is ``Layout``, ``Pagination`` or ``Background``.
        """
        if self._inside_artifact:
            yield
            return
        self._inside_artifact = True
        self.put(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self.put("EMC")
        self._inside_artifact = False

    def shape(self, path: str, colour: Colour) -> None:
        """Fill a path given as PDF operators (even-odd)."""
        self.put(f"{_paint(colour)} {path} f*")

    def bar(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        where = " ".join(map(number, (x, y, width, height)))
        if self.theme is not None:
            own, colour = colour, self.theme.of_shape(colour)
            if self.theme.edge is not None and own != colour == self.theme.fill:
                edge = _paint(self.theme.edge).upper()
                self.put(f"{_paint(colour)} {edge} {_EDGE} w {where} re B")
                return
        self.put(f"{_paint(colour)} {where} re f")

    def hatched(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A rectangle of slanting lines: told from a filled one without seeing its colour."""
        where = " ".join(map(number, (x, y, width, height)))
        slanting = []
        at = x - height
        while at < x + width:
            slanting.append(
                f"{number(at)} {number(y)} m {number(at + height)} {number(y + height)} l"
            )
            at += _HATCH
        red, green, blue = map(number, colour)
        lines = " ".join(slanting)
        self.put(f"q {where} re W n {red} {green} {blue} RG 1.1 w {lines} S Q")
        self.put(f"q {red} {green} {blue} RG 0.6 w {where} re S Q")

    def rule(self, x: float, y: float, width: float, thickness: float, colour: Colour) -> None:
        """A horizontal line whose middle is at ``y``."""
        self.bar(x, y - thickness / 2, width, thickness, colour)

    def outline(
        self, x: float, y: float, width: float, height: float, thickness: float, colour: Colour
    ) -> None:
        """A rectangle's edge."""
        where = " ".join(map(number, (x, y, width, height)))
        self.put(f"{_paint(colour).upper()} {number(thickness)} w {where} re S")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """A JPEG or a plain PNG, stretched to a rectangle; it goes into the file once, as it is."""
        name = hashlib.sha256(data).hexdigest()
        known = self._doc.getXObjectName(name)
        if known not in self._doc.idToObject:
            image = pdf_image(name, data)
            self._setXObjects(image)
            self._doc.Reference(image, known)
            self._doc.addForm(name, image)
        self._formsinuse.append(name)
        shape = " ".join(map(number, (width, 0, 0, height, x, y)))
        self.put(f"q {shape} cm /{known} Do Q")

    def text_line(self, line: Line, x: float, baseline: float) -> None:
        """Draw one line of text; characters that no face has are noted in :attr:`missing`."""
        out = _TextCode(x, baseline)
        self._right_seen = self._right_seen or line.base == 1 or line.mixed
        turns = _turns(line) if line.mixed else {}
        ends = _weak_ends(line) if self._right_seen else ()
        encoded_of, shown = self._encoded.get, out.shown
        last: tuple[EmbeddedFace, Look] | None = None
        for at, (run, look) in enumerate(line.runs):
            encoded = encoded_of(run) or self._encode(run)
            face = encoded.face
            if last is None or last[0] is not face or last[1] is not look:
                colour = self.theme.of_words(look.colour) if self.theme else look.colour
                out.choose(face.name, look.size * run.face.scale, colour)
                last = (face, look)
            if at in turns:
                shown.append(face.unseen(turns[at]))
            if encoded.plain is not None:
                shown.append(encoded.plain)
            else:
                out.show_pieces(encoded)
            if at in ends:
                shown.append(face.unseen(_LEFT_MARK))
        self.put(out.finished())

    def _embedded(self, face: FontFace) -> EmbeddedFace:
        found = self._faces.get(face)
        if found is None or found.full:  # what was encoded stays with the one that is full
            found = EmbeddedFace(face, f"F{len(self._doc.delayedFonts) + 1}")
            self._faces[face] = found
            self._doc.delayedFonts.append(found)
        return found

    def _encode(self, run: Run) -> _Encoded:
        if run.missing:
            self.missing.update(dict.fromkeys(run.missing))
        found = self._encoded[run] = encode(run, self._embedded(run.face))
        return found


@functools.lru_cache(maxsize=256)
def _paint(colour: Colour) -> str:
    return f"{number(colour[0])} {number(colour[1])} {number(colour[2])} rg"


class _TextCode:
    """The operators of one line, from left to right."""

    def __init__(self, x: float, baseline: float) -> None:
        self._out = [f"BT 1 0 0 1 {number(x)} {number(baseline)} Tm"]
        self.shown: list[str] = []
        """Codes and movements on the baseline, in the present font and colour."""
        self._font = ("", 0.0)
        self._colour: Colour | None = None

    def choose(self, font: str, size: float, colour: Colour) -> None:
        """Font and colour of what follows."""
        if colour != self._colour:
            self._flush()
            self._out.append(_paint(colour))
            self._colour = colour
        if (font, size) != self._font:
            self._flush()
            self._out.append(f"/{font} {number(size)} Tf")
            self._font = (font, size)

    def show_pieces(self, encoded: _Encoded) -> None:
        """A run with raised glyphs, or with its text beside it."""
        self._flush()
        if encoded.actual is not None:
            self._out.append(f"/Span <</ActualText <FEFF{encoded.actual}>>> BDC")
        present = 0.0
        for rise, body, unseen in encoded.pieces:
            if rise != present:
                self._out.append(f"{number(rise * self._font[1] / 1000)} Ts")
                present = rise
            code = f"[{body}]TJ"
            self._out.append(f"/Span <</ActualText <FEFF>>> BDC {code} EMC" if unseen else code)
        if present:
            self._out.append("0 Ts")
        if encoded.actual is not None:
            self._out.append("EMC")

    def _flush(self) -> None:
        if self.shown:
            self._out.append("[" + "".join(self.shown).replace("><", "") + "]TJ")
            self.shown.clear()

    def finished(self) -> str:
        """All operators."""
        self._flush()
        return " ".join([*self._out, "ET"])


def _turns(line: Line) -> dict[int, str]:
    """Before which runs unseen marks say that a run against the line's direction ends.

    Readers that put a line back into logical order take the spaces and brackets beside such a run
    for part of it unless a strong mark stands between.
    """
    found: dict[int, str] = {}
    for at in range(1, len(line.runs)):
        left, right = line.runs[at - 1][0].level & 1, line.runs[at][0].level & 1
        if left == right:
            continue
        if line.base == 0 and left == 1:
            found[at] = _LEFT_MARK
        elif line.base == 1 and right == 0:
            found[at] = _RIGHT_MARK
    return found


def _weak_ends(line: Line) -> list[int]:
    """After which runs an unseen mark says that what stands there belongs to the run.

    These run to the right, end with a sign or with a vowel above or below its letter, and nothing
    else to the right follows. On a page that runs mostly to the left poppler puts such an end
    before the run unless a strong mark follows. Of eleven lines with Latin and Thai on an Arabic
    page it gave back five, and eleven with the mark. Pages without Arabic do not get it.
    """
    found = []
    last = len(line.runs) - 1
    for at, (run, _) in enumerate(line.runs):
        follows = at < last and not line.runs[at + 1][0].level & 1
        if not (run.level & 1 or follows or bidi_class(run.letters[-1].text[-1]) in _STRONG):
            found.append(at)
    return found


class _Encoder:
    """Turns the letters of one run into pieces of one rise each."""

    def __init__(self, face: EmbeddedFace) -> None:
        self._face = face
        self._body: list[str] = []
        self._pending = 0.0  # how far the pen still has to move, in thousandths
        self._rise = 0.0
        self._unseen = False
        self.pieces: list[_Piece] = []

    def glyph(self, glyph: Glyph, text: str, unseen: bool = False) -> None:
        """One glyph standing for ``text``; an unseen one stands for nothing when copied."""
        self._turn(glyph.up, unseen)
        move = self._pending + glyph.right
        if abs(move) > _TOLERANCE:
            self._body.append(f"{number(-move)} ")
            self._pending = -glyph.right
        self._body.append(f"<{self._face.code(glyph.number, text)}>")
        self._pending += glyph.advance - self._face.face.advance(glyph.number)

    def carry(self, text: str) -> None:
        """Text without ink."""
        self._turn(0.0, unseen=False)
        self._body.append(self._face.unseen(text))

    def _turn(self, rise: float, unseen: bool) -> None:
        if (rise, unseen) != (self._rise, self._unseen):
            self._close()
            self._rise, self._unseen = rise, unseen

    def _close(self) -> None:
        if self._body:
            body = "".join(self._body).replace("><", "")
            self.pieces.append(_Piece(self._rise, body, self._unseen))
            self._body = []

    def finished(self) -> tuple[_Piece, ...]:
        """All pieces, the pen where the next run begins."""
        if abs(self._pending) > _TOLERANCE:
            self._body.append(f"{number(-self._pending)} ")
        self._close()
        return tuple(self.pieces)


def encode(run: Run, face: EmbeddedFace) -> _Encoded:
    """A run as codes and pen movements.

    Left-to-right words whose glyphs do not stand one for one for letters carry their text beside
    them. Readers would reverse that in right-to-left words, so there the letter takes the first
    character, unseen codes on the baseline the others, and further glyphs (vowel signs) none.
    """
    encoder = _Encoder(face)
    simple = all(len(letter.glyphs) == 1 and not letter.glyphs[0].up for letter in run.letters)
    for letter in run.letters:
        if len(letter.glyphs) == 1 and not run.level & 1:
            encoder.glyph(letter.glyphs[0], letter.text)
            continue
        widest = max(range(len(letter.glyphs)), key=lambda at: letter.glyphs[at].advance)
        text = letter.text
        if run.level & 1:
            if bidi_class(text[0]) in ("CS", "ES", "ET"):
                encoder.carry("\u200f")  # or readers take it and the space after it for a number
            for extra in text[:0:-1]:
                encoder.carry(extra)
            text = text[0]
        for at, glyph in enumerate(letter.glyphs):
            hidden = at != widest and bool(run.level & 1)
            encoder.glyph(glyph, text if at == widest else "", hidden)
    beside = None if simple or run.level & 1 else "".join(letter.text for letter in run.letters)
    pieces = encoder.finished()
    first = pieces[0]
    alone = len(pieces) == 1 and not (first.rise or first.unseen or beside)
    actual = None if beside is None else utf16(beside)
    return _Encoded(face, pieces, actual, first.body if alone else None)
