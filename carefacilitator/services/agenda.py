"""The agenda of a workshop: plan it, move it, and run the clock over it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carefacilitator.model import agenda
from carefacilitator.model.agenda import FinishPlan, Placed
from carefacilitator.model.records import AgendaBlock, Workshop
from carefacilitator.services import finishing
from carefacilitator.services.failures import BadNumber, BadTime
from carefacilitator.services.workshops import fresh_block
from carefacilitator.storage.workspace import Workspace

_STEP = 10
_DAY_MINUTES = 24 * 60


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


class Agenda:
    """What a person can do with the blocks of a workshop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # -- planning --------------------------------------------------------------------------

    def blocks(self, workshop_id: str) -> list[AgendaBlock]:
        """The blocks of a workshop in order."""
        return agenda.in_order(self._workspace.all(AgendaBlock, workshop_id=workshop_id))

    def placed(self, workshop_id: str) -> list[Placed]:
        """The blocks with the times that follow from their lengths."""
        workshop = self._workspace.get(Workshop, workshop_id)
        return agenda.place(workshop, self.blocks(workshop_id))

    def slots(self, workshop_id: str) -> tuple[str, ...]:
        """The half-days in which attendance is taken."""
        workshop = self._workspace.get(Workshop, workshop_id)
        return agenda.slots(workshop, self.blocks(workshop_id))

    def slot_now(self, workshop_id: str) -> str:
        """The half-day of this moment; on other days the first one."""
        workshop = self._workspace.get(Workshop, workshop_id)
        here = self.local_now(workshop)
        day = (
            (here.date() - dt.date.fromisoformat(workshop.start)).days + 1 if workshop.start else 1
        )
        blocks = self.blocks(workshop_id)
        days = {block.day for block in blocks}
        if day not in days:
            return agenda.slots(workshop, blocks)[0]
        return agenda.slot_at(workshop, blocks, day, here.strftime("%H:%M"))

    def add(
        self,
        workshop_id: str,
        title: str = "",
        minutes: int = 30,
        session_type: str = "",
        after: str = "",
        **fields: Any,
    ) -> AgendaBlock:
        """A new block behind ``after`` (a block's id), or at the end of its day."""
        blocks = self.blocks(workshop_id)
        before = next((one for one in blocks if one.id == after), None)
        day = before.day if before else int(fields.pop("day", blocks[-1].day if blocks else 1))
        fields.pop("day", None)
        block = AgendaBlock(
            id=self._workspace.new_id(),
            workshop_id=workshop_id,
            day=day,
            title=title,
            minutes=checked_minutes(minutes),
            session_type=session_type,
            **fields,
        )
        day_blocks = [one for one in blocks if one.day == day]
        place = day_blocks.index(before) + 1 if before in day_blocks else len(day_blocks)
        with self._workspace.change("block_add") as change:
            change.put(block)
            self._number(change, [*day_blocks[:place], block, *day_blocks[place:]])
        return block

    @staticmethod
    def _number(change: Any, blocks: list[AgendaBlock]) -> None:
        for index, block in enumerate(blocks):
            change.set(AgendaBlock, block.id, position=(index + 1) * _STEP)

    def edit(self, block_id: str, visit: str = "", **fields: Any) -> None:
        """Change fields of a block. Raises BadNumber or BadTime."""
        if "minutes" in fields:
            fields["minutes"] = checked_minutes(fields["minutes"])
        if fields.get("fixed_start"):
            fields["fixed_start"] = checked_time(fields["fixed_start"])
        label = "block_length" if set(fields) == {"minutes"} else "block_edit"
        with self._workspace.change(label, fields.get("minutes", 0), visit=visit) as change:
            change.set(AgendaBlock, block_id, **fields)

    def move(self, block_id: str, steps: int) -> None:
        """Move a block earlier (−1) or later (+1) within its day."""
        block = self._workspace.get(AgendaBlock, block_id)
        day = [one for one in self.blocks(block.workshop_id) if one.day == block.day]
        old = next(index for index, one in enumerate(day) if one.id == block_id)
        self.move_to(block_id, max(0, min(len(day) - 1, old + steps)))

    def move_to(self, block_id: str, index: int, day: int | None = None) -> None:
        """Move a block to a place within its day, or within another day."""
        block = self._workspace.get(AgendaBlock, block_id)
        target = block.day if day is None else day
        others = [
            one
            for one in self.blocks(block.workshop_id)
            if one.day == target and one.id != block_id
        ]
        place = max(0, min(len(others), index))
        with self._workspace.change("block_move") as change:
            if target != block.day:
                change.set(AgendaBlock, block_id, day=target)
            self._number(change, [*others[:place], block, *others[place:]])

    def duplicate(self, block_id: str) -> AgendaBlock:
        """A copy of a block behind it."""
        block = self._workspace.get(AgendaBlock, block_id)
        day = [one for one in self.blocks(block.workshop_id) if one.day == block.day]
        place = next(index for index, one in enumerate(day) if one.id == block_id) + 1
        copy = fresh_block(block, self._workspace.new_id(), block.workshop_id)
        with self._workspace.change("block_duplicate") as change:
            change.put(copy)
            self._number(change, [*day[:place], copy, *day[place:]])
        return copy

    def remove(self, block_id: str) -> None:
        """Move a block to the bin."""
        with self._workspace.change("block_delete") as change:
            change.delete(AgendaBlock, block_id)

    def pin(self, block_id: str) -> None:
        """Fix a block's start at the time it has now, or let it move again."""
        block = self._workspace.get(AgendaBlock, block_id)
        if block.fixed_start:
            self.edit(block_id, fixed_start="")
            return
        placed = {one.block.id: one.start for one in self.placed(block.workshop_id)}
        self.edit(block_id, fixed_start=placed[block_id])

    def beside(self, block_id: str) -> bool:
        """Let a block run at the same time as the one before it, or after it again.

        Returns whether it now runs beside; the first block of a day has nothing before it.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        day = [one for one in self.blocks(block.workshop_id) if one.day == block.day]
        place = next(index for index, one in enumerate(day) if one.id == block_id)
        before = day[place - 1] if place else None
        if before is None:
            return False
        together = bool(block.parallel) and block.parallel == before.parallel
        with self._workspace.change("block_beside") as change:
            if together:
                self._part(change, day, place)
                return False
            group = before.parallel or before.id
            change.set(AgendaBlock, before.id, parallel=group)
            change.set(AgendaBlock, block_id, parallel=group)
        return True

    @staticmethod
    def _part(change: Any, day: list[AgendaBlock], place: int) -> None:
        """Take a block out of its group; whoever would be left alone is a group no more."""
        group = day[place].parallel
        before = [one for one in day[:place] if one.parallel == group]
        after = [one for one in day[place + 1 :] if one.parallel == group]
        change.set(AgendaBlock, day[place].id, parallel=day[place].id if after else "")
        for one in after:
            change.set(AgendaBlock, one.id, parallel=day[place].id)
        if len(before) == 1:
            change.set(AgendaBlock, before[0].id, parallel="")

    def add_all(self, workshop_id: str, blocks: list[AgendaBlock]) -> int:
        """Put blocks that were read from a file or a template behind what is there."""
        offset = len(self.blocks(workshop_id))
        with self._workspace.change("agenda_import", len(blocks)) as change:
            for index, block in enumerate(blocks):
                fresh = fresh_block(block, self._workspace.new_id(), workshop_id)
                change.put(fresh)
                change.set(AgendaBlock, fresh.id, position=(offset + index + 1) * _STEP)
        return len(blocks)

    # -- the clock -------------------------------------------------------------------------

    def local_now(self, workshop: Workshop) -> dt.datetime:
        """This moment in the workshop's own time zone."""
        try:
            zone: dt.tzinfo | None = ZoneInfo(workshop.time_zone) if workshop.time_zone else None
        except (ZoneInfoNotFoundError, ValueError):
            zone = None
        return self._workspace.clock().astimezone(zone)

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
                together = block.parallel
                rest = blocks[index + 1 :]
                return [
                    one
                    for one in rest
                    if not (together and one.parallel == together and one.day == block.day)
                ]
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


def _from_now(
    blocks: list[AgendaBlock], start: dt.datetime
) -> tuple[tuple[tuple[AgendaBlock, str], ...], str]:
    """When each block would start if the running one ends at ``start``; and when the day ends."""
    now = start.hour * 60 + start.minute
    ahead: list[tuple[AgendaBlock, str]] = []
    together, begun = "", now
    for block in blocks:
        if not (block.parallel and block.parallel == together):
            begun, together = now, block.parallel
        fixed = agenda.minutes_of(block.fixed_start)
        starts = begun if fixed is None else max(begun, fixed)
        ahead.append((block, agenda.time_of(starts)))
        now = max(now, starts + block.minutes)
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


def checked_minutes(value: object) -> int:
    """A length between 0 minutes and a day. Raises BadNumber."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _DAY_MINUTES:
        return value
    raise BadNumber(low=0, high=_DAY_MINUTES)


def checked_time(text: str) -> str:
    """``HH:MM``. Raises BadTime."""
    found = agenda.minutes_of(text.strip())
    if found is None:
        raise BadTime(text=text[:20])
    return agenda.time_of(found)
