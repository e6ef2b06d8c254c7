"""What is said aloud of the clock: each change once, and nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.ui.facilitate.clock_voice import ClockVoice

TALK = AgendaBlock(id="b1", title="Talk", minutes=60)
BREAK = AgendaBlock(id="b2", title="Break", minutes=10)


def state(left: int, block: AgendaBlock | None = TALK, **more: object) -> ClockState:
    made = ClockState(
        block, "09:00", left, 3600, "10:00", False, 0, ((BREAK, "10:00"),), "12:00", ()
    )
    return dataclasses.replace(made, **more)


@pytest.fixture
def voice() -> ClockVoice:
    return ClockVoice(Words("en"))


def test_what_begins_is_said_with_its_time_and_what_follows(voice: ClockVoice) -> None:
    assert voice.hear(state(3600)) == "Now: Talk. 60 minutes left, until 10:00. Then: Break."
    alone = state(600, BREAK, following=())
    assert voice.hear(alone) == "Now: Break. 10 minutes left, nearly done, until 10:00."


def test_a_whole_block_speaks_at_its_turns_only(voice: ClockVoice) -> None:
    said = [(left, words) for left in range(3600, -300, -1) if (words := voice.hear(state(left)))]
    assert said == [
        (3600, "Now: Talk. 60 minutes left, until 10:00. Then: Break."),
        (720, "12 minutes left, nearly done, until 10:00"),
        (299, "5 minutes left, nearly done, until 10:00"),
        (180, "3 minutes left, last minutes, until 10:00"),
        (-1, "over by 1 min, planned until 10:00"),
    ]


def test_more_time_lets_the_turns_be_said_again(voice: ClockVoice) -> None:
    voice.hear(state(3600))
    assert voice.hear(state(700))
    assert voice.hear(state(1000)) == ""
    assert voice.hear(state(700)).startswith("12 minutes left")


def test_pauses_and_the_end_of_the_day_are_said(voice: ClockVoice) -> None:
    voice.hear(state(3600))
    assert voice.hear(state(3600, paused=True)) == "The clock is paused."
    assert voice.hear(state(3600, paused=True)) == ""
    assert voice.hear(state(3600)) == "The clock goes on."
    over = state(0, None, following=(), done=("b1", "b2"), day_over=True)
    assert voice.hear(over) == "The day is over."
    assert voice.hear(over) == ""


def test_a_day_that_has_not_begun_is_silent(voice: ClockVoice) -> None:
    assert voice.hear(state(0, None)) == ""
