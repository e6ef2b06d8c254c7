"""The tools as the Facilitate page holds them: opened by one key, some keys always at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from carefacilitator.model.records.records import Tally
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.services.program import Program
from carefacilitator.ui.facilitate.tools.speaking_line import TalkLine
from carefacilitator.ui.facilitate.tools.speaking_meter import Meter
from carefacilitator.ui.facilitate.tools.voice_balance import voice_word
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act

if TYPE_CHECKING:
    from carefacilitator.ui.facilitate.tools.panel import ToolsPanel

KEY = "F10"


class RoomTools(QObject):
    """Notes and tools in one place of the page; ``stack`` shows one of them, ``line`` who speaks.

    The panel is made when it is first opened.
    """

    def __init__(self, page: Page, program: Program, notes: QWidget) -> None:
        super().__init__(page)
        self._page, self._program, self._notes = page, program, notes
        self._place = ("", "")
        self._at_hand: tuple[object, ...] = ()
        self._on_wall: ProjectedTool | None = None
        self.meter = Meter(page, program)
        self.meter.changed.connect(self._show_talk)
        self.line = TalkLine(page.kit, program, self.meter)
        self.stack = QStackedWidget()
        self.stack.addWidget(notes)
        self._panel: ToolsPanel | None = None

    @property
    def panel(self) -> ToolsPanel:
        """The panel, made now if it was not yet."""
        if self._panel is None:
            from carefacilitator.ui.facilitate.tools.panel import ToolsPanel

            self._panel = ToolsPanel(self._page, self._program, self.meter)
            self._panel.left.connect(self.close)
            self._panel.wall_asked.connect(self._open_wall)
            self._panel.changed.connect(self._show_talk)
            self.stack.addWidget(self._panel)
            self._panel.show_place(*self._place)
        return self._panel

    @property
    def is_open(self) -> bool:
        """Whether the tools are shown instead of the notes."""
        return self._panel is not None and self.stack.currentWidget() is self._panel

    # what the page tells ------------------------------------------------------------------

    def show_place(self, workshop_id: str, block_id: str, paused: bool) -> None:
        """Work in this workshop, on the block that runs; a pause ends the running turn."""
        self._place = (workshop_id, block_id)
        self.meter.show_place(workshop_id, block_id)
        if paused:
            self.meter.stop()
        if self._panel is not None:
            self._panel.show_place(workshop_id, block_id)
        self._show_talk()

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if self._panel is not None:
            self._panel.refresh(changes)
        elif "tally" in changes:
            self.meter.reload()

    def tick(self) -> None:
        """A second has passed."""
        self.meter.tick()
        if self._panel is not None:
            self._panel.tick()
        self._show_talk()

    # opening and closing ------------------------------------------------------------------

    def toggle(self) -> None:
        """Show the tools, or the notes again."""
        if not self.close():
            self.open()

    def open(self, tool: str = "") -> None:
        """Show the tools, one of them where it is named."""
        self.stack.setCurrentWidget(self.panel)
        self.panel.open(tool)

    def go_to(self, item: str) -> bool:
        """Show something that was counted; whether it is that."""
        found = self._program.workspace.find(Tally, item)
        if found is None:
            return False
        self.open(found.purpose)
        self.panel.tool.go_to(found.asked_id or found.id)
        return True

    def close(self) -> bool:
        """Show the notes again; whether the tools were shown."""
        if not self.is_open:
            return False
        self.stack.setCurrentWidget(self._notes)
        target = self._page.first_focus()
        if target is not None:
            target.setFocus()
        self._page.tools.keys_changed()
        return True

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys that are at hand while notes are written too."""
        say, made = self._page.say, []
        made.append(Act("tools.open", KEY, say("tools"), self.toggle, page, not self.is_open))
        waiting = self._program.speaking.at(*self._place)
        if self.is_open or not waiting.is_empty:
            made += [
                Act("speakers.next", "Shift+F9", say("next speaker"), self._next, page, False),
                Act("speakers.stop", "Shift+F7", say("nobody speaks"), self._stop, page, False),
            ]
        if self.is_open or self.meter.used:
            made += self._voice_acts(page)
        if not self.is_open and self._program.room.shown(self._place[0]) is not None:
            hide = say("hide from the room")
            made.append(Act("tools.hide", "Ctrl+F11", hide, self.panel.hide_wall, page, False))
        return made

    def _voice_acts(self, page: str) -> list[Act]:
        kit, speak = self._page.kit, self.meter.speak
        made = [
            Act(
                f"voices.{number}",
                f"Ctrl+{number}",
                kit.words.say("voice: {group}", group=voice_word(kit, group)),
                partial(speak, group),
                page,
                False,
            )
            for number, group in enumerate(self.meter.groups()[:9], 1)
        ]
        none = kit.words.say("voice: nobody")
        return [*made, Act("voices.0", "Ctrl+0", none, self.meter.stop, page, False)]

    def _next(self) -> None:
        speaking = self._program.speaking
        speaking.at(*self._place).next(speaking.seconds())
        self._after_turn()

    def _stop(self) -> None:
        speaking = self._program.speaking
        speaking.at(*self._place).stop(speaking.seconds())
        self._after_turn()

    def _after_turn(self) -> None:
        if self._panel is not None:
            self._panel.show_turn()
        self._show_talk()

    # showing ------------------------------------------------------------------------------

    def _show_talk(self) -> None:
        """Show who speaks; offer the keys at hand once they have a meaning."""
        self.line.show_talk(*self._place)
        waiting = self._program.speaking.at(*self._place)
        at_hand = (
            self.meter.used,
            waiting.is_empty,
            self.is_open,
            self._program.room.shown(self._place[0]) is None,
        )
        if at_hand != self._at_hand:
            self._at_hand = at_hand
            self._page.tools.keys_changed()
        self._show_wall()

    def _open_wall(self) -> None:
        """Open the projector where it is not open yet."""
        from carefacilitator.ui.projector.window import open_projector

        if open_projector(self._page.window()) is None:
            for act in self._page.acts():
                if act.id == "facilitate.wall" and act.call is not None:
                    act.call()
        self._show_talk()

    def _show_wall(self) -> None:
        """Let the projector follow at once rather than at its next second, while it shows a tool.

        Looking for its window walks the whole page, which is too much for every key.
        """
        shown = self._program.room.shown(self._place[0])
        if shown == self._on_wall:
            return
        self._on_wall = shown
        from carefacilitator.ui.projector.window import open_projector

        projector = open_projector(self._page.window())
        if projector is not None:
            projector.tick()
