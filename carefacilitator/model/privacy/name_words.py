"""The words of names and of texts: how they are cut, joined and inflected, and what numbers are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from carefacilitator.model.privacy.everyday_names import PARTICLES, PLACEHOLDERS, TITLES

_MARKS = "\u0900-\u0963\u0966-\u109f\u135d-\u135f\u1780-\u17d3\u17dd\u1a20-\u1aad\ua8e0-\uaaef"
WORD = re.compile(f"(?:[^\\W_]|[{_MARKS}])+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_NO_DIGIT = re.compile(r"\D+")
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "س")
SKIPPED = PARTICLES | TITLES
WEAK = SKIPPED | PLACEHOLDERS
_SURE_DIGITS = 8
"""The last digits of a telephone number that tell it from others, whatever stands before."""
FEWEST_DIGITS = 6


class Token(NamedTuple):
    """A word of a folded text and where it stands there."""

    word: str
    start: int
    end: int


def tokens_of(folded: str) -> list[Token]:
    """The words of a folded text in order."""
    return [Token(one.group(), one.start(), one.end()) for one in WORD.finditer(folded)]


def is_strong(word: str) -> bool:
    """Whether a word of a name may tell who she is."""
    return word not in WEAK and len(word) > 1 and not word.isdigit()


def joined_forms(words: Sequence[str], strong: Sequence[str], folded: str) -> set[str]:
    """Parts of a name written as one word: what a hyphen joins, and the whole without a space."""
    found: set[str] = set()
    if "-" in folded or "'" in folded:
        for chunk in folded.split():
            parts = WORD.findall(chunk)
            if len(parts) > 1:
                found.add("".join(parts))
    if len(strong) == 2:
        found |= {strong[0] + strong[1], strong[1] + strong[0]}
    elif len(strong) > 2:
        found |= {"".join(strong), strong[0] + strong[-1], strong[-1] + strong[0]}
    for before, word in itertools.pairwise(words):
        if before in PARTICLES and word in strong:  # Elfassi, Benali, Delacruz, عبدالله
            found.add(before + word)
    if _ARABIC.search(folded) and len(words) > 1:
        found |= {one + other for one, other in itertools.pairwise(words)}
    return {one for one in found if len(one) > 3}


def forms_of(word: str) -> Iterator[str]:
    """A word of a text, then what is left of it without endings and joined prefixes."""
    yield word
    if word.isascii():
        if word.endswith("s") and len(word) > 3:
            yield word[:-1]
            if word.endswith("es"):
                yield word[:-2]
        return
    if not _ARABIC.match(word):
        return
    rests = [word]
    for rest in rests:
        if len(rest) > 3 and rest[0] in _PREFIXES:
            rests.append(rest[1:])
        if len(rest) > 4 and rest.startswith("ال"):
            rests.append(rest[2:])
        if len(rest) > 4 and rest.startswith("لل"):
            rests.append(rest[2:])
    yield from rests[1:]


def number_key(text: str) -> str:
    """What tells a telephone number from others: its last digits, without country and zero."""
    digits = _NO_DIGIT.sub("", text).lstrip("0")
    return digits[-_SURE_DIGITS:] if len(digits) >= FEWEST_DIGITS else ""
