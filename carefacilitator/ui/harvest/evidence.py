"""The notes that a lesson or commitment rests on, always shown with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Note
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.ui.page import Page
from carefacilitator.ui.redaction.withdrawn import in_words
from carefacilitator.ui.theme.tokens import MINIMUM_CLICK
from carefacilitator.ui.widgets.controls import Button, IconButton, IconLabel, Label
from carefacilitator.ui.widgets.layout import hbox, vbox


class Evidence(QWidget):
    """“Rests on 2 notes” and the notes. ``changed`` carries the ids it should rest on now."""

    changed = Signal(list)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self.say = page, page.say
        self._notes: list[Note] = []
        self._chosen: list[str] = []
        kit = page.kit
        column = vbox(into=self, gap=2)
        head = hbox(gap=12)
        self._title = Label(kit, step="small", tone="ash")
        head.addWidget(self._title)
        self._take = Button(
            kit, self.say("Add the chosen notes"), icon="link-simple", key="F6", kind="chip"
        )
        self._take.clicked.connect(self.take)
        head.addWidget(self._take)
        head.addStretch(1)
        column.addLayout(head)
        self._rows = vbox(gap=0)
        column.addLayout(self._rows)
        self._show_title()

    def show_notes(self, views: Sequence[NoteView]) -> None:
        """Show what it rests on."""
        notes = [view.note for view in in_words(views, self._page.kit.words)]
        if notes == self._notes:
            return
        self._notes = notes
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self._rows.addWidget(self._row(note))
        self._show_title()

    def _row(self, note: Note) -> QWidget:
        kit = self._page.kit
        holder = QWidget()
        row = hbox(
            IconLabel(kit, "link-simple", colour=kit.colours.overdye, size=18), into=holder, gap=8
        )
        words = " ".join(note.text.split())
        row.addWidget(Label(kit, words, cut=True), 1)
        remove = _SmallIcon(kit, self.say("Let go of this note: {note}", note=words), "x", size=16)
        remove.clicked.connect(partial(self._let_go, note.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def show_chosen(self, note_ids: list[str]) -> None:
        """Know which notes are chosen, to offer those that are not here yet."""
        self._chosen = note_ids
        self._show_title()

    def _missing(self) -> list[str]:
        here = {note.id for note in self._notes}
        return [one for one in self._chosen if one not in here]

    def _show_title(self) -> None:
        n = len(self._notes)
        words = self._page.kit.words.say_n("Rests on {n} note", "Rests on {n} notes", n)
        self._title.setText(words if n else self.say("Rests on no note yet"))
        self._take.setVisible(bool(self._missing()))

    def take(self) -> None:
        """Rest on the chosen notes, too."""
        if self._missing():
            self.changed.emit([*(note.id for note in self._notes), *self._missing()])

    def _let_go(self, note_id: str) -> None:
        self.changed.emit([note.id for note in self._notes if note.id != note_id])


class _SmallIcon(IconButton):
    """An icon button of the least click area, for dense rows."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square of the least click area."""
        return QSize(MINIMUM_CLICK, MINIMUM_CLICK)
