"""What a report shows of photos: those whose people agreed, and the rest by count."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.privacy.consent import ANONYMOUS, NOT_LINKED, PHOTO, PUBLISH
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.pictures.photos import BLOCK, NOTE, SHEET, PhotoWithheld, Place
from carefacilitator.services.program import Program


def jpeg(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade * 30, 90, 120)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def person(program: Program, day: str) -> str:
    found = program.people.walk_in(day, "Participant 901", "1-am").person.id
    program.people.consent(day, found, {"store": "given", "share_secretariat": "given"})
    return found


def told(program: Program, day: str, anonymous: bool = False) -> WorkshopContent:
    return program.dossiers.gather(day, "en", anonymous, photos=True)


def held(dossier: WorkshopContent) -> list[Withheld]:
    return [one for one in dossier.withheld if one.kind == "photo"]


def captions(dossier: WorkshopContent) -> list[str]:
    return [one.caption for one in dossier.photos]


def test_only_those_who_agreed_to_be_shown(program: Program, day: str, person: str) -> None:
    program.photos.add(day, jpeg(1), caption="Hers", people=[person])
    program.photos.add(day, jpeg(2), caption="Nobody in it", people=[])
    program.photos.add(day, jpeg(3), caption="Not said")
    program.photos.add(day, jpeg(4), SHEET)
    dossier = told(program, day)
    assert captions(dossier) == ["Nobody in it"]
    assert held(dossier) == [
        Withheld(kind="photo", count=1, reason=NOT_LINKED),
        Withheld(kind="photo", count=1, reason=PHOTO),
    ]
    program.people.consent(day, person, {"photo": "given"})
    assert Withheld(kind="photo", count=1, reason=PUBLISH) in held(told(program, day))
    program.people.consent(day, person, {"publish_image": "given"})
    assert captions(told(program, day)) == ["Hers", "Nobody in it"]
    program.people.consent(day, person, {"publish_image": "withdrawn"})
    assert captions(told(program, day)) == ["Nobody in it"]


def test_an_anonymous_report_shows_no_people_and_no_names(
    program: Program, day: str, person: str
) -> None:
    program.people.consent(day, person, {"photo": "given", "publish_image": "given"})
    program.photos.add(day, jpeg(1), caption="Hers", people=[person])
    program.photos.add(day, jpeg(2), caption="The wall", people=[])
    program.photos.add(day, jpeg(3), caption="Drawn by Participant 901", people=[])
    dossier = told(program, day, anonymous=True)
    assert captions(dossier) == ["The wall"]
    assert held(dossier) == [Withheld(kind="photo", count=2, reason=ANONYMOUS)]


def test_photos_follow_the_agenda(program: Program, day: str) -> None:
    first, second = (program.agenda.add(day, title).id for title in ("Morning", "Noon"))
    note = program.notes.add(day, "Said.", first).id
    program.photos.add(day, jpeg(1), caption="Of the day", people=[])
    program.photos.add(day, jpeg(2), Place(BLOCK, second), "Second", [])
    program.photos.add(day, jpeg(3), Place(NOTE, note), "First", [])
    dossier = told(program, day)
    assert [(one.caption, one.block) for one in dossier.photos] == [
        ("First", "Morning"),
        ("Second", "Noon"),
        ("Of the day", ""),
    ]
    assert dossier.photos[0].day == "2022-09-22"
    assert (dossier.photos[0].width, dossier.photos[0].height) == (64, 48)


def test_what_a_bundle_brought_damaged_spoils_no_report(program: Program, day: str) -> None:
    photo = program.photos.add(day, jpeg(1), people=[]).photo
    with program.workspace.change("photo_add") as change:
        change.set("attachment", photo.id, sha256=change.keep(b"not a picture"))
    assert told(program, day).photos == ()


def test_other_papers_carry_no_photos(program: Program, day: str, tmp_path: Path) -> None:
    program.photos.add(day, jpeg(1), caption="The wall", people=[])
    images = {}
    for kind in ("summary", "report", "agenda", "signin"):
        out = tmp_path / f"{kind}.pdf"
        program.papers.write(DocumentRequest(kind, day, "en"), out)
        with pikepdf.open(out) as pdf:
            images[kind] = sum(len(list(page.get_images())) for page in pdf.pages)
    assert images == {"summary": 0, "report": 1, "agenda": 0, "signin": 0}


def test_a_no_of_another_record_of_hers_is_told_with_the_photo(
    program: Program, day: str, person: str
) -> None:
    other = program.people.walk_in(day, "P. 901", "1-am").person.id
    agreed = {"photo": "given", "publish_image": "given"}
    program.people.consent(day, person, agreed)
    photo = program.photos.add(day, jpeg(1), people=[person]).photo
    assert program.photos.fate(photo) == PhotoWithheld("", "")
    program.people.consent(day, other, {"photo": "refused"})
    program.joining.join(person, other)
    assert program.photos.fate(photo) == PhotoWithheld(PHOTO, PHOTO)
    assert captions(told(program, day)) == []
    program.joining.part(person, other)
    assert program.photos.fate(photo) == PhotoWithheld("", "")
