"""The one field at the door: typing finds, Enter acts, and its end says what Enter will do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import described, named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.fields import LineBox

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 7,
    Qt.Key.Key_PageUp: -7,
}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Hint(QWidget):
    """A key cap and what it will do, at the trailing end of the field; cut where room is short."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit, self.key, self.words, self.tone = kit, "", "", "ash"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, key: str, words: str, tone: str = "ash") -> None:
        """Show a key and its words; an empty key shows words alone."""
        self.key, self.words, self.tone = key, words, tone
        named(self, f"{paint.spoken(key)} {words}".strip())
        self.updateGeometry()
        self.update()

    def _caps(self) -> int:
        return paint.caps_width(self.kit, self.key) + 6 if self.key else 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all of it, up to half of the field."""
        wide = QFontMetrics(self.kit.font()).horizontalAdvance(self.words) + 2
        box = self.parentWidget()
        most = box.width() // 2 if box is not None and box.width() > 200 else 480
        return QSize(min(self._caps() + wide, most), self.kit.theme.control)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The cap alone."""
        return QSize(self._caps(), self.kit.theme.control)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint cap and words."""
        painter, caps = QPainter(self), self._caps()
        whole = self.rect()
        if self.key:
            place = paint.mirrored(self, QRect(0, 0, caps - 6, whole.height()))
            paint.draw_caps(painter, self.kit, place, self.key)
        words = paint.mirrored(self, QRect(caps, 0, whole.width() - caps, whole.height()))
        colour = getattr(self.kit.colours, self.tone)
        paint.draw_line(painter, self.kit, words, self.words, self.kit.font(), colour)
        painter.end()


class DoorField(LineBox):
    """The field. ``typed`` carries its text, ``moved`` how many rows ↑ ↓ PgUp PgDn go.

    ``entered`` is Enter, ``wished_menu`` the menu key. The hint is the field's description, so a
    screen reader tells it with the field.
    """

    typed = Signal(str)
    entered = Signal()
    moved = Signal(int)
    wished_menu = Signal()

    def __init__(self, kit: Kit) -> None:
        say = kit.words.say
        name = say("Who is at the door?")
        super().__init__(kit, name, icon="magnifying-glass", step="door", high=64)
        self.edit.setPlaceholderText(say("Part of a name"))
        self.edit.setMaxLength(400)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.hint = Hint(kit)
        self.add_trailing(self.hint)
        self.row.setStretchFactor(self.edit, 1)
        self.row.setContentsMargins(14, 0, 12, 0)
        self.row.setSpacing(14)
        self.edit.textChanged.connect(self.typed)
        self.edit.installEventFilter(self)

    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def empty(self) -> None:
        """Clear the field; its own undo does not bring the last name back."""
        self.edit.setText("")

    def tell(self, key: str, words: str, tone: str = "ash") -> None:
        """Say at the end of the field what a key will do, or what has just been done."""
        if (key, words, tone) == (self.hint.key, self.hint.words, self.hint.tone):
            return
        self.hint.tell(key, words, tone)
        described(self.edit, self.hint.accessibleName())
        announce(self.edit, self.hint.accessibleName())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter, the arrows and the menu key are the page's; the rest is typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, plain = Qt.Key(event.key()), event.modifiers() in _PLAIN
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
            return True
        if key in _MOVES and plain:
            self.moved.emit(_MOVES[key])
            return True
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and shift):
            self.wished_menu.emit()
            return True
        return False
