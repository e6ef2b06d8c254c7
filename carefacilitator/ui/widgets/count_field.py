"""A figure typed from raised hands: any script's digits, ↑ and ↓ change it by one."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.services.findings.evaluations import MOST
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import Label, LineBox
from carefacilitator.ui.widgets.layout import vbox


class CountField(QWidget):
    """A short field with its label above. ``changed`` carries the new figure, ``left`` nothing."""

    changed = Signal(int)
    left = Signal()

    def __init__(self, kit: Kit, label: str, name: str) -> None:
        super().__init__()
        column = vbox(into=self, gap=2)
        self._box = LineBox(kit, name, step="lead")
        self.edit = self._box.edit
        self.edit.setFont(kit.font("lead", bold=True))
        tipped(self.edit, name)
        self.edit.setMaxLength(6)
        self._box.setFixedWidth(kit.theme.grown(88, "lead"))
        self.label = Label(kit, label, step="small", tone="ash")
        self.label.setBuddy(self.edit)
        column.addWidget(self.label)
        column.addWidget(self._box)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(0)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.installEventFilter(self)

    def value(self) -> int:
        """The figure; nothing typed is none."""
        return figure_of(self.edit.text())

    def set_value(self, value: int) -> None:
        """Show a figure, silently; one being typed stays."""
        if value != self.value() or (not self.edit.text() and not self.edit.hasFocus()):
            self.edit.setText(str(value))

    def _on_typed(self, text: str) -> None:
        digits = "".join(one for one in text if one.isdigit())
        if digits != text:
            self.edit.setText(digits)
        self.changed.emit(self.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count with ↑ and ↓; choose the figure on arriving, so that typing replaces it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step:
                value = min(MOST, max(0, self.value() + step))
                self.edit.setText(str(value))
                self.edit.selectAll()
                self.changed.emit(value)
                return True
        elif event.type() == QEvent.Type.FocusIn:
            self.edit.selectAll()
        elif event.type() == QEvent.Type.FocusOut:
            self.set_value(self.value())
            self.left.emit()
        return super().eventFilter(watched, event)


def figure_of(text: str) -> int:
    """Read the digits of any script in ``text``; none make 0, too many the largest count."""
    digits = "".join(str(unicodedata.digit(one)) for one in text if one.isdigit())
    return min(MOST, int(digits)) if digits else 0
