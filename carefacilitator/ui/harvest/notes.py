"""The notes of the day, to choose those a lesson or a commitment rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.harvest.note_rows import NoteLine, NoteLineDelegate, NoteLines
from carefacilitator.ui.page import Page
from carefacilitator.ui.redaction.withdrawn import in_words
from carefacilitator.ui.theme.tokens import FIVE_R
from carefacilitator.ui.widgets.choices import Option
from carefacilitator.ui.widgets.controls import Button, EmptyState, Label, PickMenu, Sheet, hairline
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.record_rows import MOST_STACKED, HarvestList
from carefacilitator.ui.widgets.row_menu import offer_menu
from carefacilitator.ui.words.workshops import block_title_in


class NotesColumn(Sheet):
    """Notes with check boxes, and the two things to make of them.

    ``lesson_asked`` and ``commitment_asked`` carry the ids of the notes; ``chosen_changed`` the ids
    now chosen.
    """

    lesson_asked = Signal(list)
    commitment_asked = Signal(list)
    chosen_changed = Signal(list)

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit, flush=True)
        self._page, self.say = page, page.say
        self._views: list[NoteView] = []
        self._all = 0
        self._made: dict[str, NoteLine] = {}
        self._titles: dict[str, str] = {}
        self._used: frozenset[str] = frozenset()
        self._zone: dt.tzinfo | None = None
        self._times: dict[str, str] = {}
        named(self, self.say("Notes"))
        self.add(self._build_head())
        self.add(hairline())
        self.model = NoteLines(self.kit)
        self.model.chosen_changed.connect(self._on_chosen)
        delegate = NoteLineDelegate(self.kit)
        self.list = HarvestList(self.kit, self.say("Notes"), delegate, MOST_STACKED)
        offer_menu(page, self.list)
        self.list.setModel(self.model)
        write = Button(self.kit, self.say("Write notes"), icon="chats-circle")
        write.clicked.connect(lambda: page.tools.go("facilitate", page.workshop_id))
        sentence = self.say("No notes yet. They are written while the day goes on.")
        self._empty = EmptyState(self.kit, sentence, write)
        self.add(self._empty, 1)
        self.add(self.list, 1)
        self.add(hairline())
        self.add(self._build_foot())

    def _build_head(self) -> QWidget:
        holder = QWidget()
        row = hbox(
            Label(self.kit, self.say("Notes"), step="lead", bold=True),
            into=holder,
            gap=10,
            margins=(16, 10, 16, 10),
        )
        self._orders = [
            Option("block", self.say("by block")),
            Option("code", self.say("by code")),
            Option("theme", self.say("by theme")),
        ]
        self.group = PickMenu(
            self.kit, self.say("Order of the notes"), self._orders, "block", told_key="Ctrl+G"
        )
        self.group.picked.connect(self._on_group)
        row.addWidget(self.group)
        self._count = Label(self.kit, step="small", tone="ash", cut=True)
        side = Qt.AlignmentFlag.AlignLeft if self.kit.theme.rtl else Qt.AlignmentFlag.AlignRight
        self._count.setAlignment(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        row.addWidget(self._count, 1)
        return holder

    def _build_foot(self) -> QWidget:
        holder = QWidget()
        row = hbox(into=holder, gap=8, margins=(16, 10, 16, 10))
        lesson = Button(self.kit, self.say("Lesson"), icon="lightbulb", key="L")
        commitment = Button(self.kit, self.say("Commitment"), icon="handshake", key="M")
        lesson.clicked.connect(self.ask_lesson)
        commitment.clicked.connect(self.ask_commitment)
        for button in (lesson, commitment):
            row.addWidget(button, 1)
        return holder

    # what is chosen -----------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """The chosen notes in the order in which they stand."""
        return self.model.chosen_notes()

    def current(self) -> str:
        """The note with the focus, or nothing."""
        row = self.list.currentIndex().row()
        view = self.model.rows[row].view if 0 <= row < len(self.model.rows) else None
        return view.note.id if view is not None else ""

    def ask_lesson(self) -> None:
        """A lesson of what is chosen, never of a note that only has the keyboard."""
        self.lesson_asked.emit(self.chosen())

    def ask_commitment(self) -> None:
        """A commitment of what is chosen, never of a note that only has the keyboard."""
        self.commitment_asked.emit(self.chosen())

    def clear_chosen(self) -> bool:
        """Take all choices back; returns whether there were any."""
        had = bool(self.model.chosen)
        self.model.choose([])
        return had

    def go_to(self, key: str) -> None:
        """Go to a note or to the first note of a block."""
        index = self.model.index_of(key)
        if not index.isValid():
            return
        self.list.scrollTo(index, HarvestList.ScrollHint.PositionAtTop)
        if self.model.rows[index.row()].view is None:
            index = self.model.index(index.row() + 1)
        self.list.setCurrentIndex(index)

    def take_focus(self) -> None:
        """Put the keyboard into the list, on the first note where it was nowhere."""
        if not self.list.currentIndex().isValid():
            first = next((n for n, row in enumerate(self.model.rows) if row.view), None)
            if first is not None:
                self.list.setCurrentIndex(self.model.index(first))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # showing ------------------------------------------------------------------------------

    def show_notes(
        self,
        views: Sequence[NoteView],
        placed: Sequence[Placed],
        zone: dt.tzinfo | None,
        used: frozenset[str],
        count: int = -1,
    ) -> None:
        """Show the notes of a workshop; a lesson rests on those that are ``used``.

        ``count`` is how many there are where these are only the first of them.
        """
        language = self.kit.words.language
        self._used = used
        if zone != self._zone:
            self._times, self._made = {}, {}
        self._views, self._zone = list(in_words(views, self.kit.words)), zone
        self._all = count if count >= 0 else len(self._views)
        self._titles = {one.block.id: block_title_in(one.block, language) for one in placed}
        self._show()

    def show_used(self, note_ids: frozenset[str]) -> None:
        """Mark the notes that a lesson rests on already."""
        if note_ids != self._used:
            self._used = note_ids
            self._show()

    def next_order(self) -> None:
        """By block, by code, by theme, and round again."""
        orders = [option.key for option in self._orders]
        self.group.choose(orders[(orders.index(self.group.value()) + 1) % len(orders)])
        self._on_group("")

    def _on_group(self, _key: str) -> None:
        self._show()
        self.take_focus()

    def _show(self) -> None:
        row = self.list.currentIndex().row()
        current = self.model.rows[row].key if 0 <= row < len(self.model.rows) else ""
        order = self.group.value()
        rows = self._by_block() if order == "block" else self._by_scheme(order)
        if self.model.show_rows(rows):
            if current and self._key_of(self.list.currentIndex().row()) != current:
                self.list.setCurrentIndex(self.model.index_of(current))
            self.list.grow()
        self.list.setVisible(bool(self._views))
        self._empty.setVisible(not self._views)
        self._show_count()

    def _key_of(self, row: int) -> str:
        return self.model.rows[row].key if 0 <= row < len(self.model.rows) else ""

    def _line(self, view: NoteView, group: str = "") -> NoteLine:
        """The row of a note; the same again where nothing of it changed."""
        key = f"{group} {view.note.id}" if group else view.note.id
        used, row = view.note.id in self._used, self._made.get(key)
        if row is None or row.view is not view or row.used != used:
            row = self._made[key] = NoteLine(key, "", view, self._time(view), used)
        return row

    @property
    def by_block(self) -> bool:
        """Whether the notes stand in the order of the day."""
        return self.group.value() == "block"

    def _by_block(self) -> list[NoteLine]:
        rows: list[NoteLine] = []
        block: str | None = None
        for view in self._views:
            if view.note.block_id != block:
                block = view.note.block_id
                rows.append(NoteLine(block, self._titles.get(block, self.say("No block"))))
            rows.append(self._line(view))
        return rows

    def _by_scheme(self, order: str) -> list[NoteLine]:
        """Under each code or theme the notes that carry it, last those that carry none."""
        labels = self.model.code_labels if order == "code" else self.model.theme_labels
        known = [key for key in labels if key in FIVE_R] if order == "code" else list(labels)
        rows: list[NoteLine] = []
        rest = []
        for view in self._views:
            mine = view.codes if order == "code" else view.themes
            if not set(mine) & set(known):
                rest.append(view)
        for key in known:
            found = [v for v in self._views if key in (v.codes if order == "code" else v.themes)]
            if found:
                rows.append(NoteLine(f"{order} {key}", labels[key]))
                rows += [self._line(view, key) for view in found]
        if rest:
            none = self.say("No code") if order == "code" else self.say("No theme")
            rows.append(NoteLine(order, none))
            rows += [self._line(view, "none") for view in rest]
        return rows

    def _time(self, view: NoteView) -> str:
        taken = view.note.taken_at
        if not taken:
            return ""
        known = self._times.get(taken)
        if known is None:
            moment = dt.datetime.fromisoformat(taken).astimezone(self._zone)
            known = self._times[taken] = moment.strftime("%H:%M")
        return known

    def _on_chosen(self) -> None:
        self._show_count()
        self.chosen_changed.emit(self.chosen())

    def _show_count(self) -> None:
        n = len(self.model.chosen)
        words = self.kit.words.say_n("{n} of {all} chosen", "{n} of {all} chosen", n, all=self._all)
        self._count.setText(words if self._views else "")
