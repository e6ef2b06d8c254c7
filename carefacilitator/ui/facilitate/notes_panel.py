"""The notes of the day above the line in which they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.records.records import Note, Workshop
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.facilitate.block_photos import BlockPhotos
from carefacilitator.ui.facilitate.note_entry import Capture
from carefacilitator.ui.facilitate.note_rows import NoteDelegate, NoteRow, NotesModel
from carefacilitator.ui.page import Page
from carefacilitator.ui.redaction.holding_line import HoldingLine
from carefacilitator.ui.redaction.withdrawn import in_words
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import (
    EmptyState,
    IconLabel,
    Label,
    Segments,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.row_menu import offer_menu
from carefacilitator.ui.widgets.variable_height_list import LongList
from carefacilitator.ui.words.workshops import block_title_in

PARKED = "parked"


class NotesList(LongList):
    """Notes like a page in a typewriter: few of them stand at the foot, on the line."""

    _fitting = False

    def __init__(self, kit: Kit, name: str, model: NotesModel) -> None:
        self._delegate = NoteDelegate(kit, model)
        super().__init__(kit, name, self._delegate, from_end=True)
        self.setResizeMode(LongList.ResizeMode.Adjust)
        self.setModel(model)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure the notes for the new width."""
        self._delegate.fit(self.viewport().width())
        super().resizeEvent(event)

    def fit_around(self) -> None:
        """Leave what is free above the notes."""
        if self._fitting:
            return
        free = max(0, self.height() - self.content_height)
        if self.viewportMargins().top() != free:
            self._fitting = True
            self.setViewportMargins(0, free, 0, 0)
            self._fitting = False


class NotesSheet(Sheet):
    """Head, notes, capture line. ``keys_changed`` is emitted when the list gets the keyboard."""

    keys_changed = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, flush=True)
        self._page, self._program, self.say = page, program, page.say
        self._views: Sequence[NoteView] = ()
        self._made: dict[str, NoteRow] = {}
        self._placed: dict[str, Placed] = {}
        self._workshop: Workshop | None = None
        self._block = ""
        self._order: list[str] = []
        named(self, self.say("Notes"))
        self.body.setSpacing(0)
        self.photos = BlockPhotos(page, program, self._note_for_photos)
        self.photos.left.connect(self.to_line)
        self.add(self._build_head())
        self.add(hairline())
        self.model = NotesModel(self.kit)
        self.list = NotesList(self.kit, self.say("Notes"), self.model)
        self.list.activated.connect(self._on_activated)
        self.list.installEventFilter(self)
        offer_menu(page, self.list)
        self.list.setMinimumHeight(140)
        self._empty = EmptyState(self.kit, self.say("Write what you hear. Enter keeps it."))
        self.add(self._empty, 1)
        self.add(self.list, 1)
        self.add(self.photos)
        self.add(hairline())
        self.capture = Capture(page, program)
        self.capture.upwards.connect(self._into_notes)
        self.capture.edit.image_pasted.connect(self.photos.take_image)
        self.capture.edit.files_pasted.connect(self.photos.take_files)
        self.capture.kept.connect(self._on_kept)
        self.holding = HoldingLine(page, program)
        self.holding.setContentsMargins(16, 4, 16, 0)
        self.add(self.holding)
        self.add(self.capture)

    def _build_head(self) -> QWidget:
        holder = QWidget()
        row = hbox(
            Label(self.kit, self.say("Notes"), step="lead", bold=True),
            into=holder,
            gap=12,
            margins=(16, 6, 8, 6),
        )
        options = [
            ("all", self.say("All blocks")),
            ("this", self.say("This block")),
            (PARKED, self.say("Parked")),
        ]
        self.scope = Segments(self.kit, self.say("Which notes"), options)
        self.scope.changed.connect(self._show_rows)
        row.addWidget(self.scope)
        self._sample = Label(self.kit, step="small", tone="ash", cut=True)
        row.addWidget(self._sample, 1)
        row.addWidget(IconLabel(self.kit, "push-pin", colour=self.kit.colours.soot))
        self.parked = Label(self.kit, step="small")
        row.addWidget(self.parked)
        row.addWidget(self.photos.button)
        return holder

    # showing ------------------------------------------------------------------------------

    def show_place(self, workshop: Workshop, placed: Sequence[Placed], block: str) -> None:
        """Say in which workshop and on which block is written; the list follows."""
        same = self._workshop is not None and self._workshop.id == workshop.id
        if workshop != self._workshop:
            self._made = {}  # the time of day may be another one
        moved = block != self._block or [one.block for one in placed] != [
            one.block for one in self._placed.values()
        ]
        self._workshop, self._block = workshop, block
        self._placed = {one.block.id: one for one in placed}
        self._order = [one.block.id for one in placed]
        self._sample.setText(self.say("Sample: illustrative statements") if workshop.sample else "")
        self.photos.show_place(workshop.id, block, placed)
        if moved and same:
            self._show_rows()

    @property
    def shows_all(self) -> bool:
        """Whether the notes of all blocks are shown."""
        return self.scope.value() == "all"

    def show_notes(self, views: Sequence[NoteView], parked: int = -1) -> None:
        """Show these notes; the chosen one stays chosen, the end stays in sight.

        ``parked`` is how many are put aside where these are not all the notes there are.
        """
        self._views = in_words(views, self.kit.words)
        self._show_rows()
        told = parked if parked >= 0 else sum(view.note.parked for view in views)
        words = self.say("Parked {n}", n=told)
        if self.parked.text() != words:
            self.parked.setText(words)

    def _show_rows(self, *_scope: object) -> None:
        if self._workshop is None:
            return
        current, at_end = self.list.currentIndex().row(), self.list.at_end
        chosen = self.model.rows[current].key if 0 <= current < len(self.model.rows) else ""
        rows = self._rows(self._workshop)
        self.model.show_rows(rows)
        self._empty.setVisible(not rows)
        parked = self.scope.value() == PARKED
        self._empty.sentence.setText(
            self.say("Nothing is parked. Ctrl+L puts a note aside for later.")
            if parked
            else self.say("Write what you hear. Enter keeps it.")
        )
        self.list.setVisible(bool(rows))
        if chosen and self.list.hasFocus():
            self._choose(chosen, current)
        elif at_end:
            self.list.scrollToBottom()

    def _on_kept(self, note: str) -> None:
        """Bring the note that was kept into sight, on whatever block it is, and say so."""
        announce(self, self.say("Kept."))
        self.holding.look("note", note)
        index = self.model.index_of(note)
        if index.isValid():
            self.list.scrollTo(index)
        else:
            self.list.scrollToBottom()

    def _choose(self, key: str, row: int) -> None:
        """Keep a note chosen; where it is gone, the one that took its place."""
        index = self.model.index_of(key)
        if not index.isValid():
            notes = [n for n, one in enumerate(self.model.rows) if one.view is not None]
            if not notes:
                self.to_line()
                return
            index = self.model.index(min(notes, key=lambda n: abs(n - row)))
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _rows(self, workshop: Workshop) -> list[NoteRow]:
        """Blocks with their notes in the order of the day; the block of the line has its head."""
        scope, language = self.scope.value(), self.kit.words.language
        by_block = self._by_block(workshop, scope)
        if scope == "this" or (by_block and scope != PARKED):
            by_block.setdefault(self._block, [])
        known = [key for key in self._order if key in by_block]
        others = [key for key in by_block if key not in self._placed]
        rows: list[NoteRow] = []
        for key in (*others, *known):
            one = self._placed.get(key)
            title = block_title_in(one.block, language) if one else self.say("No block")
            rows.append(NoteRow(f"head {key}", one.start if one else "", title))
            rows += by_block[key]
        return rows

    def _by_block(self, workshop: Workshop, scope: str) -> dict[str, list[NoteRow]]:
        """The rows of the notes that are shown; those of unchanged notes are the same again."""
        made, zone = self._made, self._program.agenda.local_now(workshop).tzinfo
        by_block: dict[str, list[NoteRow]] = {}
        for view in self._views:
            note = view.note
            if (scope == "this" and note.block_id != self._block) or (
                scope == PARKED and not note.parked
            ):
                continue
            row = made.get(note.id)
            if row is None or row.view is not view:
                row = made[note.id] = NoteRow(note.id, _time(note.taken_at, zone), "", view)
            rows = by_block.get(note.block_id)
            if rows is None:
                rows = by_block[note.block_id] = []
            rows.append(row)
        return by_block

    # going --------------------------------------------------------------------------------

    def go_to(self, note_id: str) -> bool:
        """Choose a note and give the list the keyboard; whether it is there."""
        index = self.model.index_of(note_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, self.list.ScrollHint.PositionAtCenter)
        return index.isValid()

    def to_line(self) -> None:
        """Give the line the keyboard."""
        self.list.clearSelection()
        self.list.setCurrentIndex(QModelIndex())
        self.capture.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_notes(self) -> None:
        last = max((n for n, one in enumerate(self.model.rows) if one.view), default=-1)
        if last >= 0:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentIndex(self.model.index(last))

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys that work on a chosen note."""
        say, row, shift = self.say, partial(Act, page=page, row=True), self._shift
        return [
            Act("facilitate.open", "Enter", say("change"), None, page),
            row("facilitate.delete", "Delete", say("remove"), self._delete, within=self.list),
            row("facilitate.up", "Alt+↑", say("earlier"), partial(shift, -1), line=False),
            row("facilitate.down", "Alt+↓", say("later"), partial(shift, 1), line=False),
            Act("facilitate.order", "Alt ↑ ↓", say("move"), None, page),
            row("facilitate.block", "Ctrl+M", say("to another block"), self._ask_block),
            row("facilitate.join", "Ctrl+J", say("join with the one above"), self._join),
            Act("facilitate.back", "Esc", say("back to the line"), None, page),
        ]

    def park(self) -> None:
        """Put the chosen note aside or take it back; in the line, keep it parked."""
        view = self.chosen() if self.list.hasFocus() else None
        if view is None:
            self.capture.park()
        else:
            put = not view.note.parked
            self._page.run(partial(self._program.notes.park, view.note.id, put))

    def chosen(self) -> NoteView | None:
        """The note that is chosen in the list."""
        row = self.list.currentIndex().row()
        return self.model.rows[row].view if 0 <= row < len(self.model.rows) else None

    def _note_for_photos(self) -> NoteView | None:
        return self.chosen() if self.list.hasFocus() else None

    def _delete(self) -> None:
        view = self.chosen()
        if view is not None:
            if self.capture.note_id == view.note.id:
                self.capture.clear()
            look = partial(self.holding.look, "note", view.note.id, whole=True)
            self._page.run(partial(self._program.notes.delete, view.note.id), lambda _none: look())

    def let_go(self, note_id: str) -> None:
        """A note was removed for good: empty the line where it is in hand."""
        self.holding.clear()
        if self.capture.note_id == note_id:
            self.capture.clear()

    def _shift(self, steps: int) -> None:
        """Move the chosen note; the block of the line follows it where only one block is shown."""
        view = self.chosen()
        if view is not None:
            self._page.run(partial(self._program.notes.shift, view.note.id, steps))

    def _join(self) -> None:
        """Join the chosen note with the one above it in its block."""
        view, row = self.chosen(), self.list.currentIndex().row()
        above = self.model.rows[row - 1].view if view is not None and row else None
        if view is None:
            return
        if above is None:
            say = self.kit.words.say
            then = say("Choose the lower one of two, or move a note with Alt+↑ or Alt+↓.")
            self._page.tools.tell("info", say("No note stands above this one."), then)
            return
        wanted = [above.note.id, view.note.id]

        def joined(note: Note) -> None:
            self.go_to(note.id)

        if self.capture.note_id in wanted:
            self.capture.clear()
        self._page.run(partial(self._program.notes.join, wanted), joined)

    def _ask_block(self) -> None:
        """Offer the blocks of the day; the chosen note goes to the one that is picked."""
        view = self.chosen()
        if view is None:
            return
        menu = QMenu(self)
        menu.setLayoutDirection(self.kit.direction)
        for key, one in self._placed.items():
            title = block_title_in(one.block, self.kit.words.language)
            action = menu.addAction(f"{one.start}  {title}".replace("&", "&&"))
            action.setEnabled(key != view.note.block_id)
            move = partial(self._program.notes.move, view.note.id, key)
            action.triggered.connect(partial(self._page.run, move))
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.list.visualRect(self.list.currentIndex()).bottomLeft()
        self.blocks_menu = menu
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _on_activated(self, index: QModelIndex) -> None:
        view = self.model.rows[index.row()].view
        if view is not None and view.withdrawn:
            self._page.tools.tell("info", view.note.text)
        elif view is not None:
            self.capture.load(view.note, view.codes, view.themes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """From the last note ↓ goes back to the line; letters typed in the list go there too."""
        if watched is self.list:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.keys_changed.emit()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        row, last = self.list.currentIndex().row(), len(self.model.rows) - 1
        below = all(one.view is None for one in self.model.rows[row + 1 :])
        if event.key() == Qt.Key.Key_Down and (row == last or below):
            self.to_line()
            return True
        text, held = event.text(), event.modifiers()
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and text.strip() and text.isprintable():
            self.to_line()
            self.capture.edit.insertPlainText(text)
            return True
        return False


def _time(taken: str, zone: dt.tzinfo | None) -> str:
    return dt.datetime.fromisoformat(taken).astimezone(zone).strftime("%H:%M") if taken else ""
