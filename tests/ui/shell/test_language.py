"""The language a window is asked for on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from carefacilitator import app, cli
from carefacilitator.ui.shell.application import Application, application


@pytest.fixture
def settings_path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "settings.json"
    Application(
        application(), tmp_path / "none.json", "en"
    ).detach()  # the next test reads from the left


def test_the_language_asked_for_goes_before_the_settings(settings_path: Path) -> None:
    settings_path.write_text('{"language": "fr"}', "utf-8")
    window = Application(application(), settings_path, "ar")
    assert window.words.language == "ar"
    assert application().layoutDirection() == Qt.LayoutDirection.RightToLeft
    window.detach()
    assert settings_path.read_text("utf-8") == '{"language": "fr"}'

    window = Application(application(), settings_path)
    assert window.words.language == "fr"
    window.detach()


@pytest.mark.parametrize(("asked", "given"), [(["--lang", "ar"], "ar"), ([], None)])
def test_the_command_line_hands_the_language_on(
    tmp_path: Path, asked: list[str], given: str | None
) -> None:
    opened: list[str | None] = []

    def open_window(
        _folder: Path, _passphrase: str | None, lang: str | None, _files: object
    ) -> int:
        opened.append(lang)
        return 0

    assert cli.main(["--workspace", str(tmp_path), *asked], app.build, open_window) == 0
    assert opened == [given]
