"""The tools of the room: groups, speakers, raised hands, dots, voices; one panel, one key.

It takes the place of the notes, so that the clock stays in sight. Each tool is made when it is
first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.facilitate.tools.groups import GroupsTool
from carefacilitator.ui.facilitate.tools.poll import CountTool
from carefacilitator.ui.facilitate.tools.speakers import SpeakersTool
from carefacilitator.ui.facilitate.tools.speaking_meter import Meter
from carefacilitator.ui.facilitate.tools.tool import Tool
from carefacilitator.ui.facilitate.tools.voice_balance import SpeakingTimeTool
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, Segments, Sheet, hairline
from carefacilitator.ui.widgets.layout import hbox

NAMES = ("groups", "speakers", "hands", "dots", "voices")
_KEYS = {"groups": "F2", "speakers": "F3", "hands": "F4", "dots": "F5", "voices": "F6"}
_NEVER_ON_WALL = frozenset({"voices"})


class ToolsPanel(Sheet):
    """Head with the choice of tools, and the tool. ``left`` asks for the notes again.

    ``wall_asked`` asks the page to open the projector, where it is not open yet.
    """

    left = Signal()
    wall_asked = Signal()
    changed = Signal()

    def __init__(self, page: Page, program: Program, meter: Meter) -> None:
        super().__init__(page.kit, flush=True)
        self._page, self._program, self._meter, self.say = page, program, meter, page.say
        self._made: dict[str, Tool] = {}
        self._place = ("", "")
        self._wall = ""
        named(self, self.say("Tools"))
        self.body.setSpacing(0)
        self.add(self._build_head())
        self.add(hairline())
        self._stack = QStackedWidget()
        self.add(self._stack, 1)

    def _build_head(self) -> QWidget:
        say, kit, holder = self.say, self.kit, QWidget()
        row = hbox(into=holder, gap=12, margins=(16, 10, 16, 10))
        words = tool_words(self._page)
        self.choice = Segments(kit, say("Tools"), [(name, words[name]) for name in NAMES])
        self.choice.changed.connect(self.open)
        row.addWidget(self.choice)
        row.addStretch(1)
        self.wall_button = Button(
            kit,
            say("Show"),
            icon="presentation",
            key="Ctrl+F11",
            kind="quiet",
            step="small",
        )
        self.wall_button.clicked.connect(self.toggle_wall)
        row.addWidget(self.wall_button)
        back = Button(kit, say("Notes"), key="Esc", kind="quiet", step="small")
        named(back, say("Back to the notes"))
        back.clicked.connect(self.left)
        row.addWidget(back)
        return holder

    # showing ------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool that is chosen; made now if it was not yet."""
        name = self.choice.value()
        if name not in self._made:
            made = self._make(name)
            made.changed.connect(partial(self._on_changed, name))
            self._made[name] = made
            self._stack.addWidget(made)
            made.show_place(*self._place)
        return self._made[name]

    def _make(self, name: str) -> Tool:
        makers: dict[str, Callable[[], Tool]] = {
            "groups": lambda: GroupsTool(self._page, self._program),
            "speakers": lambda: SpeakersTool(self._page, self._program),
            "hands": lambda: CountTool(self._page, self._program, "hands"),
            "dots": lambda: CountTool(self._page, self._program, "dots"),
            "voices": lambda: SpeakingTimeTool(self._page, self._program, self._meter),
        }
        return makers[name]()

    def open(self, name: str = "") -> None:
        """Show a tool, the one shown last where none is named, and give it the keyboard."""
        if name:
            self.choice.choose(name)
        tool = self.tool
        self._stack.setCurrentWidget(tool)
        self._show_wall_button()
        target = tool.first_focus()
        if target is not None:
            target.setFocus()
        self._page.tools.keys_changed()

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """Say in which workshop and on which block the tools work."""
        if (workshop_id, block_id) == self._place:
            return
        if workshop_id != self._place[0]:
            self._program.room.show(self._place[0], None)
            self._wall = ""
        self._place = (workshop_id, block_id)
        for tool in self._made.values():
            tool.show_place(workshop_id, block_id)

    def refresh(self, changes: Changes) -> None:
        """Let the tools read again."""
        for tool in self._made.values():
            tool.refresh(changes)

    def tick(self) -> None:
        """A second has passed."""
        for tool in self._made.values():
            tool.tick()

    # the wall -----------------------------------------------------------------------------

    def toggle_wall(self) -> None:
        """Show this tool to the room, or the question again."""
        name = self.choice.value()
        if self._wall == name:
            self.hide_wall()
        elif name not in _NEVER_ON_WALL and self.tool.on_wall() is not None:
            self._wall = name
            self._program.room.show(self._place[0], self.tool.on_wall())
            self.wall_asked.emit()
        self._show_wall_button()

    def hide_wall(self) -> None:
        """Show the room its question again."""
        self._wall = ""
        self._program.room.show(self._place[0], None)
        self._show_wall_button()
        self.changed.emit()

    def show_turn(self) -> None:
        """The word went to somebody by a key of the page."""
        speakers = self._made.get("speakers")
        if isinstance(speakers, SpeakersTool):
            speakers.show_list()

    def _on_changed(self, name: str) -> None:
        """What the room sees follows the tool."""
        if self._wall == name:
            self._program.room.show(self._place[0], self._made[name].on_wall())
        self._show_wall_button()
        self.changed.emit()

    def _show_wall_button(self) -> None:
        name = self.choice.value()
        shown = self._wall == name
        self.wall_button.setVisible(name not in _NEVER_ON_WALL)
        words = self.say("Hide") if shown else self.say("Show")
        if self.wall_button.word != words:
            self.wall_button.setText(words)
        told = self.say("Hide from the room") if shown else self.say("Show to the room")
        named(self.wall_button, told)
        tipped(self.wall_button, f"{told} (Ctrl+F11)")

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys of the tool, then those that choose one."""
        words = tool_words(self._page)
        choosing = [
            Act(f"tools.{name}", key, words[name], partial(self.open, name), page, False)
            for name, key in _KEYS.items()
        ]
        say = self.say
        others = [
            Act("tools.choose", "F2–F6", say("another tool"), None, page),
            Act("tools.wall", "Ctrl+F11", say("show to the room"), self.toggle_wall, page, False),
            Act("tools.back", "Esc", say("back to the notes"), None, page),
        ]
        return [*self.tool.acts(page), *others, *choosing]


def tool_words(page: Page) -> dict[str, str]:
    """The names of the tools."""
    say = page.say
    return {
        "groups": say("Groups"),
        "speakers": say("Speakers"),
        "hands": say("Hands"),
        "dots": say("Dots"),
        "voices": say("Voices"),
    }
