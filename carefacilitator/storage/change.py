"""One change: what a person did in one step, gathered before it is written."""

from __future__ import annotations

import builtins
import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from carefacilitator.errors import OurBug
from carefacilitator.model.merge import operations
from carefacilitator.model.merge.merge import RecordState, heads_of, life_of, project_cell
from carefacilitator.model.merge.operations import DELETED, Json, Operation
from carefacilitator.model.records.cells import cells_of, clean_text, fits_cell
from carefacilitator.model.records.records import (
    KINDS,
    LONGEST_TEXT,
    Record,
    kind_of,
    rules_of,
    text_fields,
)
from carefacilitator.storage import oplog
from carefacilitator.storage.failures import RecordUnknown, TextTooLong
from carefacilitator.storage.oplog import Fields, Key
from carefacilitator.storage.removal.blanking import blanked


class Visit(NamedTuple):
    """One visit to one field: the change it belongs to and what it last wrote."""

    change: str
    written: dict[tuple[str, str], str]


class Change:
    """Collects writes until the workspace commits them together.

    Every method compares with what is stored: what did not change writes nothing.
    """

    def __init__(
        self,
        connection: Any,
        change_id: str,
        device: str,
        clock: Callable[[], int],
        visit: Visit | None = None,
    ) -> None:
        self.id = change_id
        self._connection = connection
        self._device = device
        self._clock = clock
        self._visit = visit
        self._records: dict[Key, Fields] = {}
        self._made: dict[str, Operation] = {}
        self._erased: set[str] | None = None
        self._gone: set[Key] | None = None
        self.replaced: list[str] = []
        self.seen: set[str] = set()
        self.blobs: dict[str, bytes] = {}
        self.label = ""
        self.count = 0

    @property
    def operations(self) -> list[Operation]:
        """What this change wrote so far."""
        return list(self._made.values())

    @property
    def touched(self) -> dict[Key, Fields]:
        """All operations of the records this change wrote to."""
        written = {(op.kind, op.record) for op in self._made.values()}
        return {key: fields for key, fields in self._records.items() if key in written}

    def put(self, record: Record) -> None:
        """Store a record: each field that differs from what is stored becomes an operation."""
        kind = kind_of(record)
        fields = self._fields(kind, record.id)
        rules = rules_of(kind)
        cells = cells_of(record)
        for name in fields:
            base = name.partition("/")[0]
            if name != DELETED and "/" in name and base in rules and name not in cells:
                cells[name] = ""  # a language version that was taken away
        for name, value in cells.items():
            self._write_if_new(kind, record.id, name, self._clean(value))
        if not self._records[kind, record.id]:
            first = next(iter(rules.values()))
            self._write(kind, record.id, first.name, cells[first.name])

    def set(self, kind: type[Record] | str, record_id: str, /, **values: Json) -> None:
        """Set some fields of a record; language versions as ``titles={"es": "…"}``."""
        name = kind if isinstance(kind, str) else kind_of(kind)
        for field, value in values.items():
            if rules_of(name)[field].type == "texts":
                for language, text in value.items():
                    self._write_if_new(name, record_id, f"{field}/{language}", self._clean(text))
            else:
                plain = list(value) if isinstance(value, tuple) else value
                self._write_if_new(name, record_id, field, self._clean(plain))

    def settle(self, kind: str, record_id: str, field: str, value: Json) -> None:
        """Decide between versions: the value stands and replaces all of them."""
        self._write(kind, record_id, field, self._clean(value))

    def delete(self, kind: type[Record] | str, record_id: str) -> None:
        """Move a record to the bin; names every head it saw, so unseen edits bring it back.

        Raises RecordUnknown where there is no such record.
        """
        name = kind if isinstance(kind, str) else kind_of(kind)
        fields = self._fields(name, record_id)
        if not fields:
            raise RecordUnknown(kind=name)
        seen = {op.id for field, ops in fields.items() if field != DELETED for op in heads_of(ops)}
        self.seen |= seen
        self._write(name, record_id, DELETED, {"seen": sorted(seen)})

    def restore(self, kind: type[Record] | str, record_id: str) -> None:
        """Take a record out of the bin, or confirm that it came back; else nothing is written."""
        name = kind if isinstance(kind, str) else kind_of(kind)
        fields = self._fields(name, record_id)
        if DELETED in fields and life_of(fields) != RecordState(True, False):
            self._write(name, record_id, DELETED, False)

    def keep(self, data: bytes) -> str:
        """Keep the bytes of an attachment with the record that names them; their SHA-256 (hex)."""
        digest = hashlib.sha256(data).hexdigest()
        self.blobs[digest] = data
        return digest

    def fields(self, kind: str, record_id: str) -> Fields:
        """All operations of a record, this change's included."""
        return self._fields(kind, record_id)

    def _fields(self, kind: str, record_id: str) -> Fields:
        key = (kind, record_id)
        if key not in self._records:
            found = oplog.of_record(self._connection, record_id, kind)
            self._records[key] = {name: list(ops) for name, ops in found.items()}
        return self._records[key]

    def _write_if_new(self, kind: str, record_id: str, field: str, value: Json) -> None:
        ops = self._fields(kind, record_id).get(field)
        base = field.partition("/")[0]
        if ops:
            cell = project_cell(ops, base in text_fields(kind))
            if cell.known and not cell.flagged and cell.value == value:
                return
            if cell.flagged and cell.value == value:
                return  # showing a merge again is no decision
        elif value == self._default(kind, base):
            return
        self._write(kind, record_id, field, value)

    @staticmethod
    def _default(kind: str, base: str) -> Json:
        rule = rules_of(kind)[base]
        if rule.type == "texts":
            return ""
        return [] if rule.type == "list" else rule.default

    def _write(self, kind: str, record_id: str, field: str, value: Json) -> None:
        if kind not in KINDS:
            raise RecordUnknown(kind=kind)
        if self._is_gone(kind, record_id):
            if field == DELETED:
                return
            raise RecordUnknown(kind=kind)
        if field != DELETED and not fits_cell(kind, field, value):
            raise OurBug(detail=f"{kind}.{field}")  # others would refuse the whole bundle
        ops = self._fields(kind, record_id).setdefault(field, [])
        parents = self._replace_in_place(record_id, field, ops)
        op = operations.make(
            change=self.id,
            device=self._device,
            clock=self._clock(),
            kind=kind,
            record=record_id,
            field=field,
            value=value,
            parents=parents if parents is not None else [op.id for op in heads_of(ops)],
        )
        op = blanked(op, self._forgotten())
        ops.append(op)
        self._made[op.id] = op
        if self._visit is not None:
            self._visit.written[record_id, field] = op.id

    def _replace_in_place(
        self, record_id: str, field: str, ops: list[Operation]
    ) -> tuple[str, ...] | None:
        """Within one change or one visit to one field, the last operation gives way to the next.

        Only when it is the one head: then nobody has built on it, and since a visit ends with
        every export and backup and a deletion freezes what it saw, nobody else has it.
        """
        heads = heads_of(ops)
        if len(heads) != 1 or heads[0].id in self.seen:
            return None
        last = heads[0]
        if last.id in self._made:
            del self._made[last.id]
        elif self._visit is not None and self._visit.written.get((record_id, field)) == last.id:
            self.replaced.append(last.id)
        else:
            return None
        ops.remove(last)
        return last.parents

    def _is_gone(self, kind: str, record_id: str) -> bool:
        """Whether a record was removed for good: what is written to it would be gone as well."""
        if self._gone is None:
            self._gone = {
                (kind, record)
                for kind, record in self._connection.execute(
                    "SELECT kind, record FROM act WHERE field='*' AND state IN ('agreed','waiting')"
                )
            }
        return (kind, record_id) in self._gone

    def _forgotten(self) -> builtins.set[str]:
        if self._erased is None:
            self._erased = {row[0] for row in self._connection.execute("SELECT record FROM erased")}
        return self._erased

    @staticmethod
    def _clean(value: Json) -> Json:
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise TextTooLong(limit=LONGEST_TEXT)
            return clean_text(value)
        if isinstance(value, list):
            return [clean_text(item) if isinstance(item, str) else item for item in value]
        return value
