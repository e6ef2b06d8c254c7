"""Which row of a form became whom: kept on this computer only, as keyed hashes.

So the same file again finds everybody it brought, whatever was corrected since and however alike
the people are. A hash tells nothing without the key of this workspace; whoever is forgotten is
dropped at once, and those who are only counted leave no hash at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from typing import TYPE_CHECKING

from carefacilitator.storage.imports.told_before import ROWS
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.people.attendees import AttendeeRow

_KEY = "attendees_rows_key"


class RowTies:
    """The rows of one form that were taken into one workshop before, and whom they became."""

    def __init__(self, workspace: Workspace, workshop_id: str, form: str) -> None:
        self._workspace = workspace
        self._name = ROWS + workshop_id
        self._form = form
        self._key = bytes.fromhex(workspace.meta(_KEY)) or os.urandom(16)
        kept = workspace.meta(self._name)
        self._before: dict[str, str] = json.loads(kept) if kept else {}
        self._hashes: dict[int, str] = {}
        self._noted: list[tuple[AttendeeRow, str]] = []

    def of(self, row: AttendeeRow) -> str:
        """Whom this row became (an id); empty where it was not taken before."""
        if not self._before:
            return ""
        told = self._hashes[id(row)] = self._hash(row)
        return self._before.get(told, "")

    def tie(self, row: AttendeeRow, person: str) -> None:
        """Note whom a row becomes."""
        self._noted.append((row, person))

    def save(self, people: Collection[str]) -> None:
        """Keep what was noted of these people; everybody else's is dropped."""
        now = self._before | {
            self._hashes.get(id(row)) or self._hash(row): person for row, person in self._noted
        }
        kept = {row: person for row, person in now.items() if person in people}
        if kept != self._before:
            self._workspace.set_meta(_KEY, self._key.hex())
            self._workspace.set_meta(self._name, json.dumps(kept, separators=(",", ":")))

    def _hash(self, row: AttendeeRow) -> str:
        told = (self._form, row.name, row.organization, row.email, row.phone, row.locality,
                row.age_band, row.gender, row.external_id)  # fmt: skip
        text = "\x1f".join(told).encode("utf-8", "replace")
        return hashlib.blake2b(text, digest_size=8, key=self._key).hexdigest()
