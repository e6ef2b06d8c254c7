"""The menu of one person at the door: everything that can be done with her, with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.attendance_view import status_glyph
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
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setLayoutDirection(page.kit.direction)
    named(menu, row.person.name)
    if row.elsewhere:
        _add(menu, page, say("Put on this list"), "user-plus", partial(do.bring, row))
        return menu
    for status, key in _MARKS:
        icon, colour, _ = status_glyph(page.kit, status)
        words = _with_key(mark_word(page.kit.words, status), key)
        action = _add(menu, page, words, icon, partial(do.mark, row, status))
        action.setIcon(page.kit.icons.icon(icon, colour))
    _add(menu, page, _with_key(say("Take the mark away"), "F7"), "circle", do.unmark)
    late, left = partial(panels.time, left=False), partial(panels.time, left=True)
    _add(menu, page, _with_key(say("Came late …"), "F10"), "clock", late)
    _add(menu, page, _with_key(say("Left early …"), "F11"), "clock", left)
    menu.addSeparator()
    _add(menu, page, _with_key(say("Usual consent"), "F2"), "check", do.usual)
    notice, details = say("Consent notice …"), say("Details …")
    _add(menu, page, _with_key(notice, "F3"), "clipboard-text", panels.consent)
    _add(menu, page, _with_key(details, "F8"), "note-pencil", panels.details)
    private = _with_key(say("Asked in private …"), "Shift+F8")
    _add(menu, page, private, "lock-key", panels.private)
    joins = _with_key(say("Who else this is …"), "Ctrl+J")
    _add(menu, page, joins, "git-merge", panels.join)
    menu.addSeparator()
    off = _with_key(say("Take off the list"), "Alt+Delete")
    _add(menu, page, off, "trash", do.remove)
    _add(menu, page, _with_key(say("Count without a name …"), "F9"), "eye-slash", do.refuse)
    return menu


def _with_key(words: str, key: str) -> str:
    """Words and key as a menu shows them; the key itself belongs to the page."""
    return f"{words}\t{key}" if key else words


def _add(menu: QMenu, page: Page, words: str, icon: str, call: Callable[[], object]) -> QAction:
    action = QAction(words.replace("&", "&&"), menu)
    action.setIcon(page.kit.icons.icon(icon, page.kit.colours.soot))
    action.triggered.connect(lambda _checked: call())
    menu.addAction(action)
    return action
