"""Open the program: window first, then the workspace, then the first page.

Nothing heavy is imported before the first paint; the workspace opens right after it (a raw key
costs under a millisecond, a passphrase is asked for first).
"""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from carefacilitator import paths, settings
from carefacilitator.errors import CareError
from carefacilitator.i18n import Words
from carefacilitator.machine import desktop
from carefacilitator.ui.page import Changes, Page, Tools, WorkshopHead
from carefacilitator.ui.redaction.reachable_copies import Tending
from carefacilitator.ui.redaction.wordings_that_left import WordingsThatLeft
from carefacilitator.ui.runtime.autosave import Autosave
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.shell.drop_window import DropWindow
from carefacilitator.ui.shell.main_window import Look, MainWindow
from carefacilitator.ui.shell.written_since import WrittenSince
from carefacilitator.ui.theme import fonts
from carefacilitator.ui.theme.icons import program_icon

if TYPE_CHECKING:
    from carefacilitator.services.privacy.redaction import Removed
    from carefacilitator.services.program import Changed, Program


_TITLE_BAR = 48
"""Lines of the screen that a window manager may take for a title bar and borders."""


class Bridge(QObject):
    """Carries what was committed, and what must be asked, from the worker to the window."""

    committed = Signal(object)
    undo_asked = Signal(object)
    no_stays = Signal(str)

    def hear(self, changed: Changed) -> None:
        """Called by the workspace on the writing thread."""
        self.committed.emit(changed)


class UndoBridge:
    """Undo and redo of the workspace in the words of the window."""

    def __init__(self, window: Application) -> None:
        self._window = window

    def undo_words(self) -> str | None:
        """What Ctrl+Z would take back."""
        program = self._window.program
        step = program.history.next_undo() if program else None
        return self._words_of(step.label, step.count) if step else None

    def _words_of(self, label: str, count: int) -> str:
        from carefacilitator.services.upkeep.undo import label_words

        return label_words(label, count, self._window.words)

    def redo_words(self) -> str | None:
        """What Ctrl+Shift+Z would bring back."""
        program = self._window.program
        step = program.history.next_redo() if program else None
        return self._words_of(step.label, step.count) if step else None

    def undo(self) -> Changes | None:
        """Take the last step back (on the worker); an import with later work is asked about."""
        from carefacilitator.services.failures import UndoNeedsAnswer

        try:
            self.undo_now(sure=False)
        except UndoNeedsAnswer as question:
            self._window.bridge.undo_asked.emit(question)
            return None
        return frozenset()

    def undo_now(self, *, sure: bool) -> None:
        """Take the last step back; ``sure`` although later work rests on it."""
        if self._window.program is not None:
            done = self._window.program.history.undo(sure=sure)
            if done.stays:
                self._window.bridge.no_stays.emit(done.told(self._window.words))

    def redo(self) -> Changes:
        """Bring the last undone step back (on the worker)."""
        if self._window.program is not None:
            self._window.program.history.redo()
        return frozenset()


class Application:
    """The window with its pages, once a workspace is open.

    Built by :func:`run` and by tests alike; owns the worker and the autosave.
    """

    def __init__(self, app: QApplication, settings_path: Path, language: str | None = None) -> None:
        self._app = app
        self._settings_path = settings_path
        self.settings = _load(settings_path)
        if language:
            self.settings = dataclasses.replace(self.settings, language=language)
        self.words = Words(self.settings.spoken)
        self.program: Program | None = None
        self.files: list[str] = []
        """Files to be taken in once a workspace is open."""
        self.tasks = Tasks()
        self.saving = Autosave(self.tasks)
        self.bridge = Bridge()
        self._translator = QTranslator()
        fonts.load_fonts(paths.resources() / "fonts")
        self._speak()
        look = Look(self.words, self.settings.theme == "dark", self.settings.text_size)
        self._undo = UndoBridge(self)
        self.frame = MainWindow(
            app, look, self._makers(), self.tasks, self.saving, self._head_of, self._undo
        )
        self.frame.resize(1366, 768)
        self.frame.look_changed.connect(self._on_look)
        self.frame.files_dropped.connect(self._on_files)
        self.frame.bin_asked.connect(self._on_bin_asked)
        self.frame.history_asked.connect(self._on_history_asked)
        self.frame.removal_asked.connect(self._on_removal_asked)
        self.bridge.committed.connect(self._on_committed)
        self.bridge.undo_asked.connect(self._on_undo_asked)
        self.bridge.no_stays.connect(self._on_no_stays)

    # pages --------------------------------------------------------------------------------

    def _makers(self) -> dict[str, Callable[[Tools], Page]]:
        return {
            "home": self._home,
            "plan": self._stage("plan.page", "PlanPage"),
            "quick": self._stage("quick.page", "QuickPage"),
            "welcome": self._stage("welcome.page", "WelcomePage"),
            "facilitate": self._stage("facilitate.page", "FacilitatePage"),
            "harvest": self._stage("harvest.page", "HarvestPage"),
            "share": self._share,
            "figures": self._stage("figures.page", "FiguresPage"),
            "import": self._stage("import_bundle.page", "ImportPage"),
            "search": self._stage("home.search_page", "SearchPage"),
            "settings": self._settings_page,
        }

    def _stage(self, module: str, name: str) -> Callable[[Tools], Page]:
        def make(tools: Tools) -> Page:
            from importlib import import_module

            made = getattr(import_module(f"carefacilitator.ui.{module}"), name)
            page: Page = made(tools, self.open_program)
            return page

        return make

    def _home(self, tools: Tools) -> Page:
        from carefacilitator.ui.home.page import HomePage

        return HomePage(tools, self.open_program)

    def _share(self, tools: Tools) -> Page:
        from carefacilitator.ui.share.page import SharePage

        return SharePage(tools, self.open_program, lambda: self.settings)

    def _settings_page(self, tools: Tools) -> Page:
        from carefacilitator.ui.settings.page import SettingsPage

        return SettingsPage(tools, self)

    @property
    def open_program(self) -> Program:
        """The services of the open workspace."""
        if self.program is None:
            raise RuntimeError("no workspace is open")
        return self.program

    def _head_of(self, workshop_id: str) -> WorkshopHead:
        if self.program is None:  # the window was closed; nobody looks at it any more
            return WorkshopHead("", "")
        from carefacilitator.ui.words.workshops import head_of

        with self.program.workspace.one_moment():
            return head_of(self.program, self.words, workshop_id)

    # opening ------------------------------------------------------------------------------

    def attach(self, program: Program, page: str = "home", workshop_id: str = "") -> None:
        """Show the workspace that was opened."""
        self.program = program
        program.workspace.listeners.append(self.bridge.hear)
        self.frame.one_moment = program.workspace.one_moment
        self._tending = Tending(self.tasks, program, self.frame)
        self._left = WordingsThatLeft(self.tasks, program, self.frame, self._on_removal_asked)
        self._since = WrittenSince(self.tasks, program, self.frame)
        self.frame.go(page, workshop_id)
        if self.files:
            self._on_files(self.files)
            self.files = []
        if self.settings.trouble is not None:
            self.frame.tell_failure(self.settings.trouble)

    def detach(self) -> None:
        """Let go of the workspace, and of the window once it is closed."""
        self.tasks.stop()
        self._app.removeTranslator(self._translator)
        if self.program is not None:
            self.program.workspace.listeners.remove(self.bridge.hear)
            self._tending.stop()
            self._left.stop()
            self._since.stop()
            self.program.close()
            self.program = None
        self.frame.deleteLater()  # what hears its signals holds it, and would for ever

    def _on_committed(self, changed: Changed) -> None:
        if self.program is None:
            return
        if not changed.kinds or "workshop" in changed.kinds:
            self._leave_what_is_gone(self.program)
        self.frame.changed(changed.kinds)
        self._left.hear(changed)
        self._since.hear(changed)

    def _leave_what_is_gone(self, program: Program) -> None:
        """Go home from a workshop that an undo or an import has taken away."""
        from carefacilitator.model.records.records import Workshop

        workshop = self.frame.place.workshop_id
        if workshop and program.workspace.find(Workshop, workshop) is None:
            self.frame.go("home")

    def _on_undo_asked(self, question: CareError) -> None:
        """Ask in the page whether an import shall go although later work rests on it."""
        from carefacilitator.messages import sentences
        from carefacilitator.ui.widgets.buttons import Button

        said, kit = sentences(question, self.words), self.frame.kit
        anyway = Button(kit, kit.words.say("Undo it anyway"), icon="arrow-u-up-left")
        anyway.clicked.connect(self._undo_anyway)
        self.frame.tell("warn", said.what, said.safe, said.next, acts=[anyway])

    def _on_no_stays(self, told: str) -> None:
        """Say that nobody's no went with an import that was taken out."""
        self.frame.tell("info", told)

    def _undo_anyway(self) -> None:
        self.frame.clear_message()

        def done(_nothing: None) -> None:
            self.frame.changed(frozenset())

        self.tasks.run(partial(self._undo.undo_now, sure=True), done, self.frame.tell_failure)

    def _on_bin_asked(self, workshop_id: str) -> None:
        from carefacilitator.ui.history.bin_dialog import BinDialog

        def run(work: Callable[[], None], done: Callable[[None], None]) -> None:
            self.tasks.run(work, done, self.frame.tell_failure, dialog)

        program = self.open_program
        dialog = BinDialog(self.frame.kit, program, workshop_id, run, self.frame, self.frame.zone)
        dialog.open()

    def _on_history_asked(self, kind: str, record: str) -> None:
        from carefacilitator.ui.history.history_dialog import HistoryDialog

        program, remove = self.open_program, partial(self._on_removal_asked, kind, record)
        zone = self.frame.zone
        HistoryDialog(self.frame.kit, program, kind, record, remove, self.frame, zone).open()

    def _on_removal_asked(self, kind: str, record: str) -> None:
        from carefacilitator.ui.redaction.redact_dialog import RemovingDialog
        from carefacilitator.ui.redaction.redact_words import copies_words

        def run(work: Callable[[], Removed], done: Callable[[Removed], None]) -> None:
            self.tasks.run(work, done, self.frame.tell_failure, dialog)

        def done(removed: Removed) -> None:
            if self.frame.page is not None:
                self.frame.page.let_go(record)
            told = self.words.say("Gone for good.")
            self.frame.tell("good", told, copies_words(removed.copies, self.words))

        frame, redacting = self.frame, self.open_program.redacting
        dialog = RemovingDialog(frame.kit, redacting, (kind, record), run, done, frame)
        dialog.open()

    def _on_files(self, files: list[str]) -> None:
        self.frame.go("import", "", "\n".join(files))

    # look ---------------------------------------------------------------------------------

    def _on_look(self, look: Look) -> None:
        self.words = look.words
        self._speak()
        self.keep(
            dataclasses.replace(
                self.settings,
                language=look.words.language,
                theme="dark" if look.dark else "light",
                text_size=look.text_percent,
            )
        )

    def keep(self, wanted: settings.Settings) -> None:
        """Keep a person's settings; where they cannot be stored, they hold until the end."""
        self.settings = wanted
        try:
            settings.save(self._settings_path, wanted)
        except CareError as error:
            self.frame.tell_failure(error)

    def remember_place(self) -> None:
        """Keep size and place for the next start; a language named for this start only is not kept.

        What cannot be kept is no loss worth a sentence.
        """
        if self._settings_path.parent.is_dir():
            kept = dataclasses.replace(
                _load(self._settings_path), window=self.frame.geometry_text()
            )
            with contextlib.suppress(CareError):
                settings.save(self._settings_path, kept)

    def _speak(self) -> None:
        """Let stock buttons and figures follow the interface language."""
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.words.language}", folder):
            self._app.installTranslator(self._translator)
        QLocale.setDefault(QLocale(self.words.locale))
        towards = Qt.LayoutDirection
        self._app.setLayoutDirection(towards.RightToLeft if self.words.rtl else towards.LeftToRight)


def _load(path: Path) -> settings.Settings:
    try:
        return settings.load(path)
    except CareError as error:
        return settings.Settings(trouble=error)


def application() -> QApplication:
    """The one Qt application, named for the desktop."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # The style is named as Qt's own option: setStyle() makes PySide6 build the enums of QStyle
    # before the first paint (0.05 s of it).
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("CareFacilitator")
    app.setDesktopFileName("carefacilitator")
    desktop.name_program("CareFacilitator")
    app.setWindowIcon(program_icon(paths.resources() / "pictures" / "carefacilitator.svg"))
    return app


def show_as_left(frame: DropWindow, place: str) -> None:
    """Show the window where it was last; where nothing is known of that, whole."""
    if frame.restore_geometry_text(place):
        frame.show()
    else:
        show_whole(frame)


def show_whole(frame: QWidget) -> None:
    """Show the window so that nothing of it lies off the screen: a small screen it fills.

    A window manager puts its title bar above the window, and would push the line of keys off a
    screen of 768 lines.
    """
    room = frame.screen().availableSize()
    if room.width() < frame.width() or room.height() < frame.height() + _TITLE_BAR:
        frame.showMaximized()
    else:
        frame.show()
