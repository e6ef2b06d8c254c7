"""Every act that has a key: one registry, from which shortcuts, key line, tooltips and F1 are made.

A key is written as it is shown: ``Ctrl+K``, ``F2``, ``Ctrl+Enter``, ``Alt ↑ ↓``. An act without
``call`` is only told (its widget handles it); all others work wherever the focus is while their
page is the active one, or only inside ``within``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

EVERYWHERE = ""
"""The page name of acts that work on every page."""


@dataclass(frozen=True)
class Act:
    """One thing a person can do by a key.

    ``id`` is stable and language-free (``welcome.mark``); ``words`` what the key line says, already
    translated; ``page`` the name of its page or :data:`EVERYWHERE`; ``line`` whether the key line
    shows it (the F1 list shows all). ``within`` makes the key work only while the focus is in that
    widget, as single letters must. An act about the ``row`` that is chosen stands in its menu too.
    """

    id: str
    key: str
    words: str
    call: Callable[[], object] | None = None
    page: str = EVERYWHERE
    line: bool = True
    within: QWidget | None = None
    row: bool = False


class KeyClash(ValueError):
    """Two acts of one page, or of a page and of every page, want the same key."""


_QT_NAMES = {"PgUp": "PgUp", "PgDn": "PgDown", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}


def sequences(key: str) -> list[QKeySequence]:
    """Return Qt's sequences for a key as it is shown; ``Enter`` means both Enter keys.

    Raises ValueError for a key Qt does not know, so that a slip does not stay unnoticed.
    """
    made: list[QKeySequence] = []
    for one in _single_keys(key):
        parts = [_QT_NAMES.get(part, part) for part in one.split("+")]
        names = ["+".join(parts)]
        if parts[-1] == "Enter":
            names.append("+".join([*parts[:-1], "Return"]))
        for name in names:
            sequence = QKeySequence(name)
            if not sequence.toString():
                raise ValueError(key)
            made.append(sequence)
    return made


def _single_keys(key: str) -> list[str]:
    caps = key.split()
    if len(caps) > 1 and caps[0] in ("Alt", "Ctrl", "Shift"):
        return [f"{caps[0]}+{cap}" for cap in caps[1:]]
    return caps


class KeyBook:
    """The registry of a window: acts of every page and acts that work everywhere."""

    def __init__(self) -> None:
        self._acts: dict[str, list[Act]] = {}
        self._shortcuts: dict[str, list[QShortcut]] = {}
        self._active = EVERYWHERE

    def register(self, page: str, acts: Iterable[Act], window: QWidget) -> None:
        """Replace the acts of ``page``; their keys work in ``window`` while it is active.

        Raises :class:`KeyClash` when a key is taken twice.
        """
        mine = list(acts)
        self._check(page, mine)
        self.forget(page)
        self._acts[page] = mine
        self._shortcuts[page] = [
            shortcut for act in mine if act.call for shortcut in self._made(act, window)
        ]
        self._enable(page)

    @staticmethod
    def _made(act: Act, window: QWidget) -> list[QShortcut]:
        context = Qt.ShortcutContext.WindowShortcut
        if act.within is not None:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        made = []
        for sequence in sequences(act.key):
            shortcut = QShortcut(sequence, act.within or window, context=context)
            shortcut.activated.connect(act.call)
            shortcut.setAutoRepeat(bool(set("↑↓←→") & set(act.key)))
            made.append(shortcut)
        return made

    def activate(self, page: str) -> None:
        """Let the keys of ``page`` work, and those of no other page."""
        self._active = page
        for name in self._shortcuts:
            self._enable(name)

    def _enable(self, page: str) -> None:
        for shortcut in self._shortcuts.get(page, []):
            if shiboken6.isValid(shortcut):
                shortcut.setEnabled(page in (EVERYWHERE, self._active))

    def forget(self, page: str) -> None:
        """Take the acts of ``page`` away again."""
        for shortcut in self._shortcuts.pop(page, []):
            if shiboken6.isValid(shortcut):
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        self._acts.pop(page, None)

    def _check(self, page: str, acts: list[Act]) -> None:
        others = self._acts.get(EVERYWHERE, []) if page != EVERYWHERE else []
        taken: dict[str, str] = {
            one: act.id for act in others if act.call for one in _single_keys(act.key)
        }
        for act in acts:
            for one in _single_keys(act.key) if act.call else []:
                if one in taken:
                    raise KeyClash(f"{one}: {taken[one]}, {act.id}")
                taken[one] = act.id

    def acts(self, page: str) -> list[Act]:
        """Return the acts of ``page`` in the order given."""
        return list(self._acts.get(page, []))

    def search(self, text: str, page: str | None = None) -> list[Act]:
        """Return the acts whose words or key contain every word of ``text``, any case.

        With ``page`` only those that work there, its own first.
        """
        pages = [page, EVERYWHERE] if page is not None else list(self._acts)
        wanted = text.casefold().split()
        found = []
        for name in dict.fromkeys(pages):
            for act in self._acts.get(name or EVERYWHERE, []):
                hay = f"{act.words} {act.key}".casefold()
                if all(word in hay for word in wanted):
                    found.append(act)
        return found
