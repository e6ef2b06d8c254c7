"""Names proposed for files: they are read by whoever sees the folder, so they name no person."""

from __future__ import annotations

import re

from carefacilitator.machine import names
from carefacilitator.model.text.folding import fold
from carefacilitator.storage import readings
from carefacilitator.storage.workspace import Workspace

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 60


def plain_code(workspace: Workspace, code: str) -> str:
    """The code of workshops for a file's name; empty where it names somebody known here."""
    return "" if _names_somebody(workspace, code) else _fitting(code)


def file_name(*parts: str, ending: str) -> str:
    """Parts that are not empty, in a row, as a name that every computer takes."""
    return names.fit("-".join(_fitting(part) for part in parts if part), ending)


def _fitting(part: str) -> str:
    return names.joined(part)[:_LONGEST]


def _names_somebody(workspace: Workspace, code: str) -> bool:
    folded = fold(code)
    if not _WORD.search(folded):  # W4: nothing to look for
        return False
    known = readings.names_of_people(workspace)
    return any(word in folded for name in known for word in _WORD.findall(fold(name)))
