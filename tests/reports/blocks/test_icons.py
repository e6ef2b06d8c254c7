"""Icons: every outline used on paper is understood and stays in its square."""

from __future__ import annotations

import math

import pytest

from carefacilitator.reports.blocks.icons import _BOX, drawn, outline


@pytest.mark.parametrize("name", ["eye", "trend-down", "arrows-left-right", "coins", "megaphone"])
def test_outlines_stay_in_their_square(name: str) -> None:
    path = outline(name)
    points = [point for _, points in path for point in points]
    assert {operator for operator, _ in path} <= {"m", "l", "c", "h"}
    assert all(0 <= value <= _BOX for point in points for value in point)
    width = max(x for x, _ in points) - min(x for x, _ in points)
    assert width > 180


def test_arcs_keep_their_radius() -> None:
    """The pupil of the eye is a circle of radius 44 about (128, 128), drawn by two arcs."""
    circle = [
        points[-1]
        for operator, points in outline("eye")
        if operator == "c" and abs(math.dist(points[-1], (128, 128)) - 44) < 0.5
    ]
    assert len(circle) >= 2


def test_drawn_icons_are_placed_and_scaled() -> None:
    code = drawn("coins", 100, 200, 12)
    numbers = [float(part) for part in code.split() if part[-1].isdigit()]
    assert all(100 <= x <= 112 for x in numbers[::2])
    assert all(200 <= y <= 212 for y in numbers[1::2])
