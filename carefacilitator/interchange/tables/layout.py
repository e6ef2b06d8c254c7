"""Find the headings among the first rows of a sheet that a person laid out for people.

Above the headings may stand a title, a date, a logo's empty rows or a row of groups; below them a
row of HXL hashtags (hxlstandard.org), which humanitarian exports carry and which is not data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

LOOKED_AT = 40
"""How many rows may stand above the headings, and how many rows below are compared with them."""

_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(?:\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*")
_CORE_TAGS = (
    " access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact"
    " country crisis currency date delivery description event frequency geo group impact indicator"
    " inneed item lang loc meta modality need operations org output population reached region"
    " respondee sector service severity status subsector targeted value "
)

Known = Callable[[str], bool]
"""Says whether a cell reads like a heading that the reader can use."""


def filled(row: Sequence[str]) -> int:
    """How many cells of a row say something."""
    return sum(bool(cell.strip()) for cell in row)


def width(row: Sequence[str]) -> int:
    """The number of cells up to the last one that says something."""
    return next((i + 1 for i in reversed(range(len(row))) if row[i].strip()), 0)


def is_hashtags(row: Sequence[str]) -> bool:
    """Whether a row is HXL's: nothing but hashtags, at least one of them of the core schema."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if not cells or not all(_TAG.fullmatch(cell) for cell in cells):
        return False
    return any(f" {re.split(r'[+ ]', cell[1:])[0].lower()} " in _CORE_TAGS for cell in cells)


def find_header(rows: Sequence[Sequence[str]], known: Known) -> int | None:
    """The index of the row of headings among the first rows, or None where all are empty.

    A row above hashtags is it. Otherwise the row with most known headings, where two are known or
    one stands in a table of one or two columns; otherwise the first row that fills at least half as
    many cells as the fullest row does.
    """
    head = rows[:LOOKED_AT]
    for index, row in enumerate(head):
        if is_hashtags(row):
            return index - 1 if index and filled(head[index - 1]) else index
    fullest = max(map(filled, head), default=0)
    if not fullest:
        return None
    counts = [sum(known(cell) for cell in row if cell.strip()) for row in head]
    best = max(counts)
    if best >= min(2, fullest):
        return counts.index(best)
    if best == 1 and filled(head[counts.index(1)]) >= min(2, fullest):
        return counts.index(1)
    enough = min(fullest, max(2, (fullest + 1) // 2))
    return next(i for i, row in enumerate(head) if filled(row) >= enough)


def known_headings(row: Sequence[str], known: Known) -> int:
    """How many cells of a row read like headings."""
    return sum(known(cell) for cell in row if cell.strip())
