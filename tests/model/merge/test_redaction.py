"""Floors over random histories of one text on three copies, with old bundles in any order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefacilitator.model.merge import redaction
from carefacilitator.model.merge.merge import heads_of, project_cell
from carefacilitator.model.merge.operations import Operation, make
from carefacilitator.model.merge.redaction import (
    WHOLE,
    Act,
    Floor,
    act_of,
    field_of,
    floor_of,
    value_of,
)
from tests.model.planted import caught

Step = tuple[str, int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "redact", "give", "give", "old"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 30),
    ),
    min_size=4,
    max_size=24,
)


@dataclass
class Copy:
    """One copy of one field: all operations, and the acts on it."""

    ops: dict[str, Operation] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)

    def take(self, ops: Iterable[Operation], acts: Collection[str]) -> None:
        for op in ops:
            if op.known or op.id not in self.ops:
                self.ops[op.id] = op
        self.acts |= set(acts)
        self.blank()

    def blank(self) -> None:
        floor = redaction.floor_of(list(self.ops.values()), self.acts, self.acts)
        for oid in floor.hidden:
            self.ops[oid] = self.ops[oid].withheld()


class History:
    """Three copies, their bundles, and what was taken away by whom had seen it."""

    def __init__(self) -> None:
        self.numbers = itertools.count()
        self.copies = [Copy() for _ in range(3)]
        self.sent: list[tuple[list[Operation], set[str]]] = []
        self.banned: set[str] = set()
        self.saw: dict[str, set[str]] = {}
        self._write(self.copies[0], "first")
        for copy in self.copies[1:]:
            copy.take(self.copies[0].ops.values(), ())

    def _write(self, copy: Copy, word: str) -> Operation:
        number = next(self.numbers)
        op = make(
            change=f"c{number}",
            device=f"d{self.copies.index(copy)}",
            clock=1000 + number * 7 % 13,  # clocks say nothing about what saw what
            kind="note",
            record="n1",
            field="text",
            value=f"{word}{number}",
            parents=[one.id for one in heads_of(list(copy.ops.values()))],
            nonce=f"{number:032x}",
        )
        copy.ops[op.id] = op
        self.saw[op.id] = set().union(*(self.saw[one] for one in op.parents))
        return op

    def play(self, steps: list[Step]) -> None:
        for what, first, second, number in steps:
            copy, other = self.copies[first], self.copies[second]
            match what:
                case "edit":
                    self._write(copy, "word")
                case "redact":
                    before = {op.value for op in copy.ops.values() if op.known}
                    op = self._write(copy, "kept")
                    copy.acts.add(op.id)
                    copy.blank()
                    self.banned |= before
                    self.saw[op.id].add(op.id)
                case "give":
                    self.sent.append((list(copy.ops.values()), set(copy.acts)))
                    other.take(*self.sent[-1])
                case "old" if self.sent:
                    other.take(*self.sent[number % len(self.sent)])
        for _ in range(2):
            for copy, other in itertools.permutations(self.copies, 2):
                other.take(list(copy.ops.values()), copy.acts)

    def check(self) -> None:
        for ops, acts in self.sent:  # every older bundle again
            for copy in self.copies:
                copy.take(ops, acts)
        shown = [project_cell(list(copy.ops.values()), True) for copy in self.copies]
        assert shown[0] == shown[1] == shown[2]
        assert shown[0].known
        for copy in self.copies:
            known = {op.value for op in copy.ops.values() if op.known}
            assert not known & self.banned
            for op in copy.ops.values():
                saw = self.saw[op.id]
                if op.known and copy.acts:  # written after some redaction, whichever
                    assert saw & copy.acts
                if copy.acts <= saw:
                    assert op.known


def play(steps: list[Step]) -> None:
    history = History()
    history.play(steps)
    history.check()


@settings(max_examples=400, deadline=None)
@given(STEPS)
def test_nothing_redacted_comes_back_and_copies_agree(steps: list[Step]) -> None:
    play(steps)


def _only_what_was_here_then() -> Callable[..., Floor]:
    """A list of ids: what the redactor had, and nothing that was written elsewhere."""
    whole = floor_of
    lists: dict[str, frozenset[str]] = {}

    def listed(
        ops: Collection[Operation], after: Collection[str], causes: Collection[str]
    ) -> Floor:
        for one in causes:
            if one not in lists:
                lists[one] = whole(ops, {one}, {one}).hidden
        gone = frozenset().union(*(lists[one] for one in causes)) & {op.id for op in ops}
        return Floor(gone, gone)

    return listed


def _no_exception(
    ops: Collection[Operation], after: Collection[str], causes: Collection[str]
) -> Floor:
    found = [floor_of(ops, {one}, {one}) for one in causes]
    both = frozenset().union(*(one.hidden for one in found)) if found else frozenset()
    return Floor(both, both)


def _seen_is_not_followed(
    ops: Collection[Operation], after: Collection[str], causes: Collection[str]
) -> Floor:
    gone = frozenset(op.id for op in ops if causes and op.id not in after)
    return Floor(gone, gone)


@pytest.mark.parametrize(
    "plant", [_only_what_was_here_then, lambda: _no_exception, lambda: _seen_is_not_followed]
)
def test_a_planted_bug_is_caught(
    plant: Callable[[], Callable[..., Floor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redaction, "floor_of", plant())
    assert caught(play, STEPS, 400)


# -- single rules ------------------------------------------------------------------------------


def _op(number: int, *parents: Operation, value: str = "x") -> Operation:
    return make(
        change="c",
        device="d",
        clock=number,
        kind="note",
        record="n1",
        field="text",
        value=value,
        parents=[one.id for one in parents],
        nonce=f"{number:032x}",
    )


def test_what_is_not_here_yet_hides_the_whole_field() -> None:
    first = _op(1)
    missing = _op(2, first)
    later = _op(3, missing)
    floor = floor_of([first], {missing.id}, {missing.id})
    assert floor == Floor(frozenset({first.id}), frozenset({first.id}))
    floor = floor_of([first, later], {missing.id}, {missing.id})
    assert floor.hidden == {first.id}


def test_an_unknown_ancestor_counts_as_not_seen_but_nothing_is_blanked() -> None:
    first, unknown = _op(1), _op(2)
    kept = _op(3, first)
    stray = _op(4, unknown)
    floor = floor_of([first, kept, stray], {kept.id}, {kept.id})
    assert floor.hidden == {first.id, stray.id}
    assert floor.sure == {first.id}


def test_a_later_redaction_takes_the_earlier_rewording() -> None:
    first = _op(1)
    kept = _op(2, first)
    again = _op(3, kept)
    both = {kept.id, again.id}
    assert floor_of([first, kept, again], both, both).hidden == {first.id, kept.id}


def test_two_rewordings_side_by_side_both_stay() -> None:
    first = _op(1)
    here, there = _op(2, first), _op(3, first)
    side = _op(4, first)
    both = {here.id, there.id}
    assert floor_of([first, here, there, side], both, both).hidden == {first.id, side.id}


@pytest.mark.parametrize(
    ("name", "value", "act"),
    [
        ("note.text", {"after": "a" * 32}, Act("note", "r", "text", "a" * 32)),
        ("lesson.texts/es", {"after": "a" * 32}, Act("lesson", "r", "texts/es", "a" * 32)),
        ("note.*", {"after": None}, Act("note", "r", WHOLE, "")),
        ("note.*", {"after": "a" * 32}, None),
        ("note.text", {"after": None}, None),
        ("note.text", {"after": 7}, None),
        ("note.text", {}, None),
        ("note.text", "a", None),
        ("note.deleted", {"after": "a" * 32}, None),
        ("note.none", {"after": "a" * 32}, None),
        ("nothing.text", {"after": "a" * 32}, None),
        ("note", {"after": "a" * 32}, None),
    ],
)
def test_an_act_is_read_strictly(name: str, value: object, act: Act | None) -> None:
    op = make(
        change="c", device="d", clock=1, kind="redaction", record="r", field=name, value=value
    )
    assert act_of(op) == act
    if act is not None:
        assert (field_of(act), value_of(act)) == (name, value)
    assert act_of(op._replace(kind="erasure")) is None


@pytest.mark.parametrize(("of", "kept"), [("person", False), ("workshop", True)])
def test_where_a_gone_record_belongs_stays_unless_that_names_a_person(of: str, kept: bool) -> None:
    told = {
        "workshop_id": "w1",
        "target_kind": of,
        "target_id": "x1",
        "caption": "words",
        "deleted": {"seen": []},
    }
    fields = {
        name: [
            make(
                change="c",
                device="d",
                clock=1,
                kind="attachment",
                record="f1",
                field=name,
                value=value,
            )
        ]
        for name, value in told.items()
    }
    act = Act("attachment", "f1", WHOLE, "")
    floor = redaction.floors(fields, [act], [act])
    gone = {name for name, (op,) in fields.items() if op.id in floor.sure}
    assert gone == ({"caption"} if kept else {"caption", "target_id"})
    assert floor.hidden == floor.sure
