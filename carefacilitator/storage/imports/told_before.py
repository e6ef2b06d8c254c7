"""What lists that were brought in told of a person before, whatever was corrected since.

Operations keep every value that an import wrote, so the same list is known again without anything
being stored for it. Which form an import came from is kept beside it on this computer, as a hash
of the form's headings; what was forgotten or redacted is not read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from carefacilitator.storage import oplog, past
from carefacilitator.storage.workspace import Workspace

FIELDS = ("name", "email", "phone", "locality", "age_band", "gender", "organisation_id")
"""The fields of a person by which rows are compared."""
_FORM = "attendees_form:"
ROWS = "attendees_rows:"
"""With a workshop's id: which row, as a keyed hash, became whom."""


@dataclass
class ImportedValues:
    """What imports wrote of one person, by field."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def each(self) -> Iterator[tuple[str, str]]:
        """Every field with every value it was told to have."""
        return ((name, value) for name, all_ in self.values.items() for value in all_)


def form_of(headers: Sequence[str]) -> str:
    """A form by its column heads: a hash that tells nothing of anybody."""
    told = "\x1f".join(header.strip() for header in headers)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def forget(connection: Any, person: str) -> None:
    """Keep no hash of a row that became this person."""
    kept = connection.execute("SELECT key, value FROM meta WHERE key LIKE ?", (f"{ROWS}%",))
    for key, value in kept.fetchall():
        rows: dict[str, str] = json.loads(value)
        left = {row: one for row, one in rows.items() if one != person}
        if len(left) < len(rows):
            told = json.dumps(left, separators=(",", ":"))
            connection.execute("UPDATE meta SET value=? WHERE key=?", (told, key))


def remember_form(workspace: Workspace, change: str, form: str) -> None:
    """Keep on this computer which form a change was brought in from."""
    workspace.set_meta(_FORM + change, form)


class ToldBefore:
    """Reads what all imports (changes of one label) told of some people."""

    def __init__(self, workspace: Workspace, label: str) -> None:
        self._workspace = workspace
        self._label = label
        self._forms: dict[str, str | None] = {}

    def people(self, people: Collection[str]) -> dict[str, ImportedValues]:
        """What was told of those of these people who were changed since they were first written.

        Of all others, what stands is what was told.
        """
        found: dict[str, ImportedValues] = {}
        for record, name, change, value in self._read("person", FIELDS, self._changed(people)):
            if self._forms[change] is not None and value:
                told = found.setdefault(record, ImportedValues())
                told.values.setdefault(name, []).append(value)
        return found

    def _changed(self, people: Collection[str]) -> list[str]:
        found: list[str] = []
        for part in oplog.chunks(list(people)):
            query = (
                f"SELECT record FROM operation WHERE record IN ({','.join('?' * len(part))})"
                " AND kind='person' AND hidden=0 GROUP BY record HAVING min(change)<>max(change)"
            )
            found += [record for (record,) in self._workspace.database.rows(query, tuple(part))]
        return found

    def codes(self, participations: Collection[str]) -> dict[str, set[tuple[str, str]]]:
        """The codes of rows, each with its form (empty: not known), by participation."""
        found: dict[str, set[tuple[str, str]]] = {}
        for record, _name, change, value in self._read("participation", ("code",), participations):
            if value:
                found.setdefault(record, set()).add((self._forms[change] or "", value))
        return found

    def _read(
        self, kind: str, names: Sequence[str], records: Collection[str]
    ) -> list[tuple[str, str, str, str]]:
        """(record, field, change, value) of what is known of these records."""
        fields = ",".join("?" * len(names))
        rows: list[tuple[str, str, str, str]] = []
        for part in oplog.chunks(list(records)):
            query = (
                "SELECT record, field, change, value FROM operation"
                f" WHERE record IN ({','.join('?' * len(part))}) AND kind=?"
                f" AND field IN ({fields}) AND hidden=0 AND value IS NOT NULL"
            )
            rows += self._workspace.database.rows(query, (*part, kind, *names))
        self._know({change for _, _, change, _ in rows})
        return [(record, name, change, json.loads(value)) for record, name, change, value in rows]

    def _know(self, changes: set[str]) -> None:
        """Find out which of these changes are imports, and of which form."""
        fresh = sorted(changes - self._forms.keys())
        labels = past.labels(self._workspace, fresh)
        for change in fresh:
            imported = labels.get(change, ("", 0, ""))[0] == self._label
            self._forms[change] = self._workspace.meta(_FORM + change) if imported else None
