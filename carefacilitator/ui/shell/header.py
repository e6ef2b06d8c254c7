"""The header: home, title and where we are, the five stages, search, help.

Three faces: *home* (mark, name, search box, the home page's own buttons), *workshop* (title, where,
stages) and *plain* (title, where, the page's own widgets). Its height never changes between pages;
where the stages do not fit beside the title (large text, long words), they stand below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import CHOSEN_LINE, STAGE_ICONS
from carefacilitator.ui.widgets.buttons import GAP, Button, ButtonLook, IconButton
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.panels import IconLabel, Label

LEAST_TITLE = 250
"""Width in px below which the title is not squeezed; more at larger text."""
STAGES = ("plan", "welcome", "facilitate", "harvest", "share")


def stage_words(kit: Kit) -> dict[str, str]:
    """Return the names of the five stages by key."""
    say = kit.words.say
    return {
        "plan": say("Plan"),
        "welcome": say("Welcome"),
        "facilitate": say("Facilitate"),
        "harvest": say("Harvest"),
        "share": say("Share"),
    }


class Mark(QWidget):
    """The program's mark: a small woven square."""

    _EDGE, _GAP = 8, 2

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        side = 3 * self._EDGE + 2 * self._GAP
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint nine threads."""
        painter, c = QPainter(self), self.kit.colours
        step = self._EDGE + self._GAP
        for row in range(3):
            for column in range(3):
                fill = c.weld if (row + column) % 2 else c.overdye
                square = QRect(column * step, row * step, self._EDGE, self._EDGE)
                painter.fillRect(square, QColor(fill))
        painter.end()


class Badge(Label):
    """A word in a thin border: “Sample”, “Draft”."""

    def __init__(self, kit: Kit, text: str) -> None:
        super().__init__(kit, text, step="small", tone="ash")
        self._line = kit.colours.bark
        self.setContentsMargins(8, 0, 8, 0)
        self.setFixedHeight(kit.theme.chip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint border and word."""
        painter = QPainter(self)
        paint.box(painter, self.rect(), None, self._line)
        painter.end()
        super().paintEvent(event)


class StageButton(Button):
    """One stage in the header; the current one is filled, bold and has a filled icon."""

    def __init__(self, kit: Kit, key: str, text: str, number: int) -> None:
        super().__init__(kit, text, icon=STAGE_ICONS[key], kind="quiet")
        self.stage, self._number = key, number
        self._current = False
        self.set_current(False)

    def set_current(self, current: bool) -> None:
        """Show this stage as the current one."""
        self._current = current
        self.icon_weight = "fill" if current else "regular"
        say = self.kit.words.say
        name = say("{stage}, stage {n} of 5", stage=self.word, n=self._number)
        named(self, say("{stage}, here", stage=name) if current else name)
        self.tell_key(f"Alt+{self._number}")
        self.update()

    def _strong(self) -> bool:
        return True  # room for bold words, so that nothing moves

    def bare_width(self) -> int:
        """Width in px of the button without its icon, at its ease."""
        return self._word_width() + 2 * self._pad

    def show_icon(self, shown: bool) -> None:
        """Show the icon or not; all stages do the same."""
        self.icon_name = STAGE_ICONS[self.stage] if shown else None
        self.updateGeometry()
        self.update()

    def face(self) -> ButtonLook:
        """Return the face of a stage."""
        c = self.kit.colours
        if self._current:
            return ButtonLook(c.overdye, None, c.on_overdye, CHOSEN_LINE, strong=True)
        fill = c.flax if self.isDown() else c.lichen if self.underMouse() else None
        return ButtonLook(fill, None, c.soot)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the header allows."""
        size = super().sizeHint()
        return QSize(size.width(), self.kit.theme.grown(44))


class SearchBox(Button):
    """Looks like a field, opens the search page; the words stand at the leading edge."""

    def __init__(self, kit: Kit) -> None:
        words = kit.words.say("Search people, notes, lessons, commitments")
        super().__init__(kit, words, icon="magnifying-glass", key="Ctrl+K")
        self._short = kit.words.say("Search")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(max(kit.theme.grown(440), self.sizeHint().width() + 12))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The icon and the one word “Search”."""
        word = QFontMetrics(self.kit.font()).horizontalAdvance(self._short)
        return QSize(word + self._icon_size() + 46, self.visible_height)

    def paint_contents(self, painter: QPainter, area: QRect, face: ButtonLook) -> None:
        """Paint icon and words leading, the cap trailing."""
        edge, cap = self._icon_size(), self._cap_width()
        room = area.width() - edge - 42 - cap
        metrics = QFontMetrics(self.kit.font())
        fits = [w for w in (self.word, self._short) if metrics.horizontalAdvance(w) <= room]
        words = fits[0] if fits else self._short
        if not fits:
            room, cap = room + cap, 0
        square = QRect(14, area.y() + (area.height() - edge) // 2, edge, edge)
        place = paint.mirrored(self, square)
        paint.draw_icon(painter, self.kit, place, "magnifying-glass", face.text)
        rect = paint.mirrored(self, QRect(edge + 26, area.y(), max(0, room), area.height()))
        font = self.kit.font()
        paint.draw_line(painter, self.kit, rect, words, font, self.kit.colours.ash)
        if not cap:
            return
        caps = QRect(area.width() - cap - 6, area.y(), cap, area.height())
        paint.draw_caps(painter, self.kit, paint.mirrored(self, caps), self.key or "")


class Header(QWidget):
    """The header of the window. ``stage_requested`` carries the stage's key."""

    home_requested = Signal()
    stage_requested = Signal(str)
    search_requested = Signal()
    help_requested = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(kit.theme.header)
        self._stages: dict[str, StageButton] = {}
        self._extra: list[QWidget] = []
        self._extra_in: QHBoxLayout | None = None
        self._below = False
        self._least_title = round(LEAST_TITLE * sqrt(kit.theme.factor))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._home, self._home_row = self._build_home()
        self._inside, self._inside_row = self._build_inside()
        self._stack.addWidget(self._home)
        self._stack.addWidget(self._inside)

    # building ------------------------------------------------------------------------------------

    def _build_home(self) -> tuple[QWidget, QHBoxLayout]:
        page = QWidget()
        row = hbox(
            Mark(self.kit),
            Label(self.kit, "CareFacilitator", step="title", bold=True),
            into=page,
            gap=16,
            margins=(16, 0, 16, 0),
        )
        self._badge = Badge(self.kit, "")
        self._badge.hide()
        row.addWidget(self._badge)
        row.addStretch(1)
        self._search_box = SearchBox(self.kit)
        self._search_box.clicked.connect(self.search_requested)
        row.addWidget(self._search_box, 3)
        return page, row

    def _build_inside(self) -> tuple[QWidget, QHBoxLayout]:
        page, say = QWidget(), self.kit.words.say
        self._rows = vbox(into=page, gap=0, margins=(16, 0, 16, 0))
        row = hbox(gap=8)
        self._rows.addLayout(row, 1)
        home = IconButton(self.kit, say("Home"), "house", key="Alt+Home", size=24)
        home.clicked.connect(self.home_requested)
        row.addWidget(home)
        row.addSpacing(8)
        words = vbox(gap=0)
        self._title = Label(self.kit, "", step="lead", bold=True, cut=True)
        self._title.setMinimumWidth(self._least_title)
        self._where = Label(self.kit, "", step="small", tone="ash", cut=True)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._where)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._stage_bar = self._build_stages()
        self._stage_place = row.count()
        row.addWidget(self._stage_bar)
        self._extra_row = hbox(gap=12)
        row.addLayout(self._extra_row)
        self._search = self._search_button()
        self._search.clicked.connect(self.search_requested)
        row.addWidget(self._search)
        helper = IconButton(self.kit, say("All keys"), "question", key="F1", size=24)
        helper.clicked.connect(self.help_requested)
        row.addWidget(helper)
        return page, row

    def _search_button(self) -> Button:
        """With its word where there is room, as an icon at large text."""
        word, icon = self.kit.words.say("Search"), "magnifying-glass"
        if self.kit.theme.stacked:
            return IconButton(self.kit, word, icon, key="Ctrl+K", size=24)
        return Button(self.kit, word, icon=icon, key="Ctrl+K", kind="quiet")

    def _build_stages(self) -> QWidget:
        bar = QWidget()
        named(bar, self.kit.words.say("Stages of the workshop"))
        row = hbox(into=bar, gap=2, margins=(0, 5, 0, 5))
        for number, (key, text) in enumerate(stage_words(self.kit).items(), 1):
            if number > 1:
                caret = IconLabel(self.kit, "caret-right", colour=self.kit.colours.ash, size=14)
                row.addWidget(caret)
            button = StageButton(self.kit, key, text, number)
            button.clicked.connect(self._on_stage)
            self._stages[key] = button
            row.addWidget(button)
        return bar

    def _on_stage(self) -> None:
        button = self.sender()
        if isinstance(button, StageButton):
            self.stage_requested.emit(button.stage)

    # faces ---------------------------------------------------------------------------------------

    def show_home(self, widgets: Sequence[QWidget] = (), badge: str = "") -> None:
        """Show the home face with the page's own ``widgets`` at the end."""
        self._take_extra(widgets, self._home_row)
        self._badge.setText(badge)
        self._badge.setVisible(bool(badge))
        self._stack.setCurrentWidget(self._home)
        self._set_height()

    def show_workshop(
        self, title: str, where: str, stage: str, widgets: Sequence[QWidget] = ()
    ) -> None:
        """Show title, where we are and the stages, ``stage`` being the current one."""
        self._show_inside(title, where, widgets)
        for key, button in self._stages.items():
            button.set_current(key == stage)
        self._stage_bar.show()
        self._set_height()

    def show_plain(self, title: str, where: str, widgets: Sequence[QWidget] = ()) -> None:
        """Show title and where we are, without stages."""
        self._show_inside(title, where, widgets)
        self._stage_bar.hide()
        self._set_height()

    def _show_inside(self, title: str, where: str, widgets: Sequence[QWidget]) -> None:
        self._take_extra(widgets, self._extra_row)
        self._title.setText(title)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._stack.setCurrentWidget(self._inside)

    def _take_extra(self, widgets: Sequence[QWidget], row: QHBoxLayout) -> None:
        if self._extra == list(widgets) and self._extra_in is row:
            return
        self._extra_in = row
        for old in self._extra:
            if old not in widgets:
                old.hide()
                old.setParent(None)
        self._extra = list(widgets)
        for widget in self._extra:
            row.addWidget(widget)
            widget.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep room for the title as long as icons can give way."""
        super().resizeEvent(event)
        below = self._needed(icons=False) > self.width()
        icons = below or self._needed(icons=True) <= self.width()
        for button in self._stages.values():
            button.show_icon(icons)
        self._set_below(below)

    def _needed(self, *, icons: bool) -> int:
        """Width in px that one row needs, the stages with or without their icons."""
        carets = 4 * (self.kit.theme.icon(14) + 4)
        icon = self.kit.theme.icon() + GAP if icons else 0
        stages = sum(button.bare_width() + icon for button in self._stages.values())
        around = 2 * self.kit.theme.control + self._search.sizeHint().width()
        return stages + carets + around + self._least_title + 80

    def _set_below(self, below: bool) -> None:
        """Put the stages below the title, or beside it."""
        if below == self._below:
            return
        self._below = below
        self._inside_row.removeWidget(self._stage_bar)
        self._rows.removeWidget(self._stage_bar)
        if below:
            self._rows.addWidget(self._stage_bar)
        else:
            self._inside_row.insertWidget(self._stage_place, self._stage_bar)
        self._set_height()

    def _set_height(self) -> None:
        """Two rows only where stages stand below the title; the same on all stages."""
        below = self._below and not self._stage_bar.isHidden()
        inside = self._stack.currentWidget() is self._inside
        stages = self.kit.theme.grown(44) + 10 if below and inside else 0
        self.setFixedHeight(self.kit.theme.header + stages)
