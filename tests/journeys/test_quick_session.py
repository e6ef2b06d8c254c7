"""A neighbourhood group writes its session down by keyboard, within five minutes."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import pytest

from carefacilitator.services.documents.documents import DocumentRequest

pytest.importorskip("PySide6")

LETTERS_A_MINUTE = 120
"""How fast somebody types who seldom does: two letters a second, pauses to think beside."""
THINKING = 4.0
"""Seconds to think before each field."""
FIELDS = (
    "Care in our street",
    "School of the valley",
    "",
    "Network of carers of the valley",
    "14",
    "3",
    "",
    "6",
    "Grandmothers carry most of the care, and nobody counts it",
    "A shared kitchen frees two hours a day for each of us",
    "The clinic opens when mothers cannot come",
    "Open the shared kitchen on Saturdays",
    "",
    "01/12/2026",
)


@pytest.fixture
def desk(qapp, tmp_path: Path):
    from carefacilitator import paths
    from carefacilitator.ui.theme.fonts import load_fonts

    load_fonts(paths.resources() / "fonts")
    place = Path(__file__).parent.parent / "ui" / "desk.py"
    spec = importlib.util.spec_from_file_location("desk", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.Desk(qapp, tmp_path / "desk")
    yield made
    made.leave()


def test_a_session_is_written_down_within_five_minutes(desk) -> None:
    begun = time.monotonic()
    desk.press("Ctrl+Shift+N")
    keys = 1
    for text in FIELDS:
        desk.type(text)
        desk.press("Enter")
        keys += len(text) + 1
    desk.stored()
    desk.until(lambda: desk.program.quick.of(desk.page.workshop_id).people == 17)
    waited = time.monotonic() - begun
    workshop = desk.page.workshop_id
    told = desk.program.quick.of(workshop)
    assert (told.people, len(told.lessons), len(told.commitments)) == (17, 3, 1)
    seconds = keys * 60 / LETTERS_A_MINUTE + THINKING * len(FIELDS) + waited
    print(f"\n{keys} keys, {waited:.1f} s of waiting, {seconds:.0f} s at that pace")
    assert seconds < 5 * 60
    # It is a workshop: the summary knows it, and the five stages are open.
    desk.press("Ctrl+Enter")
    assert desk.page.name == "plan"
    made = desk.program.papers.write(
        DocumentRequest("summary", workshop, "es"), desk.folder / "summary.pdf"
    )
    assert made.pages >= 1
    (line,) = desk.program.workshops.lines()
    assert (line.counted, line.lessons, line.commitments) == (17, 3, 1)
