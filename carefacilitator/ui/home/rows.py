"""The list of the home page: programmes as headings that fold, workshops as ruled rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from carefacilitator.i18n import isolate
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Organisation, Programme
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.workshops import STAGES, WorkshopLine
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.list_view import Index, RowDelegate
from carefacilitator.ui.widgets.rows_model import RowsModel
from carefacilitator.ui.words.workshops import short_organisation, title_in

_RTL_MARK = "\u200f"

STATE_ICONS: dict[str, tuple[str, str]] = {
    "shared": ("check-circle", "fill"),
    "to_share": ("paper-plane-tilt", "regular"),
    "today": ("clock", "bold"),
    "planned": ("circle-dashed", "regular"),
}


def state_words(kit: Kit) -> dict[str, str]:
    """The words of a workshop's state."""
    say = kit.words.say
    return {
        "shared": say("Shared"),
        "to_share": say("To share"),
        "today": say("Today"),
        "planned": say("Planned"),
    }


@dataclass(frozen=True)
class Row:
    """A heading (``line`` is None) or a workshop."""

    key: str
    title: str
    second: str = ""
    line: WorkshopLine | None = None
    folded: bool = False


def _tip(row: Row) -> str | None:
    return row.title if row.line is not None else None


class HomeModel(RowsModel[Row]):
    """Rows of the home list; headings fold and unfold."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(self._spoken, shown=attrgetter("title"), tip=_tip)
        self.kit = kit
        self.folded: set[str] = set()
        self._lines: list[WorkshopLine] = []
        self._programmes: list[Programme] = []
        self._names: dict[str, str] = {}

    def show_lines(
        self,
        lines: Sequence[WorkshopLine],
        programmes: Sequence[Programme],
        organisations: Sequence[Organisation] = (),
    ) -> None:
        """Show these workshops under their programmes, organisations by their names here."""
        language = self.kit.words.language
        self._lines, self._programmes = list(lines), list(programmes)
        self._names = {
            one.acronym or one.name: short_organisation(one, language) for one in organisations
        }
        self._build()

    def toggle(self, key: str) -> None:
        """Fold or unfold a heading."""
        self.folded ^= {key}
        self._build()

    def _build(self) -> None:
        rows: list[Row] = []
        known = {one.id: one for one in self._programmes}
        groups: dict[str, list[WorkshopLine]] = {}
        for line in self._lines:
            owner = line.workshop.programme_id
            groups.setdefault(owner if owner in known else "", []).append(line)
        for key, lines in groups.items():
            rows.append(self._heading(key, known.get(key), lines))
            if key not in self.folded:
                rows += [self._row(line) for line in lines]
        self.show_rows(rows)

    def _heading(self, key: str, programme: Programme | None, lines: list[WorkshopLine]) -> Row:
        words = self.kit.words
        title = words.say("Single workshops")
        if programme is not None:
            title = in_language(programme, "title", words.language)
        days = sorted(
            day for line in lines for day in (line.workshop.start, line.workshop.end) if day
        )
        span = words.days(days[0], days[-1]) if days else ""
        count = words.say_n("{n} workshop", "{n} workshops", len(lines))
        second = " · ".join(part for part in (span, count) if part)
        return Row(key, title, second, folded=key in self.folded)

    def _row(self, line: WorkshopLine) -> Row:
        workshop, language = line.workshop, self.kit.words.language
        parts = [workshop.code]
        if workshop.mode:
            parts.append(vocabulary().label("event_mode", workshop.mode, language))
        if workshop.languages:
            parts.append(self.kit.words.listed(workshop.languages))
        if line.leads:
            names = self._joined([self._names.get(lead, lead) for lead in line.leads])
            say = self.kit.words.say
            label = say("Co-leads: {names}", names=names) if len(line.leads) > 1 else ""
            parts.append(label or say("Lead: {names}", names=names))
        shown = [isolate(part, rtl=True) if self.kit.words.rtl else part for part in parts if part]
        return Row(workshop.id, title_in(workshop, language), " · ".join(shown), line)

    def _joined(self, names: list[str]) -> str:
        """Names one after the other in the direction of the interface, each in its own."""
        if not self.kit.words.rtl:
            return ", ".join(names)
        return _RTL_MARK + "، ".join(isolate(name) for name in names)

    def _spoken(self, row: Row) -> str:
        say = self.kit.words.say
        if row.line is None:
            state = say("folded") if row.folded else say("unfolded")
            return f"{row.title}, {row.second}, {state}"
        people = self.kit.words.say_n("{n} person", "{n} people", row.line.people)
        state = state_words(self.kit)[row.line.state]
        day = self.kit.words.day(row.line.workshop.start) if row.line.workshop.start else ""
        done = say("{n} of 5 stages hold something", n=sum(row.line.done))
        return self.kit.words.listed((row.title, day, people, state, done))


class HomeDelegate(RowDelegate):
    """Paints headings and workshop rows."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Headings are lower than workshops."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        high = self.kit.theme.row(56) if row.line is not None else self.kit.theme.grown(45, "lead")
        return QSize(0, high)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row; a chosen row has its ground, and that is enough."""
        del chosen
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if row.line is None:
            self._paint_heading(painter, rect, row)
        else:
            self._paint_workshop(painter, rect, row, row.line)

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        kit = self.kit
        edge = kit.theme.icon(20)
        square = self.middle(rect, 12, edge)
        icon = "caret-right" if row.folded else "caret-down"
        paint.draw_icon(painter, kit, square, icon, kit.colours.soot)
        font = kit.font("lead", bold=True)
        metrics = QFontMetrics(font)
        second = kit.font("small")
        room = rect.width() - 42 - 16
        wide = QFontMetrics(second).horizontalAdvance(row.second) + 4
        title = min(metrics.horizontalAdvance(row.title) + 2, max(120, room - wide - 12))
        paint.draw_line(
            painter, kit, self.place(rect, 42, title), row.title, font, kit.colours.soot
        )
        rest = self.place(rect, 42 + title + 12, max(0, room - title - 12))
        paint.draw_line(painter, kit, rest, row.second, second, kit.colours.ash)

    def _paint_workshop(self, painter: QPainter, rect: QRect, row: Row, line: WorkshopLine) -> None:
        kit = self.kit
        factor = kit.theme.factor
        state = round(92 * factor)
        people = round(62 * factor)
        squares = 5 * 17 + 10
        day = round(88 * factor)
        text = max(80, rect.width() - 12 - day - squares - people - state - 24)
        self._paint_day(painter, self.place(rect, 12, day), line)
        self.draw_two_lines(painter, rect, 12 + day, text, (row.title, row.second), bold=True)
        x = 12 + day + text + 8
        self._paint_stages(painter, self.place(rect, x, squares), line)
        x += squares
        self._paint_people(painter, self.place(rect, x, people), line)
        self._paint_state(painter, self.place(rect, x + people, state), line)

    def _paint_day(self, painter: QPainter, place: QRect, line: WorkshopLine) -> None:
        kit, start = self.kit, line.workshop.start
        if not start:
            return
        number, month = kit.words.day(start, "d"), kit.words.day(start, "MMM").rstrip(".")
        font = kit.font("lead", bold=True)
        wide = max(QFontMetrics(font).horizontalAdvance("88"), 1) + 2
        first = self.place(place, 0, wide)
        paint.draw_line(painter, kit, first, number, font, kit.colours.soot, trailing=True)
        rest = self.place(place, wide + 6, place.width() - wide - 10)
        paint.draw_line(painter, kit, rest, month, kit.font("small"), kit.colours.ash)

    def _paint_stages(self, painter: QPainter, place: QRect, line: WorkshopLine) -> None:
        c = self.kit.colours
        for number, done in enumerate(line.done):
            square = self.place(place, number * 17, 14, (place.height() - 14) // 2, 14)
            here = STAGES[number] == line.stage and line.state not in ("shared", "planned")
            fill = c.weld if here and not done else (c.overdye if done else None)
            border = c.overdye if fill == c.overdye else (c.soot if fill else c.bark)
            if fill:
                painter.fillRect(square, QColor(fill))
            painter.setPen(QColor(border))
            painter.drawRect(square.adjusted(0, 0, -1, -1))

    def _paint_people(self, painter: QPainter, place: QRect, line: WorkshopLine) -> None:
        kit = self.kit
        edge = kit.theme.icon(18)
        square = self.place(place, 4, edge, (place.height() - edge) // 2, edge)
        paint.draw_icon(painter, kit, square, "users", kit.colours.ash)
        rest = self.place(place, edge + 8, place.width() - edge - 8)
        shown = kit.words.number(line.people)
        paint.draw_line(painter, kit, rest, shown, kit.font("small"), kit.colours.soot)

    def _paint_state(self, painter: QPainter, place: QRect, line: WorkshopLine) -> None:
        kit = self.kit
        name, weight = STATE_ICONS[line.state]
        edge = kit.theme.icon(18)
        square = self.place(place, 0, edge, (place.height() - edge) // 2, edge)
        colour = kit.colours.overdye if line.state == "shared" else kit.colours.soot
        paint.draw_icon(painter, kit, square, name, colour, weight)  # type: ignore[arg-type]
        rest = self.place(place, edge + 6, place.width() - edge - 6)
        font = kit.font("small", bold=line.state == "today")
        paint.draw_line(painter, kit, rest, state_words(kit)[line.state], font, kit.colours.soot)
