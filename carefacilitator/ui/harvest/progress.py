"""How a commitment stands: how far, on track or not, and what was reported over time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Commitment, CommitmentUpdate
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, Choice, Field, Label
from carefacilitator.ui.widgets.layout import hbox, vbox


class Progress(QWidget):
    """Two separate choices, a line for what happened, and the reports so far, newest first."""

    def __init__(self, page: Page, program: Program, commitment_id: str) -> None:
        super().__init__()
        self._page, self._program, self._commitment = page, program, commitment_id
        self._shown: list[CommitmentUpdate] = []
        kit, say = page.kit, page.say
        column = vbox(into=self, gap=8)
        pair = hbox(gap=16)
        self.status = self._choice(say("How far it is"), "commitment_status")
        self.track = self._choice(say("On track"), "commitment_track")
        self.status.changed.connect(partial(self._on_choice, "status"))
        self.track.changed.connect(partial(self._on_choice, "track"))
        pair.addWidget(self.status, 1)
        pair.addWidget(self.track, 1)
        column.addLayout(pair)
        self.news = Field(
            kit, say("What happened since"), placeholder=say("A few words, then Enter")
        )
        self.news.edit.returnPressed.connect(self.report)
        line = hbox((self.news, 1), gap=8)
        self.button = Button(kit, say("Report"), icon="clipboard-text", told_key="Enter")
        named(self.button, say("Write down how it stands today"))
        self.button.clicked.connect(self.report)
        line.addWidget(self.button)
        line.setAlignment(self.button, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        self._rows = vbox(gap=4)
        column.addLayout(self._rows)

    def _choice(self, label: str, words: str) -> Choice:
        lists, language = vocabulary(), self._page.kit.words.language
        options = lists.options(words, language)
        return Choice(self._page.kit, label, options)

    def show_commitment(
        self, commitment: Commitment | None, updates: Sequence[CommitmentUpdate]
    ) -> None:
        """Show how it stands."""
        for control in (self.status, self.track, self.news, self.button):
            control.setEnabled(commitment is not None)
        status = commitment.status if commitment else "planning"
        track = commitment.track if commitment else "not_assessed"
        self.status.set_value(status)
        self.track.set_value(track)
        if list(updates) == self._shown:
            return
        self._shown = list(updates)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for update in updates:
            self._rows.addWidget(self._row(update))

    def _row(self, update: CommitmentUpdate) -> QWidget:
        kit, lists = self._page.kit, vocabulary()
        language = kit.words.language
        parts = [kit.words.day(update.reported_on, "medium") if update.reported_on else ""]
        if update.status:
            parts.append(lists.label("commitment_status", update.status, language))
        if update.track and update.track != "not_assessed":
            parts.append(lists.label("commitment_track", update.track, language))
        holder = QWidget()
        column = vbox(into=holder, gap=0, margins=(0, 4, 0, 0))
        if update.text:
            column.addWidget(Label(kit, update.text, wrap=True))
        told = " · ".join(part for part in parts if part)
        column.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        return holder

    def _on_choice(self, name: str, key: str) -> None:
        edit = partial(self._program.commitments.edit, self._commitment, **{name: key})
        self._page.run(edit)

    def focus(self) -> None:
        """Put the keyboard where it is told what happened."""
        if self.news.isEnabled():
            self.news.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def report(self) -> None:
        """Write down how it stands today; an empty line only tells the two choices."""
        text = self.news.text().strip()
        self._page.run(
            partial(
                self._program.commitments.report,
                self._commitment,
                self.status.value(),
                self.track.value(),
                text,
            ),
            self._on_reported,
        )

    def _on_reported(self, _update: CommitmentUpdate) -> None:
        self.news.set_text("")
