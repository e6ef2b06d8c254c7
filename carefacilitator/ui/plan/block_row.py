"""One block of the agenda as a row: length and title are typed in the row itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRegularExpression, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QSizePolicy,
    QWidget,
)

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.keyboard.held_keys import copy_of, is_typed
from carefacilitator.ui.keyboard.typing_place import put_keyboard
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.tokens import HAIRLINE
from carefacilitator.ui.widgets.controls import IconLabel, Kit, Label, LineEdit
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.panels import restyle
from carefacilitator.ui.words.workshops import block_title_in

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
_GAP = 12
_ROOM = 8
INSIDE = 9
"""Px between the edge of a field in a row and its text, as Qt sets it."""


class TitleEdit(LineEdit):
    """A title; too long for its room, it ends in an ellipsis until it is being typed in."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint as usual, or the beginning and an ellipsis."""
        room = self.contentsRect().adjusted(_ROOM, 0, -_ROOM, 0)
        wide = self.fontMetrics().horizontalAdvance(self.text()) > room.width()
        tipped(self, self.text() if wide else "")
        if self.hasFocus() or not wide:
            super().paintEvent(event)
            return
        painter, colours = QPainter(self), self.kit.colours
        colour = colours.ash if self.property("tone") == "ash" else colours.soot
        paint.draw_line(painter, self.kit, room, self.text(), self.font(), colour)
        painter.end()


_SIGNS = {
    "beside": ("arrows-left-right", 0),
    "follows": ("arrow-down", 0),
    "pin": ("push-pin", 1),
}
"""Icon and place of the signs at the end of a row; the first place is shared."""


class Signs(QWidget):
    """What is special about a block. Few blocks have a sign, so each is made when it is needed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._made: dict[str, IconLabel] = {}
        self._edge = kit.theme.icon(20)
        self.setFixedSize(MARKS * self._edge + (MARKS - 1) * _GAP, self._edge)

    def sign(self, name: str) -> IconLabel:
        """One of the signs, shown or not."""
        found = self._made.get(name)
        if found is None:
            icon, place = _SIGNS[name]
            colour = self.kit.colours.indigo
            told = self._words(name)
            found = IconLabel(self.kit, icon, colour=colour, weight="fill", name=told)
            found.setParent(self)
            place = MARKS - 1 - place if self.kit.theme.rtl else place
            found.move(place * (self._edge + _GAP), 0)
            self._made[name] = found
        return found

    def _words(self, name: str) -> str:
        say = self.kit.words.say
        if name == "beside":
            return say("At the same time as the block before")
        if name == "follows":
            return say("After the block before, in the same room")
        return say("Fixed time")

    def show_signs(self, **shown: bool) -> None:
        """Show some of the signs."""
        for name, wanted in shown.items():
            if wanted or name in self._made:
                self.sign(name).setVisible(wanted)


class BlockRow(QFrame):
    """One block: start, minutes, icon, title, method, and whether it is held or runs beside.

    ``chosen`` carries the block when the row gets the keyboard or is clicked; ``step`` the column
    and how many rows to go. ``dragged`` carries the row and where the mouse is, ``let_go`` the row.
    """

    chosen = Signal(str)
    step = Signal(str, int)
    dragged = Signal(object, QPoint)
    let_go = Signal(object)
    menu_asked = Signal(QPoint, object)

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
        row = hbox(into=self, gap=12, margins=(16, 3, 16, 3 + HAIRLINE))
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
        self.signs = Signs(kit)
        for part in (self.grip, self.start, self.minutes, self.icon):
            row.addWidget(part)
        row.addWidget(self.title, 1)
        row.addWidget(self.method)
        row.addWidget(self.signs)
        self.setFixedHeight(kit.theme.row(40) + HAIRLINE)
        for edit in (self.minutes, self.title):
            edit.setProperty("role", "inline")
            edit.arrived.connect(partial(self._on_arrived, edit))
            edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the row has one
        self.minutes.editingFinished.connect(self._restore_minutes)
        self.minutes.textEdited.connect(self._touch)
        self._minutes = 0

    @property
    def beside(self) -> IconLabel:
        """The sign of a block that runs with the one before."""
        return self.signs.sign("beside")

    @property
    def follows(self) -> IconLabel:
        """The sign of a block that comes after the one before in its room."""
        return self.signs.sign("follows")

    @property
    def pin(self) -> IconLabel:
        """The sign of a time that is held."""
        return self.signs.sign("pin")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground and the line below."""
        super().paintEvent(event)
        paint.line_below(self, self.kit)

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
        title = in_language(block, "title", language)
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
        self.signs.show_signs(
            beside=beside and not follows, follows=follows, pin=bool(block.fixed_start)
        )
        name = f"{placed.start}, {block_title_in(block, language)}"
        named(self, name)
        named(self.minutes, say("Minutes of {block}", block=name))
        named(self.title, say("Title of the block at {time}", time=placed.start))

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

    def _touch(self, _text: str) -> None:
        self._untouched = False

    _untouched = True

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Choose the row and ask for its menu, which in a field begins with that of its text."""
        here = self.childAt(event.pos())
        edit = here if isinstance(here, LineEdit) else None
        # The keyboard comes back to where it was once the menu closes: that must be this row.
        (edit or self.minutes).setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(self.block_id)
        self.menu_asked.emit(event.globalPos(), edit)

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

    def _on_arrived(self, edit: LineEdit) -> None:
        edit.installEventFilter(self)
        self._untouched = True
        self.chosen.emit(self.block_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """↑ ↓ and Enter go to another row."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key())) if event.modifiers() in _PLAIN else None
            if step is not None:
                self.step.emit("minutes" if watched is self.minutes else "title", step)
                return True
            if watched is self.minutes and self._begins_words(event):
                put_keyboard(self.title)
                QApplication.sendEvent(self.title, copy_of(event))
                return True
        return super().eventFilter(watched, event)

    def _begins_words(self, event: QKeyEvent) -> bool:
        """Whether somebody begins to write where only figures go: she means the title."""
        return self._untouched and is_typed(event) and event.text().isalpha()

    def edit(self, column: str) -> LineEdit:
        """The field of a column, ``minutes`` or ``title``."""
        return self.title if column == "title" else self.minutes


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
