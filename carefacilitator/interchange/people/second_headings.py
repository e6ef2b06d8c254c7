"""Rows below the headings that only explain them: translations, names in a form, what a tool adds.

Some forms export two or three rows of headings (Qualtrics, SurveyMonkey), some people write each
heading in two languages or print it on every page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from carefacilitator.interchange.people.headings import NAMES, is_whole, plain, recognise

_IMPORT_ID = re.compile(r"\s*\{\s*['\"]ImportId['\"].*", re.IGNORECASE)
_OPEN = frozenset(
    (
        "open ended response", "response", "respuesta abierta", "respuesta", "reponse ouverte",
        "reponse libre", "reponse", "resposta aberta", "resposta", "اجابه مفتوحه", "الاجابه",
        "other please specify", "otro especifique", "autre veuillez preciser",
        "outro especifique",
    )
)  # fmt: skip
_ASKS = re.compile(r"[?؟_/:]|[a-z][A-Z]")
_CHECKED = 0.6
_TYPES = re.compile(
    r"(?:text|note|integer|decimal|select|rank|date|time|calculate|image|audio|video|file|barcode|"
    r"geo|start|end|today|deviceid|username|begin|hidden|acknowledge|range|xml-external)"
)


def is_of_a_form(row: Sequence[str]) -> bool:
    """Whether a form tool's second row of headings: ids in JSON, or “Open-Ended Response”."""
    told = [cell for cell in row if cell.strip()]
    if not told:
        return False
    if all(map(_IMPORT_ID.fullmatch, told)):
        return True
    return any(len(cell) < 40 and plain(cell) in _OPEN - {"response"} for cell in told) and all(
        len(cell) < 80 and not any(map(str.isdecimal, cell)) and "@" not in cell for cell in told
    )


def same(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether a row repeats the headings."""
    both = [(plain(a), plain(b)) for a, b in zip(row, headers, strict=False) if a.strip()]
    alike = sum(a == b != "" for a, b in both)
    return bool(alike) and (alike == len(both) or (alike > 1 and alike * 2 > len(both)))


def asks(row: Sequence[str], places: Sequence[int]) -> bool:
    """Whether what stands in these columns is written as a question or as a form's own name."""
    return any(_ASKS.search(row[place]) for place in places)


def of(row: Sequence[str], fields: Mapping[int, str]) -> tuple[int, int]:
    """How many cells of a row read like headings of what their column holds, and of other things.

    ``fields`` says what the known columns hold. Nothing is counted unless a cell in a
    column of names reads like a heading of names.
    """
    names = [index for index, field in fields.items() if field in NAMES and row[index].strip()]
    if not names or not all(_heads_names(row[index]) for index in names):
        return 0, 0
    alike = others = 0
    for index, cell in enumerate(row):
        found = recognise(cell) if 0 < len(cell) < 200 else None
        if found is None or found.confidence < _CHECKED:
            continue
        if index not in fields:
            continue
        if _kind(found.field) == _kind(fields[index]):
            alike += 1
        else:
            others += 1
    return alike, others


def _heads_names(cell: str) -> bool:
    """Cheap for what is a name: only whole headings and what is written like a question."""
    if len(cell) > 200 or any(map(str.isdecimal, cell)):
        return False
    if not _ASKS.search(cell):
        return is_whole(cell, NAMES)
    found = recognise(cell)
    return found is not None and found.field in NAMES


def _kind(field: str) -> str:
    return "name" if field in NAMES else field


def defines_a_form(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table defines a form (XLSForm: type, name, label) instead of holding answers."""
    heads = [header.strip().casefold() for header in headers]
    if not {"type", "name"} <= set(heads) or not any(head.startswith("label") for head in heads):
        return False
    at = heads.index("type")
    kinds = [row[at].strip().casefold() for row in rows if at < len(row)]
    told = [kind for kind in kinds if kind]
    return bool(told) and sum(map(bool, map(_TYPES.match, told))) * 2 > len(told)
