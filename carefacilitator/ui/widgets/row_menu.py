"""The menu of a row: what can be done with it, by hand.

It opens by a right click, by the menu key or Shift+F10 on the chosen row, and by the button with
three dots. Its rows are the acts of the page that are about a row (``Act.row``), so that menu, keys
and F1 say and do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import IconButton

MENU_KEY = "Shift+F10"
_LTR_MARK = "\u200e"


def row_acts(page: Page) -> list[Act]:
    """What the page can do with the row that is chosen now."""
    acts = [act for act in page.acts() if act.row and act.call is not None]
    return [*acts, *removal(page)]


def removal(page: Page) -> list[Act]:
    """Removing for good what the keyboard is on, if that can be removed."""
    here = page.record_here()
    if here is None:
        return []
    remove = partial(page.tools.remove_for_good, *here)
    return [Act("row.redact", "Ctrl+Shift+Delete", page.say("Remove for good …"), remove)]


def offer_menu(page: Page, view: QAbstractItemView, *first: Act) -> None:
    """Give the rows of ``view`` a menu; it begins with what Enter or a click does (``first``)."""
    offer_acts(page.kit, page, view, lambda: [*first, *row_acts(page)])


def offer_acts(
    kit: Kit, owner: QWidget, view: QAbstractItemView, acts: Callable[[], Sequence[Act]]
) -> None:
    """The same where there is no page: ``acts`` are asked for once the row is chosen."""
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(partial(_open, kit, owner, view, acts))


def _open(
    kit: Kit,
    owner: QWidget,
    view: QAbstractItemView,
    acts: Callable[[], Sequence[Act]],
    place: QPoint,
) -> None:
    index = view.indexAt(place)
    if not index.isValid():
        index = view.currentIndex()
        row = view.visualRect(index)
        place = row.bottomRight() if kit.theme.rtl else row.bottomLeft()
    if not index.isValid():
        return
    view.setCurrentIndex(index)
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    found = acts()
    if found:
        menu_of(kit, owner, found).popup(view.viewport().mapToGlobal(place))


def menu_of(kit: Kit, owner: QWidget, acts: Sequence[Act], into: QMenu | None = None) -> QMenu:
    """Make the menu of some acts, or add them to one; it deletes itself when it closes."""
    menu = passing_menu(kit, kit.words.say("What can be done with it"), owner, into)
    if into is not None:
        menu.addSeparator()
    for act in acts:
        if act.call is not None:
            add_act(menu, act.words[:1].upper() + act.words[1:], act.key, act.call)
    return menu


def make_menu(kit: Kit, name: str, owner: QWidget, into: QMenu | None = None) -> QMenu:
    """An empty menu, named for a screen reader and lying as the language reads."""
    menu = into or QMenu(owner)
    menu.setLayoutDirection(kit.direction)
    named(menu, name)
    return menu


def passing_menu(kit: Kit, name: str, owner: QWidget, into: QMenu | None = None) -> QMenu:
    """The same, deleting itself when it closes."""
    menu = make_menu(kit, name, owner, into)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def add_act(menu: QMenu, words: str, key: str, call: Callable[[], object]) -> QAction:
    """Put an act into a menu; the page has its ``key``, which the menu only shows."""
    action = QAction(menu_line(words, key), menu)
    action.triggered.connect(lambda _checked: call())
    menu.addAction(action)
    return action


def menu_line(words: str, key: str) -> str:
    """Words and key as a menu shows them; an arrow stays at the end of its key in Arabic, too."""
    shown = words.replace("&", "&&")
    kept = key if key.isascii() else f"{_LTR_MARK}{key}{_LTR_MARK}"
    return f"{shown}\t{kept}" if key else shown


def more_button(page: Page) -> IconButton:
    """Three dots that open the menu of the chosen row, for whoever does not look for one."""
    name = page.say("What can be done with it")
    button = IconButton(page.kit, name, "dots-three", told_key=MENU_KEY, size=20)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(partial(_below, page, button))
    return button


def _below(page: Page, button: IconButton) -> None:
    acts = row_acts(page)
    if acts:
        side = button.rect().bottomRight() if page.kit.theme.rtl else button.rect().bottomLeft()
        menu = menu_of(page.kit, page, acts)
        at = button.mapToGlobal(side)
        menu.popup(QPoint(at.x() - menu.sizeHint().width(), at.y()) if page.kit.theme.rtl else at)
