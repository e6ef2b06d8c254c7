"""Which way each letter runs: the Unicode bidirectional algorithm (UAX #9), with isolates.

Written from the rules of the annex, whose names (X1, W4, N0 …) stand beside the code; checked
against Unicode's own BidiCharacterTest data in the tests. A level is even for left to right and odd
for right to left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from carefacilitator.reports.text import bidi_plain
from carefacilitator.reports.text.bidi_brackets import pair_brackets, strong
from carefacilitator.reports.text.characters import bidi_class

MAX_DEPTH = 125
_INITIATORS = frozenset({"LRI", "RLI", "FSI"})
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_ISOLATES = frozenset({"LRI", "RLI", "FSI", "PDI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | _ISOLATES
_TRAILING = frozenset({"WS"}) | _ISOLATES | _REMOVED
_RIGHT_LETTERS = re.compile(
    "[\u0590-\u08ff\u200f\u202a\u202b\u202d\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_right_to_left(text: str) -> bool:
    """Whether ``text`` holds a letter or mark that could make any of it run right to left."""
    return _RIGHT_LETTERS.search(text) is not None


def base_direction(text: str, otherwise: int = 0) -> int:
    """0 or 1 by the first strong letter outside isolates (rules P2 and P3), else ``otherwise``."""
    depth = 0
    for letter in text:
        kind = bidi_class(letter)
        if kind in _INITIATORS:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return otherwise


def levels(text: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph whose own level is ``base``.

    Characters that rule X9 removes (embedding marks, most controls) take their neighbour's
    level, so that the list is as long as the text.
    """
    if base == 0 and not has_right_to_left(text):
        return [0] * len(text)
    found = bidi_plain.levels(text, base)
    return _resolve(text, base) if found is None else found


def _resolve(text: str, base: int) -> list[int]:
    """All rules, letter by letter."""
    classes = [bidi_class(letter) for letter in text]
    original = list(classes)
    partner = _matching_isolates(classes)
    explicit = _explicit(classes, base, partner)
    result = list(explicit)
    for sequence in _isolating_runs(original, explicit, partner):
        start, end = _edges(original, explicit, sequence, base, partner)
        kinds = [classes[at] for at in sequence]
        embedding = "R" if explicit[sequence[0]] & 1 else "L"
        _weak(kinds, start)
        pair_brackets(text, original, kinds, sequence, start, embedding)
        _neutrals(kinds, start, end, embedding)
        for at, kind in zip(sequence, kinds, strict=True):
            result[at] += _raised(kind, embedding)
    _fill_removed(original, result, base)
    _reset_whitespace(original, result, base)
    return result


def _matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Isolate initiators and their PDIs, both ways round (BD9)."""
    partner: dict[int, int] = {}
    open_ones: list[int] = []
    for at, kind in enumerate(classes):
        if kind in _INITIATORS:
            open_ones.append(at)
        elif kind == "PDI" and open_ones:
            start = open_ones.pop()
            partner[start], partner[at] = at, start
        elif kind == "B":
            open_ones.clear()
    return partner


class _Stack:
    """The directional status stack of X1: level, override class, whether an isolate opened it."""

    def __init__(self, base: int) -> None:
        self.entries: list[tuple[int, str, bool]] = [(base, "", False)]
        self.overflow_isolates = 0
        self.overflow_embeddings = 0
        self.valid_isolates = 0

    def push(self, odd: bool, override: str, isolate: bool) -> None:
        """Rules X2 to X5c: open an embedding, an override or an isolate."""
        level = self.entries[-1][0]
        new = (level + 1) | 1 if odd else (level + 2) & ~1
        if new <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += isolate
            self.entries.append((new, override, isolate))
        elif isolate:
            self.overflow_isolates += 1
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def close_isolate(self) -> None:
        """Rule X6a."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.entries[-1][2]:
                self.entries.pop()
            self.entries.pop()
            self.valid_isolates -= 1

    def close_embedding(self) -> None:
        """Rule X7."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.entries[-1][2] and len(self.entries) > 1:
            self.entries.pop()


def _explicit(classes: list[str], base: int, partner: dict[int, int]) -> list[int]:
    """Rules X1 to X8: explicit levels; overrides change ``classes`` in place."""
    stack = _Stack(base)
    result = [base] * len(classes)
    for at, kind in enumerate(list(classes)):
        if kind in ("LRE", "RLE", "LRO", "RLO"):
            result[at] = stack.entries[-1][0]
            stack.push(kind[0] == "R", {"O": kind[0]}.get(kind[2], ""), isolate=False)
        elif kind == "PDF":
            stack.close_embedding()
            result[at] = stack.entries[-1][0]
        elif kind == "B":
            stack = _Stack(base)
        else:
            if kind == "PDI":
                stack.close_isolate()
            level, override, _ = stack.entries[-1]
            result[at] = level
            if override and kind != "BN":
                classes[at] = override
            if kind in _INITIATORS:
                stack.push(_opens_right(kind, classes, at, partner), "", isolate=True)
    return result


def _opens_right(kind: str, classes: Sequence[str], at: int, partner: dict[int, int]) -> bool:
    """Whether an isolate runs right to left; FSI looks for its first strong letter (X5c)."""
    if kind != "FSI":
        return kind == "RLI"
    end = partner.get(at, len(classes))
    inside = at + 1
    while inside < end:
        found = classes[inside]
        if found in ("L", "R", "AL"):
            return found != "L"
        inside = partner.get(inside, end) + 1 if found in _INITIATORS else inside + 1
    return False


def _isolating_runs(
    classes: Sequence[str], result: Sequence[int], partner: dict[int, int]
) -> list[list[int]]:
    """Isolating run sequences (BD13) as lists of positions, without removed characters."""
    runs: list[list[int]] = []
    for at, kind in enumerate(classes):
        if kind in _REMOVED:
            continue
        if runs and result[runs[-1][-1]] == result[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    starting = {run[0]: run for run in runs}
    sequences: list[list[int]] = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in partner:
            continue
        whole = list(run)
        while classes[whole[-1]] in _INITIATORS and whole[-1] in partner:
            whole += starting[partner[whole[-1]]]
        sequences.append(whole)
    return sequences


def _edges(
    original: Sequence[str],
    explicit: Sequence[int],
    sequence: Sequence[int],
    base: int,
    partner: dict[int, int],
) -> tuple[str, str]:
    """The directions at both ends of an isolating run sequence (sos and eos of X10)."""
    first, last = sequence[0], sequence[-1]
    before = _level_beyond(original, explicit, first - 1, -1, base)
    after = base
    if not (original[last] in _INITIATORS and last not in partner):
        after = _level_beyond(original, explicit, last + 1, 1, base)
    start = max(explicit[first], before)
    end = max(explicit[last], after)
    return "R" if start & 1 else "L", "R" if end & 1 else "L"


def _raised(kind: str, embedding: str) -> int:
    """How much above the embedding a resolved letter or number stands (I1 and I2)."""
    if embedding == "R":
        return 0 if kind == "R" else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _level_beyond(
    original: Sequence[str], explicit: Sequence[int], at: int, step: int, base: int
) -> int:
    while 0 <= at < len(original) and original[at] in _REMOVED:
        at += step
    return explicit[at] if 0 <= at < len(original) else base


def _weak(kinds: list[str], start: str) -> None:
    """Rules W1 to W7 in place."""
    previous = start
    latest = start
    for at, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kind = "ON" if previous in _ISOLATES else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            latest = kind
        if kind == "EN" and latest == "AL":  # W2
            kind = "AN"
        kinds[at] = kind
    for at, kind in enumerate(kinds):  # W3
        if kind == "AL":
            kinds[at] = "R"
    _separators(kinds)
    latest = start
    for at, kind in enumerate(kinds):  # W7
        if kind in ("L", "R"):
            latest = kind
        elif kind == "EN" and latest == "L":
            kinds[at] = "L"


def _separators(kinds: list[str]) -> None:
    """Rules W4 (one separator between numbers), W5 (signs beside them), W6 (the rest)."""
    for at in range(1, len(kinds) - 1):
        kind, left, right = kinds[at], kinds[at - 1], kinds[at + 1]
        between = left == right and left in ("EN", "AN")
        if between and (kind == "CS" or (kind == "ES" and left == "EN")):
            kinds[at] = left
    at = 0
    while at < len(kinds):
        if kinds[at] != "ET":
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        beside = (at > 0 and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        kinds[at:end] = ["EN" if beside else "ON"] * (end - at)
        at = end
    for at, kind in enumerate(kinds):
        if kind in ("ES", "CS"):
            kinds[at] = "ON"


def _neutrals(kinds: list[str], start: str, end: str, embedding: str) -> None:
    """Rules N1 and N2: neutrals between two alike take their direction, others the embedding's."""
    at = 0
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            at += 1
            continue
        stop = at
        while stop < len(kinds) and kinds[stop] in _NEUTRAL:
            stop += 1
        left = strong(kinds[at - 1]) if at else start
        right = strong(kinds[stop]) if stop < len(kinds) else end
        kinds[at:stop] = [left if left == right else embedding] * (stop - at)
        at = stop


def _fill_removed(original: Sequence[str], result: list[int], base: int) -> None:
    level = base
    for at, kind in enumerate(original):
        if kind in _REMOVED:
            result[at] = level
        level = result[at]


def _reset_whitespace(original: Sequence[str], result: list[int], base: int) -> None:
    """Rule L1: separators, and white space before them or at the end, go back to the base level."""
    trailing = True
    for at in range(len(original) - 1, -1, -1):
        kind = original[at]
        if kind in ("S", "B"):
            trailing = True
            result[at] = base
        elif trailing and kind in _TRAILING:
            result[at] = base
        else:
            trailing = False


def visual_order(line: Sequence[int]) -> list[int]:
    """Positions of a line's pieces from left to right, given their levels (rule L2)."""
    order = list(range(len(line)))
    odd = [level for level in line if level & 1]
    if not odd:
        return order
    for level in range(max(line), min(odd) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and line[order[end]] >= level:
                end += 1
            if end > at:
                order[at:end] = order[at:end][::-1]
            at = end + 1
    return order
