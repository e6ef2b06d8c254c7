"""What is done at the door: shown at once, written on the worker, told at the end of the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from carefacilitator.model.records.records import Participation, Workshop
from carefacilitator.services.people.people import PersonLine
from carefacilitator.services.same.merging import Kind
from carefacilitator.ui.redaction.redact_words import copies_words, erasure_words
from carefacilitator.ui.welcome.attendance_list import DoorRow, clock_of
from carefacilitator.ui.words.attendance import agreed_again_words, mark_word, withdrawn_words

if TYPE_CHECKING:
    from carefacilitator.services.privacy.redaction import Held, Removed
    from carefacilitator.services.privacy.texts_naming import Naming
    from carefacilitator.ui.welcome.page import WelcomePage


class DoorActs:
    """The acts of the Welcome page; each concerns the highlighted row."""

    def __init__(self, page: WelcomePage) -> None:
        self._page = page
        self._people = page.program.people

    # marking ----------------------------------------------------------------------------------

    def mark_chosen(self, status: str) -> None:
        """Mark the highlighted person."""
        row = self.chosen()
        if row is not None:
            self.mark(row, status)

    def unmark(self) -> None:
        """Take the highlighted person's mark away: not marked is not absent."""
        self.mark_chosen("")

    def mark(self, row: DoorRow, status: str) -> None:
        """Mark somebody on the list: on screen now, on disk as soon as the worker comes to it."""
        page = self._page
        arrived = self.time_now() if status == "present" else ""
        number = page.roll.mark(row.key, status, arrived)
        write = partial(self._people.mark, row.participation_id, page.slot, status)
        page.run(
            write,
            lambda _none: page.roll.written(row.key, number),
            partial(self._not_marked, row.key, number),
        )
        page.list.handled(row.key, self._marked_words(row, status))
        page.show_room()

    def _marked_words(self, row: DoorRow, status: str) -> str:
        words, name = self._page.kit.words, row.person.name
        if status == "present":
            return words.say("{name} is present", name=name)
        return words.say("{name}: {mark}", name=name, mark=mark_word(words, status))

    def mark_time(self, row: DoorRow, time: str, *, left: bool) -> None:
        """Write down when somebody came late or left early; an empty time takes it away."""
        page = self._page
        write = partial(self._people.mark_time, row.participation_id, page.slot, time, left=left)
        page.run(write, lambda _none: page.read_whole(), self._failed)
        words = {"name": row.person.name, "time": time}
        if not time:
            told = page.say("{name}: time taken away", name=row.person.name)
        elif left:
            told = page.say("{name} left at {time}", **words)
        else:
            told = page.say("{name} came at {time}", **words)
        page.list.handled(row.key, told)

    def _not_marked(self, key: str, number: int, error: Exception) -> None:
        self._page.roll.written(key, number)
        self._page.read_whole()
        self._page.tools.tell_failure(error)

    def time_now(self) -> str:
        """The time of the day where the workshop is held."""
        page = self._page
        workspace = page.program.workspace
        workshop = workspace.find(Workshop, page.workshop_id)
        zone = page.program.agenda.local_now(workshop).tzinfo if workshop else None
        return clock_of(workspace.now(), zone)

    # people who are not on the list -----------------------------------------------------------

    def walk_in(self, text: str) -> None:
        """Write down somebody who is not on the list and mark her present."""
        page = self._page
        page.list.handled("", page.say("Writing it down…"))
        write = partial(self._people.walk_in, page.workshop_id, text, page.slot)
        page.run(write, self._on_walk_in, partial(self._give_back, text))

    def _on_walk_in(self, line: PersonLine) -> None:
        self._came(line.participation, line.person.name)

    def bring(self, row: DoorRow) -> None:
        """Put somebody of an earlier workshop on this list and mark her present."""
        page, text = self._page, self._page.list.field.text()
        page.list.handled("", page.say("Writing it down…"))
        write = partial(self._people.bring, page.workshop_id, row.person.id, page.slot)
        page.run(
            write, lambda one: self._came(one, row.person.name), partial(self._give_back, text)
        )

    def _came(self, participation: Participation, name: str) -> None:
        page = self._page
        words = page.say("{name} is on the list and present", name=name)
        if page.list.text:
            page.read_whole()
        else:
            page.list.expect(participation.id, words)
            page.read_whole()

    def _give_back(self, text: str, error: Exception) -> None:
        """Nothing typed is lost when it could not be written."""
        page = self._page
        page.list.tell_done("")
        if not page.list.text:
            page.list.field.edit.setText(text)
        page.tools.tell_failure(error)

    # consent ----------------------------------------------------------------------------------

    def usual(self) -> None:
        """Write down the usual consents of the highlighted person, except what was answered."""
        page, row = self._page, self.chosen()
        if row is None:
            return
        usual = self._people.usual_purposes(page.workshop_id)
        asked = [p for p in usual if row.consents.get(p, "not_asked") == "not_asked"]
        name = row.person.name
        if not asked:
            page.list.tell_done(page.say("{name} has answered all of that already", name=name))
            return
        page.roll.consent(row.key, dict.fromkeys(asked, "given"))
        language = row.person.language or page.kit.words.language
        page.run(
            partial(self._people.usual_consent, page.workshop_id, row.person.id, language),
            None,
            self._failed,
        )
        page.list.show_row(row.key)
        page.list.tell_done(page.say("{name}: usual consent", name=name))

    def show_consent(self, key: str, answers: dict[str, str]) -> None:
        """Show answers in the list before they are written."""
        self._page.roll.consent(key, answers)
        self._page.list.show_row(key)

    def _failed(self, error: Exception) -> None:
        self._page.read_whole()
        self._page.tools.tell_failure(error)

    # who is who -------------------------------------------------------------------------------

    def say_same(self, first: str, second: str, same: bool) -> None:
        """Write down that two people are one, or that they are two."""
        self.settle_pair(first, second, "person", same)

    def settle_pair(self, first: str, second: str, kind: Kind, same: bool) -> None:
        """Write down what a person said of two records; the list is read again by it."""
        joining = self._page.program.joining
        write = joining.join if same else joining.part
        joined = partial(self._on_joined, first, kind) if same else None
        self._page.run(partial(write, first, second, kind), joined, self._failed)

    def _on_joined(self, first: str, kind: Kind, _none: object) -> None:
        page = self._page
        told = (
            page.say("One person in every list from now on. Ctrl+Z takes it back.")
            if kind == "person"
            else page.say("One organization in every list from now on. Ctrl+Z takes it back.")
        )
        row = page.roll.find_person(first)
        page.list.handled(row.key if row is not None else "", told)

    # taking away ------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the highlighted person off this list; undo brings her back."""
        page, row = self._page, self.chosen()
        if row is None:
            return
        page.run(partial(self._people.remove, row.participation_id), None, self._failed)
        page.list.handled("", page.say("{name} is off the list", name=row.person.name))

    def refuse(self) -> None:
        """Ask once, then forget the highlighted person and count her without a name."""
        page, row = self._page, self.chosen()
        if row is None:
            return
        if page.question.waits_for("F9"):
            page.question.answer()
            return
        say = page.say
        self._ask_erasure(row, say("Count {name} without a name?", name=row.person.name))

    def _ask_erasure(self, row: DoorRow, first: str) -> None:
        """Ask, saying also which texts name her and who holds her, once that is found out."""
        redacting, person = self._page.program.redacting, row.person.id

        def find() -> tuple[list[Naming], Held]:
            return redacting.naming(person), redacting.held(person)

        def ask(found: tuple[list[Naming], Held]) -> None:
            page = self._page
            page.question.ask(
                (first, erasure_words(*found, page.kit.words)),
                page.say("Erase and count"),
                "F9",
                partial(self._refused, row, *found),
                kind="error",
                by_enter=False,
            )

        self._page.run(find, ask)

    def no_longer(self, row: DoorRow, purpose: str) -> None:
        """Say what happens now that a person took a yes back; offer to erase where it was storing.

        Nothing is erased by that alone.
        """
        page = self._page
        first, then = withdrawn_words(page.kit.words, purpose, row.person.name)
        if purpose == "store":
            self._ask_erasure(row, first)
        else:
            page.tools.tell("info", first, then)

    def agreed_again(self, row: DoorRow, purpose: str) -> None:
        """Say what comes of it that a person agreed again whom others may have forgotten."""
        page = self._page
        read = partial(page.program.sharing.asked_others, page.workshop_id, purpose)
        page.run(read, partial(self._on_asked_others, row.person.name), self._failed)

    def _on_asked_others(self, name: str, asked: bool) -> None:
        if asked:
            first, then = agreed_again_words(self._page.kit.words, name)
            self._page.tools.tell("info", first, then)

    def _refused(self, row: DoorRow, namings: list[Naming], held: Held) -> None:
        page = self._page
        page.panels.close()
        write = partial(self._people.refuse_storage, row.participation_id, page.slot)
        show = partial(self._show_namings, namings, held)
        page.run(write, lambda _none: show(), self._failed)
        page.run(page.program.redacting.replace_copies, None, self._failed)
        page.list.handled("", page.say("Counted without a name"))
        page.to_door()

    def _show_namings(self, namings: list[Naming], held: Held) -> None:
        """List the texts that still name who was just forgotten, each to decide about."""
        if not namings:
            return
        from carefacilitator.ui.redaction.naming_dialog import NamingDialog

        page, redacting = self._page, self._page.program.redacting

        def run(work: Callable[[], Removed], done: Callable[[Removed], None]) -> None:
            page.tools.tasks.run(work, done, page.tools.tell_failure, dialog)

        def done(removed: Removed) -> None:
            copies = copies_words(removed.copies, page.kit.words)
            page.tools.tell("good", page.say("Gone for good."), copies)

        dialog = NamingDialog(page.kit, redacting, namings, held, run, done, page)
        dialog.open()

    # counting ---------------------------------------------------------------------------------

    def rest_absent(self) -> None:
        """Say how many have no mark and ask; asked again, mark them absent."""
        page = self._page
        if page.question.waits_for("F12"):
            page.question.answer()
            return
        words, count = page.kit.words, page.roll.room().unmarked
        if not count:
            page.tools.tell("info", words.say("Everybody on the list has a mark already."))
            return
        first = words.say_n(
            "{n} person on the list has no mark ({slot}).",
            "{n} people on the list have no mark ({slot}).",
            count,
            slot=page.slot_words(),
        )
        then = words.say("Press F12 again, or Enter, to mark them absent. Ctrl+Z takes it back.")
        word = words.say_n("Mark {n} absent", "Mark {n} absent", count)
        page.question.ask((first, then), word, "F12", self._rest_absent)

    def _rest_absent(self) -> None:
        page = self._page
        for row in list(page.roll.rows):
            if not row.status:
                page.roll.show_mark(row.key, "absent")
        page.run(
            partial(self._people.mark_rest_absent, page.workshop_id, page.slot),
            self._on_rest_absent,
            self._failed,
        )
        page.list.handled("", "")
        page.show_room()
        page.to_door()

    def _on_rest_absent(self, count: int) -> None:
        words = self._page.kit.words
        told = words.say_n("{n} person is marked absent", "{n} people are marked absent", count)
        self._page.list.tell_done(told)

    def count(self, group: str, count: int) -> None:
        """Write down how many of a group are there without a name."""
        page = self._page
        write = partial(self._people.set_heads, page.workshop_id, page.slot, group, count)
        stored = partial(page.heads.steps.stored, group, count)
        page.run(write, lambda _: stored(), partial(self._on_not_counted, stored))

    def _on_not_counted(self, stored: Callable[[], None], error: Exception) -> None:
        stored()
        self._failed(error)

    # ------------------------------------------------------------------------------------------

    def chosen(self) -> DoorRow | None:
        """The highlighted person on this list; says what to do where there is none."""
        page, row = self._page, self._page.list.row
        if row is None:
            page.list.tell_done(page.say("Choose a person first: type, or use ↓"))
            return None
        if row.elsewhere:
            page.list.tell_done(page.say("Enter puts this person on the list first"))
            return None
        return row
