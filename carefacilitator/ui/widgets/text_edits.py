"""Typed text: a line and an area, each with the direction of what is written in it.

Direction follows the content (the first strong letter), alignment follows the interface: a French
note in an Arabic window stands at the right edge and reads from left to right.
"""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import Step

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def interface_alignment(kit: Kit) -> Qt.AlignmentFlag:
    """Return the absolute alignment of the interface's leading edge."""
    side = Qt.AlignmentFlag.AlignRight if kit.theme.rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def leaves_key_to_page(
    event: QEvent, text: QWidget, *, undo: Callable[[], bool], redo: Callable[[], bool]
) -> bool:
    """Whether a text should let the page have a key that Qt's fields keep for themselves.

    Undo and redo where it has nothing of its own to undo, and every key that is an act here: Ctrl+E
    goes to the end of a line for Qt, and does for the page what its button says.
    """
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    if event.matches(_UNDO[0]):
        return not undo()
    if event.matches(_UNDO[1]):
        return not redo()
    return _is_act(event, text)


def _is_act(event: QKeyEvent, text: QWidget) -> bool:
    """Whether the window has this key, pressed with Ctrl or Alt, as a shortcut that works now."""
    held = event.modifiers()
    if not held & _COMMANDS or (event.text() and event.text().isprintable()):
        return False  # AltGr writes letters
    pressed, window = QKeySequence(event.keyCombination()), text.window()
    return any(
        shortcut.isEnabled() and shortcut.key() == pressed and _reaches(shortcut, text)
        for shortcut in window.findChildren(QShortcut)
    )


def _reaches(shortcut: QShortcut, text: QWidget) -> bool:
    """Whether a shortcut works while the keyboard is in ``text``."""
    place = shortcut.parent()
    if shortcut.context() != Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return True
    return isinstance(place, QWidget) and (place is text or place.isAncestorOf(text))


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class LineEdit(QLineEdit):
    """One line of typed text without a border of its own (a field gives it one).

    ``arrived`` and ``left`` tell that it got and that it loses the keyboard. Whoever needs its keys
    puts an event filter on it when it has arrived: a filter in Python sees every event there is,
    and a page with forty lines would pay for hundreds before anything is typed.
    """

    arrived = Signal()
    left = Signal()

    def __init__(self, kit: Kit, name: str, *, step: Step = "body") -> None:
        super().__init__()
        self.kit = kit
        self.setFrame(False)
        self.setFont(kit.font(step))
        named(self, name)
        self.setAlignment(interface_alignment(kit) | Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(self._follow)
        self._follow(self.text())

    def _follow(self, text: str) -> None:
        rtl = _is_rtl(text)
        interface = self.kit.direction
        towards = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        wanted = interface if rtl is None else towards
        if self.layoutDirection() != wanted or not self.testAttribute(
            Qt.WidgetAttribute.WA_SetLayoutDirection
        ):
            self.setLayoutDirection(wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's names
        """Watch for Ctrl+Z while the keyboard is here."""
        self.installEventFilter(self)
        self.arrived.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Watch no longer."""
        self.removeEventFilter(self)
        self.left.emit()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Give the page its own keys, and Ctrl+Z when this line has nothing to undo."""
        if watched is self and leaves_key_to_page(
            event, self, undo=self.isUndoAvailable, redo=self.isRedoAvailable
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _is_rtl(text: str) -> bool | None:
    """Direction of the first strong letter; None when there is none (figures, signs)."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return None


class TextEdit(QPlainTextEdit):
    """Several lines of typed text; each paragraph has its own direction.

    Tab leaves it. ``lines`` is its least height; with ``grow`` it becomes as high as its text, up
    to ``most`` lines. ``submitted`` is emitted by Enter when ``enter_submits`` (Shift+Enter then
    makes a new line). With ``takes_pictures``, what is pasted or dropped and is no text is handed
    on by ``image_pasted`` or ``files_pasted``. ``left`` tells that it loses the keyboard.
    """

    submitted = Signal()
    left = Signal()
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)

    def __init__(
        self,
        kit: Kit,
        name: str,
        *,
        lines: int = 3,
        most: int = 12,
        grow: bool = False,
        step: Step = "body",
        enter_submits: bool = False,
        takes_pictures: bool = False,
    ) -> None:
        super().__init__()
        self.kit, self._lines, self._most, self._grow = kit, lines, most, grow
        self._enter_submits, self._takes_pictures = enter_submits, takes_pictures
        self.setProperty("role", "field")
        self.setFont(kit.font(step))
        named(self, name)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutDirection(kit.direction)
        self.document().setDocumentMargin(4)
        option = QTextOption(interface_alignment(kit))
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        if grow:
            self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self._fit(lines)

    def _fit(self, lines: int) -> None:
        line = QFontMetrics(self.font()).lineSpacing()
        self.setMinimumHeight(max(self.kit.theme.control, line * lines + 28))
        if self._grow:
            self.setMaximumHeight(self.minimumHeight())

    def _on_size_changed(self) -> None:
        wanted = int(self.document().size().height())
        self._fit(max(self._lines, min(self._most, wanted)))

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the least number of lines."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Submit on Enter where asked for; everything else as usual."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._enter_submits and enter and event.modifiers() in _PLAIN:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Welcome pictures too, where they are taken."""
        pictures = self._takes_pictures and (source.hasImage() or source.hasUrls())
        return pictures or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Take text as text; files and pictures go to whoever takes them."""
        if self._takes_pictures:
            files = [one.toLocalFile() for one in source.urls() if one.isLocalFile()]
            if files:
                self.files_pasted.emit(files)
                return
            if source.hasImage() and not source.hasText():
                self.image_pasted.emit(QImage(source.imageData()))
                return
        super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Watch for Ctrl+Z while the keyboard is here."""
        self.installEventFilter(self)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Watch no longer."""
        self.removeEventFilter(self)
        self.left.emit()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Give the page its own keys, and Ctrl+Z when this text has nothing to undo."""
        document = self.document()
        if watched is self and leaves_key_to_page(
            event, self, undo=document.isUndoAvailable, redo=document.isRedoAvailable
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
