"""Put answers and purposes that stand in a row of their own under the question they belong to.

A question over merged cells has “Yes | No” in the row below, or what is agreed to (“Keep my data |
Photos”). That row is no person: its cells become part of the headings, as “Question / Yes”.
"""

from __future__ import annotations

from collections.abc import Sequence

from carefacilitator.interchange import consent_headings
from carefacilitator.interchange.consent_answers import NOT_UNDERSTOOD, understood
from carefacilitator.interchange.plain_text import plain

Row = Sequence[str]


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
    """Whether ``lower`` says what stands under the questions of ``upper``, and nothing else."""
    found = False
    question, width = "", 0
    for index in range(max(len(upper), len(lower))):
        head, cell = _cell(upper, index), _cell(lower, index)
        if head:
            question, width = (head if _asks(head) else ""), 0
        width += 1
        if question and cell and _is_answer(cell):
            found = found or width > 1 or bool(_cell(lower, index + 1)) and not _cell(upper, index + 1)
        elif cell and head and plain(cell) != plain(head):
            return False
    return found


def _joined(upper: Row, lower: Row) -> list[str]:
    headers: list[str] = []
    question = ""
    for index in range(max(len(upper), len(lower))):
        head, cell = _cell(upper, index), _cell(lower, index)
        if head:
            question = head
        if cell and question and _is_answer(cell):
            headers.append(f"{question} / {cell}")
        elif cell and question and _asks(question) and not head and len(headers[-1:]) and (
            headers[-1].startswith(f"{question} / ")
        ) and not _is_heading(cell):
            headers.append(f"{question} / {cell}")
        else:
            headers.append(head or cell)
            if not head and cell:
                question = ""
    return headers


def _cell(row: Row, index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _asks(text: str) -> bool:
    words = plain(text)
    return (consent_headings.asked(words) or consent_headings.may_ask(words)) is not None


def _is_answer(text: str) -> bool:
    """Whether a cell is an answer or a purpose, as they stand below a question."""
    words = plain(text)
    if not words or words.isdigit() or len(words) > 60:
        return False
    return understood(text) != NOT_UNDERSTOOD or bool(consent_headings.purposes(words))


def _is_heading(text: str) -> bool:
    from carefacilitator.interchange.headings import is_known

    return is_known(text)
