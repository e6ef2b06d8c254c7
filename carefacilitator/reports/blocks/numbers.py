"""Lines that name entries by their numbers, each a link: “see also”, and the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Self

from typing_extensions import override

from carefacilitator.model.document.compendium import Group, NumberedLesson
from carefacilitator.model.text.folding import fold
from carefacilitator.reports.blocks.blocks import EPSILON, Block, Place, Slot
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.pdf.structure import Anchor, Element, Jump
from carefacilitator.reports.style import OVERDYE, SMALL, SMALL_ASH
from carefacilitator.reports.text.characters import clean
from carefacilitator.reports.text.lines import natural_width

_GAP = 7.0
_TOGETHER = 2
"""Lines of numbers of which none stands alone on a page."""
_TERM = 5.0
"""Grid columns of the words before the numbers."""
_LONGEST = 70
"""Letters of who told an experience, above which that is a sentence and no term."""


class NumberedLine(Block):
    """A term with the numbers of entries beside it, wrapped as they need; each leads to its entry.

    ``tag`` is the structure type of the line; ``within`` the slot of a list it belongs to.
    """

    def __init__(
        self,
        desk: Desk,
        term: str,
        numbers: Sequence[tuple[int, Anchor]],
        tag: str = "P",
        within: Slot | None = None,
    ) -> None:
        self.term = Paragraph(term, SMALL if within else SMALL_ASH, desk.rtl)
        self._term_width = desk.paper.columns(_TERM if within else 2)
        self.numbers = [
            (Paragraph(desk.words.number(one), SMALL.tinted(OVERDYE), desk.rtl, base=0), anchor)
            for one, anchor in numbers
        ]
        self.widths = [natural_width(one.spans) for one, _ in self.numbers]
        self.told = [desk.words.say("Entry {n}", n=one) for one, _ in numbers]
        self._rtl = desk.rtl
        self._tag = tag
        self._within = within
        self._slot = Slot()
        self.after = 2.0

    def _places(self, width: float) -> list[tuple[float, int]]:
        """Where each number stands: along the line, and on which line."""
        room = width - self._term_width
        found, along, line = [], 0.0, 0
        for wide in self.widths:
            if along and along + wide > room:
                along, line = 0.0, line + 1
            found.append((self._term_width + along, line))
            along += wide + _GAP
        return found

    @override
    def height(self, width: float) -> float:
        lines = max((line for _, line in self._places(width)), default=0) + 1
        return max(lines * SMALL.leading, self.term.height(self._term_width - _GAP))

    @override
    def least(self, width: float) -> float:
        return min(self.height(width), _TOGETHER * SMALL.leading)

    @override
    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        fit = int((room + EPSILON) // SMALL.leading)
        lines = [line for _, line in self._places(width)]
        cut = sum(line < fit for line in lines)
        whole = self.term.height(self._term_width - _GAP) <= room + EPSILON
        if fit < _TOGETHER or cut == len(lines) or not whole:
            return None
        first = self._part(slice(cut), self.term)
        first.after = 0.0
        return first, self._part(slice(cut, None), Paragraph("", SMALL, self._rtl))

    def _part(self, span: slice, term: Paragraph) -> Self:
        part = copy(self)
        part.numbers, part.widths = self.numbers[span], self.widths[span]
        part.told, part.term = self.told[span], term
        return part

    @override
    def draw(self, place: Place) -> None:
        parent = self._within.element(place.parent, "Index") if self._within else place.parent
        line = self._slot.element(parent, self._tag)
        self._draw_term(place, line)
        for at, (along, row) in enumerate(self._places(place.width)):
            text, anchor = self.numbers[at]
            wide = self.widths[at] + 0.5
            left = place.x + (place.width - along - wide if self._rtl else along)
            top = place.top - row * SMALL.leading
            link = line.add("Link")
            with place.canvas.content(link):
                text.paint(place.canvas, left, top, wide)
            box = (left - 2, top - SMALL.leading, left + wide + 2, top)
            link.kids.append(Jump(place.canvas.page_index, box, anchor, self.told[at]))

    def _draw_term(self, place: Place, line: Element) -> None:
        text = clean("".join(span.text for span in self.term.spans))
        if not text:  # the rest of a line that began on the page before
            return
        inner = self._term_width - _GAP
        x = place.x + (place.width - inner if self._rtl else 0.0)
        span = line.add("Span")
        span.actual = text if self._rtl else ""
        with place.canvas.content(span):
            self.term.paint(place.canvas, x, place.top, inner)


def index(desk: Desk, groups: Sequence[Group], places: Mapping[int, Anchor]) -> Iterator[Block]:
    """Every word by which an entry may be looked for, in the order of letters."""
    terms: dict[str, set[int]] = {}
    for group in groups:
        for one in group.entries:
            for term in _terms(desk, one):
                terms.setdefault(term, set()).add(one.number)
    if not terms:
        return
    yield desk.text(desk.words.say("Index"), desk.section)
    within = Slot()
    for term in sorted(terms, key=lambda term: (fold(term), term)):
        numbers = [(number, places[number]) for number in sorted(terms[term])]
        yield NumberedLine(desk, term, numbers, within=within)


def _terms(desk: Desk, one: NumberedLesson) -> Iterator[str]:
    lesson = one.lesson
    found = [desk.short("five_r", code) for code in lesson.codes]
    found += [desk.label("care_theme", theme) for theme in lesson.themes]
    found += [
        desk.label("lesson_kind", lesson.kind),
        desk.label("level", lesson.level),
        desk.words.country(lesson.country),
        desk.label("region", lesson.region),
        lesson.workshop,
    ]
    if len(lesson.who.strip()) <= _LONGEST:
        found.append(" ".join(lesson.who.split()))
    yield from dict.fromkeys(term for term in found if term)
