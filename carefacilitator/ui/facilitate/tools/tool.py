"""What every tool of the Facilitate page is: a panel of its own with its keys."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.layout import hbox, vbox

DIGITS = "\u20661–9\u2069"
"""The keys of the first nine rows; isolated, since a range would be turned round in Arabic."""


class Tool(QWidget):
    """Base of the tools. ``changed`` tells that what the room may see changed.

    ``body`` is filled by each tool; ``workshop_id`` and ``block_id`` say where it works.
    """

    name: ClassVar[str] = ""
    changed = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self.page, self.program = page, program
        self.kit, self.say = page.kit, page.say
        self.workshop_id = self.block_id = ""
        self.body = vbox(into=self, gap=10, margins=(16, 12, 16, 12))

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """Work in this workshop, on this block; called again whenever one of them changes."""
        self.workshop_id, self.block_id = workshop_id, block_id

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""

    def tick(self) -> None:
        """A second has passed."""

    def acts(self, page: str) -> list[Act]:  # noqa: ARG002 - for tools
        """The keys of this tool."""
        return []

    def on_wall(self) -> ProjectedTool | None:
        """What the room would see; None where there is nothing yet."""
        return None

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes on arriving."""
        return None

    def go_to(self, record: str) -> None:
        """Show one of several things that were counted."""

    def row(self, *widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
        """A line of widgets below what is there; number ``stretch`` takes what is free."""
        line = hbox(gap=10)
        for number, widget in enumerate(widgets):
            line.addWidget(widget, 1 if number == stretch else 0, Qt.AlignmentFlag.AlignVCenter)
        if stretch < 0:
            line.addStretch(1)
        self.body.addLayout(line)
        return line

    def told(self, happened: str) -> None:
        """Say at the foot of the page what was done."""
        self.page.tools.tell("good", happened)

    def button(self, text: str, icon: str, key: str = "", *, main: bool = False) -> Button:
        """A button with the key that does the same."""
        return Button(self.kit, text, icon=icon, key=key or None, kind="main" if main else "normal")
