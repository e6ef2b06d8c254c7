"""The sign-in sheet: a row for everybody known and for those who walk in, a column per half-day.

The anonymous sheet has numbered rows only, and asks for a mark instead of a signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from carefacilitator.model.document.content import SignInLine
from carefacilitator.reports.blocks.blocks import Block, PageBreak, Space, Stack
from carefacilitator.reports.blocks.cells import Desk, half_day, half_day_date
from carefacilitator.reports.blocks.opening import opening
from carefacilitator.reports.blocks.pages import Placed, lay_out
from carefacilitator.reports.blocks.table import Layout, Row, Table
from carefacilitator.reports.blocks.writing_line import WritingLine
from carefacilitator.reports.style import (
    GUTTER,
    MM,
    SMALL,
    SMALL_ASH,
    TABLE_HEAD,
    TEXT,
    Paper,
)

WALK_INS = 12
"""Empty rows for those who come without being on the list."""

_PADDING = 4.0
_INNER = 12 * MM - 2 * _PADDING
"""What a row of 12 mm leaves between the paddings."""
_INSET = 5.0
_UPRIGHT = 2
_UPRIGHT_ANONYMOUS = 4
"""With more half-days than this the sheet lies on its long side."""
_MOST = 6
"""More half-days than this do not leave room to sign; the sheet is then made in parts."""


def paper(desk: Desk) -> Paper:
    """The sheet, upright or on its side."""
    own = desk.paper
    most = _UPRIGHT_ANONYMOUS if desk.dossier.anonymous else _UPRIGHT
    if max(map(len, _parts(desk.dossier.half_days))) <= most:
        return own
    return own._replace(width=own.height, height=own.width)


def pages(desk: Desk) -> list[Placed]:
    """The sheet, laid out; each part of a long workshop begins on a new page."""
    return lay_out(_blocks(desk), desk.paper.text_width, desk.paper.text_height)


def _parts(half_days: Sequence[str]) -> list[tuple[str, ...]]:
    """Half-days in parts that have room to sign; a day is kept together."""
    parts: list[tuple[str, ...]] = [()]
    for _, group in groupby(half_days, key=lambda one: one.partition("-")[0]):
        day = tuple(group)
        if parts[-1] and len(parts[-1]) + len(day) > _MOST:
            parts.append(())
        parts[-1] += day
    return parts


def _blocks(desk: Desk) -> Iterator[Block]:
    for at, half_days in enumerate(_parts(desk.dossier.half_days)):
        if at:
            yield PageBreak()
        yield from opening(replace(desk, tight=True), desk.words.say("Sign-in sheet"))
        yield desk.text(_notice(desk), replace(SMALL, before=6, after=8))
        yield _anonymous(desk, half_days) if desk.dossier.anonymous else _named(desk, half_days)
        yield from _not_named(desk)


def _notice(desk: Desk) -> str:
    """What a person is told before she signs."""
    say = desk.words.say
    if desk.dossier.anonymous:
        return say(
            "This sheet only counts who is in the room. Please put a mark in one row for each "
            "half-day that you are here, and write neither your name nor your signature."
        )
    return say(
        "This sheet shows who took part. It stays with those who hold this workshop; the "
        "secretariat gets your name only if you agree to that. You may stay without signing: you "
        "are then counted without a name. To see, change or erase what is kept about you, tell "
        "the facilitator at any time."
    )


def _named(desk: Desk, half_days: Sequence[str]) -> Block:
    words = desk.words
    upright = len(half_days) <= _UPRIGHT
    code, name, own = (14, 42, 36) if upright else (14, 48, 40)
    layout = _layout(desk, (code * MM, name * MM, own * MM), len(half_days))
    labels = (words.say("Code"), words.say("Name"), words.say("Organisation"))
    heads = (*(desk.text(label, TABLE_HEAD) for label in labels), *_heads(desk, half_days))
    rows = [_known(desk, one, layout, len(half_days)) for one in desk.dossier.sign_in]
    blank = (Space(0), WritingLine(_INNER), WritingLine(_INNER))
    rows += [_row(blank, len(half_days)) for _ in range(WALK_INS)]
    return Table(layout, rows, Row(heads, head=True))


def _known(desk: Desk, one: SignInLine, layout: Layout, half_days: int) -> Row:
    cells = (
        desk.text(one.code, SMALL_ASH),
        desk.text(one.name, TEXT),
        desk.text(one.organisation, SMALL),
    )
    placed = [_Middle(cell, width) for cell, width in zip(cells, layout.widths[:3], strict=True)]
    return _row(placed, half_days)


def _anonymous(desk: Desk, half_days: Sequence[str]) -> Block:
    layout = _layout(desk, (14 * MM,), len(half_days))
    heads = (desk.text(desk.words.say("No."), TABLE_HEAD), *_heads(desk, half_days))
    rows = []
    for number in range(1, desk.dossier.expected + WALK_INS + 1):
        told = desk.text(desk.words.number(number), TEXT)
        rows.append(_row([_Middle(told, layout.widths[0])], len(half_days)))
    return Table(layout, rows, Row(heads, head=True))


def _layout(desk: Desk, first: tuple[float, ...], half_days: int) -> Layout:
    """The columns of ``first``, and the rest of the width in equal parts to sign in."""
    columns = len(first) + half_days
    rest = desk.paper.text_width - 2 * _INSET - sum(first) - GUTTER * (columns - 1)
    layout = desk.table(*first, *[rest / half_days] * half_days, inset=_INSET)
    return replace(layout, padding=_PADDING)


def _heads(desk: Desk, half_days: Sequence[str]) -> Iterator[Block]:
    for one in half_days:
        cells = [desk.text(half_day(desk, one), TABLE_HEAD)]
        date = half_day_date(desk, one)
        if date:
            cells.append(desk.text(date, SMALL_ASH))
        yield Stack(cells)


def _row(cells: Sequence[Block], half_days: int) -> Row:
    return Row((*cells, *[WritingLine(_INNER) for _ in range(half_days)]))


def _not_named(desk: Desk) -> Iterator[Block]:
    """How many of the list are not on the sheet, so that nobody takes a gap for a loss."""
    count = desk.dossier.not_named
    if count and not desk.dossier.anonymous:
        told = desk.words.say_n(
            "{n} person on the list has not agreed to be stored and is not named here.",
            "{n} people on the list have not agreed to be stored and are not named here.",
            count,
        )
        yield desk.text(told, SMALL_ASH)


class _Middle(Stack):
    """A text in the middle of a row's height."""

    def __init__(self, block: Block, width: float) -> None:
        super().__init__([Space(max(0.0, (_INNER - block.height(width)) / 2)), block])
