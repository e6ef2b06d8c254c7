from __future__ import annotations

import pytest

from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.agenda import agenda
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.failures import EmptyName, UnknownKey
from carefacilitator.services.program import Program

SUPPLIED = ["half_day", "one_day", "two_days", "community_of_analysis", "grassroots"]


@pytest.fixture
def day(program: Program) -> str:
    return program.workshops.create("Day", "2024-05-01", languages=("pt", "es")).id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_speaks_every_language(program: Program, language: str) -> None:
    found = program.templates.all(language)
    assert [one.key for one in found] == SUPPLIED
    english = program.templates.all("en")
    for one, other in zip(found, english, strict=True):
        assert one.name
        assert one.about
        assert language == "en" or one.about != other.about
        for block, original in zip(one.blocks, other.blocks, strict=True):
            vocabulary().require("session_type", block.session_type)
            assert bool(block.title) == bool(original.title)
            assert bool(block.question) == bool(original.question)
            if language != "en":
                assert not block.title or block.title != original.title or language in ("es", "pt")


def test_every_template_fits_its_own_fixed_times_and_ends_in_a_closing(program: Program) -> None:
    for one in program.templates.all("en"):
        assert [placed for placed in one.placed() if placed.late or placed.gap] == []
        assert one.blocks[-1].session_type == "closing"
        assert len(one.starts) == one.days
        assert all(0 < block.minutes <= 90 for block in one.blocks)
    lengths = {one.key: one.minutes for one in program.templates.all("en")}
    assert lengths["grassroots"] == 90
    assert lengths["half_day"] == 240
    assert lengths["one_day"] <= 8 * 60
    assert lengths["two_days"] > lengths["one_day"]


def test_a_template_is_put_in_the_workshops_first_language_in_one_change(
    program: Program, day: str
) -> None:
    count = program.templates.apply(day, "one_day")
    placed = program.agenda.placed(day)
    assert count == len(placed) == 15
    assert placed[1].block.title == "Boas-vindas, propósito e acordos"
    assert placed[1].block.titles == {"es": "Bienvenida, propósito y acuerdos"}
    assert placed[3].block.question == "Quem faz o quê no nosso território?"
    assert [one.start for one in placed if one.block.session_type == "lunch"] == ["12:30"]
    program.history.undo()
    assert program.agenda.blocks(day) == []


def test_templates_are_named_for_the_reader_and_show_what_they_would_put(
    program: Program, day: str
) -> None:
    found = program.templates.for_workshop(day, "fr")[1]
    assert (found.name, found.language) == ("Une journée", "pt")
    assert found.blocks[1].title == "Boas-vindas, propósito e acordos"


def test_a_longer_template_makes_the_workshop_longer_and_brings_its_starts(
    program: Program, day: str
) -> None:
    program.templates.apply(day, "two_days")
    workshop = program.workshops.find(day)
    assert (workshop.start, workshop.end) == ("2024-05-01", "2024-05-02")
    assert {block.day for block in program.agenda.blocks(day)} == {1, 2}
    program.history.undo()
    assert program.workshops.find(day).end == "2024-05-01"
    program.templates.apply(day, "grassroots")
    assert program.agenda.placed(day)[0].start == "16:00"


def test_a_start_somebody_chose_stays_and_fixed_times_that_do_not_suit_it_are_let_go(
    program: Program,
) -> None:
    late = program.workshops.create("Afternoon", languages=("en",), day_starts=("14:00",)).id
    program.templates.apply(late, "one_day")
    placed = program.agenda.placed(late)
    assert placed[0].start == "14:00"
    assert [one.block.fixed_start for one in placed if one.block.fixed_start] == []
    assert [one for one in placed if one.late] == []


def test_a_template_goes_behind_what_is_there_or_in_its_place(program: Program, day: str) -> None:
    program.agenda.add(day, "Before", 30)
    program.templates.apply(day, "grassroots")
    assert program.agenda.blocks(day)[0].title == "Before"
    assert program.agenda.placed(day)[0].start == "09:00"
    program.templates.apply(day, "half_day", replace_all=True)
    kinds = [block.session_type for block in program.agenda.blocks(day)]
    assert kinds[0] == "registration"
    assert len(kinds) == 10
    program.history.undo()
    assert len(program.agenda.blocks(day)) == 6


def test_an_agenda_is_saved_as_a_template_without_who_leads_it(program: Program, day: str) -> None:
    program.agenda.add(day, "Roda", 40, "talking_circle", question="Quem?", lead="Participant 001")
    block = program.agenda.add(day, "Almoço", 60, "lunch")
    program.agenda.edit(block.id, fixed_start="12:00")
    with pytest.raises(EmptyName):
        program.templates.save(day, "  ")
    key = program.templates.save(day, " Our  circle ")
    own = program.templates.all("fr")[-1]
    assert (own.key, own.name, own.own, own.minutes) == (key, "Our circle", True, 240)
    assert [(one.title, one.lead) for one in own.blocks] == [("Roda", ""), ("Almoço", "")]
    assert "Participant" not in program.workspace.meta("agenda_templates")
    other = program.workshops.create("Other").id
    assert program.templates.apply(other, key) == 2
    assert [one.block.question for one in program.agenda.placed(other)] == ["Quem?", ""]
    assert program.agenda.placed(other)[1].block.fixed_start == ""  # a gap of two hours
    program.templates.save(day, "our circle")
    assert [one.name for one in program.templates.all("en") if one.own] == ["our circle"]
    program.templates.remove(key)
    with pytest.raises(UnknownKey):
        program.templates.apply(other, key)


def test_a_template_that_nobody_knows_is_refused(program: Program, day: str) -> None:
    with pytest.raises(UnknownKey):
        program.templates.apply(day, "three_weeks")
    assert program.agenda.blocks(day) == []


def test_supplied_templates_keep_to_the_least_that_a_late_day_needs(program: Program) -> None:
    for one in program.templates.all("en"):
        assert all(block.minutes >= agenda.LEAST for block in one.blocks)
