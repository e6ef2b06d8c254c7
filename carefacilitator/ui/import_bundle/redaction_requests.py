"""What others ask to remove for good: hidden here already, gone once somebody agreed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame

from carefacilitator.i18n import Words
from carefacilitator.services.privacy.redaction import RedactionsAsked
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import ask
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.panels import Label
from carefacilitator.ui.words.records import count_words


def redactions_words(redactions: Sequence[tuple[str, int]], words: Words) -> str:
    """What a bundle asks to remove, by count and kind, and what happens until it is agreed to."""
    if not redactions:
        return ""
    listed = words.listed([count_words(kind, count, words) for kind, count in redactions])
    return words.say("It asks this for {what}. Until you agree, this is only hidden.", what=listed)


class AskedLine(QFrame):
    """Asks again about what is hidden; nothing is shown while nothing waits."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        kit, say = page.kit, page.say
        self.setProperty("role", "strip")
        self.setProperty("kind", "info")
        row = hbox(into=self, gap=10, margins=(14, 8, 14, 8))
        self.told = Label(kit, wrap=True)
        row.addWidget(self.told, 1)
        self.show_again = Button(kit, say("Show them again"), key="F7")
        self.show_again.clicked.connect(partial(self._answer, False))
        self.remove = Button(kit, say("Remove them for good …"), key="F8")
        self.remove.clicked.connect(self.ask_removal)
        row.addWidget(self.show_again)
        row.addWidget(self.remove)
        self.hide()

    def read(self) -> None:
        """Read what waits."""
        self._page.run(self._program.redacting.waiting, self._show)

    def _show(self, asked: list[RedactionsAsked]) -> None:
        words = self._page.kit.words
        told = [
            " · ".join(part for part in (count_words(one.kind, one.count, words), one.workshop)
                       if part)
            for one in asked
        ]  # fmt: skip
        self.told.setText(
            words.say(
                "Others ask to remove for good: {what}. They are hidden here until you answer.",
                what=words.listed(told),
            )
            if told
            else ""
        )
        self.setVisible(bool(told))

    def show_them(self) -> None:
        """Show again what is hidden, where anything is."""
        if self.isVisible():
            self._answer(False)

    def ask_removal(self) -> None:
        """Ask before it goes: nothing brings it back."""
        if self.isVisible():
            words, page = self._page.kit.words, self._page
            ask(
                page.kit,
                page,
                words.say("Remove for good what others ask to remove?"),
                " ".join((self.told.text(), words.say("It cannot be undone."))),
                words.say("Remove them for good"),
                partial(self._answer, True),
            )

    def _answer(self, agree: bool) -> None:
        def done(_count: int) -> None:
            self.read()
            focus = self._page.first_focus()
            if focus is not None:
                focus.setFocus()

        self._page.run(partial(self._program.redacting.answer, agree), done)
