"""The agenda: starts that follow from lengths, fixed times, parallel groups, half-days.

Times of the day are minutes since midnight inside this module and ``HH:MM`` in records, in the
workshop's own time zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carefacilitator.model.records import AgendaBlock, Workshop

DEFAULT_START = "09:00"
NOON = 13 * 60
"""A block that starts from here on belongs to the afternoon."""

_SHORT_DAY = 5 * 60


@dataclass(frozen=True)
class Placed:
    """A block with the time it gets: start and end, and by how much it misses its fixed start.

    ``late`` is how many minutes the blocks before run over the fixed start (0: none), ``gap`` how
    many minutes stay free before it.
    """

    block: AgendaBlock
    start: str
    end: str
    late: int = 0
    gap: int = 0


def minutes_of(time: str) -> int | None:
    """Minutes since midnight of ``HH:MM``, or None where it is not a time."""
    hours, colon, minutes = time.partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2:
        total = int(hours) * 60 + int(minutes)
        if int(hours) < 24 and int(minutes) < 60:
            return total
    return None


def time_of(minutes: int) -> str:
    """``HH:MM`` of minutes since midnight; past midnight it goes on as the next day's time."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def in_order(blocks: Iterable[AgendaBlock]) -> list[AgendaBlock]:
    """Blocks by day and position; equal positions (two laptops) by id, the same everywhere."""
    return sorted(blocks, key=lambda block: (block.day, block.position, block.id))


def place(workshop: Workshop, blocks: Iterable[AgendaBlock]) -> list[Placed]:
    """Give every block its time: each starts when the one before ends.

    A fixed start does not move: blocks before that run over it are told as ``late``, time left
    before it as ``gap``. Neighbours with the same ``parallel`` start together, and the next block
    waits for the longest of them.
    """
    placed: list[Placed] = []
    by_day: dict[int, list[AgendaBlock]] = {}
    for block in in_order(blocks):
        by_day.setdefault(block.day, []).append(block)
    for day, days_blocks in by_day.items():
        placed += _place_day(day_start(workshop, day), days_blocks)
    return placed


def day_start(workshop: Workshop, day: int) -> int:
    """Minutes since midnight at which a day of the workshop starts."""
    starts = workshop.day_starts
    told = starts[day - 1] if 0 < day <= len(starts) else (starts[0] if starts else DEFAULT_START)
    found = minutes_of(told)
    return found if found is not None else minutes_of(DEFAULT_START) or 540


def _place_day(now: int, blocks: Sequence[AgendaBlock]) -> list[Placed]:
    placed: list[Placed] = []
    together, begun = "", now
    for block in blocks:
        if not (block.parallel and block.parallel == together):
            begun, together = now, block.parallel
        fixed = minutes_of(block.fixed_start)
        start = begun if fixed is None else fixed
        late = max(0, begun - start) if fixed is not None else 0
        gap = max(0, start - begun) if fixed is not None else 0
        end = start + max(0, block.minutes)
        placed.append(Placed(block, time_of(start), time_of(end), late, gap))
        now = max(now, end)
    return placed


def slots(workshop: Workshop, blocks: Iterable[AgendaBlock]) -> tuple[str, ...]:
    """The half-days in which attendance is taken: ``1-am``, ``1-pm``, ``2-am`` …

    A day of five hours or less is one half-day, named after its start.
    """
    days: dict[int, list[tuple[int, int]]] = {}
    for one in place(workshop, blocks):
        start = minutes_of(one.start) or 0
        days.setdefault(one.block.day, []).append((start, start + one.block.minutes))
    found: list[str] = []
    for day, spans in sorted(days.items()):
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        halves = {_half(start) for start, _ in spans}
        marked = {_half(first)} if last - first <= _SHORT_DAY else halves
        found += [f"{day}-{half}" for half in sorted(marked)]
    return tuple(found) or ("1-am",)


def _half(start: int) -> str:
    return "am" if start < NOON else "pm"


def slot_at(workshop: Workshop, blocks: Iterable[AgendaBlock], day: int, time: str) -> str:
    """The half-day that a moment belongs to, or the nearest one that exists."""
    known = slots(workshop, blocks)
    wanted = f"{day}-{_half(minutes_of(time) or 0)}"
    if wanted in known:
        return wanted
    same_day = [slot for slot in known if slot.startswith(f"{day}-")]
    return same_day[-1] if same_day else known[0]


def contact_minutes(placed: Iterable[Placed], breaks: frozenset[str]) -> int:
    """Minutes spent together, breaks left out; parallel blocks count once."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in placed:
        if one.block.session_type not in breaks:
            start = minutes_of(one.start) or 0
            spans.setdefault(one.block.day, []).append((start, start + one.block.minutes))
    return sum(_covered(day) for day in spans.values())


def _covered(spans: list[tuple[int, int]]) -> int:
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
