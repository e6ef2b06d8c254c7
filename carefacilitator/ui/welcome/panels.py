"""Opens consent, details, a list of people or the review of pairs in the Welcome page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from carefacilitator.services.sticks import place_for
from carefacilitator.ui.page import Page
from carefacilitator.ui.welcome.controller import DoorController
from carefacilitator.ui.welcome.door import ListSheet
from carefacilitator.ui.welcome.duplicates_panel import SamePanel, put_keyboard
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.welcome.review import Review, read_review
from carefacilitator.ui.widgets.layout import Columns

if TYPE_CHECKING:
    from carefacilitator.services.people.attendee_import import PeopleImported
    from carefacilitator.ui.welcome.import_preview import Examined

SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".ods")
"""Files that are taken for lists of people; what is inside decides whether they are."""


class Panels:
    """One panel at a time, over the list or over the figures; the door waits behind it."""

    def __init__(self, page: Page, do: DoorController, door: ListSheet, columns: Columns) -> None:
        self._page, self._do, self._door, self._columns = page, do, door, columns
        self.main, self.beside = QStackedWidget(), QStackedWidget()
        self.current: Panel | None = None

    def open(self, panel: Panel) -> None:
        """Show a panel and give it the keyboard."""
        self.close()
        self.current = panel
        panel.closed.connect(partial(self._on_closed, panel))
        over = self.beside if panel.place == "figures" else self.main
        over.addWidget(panel)
        over.setCurrentWidget(panel)
        if panel.beside is not None:
            self.beside.addWidget(panel.beside)
            self.beside.setCurrentWidget(panel.beside)
        self._do.ask_no_more()
        self._page.tools.keys_changed()
        first = panel.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if panel.place == "list":
            self._columns.verticalScrollBar().setValue(0)
        else:
            self._columns.ensureWidgetVisible(panel, 0, 0)

    def close(self) -> bool:
        """Close the panel; returns whether there was one."""
        panel, self.current = self.current, None
        if panel is None:
            return False
        panel.leave()
        for stack, widget in (
            (self.main, panel),
            (self.beside, panel),
            (self.beside, panel.beside),
        ):
            if widget is not None and stack.indexOf(widget) >= 0:
                stack.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.main.setCurrentIndex(0)
        self.beside.setCurrentIndex(0)
        self._page.tools.keys_changed()
        self._do.to_door.emit()
        return True

    def _on_closed(self, panel: Panel) -> None:
        if self.current is panel:
            self.close()

    def covers_door(self) -> bool:
        """Whether the list is hidden behind a panel."""
        return self.current is not None and self.current.place == "list"

    # what can be opened -----------------------------------------------------------------------

    def consent(self) -> None:
        """F3: the questions to the highlighted person."""
        from carefacilitator.ui.welcome.consent_panel import ConsentPanel, consent_writer

        page = self._page
        row = self._do.chosen()
        if row is None:
            return
        write = consent_writer(
            page, self._do.program, row.person.id, partial(self._do.show_consent, row.key)
        )
        taken_back = partial(self._do.no_longer, row)
        do = self._do
        again = partial(do.agreed_again, row)
        self.open(
            ConsentPanel(page, self._do.program, row, write, do.usual, taken_back, do.refuse, again)
        )

    def details(self) -> None:
        """F8: what is known of the highlighted person."""
        from carefacilitator.ui.welcome.person_panel import PersonPanel

        page = self._page
        row = self._do.chosen()
        if row is not None:
            self.open(PersonPanel(page, self._do.program, row))

    def time(self, *, left: bool) -> None:
        """F10, F11: when the highlighted person came late or left early."""
        from carefacilitator.ui.welcome.late_early_panel import TimePanel

        page = self._page
        row = self._do.chosen()
        if row is not None:
            self.open(TimePanel(self._do, page.kit, row, left=left, now=self._do.time_now()))

    def codes(self) -> None:
        """Ctrl+E: mark rows by the codes of the signed sheet."""
        from carefacilitator.ui.welcome.sign_in_codes import CodesPanel

        if self._do.slot:
            self.open(CodesPanel(self._page.kit, self._do))

    def join(self) -> None:
        """Ctrl+J: who else the highlighted person is."""
        from carefacilitator.ui.welcome.merge_person_panel import JoinPanel

        page = self._page
        row = self._do.chosen()
        if row is not None:
            self.open(JoinPanel(page.kit, self._do.program, self._do.roll, row, self._do.say_same))

    def private(self) -> None:
        """Shift+F8: what is asked of the highlighted person alone."""
        from carefacilitator.ui.welcome.sensitive_questions import PrivatePanel

        page = self._page
        row = self._do.chosen()
        if row is not None:
            self.open(PrivatePanel(page, self._do.program, row, self.asking))

    def asking(self) -> None:
        """Alt+Q: what is asked at this workshop."""
        from carefacilitator.ui.welcome.sensitive_questions import AskingPanel

        self.open(AskingPanel(self._page, self._do.program))

    def same(self) -> None:
        """Who may be one, and who was said to be."""
        page = self._page
        page.run(partial(read_review, self._do.program, page.workshop_id), self._show_same)

    def _show_same(self, review: Review) -> None:
        page = self._page
        self._door.show_likely(review.people, len(review.pairs) - review.people)
        if not review.pairs and not review.joined:
            self._door.tell_done(page.say("Nobody looks like anybody else here"))
            return
        self.open(SamePanel(page.kit, review, self._do.settle_pair))

    def show_review(self, review: Review) -> None:
        """The pairs changed: show those that still wait, or close when none does."""
        if not isinstance(self.current, SamePanel):
            return
        if review.pairs or review.joined:
            self.current.show_review(review)
            put_keyboard(self.current.first_focus())
        else:
            self.close()
            self._door.tell_done(self._page.say("All pairs are settled"))

    # lists from files -------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Let a person choose a list of people."""
        page = self._page
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = page.say("Lists of people ({patterns})", patterns=patterns)
        dialog = QFileDialog(page, page.say("Import a list"), place_for(), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.open()

    def look_at(self, path: Path) -> None:
        """Look at a file; nothing is written."""
        from carefacilitator.ui.welcome.import_panel import first_look

        page = self._page
        self._door.tell_done(page.say("Reading {name} …", name=path.name))
        first_look(page, self._do.program, path, self._show_import)

    def _show_import(self, seen: Examined) -> None:
        from carefacilitator.ui.welcome.import_panel import ImportPanel

        page = self._page
        self._door.tell_done("")
        self.open(ImportPanel(page, self._do.program, seen, partial(self._taken, seen)))

    def _taken(self, seen: Examined, brought: PeopleImported) -> None:
        page, words = self._page, self._page.kit.words
        self.close()
        told = words.say_n(
            "{n} person was taken in from {name}.",
            "{n} people were taken in from {name}.",
            seen.people,
            name=seen.path.name,
        )
        refused = len(brought.refused)
        rest = (
            words.say_n("{n} row was refused.", "{n} rows were refused.", refused)
            if refused
            else ""
        )
        if brought.held:
            waits = words.say_n(
                "{n} person still waits for your decision.",
                "{n} people still wait for your decision.",
                brought.held,
            )
            rest = " ".join(filter(None, (waits, rest)))
        page.tools.tell("good", told, rest, words.say("Ctrl+Z takes it back."))
