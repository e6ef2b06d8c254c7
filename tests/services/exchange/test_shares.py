"""Who gets which workshops: decided by a person, kept, told before it is kept, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.exchange.identity import RecipientAmbiguous, RecipientUnknown
from carefacilitator.services.exchange.imports import ErasuresNeedAnswer
from carefacilitator.services.exchange.shares import NOTHING, Decision
from carefacilitator.services.failures import WorkshopUnknown
from carefacilitator.services.pictures.branding import ProgrammeUnknown
from carefacilitator.services.program import Program
from carefacilitator.storage import peers, shares
from carefacilitator.storage.workspace import open_workspace
from carefacilitator.sync.folder import StickMissing

EVERYTHING = Decision("everything")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    made.identity.rename("Office")
    yield made
    made.close()


@pytest.fixture
def known(program: Program, office: Program) -> str:
    """The office is known; two workshops of a programme and one of none are here."""
    programme = program.workshops.create_programme("Care schools").id
    program.workshops.create("First", "2022-09-22", programme, code="A1")
    program.workshops.create("Second", "2022-09-23", programme, code="A2")
    program.workshops.create("Apart", "2022-09-24", code="B1")
    return program.identity.take_card(office.identity.card().text()).device


def gets(program: Program, device: str) -> list[str]:
    return sorted(one.code for one in program.shares.standing(device).gets)


def codes(program: Program) -> set[str]:
    return {one.code for one in program.workspace.all(Workshop)}


# --- deciding -------------------------------------------------------------------------------------


def test_nothing_is_the_beginning(program: Program, known: str) -> None:
    standing = program.shares.standing(known)
    assert (standing.decision, standing.gets, standing.last) == (NOTHING, (), None)
    assert {why for _, why in standing.stays} == {"not_shared"}
    assert not standing.before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"everything": True}, ["A1", "A2", "B1"]),
        ({"workshops": ["a1", "B1"]}, ["A1", "B1"]),
        ({"programmes": ["care schools"]}, ["A1", "A2"]),
        ({}, []),
    ],
)
def test_what_is_decided_is_kept_and_nothing_else(
    program: Program, known: str, words: dict[str, list[str]], expected: list[str]
) -> None:
    decision = program.shares.decision(**words)  # type: ignore[arg-type]
    would = program.shares.standing(known, decision)
    assert sorted(one.code for one in would.gets) == expected
    assert gets(program, known) == []  # looking keeps nothing
    program.shares.decide(known, EVERYTHING)
    program.shares.decide("Office", decision)
    assert gets(Program(program.workspace), known) == expected


def test_a_programme_includes_what_comes_later_and_workshops_do_not(
    program: Program, known: str
) -> None:
    program.shares.decide(known, program.shares.decision(programmes=["Care schools"]))
    programme = program.workshops.find("A1").programme_id
    program.workshops.create("Third", "2022-09-25", programme, code="A3")
    assert gets(program, known) == ["A1", "A2", "A3"]
    program.shares.decide(known, program.shares.decision(workshops=["A1"]))
    program.workshops.create("Fourth", "2022-09-26", programme, code="A4")
    assert gets(program, known) == ["A1"]


def test_who_or_what_is_not_there_is_refused(program: Program, known: str) -> None:
    with pytest.raises(RecipientUnknown):
        program.shares.decide("nobody", EVERYTHING)
    with pytest.raises(WorkshopUnknown):
        program.shares.decision(workshops=["Z9"])
    with pytest.raises(ProgrammeUnknown):
        program.shares.decision(programmes=["Another"])
    assert gets(program, known) == []


def test_two_of_one_name_are_never_taken_for_each_other(
    program: Program, known: str, tmp_path: Path
) -> None:
    thief = Program(open_workspace(tmp_path / "thief"))
    thief.identity.rename("Office")
    program.identity.take_card(thief.identity.card().text())
    with pytest.raises(RecipientAmbiguous):
        program.shares.decide("Office", EVERYTHING)
    with pytest.raises(RecipientAmbiguous):
        program.identity.recipient("Office")
    thief.identity.rename(known)  # named after the short name of another device
    program.identity.trust(thief.identity.card())
    assert program.identity.recipient(known).device == known
    thief.close()


def test_a_scope_nobody_understands_gives_nothing(program: Program, known: str) -> None:
    shares.decide(program.workspace, known, ["country/MX", "workshop/"])
    assert gets(program, known) == []


def test_forgetting_takes_the_decision_along(program: Program, office: Program, known: str) -> None:
    program.shares.decide(known, EVERYTHING)
    program.identity.forget(known)
    assert shares.scopes(program.workspace) == {}
    program.identity.take_card(office.identity.card().text())
    assert gets(program, known) == []


# --- what a message says of itself ----------------------------------------------------------------


def test_a_card_gives_itself_no_role(program: Program, office: Program, tmp_path: Path) -> None:
    claim = tmp_path / "card.json"
    claim.write_text(office.identity.card("own_group").text())
    assert program.identity.recipient(str(claim)).role == "other"
    assert program.identity.recipient(claim.read_text()).role == "other"
    assert program.identity.take_card_file(claim).role == "other"
    assert program.identity.recipient(str(claim)).role == "other"
    # What a person said holds, whatever a later card says.
    program.identity.take_card_file(claim, "own_group")
    modest = office.identity.card("other").text()
    assert program.identity.take_card(modest).role == "own_group"
    assert program.identity.recipient(modest).role == "own_group"
    program.identity.take_card_file(claim, "other")
    assert program.identity.recipient(str(claim)).role == "other"


def test_a_bundle_taken_in_makes_its_sender_known_and_nothing_else(
    program: Program, office: Program, stick: Path, tmp_path: Path
) -> None:
    office.workshops.create("Theirs", "2022-09-22", code="M1")
    out = tmp_path / "m.carebundle"
    office.sharing.export(["M1"], out, [program.identity.card().recipient()])
    program.arrivals.apply(out, trust=True)
    internal = program.workshops.create("Internal", "2022-09-22", code="INT")
    program.notes.add(internal.id, "Evaluación interna")
    done = program.syncing.sync(str(stick))
    assert done.given == []
    assert [(one.gives, one.has) for one in done.devices] == [([], [])]
    assert not (stick / "bundles").exists()
    office.syncing.sync(str(stick), trust=True)
    assert codes(office) == {"M1"}


def test_trusting_cards_does_not_agree_to_forget(
    program: Program, office: Program, stick: Path
) -> None:
    workshop = program.workshops.create("Day", "2022-09-22", code="D1").id
    person = program.people.walk_in(workshop, "Participant 901", "1-am").person.id
    program.people.consent(workshop, person, {"store": "given", "share_secretariat": "given"})
    for here, there in ((program, office), (office, program)):
        here.identity.take_card(there.identity.card().text())
        here.shares.decide(there.workspace.device, EVERYTHING)
    program.syncing.sync(str(stick))
    office.syncing.sync(str(stick))
    program.people.consent(workshop, person, {"share_secretariat": "withdrawn"})
    program.syncing.sync(str(stick))
    done = office.syncing.sync(str(stick), trust=True)
    assert [type(one.error) for one in done.skipped] == [ErasuresNeedAnswer]
    assert "Participant 901" in names(office)
    done = office.syncing.sync(str(stick), forget=True)
    assert (len(done.taken), done.skipped) == (1, [])
    assert "Participant 901" not in names(office)


def names(program: Program) -> set[str]:
    lines = [
        line
        for one in program.workspace.all(Workshop)
        for line in program.people.lines(one.id, "1-am")
    ]
    return {line.person.name for line in lines}


def test_a_receiver_draws_nothing_into_a_programme_she_shares(
    program: Program, office: Program, known: str, tmp_path: Path
) -> None:
    """She writes into a workshop she has that it belongs to the programme shared with her."""
    apart = program.workshops.find("B1")
    programme = program.workshops.find("A1").programme_id
    first, back = tmp_path / "1.carebundle", tmp_path / "2.carebundle"
    program.sharing.export(["B1"], first, [office.identity.card().recipient()])
    office.arrivals.apply(first, trust=True)
    office.workshops.edit(apart.id, programme_id=programme)
    office.sharing.export([apart.id], back, [program.identity.card().recipient()])
    program.arrivals.apply(back)
    assert program.workspace.get(Workshop, apart.id).programme_id == programme
    program.shares.decide(known, Decision("programmes", (programme,)))
    assert gets(program, known) == ["A1", "A2"]
    program.workshops.edit(apart.id, programme_id="")
    program.workshops.edit(apart.id, programme_id=programme)  # now a person here put it there
    assert gets(program, known) == ["A1", "A2", "B1"]


# --- at the exchange ------------------------------------------------------------------------------


def test_what_is_not_shared_any_more_is_taken_away(
    program: Program, known: str, stick: Path
) -> None:
    program.shares.decide(known, EVERYTHING)
    assert len(program.syncing.sync(str(stick)).given) == 3
    program.shares.decide(known, program.shares.decision(workshops=["A1"]))
    done = program.syncing.sync(str(stick))
    assert (done.given, done.devices[0].has) == ([], ["A1"])
    assert len(list((stick / "bundles").iterdir())) == 1
    program.shares.decide(known, NOTHING)
    program.syncing.sync(str(stick))
    assert list((stick / "bundles").iterdir()) == []
    head = json.loads((stick / "heads" / f"{program.workspace.device}.json").read_text())
    assert head["bundles"] == []


def test_another_role_is_another_bundle(
    program: Program, office: Program, known: str, stick: Path
) -> None:
    workshop = program.workshops.find("A1").id
    person = program.people.walk_in(workshop, "Participant 902", "1-am").person.id
    program.people.consent(workshop, person, {"store": "given"})
    program.shares.decide(known, program.shares.decision(workshops=["A1"]))
    said = []
    for role in ("own_group", "other"):
        program.identity.take_card(office.identity.card().text(), role)
        program.syncing.sync(str(stick))
        (path,) = (stick / "bundles").iterdir()
        with open_bundle(path, [office.identity.own()]) as bundle:
            said.append(any(one.value == "Participant 902" for one in bundle.operations()))
    assert said == [True, False]


def test_a_bundle_by_hand_is_told_and_decides_nothing(
    program: Program, known: str, tmp_path: Path
) -> None:
    to = program.identity.recipient(known)
    program.sharing.export(["B1"], tmp_path / "b.carebundle", [to])
    standing = program.shares.standing(known)
    assert (standing.decision, standing.gets) == (NOTHING, ())
    assert standing.last is not None
    assert standing.last.workshops == (program.workshops.find("B1").id,)


@pytest.mark.parametrize("decided", [False, True])
def test_a_rehearsal_writes_nothing_and_tells_what_comes(
    program: Program, office: Program, known: str, stick: Path, decided: bool
) -> None:
    office.workshops.create("Theirs", "2022-09-22", code="M1")
    office.identity.take_card(program.identity.card().text())
    office.shares.decide(program.workspace.device, EVERYTHING)
    office.syncing.sync(str(stick))
    if decided:
        program.shares.decide(known, program.shares.decision(workshops=["A1"]))
    program.workspace.end_visit()
    kept = everything_in(program), files(stick)
    done = program.syncing.rehearse(str(stick))
    assert (everything_in(program), files(stick)) == kept
    assert (done.taken, done.given, len(done.lying)) == ([], [], 1)
    told = done.devices[0]
    assert told.gives == (["A1"] if decided else [])
    assert dict(told.stays)["B1"] == "not_shared"
    real = program.syncing.sync(str(stick))
    assert real.devices[0].gives == told.gives
    assert [one.workshop for one in real.given] == told.gives


def everything_in(program: Program) -> str:
    database = program.workspace.database
    tables = database.rows("SELECT name FROM sqlite_master WHERE type='table'")
    plain = [name for (name,) in tables if not name.startswith(("sqlite_", "search_text"))]
    return str([database.rows(f'SELECT * FROM "{name}"') for name in sorted(plain)])


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_whoever_received_before_is_named_once(
    program: Program, known: str, stick: Path, tmp_path: Path
) -> None:
    program.workspace.set_meta("share.before", json.dumps([known]))
    assert program.shares.standing(known).before
    assert [one.device for one in program.syncing.rehearse(str(stick)).received_before] == [known]
    with pytest.raises(StickMissing):
        program.syncing.sync(str(tmp_path / "no stick"))
    done = program.syncing.sync(str(stick))
    assert ([one.device for one in done.received_before], done.given) == ([known], [])
    assert program.syncing.sync(str(stick)).received_before == []
    assert program.shares.standing(known).before  # a job at night may have been the first
    program.shares.decide(known, NOTHING)
    assert not program.shares.standing(known).before


def test_whoever_was_decided_about_is_not_named(program: Program, known: str, stick: Path) -> None:
    program.workspace.set_meta("share.before", json.dumps([known]))
    program.shares.decide(known, program.shares.decision(workshops=["A1"]))
    done = program.syncing.sync(str(stick))
    assert (done.received_before, len(done.given)) == ([], 1)


def test_the_last_bundle_is_known_for_many(program: Program, known: str, tmp_path: Path) -> None:
    to = program.identity.recipient(known)
    for number, code in enumerate(("A1", "A2")):
        program.sharing.export([code], tmp_path / f"{number}.carebundle", [to])
    last = peers.last_bundles(program.workspace)
    assert last[to.age].workshops == (program.workshops.find("A2").id,)
