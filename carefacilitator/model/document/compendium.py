"""Which lessons a compendium takes, in which groups, and under which number each stands.

A lesson has one number and one place: in the first group it belongs to. Other groups name it as
“see also”, so that nothing is printed or counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carefacilitator.model.document.content import AGREED, LessonLine
from carefacilitator.model.records.vocabulary import Vocabulary

GROUPINGS = ("five_r", "country", "theme")
"""By R, by the country of the workshop, or by theme."""

KINDS = (
    "successful_experience",
    "good_practice",
    "innovation",
    "lesson_learned",
    "enabling_factor",
)
"""Kinds of lessons that are worth repeating elsewhere; taken where nothing else is chosen."""
DRAFT = "draft"
"""The status of what nobody agreed to yet; in a compendium also the group of these."""
_STEPS = (DRAFT, *AGREED)


@dataclass(frozen=True)
class Selection:
    """What a compendium takes and how it is grouped.

    ``kinds`` empty means every kind; ``least`` is the status a lesson must have reached;
    ``lessons`` (ids), where given, takes exactly these. Drafts are only among what is chosen from
    where somebody wished for them.
    """

    group: str = "five_r"
    kinds: tuple[str, ...] = KINDS
    least: str = DRAFT
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumberedLesson:
    """A lesson under its number."""

    number: int
    lesson: LessonLine


@dataclass(frozen=True)
class Group:
    """A group (``key`` empty for those that belong to none) with its own entries, and others'."""

    key: str
    entries: tuple[NumberedLesson, ...]
    see_also: tuple[NumberedLesson, ...]


def selected(lessons: Sequence[LessonLine], choice: Selection) -> tuple[LessonLine, ...]:
    """The lessons that a choice takes, in their order."""
    if choice.lessons:
        return tuple(one for one in lessons if one.id in choice.lessons)
    least = _STEPS.index(choice.least)
    return tuple(
        one
        for one in lessons
        if (not choice.kinds or one.kind in choice.kinds) and _step(one.status) >= least
    )


def _step(status: str) -> int:
    return _STEPS.index(status) if status in _STEPS else 0


def arranged(
    lessons: Sequence[LessonLine],
    grouping: str,
    words: Vocabulary,
    drafts: Sequence[LessonLine] = (),
) -> tuple[Group, ...]:
    """Groups in the order of the vocabulary (countries by code), whole experiences first.

    Drafts are a group of their own, the last one.
    """
    order = _order(lessons, grouping, words)
    place = {key: at for at, key in enumerate(order)}
    members: dict[str, list[LessonLine]] = {key: [] for key in order}
    others: dict[str, list[LessonLine]] = {key: [] for key in order}
    for lesson in sorted(lessons, key=lambda one: one.kind != KINDS[0]):
        first, *rest = sorted(_keys(lesson, grouping), key=lambda key: place[key])
        members[first].append(lesson)
        for key in rest:
            others[key].append(lesson)
    numbers: dict[int, NumberedLesson] = {}
    for key in order:
        for lesson in members[key]:
            numbers[id(lesson)] = NumberedLesson(len(numbers) + 1, lesson)
    groups = tuple(
        Group(
            key,
            tuple(numbers[id(one)] for one in members[key]),
            tuple(sorted((numbers[id(one)] for one in others[key]), key=lambda one: one.number)),
        )
        for key in order
        if members[key] or others[key]
    )
    if not drafts:
        return groups
    last = (NumberedLesson(number, one) for number, one in enumerate(drafts, len(numbers) + 1))
    return (*groups, Group(DRAFT, tuple(last), ()))


def _keys(lesson: LessonLine, grouping: str) -> tuple[str, ...]:
    found = {
        "five_r": tuple(code for code in lesson.codes if code != "none"),
        "country": (lesson.country,),
        "theme": lesson.themes,
    }[grouping]
    return tuple(dict.fromkeys(found)) or ("",)


def _order(lessons: Sequence[LessonLine], grouping: str, words: Vocabulary) -> list[str]:
    """The keys that occur: first those of the vocabulary, then unknown ones, then none."""
    found = {key for one in lessons for key in _keys(one, grouping)}
    if grouping == "country":
        known: list[str] = []
    else:
        known = list(words.keys("five_r" if grouping == "five_r" else "care_theme"))
    told = [key for key in known if key in found]
    told += sorted(key for key in found if key and key not in known)
    return [*told, *([""] if "" in found else [])]
