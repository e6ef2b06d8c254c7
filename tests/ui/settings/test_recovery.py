"""The recovery sheet on the screen: asked for in Settings and at the first start."""

from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator.ui.settings.recovery_dialog import RecoveryDialog
from carefacilitator.ui.share import paper_output
from carefacilitator.ui.share.preview import Preview

PHRASE = "four plain words here"


def visible(desk, kind):
    return [one for one in desk.frame.findChildren(kind) if one.isVisible()]


@pytest.fixture
def asked(desk) -> RecoveryDialog:
    desk.program.workspace.set_passphrase(PHRASE)
    desk.go("settings")
    desk.press("Ctrl+R")
    (dialog,) = visible(desk, RecoveryDialog)
    return dialog


def test_without_a_passphrase_there_is_no_sheet(desk) -> None:
    page = desk.go("settings")
    assert not page.passphrase.sheet_button.isEnabled()
    desk.press("Ctrl+R")
    assert visible(desk, RecoveryDialog) == []


def test_a_wrong_passphrase_is_told_at_the_field(desk, asked: RecoveryDialog) -> None:
    desk.type("something else", asked.field.edit)
    desk.press("Enter", asked.field.edit)
    assert asked.isVisible()
    assert asked.field.edit.accessibleDescription()
    assert visible(desk, Preview) == []


def test_the_sheet_is_shown_and_kept(
    desk, asked: RecoveryDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "sheet.pdf"
    monkeypatch.setattr(paper_output, "asked_place", lambda *_: out)
    desk.type(PHRASE, asked.field.edit)
    desk.press("Enter", asked.field.edit)
    (preview,) = visible(desk, Preview)
    assert "plain" in preview.view.accessibleDescription()
    preview.keep_button.click()
    desk.settle()
    assert out.is_file()
    assert "sheet.pdf is saved." in desk.message
    assert "then delete the file" in desk.message
    assert desk.program.sharing.log() == []
