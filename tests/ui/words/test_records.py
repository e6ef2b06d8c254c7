"""Kinds, fields and values of records as a person reads them."""

from __future__ import annotations

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.records.records import KINDS, fields_of
from carefacilitator.services.upkeep.bin_and_history import BINNED
from carefacilitator.ui.theme.icons import Icons
from carefacilitator.ui.words.records import (
    count_words,
    field_label,
    field_words,
    kind_icon,
    kind_words,
    value_words,
)

TECHNICAL = {
    "answer", "asked_id", "closed_at", "commitment_id", "current_block_id", "date_note",
    "day_starts",
    "event_type", "first_id", "group", "hidden_fields", "media_type", "member_since",
    "membership", "mode", "must_end", "note_id", "notice_version", "origin", "other_names",
    "participation_id", "paused_at", "people", "person_id", "priority_area", "programme_id",
    "recorded_by", "same", "sample", "scheme", "second_id", "sha256", "size", "slot", "source",
    "taken_on", "target_id", "target_kind", "time_zone", "workshop_id",
}  # fmt: skip
"""Fields that no history tells: links, bookkeeping, and settings of a workshop."""


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_name_and_a_picture(kit, kind: str) -> None:
    words = Words("en")
    assert "_" not in kind_words(kind, words)
    assert kind_icon(kind) != "package"
    assert isinstance(kit.icons, Icons)
    assert not kit.icons.pixmap(kind_icon(kind), kit.colours.soot, 20).isNull()


@pytest.mark.parametrize("kind", sorted({*BINNED, "person", "consent", "attendance"}))
def test_every_field_a_person_fills_has_a_name(kind: str) -> None:
    bare = {rule.name for rule in fields_of(kind) if not field_label(kind, rule.name)}
    assert bare <= TECHNICAL


def test_a_field_of_a_newer_kind_is_called_as_in_ours() -> None:
    words = Words("en")
    assert field_words("seed_bank", "title", words) == "title"
    assert field_words("note", "deleted", words) == "in the bin or not"


def test_a_kind_of_a_newer_program_keeps_its_own_name() -> None:
    words = Words("en")
    assert kind_words("seed_bank", words) == "seed bank"
    assert kind_icon("seed_bank") == "package"
    assert field_words("note", "rain_fall", words) == "rain fall"


def test_counts_agree_in_number() -> None:
    words = Words("en")
    assert [count_words("lesson", n, words) for n in (1, 3)] == ["1 lesson", "3 lessons"]
    assert count_words("evaluation", 3, words) == "Closing evaluation: 3"


@pytest.mark.parametrize(
    ("kind", "field", "value", "told"),
    [
        ("lesson", "status", "validated_group", "Validated by the group"),
        ("commitment", "due", "2023-10-29", "29 October 2023"),
        ("commitment", "collective", True, "Yes"),
        ("commitment", "what", "", "Nothing"),
        ("note", "language", "ar", "العربية"),
        ("workshop", "languages", ["es", "fr"], "Español, Français"),
        ("lesson", "evidence", ["a", "b"], "Notes, Notes"),
        ("note", "rain", "much", "much"),
        ("seed_bank", "rain", "much", "much"),
    ],
)
def test_values_are_told_in_words(kind: str, field: str, value: object, told: str) -> None:
    assert value_words(kind, field, value, Words("en")) == told


def test_a_moment_is_told_by_the_clock_on_the_wall() -> None:
    told = value_words("note", "taken_at", "2022-09-22T15:22:00Z", Words("en"))
    assert all(part in told for part in ("2", "Sep", "2022", ":22"))
