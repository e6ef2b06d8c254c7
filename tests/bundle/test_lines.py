"""``ops.jsonl``: what goes in comes out, ids are computed, and nothing else is an operation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.bundle import lines as lines_module
from carefacilitator.bundle.lines import OperationWriter, read_operations
from carefacilitator.bundle.refusals import BundleAltered
from carefacilitator.model.merge.operations import Operation, make, verify

HEX = "0123456789abcdef"
NONCE = "00112233445566778899aabbccddeeff"


def _written(ops: list[Operation]) -> bytes:
    return b"".join(OperationWriter(ops))


def _read(data: bytes) -> list[Operation]:
    return list(read_operations([data], "a"))


def _refused(data: bytes) -> None:
    with pytest.raises(BundleAltered):
        _read(data)


ids = st.text(st.sampled_from(HEX + "-"), min_size=1, max_size=36)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abé"), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def operations(draw: st.DrawFn) -> Operation:
    op = make(
        change=draw(ids),
        device=draw(ids),
        clock=draw(st.integers(0, 2**53 - 1)),
        kind=draw(st.sampled_from(["note", "workshop", "kind_of_tomorrow"])),
        record=draw(ids),
        field=draw(st.sampled_from(["text", "titles/es", "deleted"])),
        value=draw(values),
        parents=draw(st.lists(st.text(HEX, min_size=32, max_size=32), max_size=3)),
    )
    return op if draw(st.booleans()) else op.withheld()


@given(st.lists(operations(), max_size=6), st.integers(1, 50))
def test_operations_come_back_as_they_were(ops: list[Operation], step: int) -> None:
    data = _written(ops)
    pieces = [data[start : start + step] for start in range(0, len(data), step)]
    back = list(read_operations(pieces, "a"))
    assert back == ops
    assert all(map(verify, back))


def test_what_one_change_did_to_one_record_is_one_line() -> None:
    ops = [
        make(change=change, device="d", clock=1, kind="note", record="r", field=field, value="v")
        for change, field in (("1", "a"), ("1", "b"), ("2", "a"))
    ]
    told = [json.loads(line) for line in _written(ops).splitlines()]
    assert [len(line["fields"]) for line in told] == [2, 1]


def test_neither_ids_nor_commitments_of_known_values_are_written() -> None:
    op = make(change="1", device="d", clock=1, kind="note", record="r", field="a", value="secret")
    assert op.id.encode() not in _written([op])
    assert op.commitment.encode() not in _written([op])
    withheld = _written([op.withheld()])
    assert b"secret" not in withheld
    assert str(op.nonce).encode() not in withheld
    assert op.commitment.encode() in withheld
    assert _read(withheld)[0].id == op.id


def test_long_lines_are_cut_into_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "_FULL_LINE", 1000)
    ops = [
        make(change="1", device="d", clock=n, kind="k", record="r", field="f", value="x" * 300)
        for n in range(20)
    ]
    data = _written(ops)
    assert data.count(b"\n") > 5
    assert _read(data) == ops


def _line(**wrong: Any) -> bytes:
    line: dict[str, Any] = {"change": "c", "device": "d", "kind": "k", "record": "r"}
    field: dict[str, Any] = {"field": "f", "clock": 1, "nonce": NONCE, "value": "v"}
    for key, value in wrong.items():
        where = line if key in line or key == "fields" else field
        if value is None:
            del where[key]
        else:
            where[key] = value
    return json.dumps({**line, "fields": line.get("fields", [field])}).encode() + b"\n"


def test_the_plain_line_is_read() -> None:
    assert len(_read(_line())) == 1
    assert len(_read(_line(more="of a newer program"))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"change": ""},
        {"change": 5},
        {"change": "a\nb"},
        {"device": "d" * 65},
        {"device": None},
        {"kind": "é"},
        {"record": ["r"]},
        {"record": "a b"},
        {"field": ""},
        {"field": "f" * 129},
        {"field": None},
        {"field": "a\n"},
        {"clock": -1},
        {"clock": True},
        {"clock": 1.5},
        {"clock": "1"},
        {"clock": 2**53},
        {"clock": None},
        {"parents": "x"},
        {"parents": ["x"]},
        {"parents": [NONCE.upper()]},
        {"parents": [5]},
        {"parents": {NONCE: 1}},
        {"nonce": "x"},
        {"nonce": NONCE.upper()},
        {"nonce": NONCE[:-1] + " "},
        {"nonce": None},
        {"value": None},
        {"value": None, "commitment": "ab"},
        {"value": None, "commitment": 5},
        {"fields": 5},
        {"fields": "ab"},
        {"fields": [5]},
        {"fields": {"a": 1}},
    ],
)
def test_what_is_no_operation_is_refused(wrong: dict[str, Any]) -> None:
    _refused(_line(**wrong))


@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b"{",
        _line()[:-1],
        _line()[:-1] + b" \n",
        _line()[:-1] + b"{}\n",
        b" " + _line(),
        _line() + b"\n",
        _line().replace(b'"v"', b"NaN"),
        _line().replace(b'"v"', b"-Infinity"),
        _line().replace(b'"v"', b"1e999"),
        _line().replace(b'"v"', b"9" * 5000),
        _line().replace(b'"v"', b'"\\ud800"'),
        _line().replace(b'"v"', b"[" * 200_000 + b"]" * 200_000),
        _line().replace(b'"v"', b'"\xff"'),
    ],
)
def test_what_is_no_line_is_refused(data: bytes) -> None:
    _refused(data)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines_module, "LONGEST_LINE", 10_000)
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 1000

    with pytest.raises(BundleAltered):
        list(read_operations(endless(), "a"))
    assert taken < 20
