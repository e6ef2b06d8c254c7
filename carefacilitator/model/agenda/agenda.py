"""The agenda: starts that follow from lengths, fixed times, parallel groups, half-days.

Times of the day are ``HH:MM`` in records, in the workshop's own time zone; whatever is added or
compared is minutes on the clock of its day (:mod:`carefacilitator.model.agenda.day_clock`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carefacilitator.model.agenda import parallel
from carefacilitator.model.agenda.day_clock import (
    DAY,
    DEFAULT_START,
    EARLY,
    REST,
    DayClock,
    day_clock,
    day_start,
    minutes_of,
    time_of,
)
from carefacilitator.model.records.records import AgendaBlock, Workshop

__all__ = ["DEFAULT_START", "day_start", "minutes_of", "time_of"]

NOON = 13 * 60
"""A block that starts from here on belongs to the afternoon."""

_SHORT_DAY = 5 * 60


@dataclass(frozen=True)
class Placed:
    """A block with the time it gets: start and end, and by how much it misses its fixed start.

    ``begins`` and ``ends`` are minutes on the clock of its day, ``start`` and ``end`` what that
    clock shows then. ``late`` is how many minutes the blocks before run over the fixed start (0:
    none), ``gap`` how many minutes stay free before it, from ``gap_start`` on.
    """

    block: AgendaBlock
    start: str
    end: str
    begins: int
    ends: int
    late: int = 0
    gap: int = 0
    gap_start: str = ""


def in_order(blocks: Iterable[AgendaBlock]) -> list[AgendaBlock]:
    """Blocks by day and position; equal positions (two laptops) by id, the same everywhere."""
    return sorted(blocks, key=lambda block: (block.day, block.position, block.id))


def place(workshop: Workshop, blocks: Iterable[AgendaBlock]) -> list[Placed]:
    """Give every block its time: each starts when the one before ends.

    A fixed start does not move: blocks before that run over it are told as ``late``, time left
    before it as ``gap``. The blocks of a parallel group start together, those of one track follow
    one another, and the next block waits for the longest of them.
    """
    placed: list[Placed] = []
    by_day: dict[int, list[AgendaBlock]] = {}
    for block in in_order(blocks):
        by_day.setdefault(block.day, []).append(block)
    for day, days_blocks in by_day.items():
        placed += _place_day(day_clock(workshop, day), days_blocks)
    return placed


def _place_day(clock: DayClock, blocks: Sequence[AgendaBlock]) -> list[Placed]:
    placed: list[Placed] = []
    now = clock.begins
    for run in parallel.runs(blocks):
        begun = now
        reached: dict[str, int] = {}
        for block in run:
            track = parallel.track_of(block)
            at = reached.get(track, begun)
            fixed = clock.held(block.fixed_start)
            start = at if fixed is None else fixed
            late = max(0, at - start) if fixed is not None else 0
            gap = max(0, start - at) if fixed is not None else 0
            end = start + max(0, block.minutes)
            faces = clock.face(start), clock.face(end)
            placed.append(Placed(block, *faces, start, end, late, gap, clock.face(at)))
            reached[track] = max(at, end)
            now = max(now, end)
    return placed


def slots(workshop: Workshop, blocks: Iterable[AgendaBlock]) -> tuple[str, ...]:
    """The half-days in which attendance is taken: ``1-am``, ``1-pm``, ``2-am`` …

    A day of five hours or less is one half-day, named after its start.
    """
    days: dict[int, list[tuple[int, int]]] = {}
    for one in place(workshop, blocks):
        days.setdefault(one.block.day, []).append((one.begins, one.ends))
    found: list[str] = []
    for day, spans in sorted(days.items()):
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        halves = {_half(start) for start, _ in spans}
        marked = {_half(first)} if last - first <= _SHORT_DAY else halves
        found += [f"{day}-{half}" for half in sorted(marked)]
    return tuple(found) or ("1-am",)


def _half(start: int) -> str:
    return "am" if start < NOON else "pm"


def day_at(
    workshop: Workshop, placed: Iterable[Placed], moment: dt.datetime
) -> tuple[int, int] | None:
    """The day a moment belongs to, and its minutes there; None where it is none of them.

    A day that runs past midnight goes on until its last block has ended, and a while longer, unless
    the next one has begun.
    """
    ends: dict[int, int] = {}
    for one in placed:
        ends[one.block.day] = max(ends.get(one.block.day, 0), one.ends)
    found = None
    for day, end in sorted(ends.items()):
        clock = day_clock(workshop, day)
        minutes = clock.of(moment)
        night = found is not None and minutes < clock.begins - EARLY
        if not night and belongs(minutes, end):
            found = day, minutes
    return found


def belongs(minutes: int, ends: int) -> bool:
    """Whether minutes on the clock of a day belong to it, which was to end at ``ends``."""
    return 0 <= minutes < max(DAY, ends + REST)


def slot_at(workshop: Workshop, blocks: Iterable[AgendaBlock], day: int, minutes: int) -> str:
    """The half-day that minutes of a day belong to, or the nearest one that exists."""
    known = slots(workshop, blocks)
    wanted = f"{day}-{_half(minutes)}"
    if wanted in known:
        return wanted
    same_day = [slot for slot in known if slot.startswith(f"{day}-")]
    return same_day[-1] if same_day else known[0]


def half_day_of(workshop: Workshop, blocks: Iterable[AgendaBlock]) -> dict[str, str]:
    """The half-day of every block, by the block's id: attendance may be taken in either."""
    every = list(blocks)
    known = slots(workshop, every)
    found: dict[str, str] = {}
    for one in place(workshop, every):
        own = [slot for slot in known if slot.startswith(f"{one.block.day}-")]
        wanted = f"{one.block.day}-{_half(one.begins)}"
        found[one.block.id] = wanted if wanted in own else own[0]
    return found


def before_gap(placed: Sequence[Placed], block_id: str) -> Placed | None:
    """The block that ends where the free time before another begins: it could take that time.

    None where no time is free, nothing is before it, or several rooms end there.
    """
    at = next((at for at, one in enumerate(placed) if one.block.id == block_id), 0)
    if not at or not placed[at].gap:
        return None
    one, before = placed[at], placed[at - 1]
    same_day = before.block.day == one.block.day
    alone = not parallel.group_of(before.block) or parallel.follows(before.block, one.block)
    reaches = before.ends == one.begins - one.gap
    return before if same_day and alone and reaches else None


def contact_minutes(placed: Iterable[Placed], breaks: frozenset[str]) -> int:
    """Minutes spent together, breaks left out; parallel blocks count once."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in placed:
        if one.block.session_type not in breaks:
            spans.setdefault(one.block.day, []).append((one.begins, one.ends))
    return sum(_covered(day) for day in spans.values())


def _covered(spans: list[tuple[int, int]]) -> int:
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


LEAST = 5
"""Minutes below which a block that can be shortened is not cut."""
_KEPT_LONGEST = ("evaluation", "commitments_round", "closing")
"""Kinds of session that are left out last, the dearest at the end."""
_LEFT_OUT_FIRST = frozenset({"energizer", "icebreaker", "break"})
_ANY_DAY = DayClock()


@dataclass(frozen=True)
class Cut:
    """What a plan to finish on time does with one block: its minutes before and after.

    For the block that is running both count from its own start; ``after`` 0 means left out.
    """

    block: AgendaBlock
    before: int
    after: int


@dataclass(frozen=True)
class FinishPlan:
    """How a day can still end at ``until``.

    ``ends`` is when it would end as it stands, ``will_end`` when it ends with the plan; ``cuts``
    names only blocks that change, in the order of the day. ``over`` tells how many minutes the day
    still runs over ``until`` (0: it fits). ``running_ends`` is when, in minutes on the clock of the
    day, the running block ends with the plan (None: none is running).
    """

    until: str
    ends: str
    will_end: str
    cuts: tuple[Cut, ...] = ()
    over: int = 0
    running_ends: int | None = None

    @property
    def left_out(self) -> tuple[AgendaBlock, ...]:
        """The blocks for which there is no time any more."""
        return tuple(cut.block for cut in self.cuts if not cut.after)


@dataclass(frozen=True)
class Running:
    """The block the clock is on: minutes it has had, minutes it has left, both from now."""

    block: AgendaBlock
    had: int
    left: int


@dataclass
class _Piece:
    """Blocks that share one stretch of the day (parallel rooms are one), and its minutes."""

    blocks: list[AgendaBlock]
    minutes: int
    planned: int
    floor: int
    fixed: int | None = None
    had: int = 0
    running: bool = False


def _fixed(blocks: Iterable[AgendaBlock], clock: DayClock) -> int | None:
    """When blocks that share a stretch of the day must start, if any of them must."""
    told = (clock.held(block.fixed_start) for block in blocks)
    return next((time for time in told if time is not None), None)


def plan_finish(
    now: int,
    until: int,
    running: Running | None,
    following: Sequence[AgendaBlock],
    clock: DayClock = _ANY_DAY,
) -> FinishPlan:
    """Shorten what may be shortened so that the day ends by ``until``, and so that fixed times
    before it are met.

    ``now`` and ``until`` are minutes on the ``clock`` of the day, ``following`` the blocks of it
    still to come, in order. Fixed blocks keep start and length; the others lose minutes in
    proportion, no block goes below :data:`LEAST` (or its own length, where that is shorter), and
    only where that is not enough are blocks left out: breaks and warming up first, then from the
    end of the stretch, evaluation, commitments and closing last. The running block keeps what it
    has had.
    """
    pieces = _pieces(running, following, clock)
    ends = _walk(now, pieces)
    for begin, stretch, limit in _stretches(now, pieces, until):
        _shorten(stretch, limit - begin)
    will_end = _walk(now, pieces)
    cuts = tuple(cut for piece in pieces for cut in _cuts_of(piece))
    running_ends = now + pieces[0].minutes if running is not None else None
    over = max(0, will_end - until)
    faces = clock.face(until), clock.face(ends), clock.face(will_end)
    return FinishPlan(*faces, cuts, over, running_ends)


def _pieces(
    running: Running | None, following: Sequence[AgendaBlock], clock: DayClock
) -> list[_Piece]:
    pieces: list[_Piece] = []
    if running is not None:
        left = max(0, running.left)
        fixed = _fixed([running.block], clock)
        floor = left if fixed is not None else min(LEAST, left)
        pieces.append(_Piece([running.block], left, left, floor, fixed, running.had, running=True))
    for run in parallel.runs(following):
        minutes = parallel.length(run)
        pieces.append(_Piece(run, minutes, minutes, 0, _fixed(run, clock)))
    for piece in pieces:
        if not piece.running:
            piece.floor = piece.minutes if piece.fixed is not None else min(LEAST, piece.minutes)
    return pieces


def _walk(now: int, pieces: Iterable[_Piece]) -> int:
    """When the last of the pieces ends, each starting when the one before ends or at its time."""
    for piece in pieces:
        fixed = None if piece.running else piece.fixed
        now = (now if fixed is None else max(now, fixed)) + piece.minutes
    return now


def _stretches(
    now: int, pieces: Sequence[_Piece], until: int
) -> Iterable[tuple[int, list[_Piece], int]]:
    """Runs of pieces between fixed times: when each begins, the pieces, when it must be over.

    Lazy: a stretch begins where the ones before, already shortened, really end.
    """
    stretch: list[_Piece] = []
    begin = now
    for index, piece in enumerate(pieces):
        if piece.fixed is None or piece.running:
            stretch.append(piece)
            continue
        if stretch:
            yield begin, stretch, piece.fixed
        stretch, begin = [], _walk(now, pieces[: index + 1])
    if stretch:
        yield begin, stretch, until


def _shorten(stretch: list[_Piece], room: int) -> None:
    """Bring the minutes of a stretch down to ``room``, a minute at a time, in proportion."""
    total = sum(piece.minutes for piece in stretch)
    least = sum(piece.floor for piece in stretch)
    for index in sorted(range(len(stretch)), key=lambda at: (_worth(stretch[at]), -at)):
        piece = stretch[index]
        if least <= room or piece.running:
            break
        total, least = total - piece.minutes, least - piece.floor
        piece.minutes = piece.floor = 0
    while total > room:
        able = [piece for piece in stretch if piece.minutes > piece.floor]
        if not able:
            return
        least_hurt = max(able, key=lambda piece: (piece.minutes - 1) / piece.planned)
        least_hurt.minutes -= 1
        total -= 1


def _worth(piece: _Piece) -> int:
    """How dear a piece is: what is worth least is left out first."""
    if piece.running:
        return len(_KEPT_LONGEST) + 2
    kinds = {block.session_type for block in piece.blocks}
    dear = max((_KEPT_LONGEST.index(kind) for kind in kinds if kind in _KEPT_LONGEST), default=-1)
    return dear + 2 if dear >= 0 else int(not kinds <= _LEFT_OUT_FIRST)


def _cuts_of(piece: _Piece) -> list[Cut]:
    if piece.minutes == piece.planned:
        return []
    if piece.running:
        before = piece.had + piece.planned
        return [Cut(piece.blocks[0], before, piece.had + piece.minutes)]
    cuts = []
    for track in parallel.tracks(piece.blocks).values():
        cuts += _cuts_in(track, piece.minutes)
    order = [block.id for block in piece.blocks]
    return sorted(cuts, key=lambda cut: order.index(cut.block.id))


def _cuts_in(track: Sequence[AgendaBlock], room: int) -> list[Cut]:
    """What the blocks of one track lose so that together they take no more than ``room``."""
    total = sum(max(0, block.minutes) for block in track)
    if total <= room:
        return []
    cuts, begun, passed = [], 0, 0
    for block in track:  # each ends at its share of the way, so that nothing is lost by rounding
        passed += max(0, block.minutes)
        end = room * passed // total
        if end - begun < block.minutes:
            cuts.append(Cut(block, block.minutes, end - begun))
        begun = end
    return cuts
