"""Days as people type them, in five languages, with and without a year."""

from __future__ import annotations

import datetime as dt

import pytest

from carefacilitator.model.text.typed_day import read_day

TODAY = dt.date(2026, 12, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", ""),
        ("  ", ""),
        ("31 / 12 / 2023", "2023-12-31"),
        ("31/12/2023", "2023-12-31"),
        ("2023-12-31", "2023-12-31"),
        ("٣١/١٢/٢٠٢٣", "2023-12-31"),
        ("31.3.27", "2027-03-31"),
        ("31/3", "2027-03-31"),
        ("31-3", "2027-03-31"),
        ("٣١/٣", "2027-03-31"),
        ("22/11", "2026-11-22"),
        ("22/9", "2027-09-22"),
        ("29/2", "2028-02-29"),
        ("31 marzo", "2027-03-31"),
        ("31 de marzo de 2028", "2028-03-31"),
        ("marzo 31", "2027-03-31"),
        ("31 mars", "2027-03-31"),
        ("1er décembre", "2026-12-01"),
        ("31st of March, 2027", "2027-03-31"),
        ("March 31", "2027-03-31"),
        ("5 dec", "2026-12-05"),
        ("15 de março", "2027-03-15"),
        ("٣١ مارس", "2027-03-31"),
        ("31 آذار", "2027-03-31"),
        ("5 جانفي", "2027-01-05"),
        ("today", "2026-12-01"),
        ("Hoy", "2026-12-01"),
        ("aujourd'hui", "2026-12-01"),
        ("amanhã", "2026-12-02"),
        ("غدا", "2026-12-02"),
        ("Ayer", "2026-11-30"),
        ("Friday", "2026-12-04"),
        ("viernes", "2026-12-04"),
        ("vendredi", "2026-12-04"),
        ("sexta", "2026-12-04"),
        ("sexta-feira", "2026-12-04"),
        ("الجمعة", "2026-12-04"),
        ("جمعة", "2026-12-04"),
        ("Tuesday", "2026-12-08"),
        ("viernes 4 de diciembre", "2026-12-04"),
    ],
)
def test_a_day_is_understood_as_it_is_meant(text: str, day: str) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["31/2", "soon", "31", "31 marzo abril", "12:30", "1/2/3/4", "marzo", "32/13/2026", "0/0"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, TODAY) is None
