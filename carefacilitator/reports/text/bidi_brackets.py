"""Brackets in the bidirectional algorithm: a pair takes one direction (rule N0 of UAX #9)."""

from __future__ import annotations

from collections.abc import Sequence

from carefacilitator.reports.text.characters import CANONICAL, CLOSER_OF, CLOSERS

_BRACKET_STACK = 63


def strong(kind: str) -> str:
    """The direction a letter or number pulls its neighbours to; nothing for the others."""
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def pair_brackets(
    text: str,
    original: Sequence[str],
    kinds: list[str],
    sequence: Sequence[int],
    start: str,
    embedding: str,
) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds, or of what comes before."""
    other = "L" if embedding == "R" else "R"
    for opening, closing in _bracket_pairs(text, kinds, sequence):
        inside = {strong(kind) for kind in kinds[opening + 1 : closing]}
        if embedding in inside:
            direction = embedding
        elif other in inside:
            direction = other if _strong_before(kinds, opening, start) == other else embedding
        else:
            continue
        for at in (opening, closing):
            kinds[at] = direction
            follow = at + 1
            while follow < len(kinds) and original[sequence[follow]] == "NSM":
                kinds[follow] = direction
                follow += 1


def _strong_before(kinds: Sequence[str], at: int, start: str) -> str:
    for earlier in range(at - 1, -1, -1):
        if found := strong(kinds[earlier]):
            return found
    return start


def _bracket_pairs(
    text: str, kinds: Sequence[str], sequence: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of positions in the sequence, sorted by their opening (BD16)."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, kind in enumerate(kinds):
        if kind != "ON":
            continue
        letter = CANONICAL.get(text[sequence[at]], text[sequence[at]])
        if letter in CLOSER_OF:
            if len(waiting) == _BRACKET_STACK:
                return []
            waiting.append((CLOSER_OF[letter], at))
        elif letter in CLOSERS:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == letter:
                    pairs.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(pairs)
