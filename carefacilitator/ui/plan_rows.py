"""One block of the agenda as a row: length and title are typed in the row itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

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

START, MINUTES, METHOD, MARKS = 72, 64, 190, 2
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

    ``chosen`` carries the block when the row gets the keyboard; ``step`` the column and how many
    rows to go.
    """

    chosen = Signal(str)
    step = Signal(str, int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.block_id = ""
        self._chosen = False
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
        self.title = TitleEdit(kit, say("Block"))
        self.title.setPlaceholderText(say("What happens?"))
        self.method = Label(kit, step="small", tone="ash", cut=True)
        self.method.setFixedWidth(round(METHOD * factor))
        self.method.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.beside = self._mark("arrows-left-right", say("At the same time as the block before"))
        self.pin = self._mark("push-pin", say("Fixed time"))
        for part in (self.start, self.minutes, self.icon):
            row.addWidget(part)
        row.addWidget(self.title, 1)
        for part in (self.method, self.beside, self.pin):
            row.addWidget(part)
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

    def show_block(self, placed: Placed, language: str, *, beside: bool) -> None:
        """Show a block; what is being typed in it stays."""
        block, say, lists = placed.block, self.kit.words.say, vocabulary()
        self.block_id, self._minutes = block.id, block.minutes
        self.start.setText(placed.start)
        self.start.set_tone("madder" if placed.late else "ash" if beside else "soot")
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
        self.method.setText(kind)
        self.beside.setVisible(beside)
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
