"""What every field says of itself, so that nothing that lists fields can forget one."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

import pytest

from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.model.privacy.leaving import NEEDS
from carefacilitator.model.records.fields import (
    RULE,
    Copied,
    FieldRule,
    Merge,
    Privacy,
    Spoken,
    field,
    in_language,
)
from carefacilitator.model.records.records import (
    KINDS,
    PLANNED,
    AgendaBlock,
    Note,
    copied_fields,
    fields_of,
    rules_of,
)
from carefacilitator.model.records.vocabulary import vocabulary

EVERY = [(kind, rule) for kind in KINDS for rule in fields_of(kind)]
SAID = [pytest.param(kind, rule, id=f"{kind}.{rule.name}") for kind, rule in EVERY]


@pytest.mark.parametrize(("kind", "rule"), SAID)
def test_every_field_says_what_becomes_of_it(kind: str, rule: FieldRule) -> None:
    assert rule.privacy in get_args(Privacy)
    assert rule.merge in get_args(Merge)
    assert rule.leaves in NEEDS
    assert rule.copied in (get_args(Copied) if kind in PLANNED else (None,))
    assert rule.searched in (0, 1, 2, 3)
    assert {type(told) for told in (rule.masked, rule.worded, rule.titled)} == {bool}
    if rule.searched or rule.masked or rule.worded:
        assert rule.type in ("text", "texts", "list")


def test_a_field_without_a_declaration_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Careless(Note):
        mood: str = ""

    monkeypatch.setitem(KINDS, "careless", Careless)
    with pytest.raises(TypeError, match=r"careless\.mood"):
        fields_of("careless")


def test_a_field_of_a_plan_that_does_not_say_whether_it_is_copied_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Block(AgendaBlock):
        colour: str = field("open", leaves="plain")

    fields_of.cache_clear()
    monkeypatch.setitem(KINDS, "agenda_block", Block)
    with pytest.raises(TypeError, match=r"agenda_block\.colour"):
        fields_of("agenda_block")


def test_what_is_typed_freely_must_say_whether_it_is_searched() -> None:
    for told in ({"merge": "text"}, {"type": "texts"}, {"leaves": "typed"}):
        with pytest.raises(TypeError, match="searched"):
            field("open", **told)


def test_what_people_said_is_searched_though_nobody_says_so() -> None:
    for told in ({"leaves": "words"}, {"leaves": "lesson"}, {"titled": True}):
        assert field("open", "text", **told).metadata[RULE].searched == 1


def test_what_finds_a_person_must_say_how_it_leaves() -> None:
    with pytest.raises(TypeError, match="leaves"):
        field("personal", searched=0)


def test_a_plan_that_is_started_from_brings_no_person_and_nothing_of_how_it_was_held() -> None:
    for kind in PLANNED:
        rules = rules_of(kind)
        assert {rules[name].privacy for name in copied_fields(kind, anywhere=True)} <= {"open"}
        assert "moment" not in {rules[name].type for name in copied_fields(kind)}
        assert set(copied_fields(kind, anywhere=True)) <= set(copied_fields(kind))


@pytest.mark.parametrize(("kind", "rule"), SAID)
def test_the_list_of_a_field_is_in_the_vocabulary(kind: str, rule: FieldRule) -> None:
    assert rule.options in ("", *vocabulary().lists)
    assert rule.of in ("", *KINDS)
    assert not (rule.options and rule.of)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_what_a_field_is_called_is_translated(language: str) -> None:
    words = Words(language)
    for kind, rule in EVERY:
        for told in filter(None, (rule.label, rule.heading)):
            is_alike = words.say(told) == told
            assert not is_alike or language != "ar", (kind, rule.name)
            assert words.say(told).strip(), (kind, rule.name)


def test_what_has_versions_in_languages_is_told_in_the_language_or_as_it_was_written() -> None:
    spoken = {(kind, rule.name) for kind, rule in EVERY if rule.type == "texts"}
    assert {name for _, name in spoken} == {f"{base}s" for base in get_args(Spoken)}
    for kind, name in spoken:
        base = next(one for one in get_args(Spoken) if f"{one}s" == name)
        record: Any = KINDS[kind](id="r1", **{base: "water", name: {"es": "agua", "fr": ""}})
        told = [in_language(record, base, language) for language in ("es", "fr", "ar", "")]
        assert told == ["agua", "water", "water", "water"], (kind, name)
