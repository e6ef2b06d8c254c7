from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.merge.operations import (
    Json,
    Operation,
    canonical,
    commitment_of,
    from_json,
    make,
    operation_id,
    to_json,
    verify,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


def an_operation(value: Json = "What was said", **changes: object) -> Operation:
    told: dict[str, object] = {
        "change": "c1",
        "device": "d" * 16,
        "clock": 1_770_000_000_000,
        "kind": "note",
        "record": "n1",
        "field": "text",
        "value": value,
        "parents": ("b" * 32, "a" * 32),
        "nonce": "0" * 32,
    }
    return make(**{**told, **changes})  # type: ignore[arg-type]


def test_the_id_of_an_operation_is_fixed_for_ever() -> None:
    op = an_operation()
    assert op.commitment == "9884440ee3cf9c4be39ad04e81de140692a69cd711fb93174056fca30d6bc280"
    assert op.id == "9c77c9412d98ae08fd4da67fb5747f38"
    assert op.parents == ("a" * 32, "b" * 32)
    by_hand = "\n".join(
        ["c1", "d" * 16, "1770000000000", "note", "n1", "text", f"{'a' * 32} {'b' * 32}"]
    )
    told = f"carefacilitator operation 1\n{by_hand}\n{op.commitment}".encode()
    assert hashlib.blake2b(told, digest_size=16).hexdigest() == op.id


@given(VALUES)
def test_what_is_written_is_read_and_verified_again(value: Json) -> None:
    op = an_operation(value)
    again = from_json(json.loads(json.dumps(to_json(op))))
    assert again == op
    assert verify(again)


@given(VALUES)
def test_a_withheld_value_leaves_no_trace_but_the_id_still_verifies(value: Json) -> None:
    op = an_operation(value).withheld()
    assert verify(op)
    line = to_json(op)
    assert "nonce" not in line
    assert "value" not in line
    assert from_json(json.loads(json.dumps(line))) == op
    assert from_json(line).known is False


def test_the_same_value_twice_cannot_be_recognised() -> None:
    first = make(change="c", device="d", clock=1, kind="k", record="r", field="f", value="yes")
    second = make(change="c", device="d", clock=1, kind="k", record="r", field="f", value="yes")
    assert first.nonce != second.nonce
    assert first.commitment != second.commitment
    assert first.id != second.id


@given(VALUES)
def test_canonical_text_is_json_and_has_one_form(value: Json) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_does_not_have_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match=r"JSON|range"):
        canonical([number])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "e" * 32),
        ("change", "c2"),
        ("device", "e" * 16),
        ("clock", 1_770_000_000_001),
        ("kind", "lesson"),
        ("record", "n2"),
        ("field", "language"),
        ("parents", ("a" * 32,)),
        ("parents", ("a" * 32, "a" * 32, "b" * 32)),
        ("commitment", "c" * 64),
        ("nonce", "1" * 32),
        ("nonce", None),
        ("value", "What was not said"),
        ("value", None),
        ("known", False),
        ("clock", -1),
        ("clock", 2**53),
    ],
)
def test_whatever_is_altered_does_not_verify(field: str, value: object) -> None:
    assert verify(an_operation())
    assert not verify(an_operation()._replace(**{field: value}))


def test_the_same_bytes_written_otherwise_do_not_verify() -> None:
    op = an_operation(nonce="ab" * 16)
    assert verify(op)
    assert not verify(op._replace(nonce="AB" * 16))
    assert not verify(op._replace(nonce=" ".join(["ab"] * 16)))
    assert not verify(op._replace(parents=(f"{'a' * 32} {'b' * 32}",)))


def test_a_line_end_cannot_shift_the_header() -> None:
    commitment = commitment_of("0" * 32, '"x"')
    for kind, record in (("note\nn1", "n2"), ("note", "n1\nn2")):
        oid = operation_id("c", "d", 1, kind, record, "f", (), commitment)
        op = Operation(oid, "c", "d", 1, kind, record, "f", (), commitment, "0" * 32, "x", True)
        assert not verify(op)
        with pytest.raises(ValueError, match="header"):
            from_json(to_json(op))


def test_text_that_is_no_text_does_not_verify() -> None:
    assert not verify(an_operation()._replace(value="\ud800"))
    assert not verify(an_operation()._replace(record="\ud800"))


@pytest.mark.parametrize(
    "change",
    [
        {"parents": "a"},
        {"parents": [1]},
        {"clock": "1"},
        {"clock": True},
        {"clock": 1.0},
        {"id": 7},
        {"record": None},
        {"commitment": 7},
        {"nonce": 7},
        {"field": "a\nb"},
    ],
)
def test_a_line_of_another_shape_is_refused(change: dict[str, Json]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json({**to_json(an_operation()), **change})


@pytest.mark.parametrize("field", ["id", "change", "device", "clock", "kind", "parents", "nonce"])
def test_a_line_that_lacks_something_is_refused(field: str) -> None:
    line = to_json(an_operation())
    del line[field]
    with pytest.raises(KeyError):
        from_json(line)


def test_order_is_clock_then_device_then_id() -> None:
    early, late = an_operation(clock=1, device="b"), an_operation(clock=2, device="a")
    assert early.order < late.order
    assert an_operation(clock=1, device="a").order < early.order
