"""Setting text into lines: spans of text in, lines of placed runs out.

Greedy breaking in linear time at the places :mod:`line_breaks` allows; a word wider than the line
is cut between letters. Every line is reordered for its direction here, once.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from carefacilitator.reports.text import bidi
from carefacilitator.reports.text.characters import clean
from carefacilitator.reports.text.line_breaks import pieces
from carefacilitator.reports.text.shaping import Letter, Run, Word, part_of, shaper

Colour = tuple[float, float, float]
SOOT: Colour = (0x26 / 255, 0x23 / 255, 0x1E / 255)
_ROUNDING = 0.01
_REMEMBERED, _REMEMBERED_LENGTH = 20_000, 64


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

    ``base`` is 1 where the paragraph runs right to left; ``last`` marks the end of a paragraph,
    ``mixed`` that not all runs have the paragraph's own direction.
    """

    runs: tuple[tuple[Run, Look], ...]
    width: float
    base: int
    last: bool
    mixed: bool = True


class _Box:
    """What stays together on a line, and the spaces after it; shared and never changed."""

    __slots__ = ("runs", "space", "space_width", "width")

    def __init__(self, parts: list[tuple[Word, Look]], space: tuple[Word, Look] | None) -> None:
        self.runs = [(run, look) for word, look in parts for run in word.runs]
        self.width = sum(word.width * look.size for word, look in parts) / 1000
        self.space = () if space is None else tuple((run, space[1]) for run in space[0].runs)
        self.space_width = space[0].width * space[1].size / 1000 if space else 0.0


class _Boxes(dict[str, _Box]):
    """The boxes of one look and level, remembered: most words of a text come again."""

    def __init__(self, look: Look, level: int) -> None:
        super().__init__()
        self._look = look
        self._level = level

    def __missing__(self, piece: str) -> _Box:
        shape, look, level = shaper(self._look.bold), self._look, self._level
        core = piece.rstrip(" ")
        parts = [(shape.word(core, level), look)] if core else []
        spaces = len(piece) - len(core)
        made = _Box(parts, (shape.space(level, spaces), look) if spaces else None)
        if len(piece) <= _REMEMBERED_LENGTH:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = made
        return made


@functools.lru_cache(maxsize=64)
def _remembered(look: Look, level: int) -> _Boxes:
    return _Boxes(look, level)


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
    found = pieces(text)
    if len(spans) == 1 and found and levels.count(levels[0]) == len(levels):
        known = _remembered(spans[0].look, levels[0])
        return [known[piece] for piece in found]
    ends = list(itertools.accumulate(len(span.text) for span in spans))
    boxes: list[_Box] = []
    at = which = 0
    for piece in found:
        while ends[which] <= at:
            which += 1
        stop = at + len(piece)
        level = levels[at]
        if stop <= ends[which] and levels[at:stop].count(level) == stop - at:
            boxes.append(_remembered(spans[which].look, level)[piece])
        else:
            boxes.append(_mixed(piece, at, which, _Setting(spans, ends, levels)))
        at = stop
    return boxes


class _Setting(NamedTuple):
    spans: list[Span]
    ends: list[int]
    levels: list[int]


def _mixed(piece: str, at: int, which: int, within: _Setting) -> _Box:
    """A box of several looks or levels, from ``at`` in the span ``which``."""
    spans, ends, levels = within
    core = piece.rstrip(" ")
    start, stop = at, at + len(core)
    parts: list[tuple[Word, Look]] = []
    while at < stop:
        while ends[which] <= at:
            which += 1
        cut = min(stop, ends[which])
        look = spans[which].look
        parts.append((_word(core[at - start : cut - start], levels[at:cut], look), look))
        at = cut
    if len(piece) == len(core):
        return _Box(parts, None)
    look = spans[which].look
    return _Box(parts, (shaper(look.bold).space(levels[at], len(piece) - len(core)), look))


def _word(text: str, levels: list[int], look: Look) -> Word:
    shape = shaper(look.bold)
    if levels.count(levels[0]) == len(levels):
        return shape.word(text, levels[0])
    return shape.mixed(text, levels)


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
        gap = self.gap
        if self.runs and self.width + (gap.space_width if gap else 0.0) + box.width > self.limit:
            self.close()
        elif gap is not None and (self.runs or not self.lines):
            # Spaces count only between words of one line; those that open a paragraph stay.
            self.runs += gap.space
            self.width += gap.space_width
        if self.width + box.width > self.limit:
            self._cut(box)
        else:
            self.runs += box.runs
            self.width += box.width
        self.gap = box if box.space else None

    def _cut(self, box: _Box) -> None:
        """Spread a box that is wider than the line over several, letter by letter."""
        for run, look in box.runs:
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
        levels = [run.level for run, _ in self.runs]
        mixed = levels.count(self.base) < len(levels)
        if mixed:
            runs = tuple(self.runs[at] for at in bidi.visual_order(levels))
        else:
            runs = tuple(self.runs[::-1] if self.base else self.runs)
        self.lines.append(Line(runs, self.width, self.base, last, mixed))
        self.runs, self.width, self.gap = [], 0.0, None


def _break(boxes: list[_Box], base: int, width: float) -> list[Line]:
    filler = _Filler(base, width)
    for box in boxes:
        filler.add(box)
    filler.close(last=True)
    return filler.lines
