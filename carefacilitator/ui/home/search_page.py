"""Search: words in everything, without accents and in any form of the Arabic letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.certificates import Checked, told_of
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep.search import Hit
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme import paint
from carefacilitator.ui.widgets.controls import (
    EmptyState,
    Field,
    Label,
    RowDelegate,
    RowList,
    Sheet,
)
from carefacilitator.ui.widgets.layout import vbox
from carefacilitator.ui.widgets.list_view import Index
from carefacilitator.ui.widgets.rows_model import RowsModel
from carefacilitator.ui.words.records import kind_icon, kind_words
from carefacilitator.ui.words.workshops import title_in

_WAIT_MS = 120
"""Typing faster than this asks once."""

_PAGES = {
    "person": "welcome",
    "note": "facilitate",
    "lesson": "harvest",
    "commitment": "harvest",
    "commitment_update": "harvest",
    "evaluation": "harvest",
    "agenda_block": "plan",
    "resource": "plan",
    "tally": "facilitate",
    "attachment": "facilitate",
    "workshop": "plan",
}


class HitDelegate(RowDelegate):
    """Kind, text, and where it is."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one hit in two lines."""
        kit, edge = self.kit, self.kit.theme.icon(20)
        hit, where = index.data(Qt.ItemDataRole.UserRole)
        icon = self.middle(rect, 16, edge)
        paint.draw_icon(painter, kit, icon, kind_icon(hit.kind), kit.colours.soot)
        told = " · ".join(part for part in (kind_words(hit.kind, kit.words), where) if part)
        words = (" ".join(hit.text.split()), told)
        self.draw_two_lines(painter, rect, 30 + edge, rect.width() - edge - 46, words, bold=chosen)


def _text(row: tuple[Hit, str]) -> str:
    return row[0].text


class SearchPage(Page):
    """One field and what it finds; Enter goes there."""

    name, face = "search", "plain"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._asked = ""
        self._shown = ""
        self._wished = ""  # words that Enter was pressed after, before their answer was here
        self.field = Field(
            self.kit,
            self.say("Search"),
            placeholder=self.say("Search people, notes, lessons, commitments"),
            icon="magnifying-glass",
            step="title",
            high=56,
            show_label=False,
        )
        self.field.edit.textChanged.connect(self._on_typed)
        self.field.edit.returnPressed.connect(self._on_enter)
        self.field.edit.installEventFilter(self)
        self._model: RowsModel[tuple[Hit, str]] = RowsModel(self._said, self, shown=_text)
        self._list = RowList(self.kit, self.say("Found"), HitDelegate(self.kit, 56))
        self._list.setModel(self._model)
        self._list.activated.connect(self._open)
        self._count = Label(self.kit, step="small", tone="ash")
        self._empty = EmptyState(self.kit, "")
        sheet = Sheet(self.kit, flush=True)
        sheet.add(self._list, 1)
        sheet.add(self._empty, 1)
        vbox(self.field, self._count, (sheet, 1), into=self, gap=12, margins=(24, 16, 24, 16))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._search)
        self._show([])

    def title(self) -> str:
        """Name the page."""
        return self.say("Search")

    def where(self) -> str:
        """Say what is searched."""
        return self.say("In everything on this computer")

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say = self.say
        return [
            Act("search.choose", "↑ ↓", say("choose"), None, self.name),
            Act("search.open", "Enter", say("go there"), None, self.name),
            Act("search.leave", "Esc", say("clear, then leave"), None, self.name),
        ]

    def line(self) -> QWidget | None:
        """The field, from wherever letters are typed."""
        return self.field.edit

    def first_focus(self) -> QWidget | None:
        """The field."""
        return self.field.edit

    def leave(self) -> None:
        """Go nowhere any more when an answer comes late."""
        self._wished = ""

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show what was searched last, chosen so that typing replaces it."""
        super().enter(workshop_id, item)
        self.field.edit.selectAll()

    def refresh(self, changes: Changes) -> None:
        """Search again."""
        del changes
        self._search()

    def escape(self) -> bool:
        """Empty the field first."""
        if self.field.text():
            self.field.set_text("")
            return True
        return False

    def _on_typed(self, _text: str) -> None:
        self._wished = ""
        self._timer.start()

    def _on_enter(self) -> None:
        """Go to what is chosen; while it answers other words, wait for the answer to these."""
        words = self.field.text()
        if words.strip() and words != self._shown:
            self._wished = words
            if self._timer.isActive():
                self._search()
            return
        self._open()

    def _search(self) -> None:
        self._timer.stop()
        words = self.field.text()
        self._asked = words
        if not words.strip():
            self._show([])
            return
        self.run(partial(self._find, words), partial(self._on_found, words))
        if self._program.certificates.looks_like(words):
            check = partial(self._program.certificates.check, words)
            self.run(check, partial(self._on_certificate, words))

    def _find(self, words: str) -> list[tuple[Hit, str]]:
        hits = self._program.finding.search(words, 100)
        workspace = self._program.workspace
        places = workspace.some(Workshop, [hit.workshop for hit in hits if hit.workshop])
        language = self.kit.words.language
        found = []
        for hit in hits:
            place = places.get(hit.workshop)
            where = f"{place.code} · {title_in(place, language)}" if place else ""
            found.append((hit, where))
        return found

    def _on_found(self, words: str, found: list[tuple[Hit, str]]) -> None:
        if words == self._asked:
            self._show(found, words)
            if words == self._wished:
                self._wished = ""
                self._open()

    def _on_certificate(self, words: str, found: Checked) -> None:
        """Say what a genuine code stands for, below what was found."""
        if words != self._asked:
            return
        happened, *told, last = told_of(found, self.kit.words)
        self.tools.tell("good" if found.unchanged else "warn", happened, " ".join(told), last)

    def _show(self, found: list[tuple[Hit, str]], words: str = "") -> None:
        row = self._row_to_choose(found, words)
        self._shown = words
        self._model.show_rows(found)
        self._list.setVisible(bool(found))
        self._empty.setVisible(not found)
        typed = self.field.text().strip()
        if found:
            self._list.setCurrentIndex(self._model.index(row))
            count = self.kit.words.say_n("{n} found", "{n} found", len(found))
        else:
            count = ""
        self._count.setText(count)
        if typed:
            words = self.say("Nothing found for “{words}”. Fewer letters find more.", words=typed)
        else:
            words = self.say(
                "Type a word or a part of it, or the code on a certificate. Accents do not matter."
            )
        self._empty.sentence.setText(words)

    def _said(self, row: tuple[Hit, str]) -> str:
        hit, where = row
        return self.kit.words.listed((kind_words(hit.kind, self.kit.words), hit.text, where))

    def _row_to_choose(self, found: list[tuple[Hit, str]], words: str) -> int:
        """Row to choose in a new answer: the same words never move what was chosen.

        They are asked again when anything changes, or when the timer answers after Enter did.
        """
        before = self.record_here()
        if before is None or words != self._shown:
            return 0
        rows = (n for n, (hit, _) in enumerate(found) if (hit.kind, hit.record) == before)
        return next(rows, 0)

    def _open(self, *_index: object) -> None:
        row = self._list.currentIndex().row()
        if not 0 <= row < len(self._model.rows):
            return
        hit = self._model.rows[row][0]
        workshop = hit.workshop or self._workshop_of(hit)
        page = _PAGES.get(hit.kind)
        if page is not None and workshop:
            self.tools.go(page, workshop, hit.record)
        else:
            self.tools.go("home")

    def record_here(self) -> tuple[str, str] | None:
        """What is chosen among what was found."""
        row = self._list.currentIndex().row()
        if not 0 <= row < len(self._model.rows):
            return None
        hit = self._model.rows[row][0]
        return (hit.kind, hit.record)

    def _workshop_of(self, hit: Hit) -> str:
        if hit.kind == "person":
            found = self._program.joining.workshops_of(hit.record)
            return found[-1] if found else ""
        return self.workshop_id

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """↑ ↓ choose among what was found while the field keeps the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and self._model.rows:
                self._wished = ""
                row = self._list.currentIndex().row() + step
                last = len(self._model.rows) - 1
                self._list.setCurrentIndex(self._model.index(max(0, min(last, row))))
                return True
        return super().eventFilter(watched, event)
