"""The closing evaluation: hands counted for each answer of a few questions, and comments."""

from __future__ import annotations

from dataclasses import dataclass, field

from carefacilitator.i18n import N_
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Evaluation
from carefacilitator.services.failures import BadNumber, UnknownKey
from carefacilitator.storage.workspace import Workspace

SCALE = ("1", "2", "3", "4", "5")
"""Answers from one finger (not at all) to five fingers (very much)."""
YES_NO = ("yes", "partly", "no")
"""Answers by raised hands."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "useful": SCALE,
    "heard": YES_NO,
    "will_use": YES_NO,
    "repeat": YES_NO,
}
"""The questions in the order in which they are asked, each with its answers."""

SENTENCES: dict[str, str] = {
    "useful": N_("How useful was today for you?"),
    "heard": N_("Could you say what matters to you?"),
    "will_use": N_("Will you use something from today?"),
    "repeat": N_("Should we meet like this again?"),
}
"""What to ask, to be said through the catalogues."""

ANSWERS: dict[str, str] = {"yes": N_("Yes"), "partly": N_("Partly"), "no": N_("No")}
"""The words of the answers that are not figures."""

COMMENT = "comment"
"""The question whose one record holds what people said in words, a line for each comment."""

MOST = 100_000
"""The largest count that is taken."""


@dataclass(frozen=True)
class Answered:
    """One question with the hands counted for each of its answers."""

    question: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many hands were counted."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """The mean of a question answered from 1 to 5; None for others and without answers."""
        if QUESTIONS.get(self.question) != SCALE or not self.total:
            return None
        return sum(int(answer) * count for answer, count in self.counts.items()) / self.total


class Evaluations:
    """What a person can do with the closing evaluation of a workshop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, workshop_id: str) -> list[Answered]:
        """Every question with its counts, in the order in which they are asked."""
        found = self._workspace.all(Evaluation, workshop_id=workshop_id)
        counts = {(one.question, one.answer): one.count for one in found}
        return [
            Answered(question, {one: counts.get((question, one), 0) for one in answers})
            for question, answers in QUESTIONS.items()
        ]

    def count(
        self, workshop_id: str, question: str, answer: str, count: int, visit: str = ""
    ) -> None:
        """Write down how many hands went up for an answer.

        Raises UnknownKey, or BadNumber outside of 0 to ``MOST``. ``visit`` names one stay at a
        figure, so that counting up is one step back.
        """
        if question not in QUESTIONS:
            raise UnknownKey(list="evaluation", key=question)
        if answer not in QUESTIONS[question]:
            raise UnknownKey(list="evaluation", key=answer)
        if not 0 <= count <= MOST:
            raise BadNumber(low=0, high=MOST)
        self._put(workshop_id, question, answer, visit, count=count)

    def comment(self, workshop_id: str) -> str:
        """What people said in words."""
        identity = self.comment_id(workshop_id)
        found = self._workspace.find(Evaluation, identity)
        return found.comment if found else ""

    @staticmethod
    def comment_id(workshop_id: str) -> str:
        """The id of the record that holds what people said in words."""
        return ids.evaluation_id(workshop_id, COMMENT, "")

    def write_comment(
        self, workshop_id: str, text: str, language: str = "", visit: str = ""
    ) -> None:
        """Write down what people said in words; ``visit`` names one stay in the field."""
        self._put(workshop_id, COMMENT, "", visit, comment=text, language=language)

    def _put(
        self, workshop_id: str, question: str, answer: str, visit: str, **values: str | int
    ) -> None:
        identity = ids.evaluation_id(workshop_id, question, answer)
        with self._workspace.change("evaluation_note", 1, visit=visit) as change:
            change.restore(Evaluation, identity)
            change.set(
                Evaluation, identity, workshop_id=workshop_id, question=question, answer=answer
            )
            change.set(Evaluation, identity, **values)
