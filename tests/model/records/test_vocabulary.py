from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator.errors import OurBug
from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.records.vocabulary import (
    UnknownKey,
    Vocabulary,
    load,
    r_letter,
    vocabulary,
)
from carefacilitator.model.text.folding import fold

WORDS = vocabulary()
EVERY_LIST = pytest.mark.parametrize("name", WORDS.lists)


@EVERY_LIST
def test_every_entry_has_a_label_in_every_language(name: str) -> None:
    assert WORDS.keys(name)
    for key in WORDS.keys(name):
        entry = WORDS._lists[name][key]
        assert set(entry.labels) == set(LANGUAGES), key
        assert all(label.strip() == label != "" for label in entry.labels.values()), key


@EVERY_LIST
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_a_list_read_alike(name: str, language: str) -> None:
    labels = [fold(WORDS.label(name, key, language)) for key in WORDS.keys(name)]
    assert len(labels) == len(set(labels))


@EVERY_LIST
def test_keys_are_plain(name: str) -> None:
    for key in WORDS.keys(name):
        assert key.isascii()
        assert key.replace("_", "a").isalnum()
        assert key == key.lower()


@EVERY_LIST
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_leads_back_to_its_key(name: str, language: str) -> None:
    for key in WORDS.keys(name):
        assert WORDS.find(name, WORDS.label(name, key, language)) == key
        assert WORDS.find(name, f" {WORDS.label(name, key, language).upper()} ") == key
        assert WORDS.find(name, key) == key


@EVERY_LIST
def test_parents_are_entries_of_the_same_list(name: str) -> None:
    for key in WORDS.keys(name):
        parent = WORDS.parent(name, key)
        assert parent is None or parent in WORDS.keys(name)


def test_the_file_is_read_once() -> None:
    assert vocabulary() is vocabulary()


def test_order_is_the_files() -> None:
    assert WORDS.keys("level") == ("local", "subnational", "national", "regional", "global")
    assert WORDS.keys("lesson_kind.review_status")[0] == "draft"
    assert len(WORDS.keys("washington_group_short_set.questions")) == 6
    assert len(WORDS.keys("lesson_kind.aar_questions")) == 4


def test_labels_fall_back() -> None:
    assert WORDS.label("five_r", "recognize", "es") == "Reconocer"
    assert WORDS.label("five_r", "recognize", "sw") == "Recognize"
    assert WORDS.label("five_r", "brand_new_key", "es") == "brand new key"
    assert WORDS.label("session_type", "not_recorded", "pt") == "Não informado"


def test_short_labels_lose_the_remark() -> None:
    assert WORDS.short("five_r", "reward", "fr") == "Rétribuer"
    assert WORDS.short("level", "regional", "en") == "Regional"
    assert WORDS.short("common", "other", "ar") == "أخرى"
    assert WORDS.short("five_r", "reduce", "en") == "Reduce"


def test_definitions_flags_and_properties() -> None:
    assert WORDS.definition("lesson_kind", "challenge") == "What hindered; obstacle met"
    assert WORDS.definition("lesson_kind", "open_question") == ""
    assert WORDS.definition("lesson_kind", "gap_need") == ""
    assert WORDS.definition("lesson_kind", "no_such") == ""
    assert WORDS.parent("stakeholder_category", "trade_union") == "civil_society"
    assert WORDS.parent("stakeholder_category", "academia") is None
    assert WORDS.flag("session_type", "lunch", "break")
    assert WORDS.flag("session_type", "world_cafe", "group")
    assert not WORDS.flag("session_type", "plenary", "break")
    assert WORDS.attribute("level", "global", "order") == 5
    assert WORDS.attribute("five_r", "reward", "applies_to") == "paid"
    assert WORDS.unsure("five_r", "reward", "ar")
    assert not WORDS.unsure("five_r", "reduce", "ar")
    assert WORDS.title("five_r", "es") == "Las 5R de los cuidados"
    assert WORDS.title("five_r", "sw") == "5R framework for care work"
    assert WORDS.title("gender", "es") == ""


def test_other_peoples_groups_name_our_keys() -> None:
    groups = WORDS.mapping("stakeholder_category.generation_equality_map")
    ours = [key for keys in groups.values() for key in keys]
    assert sorted(ours) == sorted(WORDS.keys("stakeholder_category"))


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("five_r", "remunerate", "reward"),
        ("five_r", "Remunerar", "reward"),
        ("five_r", "RÉMUNÉRER", "reward"),
        ("five_r", "récompenser", "reward"),
        ("five_r", "remuneration", "reward"),
        ("five_r", "الاجر", "reward"),
        ("five_r", "Reconocimiento", "recognize"),
        ("five_r", "representação", "represent"),
        ("gender", "mujer", "woman"),
        ("gender", "Femme", "woman"),
        ("gender", "إمراة", "woman"),
        ("attendance_status", "Inscrito", "registered"),
        ("attendance_status", "inscrita", "registered"),
        ("attendance_status", "Présent", "present"),
        ("attendance_status", "présente", "present"),
        ("attendance_status", "حاضرة", "present"),
        ("attendance_status", "حاضر عن بعد", "present_remote"),
        ("participant_role", "Facilitadora", "facilitator"),
        ("participant_role", "facilitateur", "facilitator"),
        ("session_type", "Table ronde", "roundtable"),
        ("session_type", "Table ronde (panel)", "panel"),
        ("stakeholder_category", "OSC", "civil_society"),
        ("gender", "Otro", "other"),
        ("gender", "Sin registrar", "not_recorded"),
        ("gender", "prefiero no decirlo", "prefer_not_to_say"),
    ],
)
def test_people_write_it_in_their_own_way(name: str, text: str, key: str) -> None:
    assert WORDS.find(name, text) == key


@pytest.mark.parametrize("text", ["", "   ", "something else", "s"])
def test_what_fits_nothing_is_not_guessed(text: str) -> None:
    assert WORDS.find("gender", text) is None


def test_unknown_keys_are_refused_only_when_asked_for() -> None:
    assert WORDS.has("gender", "woman")
    assert WORDS.has("gender", "not_recorded")
    assert not WORDS.has("gender", "plumber")
    assert WORDS.require("gender", "woman") == "woman"
    with pytest.raises(UnknownKey) as refused:
        WORDS.require("gender", "plumber")
    assert refused.value.values == {"list": "gender", "key": "plumber"}


def test_an_unknown_list_is_a_bug() -> None:
    with pytest.raises(OurBug):
        WORDS.keys("no_such_list")
    with pytest.raises(OurBug):
        WORDS.mapping("no_such_map")


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_the_five_rs_differ_and_come_from_their_words(language: str) -> None:
    keys = [key for key in WORDS.keys("five_r") if key != "none"]
    letters = [r_letter(key, language) for key in keys]
    assert len(set(letters)) == len(keys) == 5
    names = [
        fold(" ".join((WORDS.label("five_r", k, language), *WORDS._lists["five_r"][k].aliases)))
        for k in keys
    ]
    assert all(fold(letter) in name for letter, name in zip(letters, names, strict=True))
    assert r_letter("none", language) == ""


def test_equally_strong_names_cancel_each_other(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        "common: {items: {other: {en: Other}}}\n"
        "tree: {items: {oak: {en: Oak (wood)}, elm: {en: Elm (wood)}, wood: {en: A wood}}}\n",
        encoding="utf-8",
    )
    small: Vocabulary = load(path)
    assert small.find("tree", "wood") == "wood"  # the key is stronger than both remarks
    path.write_text(
        "common: {items: {other: {en: Other}}}\n"
        "tree: {items: {oak: {en: Oak (tall)}, elm: {en: Elm (tall)}}}\n",
        encoding="utf-8",
    )
    assert load(path).find("tree", "tall") is None
    assert load(path).find("tree", "elm") == "elm"


def test_consent_may_be_written_spoken_or_witnessed() -> None:
    assert WORDS.keys("consent_method")[:4] == ("written", "on_screen", "spoken", "oral_witness")
    assert WORDS.find("consent_method", "De vive voix, sans témoin") == "spoken"
    assert WORDS.find("consent_method", "شفوية دون شاهد") == "spoken"
    assert WORDS.label("consent_method", "spoken", "pt") == "Falado, sem testemunha"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_offered_in_its_order_in_the_words_of_the_language(language: str) -> None:
    words = vocabulary()
    for name in words.lists:
        told = words.options(name, language)
        assert told == [(key, words.label(name, key, language)) for key in words.keys(name)]
        short = dict(words.options(name, language, short=True))
        assert all(short[key] in label for key, label in told)
