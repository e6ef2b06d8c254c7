"""Records as CSV with Table Schema, for people's own tools; the truth travels in ``ops.jsonl``.

Columns, types and references follow from the fields that the records declare. A column is declared
a date, and a reference a foreign key, only where every cell of this bundle is one, so that the
tables are valid whatever people wrote.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from carefacilitator.model.merge.operations import Json
from carefacilitator.model.records.records import FieldRule, Record, fields_of

_TYPES: dict[str, dict[str, str]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "flag": {"type": "boolean"},
    "list": {"type": "array"},
    "texts": {"type": "object"},
    "day": {"type": "date"},
    "moment": {"type": "datetime"},
    "time": {"type": "time", "format": "%H:%M"},
}
_PIECE = 64 * 1024
_BOM = "\ufeff"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_FORMULA = re.compile(r"[=@\t\r\n＝＋－＠]|[+-](?![\d\s().-]*$)")
_MAY_BE_FORMULA = frozenset("=@\t\r\n+-＝＋－＠")


class Table:
    """One kind of record as a CSV file: its pieces first, then what is known of the whole.

    UTF-8 with a byte order mark (spreadsheets then read every script), comma, CRLF.
    """

    def __init__(self, kind: str, records: Iterable[Record]) -> None:
        self.kind = kind
        self.rows = 0
        self.ids: set[str] = set()
        self.named: dict[str, set[str]] = {}
        self._records = records
        self._rules = fields_of(kind)
        self._untyped: set[str] = set()

    @property
    def path(self) -> str:
        """Where the file stands in the bundle."""
        return f"data/{self.kind}.csv"

    def __iter__(self) -> Iterator[bytes]:
        out = io.StringIO(newline="")
        out.write(_BOM)
        writer = csv.writer(out)
        writer.writerow(["id", *(rule.name for rule in self._rules)])
        cells = [(rule.name, self._cell(rule)) for rule in self._rules]
        for record in self._records:
            self.rows += 1
            self.ids.add(record.id)
            writer.writerow([record.id, *(cell(getattr(record, name)) for name, cell in cells)])
            if out.tell() > _PIECE:
                yield _taken(out)
        yield _taken(out)

    def schema(self, whole: Mapping[str, Table]) -> dict[str, Json]:
        """The Table Schema, once all tables of the bundle (``whole``, by kind) are written."""
        fields: list[dict[str, Json]] = [
            {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}}
        ]
        fields += [self._field(rule) for rule in self._rules]
        schema: dict[str, Json] = {"fields": fields, "primaryKey": ["id"]}
        keys = [
            {"fields": [rule.name], "reference": {"resource": rule.of, "fields": ["id"]}}
            for rule in self._rules
            if self._is_key(rule, whole)
        ]
        if keys:
            schema["foreignKeys"] = keys
        return schema

    def _field(self, rule: FieldRule) -> dict[str, Json]:
        told = _TYPES["text" if rule.name in self._untyped else rule.type]
        field: dict[str, Json] = {"name": rule.name, **told, "privacy": rule.privacy}
        if rule.options:
            field["vocabulary"] = rule.options
        return field

    def _is_key(self, rule: FieldRule, whole: Mapping[str, Table]) -> bool:
        return (
            bool(rule.of)
            and rule.type == "text"
            and rule.of in whole
            and self.named.get(rule.name, set()) <= whole[rule.of].ids
        )

    def _cell(self, rule: FieldRule) -> Callable[[Any], object]:
        """How this field's values become cells."""
        match rule.type:
            case "integer":
                return int
            case "flag":
                return _flag
            case "list":
                return _list
            case "texts":
                return _texts
            case "day" | "moment" | "time":
                return self._timed(rule)
        return self._reference(rule.name) if rule.of else _text

    def _reference(self, name: str) -> Callable[[str], str]:
        named = self.named.setdefault(name, set())

        def cell(value: str) -> str:
            if value:
                named.add(value)
            return _text(value)

        return cell

    def _timed(self, rule: FieldRule) -> Callable[[str], str]:
        fits = {"day": _is_day, "moment": _is_moment, "time": _is_time}[rule.type]

        def cell(value: str) -> str:
            if value and not fits(value):
                self._untyped.add(rule.name)
            return _text(value)

        return cell


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")


def _text(value: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a text begins with an apostrophe."""
    if value and value[0] in _MAY_BE_FORMULA and _FORMULA.match(value):
        return "'" + value
    return value


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _list(value: tuple[str, ...]) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _texts(value: dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    if not _MOMENT.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_time(value: str) -> bool:
    return _TIME.fullmatch(value) is not None
