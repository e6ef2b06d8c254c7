"""Random groups of the people who are here now, drawn, changed by hand and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carefacilitator.i18n import Words
from carefacilitator.model.agenda import groups
from carefacilitator.model.agenda.groups import Groups, Member
from carefacilitator.model.records.records import Attendance, Note, Person, Tally
from carefacilitator.services.agenda.clock import Agenda
from carefacilitator.services.failures import BadNumber
from carefacilitator.services.findings.notes import Notes
from carefacilitator.services.people.people import PRESENT, People, PersonLine
from carefacilitator.storage.failures import named_failures
from carefacilitator.storage.workspace import Workspace

GROUPS = "groups"
MIXES = ("organisation", "gender", "place")
"""By what people can be mixed: gender is used and never shown; place is country and locality."""
LEADING = frozenset({"facilitator", "co_facilitator", "rapporteur", "interpreter", "organizer"})
"""Roles that lead the day rather than take part in groups."""


@dataclass(frozen=True)
class GroupWish:
    """How groups are wanted: so many, or of about so many people; mixed by what; which draw.

    ``everybody`` puts those who lead the day into the groups too. The same wish for the same people
    draws the same groups.
    """

    number: int = 4
    of_size: bool = False
    mix: tuple[str, ...] = ("organisation",)
    everybody: bool = False
    draw: int = 1


@dataclass(frozen=True)
class Drawn:
    """Groups of people by id, with their names as they want to be called."""

    wish: GroupWish
    groups: Groups
    names: dict[str, str]

    @property
    def people(self) -> int:
        """How many people are in the groups."""
        return sum(len(group) for group in self.groups)

    def named(self) -> tuple[tuple[str, ...], ...]:
        """The names in each group."""
        return tuple(tuple(self.names.get(one, "") for one in group) for group in self.groups)


class Grouping:
    """What a person can do with random groups."""

    def __init__(self, workspace: Workspace, people: People, agenda: Agenda, notes: Notes) -> None:
        self._workspace = workspace
        self._people, self._agenda, self._notes = people, agenda, notes

    def here(self, workshop_id: str) -> list[PersonLine]:
        """Everybody on the list who is marked present in this half-day and has not left."""
        slot = self._agenda.slot_now(workshop_id)
        gone = {
            one.participation_id
            for one in self._workspace.all(Attendance, workshop_id=workshop_id, slot=slot)
            if one.left_at
        }
        return [
            line
            for line in self._people.lines(workshop_id, slot)
            if line.status in PRESENT and line.participation.id not in gone and line.person.name
        ]

    def draw(self, workshop_id: str, wish: GroupWish) -> Drawn:
        """Draw groups of those who are here now. Raises BadNumber for fewer than one."""
        if not 1 <= wish.number <= groups.MOST_GROUPS:
            raise BadNumber(low=1, high=groups.MOST_GROUPS)
        lines = [
            line
            for line in self.here(workshop_id)
            if wish.everybody or line.participation.role not in LEADING
        ]
        count = groups.how_many(len(lines), wish.number) if wish.of_size else wish.number
        members = [Member(line.person.id, traits(line.person, wish.mix)) for line in lines]
        seed = f"{workshop_id} {wish.draw}"
        names = {line.person.id: line.person.name for line in lines}
        return Drawn(wish, groups.draw(members, count, seed), names)

    @staticmethod
    def move(drawn: Drawn, person: str, to: int) -> Drawn:
        """Put one person into another group (from 0) by hand."""
        return replace(drawn, groups=groups.moved(drawn.groups, person, to))

    def keep(self, workshop_id: str, block_id: str, drawn: Drawn, words: Words) -> Note:
        """Keep the groups on a block, and a note that says how they were made, without names.

        Who is in which group is kept as links to people, so that consent and a wish to be
        forgotten hold for it as for everything about them.
        """
        head = Tally(
            id=self._workspace.new_id(),
            workshop_id=workshop_id,
            block_id=block_id,
            purpose=GROUPS,
            group=" ".join(drawn.wish.mix),
            count=len(drawn.groups),
            position=drawn.wish.draw,
            made_at=self._workspace.now(),
        )
        text = told(drawn, words)
        note = self._notes.new(workshop_id, text, block_id, "observation", words.language)
        with self._workspace.change("groups_keep", drawn.people) as change:
            change.put(note)
            change.put(replace(head, note_id=note.id))
            for number, group in enumerate(drawn.groups):
                for place, person in enumerate(group):
                    change.put(self._line(head, number + 1, place, person))
        return note

    def _line(self, head: Tally, number: int, place: int, person: str) -> Tally:
        return Tally(
            id=self._workspace.new_id(),
            workshop_id=head.workshop_id,
            block_id=head.block_id,
            asked_id=head.id,
            purpose=GROUPS,
            person_id=person,
            count=number,
            position=place,
        )

    @staticmethod
    def write(path: Path, drawn: Drawn, words: Words) -> None:
        """Write groups with their names into a text file; raises what writing raises."""
        with named_failures(path.name, path.parent):
            path.write_text(as_text(drawn, words), "utf-8")

    def kept(self, workshop_id: str, block_id: str) -> list[Drawn]:
        """The groups that were kept on a block, the newest last.

        Who may not be named here any more has lost her link and is left out.
        """
        found = self._workspace.all(
            Tally, workshop_id=workshop_id, block_id=block_id, purpose=GROUPS
        )
        heads = sorted((one for one in found if not one.asked_id), key=lambda one: one.made_at)
        return [self._kept(head, found) for head in heads]

    def _kept(self, head: Tally, found: Sequence[Tally]) -> Drawn:
        lines = [one for one in found if one.asked_id == head.id and one.person_id]
        people = self._workspace.some(Person, [one.person_id for one in lines])
        made: list[list[str]] = [[] for _ in range(max(0, min(head.count, groups.MOST_GROUPS)))]
        for one in sorted(lines, key=lambda one: one.position):
            if 1 <= one.count <= len(made) and one.person_id in people:
                made[one.count - 1].append(one.person_id)
        wish = GroupWish(head.count, mix=tuple(head.group.split()), draw=head.position)
        names = {key: one.name for key, one in people.items()}
        return Drawn(wish, tuple(tuple(group) for group in made), names)


def traits(person: Person, mix: Sequence[str]) -> tuple[str, ...]:
    """What of a person counts for a mix, in the order in which people are laid side by side."""
    found = {
        "organisation": (person.organisation_id,),
        "gender": (person.gender,),
        "place": (person.country, person.locality.casefold().strip()),
    }
    return tuple(
        f"{kind}:{value}" if value else "" for kind in MIXES if kind in mix for value in found[kind]
    )


def told(drawn: Drawn, words: Words) -> str:
    """How groups were made, without names: “4 groups of 5 or 6 people”."""
    sizes = sorted({len(group) for group in drawn.groups})
    if not sizes:
        return words.say("No groups")
    return words.say(
        "{groups}, {size} people in each",
        groups=words.say_n("{n} group", "{n} groups", len(drawn.groups)),
        size=" – ".join(words.number(one) for one in dict.fromkeys((sizes[0], sizes[-1]))),
    )


def as_text(drawn: Drawn, words: Words) -> str:
    """The groups with their names as plain text, to copy or to print."""
    parts = []
    for number, group in enumerate(drawn.named()):
        head = words.say("Group {n}", n=words.number(number + 1))
        parts.append("\n".join([head, *(f"  {name}" for name in group)]))
    return "\n\n".join(parts) + "\n"
