"""F1: all keys in one list that can be searched; Enter does the chosen act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.shortcuts import Act, KeyBook
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.fields import Field
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList
from carefacilitator.ui.widgets.panels import Label, Sheet
from carefacilitator.ui.widgets.rows_model import RowsModel


def _said(act: Act) -> str:
    return f"{paint.spoken(act.key)}: {act.words}"


class _ActRow(RowDelegate):
    """Words leading, key caps trailing; what works on this page only is told by its order."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one act."""
        act: Act = index.data(Qt.ItemDataRole.UserRole)
        caps, wide = paint.caps_width(self.kit, act.key), rect.width()
        words = self.place(rect, 16, wide - caps - 44)
        font = self.kit.font(bold=chosen)
        paint.draw_line(painter, self.kit, words, act.words, font, self.kit.colours.soot)
        paint.draw_caps(painter, self.kit, self.place(rect, wide - 16 - caps, caps), act.key)


class KeysDialog(Dialog):
    """Lists the acts of ``page`` and those that work everywhere; ``chosen`` is what to do."""

    def __init__(self, kit: Kit, book: KeyBook, page: str, parent: QWidget) -> None:
        say = kit.words.say
        super().__init__(kit, say("All keys"), parent, width=560)
        self._book, self._page = book, page
        self.chosen: Act | None = None
        self.resize(kit.theme.grown(560), 640)
        self.field = Field(kit, say("Search the keys"), icon="magnifying-glass")
        self.body.addWidget(self.field)
        self._model = RowsModel(_said, self)
        self.list = RowList(kit, say("All keys"), _ActRow(kit, 40))
        self.list.setModel(self._model)
        sheet = Sheet(kit, flush=True)
        sheet.add(self.list, 1)
        self.body.addWidget(sheet, 1)
        self._nothing = Label(kit, say("No key does that. Fewer letters find more."), tone="ash")
        self.body.addWidget(self._nothing)
        self.field.edit.textChanged.connect(self._on_text)
        self.field.edit.installEventFilter(self)
        self.list.activated.connect(self._on_activated)
        self.list.clicked.connect(self._on_activated)
        self._on_text("")
        self.field.setFocus()

    def _on_text(self, text: str) -> None:
        found = self._book.search(text, self._page)
        self._model.show_rows(found)
        self._nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let ↑ ↓ and Enter reach the list while one types."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row, last = self.list.currentIndex().row(), self._model.rowCount() - 1
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                wanted = max(0, min(last, row + steps[Qt.Key(event.key())]))
                self.list.setCurrentIndex(self._model.index(wanted))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_activated(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            act = self._model.rows[index.row()]
            self.chosen = act if act.call else None
            self.accept()
