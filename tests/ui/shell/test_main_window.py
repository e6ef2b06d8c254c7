"""The window: going between pages, undo, look, closing, dropping files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from carefacilitator.errors import DiskFull
from carefacilitator.i18n import Words
from carefacilitator.ui.runtime.autosave import SaveStatus
from carefacilitator.ui.shell.header import StageButton
from carefacilitator.ui.shell.main_window import MainWindow
from carefacilitator.ui.shell.window import Look

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def parts(frame: MainWindow) -> list[int]:
    return [frame.header.height(), frame.key_line.height(), frame.header.y(), frame.key_line.y()]


def test_it_opens_on_the_page_asked_for(frame: MainWindow) -> None:
    assert frame.place.page == "facilitate"
    assert frame.windowTitle().startswith("Reward and represent")
    current = [b.stage for b in frame.header.findChildren(StageButton) if b._current]
    assert current == ["facilitate"]
    assert frame.focusWidget() is frame.page.area.edit


def test_header_and_key_line_never_move(frame: MainWindow, qtbot) -> None:
    before = parts(frame)
    frame.go("plan", "w1")
    qtbot.waitUntil(lambda: frame.place.page == "plan")
    assert parts(frame) == before
    frame.tell("info", "Something happened.")
    assert frame.header.y() == before[2]
    frame.go("home")
    assert parts(frame) == before


def test_stages_by_keys(frame: MainWindow, qtbot) -> None:
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_PageUp, CTRL)
    assert frame.place.page == "welcome"
    qtbot.keyClick(frame, Qt.Key.Key_PageDown, CTRL)
    assert frame.place.page == "facilitate"
    qtbot.keyClick(frame, Qt.Key.Key_1, ALT)
    assert frame.place.page == "plan"
    qtbot.keyClick(frame, Qt.Key.Key_PageUp, CTRL)
    assert frame.place.page == "plan"
    qtbot.keyClick(frame, Qt.Key.Key_Home, ALT)
    assert frame.place.page == "home"
    qtbot.keyClick(frame, Qt.Key.Key_3, ALT)
    assert frame.place.page == "home", "no workshop in hand"


def test_search_and_back(frame: MainWindow, qtbot) -> None:
    qtbot.keyClick(frame, Qt.Key.Key_K, CTRL)
    assert frame.place.page == "search"
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.place == frame.place.__class__("facilitate", "w1")


def test_escape_clears_before_it_leaves(frame: MainWindow, qtbot) -> None:
    frame.go("search", "w1")
    frame.tell("info", "Something happened.")
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.strip.isVisible()
    assert frame.place.page == "search"
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.place.page == "facilitate"


def test_typing_is_stored_before_the_page_changes(frame: MainWindow, sample, qtbot) -> None:
    qtbot.keyClicks(frame.page.area.edit, "kept ")
    frame.go("plan", "w1")
    qtbot.waitUntil(lambda: frame.place.page == "plan")
    assert "kept" in sample.DISK[-1]


def test_undo_across_pages_has_words(frame: MainWindow, sample, qtbot) -> None:
    history = sample.HISTORY[frame]
    history.done = ["mark 12 people absent"]
    frame.changed(frozenset())
    assert "undo: mark 12 people absent" in frame.key_line._undo.accessibleName()
    frame.header.setFocus()
    frame.centralWidget().setFocus()
    qtbot.keyClick(frame, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: history.done == [])
    qtbot.waitUntil(frame.key_line._undo.isHidden)
    qtbot.keyClick(frame, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: history.done == ["mark 12 people absent"])


def test_language_theme_and_size_change_at_run_time(frame: MainWindow, qtbot) -> None:
    qtbot.keyClicks(frame.page.area.edit, "before ")
    with qtbot.waitSignal(frame.look_changed) as changed:
        frame.set_look(words=Words("qps"), dark=True, text_percent=150)
    look: Look = changed.args[0]
    assert (look.words.language, look.dark, look.text_percent) == ("qps", True, 150)
    assert frame.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert frame.place.page == "facilitate"
    qtbot.waitUntil(lambda: len(_stages(frame)) == 5)
    QCoreApplication.processEvents()
    stages = {b.stage: b.mapTo(frame, b.rect().center()).x() for b in _stages(frame)}
    assert stages["plan"] > stages["share"], "the first stage stands at the right"
    assert frame.page.kit.theme.stacked


def _stages(frame: MainWindow) -> list[StageButton]:
    return [b for b in frame.header.findChildren(StageButton) if b.isVisible()]


def test_closing_waits_for_the_disk_and_never_loses_text(
    frame: MainWindow, sample, qtbot, expected_log
) -> None:
    expected_log("failure")
    sample.DISK_ERROR.append(DiskFull(place="disk"))
    try:
        qtbot.keyClicks(frame.page.area.edit, "dear ")
        assert not frame.close()
        assert frame.isVisible()
        assert "Not saved" in frame.strip.accessibleName()
        assert frame._saving.state.status is SaveStatus.FAILED
        assert "Not saved" in frame.key_line.save_mark.words()
        frame.set_look(dark=True)
        frame._tasks.settle()
        assert not frame.look.dark, "nothing is rebuilt while text is not safe"
    finally:
        sample.DISK_ERROR.clear()
    assert frame.close()
    assert "dear" in sample.DISK[-1]


def test_files_go_to_the_page_first(frame: MainWindow, qtbot) -> None:
    def drop(name: str) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/folder/{name}")])
        event = QDropEvent(
            QPointF(50, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        frame.dropEvent(event)

    with qtbot.waitSignal(frame.files_dropped) as dropped:
        drop("w2.carebundle")
    assert dropped.args == [["/folder/w2.carebundle"]]
    frame.page.take_files = lambda paths: True
    with qtbot.assertNotEmitted(frame.files_dropped):
        drop("people.csv")


def test_a_failure_nobody_expected_is_told_in_three_sentences(frame: MainWindow) -> None:
    frame.tell_failure(RuntimeError("boom"))
    assert frame.strip.isVisible()
    assert "boom" not in frame.strip.accessibleName()
    assert frame.strip.accessibleName().count(".") >= 3


def test_all_keys_can_be_searched_and_done(frame: MainWindow, qtbot) -> None:
    from carefacilitator.ui.shell.shortcuts_dialog import KeysDialog

    dialog = KeysDialog(frame.kit, frame.book, "facilitate", frame)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.list.model().rowCount() >= 15
    qtbot.keyClicks(dialog.field.edit, "next stage")
    assert dialog.list.model().rowCount() == 1
    qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    assert dialog.chosen is not None
    assert dialog.chosen.id == "frame.next"


def test_the_ring_follows_the_focus(frame: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: frame._ring is not None)  # it is made after the first paint
    edit = frame.page.area.edit
    edit.setFocus()
    assert frame._ring.widget() is edit
    assert frame._ring.isVisible()
    ring, box = frame._ring, edit
    outer = ring.mapTo(frame, ring.rect().topLeft()) - box.mapTo(frame, box.rect().topLeft())
    assert (outer.x(), outer.y()) == (-5, -5)
    frame.band.setFocus()
    assert frame._ring.widget() is None


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "qps"])
def test_the_window_fits_a_small_screen(
    qapp, fonts, sample, qtbot, percent: int, language: str
) -> None:
    made = sample.sample_frame(qapp, Look(Words(language), False, percent))
    qtbot.addWidget(made)
    made.go("facilitate", "w1")
    made.resize(1366, 690)
    made.show()
    qtbot.waitExposed(made)
    assert made.width() == 1366
    assert made.height() == 690
    QCoreApplication.processEvents()
    for stage in _stages(made):
        assert stage.width() >= stage.minimumSizeHint().width()
        place = stage.mapTo(made, stage.rect().topLeft()).x()
        assert 0 <= place <= 1366 - stage.width()
    sample.TASKS[made].stop()


def test_a_question_leaves_things_as_they_are_in_haste(frame: MainWindow, qtbot) -> None:
    from carefacilitator.ui.widgets.controls import ask

    done: list[int] = []
    dialog = ask(
        frame.kit, frame, "Mark 12 people absent?", "", "Mark absent", lambda: done.append(1)
    )
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert done == []
    assert not dialog.isVisible()
    other = ask(
        frame.kit, frame, "Mark 12 people absent?", "", "Mark absent", lambda: done.append(1)
    )
    other.accept()
    assert done == [1]
