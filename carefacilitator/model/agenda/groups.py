"""Random groups that mix people, the same again from the same seed.

The method, in words a room can be told: the list is shuffled; people who share most (the same
organisation first, then gender, country, place) are put side by side and dealt like cards, one to
each group in turn, so that sizes differ by one at most. Then two people change places as long as
that spreads somebody's like more evenly; it ends when no single exchange would, or in a crowd after
:data:`MOST_TRIES`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

MOST_GROUPS = 50
"""More groups than this are not drawn."""

MOST_TRIES = 300_000
"""Exchanges that are tried at most: about a second's work, enough for some three hundred people.

Dealing alone leaves little to mend in a larger crowd, and everything else would wait.
"""


class Member(NamedTuple):
    """Somebody to be put into a group: an id, and what she shares with others.

    ``traits`` stand in the same order for everybody, those first by which people are laid side by
    side; an empty one is shared with nobody.
    """

    id: str
    traits: tuple[str, ...] = ()


Groups = tuple[tuple[str, ...], ...]
"""The ids of each group's members."""


def how_many(people: int, size: int) -> int:
    """How many groups of about ``size`` people there are: sizes come as near to it as they can."""
    if people < 1:
        return 0
    return min(people, max(1, int(people / max(1, size) + 0.5)))


def draw(members: Sequence[Member], groups: int, seed: str) -> Groups:
    """Put everybody into one of so many groups; the order of ``members`` does not matter.

    Groups that would be empty are not made.
    """
    count = max(0, min(groups, len(members), MOST_GROUPS))
    if not count:
        return ()
    dealt: list[list[Member]] = [[] for _ in range(count)]
    for number, one in enumerate(_side_by_side(members, seed)):
        dealt[number % count].append(one)
    _spread(dealt)
    return tuple(tuple(one.id for one in group) for group in dealt)


def _side_by_side(members: Sequence[Member], seed: str) -> list[Member]:
    """Shuffled, then likes beside each other; among equals the shuffle decides."""
    shuffled = sorted(members, key=lambda one: one.id)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a game of chance, not a secret
    met: dict[str, int] = {}
    for one in shuffled:
        for trait in one.traits:
            met.setdefault(trait, len(met))
    return sorted(shuffled, key=lambda one: tuple(met[trait] for trait in one.traits))


def _counts(group: Sequence[Member]) -> list[dict[str, int]]:
    """How many share each value of each trait."""
    wide = len(group[0].traits) if group else 0
    counts: list[dict[str, int]] = [{} for _ in range(wide)]
    for one in group:
        for place, trait in enumerate(one.traits):
            if trait:
                counts[place][trait] = counts[place].get(trait, 0) + 1
    return counts


def _spread(groups: list[list[Member]]) -> None:
    """Exchange two people as long as one exchange makes it more even."""
    counts = [_counts(group) for group in groups]
    better, tries = True, MOST_TRIES
    while better:
        better = False
        for first in range(len(groups)):
            for second in range(first + 1, len(groups)):
                tries -= len(groups[first]) * len(groups[second])
                if tries < 0:
                    return
                better |= _exchange(groups, counts, first, second)


def _exchange(
    groups: list[list[Member]], counts: list[list[dict[str, int]]], first: int, second: int
) -> bool:
    """Try every pair of two groups; returns whether any two changed places."""
    done = False
    for here in range(len(groups[first])):
        for there in range(len(groups[second])):
            one, two = groups[first][here], groups[second][there]
            if _gain(one, two, counts[first], counts[second]) > 0:
                groups[first][here], groups[second][there] = two, one
                counts[first], counts[second] = _counts(groups[first]), _counts(groups[second])
                done = True
    return done


def _gain(
    one: Member, two: Member, at_one: list[dict[str, int]], at_two: list[dict[str, int]]
) -> int:
    """By how much the unevenness falls when two people change places.

    It is the sum of the squares of how many with one trait share a group: least when likes are
    spread over the groups as evenly as their number allows.
    """
    gain = 0
    for place, (mine, yours) in enumerate(zip(one.traits, two.traits, strict=True)):
        if mine == yours:
            continue
        if mine:
            gain += at_one[place][mine] - at_two[place].get(mine, 0) - 1
        if yours:
            gain += at_two[place][yours] - at_one[place].get(yours, 0) - 1
    return gain


def moved(groups: Groups, person: str, to: int) -> Groups:
    """The groups after one person went to another (number ``to``, from 0); order is kept."""
    if not 0 <= to < len(groups):
        return groups
    made = [[one for one in group if one != person] for group in groups]
    if any(person in group for group in groups) and person not in groups[to]:
        made[to].append(person)
        return tuple(tuple(group) for group in made)
    return groups
