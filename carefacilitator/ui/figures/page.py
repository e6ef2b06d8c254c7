"""Figures: each chart of a workshop, or of several, with its figures beside it.

Calm enough for a projector: one chart at a time, no names, small groups hidden as on paper.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import isolate
from carefacilitator.model.document.chart import Chart
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.charts import SCOPES, WorkshopCharts, as_csv, sums
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.figures.chart_table import ChartTable
from carefacilitator.ui.figures.chart_view import ChartView, picture
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme import paint
from carefacilitator.ui.widgets.controls import (
    Button,
    Choice,
    Columns,
    EmptyState,
    Label,
    RowDelegate,
    RowList,
    Scroll,
    Sheet,
)
from carefacilitator.ui.widgets.flow_layout import FlowLayout
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.list_view import Index
from carefacilitator.ui.widgets.progress import Waiting
from carefacilitator.ui.widgets.rows_model import RowsModel

_INSET = 7
"""Px that the focus ring needs around the chart."""


class _TitleDelegate(RowDelegate):
    """Paints a title, in one line."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row."""
        place = rect.adjusted(16, 0, -16, 0)
        font = self.kit.font(bold=chosen)
        paint.draw_line(painter, self.kit, place, str(index.data()), font, self.kit.colours.soot)


class FiguresPage(Page):
    """A list of charts, the chosen one, and its figures as a table."""

    name, face = "figures", "plain"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._charted: WorkshopCharts | None = None
        self._asked = 0
        self._chosen = ""
        title = attrgetter("title")
        self._model: RowsModel[Chart] = RowsModel(title, self, tip=title, key=title)
        self._model.answer(Qt.ItemDataRole.AccessibleDescriptionRole, attrgetter("alternative"))
        columns = Columns(self.kit, (356, 604, 342))
        columns.add(0, self._build_list(), 1)
        columns.add(1, self._build_chart(), 1)
        columns.add(2, self._build_table(), 1)
        vbox(columns, into=self)
        self._columns = columns

    # building -----------------------------------------------------------------------------

    def _build_list(self) -> Sheet:
        say = self.say
        words = (say("This workshop"), say("Its programme"), say("All that are here"))
        self.scope = Choice(
            self.kit, say("Figures of"), list(zip(SCOPES, words, strict=True)), "workshop"
        )
        tipped(self.scope.combo, say("Whose figures are shown (F5)"))
        self.scope.changed.connect(self._on_scope)
        self.list = RowList(self.kit, say("Charts"), _TitleDelegate(self.kit, 44))
        self.list.setModel(self._model)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.activated.connect(self._to_chart)
        sheet = Sheet(self.kit, flush=True)
        named(sheet, say("Charts"))
        holder = vbox(self.scope, margins=(16, 16, 16, 12))
        sheet.body.addLayout(holder)
        sheet.add(self.list, 1)
        return sheet

    def _build_chart(self) -> Sheet:
        say, kit = self.say, self.kit
        sheet = Sheet(kit, margin=20 - _INSET)
        self._title = Label(kit, step="title", bold=True, wrap=True)
        self.view = ChartView(kit)
        self._note = Label(kit, tone="ash", wrap=True)
        self._whole = self._build_whole()
        self._empty = self._build_empty()
        self._waiting = Waiting(kit)
        self._acts = QWidget()
        acts = FlowLayout(self._acts, gap=12, line_gap=8)
        self.picture_button = Button(kit, say("Copy the picture"), icon="image", key="F6")
        self.picture_button.clicked.connect(self.copy_picture)
        self.figures_button = Button(kit, say("Copy the figures"), icon="table", key="F7")
        self.figures_button.clicked.connect(self.copy_figures)
        acts.addWidget(self.picture_button)
        acts.addWidget(self.figures_button)
        sheet.add(self._waiting)
        sheet.add(self._whole, 1)
        sheet.add(self._empty, 1)
        below = vbox(self._acts, margins=(_INSET, 0, _INSET, 0))
        sheet.body.addLayout(below)
        named(sheet, say("Chart"))
        return sheet

    def _build_whole(self) -> QWidget:
        """Title, chart and note; they scroll alone unless the whole page does."""
        margins = (_INSET, 4, _INSET, _INSET)
        holder: QWidget
        if self.kit.theme.stacked:
            holder = QWidget()
            body = vbox(into=holder, margins=None)
            body.setContentsMargins(*margins)
        else:
            holder = scroll = Scroll(margins=margins)
            body = scroll.body
        body.addWidget(self._title)
        body.addSpacing(8)
        body.addWidget(self.view)
        body.addSpacing(8)
        body.addWidget(self._note)
        body.addStretch(1)
        return holder

    def _build_empty(self) -> EmptyState:
        sentence = self.say(
            "There is nothing to count yet. Mark who is here or keep a lesson: the figures then "
            "stand here."
        )
        door = Button(self.kit, self.say("Open the door list"), icon="door-open", key="Alt+2")
        door.clicked.connect(lambda: self.tools.go("welcome", self.workshop_id))
        return EmptyState(self.kit, sentence, door)

    def _build_table(self) -> Sheet:
        sheet = Sheet(self.kit, flush=True)
        self.table = ChartTable(self.kit)
        head = hbox(
            (Label(self.kit, self.say("Figures"), step="lead", bold=True), 1),
            margins=(16, 16, 16, 4),
        )
        sheet.body.addLayout(head)
        room = vbox(self.table, margins=(8, 0, 8, 8))
        sheet.body.addLayout(room, 1)
        named(sheet, self.say("Figures"))
        self._table_sheet = sheet
        return sheet

    # what a page tells --------------------------------------------------------------------

    def title(self) -> str:
        """Whose figures these are."""
        return self._charted.title if self._charted is not None else self.say("Figures")

    def where(self) -> str:
        """Which workshops, how many people, what came of it."""
        if self._charted is None:
            return ""
        told = sums(self._charted, self.kit.words)
        return " · ".join(part for part in (isolate(self._charted.codes), told) if part)

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act("figures.choose", "↑ ↓", say("choose a chart"), None, name),
            Act("figures.chart", "Enter", say("to the chart"), None, name),
            Act("figures.scope", "F5", say("whose figures"), self._to_scope, name),
            Act("figures.picture", "F6", say("copy the picture"), self.copy_picture, name),
            Act("figures.copy", "F7", say("copy the figures"), self.copy_figures, name),
            Act("figures.leave", "Esc", say("back"), None, name),
        ]

    def first_focus(self) -> QWidget | None:
        """The list of charts."""
        return self.list

    def record_here(self) -> tuple[str, str] | None:
        """The workshop one came from."""
        return ("workshop", self.workshop_id) if self.workshop_id else None

    # showing ------------------------------------------------------------------------------

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show the figures of a workshop; ``item`` is one of the scopes."""
        same = workshop_id == self.workshop_id
        super().enter(workshop_id, item)
        scope = item if item in SCOPES else "workshop"
        if self._charted is None or not same or scope != self.scope.value():
            self._charted = None
            self.scope.set_value(scope)
        self._read()

    def refresh(self, changes: Changes) -> None:
        """Count again, where somebody looks."""
        del changes
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        workshop = self.workshop_id
        if not workshop:
            return
        self._asked += 1
        if self._charted is None:
            self._waiting.begin(self.say("The figures are being counted."))
        work = partial(self._count, workshop, self.scope.value(), self.kit.words.language)
        self.run(work, partial(self._on_counted, self._asked), self._on_failed)

    def _count(self, workshop: str, scope: str, language: str) -> WorkshopCharts | None:
        """Make the charts (on the worker: a series takes a moment)."""
        if self._program.workspace.find(Workshop, workshop) is None:  # taken away meanwhile
            return None
        return self._program.charts.around(workshop, scope, language)

    def _on_counted(self, asked: int, charted: WorkshopCharts | None) -> None:
        if asked != self._asked or charted is None:
            return
        self._waiting.end()
        self._charted = charted
        chosen = self._chosen
        self._model.show_rows(charted.charts)
        names = [one.name for one in charted.charts]
        row = names.index(chosen) if chosen in names else 0
        if names:
            self.list.setCurrentIndex(self._model.index(row))
        self._show(charted.charts[row] if names else None)
        self.tools.header_changed()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.end()
        self.tools.tell_failure(error)

    def _on_chosen(self, index: Index, _before: Index) -> None:
        if index.isValid():
            self._show(self._model.rows[index.row()])

    def _show(self, chart: Chart | None) -> None:
        there = chart is not None
        self._title.setVisible(there)
        self._whole.setVisible(there)
        self._acts.setVisible(there)
        self._table_sheet.setVisible(there)
        self._empty.setVisible(not there)
        self.table.show_chart(chart)
        self.view.show_chart(chart)
        if chart is not None:
            self._chosen = chart.name
            self._title.setText(chart.title)
            self._note.setText(chart.note)
            self._note.setVisible(bool(chart.note))

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown."""
        return self.view.chart

    # acts ---------------------------------------------------------------------------------

    def _on_scope(self, _scope: str) -> None:
        self._charted = None
        self._read()

    def _to_scope(self) -> None:
        self.scope.combo.setFocus()
        self.scope.combo.showPopup()

    def _to_chart(self, _index: Index) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self.chart is None:
            return
        data = QMimeData()
        data.setImageData(picture(self.kit, self.chart, self._about()))
        QGuiApplication.clipboard().setMimeData(data)
        self.tools.tell("good", self.say("The chart is copied as a picture."), self._names_nobody())

    def copy_figures(self) -> None:
        """Put the figures on the clipboard as comma-separated lines."""
        if self.chart is None:
            return
        text = as_csv(self.chart)
        data = QMimeData()
        data.setText(text)
        data.setData("text/csv", text.encode())
        QGuiApplication.clipboard().setMimeData(data)
        self.tools.tell("good", self.say("The figures are copied."), self._names_nobody())

    def _names_nobody(self) -> str:
        return self.say("They name nobody.")

    def _about(self) -> str:
        """Whose figures a copied picture shows."""
        codes = self._charted.codes if self._charted is not None else ""
        return " · ".join(isolate(part) for part in (codes, self.title()) if part)
