"""A quiet line where a text was changed: who holds the earlier one, and the way to remove it there.

It comes once the field was left, and only where an earlier wording has left this computer.
"""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtWidgets import QWidget

from carefacilitator.services.privacy.redaction import Holder
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.redaction.redact_words import holders_words
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.beside import Beside
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.layout import vbox
from carefacilitator.ui.widgets.panels import Label


class HoldingLine(QWidget):
    """Says who has had the earlier wording; hidden while nobody has."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        kit: Kit = page.kit
        self.told = Label(kit, step="small", tone="ash", wrap=True)
        self.act = Button(
            kit, kit.words.say("Remove it there too …"), kind="quiet", told_key="Ctrl+Shift+Delete"
        )
        self.act.clicked.connect(self._on_act)
        line = Beside(kit, self.act, gap=10)
        line.words.addWidget(self.told)
        vbox(line, into=self)
        self._entry = ("", "")
        self.hide()

    def look(self, kind: str, record: str, *, whole: bool = False) -> None:
        """Find out who holds an earlier wording of a record, once what was typed is stored."""
        self._entry = (kind, record)
        find = partial(self._program.redacting.holders, kind, record)
        show = partial(self._show, (kind, record), whole)

        def stored(_ok: bool) -> None:
            if shiboken6.isValid(self):  # the form may be another one by then
                self._page.tools.tasks.run(find, show, self._page.tools.tell_failure, self)

        self._page.tools.saving.flush_then(stored)

    def clear(self) -> None:
        """Another record is in hand."""
        self._entry = ("", "")
        self.hide()

    def _show(self, entry: tuple[str, str], whole: bool, holders: list[Holder]) -> None:
        if entry != self._entry:
            return
        self.told.setText(holders_words(holders, self._page.kit.words, whole=whole))
        self.setVisible(bool(holders))

    def _on_act(self) -> None:
        self._page.tools.remove_for_good(*self._entry)


def tell_holders(page: Page, program: Program, kind: str, record: str) -> None:
    """Say at the foot of the page who has what was just moved to the bin."""

    def show(holders: list[Holder]) -> None:
        if holders:
            words = page.kit.words
            act = Button(page.kit, words.say("Remove it there too …"), told_key="Ctrl+B")
            act.clicked.connect(partial(page.tools.remove_for_good, kind, record))
            page.tools.tell("info", holders_words(holders, words, whole=True), acts=[act])

    page.run(partial(program.redacting.holders, kind, record), show)
