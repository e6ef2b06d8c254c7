"""F1: all keys in one list that can be searched; Enter does the chosen act."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.shortcuts import Act, KeyBook
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.fields import Field
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList
from carefacilitator.ui.widgets.panels import Label, Sheet


class _Acts(QAbstractListModel):
    """The acts found; the accessible text is key and words."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[Act] = []

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many were found."""
        return 0 if parent is not None and parent.isValid() else len(self.acts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an act, or its words."""
        act = self.acts[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return act
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{paint.spoken(act.key)}: {act.words}"
        return None

    def show(self, acts: list[Act]) -> None:
        """Replace what is listed."""
        self.beginResetModel()
        self.acts = acts
        self.endResetModel()


class _ActRow(RowDelegate):
    """Words leading, key caps trailing; what works on this page only is told by its order."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one act."""
        act = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(act, Act):
            return
        caps = paint.caps_width(self.kit, act.key)
        rtl = self.kit.theme.rtl
        inner = rect.adjusted(16, 0, -16, 0)
        words = inner.adjusted(caps + 12 if rtl else 0, 0, 0 if rtl else -caps - 12, 0)
        font = self.kit.font(bold=chosen)
        paint.draw_line(painter, self.kit, words, act.words, font, self.kit.colours.soot)
        left = inner.left() if rtl else inner.right() + 1 - caps
        place = QRect(left, inner.y(), caps, inner.height())
        paint.draw_caps(painter, self.kit, place, act.key)


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
        self._model = _Acts()
        self._model.setParent(self)
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
        self._model.show(found)
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
            act = self._model.acts[index.row()]
            self.chosen = act if act.call else None
            self.accept()
