"""Finishing a late day on time: what would be cut, and the one change that cuts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from carefacilitator.model.agenda import agenda, parallel
from carefacilitator.model.agenda.agenda import Cut, FinishPlan, Placed, Running
from carefacilitator.model.agenda.day_clock import DayClock
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class Moments:
    """The clock of the day, what time it is, and by when the day is to end, in its minutes."""

    clock: DayClock
    here: dt.datetime
    until: int

    @property
    def now(self) -> int:
        """The minutes of this moment."""
        return self.clock.of(self.here)


@dataclass(frozen=True)
class ParallelRoom:
    """Another room: what runs in it, the seconds it has left, and what follows in that room."""

    block: AgendaBlock
    left: int
    rest: Sequence[AgendaBlock] = ()


def time_to_end(
    workshop: Workshop, placed: Sequence[Placed], clock: DayClock, day: int, ends: int
) -> int:
    """When a day should be over: the time it must end, where it would run past that, otherwise
    the end that was planned, or its beginning for a day without blocks.

    ``ends`` is when it would end as it stands; all are minutes on the ``clock`` of the day.
    """
    must = clock.end(workshop.must_end)
    if must is not None and ends > must:
        return must
    planned = (one.ends for one in placed if one.block.day == day)
    return max(planned, default=clock.begins)


def plan_from(
    told: Moments,
    running: AgendaBlock | None,
    left: int,
    following: Sequence[AgendaBlock],
    beside: Sequence[ParallelRoom] = (),
) -> FinishPlan:
    """The plan for a moment, with ``left`` seconds remaining of the running block, and with the
    other rooms that run ``beside`` it: they end with its room.
    """
    now, clock = told.now, told.clock
    if running is None:
        return agenda.plan_finish(now, told.until, None, following, clock)
    mine_now = _running(told, running, left)
    plan = agenda.plan_finish(now, told.until, mine_now, following, clock)
    if not plan.cuts or plan.running_ends is None:
        return plan
    after = {cut.block.id: cut.after for cut in plan.cuts}
    rest = [one for one in following if one.day == running.day and parallel.follows(running, one)]
    together = plan.running_ends + sum(after.get(one.id, one.minutes) for one in rest)
    elsewhere: list[Cut] = []
    for room in beside:
        other = _running(told, room.block, room.left)
        elsewhere += agenda.plan_finish(now, together, other, room.rest, clock).cuts
    mine = {running.id, *(one.id for one in rest)}
    first = [cut for cut in plan.cuts if cut.block.id in mine]
    return replace(plan, cuts=(*first, *elsewhere, *plan.cuts[len(first) :]))


def _running(told: Moments, block: AgendaBlock, left: int) -> Running:
    """A running block in whole minutes, as the plan counts them."""
    ends_at = told.here.astimezone(dt.UTC) + dt.timedelta(seconds=max(0, left))
    remains = told.clock.of(ends_at) - told.now
    return Running(block, block.minutes + block.added_minutes - remains, remains)


def apply(
    workspace: Workspace, plan: FinishPlan, placed: Sequence[Placed], running: AgendaBlock | None
) -> None:
    """Store a plan as one change: new lengths, and into the bin what is left out.

    The running block also takes up the minutes by which the day was late, so that the agenda tells
    the times at which everything is really held from here on and the clock is not behind any more:
    its planned end becomes its real one, while its clock goes on as the plan says.
    """
    starts = {one.block.id: one.begins for one in placed}
    with workspace.change("clock_finish", len(plan.cuts)) as change:
        clock_runs = running.minutes + running.added_minutes if running else 0
        for cut in plan.cuts:
            if running is not None and cut.block.id == running.id:
                clock_runs = cut.after
            elif not cut.after:
                change.delete(AgendaBlock, cut.block.id)
            elif cut.block.started_at:  # in another room: what its clock was given is in it
                _plan_less(change, cut.block, min(cut.block.minutes, cut.after), cut.after)
            else:
                change.set(AgendaBlock, cut.block.id, minutes=cut.after)
        if running is None or plan.running_ends is None or running.id not in starts:
            return
        minutes = plan.running_ends - starts[running.id]
        if minutes < 0:  # held on another day than planned: its place in the plan says nothing
            minutes = running.minutes
        _plan_less(change, running, minutes, clock_runs)
        _fit_beside(change, plan, [one.block for one in placed], running, minutes)


def _fit_beside(
    change: Change,
    plan: FinishPlan,
    blocks: Sequence[AgendaBlock],
    running: AgendaBlock,
    minutes: int,
) -> None:
    """Let the agenda give no other room more than the running block's room now takes.

    Only the agenda: a clock that was not cut by the plan keeps its minutes.
    """
    run = next(run for run in parallel.runs(blocks) if running.id in {one.id for one in run})
    after = {cut.block.id: cut.after for cut in plan.cuts} | {running.id: minutes}
    mine = parallel.track_of(running)
    span = sum(after.get(one.id, one.minutes) for one in parallel.tracks(run)[mine])
    for one in run:
        if one.id not in after and parallel.track_of(one) != mine and one.minutes > span:
            _plan_less(change, one, span, one.minutes + one.added_minutes)


def _plan_less(change: Change, block: AgendaBlock, planned: int, clock: int) -> None:
    """Give a block so many minutes in the agenda, and so many on its clock."""
    change.set(AgendaBlock, block.id, minutes=planned, added_minutes=clock - planned)
