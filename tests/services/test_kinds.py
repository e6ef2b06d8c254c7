"""The kind of a lesson."""

from __future__ import annotations

from carefacilitator.model.records import Lesson
from carefacilitator.services.kinds import set_lesson_kind
from carefacilitator.services.program import Program


def test_another_kind_changes_nothing_else(program: Program) -> None:
    day = program.workshops.create("Day").id
    lesson = program.lessons.add(day, "Care is work", "challenge", language="en")
    set_lesson_kind(program.workspace, lesson.id, "good_practice")
    after = program.workspace.get(Lesson, lesson.id)
    assert (after.kind, after.text, after.position) == ("good_practice", "Care is work", 10)
    assert program.history.of(lesson.id)[0].field == "kind"
    program.history.undo()
    assert program.workspace.get(Lesson, lesson.id).kind == "challenge"
