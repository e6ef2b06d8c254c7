"""Photos on paper: two in a row, upright and whole, with their words below.

The JPEG of a photo goes into the file as it is, decoded and compressed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from typing_extensions import override

from carefacilitator.model.document.content import PhotoLine
from carefacilitator.reports.blocks.blocks import Beside, Block, Place, Slot
from carefacilitator.reports.blocks.cells import DOT, Desk
from carefacilitator.reports.style import GUTTER, HAIRLINE, MM, SMALL, SMALL_ASH, TEXT, THREAD

_HIGHEST = 78 * MM
"""So that three rows stand on a page, whatever way the camera was held."""
_DOTS = 110
"""Dots an inch below which a photo is not blown up any further."""
_WORDS = 100.0
"""Points of words that fit below one of two photos; more words get the whole width."""
_ALTERNATIVE = 300
"""Letters told in place of a photo; all of its words stand below it."""
_GAP, _AFTER = 4.0, 12.0


def photos(desk: Desk) -> Iterator[Block]:
    """The section, or nothing where no photo may be shown."""
    if not desk.dossier.photos:
        return
    yield desk.text(desk.words.say("Photos"), desk.section)
    agreed = desk.words.say("Everybody who can be recognised here agreed to be shown.")
    yield desk.text(agreed, replace(SMALL_ASH, after=6, keep_next=True))
    half = desk.paper.columns(6)
    row: list[Block] = []
    for photo in desk.dossier.photos:
        figure = _figure(desk, photo)
        if figure.words_height(half) > _WORDS:
            yield from _row(desk, row)
            row = []
            yield from _wordy(desk, photo)
            continue
        row.append(figure)
        if len(row) == 2:
            yield from _row(desk, row)
            row = []
    yield from _row(desk, row)


def _row(desk: Desk, figures: Sequence[Block]) -> Iterator[Block]:
    if figures:
        half = desk.paper.columns(6)
        yield Beside(figures, [half] * len(figures), GUTTER, desk.rtl, after=_AFTER)


def _wordy(desk: Desk, photo: PhotoLine) -> Iterator[Block]:
    """A photo with many words: they follow it over the whole width, and over pages."""
    figure = _figure(desk, replace(photo, caption=""), photo.caption)
    figure.keep_next = True
    figure.after = _GAP
    yield figure
    yield desk.text(photo.caption, replace(TEXT, after=_AFTER))


def _figure(desk: Desk, photo: PhotoLine, told: str = "") -> Figure:
    words: list[Block] = []
    if photo.caption:
        words.append(desk.text(photo.caption, SMALL))
    about = _about(desk, photo)
    if about:
        words.append(desk.text(about, SMALL_ASH))
    alternative = photo.caption or told or photo.block
    if not (photo.caption or told):
        say = desk.words.say
        alternative = say("Photo: {what}", what=photo.block) if photo.block else say("Photo")
    return Figure(photo, _shortened(alternative), words, desk.rtl)


def _about(desk: Desk, photo: PhotoLine) -> str:
    """The block, and the day where the workshop has several or the photo is of another."""
    dossier = desk.dossier
    alone = dossier.start == (dossier.end or dossier.start) == photo.day
    day = "" if alone or not photo.day else desk.words.day(photo.day, "medium")
    return DOT.join(part for part in (photo.block, day) if part)


def _shortened(text: str) -> str:
    return text if len(text) <= _ALTERNATIVE else text[: _ALTERNATIVE - 1].rstrip() + "…"


class Figure(Block):
    """One photo at the start of the line, never cut, with words below it."""

    def __init__(
        self, photo: PhotoLine, alternative: str, words: Sequence[Block], rtl: bool
    ) -> None:
        self._photo = photo
        self._alternative = alternative
        self._words = tuple(words)
        self._rtl = rtl
        self._slot = Slot()

    def _size(self, width: float) -> tuple[float, float]:
        """Width and height on paper: as large as the column, the page and its dots allow."""
        wide, high = self._photo.width, self._photo.height
        scale = min(width / wide, _HIGHEST / high, 72 / _DOTS)
        return wide * scale, high * scale

    def words_height(self, width: float) -> float:
        """How much room the words below it take."""
        return sum(block.height(width) for block in self._words)

    @override
    def height(self, width: float) -> float:
        gap = _GAP if self._words else 0.0
        return self._size(width)[1] + gap + self.words_height(width)

    @override
    def draw(self, place: Place) -> None:
        wide, high = self._size(place.width)
        x = place.x + (place.width - wide if self._rtl else 0.0)
        y = place.top - high
        element = self._slot.element(place.parent, "Figure")
        element.alternative = self._alternative
        element.box = (x, y, x + wide, place.top)
        with place.canvas.content(element):
            place.canvas.picture(self._photo.jpeg, x, y, wide, high)
        with place.canvas.artifact():
            place.canvas.outline(x, y, wide, high, HAIRLINE, THREAD)
        if not self._words:
            return
        below, top = element.add("Caption"), y - _GAP
        for block in self._words:
            block.draw(Place(place.canvas, below, place.x, top, place.width))
            top -= block.height(place.width)
