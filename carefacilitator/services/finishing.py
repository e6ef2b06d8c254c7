"""Finishing a late day on time: what would be cut, and the one change that cuts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from carefacilitator.model import agenda, parallel
from carefacilitator.model.agenda import FinishPlan, Placed, Running
from carefacilitator.model.records import AgendaBlock, Workshop
from carefacilitator.storage.workspace import Workspace


def time_to_end(workshop: Workshop, placed: Sequence[Placed], day: int, ends: str) -> str:
    """When a day should be over: the time it must end, where it would run past that, otherwise
    the end that was planned; an empty text for a day without blocks.

    ``ends`` is when it would end as it stands.
    """
    must = agenda.minutes_of(workshop.must_end)
    if must is not None and (agenda.minutes_of(ends) or 0) > must:
        return agenda.time_of(must)
    planned = [agenda.minutes_of(one.end) or 0 for one in placed if one.block.day == day]
    return agenda.time_of(max(planned)) if planned else ""


def plan_from(
    here: dt.datetime,
    until: str,
    running: AgendaBlock | None,
    left: int,
    following: Sequence[AgendaBlock],
) -> FinishPlan:
    """The plan for a moment ``here``, in the workshop's own time, with ``left`` seconds remaining
    of the running block."""
    now = here.hour * 60 + here.minute
    target = agenda.minutes_of(until) or now
    if running is None:
        return agenda.plan_finish(now, target, None, following)
    ends_at = here + dt.timedelta(seconds=max(0, left))
    remains = max(0, ends_at.hour * 60 + ends_at.minute - now)
    length = running.minutes + running.added_minutes
    return agenda.plan_finish(now, target, Running(running, length - remains, remains), following)


def apply(
    workspace: Workspace, plan: FinishPlan, placed: Sequence[Placed], running: AgendaBlock | None
) -> None:
    """Store a plan as one change: new lengths, and into the bin what is left out.

    The running block also takes up the minutes by which the day was late, so that the agenda tells
    the times at which everything is really held from here on and the clock is not behind any more:
    its planned end becomes its real one, while its clock goes on as the plan says.
    """
    starts = {one.block.id: agenda.minutes_of(one.start) or 0 for one in placed}
    with workspace.change("clock_finish", len(plan.cuts)) as change:
        clock_runs = running.minutes + running.added_minutes if running else 0
        for cut in plan.cuts:
            if running is not None and cut.block.id == running.id:
                clock_runs = cut.after
            elif not cut.after:
                change.delete(AgendaBlock, cut.block.id)
            else:
                change.set(AgendaBlock, cut.block.id, minutes=cut.after)
        if running is None or plan.running_ends is None or running.id not in starts:
            return
        minutes = plan.running_ends - starts[running.id]
        if minutes < 0:  # held on another day than planned: its place in the plan says nothing
            minutes = running.minutes
        change.set(AgendaBlock, running.id, minutes=minutes, added_minutes=clock_runs - minutes)
        for one in placed:
            group = parallel.group_of(running)
            beside = group and parallel.group_of(one.block) == group
            beside = beside and parallel.track_of(one.block) != parallel.track_of(running)
            same_day = one.block.day == running.day and one.block.id != running.id
            if beside and same_day and one.block.minutes > minutes:
                change.set(AgendaBlock, one.block.id, minutes=minutes)
