"""Home: a contents page of the workshops, what is on today, what is still open, what is safe."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Workshop
from carefacilitator.services.findings.commitments import CommitmentView
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep.copies import need_passphrase
from carefacilitator.services.workshops import WorkshopLine
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.home.rows import HomeDelegate, HomeModel
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import (
    Button,
    Columns,
    EmptyState,
    IconButton,
    IconLabel,
    Label,
    RowList,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import STRETCH, hbox, vbox
from carefacilitator.ui.widgets.row_menu import offer_menu
from carefacilitator.ui.words.workshops import title_in, who_in

_SHOWN_OPEN = 3


class HomePage(Page):
    """The list of all workshops; Enter opens one at the stage where it stopped."""

    name, face = "home", "home"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._lines: list[WorkshopLine] = []
        self._model = HomeModel(self.kit)
        self._list = RowList(self.kit, self.say("Workshops"), HomeDelegate(self.kit))
        self._list.setUniformItemSizes(False)
        self._list.setModel(self._model)
        self._list.activated.connect(self._on_activated)
        self._list.clicked.connect(self._on_clicked)
        self._empty = self._build_empty()
        self._header = self._build_header()
        self._list.installEventFilter(self)
        opens = Act("row.open", "Enter", self.say("open"), self._open_chosen)
        offer_menu(self, self._list, opens)
        columns = Columns(self.kit, (910, 384), margin=(24, 16), gap=24)
        self._sheet = Sheet(self.kit, flush=True)
        named(self._sheet, self.say("Workshops"))
        self._sheet.add(self._list, 1)
        self._sheet.add(self._empty, 1)
        self._list.setMinimumHeight(320)
        columns.add(0, self._sheet, 1)
        self._today, self._open = Sheet(self.kit, margin=24), Sheet(self.kit, margin=24)
        columns.add(1, self._today)
        columns.add(1, self._open)
        columns.columns[1].addStretch(1)
        columns.add(1, self._build_safe())
        vbox(columns, into=self)

    # building -----------------------------------------------------------------------------

    def _build_empty(self) -> EmptyState:
        new = Button(self.kit, self.say("New workshop"), icon="plus", key="Ctrl+N", kind="main")
        new.clicked.connect(self._new)
        self._new_button = new
        self._sample = Button(self.kit, self.say("Open the sample"))
        self._sample.clicked.connect(self._fill_sample)
        sentence = self.say("No workshop yet. Start one, or look around in the sample.")
        quick = Button(self.kit, self.say("Quick session"), icon="users-three", key="Ctrl+Shift+N")
        quick.clicked.connect(self._quick)
        return EmptyState(self.kit, sentence, new, quick, self._sample)

    def _build_header(self) -> list[QWidget]:
        bring = self._in_header(self.say("Import a bundle"), "tray-arrow-down", "Ctrl+I")
        bring.clicked.connect(self._import)
        new = Button(self.kit, self.say("New workshop"), icon="plus", told_key="Ctrl+N")
        new.clicked.connect(self._new)
        quick = self._in_header(self.say("Quick session"), "users-three", "Ctrl+Shift+N")
        quick.clicked.connect(self._quick)
        gear = IconButton(self.kit, self.say("Settings"), "gear", told_key="Ctrl+,", size=24)
        gear.clicked.connect(self._settings)
        return [bring, quick, new, gear]

    def _in_header(self, word: str, icon: str, key: str) -> Button:
        """With its word where there is room, as an icon at large text."""
        if self.kit.theme.stacked:
            return IconButton(self.kit, word, icon, told_key=key, size=24)
        return Button(self.kit, word, icon=icon, told_key=key)

    def _build_safe(self) -> QWidget:
        holder = QWidget()
        row = hbox(into=holder, gap=12, margins=8)
        self._shield = IconLabel(self.kit, "shield-check", colour=self.kit.colours.overdye, size=28)
        row.addWidget(self._shield, 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(gap=2)
        self._safe = Label(self.kit, wrap=True)
        self._copy = Label(self.kit, step="small", tone="ash", wrap=True)
        words.addWidget(self._safe)
        words.addWidget(self._copy)
        row.addLayout(words, 1)
        return holder

    # what a page tells --------------------------------------------------------------------

    def badge(self) -> str:
        """Say that the sample is a sample."""
        return self.say("Sample") if any(one.workshop.sample for one in self._lines) else ""

    def header_widgets(self) -> list[QWidget]:
        """Import, new workshop, settings."""
        return self._header

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say = self.say
        quiet = partial(Act, page=self.name, line=False)
        return [
            Act("home.choose", "↑ ↓", say("choose"), None, self.name),
            Act("home.open", "Enter", say("open"), None, self.name),
            Act("home.new", "Ctrl+N", say("new workshop"), self._new, self.name),
            Act("home.quick", "Ctrl+Shift+N", say("quick session"), self._quick, self.name),
            quiet("home.page", "F7", say("open on one page"), self._on_one_page, row=True),
            Act("home.figures", "Ctrl+Shift+F", say("figures"), self._figures, self.name, False),
            Act("home.import", "Ctrl+I", say("import a bundle"), self._import, self.name),
            quiet("home.today", "Ctrl+Enter", say("go to today’s workshop"), self._open_today),
            quiet("home.copy", "Ctrl+D", say("copy the workshop"), self._copy_chosen, row=True),
            quiet("home.remove", "Ctrl+Delete", say("remove the workshop"), self._remove, row=True),
            Act("home.settings", "Ctrl+,", say("settings"), self._settings, self.name, line=False),
            Act("home.searching", "Ctrl+K", say("search"), None, self.name),
        ]

    def first_focus(self) -> QWidget | None:
        """The list, or the first of the two buttons where there is none."""
        return self._list if self._lines else self._new_button

    # showing ------------------------------------------------------------------------------

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show the list, with the workshop one came from chosen."""
        super().enter(workshop_id, item)
        self.refresh(frozenset())
        today = next((one for one in self._lines if one.state == "today"), None)
        chosen = workshop_id or (today.workshop.id if today else "")
        index = self._model.index_of(chosen)
        self._list.setCurrentIndex(index if index.isValid() else self._model.index(1))

    def refresh(self, changes: Changes) -> None:
        """Read everything again; the chosen row stays chosen, or the next where it is gone."""
        del changes
        chosen, bar = self._chosen_line(), self._list.verticalScrollBar()
        place, row = bar.value(), self._list.currentIndex().row()
        workshops = self._program.workshops
        self._lines = workshops.lines()
        self._model.show_lines(self._lines, workshops.programmes(), workshops.organisations())
        bar.setValue(place)
        if chosen is not None:
            index, last = self._model.index_of(chosen.workshop.id), len(self._model.rows) - 1
            near = index if index.isValid() else self._model.index(min(row, last))
            self._list.setCurrentIndex(near)
        self._list.setVisible(bool(self._lines))
        self._empty.setVisible(not self._lines)
        self._show_today()
        shown = _SHOWN_OPEN - (0 if self._today.isHidden() else 1)
        self._show_open(*self._program.commitments.soonest_open(shown))
        self._show_safe()

    def _show_today(self) -> None:
        _clear(self._today)
        line = next((one for one in self._lines if one.state == "today"), None)
        self._today.setVisible(line is not None)
        if line is None:
            return
        placed = self._program.agenda.placed(line.workshop.id)
        when = placed[0].start if placed else ""
        words = self.say("Today, {time}", time=when) if when else self.say("Today")
        row = hbox(
            IconLabel(self.kit, "clock", colour=self.kit.colours.ochre),
            Label(self.kit, words, tone="ochre", bold=True),
            STRETCH,
        )
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._today.add(holder)
        title = title_in(line.workshop, self.kit.words.language)
        self._today.add(Label(self.kit, title, step="title", bold=True, wrap=True))
        expected = self.kit.words.say_n("{n} person expected.", "{n} people expected.", line.people)
        self._today.add(Label(self.kit, expected, tone="ash", wrap=True))
        self._today.add(self._today_button(line))

    def _today_button(self, line: WorkshopLine) -> Button:
        words = {
            "plan": self.say("Plan the day"),
            "welcome": self.say("Open the door list"),
            "facilitate": self.say("Run the day"),
        }
        stage = line.stage if line.stage in words else "facilitate"
        icon = {"plan": "path", "welcome": "door-open"}.get(stage, "chats-circle")
        button = Button(self.kit, words[stage], icon=icon, key="Ctrl+Enter", kind="main")
        button.clicked.connect(self._open_today)
        return button

    def _open_today(self) -> None:
        line = next((one for one in self._lines if one.state == "today"), None)
        if line is not None:
            self.tools.go(line.stage, line.workshop.id)

    def _show_open(self, views: list[CommitmentView], count: int) -> None:
        _clear(self._open)
        self._open.setVisible(bool(views))
        title = self.say("Open from earlier workshops")
        self._open.add(Label(self.kit, title, step="lead", bold=True, wrap=True))
        for view in views:
            self._open.add(hairline())
            self._open.add(Label(self.kit, view.commitment.what, cut=True))
            self._open.add(self._who_and_when(view))
        rest = count - len(views)
        if rest > 0:
            more = self.kit.words.say_n("and {n} more", "and {n} more", rest)
            self._open.add(Label(self.kit, more, step="small", tone="ash"))

    def _who_and_when(self, view: CommitmentView) -> QWidget:
        holder = QWidget()
        row = hbox(into=holder)
        who = who_in(self._program, view, self.kit.words.language)
        parts = [part for part in (who, view.workshop_code) if part]
        row.addWidget(Label(self.kit, " · ".join(parts), step="small", tone="ash", cut=True), 1)
        if view.commitment.due:
            day = self.kit.words.day(view.commitment.due, "medium")
            due = self.say("by {day}", day=day)
            row.addWidget(Label(self.kit, due, step="small", tone="ash"))
        return holder

    def _show_safe(self) -> None:
        workspace = self._program.workspace
        if workspace.has_passphrase:
            self._safe.setText(self.say("Safe on this computer, encrypted"))
            self._shield.set_icon("shield-check", self.kit.colours.overdye)
        else:
            self._safe.setText(
                self.say("No passphrase: anyone who holds this computer can read everything.")
            )
            self._shield.set_icon("warning", self.kit.colours.ochre)
        copied = workspace.meta("backed_up_at")
        day = self.kit.words.day(copied[:10], "medium") if copied else ""
        told = self.say("Last copy: {day}", day=day) if day else self.say("No copy made yet.")
        if need_passphrase(workspace):
            told += "\n" + self.say("Copies have no passphrase yet: choose one under Settings.")
        self._copy.setText(told)

    # acts ---------------------------------------------------------------------------------

    def _chosen_line(self) -> WorkshopLine | None:
        index = self._list.currentIndex()
        if 0 <= index.row() < len(self._model.rows):
            return self._model.rows[index.row()].line
        return None

    def _open_chosen(self) -> None:
        self._on_activated(self._list.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.line is None:
            self._model.toggle(row.key)
            self._list.setCurrentIndex(self._model.index(index.row()))
        else:
            self.tools.go(row.line.stage, row.key)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.line is None:
            self._on_activated(index)

    def _new(self) -> None:
        title = self.say("New workshop")
        self._make(partial(self._program.workshops.create, title), "plan")

    def _make(self, work: Callable[[], Workshop], page: str) -> None:
        """Make a workshop and go to it; a second click while it is being made makes no other."""
        if not self.tools.held.holding:
            arrive = partial(self._arrive, page)
            self.run_new(work, arrive, elsewhere=True)

    def _arrive(self, page: str, made: Workshop) -> None:
        self.tools.go(page, made.id, "new")

    def _quick(self) -> None:
        day = self.kit.words.day(self._program.workspace.clock().date(), "long")
        title = self.say("Session of {day}", day=day)
        start = partial(self._program.quick.start, title, self.kit.words.language)
        self._make(start, "quick")

    def _on_one_page(self) -> None:
        """Open the chosen workshop as a quick session is: to add what was forgotten."""
        line = self._chosen_line()
        if line is not None:
            self.tools.go("quick", line.workshop.id)

    def _figures(self) -> None:
        """The charts of the chosen workshop, or of the programme whose heading is chosen."""
        index = self._list.currentIndex()
        if not 0 <= index.row() < len(self._model.rows):
            return
        row = self._model.rows[index.row()]
        if row.line is not None:
            self.tools.go("figures", row.key)
            return
        own = (one.workshop for one in self._lines if one.workshop.programme_id == row.key)
        first = next(own, None)
        if first is not None:
            self.tools.go("figures", first.id, "programme")

    def _fill_sample(self) -> None:
        self._sample.block(self.say("The sample is being written."))
        self.run(lambda: self._program.sample.fill(), self._on_sample, self._on_no_sample)

    def _on_sample(self, _counts: object) -> None:
        self._sample.block(None)
        self.enter("")
        self._list.setFocus()

    def _on_no_sample(self, error: Exception) -> None:
        self._sample.block(None)
        self.tools.tell_failure(error)

    def _copy_chosen(self) -> None:
        line = self._chosen_line()
        if line is None:
            return
        title = self.say("Copy of {title}", title=line.workshop.title)
        copy = partial(self._program.workshops.duplicate, line.workshop.id, title, "")
        self._make(copy, "plan")

    def _remove(self) -> None:
        """Into the bin, from where Ctrl+Z brings it back."""
        line = self._chosen_line()
        if line is None:
            return
        row = self._list.currentIndex().row()
        self.run(
            partial(self._program.workshops.delete, line.workshop.id),
            partial(self._on_removed, line.workshop.title, row),
        )

    def _on_removed(self, title: str, row: int, _nothing: object) -> None:
        last = len(self._model.rows) - 1
        self._list.setCurrentIndex(self._model.index(min(row, last)))
        self.tools.tell(
            "info",
            self.say("“{title}” is in the bin.", title=title),
            then=self.say("Ctrl+Z brings it back."),
        )

    def record_here(self) -> tuple[str, str] | None:
        """The chosen workshop."""
        line = self._chosen_line()
        return ("workshop", line.workshop.id) if line is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Fold a programme by the key that points back, unfold it by the other."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            index = self._list.currentIndex()
            row = self._model.rows[index.row()] if index.isValid() else None
            back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
            if self.kit.theme.rtl:
                back, on = on, back
            if row is not None and row.line is None and event.key() in (back, on):
                if row.folded == (event.key() == on):
                    self._on_activated(index)
                return True
        return super().eventFilter(watched, event)

    def _import(self) -> None:
        self.tools.go("import")

    def _settings(self) -> None:
        self.tools.go("settings")


def _clear(sheet: Sheet) -> None:
    while (item := sheet.body.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
