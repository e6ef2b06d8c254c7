"""Icons on paper: the outline of a bundled SVG file as PDF operators, and a word with its icon.

Understands what the bundled icons use: one filled path of moves, lines, curves and arcs in a square
of 256 units.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from typing_extensions import override

from carefacilitator import paths
from carefacilitator.reports.blocks.blocks import Block, Place
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.pdf.drawing import number
from carefacilitator.reports.style import SMALL, Style
from carefacilitator.reports.text.lines import Colour

_BOX = 256.0
_TOKEN = re.compile(r"([a-zA-Z])|(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}
Point = tuple[float, float]


@functools.cache
def outline(name: str) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """The path of the bold icon ``name`` as (PDF operator, points), y downwards as in SVG."""
    file = paths.resources() / "icons" / "bold" / f"{name}.svg"
    found = re.search(r'<path d="([^"]+)"', file.read_text(encoding="ascii"))
    if found is None:
        raise ValueError(name)
    pen = _Pen()
    for letter, values in _commands(found.group(1)):
        pen.follow(letter, values)
    return tuple(pen.path)


def drawn(name: str, x: float, y: float, size: float) -> str:
    """PDF operators of the icon in a square whose lower left corner is (x, y)."""
    scale = size / _BOX
    out: list[str] = []
    for operator, points in outline(name):
        for across, down in points:
            out += [number(x + across * scale), number(y + (_BOX - down) * scale)]
        out.append(operator)
    return " ".join(out)


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    letter = ""
    values: list[float] = []
    for command, value in _TOKEN.findall(data):
        if command:
            letter, values = command, []
        else:
            values.append(float(value))
        if letter and len(values) == _TAKES[letter.upper()]:
            yield letter, tuple(values)
            values = []
            letter = {"M": "L", "m": "l"}.get(letter, letter)
            letter = "" if letter in "Zz" else letter


class _Pen:
    """Follows SVG commands and writes them as moves, lines and cubic curves."""

    def __init__(self) -> None:
        self.path: list[tuple[str, tuple[Point, ...]]] = []
        self._at: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._control: Point | None = None

    def follow(self, letter: str, values: tuple[float, ...]) -> None:
        """One command with its values."""
        kind = letter.upper()
        if kind == "Z":
            self.path.append(("h", ()))
            self._at, self._control = self._start, None
            return
        origin = self._at if letter.islower() else (0.0, 0.0)
        control = self._control
        self._control = None
        if kind in "HV":
            self._line(self._straight(kind, values[0], letter.islower()))
        elif kind == "A":
            self._arc(values, (values[5] + origin[0], values[6] + origin[1]))
        else:
            points = [
                (values[at] + origin[0], values[at + 1] + origin[1])
                for at in range(0, len(values), 2)
            ]
            self._through(kind, points, control)

    def _straight(self, kind: str, value: float, relative: bool) -> Point:
        across, down = self._at
        if kind == "H":
            return (value + across if relative else value, down)
        return (across, value + down if relative else value)

    def _through(self, kind: str, points: list[Point], control: Point | None) -> None:
        if kind == "M":
            self.path.append(("m", (points[0],)))
            self._at = self._start = points[0]
        elif kind == "L":
            self._line(points[0])
        elif kind == "C":
            self._curve(points[0], points[1], points[2])
        elif kind == "S":
            mirrored = self._at
            if control is not None:
                mirrored = (2 * self._at[0] - control[0], 2 * self._at[1] - control[1])
            self._curve(mirrored, points[0], points[1])
        else:
            near, end = points
            first = tuple(a + 2 / 3 * (b - a) for a, b in zip(self._at, near, strict=True))
            second = tuple(a + 2 / 3 * (b - a) for a, b in zip(end, near, strict=True))
            self._curve((first[0], first[1]), (second[0], second[1]), end)

    def _line(self, end: Point) -> None:
        self.path.append(("l", (end,)))
        self._at = end

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.path.append(("c", (first, second, end)))
        self._at, self._control = end, second

    def _arc(self, values: tuple[float, ...], end: Point) -> None:
        """A circular arc as curves of at most a quarter turn (the icons have no ellipses)."""
        radius, large, sweep = values[0], bool(values[3]), bool(values[4])
        (x1, y1), (x2, y2) = self._at, end
        chord = math.hypot(x2 - x1, y2 - y1)
        if chord == 0:
            return
        radius = max(radius, chord / 2)
        rise = math.sqrt(max(0.0, radius**2 - chord**2 / 4)) * (1 if large != sweep else -1)
        centre = (
            (x1 + x2) / 2 - rise * (y2 - y1) / chord,
            (y1 + y2) / 2 + rise * (x2 - x1) / chord,
        )
        begin = math.atan2(y1 - centre[1], x1 - centre[0])
        turn = math.atan2(y2 - centre[1], x2 - centre[0]) - begin
        if sweep and turn < 0:
            turn += 2 * math.pi
        elif not sweep and turn > 0:
            turn -= 2 * math.pi
        steps = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
        reach = 4 / 3 * math.tan(turn / steps / 4) * radius
        for step in range(1, steps + 1):
            here, there = begin + turn * (step - 1) / steps, begin + turn * step / steps
            start = _on_circle(centre, radius, here)
            stop = _on_circle(centre, radius, there) if step < steps else end
            first = (start[0] - reach * math.sin(here), start[1] + reach * math.cos(here))
            second = (stop[0] + reach * math.sin(there), stop[1] - reach * math.cos(there))
            self._curve(first, second, stop)
        self._control = None


def _on_circle(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


class IconWord(Block):
    """A word with its icon before it; the icon is ornament, the word says it all."""

    _GAP = 5.0

    def __init__(
        self, icon: str, word: str, colour: Colour, rtl: bool, style: Style = SMALL
    ) -> None:
        self._icon = icon
        self._colour = colour
        self._rtl = rtl
        self._size = style.size * 1.15
        self._text = Paragraph(word, style, rtl)

    def _inner(self, width: float) -> float:
        return width - self._size - self._GAP

    @override
    def height(self, width: float) -> float:
        return self._text.height(self._inner(width))

    @override
    def baseline(self, width: float) -> float:
        return self._text.baseline(self._inner(width))

    @override
    def draw(self, place: Place) -> None:
        inner = self._inner(place.width)
        x = place.x + (place.width - self._size if self._rtl else 0.0)
        base = place.top - self._text.baseline(inner)
        with place.canvas.artifact():
            code = drawn(self._icon, x, base - self._size * 0.14, self._size)
            place.canvas.shape(code, self._colour)
        shift = 0.0 if self._rtl else self._size + self._GAP
        self._text.draw(Place(place.canvas, place.parent, place.x + shift, place.top, inner))
