from __future__ import annotations

import pytest

from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.interchange.people.columns import fields
from carefacilitator.interchange.people.remarks import (
    RefusedRow,
    Remark,
    field_label,
    say_left_out,
    say_refused,
    say_remark,
)

ENGLISH = Words("en")
LEFT_OUT_REASONS = (
    "coordinates", "network_address", "device", "password", "id_number", "bank_account",
    "birth_date", "signature", "other_person", "child", "repeated_group", "negative_question",
    "duplicate",
)  # fmt: skip


def test_refused_rows_are_told_by_number() -> None:
    told = say_refused(ENGLISH, RefusedRow(7, "attendee_no_name", {}))
    assert told == "Row 7 has no name, so nobody is added for it."
    told = say_refused(ENGLISH, RefusedRow(7, "attendee_name_too_long", {"limit": 300}))
    assert told == "The name in row 7 is longer than 300 characters."
    for code in ("agenda_no_title", "agenda_no_length", "of a newer version"):
        assert "7" in say_refused(ENGLISH, RefusedRow(7, code, {}))


@pytest.mark.parametrize(
    "code",
    ["answer_not_understood", "email_not_understood", "coordinates_left_out", "text_cut",
     "lost_characters", "garbled_characters", "same_as_row", "no_longer_stored",
     "taken_off_list", "of a newer version"],
)  # fmt: skip
def test_remarks_name_the_row(code: str) -> None:
    assert "Row 4" in say_remark(ENGLISH, Remark(code, 4, "country", "x"))


def test_an_answer_is_quoted_with_its_field() -> None:
    told = say_remark(ENGLISH, Remark("answer_not_understood", 2, "age_band", "26-35"))
    assert told == "Row 2, Age range: “26-35” is not one of the known answers and stays empty."


def test_every_reason_has_its_own_words() -> None:
    unknown = say_left_out(ENGLISH, "unknown")
    for reason in LEFT_OUT_REASONS:
        assert say_left_out(ENGLISH, reason) != unknown, reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label(language: str) -> None:
    labels = [field_label(Words(language), field) for field in fields()]
    assert all(labels)
    assert field_label(Words(language), "") == ""
    assert "_" not in "".join(labels)
