"""Who is who: the rule by which a row of a list is taken for somebody already known.

A row is the same person on the form's own id, on an exact e-mail address, or on the folded name
plus organisation where no telephone, village, age or gender speaks against it, within one
workshop. What earlier imports told counts like what stands now, so that a row stays with its person
whatever was corrected. An address that a whole group shares makes nobody disappear: where one file
gives it to several names, each name is a person of her own. Whoever may be the same beyond that is
proposed (``duplicates.py``), and a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carefacilitator.model.records.records import Participation, Person
from carefacilitator.model.text.folding import fold
from carefacilitator.services.same import details as same_details
from carefacilitator.services.same.details import NOTHING, Details, phones

if TYPE_CHECKING:
    from carefacilitator.interchange.people.attendees import AttendeeRow

_FEW = 8
_LONG_CODE = 12
"""Codes of so many letters and digits are given once, whatever form they come from."""


@dataclass(eq=False)
class PersonSeen:
    """Somebody a row may speak of: on the list already, or told of by earlier rows of the file.

    ``names``, ``addresses`` and ``organisations`` are folded: all that stand now and all that
    imports told. ``now`` are her details with those told before, ``told`` what imports alone told;
    ``codes`` are (form, code). ``rows`` are what the file says of her. ``away``: she is in the bin;
    ``taken_off``: a person put her there. ``apart``: somebody of the same name she is not.
    """

    names: set[str]
    addresses: set[str]
    organisation: str
    person: Person | None = None
    participation: Participation | None = None
    email: str = ""
    organisations: set[str] = field(default_factory=set)
    now: Details = NOTHING
    told: Details = NOTHING
    codes: set[tuple[str, str]] = field(default_factory=set)
    away: bool = False
    taken_off: bool = False
    apart: PersonSeen | None = None
    rows: list[AttendeeRow] = field(default_factory=list)


class Recognition:
    """Finds the one person a row speaks of.

    ``organisation_key`` gives what an organisation is compared by, whatever name it goes by;
    ``form`` is where the rows come from; ``running``: its codes only number the rows; ``hidden``
    are fields that are not asked here, so that nothing is known to compare with; ``before`` gives
    the id of whom a row became when this form was brought in before.
    """

    def __init__(
        self,
        rows: Sequence[AttendeeRow],
        organisation_key: Callable[[str], str],
        form: str = "",
        running: bool = False,
        hidden: frozenset[str] = frozenset(),
        before: Callable[[AttendeeRow], str] = lambda _row: "",
    ) -> None:
        self._organisation_key = organisation_key
        self._form = form
        self._running = running
        self._hidden = hidden
        self._before = {id(row): before(row) for row in rows}
        self._by_person: dict[str, PersonSeen] = {}
        self._by_email: dict[str, list[PersonSeen]] = {}
        self._by_told_email: dict[str, list[PersonSeen]] = {}
        self._by_name: dict[tuple[str, str], _Namesakes] = {}
        self._by_code: dict[str, list[PersonSeen]] = {}
        self._names: dict[str, set[str]] = {}
        self._keys = {id(row): self._read_key(row) for row in rows}
        self._told = {id(row): self._read_details(row) for row in rows}
        self._rows = rows  # their ids are theirs as long as they are held
        self._often = Counter(row.external_id for row in rows if row.external_id)
        for row in rows:
            if row.email:
                self._names.setdefault(address(row.email), set()).add(self._keys[id(row)][0])
        self._tied = set(self._before.values()) - {""}
        self._word_for_word = self._find_word_for_word(rows)
        self._named = Counter(self._keys.values())
        self._divided = self._find_divided(rows)

    def _find_divided(self, rows: Sequence[AttendeeRow]) -> set[tuple[str, str]]:
        """Names that the file itself gives to more than one person."""
        told: dict[tuple[str, str], set[Details]] = {}
        divided: set[tuple[str, str]] = set()
        for row in rows:
            key = self._keys[id(row)]
            if self._named[key] == 1 or key in divided:
                continue
            others, mine = told.setdefault(key, set()), self._told[id(row)]
            if any(same_details.contradict(mine, one) for one in others):
                divided.add(key)
            others.add(mine)
        return divided

    def _find_word_for_word(self, rows: Sequence[AttendeeRow]) -> set[object]:
        untied = [row for row in rows if not self._before[id(row)]]
        found: set[object] = {(self._keys[id(row)], self._told[id(row)]) for row in untied}
        addresses = {(address(row.email), self._keys[id(row)][0]) for row in untied if row.email}
        return found | addresses

    def is_tied(self, entry: PersonSeen) -> bool:
        """Whether a row of the file became this person before, so that nothing is in doubt."""
        return entry.person is not None and entry.person.id in self._tied

    def keys_of(self, entry: PersonSeen) -> list[object]:
        """By what a row of the file is word for word this person: her address, or all details."""
        if self.is_tied(entry):
            return []
        name = next(iter(entry.names))
        keys = ((entry.email, name), ((name, entry.organisation), entry.now))
        return [key for key in keys if key in self._word_for_word]

    def _read_key(self, row: AttendeeRow) -> tuple[str, str]:
        return fold(row.name), self._organisation_key(row.organization)

    def _read_details(self, row: AttendeeRow) -> Details:
        hidden = self._hidden
        return same_details.details(lambda name: "" if name in hidden else getattr(row, name))

    # -- entries -------------------------------------------------------------------------------

    def add(self, entry: PersonSeen) -> None:
        """Let rows be taken for this person."""
        if entry.person is not None:
            self._by_person[entry.person.id] = entry
        if entry.email:
            self._by_email.setdefault(entry.email, []).append(entry)
        for told in entry.addresses - {entry.email}:
            self._by_told_email.setdefault(told, []).append(entry)
        for name in entry.names:
            for place in {entry.organisation, *entry.organisations}:
                self._by_name.setdefault((name, place), _Namesakes()).add(entry)
        for _, code in entry.codes:
            self._by_code.setdefault(code, []).append(entry)

    def of(self, row: AttendeeRow) -> PersonSeen:
        """The person a row speaks of, known or new; the row is noted with her."""
        details = self._told[id(row)]
        entry = self._find(row, details)
        if entry is None:
            entry = self._new(row)
        elif row.email and not entry.email:
            entry.email = address(row.email)
            self._by_email.setdefault(entry.email, []).append(entry)
        self._note(entry, row, details)
        return entry

    def _new(self, row: AttendeeRow) -> PersonSeen:
        name, place = self._keys[id(row)]
        email = address(row.email)
        entry = PersonSeen({name}, {email} - {""}, place, email=email)
        others = self._by_name.get((name, place))
        if others is not None and not email:
            entry.apart = next((one for one in others.all if not one.email), None)
        self.add(entry)
        return entry

    def _note(self, entry: PersonSeen, row: AttendeeRow, details: Details) -> None:
        entry.rows.append(row)
        fresh = phones(details) - phones(entry.now)
        if details != entry.now or details != entry.told:
            entry.now = same_details.union(entry.now, details)
            entry.told = same_details.union(entry.told, details)
        if fresh:
            for name in entry.names:
                for place in {entry.organisation, *entry.organisations}:
                    self._by_name[name, place].reach(entry, fresh)
        code = (self._form, row.external_id)
        if row.external_id and code not in entry.codes:
            entry.codes.add(code)
            self._by_code.setdefault(row.external_id, []).append(entry)

    # -- finding -------------------------------------------------------------------------------

    def _find(self, row: AttendeeRow, details: Details) -> PersonSeen | None:
        return (
            self._by_person.get(self._before[id(row)])
            or self._find_by_code(row, details)
            or self._find_by_email(row, details)
            or self._find_by_name(row, details)
            or self._find_who_refuses(row, details)
        )

    def _find_by_code(self, row: AttendeeRow, details: Details) -> PersonSeen | None:
        code = row.external_id
        for entry in self._by_code.get(code, ()) if code else ():
            if self._often[code] > 1 and not self._is_like(entry, row, details):
                continue  # the code of a household or a village
            here = (self._form, code) in entry.codes
            if _is_long(code) or (here and not self._running):
                return entry
            if self._shares(entry, row, details):
                return entry
        return None

    def _is_like(self, entry: PersonSeen, row: AttendeeRow, details: Details) -> bool:
        return self._keys[id(row)][0] in entry.names and not same_details.contradict(
            details, entry.now
        )

    def _shares(self, entry: PersonSeen, row: AttendeeRow, details: Details) -> bool:
        """Whether a row with her number has more of her: most of her name, address, telephone."""
        email = address(row.email)
        if email and email in {entry.email, *entry.addresses}:
            return True
        if same_details.agreements(same_details.only("phone", details), entry.now):
            return True
        if same_details.contradict(details, entry.now):
            return False
        mine = set(self._keys[id(row)][0].split())
        alike = bool(same_details.agreements(details, entry.now))
        return any(_mostly(mine, set(hers.split()), alike) for hers in entry.names)

    def _find_by_email(self, row: AttendeeRow, details: Details) -> PersonSeen | None:
        name, email = self._keys[id(row)][0], address(row.email)
        if not email:
            return None
        at_address: Sequence[PersonSeen] = self._by_email.get(email, ())
        shared = len(self._names[email]) > 1
        earlier: Sequence[PersonSeen] = self._by_told_email.get(email, ())
        for entry in (*at_address, *earlier):
            if name in entry.names and not (shared and same_details.contradict(details, entry.now)):
                return entry
        for entry in at_address:
            if self._may_be(entry, name, email):
                return entry
        return None

    def _may_be(self, entry: PersonSeen, name: str, email: str) -> bool:
        """Whether one address under another name is one person: not where it is a group's."""
        if name in entry.names:
            return False
        mine = set(name.split())
        within = any(mine <= set(hers.split()) or set(hers.split()) <= mine for hers in entry.names)
        return within or not entry.names & self._names[email]

    def _find_by_name(self, row: AttendeeRow, details: Details) -> PersonSeen | None:
        email = address(row.email)
        key = self._keys[id(row)]
        namesakes = self._by_name.get(key, _Namesakes())
        found = [
            entry
            for entry in namesakes.of(details)
            if not (email and entry.email and email not in {entry.email, *entry.addresses})
            and not same_details.contradict(details, entry.now)
        ]
        for entry in sorted(found, key=lambda one: bool(one.rows)):
            if same_details.same(details, entry.told):
                return entry
        if len(found) == 1 and key not in self._divided:
            return found[0]
        return _most_alike(found, details)

    def _find_who_refuses(self, row: AttendeeRow, details: Details) -> PersonSeen | None:
        """A no reaches the one of this name who is on the list, also from another telephone."""
        key = self._keys[id(row)]
        known = self._by_name.get(key)
        if row.consents.get("store") != "refused" or known is None or self._named[key] > 1:
            return None
        other = same_details.without("phone", details)
        found = [one for one in known.all if not same_details.contradict(other, one.now)]
        email = address(row.email)
        if len(known.all) > 1 or not found or (email and found[0].email):
            return None
        return found[0]


class _Namesakes:
    """Everybody of one name at one organisation, found by the end of a telephone number.

    A list may give one name to thousands; those with another telephone are not looked at.
    """

    def __init__(self) -> None:
        self.all: list[PersonSeen] = []
        self._by_phone: dict[str, list[PersonSeen]] | None = None

    def add(self, entry: PersonSeen) -> None:
        self.all.append(entry)
        self.reach(entry, phones(entry.now))

    def reach(self, entry: PersonSeen, numbers: Iterable[str]) -> None:
        """Note under which numbers she is reached."""
        if self._by_phone is None:
            return
        for phone in numbers:
            known = self._by_phone.setdefault(same_details.phone_end(phone), [])
            if entry not in known:
                known.append(entry)

    def of(self, details: Details) -> list[PersonSeen]:
        """Who may be meant by a row with these details."""
        if not phones(details) or len(self.all) < _FEW:
            return self.all
        if self._by_phone is None:
            self._by_phone = {}
            for entry in self.all:
                self.reach(entry, phones(entry.now))
        ends = {same_details.phone_end(phone) for phone in phones(details)}
        near = [entry for end in ends for entry in self._by_phone.get(end, ())]
        return [*near, *(one for one in self.all if not phones(one.now))]


def _mostly(mine: set[str], hers: set[str], alike: bool) -> bool:
    """Whether one name holds the other; where details agree, half of the words are enough."""
    if mine <= hers or hers <= mine:
        return True
    return alike and len(mine & hers) * 2 >= max(len(mine), len(hers))


def _most_alike(found: Sequence[PersonSeen], details: Details) -> PersonSeen | None:
    """The one with whom most details agree; nobody where none does, or two agree as much."""
    ranked = sorted(
        ((same_details.agreements(details, entry.now), -at) for at, entry in enumerate(found)),
        reverse=True,
    )
    if not ranked or not ranked[0][0]:
        return None
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return None
    return found[-ranked[0][1]]


def _is_long(code: str) -> bool:
    """Whether a code is one that computers give once: an UUID, not “P001”."""
    return sum(map(str.isalnum, code)) >= _LONG_CODE


def is_running(codes: Sequence[str]) -> bool:
    """Whether codes only number the rows of a list: 1, 2, 3 …"""
    told = [int(code) for code in codes if code.isdecimal() and len(code) < 6]
    return len(told) == len(codes) > 0 and told == sorted(told) and told[0] in (0, 1)


def address(email: str) -> str:
    """What an e-mail address is compared by."""
    return email.strip().casefold()
