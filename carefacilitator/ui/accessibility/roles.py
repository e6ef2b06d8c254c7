"""Roles for screen readers of the widgets that paint themselves and are no Qt control.

Qt calls such a widget "client", which says nothing. A widget class names its role here once; names
and descriptions come from the widget as usual.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Role = QAccessible.Role

_ROLES: dict[str, Role] = {
    "DayBand": Role.ToolBar,
    "Chips": Role.Grouping,
    "Segments": Role.Grouping,
    "Sheet": Role.Pane,
    "MessageBar": Role.AlertMessage,
    "MessageWords": Role.StaticText,
    "ClockFace": Role.StaticText,  # the bus of the desktop has no clock: it would say “unknown”
    "ChartView": Role.Chart,
    "Keys": Role.StaticText,
    "IconLabel": Role.Graphic,
    "SaveMark": Role.StaticText,
    "EmptyState": Role.StaticText,
    "KeyLine": Role.StatusBar,
    "Header": Role.ToolBar,
    "Notice": Role.Notification,
}

_made: dict[int, QAccessibleInterface] = {}
"""What was made, so that Python keeps it as long as its widget lives."""


def _factory(_key: str, thing: QObject) -> QAccessibleInterface | None:
    names = (kind.__name__ for kind in type(thing).__mro__)
    role = next((_ROLES[name] for name in names if name in _ROLES), None)
    if not isinstance(thing, QWidget):
        return None
    if thing.property("role") == "hairline":
        role = Role.Separator
    elif role is Role.Graphic and not thing.accessibleName():
        role = Role.Whitespace  # an ornament: its words stand beside it
    if role is None:
        return None
    made = QAccessibleWidget(thing, role)
    number = id(thing)
    _made[number] = made
    thing.destroyed.connect(lambda *_gone: _made.pop(number, None))
    return made


_installed = [False]


def install_roles() -> None:
    """Tell Qt the roles; once per process, needs no application."""
    if not _installed[0]:
        _installed[0] = True
        QAccessible.installFactory(_factory)
