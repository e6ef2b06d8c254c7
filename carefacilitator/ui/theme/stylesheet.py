"""The style sheet of a window, built from the tokens and never from fixed numbers.

Reaches what Qt paints itself: labels, frames, fields, lists, menus, scroll bars. Buttons, choices,
boxes and the frame's own parts paint themselves (``paint.py``). Variants are dynamic properties:

- ``QLabel``: ``step`` (a step of the type scale), ``tone`` (ash, overdye, ochre, madder, indigo),
  ``strong`` ("true" for bold).
- ``QFrame``: ``role`` = sheet | hairline | field | strip | well; strips also have ``kind`` = info |
  warn | error | good; fields have ``error`` = "true".
- views: ``role`` = rows for lists whose rows a delegate paints.
"""

from __future__ import annotations

from typing import get_args

from carefacilitator.ui.theme.fonts import FAMILIES
from carefacilitator.ui.theme.tokens import (
    CHOSEN_LINE,
    HAIRLINE,
    RADIUS_CONTROL,
    RADIUS_SHEET,
    Step,
    Theme,
)

TONES = ("ash", "soot", "overdye", "ochre", "madder", "indigo", "on_overdye")


def stylesheet(theme: Theme) -> str:
    """Return the whole style sheet for one theme."""
    parts = (_base, _labels, _frames, _fields, _views, _bars, _popups, _stock)
    return "\n".join(part(theme) for part in parts)


def _family() -> str:
    return ", ".join(f'"{name}"' for name in FAMILIES)


def _base(theme: Theme) -> str:
    c = theme.palette
    return f"""
QMainWindow, QDialog, QWidget[role="page"] {{ background: {c.undyed}; color: {c.soot}; }}
QWidget[role="header"] {{ background: {c.bleached}; }}
QWidget[role="keyline"] {{ background: {c.flax}; }}
QScrollArea, QScrollArea > QWidget > QWidget[role="clear"] {{ background: transparent; border: 0; }}
QToolTip {{ background: {c.bleached}; color: {c.soot}; border: {HAIRLINE}px solid {c.bark};
  padding: 4px 8px; font-family: {_family()}; font-size: {theme.px("small")}px; }}
"""


def _labels(theme: Theme) -> str:
    c = theme.palette
    rules = [f"QLabel {{ color: {c.soot}; background: transparent; }}"]
    rules += [
        f'QLabel[step="{step}"] {{ font-size: {theme.px(step)}px; }}' for step in get_args(Step)
    ]
    rules += [f'QLabel[tone="{tone}"] {{ color: {getattr(c, tone)}; }}' for tone in TONES]
    rules.append('QLabel[strong="true"] { font-weight: bold; }')
    rules.append(f"QLabel:disabled {{ color: {c.ash}; }}")
    return "\n".join(rules)


def _frames(theme: Theme) -> str:
    c = theme.palette
    line = f"{HAIRLINE}px solid"
    return f"""
QFrame[role="sheet"] {{ background: {c.bleached}; border: {line} {c.thread};
  border-radius: {RADIUS_SHEET}px; }}
QFrame[role="hairline"] {{ background: {c.thread}; border: 0; }}
QFrame[role="well"] {{ background: {c.undyed}; border: 0; border-radius: {RADIUS_CONTROL}px; }}
QFrame[role="plain-row"] {{ background: transparent; border: 0; border-radius: 0; }}
QFrame[role="plain-row"][chosen="true"] {{ background: {c.lichen}; }}
QFrame[role="strip"] {{ border: 0; border-radius: {RADIUS_CONTROL}px; }}
QFrame[role="strip"][kind="info"] {{ background: {c.indigo_wash}; }}
QFrame[role="strip"][kind="good"] {{ background: {c.lichen}; }}
QFrame[role="strip"][kind="warn"] {{ background: {c.weld_wash}; }}
QFrame[role="strip"][kind="error"] {{ background: {c.madder_wash}; }}
"""


def _fields(theme: Theme) -> str:
    c = theme.palette
    rest = f"{HAIRLINE}px solid {c.bark}"
    return f"""
QFrame[role="field"], QPlainTextEdit[role="field"] {{ background: {c.chalk}; border: {rest};
  border-radius: {RADIUS_CONTROL}px; }}
QFrame[role="field"]:hover, QPlainTextEdit[role="field"]:hover {{ border-color: {c.soot}; }}
QFrame[role="field"][error="true"], QPlainTextEdit[role="field"][error="true"] {{
  border: {CHOSEN_LINE}px solid {c.madder}; }}
QFrame[role="field"]:disabled, QPlainTextEdit[role="field"]:disabled {{
  border-color: transparent; background: transparent; }}
QLineEdit {{ background: transparent; border: 0; padding: 0; color: {c.soot};
  placeholder-text-color: {c.ash};
  selection-background-color: {c.overdye}; selection-color: {c.on_overdye}; }}
QLineEdit[role="inline"] {{ border: {HAIRLINE}px solid transparent; padding: 0 6px;
  border-radius: {RADIUS_CONTROL}px; }}
QLineEdit[role="inline"]:hover {{ border-color: {c.bark}; }}
QLineEdit[role="inline"]:focus {{ background: {c.chalk}; border-color: {c.bark}; }}
QLineEdit[tone="ash"] {{ color: {c.ash}; }}
QLineEdit[strong="true"] {{ font-weight: bold; }}
QPlainTextEdit {{ background: transparent; border: 0; color: {c.soot};
  placeholder-text-color: {c.ash};
  selection-background-color: {c.overdye}; selection-color: {c.on_overdye}; }}
QPlainTextEdit[role="field"] {{ padding: 6px 8px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {c.ash}; }}
"""


def _views(theme: Theme) -> str:
    c = theme.palette
    return f"""
QAbstractItemView {{ background: {c.bleached}; color: {c.soot}; border: 0; outline: none;
  selection-background-color: {c.lichen}; selection-color: {c.soot}; }}
QAbstractItemView[role="rows"] {{ background: transparent; }}
QListView::item, QTableView::item, QTreeView::item {{ padding: 4px 8px;
  min-height: {theme.row(40) - 8}px; }}
QListView::item:hover, QTableView::item:hover, QTreeView::item:hover {{ background: {c.flax}; }}
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {{
  background: {c.lichen}; color: {c.soot}; font-weight: bold; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: transparent; color: {c.ash}; border: 0; padding: 8px;
  border-bottom: {HAIRLINE}px solid {c.thread}; font-size: {theme.px("small")}px; }}
QTableView {{ gridline-color: {c.thread}; }}
QTableCornerButton::section {{ background: transparent; border: 0; }}
"""


def _bars(theme: Theme) -> str:
    c = theme.palette
    wide = 12
    return f"""
QScrollBar:vertical {{ background: transparent; width: {wide}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {wide}px; margin: 0; }}
QScrollBar::handle {{ background: {c.bark}; border: 0; margin: 3px; border-radius: 3px; }}
QScrollBar::handle:hover {{ background: {c.ash}; }}
QScrollBar::handle:vertical {{ min-height: {wide * 3}px; }}
QScrollBar::handle:horizontal {{ min-width: {wide * 3}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.flax}; border: 0; border-radius: 0; max-height: 12px; }}
QProgressBar::chunk {{ background: {c.overdye}; border-radius: 0; }}
QSplitter::handle {{ background: transparent; }}
"""


def _popups(theme: Theme) -> str:
    c = theme.palette
    return f"""
QMenu {{ background: {c.bleached}; color: {c.soot}; border: {HAIRLINE}px solid {c.bark};
  padding: 4px; font-family: {_family()}; font-size: {theme.px("body")}px; }}
QMenu::item {{ padding: 8px 16px; border-radius: {RADIUS_CONTROL}px; }}
QMenu::item:selected {{ background: {c.lichen}; }}
QMenu::item:disabled {{ color: {c.ash}; }}
QMenu::separator {{ height: {HAIRLINE}px; background: {c.thread}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; padding-right: 8px; }}
QComboBox QAbstractItemView {{ background: {c.bleached}; border: {HAIRLINE}px solid {c.bark};
  padding: 4px; }}
"""


def _stock(theme: Theme) -> str:
    c = theme.palette
    rest = f"{HAIRLINE}px solid {c.bark}"
    return f"""
QDialogButtonBox QPushButton, QMessageBox QPushButton {{ background: {c.chalk}; color: {c.soot};
  border: {rest}; border-radius: {RADIUS_CONTROL}px; padding: 8px 16px;
  min-height: {theme.control - 18}px; }}
QDialogButtonBox QPushButton:hover, QMessageBox QPushButton:hover {{ background: {c.lichen}; }}
QDialogButtonBox QPushButton:pressed, QMessageBox QPushButton:pressed {{ background: {c.flax}; }}
"""
