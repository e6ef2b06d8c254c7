"""Import rehearsal: what a bundle would bring, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from carefacilitator.messages import sentences
from carefacilitator.model.merge.operations import Json
from carefacilitator.services.exchange.imports import Imported, ImportPreview
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import place_for
from carefacilitator.ui.import_bundle.conflicts import ConflictBox
from carefacilitator.ui.import_bundle.panels import (
    ChecksSheet,
    CountTable,
    RefusedSheet,
    WithheldSheet,
)
from carefacilitator.ui.import_bundle.redaction_requests import AskedLine, redactions_words
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import (
    Button,
    CheckBox,
    Columns,
    EmptyState,
    Label,
    Scroll,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import clear, vbox
from carefacilitator.ui.widgets.progress import Waiting

_MOST_CONFLICTS = 20
_FILTER = "*.carebundle *.pdf (*.carebundle *.pdf);;* (*)"


class ImportPage(Page):
    """One bundle after the other: look, then merge in one step."""

    name, face = "import", "plain"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._waiting: list[Path] = []
        self._number = self._total = 0
        self._path: Path | None = None
        self._busy = False
        self.rehearsal: ImportPreview | None = None
        self._choices: dict[tuple[str, str, str], Json] = {}
        self._which = Label(self.kit, tone="ash")
        self._next = Button(self.kit, self.say("Next bundle"), icon="caret-right", key="PgDn")
        self._next.clicked.connect(self._skip)
        self.refused = RefusedSheet(self)
        self._bar = Waiting(self.kit)
        self._columns = self._build_columns()
        self._empty = self._build_empty()
        above = vbox(margins=(16, 0, 16, 0))
        self.asked = AskedLine(self, program)
        above.addWidget(self.asked)
        above.addWidget(self.refused)
        above.addWidget(self._bar)
        vbox((self._columns, 1), (self._empty, 1), above, 8, into=self, gap=0)
        self._show_state()

    # building -----------------------------------------------------------------------------

    def _build_columns(self) -> Columns:
        columns = Columns(self.kit, (520, 412))
        columns.add(0, self._build_main(), 1)
        self.checks = ChecksSheet(self)
        self._withheld = WithheldSheet(self)
        # What is asked stands right below the words to compare, and scrolls with them.
        parts = (self.checks, self._build_answers(), self._withheld)
        if self.kit.theme.stacked:  # the page scrolls
            for part in parts:
                columns.add(1, part)
        else:
            beside = Scroll()
            beside.body.setSpacing(16)
            for part in parts:
                beside.body.addWidget(part)
            beside.body.addStretch(1)
            columns.add(1, beside, 1)
        columns.add(1, self._build_acts())
        return columns

    def _build_main(self) -> Sheet:
        sheet = Sheet(self.kit, flush=True)
        sheet.setMinimumHeight(self.kit.theme.grown(300))
        head = QWidget()
        column = vbox(into=head, gap=2, margins=(20, 16, 20, 8))
        told = self.say("Rehearsal. Nothing has been written yet.")
        column.addWidget(Label(self.kit, told, tone="ash"))
        self._sentence = Label(self.kit, step="title", bold=True, wrap=True)
        column.addWidget(self._sentence)
        sheet.add(head)
        self._scroll = Scroll()
        self._conflicts = vbox(gap=8, margins=(20, 0, 20, 8))
        self._scroll.body.addLayout(self._conflicts)
        self._table = CountTable(self)
        self._scroll.body.addWidget(self._table)
        self._scroll.body.addStretch(1)
        sheet.add(self._scroll, 1)
        return sheet

    def _build_answers(self) -> QWidget:
        """What a person agrees to, each a box of its own."""
        holder, say = QWidget(), self.say
        column = vbox(into=holder, gap=8, margins=5)
        self.same_words = CheckBox(self.kit, say("We compared the words: they are the same"))
        self.may_forget = CheckBox(self.kit, say("Forget the people it asks to forget"))
        self._offer = Label(self.kit, wrap=True)
        self.take_back = CheckBox(self.kit, say("Take these details back"))
        self.may_redact = CheckBox(self.kit, say("Remove for good what it asks to"))
        for box in (self.same_words, self.may_forget, self.take_back, self.may_redact):
            box.toggled.connect(self._show_state)
        self._redacts = Label(self.kit, step="small", tone="ash", wrap=True)
        for widget in (
            self.same_words,
            self.may_forget,
            self._offer,
            self.take_back,
            self.may_redact,
            self._redacts,
        ):
            column.addWidget(widget)
        return holder

    def _build_acts(self) -> QWidget:
        holder, say = QWidget(), self.say
        column = vbox(into=holder, gap=8, margins=5)
        self.merge_button = Button(
            self.kit,
            say("Merge into our workspace"),
            icon="tray-arrow-down",
            key="Ctrl+Enter",
            kind="main",
        )
        self.merge_button.clicked.connect(self.merge)
        self.leave_button = Button(self.kit, say("Leave it for now"), key="Esc")
        self.leave_button.clicked.connect(self._leave)
        self._why = Label(self.kit, step="small", tone="ash", wrap=True)
        for widget in (self.merge_button, self.leave_button, self._why):
            column.addWidget(widget)
        return holder

    def _build_empty(self) -> EmptyState:
        self.choose_button = Button(
            self.kit, self.say("Choose a file"), icon="folder-open", key="Ctrl+O", kind="main"
        )
        self.choose_button.clicked.connect(self._choose)
        sentence = self.say("Drop a bundle here, or a PDF that carries one, or choose a file.")
        return EmptyState(self.kit, sentence, self.choose_button)

    # what a page tells --------------------------------------------------------------------

    def title(self) -> str:
        """Name the page."""
        return self.say("Import a bundle")

    def where(self) -> str:
        """The workshops in the bundle."""
        if self.rehearsal is None:
            return ""
        workshops = self.rehearsal.info.workshops
        names = [" · ".join(p for p in (one.code, one.title) if p) for one in workshops[:2]]
        rest = len(workshops) - 2
        if rest > 0:
            names.append(self.kit.words.say_n("and {n} more", "and {n} more", rest))
        return self.kit.words.listed(names)

    def header_widgets(self) -> list[QWidget]:
        """Which bundle of how many, and the way to the next."""
        if self._total < 2:
            return []
        return [self._which, self._next] if self._waiting else [self._which]

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act("import.merge", "Ctrl+Enter", say("merge"), self.merge, name),
            Act("import.choose", "Ctrl+O", say("choose a file"), self._choose, name),
            Act("import.next", "PgDn", say("next bundle"), self._skip, name, bool(self._waiting)),
            Act("import.leave", "Esc", say("leave it for now"), None, name),
            Act(
                "import.show",
                "F7",
                say("show again what others ask to remove"),
                self.asked.show_them,
                name,
                line=False,
            ),
            Act(
                "import.remove",
                "F8",
                say("remove for good what others ask to"),
                self.asked.ask_removal,
                name,
                line=False,
            ),
        ]

    def first_focus(self) -> QWidget | None:
        """The main act, or what stands before it."""
        return self._first_open() if self.rehearsal is not None else self.choose_button

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Rehearse the files named in ``item`` (one a line), or ask for one."""
        super().enter(workshop_id, item)
        self.asked.read()
        if item:
            self.take_files([line for line in item.split("\n") if line])
        elif self.rehearsal is not None and self._path is not None:
            self._rehearse(self._path)  # what is here may have changed since

    def take_files(self, paths: list[str]) -> bool:
        """Rehearse what was dropped here, after what is being looked at."""
        idle = self.rehearsal is None and not self._busy
        if idle:
            self._number = self._total = 0
            self._waiting.clear()
            self.refused.forget()
            self.tools.hush()
        self._waiting += [Path(path) for path in paths]
        self._total += len(paths)
        if idle:
            self._rehearse_next()
        else:
            self._show_state()
        return True

    def refresh(self, changes: Changes) -> None:
        """What was rehearsed stands until it is merged or left."""
        del changes

    def escape(self) -> bool:
        """Leave the bundle."""
        if self.rehearsal is not None and not self._busy:
            self._leave()
            return True
        return False

    # rehearsing ---------------------------------------------------------------------------

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.say("Choose a file"), place_for(), _FILTER
        )
        if paths:
            self.take_files(paths)

    def _rehearse_next(self) -> None:
        self.rehearsal = self._path = None
        if self._waiting:
            self._number += 1
            self._rehearse(self._waiting.pop(0))
        else:
            self._show_state()

    def _rehearse(self, path: Path) -> None:
        self._path, self._busy = path, True
        self._choices.clear()
        self._bar.begin(self.say("{name} is being looked at.", name=path.name))
        self._show_state()
        look = partial(self._program.arrivals.rehearse, path)
        self.run(look, self._on_rehearsed, partial(self._on_refused, path))

    def _on_refused(self, path: Path, error: Exception) -> None:
        """Say why a file is not taken; the others come all the same."""
        self._busy = False
        self._bar.end()
        self.refused.add_refused(path.name, sentences(error, self.kit.words))
        self._rehearse_next()
        self.tools.header_changed()
        if self.rehearsal is None and not self._busy:
            self.choose_button.setFocus()

    def _on_rehearsed(self, rehearsal: ImportPreview) -> None:
        self._busy = False
        self._bar.end()
        self.rehearsal = rehearsal
        self.same_words.setChecked(False)
        self.may_forget.setChecked(False)
        self._show_offer(rehearsal.offered)
        self.may_redact.setChecked(False)
        self._table.show_counts(rehearsal.counts)
        self.checks.show_rehearsal(rehearsal)
        self._withheld.show_withheld(rehearsal.withheld, rehearsal.info.kept_back)
        self._show_sentence(rehearsal)
        self._show_conflicts(rehearsal)
        self._show_state()
        self.tools.header_changed()
        unknown = rehearsal.checks.signer == "unknown"
        self._first_open().setFocus()
        if unknown:  # once it is laid out: the words to compare, and the box below them
            QTimer.singleShot(0, self, self.checks.bring_words_into_sight)

    def _first_open(self) -> QWidget:
        """What keeps the bundle from being merged, else the main act."""
        if self.merge_button.isEnabled():
            return self.merge_button
        boxes = (self.same_words, self.may_forget, self.take_back)
        return next((box for box in boxes if not box.isHidden()), self.leave_button)

    def _show_offer(self, offered: int) -> None:
        """Ask whether the details of people shall come back who agreed again; by count."""
        told = self.kit.words.say_n(
            "{n} person who was forgotten here agreed again. Until you take the details back,"
            " nothing of them is kept, and the next bundle asks again.",
            "{n} people who were forgotten here agreed again. Until you take the details back,"
            " nothing of them is kept, and the next bundle asks again.",
            offered,
        )
        self._offer.setText(told)
        self.take_back.setChecked(False)
        for widget in (self._offer, self.take_back):
            widget.setVisible(offered > 0)

    def _show_sentence(self, rehearsal: ImportPreview) -> None:
        words = self.kit.words
        if rehearsal.changes_nothing:
            told = self.say("Everything in it is here already.")
            if rehearsal.offered:
                told = self.say("Everything else in it is here already.")
            self._sentence.setText(told)
            return
        new = words.say_n("{n} new record", "{n} new records", rehearsal.total("new"))
        changed = words.say_n("{n} changed", "{n} changed", rehearsal.total("changed"))
        waits = words.say_n("{n} waits for you", "{n} wait for you", len(rehearsal.conflicts))
        parts = [new] if rehearsal.total("new") or not rehearsal.total("changed") else []
        parts += [changed] if rehearsal.total("changed") else []
        parts += [waits] if rehearsal.conflicts else []
        self._sentence.setText(words.listed(parts))

    def _show_conflicts(self, rehearsal: ImportPreview) -> None:
        clear(self._conflicts)
        self.boxes: list[ConflictBox] = []
        for one in rehearsal.conflicts[:_MOST_CONFLICTS]:
            box = ConflictBox(self, one)
            box.chosen.connect(partial(self._on_version, (one.kind, one.record, one.field)))
            self.boxes.append(box)
            self._conflicts.addWidget(hairline())
            self._conflicts.addWidget(box)
        rest = len(rehearsal.conflicts) - _MOST_CONFLICTS
        if rest > 0:
            more = self.kit.words.say_n("and {n} more", "and {n} more", rest)
            self._conflicts.addWidget(Label(self.kit, more))
        if rehearsal.conflicts:
            later = self.say("Both stay in the history. You may also decide later.")
            self._conflicts.addWidget(Label(self.kit, later, step="small", tone="ash", wrap=True))

    boxes: Sequence[ConflictBox] = ()

    def _show_state(self, *_state: object) -> None:
        rehearsal, say = self.rehearsal, self.say
        self._columns.setVisible(rehearsal is not None)
        self._empty.setVisible(rehearsal is None)
        self._which.setText(say("Bundle {n} of {total}", n=self._number, total=self._total))
        self.choose_button.block(say("A bundle is being looked at.") if self._busy else None)
        if rehearsal is None:
            return
        unknown = rehearsal.checks.signer == "unknown"
        self.same_words.setVisible(unknown)
        self.may_forget.setVisible(rehearsal.erasures > 0)
        self.may_redact.setVisible(bool(rehearsal.redactions))
        self._redacts.setVisible(bool(rehearsal.redactions))
        self._redacts.setText(redactions_words(rehearsal.redactions, self.kit.words))
        reason = self._reason(rehearsal, unknown)
        self.merge_button.block(reason)
        self._why.setText(reason or say("One step, and one Ctrl+Z undoes all of it."))

    def _reason(self, rehearsal: ImportPreview, unknown: bool) -> str | None:
        """Why the bundle cannot be merged yet."""
        say = self.say
        if self._busy:
            return say("The bundle is being merged.")
        if rehearsal.changes_nothing and not rehearsal.offered:
            return say("Everything in it is here already.")
        if rehearsal.changes_nothing and not self.take_back.isChecked():
            return say("Tick the box to take the details back, or leave it for now.")
        if unknown and not self.same_words.isChecked():
            return say("Compare the words of the device first.")
        if rehearsal.erasures and not self.may_forget.isChecked():
            return say("The bundle asks to forget people. Agree first.")
        return None

    # acts ---------------------------------------------------------------------------------

    def _on_version(self, key: tuple[str, str, str], value: Json) -> None:
        self._choices[key] = value

    def merge(self) -> None:
        """Take the bundle in, with the versions that were chosen, in one step."""
        rehearsal = self.rehearsal
        if rehearsal is None or self._busy or not self.merge_button.isEnabled():
            return
        self._busy = True
        self._bar.begin(self.say("The bundle is being merged."))
        self._show_state()
        merge = partial(
            self._program.merging.merge,
            rehearsal.path,
            dict(self._choices),
            trust=self.same_words.isChecked(),
            forget=self.may_forget.isChecked(),
            back=self.take_back.isChecked(),
            redact=True if self.may_redact.isChecked() else None,
        )
        self.run(merge, self._on_merged, self._on_failed)

    def _on_merged(self, done: Imported) -> None:
        self._busy = False
        self._bar.end()
        self.asked.read()
        hides = bool(self.rehearsal and self.rehearsal.redactions) and not (
            self.may_redact.isChecked()
        )
        words = self.kit.words
        new = words.say_n("{n} new record", "{n} new records", done.new)
        changed = words.say_n("{n} changed", "{n} changed", done.changed)
        happened = self.say("Merged: {new}, {changed}.", new=new, changed=changed)
        if done.back:
            back = words.say_n(
                "The details of {n} person are back: {names}.",
                "The details of {n} people are back: {names}.",
                len(done.back),
                names=words.join(done.back),
            )
            happened = f"{happened} {back}"
        waiting = self._program.history.count_waiting()
        waits = words.say_n(
            "{n} field waits for a decision.", "{n} fields wait for a decision.", waiting
        )
        self.rehearsal = None
        if self._waiting:
            self._rehearse_next()
        else:
            self._total = 0
            self._show_state()
            workshop = done.workshops[0] if done.workshops else ""
            if not self.refused.names:
                self.tools.go("home", workshop)
        then = [
            self.say(
                "What it asks to remove is hidden until you answer, where bundles are imported."
            )
        ]
        then = (then if hides else []) + ([waits] if waiting else [])
        self.tools.tell("good", happened, self.say("Ctrl+Z undoes all of it."), " ".join(then))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._bar.end()
        self._show_state()
        self.tools.tell_failure(error)

    def _skip(self) -> None:
        if self._waiting and not self._busy:
            self._rehearse_next()

    def _leave(self) -> None:
        self.rehearsal = None
        if self._waiting:
            self._rehearse_next()
        else:
            self._total = 0
            self._show_state()
            self.tools.back()
