"""Quick session: one page, one key, everything kept as typed, a workshop like any other."""

from __future__ import annotations

import datetime as dt
import threading
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from carefacilitator.model.records.records import Workshop


@pytest.fixture
def quick(make_desk):
    """A desk without workshops, on the page of a new quick session."""
    desk = make_desk(sample=False)
    desk.press("Ctrl+Shift+N")
    return desk


def told(desk):
    return desk.program.quick.of(desk.page.workshop_id)


def fill(desk, *texts: str) -> None:
    """Type texts, each followed by Enter."""
    for text in texts:
        desk.type(text)
        desk.press("Enter")


def test_one_key_opens_it_with_the_title_selected(quick) -> None:
    assert quick.page.name == "quick"
    assert quick.focus is quick.page.title_field.edit
    quick.type("Our street")
    quick.stored()
    workshop = quick.program.workspace.get(Workshop, quick.page.workshop_id)
    assert (workshop.title, workshop.event_type) == ("Our street", "community_meeting")
    assert quick.frame.header._title.text() == "Our street"


def test_enter_goes_through_the_page_like_a_form(quick) -> None:
    fill(quick, "Our street", "School", "", "Network of carers", "14", "3", "", "6")
    fill(quick, "Lesson one", "Lesson two", "Lesson three", "Open the kitchen", "", "01/12/2026")
    assert quick.focus is quick.page.photo.add
    quick.stored()
    quick.until(lambda: len(told(quick).heads) == 3)
    quick.settle()
    session = told(quick)
    assert (session.workshop.place, session.organisation.name) == ("School", "Network of carers")
    assert session.heads == {"woman": 14, "man": 3, "children": 6}
    assert [one.text for one in session.lessons] == ["Lesson one", "Lesson two", "Lesson three"]
    (view,) = session.commitments
    assert (view.commitment.what, view.who, view.commitment.due) == (
        "Open the kitchen",
        "Network of carers",
        "2026-12-01",
    )
    assert quick.page.heads._sum.text() == "17 people"


def test_a_fourth_lesson_has_its_key(quick) -> None:
    quick.press("Insert")
    fill(quick, "Fourth")
    assert quick.focus is quick.page.what.edit
    quick.stored()
    assert [one.text for one in told(quick).lessons] == ["Fourth"]


def test_who_is_written_before_what_and_both_are_kept(quick) -> None:
    quick.page.who.edit.setFocus()
    quick.type("The mayor")
    quick.page.due.edit.setFocus()
    fill(quick, "01/12/2026")
    quick.page.what.edit.setFocus()
    quick.type("A clinic")
    quick.stored()
    (view,) = told(quick).commitments
    assert (view.who, view.commitment.due) == ("The mayor", "2026-12-01")


def test_the_figures_count_by_key_and_are_kept_when_the_page_is_left(quick) -> None:
    quick.press("F4")
    for key in ("+", "+", "+", "-", "Up", "Down"):
        quick.press(key)
    workshop = quick.page.workshop_id
    quick.press("Ctrl+Enter")
    quick.until(lambda: quick.page.name == "plan")
    quick.settle()
    assert quick.program.quick.of(workshop).heads == {"woman": 2}


def test_it_becomes_a_full_workshop_and_opens_again_on_one_page(quick) -> None:
    fill(quick, "Our street")
    workshop = quick.page.workshop_id
    quick.press("Ctrl+Enter")
    assert (quick.page.name, len(quick.page._placed)) == ("plan", 1)
    quick.press("Alt+4")
    assert quick.page.name == "harvest"
    quick.press("Alt+1")
    quick.press("F7")
    assert (quick.page.name, quick.page.workshop_id) == ("quick", workshop)
    assert quick.page.title_field.text() == "Our street"
    quick.press("Alt+Home")
    quick.press("F7")
    assert quick.page.workshop_id == workshop
    quick.press("Ctrl+E")
    assert quick.page.name == "share"


def test_what_is_typed_in_one_session_never_lands_in_the_next(quick) -> None:
    first = quick.page.workshop_id
    quick.page.lessons.edits[0].setFocus()
    quick.type("Of the first")
    quick.press("Alt+Home")
    quick.press("Ctrl+Shift+N")
    second = quick.page.workshop_id
    assert second != first
    assert quick.page.lessons.edits[0].text() == ""
    quick.page.lessons.edits[0].setFocus()
    quick.type("Of the second")
    quick.stored()
    lessons = quick.program.lessons.of
    assert [one.lesson.text for one in lessons(first)] == ["Of the first"]
    assert [one.lesson.text for one in lessons(second)] == ["Of the second"]


def test_undo_takes_a_lesson_back_and_the_page_follows(quick) -> None:
    quick.page.lessons.edits[0].setFocus()
    fill(quick, "A lesson")
    quick.stored()
    quick.press("Ctrl+Z")
    assert told(quick).lessons == ()
    assert quick.page.lessons.edits[0].text() == ""


def test_a_photo_is_dropped_or_refused_with_a_sentence(quick, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "teal").save(tmp_path / "wall.jpg")
    (tmp_path / "no.png").write_text("not a picture")
    assert quick.page.take_files([str(tmp_path / "wall.jpg")])
    quick.settle()
    assert len(quick.program.photos.of(quick.page.workshop_id)) == 1
    assert quick.page.photo._more.text() == "1 photo"
    assert quick.message.startswith("The photo is kept")
    quick.page.take_files([str(tmp_path / "no.png")])
    quick.settle()
    assert len(quick.program.photos.of(quick.page.workshop_id)) == 1
    assert not quick.message.startswith("The photo is kept")
    assert not quick.page.take_files([str(tmp_path / "list.csv")])


def test_the_next_session_knows_place_and_organisation(quick) -> None:
    fill(quick, "One", "School", "", "Network of carers")
    quick.now += dt.timedelta(days=7)
    quick.press("Alt+Home")
    quick.press("Ctrl+Shift+N")
    assert quick.page.place.text() == "School"
    assert quick.page.organisation.text() == "Network of carers"
    assert quick.page.day.day() == "2022-09-29"


def test_a_name_that_is_offered_is_kept_however_it_is_taken(desk) -> None:
    desk.go("home")
    desk.press("Ctrl+Shift+N")
    edit = desk.page.organisation.edit
    edit.setFocus()
    desk.type("municip")
    names = [edit.completer().completionModel().index(row, 0).data() for row in range(2)]
    assert "Municipality A" in names
    edit.setText("Municipality A")  # as Qt does while a name is chosen in the list
    edit.completer().highlighted.emit("Municipality A")
    desk.settle()
    desk.stored()
    assert told(desk).organisation.name == "Municipality A"
    known = [one.name for one in desk.program.workshops.organisations()]
    assert "municip" not in known


def test_a_workshop_with_much_in_it_is_shown_whole(desk) -> None:
    page = desk.go("quick", "W4")
    lessons = desk.program.lessons.of(page.workshop_id)
    shown = [edit.text() for edit in page.lessons.edits]
    assert [one.lesson.text.replace("\n", " ") for one in lessons] == [
        text.replace("\n", " ") for text in shown
    ]


def test_several_photos_are_told_as_several(quick, tmp_path: Path) -> None:
    paths = [tmp_path / f"{colour}.jpg" for colour in ("teal", "navy", "red")]
    for path in paths:
        Image.new("RGB", (300, 200), path.stem).save(path)
    assert quick.page.take_files([str(path) for path in paths])
    quick.until(lambda: quick.message.startswith("3 photos are kept"))


def test_a_count_on_its_way_to_the_disk_is_not_put_back(quick) -> None:
    """Whoever counts fast and is shown what stood before would lose people with the next “+”."""
    women = quick.page.heads.steppers["woman"]
    hold = threading.Event()
    quick.page.run(partial(hold.wait, 60))
    women.set_value(2)
    women.changed.emit(2)
    quick.page.heads.flush()
    quick.page.refresh(frozenset())
    assert women.value() == 2, "what was read meanwhile is older"
    hold.set()
    quick.settle()
    assert told(quick).heads == {"woman": 2}
    quick.program.people.set_heads(quick.page.workshop_id, told(quick).slot, "woman", 5)
    quick.settle()
    quick.page.refresh(frozenset())
    assert women.value() == 5, "once it is stored, what is read counts again"
