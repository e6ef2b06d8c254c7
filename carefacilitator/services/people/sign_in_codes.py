"""Codes read from a signed sheet: whose row each of them is, however it was written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefacilitator.model.document.sign_in_code import door_code, read_code
from carefacilitator.model.records.attendance import PRESENT
from carefacilitator.model.text.folding import fold

if TYPE_CHECKING:
    from carefacilitator.services.people.people import People, PersonLine


@dataclass(frozen=True)
class CodeBook:
    """Everybody on a list by the code of her row, and by any code of another record of hers."""

    rows: dict[str, tuple[PersonLine, ...]]

    def find(self, text: str) -> tuple[PersonLine, ...]:
        """Whose row this is: nobody, one person, or several who happen to share a code."""
        typed = _key(text)
        return self.rows.get(typed) or self.rows.get(_key(read_code(text)), ())


class SheetCodes:
    """Marks the rows of a signed sheet by their codes."""

    def __init__(self, people: People) -> None:
        self._people = people

    def book(self, workshop_id: str, slot: str) -> CodeBook:
        """The codes of everybody on a list, with their marks in a half-day."""
        rows: dict[str, dict[str, PersonLine]] = {}
        for line in self._people.lines(workshop_id, slot):
            for one in (line.participation, *line.also):
                rows.setdefault(_key(door_code(one)), {})[line.participation.id] = line
        return CodeBook({code: tuple(found.values()) for code, found in rows.items()})

    def enter(self, workshop_id: str, slot: str, codes: list[str]) -> tuple[int, list[str]]:
        """Mark the rows of these codes present in one step, as from a list of them.

        Returns how many people it marked, and the codes that name nobody or more than one.
        """
        book = self.book(workshop_id, slot)
        found = [(code, book.find(code)) for code in codes if _key(code)]
        one = [
            lines[0].participation.id
            for _, lines in found
            if len(lines) == 1 and lines[0].status not in PRESENT
        ]
        open_ = [code for code, lines in found if len(lines) != 1]
        return self._people.mark_all(list(dict.fromkeys(one)), slot), open_


def _key(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
