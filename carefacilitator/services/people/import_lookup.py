"""Organisations by any of their names, and who said what before, for taking lists in."""

from __future__ import annotations

import functools

from carefacilitator.model.merge.merge import heads_of
from carefacilitator.model.merge.operations import CHANGE_KIND, Json
from carefacilitator.model.records.records import Organisation
from carefacilitator.model.text.folding import fold
from carefacilitator.services.same.merging import Joining
from carefacilitator.services.workshops import new_organisation
from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace

IMPORT = "attendees_import"
"""The label of the change that brings a list in."""


class Organisations:
    """Organisations by any of their names; new ones, or those an undo took, for other names."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, Organisation] = {}
        self._names: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._away: set[str] = set()
        self._joined = Joining(workspace).joined("organisation")
        self._shown: dict[str, Organisation] = {}
        for in_bin in (False, True):
            for one in workspace.all(Organisation, in_bin=in_bin):
                self._know(one)
                if in_bin:
                    self._away.add(one.id)

    def _know(self, one: Organisation) -> None:
        self._keys.clear()
        shown = self._shown.setdefault(self._joined.of(one.id), one)
        self._names[one.id] = shown.name
        for name in (one.name, one.acronym, *one.names.values(), *one.other_names):
            if name:
                self._known.setdefault(fold(name), shown)

    def name(self, organisation: str) -> str:
        """The name of an organisation by its id; empty where it is not known."""
        return self._names.get(organisation, "")

    def key(self, name: str) -> str:
        """What an organisation is compared by: its own name, folded."""
        if name not in self._keys:
            folded = fold(name)
            found = self._known.get(folded)
            self._keys[name] = fold(found.name) if found is not None else folded
        return self._keys[name]

    def of(self, name: str, category: str) -> tuple[Organisation | None, bool]:
        """The organisation of this name, and whether it must be written."""
        folded = fold(name)
        if not folded:
            return None, False
        found = self._known.get(folded)
        if found is None:
            found = new_organisation(self._workspace, name, category)
            self._know(found)
            return found, True
        away = found.id in self._away
        self._away.discard(found.id)
        return found, away


class EarlierAnswers:
    """Who said what before: tells an export's old answers from what a person wrote since."""

    def __init__(self, workspace: Workspace) -> None:
        self._connection = workspace.database.connection
        self._label_of = functools.cache(self._read_label)

    def label(self, kind: str, record: str, field: str) -> str:
        """The label of the change that wrote what a field now holds (undo bears what it undid)."""
        heads = heads_of(oplog.of_record(self._connection, record, kind).get(field, ()))
        return self._label_of(heads[-1].change) if heads else ""

    def overtaken(self, kind: str, record: str, field: str, value: Json) -> bool:
        """Whether a value was told before and a person has put another one in its place."""
        ops = oplog.of_record(self._connection, record, kind).get(field, ())
        if all(self._label_of(op.change) == IMPORT for op in heads_of(ops)):
            return False
        return any(op.known and op.value == value for op in ops)

    def _read_label(self, change: str) -> str:
        told = oplog.of_record(self._connection, change, CHANGE_KIND).get("told", ())
        return next((str(op.value["label"]) for op in told if op.known), "")
