"""To others only what stands leaves; and a reader who has no more sees the same."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefacilitator.model.merge import merge, standing
from carefacilitator.model.merge.merge import heads_of, life_of, project_cell, project_record
from carefacilitator.model.merge.operations import DELETED, Operation, make
from carefacilitator.model.merge.standing import IN_BIN, SUPERSEDED, not_standing
from carefacilitator.model.records.records import rules_of, text_fields
from tests.model.planted import caught

DEEPER = int(os.environ.get("CAREFACILITATOR_DEEPER", "1"))
FIELDS = ("text", "text", "text", "kind", "workshop_id", DELETED, DELETED)
WRITERS = ("a1", "b2", "c3")
Fields = dict[str, list[Operation]]


class Edit(NamedTuple):
    """One writer, who has seen the operations up to some places ago, writes one field."""

    writer: int
    field: int
    words: int
    behind: int
    clock: int


EDITS = st.lists(
    st.builds(
        Edit,
        st.integers(0, 2),
        st.integers(0, len(FIELDS) - 1),
        st.integers(0, 5),
        st.integers(0, 4),
        st.integers(-3, 3),
    ),
    min_size=2,
    max_size=14,
)
_WORDS = (
    "the care of the old ones is shared",
    "the care of the old ones is shared by turns",
    "nobody pays for the care of the old ones",
    "a woman told of violence at home",
    "water comes twice a week",
    "",
)


def written(edits: Sequence[Edit]) -> Fields:
    """All operations of one note: each writer sees her own, and of others all but the newest."""
    ops: list[Operation] = []
    first = make(
        change="c0",
        device="a1",
        clock=100,
        kind="note",
        record="n1",
        field="workshop_id",
        value="w1",
    )
    ops.append(first)
    for number, edit in enumerate(edits):
        writer = WRITERS[edit.writer]
        late = ops[: max(1, len(ops) - edit.behind)]
        seen = [op for op in ops if op in late or op.device == writer]
        field = FIELDS[edit.field]
        ops.append(_edit(seen, field, f"c{number + 1}", writer, 100 + number + edit.clock, edit))
    return _by_field(ops)


def _edit(
    seen: list[Operation], field: str, change: str, writer: str, clock: int, edit: Edit
) -> Operation:
    own = [op for op in seen if op.field == field]
    value: object = _WORDS[edit.words]
    if field == DELETED:
        whole = [op.id for ops in _by_field(seen).values() for op in heads_of(ops)]
        value = {"seen": sorted(whole)} if edit.words % 2 else False
    elif field == "workshop_id":
        value = f"w{edit.words % 2 + 1}"
    return make(
        change=change,
        device=writer,
        clock=max(0, clock),
        kind="note",
        record="n1",
        field=field,
        value=value,
        parents=[op.id for op in heads_of(own)] if own else (),
    )


def _by_field(ops: Sequence[Operation]) -> Fields:
    fields: Fields = defaultdict(list)
    for op in ops:
        fields[op.field].append(op)
    return dict(fields)


def at_the_reader(fields: Fields) -> Fields:
    """The same operations as they leave to others."""
    stays = dict(standing.not_standing("note", fields))
    return {
        name: [op.withheld() if op.id in stays else op for op in ops]
        for name, ops in fields.items()
    }


def compare(edits: Sequence[Edit]) -> None:
    whole = written(edits)
    read = at_the_reader(whole)
    alive = life_of(whole)
    assert life_of(read) == alive
    for name, ops in whole.items():
        texts = name in text_fields("note")
        here, there = project_cell(ops, texts), project_cell(read[name], texts)
        assert [op.id for op in there.heads] == [op.id for op in here.heads]
        for op in read[name]:
            head = op.id in {one.id for one in here.heads}
            kept = name == DELETED or (head and (alive.alive or name == "workshop_id"))
            assert op.known is kept, (name, op)
        if alive.alive and name != DELETED:
            assert (there.versions, there.flagged) == (here.versions, here.flagged)
            if not here.flagged:
                assert there.value == here.value
            else:
                _no_wrong_weave(there, read[name])
    again = at_the_reader(read)
    assert again == read
    shown = project_record(read, text_fields("note"))
    assert shown.flagged == project_record(whole, text_fields("note")).flagged or not alive.alive
    assert set(shown.values) & set(rules_of("note")) <= set(whole)


def _no_wrong_weave(cell: merge.Cell, ops: Sequence[Operation]) -> None:
    """Where the text that all began with is not known, every version stands there whole."""
    if cell.heads[0].field != "text":
        return
    known = {op.id for op in ops if op.known}
    before = set.intersection(
        *(merge.ancestors({op.id: op for op in ops}, one.id) for one in cell.heads if one.known)
    )
    if before and not before & known:
        assert str(cell.value).split("\n") == list(cell.versions)


@settings(
    max_examples=400 * DEEPER,
    derandomize=DEEPER == 1,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(EDITS)
def test_a_reader_of_what_stands_sees_the_same(edits: Sequence[Edit]) -> None:
    compare(edits)


# --- planted bugs ---------------------------------------------------------------------------------


def _use_any_known_ancestor(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "_common_text", lambda ops, heads: "")


def _forget_where_it_belongs(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "_belongs", lambda kind, name, fields: False)


def _let_heads_of_the_bin_go(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "_belongs", lambda kind, name, fields: True)


def _let_what_was_replaced_go(patch: pytest.MonkeyPatch) -> None:
    rule = not_standing
    patch.setattr(
        standing,
        "not_standing",
        lambda kind, fields: (one for one in rule(kind, fields) if one[1] != SUPERSEDED),
    )


@pytest.mark.parametrize(
    "plant",
    [
        _use_any_known_ancestor,
        _forget_where_it_belongs,
        _let_heads_of_the_bin_go,
        _let_what_was_replaced_go,
    ],
    ids=lambda plant: plant.__name__.strip("_"),
)
def test_a_planted_bug_is_caught(
    plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(compare, EDITS, 400)


# --- by example -----------------------------------------------------------------------------------


def test_a_photo_of_a_person_in_the_bin_does_not_say_of_whom() -> None:
    def one(field: str, value: object) -> Operation:
        return make(
            change="c",
            device="a1",
            clock=1,
            kind="attachment",
            record="p1",
            field=field,
            value=value,
        )

    fields = _by_field([one("target_kind", "person"), one("target_id", "x"), one("sha256", "f")])
    deleted = one(DELETED, {"seen": [op.id for ops in fields.values() for op in ops]})
    stays = dict(not_standing("attachment", fields | {DELETED: [deleted]}))
    assert set(stays.values()) == {IN_BIN}
    assert len(stays) == 3
    assert not dict(not_standing("attachment", fields))
