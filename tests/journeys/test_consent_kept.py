"""Promises to people: who refuses is counted only, who takes consent back is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.records.records import Consent, Participation, Person
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import doctor

W3, W4 = sample_id("W3"), sample_id("W4")

LIST = """Nombre,Organización,Correo electrónico,¿Acepta que se guarden sus datos?
Participante 801,Sindicato Z,p801@example.org,Sí
Participante 802,Sindicato Z,p802@example.org,No
Participante 803,Colectiva Y,p803@example.org,No
Participante 804,Colectiva Y,p804@example.org,No
"""


def everywhere(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_three_people_refuse_to_be_stored(device: Any, tmp_path: Path) -> None:
    hall, office = device("Hall"), device("Secretariat")
    workshop = hall.workshops.create("Reward and represent", "2022-09-22").id
    file = tmp_path / "people.csv"
    file.write_text(LIST, "utf-8")
    made = hall.attendees.bring(workshop, hall.attendees.read(file))
    assert (made.added, made.counted) == (1, 3)
    hall.people.mark(hall.people.lines(workshop, "1-am")[0].participation.id, "1-am")
    out = tmp_path / "one.carebundle"
    hall.sharing.export([workshop], out, [office.identity.card("own_group").recipient()])
    presence = hall.dossiers.gather(workshop, "es").presence
    assert (presence.named, presence.counted, presence.total) == (1, 0, 1), "they were invited"
    assert hall.people.invited_unstored(workshop) == 3
    hall.people.set_heads(workshop, "1-am", "not_stored", 2)
    presence = hall.dossiers.gather(workshop, "es").presence
    assert (presence.named, presence.counted, presence.total) == (1, 2, 3), "two of them came"
    rows = hall.workspace.database.rows("SELECT value FROM operation")
    told = " ".join(str(row[0]) for row in rows)
    with open_bundle(out, [office.identity.own()]) as bundle:
        inside = b"".join(bundle.table(kind) for kind in bundle.info.records).decode()
        inside += " ".join(str(op.value) for op in bundle.operations())
    assert "Participante 801" in told
    assert "Participante 801" in inside
    for who in ("ante 802", "p802@", "ante 803", "p803@", "ante 804", "p804@", "Colectiva"):
        assert who not in told
        assert who not in inside


def test_somebody_at_the_door_does_not_want_to_be_stored(device: Any, tmp_path: Path) -> None:
    hall, office = device("Hall"), device("Secretariat")
    workshop = hall.workshops.create("Exchange", "2022-09-22").id
    line = hall.people.walk_in(workshop, "Participante Ocho", "1-am")
    hall.people.refuse_storage(line.participation.id, "1-am")
    out = tmp_path / "one.carebundle"
    hall.sharing.export([workshop], out, [office.identity.card("own_group").recipient()])
    with open_bundle(out, [office.identity.own()]) as bundle:
        assert not any("Ocho" in str(op.value) for op in bundle.operations())
    rows = hall.workspace.database.rows("SELECT value FROM operation")
    assert not any("Ocho" in str(row[0]) for row in rows)
    presence = hall.dossiers.gather(workshop, "es").presence
    assert (presence.named, presence.counted) == (0, 1)


def test_w4_of_the_scenario(device: Any, tmp_path: Path) -> None:
    hall = device("Hall", sample=True)
    presence = hall.dossiers.gather("W4", "es").presence
    assert (presence.total, presence.named, presence.counted) == (31, 28, 3)


@pytest.mark.parametrize("purpose", ["share_secretariat", "store"])
def test_consent_is_taken_back_after_the_export(device: Any, tmp_path: Path, purpose: str) -> None:
    hall, office = device("Hall", sample=True), device("Secretariat")
    card = office.identity.card().recipient()
    first, second, third = (tmp_path / f"{number}.carebundle" for number in (1, 2, 3))
    hall.sharing.export(["W3"], first, [card])
    office.arrivals.apply(first, trust=True)
    person = next(line.person for line in office.people.lines(W3, "1-am") if line.person.name)
    before = office.dossiers.figures(["W3"])
    hall.people.consent(W3, person.id, {purpose: "withdrawn"})
    hall.sharing.export(["W3"], second, [card])
    office.arrivals.apply(second, forget=True)
    assert office.workspace.get(Person, person.id).name == ""
    after = office.dossiers.figures(["W3"])
    assert after.people_named == before.people_named
    assert after.attendances_named == before.attendances_named
    held = office.workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert not any(person.name in row[0] for row in held)
    assert office.finding.search(person.name) == []
    # Later bundles and the old one again bring nothing back.
    hall.notes.add(W3, "Later.")
    hall.sharing.export(["W3"], third, [card])
    for path in (third, first, second):
        office.arrivals.apply(path, forget=True)
    assert office.workspace.get(Person, person.id).name == ""
    assert len(office.workspace.all(Participation, workshop_id=W3)) == 21
    given = office.workspace.all(Consent, workshop_id=W3, person_id=person.id)
    assert "withdrawn" in {one.status for one in given}
    assert doctor.check(office.workspace) == []
