"""Ctrl+B: the bin. What was deleted, by whom and when; Enter brings it back, Delete ends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from textwrap import shorten

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.services.privacy.quotes import WITHDRAWN
from carefacilitator.services.privacy.redaction import Removed
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep.bin_and_history import Binned
from carefacilitator.ui.redaction.redact_words import copies_words, holders_words, means_words
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.checkbox_spinbox import CheckBox
from carefacilitator.ui.widgets.dialogs import Dialog, ask
from carefacilitator.ui.widgets.message_bar import EmptyState
from carefacilitator.ui.widgets.panels import Label, Sheet
from carefacilitator.ui.widgets.record_rows import (
    ExistingDelegate,
    ExistingLine,
    ExistingLines,
    HarvestList,
)
from carefacilitator.ui.widgets.row_menu import offer_acts
from carefacilitator.ui.words.history import who_words
from carefacilitator.ui.words.records import kind_words

_WIDE, _HIGH = 780, 560
Run = Callable[[Callable[[], None], Callable[[None], None]], None]
"""Runs a write on the worker, then what follows it."""


class BinDialog(Dialog):
    """What is in the bin; ``workshop_id`` is the workshop in hand, if one is.

    ``run`` does the writing off the interface thread.
    """

    def __init__(
        self,
        kit: Kit,
        program: Program,
        workshop_id: str,
        run: Run,
        parent: QWidget,
        zone: dt.tzinfo | None = None,
    ) -> None:
        say = kit.words.say
        super().__init__(kit, say("The bin"), parent, width=_WIDE)
        self.resize(kit.theme.grown(_WIDE), _HIGH)
        self._past, self._workshop, self._run = program.past, workshop_id, run
        self._zone = zone
        self._redacting = program.redacting
        self._found: list[Binned] = []
        self.body.addWidget(Label(kit, say("The bin"), step="lead", bold=True))
        lost = say("Nothing here is lost: everything can come back.")
        self.told = Label(kit, lost, tone="ash", wrap=True)
        self.body.addWidget(self.told)
        self.only = CheckBox(kit, say("Only of this workshop"))
        self.only.setChecked(bool(workshop_id))
        self.only.setVisible(bool(workshop_id))
        self.only.toggled.connect(self.read)
        self.body.addWidget(self.only)
        self.model = ExistingLines(kit)
        self.model.setParent(self)
        self.list = HarvestList(kit, say("The bin"), ExistingDelegate(kit, 2))
        self.list.setModel(self.model)
        self.list.activated.connect(self._bring_back)
        offer_acts(kit, self, self.list, self._row_acts)
        sheet = Sheet(kit, flush=True)
        sheet.add(self.list, 1)
        self.empty = EmptyState(kit, say("The bin is empty."))
        sheet.add(self.empty, 1)
        self.body.addWidget(sheet, 1)
        self._build_acts()
        self.read()
        (self.list if self._found else self.close_button).setFocus()

    def _build_acts(self) -> None:
        say = self.kit.words.say
        self.close_button = Button(self.kit, say("Close"), key="Esc")
        self.close_button.clicked.connect(self.reject)
        self.back = Button(
            self.kit, say("Bring back"), icon="arrow-u-up-left", key="Enter", kind="main"
        )
        self.back.clicked.connect(lambda: self._bring_back(self.list.currentIndex()))
        self.empty_all = Button(self.kit, say("Empty the bin …"), icon="trash", kind="quiet")
        self.empty_all.clicked.connect(self._ask_all)
        self.acts.insertWidget(0, self.empty_all)
        self.remove = Button(self.kit, say("Remove for good …"), key="Delete")
        self.remove.clicked.connect(self._ask_one)
        QShortcut(QKeySequence("Delete"), self).activated.connect(self._ask_one)
        for button in (self.close_button, self.remove, self.back):
            self.acts.addWidget(button)

    def _row_acts(self) -> list[Act]:
        say = self.kit.words.say
        return [
            Act("bin.back", "Enter", say("Bring back"), self.back.click),
            Act("bin.remove", "Delete", say("Remove for good …"), self._ask_one),
        ]

    def read(self, *_on: object) -> None:
        """Read what is in the bin; the place in the list stays."""
        row = max(0, self.list.currentIndex().row())
        self._found = self._past.binned(self._workshop if self.only.isChecked() else "")
        self.model.show_rows([self._line(one) for one in self._found])
        self.list.setVisible(bool(self._found))
        self.empty.setVisible(not self._found)
        nothing = self.kit.words.say("The bin is empty.")
        for button in (self.back, self.remove, self.empty_all):
            button.block(None if self._found else nothing)
        if self._found:
            self.list.setCurrentIndex(self.model.index(min(row, len(self._found) - 1)))

    def _line(self, one: Binned) -> ExistingLine:
        words = self.kit.words
        kind = kind_words(one.kind, words)
        where = one.workshop if not self.only.isChecked() else ""
        second = " · ".join(part for part in (kind, where) if part)
        told = f"{who_words(one.who, words)} · {words.moment(one.moment, self._zone)}"
        title = " ".join(one.title.split()) or self._nameless(one)
        return ExistingLine(f"{one.kind} {one.record}", "lesson", title, second, told)

    def _nameless(self, one: Binned) -> str:
        """What is told of a record that has no words of its own here."""
        words = self.kit.words
        gone = self._past.is_withdrawn(one.kind, one.record)
        return words.say(WITHDRAWN) if gone else kind_words(one.kind, words)

    def _bring_back(self, index: QModelIndex) -> None:
        if index.isValid():
            one = self._found[index.row()]
            self._run(
                partial(self._past.bring_back, one.kind, one.record), partial(self._on_back, one)
            )

    def _on_back(self, one: Binned, _nothing: None) -> None:
        words = self.kit.words
        title = " ".join(one.title.split())[:80] or kind_words(one.kind, words)
        self.told.setText(words.say("Brought back: “{title}”.", title=title))
        self.read()
        (self.list if self._found else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # for good -----------------------------------------------------------------------------

    def _ask_one(self) -> None:
        """Ask before the chosen row goes for good."""
        index = self.list.currentIndex()
        if not index.isValid() or not self._found:
            return
        one, words = self._found[index.row()], self.kit.words
        title = shorten(one.title, 80, placeholder="…") or kind_words(one.kind, words)
        held = holders_words(self._redacting.holders(one.kind, one.record), words, whole=True)
        self._ask(
            words.say("Remove “{title}” for good?", title=title),
            held,
            words.say("Remove for good"),
            partial(self._redacting.remove, one.kind, one.record),
        )

    def _ask_all(self) -> None:
        """Ask before everything that is listed goes for good."""
        words, count = self.kit.words, len(self._found)
        if not count:
            return
        workshop = self._workshop if self.only.isChecked() else ""
        self._ask(
            words.say_n("Empty the bin of {n} entry?", "Empty the bin of {n} entries?", count),
            "",
            words.say("Empty the bin"),
            partial(self._redacting.empty_bin, workshop, sure=True),
        )

    def _ask(self, question: str, held: str, act: str, work: Callable[[], Removed]) -> None:
        words = self.kit.words
        more = " ".join(part for part in (means_words(words), held) if part)
        again = f"{more} {words.say('It cannot be undone.')}"
        removed: list[Removed] = []

        def write() -> None:
            removed.append(work())

        def done(_nothing: None) -> None:
            self._on_gone(removed[0])

        ask(self.kit, self, question, again, act, partial(self._run, write, done))

    def _on_gone(self, removed: Removed) -> None:
        words = self.kit.words
        told = words.say_n(
            "{n} entry is gone for good.", "{n} entries are gone for good.", removed.count
        )
        self.told.setText(" ".join(filter(None, (told, copies_words(removed.copies, words)))))
        self.read()
        (self.list if self._found else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
