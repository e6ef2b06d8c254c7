"""Every start: what is asked, what is refused in words, and that the window answers meanwhile."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest

from carefacilitator import settings
from carefacilitator.app import build, open_window
from carefacilitator.services.program import Program
from carefacilitator.storage import keys
from carefacilitator.storage.workspace import exists
from carefacilitator.ui.share.preview import Preview
from carefacilitator.ui.shell import start
from carefacilitator.ui.shell.application import Application
from carefacilitator.ui.shell.main_window import MainWindow
from carefacilitator.ui.shell.opening import open_into
from carefacilitator.ui.shell.opening_dialogs import (
    FirstStartDialog,
    PassphraseDialog,
    TroubleDialog,
)

SECRET = "four plain words here"


class Door:
    """A window that opens on the workspace in ``folder``, as the program's start does."""

    def __init__(self, app, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.threads: set[str] = set()
        self.window = Application(app, folder / settings.FILE_NAME)
        self.window.frame.show()

    def opener(self, typed: str | None) -> Program:
        self.threads.add(threading.current_thread().name)
        program = build(self.folder, typed)
        try:
            program.workspace.begin_writing()
        except BaseException:
            program.close()
            raise
        return program

    def open(self) -> None:
        fresh = not exists(self.folder)
        locked = not fresh and keys.has_passphrase(self.folder)
        open_into(self.window, self.opener, locked, fresh)
        self.app.processEvents()

    def dialog(self, kind):
        found = [one for one in self.window.frame.findChildren(kind) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def settle(self) -> None:
        assert self.window.tasks.settle(30_000)
        self.app.processEvents()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def is_open(self) -> bool:
        page = self.window.frame.page
        return page is not None and page.name == "home"


@pytest.fixture
def door(qapp, fonts, tmp_path: Path) -> Iterator[Door]:
    made = Door(qapp, tmp_path / "workspace")
    yield made
    made.window.frame.close()
    made.window.detach()


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    build(tmp_path / "workspace", SECRET).close()
    return tmp_path / "workspace"


def test_first_start_offers_the_recovery_sheet(door: Door) -> None:
    door.open()
    dialog = door.dialog(FirstStartDialog)
    dialog.show_sheet()
    assert dialog.first.edit.accessibleDescription()  # nothing typed yet
    QTest.keyClicks(dialog.first.edit, SECRET)
    QTest.keyClicks(dialog.second.edit, SECRET)
    dialog.sheet_button.click()
    door.settle()
    (preview,) = [one for one in dialog.findChildren(Preview) if one.isVisible()]
    assert all(part in preview.view.accessibleDescription() for part in SECRET.split())
    preview.reject()
    assert list(door.folder.glob("**/*.pdf")) == []
    dialog.without.setChecked(True)
    assert not dialog.sheet_button.isEnabled()
    dialog.reject()


def test_first_start_makes_a_workspace_that_asks_for_the_passphrase(door: Door) -> None:
    door.open()
    dialog = door.dialog(FirstStartDialog)
    QTest.keyClicks(dialog.first.edit, SECRET)
    QTest.keyClicks(dialog.second.edit, SECRET)
    QTest.keyClick(dialog.second.edit, "\r")
    door.settle()
    assert door.is_open()
    assert keys.has_passphrase(door.folder)
    assert door.threads == {"worker"}


def test_first_start_refuses_short_and_unequal_passphrases_beside_the_field(door: Door) -> None:
    door.open()
    dialog = door.dialog(FirstStartDialog)
    QTest.keyClicks(dialog.first.edit, "short")
    dialog._main.click()
    assert "8" in dialog.first.edit.accessibleDescription()
    QTest.keyClicks(dialog.first.edit, " but longer")
    dialog._main.click()
    assert dialog.first.edit.accessibleDescription() == ""
    assert dialog.second.edit.accessibleDescription() == "The two are not the same."
    assert not exists(door.folder)


def test_first_start_says_plainly_what_no_passphrase_means(door: Door) -> None:
    door.open()
    dialog = door.dialog(FirstStartDialog)
    dialog.without.click()
    assert "Anyone who holds this computer" in dialog.strip.accessibleName()
    assert not dialog.first.isEnabled()
    dialog._main.click()
    door.settle()
    assert door.is_open()
    assert not keys.has_passphrase(door.folder)


def test_first_start_is_asked_again_in_the_language_chosen(door: Door) -> None:
    door.open()
    dialog = door.dialog(FirstStartDialog)
    dialog.language.combo.setCurrentIndex(dialog.language.combo.findData("es"))
    dialog.language.combo.activated.emit(dialog.language.combo.currentIndex())
    door.settle()
    again = door.dialog(FirstStartDialog)
    assert again.language.value() == "es"
    assert again.kit.words.language == "es"
    again.without.click()
    again._main.click()
    door.settle()
    assert door.is_open()
    assert settings.load(door.folder / settings.FILE_NAME).language == "es"


def test_giving_up_closes_the_window_and_makes_nothing(door: Door) -> None:
    door.open()
    door.dialog(FirstStartDialog).reject()
    door.settle()
    assert not door.window.frame.isVisible()
    assert not exists(door.folder)


def test_a_wrong_passphrase_is_told_at_the_field_and_the_right_one_opens(
    locked: Path, door: Door
) -> None:
    door.open()
    dialog = door.dialog(PassphraseDialog)
    QTest.keyClicks(dialog.field.edit, "not this one")
    QTest.keyClick(dialog.field.edit, "\r")
    door.settle()
    told = dialog.field.edit.accessibleDescription()
    assert told.startswith("This is not the right passphrase.")
    assert dialog.field.edit.selectedText()
    QTest.keyClicks(dialog.field.edit, SECRET)
    QTest.keyClick(dialog.field.edit, "\r")
    door.settle()
    assert door.is_open()
    assert door.threads == {"worker"}


def test_what_is_typed_is_hidden_until_the_eye_is_pressed(locked: Path, door: Door) -> None:
    door.open()
    dialog = door.dialog(PassphraseDialog)
    edit, eye = dialog.field.edit, dialog.field._eye
    assert edit.echoMode() == edit.EchoMode.Password
    eye.click()
    assert edit.echoMode() == edit.EchoMode.Normal
    assert eye.accessibleName() == "Hide what is typed"


def test_a_second_program_on_the_workspace_is_refused_and_may_try_again(
    door: Door, tmp_path: Path
) -> None:
    first = build(tmp_path / "workspace")
    first.workspace.begin_writing()
    door.open()
    dialog = door.dialog(TroubleDialog)
    assert dialog.windowTitle() == "The program is already open on this workspace."
    first.close()
    dialog._on_retry()
    door.settle()
    assert door.is_open()


def test_a_second_program_with_a_passphrase_is_refused_below_the_field(
    locked: Path, door: Door
) -> None:
    first = build(locked, SECRET)
    first.workspace.begin_writing()
    door.open()
    dialog = door.dialog(PassphraseDialog)
    QTest.keyClicks(dialog.field.edit, SECRET)
    dialog._enter.click()
    door.settle()
    assert "already open" in dialog.strip.accessibleName()
    first.close()
    dialog._enter.click()
    door.settle()
    assert door.is_open()


def test_a_workspace_of_a_newer_program_is_refused_in_words(door: Door, tmp_path: Path) -> None:
    program = build(tmp_path / "workspace")
    with program.workspace.database.transaction() as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999_newer'")
    program.close()
    door.open()
    dialog = door.dialog(TroubleDialog)
    assert "newer version" in dialog.windowTitle()
    dialog.reject()
    door.settle()
    assert not door.window.frame.isVisible()


def test_files_that_were_clicked_on_are_shown_to_be_taken_in(
    qapp, fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    build(folder).close()
    clicked = tmp_path / "W4.carebundle"
    clicked.write_bytes(b"not a bundle")
    met: list[str] = []

    def look(self) -> int:
        windows = [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow)]
        window = next(one for one in windows if one.place.page == "import")
        met.append(window.place.item)
        window.close()  # which is what ends the loop
        return 0

    monkeypatch.setattr(type(qapp), "exec", look)
    monkeypatch.setattr(start, "application", lambda: qapp)
    assert open_window(folder, None, None, [str(clicked)]) == 0
    assert met == [str(clicked)]


def test_a_damaged_key_is_told_in_the_window_and_not_only_on_the_console(
    qapp, fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    build(folder).close()
    (folder / keys.KEY_FILE).write_text("{}")
    met: list[str] = []

    def look(self) -> int:
        shown = qapp.activeWindow() or next(
            one for one in qapp.topLevelWidgets() if isinstance(one, TroubleDialog)
        )
        met.append(shown.windowTitle())
        return 0

    monkeypatch.setattr(type(qapp), "exec", look)
    monkeypatch.setattr(start, "application", lambda: qapp)
    assert open_window(folder, None) == 0
    assert met
    for one in qapp.topLevelWidgets():
        one.close()


def test_settings_that_cannot_be_read_are_told_once_the_workspace_is_open(
    qapp, fonts, tmp_path: Path
) -> None:
    folder = tmp_path / "workspace"
    build(folder).close()
    (folder / settings.FILE_NAME).write_text("not json")
    door = Door(qapp, folder)
    door.open()
    door.settle()
    assert door.is_open()
    assert not door.window.frame.strip.isHidden()
    door.window.frame.close()
    door.window.detach()


def test_a_workspace_copied_without_its_key_is_refused_in_words(door: Door, tmp_path: Path) -> None:
    source = tmp_path / "source"
    build(source).close()
    door.folder.mkdir(exist_ok=True)
    shutil.copyfile(source / "workspace.db", door.folder / "workspace.db")
    open_into(door.window, door.opener, False, False)
    door.app.processEvents()
    assert "cannot be read" in door.dialog(TroubleDialog).windowTitle()


def test_the_window_opens_as_it_was_left_and_a_language_for_once_is_not_kept(
    qapp, tmp_path: Path
) -> None:
    file = tmp_path / settings.FILE_NAME
    settings.save(file, settings.Settings(language="es"))
    left = Application(qapp, file, language="fr")
    left.frame.resize(1000, 700)
    left.frame.show()
    left.frame.close()
    left.remember_place()
    left.detach()
    assert settings.load(file).language == "es"
    again = Application(qapp, file)
    start.show_as_left(again.frame, again.settings.window)
    assert (again.frame.width(), again.frame.height()) == (1000, 700)
    again.frame.close()
    again.detach()


def test_nothing_is_kept_where_no_workspace_was_begun(qapp, tmp_path: Path) -> None:
    window = Application(qapp, tmp_path / "given-up" / settings.FILE_NAME)
    window.remember_place()
    window.detach()
    assert not (tmp_path / "given-up").exists()
