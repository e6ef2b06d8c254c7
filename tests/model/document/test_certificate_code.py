"""Codes on certificates: made from what only holders know, read back with slips found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.i18n import words
from carefacilitator.model.document import certificate_code
from carefacilitator.model.document.certificate_code import ALPHABET, make, read, seal, time_told

ROOT, OTHER = "a" * 32, "b" * 32


@given(st.integers(0, 1023))
def test_a_code_tells_its_time_and_its_seal(quarters: int) -> None:
    code = make(ROOT, "entry", quarters * 15)
    reading = read(code)
    assert reading is not None
    assert reading.minutes == quarters * 15
    assert reading.seal == seal(ROOT, "entry", quarters * 15)


def test_codes_differ_by_workshop_person_and_time() -> None:
    codes = {
        make(root, entry, minutes)
        for root in (ROOT, OTHER)
        for entry in ("one", "two")
        for minutes in (60, 75)
    }
    assert len(codes) == 8


def test_a_code_is_read_as_people_write_it() -> None:
    code = make(ROOT, "entry", 285)
    assert read(code) == read(code.lower().replace("-", " "))
    assert read(code.replace("0", "O").replace("1", "l")) == read(code)


@pytest.mark.parametrize("text", ["", "W4", "0000-0000-000", "0KP8-0V81-R7A!", "خمسة"])
def test_what_is_no_code_is_not_read(text: str) -> None:
    assert read(text) is None


def test_a_slip_in_one_sign_never_gives_a_genuine_code() -> None:
    code = make(ROOT, "entry", 285).replace("-", "")
    for at, right in enumerate(code):
        for sign in set(ALPHABET) - {right}:
            reading = read(code[:at] + sign + code[at + 1 :])
            assert reading is None or reading.seal != seal(ROOT, "entry", reading.minutes)


def test_neighbours_changed_about_are_found() -> None:
    code = make(ROOT, "entry", 285).replace("-", "")
    for at in range(10):
        if code[at] != code[at + 1]:
            slip = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            reading = read(slip)
            assert reading is None or reading.seal != seal(ROOT, "entry", reading.minutes)


def test_time_is_told_in_hours_and_minutes() -> None:
    told = [time_told(words("en"), minutes) for minutes in (0, 15, 60, 285)]
    assert told == ["0 minutes", "15 minutes", "1 hour", "4 hours and 45 minutes"]
    assert certificate_code.in_quarters(292) == 285
