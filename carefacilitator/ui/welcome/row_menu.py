"""The menu of one person at the door: everything that can be done with her, with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.attendance_view import status_glyph
from carefacilitator.ui.widgets.row_menu import add_act, passing_menu
from carefacilitator.ui.words.attendance import mark_word

if TYPE_CHECKING:
    from carefacilitator.ui.page import Page
    from carefacilitator.ui.welcome.controller import DoorController
    from carefacilitator.ui.welcome.panels import Panels

_MARKS = (
    ("present", ""),
    ("present_remote", ""),
    ("partial", ""),
    ("excused", "F5"),
    ("absent", "F6"),
)


def row_menu(page: Page, do: DoorController, panels: Panels, row: DoorRow) -> QMenu:
    """Make the menu of a row; it deletes itself when it closes."""
    say = page.say
    menu = passing_menu(page.kit, row.person.name, page)
    if row.elsewhere:
        _add(menu, page, say("Put on this list"), "", "user-plus", partial(do.bring, row))
        return menu
    for status, key in _MARKS:
        icon, colour, _ = status_glyph(page.kit, status)
        words = mark_word(page.kit.words, status)
        action = _add(menu, page, words, key, icon, partial(do.mark, row, status))
        action.setIcon(page.kit.icons.icon(icon, colour))
    _add(menu, page, say("Take the mark away"), "F7", "circle", do.unmark)
    late, left = partial(panels.time, left=False), partial(panels.time, left=True)
    _add(menu, page, say("Came late …"), "F10", "clock", late)
    _add(menu, page, say("Left early …"), "F11", "clock", left)
    menu.addSeparator()
    _add(menu, page, say("Usual consent"), "F2", "check", do.usual)
    _add(menu, page, say("Consent notice …"), "F3", "clipboard-text", panels.consent)
    _add(menu, page, say("Details …"), "F8", "note-pencil", panels.details)
    _add(menu, page, say("Asked in private …"), "Shift+F8", "lock-key", panels.private)
    _add(menu, page, say("Who else this is …"), "Ctrl+J", "git-merge", panels.join)
    menu.addSeparator()
    _add(menu, page, say("Take off the list"), "Alt+Delete", "trash", do.remove)
    _add(menu, page, say("Count without a name …"), "F9", "eye-slash", do.refuse)
    return menu


def _add(
    menu: QMenu, page: Page, words: str, key: str, icon: str, call: Callable[[], object]
) -> QAction:
    action = add_act(menu, words, key, call)
    action.setIcon(page.kit.icons.icon(icon, page.kit.colours.soot))
    return action
