"""Who is who: the rule by which a row is taken for somebody already known, and who may be one.

A row is the same person only on an exact e-mail address, or the folded name plus organisation,
within one workshop. An address that a whole group shares makes nobody disappear: where one file
gives it to several names, each name is a person of her own. Whoever may be the same beyond that is
proposed, and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carefacilitator.model.figures import Merged
from carefacilitator.model.folding import fold
from carefacilitator.model.records import Participation, Person, SameAs

if TYPE_CHECKING:
    from carefacilitator.interchange.attendees import AttendeeRow


@dataclass(eq=False)
class Entry:
    """Somebody a row may speak of: on the list already, or told of by earlier rows of the file.

    ``name`` and ``organisation`` are folded; ``rows`` are what the file says of her. ``away``: she
    is in the bin; ``taken_off``: a person put her there.
    """

    name: str
    email: str
    organisation: str
    person: Person | None = None
    participation: Participation | None = None
    away: bool = False
    taken_off: bool = False
    rows: list[AttendeeRow] = field(default_factory=list)


class Recognition:
    """Finds the one person a row speaks of.

    ``organisation_key`` gives what an organisation is compared by, whatever name it goes by.
    """

    def __init__(self, rows: Iterable[AttendeeRow], organisation_key: Callable[[str], str]) -> None:
        self._organisation_key = organisation_key
        self._by_email: dict[str, list[Entry]] = {}
        self._by_name: dict[tuple[str, str], list[Entry]] = {}
        self._names: dict[str, set[str]] = {}
        for row in rows:
            if row.email:
                self._names.setdefault(address(row.email), set()).add(fold(row.name))

    def add(self, entry: Entry) -> None:
        """Let rows be taken for this person."""
        if entry.email:
            self._by_email.setdefault(entry.email, []).append(entry)
        self._by_name.setdefault((entry.name, entry.organisation), []).append(entry)

    def of(self, row: AttendeeRow) -> Entry:
        """The person a row speaks of, known or new; the row is noted with her."""
        entry = self._find(row)
        if entry is None:
            place = self._organisation_key(row.organization)
            entry = Entry(fold(row.name), address(row.email), place)
            self.add(entry)
        elif row.email and not entry.email:
            entry.email = address(row.email)
            self._by_email.setdefault(entry.email, []).append(entry)
        entry.rows.append(row)
        return entry

    def _find(self, row: AttendeeRow) -> Entry | None:
        name, email = fold(row.name), address(row.email)
        at_address = self._by_email.get(email, []) if email else []
        for entry in at_address:
            if entry.name == name:
                return entry
        for entry in at_address:
            if self._may_be(entry, name, email):
                return entry
        for entry in self._by_name.get((name, self._organisation_key(row.organization)), ()):
            if not (email and entry.email and email != entry.email):
                return entry  # with another address it is somebody else of the same name
        return None

    def _may_be(self, entry: Entry, name: str, email: str) -> bool:
        """Whether one address under another name is one person: not where it is a group's."""
        mine, hers = set(name.split()), set(entry.name.split())
        return mine <= hers or hers <= mine or entry.name not in self._names[email]


def address(email: str) -> str:
    """What an e-mail address is compared by."""
    return email.strip().casefold()


@dataclass(frozen=True)
class Likely:
    """Two people who may be one, and why: ``name`` or ``email``."""

    first: Person
    second: Person
    reason: str


class _Said:
    """What was said about who is one with whom, and what was proposed."""

    def __init__(self, statements: Iterable[SameAs]) -> None:
        told = list(statements)
        self._one = Merged(told)
        self._apart = {self._pair(one.first_id, one.second_id) for one in told if not one.same}

    def _pair(self, first: str, second: str) -> frozenset[str]:
        return frozenset((self._one.of(first), self._one.of(second)))

    def open(self, first: Person, second: Person) -> bool:
        """Whether nobody has said yet if these two are one."""
        pair = self._pair(first.id, second.id)
        return len(pair) == 2 and pair not in self._apart

    def proposed(self, first: Person, second: Person) -> None:
        """Do not propose these two again for another reason."""
        self._apart.add(self._pair(first.id, second.id))


def pairs(people: Sequence[Person], statements: Iterable[SameAs]) -> list[Likely]:
    """Pairs of one list who may be one person: one address, or one name in any spelling.

    Each person is proposed once per reason, together with the first she may be.
    """
    said = _Said(statements)
    found: list[Likely] = []
    for reason, key_of in (("email", _email_key), ("name", _name_key)):
        groups: dict[str, list[Person]] = {}
        for person in people:
            key = key_of(person)
            group = groups.setdefault(key, []) if key else []
            first = next((one for one in group if said.open(one, person)), None)
            if first is not None:
                said.proposed(first, person)
                found.append(Likely(first, person, reason))
            group.append(person)
    return found


def elsewhere(
    here: Sequence[Person], everybody: Iterable[Person], statements: Iterable[SameAs]
) -> list[Likely]:
    """People of one list who may be somebody of another, by the rule that holds within a list."""
    said = _Said(statements)
    own = {person.id for person in here}
    known: dict[tuple[str, str], list[Person]] = {}
    for person in everybody:
        if person.id not in own:
            for key in _keys(person):
                known.setdefault(key, []).append(person)
    found: list[Likely] = []
    for person in here:
        for key in _keys(person):
            others = known.get(key, ())
            second = next((one for one in others if said.open(person, one)), None)
            if second is not None:
                said.proposed(person, second)
                found.append(Likely(person, second, key[0]))
                break
    return found


def _email_key(person: Person) -> str:
    return address(person.email)


def _name_key(person: Person) -> str:
    """A key that spelling and word order do not change; short names say too little."""
    folded = " ".join(sorted(fold(person.name).split()))
    return folded if len(folded) > 3 else ""


def _keys(person: Person) -> list[tuple[str, str]]:
    """What a person goes by in any workshop: her address, her name at her organisation."""
    keys = [("email", address(person.email)), ("name", fold(person.name))]
    place = f"\x1f{person.organisation_id}"
    return [(why, key + place if why == "name" else key) for why, key in keys if key]
