"""The projector: a second window for the room, in the room's language.

Opened and closed by F11 on the Facilitate page. It stands on the second screen where there is one,
filling it; otherwise it is a window that a double click or Enter makes as large as the screen. Esc
or F11 in it closes it. It reads the stored clock every second, so it goes on where it was after the
program was started again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QScreen
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words
from carefacilitator.i18n import words as words_of
from carefacilitator.model.agenda import parallel
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.services.facilitation.projector import ProjectedTool, ProjectorLook
from carefacilitator.services.program import Program
from carefacilitator.ui.projector.board import Board, Shown
from carefacilitator.ui.projector.tools import wall_tool
from carefacilitator.ui.theme.kit import make_kit
from carefacilitator.ui.widgets.clock import ClockMood, ClockReading
from carefacilitator.ui.widgets.layout import vbox
from carefacilitator.ui.words.workshops import band_blocks, block_title_in, title_in

_TICK_MS = 1000
_CLOSING_KEYS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_F11})
_SIZE_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Projector(QWidget):
    """The window on the wall; it deletes itself when it is closed. ``closed`` tells the page."""

    closed = Signal()

    def __init__(
        self, program: Program, workshop_id: str, wall: ProjectorLook, window: QWidget
    ) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._program, self.workshop_id = program, workshop_id
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setMinimumSize(480, 270)
        self._column = vbox(into=self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.board: Board | None = None
        self.set_look(words_of(wall.language), dark=wall.dark)
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._on_screen_removed)

    # look -------------------------------------------------------------------------------------

    def set_look(self, words: Words, *, dark: bool) -> None:
        """Speak another language, or stand on a dark ground."""
        kit = make_kit(words, dark=dark)
        board = Board(kit)
        if self.board is not None:
            self._column.removeWidget(self.board)
            self.board.deleteLater()
        self._column.addWidget(board)
        self.board, self.words, self.dark = board, words, dark
        self.setLayoutDirection(kit.direction)
        self.setWindowTitle(words.say("Projector"))
        self.tick()

    # opening and closing ----------------------------------------------------------------------

    def open(self) -> None:
        """Show it on the second screen, or as a window on the only one."""
        other = other_screen(self._window.screen())
        if other is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        else:
            self.resize(self.board.sizeHint() if self.board else self.size())
            self.show()
        handle = self.windowHandle()
        if handle is not None:  # a window of its own, which does not lie over the facilitator's
            handle.setTransientParent(None)  # type: ignore[arg-type]
        self._timer.start()

    def toggle_size(self) -> None:
        """Fill the screen, or be a window again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _on_screen_removed(self, _screen: QScreen) -> None:
        """Do not cover the facilitator's own screen when the projector is unplugged."""
        if self.isFullScreen() and len(QGuiApplication.screens()) < 2:
            self.showNormal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Close with the window it belongs to (not when that is only made small)."""
        if watched is self._window and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc and F11 close it, Enter changes its size."""
        if event.key() in _CLOSING_KEYS:
            self.close()
        elif event.key() in _SIZE_KEYS:
            self.toggle_size()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Change its size."""
        self.toggle_size()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop ticking and tell."""
        self._timer.stop()
        self._window.removeEventFilter(self)
        event.accept()
        self.closed.emit()

    # what is shown ----------------------------------------------------------------------------

    def show_workshop(self, workshop_id: str, wall: ProjectorLook) -> None:
        """Show a workshop in the language of its room."""
        self.workshop_id = workshop_id
        if (wall.language, wall.dark) != (self.words.language, self.dark):
            self.set_look(words_of(wall.language), dark=wall.dark)
        self.tick()

    def tick(self) -> None:
        """Read the clock and show this moment."""
        if self.board is not None:
            self.board.show_moment(moment(self._program, self.workshop_id, self.words))


def open_projector(window: QWidget) -> Projector | None:
    """The projector of a window, where one is open."""
    found = window.findChildren(Projector)
    return next((one for one in found if not one.isHidden()), None)


def toggle(program: Program, workshop_id: str, wall: ProjectorLook, window: QWidget) -> None:
    """Close the projector of a window, or open one; the keyboard stays where it is."""
    projector = open_projector(window)
    if projector is not None:
        projector.close()
    else:
        Projector(program, workshop_id, wall, window).open()
        window.activateWindow()


def other_screen(mine: QScreen | None) -> QScreen | None:
    """A screen that is not the facilitator's, or None."""
    return next((one for one in QGuiApplication.screens() if one is not mine), None)


def moment(program: Program, workshop_id: str, words: Words) -> Shown:
    """What the room sees of a workshop at this moment."""
    workshop = program.workspace.find(Workshop, workshop_id)
    if workshop is None:
        return Shown()
    face, placed = program.agenda.face(workshop_id), program.agenda.placed(workshop_id)
    first = face.following[0][0] if face.following else None
    block = face.now or first or (placed[-1].block if placed else None)
    today = [one for one in placed if block is not None and one.block.day == block.day]
    mask = partial(program.names_in_text.masked, workshop_id)
    shown_today = band_blocks(today, face, words.language)
    band = tuple(
        replace(one, title=mask(one.id, one.title), short=mask(one.id, one.short))
        for one in shown_today
    )
    head, title, large = _words_of_now(face, workshop, words, mask)
    reading, under, until = _clock_words(face, words)
    shown = program.room.shown(workshop_id)
    tool = wall_tool(_masked(shown, mask), words) if shown is not None else None
    following = _next_words(face, words, mask)
    return Shown(band, head, title, large, reading, under, until, *following, tool)


Mask = Callable[[str, str], str]
"""A text of a record (its id first) as the room may read it: “[…]” for who did not agree."""


def _masked(shown: ProjectedTool, mask: Mask) -> ProjectedTool:
    """A tool with its texts masked; groups and speakers are people who are in the room."""
    lines = tuple((mask("", text), count) for text, count in shown.lines)
    return replace(shown, question=mask("", shown.question), lines=lines)


def _words_of_now(
    face: ClockState, workshop: Workshop, words: Words, mask: Mask
) -> tuple[str, str, str]:
    if face.now is None:
        over = face.day_over
        name = mask(workshop.id, title_in(workshop, words.language))
        return ("", name, words.say("The day is over.")) if over else ("", "", name)
    key = face.now.id
    title = mask(key, block_title_in(face.now, words.language))
    question = mask(key, face.now.question).strip()
    head = words.say("Now")
    if face.rooms and face.now.room.strip():
        head = f"{head} · {mask(key, face.now.room).strip()}"
    return (head, title, question) if question else (head, "", title)


def _clock_words(face: ClockState, words: Words) -> tuple[ClockReading | None, str, str]:
    if face.now is None:
        return None, "", ""
    reading = ClockReading(face.length, face.left, face.until, face.paused)
    under, until = reading.words(words)
    calm = reading.mood in (ClockMood.CALM, ClockMood.NEARLY) and not face.paused
    if calm:
        under = words.say_n("minute", "minutes", -(-reading.left // 60))
    elif reading.mood is ClockMood.OVER and not face.paused:
        under, until = _under_over(reading, words), ""
    return reading, under, until


def _under_over(reading: ClockReading, words: Words) -> str:
    """What stands under the figure of a block that is over its time: minutes, or hours."""
    if reading.over < 60:
        return words.say_n("minute over", "minutes over", reading.over)
    return words.say("hours over")


def _next_words(face: ClockState, words: Words, mask: Mask) -> tuple[str, str]:
    following = [
        (block, time)
        for block, time in face.following
        if face.now is None or block.day == face.now.day
    ]
    if not following:
        return "", ""
    time = following[0][1]
    first = _first_run(following)
    names = [mask(one.id, block_title_in(one, words.language)) for one in first]
    return words.say("Next"), words.say("{time} · {block}", time=time, block=words.listed(names))


def _first_run(following: list[tuple[AgendaBlock, str]]) -> list[AgendaBlock]:
    """The next block, with those that begin beside it in other rooms."""
    run = next(parallel.runs(one for one, _time in following))
    return [track[0] for track in parallel.tracks(run).values()]
