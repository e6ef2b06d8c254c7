"""Setting text into lines: spans of text in, lines of placed runs out.

Greedy breaking in linear time at the places :mod:`breaks` allows; a word wider than the line is cut
between letters. Every line is reordered for its direction here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from carefacilitator.reports import bidi
from carefacilitator.reports.breaks import pieces
from carefacilitator.reports.letters import clean
from carefacilitator.reports.shaping import Letter, Run, Word, part_of, shaper

Colour = tuple[float, float, float]
SOOT: Colour = (0x26 / 255, 0x23 / 255, 0x1E / 255)
_ROUNDING = 0.01


class Look(NamedTuple):
    """Size in points, colour, weight."""

    size: float
    colour: Colour = SOOT
    bold: bool = False


class Span(NamedTuple):
    """A stretch of text in one look. Nothing in ``text`` is ever markup."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """Runs from left to right with their looks; ``width`` in points without closing spaces.

    ``base`` is 1 where the paragraph runs right to left; ``last`` marks the end of a paragraph.
    """

    runs: tuple[tuple[Run, Look], ...]
    width: float
    base: int
    last: bool


class _Box:
    """What stays together on a line, and the spaces after it."""

    __slots__ = ("parts", "space", "space_width", "width")

    def __init__(self, parts: list[tuple[Word, Look]]) -> None:
        self.parts = parts
        self.width = sum(word.width * look.size for word, look in parts) / 1000
        self.space: tuple[Word, Look] | None = None
        self.space_width = 0.0


def set_lines(spans: Sequence[Span], base: int, width: float) -> list[Line]:
    """Break ``spans`` into lines of at most ``width`` points; ``base`` is 1 for right to left."""
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines.extend(_break(_boxes(paragraph, base), base, width))
    return lines


def natural_width(spans: Sequence[Span], base: int = 0) -> float:
    """How wide the text would be, in points, if it were never broken."""
    return max((line.width for line in set_lines(spans, base, 1e9)), default=0.0)


def _paragraphs(spans: Iterable[Span]) -> list[list[Span]]:
    found: list[list[Span]] = [[]]
    for span in spans:
        first, *others = clean(span.text).split("\n")
        found[-1].append(Span(first, span.look))
        found.extend([Span(other, span.look)] for other in others)
    return found


def _boxes(spans: list[Span], base: int) -> list[_Box]:
    """Boxes in logical order. Looks do not change the levels."""
    text = "".join(span.text for span in spans)
    levels = bidi.levels(text, base)
    uniform = min(levels, default=base) == max(levels, default=base)
    ends: list[tuple[int, Look]] = []
    for span in spans:
        ends.append(((ends[-1][0] if ends else 0) + len(span.text), span.look))
    boxes: list[_Box] = []
    at = 0
    which = 0
    for piece in pieces(text):
        core = piece.rstrip(" ")
        stop = at + len(core)
        parts: list[tuple[Word, Look]] = []
        while at < stop:
            while ends[which][0] <= at:
                which += 1
            cut = min(stop, ends[which][0])
            look = ends[which][1]
            known = levels[at] if uniform or _same(levels, at, cut) else None
            parts.append((_word(text[at:cut], known, levels[at:cut], look), look))
            at = cut
        box = _Box(parts)
        if len(piece) > len(core):
            look = ends[min(which, len(ends) - 1)][1]
            space = shaper(look.bold).space(levels[at], len(piece) - len(core))
            box.space = (space, look)
            box.space_width = space.width * look.size / 1000
            at += len(piece) - len(core)
        boxes.append(box)
    return boxes


def _same(levels: list[int], start: int, stop: int) -> bool:
    first = levels[start]
    return levels[start:stop].count(first) == stop - start


def _word(text: str, level: int | None, levels: list[int], look: Look) -> Word:
    shape = shaper(look.bold)
    return shape.mixed(text, levels) if level is None else shape.word(text, level)


class _Filler:
    """Collects runs for the present line and closes it when it is full."""

    def __init__(self, base: int, width: float) -> None:
        self.base = base
        self.limit = width + _ROUNDING
        self.lines: list[Line] = []
        self.runs: list[tuple[Run, Look]] = []
        self.width = 0.0
        self.gap: _Box | None = None

    def add(self, box: _Box) -> None:
        gap = self.gap.space_width if self.gap else 0.0
        if self.runs and self.width + gap + box.width > self.limit:
            self.close()
        self._spend_gap()
        if box.width > self.limit:
            self._cut(box)
        else:
            for word, look in box.parts:
                self.runs.extend((run, look) for run in word.runs)
            self.width += box.width
        self.gap = box if box.space else None

    def _spend_gap(self) -> None:
        """Spaces count only between words of one line; those that open a paragraph stay."""
        if self.gap and self.gap.space and (self.runs or not self.lines):
            word, look = self.gap.space
            self.runs.extend((run, look) for run in word.runs)
            self.width += self.gap.space_width
        self.gap = None

    def _cut(self, box: _Box) -> None:
        """Spread a box that is wider than the line over several, letter by letter."""
        for word, look in box.parts:
            for run in word.runs:
                self._cut_run(run, look)

    def _cut_run(self, run: Run, look: Look) -> None:
        scale = look.size * run.face.scale / 1000
        backwards = run.level & 1
        taken: list[Letter] = []
        for letter in reversed(run.letters) if backwards else run.letters:
            wide = letter.advance * scale
            if self.width + wide > self.limit and (self.runs or taken):
                self._take(run, taken, look)
                self.close()
                taken = []
            taken.append(letter)
            self.width += wide
        self._take(run, taken, look)

    def _take(self, run: Run, letters: list[Letter], look: Look) -> None:
        if letters:
            order = letters[::-1] if run.level & 1 else letters
            self.runs.append((part_of(run, order), look))

    def close(self, last: bool = False) -> None:
        order = bidi.visual_order([run.level for run, _ in self.runs])
        runs = tuple(self.runs[at] for at in order)
        self.lines.append(Line(runs, self.width, self.base, last))
        self.runs, self.width, self.gap = [], 0.0, None


def _break(boxes: list[_Box], base: int, width: float) -> list[Line]:
    filler = _Filler(base, width)
    for box in boxes:
        filler.add(box)
    filler.close(last=True)
    return filler.lines
