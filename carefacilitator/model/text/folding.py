"""Text folded for search and matching: accents, Arabic letter variants, digits, ligatures aside.

One function serves the search index, the query, the matching of people and the recognition of
column headings, so that all of them agree on what “the same word” means. It is written in Python,
not left to a database's tokenizer: SQLite's own splits vocalised Arabic at every vowel sign.

The rules, repeated for each character until nothing changes:

* compatibility decomposition (presentation forms, full-width letters, superscripts);
* accents, Arabic vowel signs, Hebrew points, tatweel and invisible marks are dropped; the vowel
  signs of Indic and Thai scripts stay, because there they are letters;
* alef forms, hamza carriers, alef maqsura, ta marbuta and the Persian and Maghrebi shapes of a
  letter become the plain Arabic letter; a hamza that stands alone stays (علاء is not علا);
* digits of every script become 0–9, the kinds of apostrophe, quotation mark and dash become one;
* case folding; ligatures and barred letters are spelled out (œ → oe, ß → ss, ø → o, ł → l).

Folded text is for comparing only and is never shown; :func:`spans` finds a hit in the original.
"""

from __future__ import annotations

import functools
import unicodedata

_LETTERS = {
    "\u0671": "ا", "\u0672": "ا", "\u0673": "ا", "\u0675": "ا", "\u0649": "ي", "\u06cc": "ي",
    "\u06d2": "ي", "\u0629": "ه", "\u06c3": "ه", "\u06c1": "ه", "\u06be": "ه", "\u06d5": "ه",
    "\u06a9": "ك", "\u06ad": "ك", "\u0763": "ك", "\u06af": "ك", "\u06a4": "ف", "\u06a2": "ف",
    "\u067e": "ب", "\u066b": ".", "\u066c": ",",
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ŧ": "t", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "ʻ": "'", "′": "'", "´": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "\u2010": "-", "–": "-", "—": "-", "―": "-", "−": "-", "\u2044": "/",
}  # fmt: skip
_DROPPED_BLOCKS = (
    (0x0300, 0x036F),  # combining accents
    (0x0591, 0x05BD),  # Hebrew points
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),  # Arabic signs
    (0x0640, 0x0640),  # tatweel
    (0x064B, 0x065F),  # Arabic vowel signs, hamza and madda that decomposition set free
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
)


def _is_dropped(char: str) -> bool:
    point = ord(char)
    if unicodedata.category(char) == "Cf":  # direction marks, joiners, soft hyphen
        return True
    return any(first <= point <= last for first, last in _DROPPED_BLOCKS)


def _once(char: str) -> str:
    """One round of the rules for a single character."""
    known = _LETTERS.get(char)
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"  # half a character: no file and no database could hold it
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Cc":
        return " "
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not _is_dropped(c))
    plain = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in plain if not _is_dropped(c))


def _folded_character(char: str) -> str:
    before, after = char, _once(char)
    while after != before:
        before, after = after, "".join(map(_once, after))
    return after


class _Table(dict[int, str]):
    """A translation table that learns each character when it is first met."""

    def __missing__(self, point: int) -> str:
        folded = _folded_character(chr(point))
        self[point] = folded
        return folded


_TABLE = _Table()


_PLAIN = bytes(ord(_folded_character(chr(point)) or " ") for point in range(128)).ljust(256)
"""The table for text without any accent or other script: each character becomes one."""


def fold(text: str) -> str:
    """Fold ``text`` for comparing; ``fold(fold(text)) == fold(text)`` for every string."""
    if text.isascii():
        return " ".join(text.encode().translate(_PLAIN).decode().split())
    # No rule looks beyond a word, and people use the same words again and again.
    return " ".join(part for part in map(_folded_word, text.split()) if part)


@functools.lru_cache(maxsize=20_000)
def _folded_word(word: str) -> str:
    # The table gives decomposed characters, so NFD only puts marks that were kept into one order.
    return unicodedata.normalize("NFD", " ".join(word.translate(_TABLE).split()))


def fold_map(text: str) -> tuple[str, tuple[int, ...]]:
    """Fold ``text`` and say where each folded character came from.

    Returns ``(folded, positions)``, positions being one longer than folded: ``positions[i]`` is the
    index in ``text`` of the character behind ``folded[i]``, the last one is where the text ends.
    """
    if text.isascii():
        plain = fold(text)
        if len(plain) == len(text):  # each character became one, no space was taken away
            return plain, tuple(range(len(text) + 1))
    folded: list[str] = []
    positions: list[int] = []
    gap: int | None = None  # where a run of spaces began
    end = 0  # behind the last character that left something, and its dropped marks
    for index, char in enumerate(text):
        for out in _TABLE[ord(char)] or ("",):
            if out.isspace():
                gap = index if gap is None else gap
                continue
            if out:
                if gap is not None and folded:
                    folded.append(" ")
                    positions.append(gap)
                gap = None
                folded.append(out)
                positions.append(index)
            if gap is None:
                end = index + 1
    positions.append(end)
    return unicodedata.normalize("NFD", "".join(folded)), tuple(positions)


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Find every place in the original ``text`` where ``query`` matches, as ``(start, end)``.

    Places do not overlap; an empty query matches nowhere.
    """
    wanted = fold(query)
    if not wanted:
        return []
    folded, positions = fold_map(text)
    found: list[tuple[int, int]] = []
    at = folded.find(wanted)
    while at >= 0:
        stop = at + len(wanted)
        start, end = positions[at], max(positions[stop], positions[stop - 1] + 1)
        if found and start < found[-1][1]:  # half of a ligature that is already marked
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
        at = folded.find(wanted, stop)
    return found
