"""Which records were written lately, so that a long list reads only those again."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

_KEPT = 200


class Written(NamedTuple):
    """Kinds and ids of records; nothing says which id is of which kind."""

    kinds: frozenset[str]
    records: frozenset[str]


class Touched:
    """The last changes of this program, numbered; written and read on any thread."""

    def __init__(self) -> None:
        self.number = 0
        self._last: deque[tuple[int, Written | None]] = deque(maxlen=_KEPT)

    def note(self, written: Written | None) -> None:
        """A change was committed; ``None`` where it may have touched anything (an import)."""
        self._last.append((self.number + 1, written))
        self.number += 1

    def since(self, number: int) -> Written | None:
        """What was written after the change with this number; ``None``: read everything."""
        if number == self.number:
            return Written(frozenset(), frozenset())
        last = [(one, written) for one, written in list(self._last) if one > number]
        if not last or last[0][0] != number + 1:
            return None
        kinds: set[str] = set()
        records: set[str] = set()
        for _, written in last:
            if written is None:
                return None
            kinds |= written.kinds
            records |= written.records
        return Written(frozenset(kinds), frozenset(records))
