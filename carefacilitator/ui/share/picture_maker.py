"""Keeps the picture of a first page true: made on the worker, again whenever it would be another.

However often it is asked, one picture is made at a time and the last wish counts, so that what was
typed is never kept waiting behind pictures that nobody will see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from carefacilitator.errors import Refusal
from carefacilitator.services.documents.documents import DocumentDraft
from carefacilitator.ui.page import Page

if TYPE_CHECKING:
    from carefacilitator.ui.share.first_page import FirstPage

Making = Callable[[], DocumentDraft]


class PictureMaker(QObject):
    """Makes pictures; ``wish`` says what there is to make now (None: nothing).

    ``begun`` tells that one is being made, ``made`` carries a :class:`FirstPage`, ``failed`` the
    error for which there is no page, such as nobody to write a certificate for.
    """

    begun = Signal()
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, wish: Callable[[], Making | None]) -> None:
        super().__init__(page)
        self._page, self._wish = page, wish
        self._running = self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._make)

    def ask(self) -> None:
        """Make a new picture once what is being done now is done."""
        self._soon.start()

    def _make(self) -> None:
        if self._running:
            self._again = True
            return
        # What is typed in a dialog is one visit; making a document would end it at each word.
        wish = None if QApplication.activeModalWidget() is not None else self._wish()
        if wish is None:
            return
        self._running = True
        self.begun.emit()
        self._page.run(lambda: _picture(wish), self._on_made, self._on_failed)

    def _on_made(self, result: FirstPage | Refusal) -> None:
        if self._goes_on():
            return
        if isinstance(result, Refusal):
            self.failed.emit(result)
        else:
            self.made.emit(result)

    def _on_failed(self, error: Exception) -> None:
        if not self._goes_on():
            self.failed.emit(error)

    def _goes_on(self) -> bool:
        """Whether something else was wished meanwhile; it is made instead."""
        self._running, again = False, self._again
        self._again = False
        if again:
            self.ask()
        return again


def _picture(make: Making) -> FirstPage | Refusal:
    """On the worker. That a paper cannot be made yet is no failure: nobody asked for it."""
    from carefacilitator.ui.share.first_page import first_page  # loads Qt's PDF room

    try:
        draft = make()
    except Refusal as refusal:
        return refusal
    return first_page(draft.made.content)
