"""Bundles that arrive: rehearsed, taken in whole, refused in words, taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle.keys import Recipient
from carefacilitator.bundle.refusals import (
    BundleCutShort,
    BundleDamaged,
    NotABundle,
    NotForUs,
)
from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import ERASURE_KIND
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Participation, Person, Workshop
from carefacilitator.services.exchange.identity import SignerChanged, SignerUnknown
from carefacilitator.services.exchange.imports import ErasuresNeedAnswer, ErasuresRefused
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import doctor, undo
from carefacilitator.storage.doctor import snapshot
from carefacilitator.storage.workspace import open_workspace

W3, W4 = sample_id("W3"), sample_id("W4")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


def card(program: Program, role: Any = "other") -> Recipient:
    return program.identity.card(role).recipient()


@pytest.fixture
def bundle(sample: Program, office: Program, tmp_path: Path) -> Path:
    out = tmp_path / "w4.carebundle"
    sample.sharing.export(["W4"], out, [card(office)])
    return out


def unchanged(program: Program) -> object:
    return (
        snapshot(program.workspace),
        [(step.id, step.state) for step in _steps(program)],
        program.identity.peers(),
        program.workspace.database.rows("SELECT id, hidden FROM operation ORDER BY id"),
    )


def _steps(program: Program) -> list[undo.Step]:
    rows = program.workspace.database.rows("SELECT id FROM change_log ORDER BY seq")
    found = [undo.step_of(program.workspace, row[0]) for row in rows]
    return [step for step in found if step is not None]


# --- rehearsal --------------------------------------------------------------------------------


def test_a_rehearsal_writes_nothing_and_tells_everything(office: Program, bundle: Path) -> None:
    before = unchanged(office)
    told = office.arrivals.rehearse(bundle)
    assert unchanged(office) == before
    counts = {one.kind: one for one in told.counts}
    assert (counts["note"].new, counts["person"].new, counts["workshop"].new) == (4, 23, 1)
    assert told.total("same") == told.total("changed") == told.total("conflicts") == 0
    assert told.withheld[0].count == 5
    assert [one.code for one in told.info.workshops] == ["W4"]
    assert told.checks.signer == "unknown"
    assert len(told.checks.words) == 8
    assert not told.changes_nothing


def test_a_gap_in_the_series_is_told(sample: Program, office: Program, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.carebundle" for number in range(4)]
    for number, path in enumerate(paths):
        sample.notes.add(W4, f"Note {number}.")
        sample.sharing.export(["W4"], path, [card(office)])
    office.arrivals.apply(paths[0], trust=True)
    assert office.arrivals.rehearse(paths[1]).checks.missing == 0
    assert office.arrivals.rehearse(paths[3]).checks.missing == 2
    office.arrivals.apply(paths[3])
    late = office.arrivals.rehearse(paths[1])
    assert late.checks.older
    assert late.changes_nothing
    assert office.arrivals.apply(paths[2]).change == ""


def test_an_import_that_changed_nothing_is_no_gap(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.carebundle" for number in range(3)]
    for path in paths:
        sample.sharing.export(["W4"], path, [card(office)])
    office.arrivals.apply(paths[0], trust=True)
    assert office.arrivals.apply(paths[1]).change == ""
    assert office.arrivals.rehearse(paths[2]).checks.missing == 0


def test_conflicts_show_both_versions(
    sample: Program, office: Program, bundle: Path, tmp_path: Path
) -> None:
    office.arrivals.apply(bundle, trust=True)
    block = office.agenda.blocks(W4)[2]
    office.agenda.edit(block.id, room="Room 2")
    sample.agenda.edit(block.id, room="Room 1")
    again = tmp_path / "again.carebundle"
    sample.identity.rename("Rapporteur, W4")
    sample.sharing.export(["W4"], again, [card(office)])
    told = office.arrivals.rehearse(again)
    assert told.total("conflicts") == 1
    (conflict,) = told.conflicts
    assert (conflict.kind, conflict.field, conflict.title) == ("agenda_block", "room", block.title)
    versions = {one.here: (one.value, one.name) for one in conflict.versions}
    assert versions[True] == ("Room 2", office.identity.name)
    assert versions[False] == ("Room 1", "Rapporteur, W4")
    assert office.arrivals.apply(again).conflicts == 1
    assert office.history.count_waiting() == 1


# --- who signed -------------------------------------------------------------------------------


def test_a_stranger_is_refused_until_the_words_are_compared(office: Program, bundle: Path) -> None:
    before = unchanged(office)
    with pytest.raises(SignerUnknown) as caught:
        office.arrivals.apply(bundle)
    words = office.arrivals.inspect(bundle).maker.words()  # a word may be two, as “frying pan”
    assert caught.value.values["words"] == " ".join(words)
    assert len(words) == 8
    assert unchanged(office) == before
    office.arrivals.apply(bundle, trust=True)
    assert [one.trusted for one in office.identity.peers()] == [True]


def test_a_known_name_with_another_key_is_never_accepted(
    sample: Program, office: Program, bundle: Path, tmp_path: Path
) -> None:
    office.arrivals.apply(bundle, trust=True)
    thief = Program(open_workspace(tmp_path / "thief"))
    thief.workspace.set_meta("device", sample.workspace.device)
    thief.close()
    thief = Program(open_workspace(tmp_path / "thief"))
    thief.sample.fill()
    forged = tmp_path / "forged.carebundle"
    thief.sharing.export(["W4"], forged, [card(office)])
    thief.close()
    before = unchanged(office)
    for trust in (False, True):
        with pytest.raises(SignerChanged):
            office.arrivals.apply(forged, trust=trust)
    with pytest.raises(SignerChanged):
        office.arrivals.rehearse(forged)
    assert unchanged(office) == before
    assert office.arrivals.inspect(forged).device == sample.workspace.device


def test_our_own_bundle_comes_home(sample: Program, bundle: Path) -> None:
    made = sample.arrivals.apply(bundle)
    assert (made.new, made.changed, made.change) == (0, 0, "")
    assert sample.arrivals.rehearse(bundle).checks.signer == "own"


# --- taking in --------------------------------------------------------------------------------


def test_the_same_bundle_twice_changes_nothing(office: Program, bundle: Path) -> None:
    first = office.arrivals.apply(bundle, trust=True)
    before = unchanged(office)
    second = office.arrivals.apply(bundle)
    assert (second.new, second.changed, second.conflicts, second.change) == (0, 0, 0, "")
    assert second.same == first.new
    assert unchanged(office) == before
    next_one = office.history.next_undo()
    assert next_one is not None
    assert next_one.id == first.change


def test_tables_are_what_the_operations_mean(office: Program, bundle: Path) -> None:
    office.arrivals.apply(bundle, trust=True)
    assert doctor.check(office.workspace) == []


def test_a_whole_import_can_be_undone_and_comes_back(office: Program, bundle: Path) -> None:
    made = office.arrivals.apply(bundle, trust=True)
    after = snapshot(office.workspace)
    office.history.undo(made.change)
    assert office.workspace.all(Workshop) == []
    again = office.arrivals.apply(bundle)
    assert again.change != ""
    assert snapshot(office.workspace) == after


def test_what_was_withheld_may_come_later(
    sample: Program, office: Program, bundle: Path, tmp_path: Path
) -> None:
    office.arrivals.apply(bundle, trust=True)
    silent = [one for one in office.workspace.all(Person) if not one.name]
    assert len(silent) == 5
    sample.people.consent(W4, silent[0].id, {"share_secretariat": "given"})
    again = tmp_path / "again.carebundle"
    sample.sharing.export(["W4"], again, [card(office)])
    office.arrivals.apply(again)
    assert office.workspace.get(Person, silent[0].id).name.startswith("Participant")
    assert doctor.check(office.workspace) == []


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda data: b"not a bundle at all", NotABundle),
        (lambda data: data[: len(data) // 2 // 512 * 512], BundleCutShort),
        (lambda data: data[:2000] + bytes([data[2000] ^ 1]) + data[2001:], BundleDamaged),
    ],
)
def test_a_spoiled_file_is_refused_and_nothing_changed(
    office: Program, bundle: Path, spoil: Any, error: type[Exception]
) -> None:
    bundle.write_bytes(spoil(bundle.read_bytes()))
    before = unchanged(office)
    for act in (office.arrivals.inspect, office.arrivals.rehearse):
        with pytest.raises(error):
            act(bundle)
    with pytest.raises(error):
        office.arrivals.apply(bundle, trust=True)
    assert unchanged(office) == before


def test_a_bundle_for_somebody_else(office: Program, bundle: Path, tmp_path: Path) -> None:
    other = Program(open_workspace(tmp_path / "other"))
    with pytest.raises(NotForUs):
        other.arrivals.apply(bundle, trust=True)
    other.close()


# --- forgetting -------------------------------------------------------------------------------


def test_withdrawn_consent_asks_the_secretariat_to_forget(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.carebundle", tmp_path / "2.carebundle"
    sample.sharing.export(["W3"], first, [card(office)])
    office.arrivals.apply(first, trust=True)
    person = next(one for one in office.workspace.all(Person) if one.name)
    count = len(office.workspace.all(Participation, workshop_id=W3))
    sample.people.consent(W3, person.id, {"share_secretariat": "withdrawn"})
    sample.sharing.export(["W3"], second, [card(office)])
    before = unchanged(office)
    assert office.arrivals.rehearse(second).erasures == 1
    with pytest.raises(ErasuresNeedAnswer) as caught:
        office.arrivals.apply(second)
    assert caught.value.values == {"count": 1}
    assert unchanged(office) == before
    office.arrivals.apply(second, forget=True)
    assert office.workspace.get(Person, person.id).name == ""
    assert len(office.workspace.all(Participation, workshop_id=W3)) == count
    assert office.arrivals.apply(second).change == ""
    held = office.workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert not any(person.name in row[0] for row in held)
    # What only sharing was taken back from stays with those who ran the workshop.
    assert sample.workspace.get(Person, person.id).name == person.name
    assert doctor.check(office.workspace) == []


def test_our_own_request_that_comes_back_forgets_nobody_here(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    first, back = tmp_path / "1.carebundle", tmp_path / "back.carebundle"
    person = sample.people.lines(W3, "")[0].person
    sample.people.consent(W3, person.id, {"share_secretariat": "withdrawn"})
    sample.sharing.export(["W3"], first, [card(office)])
    office.arrivals.apply(first, trust=True, forget=True)
    office.sharing.export(["W3"], back, [card(sample)])
    sample.arrivals.apply(back, trust=True)
    assert sample.workspace.get(Person, person.id).name == person.name


def test_who_does_not_hold_the_workshop_cannot_make_us_forget(
    sample: Program, office: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sample.people.lines(W3, "")[0].person.id
    stranger = office
    workshop = stranger.workshops.create("Somewhere else").id
    asked = operations.make(
        change=ids.new_id(),
        device=stranger.workspace.device,
        clock=1,
        kind=ERASURE_KIND,
        record=person,
        field="erased",
        value=True,
    )
    from carefacilitator.services.exchange import export

    real = export.gather

    def with_request(*arguments: Any) -> Any:
        import dataclasses

        parcel = real(*arguments)
        return dataclasses.replace(parcel, operations=(*parcel.operations, asked))

    monkeypatch.setattr(export, "gather", with_request)
    out = tmp_path / "hostile.carebundle"
    stranger.sharing.export([workshop], out, [card(sample)])
    before = unchanged(sample)
    with pytest.raises(ErasuresRefused):
        sample.arrivals.apply(out, trust=True, forget=True)
    assert unchanged(sample) == before


def test_forgetting_somebody_never_met_needs_no_answer(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    person = sample.people.lines(W3, "")[0].person.id
    sample.people.consent(W3, person, {"store": "withdrawn"})
    out = tmp_path / "w3.carebundle"
    sample.sharing.export(["W3"], out, [card(office)])
    office.arrivals.apply(out, trust=True)
    assert office.workspace.get(Person, person).name == ""
