"""The second window: what the room sees, in its own language, and how it comes and goes."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication

from carefacilitator.i18n import Words
from carefacilitator.services.facilitation.projector import ProjectorLook
from carefacilitator.ui.projector.board import QUESTION, QUESTION_LEAST, Board, Shown
from carefacilitator.ui.projector.window import Projector, moment, open_projector
from carefacilitator.ui.theme.kit import make_kit
from carefacilitator.ui.theme.tokens import LIGHT

QUESTION_ES = "¿Quién hace qué en nuestro territorio?"


@pytest.fixture
def running(desk):
    """13:58: the eighth block of the fourth workshop runs since 13:46 and has a question."""
    workshop = desk.program.workshops.find("W4").id
    block = desk.program.agenda.blocks(workshop)[7]
    desk.program.agenda.edit(block.id, question=QUESTION_ES)
    desk.now -= dt.timedelta(minutes=12)
    desk.program.agenda.start(block.id)
    desk.now += dt.timedelta(minutes=12)
    desk.go("facilitate", "W4")
    return workshop


def wall(desk) -> Projector:
    found = open_projector(desk.frame)
    assert found is not None
    return found


def test_f11_opens_it_and_the_keyboard_stays_on_the_line(desk, running) -> None:
    line = desk.focus
    desk.press("F11")
    shown = wall(desk).board.shown
    assert (shown.head, shown.large, shown.until) == (
        Words("es").say("Now"),
        QUESTION_ES,
        Words("es").say("until {time}", time="14:46"),
    )
    assert shown.title == "Care at work: leave policies and services"
    assert shown.reading.figure == "48"
    assert shown.next == "14:46 · Commitments"
    assert [block.state for block in shown.band].count("now") == 1
    assert desk.focus is line
    desk.press("F11", line)
    assert open_projector(desk.frame) is None


def test_it_ticks_with_the_clock(desk, running, qtbot) -> None:
    desk.press("F11")
    desk.now += dt.timedelta(minutes=30)
    qtbot.waitUntil(lambda: wall(desk).board.shown.reading.figure == "18")


def test_esc_closes_it_on_either_window(desk, running) -> None:
    desk.press("F11")
    desk.press("Esc", wall(desk))
    assert open_projector(desk.frame) is None
    desk.press("F11", desk.page.first_focus())
    desk.press("Esc", desk.page.first_focus())
    assert open_projector(desk.frame) is None
    assert desk.frame.place.page == "facilitate"


def test_esc_does_not_take_it_away_while_a_line_is_being_emptied(desk, running) -> None:
    desk.press("F11")
    line = desk.page.first_focus()
    desk.type("half a thought", line)
    desk.press("Esc", line)
    assert wall(desk).isVisible()
    desk.press("Esc", line)
    assert open_projector(desk.frame) is None


def test_the_language_of_the_room_is_chosen_and_kept(desk, running) -> None:
    choice = desk.page._clock.wall
    assert choice.isHidden()
    desk.press("F11")
    assert choice.language.value() == "es"  # the workshop's first, while the screen speaks English
    choice.language.choose("ar")
    choice.language.picked.emit("ar")
    desk.settle()
    assert wall(desk).words.language == "ar"
    assert wall(desk).board.kit.theme.rtl
    assert not desk.frame.kit.theme.rtl
    assert desk.program.room.wall(running) == ProjectorLook("ar")
    desk.press("F11", desk.page.first_focus())
    assert choice.isHidden()
    desk.press("F11", desk.page.first_focus())
    assert wall(desk).words.language == "ar"


def test_it_stays_while_the_facilitator_looks_elsewhere_and_closes_with_the_window(
    desk, running
) -> None:
    before = {one for one in QApplication.topLevelWidgets() if one.isVisible()} - {desk.frame}
    desk.press("F11")
    desk.go("plan", "W4")
    assert wall(desk).isVisible()
    desk.frame.close()
    after = {one for one in QApplication.topLevelWidgets() if one.isVisible()}
    assert after - before == set()


def test_the_clock_is_right_after_the_program_was_started_again(make_desk, tmp_path) -> None:
    first = make_desk("first")
    workshop = first.program.workshops.find("W4").id
    first.program.agenda.start(first.program.agenda.blocks(workshop)[0].id)
    first.leave()
    from carefacilitator.app import build

    later = first.now + dt.timedelta(minutes=10)
    again = build(tmp_path / "first", clock=lambda: later)
    shown = moment(again, workshop, Words("en"))
    again.close()
    assert shown.reading is not None
    assert (shown.reading.figure, shown.head) == ("20", "Now")


def test_before_and_after_the_day_there_is_no_clock(desk) -> None:
    program, words = desk.program, Words("en")
    workshop = program.workshops.find("W4").id
    before = moment(program, workshop, words)
    assert (before.reading, before.head, before.next_head) == (None, "", "Next")
    assert before.large.startswith("Reward and represent")
    while program.agenda.next(workshop) is not None:
        pass
    after = moment(program, workshop, words)
    assert (after.large, after.next) == ("The day is over.", "")
    program.workshops.delete(workshop)
    assert moment(program, workshop, words) == Shown()


def test_nobodys_name_and_no_note_reaches_the_wall(desk, running) -> None:
    block = desk.program.agenda.blocks(running)[7]
    desk.program.agenda.edit(block.id, lead="Participant 001", instructions="Ask Participant 002")
    for language in ("en", "es", "ar"):
        told = moment(desk.program, running, Words(language)).told()
        assert "Participant" not in told
        for view in desk.program.notes.of(running):
            assert view.note.text not in told
        assert "F11" not in told


def test_over_time_is_said_in_minutes(desk, running) -> None:
    desk.now += dt.timedelta(minutes=51)
    shown = moment(desk.program, running, Words("en"))
    assert (shown.reading.figure, shown.under, shown.until) == ("3", "minutes over", "")
    desk.now += dt.timedelta(minutes=60)
    shown = moment(desk.program, running, Words("en"))
    assert (shown.reading.figure, shown.under, shown.until) == ("1:03", "hours over", "")


# sizes --------------------------------------------------------------------------------------------


@pytest.fixture
def board(fonts, qtbot):
    made = Board(make_kit(Words("en")))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def test_a_short_question_is_large_and_a_long_one_has_four_lines_at_most(board: Board) -> None:
    area = QRect(0, 0, 860, 420)
    font, lines = board.fitted(QUESTION_ES, area)
    assert (font.pixelSize(), len(lines)) == (round(768 * QUESTION), 2)
    long = (
        "Who does what in our territory, with whom and for whom, "
        "what would have to change here, and when?"
    )
    font, lines = board.fitted(long, area)
    assert round(768 * QUESTION_LEAST) <= font.pixelSize() < round(768 * QUESTION)
    assert len(lines) <= 4
    assert " ".join(lines) == " ".join(long.split())
    assert all(QFontMetrics(font).horizontalAdvance(line) <= 860 for line in lines)
    _font, lines = board.fitted(long * 5, area)
    assert len(lines) == 4  # the last one is cut when it is painted


@pytest.mark.parametrize("size", [(480, 270), (1366, 768), (1920, 1080)])
def test_nothing_is_smaller_than_four_hundredths_of_the_height(board: Board, size) -> None:
    board.resize(*size)
    from carefacilitator.ui.projector import board as projector_board

    shares = [projector_board.NEXT, projector_board.SMALL, projector_board.TITLE]
    assert min(board.font_of(share).pixelSize() for share in shares) >= int(size[1] * 0.04)


def test_what_is_done_is_dark_and_what_is_now_is_yellow(desk, running, board: Board, qtbot) -> None:
    for block in desk.program.agenda.blocks(running)[:2]:
        desk.program.agenda.start(block.id)
    shown = moment(desk.program, running, Words("en"))
    board.show()
    qtbot.waitExposed(board)
    board.show_moment(shown)
    image = board.grab().toImage()
    blocks = board.band.findChildren(QAbstractButton)
    places = {found.block.id: found.geometry() for found in blocks}
    colours = {
        block.state: image.pixelColor(places[block.id].center()).name()
        for block in shown.band
        if not block.is_break or block.state == "done"
    }
    assert QColor(colours["done"]) == QColor(LIGHT.overdye)
    assert QColor(colours["now"]) == QColor(LIGHT.weld)
    assert QColor(colours["to_come"]) == QColor(LIGHT.flax)
