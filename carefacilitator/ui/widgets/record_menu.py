"""The menu of a row in a list of notes, lessons or commitments: what can be done with it, by hand.

It opens by a right click, or by the menu key on the chosen row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page


def offer_menu(page: Page, view: QAbstractItemView, bin_: Callable[[], None] | None = None) -> None:
    """Give the rows of ``view`` a menu; ``bin_`` moves the chosen row to the bin."""
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(partial(_open, page, view, bin_))


def _open(
    page: Page, view: QAbstractItemView, bin_: Callable[[], None] | None, place: QPoint
) -> None:
    index = view.indexAt(place)
    if not index.isValid():
        index = view.currentIndex()
        place = view.visualRect(index).bottomLeft()
    if not index.isValid():
        return
    view.setCurrentIndex(index)
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    here = page.record_here()
    if here is not None:
        record_menu(page, here, bin_).popup(view.viewport().mapToGlobal(place))


def record_menu(page: Page, here: tuple[str, str], bin_: Callable[[], None] | None) -> QMenu:
    """Make the menu of a record; it deletes itself when it closes."""
    say = page.say
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setLayoutDirection(page.kit.direction)
    named(menu, say("What can be done with it"))
    acts: list[tuple[str, str, Callable[[], None]]] = []
    if bin_ is not None:
        acts.append((say("Move to the bin"), "Delete", bin_))
    remove = partial(page.tools.remove_for_good, *here)
    acts.append((say("Remove for good …"), "Ctrl+Shift+Delete", remove))
    for words, key, call in acts:
        action = QAction(f"{words}\t{key}".replace("&", "&&"), menu)
        action.triggered.connect(lambda _checked, call=call: call())
        menu.addAction(action)
    return menu
