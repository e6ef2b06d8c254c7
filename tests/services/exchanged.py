"""Laptops that hand bundles to one another through real files, for tests about consent."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from carefacilitator.model.records.records import Person
from carefacilitator.services.exchange.imports import Imported
from carefacilitator.services.program import Program


class Hands:
    """Writes bundles into a folder and takes them in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def seal(self, giver: Program, taker: Program, workshop: str, role: Any = "other") -> Path:
        """A bundle of a workshop for a reader in a role."""
        out = self._folder / f"{next(self._numbers)}.carebundle"
        giver.sharing.export([workshop], out, [taker.identity.card(role).recipient()])
        return out

    def give(
        self, giver: Program, taker: Program, workshop: str, role: Any = "other", **agreed: bool
    ) -> Imported:
        """The same, taken in at once."""
        path = self.seal(giver, taker, workshop, role)
        return taker.arrivals.apply(path, **{"trust": True, "forget": True, **agreed})


def name_of(program: Program, person: str) -> str:
    """The name that is kept of a person; empty where there is none."""
    found = program.workspace.find(Person, person, in_bin=True)
    return found.name if found else ""


def keeps(program: Program, words: str) -> bool:
    """Whether any value that is kept holds these words."""
    query = "SELECT 1 FROM operation WHERE value LIKE ?"
    return bool(program.workspace.database.one(query, (f"%{words}%",)))
