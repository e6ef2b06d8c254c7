"""One block of the agenda as a row: length and title are typed in the row itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRegularExpression, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from carefacilitator.model.agenda import Placed
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.ui import paint
from carefacilitator.ui.controls import IconLabel, Kit, Label, LineEdit
from carefacilitator.ui.heads import block_title_in
from carefacilitator.ui.sheets import restyle

BLOCK_ICONS = {
    "registration": "identification-card",
    "opening": "hand-waving",
    "icebreaker": "image",
    "break": "coffee",
    "lunch": "fork-knife",
    "prayer": "hourglass-medium",
    "commitments_round": "handshake",
    "evaluation": "list-checks",
    "closing": "flag-checkered",
    "case_study": "books",
    "talking_circle": "users-three",
    "mapping": "map-pin",
    "q_and_a": "question",
    "synthesis": "stack",
    "presentation": "presentation",
    "panel": "users-three",
    "plenary": "users-three",
    "report_back": "megaphone",
}
"""Icons of kinds of session; any other is a conversation."""

START, MINUTES, METHOD, MARKS = 60, 64, 180, 2
"""Widths in px at 100 % text of the columns beside the title; MARKS counts icons."""
_INSIDE = 8
"""Px between the edge of a field in a row and its text."""


class TitleEdit(LineEdit):
    """A title; too long for its room, it ends in an ellipsis until it is being typed in."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint as usual, or the beginning and an ellipsis."""
        room = self.contentsRect().adjusted(_INSIDE, 0, -_INSIDE, 0)
        wide = self.fontMetrics().horizontalAdvance(self.text()) > room.width()
        self.setToolTip(self.text() if wide else "")
        if self.hasFocus() or not wide:
            super().paintEvent(event)
            return
        painter, colours = QPainter(self), self.kit.colours
        colour = colours.ash if self.property("tone") == "ash" else colours.soot
        paint.draw_line(painter, self.kit, room, self.text(), self.font(), colour)
        painter.end()


class BlockRow(QFrame):
    """One block: start, minutes, icon, title, method, and whether it is held or runs beside.

    ``chosen`` carries the block when the row gets the keyboard or is clicked; ``step`` the column
    and how many rows to go. ``dragged`` carries the row and where the mouse is, ``let_go`` the row.
    """

    chosen = Signal(str)
    step = Signal(str, int)
    dragged = Signal(object, QPoint)
    let_go = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.block_id = ""
        self._chosen = False
        self._pressed: QPoint | None = None
        self._in_hand = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        factor, say = kit.theme.factor, kit.words.say
        self.setProperty("role", "plain-row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(12)
        self.start = Label(kit, bold=True)
        self.start.setFixedWidth(round(START * factor))
        self.minutes = LineEdit(kit, say("Minutes"))
        figures = QRegularExpression(r"\d{0,3}")
        figures.setPatternOptions(QRegularExpression.PatternOption.UseUnicodePropertiesOption)
        self.minutes.setValidator(QRegularExpressionValidator(figures, self.minutes))
        self.minutes.setFixedWidth(round(MINUTES * factor))
        self.icon = IconLabel(kit, "chats-circle")
        self.grip = IconLabel(kit, "dots-six-vertical", colour=kit.colours.ash)
        self.title = TitleEdit(kit, say("Block"))
        self.title.setPlaceholderText(say("What happens?"))
        self.method = Label(kit, step="small", tone="ash", cut=True)
        self.method.setFixedWidth(round(METHOD * factor))
        self.method.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.beside = self._mark("arrows-left-right", say("At the same time as the block before"))
        self.follows = self._mark("arrow-down", say("After the block before, in the same room"))
        self.pin = self._mark("push-pin", say("Fixed time"))
        for part in (self.grip, self.start, self.minutes, self.icon):
            row.addWidget(part)
        row.addWidget(self.title, 1)
        group = QStackedWidget()
        group.addWidget(QWidget())
        group.addWidget(self.beside)
        group.addWidget(self.follows)
        group.setFixedSize(self.beside.size())
        self._group = group
        row.addWidget(self.method)
        row.addWidget(group)
        row.addWidget(self.pin)
        self.setFixedHeight(kit.theme.row(40))
        for edit in (self.minutes, self.title):
            edit.setProperty("role", "inline")
            edit.installEventFilter(self)
        self.minutes.editingFinished.connect(self._restore_minutes)
        self._minutes = 0

    def _mark(self, icon: str, name: str) -> IconLabel:
        """A sign that keeps its room while it is not shown."""
        colour = self.kit.colours.indigo
        made = IconLabel(self.kit, icon, colour=colour, weight="fill", name=name)
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        made.setSizePolicy(policy)
        return made

    def show_block(
        self, placed: Placed, language: str, *, beside: bool = False, follows: bool = False
    ) -> None:
        """Show a block; what is being typed in it stays.

        ``beside`` tells that it runs with the one before, ``follows`` that it follows in its room.
        """
        block, say, lists = placed.block, self.kit.words.say, vocabulary()
        self.block_id, self._minutes = block.id, block.minutes
        self.start.setText(placed.start)
        self.start.set_tone(
            "madder" if placed.late else "ash" if beside and not follows else "soot"
        )
        kind = lists.label("session_type", block.session_type, language)
        self.icon.set_icon(BLOCK_ICONS.get(block.session_type, "chats-circle"))
        if not self.minutes.hasFocus():
            self.minutes.setText(str(block.minutes))
        title = block.titles.get(language) or block.title
        if not self.title.hasFocus() and self.title.text() != title:
            self.title.setText(title)
            self.title.setCursorPosition(0)
        rests = bool(block.session_type) and bool(
            lists.flag("session_type", block.session_type, "break")
        )
        self._tone("ash" if rests else "soot")
        self.title.setPlaceholderText(kind or say("What happens?"))
        room = block.room if block.parallel else ""
        self.method.setText(" · ".join(part for part in (room, kind) if part))
        self._group.setCurrentIndex(2 if follows else int(beside))
        self.pin.setVisible(bool(block.fixed_start))
        name = f"{placed.start}, {block_title_in(block, language)}"
        self.setAccessibleName(name)
        self.minutes.setAccessibleName(say("Minutes of {block}", block=name))
        self.title.setAccessibleName(say("Title of the block at {time}", time=placed.start))

    def _tone(self, tone: str) -> None:
        for edit in (self.minutes, self.title):
            if edit.property("tone") != tone:
                edit.setProperty("tone", tone)
                restyle(edit)

    def set_chosen(self, chosen: bool) -> None:
        """Show this row as the one that the panels beside speak of."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setProperty("chosen", "true" if chosen else "false")
            self.title.setProperty("strong", "true" if chosen else "false")
            restyle(self)
            restyle(self.title)

    def _restore_minutes(self) -> None:
        """A length left empty is the one that was there."""
        if not self.minutes.text():
            self.minutes.setText(str(self._minutes))

    # the mouse ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's names
        """Choose the row, and be ready to be dragged."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()
            self.minutes.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit(self.block_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Be dragged, once the mouse has gone far enough to mean it."""
        place = event.globalPosition().toPoint()
        if self._pressed is None:
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._in_hand:
            self._in_hand = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._in_hand:
            self.dragged.emit(self, place)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Be put where the mouse is."""
        if self._in_hand:
            self.let_go.emit(self)
        self.put_down()

    def put_down(self) -> None:
        """Be dragged no more."""
        self._pressed, self._in_hand = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Choose the row on entering it; ↑ ↓ and Enter go to another row."""
        if event.type() == QEvent.Type.FocusIn:
            self.chosen.emit(self.block_id)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key())) if event.modifiers() in _PLAIN else None
            if step is not None:
                self.step.emit("minutes" if watched is self.minutes else "title", step)
                return True
        return super().eventFilter(watched, event)

    def edit(self, column: str) -> QWidget:
        """The field of a column, ``minutes`` or ``title``."""
        return self.title if column == "title" else self.minutes


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
