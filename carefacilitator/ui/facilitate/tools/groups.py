"""Random groups: how many, mixed by what, shuffled again, changed by hand, kept, copied."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from carefacilitator.model.privacy.known_names import MASK
from carefacilitator.model.records.records import Note
from carefacilitator.services.facilitation.groups import Drawn, GroupWish, as_text, told
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.services.file_names import file_name
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import place_for
from carefacilitator.ui.facilitate.tools.group_cards import GroupCards
from carefacilitator.ui.facilitate.tools.tool import DIGITS, Tool
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import (
    Button,
    CheckBox,
    Chips,
    EmptyState,
    Label,
    Option,
    Segments,
    Stepper,
)
from carefacilitator.ui.widgets.layout import hbox

_SIZES = frozenset({"size"})


class GroupsTool(Tool):
    """Wishes above, the groups below. What is drawn stays until another draw is asked for."""

    name = "groups"

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page, program)
        self.drawn: Drawn | None = None
        self._draw = 1
        self._build_wishes()
        self.cards = GroupCards(self.kit)
        self.cards.key_pressed.connect(self._on_key)
        none = self.say("Nobody is marked present. Mark people at the door first (Alt+2).")
        self._empty = EmptyState(self.kit, none)
        self._either = QStackedLayout()
        self._either.addWidget(self._empty)
        self._either.addWidget(self.cards)
        self.body.addLayout(self._either, 1)
        self._build_foot()

    def _build_wishes(self) -> None:
        kit, say = self.kit, self.say
        self.number = Stepper(kit, say("How many"), 4, least=1, most=50)
        self.number.changed.connect(self._on_wish)
        self.unit = Segments(
            kit,
            say("Groups or people in each"),
            [("count", say("groups")), ("size", say("people in each"))],
        )
        self.unit.changed.connect(self._on_wish)
        options = [
            Option("organisation", say("Organization"), "buildings"),
            Option("gender", say("Gender"), "users"),
            Option("place", say("Place"), "map-pin"),
        ]
        self.mix = Chips(kit, say("Mixed by"), options)
        self.mix.choose(["organisation"])
        self.mix.changed.connect(self._on_wish)
        self.everybody = CheckBox(kit, say("Who leads the day too"))
        self.everybody.clicked.connect(self._on_wish)
        self.row(self.number, self.unit, self.everybody)
        mixed = Label(kit, say("Mixed by"), step="small", tone="ash")
        self.row(mixed, self.mix, stretch=1)

    def _build_foot(self) -> None:
        kit, say = self.kit, self.say
        self.told_label = Label(self.kit, step="small", tone="ash", cut=True)
        self.shuffle_button = self.button(say("Shuffle"), "users-three", "Ctrl+R")
        self.shuffle_button.clicked.connect(self.shuffle)
        self.keep_button = self.button(say("Keep"), "check", "Ctrl+Enter", main=True)
        self.keep_button.clicked.connect(self.keep)
        copy = Button(kit, say("Copy"), icon="copy", told_key="Ctrl+Shift+C", kind="quiet")
        copy.clicked.connect(self.copy)
        save = Button(kit, say("Save as text"), icon="floppy-disk", told_key="Ctrl+S", kind="quiet")
        save.clicked.connect(self.ask_where)
        paper = Button(kit, say("Print"), icon="printer", told_key="Ctrl+P", kind="quiet")
        paper.clicked.connect(self.ask_printer)
        self._acts = [copy, save, paper, self.shuffle_button, self.keep_button]
        self.body.addWidget(self.told_label)
        holder = QWidget()
        line = hbox(into=holder, gap=8)
        for one in (copy, save, paper):
            line.addWidget(one)
        line.addStretch(1)
        for one in (self.shuffle_button, self.keep_button):
            line.addWidget(one)
        self.body.addWidget(holder)

    # showing ------------------------------------------------------------------------------

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """Show what was kept on the block, else groups of who is here."""
        if workshop_id == self.workshop_id and self.drawn is not None and self.drawn.groups:
            super().show_place(workshop_id, block_id)
            return
        super().show_place(workshop_id, block_id)
        self.drawn, self._draw = None, 1
        kept = self.program.grouping.kept(workshop_id, block_id) if workshop_id else []
        if kept:
            self._draw = max(1, kept[-1].wish.draw)
            self._show(kept[-1])
        else:
            self._show(None)
            self._on_wish()

    def refresh(self, changes: Changes) -> None:
        """Draw at last when people are marked present; groups that stand are left alone."""
        if (self.drawn is None or not self.drawn.groups) and "attendance" in changes:
            self._on_wish()

    def _show(self, drawn: Drawn | None, person: str = "") -> None:
        self.drawn = drawn
        some = drawn is not None and bool(drawn.groups)
        self._either.setCurrentIndex(1 if some else 0)
        for button in self._acts:
            button.block(None if some else self.say("There are no groups yet."))
        words = ""
        if drawn is not None and some:
            people = self.kit.words.say_n("{n} person", "{n} people", drawn.people)
            words = self.say("{people} here: {groups}", people=people, groups=self._told(drawn))
        self.told_label.setText(words)
        self.cards.show_groups(drawn, person)
        self.changed.emit()

    def _told(self, drawn: Drawn) -> str:
        return told(drawn, self.kit.words)

    def on_wall(self) -> ProjectedTool | None:
        """The groups with the names people go by; never why somebody is in one."""
        if self.drawn is None or not self.drawn.groups:
            return None
        return ProjectedTool("groups", groups=self.drawn.named())

    def first_focus(self) -> QWidget | None:
        """The groups, or how many there shall be."""
        return self.cards.first_list() or self.number

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys of this tool."""
        say = self.say
        return [
            Act("groups.shuffle", "Ctrl+R", say("shuffle again"), self.shuffle, page),
            Act("groups.move", DIGITS, say("move to that group"), None, page),
            Act("groups.keep", "Ctrl+Enter", say("keep the groups"), self.keep, page),
            Act("groups.copy", "Ctrl+Shift+C", say("copy as text"), self.copy, page, False),
            Act("groups.save", "Ctrl+S", say("save as text"), self.ask_where, page, False),
            Act("groups.print", "Ctrl+P", say("print"), self.ask_printer, page, False),
            Act("groups.beside", "Alt ← →", say("move to the group beside"), None, page, False),
        ]

    def wish(self) -> GroupWish:
        """What is chosen."""
        return GroupWish(
            self.number.value(),
            self.unit.value() in _SIZES,
            tuple(self.mix.chosen()),
            self.everybody.isChecked(),
            self._draw,
        )

    def _on_wish(self, *_chosen: object) -> None:
        draw = partial(self.program.grouping.draw, self.workshop_id, self.wish())
        self.page.run(draw, partial(self._on_drawn, self.workshop_id))

    def _on_drawn(self, workshop_id: str, drawn: Drawn) -> None:
        if workshop_id == self.workshop_id:
            self._show(drawn)

    def shuffle(self) -> None:
        """Draw other groups."""
        self._draw += 1
        self._on_wish()

    def _on_key(self, key: int, person: str) -> None:
        """A digit, or Alt with an arrow, moves a person to another group."""
        drawn = self.drawn
        if drawn is None or not person:
            return
        here = next((n for n, group in enumerate(drawn.groups) if person in group), 0)
        forward = Qt.Key.Key_Left if self.kit.theme.rtl else Qt.Key.Key_Right
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            to = here + (1 if key == forward else -1)
        else:
            to = key - Qt.Key.Key_1
        self._show(self.program.grouping.move(drawn, person, to), person)

    def keep(self) -> None:
        """Keep the groups with a note on the block."""
        if self.drawn is not None and self.drawn.groups:
            keep = partial(
                self.program.grouping.keep,
                self.workshop_id,
                self.block_id,
                self.drawn,
                self.kit.words,
            )
            self.page.run(keep, self._on_kept)

    def _on_kept(self, _note: Note) -> None:
        self.told(self.say("The groups are kept on this block. The note names nobody."))

    def copy(self) -> None:
        """Put the groups on the clipboard as plain text."""
        if self.drawn is not None and self.drawn.groups:
            read = partial(self._listed, self.drawn)
            self.page.run(read, self._on_listed)

    def _listed(self, drawn: Drawn) -> Drawn:
        """The groups with “[…]” for who did not agree to appear in a list (on the worker)."""
        names = self.program.names_in_text
        return replace(drawn, names=names.listed(self.workshop_id, drawn.names))

    def _on_listed(self, drawn: Drawn) -> None:
        QGuiApplication.clipboard().setText(as_text(drawn, self.kit.words))
        self.told(self._with_left_out(self.say("The groups are copied as text."), drawn))

    def _with_left_out(self, told: str, drawn: Drawn) -> str:
        left_out = sum(name == MASK for name in drawn.names.values())
        if not left_out:
            return told
        more = self.kit.words.say_n(
            "{n} name is left out: not agreed to appear in a list.",
            "{n} names are left out: not agreed to appear in a list.",
            left_out,
        )
        return f"{told} {more}"

    def ask_printer(self) -> None:
        """Ask for a printer and print the groups in large letters."""
        if self.drawn is not None and self.drawn.groups:
            from carefacilitator.ui.share import text_printing

            text_printing.ask_printer(self.kit, as_text(self.drawn, self.kit.words), self)

    def ask_where(self) -> None:
        """Ask for a place and write the groups there as plain text, to be printed anywhere."""
        if self.drawn is None or not self.drawn.groups:
            return
        suggested = place_for(file_name(self.say("Groups").lower(), ending=".txt"))
        path, _ = QFileDialog.getSaveFileName(
            self, self.say("Save as text"), suggested, "Text (*.txt)"
        )
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the groups into a file."""
        if self.drawn is None:
            return
        done = self.say("The groups are saved: {file}", file=path.name)
        drawn = self.drawn

        def write() -> Drawn:
            listed = self._listed(drawn)
            self.program.grouping.write(path, listed, self.kit.words)
            return listed

        self.page.run(write, lambda listed: self.told(self._with_left_out(done, listed)))
