"""A tool on the wall: words of the room, everybody in sight, page after page where needed."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from carefacilitator.i18n import Words
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.ui.projector import tools
from carefacilitator.ui.projector.board import Board, Shown
from carefacilitator.ui.projector.tools import PAGE_SECONDS, ProjectorTool, ToolPainter, wall_tool
from carefacilitator.ui.theme.kit import make_kit


def groups(count: int, size: int, name: str = "Participant") -> ProjectedTool:
    numbers = itertools.count(1)
    made = tuple(tuple(f"{name} {next(numbers):03}" for _ in range(size)) for _ in range(count))
    return ProjectedTool("groups", groups=made)


@pytest.fixture
def painted(fonts, monkeypatch):
    """What is written on a wall of 1366 × 768, with the place and the height of its letters."""

    def paint(
        shown: ProjectedTool, language: str = "en", at: float = 0.0
    ) -> list[tuple[str, QRect, int]]:
        made: list[tuple[str, QRect, int]] = []
        monkeypatch.setattr(tools.time, "monotonic", lambda: at)

        def draw_line(_painter, _kit, rect, text, font, _colour, **_where) -> None:
            made.append((text, QRect(rect), font.pixelSize()))

        monkeypatch.setattr(tools.paint, "draw_line", draw_line)
        board = Board(make_kit(Words(language)))
        board.resize(1366, 768)
        image = QImage(1366, 768, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        tool = wall_tool(shown, Words(language))
        ToolPainter(board, painter).paint(tool, QRect(63, 46, 1240, 580))
        painter.end()
        return made

    return paint


def test_everybody_is_in_sight_large_enough_and_nobody_twice(painted) -> None:
    made = painted(groups(4, 7))
    names = [text for text, _, _ in made if text.startswith("Participant")]
    assert sorted(names) == [f"Participant {n:03}" for n in range(1, 29)]
    assert all(size >= 0.04 * 768 - 1 for _, _, size in made)
    assert all(rect.bottom() <= 46 + 580 for _, rect, _ in made)
    assert not any(one[1].intersects(two[1]) for one, two in itertools.combinations(made, 2))


def test_few_are_written_larger(painted) -> None:
    few, many = painted(groups(3, 4)), painted(groups(4, 10))
    assert few[0][2] > many[0][2]


def test_too_many_for_one_page_turn_pages_and_all_come(painted) -> None:
    seen: set[str] = set()
    first = painted(groups(12, 8))
    marks = [text for text, _, _ in first if " / " in text]
    pages = int(marks[0].rpartition(" ")[2])
    assert pages > 1
    for page in range(pages):
        made = painted(groups(12, 8), at=page * PAGE_SECONDS + 1)
        seen |= {text for text, _, _ in made if text.startswith("Participant")}
        assert all(rect.bottom() <= 46 + 580 for _, rect, _ in made)
    assert len(seen) == 96


def test_columns_are_mirrored_in_arabic(painted) -> None:
    made = painted(groups(3, 2), "ar")
    places = {text: rect.x() for text, rect, _ in made}
    assert places["Participant 001"] > places["Participant 003"] > places["Participant 005"]


def test_counts_stand_in_order_with_their_figures(painted) -> None:
    shown = ProjectedTool("hands", question="Go on after lunch?", lines=(("Yes", 17), ("No", 6)))
    texts = [text for text, _, _ in painted(shown)]
    assert texts == ["Go on after lunch?", "Yes", "17", "No", "6"]


def test_many_options_and_a_long_question_keep_their_place(painted) -> None:
    lines = tuple((f"Option {number} " + "of many words " * 6, number) for number in range(20))
    made = painted(ProjectedTool("dots", question="A long question " * 12, lines=lines))
    assert all(rect.bottom() <= 46 + 580 for _, rect, _ in made)
    assert len(made) > 8


def test_who_speaks_and_who_follows(painted) -> None:
    shown = ProjectedTool("speakers", now="Participant 004", following=("Participant 007", "Youth"))
    texts = [text for text, _, _ in painted(shown)]
    assert texts == ["Who speaks", "Participant 004", "Next", "1. Participant 007", "2. Youth"]
    assert "Nobody speaks" in [text for text, _, _ in painted(ProjectedTool("speakers"))]


def test_a_screen_reader_is_told_the_tool(fonts) -> None:
    board = Board(make_kit(Words("en")))
    board.show_moment(Shown(tool=ProjectorTool("Go on?", lines=(("Yes", "3", 1.0),))))
    assert board.accessibleName() == "Go on?. Yes: 3"
