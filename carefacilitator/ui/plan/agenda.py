"""The agenda as a timetable: its rows, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QSizePolicy,
    QSpacerItem,
    QWidget,
)

from carefacilitator.model.agenda import parallel
from carefacilitator.model.agenda.agenda import Placed, before_gap
from carefacilitator.model.agenda.day_clock import DayClock, day_clock
from carefacilitator.model.records.records import Workshop
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.plan.block_row import INSIDE, MARKS, METHOD, MINUTES, START, BlockRow
from carefacilitator.ui.plan.drag import RowDrag
from carefacilitator.ui.plan.gap_row import GapRow
from carefacilitator.ui.widgets.controls import Button, IconButton, Kit, Label, Scroll, hairline
from carefacilitator.ui.widgets.layout import BAR, clear, hbox, vbox
from carefacilitator.ui.widgets.panels import reveal
from carefacilitator.ui.words.workshops import block_title_in, day_length

_MOST_DAYS = 60
_AFTER_CLICK = 100
"""Ms after which no second click of a double click comes any more, beyond the desktop's own."""


@dataclass(frozen=True)
class Day:
    """One day of a workshop: its number, its date where there is one, and its blocks."""

    number: int
    date: str
    placed: tuple[Placed, ...]
    clock: DayClock
    must_end: str = ""

    @property
    def minutes(self) -> int:
        """From the first start to the last end."""
        return day_length(list(self.placed))

    @property
    def free(self) -> int:
        """Minutes of it in which nothing is planned yet: those before fixed times."""
        return sum(one.gap for one in self.placed if not one.block.parallel)

    @property
    def end(self) -> str:
        """What the clock shows when the day ends; an empty text for an empty day."""
        return max(self.placed, key=lambda one: one.ends).end if self.placed else ""

    @property
    def over(self) -> int:
        """Minutes by which it runs past the time at which it must end; 0 where it does not."""
        limit = self.clock.end(self.must_end)
        ends = max((one.ends for one in self.placed), default=0)
        return max(0, ends - limit) if limit is not None and self.placed else 0


def days_of(workshop: Workshop, placed: Sequence[Placed]) -> list[Day]:
    """The days of a workshop in order, those without blocks too."""
    first = dt.date.fromisoformat(workshop.start) if workshop.start else None
    last = dt.date.fromisoformat(workshop.end) if workshop.end else first
    count = (last - first).days + 1 if first and last else 1
    numbers = set(range(1, min(_MOST_DAYS, max(1, count)) + 1))
    numbers |= {one.block.day for one in placed}
    made = []
    for number in sorted(numbers):
        date = (first + dt.timedelta(days=number - 1)).isoformat() if first else ""
        mine = tuple(one for one in placed if one.block.day == number)
        made.append(Day(number, date, mine, day_clock(workshop, number), workshop.must_end))
    return made


class AgendaList(QWidget):
    """All blocks of a workshop, day by day.

    ``chosen`` carries a block's id, ``add_asked`` the number of a day at whose end a block is
    wanted, ``copy_asked`` that of a day to copy. ``fill_asked`` and ``stretch_asked`` carry the
    block before which time is free. ``dropped`` carries a block that was dragged, its
    new day, place in it, and whom it should run beside. ``watch`` is called with each row
    that turns to a block, to save what is typed in it.
    """

    chosen = Signal(str)
    add_asked = Signal(int)
    copy_asked = Signal(int)
    fill_asked = Signal(str)
    stretch_asked = Signal(str)
    dropped = Signal(str, int, int, str)
    menu_asked = Signal(QPoint, object)

    def __init__(self, kit: Kit, watch: Callable[[BlockRow], None]) -> None:
        super().__init__()
        self.kit, self._watch = kit, watch
        self._rows: dict[str, BlockRow] = {}
        self._gaps: dict[str, GapRow] = {}
        self._shape: list[tuple[int, str, tuple[tuple[str, bool], ...]]] = []
        self._spare: list[BlockRow] = []  # rows are dear to make: those of other days wait here
        self._order: list[str] = []
        self._heads: dict[int, Label] = {}
        self._holders: dict[int, QWidget] = {}
        self._days: Sequence[Day] = ()
        self.current = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring)
        column = vbox(self._build_heads(), hairline(), into=self, gap=0)
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_heads)
        column.addWidget(self._scroll, 1)
        self.drag = RowDrag(
            kit, self._scroll, self._scroll.inside, self._rows, self._shown, self._top_of
        )
        self.drag.dropped.connect(self.dropped)

    def _build_heads(self) -> QWidget:
        kit, say = self.kit, self.kit.words.say
        holder = QWidget()
        row = hbox(into=holder, gap=12, margins=(16, 4, 16, 8))
        factor, icon = kit.theme.factor, kit.theme.icon(20)
        row.addSpacing(icon + 12)  # above the grips
        row.addWidget(self._column_head(say("Start"), round(START * factor)))
        minutes = self._column_head(say("Minutes"), round(MINUTES * factor))
        row.addWidget(minutes)
        row.addSpacing(icon + 12)
        block = Label(kit, say("Block"), step="small", tone="ash", cut=True)
        for head in (minutes, block):  # where the text in the fields below begins
            head.setIndent(INSIDE)
        row.addWidget(block, 1)
        row.addWidget(self._column_head(say("Method"), round(METHOD * factor)))
        row.addSpacing(MARKS * (icon + 12))
        self._bar_room = QSpacerItem(0, 0)
        row.addItem(self._bar_room)
        self._heads_row = row
        return holder

    def _keep_heads(self, _least: int, most: int) -> None:
        """Leave the room of the scroll bar beside the heads, too, so that they stay above."""
        self._bar_room.changeSize(BAR if most else 0, 0)
        self._heads_row.invalidate()

    def _column_head(self, words: str, width: int) -> Label:
        label = Label(self.kit, words, step="small", tone="ash", cut=True)
        label.setFixedWidth(width)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return label

    # showing ------------------------------------------------------------------------------

    def show_days(self, days: Sequence[Day], language: str) -> None:
        """Show these days; rows that stay keep focus and what is typed."""
        wanted = [one.block.id for day in days for one in day.placed]
        kept = set(wanted)
        for gone in [key for key in self._rows if key not in kept]:
            row = self._rows.pop(gone)
            row.hide()
            self._spare.append(row)
        for day in days:
            before = None
            for one in day.placed:
                fresh = one.block.id not in self._rows
                if fresh:
                    self._rows[one.block.id] = self._spare.pop() if self._spare else self._made()
                group = parallel.group_of(one.block)
                beside = bool(group) and before is not None and parallel.group_of(before) == group
                follows = parallel.follows(before, one.block)
                row = self._rows[one.block.id]
                row.show_block(one, language, beside=beside, follows=follows)
                if fresh:
                    self._watch(row)
                before = one.block
        self._days = days
        self._show_gaps(days, language)
        shape = [
            (day.number, day.date, tuple((p.block.id, p.gap > 0) for p in day.placed))
            for day in days
        ]
        if shape != self._shape:
            self._lay_out(days)
        self._shape, self._order = shape, wanted
        for day in days:
            if day.number in self._heads:
                self._heads[day.number].setText(self._told(day))
        self.choose(self.current if self.current in self._rows else (wanted or [""])[0])

    def _show_gaps(self, days: Sequence[Day], language: str) -> None:
        free = {one.block.id for day in days for one in day.placed if one.gap}
        for gone in [key for key in self._gaps if key not in free]:
            row = self._gaps.pop(gone)
            row.hide()
            row.deleteLater()
        for day in days:
            for one in day.placed:
                if not one.gap:
                    continue
                row = self._gaps.get(one.block.id) or self._made_gap(one.block.id)
                before = before_gap(day.placed, one.block.id)
                title = block_title_in(one.block, language)
                row.show_gap(one, title, before, takes=not one.block.parallel)

    def _made_gap(self, block_id: str) -> GapRow:
        row = self._gaps[block_id] = GapRow(self.kit, block_id)
        row.fill_asked.connect(self.fill_asked)
        row.stretch_asked.connect(self.stretch_asked)
        return row

    def _made(self) -> BlockRow:
        row = BlockRow(self.kit)
        row.chosen.connect(self.choose)
        row.step.connect(self._on_step)
        row.menu_asked.connect(self.menu_asked)
        self.drag.watch(row)
        return row

    def _lay_out(self, days: Sequence[Day]) -> None:
        body, focused = self._scroll.body, self._focused()
        clear(body, {*self._rows.values(), *self._spare, *self._gaps.values()})
        self._heads.clear()
        self._holders.clear()
        order: list[QWidget] = []
        for day in days:
            if len(days) > 1:
                head = self._day_head(day)
                body.addWidget(head)
                body.addWidget(hairline())
                order += head.findChildren(Button)
            for one in day.placed:
                row = self._rows[one.block.id]
                gap = self._gaps.get(one.block.id)
                if gap is not None:
                    body.addWidget(gap)
                    reveal(gap)
                    order += (gap.fill, gap.stretch)
                body.addWidget(row)
                reveal(row)
                order += (row.minutes, row.title)
        body.addStretch(1)
        for before, after in pairwise(order):  # Tab goes as the eye does, also to a row used again
            QWidget.setTabOrder(before, after)
        if focused is not None and not focused.hasFocus():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> QLineEdit | None:
        edits = (edit for row in self._rows.values() for edit in (row.minutes, row.title))
        return next((edit for edit in edits if edit.hasFocus()), None)

    def _day_head(self, day: Day) -> QWidget:
        kit, say = self.kit, self.kit.words.say
        holder = QWidget()
        row = hbox(
            Label(kit, say("Day {n}", n=day.number), bold=True),
            into=holder,
            gap=12,
            margins=(16, 10, 16, 6),
        )
        told = self._heads[day.number] = Label(kit, step="small", tone="ash", cut=True)
        row.addWidget(told, 1)
        self._holders[day.number] = holder
        if day.placed:
            double = IconButton(
                kit, say("Copy day {n}", n=day.number), "copy", key="Ctrl+Shift+D", size=18
            )
            double.clicked.connect(partial(self.copy_asked.emit, day.number))
            row.addWidget(double)
        add = Button(kit, say("Block"), icon="plus", kind="quiet", step="small")
        named(add, say("Add a block to day {n}", n=day.number))
        add.clicked.connect(partial(self.add_asked.emit, day.number))
        row.addWidget(add)
        return holder

    def _told(self, day: Day) -> str:
        words = self.kit.words
        parts = [words.day(day.date, "full")] if day.date else []
        if day.placed:
            parts.append(words.say("{start} to {end}", start=day.placed[0].start, end=day.end))
        else:
            parts.append(words.say("Nothing planned yet."))
        return " · ".join(parts)

    # dragging -----------------------------------------------------------------------------

    def _shown(self) -> list[tuple[int, tuple[Placed, ...]]]:
        return [(day.number, day.placed) for day in self._days]

    def _top_of(self, day: int) -> int | None:
        """Where the head of a day begins, in the scrolled widget."""
        holder = self._holders.get(day)
        return holder.y() if holder is not None else None

    # choosing -----------------------------------------------------------------------------

    def choose(self, block_id: str) -> None:
        """Show a block as chosen."""
        changed = block_id != self.current
        self.current = block_id
        for key, row in self._rows.items():
            row.set_chosen(key == block_id)
        if changed and block_id in self._rows:
            if QApplication.mouseButtons():  # rows stay where they are until no second click comes
                self._later.start(QApplication.doubleClickInterval() + _AFTER_CLICK)
            else:
                self._bring()
        self.chosen.emit(block_id)

    def _bring(self) -> None:
        """Scroll to the chosen block, where it is not wholly in sight."""
        row = self._rows.get(self.current)
        if row is not None and not QApplication.mouseButtons():
            self._scroll.ensureWidgetVisible(row)

    def focus(self, block_id: str, column: str = "minutes") -> None:
        """Put the keyboard into a row."""
        row = self._rows.get(block_id)
        if row is not None:
            edit = row.title if column == "title" else row.minutes
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()

    def line(self) -> QLineEdit | None:
        """The title of the chosen block."""
        row = self._rows.get(self.current)
        return row.title if row is not None else None

    def has_keyboard(self) -> bool:
        """Whether something is being typed in a row."""
        return self._focused() is not None

    def neighbour(self, block_id: str) -> str:
        """The block after one, else the one before it, else nothing."""
        if block_id not in self._order:
            return ""
        place = self._order.index(block_id)
        around = self._order[place + 1 : place + 2] or self._order[max(0, place - 1) : place]
        return around[0] if around else ""

    def _on_step(self, column: str, step: int) -> None:
        if self.current in self._order:
            place = self._order.index(self.current) + step
            if 0 <= place < len(self._order):
                self.focus(self._order[place], column)
