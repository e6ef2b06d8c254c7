"""The groups side by side, large: a card for each, the names in it one below the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from carefacilitator.services.facilitation.groups import Drawn
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.facilitate.tools.rows import ToolList, ToolRow, digit_of
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.layout import Scroll, clear, hbox, vbox
from carefacilitator.ui.widgets.panels import Label, hairline

_WIDE = 196
_ROW = 36
_LEAST = 160


class GroupCards(Scroll):
    """Cards in as many columns as there is room for.

    ``key_pressed`` carries a key (1–9, or an arrow held with Alt) and the id of the chosen person.
    Arrows alone go from name to name and from card to card.
    """

    key_pressed = Signal(int, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(margins=(5, 5, 5, 5))
        self.kit = kit
        self.setMinimumHeight(kit.theme.grown(_LEAST))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(16)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.lists: list[ToolList] = []
        self._cards: list[QWidget] = []

    def show_groups(self, drawn: Drawn | None, person: str = "") -> None:
        """Show these groups; ``person`` is chosen and gets the keyboard."""
        had = any(one.hasFocus() for one in self.lists)
        groups = drawn.groups if drawn is not None else ()
        if [len(one.rows.rows) for one in self.lists] != [len(group) for group in groups]:
            self._build(len(groups))
        names = drawn.names if drawn is not None else {}
        for number, (group, shown) in enumerate(zip(groups, self.lists, strict=True)):
            shown.show_rows([ToolRow(one, names.get(one, "")) for one in group])
            self._tell(number, len(group))
            shown.setFixedHeight(self.kit.theme.row(_ROW) * max(1, len(group)) + 4)
        if person:
            self._choose(person)
        elif had and self.lists:
            self.lists[0].setFocus()

    def _build(self, count: int) -> None:
        clear(self._grid)
        self.lists, self._cards, self._heads = [], [], []
        for number in range(count):
            self._cards.append(self._card(number))
        self._place()

    def _card(self, number: int) -> QWidget:
        holder = QWidget()
        column = vbox(into=holder, gap=4)
        words = self.kit.words.say("Group {n}", n=number + 1)
        line = hbox(Label(self.kit, words, step="title", bold=True))
        size = Label(self.kit, step="small", tone="ash", cut=True)
        line.addWidget(size, 1)
        column.addLayout(line)
        column.addWidget(hairline())
        shown = ToolList(self.kit, words, _ROW, pad=4, choosing=False)
        shown.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.installEventFilter(self)
        column.addWidget(shown)
        column.addStretch(1)
        self.lists.append(shown)
        self._heads.append(size)
        return holder

    _heads: list[Label]

    def _tell(self, number: int, size: int) -> None:
        people = self.kit.words.say_n("{n} person", "{n} people", size)
        self._heads[number].setText(people)
        head = self.kit.words.say("Group {n}", n=number + 1)
        named(self.lists[number], f"{head}, {people}")

    def _place(self) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
        wide = self._columns()
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // wide, number % wide)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < wide else 0)
        self._wide = wide

    _wide = 0

    def _columns(self) -> int:
        room = self.viewport().width() // self.kit.theme.grown(_WIDE)
        return max(1, min(len(self._cards) or 1, room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many columns as fit."""
        super().resizeEvent(event)
        if self._cards and self._columns() != self._wide:
            self._place()

    # keyboard -----------------------------------------------------------------------------

    def first_list(self) -> ToolList | None:
        """The first group with somebody in it."""
        return next((one for one in self.lists if one.rows.rows), None)

    def _choose(self, person: str) -> None:
        for shown in self.lists:
            index = shown.rows.index_of(person)
            if index.isValid():
                shown.setFocus()
                shown.setCurrentIndex(index)
                self.ensureWidgetVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take digits and arrows from the lists; only the one with the keyboard shows a choice."""
        if isinstance(watched, ToolList):
            if event.type() == QEvent.Type.FocusIn and not watched.currentIndex().isValid():
                watched.setCurrentIndex(watched.rows.index(0))
            elif event.type() == QEvent.Type.FocusOut:
                watched.clearSelection()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, shown: ToolList, event: QKeyEvent) -> bool:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        digit = None if alt else digit_of(event)
        if digit or (alt and sideways):
            wanted = Qt.Key.Key_0 + digit if digit else key
            self.key_pressed.emit(int(wanted), shown.chosen())
            return True
        if alt or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        row, last = shown.currentIndex().row(), len(shown.rows.rows) - 1
        if sideways:
            forward = key == (Qt.Key.Key_Left if self.kit.theme.rtl else Qt.Key.Key_Right)
            return self._go(shown, 1 if forward else -1, max(0, row))
        if key == Qt.Key.Key_Down and row >= last:
            return self._go(shown, 1, 0)
        if key == Qt.Key.Key_Up and row <= 0:
            return self._go(shown, -1, 10_000)
        return False

    def _go(self, shown: ToolList, steps: int, row: int) -> bool:
        """Go to the card beside, past those that are empty."""
        number = self.lists.index(shown) + steps
        while 0 <= number < len(self.lists):
            there = self.lists[number]
            if there.rows.rows:
                there.setFocus()
                there.setCurrentIndex(there.rows.index(min(row, len(there.rows.rows) - 1)))
                self.ensureWidgetVisible(there)
                return True
            number += steps
        return True
