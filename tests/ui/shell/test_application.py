"""The window with the real pages: nothing is left behind, nobody stays where nothing is."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer

from carefacilitator.model.records.records import AgendaBlock, Note

PAGES = (
    "home",
    "plan",
    "welcome",
    "facilitate",
    "harvest",
    "share",
    "import",
    "search",
    "settings",
)
STAGES = ("plan", "welcome", "facilitate", "harvest", "share")


def test_closing_stores_what_is_typed_and_leaves_no_thread_and_no_timer(desk) -> None:
    for page in PAGES:
        desk.go(page, "W4" if page in STAGES else "")
    desk.go("facilitate", "W4")
    desk.type("The last words of the day")
    window, frame, folder = desk.window, desk.frame, desk.folder
    timers = frame.findChildren(QTimer)
    assert any(timer.isActive() for timer in timers)
    frame.close()
    assert not frame.isVisible()
    window.detach()
    running = [timer for timer in timers if timer.isActive()]
    assert running == []
    assert not window.saving._timer.isActive()
    assert [one.name for one in threading.enumerate() if one.name == "worker"] == []
    from carefacilitator.app import build

    program = build(folder)
    assert any(one.text == "The last words of the day" for one in program.workspace.all(Note))
    program.close()


def test_a_workshop_that_an_undo_takes_away_is_left(make_desk) -> None:
    desk = make_desk(sample=False)
    for page in ("plan", "welcome", "facilitate", "harvest", "share"):
        desk.go("home")
        made = desk.program.workshops.create("Passing")
        desk.frame.go(page, made.id)
        desk.settle()
        assert desk.page.name == page
        desk.program.history.undo()
        desk.settle()
        assert desk.page.name == "home"


def test_undo_crosses_pages_and_says_what_it_takes_back(desk) -> None:
    page = desk.go("plan", "W4")
    block = page._placed[1].block.id
    desk.program.agenda.edit(block, minutes=55)
    desk.settle()
    desk.go("home")
    assert desk.frame._history.undo_words() == "change length"
    desk.press("Ctrl+Z")
    assert desk.program.workspace.get(AgendaBlock, block).minutes == 15
    desk.press("Ctrl+Shift+Z")
    assert desk.program.workspace.get(AgendaBlock, block).minutes == 55


def test_all_pages_follow_the_stages_by_keyboard(desk) -> None:
    desk.go("plan", "W4")
    seen = [desk.page.name]
    for _ in range(4):
        desk.press("Ctrl+PgDn")
        seen.append(desk.page.name)
    assert tuple(seen) == STAGES
    desk.press("Alt+1")
    assert desk.page.name == "plan"
    desk.press("Alt+Home")
    assert desk.page.name == "home"


def test_header_and_band_stand_in_the_language_of_the_screen(make_desk) -> None:
    desk = make_desk(language="es")
    desk.go("plan", "W4")
    workshop = desk.program.workshops.find("W4")
    assert desk.frame.header._title.text() == workshop.titles["es"]
    assert desk.frame.windowTitle().startswith(workshop.titles["es"])


def test_what_another_thread_writes_is_shown(desk) -> None:
    page = desk.go("facilitate", "W4")
    writer = threading.Thread(
        target=desk.program.notes.add, args=(page.workshop_id, "From another thread")
    )
    writer.start()
    writer.join()
    desk.settle()
    desk.settle()
    assert any(
        row.view and row.view.note.text == "From another thread" for row in page.notes.model.rows
    )
