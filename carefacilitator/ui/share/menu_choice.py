"""Choices that stand in a menu: one of several, in a menu of its own; a tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from carefacilitator.ui.accessibility.names import spoken
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.row_menu import make_menu, menu_line


def add_tick(menu: QMenu, words: str, key: str, tip: str) -> QAction:
    """Put something into a menu that is taken or left."""
    action = QAction(menu_line(words, key), menu, checkable=True, toolTip=spoken(tip))
    menu.addAction(action)
    return action


class MenuChoice(QObject):
    """One of several, in a menu of its own below ``menu``; ``changed`` carries the key chosen.

    The line that opens it says what is chosen now.
    """

    changed = Signal(str)

    def __init__(
        self,
        kit: Kit,
        menu: QMenu,
        name: str,
        options: Sequence[tuple[str, str]],
        value: str = "",
    ) -> None:
        super().__init__(menu)
        self.name, self._value, self._words = name, value, dict(options)
        self.menu = make_menu(kit, name, menu)
        menu.addMenu(self.menu)
        group = QActionGroup(self.menu)
        for key, words in options:
            action = QAction(words.replace("&", "&&"), group)
            action.setCheckable(True)
            action.setData(key)
            self.menu.addAction(action)
        self.menu.triggered.connect(self._on_triggered)
        self.set_value(value)

    @property
    def offered(self) -> bool:
        """Whether there is anything to choose here now."""
        return self.menu.menuAction().isVisible()

    def offer(self, wanted: bool) -> None:
        """Show or hide its line."""
        self.menu.menuAction().setVisible(wanted)

    def value(self) -> str:
        """Return the key chosen."""
        return self._value

    def words(self) -> str:
        """Return what is chosen, in words."""
        return self._words.get(self._value, "")

    def set_value(self, value: str) -> None:
        """Choose ``value``, silently."""
        self._value = value
        for action in self.menu.actions():
            action.setChecked(action.data() == value)
        self.menu.setTitle(f"{self.name}: {self.words()}".replace("&", "&&"))

    def _on_triggered(self, action: QAction) -> None:
        self.set_value(str(action.data()))
        self.changed.emit(self._value)


class MenuButton(Button):
    """A button that opens a menu below itself."""

    def __init__(self, kit: Kit, words: str, menu: QMenu, **look: Any) -> None:
        super().__init__(kit, words, **look)
        self.caret, self.menu_ = True, menu
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Open the menu; ↓ goes to its first line."""
        open_menu(self.menu_, self)


def open_menu(menu: QMenu, below: QWidget) -> None:
    """Open a menu below a widget, at its leading edge, on what is chosen in it."""
    chosen = [one for one in menu.actions() if one.isChecked() and one.isVisible()]
    if len(chosen) == 1:  # to begin anywhere else might open a menu of its own
        menu.setActiveAction(chosen[0])
    at = below.width() - menu.sizeHint().width() if below.isRightToLeft() else 0
    menu.popup(below.mapToGlobal(QPoint(at, below.height() + 2)))
