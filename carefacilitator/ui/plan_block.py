"""The block that is chosen in the agenda: method, room, materials, groups, the question."""

from __future__ import annotations

from functools import partial

from carefacilitator.model.agenda import Placed
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.controls import Choice, Facts, Field, Label, Sheet
from carefacilitator.ui.page import Page


class BlockSheet(Sheet):
    """What a block needs beside its time and title."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit)
        self._page, self._program = page, program
        say, kit = page.say, page.kit
        self._block = ""
        self._title = Label(kit, step="lead", bold=True, cut=True)
        self._when = Label(kit, step="small", tone="ash")
        self.add(self._title)
        self.add(self._when)
        lists = vocabulary()
        options = [
            (key, lists.label("session_type", key, kit.words.language))
            for key in lists.keys("session_type")
        ]
        self._facts = Facts(kit)
        self.add(self._facts)
        none = ("", say("Not chosen"))
        self._method = Choice(kit, say("Method"), [none, *options], show_label=False)
        self._method.changed.connect(self._on_method)
        self._facts.add(say("Method"), self._method)
        self._fields = {
            "room": self._field(say("Room")),
            "materials": self._field(say("Materials"), say("Nothing yet. Type what to bring.")),
            "question": self._field(say("Question for the room")),
        }
        for name, field in self._fields.items():
            page.tools.saving.watch(
                field.edit, partial(self._save, name), partial(self._left, name)
            )

    def _field(self, label: str, placeholder: str = "") -> Field:
        field = Field(self._page.kit, label, placeholder=placeholder, high=34, show_label=False)
        self._facts.add(label, field)
        return field

    def show_block(self, placed: Placed | None) -> None:
        """Show a block, or nothing."""
        self.setVisible(placed is not None)
        if placed is None:
            self._block = ""
            return
        block = placed.block
        same = block.id == self._block
        self._block = block.id
        language = self._page.kit.words.language
        kind = vocabulary().label("session_type", block.session_type, language)
        self._title.setText(block.titles.get(language) or block.title or kind)
        self._when.setText(f"{placed.start}–{placed.end}")
        self._method.set_value(block.session_type)
        for name, field in self._fields.items():
            if not (same and field.edit.hasFocus()):
                field.set_text(str(getattr(block, name)))

    def _save(self, name: str, text: str) -> None:
        block = self._block
        if block:
            self._program.agenda.edit(block, visit=f"{name} {block}", **{name: text})

    def _left(self, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {self._block}")

    def _on_method(self, key: str) -> None:
        if self._block:
            self._page.run(partial(self._program.agenda.edit, self._block, session_type=key))
