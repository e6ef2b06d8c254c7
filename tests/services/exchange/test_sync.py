"""Exchange through a folder or a stick: both ways, only between trusted devices, nothing twice."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.bundle.refusals import BundleDamaged, KeyInvalid
from carefacilitator.errors import NoPermission
from carefacilitator.model.privacy.consent import OWN_GROUP
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.exchange.identity import SignerChanged
from carefacilitator.services.exchange.shares import Decision
from carefacilitator.services.exchange.sync import RemoteUnknown
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.doctor import snapshot
from carefacilitator.storage.workspace import open_workspace
from carefacilitator.sync.folder import StickMissing
from carefacilitator.sync.heads import HeadUnfit

W2 = sample_id("W2")
EVERYTHING = Decision("everything")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    made.identity.rename("Technical Secretariat")
    yield made
    made.close()


@pytest.fixture
def one(program: Program) -> Program:
    """A facilitator with one small workshop."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    program.notes.add(workshop, "Care is work.")
    return program


def meet(first: Program, second: Program, role: str = "other") -> None:
    """Each takes the other's card by hand and shares everything made there."""
    for here, there in ((first, second), (second, first)):
        here.identity.take_card(there.identity.card().text(), role)  # type: ignore[arg-type]
        here.shares.decide(there.workspace.device, EVERYTHING)


def files(stick: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(stick)): path.read_bytes()
        for path in sorted(stick.rglob("*"))
        if path.is_file()
    }


def titles(program: Program) -> set[str]:
    return {workshop.title for workshop in program.workspace.all(Workshop)}


def test_a_workshop_crosses_on_a_stick(one: Program, office: Program, stick: Path) -> None:
    meet(one, office)
    given = one.syncing.sync(str(stick)).given
    assert [(line.to, line.workshop) for line in given] == [("Technical Secretariat", "T1")]
    done = office.syncing.sync(str(stick))
    assert len(done.taken) == 1
    assert done.given == []
    assert titles(office) == {"Exchange"}
    assert one.sharing.log()[0].told["to"] == "Technical Secretariat"


def test_running_it_again_does_nothing(one: Program, office: Program, stick: Path) -> None:
    meet(one, office)
    for device in (one, office, one):
        device.syncing.sync(str(stick))
    before = files(stick)
    for device in (one, office, one, office):
        done = device.syncing.sync()
        assert (done.taken, done.given, done.skipped) == ([], [], [])
    assert files(stick) == before
    assert len(one.sharing.log()) == 1


def test_unknown_cards_wait(one: Program, office: Program, stick: Path) -> None:
    one.syncing.sync(str(stick))
    done = office.syncing.sync(str(stick))
    assert [card.device for card in done.waiting] == [one.workspace.device]
    assert done.waiting[0].words() == one.identity.words()
    done = one.syncing.sync(str(stick))
    assert done.given == []
    assert len(done.waiting) == 1
    assert not (stick / "bundles").exists()
    assert one.syncing.sync(str(stick), trust=True).given == []
    one.shares.decide(office.workspace.device, EVERYTHING)
    assert len(one.syncing.sync(str(stick)).given) == 1
    assert len(office.syncing.sync(str(stick), trust=True).taken) == 1


def test_a_card_in_a_folder_never_makes_somebody_own_group(
    one: Program, office: Program, stick: Path
) -> None:
    (stick / "cards").mkdir()
    claim = office.identity.card("own_group")
    (stick / "cards" / f"{card_name(office)}").write_text(claim.text())
    one.syncing.sync(str(stick), trust=True)
    assert [peer.role for peer in one.identity.peers()] == ["other"]


def card_name(program: Program) -> str:
    return f"{program.workspace.device}.json"


def test_both_laptops_of_a_group_end_with_the_same(
    one: Program, office: Program, stick: Path
) -> None:
    meet(one, office, OWN_GROUP)
    rapporteur = office
    one.syncing.sync(str(stick))
    rapporteur.syncing.sync(str(stick))
    workshop = rapporteur.workspace.all(Workshop)[0].id
    rapporteur.notes.add(workshop, "From the rapporteur.")
    one.notes.add(workshop, "From the facilitator.")
    for _ in range(2):
        for device in (rapporteur, one):
            device.syncing.sync(str(stick))
    assert snapshot(one.workspace) == snapshot(rapporteur.workspace)
    assert len(one.notes.of(workshop)) == 3
    before = files(stick)
    assert [device.syncing.sync(str(stick)).given for device in (one, rapporteur)] == [[], []]
    assert files(stick) == before


def test_an_old_bundle_makes_room_for_the_new_one(
    one: Program, office: Program, stick: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    (old,) = (stick / "bundles").iterdir()
    one.notes.add(one.workspace.all(Workshop)[0].id, "More.")
    assert len(one.syncing.sync(str(stick)).given) == 1
    (new,) = (stick / "bundles").iterdir()
    assert new.name != old.name
    assert len(office.syncing.sync(str(stick)).taken) == 1


def test_what_one_office_got_is_not_passed_on_to_another(
    one: Program, office: Program, stick: Path, tmp_path: Path
) -> None:
    meet(one, office)
    third = Program(open_workspace(tmp_path / "third"))
    meet(office, third)
    one.syncing.sync(str(stick))
    office.syncing.sync(str(stick))
    assert third.syncing.sync(str(stick)).taken == []
    assert titles(third) == set()
    # What the office writes about it goes back to where it came from.
    workshop = office.workspace.all(Workshop)[0].id
    office.commitments.add(workshop, "Two care centres", who="Municipality A")
    assert [given.to for given in office.syncing.sync(str(stick)).given] == [one.identity.name]
    assert len(one.syncing.sync(str(stick)).taken) == 1
    assert len(one.commitments.of(workshop)) == 1
    third.close()


def test_a_deleted_workshop_is_deleted_there_too(
    one: Program, office: Program, stick: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    office.syncing.sync(str(stick))
    one.workshops.delete(one.workspace.all(Workshop)[0].id)
    assert len(one.syncing.sync(str(stick)).given) == 1
    office.syncing.sync(str(stick))
    assert titles(office) == set()


def test_nothing_in_the_folder_tells_what_it_is_about(
    one: Program, office: Program, stick: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    workshop = one.workspace.all(Workshop)[0]
    for name, content in files(stick).items():
        for secret in (workshop.id, workshop.title, "Care is work"):
            assert secret not in name
            assert secret.encode() not in content


# --- hostile folders ------------------------------------------------------------------------------


def spoiled(stick: Path, device: str, **changes: object) -> None:
    path = stick / "heads" / f"{device}.json"
    told = json.loads(path.read_text())
    told["bundles"][0].update(changes)
    path.write_text(json.dumps(told))


@pytest.mark.parametrize(
    "changes",
    [
        {"file": "../../etc/passwd"},
        {"file": "/etc/passwd"},
        {"file": "x.carebundle"},
        {"to": "everybody"},
        {"bytes": -1},
        {"bytes": "many"},
        {"sha256": None},
    ],
)
def test_a_head_that_lies_is_passed_over(
    one: Program, office: Program, stick: Path, changes: dict[str, object]
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    spoiled(stick, one.workspace.device, **changes)
    done = office.syncing.sync(str(stick))
    assert done.taken == []
    assert [type(line.error) for line in done.skipped] == [HeadUnfit]


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_rubbish_is_passed_over(one: Program, office: Program, stick: Path, content: bytes) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    (stick / "heads" / card_name(one)).write_bytes(content)
    (stick / "cards" / "00112233445566aa.json").write_bytes(content)
    (stick / "cards" / "..json").write_bytes(content)
    (stick / "heads" / "notes.txt").write_bytes(content)
    done = office.syncing.sync(str(stick))
    assert done.taken == []
    assert [type(line.error) for line in done.skipped] == [KeyInvalid, HeadUnfit]


def test_a_damaged_bundle_is_passed_over_and_taken_once_it_is_whole(
    one: Program, office: Program, stick: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    (bundle,) = (stick / "bundles").iterdir()
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:])
    done = office.syncing.sync(str(stick))
    assert [type(line.error) for line in done.skipped] == [BundleDamaged]
    assert titles(office) == set()
    bundle.write_bytes(whole)
    assert len(office.syncing.sync(str(stick)).taken) == 1


def test_our_own_damaged_or_missing_bundle_is_laid_down_again(
    one: Program, office: Program, stick: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    (bundle,) = (stick / "bundles").iterdir()
    bundle.write_bytes(b"half")
    assert len(one.syncing.sync(str(stick)).given) == 1
    assert len(office.syncing.sync(str(stick)).taken) == 1


def test_a_changed_card_of_a_known_device_is_told(
    one: Program, office: Program, stick: Path, tmp_path: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    thief = Program(open_workspace(tmp_path / "thief"))
    forged = json.loads(thief.identity.card().text())
    thief.close()
    forged["device"] = one.workspace.device
    (stick / "cards" / card_name(one)).write_text(json.dumps(forged))
    done = office.syncing.sync(str(stick), trust=True)
    assert [type(line.error) for line in done.skipped] == [SignerChanged]
    assert office.identity.is_known(one.identity.card())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and links")
def test_links_and_pipes_are_never_followed(
    one: Program, office: Program, stick: Path, tmp_path: Path
) -> None:
    meet(one, office)
    one.syncing.sync(str(stick))
    (bundle,) = (stick / "bundles").iterdir()
    outside = tmp_path / "outside"
    shutil.move(bundle, outside)
    bundle.symlink_to(outside)
    os.mkfifo(stick / "cards" / "00112233445566aa.json")
    done = office.syncing.sync(str(stick))
    assert done.taken == []
    assert sorted(type(line.error).__name__ for line in done.skipped) == ["HeadUnfit", "KeyInvalid"]


# --- what the computer may refuse -----------------------------------------------------------------


@pytest.mark.parametrize("remote", ["", "sftp://example.org/x", "https://example.org"])
def test_other_roads_are_refused_in_words(one: Program, remote: str) -> None:
    with pytest.raises(RemoteUnknown):
        one.syncing.sync(remote)


def test_a_stick_that_is_not_there(one: Program, stick: Path) -> None:
    with pytest.raises(StickMissing):
        one.syncing.sync(str(stick / "gone"))


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="the superuser may all")
def test_a_stick_that_cannot_be_written(one: Program, stick: Path) -> None:
    stick.chmod(0o500)
    with pytest.raises(NoPermission):
        one.syncing.sync(str(stick))


def test_the_last_folder_is_remembered(one: Program, stick: Path) -> None:
    one.syncing.sync(f"file://{stick}")
    assert one.syncing.remote == str(stick)
    assert one.syncing.sync().remote == str(stick)
