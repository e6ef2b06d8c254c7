"""Open the program: window first, then the workspace, then the first page.

Nothing heavy is imported before the first paint; the workspace opens right after it (a raw key
costs under a millisecond, a passphrase is asked for first).
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from carefacilitator import paths, settings
from carefacilitator.i18n import Words
from carefacilitator.ui import fonts
from carefacilitator.ui.frame import Frame, Look
from carefacilitator.ui.page import Changes, Page, Tools, WorkshopHead
from carefacilitator.ui.saving import Saving
from carefacilitator.ui.tasks import Tasks

if TYPE_CHECKING:
    from carefacilitator.services.program import Program
    from carefacilitator.storage.workspace import Changed

Opener = Callable[[str | None], "Program"]
"""Opens the workspace with a passphrase (or None) and hands out its services."""


class Bridge(QObject):
    """Carries what was committed from whatever thread wrote it to the window."""

    committed = Signal(object)

    def hear(self, changed: Changed) -> None:
        """Called by the workspace on the writing thread."""
        self.committed.emit(changed)


class UndoBridge:
    """Undo and redo of the workspace in the words of the window."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def undo_words(self) -> str | None:
        """What Ctrl+Z would take back."""
        program = self._window.program
        step = program.history.next_undo() if program else None
        return self._words_of(step.label, step.count) if step else None

    def _words_of(self, label: str, count: int) -> str:
        from carefacilitator.services.history import label_words

        return label_words(label, count, self._window.words)

    def redo_words(self) -> str | None:
        """What Ctrl+Shift+Z would bring back."""
        program = self._window.program
        step = program.history.next_redo() if program else None
        return self._words_of(step.label, step.count) if step else None

    def undo(self) -> Changes:
        """Take the last step back (on the worker)."""
        if self._window.program is not None:
            self._window.program.history.undo()
        return frozenset()

    def redo(self) -> Changes:
        """Bring the last undone step back (on the worker)."""
        if self._window.program is not None:
            self._window.program.history.redo()
        return frozenset()


class Window:
    """The window with its pages, once a workspace is open.

    Built by :func:`run` and by tests alike; owns the worker and the autosave.
    """

    def __init__(self, app: QApplication, settings_path: Path) -> None:
        self._app = app
        self._settings_path = settings_path
        self.settings = settings.load(settings_path)
        self.words = Words(self.settings.spoken)
        self.program: Program | None = None
        self.tasks = Tasks()
        self.saving = Saving(self.tasks)
        self.bridge = Bridge()
        self._translator = QTranslator()
        fonts.load_fonts(paths.resources() / "fonts")
        self._speak()
        look = Look(self.words, self.settings.theme == "dark", self.settings.text_size)
        self.frame = Frame(
            app, look, self._makers(), self.tasks, self.saving, self._head_of, UndoBridge(self)
        )
        self.frame.resize(1366, 768)
        self.frame.look_changed.connect(self._on_look)
        self.frame.files_dropped.connect(self._on_files)
        self.bridge.committed.connect(self._on_committed)

    # pages --------------------------------------------------------------------------------

    def _makers(self) -> dict[str, Callable[[Tools], Page]]:
        return {
            "home": self._home,
            "plan": self._stage("plan_page", "PlanPage"),
            "welcome": self._stage("welcome_page", "WelcomePage"),
            "facilitate": self._stage("facilitate_page", "FacilitatePage"),
            "harvest": self._stage("harvest_page", "HarvestPage"),
            "share": self._stage("share_page", "SharePage"),
            "import": self._stage("import_page", "ImportPage"),
            "search": self._stage("search_page", "SearchPage"),
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
        from carefacilitator.ui.home_page import HomePage

        return HomePage(tools, self.open_program)

    def _settings_page(self, tools: Tools) -> Page:
        from carefacilitator.ui.settings_page import SettingsPage

        return SettingsPage(tools, self)

    @property
    def open_program(self) -> Program:
        """The services of the open workspace."""
        if self.program is None:
            raise RuntimeError("no workspace is open")
        return self.program

    def _head_of(self, workshop_id: str) -> WorkshopHead:
        from carefacilitator.ui.heads import head_of

        return head_of(self.open_program, self.words, workshop_id)

    # opening ------------------------------------------------------------------------------

    def attach(self, program: Program, page: str = "home", workshop_id: str = "") -> None:
        """Show the workspace that was opened."""
        self.program = program
        program.workspace.listeners.append(self.bridge.hear)
        self.frame.go(page, workshop_id)

    def detach(self) -> None:
        """Let go of the workspace after the window is closed."""
        self.tasks.stop()
        if self.program is not None:
            self.program.close()
            self.program = None

    def _on_committed(self, changed: Changed) -> None:
        self.frame.changed(changed.kinds)

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
        """Keep a person's settings."""
        self.settings = wanted
        settings.save(self._settings_path, wanted)

    def _speak(self) -> None:
        """Let stock buttons and figures follow the interface language."""
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.words.language}", folder):
            self._app.installTranslator(self._translator)
        QLocale.setDefault(QLocale(self.words.locale))
        towards = Qt.LayoutDirection
        self._app.setLayoutDirection(towards.RightToLeft if self.words.rtl else towards.LeftToRight)


def application() -> QApplication:
    """The one Qt application, named for the desktop."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CareFacilitator")
    app.setStyle("Fusion")
    return app


def run(opener: Opener, folder: Path, needs_passphrase: bool, fresh: bool) -> int:
    """Open the window on a workspace and stay until it is closed; returns an exit code.

    ``fresh`` says that there is no workspace in ``folder`` yet.
    """
    app = application()
    window = Window(app, folder / settings.FILE_NAME)
    window.frame.show()
    app.processEvents()
    from carefacilitator.ui.last_resort import LastResort

    LastResort(window.frame.tell_failure).install()
    from carefacilitator.ui.opening import open_into

    if not open_into(window, opener, needs_passphrase, fresh):
        window.detach()
        return 0
    code = app.exec()
    window.detach()
    return code
