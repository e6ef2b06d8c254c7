"""What header and day band show of a workshop."""

from __future__ import annotations

import datetime as dt

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.records.records import AgendaBlock, Organisation, Workshop
from carefacilitator.ui.words.workshops import (
    block_title_in,
    day_length,
    head_of,
    organisation_in,
    place_in,
    short_organisation,
    title_in,
    who_in,
)


@pytest.fixture
def program(desk):
    return desk.program


def test_titles_places_and_names_follow_the_language() -> None:
    workshop = Workshop(id="w", title="Care", titles={"es": "Cuidados"}, place="Rabat",
                        places={"ar": "الرباط"})  # fmt: skip
    assert (title_in(workshop, "es"), title_in(workshop, "fr")) == ("Cuidados", "Care")
    assert (place_in(workshop, "ar"), place_in(workshop, "en")) == ("الرباط", "Rabat")
    long = Organisation(id="o", name="Labour Organization", acronym="ILO", names={"es": "OIT, org"})
    assert (organisation_in(long, "es"), organisation_in(long, "en")) == ("OIT, org", "ILO")
    assert short_organisation(long, "es") == "ILO"
    plain = Organisation(id="p", name="Neighbours")
    assert organisation_in(plain, "ar") == short_organisation(plain, "ar") == "Neighbours"


def test_a_block_without_a_title_is_called_by_its_method() -> None:
    block = AgendaBlock(id="b", session_type="break")
    named = AgendaBlock(id="c", title="Voices", titles={"fr": "Voix"})
    assert block_title_in(block, "en")
    assert (block_title_in(named, "fr"), block_title_in(named, "en")) == ("Voix", "Voices")


def test_the_head_of_the_sample_says_code_sample_day_and_times(program) -> None:
    workshop = program.workshops.find("W4")
    head = head_of(program, Words("en"), workshop.id)
    assert head.title == workshop.title
    assert head.where == "W4 · Sample · Thursday, 22 September 2022, 09:00–15:40" or (
        head.where.startswith("W4 · Sample · Thursday") and "09:00–15:40" in head.where
    )
    placed = program.agenda.placed(workshop.id)
    assert [block.id for block in head.blocks] == [one.block.id for one in placed]
    assert sum(block.minutes for block in head.blocks) == day_length(placed)


def test_times_stay_whole_in_arabic(program) -> None:
    head = head_of(program, Words("ar"), program.workshops.find("W4").id)
    assert "\u206709:00–15:40\u2069" in head.where, "from the right, as all that is read here"
    assert "\u2068W4\u2069" in head.where


def test_now_done_and_to_come(desk, program) -> None:
    workshop = program.workshops.create("Day", start="2022-09-22").id
    first = program.agenda.add(workshop, "Talk", 30).id
    second = program.agenda.add(workshop, "Groups", 30).id
    program.agenda.add(workshop, "End", 30)
    program.agenda.start(first)
    program.agenda.start(second)
    desk.now += dt.timedelta(minutes=15)
    head = head_of(program, Words("en"), workshop)
    assert [block.state for block in head.blocks] == ["done", "now", "to_come"]
    assert [round(block.share, 2) for block in head.blocks] == [0.0, 0.5, 0.0]


def test_a_workshop_that_is_gone_has_an_empty_head(program) -> None:
    head = head_of(program, Words("en"), "0" * 32)
    assert (head.title, head.where, list(head.blocks)) == ("", "", [])


def test_who_commits_is_told_as_written_or_by_the_name_in_this_language(program) -> None:
    workshop = program.workshops.find("W4").id
    view = program.commitments.of(workshop)[0]
    assert who_in(program, view, "en")
    program.commitments.edit(view.commitment.id, who="The women of the valley")
    again = program.commitments.of(workshop)[0]
    assert who_in(program, again, "ar") == "The women of the valley"


def test_an_empty_day_has_no_length() -> None:
    assert day_length([]) == 0
