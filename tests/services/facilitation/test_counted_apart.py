"""Two laptops count at one workshop: what they counted apart adds up where they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.model.records.records import Tally
from carefacilitator.services.facilitation.polls import DOTS, HANDS
from carefacilitator.services.facilitation.voice_balance import SpeakingTime
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor, oplog
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import open_workspace

Hand = Callable[[Program, Program], Any]


@pytest.fixture
def other(tmp_path: Path, clock) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "other", clock=clock))
    yield made
    made.close()


@pytest.fixture
def hand() -> Hand:
    """Give everything one knows to the other; the step in which it was taken in."""
    number = iter(range(1, 99))

    def give(giver: Program, taker: Program) -> Any:
        giver.workspace.end_visit()
        query = f"SELECT {oplog.COLUMNS} FROM operation WHERE hidden=0 ORDER BY seq"
        ops = [oplog.op_of(row) for row in giver.workspace.database.rows(query)]
        this = next(number)
        arrival = arrivals.BundleSource(
            f"{this:032x}", giver.workspace.device, this, "", {"file": "x"}
        )
        change = arrivals.apply(taker.workspace, arrivals.plan(taker.workspace, ops), arrival)
        return arrivals.import_step(taker.workspace, change)

    return give


@pytest.fixture
def place(program: Program) -> tuple[str, str]:
    workshop = program.workshops.create("Day").id
    return workshop, program.agenda.add(workshop, "Talk", 30).id


def counts(program: Program, asked: str) -> list[int]:
    return [one.count for one in program.counting.find(asked).lines]


@pytest.mark.parametrize("purpose", [HANDS, DOTS])
def test_hands_and_dots_counted_apart_add_up(
    program: Program, other: Program, hand: Hand, place: tuple[str, str], purpose: str
) -> None:
    asked = program.counting.ask(*place, purpose, "What first?", ["Crèches", "Buses"])
    first, second = (one.id for one in asked.lines)
    program.counting.count(first, 3)
    hand(program, other)
    for _ in range(4):
        other.counting.more(first, 1, "here")
    other.counting.more(second, 2, "here")
    program.counting.count(first, 12)
    hand(other, program)
    hand(program, other)
    for one in (program, other):
        assert counts(one, asked.head.id) == [16, 2]
        assert [found.total for found in one.counting.of(place[0], purpose)] == [18]
        assert one.history.waiting() == []
        assert doctor.check(one.workspace) == []
    assert program.counting.find(asked.head.id).elsewhere == 6
    assert other.counting.find(asked.head.id).elsewhere == 12
    hand(other, program)  # once more changes nothing
    assert counts(program, asked.head.id) == [16, 2]


def test_a_figure_typed_is_the_sum_and_the_other_may_count_on(
    program: Program, other: Program, hand: Hand, place: tuple[str, str]
) -> None:
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes"])
    (line,) = (one.id for one in asked.lines)
    hand(program, other)
    other.counting.count(line, 9)
    hand(other, program)
    program.counting.count(line, 7)  # two of them were counted twice
    other.counting.more(line, 1)
    hand(other, program)
    hand(program, other)
    assert counts(program, asked.head.id) == counts(other, asked.head.id) == [8]
    program.counting.more(line, -100)
    assert counts(program, asked.head.id) == [0]
    assert program.history.waiting() == []


def test_undo_takes_back_only_what_this_device_counted(
    program: Program, other: Program, hand: Hand, place: tuple[str, str]
) -> None:
    asked = program.counting.ask(*place, DOTS, "What first?", ["Buses"])
    (line,) = (one.id for one in asked.lines)
    hand(program, other)
    other.counting.count(line, 5)
    for _ in range(3):
        program.counting.more(line, 1, "here")
    taken = hand(other, program)
    assert counts(program, asked.head.id) == [8]
    arrivals.undo_import(program.workspace, taken)
    assert counts(program, asked.head.id) == [3]
    program.history.undo()
    assert counts(program, asked.head.id) == [0]
    program.history.redo()
    assert counts(program, asked.head.id) == [3]


def test_what_was_counted_before_devices_counted_apart_stays_in_the_sum(
    program: Program, other: Program, hand: Hand, place: tuple[str, str]
) -> None:
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes"])
    (line,) = (one.id for one in asked.lines)
    with program.workspace.change("tally_count") as change:
        change.set(Tally, line, count=6)
        change.set(
            Tally,
            "old-voice",
            workshop_id=place[0],
            block_id=place[1],
            purpose="voices",
            group="woman",
            seconds=40,
            count=1,
        )
    program.voices.put(*place, SpeakingTime("woman", 20, 2))
    program.counting.more(line, 2)
    hand(program, other)
    assert program.counting.find(asked.head.id).elsewhere == 0
    assert counts(other, asked.head.id) == [8]
    assert other.voices.in_block(*place) == (SpeakingTime("woman", 60, 3),)
    program.counting.count(line, 5)
    assert counts(program, asked.head.id) == [5]


def test_voices_timed_apart_add_up(
    program: Program, other: Program, hand: Hand, place: tuple[str, str]
) -> None:
    program.voices.put(*place, SpeakingTime("woman", 60, 2))
    hand(program, other)
    other.voices.put(*place, SpeakingTime("woman", 30, 1))
    other.voices.put(*place, SpeakingTime("man", 10, 1))
    program.voices.put(*place, SpeakingTime("woman", 90, 3))
    hand(other, program)
    hand(program, other)
    for one in (program, other):
        assert one.voices.total(place[0]) == (
            SpeakingTime("woman", 120, 4),
            SpeakingTime("man", 10, 1),
        )
        assert one.history.waiting() == []
    assert program.voices.own(*place) == (SpeakingTime("woman", 90, 3),)
    assert set(other.voices.own(*place)) == {
        SpeakingTime("woman", 30, 1),
        SpeakingTime("man", 10, 1),
    }
    program.voices.clear(*place)
    hand(program, other)
    assert other.voices.total(place[0]) == ()
    other.voices.put(*place, SpeakingTime("man", 15, 2))
    assert other.voices.total(place[0]) == (SpeakingTime("man", 15, 2),)


def test_an_answer_goes_and_comes_back_with_all_that_was_counted(
    program: Program, other: Program, hand: Hand, place: tuple[str, str]
) -> None:
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes", "No"])
    hand(program, other)
    for one, number in ((program, 4), (other, 5)):
        one.counting.count(asked.lines[0].id, number)
    hand(other, program)
    program.counting.remove(asked.lines[0].id)
    assert counts(program, asked.head.id) == [0]
    assert [one.title for one in program.past.binned(place[0])] == ["Yes"]
    program.past.bring_back("tally", asked.lines[0].id)
    assert counts(program, asked.head.id) == [9, 0]
