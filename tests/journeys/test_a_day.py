"""A day with forty people, by keyboard only, in the real window: from a template to the bundle.

The clock of the day is moved by the test; what the hands take is printed (``pytest -s``), never
asserted.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication, QFileDialog

from carefacilitator import paths
from carefacilitator.app import build
from carefacilitator.model.records.records import Commitment, Lesson, Organisation, Workshop
from carefacilitator.ui.theme.fonts import load_fonts

KNOWN, WALK_INS = 35, 5
CODES = "cdsmp"
"""The letters of the 5R in English, in their order."""
SAID = (
    "We carry water for two hours",
    "Nobody asks who cares for the carers",
    "The school closes when the teacher is ill",
    "My mother-in-law needs me at night",
    "Sharing the cooking gave me Tuesdays",
)
KITCHEN = "A common kitchen gives every woman one free day."


def _desk_module() -> ModuleType:
    path = Path(__file__).parent.parent / "ui" / "desk.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Day:
    """One facilitator at the sample's workspace; only keys from here on."""

    def __init__(self, desk: Any) -> None:
        self.desk, self.program = desk, desk.program
        self.took: list[tuple[str, float]] = []
        self._since = time.perf_counter()

    @property
    def workshop(self) -> str:
        return str(self.desk.page.workshop_id)

    def lap(self, what: str) -> None:
        now = time.perf_counter()
        self.took.append((what, now - self._since))
        self._since = now

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.desk.press(key)

    def go_on(self, **span: float) -> None:
        self.desk.now += dt.timedelta(**span)

    # the day ------------------------------------------------------------------------------

    def plan(self) -> None:
        """Ctrl+N, a title, Ctrl+T, Enter."""
        self.keys("Ctrl+N")
        self.desk.type("Care in the valley")
        self.keys("Ctrl+T", "Enter")
        self.desk.stored()

    def door(self) -> None:
        """Known people by a part of their name, the others with organisation; consent by F2."""
        self.keys("Ctrl+Enter")
        for number in range(1, KNOWN + 1):
            name = f"participant {number:03d}"
            self.desk.type(name)
            self.desk.until(lambda name=name: self._stands(name))
            self.keys("Enter", "F2")
        for number in range(WALK_INS):
            self.desk.type(f"Participant {900 + number}, Neighbours of the well")
            self.keys("Enter", "F2")

    def _stands(self, name: str) -> bool:
        row = self.desk.page.list.row
        return row is not None and row.person.name.casefold() == name

    def facilitate(self) -> None:
        """F9 through the blocks; in each a few lines, each with a code by two keys."""
        self.keys("Alt+3")
        written = 0
        for _block in self.program.agenda.placed(self.workshop):
            self.keys("F9")
            for _ in range(2):
                self.desk.type(f"{SAID[written % len(SAID)]} ({written + 1})")
                self.keys("F3")
                self.desk.type(CODES[written % len(CODES)])
                self.keys("Enter")
                written += 1
                self.go_on(minutes=5)
            self.desk.stored()

    def harvest(self) -> None:
        """Two notes make a lesson, one a commitment; the group agrees to both lessons."""
        self.keys("Alt+4", "Ctrl+Home", "Space", "Down", "Space", "L")
        self.desk.type(KITCHEN)
        self.keys("Ctrl+Enter", "Down", "Down", "Space", "L")
        self.desk.type("Night work with the old and sick must be seen and counted.")
        self.keys("Ctrl+Enter", "Down", "Space", "M")
        self.desk.type("Open a common kitchen on Tuesdays")
        self.keys("Tab")
        self.desk.type("Neighbours of the well")
        self.keys("Tab")
        self.desk.type("2023-03-31")
        self.keys("Ctrl+Enter")
        self.desk.stored()

    def evaluate(self) -> None:
        """F8, figures from raised hands, Tab from one to the next."""
        self.keys("F8")
        for hands in (0, 1, 4, 15, 20, 36, 3, 1):
            self.desk.type(str(hands))
            self.keys("Tab")
        self.keys("Ctrl+Enter")
        self.desk.stored()

    def share(self, folder: Path, patch: pytest.MonkeyPatch) -> tuple[Path, Path]:
        """Ctrl+S and Ctrl+E; the computer's own dialog for files is answered by ``patch``."""
        self.keys("Alt+5")
        paper, bundle = folder / "summary.pdf", folder / "valley.carebundle"
        for key, path in (("Ctrl+S", paper), ("Ctrl+E", bundle)):
            chosen = staticmethod(lambda *_asked, path=path: (str(path), ""))
            patch.setattr(QFileDialog, "getSaveFileName", chosen)
            self.keys(key)
            self.desk.until(path.exists)
            self.desk.settle()
        return paper, bundle


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path) -> Iterator[Day]:
    load_fonts(paths.resources() / "fonts")
    module = _desk_module()
    office = build(tmp_path / "office")
    office.identity.rename("The secretariat")
    card = office.identity.card("other").text()
    office.close()
    sample = module.sample_workspace(tmp_path / "sample")
    desk = module.Desk(qapp, tmp_path / "desk", sample=sample)
    desk.now = dt.datetime(2023, 1, 12, 9, 0, tzinfo=dt.UTC)
    desk.program.identity.take_card(card)
    yield Day(desk)
    desk.leave()


def test_a_day_with_forty_people_by_keyboard_only(
    day: Day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = day.program
    for part in ("plan", "door", "facilitate", "harvest", "evaluate"):
        getattr(day, part)()
        day.lap(part)
    paper, bundle = day.share(tmp_path, monkeypatch)
    day.lap("share")
    print("; ".join(f"{what} {seconds:.1f} s" for what, seconds in day.took))

    workshop = day.workshop
    assert program.workspace.get(Workshop, workshop).title == "Care in the valley"
    slot = program.agenda.slots(workshop)[0]
    assert program.people.room(workshop, slot).named == KNOWN + WALK_INS
    notes = program.notes.of(workshop)
    assert len(notes) == 20
    assert all(len(view.codes) == 1 and view.note.block_id for view in notes)
    _check_harvest(program, workshop)
    _check_paper(paper)
    _check_bundle(program, bundle)


def _check_harvest(program: Any, workshop: str) -> None:
    lessons = program.workspace.all(Lesson, workshop_id=workshop)
    assert {one.status for one in lessons} == {"validated_group"}
    assert sorted(len(one.evidence) for one in lessons) == [1, 2]
    (commitment,) = program.workspace.all(Commitment, workshop_id=workshop)
    assert (commitment.what, commitment.due) == ("Open a common kitchen on Tuesdays", "2023-03-31")
    by = program.workspace.get(Organisation, commitment.organisation_id)
    assert by.name == "Neighbours of the well"
    answered = {one.question: one.total for one in program.evaluations.of(workshop)}
    assert answered["useful"] == answered["heard"] == 40


def _check_paper(paper: Path) -> None:
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True)
    words = " ".join(text.stdout.split())
    assert KITCHEN in words
    assert "Open a common kitchen on Tuesdays" in words
    assert "40" in words


def _check_bundle(program: Any, bundle: Path) -> None:
    info = program.arrivals.inspect(bundle)
    assert info.operations > 500
    assert len(info.workshops) == 1
