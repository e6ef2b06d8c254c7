"""Put answers and purposes that stand in a row of their own under the question they belong to.

A question over merged cells has “Yes | No” in the row below, or what is agreed to (“Keep my data |
Photos”). That row is no person: its cells become part of the headings, as “Question / Yes”.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carefacilitator.interchange.people import consent_headings
from carefacilitator.interchange.people.consent_answers import NOT_UNDERSTOOD, understood
from carefacilitator.interchange.tables.plain_text import plain

Row = Sequence[str]
_LONGEST = 60


class _Span(NamedTuple):
    """A heading and the columns it stands over: those to the next heading."""

    heading: str
    columns: range

    @property
    def asks(self) -> bool:
        """Whether the heading asks people to agree."""
        words = plain(self.heading)
        return (consent_headings.asked(words) or consent_headings.may_ask(words)) is not None

    def answered(self, lower: Row) -> set[str]:
        """The different answers that stand below the heading, where it covers several columns."""
        cells = [_cell(lower, at) for at in self.columns] if len(self.columns) > 1 else []
        return {plain(cell) for cell in cells if _is_answer(cell)}


def lifted(rows: Sequence[Row], at: int) -> tuple[list[str], int]:
    """The headings, and where the rows below them begin; ``at`` is the row of headings."""
    headers = list(rows[at])
    below = rows[at + 1] if at + 1 < len(rows) else []
    above = rows[at - 1] if at else []
    if _explains(headers, below):
        return _joined(headers, below), at + 2
    if _explains(above, headers):
        return _joined(above, headers), at + 1
    return headers, at + 1


def _explains(upper: Row, lower: Row) -> bool:
    """Whether ``lower`` says what stands under the questions of ``upper``, and tells no person."""
    found = False
    for span in _spans(upper, lower):
        first = _cell(lower, span.columns[0])
        if len(span.answered(lower)) > 1:
            found = found or span.asks
        elif span.heading and first and plain(first) != plain(span.heading):
            return False
    return found


def _joined(upper: Row, lower: Row) -> list[str]:
    headers: list[str] = []
    for span in _spans(upper, lower):
        asks = bool(span.heading) and len(span.answered(lower)) > 1
        for at in span.columns:
            cell = _cell(lower, at)
            asks = asks and not _is_another(cell)
            if asks and cell:
                headers.append(f"{span.heading} / {cell}")
            else:
                headers.append(_cell(upper, at) or cell)
    return headers


def _spans(upper: Row, lower: Row) -> list[_Span]:
    width = max(len(upper), len(lower))
    starts = [at for at in range(width) if _cell(upper, at)]
    if width and starts[:1] != [0]:
        starts.insert(0, 0)
    ends = [*starts[1:], width]
    return [
        _Span(_cell(upper, start), range(start, end))
        for start, end in zip(starts, ends, strict=True)
    ]


def _cell(row: Row, index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _is_answer(text: str) -> bool:
    """Whether a cell is an answer or a purpose, as they stand below a question."""
    words = plain(text)
    if not words or words.isdigit() or len(words) > _LONGEST:
        return False
    return understood(text) != NOT_UNDERSTOOD or bool(consent_headings.purposes(words))


def _is_another(text: str) -> bool:
    """Whether a cell is the heading of something else, to which the question does not reach."""
    from carefacilitator.interchange.people.headings import is_known

    return not _is_answer(text) and is_known(text)
