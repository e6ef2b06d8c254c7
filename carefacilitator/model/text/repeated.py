"""Whether one text repeats another word for word.

Accents, case, spaces, punctuation and Arabic letter variants make no difference. A run of six words
in a row is the other's sentence; a shorter text repeats where it stands in the other whole. Two
words are too few to be somebody's, unless they are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from carefacilitator.model.text.folding import fold

RUN = 6
"""So many words in a row are no accident."""
FEWEST = 3
"""A text of fewer words only repeats one that says nothing else."""

_WORD = re.compile(r"\w+")


class Repeating:
    """Texts (by a key of their own) that another text may repeat."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._runs: dict[tuple[str, ...], str] = {}
        self._whole: list[tuple[str, str]] = []
        self._sizes: set[int] = set()
        for key, text in texts:
            words = _words(text)
            if not words:
                continue
            self._whole.append((f" {' '.join(words)} ", key))
            if len(words) >= FEWEST:
                size = min(RUN, len(words))
                self._sizes.add(size)
                for run in _runs(words, size):
                    self._runs.setdefault(run, key)

    def repeated_by(self, text: str) -> str:
        """The key of a text that ``text`` repeats, or nothing."""
        words = _words(text)
        for size in sorted(self._sizes, reverse=True):
            found = next((run for run in _runs(words, size) if run in self._runs), None)
            if found is not None:
                return self._runs[found]
        if not words or len(words) >= RUN:
            return ""
        told = f" {' '.join(words)} "
        few = len(words) < FEWEST
        hits = (key for one, key in self._whole if (one == told if few else told in one))
        return next(hits, "")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _runs(words: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))
