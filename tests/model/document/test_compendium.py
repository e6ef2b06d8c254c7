"""Choosing and grouping lessons: one number each, one place, named in the other groups."""

from __future__ import annotations

import pytest

from carefacilitator.model.document.compendium import Selection, arranged, selected
from carefacilitator.model.document.content import LessonLine
from carefacilitator.model.records.vocabulary import vocabulary


def lesson(key: str, *codes: str, kind: str = "good_practice", **more: object) -> LessonLine:
    return LessonLine(id=key, kind=kind, text=key, language="en", codes=codes, **more)  # type: ignore[arg-type]


LESSONS = (
    lesson("a", "reduce", "redistribute", country="PE", themes=("care_systems",)),
    lesson("b", "recognize", country="MX"),
    lesson("c", country="", status="published"),
    lesson("d", "redistribute", kind="successful_experience", status="validated_group"),
    lesson("e", "reward", kind="challenge"),
)


def ids(found: tuple[LessonLine, ...]) -> str:
    return "".join(one.id for one in found)


def test_what_is_chosen() -> None:
    assert ids(selected(LESSONS, Selection())) == "abcd"
    assert ids(selected(LESSONS, Selection(kinds=()))) == "abcde"
    assert ids(selected(LESSONS, Selection(kinds=("challenge",)))) == "e"
    assert ids(selected(LESSONS, Selection(least="validated_group"))) == "cd"
    assert ids(selected(LESSONS, Selection(least="published"))) == "c"
    assert ids(selected(LESSONS, Selection(lessons=("e", "a")))) == "ae"


@pytest.mark.parametrize(
    ("grouping", "keys"),
    [
        ("five_r", ["recognize", "reduce", "redistribute", "reward", ""]),
        ("country", ["MX", "PE", ""]),
        ("theme", ["care_systems", ""]),
    ],
)
def test_groups_in_the_order_of_the_field(grouping: str, keys: list[str]) -> None:
    groups = arranged(LESSONS, grouping, vocabulary())
    assert [one.key for one in groups] == keys
    numbers = [entry.number for group in groups for entry in group.entries]
    assert numbers == list(range(1, 6))


def test_a_lesson_with_two_codes_has_one_place() -> None:
    groups = {one.key: one for one in arranged(LESSONS, "five_r", vocabulary())}
    assert [entry.lesson.id for entry in groups["reduce"].entries] == ["a"]
    (also,) = groups["redistribute"].see_also
    assert (also.lesson.id, also.number) == ("a", 2)
    assert [entry.lesson.id for entry in groups["redistribute"].entries] == ["d"]


def test_unknown_keys_of_newer_programs_keep_their_group() -> None:
    groups = arranged((lesson("a", "resist"),), "five_r", vocabulary())
    assert [one.key for one in groups] == ["resist"]
    assert arranged((), "five_r", vocabulary()) == ()
