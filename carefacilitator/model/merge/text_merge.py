"""Three-way merge of texts by words: what either writer added survives, in both orders of asking.

Words are matched first where they are unique on both sides (patience: cheap and steady on long
texts), then by the longest common run of words in the small stretches between. Blanks never match
by themselves, only beside a matched word: otherwise two rewritten sentences would be shuffled into
each other word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

_LETTERS = (
    "\\w"
    "\u0300-\u036f\u0483-\u0487"  # accents that stand alone
    "\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u0900-\u0963\u0966-\u109f\u135d-\u135f\u1780-\u17d3"  # vowel signs belong to their word
    "\u200c\u200d"
)
_TOKENS = re.compile(f"[{_LETTERS}]+|\\s+|[^\\w\\s]")

LONGEST_DIFF = 40_000
"""Above this many words and signs both texts are kept whole, one under the other."""

_SMALL = 40_000
"""Largest stretch (words times words) that is compared word against word."""

_DEEPEST = 24


def merge_text(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """Three-way merge by words: both sides' words survive; also whether nothing overlapped."""
    if ours == theirs or theirs == base:
        return ours, True
    if ours == base:
        return theirs, True
    words = [_TOKENS.findall(text) for text in (base, ours, theirs)]
    if max(map(len, words)) > LONGEST_DIFF:
        return f"{ours}\n{theirs}", False
    return _weave(*words)


def _weave(base: list[str], ours: list[str], theirs: list[str]) -> tuple[str, bool]:
    at_ours, at_theirs = dict(matches(base, ours)), dict(matches(base, theirs))
    sync = [i for i in range(len(base)) if i in at_ours and i in at_theirs]
    at_ours[len(base)], at_theirs[len(base)] = len(ours), len(theirs)
    out: list[str] = []
    clean = True
    b = o = t = 0
    for i in [*sync, len(base)]:
        piece, whole = _choose(base[b:i], ours[o : at_ours[i]], theirs[t : at_theirs[i]])
        out += piece
        clean = clean and whole
        if i < len(base):
            out.append(base[i])
        b, o, t = i + 1, at_ours[i] + 1, at_theirs[i] + 1
    return "".join(out), clean


def _choose(base: list[str], ours: list[str], theirs: list[str]) -> tuple[list[str], bool]:
    if ours == theirs or theirs == base:
        return ours, True
    if ours == base:
        return theirs, True
    apart = ours and theirs and not (ours[-1].isspace() or theirs[0].isspace())
    return [*ours, *([" "] if apart else []), *theirs], False


def matches(base: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Pairs of places where both hold the same word, rising on both sides."""
    here = [i for i, word in enumerate(base) if not word.isspace()]
    there = [j for j, word in enumerate(other) if not word.isspace()]
    pairs = _common([base[i] for i in here], [other[j] for j in there])
    found: list[tuple[int, int]] = []
    last_i = last_j = -1
    for a, b in pairs:
        i, j = here[a], there[b]
        if i - 1 > last_i and j - 1 > last_j and _blank_pair(base, i - 1, other, j - 1):
            found.append((i - 1, j - 1))
        found.append((i, j))
        last_i, last_j = i, j
        if _blank_pair(base, i + 1, other, j + 1):
            last_i, last_j = i + 1, j + 1
            found.append((last_i, last_j))
    return found


def _blank_pair(base: list[str], i: int, other: list[str], j: int) -> bool:
    return i < len(base) and j < len(other) and base[i] == other[j] and base[i].isspace()


def _common(base: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Pairs of places of common words, by stretches that are cut at unique words."""
    found: list[tuple[int, int]] = []
    waiting = [(0, len(base), 0, len(other), 0)]
    while waiting:
        low, high, start, end, depth = waiting.pop()
        while low < high and start < end and base[low] == other[start]:
            found.append((low, start))
            low, start = low + 1, start + 1
        while low < high and start < end and base[high - 1] == other[end - 1]:
            high, end = high - 1, end - 1
            found.append((high, end))
        if low == high or start == end:
            continue
        if (high - low) * (end - start) <= _SMALL:
            found += [(low + i, start + j) for i, j in _longest(base[low:high], other[start:end])]
        elif depth < _DEEPEST:
            anchors = list(_anchors(base[low:high], other[start:end]))
            ends = [(low + i, start + j) for i, j in anchors]
            found += ends
            for i, j in [*ends, (high, end)] if ends else []:
                waiting.append((low, i, start, j, depth + 1))
                low, start = i + 1, j + 1
    return sorted(found)


def _anchors(base: list[str], other: list[str]) -> Iterator[tuple[int, int]]:
    """Words that stand once on each side, as many as keep the same order."""
    once_here, once_there = Counter(base), Counter(other)
    places = {word: j for j, word in enumerate(other) if once_there[word] == 1}
    pairs = [
        (i, places[word]) for i, word in enumerate(base) if once_here[word] == 1 and word in places
    ]
    tops: list[int] = []  # smallest end of a rising chain of each length, and whose it is
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        tops[length : length + 1] = [j]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return reversed(chain)


def _longest(base: list[str], other: list[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two short lists of words."""
    wide = len(other)
    rows = [[0] * (wide + 1)]
    for word in reversed(base):
        below = rows[-1]
        row = [0] * (wide + 1)
        for j in range(wide - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == other[j] else max(below[j], row[j + 1])
        rows.append(row)
    rows.reverse()
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(base) and j < wide:
        if base[i] == other[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
