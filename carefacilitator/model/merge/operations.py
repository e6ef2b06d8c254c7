"""Operations: the grow-only truth from which every table is projected.

An operation says that one field of one record got one value, replacing named earlier operations
(its parents), by one device, within one change. Its id covers its header and a commitment to its
value, so a value may be withheld or erased and the id still verifies, while nothing can be guessed
from it: the commitment hashes 16 random bytes together with the value.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Json = Any
"""A JSON value: text, number, flag, nothing, or lists and maps of these."""

DELETED = "deleted"
"""The field whose operations move a record to the bin and back."""

CHANGE_KIND = "change"
"""Operations of this kind tell what a change was: its label, its count and its moment."""

ERASURE_KIND = "erasure"
"""Operations of this kind say of a person whether her details must be blanked wherever they are."""

REDACTION_KIND = "redaction"
"""Operations of this kind name a text, or a whole record, that was removed for good
(``model/merge/redaction.py``)."""

ACT_KINDS = frozenset({ERASURE_KIND, REDACTION_KIND})
"""Acts of people on what others hold: they hold whatever else is hidden, undone or left out."""

LATEST_CLOCK = 2**53
"""Clocks are smaller than this (every reader of JSON keeps such numbers exactly)."""

_PREFIX = b"carefacilitator operation 1\n"
_ID = re.compile("[0-9a-f]{32}")


class Operation(NamedTuple):
    """One field of one record got one value.

    ``id``, ``commitment`` and ``nonce`` are lower-case hexadecimal (32, 64 and 32 digits);
    ``clock`` counts milliseconds since 1970 and only breaks ties; ``field`` may name a language
    version (``titles/es``). ``known`` is false where the value was withheld or erased: then
    ``value`` and ``nonce`` are ``None``.
    """

    id: str
    change: str
    device: str
    clock: int
    kind: str
    record: str
    field: str
    parents: tuple[str, ...]
    commitment: str
    nonce: str | None
    value: Json
    known: bool

    @property
    def order(self) -> tuple[int, str, str]:
        """The order that is the same on every copy: clock, device, id."""
        return (self.clock, self.device, self.id)

    def withheld(self) -> Operation:
        """The same operation without its value."""
        return self._replace(nonce=None, value=None, known=False)


def canonical(value: Json) -> str:
    """The one way to write a value as JSON text: sorted keys, no spaces, no escapes.

    Raises ValueError for numbers that JSON does not have.
    """
    if type(value) is str:
        return _encode_text(value)
    if type(value) is int:
        return str(value)
    return _encode(value)


_encode_text = json.JSONEncoder(ensure_ascii=False).encode
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def commitment_of(nonce: str, value_text: str) -> str:
    """Commit to a value (canonical JSON text) under 16 random bytes (hexadecimal)."""
    return hashlib.blake2b(bytes.fromhex(nonce) + value_text.encode(), digest_size=32).hexdigest()


def operation_id(
    change: str,
    device: str,
    clock: int,
    kind: str,
    record: str,
    field: str,
    parents: Iterable[str],
    commitment: str,
) -> str:
    """The id of an operation with this header and commitment (parents in any order)."""
    header = "\n".join(
        (change, device, str(clock), kind, record, field, " ".join(sorted(parents)), commitment)
    )
    return hashlib.blake2b(_PREFIX + header.encode(), digest_size=16).hexdigest()


def make(
    *,
    change: str,
    device: str,
    clock: int,
    kind: str,
    record: str,
    field: str,
    value: Json,
    parents: Iterable[str] = (),
    nonce: str | None = None,
) -> Operation:
    """Write a new operation; ``nonce`` is drawn at random unless given (the sample's are fixed)."""
    chosen = nonce or os.urandom(16).hex()
    commitment = commitment_of(chosen, canonical(value))
    ordered = tuple(sorted(parents))
    oid = operation_id(change, device, clock, kind, record, field, ordered, commitment)
    return Operation(
        oid, change, device, clock, kind, record, field, ordered, commitment, chosen, value, True
    )


def verify(op: Operation) -> bool:
    """Whether the id covers the header and, where the value is known, the commitment its value.

    Also whether both have the one form they may have: the same operation is written the same way
    everywhere.
    """
    if not op.known and (op.nonce is not None or op.value is not None):
        return False
    if not (0 <= op.clock < LATEST_CLOCK and all(map(_ID.fullmatch, op.parents))):
        return False
    if "\n" in op.change + op.device + op.kind + op.record + op.field:
        return False  # lines of the header could be read in two ways
    try:
        if op.known and not (
            _ID.fullmatch(op.nonce or "")
            and commitment_of(op.nonce or "", canonical(op.value)) == op.commitment
        ):
            return False
        return op.id == operation_id(*op[1:8], op.commitment)
    except ValueError:  # text that cannot be written as UTF-8, or a number that is none
        return False


def to_json(op: Operation) -> dict[str, Json]:
    """One line of ``ops.jsonl``; a withheld value has neither ``nonce`` nor ``value``."""
    line: dict[str, Json] = {
        "id": op.id,
        "change": op.change,
        "device": op.device,
        "clock": op.clock,
        "kind": op.kind,
        "record": op.record,
        "field": op.field,
        "parents": list(op.parents),
        "commitment": op.commitment,
    }
    if op.known:
        line["nonce"] = op.nonce
        line["value"] = op.value
    return line


def from_json(line: Mapping[str, Json]) -> Operation:
    """Read one line of ``ops.jsonl``.

    Raises KeyError, TypeError or ValueError where the line has not this shape; the caller says
    in words what that means.
    """
    parents = line["parents"]
    if type(parents) is not list or not all(type(p) is str for p in parents):
        raise TypeError("parents")
    known = "value" in line
    op = Operation(
        line["id"],
        line["change"],
        line["device"],
        line["clock"],
        line["kind"],
        line["record"],
        line["field"],
        tuple(sorted(parents)),
        line["commitment"],
        line["nonce"] if known else None,
        line["value"] if known else None,
        known,
    )
    if type(op.clock) is not int or not all(
        type(text) is str for text in (*op[:3], *op[4:7], op[8])
    ):
        raise TypeError("header")
    if known and type(op.nonce) is not str:
        raise TypeError("nonce")
    if "\n" in f"{op.change}{op.device}{op.kind}{op.record}{op.field}":
        raise ValueError("header")
    return op
