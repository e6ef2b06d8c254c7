"""Choose notes that become options of a dot vote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Note
from carefacilitator.ui.facilitate.tools.rows import ToolList, ToolRow
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.message_bar import EmptyState
from carefacilitator.ui.widgets.panels import Label

_WIDE, _WIDEST, _HIGH = 720, 1240, 380


class NotesPicker(Dialog):
    """The notes of this block first. ``chosen`` carries those that were picked, in their order."""

    chosen = Signal(list)

    def __init__(self, kit: Kit, notes: Sequence[Note], block: str, parent: QWidget) -> None:
        say = kit.words.say
        wide = min(_WIDEST, round(_WIDE * kit.theme.factor))
        super().__init__(kit, say("Options from the notes"), parent, width=wide)
        self._notes = sorted(notes, key=lambda one: one.block_id != block)
        self._picked: set[str] = set()
        self.body.addWidget(Label(kit, say("Options from the notes"), step="lead", bold=True))
        hint = say("Space picks a note or leaves it out.")
        self.body.addWidget(Label(kit, hint, tone="ash", wrap=True))
        self.list = ToolList(kit, say("Notes"), 44)
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._toggle())
        self.list.setMinimumHeight(_HIGH)
        if self._notes:
            self.body.addWidget(self.list, 1)
        else:
            self.body.addWidget(EmptyState(kit, say("There is no note that is not an option.")))
        leave = Button(kit, say("Close"))
        leave.clicked.connect(self.reject)
        self.add_button = Button(kit, say("Add"), key="Ctrl+Enter", kind="main")
        self.add_button.clicked.connect(self._take)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._take)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.add_button)
        self._show()
        (self.list if self._notes else leave).setFocus()

    def _show(self) -> None:
        rows = [
            ToolRow(one.id, " ".join(one.text.split()), "✓" if one.id in self._picked else "·")
            for one in self._notes
        ]
        self.list.show_rows(rows)
        words = self.kit.words.say_n("Add {n} option", "Add {n} options", len(self._picked))
        self.add_button.setText(words)
        none = self.kit.words.say("Pick a note first.")
        self.add_button.block(None if self._picked else none)

    def _toggle(self) -> None:
        key = self.list.chosen()
        if key:
            self._picked ^= {key}
            self._show()

    def _take(self) -> None:
        if self._picked:
            self.chosen.emit([one for one in self._notes if one.id in self._picked])
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Space picks, Enter takes what is picked."""
        if (
            watched is self.list
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() == Qt.Key.Key_Space:
                self._toggle()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._picked:
                self._take()
                return True
        return super().eventFilter(watched, event)
