"""What only long documents tell: roles with countries, half-days, evaluation, voices, resources.

As in ``content.py``, everything here is filtered by consent already; keys stay keys.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OrganisationLine:
    """An organisation in a role; ``category`` is a key, ``country`` a code of ISO 3166."""

    role: str
    name: str
    category: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class HalfDayLine:
    """People in one half-day (``1-am``): on the list and present, and counted without a name.

    ``named`` is None where it would tell how few left or came in between.
    """

    slot: str
    named: int | None
    counted: int


@dataclass(frozen=True, kw_only=True)
class UpdateLine:
    """How a commitment stood on a day."""

    day: str
    status: str = ""
    track: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """A closing question with its hands; question and answers are English sentences to be said.

    ``mean`` is that of a question answered from 1 to 5, ``key`` what the question is stored under.
    """

    question: str
    counts: tuple[tuple[str, int], ...]
    mean: float | None = None
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class CommentLine:
    """What somebody wrote or said at the end; nobody is named."""

    text: str
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class SpeakingTimeLine:
    """How long and how often a self-declared group spoke."""

    group: str
    seconds: int
    turns: int


@dataclass(frozen=True, kw_only=True)
class ResourceLine:
    """A publication, law or link used in the workshop."""

    title: str
    author: str = ""
    year: str = ""
    link: str = ""
    type: str = ""
    language: str = ""
