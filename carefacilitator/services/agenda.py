"""The agenda of a workshop: plan it, move it, and run the clock over it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from carefacilitator.model import agenda, parallel
from carefacilitator.model.agenda import FinishPlan
from carefacilitator.model.records import AgendaBlock, Workshop
from carefacilitator.services import finishing
from carefacilitator.services.planning import Planning, checked_time


@dataclass(frozen=True)
class Face:
    """What the clock shows.

    ``now`` is the running block or None; ``left`` the seconds that remain of it (negative: over
    time), ``length`` its whole length in seconds; ``until`` its end (``HH:MM``); ``behind`` how
    many minutes the day is behind its plan (negative: ahead); ``following`` the blocks to come
    with the times they would start now; ``day_ends`` when the day would end, ``should_end`` when it
    should (:func:`~carefacilitator.services.finishing.time_to_end`).
    """

    now: AgendaBlock | None
    since: str
    left: int
    length: int
    until: str
    paused: bool
    behind: int
    following: tuple[tuple[AgendaBlock, str], ...]
    day_ends: str
    done: tuple[str, ...]
    should_end: str = ""


class Agenda(Planning):
    """What a person can do with the blocks of a workshop: plan them, and run the clock."""

    # -- the clock -------------------------------------------------------------------------

    def start(self, block_id: str) -> None:
        """Start a block now; the one that was running ends."""
        block = self._workspace.get(AgendaBlock, block_id)
        with self._workspace.change("clock_start") as change:
            self._begin(change, block)

    def _begin(self, change: Any, block: AgendaBlock) -> None:
        workshop = self._workspace.get(Workshop, block.workshop_id)
        self._finish(change, workshop)
        change.set(
            AgendaBlock,
            block.id,
            started_at=self._workspace.now(),
            ended_at="",
            paused_seconds=0,
            added_minutes=0,
        )
        change.set(Workshop, workshop.id, current_block_id=block.id, paused_at="")

    def _finish(self, change: Any, workshop: Workshop) -> None:
        running = self._workspace.find(AgendaBlock, workshop.current_block_id)
        if running is not None and not running.ended_at:
            change.set(AgendaBlock, running.id, ended_at=self._workspace.now())

    def next(self, workshop_id: str) -> AgendaBlock | None:
        """End the running block and start the following one; None when the day is over."""
        workshop = self._workspace.get(Workshop, workshop_id)
        following = self._following(workshop)
        with self._workspace.change("clock_next") as change:
            if following:
                self._begin(change, following[0])
                return following[0]
            self._finish(change, workshop)
            change.set(Workshop, workshop_id, current_block_id="", paused_at="")
        return None

    def _following(self, workshop: Workshop) -> list[AgendaBlock]:
        blocks = self.blocks(workshop.id)
        for index, block in enumerate(blocks):
            if block.id == workshop.current_block_id:
                rest = blocks[index + 1 :]
                return [one for one in rest if not _runs_beside(block, one)]
        return [block for block in blocks if not block.ended_at]

    def pause(self, workshop_id: str) -> None:
        """Stop the clock, or let it go on."""
        workshop = self._workspace.get(Workshop, workshop_id)
        block = self._workspace.find(AgendaBlock, workshop.current_block_id)
        if block is None:
            return
        if not workshop.paused_at:
            with self._workspace.change("clock_pause") as change:
                change.set(Workshop, workshop_id, paused_at=self._workspace.now())
            return
        lost = _seconds(workshop.paused_at, self._workspace.now())
        with self._workspace.change("clock_resume") as change:
            change.set(AgendaBlock, block.id, paused_seconds=block.paused_seconds + max(0, lost))
            change.set(Workshop, workshop_id, paused_at="")

    def more_time(self, workshop_id: str, minutes: int = 5) -> None:
        """Give the running block more minutes."""
        workshop = self._workspace.get(Workshop, workshop_id)
        block = self._workspace.find(AgendaBlock, workshop.current_block_id)
        if block is not None:
            with self._workspace.change("clock_more", minutes) as change:
                change.set(AgendaBlock, block.id, added_minutes=block.added_minutes + minutes)

    def face(self, workshop_id: str) -> Face:
        """What the clock shows at this moment."""
        workshop = self._workspace.get(Workshop, workshop_id)
        placed = self.placed(workshop_id)
        plan = {one.block.id: one for one in placed}
        current = plan.get(workshop.current_block_id)
        block = current.block if current and current.block.started_at else None
        done = tuple(one.block.id for one in placed if one.block.ended_at)
        following = self._following(workshop)
        if block is None or current is None:
            ahead = tuple((one, plan[one.id].start) for one in following)
            ends = placed[-1].end if placed else ""
            return Face(None, "", 0, 0, "", False, 0, ahead, ends, done)
        here = self.local_now(workshop)
        length = (block.minutes + block.added_minutes) * 60
        moment = workshop.paused_at or self._workspace.now()
        left = length - (_seconds(block.started_at, moment) - block.paused_seconds)
        ends_at = here + dt.timedelta(seconds=max(0, left))
        since = _local(block.started_at, here.tzinfo)
        held_today = here.date().isoformat() == _date_of(workshop, block.day)
        behind = _minutes_between(current.end, ends_at) if held_today else 0
        same_day = [one for one in following if one.day == block.day]
        ahead, day_ends = _from_now(same_day, ends_at)
        later = tuple((one, plan[one.id].start) for one in following if one.day != block.day)
        return Face(
            block,
            since,
            left,
            length,
            ends_at.strftime("%H:%M"),
            bool(workshop.paused_at),
            behind,
            ahead + later,
            day_ends,
            done,
            finishing.time_to_end(workshop, placed, block.day, day_ends),
        )

    def finish_plan(self, workshop_id: str, until: str = "") -> FinishPlan:
        """How this day can end at ``until`` (``HH:MM``; empty: when it should). Writes nothing.

        Raises BadTime.
        """
        face, workshop = self.face(workshop_id), self._workspace.get(Workshop, workshop_id)
        day = face.now.day if face.now else (face.following[0][0].day if face.following else 0)
        following = [block for block, _time in face.following if block.day == day]
        ends = face.day_ends if face.now else ""
        should = finishing.time_to_end(workshop, self.placed(workshop_id), day, ends)
        target = checked_time(until) if until else should
        here = self.local_now(workshop)
        return finishing.plan_from(here, target, face.now, face.left, following)

    def finish_on_time(self, workshop_id: str, plan: FinishPlan) -> None:
        """Do what a plan says, as one change that can be taken back."""
        running = self.face(workshop_id).now
        finishing.apply(self._workspace, plan, self.placed(workshop_id), running)


def _runs_beside(running: AgendaBlock, block: AgendaBlock) -> bool:
    """Whether a block runs in another room while ``running`` does."""
    group = parallel.group_of(running)
    together = group and parallel.group_of(block) == group and block.day == running.day
    return bool(together) and parallel.track_of(block) != parallel.track_of(running)


def _from_now(
    blocks: list[AgendaBlock], start: dt.datetime
) -> tuple[tuple[tuple[AgendaBlock, str], ...], str]:
    """When each block would start if the running one ends at ``start``; and when the day ends."""
    now = start.hour * 60 + start.minute
    ahead: list[tuple[AgendaBlock, str]] = []
    for run in parallel.runs(blocks):
        begun = now
        reached: dict[str, int] = {}
        for block in run:
            track = parallel.track_of(block)
            at, fixed = reached.get(track, begun), agenda.minutes_of(block.fixed_start)
            starts = at if fixed is None else max(at, fixed)
            ahead.append((block, agenda.time_of(starts)))
            reached[track] = starts + block.minutes
            now = max(now, reached[track])
    return tuple(ahead), agenda.time_of(now)


def _date_of(workshop: Workshop, day: int) -> str:
    if not workshop.start:
        return ""
    first = dt.date.fromisoformat(workshop.start)
    return (first + dt.timedelta(days=day - 1)).isoformat()


def _minutes_between(planned: str, moment: dt.datetime) -> int:
    minutes = agenda.minutes_of(planned) or 0
    return moment.hour * 60 + moment.minute - minutes


def _seconds(start: str, end: str) -> int:
    first, last = (dt.datetime.fromisoformat(text) for text in (start, end))
    return int((last - first).total_seconds())


def _local(moment: str, zone: dt.tzinfo | None) -> str:
    return dt.datetime.fromisoformat(moment).astimezone(zone).strftime("%H:%M")
