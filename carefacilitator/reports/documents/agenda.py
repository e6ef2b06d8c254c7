"""The agenda on paper: for the door, and the running order for those who facilitate.

People find their room with the one for the door, so it tells the plan and not what was held, and
names nobody. The running order is for the few who hold the day: each block with its length, who
leads, what to bring, the question for the room and how it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from carefacilitator.model.document.content import BlockLine
from carefacilitator.reports.blocks.blocks import Block, PageBreak, Stack
from carefacilitator.reports.blocks.cells import DOT, Desk, day_title, hours
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.opening import opening
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.style import GUTTER, SMALL, SMALL_ASH, TABLE_HEAD, TEXT, Style

_INSET = 5.0


_Tell = Callable[[Desk, list[BlockLine]], Table]


def pages(desk: Desk) -> list[Placed]:
    """The agenda for the door: all days on one page, or each day on a page of its own."""
    return _laid_out(desk, _door_table)


def running_order(desk: Desk) -> list[Placed]:
    """The agenda for those who facilitate, laid out the same way."""
    return _laid_out(desk, _running_table)


def _laid_out(desk: Desk, tell: _Tell) -> list[Placed]:
    placed = fitted(desk, partial(_blocks, tell, apart=False), 1)
    if len(placed) > 1 and len(_days(desk)) > 1:
        return fitted(desk, partial(_blocks, tell, apart=True))
    return placed


def _days(desk: Desk) -> list[list[BlockLine]]:
    blocks = desk.dossier.blocks
    return [list(group) for _, group in groupby(blocks, key=lambda block: block.day)]


def _blocks(tell: _Tell, desk: Desk, apart: bool) -> Iterator[Block]:
    yield from opening(desk)
    days = _days(desk)
    if not days:
        yield desk.text(desk.words.say("No block is planned yet."), replace(TEXT, before=12))
    for at, blocks in enumerate(days):
        if at and apart:
            yield PageBreak()
        if len(days) > 1:
            yield desk.text(day_title(desk, blocks[0]), desk.section)
        table = tell(desk, blocks)
        table.before = 0 if len(days) > 1 else 12
        yield table


def _door_table(desk: Desk, blocks: list[BlockLine]) -> Table:
    words = desk.words
    time, room, method = (desk.paper.columns(count) for count in (2.1, 2.5, 2.5))
    title = desk.paper.text_width - 2 * _INSET - time - room - method - 3 * GUTTER
    labels = (words.say("Time"), words.say("Block"), words.say("Room"), words.say("Method"))
    head = Row(tuple(desk.text(label, TABLE_HEAD) for label in labels), head=True)
    rows = [_door_row(desk, block, told) for block, told in _grouped(desk, blocks)]
    return Table(desk.table(time, title, room, method, inset=_INSET), rows, head)


def _grouped(desk: Desk, blocks: Iterable[BlockLine]) -> Iterator[tuple[BlockLine, str]]:
    """Each block, and for one that runs beside others which of the groups it is."""
    for parallel, group in groupby(blocks, key=lambda block: block.parallel):
        members = list(group)
        tracks = list(dict.fromkeys(block.track or block.id for block in members))
        for block in members:
            if not parallel or len(tracks) < 2:
                yield block, ""
                continue
            number = tracks.index(block.track or block.id) + 1
            told = desk.words.say("Group {n} of {m}, at the same time", n=number, m=len(tracks))
            yield block, told


def _door_row(desk: Desk, block: BlockLine, beside: str) -> Row:
    style = _quiet(TEXT) if block.is_break else TEXT
    title: Block = desk.text(block.title, style)
    if beside:
        title = Stack([title, desk.text(beside, SMALL_ASH)])
    method = desk.label("session_type", block.session_type)
    return Row(
        (
            desk.text(hours(block.start, block.end), replace(style, bold=not block.is_break)),
            title,
            desk.text(block.room, _quiet(SMALL) if block.is_break else SMALL),
            desk.text(method if method != block.title else "", SMALL_ASH),
        )
    )


# --- the running order ----------------------------------------------------------------------------


def _running_table(desk: Desk, blocks: list[BlockLine]) -> Table:
    words = desk.words
    time, beside = desk.paper.columns(2.1), desk.paper.columns(3.8)
    wide = desk.paper.text_width - 2 * _INSET - time - beside - 2 * GUTTER
    labels = (words.say("Time"), words.say("Block"), words.say("Lead and materials"))
    head = Row(tuple(desk.text(label, TABLE_HEAD) for label in labels), head=True)
    rows = [_running_row(desk, block, told) for block, told in _grouped(desk, blocks)]
    return Table(desk.table(time, wide, beside, inset=_INSET), rows, head)


def _running_row(desk: Desk, block: BlockLine, beside: str) -> Row:
    words, style = desk.words, _quiet(TEXT) if block.is_break else TEXT
    method = desk.label("session_type", block.session_type)
    length = words.say("{n} min", n=block.minutes)
    when = desk.text(hours(block.start, block.end), replace(style, bold=not block.is_break))
    where = (method if method != block.title else "", block.room, beside)
    what = [desk.text(block.title, replace(style, bold=not block.is_break))]
    what += [desk.text(DOT.join(part for part in where if part), SMALL_ASH)] if any(where) else []
    if block.question:
        what.append(desk.text(words.say("Question: {words}", words=block.question), SMALL))
    what += [desk.text(line, SMALL) for line in block.instructions.splitlines() if line.strip()]
    needed = [desk.text(block.lead, replace(SMALL, bold=True))] if block.lead else []
    needed += [desk.text(line, SMALL) for line in block.materials.splitlines() if line.strip()]
    told = Stack(needed) if needed else desk.text("", SMALL)
    return Row((Stack([when, desk.text(length, SMALL_ASH)]), Stack(what), told))


def _quiet(style: Style) -> Style:
    return style.tinted(SMALL_ASH.colour)
