"""What keeps two people of one name apart: telephone, village, age, gender.

Answers are compared as people write them: +52 999 123 4567 is 999 123 4567, and “San Juan” may be
“San Juan, Yucatán”. Who would rather not say contradicts nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from carefacilitator.model.folding import fold

DETAILS = ("phone", "locality", "age_band", "gender")
_NEUTRAL = ("", "prefer_not_to_say", "self_described")
_ENDS_ALIKE = 7
"""So many last digits make two spellings of one telephone number."""

Details = dict[str, set[str]]
"""All values by field of :data:`DETAILS`, in the form in which they are compared."""


@lru_cache(maxsize=8192)
def compared(field: str, value: str) -> str:
    """A value as it is compared; empty where it says nothing."""
    if value in _NEUTRAL:
        return ""
    if field == "phone":
        folded = fold(value)
        return "".join(char for char in folded if char.isdecimal()) or folded
    return fold(value) if field == "locality" else value


def collect(told: Iterable[Mapping[str, str]]) -> Details:
    """All that several records tell, by field."""
    found: Details = {name: set() for name in DETAILS}
    for one in told:
        for name in DETAILS:
            value = compared(name, one.get(name, ""))
            if value:
                found[name].add(value)
    return found


def contradict(one: Details, other: Details) -> bool:
    """Whether both tell some detail and agree on no value of it."""
    return any(
        one[name] and other[name] and not _agree(name, one[name], other[name]) for name in DETAILS
    )


def agreements(one: Details, other: Details) -> int:
    """On how many details both agree."""
    return sum(_agree(name, one[name], other[name]) for name in DETAILS)


def same(one: Details, other: Details) -> bool:
    """Whether both tell the same details and leave out the same."""
    return all(
        bool(one[name]) == bool(other[name])
        and (not one[name] or _agree(name, one[name], other[name]))
        for name in DETAILS
    )


def _agree(name: str, one: set[str], other: set[str]) -> bool:
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
