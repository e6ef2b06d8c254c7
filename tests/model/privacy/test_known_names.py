"""Names of known people are found in any spelling, and nothing else is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.privacy.known_names import MASK, KnownNames, KnownPerson, mask
from carefacilitator.model.text.folding import fold

PEOPLE = (
    KnownPerson("awa", "Awa Diouf", ("+221 77 123 45 67", "Awa.Diouf@example.org")),
    KnownPerson("marie", "Marie-Claire Guion"),
    KnownPerson("rosa", "Rosa"),
    KnownPerson("fatima", "فاطمة الزهراء بنت علي", ("٠٦١٢٣٤٥٦٧٨",)),
    KnownPerson("amal", "أمل"),
    KnownPerson("maria", "María de la Cruz Esperanza"),
    KnownPerson("p7", "Participant 007"),
    KnownPerson("p8", "Participant 008"),
    KnownPerson("khady", "Ndiaye Khady"),
    KnownPerson("youssef", "Youssef El-Fassi"),
    KnownPerson("omar", "عبد الله بن عمر"),
    KnownPerson("jean", "Jean N'Guessan"),
    KnownPerson("jose", "José António da Conceição"),
    KnownPerson("mei", "王小明"),
    KnownPerson("ben", "Ben"),
)
NAMES = KnownNames(PEOPLE).among()


def who(text: str) -> set[str]:
    return {person for one in NAMES.find(text) for person in one.people}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Diouf Awa said it", "awa"),
        ("DIOUF, Awa", "awa"),
        ("awa told us", "awa"),
        ("Awa's house", "awa"),
        ("AWA’S HOUSE", "awa"),
        ("both Awas", "awa"),
        ("the Dioufs came", "awa"),
        ("d’Awa, qu'Awa", "awa"),
        ("Awa M. Diouf", "awa"),
        ("Awa\u00a0Diouf", "awa"),
        ("A\u200bw\u200ca\u2060 Diouf", "awa"),
        ("Awa\nDiouf", "awa"),
        ("AwaDiouf", "awa"),
        ("Di\u00adouf", "awa"),
        ("Ａｗａ Ｄｉｏｕｆ", "awa"),
        ("Marie Claire Guion", "marie"),
        ("marieclaire", "marie"),
        ("Guion (Marie-\nClaire)", "marie"),
        ("rosa nos dijo", "rosa"),
        ("las Rosas", "rosa"),
        ("وأمل قالت", "amal"),
        ("بالأمل", "amal"),
        ("اَمَل", "amal"),
        ("وفاطمة الزهراء", "fatima"),
        ("لفاطمه", "fatima"),
        ("الزهراء فاطمة", "fatima"),
        ("Maria Cruz", "maria"),
        ("Esperanza de la Cruz", "maria"),
        ("la esperanza", "maria"),
        ("Participant 007 cried", "p7"),
        ("007, participant", "p7"),
        ("N’Diaye", "khady"),
        ("N Diaye Khady", "khady"),
        ("Elfassi", "youssef"),
        ("al Fassi", "youssef"),
        ("عبدالله", "omar"),
        ("وعبد الله", "omar"),
        ("Nguessan", "jean"),
        ("Conceicao, Jose", "jose"),
        ("今天王小明说", "mei"),
        ("Ben said", "ben"),
        ("77 123 45 67", "awa"),
        ("00221771234567", "awa"),
        ("+221.77.123.4567", "awa"),
        ("(077) 123-45-67", "awa"),
        ("٠٠٢٢١ ٧٧ ١٢٣ ٤٥ ٦٧", "awa"),
        ("0612345678", "fatima"),
        ("+212 6 12 34 56 78", "fatima"),
        ("AWA.DIOUF@EXAMPLE.ORG", "awa"),
        ("awa.diouf@example.org.", "awa"),
    ],
)
def test_a_person_is_found_however_her_name_is_written(text: str, person: str) -> None:
    assert who(text) == {person}
    assert MASK in NAMES.masked(text)
    assert not who(NAMES.masked(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The participants of 2026-01-15 came at 10:30, 25 people in 7 rooms",
        "participant 7",
        "Await the award",
        "de la al el bint",
        "Tamala amalgam",
        "الأملاك",
        "123456789",
        "someone@example.org",
    ],
)
def test_nothing_else_is_found(text: str) -> None:
    assert NAMES.find(text) == []
    assert NAMES.masked(text) == text


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Awa said", True),
        ("awa said", False),
        ("Rosa said", False),
        ("Esperanza", False),
        ("Maria Esperanza", True),
        ("أمل", False),
        ("فاطمة", True),
        ("Ben", False),
    ],
)
def test_what_may_be_an_everyday_word_is_found_as_perhaps(text: str, sure: bool) -> None:
    (found,) = NAMES.find(text)
    assert found.sure is sure


def test_a_part_of_a_name_counts_where_it_is_hers_alone() -> None:
    two = KnownNames([KnownPerson("1", "Awa Diouf"), KnownPerson("2", "Awa Sarr")])
    assert two.among().find("Awa said") == []
    assert [one.people for one in two.among(["2"]).find("Awa said")] == [("2",)]
    assert [one.people for one in two.among([]).find("Sarr Awa said")] == [("2",)]
    assert two.among([]).find("a sarr") == []


def test_two_people_of_one_name_are_both_meant() -> None:
    two = KnownNames([KnownPerson("1", "Awa Diouf"), KnownPerson("2", "Diouf Awa")])
    assert [one.people for one in two.among().find("Awa Diouf")] == [("1", "2")]
    assert [one.people for one in two.among(["1"]).find("Awa Diouf")] == [("1",)]


def test_a_name_that_changes_is_known_by_its_new_form_only() -> None:
    names = KnownNames([KnownPerson("1", "Awa Diouf", ("+221771234567",))])
    names.put(KnownPerson("1", "Khady Sarr"))
    near = names.among()
    assert near.find("Awa Diouf, 0771234567") == []
    assert near.find("Sarr Khady")
    names.put(KnownPerson("1", ""))
    assert names.among().find("Sarr Khady") == []


def test_only_those_who_are_to_be_hidden_are_masked() -> None:
    text = "Awa Diouf and Marie-Claire Guion, +221 77 123 45 67"
    assert NAMES.masked(text, hides=["awa"]) == f"{MASK} and Marie-Claire Guion, +{MASK}"
    assert mask(text, []) == text


GIVEN = ("Awa", "Noémie", "José", "Fatoumata", "Khadija", "فاطمة", "خديجة", "Ngozi")
FAMILY = ("Diouf", "Guion", "Nuñez", "Benali", "Okafor", "العلوي", "بوعزة", "Sauvé")
PLAIN = ("the", "water", "is", "far", "we", "walk", "المياه", "بعيدة", "agua", "lejos", "soin")
spellings = st.sampled_from(
    [
        str.upper,
        str.lower,
        str.title,
        fold,
        lambda name: name.replace(" ", "\u00a0"),
        lambda name: name.replace(" ", "\n"),
        lambda name: name.replace(" ", "-"),
        lambda name: name.replace(" ", ", "),
        lambda name: name.replace(" ", ""),
        lambda name: "\u200b".join(name),
        lambda name: name.replace(" ", " de la "),
        lambda name: " ".join(reversed(name.split())),
        lambda name: name.split()[0],
        lambda name: f"{name}’s",
        lambda name: f"و{name}" if name[0] > "\u0600" else f"l'{name}",
    ]
)


@given(
    given_name=st.sampled_from(GIVEN),
    family=st.sampled_from(FAMILY),
    spell=st.lists(spellings, min_size=1, max_size=1),
    before=st.lists(st.sampled_from(PLAIN), max_size=4),
    after=st.lists(st.sampled_from(PLAIN), max_size=4),
)
def test_any_spelling_of_a_name_is_found_and_masked(
    given_name: str, family: str, spell: list[object], before: list[str], after: list[str]
) -> None:
    written = f"{given_name} {family}"
    names = KnownNames([KnownPerson("x", written)]).among()
    for one in spell:
        written = one(written)  # type: ignore[operator]
    text = " ".join((*before, written, *after))
    assert [one.people for one in names.find(text)] != []
    left = fold(names.masked(text))
    assert fold(given_name) not in left.split()
    assert fold(family) not in left.split()
    assert names.find(" ".join((*before, *after))) == []


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    found = NAMES.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.text(max_size=30))
def test_any_name_can_be_known(name: str) -> None:
    names = KnownNames([KnownPerson("x", name, (name,))])
    names.put(KnownPerson("x", "Awa Diouf"))
    names.among().find(f"{name} says {name}")
    assert names.among().find("Diouf Awa")
