"""A workshop made for searching: a token in every field of every record, every consent in it.

Each token (``zq00017qz``) stands in one field of one record in one state, so that what is found in
an exit says which field of which record left. States: ``now`` (the value that stands), ``before``
(overwritten), ``binned`` (its record lies in the bin), ``undone`` (taken back).
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PIL import Image

from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import PURPOSES
from carefacilitator.model.records.fields import FieldRule
from carefacilitator.model.records.records import (
    Record,
    fields_of,
    kind_of,
)
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

DAY = "2022-09-22"
NOW = dt.datetime(2022, 9, 22, 15, 0, tzinfo=dt.UTC)
STATUSES = ("none", "given", "refused", "withdrawn", "expired")
TOGETHER = (
    (consent.STORE, consent.SHARE, consent.CONTACT, consent.SENSITIVE),
    (consent.STORE, consent.SHARE, consent.QUOTE, consent.QUOTE_BY_NAME),
    (consent.STORE, consent.SHARE, consent.PHOTO, consent.PUBLISH),
)
"""Purposes that one rule reads together: their full product of yes and no is in the workshop."""
_PLAIN: dict[str, dict[str, Any]] = {
    "programme": {"code": "P", "start": DAY, "end": DAY, "colour": "#224466", "sample": False},
    "workshop": {
        "code": "W",
        "start": DAY,
        "end": DAY,
        "day_starts": ("09:00",),
        "time_zone": "UTC",
        "country": "MX",
        "languages": ("en", "ar"),
        "number": 1,
        "mode": "in_person",
        "sensitivity": "low",
    },
    "agenda_block": {"day": 1, "minutes": 20, "parallel": ""},
    "person": {"language": "en", "country": "MX"},
    "participation": {"role": "participant"},
    "attendance": {"status": "present", "slot": "1-am"},
    "head_count": {"slot": "1-am", "group": "woman", "count": 7},
    "note": {"kind": "key_message", "language": "en"},
    "lesson": {"kind": "good_practice", "language": "en", "status": "validated"},
    "coding": {"scheme": "five_r", "code": "recognise"},
    "commitment": {"due": "2023-01-31"},
    "attachment": {"media_type": "image/jpeg"},
    "evaluation": {"language": "en", "question": "", "answer": "", "count": 0},
    "tally": {"purpose": "hands", "language": "en", "group": "", "count": 6},
    "resource": {"language": "en", "year": "2021", "type": "publication"},
}
"""What a field holds where a token would be no sensible value."""


@dataclass(frozen=True)
class Token:
    """Where a value stands: kind, field, which record (a label), in which state."""

    kind: str
    field: str
    label: str
    state: str

    @property
    def key(self) -> str:
        """The line of a golden file it belongs to."""
        return f"{self.kind}.{self.field} {self.state}"


@dataclass
class Made:
    """The workshop, its tokens by value, its people by label, and photos by colour."""

    program: Program
    workshop: str
    programme: str
    tokens: dict[str, Token] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    colours: dict[tuple[int, int, int], Token] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)


def combinations() -> list[dict[str, str]]:
    """Every combination of answers: products of what is read together, pairs of all the rest."""
    found: list[dict[str, str]] = []
    for group in TOGETHER:
        for said in itertools.product(("given", "none"), repeat=len(group)):
            found.append(dict(zip(group, said, strict=True)))
    found += _pairs()
    return found


def _pairs() -> Iterator[dict[str, str]]:
    """All pairs of statuses of two purposes, in few people (greedily, always the same)."""
    columns = list(PURPOSES)
    missing = {
        (one, two, first, second)
        for one, two in itertools.combinations(columns, 2)
        for first, second in itertools.product(STATUSES, repeat=2)
    }
    while missing:
        row: dict[str, str] = {}
        one, two, first, second = min(missing)
        row[one], row[two] = first, second
        for column in columns:
            if column not in row:
                row[column] = max(STATUSES, key=lambda status: _wins(row, column, status, missing))
        missing -= {
            (one, two, row[one], row[two]) for one, two in itertools.combinations(columns, 2)
        }
        yield row


def _wins(row: dict[str, str], column: str, status: str, missing: set[Any]) -> int:
    pairs = 0
    for other, said in row.items():
        first, second = sorted((other, column), key=PURPOSES.index)
        told = {other: said, column: status}
        pairs += (first, second, told[first], told[second]) in missing
    return pairs


class Maker:
    """Fills a workspace."""

    def __init__(self, folder: Path) -> None:
        numbers = itertools.count(1)
        self._numbers = itertools.count(1)
        self._ids = itertools.count(1)
        workspace = open_workspace(folder, clock=lambda: NOW, make_id=lambda: _id(next(numbers)))
        self.program = Program(workspace)
        self.program.identity.rename("Device")
        self.made = Made(self.program, "", "")
        self._given: list[tuple[Record, str]] = []
        self._files: list[bytes] = []
        self.mentioned: list[tuple[str, str]] = []

    def token(self, kind: str, name: str, label: str, state: str) -> str:
        """A value that stands nowhere else."""
        value = f"zq{next(self._numbers):05}qz"
        self.made.tokens[value] = Token(kind, name, label, state)
        return value

    # -- records ---------------------------------------------------------------------------

    def filled(self, record: Record, label: str, state: str) -> Record:
        """A record with a token in each text field that is still empty."""
        kind = kind_of(record)
        values: dict[str, Any] = {}
        for rule in fields_of(kind):
            if rule.name in _PLAIN.get(kind, {}):
                values[rule.name] = _PLAIN[kind][rule.name]
            elif getattr(record, rule.name) == rule.default and not rule.of and not rule.options:
                values |= self._value(kind, rule, label, state)
        own = {rule.name: getattr(record, rule.name) for rule in fields_of(kind)}
        given = {
            name: value
            for name, value in own.items()
            if value != next(r.default for r in fields_of(kind) if r.name == name)
        }
        return replace(record, **{**values, **given})

    def _value(self, kind: str, rule: FieldRule, label: str, state: str) -> dict[str, Any]:
        if (kind, rule.name) in _LEFT_EMPTY:
            return {}
        token = self.token(kind, rule.name, label, state) if rule.type in _TEXTS else ""
        match rule.type, rule.name:
            case "texts", _:
                return {rule.name: {"ar": token, "en": f"{token} in English"}}
            case "list", _:
                return {rule.name: (token,)} if rule.name in ("other_names",) else {}
            case "text", "email":
                return {rule.name: f"{token}@example.org"}
            case "text", "phone":
                return {rule.name: f"+52 55 {next(self._ids):08}"} | self._phone(token)
            case "text", "name" if kind == "person":
                return {rule.name: f"Participant {token}"}
            case "text", "link":
                return {rule.name: f"https://example.org/{token}"}
            case "text", _:
                return {
                    rule.name: f"Says {token} here{self._mention(kind, rule.name, label, state)}"
                }
        return {}

    def _mention(self, kind: str, name: str, label: str, state: str) -> str:
        """In records labelled ``names``: somebody who agreed to be stored and to nothing else."""
        if label != NAMING or state != "now" or name == "code":
            return ""
        place = f"named in {kind}.{name}"
        told = f"Participant {self.token('person', 'name', place, 'now')}"
        self.mentioned.append((place, told))
        return f", as {told} said"

    def _phone(self, token: str) -> dict[str, Any]:
        """A telephone number has no letters: the token gives way to digits."""
        told = self.made.tokens.pop(token)
        digits = f"525570{token[2:7]}"
        self.made.tokens[digits] = told
        return {"phone": f"+52 55 70{token[2:4]} {token[4:7]}"}

    def put(self, record: Record, label: str, fate: str = "") -> Record:
        """Store a record twice, so that every field has an earlier value.

        ``fate`` is ``binned`` for one that is moved to the bin afterwards.
        """
        before = self.filled(record, label, f"{fate}before" if fate else "before")
        now = self.filled(record, label, fate or "now")
        self._given.append((now, fate))
        with self.program.workspace.change("made") as change:
            change.put(before)
        return now

    def photo(self, label: str, state: str) -> dict[str, Any]:
        """Bytes of a picture in a colour of its own, with a token as its comment."""
        number = len(self.made.colours)
        colour = (number % 8 * 32 + 8, number // 8 % 8 * 32 + 8, number // 64 * 32 + 8)
        self.made.colours[colour] = Token("attachment", "picture", label, state)
        out = io.BytesIO()
        token = self.token("attachment", "bytes", label, state)
        Image.new("RGB", (64, 48), colour).save(out, "JPEG", quality=95, comment=token)
        data = out.getvalue()
        with self.program.workspace.change("made") as change:
            digest = change.keep(data)
        self._files.append(data)
        return {"sha256": digest, "size": len(data)}

    def finish(self) -> Made:
        """Write the values that stand, move what belongs there to the bin."""
        with self.program.workspace.change("made") as change:
            for data in self._files:
                change.keep(data)
            for record, _fate in self._given:
                change.put(record)
        with self.program.workspace.change("made") as change:
            for record, fate in self._given:
                if fate == "binned":
                    change.delete(kind_of(record), record.id)
        return self.made


NAMING = "names"
"""The label of records whose texts name people."""
_TEXTS = frozenset({"text", "texts", "list"})
_LEFT_EMPTY = frozenset(
    {
        ("workshop", "hidden_fields"),
        ("workshop", "country"),
        ("participation", "code"),
        ("consent", "notice_language"),
        ("lesson", "evidence"),
        ("commitment", "evidence"),
        ("attachment", "sha256"),
        ("attachment", "people"),
        ("attachment", "target_id"),
        ("attachment", "target_kind"),
        ("attachment", "size"),
        ("organisation", "country"),
    }
)


def _id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012x}"
