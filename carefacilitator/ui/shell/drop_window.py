"""A main window that takes dropped files and remembers its size and place as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class DropWindow(QMainWindow):
    """Hands the paths of dropped local files to :meth:`on_files`; other things are not taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def on_files(self, files: list[str]) -> None:
        """Take paths of dropped files; override."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's names
        """Welcome files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand files on."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.on_files(files)

    def geometry_text(self) -> str:
        """Return size and place as text for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_geometry_text(self, text: str) -> bool:
        """Take size and place from the settings; False where they say nothing of use."""
        data = QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
        return bool(text) and self.restoreGeometry(data)
