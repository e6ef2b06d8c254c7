"""An anonymous copy: nobody in it, nothing that leads back, and a later one updates the earlier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.bundle.keys import Recipient
from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.merge.operations import verify
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import (
    Note,
    Organisation,
    Participation,
    Person,
    Workshop,
    WorkshopOrganisation,
    rules_of,
)
from carefacilitator.services.exchange.anonymise import Mask, anonymous
from carefacilitator.services.exchange.gathering import gather
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.workspace import open_workspace

W4 = sample_id("W4")
KEY = b"k" * 32


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


def secretariat(office: Program) -> Recipient:
    return office.identity.card().recipient()


def test_open_fields_stay_and_everything_else_goes(sample: Program) -> None:
    workshop = sample.workshops.find("W4")
    real = gather(sample.workspace, [workshop], consent.OTHER, KEY)
    masked = anonymous(real, Mask(KEY))
    assert all(verify(op) for op in masked.operations)
    assert "person" not in {op.kind for op in masked.operations}
    for op in masked.operations:
        if op.kind != "change" and op.field != "deleted":
            assert rules_of(op.kind)[op.field.partition("/")[0]].privacy == "open"
    counts = {kind: len(records) for kind, records in masked.records.items()}
    assert counts["participation"] == 28
    assert counts["lesson"] == 4
    assert masked.withheld == (masked.withheld[0],)
    assert (masked.withheld[0].kind, masked.withheld[0].count) == ("person", 28)


def test_no_id_device_clock_or_nonce_is_the_real_one(sample: Program) -> None:
    workshop = sample.workshops.find("W4")
    real = gather(sample.workspace, [workshop], consent.OTHER, KEY)
    masked = anonymous(real, Mask(KEY))

    def names(parcel: object) -> set[str]:
        found: set[str] = set()
        for op in parcel.operations:  # type: ignore[attr-defined]
            found |= {op.id, op.change, op.device, op.record, op.nonce or "-", *op.parents}
        return found - {"-"}

    assert not names(real) & names(masked)
    ids = {op.record for op in real.operations}
    assert not any(op.value in ids for op in masked.operations if isinstance(op.value, str))
    assert all(op.clock % 86_400_000 == 0 for op in masked.operations)


def test_another_key_gives_other_names(sample: Program) -> None:
    real = gather(sample.workspace, [sample.workshops.find("W1")], consent.OTHER, KEY)
    first = {op.id for op in anonymous(real, Mask(KEY)).operations}
    assert first == {op.id for op in anonymous(real, Mask(KEY)).operations}
    assert not first & {op.id for op in anonymous(real, Mask(b"x" * 32)).operations}


def test_a_later_copy_updates_the_earlier_one(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    card = secretariat(office)
    note = sample.notes.of(W4)[0].note.id
    first, second = tmp_path / "1.carebundle", tmp_path / "2.carebundle"
    sample.sharing.export(["W4"], first, [card], anonymous=True)
    sample.notes.edit(note, text="Said again, better.")
    sample.notes.delete(sample.notes.of(W4)[1].note.id)
    sample.sharing.export(["W4"], second, [card], anonymous=True)
    office.arrivals.apply(first, trust=True)
    before = len(office.workspace.all(Note))
    made = office.arrivals.apply(second)
    assert (made.new, made.conflicts) == (0, 0)
    assert made.changed == 2
    assert len(office.workspace.all(Workshop)) == 1
    assert len(office.workspace.all(Note)) == before - 1
    assert "Said again, better." in {one.text for one in office.workspace.all(Note)}


def test_the_real_and_the_anonymous_copy_are_two_workshops(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    card = secretariat(office)
    sample.sharing.export(["W4"], tmp_path / "1.carebundle", [card], anonymous=True)
    sample.sharing.export(["W4"], tmp_path / "2.carebundle", [card])
    office.arrivals.apply(tmp_path / "1.carebundle", trust=True)
    assert office.workspace.all(Person) == []
    assert office.arrivals.apply(tmp_path / "2.carebundle").same == 0
    assert len(office.workspace.all(Workshop)) == 2
    assert len(office.workspace.all(Participation)) == 56


def test_a_text_that_names_somebody_stays_here(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    name = sample.people.lines(W4, "")[3].person.name
    sample.notes.add(W4, f"As {name.upper()} said, care is work.")
    sample.notes.add(W4, "Care is work.")
    out = tmp_path / "w4.carebundle"
    made = sample.sharing.export(["W4"], out, [secretariat(office)], anonymous=True)
    assert ("note", "anonymous", 1) in {(w.kind, w.reason, w.count) for w in made.withheld}
    with open_bundle(out, [office.identity.own()]) as bundle:
        everything = b"".join(bundle.table(kind) for kind in bundle.info.records)
        ops = list(bundle.operations())
        assert bundle.info.anonymous
    assert name.lower().encode() not in everything.lower()
    assert not any(name.lower() in str(op.value).lower() for op in ops)
    assert b"Care is work." in everything


def test_other_names_and_contacts_of_strangers_stay_here(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    name = sample.people.lines(W4, "")[3].person.name
    role = sample.workspace.all(WorkshopOrganisation, workshop_id=W4)[0]
    with sample.workspace.change("organisation_edit") as change:
        change.set(Organisation, role.organisation_id, other_names=(f"House of {name}",))
    sample.notes.add(W4, "Write to stranger@example.org, please.")
    sample.notes.add(W4, "Or call +52 55 5555 0131.")
    out = tmp_path / "w4.carebundle"
    sample.sharing.export(["W4"], out, [secretariat(office)], anonymous=True)
    with open_bundle(out, [office.identity.own()]) as bundle:
        told = " ".join(str(op.value) for op in bundle.operations())
    assert name not in told
    assert "example.org" not in told
    assert "5555" not in told


def test_the_mask_is_one_way_and_keyed() -> None:
    mask = Mask(KEY)
    assert mask.record("a") == mask.record("a") != mask.record("b")
    assert Mask(b"x" * 32).record("a") != mask.record("a")
    assert mask.device("a") != mask.record("a")


def test_an_anonymous_copy_tells_no_minute_and_changes_none_of_the_real_ones(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    line = sample.notes.add(W4, "Said at a quarter past.", block_id="")
    before = {one.id: one for one in sample.workspace.all(Note)}
    assert before[line.id].taken_at
    out = tmp_path / "w4.carebundle"
    recipients = [secretariat(office), secretariat(sample)]
    sample.sharing.export(["W4"], out, recipients, anonymous=True)
    office.arrivals.apply(out, trust=True)
    arrived = [view.note for view in office.notes.of(office.workspace.all(Workshop)[0].id)]
    order = [view.note.text for view in sample.notes.of(W4)]
    assert [one.text for one in arrived] == order
    assert {one.taken_at for one in arrived} == {""}
    sample.arrivals.apply(out)
    after = {one.id: one for one in sample.workspace.all(Note)}
    assert {key: after[key] for key in before} == before
