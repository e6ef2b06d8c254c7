"""A photo leaves only as the people in it agreed; the signed sheet stays with one's own group."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from carefacilitator.model.privacy.consent import (
    ANONYMOUS,
    NAMES_PEOPLE,
    NOT_LINKED,
    PHOTO,
    SIGN_IN,
)
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.services.pictures.photos import SHEET, PhotoNotHere
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor, peers
from carefacilitator.storage.removal import erasure
from carefacilitator.storage.workspace import open_workspace

Send = Callable[..., tuple[Withheld, ...]]


def jpeg(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade * 30, 90, 120)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    made.identity.rename("Technical Secretariat")
    yield made
    made.close()


@pytest.fixture
def send(program: Program, office: Program, day: str, tmp_path: Path) -> Send:
    """Hand the workshop over and take it in there; gives what was held back of photos."""
    sent: list[Path] = []

    def hand_over(role: str = "other", anonymous: bool = False) -> tuple[Withheld, ...]:
        out = tmp_path / f"{len(sent)}.carebundle"
        sent.append(out)
        to = [office.identity.card(role).recipient()]  # type: ignore[arg-type]
        made = program.sharing.export([day], out, to, anonymous=anonymous)
        told = office.arrivals.inspect(out)
        assert told.withheld == made.withheld
        office.arrivals.apply(out, trust=True, forget=True)
        return tuple(one for one in made.withheld if one.kind in ("photo", SIGN_IN))

    return hand_over


@pytest.fixture
def person(program: Program, day: str) -> str:
    """Somebody who agreed to be stored and shared, and was not asked about photos."""
    found = program.people.walk_in(day, "Participant 901", "1-am").person.id
    program.people.consent(day, found, {"store": "given", "share_secretariat": "given"})
    return found


def arrived(office: Program, day: str) -> list[str]:
    return [one.record.caption for one in office.photos.of(day)]


def test_everybody_in_it_must_agree(
    program: Program, office: Program, day: str, person: str, send: Send
) -> None:
    second = program.people.walk_in(day, "Participant 902", "1-am").person.id
    given = dict.fromkeys(("store", "share_secretariat", "photo"), "given")
    program.people.consent(day, second, given)
    both = program.photos.add(day, jpeg(1), caption="Both", people=[person, second]).photo
    program.photos.add(day, jpeg(2), caption="One", people=[second])
    program.photos.add(day, jpeg(3), caption="A flip chart", people=[])
    assert send() == (Withheld(kind="photo", count=1, reason=PHOTO),)
    assert arrived(office, day) == ["One", "A flip chart"]
    assert peers.blob(office.workspace, both.record.sha256) is None
    assert doctor.check(office.workspace) == []
    program.people.consent(day, person, {"photo": "given"})
    assert send() == ()
    assert sorted(arrived(office, day)) == ["A flip chart", "Both", "One"]
    assert office.photos.picture(both.id) == program.photos.picture(both.id)


def test_own_group_needs_only_that_she_may_be_stored(
    program: Program, office: Program, day: str, person: str, send: Send
) -> None:
    program.photos.add(day, jpeg(1), caption="Hers", people=[person])
    program.photos.add(day, jpeg(2), caption="Not said yet")
    assert send("own_group") == ()
    assert arrived(office, day) == ["Hers", "Not said yet"]
    program.people.consent(day, person, {"store": "refused"})
    (held,) = send("own_group")
    assert (held.kind, held.count, held.reason) == ("photo", 1, "store")


def test_until_somebody_said_who_is_in_it_a_photo_stays(
    program: Program, office: Program, day: str, send: Send
) -> None:
    photo = program.photos.add(day, jpeg(1), caption="A flip chart").photo
    assert send() == (Withheld(kind="photo", count=1, reason=NOT_LINKED),)
    assert office.photos.of(day) == []
    program.photos.show_people([photo.id], [])
    assert send() == ()
    assert arrived(office, day) == ["A flip chart"]


def test_the_signed_sheet_goes_to_ones_own_group_only(
    program: Program, office: Program, day: str, person: str, send: Send
) -> None:
    program.people.consent(day, person, {"photo": "given", "publish_image": "given"})
    sheet = program.photos.add(day, jpeg(1), SHEET).photo
    assert send() == (Withheld(kind=SIGN_IN, count=1, reason=NAMES_PEOPLE),)
    assert office.photos.sheets(day) == []
    assert peers.blob(office.workspace, sheet.record.sha256) is None
    assert send("own_group") == ()
    assert [one.id for one in office.photos.sheets(day)] == [sheet.id]


def test_a_sheet_in_the_bin_is_held_back_too(
    program: Program, office: Program, day: str, send: Send
) -> None:
    sheet = program.photos.add(day, jpeg(1), SHEET).photo
    program.photos.remove(sheet.id)
    assert send() == ()  # nobody's no: what is in the bin stays here
    assert office.workspace.database.one("SELECT count(*) FROM blob") == 0


def test_originals_follow_their_photo(
    program: Program, office: Program, day: str, person: str, send: Send
) -> None:
    program.photos.choose_originals(True)
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800)).save(out, "JPEG")
    photo = program.photos.add(day, out.getvalue(), people=[]).photo
    program.photos.show_people([photo.id], [person])
    assert send() == (Withheld(kind="photo", count=1, reason=PHOTO),)
    assert office.workspace.database.one("SELECT count(*) FROM blob") == 0
    program.people.consent(day, person, {"photo": "given"})
    assert send() == ()
    assert office.workspace.database.one("SELECT count(*) FROM blob") == 2


def test_an_anonymous_copy_has_no_photos_and_says_so(
    program: Program, office: Program, day: str, person: str, send: Send
) -> None:
    program.photos.add(day, jpeg(1), people=[])
    program.photos.add(day, jpeg(2), people=[person])
    program.photos.add(day, jpeg(3), SHEET)
    assert send(anonymous=True) == (
        Withheld(kind="photo", count=2, reason=ANONYMOUS),
        Withheld(kind=SIGN_IN, count=1, reason=ANONYMOUS),
    )
    assert office.workspace.database.one("SELECT count(*) FROM blob") == 0
    assert office.workspace.database.one("SELECT count(*) FROM attachment") == 0


def test_what_is_held_back_does_not_count_as_going(
    program: Program, office: Program, day: str, person: str
) -> None:
    program.photos.add(day, jpeg(1), people=[person])
    program.photos.add(day, jpeg(2), people=[])
    seen = program.sharing.preview([day], [office.identity.card().recipient()])
    assert seen.goes["attachment"] == 1


def test_a_photo_that_lay_in_the_bin_arrives_whole_later(
    program: Program, office: Program, day: str, send: Send
) -> None:
    photo = program.photos.add(day, jpeg(1), caption="Back", people=[]).photo
    program.photos.remove(photo.id)
    send()
    assert office.photos.of(day) == []
    program.history.undo()
    send()
    assert arrived(office, day) == ["Back"]
    assert office.photos.picture(photo.id)


def test_undoing_an_import_hides_them_and_importing_again_brings_them_back(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    program.photos.add(day, jpeg(1), caption="The wall", people=[])
    out = tmp_path / "one.carebundle"
    program.sharing.export([day], out, [office.identity.card().recipient()])
    change = office.arrivals.apply(out, trust=True).change
    assert arrived(office, day) == ["The wall"]
    office.history.undo(change)
    assert office.photos.of(day) == []
    assert doctor.check(office.workspace) == []
    office.arrivals.apply(out)
    assert arrived(office, day) == ["The wall"]
    assert office.photos.picture(office.photos.of(day)[0].id)


def test_whoever_is_forgotten_is_gone_from_photos_elsewhere_too(
    program: Program, office: Program, day: str, person: str, send: Send
) -> None:
    program.people.consent(day, person, {"photo": "given"})
    hers = program.photos.add(day, jpeg(1), caption="Hers", people=[person]).photo
    program.photos.add(day, jpeg(2), caption="A flip chart", people=[])
    send()
    assert arrived(office, day) == ["Hers", "A flip chart"]
    erasure.erase(program.workspace, person)
    send()
    assert arrived(office, day) == ["A flip chart"]
    assert peers.blob(office.workspace, hers.record.sha256) is None
    with pytest.raises(PhotoNotHere):
        office.photos.picture(hers.id)


def test_what_others_call_a_photo_is_proven_before_it_is_shown(
    program: Program, office: Program, day: str, send: Send
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker Secret"
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=exif)
    photo = program.photos.add(day, jpeg(1), people=[]).photo
    with program.workspace.change("photo_add") as change:
        change.set("attachment", photo.id, sha256=change.keep(out.getvalue()))
    send()
    assert b"Secret" in (
        peers.blob(office.workspace, office.photos.of(day)[0].record.sha256) or b""
    )
    assert b"Secret" not in office.photos.picture(photo.id)
