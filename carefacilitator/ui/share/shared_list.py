"""What left this computer: papers and bundles, newest first, and whether a bundle arrived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.services.exchange.export import Shared
from carefacilitator.services.exchange.handed_over import (
    arrival_words,
    arrived_at,
    left_words,
    since_words,
)
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.menu_choice import add_tick
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.widgets.controls import Label, Sheet
from carefacilitator.ui.widgets.layout import RING
from carefacilitator.ui.widgets.list_view import Index
from carefacilitator.ui.widgets.record_rows import (
    ExistingDelegate,
    ExistingLine,
    ExistingLines,
    HarvestList,
    Mark,
)
from carefacilitator.ui.widgets.row_menu import add_act, passing_menu

_ONLY_ROWS = 330
_LEAST, _MOST, _MOST_STACKED = 76, 140, 360
"""Height of the list in px: where the window is low, at most, and where the page scrolls."""


class SharedSheet(Sheet):
    """The list; each row has a menu. ``again`` is called with a paper that is wanted once more.

    ``changed`` tells that a person said whether a bundle arrived.
    """

    changed = Signal()

    def __init__(self, page: Page, program: Program, again: Callable[[Shared], object]) -> None:
        title = page.say("What was shared")
        super().__init__(page.kit, title, flush=True, margin=23, wraps=True)
        self._page, self._program, self._again = page, program, again
        self._lines: list[Shared] = []
        self._zone: dt.tzinfo | None = None
        if self.head is not None:
            self.head.row.setContentsMargins(19, 12, 19, 2)
        self.told = Label(page.kit, step="small", tone="ash", wrap=True)
        self.told.setContentsMargins(19, 0, 19, 11)
        self.add(self.told)
        self.model = ExistingLines(page.kit)
        self.model.setParent(self)
        self.list = HarvestList(page.kit, title, ExistingDelegate(page.kit, 2), _MOST_STACKED)
        self.list.setModel(self.model)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self.list.activated.connect(self._open_menu)
        self.add(self.list)
        self._most, self._only_rows = _MOST, False
        self.body.setContentsMargins(1, 1, 1, RING)
        self.show_lines([])

    # showing ------------------------------------------------------------------------------

    def show_lines(
        self,
        lines: Sequence[Shared],
        since: Shared | None = None,
        zone: dt.tzinfo | None = None,
    ) -> None:
        """Show what left, told by the clock of a ``zone``; ``since`` more was written.

        The place in the list stays.
        """
        self._lines, self._zone = list(lines), zone
        row = max(0, self.list.currentIndex().row())
        count = len(lines)
        rows = [self._row(str(count - at), one) for at, one in enumerate(lines)]
        if self.model.show_rows(rows):
            self.list.setCurrentIndex(
                self.model.index(min(row, count - 1)) if rows else QModelIndex()
            )
            self.list.fit()
            self._fit()
        self.list.setVisible(bool(rows))
        self.told.setText(self._summary(since))
        self._show_told()

    def set_room(self, low: bool, high: int) -> None:
        """Show one row only where the page is ``low``; the others are scrolled to.

        Of hardly any height (``high`` px) nothing but rows is left.
        """
        self._most = _LEAST if low else _MOST
        self._only_rows = low and high < self._page.kit.theme.grown(_ONLY_ROWS)
        self._show_told()
        self._fit()

    def _show_told(self) -> None:
        rows = bool(self.model.rows)
        self.told.setVisible(bool(self.told.text()) and not (rows and self._only_rows))

    def _fit(self) -> None:
        """Be as high as the rows, up to what there is room for."""
        if not self._page.kit.theme.stacked:
            rows = range(self.model.rowCount())
            high = sum(self.list.sizeHintForIndex(self.model.index(row)).height() for row in rows)
            self.list.setFixedHeight(min(max(_LEAST, high + 2), self._most))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Rows are higher where they are narrower."""
        super().resizeEvent(event)
        self._fit()

    def _summary(self, since: Shared | None) -> str:
        if not self._lines:
            return self._page.say("Nothing has left this computer.")
        if since is not None:
            return since_words(since, self._page.kit.words, self._zone)
        if not any(one.kind == "bundle" for one in self._lines):
            return self._page.say("Not yet sent to the secretariat.")
        return ""

    def _row(self, key: str, shared: Shared) -> ExistingLine:
        words, colours, zone = self._page.kit.words, self._page.kit.colours, self._zone
        when, arrival = words.moment(shared.at, zone), arrival_words(shared, words, zone)
        name = self._page.say("bundle") if shared.kind == "bundle" else self._page.say("paper")
        sign: tuple[str, str, Weight] = (_icon(shared.kind), colours.ash, "regular")
        if arrived_at(shared):
            sign = ("check-circle", colours.overdye, "fill")
        mark = Mark(sign[0], sign[1], name, sign[2])
        return ExistingLine(key, "lesson", left_words(shared, words), when, arrival, (mark,))

    # the menu of a row --------------------------------------------------------------------

    def menu_of(self, shared: Shared) -> QMenu:
        """What can be done with something that was shared; it deletes itself when it closes."""
        menu = passing_menu(self._page.kit, self._page.say("What can be done with it"), self)
        if shared.kind in DOCUMENTS:
            add_act(
                menu, self._page.say("Choose this paper again"), "", partial(self._again, shared)
            )
        if shared.kind == "bundle":
            arrived = bool(arrived_at(shared))
            words = self._page.say("It arrived")
            tick = add_tick(menu, words, "", self._page.say("As whoever got it told you"))
            tick.setChecked(arrived)
            tick.triggered.connect(lambda checked: self._keep_arrived(shared, checked))
        return menu

    def _keep_arrived(self, shared: Shared, arrived: bool) -> None:
        keep = partial(self._program.handed_over.note_arrived, shared, arrived)
        self._page.run(keep, lambda _nothing: self.changed.emit())

    def _on_menu_asked(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        index = index if index.isValid() else self.list.currentIndex()
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._open_menu(index)

    def _open_menu(self, index: Index) -> None:
        if 0 <= index.row() < len(self._lines):
            row = self.list.visualRect(index)
            below = row.bottomRight() if self._page.kit.theme.rtl else row.bottomLeft()
            menu = self.menu_of(self._lines[index.row()])
            if menu.actions():
                menu.popup(self.list.viewport().mapToGlobal(below))


def _icon(kind: str) -> str:
    if kind == "bundle":
        return "package"
    return DOCUMENTS[kind].icon if kind in DOCUMENTS else "file-pdf"
