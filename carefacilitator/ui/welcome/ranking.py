"""Who is meant by the letters typed at the door, in the order in which somebody means them.

The beginning of the first name comes before that of any other word of the name, and this before the
organisation and the code of a sheet; the middle of a word counts only where nothing begins so. What
is typed in full comes before what is longer, who is awaited before who is marked, and who is here
already last. Every step goes over all texts at once: ten thousand people in a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from operator import contains
from typing import TypeVar

Row = TypeVar("Row")

_BETWEEN = str.maketrans(dict.fromkeys("-‐‑–'’`´.,/()\"“”«»", " "))
_ARTICLE = re.compile(r" (?:وال|ال)(\w{2,})")
"""The Arabic article, alone or after “and”: nobody begins with it who looks for a name."""
NEAR_LETTERS = 4
"""Letters from which on a word may be a slip of the hand."""


def words_of(text: str) -> str:
    """A folded text as it is searched: words with a space before and behind each."""
    spaced = f" {text.translate(_BETWEEN)} "
    if " ال" in spaced or " وال" in spaced:
        spaced += "".join(f"{found[1]} " for found in _ARTICLE.finditer(spaced))
    return spaced


def typed_words(text: str) -> tuple[str, ...]:
    """The words of what was typed and folded."""
    return tuple(text.translate(_BETWEEN).split())


def beginning(texts: Sequence[str], words: Iterable[str]) -> list[bool]:
    """Which texts (of :func:`words_of`) have a word that begins with each of ``words``."""
    return _all_of(texts, [f" {word}" for word in words])


def holding(texts: Sequence[str], words: Iterable[str]) -> list[bool]:
    """Which texts hold each of ``words`` anywhere."""
    return _all_of(texts, list(words))


def _all_of(texts: Sequence[str], parts: Sequence[str]) -> list[bool]:
    hits = [True] * len(texts)
    for part in parts:
        hits = [one and part in text for one, text in zip(hits, texts, strict=True)]
    return hits


def ordered(
    rows: Sequence[Row], names: Sequence[str], words: Sequence[str], states: Sequence[int]
) -> list[Row]:
    """The rows by how well the typed words fit their names, then by ``states``.

    A name that begins with all that was typed comes first; then the first word decides. ``names``
    are those of the rows as :func:`words_of` has them; a lower state comes first, and what is equal
    keeps its order.
    """
    begun, phrase = f" {words[0]}", " " + " ".join(words)
    whole = f"{begun} "
    fits = zip(
        map(str.startswith, names, repeat(phrase)),
        map(str.startswith, names, repeat(whole)),
        map(str.startswith, names, repeat(begun)),
        map(contains, names, repeat(whole)),
        map(contains, names, repeat(begun)),
        states,
        strict=True,
    )
    keys = [
        state - 8 * (16 * all_of_it + 8 * a + 4 * b + 2 * c + d)
        for all_of_it, a, b, c, d, state in fits
    ]
    return [rows[at] for at in sorted(range(len(rows)), key=keys.__getitem__)]


def near(
    rows: Sequence[Row], names: Sequence[str], known: Iterable[str], words: Sequence[str]
) -> list[Row]:
    """The rows whose names have every typed word but for a slip: one letter, two in a long word.

    ``known`` are the words that stand in any of the names.
    """
    hits, known = [True] * len(rows), list(known)
    for word in words:
        alike = [f" {word}", *(f" {one} " for one in known if _is_near(one, word))]
        hits = [
            hit and any(part in name for part in alike)
            for hit, name in zip(hits, names, strict=True)
        ]
    return list(compress(rows, hits))


def _is_near(one: str, word: str) -> bool:
    slips = _slips(word)
    return (
        slips > 0
        and abs(len(one) - len(word)) <= slips
        and (one[0] == word[0] or one[-1] == word[-1])
        and distance(one, word, slips) <= slips
    )


def _slips(word: str) -> int:
    return 0 if len(word) < NEAR_LETTERS else 1 if len(word) < 7 else 2


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap (neighbours) to get from one word to the other.

    Optimal string alignment; gives up with ``most + 1`` once more are needed.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for there, wanted in enumerate(other, 1):
            cost = min(last[there] + 1, row[-1] + 1, last[there - 1] + (letter != wanted))
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == wanted:
                cost = min(cost, before[there - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
