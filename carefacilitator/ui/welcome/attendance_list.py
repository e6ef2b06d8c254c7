"""The door list in memory: found as fast as one types, marked before it is written.

Everything here is plain Python and touches no widget, so that it may be read on the worker. What a
person just marked stands at once (:meth:`AttendanceList.mark`); a list read meanwhile does not take
it back as long as its write is under way.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from carefacilitator.model.document.sign_in_code import code_of, door_code
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.attendance import Mark, mark_of
from carefacilitator.model.records.records import COMPANIONS, Attendance, Person, Workshop
from carefacilitator.model.text.folding import fold
from carefacilitator.services.agenda.sessions import Slot
from carefacilitator.services.people.attendance_list import PersonListed, PersonOfList
from carefacilitator.services.people.people import PRESENT, HeadsInRoom, PersonLine
from carefacilitator.services.program import Program
from carefacilitator.ui.welcome.ranking import (
    beginning,
    holding,
    near,
    ordered,
    typed_words,
    words_of,
)

COMMAS = (",", "،", ";")
"""What stands between a name and an organisation."""

ELSEWHERE_LETTERS = 2
"""Letters from which on people of earlier workshops are looked for, too."""
ELSEWHERE_SHOWN = 40

_UNMARKED = ("", "", "")


class DoorRow(NamedTuple):
    """One line at the door: somebody on the list, or of an earlier workshop (no participation).

    ``arrived`` is a time of the day (``HH:MM``) where the workshop is held.
    """

    person: Person | PersonOfList
    organisation: str
    participation_id: str = ""
    consents: Mapping[str, str] = MappingProxyType({})
    status: str = ""
    arrived: str = ""
    folded: str = ""
    name_folded: str = ""
    organisation_folded: str = ""
    left: str = ""
    also: tuple[str, ...] = ()
    """Further participations of the same person, who stands in one row."""
    people: tuple[str, ...] = ()
    """The other records of this person on the list."""

    @property
    def key(self) -> str:
        """What names this row: the participation, or the person of an earlier workshop."""
        return self.participation_id or self.person.id

    @property
    def elsewhere(self) -> bool:
        """Whether this person is not on the list of this workshop yet."""
        return not self.participation_id

    @property
    def present(self) -> bool:
        """Whether this person counts as being in the room."""
        return self.status in PRESENT


@dataclass(frozen=True)
class Seen:
    """What one reading of the workshop found."""

    slot: str
    slots: tuple[str, ...] = ()
    rows: Sequence[DoorRow] = ()
    heads: Mapping[str, int] = field(default_factory=dict)
    blocks: Mapping[str, Slot] = field(default_factory=dict)
    """Where attendance is taken block by block: what each of ``slots`` is."""
    hidden: frozenset[str] = frozenset()
    """The fields of a person that are not asked at this workshop."""
    invited: int = 0
    """How many asked not to be kept on a list of the invited: counted, but not in the room."""
    index: Index | None = None
    """What the roll needs to find among these rows, made on the worker; else it makes it itself."""


class Index:
    """What is looked up at every letter and every mark, gathered once for all rows.

    ``texts`` and ``names`` are what is searched, side by side in memory: going through ten
    thousand strings that lie apart takes the processor twice as long. ``known`` are all words of
    names, for finding slips.
    """

    def __init__(self, rows: Sequence[DoorRow]) -> None:
        self.texts = _side_by_side([words_of(row.folded) for row in rows])
        self.names = _side_by_side([words_of(row.name_folded) for row in rows])
        self.known = frozenset(itertools.chain.from_iterable(map(str.split, self.names)))
        self.places = {row.key: number for number, row in enumerate(rows)}
        self.marks = Counter(row.status for row in rows)


def _side_by_side(texts: list[str]) -> list[str]:
    return "\n".join(texts).split("\n") if texts else []


def read(program: Program, workshop_id: str, slot: str = "") -> Seen:
    """Read everybody on a list and the head count; without ``slot`` that of this moment."""
    slots = program.slots.of(workshop_id)
    names = tuple(one.id for one in slots)
    if slot not in names:
        slot = program.slots.now(workshop_id)
    workshop = program.workspace.get(Workshop, workshop_id)
    zone = program.agenda.local_now(workshop).tzinfo
    arrivals, lines = program.door.arrivals(workshop_id, slot)
    made = Rows(zone)
    rows = [*map(made.of, arrivals), *(row_of(line, zone) for line in lines)]
    rows.sort(key=_by_name)
    blocks = {one.id: one for one in slots if one.start}
    heads = program.people.heads(workshop_id, slot)
    invited = program.people.invited_unstored(workshop_id)
    return Seen(
        slot, names, rows, heads, blocks, hidden_questions.hidden(workshop), invited, Index(rows)
    )


@dataclass(frozen=True)
class Marks:
    """The marks of one half-day by participation and its head count; ``zone`` tells their times."""

    slot: str
    marks: Mapping[str, Sequence[Attendance]]
    heads: Mapping[str, int]
    told: Mapping[str, tuple[str, str, str]]
    """Status, arrival and departure by participation, worked out where nobody waits for it."""
    zone: dt.tzinfo | None = None
    invited: int = 0

    def of(self, row: DoorRow) -> tuple[str, str, str]:
        """Status, arrival and departure of a row under all its participations."""
        if not row.also:
            return self.told.get(row.participation_id, _UNMARKED)
        keys = (row.participation_id, *row.also)
        return _told(mark_of(one for key in keys for one in self.marks.get(key, ())), self.zone)


def _told(mark: Mark, zone: dt.tzinfo | None) -> tuple[str, str, str]:
    arrived = mark.arrived_at if mark.status in PRESENT else ""
    return mark.status, clock_of(arrived, zone), clock_of(mark.left_at, zone)


def read_marks(program: Program, workshop_id: str, slot: str) -> Marks:
    """Read only what changes at the door all the time; people and consents stay as they are."""
    zone = program.agenda.local_now(program.workspace.get(Workshop, workshop_id)).tzinfo
    found = program.workspace.all(Attendance, workshop_id=workshop_id, slot=slot)
    marks: dict[str, list[Attendance]] = {}
    for one in found:
        marks.setdefault(one.participation_id, []).append(one)
    told = {key: _told(mark_of(each), zone) for key, each in marks.items()}
    heads, invited = (
        program.people.heads(workshop_id, slot),
        program.people.invited_unstored(workshop_id),
    )
    return Marks(slot, marks, heads, told, zone, invited)


def row_of(line: PersonLine, zone: dt.tzinfo | None) -> DoorRow:
    """A line of the service as the door shows it; the code of a sign-in sheet finds it, too."""
    codes = " ".join(fold(door_code(one)) for one in (line.participation, *line.also))
    return DoorRow(
        line.person,
        line.organisation,
        line.participation.id,
        line.consents,
        line.status,
        clock_of(line.arrived_at, zone),
        f"{line.folded} {codes}",
        fold(line.person.name),
        fold(line.organisation),
        clock_of(line.left_at, zone),
        tuple(one.id for one in line.also),
        tuple(one.person_id for one in line.also),
    )


class Rows:
    """Makes rows of what was read; what many of them share is worked out once."""

    def __init__(self, zone: dt.tzinfo | None) -> None:
        self._zone = zone
        self._times: dict[str, str] = {}
        self._organisations: dict[str, str] = {}

    def of(self, one: PersonListed) -> DoorRow:
        """The same row that :func:`row_of` makes of a whole line."""
        organisation = self._organisations.get(one.organisation)
        if organisation is None:
            organisation = self._organisations[one.organisation] = fold(one.organisation)
        code = fold(one.code) if one.code else code_of(one.participation_id).lower()
        return DoorRow(
            one.person,
            one.organisation,
            one.participation_id,
            one.consents,
            one.status,
            self.clock(one.arrived_at),
            f"{one.folded} {organisation} {code}",
            one.folded,
            organisation,
            self.clock(one.left_at),
        )

    def clock(self, moment: str) -> str:
        """The local ``HH:MM`` of a moment in UTC; nothing for nothing."""
        known = self._times.get(moment)
        if known is None:
            known = self._times[moment] = clock_of(moment, self._zone)
        return known


def _by_name(row: DoorRow) -> tuple[str, str]:
    return row.name_folded, row.person.id


def clock_of(moment: str, zone: dt.tzinfo | None) -> str:
    """The local ``HH:MM`` of a moment in UTC; nothing for nothing."""
    if not moment:
        return ""
    return dt.datetime.fromisoformat(moment).astimezone(zone).strftime("%H:%M")


def read_elsewhere(program: Program, workshop_id: str) -> list[DoorRow]:
    """Everybody this computer knows from earlier workshops, by name; kept folded for typing."""
    known, others = program.door.acquaintances(workshop_id)
    rows = [
        DoorRow(one.person, one.organisation, folded=words_of(one.folded), name_folded=one.folded)
        for one in known
    ]
    for one in others:
        folded = fold(" ".join(one.names))
        rows.append(
            DoorRow(one.person, one.organisation, folded=words_of(folded), name_folded=folded)
        )
    return sorted(rows, key=_by_name)


@dataclass(frozen=True)
class Query:
    """What was typed: words of a name and, behind a comma, words of an organisation."""

    words: tuple[str, ...]
    organisation: tuple[str, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that could be looked for."""
        return not self.words and not self.organisation

    def among(self, rows: Sequence[DoorRow]) -> list[DoorRow]:
        """The rows that hold every typed word, each where it was asked for."""
        found = list(rows)
        for word in self.words:
            found = [row for row in found if word in row.name_folded]
        for word in self.organisation or ():
            found = [row for row in found if word in row.organisation_folded]
        return found


def query(text: str) -> Query:
    """Read what was typed; accents, letter forms and case do not matter."""
    for mark in COMMAS:
        if mark in text:
            name, _, organisation = text.partition(mark)
            return Query(typed_words(fold(name)), typed_words(fold(organisation)))
    return Query(typed_words(fold(text)))


def _waiting(row: DoorRow) -> int:
    """Who is awaited comes first, then who is marked and not here, then who is."""
    return 0 if not row.status else 2 if row.present else 1


class AttendanceList:
    """The list as it is on screen: read rows, with marks that are still being written."""

    def __init__(self) -> None:
        self.rows: list[DoorRow] = []
        self.elsewhere: list[DoorRow] = []
        self.heads: dict[str, int] = {}
        self.invited = 0
        self._index = Index(())
        self._marks: Counter[str] = Counter()
        self._pending: dict[str, tuple[int, str, str]] = {}
        self._number = 0
        self.near = False
        """Whether those found last only look like what was typed."""

    def take(self, seen: Seen) -> None:
        """Take what was read; marks still being written stay as the person set them."""
        self.rows = list(seen.rows)
        self.heads, self.invited = dict(seen.heads), seen.invited
        self._index = seen.index or Index(self.rows)
        self._marks = Counter(self._index.marks)
        for key, (_, status, arrived) in self._pending.items():
            self._put(key, status, arrived)

    def take_marks(self, seen: Marks) -> None:
        """Take the marks that were read, and the head count."""
        self.heads, self.invited = dict(seen.heads), seen.invited
        for number, row in enumerate(self.rows):
            told = seen.of(row)
            if (row.status, row.arrived, row.left) != told:
                self._set(number, *told)
        for key, (_, status, arrived) in self._pending.items():
            self._put(key, status, arrived)

    def take_elsewhere(self, rows: Sequence[DoorRow]) -> None:
        """Take the people of earlier workshops."""
        self.elsewhere = list(rows)

    def find(self, key: str) -> DoorRow | None:
        """The row of a participation, or None."""
        place = self._index.places.get(key)
        return None if place is None else self.rows[place]

    def find_person(self, person_id: str) -> DoorRow | None:
        """The row of a person, on this list or of an earlier workshop, or None."""
        everybody = itertools.chain(self.rows, self.elsewhere)
        return next((row for row in everybody if person_id in (row.person.id, *row.people)), None)

    def match(self, text: str) -> tuple[list[DoorRow], list[DoorRow]]:
        """Who fits what was typed: on this list (all of it for no text), and elsewhere."""
        wanted, self.near = query(text), False
        if wanted.empty:
            return self.rows, []
        if wanted.organisation is not None:
            return wanted.among(self.rows), []
        words, index = wanted.words, self._index
        here = self._ordered(beginning(index.texts, words), words)
        long = sum(map(len, words)) >= ELSEWHERE_LETTERS
        elsewhere = self._elsewhere([f" {word}" for word in words]) if long else []
        if not here and not elsewhere:
            here = self._ordered(holding(index.texts, words), words)
            elsewhere = self._elsewhere(words) if long else []
        if not here and not elsewhere:
            here = near(self.rows, index.names, index.known, words)
            self.near = bool(here)
        return here, elsewhere

    def _ordered(self, hits: list[bool], words: Sequence[str]) -> list[DoorRow]:
        rows = list(itertools.compress(self.rows, hits))
        names = list(itertools.compress(self._index.names, hits))
        return ordered(rows, names, words, [_waiting(row) for row in rows])

    def _elsewhere(self, parts: Sequence[str]) -> list[DoorRow]:
        fits = (row for row in self.elsewhere if all(part in row.folded for part in parts))
        return list(itertools.islice(fits, ELSEWHERE_SHOWN))

    # marks ------------------------------------------------------------------------------------

    def mark(self, key: str, status: str, arrived: str) -> int:
        """Show a mark before it is written; returns a number for :meth:`written`."""
        self._number += 1
        self._pending[key] = (self._number, status, arrived)
        self._put(key, status, arrived)
        return self._number

    def written(self, key: str, number: int) -> None:
        """A mark is stored (or was refused): from now on what is read stands."""
        if self._pending.get(key, (0,))[0] == number:
            del self._pending[key]

    def show_mark(self, key: str, status: str) -> None:
        """Show a mark that one step writes together with others."""
        self._put(key, status, "")

    def forget_marks(self) -> None:
        """Another half-day is shown: marks still being written belong to the one before."""
        self._pending.clear()

    def consent(self, key: str, answers: Mapping[str, str]) -> None:
        """Show consents before they are written."""
        row = self.find(key)
        if row is not None:
            self.rows[self._index.places[key]] = row._replace(consents={**row.consents, **answers})

    def _put(self, key: str, status: str, arrived: str) -> None:
        row = self.find(key)
        if row is not None:
            here = arrived if status in PRESENT else ""
            left = row.left if status in PRESENT else ""
            self._set(self._index.places[key], status, here, left)

    def _set(self, place: int, status: str, arrived: str, left: str) -> None:
        row = self.rows[place]
        self._marks[row.status] -= 1
        self._marks[status] += 1
        self.rows[place] = row._replace(status=status, arrived=arrived, left=left)

    # figures ----------------------------------------------------------------------------------

    def room(self) -> HeadsInRoom:
        """Who is in the room, as the list and the head count now stand."""
        marks = self._marks
        return HeadsInRoom(
            sum(count for status, count in marks.items() if status in PRESENT),
            sum(count for group, count in self.heads.items() if group != COMPANIONS),
            marks["excused"],
            marks["absent"],
            marks[""],
            self.heads,
            self.invited,
        )
