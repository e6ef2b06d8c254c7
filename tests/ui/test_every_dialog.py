"""Every dialog by keyboard: Tab comes to all of it in order, Enter acts, Esc changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from carefacilitator.app import build
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.ui.share.device_share import ShareDecisionDialog
from carefacilitator.ui.shell.opening_dialogs import (
    FirstStartDialog,
    PassphraseDialog,
    TroubleDialog,
)
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog, ask
from carefacilitator.ui.widgets.text_edits import TextEdit

OWN_ENTER = ("all keys", "options from notes", "templates", "paper")
"""Where a row takes Enter in ways of its own, or where nothing may be printed in haste."""
MOST = 40
"""Stops after which a walk is taken for endless."""


def _keys(desk: Any, _folder: Path) -> None:
    desk.go("plan", "W4")
    desk.press("F1")


def _bin(desk: Any, _folder: Path) -> None:
    page = desk.go("facilitate", "W4")
    desk.program.notes.delete(desk.program.notes.of(page.workshop_id)[0].note.id)
    desk.settle()
    desk.press("Ctrl+B")


def _history(desk: Any, _folder: Path) -> None:
    desk.go("facilitate", "W4")
    desk.press("Ctrl+H")


def _finish(desk: Any, _folder: Path) -> None:
    page = desk.go("facilitate", "W4")
    desk.program.agenda.start(desk.program.agenda.blocks(page.workshop_id)[7].id)
    desk.settle()
    desk.now += dt.timedelta(minutes=50)
    desk.press("F12")


def _options(desk: Any, _folder: Path) -> None:
    page = desk.go("facilitate", "W4")
    page.room.open("dots")
    desk.type("What first?", page.room.panel.tool.question.edit)
    desk.press("Enter", page.room.panel.tool.question.edit)
    desk.press("Ctrl+O")


def _forget_voices(desk: Any, _folder: Path) -> None:
    page = desk.go("facilitate", "W4")
    page.room.open("voices")
    page.room.panel.tool._ask_clear()


def _photo(desk: Any, folder: Path) -> None:
    page = desk.go("facilitate", "W4")
    page.room.close()
    page.on_block(desk.program.agenda.blocks(page.workshop_id)[3].id)
    desk.settle()
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    assert picture.save(str(folder / "chart.png"))
    page.take_files([str(folder / "chart.png")])
    desk.settle()
    desk.press("Ctrl+G")
    desk.press("Enter")


def _templates(desk: Any, _folder: Path) -> None:
    desk.go("plan", "W4")
    desk.press("Ctrl+T")


def _write(desk: Any, _folder: Path) -> None:
    desk.go("plan", "W4")
    desk.press("Ctrl+P")


def _agenda(desk: Any, folder: Path) -> None:
    page = desk.go("plan", "W4")
    table = folder / "agenda.csv"
    table.write_text("event,start,minutes,title\nA,10:00,30,One\nB,11:00,20,Two\n", "utf-8")
    page.take_files([str(table)])


def _card(desk: Any, folder: Path) -> None:
    office = build(folder / "office")
    office.identity.write_card(folder / "card.json")
    office.close()
    desk.go("share", "W4").bundle.look_at_card(folder / "card.json")


def _shares(desk: Any, folder: Path) -> None:
    if not desk.program.identity.peers():
        office = build(folder / "office")
        desk.program.identity.take_card(office.identity.card().text())
        office.close()
    desk.go("settings")
    desk.press("Ctrl+D")


def _nobody_known(desk: Any, _folder: Path) -> None:
    desk.go("share", "W4")
    desk.press("Ctrl+D")


def _deciding(desk: Any, folder: Path) -> None:
    """Over the settings alone, as every other dialog stands here."""
    _shares(desk, folder)
    list_of_devices = shown()
    assert list_of_devices is not None
    (one,) = desk.program.shares.standings()
    list_of_devices.reject()
    desk.settle()
    ShareDecisionDialog(desk.frame.kit, desk.program, one, lambda _told: None, desk.frame).open()


def _preview(desk: Any, _folder: Path) -> None:
    page = desk.go("share", "W4")
    page.paper.kind.set_value("agenda")
    desk.press("F6")
    desk.until(lambda: shown() is not None)


def _looks(desk: Any, _folder: Path) -> None:
    desk.go("plan", "W4")
    desk.press("Shift+F2")


def _entries(desk: Any, _folder: Path) -> None:
    desk.go("share", "W4")
    desk.press("Ctrl+L")


def _removing(desk: Any, _folder: Path) -> None:
    desk.go("facilitate", "W4")
    desk.press("Ctrl+Shift+Delete")


def _naming(desk: Any, _folder: Path) -> None:
    page = desk.go("welcome", "W4")
    workshop = page.workshop_id
    slot = desk.program.slots.of(workshop)[0].id
    person = desk.program.people.walk_in(workshop, "Zarafa Quill", slot).person.id
    desk.program.notes.add(workshop, "Zarafa Quill said no")
    namings, held = desk.program.redacting.naming(person), desk.program.redacting.held(person)
    page._show_namings(namings, held)


def _recovery(desk: Any, _folder: Path) -> None:
    desk.program.workspace.set_passphrase("four plain words here")
    desk.go("settings")
    desk.press("Ctrl+R")


def _question(desk: Any, _folder: Path) -> None:
    ask(desk.frame.kit, desk.frame, "Forget it?", "It goes.", "Forget it", lambda: None)


def _no_opener(_typed: str | None) -> Any:
    raise RecordUnknown(kind="workshop")


def _passphrase(desk: Any, _folder: Path) -> None:
    PassphraseDialog(desk.frame, desk.frame.kit, _no_opener, desk.window.tasks).open()


def _first_start(desk: Any, _folder: Path) -> None:
    FirstStartDialog(desk.frame, desk.frame.kit, _no_opener, desk.window.tasks, None).open()


def _trouble(desk: Any, _folder: Path) -> None:
    TroubleDialog(desk.frame, desk.frame.kit, RecordUnknown(kind="workshop")).open()


OPENERS: dict[str, Callable[[Any, Path], None]] = {
    "all keys": _keys,
    "bin": _bin,
    "history": _history,
    "finish on time": _finish,
    "options from notes": _options,
    "a question": _question,
    "begin voices anew": _forget_voices,
    "photo": _photo,
    "templates": _templates,
    "agenda to a file": _write,
    "agenda from a file": _agenda,
    "colour and logos": _looks,
    "entries of a compendium": _entries,
    "who gets what, nobody known": _nobody_known,
    "card": _card,
    "who gets what": _shares,
    "what a device gets": _deciding,
    "paper": _preview,
    "remove for good": _removing,
    "texts that name somebody": _naming,
    "recovery sheet": _recovery,
    "passphrase": _passphrase,
    "first start": _first_start,
    "trouble": _trouble,
}


def shown() -> Dialog | None:
    """The dialog on top."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog)]
    return next((one for one in found if one.isVisible()), None)


def stops() -> list[QWidget]:
    """What Tab comes to, from the first focus until it is there again."""
    found: list[QWidget] = []
    now = QApplication.focusWidget()
    while now is not None and now not in found and len(found) < MOST:
        found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
    return found if now is not None and now is found[0] else []


def faults(dialog: Dialog) -> list[str]:
    """What a person without a mouse, or without sight, would meet here."""
    walk = stops()
    if not walk:
        return [f"Tab does not come round from {QApplication.focusWidget()}"]
    told = [f"no name: {type(one).__name__}" for one in walk if not one.accessibleName()]
    told += [f"elsewhere: {one.accessibleName()}" for one in walk if not dialog.isAncestorOf(one)]
    wanted = [one for one in dialog.findChildren(Button) if one.isVisible() and one.isEnabled()]
    for one in wanted:
        if one not in walk and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            told.append(f"never reached: {one.accessibleName()}")
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus and not (one.key or one.told_key):
            told.append(f"neither Tab nor key: {one.accessibleName()}")
    acts = [dialog.acts.itemAt(at).widget() for at in range(dialog.acts.count())]
    order = [one for one in walk if one in acts]
    first = min(order, key=acts.index, default=None)
    turned = walk[walk.index(first) :] + walk[: walk.index(first)] if first else []
    if [one for one in turned if one in acts] != sorted(order, key=acts.index):
        told.append("the acts at the end do not follow one another")
    if any(one not in acts for one in turned[: len(order)]):
        told.append("something stands between the acts at the end")
    if getattr(walk[0], "icon_name", "") == "trash":
        told.append("it begins on what takes something away")
    return told


def enter_acts(dialog: Dialog) -> bool:
    """Whether Enter, pressed at once, is an answer: a button, a row, a line, the default button."""
    focus = dialog.focusWidget()
    if isinstance(focus, QAbstractItemView) and focus.receivers(SIGNAL("activated(QModelIndex)")):
        return True
    if isinstance(focus, QLineEdit) and focus.receivers(SIGNAL("returnPressed()")):
        return True
    if isinstance(focus, (Button, TextEdit)):  # in a text it is a new line
        return True
    return any(one.isDefault() for one in dialog.findChildren(Button))


def test_every_dialog_is_for_hands_on_the_keyboard(desk, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    for name, opener in OPENERS.items():
        opener(desk, tmp_path)
        desk.settle()
        dialog = shown()
        assert dialog is not None, name
        step = desk.program.history.next_undo()
        told = [] if name in OWN_ENTER or enter_acts(dialog) else ["Enter does nothing"]
        told += faults(dialog)
        desk.press("Esc")
        if shown() is not None:
            told.append("Esc does not leave it")
            shown().reject()
        if desk.program.history.next_undo() != step:
            told.append("Esc changed something")
        desk.settle()
        if told:
            found[name] = told
    assert found == {}


LOOKS: dict[str, dict[str, Any]] = {
    "small": {"size": (1000, 640)},
    "low-ar": {"size": (1366, 698), "language": "ar"},
    "200": {"size": (1366, 698), "percent": 200},
    "200-ar": {"size": (1366, 698), "percent": 200, "language": "ar", "dark": True},
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_dialog_fits_into_its_window(make_desk, looking, tmp_path: Path, look: str) -> None:
    """No dialog is larger than the window, no word is cut, and everything can be scrolled to."""
    desk = make_desk(**LOOKS[look])
    found: dict[str, list[str]] = {}
    for name, opener in OPENERS.items():
        opener(desk, tmp_path)
        desk.settle()
        dialog = shown()
        assert dialog is not None, name
        told = looking.cut(dialog) + looking.outside(dialog)
        if dialog.width() > desk.frame.width() or dialog.height() > desk.frame.height():
            told.append(f"{dialog.width()}×{dialog.height()}")
        dialog.reject()
        desk.settle()
        if told:
            found[name] = told
    assert found == {}
