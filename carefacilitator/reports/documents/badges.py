"""Name badges on label sheets: the name large, the organisation, the programme, a QR code.

The QR code holds the code of the sign-in sheet, so a scanner at the door finds the person; it holds
no name. Places that are left on the last sheet, and at least :data:`WALK_INS`, have lines to write
on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from typing_extensions import override

from carefacilitator.model.document.content import SignInLine
from carefacilitator.reports.blocks.blocks import Block, Place
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.fitting import fitting
from carefacilitator.reports.blocks.logos import LogoRow
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.qr import Code
from carefacilitator.reports.style import (
    CAPTION,
    HAIRLINE,
    MM,
    OVERDYE,
    TEXT,
    THREAD,
    TITLE,
    Paper,
)
from carefacilitator.reports.text.lines import SOOT

WALK_INS = 4
INCH = 72.0


class Labels(NamedTuple):
    """A sheet of labels, in points: the first label's corner, a label's size, from one to the next.

    ``left`` and ``top`` are measured from the corner of the sheet.
    """

    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    across: float
    down: float


SHEETS = {
    # Avery Zweckform L4785: ten labels of 80 × 50 mm.
    "A4": Labels(2, 5, 17.5 * MM, 13.5 * MM, 80 * MM, 50 * MM, 95 * MM, 55 * MM),
    # Avery 5395: eight labels of 3⅜ × 2⅓ inches.
    "Letter": Labels(
        2, 4, 0.6875 * INCH, 7 / 12 * INCH, 3.375 * INCH, 7 / 3 * INCH, 3.75 * INCH, 2.5 * INCH
    ),
}

_PADDING = 4.5 * MM
_QR = 14 * MM
_BAND = 1.5 * MM
_HEAD, _HEAD_WITH_LOGOS = 15.0, 25.0
"""What the line of the programme takes, and logos beside it."""
_LOGOS = 7.5 * MM
_LOGO_SHARE = 0.45
_MARK = 2.0 * MM
_NAME_SIZES = (28, 26, 24, 22, 20, 18, 16, 14, 12)
_HOME_SIZES = (11, 10, 9)


def paper(desk: Desk) -> Paper:
    """The sheet without margins: labels tell themselves where they stand."""
    return desk.paper._replace(top=0.0, bottom=0.0, side=0.0)


def sheet_of(paper: Paper) -> Labels:
    """The labels of a paper."""
    return SHEETS["A4" if paper.height > 800 else "Letter"]


def pages(desk: Desk) -> list[Placed]:
    """One block for each sheet."""
    sheet = sheet_of(desk.paper)
    each = sheet.columns * sheet.rows
    badges: list[Block] = [_Badge(desk, one) for one in desk.dossier.sign_in]
    blank = -len(badges) % each
    if blank < WALK_INS:
        blank += each
    badges += [_Badge(desk, None) for _ in range(blank)]
    return [
        [(0.0, _Sheet(badges[at : at + each], sheet, desk.rtl))]
        for at in range(0, len(badges), each)
    ]


class _Sheet(Block):
    """Badges at the places of the labels, with small marks for those who cut plain card."""

    def __init__(self, badges: Sequence[Block], sheet: Labels, rtl: bool) -> None:
        self._badges, self._sheet, self._rtl = badges, sheet, rtl

    @override
    def height(self, width: float) -> float:
        return 0.0

    @override
    def draw(self, place: Place) -> None:
        sheet = self._sheet
        for at, badge in enumerate(self._badges):
            row, column = divmod(at, sheet.columns)
            if self._rtl:
                column = sheet.columns - 1 - column
            x = place.x + sheet.left + column * sheet.across
            top = place.top - sheet.top - row * sheet.down
            self._marks(place, x, top)
            badge.draw(Place(place.canvas, place.parent.add("Sect"), x, top, sheet.width))

    def _marks(self, place: Place, x: float, top: float) -> None:
        """Short lines that point at the corners from outside, where no label is."""
        sheet = self._sheet
        with place.canvas.artifact():
            for y in (top, top - sheet.height):
                place.canvas.rule(x - _MARK - 1, y, _MARK, HAIRLINE, THREAD)
                place.canvas.rule(x + sheet.width + 1, y, _MARK, HAIRLINE, THREAD)


class _Badge(Block):
    """One label; without a line it has room to write."""

    def __init__(self, desk: Desk, line: SignInLine | None) -> None:
        self._desk, self._line = desk, line
        self._logos = LogoRow(desk, _LOGOS, rows=1, ornament=True) if desk.dossier.logos else None
        self._label = sheet_of(desk.paper)

    @override
    def height(self, width: float) -> float:
        return self._label.height

    @override
    def draw(self, place: Place) -> None:
        inner = place.width - 2 * _PADDING
        inside = Place(place.canvas, place.parent, place.x + _PADDING, place.top - _PADDING, inner)
        with place.canvas.artifact():
            place.canvas.bar(inside.x, inside.top - _BAND, inner, _BAND, OVERDYE)
        self._head(inside)
        bottom = place.top - self._label.height + _PADDING
        if self._line is None:
            self._to_write(inside, bottom)
        else:
            self._person(inside, bottom, self._line)

    def _head(self, inside: Place) -> None:
        """The programme, or the workshop where it stands alone; logos at the end of the line."""
        dossier, rtl = self._desk.dossier, self._desk.rtl
        told = dossier.programme or dossier.title
        style = replace(CAPTION, colour=OVERDYE)
        top, taken = inside.top - _BAND - 3, 0.0
        if self._logos is not None:
            wide = self._logos.natural(inside.width * _LOGO_SHARE)
            x = inside.x + (0.0 if rtl else inside.width - wide)
            self._logos.draw(Place(inside.canvas, inside.parent, x, top - 1, wide + 0.1))
            taken = wide + 3 * MM
        room = inside.width - taken
        head = fitting(self._desk, told, style, (8.5, 8), room, 2 if taken else 1)
        x = inside.x + (taken if rtl else 0.0)
        head.draw(Place(inside.canvas, inside.parent, x, top, room))

    @property
    def _head_room(self) -> float:
        return _HEAD if self._logos is None else _HEAD_WITH_LOGOS

    def _person(self, inside: Place, bottom: float, line: SignInLine) -> None:
        """The name in the middle of what head and foot leave; below it organisation and code."""
        desk, canvas, parent = self._desk, inside.canvas, inside.parent
        foot = bottom + _QR
        room = inside.top - _BAND - self._head_room - foot
        style = replace(TITLE, tag="P")
        name = fitting(desk, line.name, style, _NAME_SIZES, inside.width, 2, room)
        high = name.height(inside.width)
        name.draw(Place(canvas, parent, inside.x, foot + (room + high) / 2, inside.width))
        beside = inside.width - _QR - 3 * MM
        home = fitting(desk, line.organisation, TEXT, _HOME_SIZES, beside, 3, _QR)
        start = inside.x + (_QR + 3 * MM if desk.rtl else 0.0)
        home.draw(Place(canvas, parent, start, bottom + home.height(beside), beside))
        told = desk.words.say("Code {code}", code=line.code)
        x = inside.x + (0.0 if desk.rtl else inside.width - _QR)
        Code(line.code, _QR, told).draw(Place(canvas, parent, x, foot, _QR))

    def _to_write(self, inside: Place, bottom: float) -> None:
        """A line for the name and one for the organisation, each with its word."""
        words, canvas = self._desk.words, inside.canvas
        height = inside.top - _BAND - bottom
        for share, told in ((0.42, words.say("Name")), (0.05, words.say("Organisation"))):
            y = bottom + share * height + CAPTION.leading
            with canvas.artifact():
                canvas.rule(inside.x, y, inside.width, HAIRLINE, SOOT)
            label = self._desk.text(told, CAPTION)
            label.draw(Place(canvas, inside.parent, inside.x, y - 1, inside.width))
