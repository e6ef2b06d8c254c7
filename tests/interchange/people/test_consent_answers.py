"""Answers about consent: only a known yes is one, a no is one in whatever words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.interchange.people import consent_words as words
from carefacilitator.interchange.people.consent_answers import (
    GIVEN,
    NOT_UNDERSTOOD,
    REFUSED,
    is_tick,
    understood,
)
from carefacilitator.interchange.tables.plain_text import plain

TABLE = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "consent_answers.yaml").read_text("utf-8")
)
STATUS = {"given": GIVEN, "refused": REFUSED, "held": NOT_UNDERSTOOD}
ALL = [
    (language, meaning, answer.strip())
    for language, groups in TABLE.items()
    for meaning, text in groups.items()
    for line in text.splitlines()
    for answer in line.split("|")
    if answer.strip()
]
SAID = {meaning: [a for _, m, a in ALL if m == meaning] for meaning in STATUS}


@pytest.mark.parametrize("language", TABLE)
@pytest.mark.parametrize("meaning", STATUS)
def test_a_table_of_answers(language: str, meaning: str) -> None:
    answers = [a for told, m, a in ALL if (told, m) == (language, meaning)]
    assert len(answers) >= 40
    wrong = {answer: understood(answer) for answer in answers}
    assert {a: got for a, got in wrong.items() if got != STATUS[meaning]} == {}


def test_there_are_hundreds_in_each_language() -> None:
    for language in TABLE:
        assert len([1 for told, _, _ in ALL if told == language]) >= 200


# --- a yes is a closed list -----------------------------------------------------------------------

KNOWN = frozenset(
    plain(
        " ".join(
            (
                words.YES, words.ASSENT, words.BESIDE_YES, words.BESIDE_YES_TO_STORING,
                words.YES_ALONE.replace("|", " "), words.BESIDE_CLAUSES.replace("|", " "),
                words.GRANTING.replace("|", " "),
                "thanks thank gracias merci obrigada obrigado muchas muito beaucoup شكرا",
            )
        )
    ).split()
)  # fmt: skip
ANY_WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@given(st.text(max_size=60))
def test_any_text_gives_one_of_three(text: str) -> None:
    assert understood(text) in (GIVEN, REFUSED, NOT_UNDERSTOOD)


@given(st.sampled_from(SAID["given"]), ANY_WORD, st.booleans())
def test_a_word_nobody_knows_beside_a_yes_stores_nobody(yes: str, word: str, before: bool) -> None:
    told = f"{word} {yes}" if before else f"{yes} {word}"
    unknown = [one for one in plain(told).split() if one not in KNOWN]
    limits = {"terms", "conditions", "condiciones"}
    if [one for one in unknown if one not in limits and not plain(yes).count(one)]:
        assert understood(told) != GIVEN


@given(
    st.sampled_from(SAID["given"]),
    st.sampled_from(words.NEGATION.split() + words.UNCLEAR.split()),
    st.sampled_from([" ", ", ", " - ", ". ", "/", "\n"]),
)
def test_a_yes_with_a_no_or_a_condition_stores_nobody(yes: str, word: str, between: str) -> None:
    assert understood(f"{yes}{between}{word}") != GIVEN
    assert understood(f"{word}{between}{yes}") != GIVEN


@given(st.sampled_from(SAID["given"]), st.sampled_from(SAID["refused"] + SAID["held"]))
def test_a_yes_beside_any_other_answer_stores_nobody(yes: str, other: str) -> None:
    """But for “no problem” and its like, which takes nothing from a yes beside it."""
    if set(plain(other).split()) - KNOWN:
        assert understood(f"{yes}; {other}") != GIVEN
        assert understood(f"{other}, {yes}") != GIVEN


@given(st.sampled_from(SAID["refused"]), st.sampled_from(SAID["refused"]))
def test_two_noes_are_never_a_yes(one: str, other: str) -> None:
    assert understood(f"{one}, {other}") != GIVEN


@given(st.sampled_from(ALL), st.sampled_from(["{}", " {} ", "{}.", "{}!", "\u200f{}", "{}\u00a0"]))
def test_spaces_and_stops_change_nothing(told: tuple[str, str, str], around: str) -> None:
    _, meaning, answer = told
    if plain(answer):
        assert understood(around.format(answer)) == STATUS[meaning]


# --- marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", "✓✔☑✅")
def test_ticks_are_a_yes(mark: str) -> None:
    assert understood(mark) == understood(f" {mark}\ufe0f") == GIVEN


@pytest.mark.parametrize("mark", "✗✘❌☐")
def test_crosses_and_empty_boxes_are_a_no(mark: str) -> None:
    assert understood(mark) == understood(f"{mark} {mark}") == REFUSED


@pytest.mark.parametrize("mark", ["x", "X", "☒", "✖", "xx", "(x)", "+", "*", "o", "👍", "👎", "🙂"])
def test_other_marks_are_not_understood(mark: str) -> None:
    assert understood(mark) == NOT_UNDERSTOOD


@pytest.mark.parametrize("mark", ["x", "X", "☒", "✓", "✔", "☑", "1", "TRUE", "✖"])
def test_below_a_yes_or_a_no_these_are_ticks(mark: str) -> None:
    assert is_tick(mark)
    assert not is_tick("")
    assert not is_tick("a")


@pytest.mark.parametrize(
    "answer",
    ["[ ] Yes", "[] Yes", "( ) Sí", "☐ Yes", "○ Yes", "□ Sí", "___ Sí", "( ) Sí ( ) No", "~~Yes~~",
     "Y\u0336e\u0336s\u0336", "[x] Yes", "☒ Yes", "☑ No", "Yes 👎", "Sí ❌"],
)  # fmt: skip
def test_a_yes_beside_a_mark_that_does_not_tick_it(answer: str) -> None:
    assert understood(answer) == NOT_UNDERSTOOD


# --- other purposes -------------------------------------------------------------------------------


def test_a_no_to_something_else_is_no_no_here() -> None:
    assert understood("No photos") == NOT_UNDERSTOOD
    assert understood("No photos", "photo") == REFUSED
    assert understood("Sin fotos", "photo") == REFUSED
    assert understood("No compartir", "share_secretariat") == REFUSED
    assert understood("No, no quiero fotos") == REFUSED, "a plain no stands first"
    assert understood("Sí, guarden mis datos") == GIVEN
    assert understood("Sí, guarden mis datos", "photo") == NOT_UNDERSTOOD


def test_a_question_that_says_no_is_not_agreed_to_by_repeating_it() -> None:
    assert understood("May we keep it?", question="May we keep it?") == NOT_UNDERSTOOD
    question = "I do not agree that my data are stored"
    assert understood(question, question=question) == REFUSED
