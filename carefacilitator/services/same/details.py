"""What keeps two people of one name apart: telephone, village, age, gender.

Answers are compared as people write them: +52 999 123 4567 is 999 123 4567, and “San Juan” may be
“San Juan, Yucatán”. Who would rather not say contradicts nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from carefacilitator.model.text.folding import fold

DETAILS = ("phone", "locality", "age_band", "gender")
_NEUTRAL = ("", "prefer_not_to_say", "self_described")
_ENDS_ALIKE = 7
"""So many last digits make two spellings of one telephone number."""

Details = tuple[frozenset[str], ...]
"""All values of each field of :data:`DETAILS`, in the form in which they are compared."""

NOTHING: Details = (frozenset(),) * len(DETAILS)
_EMPTY: frozenset[str] = frozenset()


@lru_cache(maxsize=65536)
def compared(field: str, value: str) -> frozenset[str]:
    """A value as it is compared; empty where it says nothing."""
    if value in _NEUTRAL:
        return _EMPTY
    if field == "phone":
        folded = value if value.isascii() else fold(value)
        return frozenset(("".join(char for char in folded if char.isdecimal()) or folded,))
    return frozenset((fold(value) if field == "locality" else value,))


def details(told: Callable[[str], str]) -> Details:
    """What one record tells; ``told`` gives the value of a field."""
    return tuple([compared(name, told(name)) for name in DETAILS])


def union(one: Details, other: Details) -> Details:
    """What both tell together."""
    if one is NOTHING:
        return other
    return tuple(
        [mine if hers <= mine else mine | hers for mine, hers in zip(one, other, strict=True)]
    )


def only(name: str, one: Details) -> Details:
    """One field of what is told, and nothing else."""
    return tuple(
        [told if field == name else _EMPTY for field, told in zip(DETAILS, one, strict=True)]
    )


def without(name: str, one: Details) -> Details:
    """What is told but for one field."""
    return tuple(
        [_EMPTY if field == name else told for field, told in zip(DETAILS, one, strict=True)]
    )


def phones(one: Details) -> frozenset[str]:
    """The telephone numbers that are told."""
    return one[0]


def contradict(one: Details, other: Details) -> bool:
    """Whether both tell some detail and agree on no value of it."""
    for name, mine, hers in zip(DETAILS, one, other, strict=True):
        if mine and hers and mine is not hers and not _agree(name, mine, hers):
            return True
    return False


def agreements(one: Details, other: Details) -> int:
    """On how many details both agree."""
    both = zip(DETAILS, one, other, strict=True)
    return sum(bool(mine and hers) and _agree(name, mine, hers) for name, mine, hers in both)


def same(one: Details, other: Details) -> bool:
    """Whether both tell the same details and leave out the same."""
    if one == other:
        return True
    return all(
        bool(mine) == bool(hers) and (not mine or _agree(name, mine, hers))
        for name, mine, hers in zip(DETAILS, one, other, strict=True)
    )


def _agree(name: str, one: frozenset[str], other: frozenset[str]) -> bool:
    if one & other:
        return True
    if name == "phone":
        return any(_ends_alike(a, b) for a in one for b in other)
    if name == "locality":
        return any(_within(a.split(), b.split()) for a in one for b in other)
    return False


def phone_end(phone: str) -> str:
    """The last digits of a number, alike in every spelling of it."""
    return phone[-_ENDS_ALIKE:]


def _ends_alike(one: str, other: str) -> bool:
    """Whether one number is the other with the code of a country or a town before it."""
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(short) >= _ENDS_ALIKE and long.endswith(short)


def _within(one: list[str], other: list[str]) -> bool:
    mine, hers = ({word.strip(",.;()-") for word in words} for words in (one, other))
    return mine <= hers or hers <= mine
