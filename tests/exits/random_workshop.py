"""A workshop that lives: people say yes and no and change their minds, texts are written, reworded,
removed, taken back, name people in every spelling, and an office writes back.

What the eye sees at the end is read from the records in use; what may be in which exit follows from
that and from each person's last answers, never from what the program decided.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from carefacilitator.model.privacy.consent import PURPOSES
from carefacilitator.model.records.records import KINDS, Consent, Note, Person, belongs_to_workshop
from carefacilitator.services.program import Program
from carefacilitator.storage.failures import NothingToRedo, NothingToUndo
from carefacilitator.storage.workspace import open_workspace
from tests.exits.allowed import Agreed, audience_of
from tests.exits.every_exit import ANONYMOUS, OTHER, OWN, PAPER, ROOM, Exit, Stage
from tests.exits.made_workshop import NOW
from tests.exits.naming import Naming, people

SAID = ("given", "given", "given", "refused", "withdrawn", "not_asked")
Act = tuple[str, int, int, int]
"""An act with three numbers, by which it chooses whom, what and how."""


@dataclass
class Somebody:
    """A person on the list, as the test knows her; ``first_names`` in use tell who is unique."""

    naming: Naming
    person: str
    participation: str
    mentioned: bool = False
    forgotten: bool = False
    earlier: list[str] = field(default_factory=list)


class World:
    """One random workshop with an office beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = Program(open_workspace(folder / "here", clock=lambda: NOW))
        self.office = self._other("office")
        self.workshop = self.program.workshops.create("Care", "2022-09-22").id
        for title in ("Opening", "Work in groups", "Closing"):
            self.program.agenda.add(self.workshop, title=title, minutes=30)
        self.blocks = [one.id for one in self.program.agenda.blocks(self.workshop)]
        self.somebody: list[Somebody] = []
        self.words: dict[str, str] = {}
        self._count = 0
        self._rounds = 0
        self.renamed = 0

    def _other(self, name: str) -> Program:
        return Program(open_workspace(self.folder / name, clock=lambda: NOW))

    def close(self) -> None:
        """Close both programs."""
        self.program.close()
        self.office.close()

    def do(self, act: Act) -> None:
        """One act of a person; what makes no sense now is passed over."""
        name, one, two, three = act
        ACTS[name](self, one, two, three)

    # -- what is written -------------------------------------------------------------------

    def text(self, whom: int, way: int) -> str:
        """A text that says something new, and in two of three cases names somebody."""
        self._count += 1
        token = f"zq{self._count:05}qz"
        self.words[token] = ""
        if not self.somebody or whom % 3 == 0:
            return f"{token} care is work."
        return f"{token} as {self.mention(whom, way)} told us."

    def mention(self, whom: int, way: int) -> str:
        """Somebody as a text would name her; whoever is named somewhere is remembered as that."""
        one = self.somebody[whom % len(self.somebody)]
        one.mentioned = True
        return one.naming.spelled(way, self.is_unique(one))

    def is_unique(self, one: Somebody) -> bool:
        """Whether her first name is hers alone here."""
        return sum(other.naming.first == one.naming.first for other in self.somebody) == 1

    def records(self, kind: type[Any]) -> list[Any]:
        """Records of the workshop in use."""
        found = self.program.workspace.all(kind, workshop_id=self.workshop)
        return sorted(found, key=lambda one: one.id)

    # -- what is true at the end -----------------------------------------------------------

    def seen(self) -> str:
        """Everything the eye can see: the records in use."""
        space = self.program.workspace
        told = [repr(space.find(KINDS["workshop"], self.workshop))]
        for kind, record in KINDS.items():
            if belongs_to_workshop(kind):
                told += map(repr, space.all(record, workshop_id=self.workshop))
        return "\n".join(told)

    def agreed(self, person: str) -> Agreed:
        """What a person's answers allow today."""
        told = {
            one.purpose: one.status
            for one in self.program.workspace.all(Consent, workshop_id=self.workshop)
            if one.person_id == person
        }
        return Agreed(told)

    def stays(self, exit_: Exit) -> dict[str, str]:
        """Each value that must not be in an exit, with what it is."""
        audience = audience_of(exit_)
        if audience == OWN:
            return dict(self._stays_from_own_group())
        found = dict(self._stays_of_people(audience, exit_.name))
        seen = self.seen()
        for token in self.words:
            if token not in seen:
                found[token] = "replaced, removed or taken back"
        for note in self.records(Note):
            if note.speaker_person_id and not self.agreed(note.speaker_person_id).to("quote"):
                found |= {token: "unquoted" for token in self.words if token in note.text}
        return found

    def _stays_from_own_group(self) -> Iterator[tuple[str, str]]:
        for one in self.somebody:
            gone = one.forgotten or not self.agreed(one.person).to("store")
            if gone and not one.mentioned:
                yield from ((form, "not stored") for form in one.naming.forms(self.is_unique(one)))
                yield one.naming.phone, "telephone"
                yield one.naming.email, "address"

    def _stays_of_people(self, audience: str, name: str) -> Iterator[tuple[str, str]]:
        inside = "with the workshop inside" in name
        for one in self.somebody:
            agreed = self.agreed(one.person)
            on_paper = agreed.to("list_in_report") or agreed.to("quote", "quote_by_name")
            to_others = agreed.to("share_secretariat")
            may = {
                OTHER: to_others or (inside and on_paper),
                PAPER: on_paper,
                "sheet": agreed.to("store"),
                ROOM: not one.forgotten,
                ANONYMOUS: False,
            }[audience]
            if one.forgotten and one.mentioned:
                continue  # nobody knows any more whom the text means; forgetting offers to redact
            if one.forgotten or not may:
                yield from ((form, "name") for form in one.naming.forms(self.is_unique(one)))
            if one.forgotten or not (may and audience != "sheet" and agreed.to("contact")):
                yield one.naming.phone, "telephone"
                yield one.naming.email, "address"
            if not one.mentioned:
                yield from ((earlier, "earlier name or number") for earlier in one.earlier)

    def stage(self) -> Stage:
        """From where exits are written."""
        out = self.folder / "out"
        out.mkdir(exist_ok=True)
        return Stage(self.program, self.workshop, out, self.office)


# --- acts ---------------------------------------------------------------------------------------


def _person(world: World, one: int, two: int, three: int) -> None:
    everybody = people()
    if len(world.somebody) == len(everybody):
        return
    naming = everybody[len(world.somebody)]
    program, workshop = world.program, world.workshop
    line = program.people.walk_in(workshop, naming.name, "1-am")
    made = Somebody(naming, line.person.id, line.participation.id)
    world.somebody.append(made)
    program.people.edit(made.person, phone=naming.phone, email=naming.email)
    _answer(world, len(world.somebody) - 1, two, three)


def _answer(world: World, one: int, two: int, three: int) -> None:
    """She answers: everything, everything but one thing, one thing only, or anyhow."""
    if not world.somebody:
        return
    who = world.somebody[one % len(world.somebody)]
    if who.forgotten:
        return
    number = len(PURPOSES)
    told = {
        0: dict.fromkeys(PURPOSES, "given"),
        1: {**dict.fromkeys(PURPOSES, "given"), PURPOSES[1 + three % (number - 1)]: "refused"},
        2: {"store": "given", PURPOSES[three % number]: SAID[three % 6]},
        3: {
            purpose: SAID[(three + 7 * at * (1 + three % 5)) % 6]
            for at, purpose in enumerate(PURPOSES)
        },
        4: {PURPOSES[three % number]: "withdrawn"},
    }[two % 5]
    world.program.people.consent(world.workshop, who.person, told)


def _rename(world: World, one: int, two: int, three: int) -> None:
    """Her name, or her number, is taken out of the list."""
    if not world.somebody:
        return
    who = world.somebody[one % len(world.somebody)]
    if who.forgotten or who.mentioned:
        return
    number = world.somebody.index(who)
    if two % 2:
        who.earlier.append(who.naming.phone)
        world.renamed += 1
        fresh = f"0999 {world.renamed:03} {number:03}"
        who.naming = Naming(who.naming.first, who.naming.last, fresh, "")
        world.program.people.edit(who.person, phone=who.naming.phone, email="")
    else:
        who.earlier += who.naming.forms(world.is_unique(who))
        world.renamed += 1
        first = f"Renhelma{chr(96 + world.renamed)}{chr(97 + number)}"
        who.naming = Naming(first, "Ottoveri", who.naming.phone, "")
        world.program.people.edit(who.person, name=who.naming.name, email="")


def _forget(world: World, one: int, two: int, three: int) -> None:
    unknown = [who for who in world.somebody if not who.mentioned and not who.forgotten]
    if unknown and two % 3 == 0:
        who = unknown[one % len(unknown)]
        world.program.people.forget(who.person)
        who.forgotten = True


def _note(world: World, one: int, two: int, three: int) -> None:
    text = world.text(two, three)
    speaker = ""
    if world.somebody and one % 2:
        who = world.somebody[one % len(world.somebody)]
        speaker = "" if who.forgotten else who.person
    kind = ("key_message", "decision", "quote", "parking_lot")[one % 4]
    note = world.program.notes.add(world.workshop, text, world.blocks[one % 3], kind)
    if speaker:
        world.program.notes.edit(note.id, speaker_person_id=speaker, verbatim=True)


def _reword(world: World, one: int, two: int, three: int) -> None:
    notes = world.records(Note)
    if notes:
        text = world.text(0 if two % 2 else two, three)
        world.program.notes.edit(notes[one % len(notes)].id, text=text)


def _delete(world: World, one: int, two: int, three: int) -> None:
    kinds = ("note", "lesson", "commitment")
    kind = kinds[two % 3]
    found = world.records(KINDS[kind])
    if found:
        service = getattr(world.program, f"{kind}s")
        service.delete(found[one % len(found)].id)


def _undo(world: World, one: int, two: int, three: int) -> None:
    """Steps back and forth, never behind what makes the list and its answers."""
    history = world.program.history
    for _ in range(1 + one % 3):
        step = history.next_undo()
        if step is None or step.label not in _UNDONE:
            return
        try:
            history.undo()
        except NothingToUndo:
            return
    if two % 3 == 0:
        try:
            history.redo()
        except NothingToRedo:
            return


_UNDONE = frozenset(
    {"note_add", "note_edit", "note_delete", "lesson_add", "lesson_edit", "lesson_delete"}
    | {"commitment_add", "commitment_edit", "commitment_delete", "block_edit", "photo_add"}
    | {"evaluation_note", "commitment_report"}
)


def _lesson(world: World, one: int, two: int, three: int) -> None:
    kind = ("good_practice", "challenge", "successful_experience")[one % 3]
    who = world.text(three, two) if one % 2 else ""
    action = world.text(two + 1, three) if one % 5 == 0 else ""
    text = world.text(two, three)
    lesson = world.program.lessons.add(world.workshop, text, kind=kind, who=who, action=action)
    if one % 4 == 0:
        world.program.lessons.edit(lesson.id, text=world.text(0, 0))


def _promise(world: World, one: int, two: int, three: int) -> None:
    who = world.mention(one, three) if world.somebody and one % 2 else ""
    made = world.program.commitments.add(world.workshop, world.text(two, three), who=who)
    if one % 3 == 0:
        told = {"status": "in_progress", "track": "on_track"}
        world.program.commitments.report(made.id, text=world.text(three, two), **told)


def _block(world: World, one: int, two: int, three: int) -> None:
    name = ("lead", "question", "instructions", "materials", "title", "room")[two % 6]
    text = world.mention(one, three) if name == "lead" and world.somebody else None
    told = {name: text or world.text(one, three)}
    world.program.agenda.edit(world.blocks[three % 3], **told)


def _comment(world: World, one: int, two: int, three: int) -> None:
    world.program.evaluations.write_comment(
        world.workshop, f"{world.text(one, two)}\n{world.text(three, one)}"
    )


def _photo(world: World, one: int, two: int, three: int) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (one % 256, two % 256, three % 256)).save(out, "JPEG")
    shown = [world.somebody[two % len(world.somebody)].person] if world.somebody and one % 2 else []
    caption = world.text(two, three)
    world.program.photos.add(world.workshop, out.getvalue(), caption=caption, people=shown)


def _vote(world: World, one: int, two: int, three: int) -> None:
    answers = [world.text(two, three), world.text(0, 0)]
    purpose = ("hands", "dots")[one % 2]
    question = world.text(one, two)
    world.program.counting.ask(world.workshop, world.blocks[0], purpose, question, answers)


def _round(world: World, one: int, two: int, three: int) -> None:
    """The office takes the workshop in, adds a note, and sends it back."""
    world._rounds += 1
    if world._rounds > 2:
        return
    out = world.folder / f"round{world._rounds}.carebundle"
    back = world.folder / f"back{world._rounds}.carebundle"
    to, here = world.office.identity.card().recipient(), world.program.identity.card().recipient()
    world.program.sharing.export([world.workshop], out, [to])
    world.office.arrivals.apply(out, trust=True, forget=True)
    notes = world.office.notes.of(world.workshop)
    if notes:
        world.office.notes.edit(notes[one % len(notes)].note.id, text=world.text(0, 0))
    world.office.sharing.export([world.workshop], back, [here])
    world.program.arrivals.apply(back, trust=True, forget=True)


ACTS: dict[str, Callable[[World, int, int, int], None]] = {
    "person": _person,
    "answer": _answer,
    "rename": _rename,
    "forget": _forget,
    "note": _note,
    "reword": _reword,
    "delete": _delete,
    "undo": _undo,
    "lesson": _lesson,
    "promise": _promise,
    "block": _block,
    "comment": _comment,
    "photo": _photo,
    "vote": _vote,
    "round": _round,
}
_NUMBER = st.integers(0, 59)
ANY_ACT = st.tuples(st.sampled_from(sorted(ACTS)), _NUMBER, _NUMBER, _NUMBER)
START: list[Act] = [("person", 0, number, number * 7) for number in range(5)]


def stories() -> st.SearchStrategy[list[Act]]:
    """A list of five people, then anything, and enough of it."""
    return st.lists(ANY_ACT, min_size=24, max_size=36).map(lambda acts: [*START, *acts])


def known_now(world: World) -> set[str]:
    """The names that stand in the list now."""
    return {one.name for one in world.program.workspace.all(Person) if one.name}
