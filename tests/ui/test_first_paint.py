"""The page that a window shows first is whole when it is painted for the first time."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from carefacilitator import settings
from carefacilitator.app import build
from carefacilitator.ui.shell.application import Application


@pytest.fixture
def open_at_once(qapp, fonts, sample_workspace, tmp_path):
    """A window with the Plan page as its first page, after one round of events."""
    windows = []

    def open_it(percent: int) -> Application:
        folder: Path = tmp_path / "workspace"
        shutil.copytree(sample_workspace, folder)
        settings.save(folder / settings.FILE_NAME, settings.Settings(text_size=percent))
        window = Application(qapp, folder / settings.FILE_NAME)
        windows.append(window)
        window.frame.resize(1366, 768)
        window.frame.show()
        program = build(folder)
        window.attach(program, "plan", program.workshops.find("W4").id)
        qapp.processEvents()
        return window

    yield open_it
    for window in windows:
        assert window.tasks.settle(30_000)
        window.frame.close()
        window.detach()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_squeezed_on_the_plan_page(open_at_once, percent: int) -> None:
    page = open_at_once(percent).frame.page
    rows = [row for row in page.agenda._rows.values() if row.isVisible()]
    assert len(rows) == len(page._placed)
    tops = sorted(row.y() for row in rows)
    gaps = [after - before for before, after in itertools.pairwise(tops)]
    assert min(gaps) >= rows[0].height()
    boxes = [edit.parentWidget() for edit in page.block.findChildren(QLineEdit)]
    shown = [box for box in boxes if box is not None and box.isVisible()]
    assert shown
    for box in shown:
        assert box.visibleRegion().isEmpty() or box.parentWidget().height() >= box.height()
