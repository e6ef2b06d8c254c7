"""A chip that opens a menu to choose one thing: kind of note, language, speaker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import Step
from carefacilitator.ui.widgets.buttons import Button, ButtonLook, Kind
from carefacilitator.ui.widgets.choices import Option


class PickMenu(Button):
    """Shows what is chosen; a click, Space or Enter opens the menu. ``picked`` carries the key.

    ``strong`` shows the words bold, as for the kind of the note being written. ``numbered`` gives
    the first nine a digit, so that opening and choosing are two keystrokes.
    """

    picked = Signal(str)

    def __init__(
        self,
        kit: Kit,
        name: str,
        options: Sequence[Option],
        value: str = "",
        *,
        key: str | None = None,
        told_key: str | None = None,
        kind: Kind = "chip",
        strong: bool = False,
        numbered: bool = False,
    ) -> None:
        self._name, self._bold, self._numbered = name, strong, numbered
        self._options = list(options)
        self._value = value
        step: Step = "body" if kind == "normal" else "small"
        super().__init__(kit, self._text(), key=key, told_key=told_key, kind=kind, step=step)
        self.caret = kind in ("chip", "normal")
        self.menu_ = QMenu(self)
        self.menu_.setLayoutDirection(kit.direction)
        self.menu_.installEventFilter(self)
        self.set_options(options, value)
        self.clicked.connect(self.open_menu)
        self.menu_.triggered.connect(self._on_triggered)

    def _text(self) -> str:
        return next((o.text for o in self._options if o.key == self._value), self._name)

    def _strong(self) -> bool:
        return self._bold

    def face(self) -> ButtonLook:
        """Return the face of its kind, bold where asked for."""
        face = super().face()
        return ButtonLook(face.fill, face.border, face.text, face.line, strong=self._bold)

    def _tell(self) -> None:
        super()._tell()
        chosen = self.word != self._name
        named(self, f"{self._name}: {self.word}" if chosen else self.word)

    def set_options(self, options: Sequence[Option], value: str = "") -> None:
        """Replace what can be chosen, silently."""
        self._options = list(options)
        self.menu_.clear()
        for number, option in enumerate(self._options, 1):
            hint = f"\t{number}" if self._numbered and number < 10 else ""
            action = QAction(option.text.replace("&", "&&") + hint, self.menu_)
            action.setData(option.key)
            if option.icon:
                colour = option.colour or self.kit.colours.soot
                action.setIcon(self.kit.icons.icon(option.icon, colour))
            self.menu_.addAction(action)
        self.choose(value)

    def value(self) -> str:
        """Return the key chosen, empty when none is."""
        return self._value

    def choose(self, value: str) -> None:
        """Show ``value`` as chosen, silently."""
        self._value = value
        option = next((o for o in self._options if o.key == value), None)
        if option is not None and option.icon:
            self.set_icon(option.icon, option.colour)
        self.setText(self._text())

    def open_menu(self) -> None:
        """Open the menu below the chip, on the chosen line."""
        for action in self.menu_.actions():
            if action.data() == self._value:
                self.menu_.setActiveAction(action)
        self.menu_.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A digit chooses from an open menu."""
        if (
            self._numbered
            and watched is self.menu_
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and len(event.text()) == 1
            and event.text().isdecimal()
        ):
            actions = self.menu_.actions()[:9]
            if 1 <= int(event.text()) <= len(actions):
                self.menu_.close()
                actions[int(event.text()) - 1].trigger()
            return True
        return super().eventFilter(watched, event)

    def _on_triggered(self, action: QAction) -> None:
        key = action.data()
        if isinstance(key, str):
            self.choose(key)
            self.picked.emit(key)
