from __future__ import annotations

import json
from pathlib import Path

import pytest

from carefacilitator.model.records.cells import cells_of, clean_text, fits_cell, from_values
from carefacilitator.model.records.records import (
    KINDS,
    LONGEST_TEXT,
    Lesson,
    Note,
    Person,
    belongs_to_workshop,
    fields_of,
    fits,
    kind_of,
    rules_of,
    text_fields,
)

NAMES = Path(__file__).parents[2] / "data" / "names.json"


def test_names_of_kinds_and_fields_are_permanent() -> None:
    """They stand in operations on other people's computers: only additions are allowed.

    After adding a kind or a field, add it to ``names.json`` as well.
    """
    frozen: dict[str, dict[str, str]] = json.loads(NAMES.read_text("utf-8"))
    now = {kind: {rule.name: rule.type for rule in fields_of(kind)} for kind in KINDS}
    assert now == frozen


def test_what_merges_as_text_is_text() -> None:
    for kind in KINDS:
        for rule in fields_of(kind):
            if rule.merge == "text":
                assert rule.type in ("text", "texts"), f"{kind}.{rule.name}"


def test_what_names_or_finds_a_person_is_not_open() -> None:
    for rule in fields_of("person"):
        assert rule.privacy != "open", rule.name
    for kind, field in [
        ("attendance", "reason"),
        ("note", "speaker_person_id"),
        ("agenda_block", "lead"),
        ("tally", "person_id"),
        ("tally", "name"),
        ("attachment", "sha256"),
        ("attachment", "people"),
        ("attachment", "caption"),
    ]:
        assert rules_of(kind)[field].privacy != "open", f"{kind}.{field}"


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_record_is_its_defaults_and_comes_back(kind: str) -> None:
    record = KINDS[kind](id="r1")
    cells = cells_of(record)
    assert from_values(kind, "r1", {}) == record
    for rule in fields_of(kind):
        value = getattr(record, rule.name)
        assert fits(rule, value), rule.name
        if rule.type != "texts":
            assert fits_cell(kind, rule.name, cells[rule.name]), rule.name
    assert kind_of(record) == kind_of(KINDS[kind]) == kind


def test_language_versions_are_cells_of_their_own() -> None:
    lesson = Lesson(id="l1", text="x", texts={"es": "y", "ar": "ز"}, evidence=("n1", "n2"))
    cells = cells_of(lesson)
    assert cells["texts/es"] == "y"
    assert cells["texts/ar"] == "ز"
    assert "texts" not in cells
    assert cells["evidence"] == ["n1", "n2"]


def test_values_of_a_newer_program_are_passed_over() -> None:
    values = {"text": "x", "mood": "glad", "position": "seven", "parked": 1}
    assert from_values("note", "n1", values) == Note(id="n1", text="x")
    assert fits_cell("note", "mood", {"any": "thing"})
    assert fits_cell("moon", "phase", 3)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("note", "text", 7),
        ("note", "text", None),
        ("note", "text", "x" * (LONGEST_TEXT + 1)),
        ("note", "text/es", "x"),
        ("note", "position", "7"),
        ("note", "position", True),
        ("note", "position", 2**53),
        ("note", "position", 1.0),
        ("note", "parked", 1),
        ("lesson", "texts", {"es": "x"}),
        ("lesson", "texts/es", ["x"]),
        ("lesson", "texts/", "x"),
        ("lesson", "evidence", "n1"),
        ("lesson", "evidence", [1]),
        ("lesson", "evidence", ["x" * (LONGEST_TEXT // 2 + 1)] * 2),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_told(kind: str, field: str, value: object) -> None:
    assert not fits_cell(kind, field, value)


def test_what_belongs_to_a_workshop_and_what_travels_with_it() -> None:
    outside = {kind for kind in KINDS if not belongs_to_workshop(kind)}
    assert outside == {"programme", "organisation", "workshop", "person", "same_as"}
    assert not belongs_to_workshop("moon")


def test_words_of_all_writers_survive_where_people_write_at_length() -> None:
    assert "text" in text_fields("note")
    assert {"text", "texts"} <= text_fields("lesson")
    assert text_fields("person") == {"access_needs", "care_needs"}


def test_text_becomes_storable_and_else_stays_as_typed() -> None:
    assert clean_text("a\0b\ud800c") == "a\ufffdb\ufffdc"
    typed = "e\u0301 \u200fورشة\u200e  \n\t👩‍👧"
    assert clean_text(typed) == typed
    assert Person(id="p", name=typed).name == typed
