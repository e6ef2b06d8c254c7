"""What a person decides about answers that are not understood, and the rows as they then stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from carefacilitator.interchange.people.attendees import AttendeeFile, AttendeeRow
from carefacilitator.interchange.people.consent_columns import HELD, STORE
from carefacilitator.model.text.folding import fold

YES, NO, OUT = "yes", "no", "out"
_STATUS = {YES: "given", NO: "refused"}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What answers (by :func:`answer_key`) and single rows (by number) mean; a row comes first.

    A meaning is ``yes`` (she may be stored), ``no`` (she is counted) or ``out`` (the row is left
    out, as if it did not stand in the file); empty takes a decision back.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)

    def of(self, row: AttendeeRow) -> str:
        """What is decided about a row; empty where nothing is."""
        if row.row in self.rows:
            return self.rows[row.row]
        return self.answers.get(answer_key(row.store_answer), "")

    def with_answer(self, key: str, meaning: str) -> Decisions:
        """The decisions in which one answer means this, for all its rows."""
        return replace(self, answers={**self.answers, key: meaning})

    def with_row(self, row: int, meaning: str) -> Decisions:
        """The decisions in which one row means this."""
        return replace(self, rows={**self.rows, row: meaning})


class Waiting(NamedTuple):
    """An answer that is not understood, with the rows in which it stands."""

    key: str
    answer: str
    rows: tuple[AttendeeRow, ...]


def answer_key(text: str) -> str:
    """What answers are compared by: folded, so that “OK?” and “ok?” are one."""
    return " ".join(fold(text).split())


def waiting(file: AttendeeFile) -> tuple[Waiting, ...]:
    """The answers of a file that wait for a decision, in the order in which they stand."""
    found: dict[str, list[AttendeeRow]] = {}
    for row in file.rows:
        if row.consents.get(STORE) == HELD and row.came != "away":
            found.setdefault(answer_key(row.store_answer), []).append(row)
    return tuple(Waiting(key, rows[0].store_answer, tuple(rows)) for key, rows in found.items())


def decided(file: AttendeeFile, decisions: Decisions) -> AttendeeFile:
    """The file with every decision put in place of the answer it is about."""
    rows = []
    for row in file.rows:
        meaning = decisions.of(row) if row.consents.get(STORE) == HELD else ""
        if meaning in _STATUS:
            row = replace(row, consents={**row.consents, STORE: _STATUS[meaning]})
        if meaning != OUT:
            rows.append(row)
    return replace(file, rows=tuple(rows))
