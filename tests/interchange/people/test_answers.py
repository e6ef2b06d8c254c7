from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.i18n import LANGUAGES
from carefacilitator.interchange.people import answers
from carefacilitator.model.records.vocabulary import vocabulary

DOMAIN = "washington_group_short_set.answers"


AGREED = (
    "Yes|yes |SI|Sí|Oui|oui.|Sim|نعم|1|TRUE|true|Verdadero|✓|☑|I agree|Acepto|De acuerdo|"
    "J’accepte|D'accord|Aceito|Concordo|أوافق|موافقة|given|Sí, acepto|Yes, I agree|Y"
)
REFUSED = (
    "No|NO|non|Não|لا|0|FALSE|Falso|I do not agree|I don't agree|No acepto|Je n’accepte pas|"
    "Não concordo|لا أوافق|refused|withdrawn|Refusé·e|No, gracias|N|Faux|☐|✗|✘|❌"
)


def test_agreement_in_five_languages() -> None:
    for text in AGREED.split("|"):
        assert answers.consent(text) == "given", text


def test_refusal_in_five_languages() -> None:
    for text in REFUSED.split("|"):
        assert answers.consent(text) == "refused", text


@pytest.mark.parametrize(
    "text",
    ["", " ", "maybe", "quizás", "peut-être", "talvez", "ربما", "n/a", "-", "?", "2", "x", "X", "☒",
     "yes but not my photo", "sí/no", "not asked", "si acaso", "Yes and no", "o"],
)  # fmt: skip
def test_anything_else_is_not_asked(text: str) -> None:
    assert answers.consent(text) == "not_asked"


def test_a_check_box_answers_with_its_own_sentence() -> None:
    question = "I agree that my data are stored"
    assert answers.consent(question, question) == "given"
    assert answers.consent("I agree to something else", question) == "not_asked"


@given(st.text(max_size=30))
def test_consent_is_always_one_of_three(text: str) -> None:
    assert answers.consent(text) in ("given", "refused", "not_asked")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_understood(language: str) -> None:
    words = vocabulary()
    readers = {
        "stakeholder_category": answers.category,
        "age_band": answers.age_band,
        "participant_role": answers.role,
        DOMAIN: answers.difficulty,
    }
    for name, read in readers.items():
        for key in words.keys(name):
            assert read(words.label(name, key, language)) == key, (name, key)
            assert read(key) == key, (name, key)
    for key in words.keys("gender"):
        assert answers.gender(words.label("gender", key, language)).key == key
        assert answers.gender(key) == (key, "")
    for key, status in (("given", "given"), ("refused", "refused"), ("not_asked", "not_asked")):
        assert answers.consent(words.label("consent_status", key, language)) == status
    assert answers.consent(words.label("common", "yes", language)) == "given"
    assert answers.consent(words.label("common", "no", language)) == "refused"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Self-described: two-spirit", ("self_described", "two-spirit")),
        ("Autre : en questionnement", ("self_described", "en questionnement")),
        ("Otro: muxe", ("self_described", "muxe")),
        ("Me describo como: …", ("self_described", "")),
        ("أخرى: تعريف آخر", ("self_described", "تعريف آخر")),
        ("Mujer trans", ("self_described", "Mujer trans")),
        ("Other", ("self_described", "")),
        ("Non-binary", ("non_binary", "")),
        ("Female", ("woman", "")),
        ("F", ("woman", "")),
        ("H", ("man", "")),
        ("أنثى", ("woman", "")),
        ("ذكر", ("man", "")),
        ("Prefiero no decir", ("prefer_not_to_say", "")),
        ("", ("", "")),
        ("M", ("", "")),
        ("2", ("", "")),
        ("z", ("", "")),
    ],
)
def test_gender(text: str, expected: tuple[str, str]) -> None:
    assert answers.gender(text) == expected


def test_the_letter_m_is_explained_by_its_column() -> None:
    assert answers.meaning_of_m(["M", "H", ""]) == "woman"
    assert answers.meaning_of_m(["M", "F"]) == "man"
    assert answers.meaning_of_m(["M", "M"]) == ""
    assert answers.meaning_of_m(["M", "F", "H"]) == ""
    assert answers.gender("m", "woman").key == "woman"


def test_the_letter_m_is_explained_by_its_heading() -> None:
    assert answers.meaning_of_m(["M"], "Sexo (H/M)") == "woman"
    assert answers.meaning_of_m(["M"], "Sexe (F/M)") == "man"
    assert answers.meaning_of_m(["M"], "Gender") == "man"
    assert answers.meaning_of_m(["M"], "Sexo") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-24", "a18_24"), ("18–24", "a18_24"), ("18 to 24", "a18_24"),
        ("18 a 24 años", "a18_24"),
        ("de 18 à 24 ans", "a18_24"), ("١٨-٢٤", "a18_24"), ("Entre 25 y 34 años", "a25_34"),
        ("60+", "a60"), ("+60", "a60"), ("60 y más", "a60"), ("60 ans et plus", "a60"),
        (">60", "a60"),
        ("más de 60", "a60"), ("65 ou mais", "a60"), ("60 فأكثر", "a60"), (">=60", "a60"),
        ("Under 18", "u18"), ("<18", "u18"), ("menos de 18", "u18"), ("Moins de 18 ans", "u18"),
        ("43", "a35_44"), ("43 years", "a35_44"), ("43 ans", "a35_44"), ("43 años", "a35_44"),
        ("25.0", "a25_34"), ("17", "u18"), ("59", "a45_59"), ("60", "a60"), ("٣٠", "a25_34"),
        ("25-29", "a25_34"), ("a35_44", "a35_44"), ("prefer not to say", "prefer_not_to_say"),
        ("26-35", ""), ("50+", ""), ("0", ""), ("130", ""), ("1987", ""), ("joven", ""),
        ("<60", ""),
        ("", ""), ("18-24 or 25-34", ""), ("-5", ""),
    ],
)  # fmt: skip
def test_ages(text: str, expected: str) -> None:
    assert answers.age_band(text) == expected


@given(st.integers(1, 120))
def test_every_age_has_its_band(age: int) -> None:
    assert answers.age_band(str(age)) in vocabulary().keys("age_band")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NGO", "civil_society"), ("ONG", "civil_society"), ("OSC", "civil_society"),
        ("Subnational government", "subnational_government"), ("Syndicat", "trade_union"),
        ("Collectivité locale", "subnational_government"), ("Universidad", "academia"),
        ("UN agency", "international_organization"), ("جمعية", "civil_society"),
        ("Organisation de femmes de la base", "grassroots_womens_org"),
        ("civil_society", "civil_society"), ("Organização de mulheres de base",
         "grassroots_womens_org"),
        ("Something else", ""), ("Government", ""), ("civil_society trade_union", ""), ("", ""),
    ],
)  # fmt: skip
def test_categories_are_known_or_left_open(text: str, expected: str) -> None:
    assert answers.category(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No - no difficulty", "none"), ("Je n’y arrive pas du tout", "cannot"),
        ("Non, aucune difficulté", "none"), ("Yes - a lot of difficulty", "a_lot"),
        ("Oui, quelques difficultés", "some"), ("no_difficulty", "none"), ("No", "none"),
        ("a_lot_of_difficulty", "a_lot"), ("cannot_do_at_all", "cannot"), ("لا صعوبة", "none"),
        ("Yes", ""), ("1", ""), ("4", ""), ("", ""), ("n/a", ""), ("Prefiero no decirlo", ""),
    ],
)  # fmt: skip
def test_difficulties(text: str, expected: str) -> None:
    assert answers.difficulty(text) == expected


def test_languages_become_codes_or_stay() -> None:
    assert answers.language("Español") == "es"
    assert answers.language("العربية") == "ar"
    assert answers.language("Français") == answers.language("FR") == "fr"
    assert answers.language(" Quechua ") == "Quechua"


def test_what_stands_for_nothing() -> None:
    for text in ("", " ", "n/a", "N/A", "#N/A", "—", "Ninguna", "Aucun", "لا يوجد"):
        assert answers.is_missing(text), text
    assert not answers.is_missing("NA")
    for text in ("", "-", "n/a", "...", "#REF!", "Total", "TOTAL: 25", "المجموع"):
        assert answers.is_missing_name(text), text
    for name in ("Null", "Nada", "Totalina", "None", "Na", "ن", "X Æ"):
        assert not answers.is_missing_name(name), name
