"""Where the rows of a long list stand: heights measured, or guessed until somebody measures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class RowPlaces:
    """Heights and places of rows in px from the top of the first; all pure reckoning."""

    def __init__(self, guess: int) -> None:
        self._guess = self._first_guess = guess
        self._heights: list[int] = []
        self._known = bytearray()
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    def reset(self, rows: int) -> None:
        """Other rows: nothing is known of them."""
        self._guess = self._first_guess
        self._heights, self._known, self._tops = [self._guess] * rows, bytearray(rows), None

    def insert(self, first: int, rows: int) -> None:
        """``rows`` rows came before the one that was the ``first``-th."""
        self._heights[first:first] = [self._guess] * rows
        self._known[first:first] = bytes(rows)
        self._tops = None

    def remove(self, first: int, rows: int) -> None:
        """``rows`` rows from the ``first``-th on are gone."""
        del self._heights[first : first + rows]
        del self._known[first : first + rows]
        self._tops = None

    def doubt(self, first: int = 0, rows: int | None = None) -> None:
        """Rows have to be measured again; until then their last height is the best guess."""
        wanted = len(self._known) - first if rows is None else rows
        self._known[first : first + wanted] = bytes(wanted)

    @property
    def all_known(self) -> bool:
        """Whether every row was measured."""
        return self._known.find(0) < 0

    def unknown(self, *, from_end: bool = False) -> int:
        """The first row (or the last) that nobody has measured; −1 when all are known."""
        return self._known.rfind(0) if from_end else self._known.find(0)

    def unknown_of(self, rows: Iterable[int]) -> list[int]:
        """Those of these rows that nobody has measured."""
        return [row for row in rows if not self._known[row]]

    def is_known(self, row: int) -> bool:
        """Whether a row was measured."""
        return bool(self._known[row])

    def learn(self, heights: Iterable[tuple[int, int]]) -> None:
        """Rows with the heights that were measured; the first ones tell what to guess of others."""
        told, guessed = list(heights), not any(self._known)
        for row, height in told:
            self._known[row] = 1
            if self._heights[row] != height:
                self._heights[row] = height
                self._tops = None
        if guessed and told and len(told) < len(self._heights):
            self._guess_by(round(sum(height for _, height in told) / len(told)))

    def _guess_by(self, guess: int) -> None:
        if guess == self._guess or any(h != self._guess for h in self._unmeasured()):
            return  # heights of an earlier width are better than one for all
        self._guess = guess
        for row, known in enumerate(self._known):
            if not known:
                self._heights[row] = guess
        self._tops = None

    def _unmeasured(self) -> Iterable[int]:
        pairs = zip(self._heights, self._known, strict=True)
        return (height for height, known in pairs if not known)

    def _all(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    def top(self, row: int) -> int:
        """Where a row begins; behind the last row, where all end."""
        return self._all()[row]

    def height(self, row: int) -> int:
        """How high a row is."""
        return self._heights[row]

    @property
    def total(self) -> int:
        """How high all rows are together."""
        return self._all()[-1]

    def at(self, y: int) -> int:
        """The row at ``y``, or −1 above and below all rows."""
        if not 0 <= y < self.total:
            return -1
        return bisect_right(self._all(), y) - 1

    def between(self, top: int, bottom: int) -> range:
        """The rows of which some lies at or below ``top`` and above ``bottom``."""
        if not self._heights or bottom <= 0 or top >= self.total:
            return range(0)
        first = bisect_right(self._all(), max(0, top)) - 1
        last = bisect_right(self._all(), min(bottom, self.total) - 1) - 1
        return range(first, last + 1)
