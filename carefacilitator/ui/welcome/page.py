"""Welcome: the door field, who is there, what they agreed to, and who is only counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carefacilitator.model.records.records import Participation
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.photos.adding import are_photos
from carefacilitator.ui.redaction.redact_words import copies_words
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.controller import AS_BEFORE, DoorController, slot_keys
from carefacilitator.ui.welcome.door import ListSheet
from carefacilitator.ui.welcome.head_count import HeadSheet, RoomSheet
from carefacilitator.ui.welcome.merge_person_panel import JoinPanel
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.welcome.panels import SUFFIXES, Panels
from carefacilitator.ui.welcome.person_panel import PersonPanel
from carefacilitator.ui.welcome.review import Review
from carefacilitator.ui.welcome.row_menu import row_menu
from carefacilitator.ui.welcome.sign_in_photos import SheetDoor
from carefacilitator.ui.widgets.controls import Button, Columns, LineEdit, Scroll
from carefacilitator.ui.widgets.inline_question import Question
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.attendance import half_word

if TYPE_CHECKING:
    from carefacilitator.services.privacy.redaction import Held, Removed
    from carefacilitator.services.privacy.texts_naming import Naming

COMPACT, LOW = 750, 690
"""Heights of the window in px below which the figures give up words, and then scroll."""
LEAST_FIGURES, SCROLL_BAR = 380, 14
"""Widths in px: what a long word beside a stepper may ask for at most, and room for the bar."""


class WelcomePage(Page):
    """Who is at the door, in one field; everything else stands beside it."""

    name, face = "welcome", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self.question = Question(self.kit, tools.tell)
        self.do = DoorController(self, program, self.question)
        self.list = ListSheet(self.kit, self.do.roll)
        self.room, self.heads = RoomSheet(self.kit), HeadSheet(self.kit)
        self._columns = Columns(self.kit, (946, 372))
        # Where columns are stacked the whole page scrolls; beside each other only the figures do.
        self._scroll = None if self.kit.theme.stacked else Scroll()
        self.panels = Panels(self, self.do, self.list, self._columns)
        self.sheet = SheetDoor(self, program, self.panels)
        self._wanted = ""
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
        self.list.answered = self.do.answered
        self.list.typed.connect(self._on_typed)
        self.list.mark_wished.connect(self.do.mark)
        self.list.bring_wished.connect(lambda row: self.do.bring(row, self.list.field.text()))
        self.list.walk_in_wished.connect(self.do.walk_in)
        self.list.menu_wished.connect(self._open_menu)
        self.list.import_wished.connect(self.panels.choose_file)
        self.list.same_wished.connect(self.panels.same)
        self.list.codes_wished.connect(self.panels.codes)
        self.list.before_wished.connect(self.do.as_before)
        self.room.slot_chosen.connect(self.choose_slot)
        self.heads.counted.connect(self.do.count)
        self.heads.stepped.connect(self.do.step_heads)
        self.heads.left.connect(self.to_door)
        self.heads.reached.connect(self._show_figure)
        self.list.chose.connect(self._on_chose)
        self.do.highlighted = lambda: self.list.row
        self.do.listed.connect(self._show)
        self.do.marked.connect(self._show_marks)
        self.do.figures.connect(self.show_room)
        self.do.handled.connect(self.list.handled)
        self.do.told.connect(self.list.tell_done)
        self.do.row_changed.connect(self.list.show_row)
        self.do.came.connect(self._on_came)
        self.do.given_back.connect(self._on_given_back)
        self.do.counted.connect(self.heads.steps.stored)
        self.do.slot_wished.connect(self.choose_slot)
        self.do.reviewed.connect(self._on_review)
        self.do.refused.connect(self._show_namings)
        self.do.put_away.connect(self.panels.close)
        self.do.to_door.connect(self.to_door)

    # what a page tells ------------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page; a panel over the list has its own."""
        if self.panels.covers_door() and self.panels.current is not None:
            back = Act("welcome.back", "Esc", self.say("back to the door"), None, self.name)
            return [*self.panels.current.acts(), back]
        return _door_acts(self)

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
            self.panels.close()
            self.list.start()
            self.do.forget()
        super().enter(workshop_id, item)
        self._wanted = item
        self.do.begin()
        self.sheet.read()

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
        self.do.refresh(changes)

    # showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        do = self.do
        self.heads.ask_gender("gender" not in do.hidden)
        block = do.blocks.get(do.slot)
        half = half_word(self.kit.words, do.slot.partition("-")[2])
        self.list.show_slot(block.start if block is not None else half)
        self.list.show_roll()
        self._show_wanted()
        self.room.show_slots(do.slots, do.slot, do.blocks)
        self.show_room()
        if self.panels.current is not None:
            self._refresh_panel(self.panels.current)

    def _show_wanted(self) -> None:
        """Highlight whom a search or the checklist led to."""
        wanted, self._wanted = self._wanted, ""
        row = (self.do.roll.find(wanted) or self.do.roll.find_person(wanted)) if wanted else None
        if row is not None and not row.elsewhere:
            self.list.handled(row.key, "")

    def _refresh_panel(self, panel: Panel) -> None:
        panel.refresh()
        if isinstance(panel, PersonPanel):
            row = self.do.roll.find_person(panel.person_id)
            if row is not None:
                panel.show_organisation(row.organisation)
        elif isinstance(panel, JoinPanel):
            row = self.do.roll.find_person(panel.person_id)
            if row is not None:
                panel.show_row(row)

    def _show_marks(self) -> None:
        self.list.show_roll()
        self.show_room()

    def show_room(self) -> None:
        """Show the figures as the roll now stands."""
        room = self.do.roll.room()
        self.room.show_room(room)
        self.list.before.setVisible(bool(self.do.before and room.unmarked))
        self.heads.show_heads(self.do.roll.heads, room)
        self._offer_scrolling()

    def choose_slot(self, slot: str) -> None:
        """Show another half-day."""
        self.heads.flush()
        self.do.choose_slot(slot)
        self.to_door()

    def _on_review(self, review: Review) -> None:
        self.list.show_likely(review.people, len(review.pairs) - review.people)
        self.panels.show_review(review)

    # acts -------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self.question.close()
        if isinstance(self.panels.current, PersonPanel):
            self.panels.close()

    def _on_chose(self) -> None:
        """Another row was clicked: open details follow it."""
        row, panel = self.list.row, self.panels.current
        if isinstance(panel, PersonPanel) and row is not None and row.person.id != panel.person_id:
            self.panels.details()

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
            policy, needed = (
                Qt.ScrollBarPolicy,
                self.window().height() < LOW or self.do.roll.invited,
            )
            bar = policy.ScrollBarAsNeeded if needed else policy.ScrollBarAlwaysOff
            self._scroll.setVerticalScrollBarPolicy(bar)

    def everyone_else(self) -> None:
        """Mark everybody without a mark absent, after asking."""
        self.do.rest_absent()
        self.to_door()

    def _open_menu(self, row: DoorRow, point: QPoint) -> None:
        row_menu(self, self.do, self.panels, row).popup(point)

    def _on_came(self, participation: Participation, words: str) -> None:
        """Somebody was put on the list: highlight her, unless somebody else is typed already."""
        if not self.list.text:
            self.list.expect(participation.id, words)

    def _on_given_back(self, text: str) -> None:
        """Nothing typed is lost when it could not be written."""
        self.list.tell_done("")
        if not self.list.text:
            self.list.field.edit.setText(text)

    def _show_namings(self, namings: list[Naming], held: Held) -> None:
        """List the texts that still name who was just forgotten, each to decide about."""
        if not namings:
            return
        from carefacilitator.ui.redaction.naming_dialog import NamingDialog

        def run(work: Callable[[], Removed], done: Callable[[Removed], None]) -> None:
            self.tools.tasks.run(work, done, self.tools.tell_failure, dialog)

        def done(removed: Removed) -> None:
            told = copies_words(removed.copies, self.kit.words)
            self.tools.tell("good", self.say("Gone for good."), told)

        redacting = self.do.program.redacting
        dialog = NamingDialog(self.kit, redacting, namings, held, run, done, self)
        dialog.open()


def _door_acts(page: WelcomePage) -> list[Act]:
    """What a key does while the door field is open; a panel over the list has its own."""
    beside = page.panels.current.acts() if page.panels.current is not None else []
    taken = {act.key for act in beside}
    at_door = [*_first(page), *_marks(page), *_lists(page)]
    return [*beside, *(one for one in at_door if one.key not in taken)]


def _first(page: WelcomePage) -> list[Act]:
    say, name, do, panels = page.say, page.name, page.do, page.panels
    return [
        Act("welcome.enter", "Enter", say("present"), None, name),
        Act("welcome.clear", "Esc", say("clear"), None, name),
        Act("welcome.next", "↓", say("next person"), None, name),
        Act("welcome.usual", "F2", say("usual consent"), do.usual, name),
        Act("welcome.notice", "F3", say("consent notice"), panels.consent, name),
        Act("welcome.heads", "F4", say("head count"), page.to_heads, name),
    ]


def _marks(page: WelcomePage) -> list[Act]:
    say, name, do, panels = page.say, page.name, page.do, page.panels
    late, left = partial(panels.time, left=False), partial(panels.time, left=True)
    return [
        Act("welcome.excused", "F5", say("excused"), partial(do.mark_chosen, "excused"), name),
        Act("welcome.absent", "F6", say("absent"), partial(do.mark_chosen, "absent"), name),
        Act("welcome.unmark", "F7", say("take the mark away"), do.unmark, name, False),
        Act("welcome.details", "F8", say("details"), panels.details, name, False),
        Act("welcome.private", "Shift+F8", say("asked in private"), panels.private, name, False),
        Act("welcome.nameless", "F9", say("count without a name"), do.refuse, name, False),
        Act("welcome.late", "F10", say("came late"), late, name),
        Act("welcome.left", "F11", say("left early"), left, name),
        Act("welcome.rest", "F12", say("everyone else absent"), page.everyone_else, name),
        Act("welcome.as_before", AS_BEFORE, say("as before"), do.as_before, name, False),
        Act("welcome.remove", "Alt+Delete", say("take off the list"), do.remove, name, False),
    ]


def _lists(page: WelcomePage) -> list[Act]:
    say, name, panels = page.say, page.name, page.panels
    after, before = partial(page.do.turn, 1), partial(page.do.turn, -1)
    onward, back = slot_keys(page.kit.words.rtl)
    return [
        Act("welcome.walk_in", "Ctrl+Enter", say("walk-in"), page.list.walk_in, name, False),
        Act("welcome.import", "Ctrl+I", say("import a list"), panels.choose_file, name, False),
        Act("welcome.codes", "Ctrl+E", say("codes of the sheet"), panels.codes, name, False),
        Act("welcome.sheet", "Ctrl+G", say("photo of the sheet"), page.sheet.open, name, False),
        Act("welcome.same", "Ctrl+D", say("likely pairs"), panels.same, name, False),
        Act("welcome.join", "Ctrl+J", say("who else this is"), panels.join, name, False),
        Act("welcome.asking", "Alt+Q", say("what is asked here"), panels.asking, name, False),
        Act("welcome.slot", onward, say("next half-day"), after, name, False),
        Act("welcome.slot_back", back, say("half-day before"), before, name, False),
        Act("welcome.blocks", "Alt+B", say("by block"), page.do.turn_blocks, name, False),
    ]
