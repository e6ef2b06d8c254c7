"""The names of a list before it is taken in: who is new, who is known, who is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from carefacilitator.ui.welcome.import_names import AT_ONCE


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    rows = (
        "Nombres,Apellidos,Nombre de la cooperativa,Teléfono",
        "Ana,Balam,Coop X,9991110001",
        "Berta,Chan,Coop X,9992220002",
        "Celia,Dzul,Coop X,9993330003",
        "Total: 3,,,",
    )
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def names_in(panel: Any) -> list[str]:
    return [box.accessibleName() for box in panel.figures.names.boxes]


def words_in(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def plain(text: str) -> str:
    return "".join(char for char in text if char not in "\u2066\u2067\u2068\u2069")


def test_names_are_shown_and_a_row_can_be_left_out(open_door, people: Path) -> None:
    door = open_door(("Ana Balam, Coop X",))
    panel = door.take(people)
    assert [plain(one) for one in names_in(panel)] == [
        "Ana Balam, row 2 and known",
        "Berta Chan, row 3 and new",
        "Celia Dzul, row 4 and new",
    ]
    assert "Row 5 is a total, so nobody is added for it." in words_in(panel.figures)
    box = panel.figures.names.boxes[1]
    box.setFocus()
    door._bot.keyClick(box, Qt.Key.Key_Space)
    door.settle()
    assert panel.figures.names.boxes[1] is box, "the line stays and can be ticked again"
    assert panel._seen.brought.added == 1
    assert "Take in 2 people" in panel.figures.take.text()
    panel.take()
    door.settle()
    assert sorted(door.names()) == ["Ana Balam", "Celia Dzul"]


def test_what_is_ticked_again_is_taken_in(open_door, people: Path) -> None:
    door = open_door(())
    panel = door.take(people)
    for taken in (False, True):
        panel.figures.names.boxes[0].setChecked(taken)
        door.settle()
    panel.take()
    door.settle()
    assert len(door.names()) == 3


def test_who_was_left_out_stays_so_when_a_column_changes(open_door, people: Path) -> None:
    door = open_door(())
    panel = door.take(people)
    panel.figures.names.boxes[0].setChecked(False)
    door.settle()
    panel._table.chosen.emit(3, "")
    door.settle()
    assert not panel.figures.names.boxes[0].isChecked()
    panel.take()
    door.settle()
    assert sorted(door.names()) == ["Berta Chan", "Celia Dzul"]


def test_nothing_is_left_when_all_are_left_out(open_door, people: Path) -> None:
    door = open_door(())
    panel = door.take(people)
    for box in panel.figures.names.boxes:
        box.setChecked(False)
    door.settle()
    assert not panel.figures.take.isEnabled()
    assert len(names_in(panel)) == 3


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_twenty_names_at_once(open_door, tmp_path: Path, language: str) -> None:
    door = open_door(language=language)
    path = tmp_path / "many.csv"
    rows = [f"Participant {n:03},99910{n:05}" for n in range(45)]
    path.write_text("\n".join(("Nombre,Teléfono", *rows)) + "\n", "utf-8")
    names = door.take(path).figures.names
    for shown in (AT_ONCE, 2 * AT_ONCE, 45):
        assert len(names.boxes) == shown
        if names.more is not None:
            names.more.click()
            door.settle()
    assert names.more is None
