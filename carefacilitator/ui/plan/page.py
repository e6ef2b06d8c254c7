"""Plan: the day as a timetable, the workshop in a few lines, what is still open from last time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.agenda.files import AgendaLook
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import place_for
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.plan.agenda import AgendaList, Day, days_of
from carefacilitator.ui.plan.agenda_import import SUFFIXES, AgendaDialog, is_table
from carefacilitator.ui.plan.agenda_summary import AgendaFoot, AgendaHead
from carefacilitator.ui.plan.block_panel import BlockSheet
from carefacilitator.ui.plan.block_row import BlockRow
from carefacilitator.ui.plan.open_commitments import OPEN_KINDS, OpenSheet
from carefacilitator.ui.plan.workshop_summary import AboutSheet
from carefacilitator.ui.runtime.autosave import Watch
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import (
    Button,
    Columns,
    EmptyState,
    LineEdit,
    Scroll,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import vbox
from carefacilitator.ui.widgets.row_menu import MENU_KEY, menu_of, row_acts

T = TypeVar("T")

_WATCHED = frozenset({"agenda_block", "workshop"})


class PlanPage(Page):
    """The agenda of a workshop and what the facilitator needs to know beside it."""

    name, face = "plan", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._files = program.agenda_files
        self._placed: list[Placed] = []
        self._days: list[Day] = []
        self._watches: dict[LineEdit, Watch] = {}
        self._focus_next: tuple[str, str] | None = None
        self.about = AboutSheet(self, program)
        self.block = BlockSheet(self, program)
        self._open = OpenSheet(self, program)
        columns = Columns(self.kit, (898, 420))
        columns.add(0, self._build_agenda(), 1)
        self._beside_sheets = Scroll()
        body = self._beside_sheets.body
        body.setSpacing(16)
        for sheet in (self.block, self._open, self.about):
            body.addWidget(sheet)
        body.addStretch(1)
        self.about.opened.connect(self._on_form)
        self.about.form.looks_asked.connect(self._looks)
        columns.add(1, self._beside_sheets, 1)
        vbox(columns, into=self)

    # building -----------------------------------------------------------------------------

    def _build_agenda(self) -> Sheet:
        sheet = Sheet(self.kit, flush=True)
        named(sheet, self.say("Agenda"))
        sheet.setMinimumHeight(self.kit.theme.grown(420))
        self._head = AgendaHead(self.kit)
        self._head.add_asked.connect(self._add)
        self._head.file_asked.connect(self._ask_file)
        self._head.templates_asked.connect(self._templates)
        sheet.add(self._head)
        self.agenda = AgendaList(self.kit, self._watch_row)
        self.agenda.chosen.connect(self._on_chosen)
        self.agenda.add_asked.connect(self._add_to_day)
        self.agenda.copy_asked.connect(self._copy_day)
        self.agenda.dropped.connect(self._on_dropped)
        self.agenda.menu_asked.connect(self._on_menu)
        self.agenda.fill_asked.connect(self._fill)
        self.agenda.stretch_asked.connect(self._stretch)
        sheet.add(self.agenda, 1)
        self._empty = self._build_empty()
        sheet.add(self._empty, 1)
        sheet.add(hairline())
        self._foot = AgendaFoot(self.kit)
        sheet.add(self._foot)
        return sheet

    def _on_menu(self, place: QPoint, edit: QLineEdit | None) -> None:
        """The menu of a block; where a field was clicked, after what can be done with its text."""
        text = edit.createStandardContextMenu() if edit is not None else None
        menu_of(self.kit, self, row_acts(self), text).popup(place)

    def _show_menu(self) -> None:
        """The same by key, wherever the keyboard is."""
        self.block.more.click()

    def _build_empty(self) -> QWidget:
        say = self.say
        self._start = Button(self.kit, say("Templates"), icon="stack", key="Ctrl+T", kind="main")
        self._start.clicked.connect(self._templates)
        add = Button(self.kit, say("Add the first block"), icon="plus")
        add.clicked.connect(self._add)
        table = Button(self.kit, say("Take an agenda from a file"), icon="table")
        table.clicked.connect(self._ask_file)
        sentence = say("The day is empty. Start from a template or add the first block.")
        return EmptyState(self.kit, sentence, self._start, add, table)

    def _watch_row(self, row: BlockRow) -> None:
        """Store what is typed in a row under the block that it shows from now on."""
        for column, save in (("title", self._save_title), ("minutes", self._save_minutes)):
            edit, block = row.edit(column), row.block_id
            keep, left = partial(save, block), partial(self._left_row, column, block)
            watch = self._watches.get(edit)
            if watch is None:
                self._watches[edit] = self.tools.saving.watch(edit, keep, left)
            else:
                watch.turn_to(edit.text(), keep, left)

    def _save_title(self, block_id: str, text: str) -> None:
        """Store a title in the version that is shown (on the worker)."""
        block = self._program.workspace.find(AgendaBlock, block_id)
        if block is None:  # removed while it was being written
            return
        edit, language = self._program.agenda.edit, self.kit.words.language
        visit = f"title {block_id}"
        if block.titles.get(language):
            edit(block_id, visit=visit, titles={**block.titles, language: text})
        else:
            edit(block_id, visit=visit, title=text)

    def _save_minutes(self, block_id: str, text: str) -> None:
        block = self._program.workspace.find(AgendaBlock, block_id)
        if block is not None and text.isdecimal() and int(text) != block.minutes:
            self._program.agenda.edit(block_id, visit=f"minutes {block_id}", minutes=int(text))

    def _left_row(self, column: str, block_id: str) -> None:
        self._program.workspace.end_visit(f"{column} {block_id}")

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        quiet = partial(Act, page=name, line=False)
        return [
            quiet("plan.up", "Alt+↑", say("move block earlier"), partial(self._move, -1), row=True),
            quiet("plan.down", "Alt+↓", say("move block later"), partial(self._move, 1), row=True),
            Act("plan.move", "Alt ↑ ↓", say("move block"), None, name),
            Act("plan.add", "Insert", say("new block"), self._add, name),
            Act("plan.edit", "F2", say("edit the workshop"), self.about.edit, name),
            quiet("plan.looks", "Shift+F2", say("colour and logos"), self._looks),
            Act("plan.pin", "F4", say("fix the time"), self._pin, name, row=True),
            Act("plan.beside", "F6", say("at the same time"), self._beside, name, row=True),
            quiet("plan.follow", "Shift+F6", say("after it in its room"), self._follow, row=True),
            Act("plan.double", "Ctrl+D", say("duplicate"), self._duplicate, name, row=True),
            quiet("plan.fill", "F9", say("fill the free time before"), self._fill),
            quiet("plan.stretch", "Shift+F9", say("lengthen up to it"), self._stretch),
            quiet("plan.day", "Ctrl+Shift+D", say("copy the day"), self._copy_this_day),
            quiet("plan.menu", MENU_KEY, say("What can be done with it"), self._show_menu),
            Act("plan.remove", "Ctrl+Delete", say("remove block"), self._remove, name, row=True),
            Act("plan.templates", "Ctrl+T", say("templates"), self._templates, name),
            quiet("plan.file", "Ctrl+O", say("agenda from a file"), self._ask_file),
            quiet("plan.all", "F8", say("all that is open from last time"), self._all),
            quiet("plan.save", "Ctrl+P", say("print or save the agenda"), self._write),
            quiet("plan.page", "F7", say("the workshop on one page"), self._to_page),
            quiet("plan.go", "Ctrl+Enter", say("go to the door"), self._to_welcome),
        ]

    def first_focus(self) -> QWidget | None:
        """The title of a new workshop, else the chosen block's length."""
        if self.about.editing:
            return self.about.title_edit
        if self._placed:
            self.agenda.focus(self.agenda.current or self._placed[0].block.id)
            return None
        return self._start

    def line(self) -> QWidget | None:
        """The title of the workshop while its form is open, else that of the chosen block."""
        return self.about.title_edit if self.about.editing else self.agenda.line()

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop; a new one opens its form at once, a block is chosen."""
        super().enter(workshop_id, item)
        self.refresh(frozenset())
        if item == "new":
            self.about.open(True)
        elif item:
            self.agenda.choose(item)

    def leave(self) -> None:
        """Take a day or a time that is still being typed as finished."""
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus():
            focus.clearFocus()

    def on_block(self, block_id: str) -> None:
        """Go to a block chosen in the band."""
        self.agenda.choose(block_id)
        self.agenda.focus(block_id)

    def record_here(self) -> tuple[str, str] | None:
        """The chosen block; the workshop while its form has the keyboard."""
        if self.about.editing or not self.agenda.current:
            return ("workshop", self.workshop_id)
        return ("agenda_block", self.agenda.current)

    def escape(self) -> bool:
        """Put back a block in hand, or close the form of the workshop."""
        if self.agenda.drag.cancel():
            return True
        if self.about.editing:
            self.about.open(False)
            return True
        return False

    def take_files(self, paths: list[str]) -> bool:
        """A table is an agenda here; bundles are somebody else's business."""
        if len(paths) == 1 and is_table(paths[0]):
            self.look_at(Path(paths[0]))
            return True
        return False

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again; focus and what is being typed stay."""
        workshop = self._program.workspace.find(Workshop, self.workshop_id)
        if workshop is None:
            return
        if not changes or changes & _WATCHED:
            self._placed = self._program.agenda.placed(self.workshop_id)
            self._days = days_of(workshop, self._placed)
            filled = bool(self._placed)
            self.agenda.setVisible(filled or len(self._days) > 1)
            self._empty.setVisible(self.agenda.isHidden())
            self.agenda.show_days(self._days, self.kit.words.language)
            self._head.show_days(self._days, workshop.must_end)
            self._foot.show_placed(self._placed, self.kit.words.language)
        self.about.show_workshop(self.workshop_id)
        if not changes or changes & OPEN_KINDS:
            self._open.show_open(self.workshop_id)
        if self._focus_next is not None:
            (block, column), self._focus_next = self._focus_next, None
            self.agenda.choose(block)
            self.agenda.focus(block, column)

    # acts ---------------------------------------------------------------------------------

    def _on_form(self, opened: bool) -> None:
        """The form of the workshop stands first while it is open, its few lines last."""
        self._beside_sheets.body.removeWidget(self.about)
        self._beside_sheets.body.insertWidget(0 if opened else 2, self.about)
        self._beside_sheets.verticalScrollBar().setValue(0)

    def _on_chosen(self, block_id: str) -> None:
        placed = next((one for one in self._placed if one.block.id == block_id), None)
        self.tools.choose_block(block_id)
        self.block.show_block(placed)

    def _add(self) -> None:
        if not self.tools.held.later(self._add):
            after = self.agenda.current
            self._make(partial(self._program.agenda.add, self.workshop_id, "", 30, after=after))

    def _add_to_day(self, day: int) -> None:
        if not self.tools.held.later(partial(self._add_to_day, day)):
            self._make(partial(self._program.agenda.add, self.workshop_id, "", 30, day=day))

    def _make(self, work: Callable[[], AgendaBlock | None]) -> None:
        """Make a block; what is typed from now on is its title, however slow the disk is."""
        self._put_down()
        self.run_new(work, self._on_added)

    def _on_added(self, block: AgendaBlock | None) -> None:
        if block is None:
            self._nothing_free()
            return
        self._focus_next = (block.id, "title")
        self.refresh(frozenset())

    def _move(self, steps: int) -> None:
        """Move the chosen block, at the edge of a day into the day beside it."""
        block = self.agenda.current
        day = next((one for one in self._days if _holds(one, block)), None)
        if day is None:
            return
        place = [one.block.id for one in day.placed].index(block) + steps
        if 0 <= place < len(day.placed):
            self._change(partial(self._program.agenda.move, block, steps))
            return
        number = self._days.index(day) + steps
        if 0 <= number < len(self._days):
            target = self._days[number]
            index = 0 if steps > 0 else len(target.placed)
            move = partial(self._program.agenda.move_to, block, index, target.number)
            self._change(move)

    def _duplicate(self) -> None:
        if self.agenda.current and not self.tools.held.later(self._duplicate):
            self._make(partial(self._program.agenda.duplicate, self.agenda.current))

    def _pin(self) -> None:
        if self.agenda.current:
            self._change(partial(self._program.agenda.pin, self.agenda.current))

    def _free_before(self, block: str) -> str:
        """The block meant by an act on free time: the chosen one, else the first with any."""
        free = [one.block.id for one in self._placed if one.gap]
        chosen = block or self.agenda.current
        return chosen if chosen in free else (free or [""])[0]

    def _fill(self, block: str = "") -> None:
        """Put a new block into the free time before a fixed time."""
        wanted = self._free_before(block)
        if not wanted:
            self._nothing_free()
        elif not self.tools.held.later(partial(self._fill, wanted)):
            self._make(partial(self._program.agenda.fill_gap, wanted))

    def _stretch(self, block: str = "") -> None:
        """Lengthen the block before a fixed time up to it."""
        wanted = self._free_before(block)
        if not wanted:
            self._nothing_free()
        else:
            self._change(partial(self._program.agenda.stretch_to, wanted))

    def _nothing_free(self) -> None:
        self.tools.tell("info", self.say("No time is free before a fixed time."))

    def _beside(self) -> None:
        if self.agenda.current:
            self._change(partial(self._program.agenda.beside, self.agenda.current))

    def _follow(self) -> None:
        if self.agenda.current:
            follow = partial(self._program.agenda.follow, self.agenda.current)
            self._change(follow, self._on_follow)

    def _on_follow(self, follows: bool) -> None:
        block = self._program.workspace.find(AgendaBlock, self.agenda.current)
        if not follows and (block is None or not block.parallel):
            self.tools.tell(
                "info",
                self.say("The block before runs alone, so there is no room to follow it in."),
                then=self.say("F6 lets two blocks run at the same time first."),
            )

    def _on_dropped(self, block: str, day: int, index: int, beside: str) -> None:
        self._change(partial(self._program.agenda.drop, block, day, index, beside))

    def _copy_this_day(self) -> None:
        day = next((one for one in self._days if _holds(one, self.agenda.current)), None)
        if day is not None:
            self._copy_day(day.number)

    def _copy_day(self, day: int) -> None:
        copy = partial(self._program.agenda.duplicate_day, self.workshop_id, day)
        self._change(copy, partial(self._on_day_copied, day))

    def _on_day_copied(self, day: int, target: int) -> None:
        if target:
            copied = self.say("Day {n} is now like day {m}.", n=target, m=day)
            self.tools.tell("good", copied, then=self.say("One Ctrl+Z takes all of it back."))

    def _remove(self) -> None:
        block = self.agenda.current
        if block:
            after = self.agenda.neighbour(block)
            self._focus_next = (after, "title") if after and self.agenda.has_keyboard() else None
            self._change(partial(self._program.agenda.remove, block))

    def _change(self, work: Callable[[], T], done: Callable[[T], None] | None = None) -> None:
        """Do something with the agenda, after what is being typed in it was stored."""
        self._put_down()
        self.run(work, done)

    def _put_down(self) -> None:
        """Store what is being typed; Ctrl+Z then takes back the next act, not letters before it."""
        self.tools.saving.flush()
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit):
            place = focus.cursorPosition()
            focus.setText(focus.text())
            focus.setCursorPosition(place)

    def _to_welcome(self) -> None:
        self.tools.go("welcome", self.workshop_id)

    def _to_page(self) -> None:
        self.tools.go("quick", self.workshop_id)

    def _templates(self) -> None:
        """Offer agendas to start from, after what is being typed was stored."""
        from carefacilitator.ui.plan.templates_dialog import open_templates

        self.tools.saving.flush()
        open_templates(self, self._program)

    def _looks(self) -> None:
        """Offer the colour and the logos of the programme."""
        from carefacilitator.ui.plan.branding_dialog import open_looks

        self.tools.saving.flush()
        open_looks(self, self._program)

    def _all(self) -> None:
        self._open.turn()

    def _write(self) -> None:
        """Offer the agenda on paper, as a calendar or as a table."""
        from carefacilitator.ui.plan.agenda_export import WriteDialog

        self.tools.saving.flush()
        WriteDialog(self, self._program).open()

    # an agenda from a file ----------------------------------------------------------------

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.say("Take an agenda from a file"),
            place_for(),
            f"CSV, XLSX, iCalendar ({' '.join(f'*{one}' for one in SUFFIXES)});;* (*)",
        )
        if path:
            self.look_at(Path(path))

    def look_at(self, path: Path) -> None:
        """Show what a table would bring; nothing is written yet."""
        self.tools.saving.flush()
        self.run(partial(self._files.look, path, self.workshop_id), self._on_look)

    def _on_look(self, look: AgendaLook) -> None:
        dialog = AgendaDialog(self, self._files, look)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, count: int) -> None:
        words = self.kit.words
        happened = words.say_n("{n} block came in.", "{n} blocks came in.", count)
        self.tools.tell("good", happened, then=self.say("One Ctrl+Z takes all of it back."))


def _holds(day: Day, block: str) -> bool:
    return any(one.block.id == block for one in day.placed)
