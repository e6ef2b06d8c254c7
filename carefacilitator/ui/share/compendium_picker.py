"""Which lessons and experiences a compendium takes: ticked one by one, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents import compendium
from carefacilitator.services.documents.compendium import Candidate
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.choices import PaperChoices
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import (
    Button,
    Dialog,
    Field,
    Label,
    RowList,
    Sheet,
)
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.rows_model import TickedRows
from carefacilitator.ui.widgets.tick_rows import TickDelegate, TickRow

_WIDE, _HIGH = 820, 560
_TO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def open_picking(page: Page, program: Program, everything: bool, choices: PaperChoices) -> None:
    """Read the lessons of the workshops chosen, then offer them."""
    language, workshop = choices.language.value(), page.workshop_id

    def read() -> list[Candidate]:
        workshops = compendium.side_by_side(program.workshops, workshop, everything)
        return compendium.candidates(program.dossiers.sources, workshops, language)

    def show(found: list[Candidate]) -> None:
        dialog = PickingDialog(page, found, choices.selection.lessons)
        dialog.taken.connect(choices.take_picked)
        dialog.open()

    page.run(read, show)


def _said(row: TickRow) -> str:
    return f"{row.about}: {row.text}"


def _row(kit: Kit, one: Candidate) -> TickRow:
    """A lesson with its workshop and kind in words, and whether it is a draft."""
    kind = vocabulary().label("lesson_kind", one.kind, kit.words.language)
    draft = kit.words.say("Draft, not agreed yet") if one.draft else ""
    told = " · ".join(part for part in (one.workshop, kind, draft) if part)
    return TickRow(one.id, one.text, told)


class PickingDialog(Dialog):
    """``taken`` carries the ids of the lessons chosen, in their order."""

    taken = Signal(tuple)

    def __init__(self, page: Page, found: Sequence[Candidate], chosen: Sequence[str]) -> None:
        kit, say = page.kit, page.kit.words.say
        super().__init__(kit, say("Entries of the compendium"), page.window(), width=0)
        self.setMinimumWidth(0)
        room = page.window().size()
        wide = min(kit.theme.grown(_WIDE), room.width() - 32)
        self.resize(wide, min(kit.theme.grown(_HIGH), room.height() - 48))
        self._rows = [_row(kit, one) for one in found]
        self._folded = {one.key: fold(f"{one.about} {one.text}") for one in self._rows}
        self._model = TickedRows(_said, self, tip=attrgetter("text"))
        here = {one.id for one in found} & set(chosen)
        self._model.ticked = here or {one.id for one in found if one.usual}
        self._model.show_rows(self._rows)
        self.part = Field(kit, say("Words in an entry"), icon="magnifying-glass")
        self.part.edit.textEdited.connect(self._narrow)
        self.part.edit.installEventFilter(self)
        self.list = RowList(kit, say("Entries of the compendium"), TickDelegate(kit, 56))
        self.list.setModel(self._model)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._model.turn(index.row()))
        sheet = Sheet(kit, flush=True)
        sheet.add(self.list, 1)
        self.count = Label(kit, tone="ash")
        self.body.addWidget(self.part)
        self.body.addWidget(sheet, 1)
        self.body.addWidget(self._build_many())
        self._build_acts()
        self._model.dataChanged.connect(lambda *_told: self._count())
        self._count()
        self.list.setCurrentIndex(self._model.index(0))
        self.list.setFocus()

    def _build_many(self) -> QWidget:
        say, holder = self.kit.words.say, QWidget()
        row = hbox((self.count, 1), into=holder, gap=12)
        every = Button(self.kit, say("All that are shown"), kind="quiet")
        none = Button(self.kit, say("None of them"), kind="quiet")
        every.clicked.connect(partial(self._model.tick_shown, True))
        none.clicked.connect(partial(self._model.tick_shown, False))
        row.addWidget(every)
        row.addWidget(none)
        return holder

    def _build_acts(self) -> None:
        say = self.kit.words.say
        leave = Button(self.kit, say("Leave it as it is"))
        leave.clicked.connect(self.reject)
        self.act = Button(self.kit, say("Take these"), key="Ctrl+Enter", kind="main")
        self.act.clicked.connect(self._take)
        self.act.setDefault(True)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._take)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.act)

    def _narrow(self, words: str) -> None:
        """Show those that hold every word."""
        parts = fold(words).split()
        self._model.show_rows(
            one for one in self._rows if all(part in self._folded[one.key] for part in parts)
        )

    def _count(self) -> None:
        words, count = self.kit.words, len(self._model.ticked)
        self.count.setText(words.say_n("{n} entry chosen", "{n} entries chosen", count))
        self.act.block(None if count else words.say("Choose an entry first."))

    def _take(self) -> None:
        if self._model.ticked:
            self.taken.emit(self._model.in_order(self._rows))
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Space ticks a row; ↓ or Enter in the field goes to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list and event.key() == Qt.Key.Key_Space:
                self._model.turn(self.list.currentIndex().row())
                return True
            if watched is self.part.edit and event.key() in _TO_THE_LIST:
                self.list.setFocus()
                self.list.setCurrentIndex(self._model.index(0))
                return True
        return super().eventFilter(watched, event)
