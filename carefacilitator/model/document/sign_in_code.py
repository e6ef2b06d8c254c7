"""The short code of a person on a sign-in sheet, which finds her again at the door."""

from __future__ import annotations

import hashlib

from carefacilitator.model.records.records import Participation

_DIGITS = "23456789"
_LETTERS = "ACDEFHJKMNPRTUVWXY"
_PATTERN = (_DIGITS, _LETTERS, _DIGITS, _LETTERS, _DIGITS)
_PAIRS = tuple(digit + letter for letter in _LETTERS for digit in _DIGITS)
"""The beginnings of the pattern: two pairs and a digit are a code."""


def door_code(participation: Participation) -> str:
    """The code somebody gave this participation, or five signs that follow from its id: “4K7R3”.

    Digits and letters take turns, so that no part of a name is found in a code; signs that look
    alike in handwriting (0 and O, 1, I and L, 5 and S) are not both used. Of a hundred workshops
    with a hundred people each, three have two people with one code: the name tells them apart.
    """
    return participation.code or code_of(participation.id)


def code_of(participation_id: str) -> str:
    """The five signs that follow from the id of a participation."""
    digest = hashlib.blake2b(participation_id.encode(), digest_size=8).digest()
    rest, first = divmod(int.from_bytes(digest, "big"), len(_PAIRS))
    rest, second = divmod(rest, len(_PAIRS))
    return _PAIRS[first] + _PAIRS[second] + _DIGITS[rest % len(_DIGITS)]


_MISREAD = str.maketrans("SZBGIOQ", "5286100")
"""Letters that stand where a digit must stand: how a hand writes it, or an eye reads it."""


def read_code(text: str) -> str:
    """A typed code as the sheet prints it, where letters were taken for digits: “4k7rS” is 4K7R5.

    Anything that has not the form of such a code is given back as it is.
    """
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(signs) != len(_PATTERN):
        return text
    read = [
        sign.translate(_MISREAD) if alphabet is _DIGITS else sign
        for sign, alphabet in zip(signs, _PATTERN, strict=True)
    ]
    fits = all(sign in alphabet for sign, alphabet in zip(read, _PATTERN, strict=True))
    return "".join(read) if fits else text
