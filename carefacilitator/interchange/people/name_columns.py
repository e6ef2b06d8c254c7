"""Settle which columns make up people's names: one whole name, or its parts.

Parts that are sure beat a whole that is vague; where a whole tells the same as the parts, it is
taken. What differs little between people, or begins like an organisation, is nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carefacilitator.interchange.people import votes
from carefacilitator.interchange.people.headings import NAMES, WEAK, Heading, recognise
from carefacilitator.model.text.folding import fold

if TYPE_CHECKING:
    from carefacilitator.interchange.people.headings import Column

PARTS = ("first_name", "middle_name", "last_name")
_VAGUE = 0.8
_MORE = 1.25
"""By how much the parts must fill more rows than a whole that tells the same."""

_ENDS = re.compile(r"[/.:-]")
Rows = Sequence[Sequence[str]]


def of_a_pair(header: str, headers: Sequence[str]) -> Heading | None:
    """“personal” and “family” are parts of a name where both stand there (AMY's template)."""
    pair = {"personal": "first_name", "family": "last_name"}
    field = pair.get(fold(header).strip())
    both = pair.keys() <= {fold(one).strip() for one in headers}
    return Heading(field, 0.8, "heading") if field and both else None


def settle(guesses: Sequence[Column], rows: Rows) -> list[Column]:
    """Let the columns of names explain each other; those that lose are given up."""
    columns = _explained(guesses)
    wholes = [one for one in columns if one.field == "name"]
    parts = [one for one in columns if one.field in PARTS]
    kept = {one.index: one for one in _chosen(wholes, parts, rows)}
    return [kept.get(one.index) or _lost(one) if one.field in ("name", *PARTS) else one
            for one in columns]  # fmt: skip


def _lost(column: Column) -> Column:
    reason = "other_person" if column.confidence <= WEAK else "duplicate"
    return replace(column, field="", confidence=0.0, reason=reason, also=())


def _explained(guesses: Sequence[Column]) -> list[Column]:
    """“Nombre” beside “Apellidos” is a first name, “Nom” beside “Prénom” a last one."""
    sure = {one.field for one in guesses if one.confidence > WEAK}
    settled = []
    for column in guesses:
        if column.field == "name" and column.reason != "question":
            column = _explained_whole(column, sure)
        elif column.field == "first_name" and _only_first_by_plural(column, sure):
            column = replace(column, field="name", confidence=0.8)
        settled.append(column)
    return settled


def _explained_whole(column: Column, fields: set[str]) -> Column:
    header = fold(column.header)
    if column.reason == "machine_name":  # a form's own name: what it ends in
        header = _ENDS.split(header)[-1]
    if len(header.split()) > 1 or "/" in header or column.confidence < _VAGUE:
        return column
    if fields & {"last_name", "middle_name"} and "first_name" not in fields:
        return replace(column, field="first_name")
    if "first_name" in fields and "last_name" not in fields:
        return replace(column, field="last_name")
    return column


def _only_first_by_plural(column: Column, fields: set[str]) -> bool:
    """“Nombres” alone is the whole name."""
    alone = not fields & {"name", "last_name"}
    return alone and fold(column.header).rstrip("*: ") in ("nombres", "nombre(s)")


@dataclass(frozen=True)
class _Side:
    """What a whole name, or the parts together, tell: one text for each row."""

    columns: tuple[Column, ...]
    confidence: float
    texts: tuple[str, ...]

    @property
    def told(self) -> list[str]:
        return [text for text in self.texts if text]

    @property
    def filled(self) -> int:
        return len(self.told)


def _chosen(wholes: list[Column], parts: list[Column], rows: Rows) -> list[Column]:
    split = _side(parts, rows)
    if not any(one.field != "middle_name" for one in parts) and wholes:
        split = _side([], rows)
    sides = sorted((_side([one], rows) for one in wholes), key=_worth, reverse=True)
    whole = sides[0] if sides else _side([], rows)
    completed = _completed(whole, split)
    if completed:
        return completed
    if not split.columns or not whole.columns:
        return list((whole if whole.columns else split).columns)
    return list((whole if _whole_wins(whole, split) else split).columns)


def _side(columns: list[Column], rows: Rows) -> _Side:
    ordered = [one for field in ("name", *PARTS) for one in columns if one.field == field]
    texts = tuple(
        " ".join(row[one.index].strip() for one in ordered if row[one.index].strip())
        for row in rows
    )
    sure = max((one.confidence for one in ordered), default=0.0)
    return _Side(tuple(ordered), sure, texts if ordered else ())


def _worth(side: _Side) -> tuple[bool, bool, float, bool, float]:
    """What speaks for one whole name among several, the weightiest first."""
    told = side.told
    other = bool(told) and not _says_organisations(side)
    return bool(told), other, side.confidence, not _turned(side), votes.distinct(told)


def _turned(side: _Side) -> bool:
    """Whether names are written “Balam, Ana”."""
    return votes.share(lambda text: "," in text, side.told) > 0.5


def _says_organisations(side: _Side) -> bool:
    return votes.share(votes.is_organisation, side.told) > 0.5


def _whole_wins(whole: _Side, split: _Side) -> bool:
    if bool(whole.filled) != bool(split.filled):
        return bool(whole.filled)
    if not whole.filled:
        return whole.confidence >= split.confidence
    if _turned(whole) and not _turned(split):
        return not {"first_name", "last_name"} <= {one.field for one in split.columns}
    if _agree(whole, split):
        return whole.filled * _MORE >= split.filled
    if _says_organisations(whole) or whole.confidence < split.confidence:
        return False
    return votes.distinct(whole.told) >= votes.distinct(split.told) - 0.2


def _completed(whole: _Side, split: _Side) -> list[Column]:
    """A name and only its other half, which it does not hold, are two parts; else nothing."""
    fields = {one.field for one in split.columns} & {"first_name", "last_name"}
    if len(fields) != 1 or not whole.filled or not split.filled or _agree(whole, split):
        return []
    if whole.confidence <= WEAK or _turned(whole) or _says_organisations(whole):
        return []
    if votes.distinct(whole.told) < votes.distinct(split.told) - 0.2:
        return []
    other = "first_name" if fields == {"last_name"} else "last_name"
    return [*(replace(one, field=other) for one in whole.columns), *split.columns]


def _agree(whole: _Side, split: _Side) -> bool:
    """Whether most whole names hold the words of their parts."""
    both = [(set(fold(a).split()), set(fold(b).split()))
            for a, b in zip(whole.texts, split.texts, strict=True) if a and b]  # fmt: skip
    return sum(parts <= words for words, parts in both) * 2 > len(both)


def people_below(rows: Rows, at: int) -> int:
    """The row of headings with people below it, where row ``at`` heads a summary of a meeting.

    Reports of meetings begin with a table of one row, “Participants: 3”, and a gap.
    """
    if _heads_people(rows, at):
        return at
    gap = next((n for n in range(at + 1, len(rows)) if not any(map(str.strip, rows[n]))), None)
    later = range(gap + 1, len(rows)) if gap is not None else range(0)
    return next((n for n in later if _heads_people(rows, n)), at)


def _heads_people(rows: Rows, at: int) -> bool:
    below = rows[at + 1] if at + 1 < len(rows) else ()
    for index, cell in enumerate(rows[at]):
        found = recognise(cell)
        if found is not None and found.field in NAMES and found.confidence > WEAK:
            told = below[index].strip() if index < len(below) else ""
            if not told or votes.is_name(told):
                return True
    return False
