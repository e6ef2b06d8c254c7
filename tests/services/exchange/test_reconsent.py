"""A yes that is given again after a forgetting arrives as an offer, and a no survives an undo."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.merge import forgetting, operations
from carefacilitator.model.merge.operations import ERASURE_KIND, Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.ids import derived_id
from carefacilitator.model.records.records import Consent, Note, Person
from carefacilitator.services.exchange.imports import ErasuresNeedAnswer
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor
from carefacilitator.storage.doctor import snapshot
from carefacilitator.storage.removal import erasure
from carefacilitator.storage.workspace import open_workspace
from tests.services.exchanged import Hands, keeps, name_of

NAME, PHONE = "Participant 731", "+000 731 731"
GIVEN = {"store": "given", "share_secretariat": "given", "contact": "given"}
SHARE = "share_secretariat"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "second"))
    yield made
    made.close()


@pytest.fixture
def hands(tmp_path: Path) -> Hands:
    return Hands(tmp_path)


@pytest.fixture
def hers(program: Program) -> tuple[str, str]:
    """A workshop and a person of it (ids) who agreed to be shared."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    person = program.people.walk_in(workshop, NAME, "1-am").person.id
    program.people.edit(person, phone=PHONE)
    program.people.consent(workshop, person, GIVEN)
    return workshop, person


def say(program: Program, hers: tuple[str, str], status: str, purpose: str = SHARE) -> None:
    program.people.consent(*hers, {purpose: status})


@pytest.fixture
def forgotten(program: Program, office: Program, hands: Hands, hers: tuple[str, str]) -> Path:
    """The office had her details and forgot them; the bundle that asked for it."""
    hands.give(program, office, hers[0])
    say(program, hers, "withdrawn")
    asked = hands.seal(program, office, hers[0])
    office.arrivals.apply(asked, forget=True)
    assert not keeps(office, NAME)
    return asked


def test_who_agrees_again_is_offered_and_taken_back(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str], forgotten: Path
) -> None:
    say(program, hers, "given")
    again = hands.seal(program, office, hers[0])
    rehearsed = office.arrivals.rehearse(again)
    assert (rehearsed.offered, rehearsed.erasures) == (1, 0)
    for _ in range(2):  # nobody agreed: nothing of hers is kept, and it is asked anew
        done = office.arrivals.apply(again)
        assert (done.offered, done.back) == (1, ())
        assert not keeps(office, NAME)
        assert not keeps(office, PHONE)
    rehearsed = office.arrivals.rehearse(again)
    assert (rehearsed.offered, rehearsed.changes_nothing) == (1, True)
    done = office.arrivals.apply(again, back=True)
    assert (done.offered, done.back) == (0, (NAME,))
    person = office.workspace.get(Person, hers[1])
    assert (person.name, person.phone) == (NAME, PHONE)
    assert erasure.erased_records(office.workspace) == set()
    assert [hit.record for hit in office.finding.search(NAME)] == [hers[1]]
    assert doctor.check(office.workspace) == []
    assert office.arrivals.rehearse(again).offered == 0
    assert office.arrivals.rehearse(forgotten).erasures == 0
    assert office.arrivals.apply(forgotten).change == ""  # an older bundle after the newer
    assert name_of(office, hers[1]) == NAME
    office.people.edit(hers[1], phone="+000 1")
    assert office.workspace.get(Person, hers[1]).phone == "+000 1"


@pytest.mark.parametrize("purpose", ["store", SHARE])
@pytest.mark.parametrize("no", ["withdrawn", "refused"])
def test_every_no_after_a_yes_asks_and_every_yes_after_it_offers(
    program: Program,
    office: Program,
    hands: Hands,
    hers: tuple[str, str],
    purpose: str,
    no: str,
) -> None:
    hands.give(program, office, hers[0])
    for _ in range(3):
        say(program, hers, no, purpose)
        path = hands.seal(program, office, hers[0])
        assert program.sharing.preview([hers[0]], [office.identity.card("other").recipient()]).asks(
            _english()
        ) == ("Asks to forget 1 person. Not yet confirmed.",)
        with pytest.raises(ErasuresNeedAnswer):
            office.arrivals.apply(path)
        office.arrivals.apply(path, forget=True)
        assert not keeps(office, NAME)
        say(program, hers, "given", purpose)
        assert program.sharing.preview([hers[0]], [office.identity.card("other").recipient()]).asks(
            _english()
        ) == ("Asks to take back the details of 1 person. Not yet confirmed.",)
        assert hands.give(program, office, hers[0], back=True).back == (NAME,)
        assert name_of(office, hers[1]) == NAME


def _english() -> Words:
    return Words("en")


def test_a_slip_of_the_finger_is_taken_back_by_undo(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str], forgotten: Path
) -> None:
    program.history.undo()
    assert program.people.answers(*hers)[SHARE].status == "given"
    assert hands.give(program, office, hers[0], back=True).back == (NAME,)


def test_a_yes_of_another_purpose_offers_nothing(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str], forgotten: Path
) -> None:
    say(program, hers, "given", "photo")
    say(program, hers, "not_asked")
    done = hands.give(program, office, hers[0], back=True)
    assert (done.offered, done.back) == (0, ())
    assert not keeps(office, NAME)


def test_who_was_forgotten_here_for_good_is_offered_by_nobody(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str]
) -> None:
    hands.give(program, office, hers[0])
    say(program, hers, "withdrawn")
    hands.give(program, office, hers[0])
    program.people.forget(hers[1])
    say(program, hers, "given")
    done = hands.give(program, office, hers[0], back=True)
    assert (done.offered, done.back) == (0, ())
    assert not keeps(office, NAME)


def test_what_the_office_itself_forgot_for_good_is_not_taken_back(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str], forgotten: Path
) -> None:
    office.people.forget(hers[1])
    say(program, hers, "given")
    assert hands.give(program, office, hers[0], back=True).back == ()
    assert not keeps(office, NAME)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_in_whatever_order_bundles_come_all_copies_are_one(
    program: Program,
    tmp_path: Path,
    hands: Hands,
    hers: tuple[str, str],
    order: tuple[int, ...],
) -> None:
    copies = [Program(open_workspace(tmp_path / f"copy{one}")) for one in range(2)]
    try:
        sealed = []
        for status in ("given", "withdrawn", "given", "given"):
            if program.people.answers(*hers)[SHARE].status != status:
                say(program, hers, status)
            sealed.append([hands.seal(program, copy, hers[0]) for copy in copies])
        for number in (0, 1, 2, 3, 1, 0):
            copies[0].arrivals.apply(sealed[number][0], trust=True, forget=True, back=True)
        for number in (*order, order[0]):
            copies[1].arrivals.apply(sealed[number][1], trust=True, forget=True, back=True)
        for copy in copies:
            assert name_of(copy, hers[1]) == NAME
            assert erasure.erased_records(copy.workspace) == set()
            assert doctor.check(copy.workspace) == []
        assert snapshot(copies[0].workspace) == snapshot(copies[1].workspace)
    finally:
        for copy in copies:
            copy.close()


def test_the_other_computer_of_the_office_is_asked_as_well(
    program: Program,
    office: Program,
    second: Program,
    hands: Hands,
    hers: tuple[str, str],
    forgotten: Path,
) -> None:
    hands.give(office, second, hers[0], "own_group")
    assert not keeps(second, NAME)
    say(program, hers, "given")
    hands.give(program, office, hers[0], back=True)
    assert hands.give(office, second, hers[0], "own_group").offered == 1
    assert not keeps(second, NAME)
    assert hands.give(office, second, hers[0], "own_group", back=True).back == (NAME,)
    assert hands.give(second, office, hers[0], "own_group").offered == 0
    assert snapshot(office.workspace) == snapshot(second.workspace)


def test_what_both_laptops_of_a_group_asked_one_of_them_answers(
    program: Program, office: Program, second: Program, hands: Hands, hers: tuple[str, str]
) -> None:
    hands.give(program, second, hers[0], "own_group")
    hands.give(program, office, hers[0])
    say(program, hers, "withdrawn")
    hands.give(program, second, hers[0], "own_group")
    hands.give(program, office, hers[0])
    hands.give(second, office, hers[0])
    say(program, hers, "given")
    assert hands.give(program, office, hers[0], back=True).back == (NAME,)


def test_a_withdrawal_that_the_other_laptop_never_saw_still_stands(
    program: Program, office: Program, second: Program, hands: Hands, hers: tuple[str, str]
) -> None:
    say(program, hers, "withdrawn")
    say(program, hers, "given")
    hands.give(program, second, hers[0], "own_group")
    hands.give(program, office, hers[0])
    say(program, hers, "withdrawn")  # only here
    hands.give(program, office, hers[0])
    assert not keeps(office, NAME)
    assert hands.give(second, office, hers[0], back=True).back == ()
    assert not keeps(office, NAME)


def test_a_request_of_an_older_program_is_answered_too(
    program: Program,
    office: Program,
    hands: Hands,
    hers: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands.give(program, office, hers[0])
    say(program, hers, "withdrawn")
    with monkeypatch.context() as before:
        before.setattr(forgetting, "request", _old_request)
        old = hands.seal(program, office, hers[0])
    office.arrivals.apply(old, forget=True)
    assert not keeps(office, NAME)
    say(program, hers, "given")
    assert hands.give(program, office, hers[0], back=True).back == (NAME,)
    assert office.arrivals.rehearse(old).erasures == 0


def _old_request(device: str, person: str, because: object, secret: bytes, after: int) -> Operation:
    nonce = "ab" * 16
    return operations.make(
        change=derived_id("forget", nonce),
        device=device,
        clock=after + 1,
        kind=ERASURE_KIND,
        record=person,
        field="erased",
        value=True,
        nonce=nonce,
    )


def test_an_anonymous_copy_asks_nothing(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str], forgotten: Path
) -> None:
    say(program, hers, "given")
    recipient = office.identity.card("other").recipient()
    preview = program.sharing.preview([hers[0]], [recipient], anonymous=True)
    assert preview.asks(_english()) == ()


# --- undoing an import ----------------------------------------------------------------------------


def _holds(program: Program, hers: tuple[str, str], purpose: str) -> bool:
    day = program.workspace.clock().date().isoformat()
    found = program.workspace.all(Consent, workshop_id=hers[0], person_id=hers[1])
    return consent.may(found, purpose, day)


@pytest.mark.parametrize("no", ["withdrawn", "refused"])
@pytest.mark.parametrize("purpose", ["quote", "photo", "store", SHARE])
def test_undoing_imports_in_any_order_takes_no_no_away(
    program: Program,
    tmp_path: Path,
    hands: Hands,
    hers: tuple[str, str],
    no: str,
    purpose: str,
) -> None:
    for order in itertools.permutations(range(3)):
        office = Program(open_workspace(tmp_path / f"{order}"))
        say(program, hers, "given", purpose)
        yes = hands.seal(program, office, hers[0])
        say(program, hers, no, purpose)
        said = [hands.seal(program, office, hers[0]) for _ in range(2)]
        program.notes.add(hers[0], f"{order}")
        said.append(hands.seal(program, office, hers[0]))
        taken = [office.arrivals.apply(one, trust=True, forget=True).change for one in (yes, *said)]
        steps = [one for one in taken if one]
        assert len(steps) == 3  # the same bundle of answers twice changes nothing
        for number in order:
            done = office.history.undo(steps[number], sure=True)
            assert not _holds(office, hers, purpose)
            if number and {1, 2} <= set(order[: order.index(number) + 1]):  # nobody else brings it
                assert done.stays == 1
                assert done.told(_english()) == (
                    "1 person had said no or taken back a yes. That stays."
                )
        assert office.workspace.all(Note) == []
        assert doctor.check(office.workspace) == []
        for one in (yes, *said):
            office.arrivals.apply(one, forget=True)
            assert not _holds(office, hers, purpose)
        office.close()


def test_undoing_the_import_of_a_yes_leaves_the_no_before_it(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str]
) -> None:
    say(program, hers, "withdrawn", "quote")
    hands.give(program, office, hers[0])
    say(program, hers, "given", "quote")
    later = hands.give(program, office, hers[0])
    assert _holds(office, hers, "quote")
    assert office.history.undo(later.change).stays == 0
    assert not _holds(office, hers, "quote")


def test_undoing_ones_own_slip_still_works(program: Program, hers: tuple[str, str]) -> None:
    say(program, hers, "refused", "photo")
    done = program.history.undo()
    assert done.stays == 0
    assert program.people.answers(*hers).get("photo", Consent(id="x")).status != "refused"


def test_a_first_bundle_asks_to_forget_nobody_who_was_never_here(
    program: Program, office: Program, hands: Hands, hers: tuple[str, str]
) -> None:
    say(program, hers, "withdrawn")
    first = hands.seal(program, office, hers[0])
    assert office.arrivals.rehearse(first).erasures == 0
    assert office.arrivals.apply(first, trust=True).change
    assert not keeps(office, NAME)
