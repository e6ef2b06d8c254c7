"""A field that two people wrote without seeing each other: the versions as cards, one to choose."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from carefacilitator.model.merge.operations import DELETED
from carefacilitator.services.exchange.imports import ArrivingConflict, ArrivingVersion
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.tokens import CHOSEN_LINE
from carefacilitator.ui.widgets.controls import IconLabel, Kit, Label
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.records import field_words, kind_words, value_words

_LONGEST = 400
"""Letters of a version that are shown; the rest follows in the record itself."""


class VersionCard(QRadioButton):
    """Who wrote it when, and the words; the whole card is the choice."""

    def __init__(self, kit: Kit, who: str, words: str) -> None:
        super().__init__()
        self.kit = kit
        named(self, f"{who}: {words}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = vbox(
            Label(kit, who, step="small", tone="ash", wrap=True),
            into=self,
            gap=2,
            margins=(12, 8, 12, 10),
        )
        row = hbox(gap=8)
        self._check = IconLabel(kit, "check", colour=kit.colours.overdye, weight="bold")
        policy = self._check.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._check.setSizePolicy(policy)
        self._check.hide()
        row.addWidget(self._check, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(kit, words, wrap=True), 1)
        column.addLayout(row)
        for label in self.findChildren(Label):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._check.setVisible)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Answer to a click anywhere on the card."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As small as its words can be."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As high as the words are at this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else -1

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card."""
        c, painter = self.kit.colours, QPainter(self)
        if self.isChecked():
            paint.box(painter, self.rect(), c.lichen, c.overdye, CHOSEN_LINE)
        else:
            ground = c.flax if self.isDown() else c.lichen if self.underMouse() else c.chalk
            paint.box(painter, self.rect(), ground, c.bark)
        painter.end()


class ConflictBox(QWidget):
    """A field with several versions, side by side; ``chosen`` carries the value.

    Nothing is chosen at first: deciding later is always allowed.
    """

    chosen = Signal(object)

    def __init__(self, page: Page, conflict: ArrivingConflict) -> None:
        super().__init__()
        self._page = page
        kit, say = page.kit, page.say
        column = vbox(into=self, gap=6, margins=(0, 4, 0, 4))
        head = hbox(IconLabel(kit, "git-merge", colour=kit.colours.ochre), gap=8)
        words = self._title(conflict)
        named(self, words)
        head.addWidget(Label(kit, words, bold=True, wrap=True), 1)
        column.addLayout(head)
        if conflict.field == DELETED:
            kept = say(
                "One side removed it, the other changed it. It stays until somebody decides."
            )
            column.addWidget(Label(kit, kept, wrap=True))
            return
        self._values = [one.value for one in conflict.versions]
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(12)
        across = 1 if kit.theme.stacked else 2
        for number, version in enumerate(conflict.versions):
            card = VersionCard(kit, self._who(version), self._shown(conflict, version))
            self._group.addButton(card, number)
            grid.addWidget(card, number // across, number % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        self._group.idClicked.connect(self._on_clicked)
        column.addLayout(grid)

    def _title(self, conflict: ArrivingConflict) -> str:
        words = self._page.kit.words
        kind, field = (
            kind_words(conflict.kind, words),
            field_words(conflict.kind, conflict.field, words),
        )
        if not conflict.title:
            return words.say("{kind}: two versions of the {field}", kind=kind, field=field)
        return words.say(
            "{kind}, “{title}”: two versions of the {field}",
            kind=kind,
            title=conflict.title[:80],
            field=field,
        )

    def _shown(self, conflict: ArrivingConflict, version: ArrivingVersion) -> str:
        words = self._page.kit.words
        text = value_words(conflict.kind, conflict.field, version.value, words)
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

    def _who(self, version: ArrivingVersion) -> str:
        where = self._page.say("Here") if version.here else self._page.say("In the bundle")
        moment = dt.datetime.fromtimestamp(version.clock / 1000, dt.UTC).astimezone()
        day = self._page.kit.words.day(moment.date(), "medium")
        parts = (where, version.name or version.device, f"{day} {moment.strftime('%H:%M')}")
        return " · ".join(part for part in parts if part)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])
