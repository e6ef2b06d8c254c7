"""Settings: chosen at once, kept, and told in the words of the language chosen."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from carefacilitator import settings
from carefacilitator.app import build
from carefacilitator.services.upkeep.copies import restore
from carefacilitator.storage import keys
from carefacilitator.ui.widgets.dialogs import Dialog

PHRASE = "four plain words here"


def kept(desk) -> settings.Settings:
    return settings.load(desk.folder / settings.FILE_NAME)


def choose(desk, choice, key: str) -> None:
    choice.set_value(key)
    choice.combo.activated.emit(choice.combo.currentIndex())
    desk.settle()


def test_another_language_is_spoken_at_once_and_the_page_stays(desk) -> None:
    page = desk.go("settings")
    choose(desk, page.language, "ar")
    assert desk.page.name == "settings"
    assert desk.page is not page
    assert desk.page.kit.words.rtl
    assert desk.focus is desk.page.language.combo
    assert kept(desk).language == "ar"
    assert desk.app.layoutDirection() == desk.frame.layoutDirection()
    choose(desk, desk.page.language, "en")
    assert desk.page.title() == "Settings"


def test_dark_and_large_are_shown_at_once_and_kept(desk) -> None:
    page = desk.go("settings")
    page.light.changed.emit("dark")
    desk.settle()
    choose(desk, desk.page.text_size, "150")
    theme = desk.frame.kit.theme
    assert (theme.dark, theme.text_percent) == (True, 150)
    assert (kept(desk).theme, kept(desk).text_size) == ("dark", 150)


def test_paper_is_kept_and_may_follow_the_workshop(desk) -> None:
    page = desk.go("settings")
    assert page.written.value() == ""
    choose(desk, page.written, "fr")
    choose(desk, page.paper, "Letter")
    assert (kept(desk).report_language, kept(desk).paper) == ("fr", "Letter")


def test_the_device_is_renamed_while_it_is_typed_and_its_words_are_shown(desk) -> None:
    page = desk.go("settings")
    page.device.field.edit.setFocus()
    page.device.field.edit.selectAll()
    desk.type("Rapporteur, valley")
    desk.stored()
    assert desk.program.identity.name == "Rapporteur, valley"
    words = desk.program.identity.words("en")
    assert page.device.words.accessibleName() == ", ".join(words)


def test_a_name_left_empty_is_the_one_that_was_there(desk) -> None:
    page = desk.go("settings")
    before = desk.program.identity.name
    page.device.field.edit.setFocus()
    page.device.field.edit.selectAll()
    desk.press("Delete")
    desk.go("home")
    page = desk.go("settings")
    assert desk.program.identity.name == before
    assert page.device.field.text() == before


def test_a_passphrase_is_set_and_asked_for_from_then_on(desk) -> None:
    page = desk.go("settings")
    assert "anyone who holds this computer" in page.passphrase.told.text()
    for field in (page.passphrase.first, page.passphrase.second):
        field.edit.setFocus()
        desk.type("four plain words here")
    desk.press("Enter")
    assert keys.has_passphrase(desk.folder)
    assert "The passphrase is set." in desk.message
    assert page.passphrase.first.text() == ""
    assert "asks for a passphrase" in page.passphrase.told.text()


def test_a_passphrase_that_does_not_fit_is_told_beside_the_field(desk) -> None:
    page = desk.go("settings")
    page.passphrase.first.edit.setFocus()
    desk.type("short")
    page.passphrase.button.click()
    assert "8" in page.passphrase.first.edit.accessibleDescription()
    assert not keys.has_passphrase(desk.folder)


def test_a_copy_opens_elsewhere_and_is_told_on_home(desk, tmp_path: Path) -> None:
    page = desk.go("settings")
    out = tmp_path / "all.carebackup"
    page.copy.save(out, PHRASE)
    desk.settle()
    assert "was read back: all.carebackup" in desk.message
    assert page.copy._last.text().startswith("Last copy: ")
    again = restore(out, tmp_path / "elsewhere", PHRASE)
    assert again.has_passphrase
    again.close()
    assert desk.go("home")._copy.text().startswith("Last copy: ")


def the_place(monkeypatch, path: Path) -> list[object]:
    """Answer the question for a place; gives how often it was asked."""
    asked: list[object] = []

    def answer(*arguments: object) -> tuple[str, str]:
        asked.append(arguments)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return asked


def test_a_copy_asks_for_a_passphrase_first_where_there_is_none(
    desk, tmp_path: Path, monkeypatch
) -> None:
    assert "Copies have no passphrase yet" in desk.go("home")._copy.text()
    asked = the_place(monkeypatch, tmp_path / "all.carebackup")
    copy = desk.go("settings").copy
    assert "Copies have no passphrase yet" in copy.told.text()
    desk.press("Ctrl+S")
    assert asked == []
    assert "8" in copy.first.edit.accessibleDescription()
    assert desk.focus is copy.first.edit
    for field, typed in ((copy.first, PHRASE), (copy.second, PHRASE + "s")):
        field.edit.setFocus()
        desk.type(typed)
    desk.press("Enter")
    assert asked == []
    assert "not the same" in copy.second.edit.accessibleDescription()
    desk.press("Backspace")
    desk.press("Enter")
    desk.settle()
    assert len(asked) == 1
    assert "was read back: all.carebackup" in desk.message
    assert copy.first.isHidden()
    assert copy.second.isHidden()
    assert (copy.first.text(), copy.second.text()) == ("", "")
    assert "opens with the passphrase of the copies" in copy.told.text()
    assert "Copies have no passphrase yet" not in desk.go("home")._copy.text()
    assert not keys.has_passphrase(desk.folder)


def test_the_passphrase_of_the_copies_is_kept_and_may_be_another(
    desk, tmp_path: Path, monkeypatch
) -> None:
    copy = desk.go("settings").copy
    copy.save(tmp_path / "one.carebackup", PHRASE)
    desk.settle()
    the_place(monkeypatch, tmp_path / "two.carebackup")
    desk.press("Ctrl+S")
    desk.settle()
    restore(tmp_path / "two.carebackup", tmp_path / "two", PHRASE).close()
    copy.another.click()
    assert desk.focus is copy.first.edit
    for field in (copy.first, copy.second):
        field.set_text("some other words")
    the_place(monkeypatch, tmp_path / "three.carebackup")
    desk.press("Ctrl+S")
    desk.settle()
    restore(tmp_path / "three.carebackup", tmp_path / "three", "some other words").close()


def test_with_a_passphrase_a_copy_asks_for_none(desk, tmp_path: Path, monkeypatch) -> None:
    desk.program.workspace.set_passphrase(PHRASE)
    copy = desk.go("settings").copy
    assert copy.first.isHidden()
    assert copy.another.isHidden()
    assert "opens with the passphrase of this computer" in copy.told.text()
    the_place(monkeypatch, tmp_path / "all.carebackup")
    desk.press("Ctrl+S")
    desk.settle()
    restore(tmp_path / "all.carebackup", tmp_path / "back", PHRASE).close()


def test_copies_of_before_that_open_for_anybody_are_named(desk, tmp_path: Path) -> None:
    old = tmp_path / "old.carebackup"
    with zipfile.ZipFile(old, "w") as packed:
        for name in ("workspace.db", "workspace.key"):
            packed.write(desk.folder / name, name)
    noted = [{"path": str(old), "at": "2022-09-22T10:00:00Z", "stale": ""}]
    desk.program.workspace.set_meta("copies", json.dumps(noted))
    copy = desk.go("settings").copy
    desk.settle()
    assert "old.carebackup" in copy.found.text()
    copy.save(old, PHRASE)
    desk.settle()
    assert copy.found.isHidden()


def test_a_copy_that_cannot_be_written_is_told(desk, tmp_path: Path) -> None:
    page = desk.go("settings")
    page.copy.save(tmp_path / "no such folder" / "all.carebackup", PHRASE)
    desk.settle()
    assert desk.frame.strip.property("kind") == "error"
    assert page.copy.button.isEnabled()


def test_a_known_device_is_shown_and_forgotten_after_asking(desk, tmp_path: Path) -> None:
    other = build(tmp_path / "other")
    other.identity.rename("Secretariat")
    desk.program.identity.trust(other.identity.card())
    other.close()
    page = desk.go("settings")
    assert page.known.isVisible()
    page.known._ask(desk.program.identity.peers()[0].device, "Secretariat")
    dialog = next(d for d in desk.frame.findChildren(Dialog) if d.isVisible())
    dialog.accept()
    desk.settle()
    assert desk.program.identity.peers() == []
    assert page.known.isHidden()


def test_settings_that_cannot_be_stored_hold_until_the_end_and_are_told(desk, monkeypatch) -> None:
    from carefacilitator.errors import NoPermission

    def refuse(*_arguments) -> None:
        raise NoPermission(place="here")

    page = desk.go("settings")
    monkeypatch.setattr(settings, "save", refuse)
    choose(desk, page.paper, "Letter")
    assert desk.frame.strip.property("kind") == "error"
    assert desk.window.settings.paper == "Letter"
