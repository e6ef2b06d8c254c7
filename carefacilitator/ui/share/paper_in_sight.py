"""What is seen of a paper before it leaves: its first page, and what it is in a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carefacilitator.messages import sentences
from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.choices import PaperChoices, paper_words
from carefacilitator.ui.share.page_picture import PagePicture
from carefacilitator.ui.share.picture_maker import Making, PictureMaker
from carefacilitator.ui.widgets.controls import Label

if TYPE_CHECKING:
    from carefacilitator.ui.share.first_page import FirstPage

_SPOKEN = 2000
"""Letters of the page that are told to a screen reader with the picture."""


class PaperInSight(QObject):
    """Holds ``picture`` and ``facts``, and keeps both true to the choices and to what is written.

    ``make`` says what the worker has to do for the paper as it is chosen now.
    """

    def __init__(self, page: Page, choices: PaperChoices, make: Callable[[], Making]) -> None:
        super().__init__(page)
        self._page, self._choices, self._make = page, choices, make
        self._was_chosen = False
        self.picture = PagePicture(page.kit)
        tipped(self.picture, f"{page.say('Look at every page')} (F6)")
        self.facts = Label(page.kit, wrap=True)
        self._maker = PictureMaker(page, self._wish)
        self._maker.begun.connect(self.picture.begin)
        self._maker.made.connect(self._on_made)
        self._maker.failed.connect(self._on_failed)
        choices.changed.connect(self._on_choice)

    def draw_again(self) -> None:
        """Make the picture anew: what the paper says may be other than before."""
        self._maker.ask()

    def nothing_was_chosen(self) -> None:
        """The last choices came from the program: a reader need not hear what they led to."""
        self._was_chosen = False

    def _wish(self) -> Making | None:
        seen = self._page.isVisible() and bool(self._page.workshop_id)
        return self._make() if seen else None

    def _on_choice(self) -> None:
        self._was_chosen = True
        self.facts.setText(self._choices.told())
        self.draw_again()

    def _on_made(self, page: FirstPage) -> None:
        told = self._choices.told(page.pages)
        self._tell(told, told)
        self.picture.show_page(page, self._name(), f"{told}. {page.words[:_SPOKEN]}")

    def _on_failed(self, error: Exception) -> None:
        message = sentences(error, self._page.kit.words)
        words = " ".join(one for one in (message.what, message.next) if one)
        self._tell(self._choices.told(), words)
        self.picture.show_words(self._name(), words)

    def _tell(self, told: str, said: str) -> None:
        """Show what the paper is now; what followed from a choice is said to a reader."""
        self.facts.setText(told)
        if self._was_chosen:
            announce(self._page, f"{self._name()}. {said}")
        self._was_chosen = False

    def _name(self) -> str:
        kind = paper_words(self._choices.kind.value(), self._page.kit.words)
        return self._page.say("{document}, first page", document=kind)
