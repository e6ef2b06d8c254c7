"""The agenda as a timetable: one row a block, length and title typed in the row itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carefacilitator.model.agenda import Placed
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.ui.controls import IconLabel, Kit, Label, LineEdit, Scroll, hairline
from carefacilitator.ui.sheets import restyle

BLOCK_ICONS = {
    "registration": "identification-card",
    "opening": "hand-waving",
    "icebreaker": "image",
    "break": "hourglass-medium",
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

_START, _MINUTES, _METHOD = 72, 64, 190


class BlockRow(QFrame):
    """One block: start, minutes, icon, title, method, pin."""

    chosen = Signal(str)
    minutes_typed = Signal(str, int)
    title_typed = Signal(str, str)
    step = Signal(str, int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.block_id = ""
        self._factor = kit.theme.factor
        self.setProperty("role", "plain-row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(12)
        self.start = Label(kit, bold=True)
        self.start.setFixedWidth(round(_START * self._factor))
        self.minutes = LineEdit(kit, kit.words.say("Minutes"))
        self.minutes.setValidator(QIntValidator(0, 1440, self.minutes))
        self.minutes.setFixedWidth(round(_MINUTES * self._factor))
        self.icon = IconLabel(kit, "chats-circle")
        self.title = LineEdit(kit, kit.words.say("Block"))
        self.method = Label(kit, step="small", tone="ash", cut=True)
        self.method.setFixedWidth(round(_METHOD * self._factor))
        self.method.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pin = IconLabel(
            kit,
            "push-pin",
            colour=kit.colours.indigo,
            weight="fill",
            name=kit.words.say("Fixed time"),
        )
        keep = self.pin.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.pin.setSizePolicy(keep)
        row.addWidget(self.start)
        row.addWidget(self.minutes)
        row.addWidget(self.icon)
        row.addWidget(self.title, 1)
        row.addWidget(self.method)
        row.addWidget(self.pin)
        self.setFixedHeight(kit.theme.row(40))
        for edit in (self.minutes, self.title):
            edit.setProperty("role", "inline")
            edit.installEventFilter(self)
        self.minutes.editingFinished.connect(self._on_minutes)

    def show_block(self, placed: Placed, language: str) -> None:
        """Show a block; what is being typed in it stays."""
        block, say = placed.block, self.kit.words.say
        self.block_id = block.id
        self.start.setText(placed.start)
        self.start.set_tone("madder" if placed.late else "soot")
        kind = vocabulary().label("session_type", block.session_type, language)
        self.icon.set_icon(BLOCK_ICONS.get(block.session_type, "chats-circle"))
        if not self.minutes.hasFocus():
            self.minutes.setText(str(block.minutes))
        if not self.title.hasFocus():
            self.title.setText(block.titles.get(language) or block.title)
        self.title.setPlaceholderText(kind or say("What happens?"))
        self.title.setCursorPosition(0)
        self.method.setText(kind)
        self.pin.setVisible(bool(block.fixed_start))
        name = f"{placed.start}, {block.title or kind}"
        self.setAccessibleName(name)
        self.minutes.setAccessibleName(say("Minutes of {block}", block=name))
        self.title.setAccessibleName(say("Title of the block at {time}", time=placed.start))

    def set_chosen(self, chosen: bool) -> None:
        """Show this row as the one that the panels beside speak of."""
        self.setProperty("chosen", "true" if chosen else "false")
        self.title.setFont(self.kit.font(bold=chosen))
        restyle(self)

    def _on_minutes(self) -> None:
        text = self.minutes.text()
        if text.isdecimal():
            self.minutes_typed.emit(self.block_id, int(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Choose the row on entering it; ↑ ↓ go to the same column of the next row."""
        if event.type() == QEvent.Type.FocusIn:
            self.chosen.emit(self.block_id)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            step = steps.get(Qt.Key(event.key())) if plain else None
            if step is not None:
                self.step.emit("minutes" if watched is self.minutes else "title", step)
                return True
        return super().eventFilter(watched, event)


class AgendaList(QWidget):
    """All blocks of a workshop, day by day. ``chosen`` carries a block's id."""

    chosen = Signal(str)
    minutes_typed = Signal(str, int)

    def __init__(self, kit: Kit, watch: Callable[[BlockRow], None]) -> None:
        super().__init__()
        self.kit, self._watch = kit, watch
        self._rows: dict[str, BlockRow] = {}
        self._order: list[str] = []
        self.current = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_heads())
        column.addWidget(hairline())
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        column.addWidget(self._scroll, 1)

    def _build_heads(self) -> QWidget:
        kit, say = self.kit, self.kit.words.say
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(12)
        factor = kit.theme.factor
        for words, width in ((say("Start"), _START), (say("Minutes"), _MINUTES)):
            label = Label(kit, words, step="small", tone="ash")
            label.setFixedWidth(round(width * factor))
            row.addWidget(label)
        row.addSpacing(kit.theme.icon(20) + 12)
        row.addWidget(Label(kit, say("Block"), step="small", tone="ash"), 1)
        method = Label(kit, say("Method"), step="small", tone="ash")
        method.setFixedWidth(round(_METHOD * factor))
        row.addWidget(method)
        row.addSpacing(kit.theme.icon(20) + 12)
        return holder

    def show_blocks(self, placed: list[Placed], language: str) -> None:
        """Show these blocks; rows that stay keep focus and what is typed."""
        wanted = [one.block.id for one in placed]
        for gone in [key for key in self._rows if key not in wanted]:
            self._rows.pop(gone).deleteLater()
        for one in placed:
            if one.block.id not in self._rows:
                self._rows[one.block.id] = self._made()
            self._rows[one.block.id].show_block(one, language)
        if wanted != self._order or not self._scroll.body.count():
            self._lay_out(placed)
        self._order = wanted
        if self.current not in self._rows:
            self.choose(wanted[0] if wanted else "")
        else:
            self.choose(self.current)

    def _made(self) -> BlockRow:
        row = BlockRow(self.kit)
        row.chosen.connect(self.choose)
        row.minutes_typed.connect(self.minutes_typed)
        row.step.connect(self._on_step)
        self._watch(row)
        return row

    def _lay_out(self, placed: list[Placed]) -> None:
        body = self._scroll.body
        kept = set(self._rows.values())
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in kept:
                widget.deleteLater()
        day = 0
        several = len({one.block.day for one in placed}) > 1
        for one in placed:
            if several and one.block.day != day:
                day = one.block.day
                words = self.kit.words.say("Day {n}", n=day)
                head = Label(self.kit, words, bold=True)
                head.setContentsMargins(16, 12, 16, 4)
                body.addWidget(head)
            body.addWidget(self._rows[one.block.id])
            body.addWidget(hairline())
        body.addStretch(1)

    def choose(self, block_id: str) -> None:
        """Show a block as chosen."""
        changed = block_id != self.current
        self.current = block_id
        for key, row in self._rows.items():
            row.set_chosen(key == block_id)
        if changed and block_id in self._rows:
            self._scroll.ensureWidgetVisible(self._rows[block_id])
        self.chosen.emit(block_id)

    def focus(self, block_id: str, column: str = "minutes") -> None:
        """Put the keyboard into a row."""
        row = self._rows.get(block_id)
        if row is not None:
            edit = row.title if column == "title" else row.minutes
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()

    def _on_step(self, column: str, step: int) -> None:
        if self.current in self._order:
            place = self._order.index(self.current) + step
            if 0 <= place < len(self._order):
                self.focus(self._order[place], column)
