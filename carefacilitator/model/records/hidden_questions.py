"""What is asked of people at one workshop: what would be dangerous to ask there is hidden.

A hidden field is on no form and no paper of that workshop, no list brings it in, and what was
stored before leaves in none of its bundles. What is known of a person from elsewhere stays known
there.
"""

from __future__ import annotations

from collections.abc import Iterable

from carefacilitator.model.records.records import Workshop, fields_of, rules_of
from carefacilitator.model.records.vocabulary import vocabulary

_CAREFUL = ("sensitive", "contact", "person")
"""Ways of leaving, from what hurts most when it is told."""


def _questions() -> dict[str, tuple[str, ...]]:
    """What is asked of a person with the fields it fills, the most sensitive first."""
    rules = sorted(
        (rule for rule in fields_of("person") if rule.question),
        key=lambda rule: _CAREFUL.index(rule.leaves),
    )
    filled: dict[str, list[str]] = {}
    for rule in rules:
        filled.setdefault(rule.question, []).append(rule.name)
    return {question: tuple(fields) for question, fields in filled.items()}


QUESTIONS = _questions()
"""What a facilitator may hide, with the fields of a person that each question fills."""

DIFFICULTIES = QUESTIONS["difficulties"]
"""The six questions of the Washington Group short set: all are asked or none."""

IN_PRIVATE = tuple(
    key for key, names in QUESTIONS.items() if rules_of("person")[names[0]].leaves == "sensitive"
)
"""What is asked of one person alone, away from the list."""

STATISTICS = tuple(key for key in IN_PRIVATE if rules_of("person")[QUESTIONS[key][0]].options)
"""What the consent to statistics is about: answers that can be counted."""


def tells_gender(kind: str, group: str) -> bool:
    """Whether a group counted in the room (``head_count``, ``tally``) may not be told without it.

    How long women and men spoke is told everywhere.
    """
    first = group.split(" ")[0]
    usual = ("woman", "man") if kind == "tally" else ()
    return first in vocabulary().keys("gender") and first not in usual


def hidden(workshop: Workshop) -> frozenset[str]:
    """The fields of a person that are not asked at a workshop."""
    return frozenset(workshop.hidden_fields)


def asked(workshop: Workshop) -> tuple[str, ...]:
    """The questions that are asked at a workshop, in order."""
    away = hidden(workshop)
    return tuple(key for key, fields in QUESTIONS.items() if not away & set(fields))


def fields_to_hide(questions: Iterable[str]) -> tuple[str, ...]:
    """What to keep with a workshop that does not ask these questions."""
    chosen = set(questions)
    return tuple(field for key, fields in QUESTIONS.items() if key in chosen for field in fields)
