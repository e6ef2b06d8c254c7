"""``ops.jsonl``: what one change did to one record is one line; written and read in a stream.

A line carries neither the operations' ids nor, where a value is there, its commitment: both follow
from the rest, so a line cannot lie about them, and most of the bytes that do not shrink are saved.
Parents name operations by the id so computed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from carefacilitator.bundle.refusals import BundleAltered
from carefacilitator.model.merge.operations import (
    Json,
    Operation,
    canonical,
    commitment_of,
    operation_id,
)

OPERATIONS = "data/ops.jsonl"
LONGEST_LINE = 16 * 1024 * 1024
"""Most bytes of one line that is read."""

_FULL_LINE = 1024 * 1024
_LATEST_CLOCK = 2**53
_PIECE = 256 * 1024
# Ids and kind of a line: printable ASCII without blanks, joined by line ends so that one look
# checks all four; then the field of one operation.
_HEADER = re.compile(r"[!-~]{1,64}\n[!-~]{1,64}\n[!-~]{1,64}\n[!-~]{1,64}")
_FIELD = re.compile(r"[!-~]{1,128}")
_HEX_32 = re.compile(r"[0-9a-f]{32}")
_HEX_64 = re.compile(r"[0-9a-f]{64}")
_MOST_KNOWN = 1000
_known_fields: set[str] = set()
"""Names of fields that were looked at once: they come again with every record."""


def _refuse_constant(text: str) -> Json:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_decoder = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once  # type: ignore[attr-defined]


class OperationWriter:
    """The pieces of ``ops.jsonl``; ``count`` tells how many operations went by.

    Operations that follow one another in one change to one record share a line.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.count = 0
        self._operations = operations

    def __iter__(self) -> Iterator[bytes]:
        lines: list[str] = []
        length = 0
        for line in self._lines():
            lines.append(line)
            length += len(line)
            if length > _PIECE:
                yield _joined(lines)
                lines, length = [], 0
        if lines:
            yield _joined(lines)

    def _lines(self) -> Iterator[str]:
        header: tuple[str, str, str, str] | None = None
        fields: list[str] = []
        length = 0
        for op in self._operations:
            self.count += 1
            own = (op.change, op.device, op.kind, op.record)
            if own != header or length > _FULL_LINE:
                if header is not None:
                    yield _line(header, fields)
                header, fields, length = own, [], 0
            fields.append(_field(op))
            length += len(fields[-1])
        if header is not None:
            yield _line(header, fields)


def _field(op: Operation) -> str:
    """One operation within its line."""
    told: dict[str, Json] = {"field": op.field, "clock": op.clock}
    if op.parents:
        told["parents"] = op.parents
    if op.known:
        told["nonce"] = op.nonce
        told["value"] = op.value
    else:
        told["commitment"] = op.commitment
    return _encode(told)


def _line(header: tuple[str, str, str, str], fields: list[str]) -> str:
    change, device, kind, record = map(_encode, header)
    return (
        f'{{"change":{change},"device":{device},"kind":{kind},"record":{record}'
        f',"fields":[{",".join(fields)}]}}'
    )


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def read_line(line: str) -> list[Operation]:
    """The operations of one line, with their ids and commitments computed.

    Raises ValueError, TypeError, KeyError, AttributeError, StopIteration or RecursionError where
    the line has not this shape.
    """
    told, end = _scan(line, 0)
    if end != len(line):
        raise ValueError("trailing text")
    change, device, kind, record = told["change"], told["device"], told["kind"], told["record"]
    if not _HEADER.fullmatch("\n".join((change, device, kind, record))):
        raise ValueError("header")
    ops: list[Operation] = []
    for one in told["fields"]:
        field, clock = one["field"], one["clock"]
        if field not in _known_fields:
            _check_field(field)
        if type(clock) is not int or not 0 <= clock < _LATEST_CLOCK:
            raise ValueError("clock")
        parents = _parents(one["parents"]) if "parents" in one else ()
        known = "value" in one
        nonce, value, commitment = _proven(one) if known else _withheld(one)
        oid = operation_id(change, device, clock, kind, record, field, parents, commitment)
        ops.append(
            Operation(
                oid,
                change,
                device,
                clock,
                kind,
                record,
                field,
                parents,
                commitment,
                nonce,
                value,
                known,
            )
        )
    return ops


def _check_field(field: Json) -> None:
    if not _FIELD.fullmatch(field):
        raise ValueError("field")
    if len(_known_fields) < _MOST_KNOWN:
        _known_fields.add(field)


def _proven(told: dict[str, Json]) -> tuple[str, Json, str]:
    """The random bytes, the value, and the commitment that follows from both."""
    nonce, value = told["nonce"], told["value"]
    if not _HEX_32.fullmatch(nonce):
        raise ValueError("nonce")
    return nonce, value, commitment_of(nonce, canonical(value))


def _withheld(told: dict[str, Json]) -> tuple[None, None, str]:
    """The commitment alone."""
    commitment = told["commitment"]
    if not _HEX_64.fullmatch(commitment):
        raise ValueError("commitment")
    return None, None, commitment


def _parents(told: Json) -> tuple[str, ...]:
    if type(told) is not list or not all(map(_HEX_32.fullmatch, told)):
        raise ValueError("parents")
    return tuple(sorted(told))


def read_operations(pieces: Iterable[bytes], name: str) -> Iterator[Operation]:
    """The operations of an ``ops.jsonl`` that arrives in pieces; ``name`` stands in refusals.

    Raises BundleAltered at the first line that is not as FORMAT.md says.
    """
    for lines in _split(pieces, name):
        for line in lines:
            try:
                ops = read_line(line)
            except (
                ValueError,
                TypeError,
                KeyError,
                AttributeError,
                StopIteration,
                RecursionError,
            ):
                raise BundleAltered(name=name, part=OPERATIONS) from None
            yield from ops


def _split(pieces: Iterable[bytes], name: str) -> Iterator[list[str]]:
    """Whole lines as they become known."""
    rest: list[bytes] = []
    waiting = 0
    for piece in pieces:
        end = piece.rfind(b"\n") + 1
        if end:
            yield _decoded(b"".join((*rest, piece[: end - 1])), name)
            rest, waiting = [], 0
        rest.append(piece[end:])
        waiting += len(piece) - end
        if waiting > LONGEST_LINE:
            raise BundleAltered(name=name, part=OPERATIONS)
    if waiting:
        raise BundleAltered(name=name, part=OPERATIONS)


def _decoded(block: bytes, name: str) -> list[str]:
    try:
        return block.decode().split("\n")
    except UnicodeDecodeError:
        raise BundleAltered(name=name, part=OPERATIONS) from None
