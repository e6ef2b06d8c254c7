"""Import rehearsal: what a bundle would bring, before anything is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from carefacilitator.services.arrivals import Imported, Rehearsal
from carefacilitator.services.program import Program
from carefacilitator.ui.controls import (
    Button,
    CheckBox,
    Columns,
    EmptyState,
    Label,
    Scroll,
    Sheet,
    hairline,
)
from carefacilitator.ui.import_parts import ChecksSheet, ConflictBox, CountTable, WithheldSheet
from carefacilitator.ui.keys import Act
from carefacilitator.ui.page import Changes, Page, Tools


class ImportPage(Page):
    """One bundle after the other: look, then merge in one step."""

    name, face = "import", "plain"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._waiting: list[Path] = []
        self._number = 0
        self._rehearsal: Rehearsal | None = None
        self._choices: dict[tuple[str, str, str], object] = {}
        self._next = Button(self.kit, self.say("Next bundle"), icon="caret-right", key="PgDn")
        self._next.clicked.connect(self._skip)
        self._columns = Columns(self.kit, (906, 412))
        self._columns.add(0, self._build_main(), 1)
        self._checks = ChecksSheet(self)
        self._withheld = WithheldSheet(self)
        self._columns.add(1, self._checks)
        self._columns.add(1, self._withheld)
        self._columns.columns[1].addStretch(1)
        self._columns.add(1, self._build_acts())
        self._empty = self._build_empty()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._columns)
        layout.addWidget(self._empty)
        self._show_state()

    # building -----------------------------------------------------------------------------

    def _build_main(self) -> Sheet:
        sheet = Sheet(self.kit, flush=True)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(2)
        told = self.say("Rehearsal. Nothing has been written yet.")
        column.addWidget(Label(self.kit, told, tone="ash"))
        self._sentence = Label(self.kit, step="title", bold=True, wrap=True)
        column.addWidget(self._sentence)
        sheet.add(head)
        self._scroll = Scroll()
        self._table = CountTable(self)
        self._scroll.body.addWidget(self._table)
        self._conflicts = QVBoxLayout()
        self._conflicts.setSpacing(8)
        self._conflicts.setContentsMargins(20, 8, 20, 12)
        self._scroll.body.addLayout(self._conflicts)
        self._scroll.body.addStretch(1)
        sheet.add(self._scroll, 1)
        return sheet

    def _build_acts(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(5, 5, 5, 5)
        column.setSpacing(8)
        self._same_words = CheckBox(self.kit, self.say("We compared the words: they are the same"))
        self._same_words.toggled.connect(self._show_state)
        self._may_forget = CheckBox(self.kit, self.say("Forget the people it asks to forget"))
        self._may_forget.toggled.connect(self._show_state)
        self.merge_button = Button(
            self.kit,
            self.say("Merge into our workspace"),
            icon="tray-arrow-down",
            key="Ctrl+Enter",
            kind="main",
        )
        self.merge_button.clicked.connect(self.merge)
        leave = Button(self.kit, self.say("Leave it for now"), key="Esc")
        leave.clicked.connect(self._leave)
        foot = Label(
            self.kit,
            self.say("One step, and one Ctrl+Z undoes all of it."),
            step="small",
            tone="ash",
            wrap=True,
        )
        for widget in (self._same_words, self._may_forget, self.merge_button, leave, foot):
            column.addWidget(widget)
        return holder

    def _build_empty(self) -> EmptyState:
        choose = Button(
            self.kit, self.say("Choose a file"), icon="folder-open", key="Ctrl+O", kind="main"
        )
        choose.clicked.connect(self._choose)
        return EmptyState(self.kit, self.say("Drop a bundle here, or choose a file."), choose)

    # what a page tells --------------------------------------------------------------------

    def title(self) -> str:
        """Name the page."""
        return self.say("Import a bundle")

    def where(self) -> str:
        """The workshops in the bundle."""
        if self._rehearsal is None:
            return ""
        workshops = self._rehearsal.info.workshops
        return " · ".join(part for one in workshops[:2] for part in (one.code, one.title) if part)

    def header_widgets(self) -> list[QWidget]:
        """Go to the next bundle, where several came."""
        return [self._next] if self._waiting else []

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act("import.merge", "Ctrl+Enter", say("merge"), self.merge, name),
            Act("import.choose", "Ctrl+O", say("choose a file"), self._choose, name),
            Act("import.next", "PgDn", say("next bundle"), self._skip, name),
            Act("import.leave", "Esc", say("leave it for now"), None, name),
        ]

    def first_focus(self) -> QWidget | None:
        """The main act."""
        return self.merge_button if self._rehearsal is not None else None

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Rehearse the files named in ``item`` (one a line), or ask for one."""
        super().enter(workshop_id, item)
        if item:
            self._waiting = [Path(line) for line in item.split("\n") if line]
            self._number = 0
            self._rehearse_next()
        elif self._rehearsal is None:
            self._show_state()

    def take_files(self, paths: list[str]) -> bool:
        """Rehearse what was dropped here."""
        self._waiting = [Path(path) for path in paths]
        self._number = 0
        self._rehearse_next()
        return True

    def refresh(self, changes: Changes) -> None:
        """What was rehearsed stands until it is merged or left."""
        del changes

    def escape(self) -> bool:
        """Leave the bundle."""
        if self._rehearsal is not None:
            self._leave()
            return True
        return False

    # rehearsing ---------------------------------------------------------------------------

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.say("Choose a file"), str(Path.home()), "*.carebundle (*.carebundle);;* (*)"
        )
        if paths:
            self.take_files(paths)

    def _rehearse_next(self) -> None:
        self._rehearsal = None
        self._choices.clear()
        if not self._waiting:
            self._show_state()
            return
        path = self._waiting.pop(0)
        self._number += 1
        self._show_state()
        self.run(
            partial(self._program.arrivals.rehearse, path), self._on_rehearsed, self._on_refused
        )

    def _on_refused(self, error: Exception) -> None:
        self.tools.tell_failure(error)
        if self._waiting:
            self._rehearse_next()

    def _on_rehearsed(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._same_words.setChecked(False)
        self._may_forget.setChecked(False)
        self._table.show_counts(rehearsal.counts)
        self._checks.show_rehearsal(rehearsal)
        self._withheld.show_withheld(rehearsal.withheld)
        self._show_sentence(rehearsal)
        self._show_conflicts(rehearsal)
        self._show_state()
        self.tools.header_changed()
        self.merge_button.setFocus()

    def _show_sentence(self, rehearsal: Rehearsal) -> None:
        words = self.kit.words
        if rehearsal.changes_nothing:
            self._sentence.setText(self.say("Everything in it is here already."))
            return
        new = words.say_n("{n} new record", "{n} new records", rehearsal.total("new"))
        changed = words.say_n("{n} changed", "{n} changed", rehearsal.total("changed"))
        waits = words.say_n("{n} waits for you", "{n} wait for you", len(rehearsal.conflicts))
        parts = [new, changed] + ([waits] if rehearsal.conflicts else [])
        self._sentence.setText(", ".join(parts))

    def _show_conflicts(self, rehearsal: Rehearsal) -> None:
        while (item := self._conflicts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in rehearsal.conflicts[:20]:
            box = ConflictBox(self, one)
            box.chosen.connect(partial(self._on_version, (one.kind, one.record, one.field)))
            self._conflicts.addWidget(hairline())
            self._conflicts.addWidget(box)
        if rehearsal.conflicts:
            later = self.say("Both stay in the history. You may also decide later.")
            self._conflicts.addWidget(Label(self.kit, later, step="small", tone="ash"))

    def _show_state(self, *_state: object) -> None:
        rehearsal = self._rehearsal
        self._columns.setVisible(rehearsal is not None)
        self._empty.setVisible(rehearsal is None)
        self._next.setVisible(bool(self._waiting))
        if rehearsal is None:
            return
        unknown = rehearsal.checks.signer == "unknown"
        self._same_words.setVisible(unknown)
        self._may_forget.setVisible(rehearsal.erasures > 0)
        if rehearsal.changes_nothing:
            self.merge_button.block(self.say("Everything in it is here already."))
        elif unknown and not self._same_words.isChecked():
            self.merge_button.block(self.say("Compare the words of the device first."))
        elif rehearsal.erasures and not self._may_forget.isChecked():
            self.merge_button.block(self.say("The bundle asks to forget people. Agree first."))
        else:
            self.merge_button.block(None)

    # acts ---------------------------------------------------------------------------------

    def _on_version(self, key: tuple[str, str, str], value: object) -> None:
        self._choices[key] = value

    def merge(self) -> None:
        """Take the bundle in, in one step; chosen versions are settled right after."""
        rehearsal = self._rehearsal
        if rehearsal is None or not self.merge_button.isEnabled():
            return
        trust, forget = self._same_words.isChecked(), self._may_forget.isChecked()
        choices = dict(self._choices)
        self.merge_button.block(self.say("The bundle is being merged."))

        def work() -> Imported:
            done = self._program.arrivals.apply(rehearsal.path, trust=trust, forget=forget)
            for (kind, record, field), value in choices.items():
                self._program.history.settle(kind, record, field, value)
            return done

        self.run(work, self._on_merged, self._on_failed)

    def _on_merged(self, done: Imported) -> None:
        words = self.kit.words
        new = words.say_n("{n} new record", "{n} new records", done.new)
        changed = words.say_n("{n} changed", "{n} changed", done.changed)
        happened = self.say("Merged: {new}, {changed}.", new=new, changed=changed)
        waits = words.say_n(
            "{n} field waits for a decision.", "{n} fields wait for a decision.", done.conflicts
        )
        self._rehearsal = None
        if self._waiting:
            self._rehearse_next()
        else:
            workshop = done.workshops[0] if done.workshops else ""
            self.tools.go("home", workshop)
        self.tools.tell("good", happened, then=waits if done.conflicts else "")

    def _on_failed(self, error: Exception) -> None:
        self._show_state()
        self.tools.tell_failure(error)

    def _skip(self) -> None:
        if self._waiting:
            self._rehearse_next()

    def _leave(self) -> None:
        self._rehearsal = None
        if self._waiting:
            self._rehearse_next()
        else:
            self._show_state()
            self.tools.back()
