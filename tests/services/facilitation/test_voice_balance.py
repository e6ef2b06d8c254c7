"""Voice balance and the speaker list: figures by group, names only where they are kept."""

from __future__ import annotations

from functools import partial

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.agenda.speakers import Speaker
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import Tally, Workshop
from carefacilitator.services.exchange.gathering import gather
from carefacilitator.services.facilitation.voice_balance import MODERATION, SpeakingTime
from carefacilitator.services.failures import BadNumber
from carefacilitator.services.program import Program

EN = Words("en")
KEY = b"k" * 32


@pytest.fixture
def place(program: Program) -> tuple[str, str, str]:
    workshop = program.workshops.create("Day").id
    first, second = (program.agenda.add(workshop, title, 30).id for title in ("A", "B"))
    return workshop, first, second


def test_totals_by_block_and_group(program: Program, place: tuple[str, str, str]) -> None:
    day, first, second = place
    put = program.voices.put
    put(day, first, SpeakingTime("woman", 90, 2))
    put(day, first, SpeakingTime("man", 200, 3))
    put(day, first, SpeakingTime("woman", 120, 3))
    put(day, second, SpeakingTime("woman", 300, 1))
    assert program.voices.of(day) == {
        first: (SpeakingTime("man", 200, 3), SpeakingTime("woman", 120, 3)),
        second: (SpeakingTime("woman", 300, 1),),
    }
    assert program.voices.total(day) == (SpeakingTime("woman", 420, 4), SpeakingTime("man", 200, 3))
    assert program.voices.in_block(day, first)[0].group == "man"
    assert all(not one.person_id and not one.name for one in program.workspace.all(Tally))
    with pytest.raises(BadNumber):
        put(day, first, SpeakingTime("woman", -1, 0))


def test_a_turn_is_one_step_back_and_a_block_begins_anew(
    program: Program, place: tuple[str, str, str]
) -> None:
    day, first, second = place
    program.voices.put(day, second, SpeakingTime("man", 5, 1))
    for seconds in (10, 20, 30):
        program.voices.put(day, first, SpeakingTime("woman", seconds, 1), visit="turn 1")
    program.history.undo()
    assert program.voices.in_block(day, first) == ()
    program.history.redo()
    program.voices.clear(day, first)
    assert program.voices.total(day) == (SpeakingTime("man", 5, 1),)
    program.history.undo()
    assert program.voices.total(day)[0] == SpeakingTime("woman", 30, 1)


def test_groups_are_those_of_the_head_counts(program: Program, place: tuple[str, str, str]) -> None:
    day = place[0]
    assert program.voices.groups(day) == ("woman", "man", "non_binary", MODERATION)
    slot = program.agenda.slot_now(day)
    program.people.set_heads(day, slot, "self_described", 2)
    program.people.set_heads(day, slot, "children", 9)
    assert program.voices.groups(day)[3:] == ("self_described", MODERATION)
    with program.workspace.change("workshop_edit") as change:
        change.set(Workshop, day, hidden_fields=("gender",))
    assert program.voices.groups(day)[:2] == ("woman", "man")
    assert "non_binary" not in program.voices.groups(day)


def test_a_speaker_list_is_forgotten_when_the_block_ends(
    program: Program, clock, place: tuple[str, str, str]
) -> None:
    day, first, second = place
    told = program.speaking.at(day, first)
    told.first_timers = True
    told.ask(Speaker("Participant 001", "p1"))
    told.next(program.speaking.seconds())
    assert program.speaking.at(day, first) is told
    assert program.speaking.at(day, second).is_empty
    assert program.speaking.at(day, first).is_empty
    assert program.speaking.at(day, first).first_timers
    assert program.workspace.all(Tally) == []


def test_speakers_are_kept_only_when_asked_and_without_names_in_the_note(
    program: Program, clock, place: tuple[str, str, str]
) -> None:
    day, first, _ = place
    slot = program.agenda.slot_now(day)
    person = program.people.walk_in(day, "Participant 001", slot).person
    told = program.speaking.at(day, first)
    assert program.speaking.keep(EN) is None
    told.ask(Speaker(person.name, person.id))
    told.ask(Speaker("Somebody at the back"))
    told.next(program.speaking.seconds())
    clock.go(seconds=65)
    told.next(program.speaking.seconds())
    clock.go(seconds=20)
    note = program.speaking.keep(EN)
    assert note is not None
    assert note.text == "2 people spoke, 2 times in all"
    lines = [one for one in program.workspace.all(Tally) if one.asked_id]
    assert {(one.person_id, one.name, one.seconds) for one in lines} == {
        (person.id, "", 65),
        ("", "Somebody at the back", 20),
    }
    workshops = [program.workshops.find(day)]
    for circle in (consent.OWN_GROUP, consent.OTHER):
        gathered = gather(program.workspace, workshops, circle, KEY).records["tally"]
        people = {one.person_id for one in gathered if isinstance(one, Tally)}
        assert people == {""}
    assert not any(one.name for one in gathered if isinstance(one, Tally))


def test_a_report_tells_no_voices_of_a_group_too_small_to_be_told(
    program: Program, place: tuple[str, str, str]
) -> None:
    day, first, _ = place
    for group in ("woman", "man", "non_binary", MODERATION):
        program.voices.put(day, first, SpeakingTime(group, 60, 1))
    heads = partial(program.people.set_heads, day, "1-am")
    heads("woman", 9)
    heads("man", 8)
    heads("non_binary", 2)

    def told() -> set[str]:
        return {one.group for one in program.dossiers.gather(day, "en").voices}

    assert told() == {"woman", "man", MODERATION}
    heads("non_binary", 5)
    assert told() == {"woman", "man", "non_binary", MODERATION}
    program.workshops.edit(day, hidden_fields=("gender",))
    assert told() == {"woman", "man", MODERATION}
