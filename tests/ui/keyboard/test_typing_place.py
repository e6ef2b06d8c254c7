"""Letters go where a person looks: a click leaves the keyboard in the text, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from carefacilitator.model.records.records import AgendaBlock, Lesson, Note, Workshop
from carefacilitator.ui.facilitate.start_dialog import StartDialog
from carefacilitator.ui.shell.opening_dialogs import FirstStartDialog
from carefacilitator.ui.shortcuts import sequences

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SENTENCE = "We share the care of the old ones by turns"
PLACES = {
    "plan": ("Add a block", "fix the time"),
    "welcome": ("Everyone else is absent",),
    "facilitate": ("Pause", "Five more minutes", "Next block", "Word for word"),
    "harvest": ("Lesson", "Commitment"),
    "quick": ("Another lesson",),
    "search": (),
}
"""Pages whose work is typing, and buttons that the walk must not miss there."""


FIVE_MINUTES = 300
ASKS_FOR_A_FILE = ("Ctrl+O", "Ctrl+I")
ASKS_A_LETTER = "F3: 5R"
"""The next letter is a code, as the line says then."""


def start(desk: Any) -> Any:
    """Let the day of W5 run, as on that day; it is asked first, since that is over."""
    page = desk.go("facilitate", "W5")
    desk.press("F9")
    desk.frame.findChild(StartDialog).accept()
    desk.settle()
    assert page._face.now is not None
    return page


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click; whatever modal window opens is left again at once."""
    closing = QTimer()
    closing.timeout.connect(_leave_modal)
    closing.start(10)
    QTest.mouseClick(widget, LEFT, PLAIN, place or widget.rect().center())
    closing.stop()


def _leave_modal() -> None:
    modal = QApplication.activeModalWidget()
    if modal is not None:
        modal.close()


def take_keyboard(desk: Any) -> None:
    """Without a window manager, what a menu had when it closed comes back to nobody."""
    if QApplication.focusWidget() is None:
        desk.frame.activateWindow()
        desk.until(desk.frame.isActiveWindow)


def type_fast(desk: Any, text: str, ms: int = 5) -> None:
    """Type at 5 ms a key into whatever has the keyboard at each of them, keys of buttons too."""
    take_keyboard(desk)
    for letter in text:
        keys = {" ": Qt.Key.Key_Space, "\n": Qt.Key.Key_Return}
        key = keys.get(letter, Qt.Key(ord(letter.upper())))
        said = "\r" if letter == "\n" else letter
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = QApplication.focusWidget() or desk.frame
            desk.app.sendEvent(target, QKeyEvent(kind, key, PLAIN, said))
        QTest.qWait(ms) if ms else desk.app.processEvents()


def words_of(widget: QWidget | None) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def emptied(widget: QWidget | None) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.selectAll()
        desk_key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, PLAIN)
        QApplication.sendEvent(widget, desk_key)


def arrive(desk: Any, place: str) -> Any:
    code = {"facilitate": "W5", "search": ""}.get(place, "W4")
    return desk.go(place, code)


def buttons(desk: Any) -> Iterator[QAbstractButton]:
    """What can be clicked now; the tiny keys of a scroll bar or of a calendar are no buttons."""
    for one in desk.frame.findChildren(QAbstractButton):
        key = getattr(one, "key", None) or getattr(one, "told_key", None)
        asks = key in ASKS_FOR_A_FILE or any(cap in name_of(one) for cap in ASKS_FOR_A_FILE)
        if one.isVisible() and one.isEnabled() and not one.visibleRegion().isEmpty() and not asks:
            yield one


def others_closed(desk: Any) -> bool:
    """Close what opened over the window; whether there was anything."""
    others = [one for one in QApplication.topLevelWidgets() if one is not desk.frame]
    shown = [one for one in others if one.isVisible()]
    for one in shown:
        one.close()
    return bool(shown)


def name_of(button: QAbstractButton) -> str:
    return f"{type(button).__name__} {button.accessibleName() or button.text()}"


def clock_of(desk: Any) -> tuple[object, ...]:
    if not desk.page.workshop_id:
        return ()
    face = desk.program.agenda.face(desk.page.workshop_id)
    now = face.now.id if face.now is not None else ""
    return (now, face.paused, face.length, face.day_ends)


@contextmanager
def no_menu() -> Iterator[None]:
    """Leave menus that a click opened by Esc, as somebody who thinks better of it."""
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        if popup.isVisible():
            popup.close()


def find_again(desk: Any, name: str) -> QAbstractButton | None:
    return next((one for one in buttons(desk) if name_of(one) == name), None)


@pytest.mark.parametrize("place", PLACES)
def test_a_sentence_after_a_click_on_any_button_stands_where_it_belongs(desk, place: str) -> None:
    if place == "facilitate":
        start(desk)
    arrive(desk, place)
    names = list(dict.fromkeys(name_of(one) for one in buttons(desk)))
    blocks = [name for name in names if name.startswith("_Handle")]
    names = [name for name in names if name not in blocks[1:] and ASKS_A_LETTER not in name]
    typed, lost = [], []
    for name in names:
        page = arrive(desk, place)
        take_keyboard(desk)
        line = page.line()
        if line is not None:
            line.setFocus()
        button = find_again(desk, name)
        if button is None:
            continue
        with no_menu():
            click(button)
        desk.settle()
        if others_closed(desk) or desk.frame.page is not page or page.line() is None:
            page.escape()
            continue
        if isinstance(QApplication.focusWidget(), QAbstractSpinBox):
            continue  # its key leads to the figures of the head count
        before = clock_of(desk)
        type_fast(desk, SENTENCE, 0)
        focus = QApplication.focusWidget()
        if SENTENCE not in words_of(focus):
            lost.append(f"{name}: {type(focus).__name__} “{words_of(focus)}”")
        if clock_of(desk) != before:
            lost.append(f"{name} ran the clock")
        typed.append(name)
        emptied(focus)
        desk.stored()
        page.escape()
        desk.settle()
    assert lost == []
    for wanted in PLACES[place]:
        assert any(wanted in name for name in typed), (wanted, typed)


def test_after_a_click_on_next_a_sentence_is_a_note_and_the_day_goes_on(desk) -> None:
    page = start(desk)
    for name in ("Next block", "Five more minutes", "Pause"):
        button = next(one for one in buttons(desk) if name in name_of(one))
        click(button)
        desk.settle()
        before = clock_of(desk)
        type_fast(desk, f"{SENTENCE}, {name}\n")
        desk.stored()
        assert clock_of(desk) == before
    kept = [note.text for note in desk.program.workspace.all(Note)]
    wanted = [f"{SENTENCE}, {name}" for name in ("Next block", "Five more minutes", "Pause")]
    assert [text for text in kept if text.startswith(SENTENCE)] == wanted
    assert page.notes.capture.edit.hasFocus()


def test_space_and_enter_press_what_tab_led_to_and_letters_do_not(desk) -> None:
    page = start(desk)
    pause = next(one for one in buttons(desk) if "Pause" in name_of(one))
    pause.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press("Space")
    assert page._face.paused
    desk.press("Enter")
    assert not page._face.paused
    type_fast(desk, SENTENCE)
    assert page.notes.capture.edit.text() == SENTENCE
    assert not page._face.paused


def test_a_press_that_nobody_let_go_of_there_runs_nothing(desk) -> None:
    """The mouse goes down on Next and up elsewhere: the keyboard is in the line all the same."""
    page = start(desk)
    following = next(one for one in buttons(desk) if "Next block" in name_of(one))
    before = clock_of(desk)
    QTest.mousePress(following, LEFT, PLAIN, following.rect().center())
    QTest.mouseMove(following, QPoint(-40, -40))
    QTest.mouseRelease(following, LEFT, PLAIN, QPoint(-40, -40))
    type_fast(desk, SENTENCE)
    desk.settle()
    assert page.notes.capture.edit.text() == SENTENCE
    assert clock_of(desk) == before


def titles(desk: Any) -> list[str]:
    return [one.block.title for one in desk.program.agenda.placed(desk.page.workshop_id)]


def new_day(desk: Any) -> Any:
    desk.go("home")
    desk.press("Ctrl+N")
    desk.press("F2")
    return desk.page


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_letters_right_after_a_new_block_are_its_title(make_desk, way: str) -> None:
    desk = make_desk(sample=False)
    page = new_day(desk)
    wanted = ["Opening and round of names", "Group 1: pay and time", "Group 2", "Closing"]
    for title in wanted:
        if way == "key":
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Insert)
        else:
            name = "Add a block" if titles(desk) else "Add the first block"
            click(next(one for one in buttons(desk) if name in name_of(one)))
        type_fast(desk, title)
        desk.settle()
    desk.stored()
    assert titles(desk) == wanted
    assert page.agenda.has_keyboard()


def test_blocks_typed_in_one_go_are_all_there(make_desk) -> None:
    """Insert, a title, Insert, a title: not a moment between two keys."""
    desk = make_desk(sample=False)
    new_day(desk)
    wanted = ["Opening", "Testimonies", "Lunch", "Closing"]
    for title in wanted:
        QTest.keyClick(QApplication.focusWidget() or desk.frame, Qt.Key.Key_Insert)
        for letter in title:
            target = QApplication.focusWidget() or desk.frame
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                desk.app.sendEvent(target, QKeyEvent(kind, 0, PLAIN, letter))
    desk.settle()
    desk.stored()
    assert titles(desk) == wanted


def test_letters_typed_while_a_block_is_refused_are_not_lost(desk, expected_log) -> None:
    """Where nothing new comes of it, they go to what has the keyboard."""
    expected_log("failure")
    page = desk.go("plan", "W4")
    row = page.agenda._rows[page.agenda.current]
    row.title.setFocus()
    row.title.end(False)
    before = row.title.text()

    def refuse() -> AgendaBlock:
        raise LookupError("gone meanwhile")

    page.run_new(refuse, page._on_added)
    type_fast(desk, " and more")
    desk.settle()
    assert row.title.text() == f"{before} and more"
    assert desk.message


def test_letters_right_after_a_new_workshop_are_its_title(make_desk) -> None:
    desk = make_desk(sample=False)
    desk.go("home")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_fast(desk, "Care in the hills")
    desk.settle()
    desk.stored()
    (made,) = desk.program.workspace.all(Workshop)
    assert made.title == "Care in the hills"


def test_letters_right_after_a_lesson_of_notes_replace_its_words(desk) -> None:
    page = desk.go("harvest", "W4")
    known = {one.id for one in desk.program.workspace.all(Lesson)}
    desk.press("Space")
    QTest.keyClick(page.notes.list, Qt.Key.Key_L)
    type_fast(desk, "Many lamps, little light")
    desk.settle()
    desk.stored()
    (made,) = [one for one in desk.program.workspace.all(Lesson) if one.id not in known]
    assert made.text == "Many lamps, little light"
    assert len(made.evidence) == 1


def test_letters_where_only_minutes_go_are_the_title(desk) -> None:
    page = desk.go("plan", "W4")
    row = page.agenda._rows[page.agenda.current]
    assert row.minutes.hasFocus()
    before, minutes = row.title.text(), row.minutes.text()
    type_fast(desk, "by turns")
    assert (row.title.text(), row.minutes.text()) == (f"{before}by turns", minutes)


def test_a_unit_behind_minutes_stays_out_of_the_title(desk) -> None:
    page = desk.go("plan", "W4")
    row = page.agenda._rows[page.agenda.current]
    before = row.title.text()
    type_fast(desk, "45 min")
    assert (row.title.text(), row.minutes.text()) == (before, "45")


def test_after_a_choice_made_by_mouse_letters_choose_nothing_else(desk) -> None:
    page = desk.go("plan", "W4")
    row, combo = page.agenda._rows[page.agenda.current], page.block.method.combo
    row.title.setFocus()
    row.title.end(False)
    before = row.title.text()
    QTest.mouseClick(combo, LEFT)
    view = combo.view()
    desk.until(view.isVisible)
    QTest.qWait(desk.app.doubleClickInterval() + 100)  # Qt ignores what comes sooner
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, place)
    desk.settle()
    assert combo.currentIndex() == 2
    type_fast(desk, " by turns")
    assert combo.currentIndex() == 2
    assert row.title.text() == f"{before} by turns"


def test_a_letter_that_is_no_act_of_the_list_goes_to_the_words(desk) -> None:
    page = desk.go("harvest", "W4")
    known = len(desk.program.workspace.all(Lesson))
    assert page.notes.list.hasFocus()
    type_fast(desk, "Care links us all")
    assert page.form.first_focus().text() == "Care links us all"
    desk.stored()
    assert len(desk.program.workspace.all(Lesson)) == known + 1


def test_an_empty_tool_or_page_takes_no_letters_and_keeps_its_buttons(desk) -> None:
    """Where nothing is to be typed, buttons are as everywhere: Space presses the one clicked."""
    page = desk.go("settings")
    assert page.line() is None
    boxes = [one for one in buttons(desk) if one.isCheckable() and not one.isChecked()]
    one = next(box for box in boxes if box.focusPolicy() == Qt.FocusPolicy.StrongFocus)
    QTest.mousePress(one, LEFT)
    assert QApplication.focusWidget() is one
    QTest.mouseMove(one, QPoint(-50, -50))
    QTest.mouseRelease(one, LEFT, PLAIN, QPoint(-50, -50))
    assert QApplication.focusWidget() is one


def test_keys_shown_on_buttons_work_while_a_field_has_the_keyboard(desk) -> None:
    """Qt's fields keep Ctrl+E and others to themselves; here they are acts."""
    page = desk.go("welcome", "W4")
    field = page.list.field.edit
    desk.type("zz")
    assert field.hasFocus()
    desk.press("Ctrl+E")
    assert type(page.panels.current).__name__ == "CodesPanel"


def test_every_key_of_every_page_reaches_its_act_from_every_field(desk) -> None:
    """What Qt asks a field first: do you want this key for yourself?"""
    swallowed = []
    for place in ("plan", "welcome", "facilitate", "harvest", "quick", "settings"):
        page = desk.go(place, "" if place == "settings" else "W4")
        if place == "plan":
            desk.press("F2")
        keys = {key for act in page.acts() if act.call and not act.within for key in keys_of(act)}
        kinds = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)
        fields = [one for kind in kinds for one in page.findChildren(kind)]
        for field in {type(one): one for one in fields if one.isVisible()}.values():
            field.setFocus()
            if not field.hasFocus():
                continue
            for key in keys:
                asked = QKeyEvent(QEvent.Type.ShortcutOverride, key.key(), key.keyboardModifiers())
                asked.ignore()
                desk.app.sendEvent(field, asked)
                if asked.isAccepted():
                    swallowed.append(f"{place}: {type(field).__name__} {key.key()}")
    assert swallowed == []


def keys_of(act: Any) -> list[Any]:
    return [sequence[0] for sequence in sequences(act.key)]


def test_what_a_text_owns_stays_its_own(desk) -> None:
    page = desk.go("facilitate", "W4")
    line = page.notes.capture.edit
    desk.type("one two")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_Left, Qt.Key.Key_Z):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        asked.ignore()
        desk.app.sendEvent(line, asked)
        assert asked.isAccepted(), key


def window_click(desk: Any, place: QPoint) -> None:
    """Click as a mouse does: at the window, which finds what lies there."""
    QTest.mouseClick(desk.frame.windowHandle(), LEFT, PLAIN, place)
    desk.settle()


@pytest.fixture
def lasting_double_click(qapp) -> Iterator[None]:
    """Two clicks of a test are half a second apart: let that be a double click."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(60_000)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.mark.usefixtures("lasting_double_click")
def test_a_double_click_on_new_workshop_makes_one_and_stays_in_its_title(make_desk) -> None:
    desk = make_desk(sample=False)
    desk.go("home")
    button = next(
        one for one in desk.page.header_widgets() if one.accessibleName() == "New workshop"
    )
    place = button.mapTo(desk.frame, button.rect().center())
    window_click(desk, place)
    assert desk.page.name == "plan"
    window_click(desk, place)
    assert len(desk.program.workspace.all(Workshop)) == 1
    assert desk.page.name == "plan"
    type_fast(desk, SENTENCE)
    desk.stored()
    assert [one.title for one in desk.program.workspace.all(Workshop)] == [SENTENCE]


@pytest.mark.usefixtures("lasting_double_click")
def test_the_second_half_of_a_double_click_still_reaches_what_the_first_hit(desk) -> None:
    page = start(desk)
    more = next(one for one in buttons(desk) if "Five more minutes" in name_of(one))
    place = more.mapTo(desk.frame, more.rect().center())
    before = page._face.length
    window_click(desk, place)
    window_click(desk, place)
    assert page._face.length == before + 2 * FIVE_MINUTES


def test_two_clicks_before_the_workshop_is_there_make_one(make_desk) -> None:
    desk = make_desk(sample=False)
    desk.go("home")
    button = next(
        one for one in desk.page.header_widgets() if one.accessibleName() == "New workshop"
    )
    button.click()
    button.click()
    desk.settle()
    assert len(desk.program.workspace.all(Workshop)) == 1


def test_a_click_on_a_half_hidden_row_moves_nothing_under_the_mouse(desk) -> None:
    page = desk.go("plan", "W4")
    desk.frame.resize(1366, 700)
    desk.settle()
    bar, port = page.agenda._scroll.verticalScrollBar(), page.agenda._scroll.viewport()
    rows = list(page.agenda._rows.values())
    page.agenda.choose(rows[3].block_id)
    bar.setValue(rows[0].height() // 2)
    desk.settle()
    before = bar.value()
    assert before
    edge = port.mapTo(desk.frame, QPoint(300, 4))
    hit = desk.frame.childAt(edge)
    window_click(desk, edge)
    assert bar.value() == before
    assert desk.frame.childAt(edge) is hit
    desk.until(lambda: bar.value() != before)  # once no second click can come, it is shown whole


def test_tab_goes_from_the_passphrase_to_the_same_once_more(qapp, make_desk) -> None:
    desk = make_desk(sample=False)
    dialog = FirstStartDialog(desk.frame, desk.frame.kit, lambda _typed: None, desk.window.tasks)
    dialog.open()
    desk.until(lambda: QApplication.focusWidget() is dialog.first.edit)
    QTest.keyClicks(dialog.first.edit, "four plain words")
    QTest.keyClick(dialog.first.edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.second.edit
    assert dialog.first.edit.echoMode() == QLineEdit.EchoMode.Password
    click(dialog.first._eye)
    assert dialog.first.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert QApplication.focusWidget() is dialog.second.edit
    dialog.close()
