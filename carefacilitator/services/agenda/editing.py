"""The agenda while it is planned: blocks are added, moved, put beside each other, copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from carefacilitator.model.agenda import agenda, parallel
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.agenda.day_clock import DEFAULT_START, zone_of
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.failures import BadNumber, BadTime
from carefacilitator.services.workshops import fresh_block
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

_STEP = 10
_DAY_MINUTES = 24 * 60


class Planning:
    """What a person can do with the blocks of a workshop before it is held."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # -- reading ---------------------------------------------------------------------------

    def blocks(self, workshop_id: str) -> list[AgendaBlock]:
        """The blocks of a workshop in order."""
        return agenda.in_order(self._workspace.all(AgendaBlock, workshop_id=workshop_id))

    def _day(self, workshop_id: str, day: int) -> list[AgendaBlock]:
        return [one for one in self.blocks(workshop_id) if one.day == day]

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
        blocks = self.blocks(workshop_id)
        here = self.local_now(workshop)
        now = agenda.day_at(workshop, agenda.place(workshop, blocks), here)
        if now is None:
            return agenda.slots(workshop, blocks)[0]
        return agenda.slot_at(workshop, blocks, *now)

    def local_now(self, workshop: Workshop) -> dt.datetime:
        """This moment in the workshop's own time zone."""
        return self._workspace.clock().astimezone(zone_of(workshop))

    # -- adding and changing ---------------------------------------------------------------

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
        there = [one for one in blocks if one.day == day]
        place = there.index(before) + 1 if before in there else len(there)
        if not block.parallel:
            block = replace(block, parallel=_parallel_at(there, place))
        with self._workspace.change("block_add") as change:
            change.put(block)
            self._settle(change, [*there[:place], block, *there[place:]])
        return block

    @staticmethod
    def _settle(change: Change, day: Sequence[AgendaBlock]) -> None:
        """Number the blocks of a day in this order, and let its groups be whole."""
        for index, block in enumerate(parallel.tidied(day)):
            fields = {"position": (index + 1) * _STEP, "parallel": block.parallel}
            change.set(AgendaBlock, block.id, day=block.day, **fields)

    def edit(self, block_id: str, visit: str = "", **fields: Any) -> None:
        """Change fields of a block. Raises BadNumber or BadTime."""
        if "minutes" in fields:
            fields["minutes"] = checked_minutes(fields["minutes"])
        if fields.get("fixed_start"):
            fields["fixed_start"] = checked_time(fields["fixed_start"])
        label = "block_length" if set(fields) == {"minutes"} else "block_edit"
        with self._workspace.change(label, fields.get("minutes", 0), visit=visit) as change:
            change.set(AgendaBlock, block_id, **fields)

    def remove(self, block_id: str) -> None:
        """Move a block to the bin; whoever would be left alone in its group is a group no more."""
        block = self._workspace.get(AgendaBlock, block_id)
        left = [one for one in self._day(block.workshop_id, block.day) if one.id != block_id]
        with self._workspace.change("block_delete") as change:
            change.delete(AgendaBlock, block_id)
            for tidy in parallel.tidied(left):
                change.set(AgendaBlock, tidy.id, parallel=tidy.parallel)

    def pin(self, block_id: str) -> None:
        """Fix a block's start at the time it has now, or let it move again."""
        block = self._workspace.get(AgendaBlock, block_id)
        if block.fixed_start:
            self.edit(block_id, fixed_start="")
            return
        placed = {one.block.id: one.start for one in self.placed(block.workshop_id)}
        self.edit(block_id, fixed_start=placed[block_id])

    # -- free time before a fixed time -----------------------------------------------------

    def fill_gap(self, block_id: str) -> AgendaBlock | None:
        """A new block that takes the free time before a block whose start is fixed.

        None where none is free, or where the block runs in one of several rooms.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        gap = self._gap(block)
        if not gap or block.parallel:
            return None
        day = self._day(block.workshop_id, block.day)
        place = next(index for index, one in enumerate(day) if one.id == block_id)
        made = AgendaBlock(
            id=self._workspace.new_id(), workshop_id=block.workshop_id, day=block.day, minutes=gap
        )
        with self._workspace.change("block_add") as change:
            change.put(made)
            self._settle(change, [*day[:place], made, *day[place:]])
        return made

    def stretch_to(self, block_id: str) -> AgendaBlock | None:
        """Lengthen the block before a fixed time until it reaches it; None where none can."""
        block = self._workspace.get(AgendaBlock, block_id)
        before = agenda.before_gap(self.placed(block.workshop_id), block_id)
        if before is None:
            return None
        self.edit(before.block.id, minutes=before.block.minutes + self._gap(block))
        return before.block

    def _gap(self, block: AgendaBlock) -> int:
        placed = self.placed(block.workshop_id)
        return next(one.gap for one in placed if one.block.id == block.id)

    # -- moving ----------------------------------------------------------------------------

    def move(self, block_id: str, steps: int) -> None:
        """Move a block earlier (−1) or later (+1) within its day."""
        block = self._workspace.get(AgendaBlock, block_id)
        day = self._day(block.workshop_id, block.day)
        old = next(index for index, one in enumerate(day) if one.id == block_id)
        self.move_to(block_id, max(0, min(len(day) - 1, old + steps)))

    def move_to(self, block_id: str, index: int, day: int | None = None) -> None:
        """Move a block to a place within its day, or within another day.

        It stays in its group as long as it stands beside one of it, and joins a group it is put
        into the middle of.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        target = block.day if day is None else day
        others = [one for one in self._day(block.workshop_id, target) if one.id != block_id]
        place = max(0, min(len(others), index))
        around = {parallel.group_of(one) for one in others[max(0, place - 1) : place + 1]}
        group = _parallel_at(others, place, block)
        if not group and target == block.day and parallel.group_of(block) in around:
            group = block.parallel
        self._put_at(block, others, place, (target, group))

    def drop(self, block_id: str, day: int, index: int, beside: str = "") -> None:
        """Move a block to a place of a day, out of its group; or ``beside`` another block.

        ``index`` counts the other blocks of that day. Put between two of one group, it joins them.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        others = [one for one in self._day(block.workshop_id, day) if one.id != block_id]
        partner = next((one for one in others if one.id == beside), None)
        if partner is None:
            place = max(0, min(len(others), index))
            self._put_at(block, others, place, (day, _parallel_at(others, place, block)))
            return
        group = parallel.group_of(partner) or partner.id
        others = [
            replace(one, parallel=group) if one is partner and not one.parallel else one
            for one in others
        ]
        track = parallel.track_of(partner)
        last = max(at for at, one in enumerate(others) if parallel.track_of(one) == track)
        self._put_at(block, others, last + 1, (day, group))

    def _put_at(
        self, block: AgendaBlock, others: list[AgendaBlock], place: int, to: tuple[int, str]
    ) -> None:
        """Put a block between the others of a day; its old day closes the gap."""
        day, group = to
        moved = replace(block, day=day, parallel=group)
        with self._workspace.change("block_move") as change:
            if day != block.day:
                left = self._day(block.workshop_id, block.day)
                self._settle(change, [one for one in left if one.id != block.id])
            self._settle(change, [*others[:place], moved, *others[place:]])

    # -- at the same time ------------------------------------------------------------------

    def beside(self, block_id: str) -> bool:
        """Let a block run at the same time as the one before it, or after it again.

        Returns whether it now runs beside; the first block of a day has nothing before it.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        day = self._day(block.workshop_id, block.day)
        place = next(index for index, one in enumerate(day) if one.id == block_id)
        before = day[place - 1] if place else None
        if before is None:
            return False
        together = bool(block.parallel) and parallel.group_of(block) == parallel.group_of(before)
        together = together and not parallel.follows(before, block)
        with self._workspace.change("block_beside") as change:
            if together:
                self._settle(change, _parted(day, place))
                return False
            group = parallel.group_of(before) or before.id
            if not before.parallel:
                day[place - 1] = replace(before, parallel=group)
            day[place] = replace(block, parallel=group)
            self._settle(change, day)
        return True

    def follow(self, block_id: str) -> bool:
        """Let a block of a group follow the one before it there, as in the same room.

        Returns whether it now does: that block must run in a group. A block that follows already
        runs at the same time again.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        day = self._day(block.workshop_id, block.day)
        place = next(index for index, one in enumerate(day) if one.id == block_id)
        before = day[place - 1] if place else None
        group = parallel.group_of(before) if before is not None else ""
        if before is None or not group:
            return False
        if parallel.follows(before, block):
            return not self.beside(block_id)
        _, _, track = before.parallel.partition("/")
        named = parallel.joined(group, track or before.id)
        day[place - 1] = replace(before, parallel=named)
        room = block.room or before.room
        day[place] = replace(block, parallel=named)
        with self._workspace.change("block_follow") as change:
            change.set(AgendaBlock, block_id, room=room)
            self._settle(change, day)
        return True

    # -- copies ----------------------------------------------------------------------------

    def duplicate(self, block_id: str) -> AgendaBlock:
        """A copy of a block behind it."""
        block = self._workspace.get(AgendaBlock, block_id)
        day = self._day(block.workshop_id, block.day)
        place = next(index for index, one in enumerate(day) if one.id == block_id) + 1
        copy = fresh_block(block, self._workspace.new_id(), block.workshop_id)
        with self._workspace.change("block_duplicate") as change:
            change.put(copy)
            self._settle(change, [*day[:place], copy, *day[place:]])
        return copy

    def duplicate_day(self, workshop_id: str, day: int) -> int:
        """Copy all blocks of a day to the next day that is empty, or to a new last day.

        Returns the number of that day; 0 where there is nothing to copy. The copy begins when the
        day does, and the workshop lasts as long as it has days.
        """
        workshop = self._workspace.get(Workshop, workshop_id)
        blocks = self._day(workshop_id, day)
        if not blocks:
            return 0
        filled = {one.day for one in self.blocks(workshop_id)}
        target = next(number for number in range(day + 1, max(filled) + 2) if number not in filled)
        with self._workspace.change("day_duplicate") as change:
            names: dict[str, str] = {}
            for block in blocks:
                fresh = fresh_block(block, self._workspace.new_id(), workshop_id)
                group = parallel.group_of(block)
                names.setdefault(group, fresh.id if group else "")
                told = block.parallel.replace(group, names[group], 1) if group else ""
                change.put(replace(fresh, day=target, parallel=told))
            change.set(Workshop, workshop_id, **_with_day(workshop, day, target))
        return target


def _parallel_at(
    others: Sequence[AgendaBlock], place: int, block: AgendaBlock | None = None
) -> str:
    """What ``parallel`` holds for a block put at ``place``: something only inside a group."""
    if not 0 < place < len(others):
        return ""
    before, after = others[place - 1], others[place]
    group = parallel.group_of(before)
    if not group or group != parallel.group_of(after):
        return ""
    if parallel.follows(before, after):
        return before.parallel
    return block.parallel if block is not None and parallel.group_of(block) == group else group


def _parted(day: list[AgendaBlock], place: int) -> list[AgendaBlock]:
    """A day in which a block of a group, and those of it behind, begin after those before it."""
    group, first = parallel.group_of(day[place]), day[place].id
    return [
        replace(one, parallel=one.parallel.replace(group, first, 1))
        if at >= place and parallel.group_of(one) == group
        else one
        for at, one in enumerate(day)
    ]


def _with_day(workshop: Workshop, day: int, target: int) -> dict[str, Any]:
    """What a copy of a day changes in the workshop: its start, and the last day if it is later."""
    starts = list(workshop.day_starts) or [DEFAULT_START]
    while len(starts) < target:
        starts.append(starts[0])
    starts[target - 1] = agenda.time_of(agenda.day_start(workshop, day))
    told: dict[str, Any] = {"day_starts": tuple(starts)}
    if workshop.start:
        first = dt.date.fromisoformat(workshop.start)
        last = (first + dt.timedelta(days=target - 1)).isoformat()
        told["end"] = max(last, workshop.end or last)
    return told


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
