"""The code on a certificate: twelve signs that only those who hold the workshop can make or check.

Its key is the id of the operation that put the person on the workshop's list. That id is a hash
over random bytes, lies in every copy of the workshop (also where the name was withheld) and on no
paper. So whoever holds the workshop can check a code without a network, and nobody else can make
one up. The code carries the time it was printed for, in quarters of an hour, so that a certificate
whose hours were changed by hand is found out.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from carefacilitator.i18n import Words

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U: what looks like another sign is read as that one."""
LENGTH = 12
QUARTER = 15
MOST_QUARTERS = 1023
_ALIKE = str.maketrans("ILO", "110")
_SEAL_BITS = 45


class Reading(NamedTuple):
    """What a code says by itself: the time on the paper in minutes, and the seal to compare."""

    minutes: int
    seal: int


def in_quarters(minutes: int) -> int:
    """Minutes as a certificate tells them, in whole quarters of an hour."""
    return min(MOST_QUARTERS, round(minutes / QUARTER)) * QUARTER


def make(root: str, participation: str, minutes: int) -> str:
    """The code of a certificate over ``minutes``; ``root`` is the operation that made the entry."""
    told = in_quarters(minutes)
    body = told // QUARTER << _SEAL_BITS | seal(root, participation, told)
    signs = _signs(body, LENGTH - 1)
    signs += ALPHABET[_check(signs)]
    return "-".join(signs[at : at + 4] for at in range(0, LENGTH, 4))


def seal(root: str, participation: str, minutes: int) -> int:
    """The 45 bits that bind a time to one person's entry in one workshop."""
    told = f"certificate {participation} {minutes // QUARTER}".encode()
    digest = hashlib.blake2b(told, key=root.encode()[:64], digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - _SEAL_BITS)


def read(text: str) -> Reading | None:
    """What a code as somebody typed it says; None where it is not whole or has a slip in it."""
    signs = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_ALIKE)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return None
    if ALPHABET[_check(signs[:-1])] != signs[-1]:
        return None
    body = 0
    for sign in signs[:-1]:
        body = body << 5 | ALPHABET.index(sign)
    return Reading((body >> _SEAL_BITS) * QUARTER, body & (1 << _SEAL_BITS) - 1)


def _signs(number: int, length: int) -> str:
    found = []
    for _ in range(length):
        number, at = divmod(number, 32)
        found.append(ALPHABET[at])
    return "".join(reversed(found))


def _check(signs: str) -> int:
    """One sign that changes with a slip in one sign and with two neighbours changed about.

    A sum with the weights 1, 2, 4 … modulo 31, where every weight and every difference of two
    neighbouring weights has an inverse. It only tells a slip from a code nobody gave: 0 for Z,
    which it lets through, fails at the seal.
    """
    total = 0
    for at, sign in enumerate(signs):
        total += ALPHABET.index(sign) << at
    return total % 31


def time_told(words: Words, minutes: int) -> str:
    """“6 hours and 30 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(words.say_n("{n} hour", "{n} hours", hours))
    if rest or not hours:
        parts.append(words.say_n("{n} minute", "{n} minutes", rest))
    return words.join(parts)
