"""The window: header, day band, a stack of pages, messages, key line.

How to write a page
-------------------
::

    class PlanPage(Page):
        name, face = "plan", "stage"        # face: home | stage | plain

        def __init__(self, tools: Tools, plans: Plans) -> None:   # plans: a service
            super().__init__(tools)
            columns = Columns(self.kit, (900, 420))                # leading, trailing
            sheet = Sheet(self.kit, self.say("Agenda"))
            columns.add(0, sheet)
            ...
            layout = QVBoxLayout(self); layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(columns)
            self.watch = tools.saving.watch(self.field.edit, self._save_title)

        def acts(self):                     # keys: shortcuts, key line and F1 come from here
            return [Act("plan.add", "Insert", self.say("new block"), self._add, self.name)]

        def enter(self, workshop_id, item=""):
            super().enter(workshop_id, item)
            ... read from the service and show ...

        def _add(self):                     # writes run on the worker
            self.run(partial(self.plans.add_block, self.workshop_id), self._on_added)

        def _on_added(self, changes):
            self.tools.changed(changes)     # every open page, header, band, undo words follow

        def refresh(self, changes): ...     # read again, keep focus and place
        def first_focus(self): return self.list

Controls: see ``controls.py``. Language, theme and text size change by building all pages again, so
a page never restyles itself. The window is made with a mapping of page names to functions that make
them from :class:`~carefacilitator.ui.page.Tools`::

    MainWindow(app, Look(words), {"home": lambda t: HomePage(t, services)}, tasks, saving, head_of)

Pages are made when first shown. ``head_of(workshop_id)`` gives title, place and blocks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from carefacilitator.i18n import Words
from carefacilitator.messages import sentences
from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.keyboard.held_keys import HeldKeys
from carefacilitator.ui.page import Changes, History, Page, Tools, WorkshopHead
from carefacilitator.ui.runtime.autosave import Autosave, SaveState
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.shell.drop_window import DropWindow
from carefacilitator.ui.shell.header import STAGES, Header, stage_words
from carefacilitator.ui.shell.status_bar import KeyLine
from carefacilitator.ui.shell.window import Look as Look
from carefacilitator.ui.shell.window import Place as Place
from carefacilitator.ui.shortcuts import EVERYWHERE, Act, KeyBook
from carefacilitator.ui.theme.stylesheet import stylesheet
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.day_band import DayBand
from carefacilitator.ui.widgets.layout import vbox
from carefacilitator.ui.widgets.message_bar import MessageBar, MessageKind
from carefacilitator.ui.widgets.panels import hairline

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from carefacilitator.ui.keyboard.focus_ring import FocusRing
    from carefacilitator.ui.keyboard.typing_place import TypingPlace
    from carefacilitator.ui.shell.shortcuts_dialog import KeysDialog

LEAST_WIDTH, LEAST_HEIGHT = 1000, 640
BAND_EVERY = 20_000
"""Milliseconds after which header and band are read again, so that “now” moves with the day."""
_IN_HEAD = frozenset({"workshop", "agenda_block"})
"""Kinds of records that header and band of a stage are made of."""

PageMakers = Mapping[str, Callable[[Tools], Page]]


class MainWindow(DropWindow):
    """The one window of the program.

    ``files_dropped`` carries paths that the page did not want; ``bin_asked`` the workshop in hand;
    ``history_asked`` kind and id of the record that was asked about, ``removal_asked`` of what is
    to be removed for good; ``look_changed`` the new :class:`Look`; ``place_changed`` the new
    :class:`Place`. It owns nothing that outlives it: the caller stops ``tasks`` after the window is
    closed.
    """

    files_dropped = Signal(list)
    bin_asked = Signal(str)
    history_asked = Signal(str, str)
    removal_asked = Signal(str, str)
    look_changed = Signal(object)
    place_changed = Signal(object)

    def __init__(
        self,
        app: QApplication,
        look: Look,
        pages: PageMakers,
        tasks: Tasks,
        saving: Autosave,
        head_of: Callable[[str], WorkshopHead],
        history: History | None = None,
    ) -> None:
        super().__init__()
        self._makers, self._tasks, self._saving = pages, tasks, saving
        self._head_of, self._history = head_of, history
        self.one_moment: Callable[[], AbstractContextManager[None]] = nullcontext
        """Within it all that is read belongs together; whoever opens a workspace gives it."""
        self.look, self.kit = look, look.kit()
        self.book = KeyBook()
        self.place = Place("")
        self._came_from: list[Place] = []
        self._pages: dict[str, Page] = {}
        self._leave_anyway = False
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self._app = app
        self._ring: FocusRing | None = None
        self._typing: TypingPlace | None = None
        self._held = HeldKeys(self, app, tasks)
        if QAccessible.isActive():  # a reader that listens already must not meet unnamed roles
            from carefacilitator.ui.accessibility.roles import install_roles

            install_roles()
        self._build()
        saving.changed.connect(self._on_save_state)
        tasks.unhandled.connect(self.tell_failure)
        self._beat = QTimer(self)
        self._beat.setInterval(BAND_EVERY)
        self._beat.timeout.connect(self._show_head)
        self._beat.start()

    # building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        kit = self.kit
        if self._ring is not None:
            self._ring.rest()  # the pages that are replaced must not take it with them
        self.setPalette(kit.palette())
        self.setFont(kit.font())
        self.setLayoutDirection(kit.direction)
        self.setStyleSheet(stylesheet(kit.theme))
        root = QWidget()
        root.setProperty("role", "page")
        root.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = vbox(into=root, gap=0)
        self.header = Header(kit)
        self.band = DayBand(kit)
        self._band_holder = self._build_band()
        self.stack = QStackedWidget()
        self.strip = MessageBar(kit, passing=True)
        self.key_line = KeyLine(kit)
        for part in (self.header, self._band_holder, hairline()):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        margin = vbox(self.strip, margins=(16, 0, 16, 8))
        column.addLayout(margin)
        column.addWidget(self.key_line)
        self._strip_margin = margin
        self._show_strip_room()
        self.setCentralWidget(root)
        self._connect()
        self.book.register(EVERYWHERE, frame_acts(self), self)
        if self._ring is not None:
            self._ring.set_kit(kit)
        self.key_line.show_state(self._saving.state)

    def _build_band(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "header")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder.setFixedHeight(self.kit.theme.band - 1)
        vbox(self.band, into=holder, margins=(16, 0, 16, 8))
        return holder

    def _connect(self) -> None:
        self.header.home_requested.connect(self.go_home)
        self.header.stage_requested.connect(self.go_stage)
        self.header.search_requested.connect(self.go_search)
        self.header.help_requested.connect(self.show_keys)
        self.band.block_chosen.connect(self._on_block_chosen)
        self.key_line.help_requested.connect(self.show_keys)
        self.key_line.undo_requested.connect(self.undo)
        self.strip.closed.connect(self._show_strip_room)

    def tools(self) -> Tools:
        """Return what is handed to each page."""
        return Tools(
            kit=self.kit,
            tasks=self._tasks,
            saving=self._saving,
            go=self.go,
            back=self.back,
            tell=self.tell,
            tell_failure=self.tell_failure,
            changed=self.changed,
            choose_block=self.band.set_chosen,
            keys_changed=self._show_keys_of_page,
            header_changed=self._show_head,
            hush=self.clear_message,
            remove_for_good=self.remove_for_good,
            held=self._held,
        )

    # going ---------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self._pages.get(self.place.page)

    def go(self, page: str, workshop_id: str = "", item: str = "") -> None:
        """Go to a page, once what was typed is stored (or is known not to be)."""
        wanted = Place(page, workshop_id, item)
        self._saving.flush_then(lambda _ok: self._switch(wanted))

    def _switch(self, wanted: Place) -> None:
        if wanted.page not in self._makers:
            return
        before = self.page
        if before is not None:
            before.leave()
        came = (self.place.page, self.place.workshop_id)
        if self.place.page and came != (wanted.page, wanted.workshop_id):
            self._came_from = [*self._came_from[-19:], self.place]
        self.clear_message()
        self._show(wanted)

    def _show(self, wanted: Place) -> None:
        page = self._pages.get(wanted.page)
        if page is None:
            page = self._pages[wanted.page] = self._makers[wanted.page](self.tools())
            self.stack.addWidget(page)
        self.place = wanted
        self.band.set_chosen("")
        with self.one_moment():
            page.enter(wanted.workshop_id, wanted.item)
            self._show_head()
        if self.stack.currentWidget() is not page:
            self._let_go()
            self.stack.setCurrentWidget(page)
        self._show_keys_of_page()
        self._show_undo()
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, first, partial(self._bring, first))
        self._held.release()
        announce(self, stage_words(self.kit).get(page.name) or page.title())
        self.place_changed.emit(wanted)

    def _let_go(self) -> None:
        """Take the keyboard from what goes out of sight.

        Qt would hand it from one control to the next on its way, and a reader would begin each.
        """
        leaves, focus = self.stack.currentWidget(), self.focusWidget()
        if focus is not None and leaves is not None and leaves.isAncestorOf(focus):
            focus.clearFocus()

    @staticmethod
    def _bring(widget: QWidget) -> None:
        """Scroll to what has the focus on arriving, once the page is laid out."""
        from carefacilitator.ui.keyboard.focus_ring import bring_into_sight

        bring_into_sight(widget)

    def back(self) -> None:
        """Go where one came from, or home."""
        place = self._came_from.pop() if self._came_from else Place("home")
        self._saving.flush_then(lambda _ok: self._go_back(place))

    def _go_back(self, place: Place) -> None:
        self._switch(place)
        if self._came_from:
            self._came_from.pop()

    def go_home(self) -> None:
        """Go to the list of workshops."""
        self.go("home")

    def go_search(self) -> None:
        """Go to the search page."""
        self.go("search", self.place.workshop_id)

    def go_stage(self, stage: str) -> None:
        """Go to a stage of the workshop in hand; nothing happens without one."""
        if self.place.workshop_id and stage in self._makers and stage != self.place.page:
            self.go(stage, self.place.workshop_id)

    def next_stage(self) -> None:
        """Go to the next stage, if there is one."""
        self._step(1)

    def previous_stage(self) -> None:
        """Go to the stage before, if there is one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.place.page in STAGES:
            number = STAGES.index(self.place.page) + by
            if 0 <= number < len(STAGES):
                self.go_stage(STAGES[number])

    def escape(self) -> None:
        """Clear what the page clears, then the message, then leave a plain page."""
        page = self.page
        if page is not None and page.escape():
            return
        if self.strip.isVisible():
            self.clear_message()
        elif page is not None and page.face == "plain":
            self.back()

    def _on_block_chosen(self, block_id: str) -> None:
        if self.page is not None:
            self.page.on_block(block_id)

    # showing -------------------------------------------------------------------------------------

    zone: dt.tzinfo | None = None
    """Where the workshop is held that is shown: all times on one screen are told by one clock."""

    def _show_head(self) -> None:
        page = self.page
        if page is None:
            return
        stage = page.face == "stage"
        head = self._head_of(self.place.workshop_id) if stage else WorkshopHead("", "")
        if stage:
            self.header.show_workshop(head.title, head.where, page.name, page.header_widgets())
            self.band.set_blocks(head.blocks)
            title = head.title
        elif page.face == "home":
            self.header.show_home(page.header_widgets(), page.badge())
            title = ""
        else:
            title = page.title()
            self.header.show_plain(title, page.where(), page.header_widgets())
        self.zone = head.zone
        self.key_line.show_zone(self.zone)
        self._band_holder.setVisible(stage)
        self.setWindowTitle(f"{title} – CareFacilitator" if title else "CareFacilitator")

    def _show_keys_of_page(self) -> None:
        page = self.page
        if page is None:
            return
        acts = page.acts()
        self.book.register(page.name, acts, self)
        self.book.activate(page.name)
        self.key_line.show_acts(acts)

    def _show_undo(self) -> None:
        self.key_line.show_undo(self._history.undo_words() if self._history else None)

    def show_keys(self) -> None:
        """Open the list of all keys; do what was chosen in it."""
        from carefacilitator.ui.shell.shortcuts_dialog import KeysDialog

        dialog = KeysDialog(self.kit, self.book, self.place.page, self)
        dialog.finished.connect(lambda _result: self._after_keys(dialog))
        dialog.open()

    def show_bin(self) -> None:
        """Open the bin, of the workshop in hand first."""
        self._saving.flush_then(lambda _ok: self.bin_asked.emit(self.place.workshop_id))

    def show_history(self) -> None:
        """Open the history of the record the keyboard is on."""
        here = self.page.record_here() if self.page is not None else None
        if here is None:
            say = self.kit.words.say
            self.tell(
                "info",
                say("Choose something first."),
                then=say("A person, a note, a lesson, a commitment or a block: then Ctrl+H again."),
            )
            return
        self._saving.flush_then(lambda _ok: self.history_asked.emit(*here))

    def remove_here(self) -> None:
        """Ask what to remove for good of the record the keyboard is on."""
        here = self.page.record_here() if self.page is not None else None
        say = self.kit.words.say
        if here is None:
            then = say("A note, a lesson, a commitment or a block: then Ctrl+Shift+Delete again.")
            self.tell("info", say("Choose something first."), then=then)
        elif here[0] in ("person", "participation"):
            then = say("At the door, F9 forgets a person and lists the texts that name her.")
            self.tell("info", say("A person is forgotten as a whole."), then=then)
        else:
            self.remove_for_good(*here)

    def remove_for_good(self, kind: str, record: str) -> None:
        """Ask what to remove for good of a record, once everything typed is stored."""
        self._saving.flush_then(lambda _ok: self.removal_asked.emit(kind, record))

    def _after_keys(self, dialog: KeysDialog) -> None:
        act = dialog.chosen
        if act is not None and act.call is not None:
            QTimer.singleShot(0, self, act.call)

    # messages ------------------------------------------------------------------------------------

    def tell(
        self,
        kind: MessageKind,
        happened: str,
        safe: str = "",
        then: str = "",
        *,
        acts: list[Button] | None = None,
    ) -> None:
        """Show a message of up to three sentences at the foot of the page."""
        self.strip.tell(kind, happened, safe, then, acts=acts)
        self._show_strip_room()

    def tell_failure(self, error: BaseException) -> None:
        """Show the three sentences of an error."""
        message = sentences(error, self.kit.words)
        self.tell("error", message.what, message.safe, message.next)

    def clear_message(self) -> None:
        """Put the message away."""
        self.strip.clear()
        self._show_strip_room()

    def _show_strip_room(self) -> None:
        shown = not self.strip.isHidden()
        self._strip_margin.setContentsMargins(16, 0, 16, 8 if shown else 0)

    def _on_save_state(self, state: SaveState) -> None:
        self.key_line.show_state(state)

    # what changed --------------------------------------------------------------------------------

    def changed(self, changes: Changes) -> None:
        """Let pages, header, band and undo words follow records that changed."""
        page = self.page
        with self.one_moment():
            if page is not None:
                page.refresh(changes)
            if not changes or changes & _IN_HEAD or page is None or page.face != "stage":
                self._show_head()
            self._show_undo()
        self._saving.saved_elsewhere()

    def undo(self) -> None:
        """Take the last step back, whatever page it was on."""
        if self._history is not None and (what := self._history.undo_words()) is not None:
            self._take_step(self._history.undo, self.kit.words.say("Undone: {what}", what=what))

    def redo(self) -> None:
        """Do the last undone step again."""
        if self._history is not None and (what := self._history.redo_words()) is not None:
            self._take_step(self._history.redo, self.kit.words.say("Done again: {what}", what=what))

    def _take_step(self, step: Callable[[], Changes | None], told: str) -> None:
        self._before_step_back()
        self._tasks.run(step, partial(self._on_step, told), self.tell_failure, self)

    def _on_step(self, told: str, changes: Changes | None) -> None:
        """Show what a step back or forward changed, and say which it was."""
        self.changed(changes or frozenset())
        if changes is not None:
            self.key_line.tell(told)

    def _before_step_back(self) -> None:
        """Store what was typed, and let the page say no more what holds no longer."""
        self._saving.flush()
        if self.page is not None:
            self.page.about_to_step_back()

    # look ----------------------------------------------------------------------------------------

    def set_look(
        self,
        *,
        words: Words | None = None,
        dark: bool | None = None,
        text_percent: int | None = None,
    ) -> None:
        """Change language, theme or text size now; what was typed is stored first."""
        wishes: dict[str, Any] = {"words": words, "dark": dark, "text_percent": text_percent}
        look = replace(self.look, **{k: wish for k, wish in wishes.items() if wish is not None})
        self._saving.flush_then(lambda stored: self._apply_look(look, stored))

    def _apply_look(self, look: Look, stored: bool) -> None:
        if not stored:
            if self._saving.state.error is not None:
                self.tell_failure(self._saving.state.error)
            return
        self.look, self.kit = look, look.kit()
        for name in (*self._pages, EVERYWHERE):
            self.book.forget(name)
        self._pages.clear()
        self._build()
        if self.place.page:
            self._show(self.place)
        self.look_changed.emit(look)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's names
        """Finish after the first paint what nobody sees in it."""
        super().paintEvent(event)
        if self._ring is None:
            QTimer.singleShot(0, self, self._finish)

    def _finish(self) -> None:
        """Make the focus ring and the roles; Qt's classes behind them are slow to meet."""
        if self._ring is None:
            from carefacilitator.ui.accessibility.roles import install_roles
            from carefacilitator.ui.keyboard.focus_ring import FocusRing
            from carefacilitator.ui.keyboard.second_clicks import SecondClicks
            from carefacilitator.ui.keyboard.typing_place import TypingPlace

            install_roles()
            self._ring = FocusRing(self.kit, self, self._app)
            self._ring.follow(self.focusWidget())
            self._typing = TypingPlace(self, self._app, self._line)
            SecondClicks(self)

    def _line(self) -> QWidget | None:
        return self.page.line() if self.page is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters that nothing wanted are typed into the page's line, not lost."""
        if self._typing is None or not self._typing.take(event):
            super().keyPressEvent(event)

    def on_files(self, files: list[str]) -> None:
        """Give dropped files to the page, or to whoever listens."""
        if self.page is None or not self.page.take_files(files):
            self.files_dropped.emit(files)

    def event(self, event: QEvent) -> bool:
        """Save what is typed when the window loses the keyboard."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._saving.flush()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Store what is typed; stay open once when that fails, close at the second wish."""
        self._saving.flush()
        self._tasks.settle()
        if self._saving.unsaved() and not self._leave_anyway:
            event.ignore()
            self._leave_anyway = True
            say, error = self.kit.words.say, self._saving.state.error
            what = sentences(error, self.kit.words).what if error else ""
            self.tell(
                "error",
                say("Not saved yet. {why}", why=what) if what else say("Not saved yet."),
                say("What you typed is still here."),
                say("Put right what stands in the way, or close again to leave without it."),
            )
            return
        if self.page is not None:
            self.page.leave()
        self._beat.stop()
        event.accept()


def frame_acts(frame: MainWindow) -> list[Act]:
    """Return the acts of the window itself; the key line does not repeat them."""
    say, act = frame.kit.words.say, partial(Act, line=False)
    stages = enumerate(stage_words(frame.kit).items(), 1)
    return [
        act("frame.next", "Ctrl+PgDn", say("next stage"), frame.next_stage),
        act("frame.before", "Ctrl+PgUp", say("previous stage"), frame.previous_stage),
        *(
            act(f"frame.{stage}", f"Alt+{number}", words, partial(frame.go_stage, stage))
            for number, (stage, words) in stages
        ),
        act("frame.home", "Alt+Home", say("home"), frame.go_home),
        act("frame.search", "Ctrl+K", say("search"), frame.go_search),
        act("frame.undo", "Ctrl+Z", say("undo"), frame.undo),
        act("frame.redo", "Ctrl+Shift+Z", say("do again"), frame.redo),
        act("frame.history", "Ctrl+H", say("history of what is chosen"), frame.show_history),
        act("frame.bin", "Ctrl+B", say("the bin"), frame.show_bin),
        act("frame.redact", "Ctrl+Shift+Delete", say("remove for good"), frame.remove_here),
        act("frame.keys", "F1", say("all keys"), frame.show_keys),
        act("frame.escape", "Esc", say("clear, then leave"), frame.escape),
    ]
