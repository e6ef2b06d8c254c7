"""The window on a screen that is no larger than the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.shell.application import application, show_whole


class _OnScreen(QWidget):
    """A window on a screen of a size of its own."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.room = QSize(width, height)
        self.resize(1366, 768)

    def screen(self) -> _OnScreen:  # type: ignore[override]
        return self

    def availableSize(self) -> QSize:  # noqa: N802 - Qt's name
        return self.room


@pytest.mark.parametrize(
    ("width", "height", "fills"),
    [(1366, 768, True), (1366, 728, True), (1280, 1024, True), (1920, 1080, False)],
)
def test_a_small_screen_is_filled_and_a_large_one_is_not(
    width: int, height: int, fills: bool
) -> None:
    application()
    window = _OnScreen(width, height)
    show_whole(window)
    assert window.isMaximized() is fills
    window.close()
