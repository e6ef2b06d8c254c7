"""One registry of keys: what is shown is what works."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from carefacilitator.ui.shortcuts import EVERYWHERE, Act, KeyBook, KeyClash, sequences
from carefacilitator.ui.theme.paint import spoken


def names(key: str) -> list[str]:
    return [s.toString(QKeySequence.SequenceFormat.PortableText) for s in sequences(key)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("Ctrl+K", ["Ctrl+K"]),
        ("F12", ["F12"]),
        ("Ctrl+Enter", ["Ctrl+Enter", "Ctrl+Return"]),
        ("Alt ↑ ↓", ["Alt+Up", "Alt+Down"]),
        ("Ctrl+PgDn", ["Ctrl+PgDown"]),
        ("↑ ↓", ["Up", "Down"]),
        ("Insert", ["Ins"]),
        ("Esc", ["Esc"]),
    ],
)
def test_a_key_as_shown_becomes_qts(key: str, expected: list[str]) -> None:
    assert names(key) == expected


def test_a_slip_does_not_stay_unnoticed() -> None:
    with pytest.raises(ValueError):
        sequences("Ctl+Q")


def test_caps_are_read_aloud_as_keys() -> None:
    assert spoken("Alt ↑ ↓") == "Alt+Up, Alt+Down"
    assert spoken("↑ ↓") == "Up, Down"
    assert spoken("Ctrl+K") == "Ctrl+K"


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.field = QLineEdit(made)
    made.other = QLineEdit(made)
    layout = QVBoxLayout(made)
    layout.addWidget(made.field)
    layout.addWidget(made.other)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_keys_of_the_active_page_work_and_no_others(window: QWidget, qtbot) -> None:
    done: list[str] = []
    book = KeyBook()
    book.register("plan", [Act("a", "F4", "fix", lambda: done.append("plan"), "plan")], window)
    book.register("door", [Act("b", "F4", "count", lambda: done.append("door"), "door")], window)
    book.register(EVERYWHERE, [Act("c", "F1", "keys", lambda: done.append("keys"))], window)
    for page in ("plan", "door"):
        book.activate(page)
        qtbot.keyClick(window.field, Qt.Key.Key_F4)
        qtbot.keyClick(window.field, Qt.Key.Key_F1)
    assert done == ["plan", "keys", "door", "keys"]
    book.forget("door")
    qtbot.keyClick(window.field, Qt.Key.Key_F4)
    assert len(done) == 4


def test_a_single_letter_acts_only_within_its_list(window: QWidget, qtbot) -> None:
    done: list[str] = []
    book = KeyBook()
    act = Act("l", "L", "lesson", lambda: done.append("L"), "harvest", within=window.other)
    book.register("harvest", [act], window)
    book.activate("harvest")
    window.field.setFocus()
    qtbot.keyClick(window.field, Qt.Key.Key_L)
    assert done == []
    assert window.field.text() == "l"


def test_the_same_key_twice_is_refused(window: QWidget) -> None:
    book = KeyBook()
    book.register(EVERYWHERE, [Act("a", "F1", "keys", print)], window)
    with pytest.raises(KeyClash):
        book.register("plan", [Act("b", "F1", "other", print, "plan")], window)
    with pytest.raises(KeyClash):
        book.register("plan", [Act("b", "F4", "x", print), Act("c", "F4", "y", print)], window)


def test_search_finds_words_and_keys(window: QWidget) -> None:
    book = KeyBook()
    book.register("plan", [Act("a", "F4", "fix the time", print, "plan")], window)
    book.register(EVERYWHERE, [Act("b", "Ctrl+K", "search", print)], window)
    assert [a.id for a in book.search("TIME fix", "plan")] == ["a"]
    assert [a.id for a in book.search("ctrl", "plan")] == ["b"]
    assert [a.id for a in book.search("", "plan")] == ["a", "b"]
    assert book.search("nothing", "plan") == []
