"""The drawing of a chart, with a pen that only writes down what it was asked to paint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from carefacilitator.i18n import words
from carefacilitator.model.document.chart import Chart, Measure, Value, chart
from carefacilitator.reports.blocks.chart_drawing import PAPER, SCREEN, Drawing, Rectangle, Role

LINE = 10.0


class Notebook:
    """A pen whose letters are all 5 wide and 10 high."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, Role, Rectangle]] = []
        self.bars: list[tuple[int, Rectangle]] = []

    def wide(self, text: str, role: Role) -> float:
        del role
        return 5.0 * len(text)

    def high(self, text: str, role: Role, wide: float) -> float:
        return LINE * max(1, -(-int(self.wide(text, role)) // max(1, int(wide))))

    def text(self, text: str, role: Role, room: Rectangle) -> None:
        self.texts.append((text, role, room))

    def bar(self, which: int, room: Rectangle) -> None:
        self.bars.append((which, room))


def counted(*rows: tuple[str, tuple[Value, ...]], measures: int = 1) -> Chart:
    heads = tuple(Measure(key=f"m{at}", head=f"M{at}") for at in range(measures))
    return chart(words("en"), "x", "X", "Of", heads, [(key, key, values) for key, values in rows])


def drawn(made: Chart, width: float = 400.0) -> Notebook:
    pen = Notebook()
    Drawing(made, PAPER, pen).draw(width)
    return pen


def test_bars_are_as_long_as_their_figures_and_end_within_the_width() -> None:
    pen = drawn(counted(("a", (10,)), ("b", (5,)), ("c", (0,)), ("d", (None,))))
    first, second = (room for _, room in pen.bars)
    assert len(pen.bars) == 2
    assert first.wide == 2 * second.wide
    assert first.along == second.along
    figures = {text: room for text, role, room in pen.texts if role == "figure"}
    assert set(figures) == {"10", "5", "0", "–"}
    assert figures["10"].along > first.along + first.wide
    assert max(room.along + room.wide for _, _, room in pen.texts) <= 400.0 + 0.01
    assert figures["0"].along == figures["–"].along  # where a bar would begin


def test_two_kinds_of_bars_have_a_key_and_the_same_scale() -> None:
    pen = drawn(counted(("a", (8, 2)), ("b", (4, None)), measures=2))
    keys = [room for which, room in pen.bars if room.down < PAPER.key]
    rows = [(which, room) for which, room in pen.bars if room.down >= PAPER.key]
    assert len(keys) == 2
    assert [which for which, _ in rows] == [0, 1, 0]
    assert rows[0][1].wide == 4 * rows[1][1].wide
    assert [text for text, role, _ in pen.texts if role == "key"] == ["M0", "M1"]
    assert [text for text, role, _ in pen.texts if role == "small"] == ["8", "2", "4", "–"]


def test_a_long_label_breaks_and_makes_its_row_higher() -> None:
    long = "words " * 30
    made = counted((long, (1,)), ("b", (2,)))
    pen = drawn(made)
    label = next(room for text, role, room in pen.texts if text == long)
    assert label.wide <= 0.42 * 400
    assert label.high > PAPER.row
    drawing = Drawing(made, PAPER, Notebook())
    assert drawing.height(400) == label.high + PAPER.row
    assert drawing.height(300) > drawing.height(400)


def test_distances_grow_with_the_text() -> None:
    made = counted(("a", (1,)))
    once = Drawing(made, SCREEN, Notebook()).height(400)
    assert Drawing(made, SCREEN.scaled(2), Notebook()).height(400) == 2 * once


def test_neither_drawing_nor_description_loads_reportlab_or_qt(project: Path) -> None:
    code = (
        "import sys\n"
        "import carefacilitator.reports.blocks.chart_drawing\n"
        "import carefacilitator.services.documents.charts\n"
        "print([one for one in ('reportlab', 'uharfbuzz', 'PySide6') if one in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, timeout=120
    )
    assert run.stdout.strip() == "[]", run.stderr
