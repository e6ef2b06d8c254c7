"""The short code of a person on a sign-in sheet."""

from __future__ import annotations

import re

import pytest

from carefacilitator.model.document.sign_in_code import door_code, read_code
from carefacilitator.model.records.ids import participation_id
from carefacilitator.model.records.records import Participation
from carefacilitator.model.text.folding import fold


def made(number: int, code: str = "") -> Participation:
    return Participation(id=participation_id("w", f"p{number}"), code=code)


def test_a_code_that_was_given_stays() -> None:
    assert door_code(made(1, "P-07")) == "P-07"


def test_the_same_participation_always_has_the_same_code() -> None:
    assert door_code(made(1)) == door_code(made(1)) != door_code(made(2))


def test_codes_are_short_alike_to_no_name_and_rarely_shared() -> None:
    codes = [door_code(made(number)) for number in range(1000)]
    assert all(re.fullmatch("([2-9][ACDEFHJKMNPRTUVWXY]){2}[2-9]", code) for code in codes)
    assert all(fold(code) == code.lower() for code in codes)
    assert len(set(codes)) > 990


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("4k7r3", "4K7R3"), ("4K-7R 3", "4K7R3"), ("SKZRG", "5K2R6"), ("EXT-12", "EXT-12"), ("", "")],
)
def test_what_a_hand_writes_is_read(typed: str, meant: str) -> None:
    assert read_code(typed) == meant
