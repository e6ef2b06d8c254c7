from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.privacy.device_words import COUNT, _lists, device_words
from carefacilitator.model.text.folding import fold

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def _near(one: str, other: str) -> bool:
    """Whether one letter added, left out or changed makes one word the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[same + (len(one) == len(other)) :] == other[same + 1 :]


def test_near_is_one_letter() -> None:
    assert _near("cat", "cat")
    assert _near("cat", "hat")
    assert _near("cat", "cats")
    assert _near("at", "cat")
    assert not _near("cat", "dog")
    assert not _near("cat", "cable")
    assert not _near("lemon", "melon")


def test_every_language_has_256_words() -> None:
    assert set(_lists()) == set(LANGUAGES)
    for words in _lists().values():
        assert len(words) == 256
        assert all(isinstance(word, str) and word == word.strip() != "" for word in words)


@EVERY_LANGUAGE
def test_no_two_words_can_be_mistaken(language: str) -> None:
    words = [fold(word) for word in _lists()[language]]
    alike = [(a, b) for a, b in itertools.combinations(words, 2) if _near(a, b)]
    assert alike == []


@EVERY_LANGUAGE
def test_letters_are_the_languages_own(language: str) -> None:
    letters = {letter for word in _lists()[language] for letter in fold(word)}
    own = set("ابتثجحخدذرزسشصضطظعغفقكلمنهويء ") if language == "ar" else None
    assert letters <= (own or set("abcdefghijklmnopqrstuvwxyz -"))


def test_words_of_a_key_never_change() -> None:
    assert device_words(b"", "en") == [
        "fox",
        "dolphin",
        "falcon",
        "scissors",
        "heart",
        "cloud",
        "compass",
        "rose",
    ]
    assert device_words(bytes(32), "es") == [
        "galaxia",
        "collar",
        "tomate",
        "tractor",
        "jugo",
        "yogur",
        "casa",
        "robot",
    ]


@given(key=st.binary(min_size=0, max_size=64))
def test_all_languages_name_the_same_things(key: bytes) -> None:
    spoken = {language: device_words(key, language) for language in LANGUAGES}
    places = {
        language: tuple(_lists()[language].index(word) for word in words)
        for language, words in spoken.items()
    }
    assert len(set(places.values())) == 1
    assert len(spoken["en"]) == COUNT == 8
    assert device_words(key, "en") == spoken["en"]


def test_one_bit_changes_the_words() -> None:
    key = bytes(range(32))
    for bit in range(256):
        other = bytearray(key)
        other[bit // 8] ^= 1 << bit % 8
        same = [
            a == b
            for a, b in zip(device_words(key, "en"), device_words(bytes(other), "en"), strict=True)
        ]
        assert sum(same) <= 2


def test_an_unknown_language_reads_english() -> None:
    assert device_words(b"key", "sw") == device_words(b"key", "en")
