from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carefacilitator.model.text.folding import fold, fold_map, spans

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)
FIELD_TEXT = st.text(
    alphabet=st.sampled_from(
        list("aAéÉœŒßłØİı '’«»-–٣۴4أإآاٱىيةهؤئءـَُِّْكکﻻﷲ　\u00a0\u200f\u2068\u0301ñçकी์ก็한カ゛\t\n")
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("éducation", "EDUCATION"),
        ("e\u0301ducation", "éducation"),
        ("cœur", "coeur"),
        ("pingüino", "pinguino"),
        ("Straße", "STRASSE"),
        ("Æther", "aether"),
        ("Søren", "soren"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Işık", "isik"),
        ("l’accueil", "l'accueil"),
        ("aller–retour", "aller-retour"),
        ("10\u202f000", "10 000"),
        ("ＡＢＣ", "abc"),
        ("ﬁn", "fin"),
        ("Nguyễn", "nguyen"),
        ("Ɗanjuma", "danjuma"),
        ("soft\u00adhyphen", "softhyphen"),
        ("م\u200fرحبا", "مرحبا"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المَدْرَسَةُ", "المدرسة"),
        ("المدرسة", "المدرسه"),
        ("كتـــاب", "كتاب"),
        ("أحمد", "احمد"),
        ("إيمان", "ايمان"),
        ("آمنة", "امنه"),
        ("ٱلرباط", "الرباط"),
        ("مصطفى", "مصطفي"),
        ("سؤال", "سوال"),
        ("قائمة", "قايمه"),
        ("فاطمة الزهراء", "فاطمه  الزهراء"),
        ("أگادير", "اكادير"),
        ("أڭادير", "أكادير"),
        ("ڤيديو", "فيديو"),
        ("ﻻ", "لا"),
        ("یک", "يك"),
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "2024"),
        ("هٰذا", "هذا"),
    ],
)
def test_arabic_variants_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علاء", "علا"),
        ("care", "cure"),
        ("ক", "কি"),
        ("กา", "กี"),
        ("कम", "काम"),
        ("が", "か"),
        ("a-b", "ab"),
        ("5R", "5"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_digits_of_every_script_become_latin() -> None:
    assert fold("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ০১২ १२३") == "0123456789 0123456789 012 123"


def test_spaces_collapse_and_punctuation_stays() -> None:
    assert fold("  Who?\t\n  (care), work!\u3000 ") == "who? (care), work!"


def test_half_a_character_cannot_break_a_file() -> None:
    assert fold("a\ud800b").encode("utf-8") == "a\ufffdb".encode()
    assert fold("a\x00b") == "a b"


@given(ANY_TEXT | FIELD_TEXT)
@example("ŉ ǰ ΐ ẞ ᾳ ﷺ ½ ㍿ ㈠")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | FIELD_TEXT)
def test_canonically_equal_texts_fold_alike(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    composed = unicodedata.normalize("NFC", text)
    assert fold(decomposed) == fold(composed) == fold(text)


@given(ANY_TEXT | FIELD_TEXT)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(ANY_TEXT | FIELD_TEXT)
def test_the_map_folds_alike_and_points_forward(text: str) -> None:
    folded, positions = fold_map(text)
    assert folded == fold(text)
    assert len(positions) == len(folded) + 1
    assert list(positions) == sorted(positions)
    assert all(0 <= p <= len(text) for p in positions)


@given(FIELD_TEXT, st.integers(0, 39), st.integers(1, 10))
def test_whatever_is_cut_out_is_found_again(text: str, start: int, length: int) -> None:
    query = text[start : start + length]
    if not fold(query):
        return
    found = spans(text, query)
    if fold(query) in fold(text):
        assert found
    for first, last in found:
        assert 0 <= first < last <= len(text)
        assert fold(query) in fold(text[first:last])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("L’éducation des soins", "education", ["éducation"]),
        ("Le cœur et le chœur", "coeur", ["cœur"]),
        ("في المَدْرَسَةِ القديمة", "مدرسه", ["مَدْرَسَةِ"]),
        ("Accueil  des   enfants", "accueil des", ["Accueil  des"]),
        ("care, Care, CARE", "care", ["care", "Care", "CARE"]),
        ("œœ", "o", ["œ", "œ"]),
        ("nothing here", "", []),
        ("nothing here", "xyz", []),
    ],
)
def test_hits_are_marked_in_the_original(text: str, query: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text, query)] == marked
