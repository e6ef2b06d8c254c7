"""Who is who: the rule by which a row of a list is taken for somebody already known.

A row is the same person only on an exact e-mail address, or the folded name plus organisation,
within one workshop. An address that a whole group shares makes nobody disappear: where one file
gives it to several names, each name is a person of her own. Whoever may be the same beyond that is
proposed (``likely.py``), and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carefacilitator.model.folding import fold
from carefacilitator.model.records import Participation, Person

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
