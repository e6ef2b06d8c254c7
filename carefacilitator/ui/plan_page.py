"""Plan: the day as a timetable, the workshop in a few lines, what is still open from last time."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.model import agenda
from carefacilitator.model.agenda import Placed
from carefacilitator.model.records import AgendaBlock
from carefacilitator.services.program import Program
from carefacilitator.ui.controls import (
    Button,
    Columns,
    EmptyState,
    IconLabel,
    Label,
    Scroll,
    Sheet,
    hairline,
)
from carefacilitator.ui.keys import Act
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.plan_about import AboutSheet
from carefacilitator.ui.plan_block import BlockSheet
from carefacilitator.ui.plan_rows import AgendaList, BlockRow

_SHOWN_OPEN = 3


class PlanPage(Page):
    """The agenda of a workshop and what the facilitator needs to know beside it."""

    name, face = "plan", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._placed: list[Placed] = []
        self._focus_next: tuple[str, str] | None = None
        self._about = AboutSheet(self, program)
        self._block = BlockSheet(self, program)
        self._open = Sheet(self.kit)
        columns = Columns(self.kit, (898, 420))
        columns.add(0, self._build_agenda(), 1)
        beside = Scroll()
        beside.body.setSpacing(16)
        for sheet in (self._about, self._block, self._open):
            beside.body.addWidget(sheet)
        beside.body.addStretch(1)
        columns.add(1, beside, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)

    # building -----------------------------------------------------------------------------

    def _build_agenda(self) -> Sheet:
        sheet = Sheet(self.kit, flush=True)
        sheet.setAccessibleName(self.say("Agenda"))
        sheet.setMinimumHeight(420)
        sheet.add(self._build_head())
        self._list = AgendaList(self.kit, self._watch_row)
        self._list.chosen.connect(self._on_chosen)
        self._list.minutes_typed.connect(self._on_minutes)
        sheet.add(self._list, 1)
        add = Button(self.kit, self.say("Add the first block"), icon="plus", kind="main")
        add.clicked.connect(self._add)
        self._empty = EmptyState(self.kit, self.say("The day is empty. Add the first block."), add)
        sheet.add(self._empty, 1)
        sheet.add(hairline())
        sheet.add(self._build_foot())
        return sheet

    def _build_head(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 12, 16, 8)
        row.setSpacing(12)
        row.addWidget(Label(self.kit, self.say("Agenda"), step="lead", bold=True))
        self._sum = Label(self.kit, tone="ash")
        row.addWidget(self._sum)
        self._fits_icon = IconLabel(self.kit, "check-circle", weight="fill")
        self._fits = Label(self.kit, tone="overdye")
        row.addWidget(self._fits_icon)
        row.addWidget(self._fits)
        row.addStretch(1)
        add = Button(self.kit, self.say("Block"), icon="plus", key="Insert")
        add.setAccessibleName(self.say("Add a block"))
        add.clicked.connect(self._add)
        row.addWidget(add)
        return holder

    def _build_foot(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(8)
        self._foot_icon = IconLabel(
            self.kit, "push-pin", colour=self.kit.colours.indigo, weight="fill"
        )
        self._foot = Label(self.kit, step="small", tone="ash", wrap=True)
        row.addWidget(self._foot_icon)
        row.addWidget(self._foot, 1)
        return holder

    def _watch_row(self, row: BlockRow) -> None:
        def save(text: str) -> None:
            block = row.block_id
            self._program.agenda.edit(block, visit=f"title {block}", title=text)

        def left() -> None:
            self._program.workspace.end_visit(f"title {row.block_id}")

        self.tools.saving.watch(row.title, save, left)

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act(
                "plan.up", "Alt+↑", say("move block earlier"), partial(self._move, -1), name, False
            ),
            Act("plan.down", "Alt+↓", say("move block later"), partial(self._move, 1), name, False),
            Act("plan.move", "Alt ↑ ↓", say("move block"), None, name),
            Act("plan.add", "Insert", say("new block"), self._add, name),
            Act("plan.double", "Ctrl+D", say("duplicate"), self._duplicate, name),
            Act("plan.pin", "F4", say("fix the time"), self._pin, name),
            Act("plan.edit", "F2", say("edit the workshop"), self._about.edit, name),
            Act("plan.remove", "Ctrl+Delete", say("remove block"), self._remove, name),
            Act("plan.go", "Ctrl+Enter", say("go to the door"), self._to_welcome, name),
        ]

    def first_focus(self) -> QWidget | None:
        """The first block's length, or nothing on an empty day."""
        if self._placed:
            self._list.focus(self._list.current or self._placed[0].block.id)
        return None

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop; a new one opens its form at once."""
        super().enter(workshop_id, item)
        self.refresh(frozenset())
        if item == "new":
            self._about.edit()

    def on_block(self, block_id: str) -> None:
        """Go to a block chosen in the band."""
        self._list.choose(block_id)
        self._list.focus(block_id)

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again; focus and what is being typed stay."""
        del changes
        self._placed = self._program.agenda.placed(self.workshop_id)
        self._list.setVisible(bool(self._placed))
        self._empty.setVisible(not self._placed)
        self._list.show_blocks(self._placed, self.kit.words.language)
        self._about.show_workshop(self.workshop_id)
        self._show_sum()
        self._show_open()
        if self._focus_next is not None:
            (block, column), self._focus_next = self._focus_next, None
            self._list.choose(block)
            self._list.focus(block, column)

    def _show_sum(self) -> None:
        say = self.say
        days: dict[int, list[Placed]] = {}
        for one in self._placed:
            days.setdefault(one.block.day, []).append(one)
        minutes = sum(_span(day) for day in days.values())
        words = say("{h} h {m} min", h=minutes // 60, m=minutes % 60)
        ends = self._placed[-1].end if self._placed else ""
        self._sum.setText(say("{length}, ends {time}", length=words, time=ends) if ends else "")
        late = [one for one in self._placed if one.late]
        pinned = [one for one in self._placed if one.block.fixed_start]
        self._fits_icon.setVisible(bool(self._placed))
        if late:
            self._fits_icon.set_icon("warning-circle", self.kit.colours.madder, "fill")
            self._fits.set_tone("madder")
            over = self.kit.words.say_n(
                "{n} minute too long", "{n} minutes too long", max(one.late for one in late)
            )
            self._fits.setText(over)
        else:
            self._fits_icon.set_icon("check-circle", self.kit.colours.overdye, "fill")
            self._fits.set_tone("overdye")
            self._fits.setText(say("everything fits") if self._placed else "")
        self._show_foot(late, pinned)

    def _show_foot(self, late: list[Placed], pinned: list[Placed]) -> None:
        say = self.say
        self._foot_icon.setVisible(bool(late or pinned))
        if late:
            one = late[0]
            words = self.kit.words.say_n(
                "The blocks before “{block}” run {n} minute over its fixed time, {time}.",
                "The blocks before “{block}” run {n} minutes over its fixed time, {time}.",
                one.late,
                block=one.block.title,
                time=one.start,
            )
        elif pinned:
            words = say(
                "{block} is fixed at {time}. Blocks before may not run over it.",
                block=pinned[0].block.title,
                time=pinned[0].start,
            )
        else:
            words = say("Change a length, and all later starts follow. F4 holds a block’s time.")
        self._foot.setText(words)

    def _show_open(self) -> None:
        while (item := self._open.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        views = self._program.commitments.still_open(self.workshop_id)
        self._open.setVisible(bool(views))
        title = self.say("Still open from last time")
        self._open.add(Label(self.kit, title, step="lead", bold=True))
        for view in views[:_SHOWN_OPEN]:
            self._open.add(hairline())
            self._open.add(Label(self.kit, view.commitment.what, cut=True))
            parts = [part for part in (view.who, view.workshop_code) if part]
            if view.commitment.due:
                day = self.kit.words.day(view.commitment.due, "medium")
                parts.append(self.say("by {day}", day=day))
            self._open.add(Label(self.kit, " · ".join(parts), step="small", tone="ash", cut=True))

    # acts ---------------------------------------------------------------------------------

    def _on_chosen(self, block_id: str) -> None:
        placed = next((one for one in self._placed if one.block.id == block_id), None)
        self.tools.choose_block(block_id)
        self._block.show_block(placed)

    def _on_minutes(self, block_id: str, minutes: int) -> None:
        block = next((one.block for one in self._placed if one.block.id == block_id), None)
        if block is not None and block.minutes != minutes:
            self.run(partial(self._program.agenda.edit, block_id, minutes=minutes))

    def _add(self) -> None:
        self.run(
            partial(self._program.agenda.add, self.workshop_id, "", 30, after=self._list.current),
            self._on_added,
        )

    def _on_added(self, block: AgendaBlock) -> None:
        self._focus_next = (block.id, "title")
        self.refresh(frozenset())

    def _move(self, steps: int) -> None:
        if self._list.current:
            self.run(partial(self._program.agenda.move, self._list.current, steps))

    def _duplicate(self) -> None:
        if self._list.current:
            self.run(partial(self._program.agenda.duplicate, self._list.current), self._on_added)

    def _pin(self) -> None:
        if self._list.current:
            self.run(partial(self._program.agenda.pin, self._list.current))

    def _remove(self) -> None:
        if self._list.current:
            self.run(partial(self._program.agenda.remove, self._list.current))

    def _to_welcome(self) -> None:
        self.tools.go("welcome", self.workshop_id)


def _span(day: list[Placed]) -> int:
    starts = [agenda.minutes_of(one.start) or 0 for one in day]
    ends = [start + one.block.minutes for start, one in zip(starts, day, strict=True)]
    return max(ends) - min(starts)
