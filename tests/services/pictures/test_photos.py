from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from carefacilitator.model.privacy.consent import (
    NAMES_PEOPLE,
    NOT_LINKED,
    PHOTO,
    PUBLISH,
    SIGN_IN,
    UNSAID,
)
from carefacilitator.model.records.records import Attachment
from carefacilitator.services.failures import WorkshopUnknown
from carefacilitator.services.pictures.photos import (
    BLOCK,
    NOTE,
    SHEET,
    PhotoHasNoPlace,
    PhotoNotHere,
    PhotoWithheld,
    Place,
)
from carefacilitator.services.pictures.sanitise import LONGEST_SIDE, PhotoUnreadable
from carefacilitator.services.program import Program
from carefacilitator.storage import blobs, doctor, peers
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.removal import erasure


def jpeg(shade: int = 0, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade * 30, 90, 120)).save(out, "JPEG")
    return out.getvalue()


def held(program: Program) -> int:
    return int(program.workspace.database.one("SELECT count(*) FROM blob"))


def operations(program: Program) -> int:
    return int(program.workspace.database.one("SELECT count(*) FROM operation"))


def test_a_photo_belongs_to_a_block(program: Program, day: str, tmp_path: Path) -> None:
    block = program.agenda.add(day, "Drawing").id
    path = tmp_path / "wall.jpg"
    path.write_bytes(jpeg())
    kept = program.photos.add(day, path, Place(BLOCK, block), "The wall")
    assert not kept.already
    (photo,) = program.photos.of(day)
    assert photo.record == Attachment(
        id=kept.photo.id,
        workshop_id=day,
        target_kind=BLOCK,
        target_id=block,
        name="wall.jpg",
        media_type="image/jpeg",
        size=len(program.photos.picture(photo.id)),
        sha256=photo.record.sha256,
        caption="The wall",
        people=(UNSAID,),
        taken_on="2022-09-22",
    )
    assert not photo.said
    assert photo.people == ()
    assert program.photos.of_block(day, block) == [photo]
    assert program.photos.of_block(day, "") == []
    assert program.finding.search("the wall")[0].kind == "attachment"


def test_photos_of_notes_stand_with_their_block(program: Program, day: str) -> None:
    block = program.agenda.add(day, "Drawing").id
    note = program.notes.add(day, "A word.", block).id
    one = program.photos.add(day, jpeg(1), Place(NOTE, note)).photo
    two = program.photos.add(day, jpeg(2)).photo
    assert program.photos.of_block(day, block) == [one]
    assert program.photos.of_block(day, "") == [two]
    program.photos.move(two.id, Place(BLOCK, block))
    assert [photo.id for photo in program.photos.of_block(day, block)] == [one.id, two.id]


def test_bytes_and_record_are_one_step(program: Program, day: str) -> None:
    photo = program.photos.add(day, jpeg()).photo
    step = program.history.next_undo()
    assert step is not None
    assert (step.label, step.count) == ("photo_add", 1)
    program.history.undo()
    assert program.photos.of(day) == []
    program.history.redo()
    assert program.photos.picture(photo.id)


def test_several_are_one_step(program: Program, day: str) -> None:
    found = [program.photos.prepare(jpeg(shade)) for shade in (1, 2, 2, 3)]
    kept = program.photos.keep(day, found)
    assert [one.already for one in kept] == [False, False, True, False]
    step = program.history.next_undo()
    assert step is not None
    assert step.count == 3
    program.history.undo()
    assert program.photos.of(day) == []


def test_the_same_picture_is_recognised(program: Program, day: str) -> None:
    first = program.photos.add(day, jpeg()).photo
    before = operations(program)
    again = program.photos.add(day, jpeg(), caption="Again")
    assert again.already
    assert again.photo.id == first.id
    assert (operations(program), held(program)) == (before, 1)
    other = program.workshops.create("Other day", "2022-09-23").id
    assert not program.photos.add(other, jpeg()).already
    assert held(program) == 1


def test_a_photo_from_the_bin_comes_back(program: Program, day: str) -> None:
    first = program.photos.add(day, jpeg(), caption="Before").photo
    program.photos.remove(first.id)
    assert program.photos.of(day) == []
    again = program.photos.add(day, jpeg(), caption="After")
    assert not again.already
    assert [(one.id, one.record.caption) for one in program.photos.of(day)] == [(first.id, "After")]


def test_removing_is_undone(program: Program, day: str) -> None:
    program.photos.choose_originals(True)
    photo = program.photos.add(day, jpeg(size=(2400, 1800)), caption="Kept").photo
    assert photo.original
    program.photos.remove(photo.id)
    assert program.photos.of(day) == []
    assert program.sharing.parcel(program.workshops.find(day), "other").files == ()
    program.history.undo()
    assert program.photos.of(day) == [photo]
    assert held(program) == 2


def test_the_original_is_kept_where_wanted(program: Program, day: str) -> None:
    assert not program.photos.keep_originals
    small = program.photos.add(day, jpeg(1, (2400, 1800))).photo
    assert small.original == ""
    program.photos.choose_originals(True)
    photo = program.photos.add(day, jpeg(2, (2400, 1800))).photo
    whole = Image.open(io.BytesIO(program.photos.picture(photo.id, full_size=True)))
    assert whole.size == (2400, 1800)
    shown = Image.open(io.BytesIO(program.photos.picture(photo.id)))
    assert shown.size == (LONGEST_SIDE, 1200)
    assert len(program.photos.of(day)) == 2
    program.photos.show_people([photo.id], ["someone"])
    assert program.workspace.get(Attachment, photo.original).people == ("someone",)


def test_what_is_refused_changes_nothing(program: Program, day: str) -> None:
    before = operations(program)
    with pytest.raises(PhotoUnreadable):
        program.photos.add(day, b"not a picture")
    with pytest.raises(WorkshopUnknown):
        program.photos.add("W9", jpeg())
    other = program.workshops.create("Other day", "2022-09-23").id
    block = program.agenda.add(other, "Elsewhere").id
    before = operations(program)
    for place in (Place(BLOCK, block), Place(NOTE, "none"), Place("person", "p")):
        with pytest.raises(PhotoHasNoPlace):
            program.photos.add(day, jpeg(), place)
    assert (operations(program), held(program)) == (before, 0)


def test_a_failing_write_keeps_neither_record_nor_bytes(
    program: Program, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    before = operations(program)
    with monkeypatch.context() as patch:
        patch.setattr(program.workspace, "_log", broken)
        with pytest.raises(Exception, match="disk_full"):
            program.photos.add(day, jpeg())
    assert (operations(program), held(program)) == (before, 0)
    assert not program.photos.add(day, jpeg()).already


def test_words_and_people(program: Program, day: str) -> None:
    person = program.people.walk_in(day, "Participant 901", "1-am").person.id
    photo = program.photos.add(day, jpeg()).photo
    program.photos.caption(photo.id, "By the w", visit="v")
    program.photos.caption(photo.id, "By the well", visit="v")
    assert program.photos.fate(program.photos.get(photo.id)) == PhotoWithheld(
        NOT_LINKED, NOT_LINKED
    )
    program.photos.show_people([photo.id], [])
    assert program.photos.get(photo.id).said
    assert program.photos.fate(program.photos.get(photo.id)) == PhotoWithheld("", "")
    program.photos.show_people([photo.id], [person])
    now = program.photos.get(photo.id)
    assert (now.record.caption, now.people) == ("By the well", (person,))
    given = dict.fromkeys(("store", "share_secretariat"), "given")
    program.people.consent(day, person, given)
    assert program.photos.fate(now) == PhotoWithheld(PHOTO, PHOTO)
    program.people.consent(day, person, {"photo": "given"})
    assert program.photos.fate(now) == PhotoWithheld("", PUBLISH)
    program.people.consent(day, person, {"publish_image": "given"})
    assert program.photos.fate(now) == PhotoWithheld("", "")


def test_the_signed_sheet_is_evidence_of_its_own(program: Program, day: str) -> None:
    photo = program.photos.add(day, jpeg(), SHEET).photo
    assert (photo.record.target_kind, photo.record.target_id) == (SIGN_IN, day)
    assert photo.is_sheet
    assert photo.record.people == ()
    assert program.photos.sheets(day) == [photo]
    assert program.photos.of_block(day, "") == []
    assert program.photos.fate(photo) == PhotoWithheld(NAMES_PEOPLE, NAMES_PEOPLE)
    step = program.history.next_undo()
    assert step is not None
    assert step.label == "sheet_add"


def test_a_day_to_come_is_a_wrong_clock(program: Program, day: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2031:01:01 00:00:00"
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG", exif=exif)
    assert program.photos.add(day, out.getvalue()).photo.record.taken_on == "2022-09-22"


def test_what_is_not_here_is_said(program: Program, day: str) -> None:
    photo = program.photos.add(day, jpeg()).photo
    with program.workspace.database.transaction() as connection:
        connection.execute("DELETE FROM blob")
    with pytest.raises(PhotoNotHere):
        program.photos.picture(photo.id)
    with pytest.raises(RecordUnknown):
        program.photos.picture("none")


def test_erasing_a_person_takes_her_photos_and_their_originals(program: Program, day: str) -> None:
    person = program.people.walk_in(day, "Participant 901", "1-am").person.id
    program.photos.choose_originals(True)
    hers = program.photos.add(day, jpeg(1, (2400, 1800)), people=[person, "other"]).photo
    flip_chart = program.photos.add(day, jpeg(2), people=[]).photo
    assert hers.original
    assert held(program) == 3
    erasure.erase(program.workspace, person)
    assert program.photos.of(day) == [flip_chart]
    assert held(program) == 1
    with pytest.raises(PhotoNotHere):
        program.photos.picture(hers.id)


# --- bytes that nothing names ---------------------------------------------------------------------


def test_doctor_lets_go_of_what_nothing_names(program: Program, day: str) -> None:
    kept = program.photos.add(day, jpeg(1)).photo
    binned = program.photos.add(day, jpeg(2)).photo
    program.photos.remove(binned.id)
    peers.put_blob(program.workspace, b"left by a write that was given up")
    assert held(program) == 3
    assert doctor.check(program.workspace, repair=False) == []
    assert held(program) == 3
    assert doctor.check(program.workspace) == []
    assert held(program) == 2
    program.history.undo()
    assert program.photos.picture(binned.id) != program.photos.picture(kept.id)
    assert blobs.collect(program.workspace) == 0


def test_doctor_tells_of_damaged_bytes(program: Program, day: str) -> None:
    photo = program.photos.add(day, jpeg()).photo
    with program.workspace.database.transaction() as connection:
        connection.execute("UPDATE blob SET bytes=?", (b"something else",))
    assert doctor.check(program.workspace) == [f"bytes:{photo.record.sha256}"]
