"""Every button of every page tells the key that does the same, and F1 lists that key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from carefacilitator.ui.shell.shortcuts_dialog import KeysDialog
from carefacilitator.ui.shortcuts import EVERYWHERE, sequences
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.checkbox_spinbox import StepKey

OWN = {"Enter", "Alt+V", "Esc"}
"""Keys that a control has while it has the keyboard: a line's Enter, a secret's eye."""
IN_ROWS = ("Let go of", "Take away", "Forget ", "Add a block to", "Keep this", "Keep both")
"""Buttons that each row of a list repeats: Tab goes to them, Enter presses them."""
STAGES = ("plan", "welcome", "facilitate", "harvest", "share")


def _lesson(desk: Any) -> None:
    lessons = desk.program.lessons.of(desk.page.workshop_id)
    desk.page.open_record(lessons[0].lesson.id)


def _new_lesson(desk: Any) -> None:
    desk.page.notes.lesson_asked.emit([])


def _commitment(desk: Any) -> None:
    made = desk.program.commitments.of(desk.page.workshop_id)
    desk.page.open_record(made[0].commitment.id)


def _person(desk: Any) -> None:
    desk.type("participant 001")
    desk.until(lambda: desk.page.list.row is not None)
    desk.press("F8")


PLACES: dict[str, tuple[str, Callable[[Any], None] | None]] = {
    "home": ("home", None),
    "plan": ("plan", None),
    "plan, the form": ("plan", lambda desk: desk.press("F2")),
    "welcome": ("welcome", None),
    "welcome, details": ("welcome", _person),
    "facilitate": ("facilitate", None),
    "harvest, new": ("harvest", _new_lesson),
    "harvest, a lesson": ("harvest", _lesson),
    "harvest, a commitment": ("harvest", _commitment),
    "harvest, evaluation": ("harvest", lambda desk: desk.press("F8")),
    "share": ("share", None),
    "quick": ("quick", None),
    "figures": ("figures", None),
    "import": ("import", None),
    "search": ("search", None),
    "settings": ("settings", None),
}


def buttons(desk: Any) -> Iterator[Button]:
    for one in desk.frame.findChildren(Button):
        name = one.accessibleName()
        # A stepper's figure has ↑ and ↓; its two keys never take the focus.
        if one.isVisible() and not isinstance(one, StepKey) and not name.startswith(IN_ROWS):
            yield one


def go(desk: Any, place: str) -> None:
    page, then = PLACES[place]
    desk.go(page, "W4" if page in (*STAGES, "quick", "figures") else "")
    if then is not None:
        then(desk)
        desk.settle()


@pytest.mark.parametrize("place", PLACES)
def test_every_button_tells_a_key_that_works_here(desk, place: str) -> None:
    go(desk, place)
    acts = desk.frame.book.acts(desk.page.name) + desk.frame.book.acts(EVERYWHERE)
    known = {act.key for act in acts} | OWN
    bare, wrong = [], []
    for button in buttons(desk):
        key = button.key or button.told_key
        if key is None:
            bare.append(button.accessibleName())
        elif key not in known or button.accessibleDescription() == "":
            wrong.append(f"{button.accessibleName()}: {key}")
    assert (bare, wrong) == ([], [])


@pytest.mark.parametrize("place", PLACES)
def test_f1_lists_every_key_of_the_place(desk, place: str) -> None:
    go(desk, place)
    desk.press("F1")
    dialog = next(one for one in desk.frame.findChildren(KeysDialog) if one.isVisible())
    listed = {act.id for act in dialog._model.rows}
    dialog.reject()
    wanted = desk.frame.book.acts(desk.page.name) + desk.frame.book.acts(EVERYWHERE)
    assert {act.id for act in wanted} <= listed
    assert all(act.words and sequences(act.key) for act in wanted)


def test_every_tooltip_of_a_button_ends_with_its_key(desk) -> None:
    go(desk, "plan")
    for button in buttons(desk):
        if button.isEnabled():
            told = button.accessibleDescription()
            assert button.toolTip().endswith(f"({told})"), button.accessibleName()
