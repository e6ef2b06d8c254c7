"""Facilitate: the minutes left, and the line in which what is said is written down."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from carefacilitator.model.agenda.agenda import FinishPlan, Placed
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.services.facilitation.projector import ProjectorLook
from carefacilitator.services.findings.note_list import REST_AFTER, NoteList
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.services.program import Program
from carefacilitator.ui.facilitate.clock_panel import ClockSide
from carefacilitator.ui.facilitate.notes_panel import NotesSheet
from carefacilitator.ui.facilitate.room_choice import KEY
from carefacilitator.ui.facilitate.tools.controller import RoomTools
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Columns
from carefacilitator.ui.widgets.layout import vbox

_READ_EVERY = 20
"""Seconds after which a running clock is read again; in between it is counted on."""
_CLOCK = frozenset({"agenda_block", "workshop"})
_PEOPLE = frozenset({"attendance", "person", "consent", "participation"})
_NOTES = frozenset({"note", "coding"})


class FacilitatePage(Page):
    """The clock side and the notes with their capture line."""

    name, face = "facilitate", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._block = self._running = ""
        self._note_list: NoteList | None = None
        self._wanted = ""
        self._placed: list[Placed] = []
        self._face: ClockState | None = None
        self._face_at = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._clock = ClockSide(self)
        self._clock.pause_asked.connect(self._pause)
        self._clock.more_asked.connect(self._more)
        self._clock.next_asked.connect(self._next)
        self._clock.finish_asked.connect(self._ask_finish)
        self._clock.projector_asked.connect(self._projector)
        self._clock.wall.chosen.connect(self._on_wall)
        self._clock.rooms.chosen.connect(self._choose_room)
        self._clock.tick.connect(self._tick)
        columns = Columns(self.kit, (420, 898))
        columns.add(0, self._clock, 1)
        self.notes = NotesSheet(self, program)
        self.notes.keys_changed.connect(self.tools.keys_changed)
        self.notes.photos.keys_changed.connect(self.tools.keys_changed)
        self.room = RoomTools(self, program, self.notes)
        self._clock.tick.connect(self.room.tick)
        self._clock.add_talk(self.room.line)
        columns.add(1, self.room.stack, 1)
        vbox(columns, into=self)

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page: for the line, or for the notes while they have the keyboard."""
        say, name = self.say, self.name
        line = self.room.panel.acts(name) if self.room.is_open else self._line_acts()
        return [
            *line,
            *self.room.acts(name),
            Act("facilitate.pause", "F7", say("pause the clock"), self._pause, name, False),
            Act("facilitate.more", "F8", say("five more minutes"), self._more, name, False),
            Act("facilitate.next", "F9", say("next block"), self._next, name, False),
            *self._room_acts(),
            Act("facilitate.finish", "F12", say("finish on time"), self._ask_finish, name, False),
            Act("facilitate.wall", "F11", say("projector"), self._projector, name, False),
        ]

    def _room_acts(self) -> list[Act]:
        """While several rooms run, the key that goes from one to the next."""
        if self._face is None or not self._face.rooms:
            return []
        another = self.say("the clock of another room")
        return [Act("facilitate.room", KEY, another, self._choose_room, self.name, False)]

    def _line_acts(self) -> list[Act]:
        """The keys of the capture line, after those of a chosen note."""
        say, name, capture = self.say, self.name, self.notes.capture
        line = [
            Act("facilitate.kind", "F2", say("kind"), capture.kind.open_menu, name),
            Act("facilitate.code", "F3", say("5R"), capture.wait_for_code, name),
            Act("facilitate.theme", "F4", say("theme"), capture.theme.open_menu, name),
            Act("facilitate.language", "F5", say("language"), capture.language.open_menu, name),
            Act("facilitate.speaker", "F6", say("who speaks"), capture.speaker.open_menu, name),
        ]
        if self.notes.list.hasFocus():
            line = [dataclasses.replace(act, line=False) for act in line]
            line = [*self.notes.acts(name), *line]
        photos = self.notes.photos
        if photos.strip.hasFocus():
            line = [dataclasses.replace(act, line=False) for act in line]
            line = [*photos.acts(name), *line]
        else:
            line = [*line, *photos.acts(name)]
        return [
            *line,
            Act(
                "facilitate.park", "Ctrl+L", say("park for later"), self.notes.park, name, row=True
            ),
            Act(
                "facilitate.exact", "Ctrl+E", say("word for word"), capture.exact.click, name, False
            ),
            Act(
                "facilitate.split",
                "Ctrl+Shift+Enter",
                say("split here"),
                capture.split,
                name,
                False,
            ),
            Act("facilitate.line", "Ctrl+Enter", say("keep the note"), self._keep, name, False),
        ]

    def first_focus(self) -> QWidget | None:
        """The capture line, the note one came for, or the tool that is open."""
        if self.room.is_open:
            return self.room.panel.tool.first_focus()
        return self.notes.list if self._arrive_at else self.notes.capture.edit

    def line(self) -> QWidget | None:
        """The capture line, or the field of the tool that is open."""
        if not self.room.is_open:
            return self.notes.capture.edit
        field = self.room.panel.tool.first_focus()
        return field if isinstance(field, QLineEdit) else None

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop; ``item`` is a note, or something counted, to go to."""
        if workshop_id != self.workshop_id:
            self._block = self._running = ""
        super().enter(workshop_id, item)
        self._wanted = item
        self._clock.run_timer(True)
        self.refresh(frozenset())
        self._show_wall()
        self._arrive_at = bool(item) and self.notes.go_to(item)
        if not self._arrive_at and not (item and self._go_to(item)):
            self.notes.list.scrollToBottom()

    _arrive_at = False

    def _go_to(self, item: str) -> bool:
        """Go to something counted, or open a photo; whether it was one of them."""
        if self.room.go_to(item):
            return True
        block = self.notes.photos.block_with(item)
        if block is None:
            return False
        if block:
            self.on_block(block)
        self.notes.photos.go_to(item, self.workshop_id, block)
        return True

    def leave(self) -> None:
        """Stop ticking; what is typed is stored already."""
        self._clock.run_timer(False)
        self.room.meter.hold()

    def on_block(self, block_id: str) -> None:
        """Write on another block: the one chosen in the band."""
        self._block = block_id
        self.tools.choose_block(block_id)
        self._show_place()
        self._place_tools()
        self.room.close()
        self.notes.to_line()

    def record_here(self) -> tuple[str, str] | None:
        """The note the keyboard is on, or that is being changed; else the block of the line."""
        if self.notes.list.hasFocus():
            view = self.notes.chosen()
            return ("note", view.note.id) if view is not None else None
        if self.notes.capture.note_id:
            return ("note", self.notes.capture.note_id)
        return ("agenda_block", self._block) if self._block else None

    def let_go(self, record_id: str) -> None:
        """Put down a note that was removed for good."""
        self.notes.let_go(record_id)

    def take_files(self, paths: list[str]) -> bool:
        """Keep photos that were dropped on the window with the block that is written on."""
        return self.notes.photos.take_files(paths)

    def escape(self) -> bool:
        """Back from the tools or the notes, or empty the line."""
        if self.room.close():
            return True
        if self.notes.list.hasFocus() or self.notes.photos.strip.hasFocus():
            self.notes.to_line()
            return True
        return self.notes.capture.clear() or self._close_projector()

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again; the line keeps what is typed."""
        if self._program.workspace.find(Workshop, self.workshop_id) is None:
            return
        if not changes or changes & _CLOCK:
            self._read_clock()
        if not changes or "attachment" in changes:
            self.notes.photos.read()
        if not changes or changes & (_CLOCK | _PEOPLE):
            self._show_place()
        if not changes:
            self._read_all_notes()
        elif changes & _NOTES:
            self._read_notes()
        self.room.refresh(changes)

    def _read_all_notes(self) -> None:
        """Show the end of a long list at once; what stands above it follows from the worker."""
        notes = self._note_list
        fresh = notes is None or notes.workshop_id != self.workshop_id
        if notes is None or fresh:
            notes = self._note_list = self._program.note_list(self.workshop_id)
        if notes.is_known:
            self.notes.show_notes(notes.read())
            return
        edge = notes.edge(last=True)
        if edge.whole:
            self.notes.show_notes(edge.views)
        elif fresh and (self._wanted or not self.notes.shows_all):
            self.notes.show_notes(notes.read())
        else:
            if fresh:
                self.notes.show_notes(edge.views, edge.parked)
            QTimer.singleShot(REST_AFTER, self, self._read_notes)

    def _read_notes(self) -> None:
        """Read off the interface thread: hundreds of notes take a moment."""
        if self._note_list is not None:
            self.run(self._note_list.read, partial(self._on_notes, self.workshop_id))

    def _on_notes(self, workshop_id: str, views: list[NoteView]) -> None:
        if workshop_id == self.workshop_id:
            self.notes.show_notes(views)

    def _read_clock(self) -> None:
        """Read the clock from the workspace and show it."""
        agenda = self._program.agenda
        rooms = bool(self._face is not None and self._face.rooms)
        self._face, self._face_at = agenda.face(self.workshop_id), self._now()
        if bool(self._face.rooms) != rooms:
            self.tools.keys_changed()
        self._placed = agenda.placed(self.workshop_id)
        self._clock.show_face(self._face, self._placed)
        now = self._face.now.id if self._face.now is not None else ""
        known = {one.block.id for one in self._placed}
        if now and now != self._running:
            self._block = now
        if self._block not in known:
            self._block = self._placed[0].block.id if self._placed else ""
        self._running = now
        self._place_tools()

    def _place_tools(self) -> None:
        """Tools work on the block that runs; before the day begins on the one of the line."""
        paused = self._face is not None and self._face.paused
        self.room.show_place(self.workshop_id, self._running or self._block, paused)

    def _now(self) -> dt.datetime:
        return self._program.workspace.clock()

    def _tick(self) -> None:
        """Count on from what was read; nothing is asked of the disk every second."""
        if self._face is None or self._face.now is None or self._face.paused:
            return
        gone = int((self._now() - self._face_at).total_seconds())
        if 0 <= gone < _READ_EVERY:
            face = dataclasses.replace(self._face, left=self._face.left - gone)
            self._clock.show_face(face, self._placed)
        elif self._program.workspace.find(Workshop, self.workshop_id) is not None:
            self._read_clock()

    def _show_place(self) -> None:
        workshop = self._program.workspace.find(Workshop, self.workshop_id)
        if workshop is None:
            return
        self.notes.show_place(workshop, self._placed, self._block)
        slot = self._program.agenda.slot_now(self.workshop_id)
        found = self._program.door.quotable(self.workshop_id, slot)
        people = [(one.id, one.name) for one in found]
        languages = workshop.languages or (self.kit.words.language,)
        mine = self.kit.words.language
        language = mine if mine in languages else languages[0]
        self.notes.capture.show_place(self.workshop_id, self._block, people, language)

    # acts ---------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Keep what is in the line, wherever the keyboard is, and go there."""
        self.notes.capture.keep()
        self.notes.to_line()

    def _pause(self) -> None:
        self.run(partial(self._program.agenda.pause, self.workshop_id))

    def _more(self) -> None:
        self.run(partial(self._program.agenda.more_time, self.workshop_id, 5))

    def _next(self) -> None:
        """Go on to the next block; a day that is planned for another time asks first."""
        doubt = self._program.agenda.start_doubt(self.workshop_id)
        if doubt is None:
            self._begin()
            return
        from carefacilitator.ui.facilitate.start_dialog import StartDialog

        StartDialog(self.kit, doubt, self._begin, self).open()

    def _begin(self, days: int = 0) -> None:
        self.run(partial(self._program.agenda.next, self.workshop_id, days))

    def _choose_room(self, block: str = "") -> None:
        """Follow another room: the clock, its keys, the projector and the line go there."""
        choose = partial(self._program.agenda.choose_room, self.workshop_id, block)
        self.run(choose, self._on_room)

    def _on_room(self, _block: AgendaBlock | None) -> None:
        self._read_clock()
        self._show_place()

    def _projector(self) -> None:
        """Open the projector, or close it."""
        from carefacilitator.ui.projector.window import toggle

        toggle(self._program, self.workshop_id, self._wall(), self.window())
        self._show_wall()

    def _know_names(self) -> None:
        """Read who is known here, so that the projector can mask everybody's name."""
        if not self._program.names_in_text.ready():
            self.run(self._program.names_in_text.make_ready, lambda _none: None)

    def _close_projector(self) -> bool:
        from carefacilitator.ui.projector.window import open_projector

        projector = open_projector(self.window())
        return projector is not None and projector.close()

    def _wall(self) -> ProjectorLook:
        return self._program.room.wall(self.workshop_id, self.kit.words.language)

    def _show_wall(self) -> None:
        """Offer the projector's language while it is open, and let it follow to this workshop."""
        from carefacilitator.ui.projector.window import open_projector

        projector = open_projector(self.window())
        self._clock.wall.show_wall(self._wall() if projector is not None else None)
        if projector is None:
            return
        self._know_names()
        projector.closed.connect(self._clock.wall.hide, Qt.ConnectionType.UniqueConnection)
        projector.show_workshop(self.workshop_id, self._wall())

    def _on_wall(self, wall: ProjectorLook) -> None:
        do = partial(self._program.room.choose, self.workshop_id, wall)
        self.run(do, lambda _none: self._show_wall())

    def _ask_finish(self) -> None:
        """Show what finishing on time would cut, then ask."""
        from carefacilitator.ui.facilitate.finish_dialog import FinishDialog

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
