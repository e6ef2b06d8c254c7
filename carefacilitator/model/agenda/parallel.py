"""Parallel groups of an agenda: who runs beside whom, and who follows whom in one room.

Neighbouring blocks of a day that share a *group* start together. Within a group each block runs by
its own clock, unless several share a *track*: those follow one another, as in one room. The field
``parallel`` of a block holds ``group`` or ``group/track``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from carefacilitator.model.records.records import AgendaBlock

_TRACK = "/"


def group_of(block: AgendaBlock) -> str:
    """The group a block runs in; empty where it runs alone."""
    return block.parallel.partition(_TRACK)[0]


def track_of(block: AgendaBlock) -> str:
    """The track of a block: what it shares with those it follows in its group."""
    return block.parallel if _TRACK in block.parallel else block.id


def joined(group: str, track: str = "") -> str:
    """What ``parallel`` holds for a group, and a track of it."""
    return f"{group}{_TRACK}{track}" if track else group


def follows(before: AgendaBlock | None, block: AgendaBlock) -> bool:
    """Whether a block follows an earlier one in the same track of a group."""
    if before is None or not group_of(block):
        return False
    return group_of(before) == group_of(block) and track_of(before) == track_of(block)


def runs(blocks: Iterable[AgendaBlock]) -> Iterator[list[AgendaBlock]]:
    """Blocks in order, those of one group together; a block alone is a run of its own."""
    run: list[AgendaBlock] = []
    for block in blocks:
        same = run and group_of(run[0]) and group_of(run[0]) == group_of(block)
        if not (same and run[0].day == block.day):
            if run:
                yield run
            run = []
        run.append(block)
    if run:
        yield run


def running(blocks: Iterable[AgendaBlock], current: str) -> list[AgendaBlock]:
    """What runs now, a block for each room: the ``current`` one (id), and those beside it."""
    for run in runs(blocks):
        if not any(one.id == current and one.started_at and not one.ended_at for one in run):
            continue
        found = []
        for track in tracks(run).values():
            now = [one for one in track if one.started_at and not one.ended_at]
            found += [next((one for one in now if one.id == current), now[-1])] if now else []
        return found
    return []


def rest(blocks: Sequence[AgendaBlock], block: AgendaBlock) -> list[AgendaBlock]:
    """What comes after a block in its own room, before the rooms come together again."""
    ids = [one.id for one in blocks]
    after = blocks[ids.index(block.id) + 1 :] if block.id in ids else []
    return [one for one in after if one.day == block.day and follows(block, one)]


def tracks(run: Iterable[AgendaBlock]) -> dict[str, list[AgendaBlock]]:
    """The tracks of one run, in order, each with its blocks."""
    found: dict[str, list[AgendaBlock]] = {}
    for block in run:
        found.setdefault(track_of(block), []).append(block)
    return found


def length(run: Iterable[AgendaBlock]) -> int:
    """Minutes that a run takes: those of its longest track."""
    found = tracks(run).values()
    return max((sum(max(0, one.minutes) for one in track) for track in found), default=0)


def tidied(day: Sequence[AgendaBlock]) -> list[AgendaBlock]:
    """The blocks of one day in order, with groups as a reader would see them.

    A group of one track is no group; a group that was torn apart is two groups.
    """
    tidy: list[AgendaBlock] = []
    seen: set[str] = set()
    for run in runs(day):
        group = group_of(run[0])
        if not group:
            tidy += run
        elif len(tracks(run)) < 2:
            tidy += [replace(one, parallel="") for one in run]
        elif group in seen:
            tidy += [_moved(one, run[0].id) for one in run]
        else:
            tidy += run
        seen.add(group)
    return tidy


def _moved(block: AgendaBlock, group: str) -> AgendaBlock:
    _, slash, track = block.parallel.partition(_TRACK)
    return replace(block, parallel=joined(group, track if slash else ""))
