"""Turn answers in five languages into the vocabulary's keys; what is not certain is not guessed.

Each function takes a cell as it was written and gives a key, or an empty text where the answer is
empty or cannot be told; whoever calls keeps the text or warns. Keys of forms (``select_one`` in
Kobo and ODK), labels in any language, and what people type are understood alike.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from typing import NamedTuple

from carefacilitator.interchange.people import answer_words as words
from carefacilitator.interchange.people import consent_answers
from carefacilitator.interchange.tables.plain_text import plain
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold

GIVEN, REFUSED, NOT_ASKED = "given", "refused", "not_asked"
_BANDS: dict[str, tuple[int, int]] = {
    "u18": (0, 17),
    "a18_24": (18, 24),
    "a25_34": (25, 34),
    "a35_44": (35, 44),
    "a45_59": (45, 59),
    "a60": (60, 120),
}
_TOTAL = re.compile(r"(?:sub)?(?:total|totales|totaux|totais|المجموع)[\s:=]*\d*")
_SPAN = re.compile(r"(\d{1,3})\D{1,12}?(\d{1,3})\D*")
_OVER = re.compile(
    r"(?:>=?|\+|over|above|more than|mas de|plus de|mais de|اكثر من|فوق)\s*(\d{1,3})\D*"
    r"|(\d{1,3})\s*(?:\+|and over|and above|or more|or over|and older|(?:anos )?[yoe] mas"
    r"|(?:ans )?(?:et|ou) plus|(?:anos )?(?:e|ou) mais|فاكثر|وما فوق|فما فوق)\D*"
)
_UNDER = re.compile(
    r"(?:<=?|under|below|less than|menos de|menor de|menores de|moins de|abaixo de|اقل من|دون|تحت)"
    r"\s*(\d{1,3})\D*"
)
_AGE = re.compile(r"(\d{1,3})(?:[.,]0)?\s*(?:years?( old)?|yrs?|anos?|ans|سنه|عاما?)?\.?")


# A sheet of thousands of rows gives the same few answers again and again.
_remembered = functools.lru_cache(maxsize=1024)


class Described(NamedTuple):
    """A gender: the key, and the person's own words where the key is ``self_described``."""

    key: str
    text: str


@_remembered
def consent(text: str, question: str = "") -> str:
    """``given``, ``refused`` or ``not_asked``; anything but a clear answer is ``not_asked``.

    ``question`` is the column's heading: a form's check box answers with its own sentence.
    """
    status = consent_answers.understood(text, question=question)
    return NOT_ASKED if status == consent_answers.NOT_UNDERSTOOD else status


@_remembered
def gender(text: str, m: str = "") -> Described:
    """A key of ``gender``; what is not one of them is a description in the person's own words.

    ``m`` is the key that a bare “M” stands for (:func:`meaning_of_m`).
    """
    text = text.strip()
    answer = plain(text)
    if not answer or answer == "m":
        return Described(m if answer else "", "")
    key = _lookup("gender", answer, words.GENDERS) or vocabulary().find("gender", text)
    if key and key != "self_described" and key in vocabulary().keys("gender"):
        return Described(key, "")
    before, mark, after = text.replace("：", ":").partition(":")
    if mark and plain(before) in _set(words.DESCRIBED):
        return Described("self_described", after.strip(" …"))
    if answer in _set(words.DESCRIBED) or key == "self_described":
        return Described("self_described", "")
    if answer.isdigit() or len(answer) == 1:  # a code whose meaning the file does not tell
        return Described("", "")
    return Described("self_described", text)


def meaning_of_m(answers: Iterable[str], header: str = "") -> str:
    """What “M” stands for in a column: *mujer* beside H, *man* beside F; else it cannot be told.

    The heading may show the letters (“Sexo (H/M)”) or be in a language where M is no woman.
    """
    seen = {plain(answer) for answer in answers} | set(plain(header).split())
    if seen & {"sex", "gender", "sexe", "genre"} and "h" not in seen:
        return "man"
    if ("h" in seen) == ("f" in seen):
        return ""
    return "woman" if "h" in seen else "man"


@_remembered
def age_band(text: str) -> str:
    """A key of ``age_band`` from a band, an age in years or a key.

    A band that lies across two of ours is none of them.
    """
    answer = fold(text).strip().strip("\"'")
    if not answer:
        return ""
    found = vocabulary().find("age_band", text)
    if found in vocabulary().keys("age_band"):
        return found
    if answer in _BANDS or plain(text) in _set(words.GENDERS["prefer_not_to_say"]):
        return answer if answer in _BANDS else "prefer_not_to_say"
    span = _years(answer)
    if span is None:
        return ""
    low, high = span
    return next((key for key, (a, b) in _BANDS.items() if a <= low <= high <= b), "")


def _years(answer: str) -> tuple[int, int] | None:
    """The youngest and the oldest age an answer allows."""
    age = _AGE.fullmatch(answer)
    if age:
        years = int(age[1])
        return (years, years) if 0 < years <= 120 else None
    over = _OVER.fullmatch(answer)
    if over:
        more = answer.startswith((">", "over", "above", "more", "mas", "plus", "mais"))
        strict = more and not answer.startswith(">=")
        return int(over[1] or over[2]) + (1 if strict and over[1] else 0), 120
    under = _UNDER.fullmatch(answer)
    if under:
        return 0, int(under[1]) - (0 if answer.startswith("<=") else 1)
    span = re.fullmatch(r"(?:de |from |between |entre |من )?" + _SPAN.pattern, answer)
    if span:
        return int(span[1]), int(span[2])
    return None


@_remembered
def category(text: str) -> str:
    """A key of ``stakeholder_category``, or an empty text."""
    return _from_list("stakeholder_category", text, words.CATEGORIES)


@_remembered
def role(text: str) -> str:
    """A key of ``participant_role``, or an empty text."""
    return _from_list("participant_role", text, words.ROLES)


@_remembered
def difficulty(text: str) -> str:
    """An answer of the Washington Group's short set: ``none``, ``some``, ``a_lot`` or ``cannot``.

    A bare “yes” does not say how much, and a bare number not on which scale: both give nothing.
    """
    answer = plain(text)
    name = "washington_group_short_set.answers"
    key = _lookup(name, answer, words.DIFFICULTIES) or vocabulary().find(name, text) or ""
    return key if key in vocabulary().keys(name) else ""


@_remembered
def language(text: str) -> str:
    """``en``, ``es``, ``fr``, ``pt``, ``ar``, or the text as it is."""
    return _lookup("language", plain(text), words.LANGUAGES) or text.strip()


@_remembered
def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing: “n/a”, “—”, “#N/A”, “ninguno”."""
    folded = fold(text)
    return not folded or folded in _missing()


def is_missing_name(text: str) -> bool:
    """Whether a cell holds no name. Stricter: somebody may be called Null or Nada.

    The line of totals under a list is nobody, either.
    """
    folded = fold(text)
    if folded in ("n/a", "#n/a", "#ref!", "#value!", "#name?") or _TOTAL.fullmatch(folded):
        return True
    return not any(map(str.isalnum, text))


def _from_list(name: str, text: str, more: MappingOf[str, str]) -> str:
    found = _lookup(name, plain(text), more) or vocabulary().find(name, text) or ""
    return found if found in vocabulary().keys(name) else ""


def _lookup(name: str, answer: str, more: MappingOf[str, str]) -> str:
    return _index(name, tuple(more.items())).get(answer, "")


@functools.cache
def _index(name: str, more: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Folded answer → key: our words first, then the vocabulary's labels without their marks."""
    index = {plain(answer): key for key, all_ in more for answer in all_.split("|")}
    if name != "language":
        for key in vocabulary().keys(name):
            for language_ in ("en", "es", "fr", "pt", "ar"):
                index.setdefault(plain(vocabulary().label(name, key, language_)), key)
            index.setdefault(plain(key), key)
    return index


@functools.cache
def _set(alternatives: str) -> frozenset[str]:
    return frozenset(plain(word) for word in alternatives.split("|"))


@functools.cache
def _missing() -> frozenset[str]:
    return frozenset(fold(word) for word in words.MISSING.split("|"))
