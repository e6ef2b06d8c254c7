from __future__ import annotations

import random

import pytest

from carefacilitator.model.merge.operations import Operation, make
from carefacilitator.model.records.records import Coding, Note, Person
from carefacilitator.storage import doctor, history, search
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import Changed, Workspace
from tests.storage.conftest import Hand, Time, everything


def _say(workspace: Workspace, text: str, note: str = "n1") -> None:
    with workspace.change("note_edit") as change:
        change.set(Note, note, text=text)


def _op(**told: object) -> Operation:
    usual: dict[str, object] = {
        "change": "c1",
        "device": "f" * 16,
        "clock": 1_770_000_000_000,
        "kind": "note",
        "record": "n1",
        "field": "text",
        "value": "said",
        "parents": (),
    }
    return make(**{**usual, **told})  # type: ignore[arg-type]


def test_the_plan_counts_and_writes_nothing(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    for number in range(4):
        _say(other, f"note {number} is long", f"n{number}")
    hand(other, workspace)
    _say(other, "note 1 is longer", "n1")
    _say(other, "note 2 is quite long", "n2")
    _say(workspace, "note 2 is very long", "n2")
    _say(other, "new", "n9")
    before = doctor.snapshot(workspace)
    count = workspace.database.one("SELECT count(*) FROM operation")
    plan = arrivals.plan(workspace, everything(other))
    assert dict(plan.new) == {"note": ["n9"]}
    assert dict(plan.changed) == {"note": ["n1"]}
    assert {kind: sorted(ids) for kind, ids in plan.same.items()} == {"note": ["n0", "n3"]}
    assert plan.conflicts == [("note", "n2", "text")]
    assert not plan.changes_nothing
    assert doctor.snapshot(workspace) == before
    assert workspace.database.one("SELECT count(*) FROM operation") == count


def test_the_same_bundle_twice_changes_nothing(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(other, "said")
    heard: list[Changed] = []
    workspace.listeners.append(heard.append)
    assert hand(other, workspace, bundle="a" * 32)
    state = [workspace.database.rows(f"SELECT * FROM {table}") for table in _TABLES]
    assert arrivals.is_here(workspace, "a" * 32)
    assert hand(other, workspace, bundle="a" * 32) == ""
    assert [workspace.database.rows(f"SELECT * FROM {table}") for table in _TABLES] == state
    assert len(heard) == 1
    assert heard[0].records >= {"n1"}


_TABLES = ("operation", "note", "change_log", "bundle_in", "arrived_again")


def test_any_order_and_any_parts_give_the_same(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    for number in range(12):
        _say(other, f"text {number} of this note", f"n{number % 3}")
    with other.change("note_delete") as change:
        change.delete(Note, "n2")
    ops = everything(other)
    random.Random(4).shuffle(ops)
    for start in range(0, len(ops), 3):
        hand(other, workspace, ops[start : start + 3])
        assert doctor.differences(workspace) == []
    assert doctor.snapshot(workspace) == doctor.snapshot(other)


def test_both_writers_words_are_shown_and_flagged(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(workspace, "The well is dry")
    hand(workspace, other)
    _say(workspace, "The old well is dry")
    _say(other, "The well is dry in May")
    hand(other, workspace)
    hand(workspace, other)
    for one in (workspace, other):
        assert one.get(Note, "n1").text == "The old well is dry in May"
        assert history.count_waiting(one) == 1
        (waiting,) = history.waiting(one, "n1")
        assert waiting.shown == "The old well is dry in May"
        assert len(waiting.versions) == 2
    with other.change("settle") as change:
        change.settle("note", "n1", "text", "The old well is dry in May and June")
    hand(other, workspace)
    for one in (workspace, other):
        assert history.waiting(one) == []
        assert one.get(Note, "n1").text == "The old well is dry in May and June"


def test_an_edit_that_did_not_see_the_deletion_brings_the_record_back(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(workspace, "said")
    hand(workspace, other)
    with workspace.change("note_delete") as change:
        change.delete(Note, "n1")
    _say(other, "said again")
    hand(other, workspace)
    assert workspace.get(Note, "n1").text == "said again"
    assert [(one.kind, one.field) for one in history.waiting(workspace)] == [("note", "deleted")]
    with workspace.change("note_delete") as change:
        change.delete(Note, "n1")
    hand(workspace, other)
    assert other.find(Note, "n1") is None
    assert history.count_waiting(other) == 0


def test_a_new_record_that_was_deleted_unseen_is_told_in_the_plan(workspace: Workspace) -> None:
    ops = [_op(), _op(field="deleted", value={"seen": []}, record="n1")]
    plan = arrivals.plan(workspace, ops)
    assert plan.conflicts == [("note", "n1", "deleted")]


def test_withheld_values_come_later(workspace: Workspace, other: Workspace, hand: Hand) -> None:
    with other.change("person_add") as change:
        change.put(Person(id="p1", name="Participant 001", email="one@example.org"))
    ops = everything(other)
    hand(other, workspace, [op.withheld() if op.field == "email" else op for op in ops])
    assert workspace.get(Person, "p1").email == ""
    assert search.search(workspace, "example") == []
    assert hand(other, workspace, [op.withheld() for op in ops if op.kind == "person"]) == ""
    plan = arrivals.plan(workspace, ops)
    assert plan.changed == {"person": ["p1"]}
    hand(other, workspace)
    assert workspace.get(Person, "p1").email == "one@example.org"
    assert [hit.record for hit in search.search(workspace, "example")] == ["p1"]
    assert doctor.check(workspace) == []


@pytest.mark.parametrize("known_first", [True, False])
def test_one_bundle_may_hold_a_value_and_its_withheld_self(
    workspace: Workspace, hand: Hand, other: Workspace, known_first: bool
) -> None:
    op = _op()
    ops = [op, op.withheld()] if known_first else [op.withheld(), op]
    hand(other, workspace, ops)
    assert workspace.get(Note, "n1").text == "said"


def test_a_withheld_bundle_after_undo_brings_back_what_was_known(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    op = _op()
    step = arrivals.import_step(workspace, hand(other, workspace, [op]))
    assert step is not None
    arrivals.undo_import(workspace, step)
    assert workspace.all(Note) == []
    hand(other, workspace, [op.withheld()])
    assert workspace.get(Note, "n1").text == "said"
    assert doctor.check(workspace) == []


def test_writing_while_the_plan_waits_for_a_yes(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(workspace, "a note")
    hand(workspace, other)
    _say(other, "a long note")
    plan = arrivals.plan(workspace, everything(other))
    assert plan.conflicts == []
    _say(workspace, "a note of mine")
    arrivals.apply(workspace, plan, arrivals.BundleSource("b" * 32, other.device, 1, "", {}))
    assert workspace.get(Note, "n1").text == "a long note of mine"
    assert plan.conflicts == [("note", "n1", "text")]
    assert doctor.check(workspace) == []


def test_the_same_plan_twice_is_taken_once(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(other, "said")
    plan = arrivals.plan(workspace, everything(other))
    arrival = arrivals.BundleSource("b" * 32, other.device, 1, "", {})
    assert arrivals.apply(workspace, plan, arrival)
    assert arrivals.apply(workspace, plan, arrival) == ""
    assert len(arrivals.bundles_in(workspace)) == 1


def test_what_a_newer_program_wrote_is_kept_and_passed_on(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    ops = [
        _op(),
        _op(field="mood", value={"glad": 3}),
        _op(field="mood", value={"sad": 1}),
        _op(kind="moon", record="m1", field="phase", value=[1, None, 2.5]),
        _op(field="titles/es", kind="star", record="s1", value="x"),
    ]
    hand(other, workspace, ops)
    assert workspace.get(Note, "n1").text == "said"
    assert history.count_waiting(workspace) == 0
    assert {op.id for op in everything(workspace)} == {op.id for op in ops}
    assert {op.id: op.value for op in everything(workspace)} == {op.id: op.value for op in ops}
    assert doctor.check(workspace) == []


def test_one_id_for_records_of_two_kinds_is_no_trap(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    with workspace.change("person_add") as change:
        change.put(Person(id="x", name="Participant 001", language="es"))
    with other.change("note_add") as change:
        change.put(Note(id="x", text="said", language="fr"))
        change.put(Coding(id="x", code="recognise"))
    hand(other, workspace)
    hand(workspace, other)
    assert doctor.snapshot(workspace) == doctor.snapshot(other)
    for one in (workspace, other):
        assert one.get(Person, "x").language == "es"
        assert one.get(Note, "x").language == "fr"
        assert doctor.check(one) == []
        assert {hit.kind for hit in search.search(one, "said")} == {"note"}
        assert {hit.kind for hit in search.search(one, "participant")} == {"person"}


@pytest.mark.parametrize(
    "op",
    [
        _op(value=7),
        _op(field="position", value="x"),
        _op(field="text/es"),
        _op(kind="lesson", field="texts", value={"es": "x"}),
        _op(value="x" * 500_001),
        _op(record="r" * 600),
        _op(clock=2**63),
        _op(clock=-1),
    ],
    ids=["number", "text", "language", "map", "long", "name", "clock", "early"],
)
def test_what_does_not_fit_is_refused_whole(
    workspace: Workspace, other: Workspace, hand: Hand, op: Operation
) -> None:
    with pytest.raises(arrivals.ArrivalUnfit):
        hand(other, workspace, [_op(record="n2"), op])
    assert workspace.all(Note) == []
    assert arrivals.bundles_in(workspace) == []


def test_a_clock_far_ahead_is_kept_but_not_followed(
    workspace: Workspace, other: Workspace, hand: Hand, time: Time
) -> None:
    now = int(time().timestamp() * 1000)
    hand(other, workspace, [_op(clock=now + 3_600_000)])
    assert workspace.tick() == now + 3_600_001
    hand(other, workspace, [_op(clock=now + 900 * 86_400_000, record="n2")])
    assert workspace.tick() == now + 3_600_002


def test_the_last_bundle_of_a_device_is_known(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    assert arrivals.last_from(workspace, other.device) == (0, "")
    _say(other, "one")
    hand(other, workspace, bundle="a" * 32)
    _say(other, "two")
    change = hand(other, workspace, bundle="b" * 32)
    assert arrivals.last_from(workspace, other.device) == (2, "b" * 32)
    step = arrivals.import_step(workspace, change)
    assert step is not None
    arrivals.undo_import(workspace, step)
    assert arrivals.last_from(workspace, other.device) == (1, "a" * 32)
    assert not arrivals.is_here(workspace, "b" * 32)
    assert arrivals.import_step(workspace, "nothing") is None
    told = arrivals.bundles_in(workspace)
    assert [(one["bundle"], one["undone"]) for one in told] == [("b" * 32, True), ("a" * 32, False)]


def test_many_operations_at_once(workspace: Workspace, other: Workspace, hand: Hand) -> None:
    with other.change("attendees_import") as change:
        for number in range(1700):
            change.put(
                Person(
                    id=f"p{number}", name=f"Participant {number:04}", country="CO", language="es"
                )
            )
    ops = everything(other)
    assert len(ops) > 5000
    hand(other, workspace, ops)
    assert len(workspace.all(Person)) == 1700
    assert workspace.database.one("PRAGMA cache_size") == -16000
    assert doctor.snapshot(workspace) == doctor.snapshot(other)
    assert len(search.search(workspace, "participant 0777")) == 1
