"""What happens at the door: read, shown at once, written on the worker. It knows no widget.

The view hands up what a person does, and shows what is told by the signals. A mark stands in the
roll as soon as it is made; the worker writes it after that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from carefacilitator.model.records.records import Participation, Workshop
from carefacilitator.services.agenda.sessions import Slot
from carefacilitator.services.people.people import PersonLine
from carefacilitator.services.program import Program
from carefacilitator.services.same.merging import Kind
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.redaction.redact_words import erasure_words
from carefacilitator.ui.welcome.attendance_list import (
    AttendanceList,
    DoorRow,
    Marks,
    Seen,
    clock_of,
    read,
    read_elsewhere,
    read_marks,
)
from carefacilitator.ui.welcome.review import Review, read_review
from carefacilitator.ui.widgets.inline_question import Question
from carefacilitator.ui.words.attendance import (
    agreed_again_words,
    mark_word,
    slot_word,
    usual_words,
    withdrawn_words,
)

if TYPE_CHECKING:
    from carefacilitator.services.privacy.redaction import Held
    from carefacilitator.services.privacy.texts_naming import Naming

_MARKS = frozenset({"attendance", "head_count", "consent"})
_LIST = frozenset({"participation", "person", "organisation", "workshop", "agenda_block"})
_PAUSE = 250
"""Milliseconds to wait before reading again what this page itself has just written."""
_SLOWLY = 1_500
"""Milliseconds of quiet before everybody known is read again."""


AS_BEFORE = "Shift+F12"
"""The key that marks whoever was here before."""


def slot_keys(rtl: bool) -> tuple[str, str]:
    """The keys of the next half-day and of the one before: onward is where one reads."""
    keys = ("Alt+→", "Alt+←")
    return keys[::-1] if rtl else keys


class DoorController(QObject):
    """The list of one workshop in one half-day, and every act at its door.

    ``listed`` and ``marked`` say that the roll was read, whole or its marks; ``figures`` that its
    figures changed, ``row_changed`` (key) one row of it. ``handled`` (key, words) names whom an act
    concerned and what came of it, ``told`` words alone. ``came`` (participation, words): somebody
    was put on the list. ``given_back``: what was typed could not be written. ``counted`` (group,
    number): a figure is stored. ``reviewed``: likely pairs. ``slot_wished``: another half-day.
    ``refused`` (namings, held): somebody is forgotten, and these texts name her. ``put_away``: what
    is open beside the list is over. ``to_door``: the keyboard goes back.
    """

    listed = Signal()
    marked = Signal()
    figures = Signal()
    row_changed = Signal(str)
    handled = Signal(str, str)
    told = Signal(str)
    came = Signal(object, str)
    given_back = Signal(str)
    counted = Signal(str, int)
    reviewed = Signal(object)
    slot_wished = Signal(str)
    refused = Signal(object, object)
    put_away = Signal()
    to_door = Signal()

    def __init__(self, page: Page, program: Program, question: Question) -> None:
        super().__init__(page)
        self._page, self.program, self._question = page, program, question
        self._people = program.people
        self.say, self.words, self.run = page.say, page.kit.words, page.run
        self.roll = AttendanceList()
        self.highlighted: Callable[[], DoorRow | None] = lambda: None
        """The row that is highlighted, as the view says."""
        self.slot = ""
        self.slots: tuple[str, ...] = ()
        self.blocks: dict[str, Slot] = {}
        self.hidden: frozenset[str] = frozenset()
        """Fields of a person that are not asked at this workshop."""
        self._reading = self._again = False
        self._whole = True
        self.slow_timer, self.timer = QTimer(self), QTimer(self)
        for timer, call in ((self.slow_timer, self._read_slowly), (self.timer, self.read)):
            timer.setSingleShot(True)
            timer.timeout.connect(call)

    @property
    def workshop_id(self) -> str:
        """The workshop at whose door this is."""
        return self._page.workshop_id

    # reading ----------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another workshop is going to be shown."""
        self.slot = ""
        self.roll.take_elsewhere(())
        self.roll.take(Seen(""))

    def begin(self) -> None:
        """Read everything that is shown of a workshop."""
        self.read_whole()
        self._read_slowly()

    def refresh(self, changes: Changes) -> None:
        """Read again; what was marked here stands already, so that may wait a moment."""
        if changes and changes.isdisjoint(_MARKS | _LIST | {"same_as"}):
            return
        mine = bool(changes) and changes <= _MARKS
        self._whole = self._whole or not changes or not changes <= {"attendance", "head_count"}
        self.timer.start(_PAUSE if mine else 0)
        if not mine:
            at_once = not changes or "same_as" in changes
            self.slow_timer.start(0 if at_once else _SLOWLY)

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
            self.roll.take_marks(seen)
            self.marked.emit()
        else:
            self.slot, self.slots, self.blocks = seen.slot, seen.slots, dict(seen.blocks)
            self.hidden = frozenset(seen.hidden)
            self.roll.take(seen)
            self.listed.emit()
        if again:
            self.read()

    def _on_read_failed(self, error: Exception) -> None:
        self._reading = self._again = False
        self._whole = True
        self._page.tools.tell_failure(error)

    def _read_slowly(self) -> None:
        """Read what the list can wait for: people of earlier workshops, likely pairs."""
        here = self.workshop_id
        self.run(partial(read_elsewhere, self.program, here), partial(self._on_elsewhere, here))
        self.run(partial(read_review, self.program, here), partial(self._on_review, here))

    def _on_elsewhere(self, workshop_id: str, rows: list[DoorRow]) -> None:
        if workshop_id == self.workshop_id:
            self.roll.take_elsewhere(rows)

    def _on_review(self, workshop_id: str, review: Review) -> None:
        if workshop_id == self.workshop_id:
            self.reviewed.emit(review)

    def answered(self) -> bool:
        """Say yes to a question that Enter answers; returns whether there was one."""
        if not (self._question.open and self._question.by_enter):
            return False
        self._question.answer()
        return True

    def ask_no_more(self) -> None:
        """Put an open question away."""
        self._question.close()

    # half-days --------------------------------------------------------------------------------

    def choose_slot(self, slot: str) -> bool:
        """Go to another half-day; returns whether it is another one."""
        if slot not in self.slots or slot == self.slot:
            return False
        self.slot = slot
        self.roll.forget_marks()
        self.read_whole()
        return True

    def turn(self, by: int) -> None:
        """Wish for the half-day ``by`` places on; which arrow that is says :func:`slot_keys`."""
        place = self.slots.index(self.slot) + by if self.slot in self.slots else -1
        if 0 <= place < len(self.slots):
            self.slot_wished.emit(self.slots[place])

    def slot_words(self) -> str:
        """The half-day that is shown."""
        return slot_word(self.words, self.slot, self.slots, self.blocks)

    def turn_blocks(self) -> None:
        """Take attendance block by block, or by half-days again."""
        self.slot = ""
        write = partial(self.program.slots.take_by_block, self.workshop_id, not self.blocks)
        self.run(write, lambda _none: self._on_turned())

    def _on_turned(self) -> None:
        self.roll.forget_marks()
        self.read_whole()
        self.to_door.emit()

    # marking ----------------------------------------------------------------------------------

    def mark_chosen(self, status: str) -> None:
        """Mark the highlighted person."""
        row = self.chosen()
        if row is not None:
            self.mark(row, status)

    def unmark(self) -> None:
        """Take the highlighted person's mark away: not marked is not absent."""
        self.mark_chosen("")

    def mark(self, row: DoorRow, status: str = "present") -> None:
        """Mark somebody on the list: on screen now, on disk as soon as the worker comes to it."""
        arrived = self.time_now() if status == "present" else ""
        write = partial(self._people.mark, row.participation_id, self.slot, status)
        self.stand(row.key, status, arrived, write)
        self.handled.emit(row.key, self._marked_words(row, status))

    def stand(
        self,
        key: str,
        status: str,
        arrived: str,
        write: Callable[[], object],
        not_written: Callable[[], None] | None = None,
    ) -> None:
        """Let a mark stand in the roll, and ``write`` it; where that fails it is read again."""
        number = self.roll.mark(key, status, arrived)
        written = partial(self.roll.written, key, number)

        def failed(error: Exception) -> None:
            written()
            if not_written is not None:
                not_written()
            self._failed(error)

        self.run(write, lambda _none: written(), failed)
        self.figures.emit()

    def _marked_words(self, row: DoorRow, status: str) -> str:
        name = row.person.name
        if status == "present":
            return self.say("{name} is present", name=name)
        return self.say("{name}: {mark}", name=name, mark=mark_word(self.words, status))

    def mark_time(self, row: DoorRow, time: str, *, left: bool) -> None:
        """Write down when somebody came late or left early; an empty time takes it away."""
        write = partial(self._people.mark_time, row.participation_id, self.slot, time, left=left)
        self.run(write, lambda _none: self.read_whole(), self._failed)
        name = row.person.name
        if not time:
            told = self.say("{name}: time taken away", name=name)
        elif left:
            told = self.say("{name} left at {time}", name=name, time=time)
        else:
            told = self.say("{name} came at {time}", name=name, time=time)
        self.handled.emit(row.key, told)

    def time_now(self) -> str:
        """The time of the day where the workshop is held."""
        workspace = self.program.workspace
        workshop = workspace.find(Workshop, self.workshop_id)
        zone = self.program.agenda.local_now(workshop).tzinfo if workshop else None
        return clock_of(workspace.now(), zone)

    # people who are not on the list -----------------------------------------------------------

    def walk_in(self, text: str) -> None:
        """Write down somebody who is not on the list and mark her present."""
        self.handled.emit("", self.say("Writing it down…"))
        write = partial(self._people.walk_in, self.workshop_id, text, self.slot)
        self.run(write, self._on_walk_in, partial(self._give_back, text))

    def _on_walk_in(self, line: PersonLine) -> None:
        self._came(line.person.name, line.participation)

    def bring(self, row: DoorRow, typed: str = "") -> None:
        """Put somebody of an earlier workshop on this list and mark her present."""
        self.handled.emit("", self.say("Writing it down…"))
        write = partial(self._people.bring, self.workshop_id, row.person.id, self.slot)
        self.run(write, partial(self._came, row.person.name), partial(self._give_back, typed))

    def _came(self, name: str, participation: Participation) -> None:
        self.came.emit(participation, self.say("{name} is on the list and present", name=name))
        self.read_whole()

    def _give_back(self, text: str, error: Exception) -> None:
        """Nothing typed is lost when it could not be written."""
        self.given_back.emit(text)
        self._page.tools.tell_failure(error)

    # consent ----------------------------------------------------------------------------------

    def usual(self) -> None:
        """Write down the usual consents of the highlighted person, except what was answered."""
        row = self.chosen()
        if row is None:
            return
        usual = self._people.usual_answers(self.workshop_id)
        asked = [p for p in usual.purposes if row.consents.get(p, "not_asked") == "not_asked"]
        name = row.person.name
        if not asked:
            self.told.emit(self.say("{name} has answered all of that already", name=name))
            return
        self.show_consent(row.key, dict.fromkeys(asked, "given"))
        language = row.person.language or self.words.language
        person = row.person.id
        write = partial(self._people.usual_consent, self.workshop_id, person, language)
        self.run(write, None, self._failed)
        what = usual_words(self.words, replace(usual, purposes=tuple(asked)))
        self.told.emit(self.say("{name}: yes to {what}", name=name, what=what))

    def show_consent(self, key: str, answers: dict[str, str]) -> None:
        """Show answers in the list before they are written."""
        self.roll.consent(key, answers)
        self.row_changed.emit(key)

    def no_longer(self, row: DoorRow, purpose: str) -> None:
        """Say what happens now that a person took a yes back; offer to erase where it was storing.

        Nothing is erased by that alone.
        """
        first, then = withdrawn_words(self.words, purpose, row.person.name)
        if purpose == "store":
            self._ask_erasure(row, first)
        else:
            self._page.tools.tell("info", first, then)

    def agreed_again(self, row: DoorRow, purpose: str) -> None:
        """Say what comes of it that a person agreed again whom others may have forgotten."""
        find = partial(self.program.sharing.asked_others, self.workshop_id, purpose)
        self.run(find, partial(self._on_asked_others, row.person.name), self._failed)

    def _on_asked_others(self, name: str, asked: bool) -> None:
        if asked:
            first, then = agreed_again_words(self.words, name)
            self._page.tools.tell("info", first, then)

    # who is who -------------------------------------------------------------------------------

    def say_same(self, first: str, second: str, same: bool) -> None:
        """Write down that two people are one, or that they are two."""
        self.settle_pair(first, second, "person", same)

    def settle_pair(self, first: str, second: str, kind: Kind, same: bool) -> None:
        """Write down what a person said of two records; the list is read again by it."""
        joining = self.program.joining
        write = joining.join if same else joining.part
        joined = partial(self._on_joined, first, kind) if same else None
        self.run(partial(write, first, second, kind), joined, self._failed)

    def _on_joined(self, first: str, kind: Kind, _none: object) -> None:
        told = (
            self.say("One person in every list from now on. Ctrl+Z takes it back.")
            if kind == "person"
            else self.say("One organization in every list from now on. Ctrl+Z takes it back.")
        )
        row = self.roll.find_person(first)
        self.handled.emit(row.key if row is not None else "", told)

    # taking away ------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the highlighted person off this list; undo brings her back."""
        row = self.chosen()
        if row is not None:
            self.run(partial(self._people.remove, row.participation_id), None, self._failed)
            self.handled.emit("", self.say("{name} is off the list", name=row.person.name))

    def refuse(self) -> None:
        """Ask once, then forget the highlighted person and count her without a name."""
        row = self.chosen()
        if row is None:
            return
        if self._question.waits_for("F9"):
            self._question.answer()
            return
        self._ask_erasure(row, self.say("Count {name} without a name?", name=row.person.name))

    def _ask_erasure(self, row: DoorRow, first: str) -> None:
        """Ask, saying also which texts name her and who holds her, once that is found out."""
        redacting, person = self.program.redacting, row.person.id

        def find() -> tuple[list[Naming], Held]:
            return redacting.naming(person), redacting.held(person)

        def ask(found: tuple[list[Naming], Held]) -> None:
            self._question.ask(
                (first, erasure_words(*found, self.words)),
                self.say("Erase and count"),
                "F9",
                partial(self._refused, row, *found),
                kind="error",
                by_enter=False,
            )

        self.run(find, ask)

    def _refused(self, row: DoorRow, namings: list[Naming], held: Held) -> None:
        self.put_away.emit()
        write = partial(self._people.refuse_storage, row.participation_id, self.slot)
        self.run(write, lambda _none: self.refused.emit(namings, held), self._failed)
        self.run(self.program.redacting.replace_copies, None, self._failed)
        self.handled.emit("", self.say("Counted without a name"))
        self.to_door.emit()

    # counting ---------------------------------------------------------------------------------

    def rest_absent(self) -> None:
        """Say how many have no mark and ask; asked again, mark them absent."""
        if self._question.waits_for("F12"):
            self._question.answer()
            return
        words, count = self.words, self.roll.room().unmarked
        if not count:
            told = self.say("Everybody on the list has a mark already.")
            self._page.tools.tell("info", told)
            return
        first = words.say_n(
            "{n} person on the list has no mark ({slot}).",
            "{n} people on the list have no mark ({slot}).",
            count,
            slot=self.slot_words(),
        )
        then = self.say("Press F12 again, or Enter, to mark them absent. Ctrl+Z takes it back.")
        word = words.say_n("Mark {n} absent", "Mark {n} absent", count)
        self._question.ask((first, then), word, "F12", self._rest_absent)

    @property
    def before(self) -> str:
        """The half-day, or the block, before the one that is shown; nothing before the first."""
        place = self.slots.index(self.slot) if self.slot in self.slots else 0
        return self.slots[place - 1] if place else ""

    def as_before(self) -> None:
        """Say how many who were here before have no mark; asked again, mark them present."""
        if self._question.waits_for(AS_BEFORE):
            self._question.answer()
            return
        if not self.before:
            self._page.tools.tell("info", self.say("There is no half-day before this one."))
            return
        find = partial(self._people.were_here, self.workshop_id, self.slot, self.before)
        self.run(find, partial(self._ask_as_before, self.slot, self.before))

    def _ask_as_before(self, slot: str, before: str, found: list[PersonLine]) -> None:
        words, count = self.words, len(found)
        if not count:
            told = self.say("Everybody who was here before has a mark already.")
            self._page.tools.tell("info", told)
            return
        first = words.say_n(
            "{n} person was here before ({slot}) and has no mark now.",
            "{n} people were here before ({slot}) and have no mark now.",
            count,
            slot=slot_word(words, before, self.slots, self.blocks),
        )
        then = self.say(
            "Press Shift+F12 again, or Enter, to mark them present. Ctrl+Z takes it back."
        )
        word = words.say_n("Mark {n} present", "Mark {n} present", count)
        mark = partial(self._as_before, slot, before, found)
        self._question.ask((first, then), word, AS_BEFORE, mark)

    def _as_before(self, slot: str, before: str, found: list[PersonLine]) -> None:
        if slot == self.slot:
            for line in found:
                self.roll.show_mark(line.participation.id, "present")
        write = partial(self._people.mark_as_before, self.workshop_id, slot, before)
        self.run(write, self._on_as_before, self._failed)
        self.handled.emit("", "")
        self.figures.emit()
        self.to_door.emit()

    def _on_as_before(self, count: int) -> None:
        told = self.words.say_n(
            "{n} person is marked present", "{n} people are marked present", count
        )
        self.told.emit(told)

    def _rest_absent(self) -> None:
        for row in list(self.roll.rows):
            if not row.status:
                self.roll.show_mark(row.key, "absent")
        write = partial(self._people.mark_rest_absent, self.workshop_id, self.slot)
        self.run(write, self._on_rest_absent, self._failed)
        self.handled.emit("", "")
        self.figures.emit()
        self.to_door.emit()

    def _on_rest_absent(self, count: int) -> None:
        told = self.words.say_n(
            "{n} person is marked absent", "{n} people are marked absent", count
        )
        self.told.emit(told)

    def step_heads(self, group: str, count: int) -> None:
        """Show how many of a group are there without a name, before it is written."""
        self.roll.heads[group] = count
        self.figures.emit()

    def count(self, group: str, count: int) -> None:
        """Write down how many of a group are there without a name."""
        write = partial(self._people.set_heads, self.workshop_id, self.slot, group, count)
        stored = partial(self.counted.emit, group, count)

        def failed(error: Exception) -> None:
            stored()
            self._failed(error)

        self.run(write, lambda _none: stored(), failed)

    # ------------------------------------------------------------------------------------------

    def chosen(self) -> DoorRow | None:
        """The highlighted person on this list; says what to do where there is none."""
        row = self.highlighted()
        if row is None:
            self.told.emit(self.say("Choose a person first: type, or use ↓"))
            return None
        if row.elsewhere:
            self.told.emit(self.say("Enter puts this person on the list first"))
            return None
        return row

    def _failed(self, error: Exception) -> None:
        self.read_whole()
        self._page.tools.tell_failure(error)
