"""The agenda of a workshop: plan it, move it, and run the clock over it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from carefacilitator.model.agenda import agenda, parallel
from carefacilitator.model.agenda.agenda import FinishPlan, Placed
from carefacilitator.model.agenda.day_clock import DayClock, day_clock, zone_of
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.agenda import shorten
from carefacilitator.services.agenda.editing import Planning, checked_time
from carefacilitator.storage.change import Change

_ROOM = "room "
"""The room the clock follows, kept with the workspace, one value a workshop; it never travels."""
_HOURS_AWAY = 3 * 60
"""Minutes off its planned beginning from which a day is asked about before it begins."""
_SAME_TIME = 60
"""Seconds by which rooms that end together may differ."""


@dataclass(frozen=True)
class RoomClock:
    """One of several rooms that run side by side: its block, the seconds left of it, its length
    in seconds, its end (``HH:MM``)."""

    block: AgendaBlock
    left: int
    length: int
    until: str


@dataclass(frozen=True)
class ClockState:
    """What the clock shows.

    ``now`` is the running block or None; ``left`` the seconds that remain of it (negative: over
    time), ``length`` its whole length in seconds; ``until`` when it should
    end (``HH:MM``), also once that is past; ``behind`` how many minutes the day is behind its plan
    (negative: ahead); ``following`` the blocks to come with the times they would start now;
    ``day_ends`` when the day would end, ``should_end`` when it should (``time_to_end``),
    ``runs_over`` the minutes between (0: it ends in time), ``day_over`` that all of a day was held
    and nothing runs. Where several rooms run side
    by side, ``now`` is that of the chosen one, ``rooms`` has them all, and ``goes_on`` is the room
    that would still run after “next”, or None where the whole day goes on.
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
    rooms: tuple[RoomClock, ...] = ()
    goes_on: AgendaBlock | None = None
    runs_over: int = 0
    day_over: bool = False


@dataclass(frozen=True)
class StartDoubt:
    """Why a day had better not begin now: ``planned`` and ``now`` on the workshop's own clock.

    ``days`` is how many days later than planned this is (negative: earlier, 0: another hour).
    """

    planned: dt.datetime
    now: dt.datetime

    @property
    def days(self) -> int:
        """How many days after the planned date this is."""
        return (self.now.date() - self.planned.date()).days


class Agenda(Planning):
    """What a person can do with the blocks of a workshop: plan them, and run the clock."""

    # -- the clock -------------------------------------------------------------------------

    def start(self, block_id: str) -> None:
        """Start a block now, with those beside it; what was running before it ends.

        Within a group of rooms only the block's own room moves on.
        """
        block = self._workspace.get(AgendaBlock, block_id)
        with self._workspace.change("clock_start") as change:
            self._begin(change, block)

    def _begin(self, change: Change, block: AgendaBlock) -> None:
        workshop = self._workspace.get(Workshop, block.workshop_id)
        blocks = self.blocks(workshop.id)
        running = parallel.running(blocks, workshop.current_block_id)
        others = [one for one in running if _runs_beside(block, one)]
        now = self._workspace.now()
        for one in running:
            if one not in others:
                change.set(AgendaBlock, one.id, ended_at=now)
        beside = [] if others else _first_beside(blocks, block)
        for one in (block, *beside):
            change.set(
                AgendaBlock,
                one.id,
                started_at=now,
                ended_at="",
                paused_seconds=0,
                added_minutes=0,
            )
        # Where another room holds the place of the day, it stays there: two laptops in two rooms
        # do not write the same field.
        if workshop.current_block_id not in {one.id for one in others}:
            change.set(Workshop, workshop.id, current_block_id=block.id)
        if not others:
            change.set(Workshop, workshop.id, paused_at="")

    def start_doubt(self, workshop_id: str) -> StartDoubt | None:
        """Why the day that would begin with “next” had better not, or None where nothing speaks
        against it: it is planned for another date, or for hours away.
        """
        workshop = self._workspace.get(Workshop, workshop_id)
        following = self._following(workshop)
        if self._running(workshop)[1] is not None or not following:
            return None
        day = following[0].day
        if any(one.started_at for one in self._day(workshop_id, day)):
            return None
        clock, here = day_clock(workshop, day), self.local_now(workshop)
        planned = clock.moment(clock.begins)
        if planned is None or abs(clock.of(here) - clock.begins) < _HOURS_AWAY:
            return None
        return StartDoubt(planned.replace(tzinfo=None), here.replace(tzinfo=None))

    def next(self, workshop_id: str, days: int = 0) -> AgendaBlock | None:
        """End the running block and start the following one; None when the day is over.

        The next day does not begin by itself. ``days`` moves the workshop by so many days in the
        same step, for a day that is held on another date than was planned.

        With several rooms this is done in the chosen one. After its last block the clock goes to a
        room that was to run longer; without one, the whole day goes on.
        """
        workshop = self._workspace.get(Workshop, workshop_id)
        running, shown = self._running(workshop)
        following = [
            one for one in self._following(workshop) if shown is None or one.day == shown.day
        ]
        stays = self._stays(workshop, running, shown)
        with self._workspace.change("clock_next") as change:
            for name in ("start", "end") if days else ():
                if told := getattr(workshop, name):
                    moved = dt.date.fromisoformat(told) + dt.timedelta(days=days)
                    change.set(Workshop, workshop_id, **{name: moved.isoformat()})
            if stays and shown is not None:
                change.set(AgendaBlock, shown.id, ended_at=self._workspace.now())
                if workshop.current_block_id not in {one.id for one in stays}:
                    change.set(Workshop, workshop_id, current_block_id=stays[0].id)
            elif following:
                self._begin(change, following[0])
            else:
                for one in running:
                    change.set(AgendaBlock, one.id, ended_at=self._workspace.now())
                change.set(Workshop, workshop_id, current_block_id="", paused_at="")
        if stays:
            self._workspace.set_meta(_ROOM + workshop_id, parallel.track_of(stays[0]))
            return stays[0]
        return following[0] if following else None

    def _stays(
        self, workshop: Workshop, running: list[AgendaBlock], shown: AgendaBlock | None
    ) -> list[AgendaBlock]:
        """The rooms that go on when the chosen one is done, the one with the most to come first.

        Only the chosen one ends then: of the others, those that end at the same time too go on.
        Nothing while the chosen room has another block itself, or where no other was to run longer.
        """
        if shown is None or parallel.rest(self.blocks(workshop.id), shown):
            return []
        limit = self._to_come(workshop, shown) + _SAME_TIME
        to_come = {one.id: self._to_come(workshop, one) for one in running if one is not shown}
        others = [one for one in running if one is not shown]
        if not any(to_come[one.id] > limit for one in others):
            return []
        return sorted(others, key=lambda one: -to_come[one.id])

    def _to_come(self, workshop: Workshop, block: AgendaBlock) -> int:
        """Seconds until a room is done with its block and those after it."""
        rest = parallel.rest(self.blocks(workshop.id), block)
        return max(0, self._left(workshop, block)) + 60 * sum(one.minutes for one in rest)

    def _running(self, workshop: Workshop) -> tuple[list[AgendaBlock], AgendaBlock | None]:
        """What runs in each room, and that of the chosen room."""
        running = parallel.running(self.blocks(workshop.id), workshop.current_block_id)
        chosen = self._workspace.meta(_ROOM + workshop.id)
        pointed = [one for one in running if one.id == workshop.current_block_id]
        found = [one for one in running if parallel.track_of(one) == chosen] or pointed
        return running, found[0] if found else None

    def choose_room(self, workshop_id: str, block_id: str = "") -> AgendaBlock | None:
        """Let the clock follow the room in which a block runs, or without one the next room.

        A choice of this computer: it is kept, does not travel, and changes nothing of the day.
        Returns the block that runs there, None where nothing runs.
        """
        running, shown = self._running(self._workspace.get(Workshop, workshop_id))
        if shown is None:
            return None
        known = {one.id: one for one in running}
        after = running[(running.index(shown) + 1) % len(running)]
        chosen = known.get(block_id, shown) if block_id else after
        self._workspace.set_meta(_ROOM + workshop_id, parallel.track_of(chosen))
        return chosen

    def _following(self, workshop: Workshop) -> list[AgendaBlock]:
        shown = self._running(workshop)[1]
        return self._after(workshop, shown.id if shown else workshop.current_block_id)

    def _after(self, workshop: Workshop, current: str) -> list[AgendaBlock]:
        blocks = self.blocks(workshop.id)
        for index, block in enumerate(blocks):
            if block.id == current:
                rest = blocks[index + 1 :]
                return [one for one in rest if not _runs_beside(block, one)]
        return [block for block in blocks if not block.ended_at]

    def pause(self, workshop_id: str) -> None:
        """Stop the clock, or let it go on; that of every room."""
        workshop = self._workspace.get(Workshop, workshop_id)
        running, shown = self._running(workshop)
        if shown is None:
            return
        if not workshop.paused_at:
            with self._workspace.change("clock_pause") as change:
                change.set(Workshop, workshop_id, paused_at=self._workspace.now())
            return
        lost = max(0, _seconds(workshop.paused_at, self._workspace.now()))
        with self._workspace.change("clock_resume") as change:
            for one in running:
                change.set(AgendaBlock, one.id, paused_seconds=one.paused_seconds + lost)
            change.set(Workshop, workshop_id, paused_at="")

    def more_time(self, workshop_id: str, minutes: int = 5) -> None:
        """Give the running block more minutes, that of the chosen room."""
        block = self._running(self._workspace.get(Workshop, workshop_id))[1]
        if block is not None:
            with self._workspace.change("clock_more", minutes) as change:
                change.set(AgendaBlock, block.id, added_minutes=block.added_minutes + minutes)

    def _left(self, workshop: Workshop, block: AgendaBlock) -> int:
        """Seconds left of a running block."""
        moment = workshop.paused_at or self._workspace.now()
        return _length(block) - (_seconds(block.started_at, moment) - block.paused_seconds)

    def face(self, workshop_id: str) -> ClockState:
        """What the clock shows at this moment."""
        with self._workspace.one_moment():
            return self._face(workshop_id)

    def _face(self, workshop_id: str) -> ClockState:
        workshop = self._workspace.get(Workshop, workshop_id)
        placed = self.placed(workshop_id)
        plan = {one.block.id: one for one in placed}
        running, block = self._running(workshop)
        done = tuple(one.block.id for one in placed if one.block.ended_at)
        following = self._following(workshop)
        if block is None:
            ahead = tuple((one, plan[one.id].start) for one in following)
            ends = max(placed, key=lambda one: (one.block.day, one.ends)).end if placed else ""
            last = max((one.block.day for one in placed if one.block.ended_at), default=0)
            over = bool(done) and not any(one.day <= last for one in following)
            return ClockState(None, "", 0, 0, "", False, 0, ahead, ends, done, day_over=over)
        here, left = self.local_now(workshop), self._left(workshop, block)
        clock, planned = _clock_of(workshop, block.day, placed, block.started_at)
        ends_at = clock.of(_after(here, max(0, left)))
        behind = ends_at - plan[block.id].ends if planned else 0
        same_day = [one for one in following if one.day == block.day]
        together = clock.of(_after(here, self._until_all_done(workshop)))
        ahead, day_ends = _from_now(same_day, ends_at, block, together, clock)
        should_end = shorten.time_to_end(workshop, placed, clock, block.day, day_ends)
        later = tuple((one, plan[one.id].start) for one in following if one.day != block.day)
        stays = self._stays(workshop, running, block)
        return ClockState(
            block,
            _local(block.started_at, here.tzinfo),
            left,
            _length(block),
            _after(here, left, workshop).strftime("%H:%M"),
            bool(workshop.paused_at),
            behind,
            ahead + later,
            clock.face(day_ends),
            done,
            clock.face(should_end),
            self._rooms(workshop, running, here) if len(running) > 1 else (),
            stays[0] if stays else None,
            max(0, day_ends - should_end),
        )

    def _rooms(
        self, workshop: Workshop, running: list[AgendaBlock], here: dt.datetime
    ) -> tuple[RoomClock, ...]:
        found = []
        for one in running:
            left = self._left(workshop, one)
            until = _after(here, left, workshop).strftime("%H:%M")
            found.append(RoomClock(one, left, _length(one), until))
        return tuple(found)

    def _until_all_done(self, workshop: Workshop) -> int:
        """Seconds until the last of the rooms is done."""
        running = self._running(workshop)[0]
        return max((self._to_come(workshop, one) for one in running), default=0)

    def finish_plan(self, workshop_id: str, until: str = "") -> FinishPlan:
        """How this day can end at ``until`` (``HH:MM``; empty: when it should). Writes nothing.

        Of several rooms the one counts that would be done last; the others end with it, and what
        they lose is told too. Raises BadTime.
        """
        with self._workspace.one_moment():
            return self._finish_plan(workshop_id, until)

    def _finish_plan(self, workshop_id: str, until: str) -> FinishPlan:
        face, workshop = self.face(workshop_id), self._workspace.get(Workshop, workshop_id)
        now = self._last_room(workshop)
        day = now.day if now else (face.following[0][0].day if face.following else 0)
        after = self._after(workshop, now.id if now else workshop.current_block_id)
        following = [block for block in after if block.day == day]
        here, left = self.local_now(workshop), self._left(workshop, now) if now else 0
        placed = self.placed(workshop_id)
        begun = now.started_at if now else self._workspace.now()
        clock, _ = _clock_of(workshop, day, placed, begun)
        known = clock.end(face.day_ends) if now else None
        target = shorten.time_to_end(workshop, placed, clock, day, known or 0)
        if until:
            target = clock.end(checked_time(until)) or target
        told = shorten.Moments(clock, here, target)
        blocks, running = self.blocks(workshop_id), self._running(workshop)[0]
        beside = [
            shorten.ParallelRoom(one, self._left(workshop, one), parallel.rest(blocks, one))
            for one in running
            if now is not None and one.id != now.id
        ]
        return shorten.plan_from(told, now, left, following, beside)

    def _last_room(self, workshop: Workshop) -> AgendaBlock | None:
        """What runs in the room that will be done last, the chosen one where all end together."""
        running, shown = self._running(workshop)
        if shown is None:
            return None
        least = self._to_come(workshop, shown) + _SAME_TIME
        longer = [one for one in running if self._to_come(workshop, one) > least]
        return max(longer, key=lambda one: self._to_come(workshop, one), default=shown)

    def finish_on_time(self, workshop_id: str, plan: FinishPlan) -> None:
        """Do what a plan says, as one change that can be taken back."""
        running = self._last_room(self._workspace.get(Workshop, workshop_id))
        shorten.apply(self._workspace, plan, self.placed(workshop_id), running)


def _runs_beside(running: AgendaBlock, block: AgendaBlock) -> bool:
    """Whether a block runs in another room while ``running`` does."""
    group = parallel.group_of(running)
    together = group and parallel.group_of(block) == group and block.day == running.day
    return bool(together) and parallel.track_of(block) != parallel.track_of(running)


def _first_beside(blocks: list[AgendaBlock], block: AgendaBlock) -> list[AgendaBlock]:
    """The blocks with which the other rooms begin when ``block`` begins in its own.

    A room that was begun before stays as it is.
    """
    for run in parallel.runs(blocks):
        if block.id in {one.id for one in run}:
            others = [one for one in run if _runs_beside(block, one)]
            rooms = parallel.tracks(others).values()
            return [room[0] for room in rooms if not any(one.started_at for one in room)]
    return []


def _length(block: AgendaBlock) -> int:
    """The seconds a block has."""
    return (block.minutes + block.added_minutes) * 60


def _from_now(
    blocks: list[AgendaBlock], now: int, running: AgendaBlock, together: int, clock: DayClock
) -> tuple[tuple[tuple[AgendaBlock, str], ...], int]:
    """When each block would start if the running one ends ``now``; and when the day ends.

    What follows the rooms that run now waits until they are all done: ``together``. All are minutes
    on the ``clock`` of the day.
    """
    ahead: list[tuple[AgendaBlock, str]] = []
    for run in parallel.runs(blocks):
        now = now if parallel.follows(running, run[0]) else max(now, together)
        begun = now
        reached: dict[str, int] = {}
        for block in run:
            track = parallel.track_of(block)
            at, fixed = reached.get(track, begun), clock.held(block.fixed_start)
            starts = at if fixed is None else max(at, fixed)
            ahead.append((block, clock.face(starts)))
            reached[track] = starts + block.minutes
            now = max(now, reached[track])
    return tuple(ahead), max(now, together)


def _clock_of(
    workshop: Workshop, day: int, placed: list[Placed], begun: str
) -> tuple[DayClock, bool]:
    """The clock of a day on which a block was ``begun``, and whether that is the planned date.

    A day that is held on another date is told by the clock of that date.
    """
    clock = day_clock(workshop, day)
    moment = dt.datetime.fromisoformat(begun)
    ends = max((one.ends for one in placed if one.block.day == day), default=0)
    if clock.date is not None and agenda.belongs(clock.of(moment), ends):
        return clock, True
    held = DayClock(clock.begins, moment.astimezone(clock.zone).date(), clock.zone)
    return held, False


def _after(here: dt.datetime, seconds: int, workshop: Workshop | None = None) -> dt.datetime:
    """The moment so many seconds after ``here``; with a workshop as its clock shows it.

    Counted in UTC: an hour that a local clock leaves out or has twice is an hour all the same.
    """
    then = here.astimezone(dt.UTC) + dt.timedelta(seconds=seconds)
    return then if workshop is None else then.astimezone(zone_of(workshop))


def _seconds(start: str, end: str) -> int:
    first, last = (dt.datetime.fromisoformat(text) for text in (start, end))
    return int((last - first).total_seconds())


def _local(moment: str, zone: dt.tzinfo | None) -> str:
    return dt.datetime.fromisoformat(moment).astimezone(zone).strftime("%H:%M")
