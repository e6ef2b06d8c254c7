from __future__ import annotations

import threading

import pytest

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.services.failures import BadNumber, BadTime
from carefacilitator.services.program import Program


def starts(program: Program, workshop: str) -> list[str]:
    return [f"{one.start} {one.block.title}" for one in program.agenda.placed(workshop)]


@pytest.fixture
def day(program: Program) -> str:
    workshop = program.workshops.create("Day").id
    for title, minutes in (("Opening", 30), ("Talk", 60), ("Close", 10)):
        program.agenda.add(workshop, title, minutes)
    return workshop


def test_a_longer_block_moves_all_later_starts(program: Program, day: str) -> None:
    program.agenda.edit(program.agenda.blocks(day)[0].id, minutes=45)
    assert starts(program, day) == ["09:00 Opening", "09:45 Talk", "10:45 Close"]


def test_a_block_is_added_behind_another(program: Program, day: str) -> None:
    first = program.agenda.blocks(day)[0]
    program.agenda.add(day, "Break", 15, "break", after=first.id)
    assert starts(program, day)[:3] == ["09:00 Opening", "09:30 Break", "09:45 Talk"]


def test_blocks_move_and_stop_at_the_ends(program: Program, day: str) -> None:
    close = program.agenda.blocks(day)[2]
    program.agenda.move(close.id, -1)
    assert [block.title for block in program.agenda.blocks(day)] == ["Opening", "Close", "Talk"]
    program.agenda.move(close.id, -5)
    assert program.agenda.blocks(day)[0].title == "Close"
    program.history.undo()
    program.history.undo()
    assert [block.title for block in program.agenda.blocks(day)] == ["Opening", "Talk", "Close"]


def test_a_pin_holds_the_time_and_lets_go(program: Program, day: str) -> None:
    close = program.agenda.blocks(day)[2].id
    program.agenda.pin(close)
    program.agenda.edit(program.agenda.blocks(day)[0].id, minutes=50)
    assert program.agenda.placed(day)[2].late == 20
    program.agenda.pin(close)
    assert starts(program, day)[2] == "10:50 Close"


def test_a_copy_stands_behind_its_block(program: Program, day: str) -> None:
    program.agenda.duplicate(program.agenda.blocks(day)[1].id)
    assert [b.title for b in program.agenda.blocks(day)] == ["Opening", "Talk", "Talk", "Close"]


@pytest.mark.parametrize("minutes", [-1, 1441, True, "30"])
def test_a_length_that_is_none_is_refused(program: Program, day: str, minutes: object) -> None:
    with pytest.raises(BadNumber):
        program.agenda.edit(program.agenda.blocks(day)[0].id, minutes=minutes)


def test_a_time_that_is_none_is_refused(program: Program, day: str) -> None:
    with pytest.raises(BadTime):
        program.agenda.edit(program.agenda.blocks(day)[0].id, fixed_start="25:00")


def test_the_clock_tells_what_is_left_and_how_far_behind(sample: Program, clock) -> None:  # type: ignore[no-untyped-def]
    workshop = sample.workshops.find("W4").id
    blocks = sample.agenda.blocks(workshop)
    clock.go(minutes=16)  # 10:16 in Mexico City; testimonies were planned at 10:10
    sample.agenda.start(blocks[3].id)
    clock.go(minutes=20)
    face = sample.agenda.face(workshop)
    assert face.now is not None
    assert (face.now.title, face.since, face.until) == (blocks[3].title, "10:16", "11:16")
    assert (face.left, face.length, face.behind) == (40 * 60, 60 * 60, 6)
    assert [(block.title, start) for block, start in face.following][:2] == [
        ("Break", "11:16"),
        ("Open space: pay, leave, organizing, migration", "11:36"),
    ]
    assert face.day_ends == "15:46"


def test_pausing_stops_the_clock_and_more_time_adds(sample: Program, clock) -> None:  # type: ignore[no-untyped-def]
    workshop = sample.workshops.find("W4").id
    sample.agenda.start(sample.agenda.blocks(workshop)[3].id)
    clock.go(minutes=10)
    sample.agenda.pause(workshop)
    clock.go(minutes=30)
    assert sample.agenda.face(workshop).left == 50 * 60
    assert sample.agenda.face(workshop).paused
    sample.agenda.pause(workshop)
    clock.go(minutes=5)
    sample.agenda.more_time(workshop)
    face = sample.agenda.face(workshop)
    assert (face.left, face.paused) == (50 * 60, False)


def test_next_goes_through_the_day_and_takes_parallel_rooms_together(
    sample: Program,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    workshop = sample.workshops.find("W2").id
    titles = []
    while (block := sample.agenda.next(workshop)) is not None:
        titles.append(block.title)
        clock.go(minutes=5)
    assert "Group 1 – Design" in titles
    assert "Group 2 – Approval" not in titles
    assert titles[-1] == "Closing"
    assert sample.agenda.face(workshop).now is None


def test_the_clock_survives_a_restart(sample: Program, clock) -> None:  # type: ignore[no-untyped-def]
    from carefacilitator.storage.workspace import open_workspace

    workshop = sample.workshops.find("W4").id
    sample.agenda.start(sample.agenda.blocks(workshop)[3].id)
    folder = sample.workspace.folder
    sample.close()
    clock.go(minutes=25)
    again = Program(open_workspace(folder, clock=clock))
    assert again.agenda.face(workshop).left == 35 * 60
    again.close()


def test_a_block_runs_beside_the_one_before_and_after_it_again(program: Program, day: str) -> None:
    talk, close = (one.id for one in program.agenda.blocks(day)[1:])
    assert program.agenda.beside(talk)
    assert starts(program, day) == ["09:00 Opening", "09:00 Talk", "10:00 Close"]
    assert program.agenda.beside(close)
    assert starts(program, day) == ["09:00 Opening", "09:00 Talk", "09:00 Close"]
    assert not program.agenda.beside(talk)
    assert starts(program, day) == ["09:00 Opening", "09:30 Talk", "09:30 Close"]
    assert not program.agenda.beside(close)
    assert starts(program, day) == ["09:00 Opening", "09:30 Talk", "10:30 Close"]
    assert {one.parallel for one in program.agenda.blocks(day)} == {""}


def test_the_first_block_has_nothing_to_run_beside(program: Program, day: str) -> None:
    assert not program.agenda.beside(program.agenda.blocks(day)[0].id)
    assert program.history.next_undo().label == "block_add"


# finishing on time --------------------------------------------------------------------------------


@pytest.fixture
def late(sample: Program, clock) -> str:  # type: ignore[no-untyped-def]
    """The fourth workshop at 13:58, six minutes late, with its eighth block running."""
    workshop = sample.workshops.find("W4").id
    clock.go(hours=3, minutes=46)
    sample.agenda.start(sample.agenda.blocks(workshop)[7].id)
    clock.go(minutes=12)
    return workshop


def test_a_late_day_can_end_as_planned(sample: Program, late: str) -> None:
    face = sample.agenda.face(late)
    assert (face.behind, face.day_ends, face.should_end) == (6, "15:46", "15:40")
    plan = sample.agenda.finish_plan(late)
    assert (plan.until, plan.ends, plan.will_end, plan.over) == ("15:40", "15:46", "15:40", 0)
    assert sum(cut.before - cut.after for cut in plan.cuts) == 6
    before = sample.agenda.blocks(late)
    sample.agenda.finish_on_time(late, plan)
    now = sample.agenda.face(late)
    assert (now.behind, now.day_ends, now.should_end) == (0, "15:40", "15:40")
    assert now.left == face.left - 60 * (plan.cuts[0].before - plan.cuts[0].after)
    assert [sample.agenda.placed(late)[-1].end, now.until] == ["15:40", now.following[0][1]]
    assert sample.agenda.finish_plan(late).cuts == ()  # nothing is cut twice
    sample.history.undo()
    assert sample.agenda.blocks(late) == before


def test_a_time_that_the_day_must_end_is_the_one_to_keep(sample: Program, late: str) -> None:
    sample.workshops.edit(late, must_end="15:30")
    assert sample.agenda.face(late).should_end == "15:30"
    assert sample.agenda.finish_plan(late).until == "15:30"
    sample.workshops.edit(late, must_end="16:00")  # it does end before that: keep to the plan
    assert sample.agenda.finish_plan(late).until == "15:40"
    assert sample.agenda.finish_plan(late, "15:20").will_end == "15:20"
    with pytest.raises(BadTime):
        sample.agenda.finish_plan(late, "quarter past")


def test_what_is_left_out_goes_to_the_bin_and_comes_back(sample: Program, late: str, clock) -> None:  # type: ignore[no-untyped-def]
    clock.go(minutes=92)  # 15:30, long over time
    plan = sample.agenda.finish_plan(late, "15:38")
    assert [block.title for block in plan.left_out] == ["Commitments", "Evaluation"]
    count = len(sample.agenda.blocks(late))
    sample.agenda.finish_on_time(late, plan)
    assert len(sample.agenda.blocks(late)) == count - len(plan.left_out)
    face = sample.agenda.face(late)
    assert (face.day_ends, face.behind) == (plan.will_end, 0)
    sample.history.undo()
    assert len(sample.agenda.blocks(late)) == count


def test_fixed_blocks_stay_as_they_are(sample: Program, late: str) -> None:
    closing = sample.agenda.blocks(late)[-1]
    sample.agenda.pin(closing.id)
    plan = sample.agenda.finish_plan(late)
    assert closing.id not in [cut.block.id for cut in plan.cuts]
    sample.agenda.finish_on_time(late, plan)
    placed = sample.agenda.placed(late)[-1]
    assert (placed.start, placed.late, placed.gap) == ("15:30", 0, 0)


def test_a_block_added_while_the_clock_is_read_harms_nothing(
    program: Program, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.agenda.start(program.agenda.blocks(day)[0].id)
    placed = program.agenda.placed

    def and_then_a_block_comes(workshop: str) -> list[Placed]:
        found = placed(workshop)
        worker = threading.Thread(target=program.agenda.add, args=(day, "Late", 5))
        worker.start()
        worker.join()
        return found

    monkeypatch.setattr(program.agenda, "placed", and_then_a_block_comes)
    assert [one.title for one, _ in program.agenda.face(day).following] == ["Talk", "Close"]
    monkeypatch.undo()
    assert [one.title for one, _ in program.agenda.face(day).following] == ["Talk", "Close", "Late"]


def test_a_day_is_moved_where_no_end_is_told(program: Program) -> None:
    workshop = program.workshops.create("A day", start="2026-03-04").id
    program.workshops.edit(workshop, end="")
    program.agenda.add(workshop, "Opening", 30)
    assert program.agenda.next(workshop, days=2) is not None
    moved = program.workshops.find(workshop)
    assert (moved.start, moved.end) == ("2026-03-06", "")
