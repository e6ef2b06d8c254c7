"""What is asked of people at one workshop: what would be dangerous to ask there is hidden.

A hidden field is on no form and no paper of that workshop, no list brings it in, and what was
stored before leaves in none of its bundles. What is known of a person from elsewhere stays known
there.
"""

from __future__ import annotations

from collections.abc import Iterable

from carefacilitator.model.records.records import Workshop
from carefacilitator.model.records.vocabulary import vocabulary

DIFFICULTIES = ("seeing", "hearing", "walking", "remembering", "self_care", "communicating")
"""The six questions of the Washington Group short set: all are asked or none."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "gender": ("gender", "gender_text"),
    "age_band": ("age_band",),
    "difficulties": DIFFICULTIES,
    "access_needs": ("access_needs",),
    "care_needs": ("care_needs",),
    "email": ("email",),
    "phone": ("phone",),
    "position": ("position",),
    "country": ("country",),
    "locality": ("locality",),
}
"""What a facilitator may hide, with the fields of a person that each question fills."""

IN_PRIVATE = ("gender", "age_band", "difficulties", "access_needs", "care_needs")
"""What is asked of one person alone, away from the list."""

STATISTICS = ("gender", "age_band", "difficulties")
"""What the consent to statistics is about."""


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
