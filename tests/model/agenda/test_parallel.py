"""Groups that run beside each other, and tracks whose blocks follow one another."""

from __future__ import annotations

from carefacilitator.model.agenda import agenda, parallel
from carefacilitator.model.records.records import AgendaBlock, Workshop

WORKSHOP = Workshop(id="w", day_starts=("09:00",))


def block(name: str, minutes: int, group: str = "", **fields: object) -> AgendaBlock:
    return AgendaBlock(id=name, minutes=minutes, parallel=group, **fields)  # type: ignore[arg-type]


def placed(*blocks: AgendaBlock) -> list[str]:
    numbered = [AgendaBlock(**{**one.__dict__, "position": at}) for at, one in enumerate(blocks, 1)]
    return [f"{one.block.id} {one.start}-{one.end}" for one in agenda.place(WORKSHOP, numbered)]


ROOMS = (
    block("a", 30, "g/1"),
    block("b", 20, "g/1"),
    block("c", 60, "g"),
    block("d", 15, "g/2"),
    block("after", 10),
)


def test_each_room_has_its_own_clock_and_all_are_waited_for() -> None:
    assert placed(*ROOMS) == [
        "a 09:00-09:30",
        "b 09:30-09:50",
        "c 09:00-10:00",
        "d 09:00-09:15",
        "after 10:00-10:10",
    ]


def test_a_fixed_time_in_one_room_holds_only_that_room() -> None:
    told = placed(
        block("a", 30, "g/1"), block("b", 20, "g/1", fixed_start="10:00"), block("c", 30, "g")
    )
    assert told == ["a 09:00-09:30", "b 10:00-10:20", "c 09:00-09:30"]


def test_a_run_is_as_long_as_its_longest_track() -> None:
    assert [parallel.length(run) for run in parallel.runs(ROOMS)] == [60, 10]
    assert list(parallel.tracks(ROOMS[:4])) == ["g/1", "c", "g/2"]


def test_a_group_with_one_track_is_no_group_and_a_torn_one_is_two() -> None:
    alone = [block("a", 5, "g/1"), block("b", 5, "g/1")]
    assert [one.parallel for one in parallel.tidied(alone)] == ["", ""]
    torn = [block("a", 5, "g"), block("b", 5, "g"), block("x", 5), block("c", 5, "g")]
    assert [one.parallel for one in parallel.tidied(torn)] == ["g", "g", "", ""]
    torn.append(block("d", 5, "g/2"))
    assert [one.parallel for one in parallel.tidied(torn)][3:] == ["c", "c/2"]


def test_finishing_on_time_shortens_every_room_to_the_same_end() -> None:
    plan = agenda.plan_finish(540, 570, None, ROOMS[:4])
    assert {cut.block.id: cut.after for cut in plan.cuts} == {"a": 18, "b": 12, "c": 30}
    assert (plan.ends, plan.will_end) == ("10:00", "09:30")
