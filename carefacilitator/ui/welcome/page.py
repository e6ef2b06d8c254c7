"""Welcome: the door field, who is there, what they agreed to, and who is only counted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carefacilitator.services.agenda.sessions import Slot
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.photos.adding import are_photos
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.acts import DoorActs
from carefacilitator.ui.welcome.attendance_list import (
    DoorRow,
    Marks,
    Roll,
    Seen,
    read,
    read_elsewhere,
    read_marks,
)
from carefacilitator.ui.welcome.door import ListSheet
from carefacilitator.ui.welcome.duplicates_panel import Review, read_review
from carefacilitator.ui.welcome.head_count import HeadSheet, RoomSheet
from carefacilitator.ui.welcome.keys import door_acts
from carefacilitator.ui.welcome.merge_person_panel import JoinPanel
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.welcome.panels import SUFFIXES, Panels
from carefacilitator.ui.welcome.person_panel import PersonPanel
from carefacilitator.ui.welcome.row_menu import row_menu
from carefacilitator.ui.welcome.sign_in_photos import SheetDoor
from carefacilitator.ui.widgets.controls import Button, Columns, LineEdit, Scroll
from carefacilitator.ui.widgets.inline_question import Question
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.attendance import half_word, slot_word

_MARKS = frozenset({"attendance", "head_count", "consent"})
_LIST = frozenset({"participation", "person", "organisation", "workshop", "agenda_block"})
COMPACT, LOW = 750, 690
"""Heights of the window in px below which the figures give up words, and then scroll."""
LEAST_FIGURES, SCROLL_BAR = 380, 14
"""Widths in px: what a long word beside a stepper may ask for at most, and room for the bar."""
_PAUSE = 250
"""Milliseconds to wait before reading again what this page itself has just written."""
_SLOWLY = 1_500
"""Milliseconds of quiet before everybody known is read again."""


class WelcomePage(Page):
    """Who is at the door, in one field; everything else stands beside it."""

    name, face = "welcome", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self.program = program
        self.roll = Roll()
        self.slot = ""
        self.slots: tuple[str, ...] = ()
        self.blocks: dict[str, Slot] = {}
        self.question = Question(self.kit, tools.tell)
        self.list = ListSheet(self.kit, self.roll)
        self.room, self.heads = RoomSheet(self.kit), HeadSheet(self.kit)
        self.do = DoorActs(self)
        self._columns = Columns(self.kit, (946, 372))
        # Where columns are stacked the whole page scrolls; beside each other only the figures do.
        self._scroll = None if self.kit.theme.stacked else Scroll()
        self.panels = Panels(self, self._columns)
        self.sheet = SheetDoor(self)
        self._reading = False
        self._again = False
        self._whole = True
        self._wanted = ""
        self._slow_timer = QTimer(self)
        self._slow_timer.setSingleShot(True)
        self._slow_timer.timeout.connect(self._read_slowly)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.read)
        self._build()
        self._connect()

    # building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.panels.main.addWidget(self.list)
        holder = QWidget()
        column = vbox(into=holder, gap=16)
        figures: QVBoxLayout = column
        if self._scroll is not None:
            column.addWidget(self._scroll, 1)
            figures = self._scroll.body
            figures.setSpacing(16)
        figures.addWidget(self.room)
        figures.addWidget(self.heads)
        figures.addStretch(1)
        word = self.say("Everyone else is absent")
        self._rest = Button(self.kit, word, icon="x-circle", key="F12")
        self._rest.clicked.connect(self.everyone_else)
        foot = hbox((self._rest, 1), self.sheet.button, gap=12)
        column.addLayout(foot)
        self.panels.beside.addWidget(holder)
        self._columns.add(0, self.panels.main, 1)
        self._columns.add(1, self.panels.beside, 1)
        second = self._columns.columns[1].parentWidget()
        if self._scroll is not None and second is not None:  # a narrow window takes from the list
            least = max(part.minimumSizeHint().width() for part in (self.room, self.heads))
            second.setMinimumWidth(min(self.kit.theme.grown(LEAST_FIGURES), least + SCROLL_BAR))
        vbox(self._columns, into=self)

    def _connect(self) -> None:
        self.list.entered.connect(self._on_enter)
        self.list.typed.connect(self._on_typed)
        self.list.mark_wished.connect(lambda row: self.do.mark(row, "present"))
        self.list.bring_wished.connect(self.do.bring)
        self.list.walk_in_wished.connect(self.do.walk_in)
        self.list.menu_wished.connect(self._open_menu)
        self.list.import_wished.connect(self.panels.choose_file)
        self.list.same_wished.connect(self.panels.same)
        self.list.codes_wished.connect(self.panels.codes)
        self.room.slot_chosen.connect(self.choose_slot)
        self.heads.counted.connect(self.do.count)
        self.heads.stepped.connect(self._on_stepped)
        self.heads.left.connect(self.to_door)
        self.heads.reached.connect(self._show_figure)
        self.list.chose.connect(self._on_chose)

    # what a page tells ------------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page; a panel over the list has its own."""
        if self.panels.covers_door() and self.panels.current is not None:
            back = Act("welcome.back", "Esc", self.say("back to the door"), None, self.name)
            return [*self.panels.current.acts(), back]
        return door_acts(self)

    def first_focus(self) -> QWidget:
        """The door field."""
        return self.list.field.edit

    def line(self) -> QWidget | None:
        """The door field; from within a panel the first field of that panel."""
        panel, now = self.panels.current, self.focusWidget()
        within = panel is not None and now is not None and panel.isAncestorOf(now)
        if panel is None or not (within or self.panels.covers_door()):
            return self.list.field.edit
        return next((one for one in panel.findChildren(LineEdit) if one.isVisible()), None)

    def to_door(self) -> None:
        """Put the keyboard back into the door field."""
        if self.panels.covers_door():
            return
        self.list.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show the list of a workshop, in the half-day of this moment."""
        if workshop_id != self.workshop_id:
            self.slot = ""
            self.panels.close()
            self.list.start()
            self.roll.take_elsewhere(())
            self.roll.take(Seen(""))
        super().enter(workshop_id, item)
        self._wanted = item
        self._whole = True
        self.read()
        self.sheet.read()
        self._read_slowly()

    def leave(self) -> None:
        """Hand over what was counted last."""
        self.heads.flush()
        self.question.close()
        self.panels.close()

    def take_files(self, paths: list[str]) -> bool:
        """Look at a list of people that was dropped on the window."""
        if are_photos(paths):
            self.sheet.take_files(paths)
            return True
        path = Path(paths[0])
        if path.suffix.lower() not in SUFFIXES:
            return False
        self.panels.look_at(path)
        return True

    def record_here(self) -> tuple[str, str] | None:
        """The person whose row is chosen."""
        row = self.list.row
        if row is None:
            return None
        return ("person", row.person.id) if row.elsewhere else ("participation", row.key)

    def escape(self) -> bool:
        """Put away the question, close the panel, go back to the door, then clear it."""
        if self.question.close() or self.panels.close():
            return True
        if self.heads.has_keyboard():
            self.to_door()
            return True
        return self.list.clear()

    # reading ----------------------------------------------------------------------------------

    def about_to_step_back(self) -> None:
        """“3 people are marked absent” would not be true any more."""
        self.question.close()
        self.list.tell_done("")

    def refresh(self, changes: Changes) -> None:
        """Read again; what was marked here stands already, so that may wait a moment."""
        if not changes or "attachment" in changes:
            self.sheet.read()
        if changes and changes.isdisjoint(_MARKS | _LIST | {"same_as"}):
            return
        mine = bool(changes) and changes <= _MARKS
        self._whole = self._whole or not changes or not changes <= {"attendance", "head_count"}
        self._timer.start(_PAUSE if mine else 0)
        if not mine:
            at_once = not changes or "same_as" in changes
            self._slow_timer.start(0 if at_once else _SLOWLY)

    def read(self) -> None:
        """Read the list on the worker, once at a time; after marks alone only the marks."""
        if not self.workshop_id:
            return
        if self._reading:
            self._again = True
            return
        self._reading, whole, self._whole = True, self._whole or not self.slot, False
        work = partial(read if whole else read_marks, self.program, self.workshop_id, self.slot)
        self.run(work, partial(self._on_read, self.workshop_id), self._on_read_failed)

    def read_whole(self) -> None:
        """Read everybody again."""
        self._whole = True
        self.read()

    def _on_read(self, workshop_id: str, seen: Seen | Marks) -> None:
        self._reading = False
        again, self._again = self._again, False
        if workshop_id != self.workshop_id or (self.slot and seen.slot != self.slot):
            again = self._whole = True
        elif isinstance(seen, Marks):
            self._show_marks(seen)
        else:
            self._show(seen)
        if again:
            self.read()

    def _on_read_failed(self, error: Exception) -> None:
        self._reading = self._again = False
        self._whole = True
        self.tools.tell_failure(error)

    def _read_slowly(self) -> None:
        """Read what the list can wait for: people of earlier workshops, likely pairs."""
        workshop_id = self.workshop_id
        self.run(
            partial(read_elsewhere, self.program, workshop_id),
            partial(self._on_elsewhere, workshop_id),
        )
        self.run(
            partial(read_review, self.program, workshop_id), partial(self._on_review, workshop_id)
        )

    def _on_elsewhere(self, workshop_id: str, rows: list[DoorRow]) -> None:
        if workshop_id == self.workshop_id:
            self.roll.take_elsewhere(rows)

    def _on_review(self, workshop_id: str, review: Review) -> None:
        if workshop_id == self.workshop_id:
            self.list.show_likely(review.people, len(review.pairs) - review.people)
            self.panels.show_review(review)

    # showing ----------------------------------------------------------------------------------

    def _show(self, seen: Seen) -> None:
        self.slot, self.slots, self.blocks = seen.slot, seen.slots, dict(seen.blocks)
        self.roll.take(seen)
        self.heads.ask_gender("gender" not in seen.hidden)
        block = self.blocks.get(self.slot)
        half = half_word(self.kit.words, self.slot.partition("-")[2])
        self.list.show_slot(block.start if block is not None else half)
        self.list.show_roll()
        self._show_wanted()
        self.room.show_slots(self.slots, self.slot, self.blocks)
        self.show_room()
        if self.panels.current is not None:
            self._refresh_panel(self.panels.current)

    def _show_wanted(self) -> None:
        """Highlight whom a search or the checklist led to."""
        wanted, self._wanted = self._wanted, ""
        row = (self.roll.find(wanted) or self.roll.find_person(wanted)) if wanted else None
        if row is not None and not row.elsewhere:
            self.list.handled(row.key, "")

    def _refresh_panel(self, panel: Panel) -> None:
        panel.refresh()
        if isinstance(panel, PersonPanel):
            row = self.roll.find_person(panel.person_id)
            if row is not None:
                panel.show_organisation(row.organisation)
        elif isinstance(panel, JoinPanel):
            row = self.roll.find_person(panel.person_id)
            if row is not None:
                panel.show_row(row)

    def _show_marks(self, seen: Marks) -> None:
        self.roll.take_marks(seen)
        self.list.show_roll()
        self.show_room()

    def show_room(self) -> None:
        """Show the figures as the roll now stands."""
        room = self.roll.room()
        self.room.show_room(room)
        self.heads.show_heads(self.roll.heads, room)
        self._offer_scrolling()

    def choose_slot(self, slot: str) -> None:
        """Show another half-day."""
        if slot in self.slots and slot != self.slot:
            self.heads.flush()
            self.slot = slot
            self._whole = True
            self.roll.forget_marks()
            self.read()
        self.to_door()

    def slot_words(self) -> str:
        """The half-day that is shown."""
        return slot_word(self.kit.words, self.slot, self.slots, self.blocks)

    # acts -------------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        if self.question.open and self.question.by_enter and not self.list.text:
            self.question.answer()
        else:
            self.list.act()

    def _on_typed(self) -> None:
        self.question.close()
        if isinstance(self.panels.current, PersonPanel):
            self.panels.close()

    def _on_chose(self) -> None:
        """Another row was clicked: open details follow it."""
        row, panel = self.list.row, self.panels.current
        if isinstance(panel, PersonPanel) and row is not None and row.person.id != panel.person_id:
            self.panels.details()

    def _on_stepped(self, group: str, count: int) -> None:
        self.roll.heads[group] = count
        self.show_room()

    def to_heads(self) -> None:
        """Put the keyboard on the head count."""
        if isinstance(self.panels.current, PersonPanel):
            self.panels.close()
        self.heads.focus()

    def _show_figure(self, figure: QWidget) -> None:
        (self._scroll or self._columns).ensureWidgetVisible(figure, 0, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A low window drops explaining words; only a very low one scrolls beside the list."""
        super().resizeEvent(event)
        high = self.window().height()
        self.heads.set_compact(high < COMPACT and self._scroll is not None)
        self._offer_scrolling()

    def _offer_scrolling(self) -> None:
        """Where the figures may not fit: a very low window, or one group more to count."""
        if self._scroll is not None:
            policy, needed = Qt.ScrollBarPolicy, self.window().height() < LOW or self.roll.invited
            bar = policy.ScrollBarAsNeeded if needed else policy.ScrollBarAlwaysOff
            self._scroll.setVerticalScrollBarPolicy(bar)

    def turn(self, by: int) -> None:
        """Go ``by`` half-days on; which arrow that is says ``welcome_keys.slot_keys``."""
        if self.slot in self.slots:
            place = self.slots.index(self.slot) + by
            if 0 <= place < len(self.slots):
                self.choose_slot(self.slots[place])

    def turn_blocks(self) -> None:
        """Take attendance block by block, or by half-days again."""
        slots = self.program.slots
        self.slot = ""
        by_block = not self.blocks
        self.run(
            partial(slots.take_by_block, self.workshop_id, by_block),
            lambda _none: self._on_turned(),
        )

    def _on_turned(self) -> None:
        self.roll.forget_marks()
        self.read_whole()
        self.to_door()

    def everyone_else(self) -> None:
        """Mark everybody without a mark absent, after asking."""
        self.do.rest_absent()
        self.to_door()

    def _open_menu(self, row: DoorRow, point: QPoint) -> None:
        row_menu(self, row).popup(point)
