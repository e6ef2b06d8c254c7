"""The agenda for the door: when, what, where and how, on one page where it fits.

People find their room with it, so it tells the plan and not what was held, and names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from carefacilitator.model.dossier import BlockLine
from carefacilitator.reports.blocks import Block, PageBreak, Stack
from carefacilitator.reports.fitting import fitted
from carefacilitator.reports.pages import Placed
from carefacilitator.reports.style import GUTTER, SMALL, SMALL_ASH, TABLE_HEAD, TEXT, Style
from carefacilitator.reports.table import Row, Table
from carefacilitator.reports.wording import Desk, day_title, hours, opening

_INSET = 5.0


def pages(desk: Desk) -> list[Placed]:
    """All days on one page, or each day on a page of its own."""
    placed = fitted(desk, partial(_blocks, apart=False), 1)
    if len(placed) > 1 and len(_days(desk)) > 1:
        return fitted(desk, partial(_blocks, apart=True))
    return placed


def _days(desk: Desk) -> list[list[BlockLine]]:
    blocks = desk.dossier.blocks
    return [list(group) for _, group in groupby(blocks, key=lambda block: block.day)]


def _blocks(desk: Desk, apart: bool) -> Iterator[Block]:
    yield from opening(desk)
    days = _days(desk)
    if not days:
        yield desk.text(desk.words.say("No block is planned yet."), replace(TEXT, before=12))
    for at, blocks in enumerate(days):
        if at and apart:
            yield PageBreak()
        if len(days) > 1:
            yield desk.text(day_title(desk, blocks[0]), desk.section)
        yield _table(desk, blocks, at=0 if len(days) > 1 else 12)


def _table(desk: Desk, blocks: list[BlockLine], at: float) -> Block:
    words = desk.words
    time, room, method = (desk.paper.columns(count) for count in (2.1, 2.5, 2.5))
    title = desk.paper.text_width - 2 * _INSET - time - room - method - 3 * GUTTER
    labels = (words.say("Time"), words.say("Block"), words.say("Room"), words.say("Method"))
    head = Row(tuple(desk.text(label, TABLE_HEAD) for label in labels), head=True)
    table = Table(
        desk.table(time, title, room, method, inset=_INSET), list(_rows(desk, blocks)), head
    )
    table.before = at
    return table


def _rows(desk: Desk, blocks: Iterable[BlockLine]) -> Iterator[Row]:
    """One row for each block; those that run at the same time say so."""
    for parallel, group in groupby(blocks, key=lambda block: block.parallel):
        members = list(group)
        for at, block in enumerate(members, 1):
            beside = (at, len(members)) if parallel and len(members) > 1 else None
            yield _row(desk, block, beside)


def _row(desk: Desk, block: BlockLine, beside: tuple[int, int] | None) -> Row:
    style = _quiet(TEXT) if block.is_break else TEXT
    title: Block = desk.text(block.title, style)
    if beside is not None:
        told = desk.words.say("Group {n} of {m}, at the same time", n=beside[0], m=beside[1])
        title = Stack([title, desk.text(told, SMALL_ASH)])
    method = desk.label("session_type", block.session_type)
    return Row(
        (
            desk.text(hours(block.start, block.end), replace(style, bold=not block.is_break)),
            title,
            desk.text(block.room, _quiet(SMALL) if block.is_break else SMALL),
            desk.text(method if method != block.title else "", SMALL_ASH),
        )
    )


def _quiet(style: Style) -> Style:
    return style.tinted(SMALL_ASH.colour)
