"""Two people are said to be one at the door: by review or by name, and part again."""

from __future__ import annotations

from typing import Any

from carefacilitator.model.records.records import SameAs
from carefacilitator.ui.welcome.duplicates_panel import SamePanel
from carefacilitator.ui.welcome.merge_person_panel import JoinPanel
from carefacilitator.ui.widgets.controls import Button


def shown(door: Any) -> list[str]:
    return [row.person.name for row in door.page.do.roll.rows]


def press(door: Any, word: str) -> None:
    """Press the first button with this word that is seen, once it is there."""

    def seen() -> list[Button]:
        found = door.panel.findChildren(Button) if door.panel is not None else []
        return [one for one in found if one.word == word and one.isVisible()]

    door.settle()
    door.until(lambda: bool(seen()))
    seen()[0].click()


def test_two_are_joined_by_keyboard_and_undo_parts_them(open_door) -> None:
    door = open_door(("Participant 001, A", "P. 001, B", "Participant 003"))
    door.type("Participant 001")
    door.press("Ctrl+J")
    panel = door.panel
    assert isinstance(panel, JoinPanel)
    assert door.desk.focus is panel.field.edit
    door.type("p. 001")
    assert [row.person.name for row in panel.found] == ["P. 001"]
    door.press("Enter")
    door.until(lambda: shown(door) == ["Participant 001", "Participant 003"])
    assert door.panel is None
    door.type("p. 001")
    assert door.page.list.row.person.name == "Participant 001", "found by the other name"
    door.press("Esc")
    door.press("Ctrl+Z")
    door.until(lambda: len(shown(door)) == 3)


def test_who_was_joined_is_parted_in_the_same_place(open_door) -> None:
    door = open_door(("Participant 001, A", "P. 001, B"))
    one, two = (line.person.id for line in door.program.people.lines(door.workshop, door.slot))
    door.program.joining.join(one, two)
    door.until(lambda: len(shown(door)) == 1)
    door.press("Down")
    door.press("Ctrl+J")
    press(door, "They are two")
    door.until(lambda: len(shown(door)) == 2)
    assert [one.same for one in door.program.workspace.all(SameAs)] == [False]


def test_the_review_joins_and_parts(open_door) -> None:
    door = open_door(("Participant 001, A", "participant  001, A"))
    door.press("Ctrl+D")
    assert isinstance(door.panel, SamePanel)
    press(door, "The same person")
    door.until(lambda: len(shown(door)) == 1)
    press(door, "They are two")
    door.until(lambda: len(shown(door)) == 2)


def test_organisations_are_reviewed_too(open_door) -> None:
    door = open_door(("Participant 001, Care Union", "Participant 002, Union Care"))
    assert door.page.list._same.word == "1 pair may be one organization"
    door.press("Ctrl+D")
    press(door, "The same organization")
    door.until(lambda: {row.organisation for row in door.page.do.roll.rows} == {"Care Union"})


def test_answers_to_pairs_stand_in_one_column(open_door) -> None:
    door = open_door(
        ("Participant 001, Care Union", "participant  001, Care Union", "P 2, Union Care")
    )
    door.press("Ctrl+D")
    door.until(lambda: isinstance(door.panel, SamePanel))
    door.settle()
    answers = door.panel._answers
    assert len(answers) == 2
    assert len({(one.x(), one.width()) for one in answers}) == 1


def test_search_leads_to_the_row(open_door) -> None:
    door = open_door(("Participant 001, A", "P. 001, B"))
    one, two = (line.person.id for line in door.program.people.lines(door.workshop, door.slot))
    door.program.joining.join(one, two)
    door.desk.frame.go("search")
    door.desk.frame.go("welcome", door.workshop, two)
    door.page = door.desk.page
    door.settle()
    door.until(lambda: door.page.list.row is not None)
    assert door.page.list.row.person.id in (one, two)
