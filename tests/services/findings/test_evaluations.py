"""The closing evaluation: hands for each answer, comments, and what two laptops make of them."""

from __future__ import annotations

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.records.records import Evaluation
from carefacilitator.services.failures import BadNumber, UnknownKey
from carefacilitator.services.findings.evaluations import (
    ANSWERS,
    MOST,
    QUESTIONS,
    SENTENCES,
    Answered,
)
from carefacilitator.services.program import Program


@pytest.fixture
def day(program: Program) -> str:
    return program.workshops.create("Day").id


def test_every_question_has_words_and_answers(program: Program, day: str) -> None:
    told = program.evaluations.of(day)
    assert [one.question for one in told] == list(QUESTIONS) == list(SENTENCES)
    assert all(one.total == 0 for one in told)
    spoken = {answer for answers in QUESTIONS.values() for answer in answers}
    assert {one for one in spoken if not one.isdigit()} == set(ANSWERS)
    assert all(Words("qps").say(text) for text in (*SENTENCES.values(), *ANSWERS.values()))


def test_hands_are_counted_for_each_answer(program: Program, day: str) -> None:
    program.evaluations.count(day, "heard", "yes", 19)
    program.evaluations.count(day, "heard", "partly", 3)
    program.evaluations.count(day, "heard", "yes", 18)
    heard = next(one for one in program.evaluations.of(day) if one.question == "heard")
    assert heard.counts == {"yes": 18, "partly": 3, "no": 0}
    assert (heard.total, heard.mean) == (21, None)
    assert len(program.workspace.all(Evaluation, workshop_id=day)) == 2


def test_the_mean_of_a_scale_counts_every_hand(program: Program, day: str) -> None:
    for answer, count in zip("345", (1, 2, 1), strict=True):
        program.evaluations.count(day, "useful", answer, count)
    useful = program.evaluations.of(day)[0]
    assert useful.mean == pytest.approx(4.0)
    assert Answered("useful", {}).mean is None


def test_counting_up_in_one_visit_is_one_step_back(program: Program, day: str) -> None:
    program.evaluations.count(day, "repeat", "no", 2)
    for count in (3, 4, 5):
        program.evaluations.count(day, "repeat", "no", count, visit="no")
    program.history.undo()
    assert program.evaluations.of(day)[-1].counts["no"] == 2
    program.history.undo()
    assert program.evaluations.of(day)[-1].total == 0
    assert program.workspace.all(Evaluation) == []


def test_a_count_undone_can_be_written_again(program: Program, day: str) -> None:
    program.evaluations.count(day, "heard", "yes", 4)
    program.history.undo()
    program.evaluations.count(day, "heard", "yes", 4)
    assert program.evaluations.of(day)[1].counts["yes"] == 4


def test_comments_stay_as_they_were_written(program: Program, day: str) -> None:
    assert program.evaluations.comment(day) == ""
    program.evaluations.write_comment(day, "More time.\nالمزيد من الوقت", "en", visit="c")
    program.evaluations.write_comment(day, "More time.\nالمزيد من الوقت.", "en", visit="c")
    assert program.evaluations.comment(day) == "More time.\nالمزيد من الوقت."
    assert program.evaluations.of(day)[0].total == 0


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_a_figure_out_of_range_is_refused_and_nothing_is_written(
    program: Program, day: str, count: int
) -> None:
    with pytest.raises(BadNumber):
        program.evaluations.count(day, "heard", "yes", count)
    assert program.workspace.all(Evaluation) == []


@pytest.mark.parametrize(("question", "answer"), [("food", "yes"), ("heard", "5"), ("useful", "6")])
def test_a_question_or_answer_nobody_asks_is_refused(
    program: Program, day: str, question: str, answer: str
) -> None:
    with pytest.raises(UnknownKey):
        program.evaluations.count(day, question, answer, 1)


def test_each_workshop_has_its_own(program: Program, day: str) -> None:
    other = program.workshops.create("Other").id
    program.evaluations.count(day, "heard", "yes", 4)
    assert program.evaluations.of(other)[1].total == 0
    assert next(one for one in program.checklist.of(day) if one.key == "evaluation").done
    assert not next(one for one in program.checklist.of(other) if one.key == "evaluation").done
