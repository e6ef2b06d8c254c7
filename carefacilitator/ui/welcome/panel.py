"""What opens on the Welcome page in place of the list or of the figures, and closes with Esc."""

from __future__ import annotations

from typing import ClassVar, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, Kit, Sheet


class Panel(Sheet):
    """One thing at a time beside or instead of the list; ``closed`` says that it is done.

    ``place`` tells which column it takes; ``beside`` is what then stands in the other one.
    """

    closed = Signal()
    place: ClassVar[Literal["list", "figures"]] = "list"

    def __init__(self, kit: Kit, title: str, second: str = "", *, flush: bool = False) -> None:
        super().__init__(kit, title, second, flush=flush)
        self.say = kit.words.say
        self.beside: QWidget | None = None
        if self.head is not None:
            self.done = Button(kit, self.say("Back to the door"), key="Esc", kind="quiet")
            self.done.clicked.connect(self.closed)
            self.head.add_trailing(self.done)

    def acts(self) -> list[Act]:
        """The keys that work while this is open, beside Esc."""
        return []

    def first_focus(self) -> QWidget | None:
        """What has the focus on opening."""
        return None

    def refresh(self) -> None:
        """Records changed: show them as they are now."""

    def leave(self) -> None:
        """The panel is being closed."""
