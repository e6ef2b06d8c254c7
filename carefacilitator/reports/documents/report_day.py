"""The day as it was: the agenda as held against the plan, and what was noted in each block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from carefacilitator.i18n import isolate
from carefacilitator.model.agenda.agenda import minutes_of
from carefacilitator.model.document.content import BlockLine, NoteLine
from carefacilitator.reports.blocks.blocks import Block, Stack
from carefacilitator.reports.blocks.cells import (
    Desk,
    day_title,
    five_r_cell,
    hours,
    kind_cell,
    note_cell,
    room_line,
)
from carefacilitator.reports.blocks.rows import INSET, head_row, two_columns
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.documents.summary import three_columns
from carefacilitator.reports.style import ASH, GUTTER, SMALL, SMALL_ASH, SUBHEAD, TEXT, Style
from carefacilitator.reports.text.lines import Look, Span


def agenda(desk: Desk) -> Iterator[Block]:
    """Planned and held times of every block, day by day, with what that comes to."""
    words = desk.words
    if not desk.dossier.blocks:
        return
    yield desk.text(words.say("Agenda as held"), desk.section)
    held = any(block.held_start for block in desk.dossier.blocks)
    days = [list(group) for _, group in groupby(desk.dossier.blocks, key=lambda block: block.day)]
    for blocks in days:
        if len(days) > 1:
            yield desk.text(day_title(desk, blocks[0]), SUBHEAD)
        yield _table(desk, blocks, held)
    if held:
        yield desk.text(_compared(desk), SMALL_ASH)


def held_minutes(block: BlockLine) -> int | None:
    """How long a block took; None where its beginning or end was not marked."""
    start, end = minutes_of(block.held_start), minutes_of(block.held_end)
    if start is None or end is None:
        return None
    return (end - start) % (24 * 60)


def _compared(desk: Desk) -> str:
    """How many blocks were held, and what all their minutes come to against the plan."""
    words = desk.words
    working = [block for block in desk.dossier.blocks if not block.is_break]
    both = [(block.minutes, held) for block in working if (held := held_minutes(block)) is not None]
    told = words.say_n(
        "{n} of {m} block was timed.", "{n} of {m} blocks were timed.", len(both), m=len(working)
    )
    if not both:
        return told
    planned, held = sum(one for one, _ in both), sum(one for _, one in both)
    line = words.say(
        "These were planned for {planned} minutes and took {held}.", planned=planned, held=held
    )
    return f"{told} {line}"


def _table(desk: Desk, blocks: Sequence[BlockLine], held: bool) -> Block:
    words = desk.words
    labels = [words.say("Planned"), words.say("Held")] if held else [words.say("Time")]
    labels += [words.say("Block"), words.say("Minutes")]
    time, minutes = desk.paper.columns(2), desk.paper.columns(1.6)
    times = [time] * (2 if held else 1)
    middle = desk.paper.text_width - 2 * INSET - sum(times) - minutes - GUTTER * (len(times) + 1)
    layout = desk.table(*times, middle, minutes, inset=INSET)
    rows = [_row(desk, block, held) for block in blocks]
    return Table(layout, rows, head_row(desk, *labels, figures=1))


def _row(desk: Desk, block: BlockLine, held: bool) -> Row:
    style = SMALL.tinted(ASH) if block.is_break else SMALL
    cells: list[Block] = [desk.text(hours(block.start, block.end), style)]
    if held:
        cells.append(desk.text(hours(block.held_start, block.held_end), style))
    cells.append(_block_cell(desk, block, style))
    taken = held_minutes(block)
    minutes: Block = desk.text(desk.words.number(block.minutes), style.to("end"))
    if taken is not None and taken != block.minutes:
        told = desk.words.say("held: {n}", n=taken)
        minutes = Stack([minutes, desk.text(told, SMALL_ASH.to("end"))])
    return Row((*cells, minutes))


def _block_cell(desk: Desk, block: BlockLine, style: Style) -> Block:
    title = desk.text(block.title, style)
    line = room_line(desk, block)
    if block.is_break or not line:
        return title
    return Stack([title, desk.text(line, SMALL_ASH)])


def points_by_block(desk: Desk) -> Iterator[Block]:
    """Everything noted, under the block in which it was said."""
    words = desk.words
    notes: dict[str, list[NoteLine]] = {}
    known = {block.id for block in desk.dossier.blocks}
    for note in desk.dossier.notes:
        if note.text.strip() and not note.parked:
            notes.setdefault(note.block_id if note.block_id in known else "", []).append(note)
    if not notes:
        return
    yield desk.text(words.say("Key points by block"), desk.section)
    for block in desk.dossier.blocks:
        if block.id in notes:
            spans = [Span(block.title, SUBHEAD.look)]
            if block.start:
                time = isolate(hours(block.start, block.end), rtl=desk.rtl)
                spans.append(Span(f"\u00a0\u00a0{time}", Look(SMALL.size, ASH)))
            yield desk.spoken(spans, SUBHEAD, "")
            yield notes_table(desk, notes[block.id])
    if "" in notes:
        yield desk.text(words.say("Without a block"), SUBHEAD)
        yield notes_table(desk, notes[""])


def notes_table(desk: Desk, notes: Sequence[NoteLine]) -> Block:
    """Notes with their kinds, and their codes where any has one."""
    coded = any(note.codes for note in notes)
    rows = []
    for note in notes:
        kind = kind_cell(desk, desk.label("note_kind", note.kind))
        cells: tuple[Block, ...] = (kind, note_cell(desk, note, TEXT))
        rows.append(Row((*cells, five_r_cell(desk, note.codes)) if coded else cells))
    layout = three_columns(desk, 2.75) if coded else two_columns(desk, desk.paper.columns(2.75))
    return Table(layout, rows)
