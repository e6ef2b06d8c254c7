"""The contents page, the bookmarks and the running heads: what the headings of a document say.

Headings are found on the pages once these are laid out, so that numbers are true; the contents
pages are then put after the cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from typing_extensions import override

from carefacilitator.reports.blocks.blocks import Beside, Block, Place, Slot, Stack
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.pages import Placed, lay_out
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.pdf.structure import Heading, Jump
from carefacilitator.reports.style import ASH, GUTTER, HAIRLINE, SMALL, TEXT, THREAD
from carefacilitator.reports.text.characters import clean

_LEVELS = {"H1": 1, "H2": 2, "H3": 3}
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOST = 60
"""With more entries than this the contents name the sections only."""


def headings(pages: Sequence[Placed]) -> list[Heading]:
    """Every heading, in the order of reading."""
    found = []
    for at, page in enumerate(pages):
        for _, block in page:
            for one in _of(block):
                told = one.outline or (one.spans[0].text if one.spans else "")
                text = clean(told)
                if plain(text).strip():
                    level = _LEVELS[one.style.tag]
                    found.append(Heading(level, " ".join(text.split()), at, one.anchor))
    return found


def _of(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        if block.style.tag in _LEVELS:
            yield block
    elif isinstance(block, Stack | Beside):
        for one in block.blocks:
            yield from _of(one)


def plain(text: str) -> str:
    """A text without marks of direction, which many readers show as boxes in their lists."""
    return _MARKS.sub("", text)


def sections(found: Sequence[Heading], pages: int) -> list[str]:
    """For each page, the section it is in: the first that begins on it, else the one before."""
    begun: dict[int, str] = {}
    last: dict[int, str] = {}
    for one in found:
        if one.level == 2:
            begun.setdefault(one.page, one.text)
            last[one.page] = one.text
    told: list[str] = []
    present = ""
    for at in range(pages):
        told.append(begun.get(at, present))
        present = last.get(at, present)
    return told


def with_contents(desk: Desk, pages: list[Placed]) -> list[Placed]:
    """The pages with the contents after the first, which is the cover."""
    found = [one for one in headings(pages) if one.level > 1]
    if len(found) > _MOST:
        found = [one for one in found if one.level == 2]
    if not found:
        return pages
    count = 1
    while True:
        front = lay_out(_blocks(desk, found, count), desk.paper.text_width, desk.paper.text_height)
        if len(front) <= count:
            return [*pages[:1], *front, *pages[1:]]
        count = len(front)


def _blocks(desk: Desk, found: Sequence[Heading], count: int) -> Iterator[Block]:
    yield desk.text(desk.words.say("Contents"), replace(desk.section, before=0, after=10))
    table = Slot()
    for one in found:
        page = one.page + 1 + (count if one.page else 0)
        yield _Entry(desk, one, page, table)


class _Entry(Block):
    """One line of the contents: what, and on which page; the whole line leads there."""

    def __init__(self, desk: Desk, heading: Heading, page: int, table: Slot) -> None:
        self._main = heading.level == 2
        style = replace(TEXT, bold=True) if self._main else SMALL.tinted(ASH)
        self._indent = 0.0 if self._main else desk.paper.columns(0.75)
        self._text = Paragraph(heading.text, style, desk.rtl, base=int(desk.rtl))
        self._page = Paragraph(desk.words.number(page), style.to("end"), desk.rtl, base=0)
        self._told = desk.words.say(
            "{title}, page {n}", title=plain(heading.text), n=desk.words.number(page)
        )
        self._anchor = heading.anchor
        self._rtl = desk.rtl
        self._table = table
        self.before = 7.0 if self._main else 1.0
        self.after = 1.5

    def _inner(self, width: float) -> float:
        return width - self._indent - 30 - GUTTER

    @override
    def height(self, width: float) -> float:
        return self._text.height(self._inner(width))

    @override
    def draw(self, place: Place) -> None:
        entry = self._table.element(place.parent, "TOC").add("TOCI")
        link = entry.add("Reference").add("Link")
        link.actual = self._told if self._rtl else ""
        inner, height = self._inner(place.width), self.height(place.width)
        if self._main:
            with place.canvas.artifact():
                place.canvas.rule(place.x, place.top + 3, place.width, HAIRLINE, THREAD)
        x = place.x + (place.width - self._indent - inner if self._rtl else self._indent)
        with place.canvas.content(link):
            self._text.paint(place.canvas, x, place.top, inner)
            last = place.top - height + self._page.height(30)
            self._page.paint(
                place.canvas, place.x if self._rtl else place.x + place.width - 30, last, 30
            )
        box = (place.x, place.top - height, place.x + place.width, place.top)
        link.kids.append(Jump(place.canvas.page_index, box, self._anchor, self._told))
