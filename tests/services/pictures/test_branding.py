"""Colour and logos of a programme: kept, ordered, taken back, on every paper, in every bundle."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.records.records import Attachment, Programme
from carefacilitator.services.pictures import branding
from carefacilitator.services.pictures.branding import (
    ColourUnknown,
    Logo,
    LogoUnknown,
    ProgrammeUnknown,
    TooManyLogos,
)
from carefacilitator.services.pictures.logos import LogoPicture, prepare
from carefacilitator.services.pictures.photos import PhotoNotHere
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import doctor
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.workspace import open_workspace


def picture(shade: int, size: tuple[int, int] = (60, 30)) -> LogoPicture:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 40, 90)).save(out, "PNG")
    return prepare(out.getvalue(), f"logo-{shade}.png")


@pytest.fixture
def programme(program: Program, day: str) -> str:
    """A programme with one workshop."""
    made = program.workshops.create_programme("Care as a right")
    program.workshops.edit(day, programme_id=made.id)
    return made.id


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


def owners(program: Program, programme: str) -> list[str]:
    return [one.owner for one in program.looks.logos(programme)]


def three(program: Program, programme: str) -> list[Logo]:
    return [
        program.looks.add(programme, picture(at * 10), name)
        for at, name in enumerate(("One", "Two", "Three"))
    ]


def test_a_programme_is_found_by_id_code_and_title(sample: Program) -> None:
    found = sample.workshops.programmes()[0]
    for reference in (found.id, found.title.upper(), *found.titles.values()):
        assert sample.looks.find(reference).id == found.id
    for wrong in ("", "nothing"):
        with pytest.raises(ProgrammeUnknown):
            sample.looks.find(wrong)


def test_a_colour_is_kept_taken_back_and_taken_away(program: Program, programme: str) -> None:
    assert program.looks.colour(programme) == ""
    assert program.looks.set_colour(programme, "plum") == "#7A2E6E"
    assert program.looks.set_colour(programme, "#F2c230") == "#F2C230"
    assert program.looks.colour(programme) == "#F2C230"
    program.history.undo()
    assert program.looks.colour(programme) == "#7A2E6E"
    program.looks.set_colour(programme, " ")
    assert program.looks.colour(programme) == ""
    before = program.history.next_undo()
    program.looks.set_colour(programme, "")
    assert program.history.next_undo() == before


def test_what_is_no_colour_is_refused_and_never_shown(program: Program, programme: str) -> None:
    with pytest.raises(ColourUnknown):
        program.looks.set_colour(programme, "sky")
    with pytest.raises(RecordUnknown):
        program.looks.set_colour("nowhere", "plum")
    with program.workspace.change("programme_edit") as change:
        change.set(Programme, programme, colour="url(javascript:0)")
    assert program.looks.colour(programme) == ""


def test_logos_stand_in_their_order_and_move(program: Program, programme: str) -> None:
    first, second, third = three(program, programme)
    assert owners(program, programme) == ["One", "Two", "Three"]
    assert program.looks.move(third.id, -1)
    assert owners(program, programme) == ["One", "Three", "Two"]
    assert not program.looks.move(first.id, -1)
    assert program.looks.move(first.id, 9)
    assert owners(program, programme) == ["Three", "Two", "One"]
    program.history.undo()
    assert owners(program, programme) == ["One", "Three", "Two"]
    with pytest.raises(LogoUnknown):
        program.looks.move("nowhere", 1)
    program.looks.remove(second.id)
    assert owners(program, programme) == ["One", "Three"]
    program.history.undo()
    assert owners(program, programme) == ["One", "Three", "Two"]


def test_the_same_picture_is_kept_once_and_comes_back(program: Program, programme: str) -> None:
    kept = program.looks.add(programme, picture(1), "One")
    assert program.looks.add(programme, picture(1), "Other") == Logo(kept.record, already=True)
    program.looks.remove(kept.id)
    back = program.looks.add(programme, picture(1), "Again")
    assert (back.id, back.already, owners(program, programme)) == (kept.id, False, ["Again"])


def test_there_is_room_for_so_many(
    program: Program, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branding, "MOST", 3)
    three(program, programme)
    with pytest.raises(TooManyLogos):
        program.looks.add(programme, picture(200))
    assert len(program.looks.logos(programme)) == 3


def test_typing_whose_it_is_is_one_step(program: Program, programme: str) -> None:
    logo = program.looks.add(programme, picture(1))
    for typed in ("O", "On", "One"):
        program.looks.say_owner(logo.id, typed, visit="owner")
    assert owners(program, programme) == ["One"]
    program.history.undo()
    assert owners(program, programme) == [""]


def test_the_history_of_a_programme_tells_of_its_logos(program: Program, programme: str) -> None:
    logo = program.looks.add(programme, picture(1), "One")
    program.looks.set_colour(programme, "plum")
    program.looks.remove(logo.id)
    told = [entry.label for entry in program.past.of("programme", programme)]
    assert told[:3] == ["logo_remove", "programme_colour", "logo_add"]
    (binned,) = program.past.binned()
    program.past.bring_back(binned.kind, binned.record)
    assert owners(program, programme) == ["One"]


def test_papers_take_colour_and_logos_of_their_one_programme(
    program: Program, programme: str, day: str
) -> None:
    three(program, programme)
    program.looks.set_colour(programme, "plum")
    told = program.dossiers.gather(day, "en")
    assert (told.colour, [one.owner for one in told.logos]) == ("#7A2E6E", ["One", "Two", "Three"])
    second = program.workshops.create("Second", programme_id=programme).id
    both = program.dossiers.gather_many([day, second], "en")
    assert (both.colour, both.logos) == (told.colour, told.logos)
    alone = program.workshops.create("Alone").id
    mixed = program.dossiers.gather_many([day, alone], "en")
    assert (mixed.colour, mixed.logos) == ("", ())
    assert program.dossiers.gather(alone, "en").logos == ()


def test_a_logo_without_its_picture_is_left_out(program: Program, programme: str, day: str) -> None:
    three(program, programme)
    with program.workspace.change("logo_add") as change:
        known = {"target_kind": "programme", "target_id": programme, "media_type": "image/png"}
        change.put(Attachment(id="elsewhere", sha256="0" * 64, **known))
        kept = change.keep(b"no picture at all")
        change.put(Attachment(id="broken", sha256=kept, **known))
    with pytest.raises(PhotoNotHere):
        program.looks.picture(program.looks.get("elsewhere"))
    assert len(program.dossiers.gather(day, "en").logos) == 3


def test_everything_travels_with_the_workshop(
    program: Program, programme: str, day: str, office: Program, tmp_path: Path
) -> None:
    first, _, _ = three(program, programme)
    program.looks.set_colour(programme, "plum")
    to = [office.identity.card("other").recipient()]
    made = program.sharing.export([day], tmp_path / "a.carebundle", to)
    assert made.withheld == ()
    office.arrivals.apply(tmp_path / "a.carebundle", trust=True)
    assert owners(office, programme) == ["One", "Two", "Three"]
    assert office.looks.colour(programme) == "#7A2E6E"
    same = office.dossiers.gather(day, "en")
    assert same.logos == program.dossiers.gather(day, "en").logos
    program.looks.move(first.id, 2)
    office.looks.say_owner(first.id, "Another name")
    program.sharing.export([day], tmp_path / "b.carebundle", to)
    office.arrivals.apply(tmp_path / "b.carebundle", trust=True)
    assert owners(office, programme) == ["Two", "Three", "Another name"]
    assert doctor.check(office.workspace) == []


def test_two_colours_at_once_wait_for_a_decision(
    program: Program, programme: str, day: str, office: Program, tmp_path: Path
) -> None:
    to = [office.identity.card("own_group").recipient()]
    program.sharing.export([day], tmp_path / "a.carebundle", to)
    office.arrivals.apply(tmp_path / "a.carebundle", trust=True)
    program.looks.set_colour(programme, "plum")
    office.looks.set_colour(programme, "teal")
    program.sharing.export([day], tmp_path / "b.carebundle", to)
    office.arrivals.apply(tmp_path / "b.carebundle", trust=True)
    assert [(one.record, one.field) for one in office.history.waiting()] == [(programme, "colour")]
    assert office.looks.colour(programme) in ("#7A2E6E", "#0E7470")


def test_an_anonymous_copy_looks_the_same_and_names_no_file(
    program: Program, programme: str, day: str, office: Program, tmp_path: Path
) -> None:
    person = program.people.walk_in(day, "Participant 901", "1-am").person
    three(program, programme)
    program.looks.add(programme, picture(99), person.name)
    program.looks.set_colour(programme, "plum")
    out = tmp_path / "a.carebundle"
    to = [office.identity.card("other").recipient()]
    program.sharing.export([day], out, to, anonymous=True)
    office.arrivals.apply(out, trust=True)
    (workshop,) = (line.workshop for line in office.workshops.lines())
    assert workshop.programme_id != programme
    told = office.dossiers.gather(workshop.id, "en")
    assert (told.colour, [one.owner for one in told.logos]) == (
        "#7A2E6E",
        ["One", "Two", "Three", ""],
    )
    assert {one.record.name for one in office.looks.logos(workshop.programme_id)} == {""}
    with open_bundle(out, [office.identity.own()]) as bundle:
        assert len(bundle.attachments()) == 4


def test_an_anonymous_paper_keeps_logos_that_name_nobody(
    program: Program, programme: str, day: str
) -> None:
    person = program.people.walk_in(day, "Participant 901", "1-am").person
    program.looks.add(programme, picture(1), "Institute A")
    program.looks.add(programme, picture(2), f"House of {person.name}")
    told = program.dossiers.gather(day, "en", anonymous=True)
    assert [one.owner for one in told.logos] == ["Institute A", ""]
    assert [(one.kind, one.count) for one in told.withheld] >= [("logo", 1)]


def test_the_sample_looks_as_it_did(sample: Program) -> None:
    assert sample.dossiers.gather(sample_id("W4"), "en").logos == ()
