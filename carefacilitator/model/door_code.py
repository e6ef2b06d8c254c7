"""The short code of a person on a sign-in sheet, which finds her again at the door."""

from __future__ import annotations

import hashlib

from carefacilitator.model.records import Participation

_DIGITS = "23456789"
_LETTERS = "ACDEFHJKMNPRTUVWXY"
_PATTERN = (_DIGITS, _LETTERS, _DIGITS, _LETTERS, _DIGITS)


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
    rest = int.from_bytes(digest, "big")
    signs = []
    for alphabet in _PATTERN:
        rest, at = divmod(rest, len(alphabet))
        signs.append(alphabet[at])
    return "".join(signs)
