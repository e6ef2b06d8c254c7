"""Facilitate: the minutes left, and the line in which what is said is written down."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.model.agenda import FinishPlan
from carefacilitator.model.records import Workshop
from carefacilitator.services.notes import NoteView
from carefacilitator.services.program import Program
from carefacilitator.services.room import Wall
from carefacilitator.ui.capture import Capture
from carefacilitator.ui.controls import (
    Columns,
    EmptyState,
    IconLabel,
    Label,
    RowList,
    Segments,
    Sheet,
    hairline,
)
from carefacilitator.ui.facilitate_clock import ClockSide, block_title
from carefacilitator.ui.keys import Act
from carefacilitator.ui.note_rows import NoteDelegate, NoteRow, NotesModel
from carefacilitator.ui.page import Changes, Page, Tools


class FacilitatePage(Page):
    """The clock side and the notes with their capture line."""

    name, face = "facilitate", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._block = ""
        self._views: list[NoteView] = []
        self._clock = ClockSide(self)
        self._clock.pause_asked.connect(self._pause)
        self._clock.more_asked.connect(self._more)
        self._clock.next_asked.connect(self._next)
        self._clock.finish_asked.connect(self._ask_finish)
        self._clock.projector_asked.connect(self._projector)
        self._clock.wall.chosen.connect(self._on_wall)
        self._clock.tick.connect(self._show_clock)
        columns = Columns(self.kit, (420, 898))
        columns.add(0, self._clock, 1)
        columns.add(1, self._build_notes(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)

    # building -----------------------------------------------------------------------------

    def _build_notes(self) -> Sheet:
        sheet = Sheet(self.kit, flush=True)
        sheet.setAccessibleName(self.say("Notes"))
        sheet.body.setSpacing(0)
        sheet.add(self._build_head())
        sheet.add(hairline())
        self._model = NotesModel(self.kit)
        self._list = RowList(self.kit, self.say("Notes"), NoteDelegate(self.kit))
        self._list.setUniformItemSizes(False)
        self._list.setModel(self._model)
        self._list.setResizeMode(RowList.ResizeMode.Adjust)
        self._list.activated.connect(self._on_activated)
        self._list.installEventFilter(self)
        self._list.setMinimumHeight(140)
        self._empty = EmptyState(self.kit, self.say("Write what you hear. Enter keeps it."))
        sheet.add(self._empty, 1)
        sheet.add(self._list, 1)
        sheet.add(hairline())
        self._capture = Capture(self, self._program)
        self._capture.upwards.connect(self._into_notes)
        self._capture.kept.connect(self._on_kept)
        sheet.add(self._capture)
        return sheet

    def _build_head(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(Label(self.kit, self.say("Notes"), step="lead", bold=True))
        options = [("all", self.say("All blocks")), ("this", self.say("This block"))]
        self._scope = Segments(self.kit, self.say("Which notes"), options)
        self._scope.changed.connect(self._on_scope)
        row.addWidget(self._scope)
        self._sample = Label(self.kit, step="small", tone="ash")
        row.addWidget(self._sample)
        row.addStretch(1)
        row.addWidget(IconLabel(self.kit, "push-pin", colour=self.kit.colours.soot))
        self._parked = Label(self.kit, step="small")
        row.addWidget(self._parked)
        return holder

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name, capture = self.say, self.name, self._capture
        return [
            Act("facilitate.kind", "F2", say("kind"), capture.kind.open_menu, name),
            Act("facilitate.code", "F3", say("5R"), capture.wait_for_code, name),
            Act("facilitate.theme", "F4", say("theme"), capture.theme.open_menu, name),
            Act("facilitate.language", "F5", say("language"), capture.language.open_menu, name),
            Act("facilitate.speaker", "F6", say("who speaks"), capture.speaker.open_menu, name),
            Act("facilitate.pause", "F7", say("pause the clock"), self._pause, name, False),
            Act("facilitate.more", "F8", say("five more minutes"), self._more, name, False),
            Act("facilitate.next", "F9", say("next block"), self._next, name, False),
            Act("facilitate.finish", "F12", say("finish on time"), self._ask_finish, name, False),
            Act("facilitate.wall", "F11", say("projector"), self._projector, name, False),
            Act("facilitate.park", "Ctrl+L", say("park for later"), capture.park, name),
            Act(
                "facilitate.line", "Ctrl+Enter", say("back to the line"), self._to_line, name, False
            ),
        ]

    def first_focus(self) -> QWidget | None:
        """The capture line."""
        return self._capture.edit

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop; ``item`` is a note to go to."""
        super().enter(workshop_id, item)
        self._clock.run_timer(True)
        self.refresh(frozenset())
        self._show_wall()
        self._list.scrollToBottom()
        if item:
            self._list.setCurrentIndex(self._model.index_of(item))

    def leave(self) -> None:
        """Stop ticking; what is typed is stored already."""
        self._clock.run_timer(False)

    def on_block(self, block_id: str) -> None:
        """Write on another block: the one chosen in the band."""
        self._block = block_id
        self.tools.choose_block(block_id)
        self._show_place()
        self._show_notes()
        self._to_line()

    def escape(self) -> bool:
        """Back from the notes, or empty the line."""
        if self._list.hasFocus():
            self._to_line()
            return True
        return self._capture.clear() or self._close_projector()

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again; the line keeps what is typed."""
        if not changes or changes & {"agenda_block", "workshop", "attendance", "person"}:
            self._show_clock()
            self._show_place()
        if not changes or changes & {"note", "coding", "agenda_block"}:
            self._views = self._program.notes.of(self.workshop_id)
            self._show_notes()

    def _show_clock(self) -> None:
        if not self.workshop_id:
            return
        face = self._program.agenda.face(self.workshop_id)
        placed = self._program.agenda.placed(self.workshop_id)
        self._clock.show_face(face, placed)
        now = face.now.id if face.now is not None else ""
        if now and now != getattr(self, "_running", ""):
            self._running = now
            self._block = now
            self._show_place()
        if not self._block and placed:
            self._block = placed[0].block.id

    def _show_place(self) -> None:
        workshop = self._program.workspace.find(Workshop, self.workshop_id)
        if workshop is None:
            return
        self._sample.setText(self.say("Sample: illustrative statements") if workshop.sample else "")
        slot = self._program.agenda.slot_now(self.workshop_id)
        people = [
            (line.person.id, line.person.name)
            for line in self._program.people.lines(self.workshop_id, slot)
            if line.status and line.consents.get("quote_by_name") == "given"
        ]
        languages = workshop.languages or (self.kit.words.language,)
        mine = self.kit.words.language
        language = mine if mine in languages else languages[0]
        self._capture.show_place(self.workshop_id, self._block, people, language)

    def _show_notes(self) -> None:
        workshop = self._program.workspace.find(Workshop, self.workshop_id)
        if workshop is None:
            return
        only_this = self._scope.value() == "this"
        at_end = self._is_at_end()
        rows: list[NoteRow] = []
        language = self.kit.words.language
        placed = {one.block.id: one for one in self._program.agenda.placed(self.workshop_id)}
        block = None
        for view in self._views:
            if only_this and view.note.block_id != self._block:
                continue
            if view.note.block_id != block:
                block = view.note.block_id
                one = placed.get(block)
                title = block_title(one.block, language) if one else self.say("No block")
                rows.append(NoteRow(f"head {block}", one.start if one else "", title))
            rows.append(NoteRow(view.note.id, self._time(workshop, view), "", view))
        self._model.show_rows(rows)
        self._empty.setVisible(not rows)
        self._list.setVisible(bool(rows))
        parked = sum(view.note.parked for view in self._views)
        self._parked.setText(self.say("Parked {n}", n=parked))
        if at_end:
            self._list.scrollToBottom()

    def _is_at_end(self) -> bool:
        bar = self._list.verticalScrollBar()
        return bar.value() >= bar.maximum() - 8

    def _time(self, workshop: Workshop, view: NoteView) -> str:
        if not view.note.taken_at:
            return ""
        moment = dt.datetime.fromisoformat(view.note.taken_at)
        return moment.astimezone(self._program.agenda.local_now(workshop).tzinfo).strftime("%H:%M")

    # acts ---------------------------------------------------------------------------------

    def _on_scope(self, _key: str) -> None:
        self._show_notes()

    def _on_kept(self) -> None:
        self._list.scrollToBottom()

    def _to_line(self) -> None:
        self._list.clearSelection()
        self._capture.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_notes(self) -> None:
        if self._model.rows:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.setCurrentIndex(self._model.index(len(self._model.rows) - 1))

    def _on_activated(self, index: QModelIndex) -> None:
        view = self._model.rows[index.row()].view
        if view is not None:
            self._capture.load(view.note, view.codes, view.themes)

    def _pause(self) -> None:
        self.run(partial(self._program.agenda.pause, self.workshop_id))

    def _more(self) -> None:
        self.run(partial(self._program.agenda.more_time, self.workshop_id, 5))

    def _next(self) -> None:
        self.run(partial(self._program.agenda.next, self.workshop_id))

    def _projector(self) -> None:
        """Open the projector, or close it."""
        from carefacilitator.ui.projector import toggle

        toggle(self._program, self.workshop_id, self._wall(), self.window())
        self._show_wall()

    def _close_projector(self) -> bool:
        from carefacilitator.ui.projector import open_projector

        projector = open_projector(self.window())
        return projector is not None and projector.close()

    def _wall(self) -> Wall:
        return self._program.room.wall(self.workshop_id, self.kit.words.language)

    def _show_wall(self) -> None:
        """Offer the projector's language while it is open, and let it follow to this workshop."""
        from carefacilitator.ui.projector import open_projector

        projector = open_projector(self.window())
        self._clock.wall.show_wall(self._wall() if projector is not None else None)
        if projector is None:
            return
        projector.closed.connect(self._clock.wall.hide, Qt.ConnectionType.UniqueConnection)
        projector.show_workshop(self.workshop_id, self._wall())

    def _on_wall(self, wall: Wall) -> None:
        do = partial(self._program.room.choose, self.workshop_id, wall)
        self.run(do, lambda _none: self._show_wall())

    def _ask_finish(self) -> None:
        """Show what finishing on time would cut, then ask."""
        from carefacilitator.ui.finish_dialog import FinishDialog

        plan = self._program.agenda.finish_plan(self.workshop_id)
        if not plan.cuts:
            self.tools.tell("info", self._no_cut_words(plan))
            return
        do = partial(self._program.agenda.finish_on_time, self.workshop_id, plan)
        FinishDialog(self.kit, plan, lambda: self.run(do), self).open()

    def _no_cut_words(self, plan: FinishPlan) -> str:
        if plan.over:
            return self.say("Nothing is left to cut. The day ends at {time}.", time=plan.will_end)
        return self.say("Nothing needs to be cut: the day ends at {time}.", time=plan.ends)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """In the notes: Delete removes one, typing goes back to the line."""
        if (
            watched is self._list
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            row = self._list.currentIndex().row()
            view = self._model.rows[row].view if 0 <= row < len(self._model.rows) else None
            if event.key() == Qt.Key.Key_Delete and view is not None:
                self.run(partial(self._program.notes.delete, view.note.id))
                return True
            last = row == len(self._model.rows) - 1
            if event.key() == Qt.Key.Key_Down and last:
                self._to_line()
                return True
        return super().eventFilter(watched, event)
