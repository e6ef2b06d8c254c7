"""Which lessons and experiences a compendium takes: ticked one by one, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
    RowDelegate,
    RowList,
    Sheet,
)
from carefacilitator.ui.widgets.list_view import Index
from carefacilitator.ui.widgets.tick_rows import paint_ticked

_WIDE, _HIGH = 820, 560
_TO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def open_picking(page: Page, program: Program, everything: bool, choices: PaperChoices) -> None:
    """Read the lessons of the workshops chosen, then offer them."""
    language, workshop = choices.language.value(), page.workshop_id

    def read() -> list[Candidate]:
        workshops = compendium.side_by_side(program, workshop, everything)
        return compendium.candidates(program, workshops, language)

    def show(found: list[Candidate]) -> None:
        dialog = PickingDialog(page, found, choices.selection.lessons)
        dialog.taken.connect(choices.take_picked)
        dialog.open()

    page.run(read, show)


class _Model(QAbstractListModel):
    """The lessons that hold what is typed; which of all are ticked."""

    def __init__(self, kit: Kit, found: Sequence[Candidate], chosen: Sequence[str]) -> None:
        super().__init__()
        self._kit = kit
        self._found = tuple(found)
        self._folded = {one.id: fold(f"{self.about(one)} {one.text}") for one in found}
        here = {one.id for one in found}
        usual = {one.id for one in found if one.usual}
        self.chosen = {one for one in chosen if one in here} or usual
        self.shown = list(found)

    def about(self, one: Candidate) -> str:
        """Its workshop and kind in words, and whether it is a draft."""
        kind = vocabulary().label("lesson_kind", one.kind, self._kit.words.language)
        draft = self._kit.words.say("Draft, not agreed yet") if one.draft else ""
        return " · ".join(part for part in (one.workshop, kind, draft) if part)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lesson, its words, or whether it is ticked."""
        one = self.shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = one.id in self.chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.about(one)}: {one.text}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def narrow(self, words: str) -> None:
        """Show those that hold every word."""
        parts = fold(words).split()
        self.beginResetModel()
        self.shown = [
            one for one in self._found if all(part in self._folded[one.id] for part in parts)
        ]
        self.endResetModel()

    def turn(self, row: int) -> None:
        """Tick a row, or take the tick away."""
        if 0 <= row < len(self.shown):
            self.chosen ^= {self.shown[row].id}
            self._told(row, row)

    def tick_shown(self, ticked: bool) -> None:
        """Tick all that are shown, or none of them."""
        shown = {one.id for one in self.shown}
        self.chosen = self.chosen | shown if ticked else self.chosen - shown
        self._told(0, len(self.shown) - 1)

    def _told(self, first: int, last: int) -> None:
        role = Qt.ItemDataRole.CheckStateRole
        self.dataChanged.emit(self.index(first), self.index(last), [role])

    def in_order(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(one.id for one in self._found if one.id in self.chosen)


class _Row(RowDelegate):
    """A box to tick, the words of a lesson, and below them where it is from."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:  # noqa: ARG002 - the ground tells it
        """Paint one lesson."""
        one = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(one, Candidate) or not isinstance(model, _Model):
            return
        ticked = one.id in model.chosen
        paint_ticked(self.kit, painter, rect, ticked, one.text, model.about(one))


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
        self._model = _Model(kit, found, chosen)
        self._model.setParent(self)
        self.part = Field(kit, say("Words in an entry"), icon="magnifying-glass")
        self.part.edit.textEdited.connect(self._model.narrow)
        self.part.edit.installEventFilter(self)
        self.list = RowList(kit, say("Entries of the compendium"), _Row(kit, 56))
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
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.count, 1)
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

    def _count(self) -> None:
        words, count = self.kit.words, len(self._model.chosen)
        self.count.setText(words.say_n("{n} entry chosen", "{n} entries chosen", count))
        self.act.block(None if count else words.say("Choose an entry first."))

    def _take(self) -> None:
        if self._model.chosen:
            self.taken.emit(self._model.in_order())
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
