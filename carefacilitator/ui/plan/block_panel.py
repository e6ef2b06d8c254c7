"""The block that is chosen in the agenda: method, time, room, lead, materials, how it is done."""

from __future__ import annotations

from functools import partial

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Area, Choice, Facts, Field, Label, Sheet
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.row_menu import more_button
from carefacilitator.ui.widgets.time_field import TimeField
from carefacilitator.ui.words.workshops import block_title_in

_HIGH = 34


class BlockSheet(Sheet):
    """What a block needs beside its length and title."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit)
        self._page, self._program = page, program
        say, kit = page.say, page.kit
        named(self, say("The chosen block"))
        self._block = ""
        self._title = Label(kit, step="lead", bold=True, cut=True)
        self._when = Label(kit, step="small", tone="ash")
        self.more = more_button(page)
        head = hbox((self._title, 1), self._when, self.more, gap=12)
        self.body.addLayout(head)
        self._facts = Facts(kit, gap=4, high=_HIGH)
        self.add(self._facts)
        lists, language = vocabulary(), kit.words.language
        options = lists.options("session_type", language)
        none = ("", say("Not chosen"))
        self.method = Choice(kit, say("Method"), [none, *options], show_label=False)
        self.method.combo.setFixedHeight(kit.theme.grown(_HIGH))
        self.method.changed.connect(self._on_method)
        self._facts.add(say("Method"), self.method)
        self.fixed = TimeField(
            kit, say("Fixed at"), placeholder=say("follows"), high=_HIGH, show_label=False
        )
        self.fixed.changed.connect(self._on_fixed)
        self._facts.add(say("Fixed at"), self.fixed)
        self._fields: dict[str, Field | Area] = {
            "room": self._field(say("Room")),
            "lead": self._field(say("Lead"), say("Who leads this block")),
            "materials": self._field(say("Materials"), say("Nothing yet. Type what to bring.")),
            "question": self._field(say("Question for the room")),
            "instructions": self._area(say("How it is done")),
        }
        self._watches = {
            name: page.tools.saving.watch(field.edit, _keep_nothing)
            for name, field in self._fields.items()
        }

    def _field(self, label: str, placeholder: str = "") -> Field:
        field = Field(self._page.kit, label, placeholder=placeholder, high=_HIGH, show_label=False)
        tipped(field.edit, label)
        self._facts.add(label, field)
        return field

    def _area(self, label: str) -> Area:
        holder = Area(self._page.kit, label, lines=1, show_label=False)
        tipped(holder.edit, label)
        self._facts.add(label, holder)
        return holder

    def show_block(self, placed: Placed | None) -> None:
        """Show a block, or nothing; what is being typed in it stays."""
        self.setVisible(placed is not None)
        if placed is None:
            self._block = ""
            return
        block = placed.block
        language = self._page.kit.words.language
        self._title.setText(block_title_in(block, language))
        self._when.setText(f"{placed.start}–{placed.end}")
        self.method.set_value(block.session_type)
        other, self._block = block.id != self._block, block.id
        if other and self.fixed.edit.hasFocus():
            self.fixed.edit.clearFocus()
        self.fixed.show_time(block.fixed_start)
        for name, field in self._fields.items():
            stored = str(getattr(block, name))
            if other:
                save, left = (
                    partial(self._save, block.id, name),
                    partial(self._left, block.id, name),
                )
                self._watches[name].turn_to(stored, save, left)
            elif not field.edit.hasFocus():
                self._watches[name].load(stored)

    def _save(self, block: str, name: str, text: str) -> None:
        if self._program.workspace.find(AgendaBlock, block) is not None:
            self._program.agenda.edit(block, visit=f"{name} {block}", **{name: text})

    def _left(self, block: str, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {block}")

    def _on_method(self, key: str) -> None:
        if self._block:
            self._page.run(partial(self._program.agenda.edit, self._block, session_type=key))

    def _on_fixed(self, time: str) -> None:
        if self._block:
            self._page.run(partial(self._program.agenda.edit, self._block, fixed_start=time))


def _keep_nothing(_text: str) -> None:
    """Keep what is typed before a block is shown: there is none."""
