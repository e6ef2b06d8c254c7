"""Choices: chips (several or one of a few) and segments.

Several-of-many are check boxes to a screen reader, one-of-many are radio buttons; what is chosen is
told by ground, line, weight and a check or glyph, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import CHOSEN_LINE, FIVE_R, MINIMUM_CLICK, Step
from carefacilitator.ui.widgets.buttons import ButtonLook
from carefacilitator.ui.widgets.flow_layout import FlowLayout
from carefacilitator.ui.widgets.layout import hbox

GAP = 5
PAD = 8


@dataclass(frozen=True)
class Option:
    """One thing to choose: stable key, words, and optionally icon, its colour, its letter."""

    key: str
    text: str
    icon: str | None = None
    colour: str | None = None
    letter: str | None = None
    weight: Weight = "bold"
    """Of a coloured icon."""


def five_r_options(kit: Kit, labels: dict[str, str], *, letters: bool = True) -> list[Option]:
    """Return the codes of the 5R as options; ``labels`` are the vocabulary's words by key."""
    made = []
    for key, code in FIVE_R.items():
        letter = (code.letter_ar if kit.theme.rtl else code.letter) if letters else None
        colour = kit.colours.series[code.series]
        made.append(Option(key, labels.get(key, key), code.icon, colour, letter))
    return made


class _Painted:
    """How chips and segments measure and paint themselves; mixed into Qt's button classes."""

    kit: Kit
    option: Option
    step: Step = "small"
    tall = False
    joined: tuple[bool, bool] = (False, False)

    def _font_width(self, *, strong: bool) -> int:
        metrics = QFontMetrics(self.kit.font(self.step, bold=strong))
        return metrics.horizontalAdvance(self.option.text) + 1

    def _edge(self) -> int:
        return self.kit.theme.icon(18)

    def _natural(self) -> QSize:
        """Room for the bold word, its glyph or check, and its letter: nothing moves when chosen."""
        width = self._font_width(strong=True) + 2 * (16 if self.tall else PAD)
        width += self._edge() + GAP
        if self.option.letter:
            width += paint.caps_width(self.kit, self.option.letter) + GAP
        high = self.kit.theme.control if self.tall else self.kit.theme.chip
        return QSize(width, max(MINIMUM_CLICK, high))

    def _face(self, button: QAbstractButton) -> ButtonLook:
        c = self.kit.colours
        if not button.isEnabled():
            return ButtonLook(None, None, c.ash, strong=button.isChecked())
        if button.isChecked():
            return ButtonLook(c.lichen, c.overdye, c.soot, CHOSEN_LINE, strong=True)
        down, hover = button.isDown(), button.underMouse()
        return ButtonLook(c.flax if down else c.lichen if hover else c.chalk, c.bark, c.soot)

    def _paint(self, button: QAbstractButton) -> None:
        face, painter = self._face(button), QPainter(button)
        visible = self.kit.theme.control if self.tall else self.kit.theme.chip
        high = button.height() if any(self.joined) else min(visible, button.height())
        area = QRect(0, (button.height() - high) // 2, button.width(), high)
        paint.box(painter, self._drawn(area), face.fill, face.border, face.line)
        self._paint_contents(painter, button, area, face)
        painter.end()

    def _drawn(self, area: QRect) -> QRect:
        return area

    def _paint_contents(
        self, painter: QPainter, button: QAbstractButton, area: QRect, face: ButtonLook
    ) -> None:
        option, edge = self.option, self._edge()
        glyph = option.icon or ("check" if button.isChecked() else None)
        letter = paint.caps_width(self.kit, option.letter) if option.letter else 0
        word = self._font_width(strong=face.strong)
        total = word + (edge + GAP if glyph else 0) + (letter + GAP if letter else 0)
        if glyph and total > area.width() - 8:
            total, glyph = total - edge - GAP, None
        x = (area.width() - total) // 2
        if glyph:
            square = QRect(x, area.y() + (area.height() - edge) // 2, edge, edge)
            colour = (option.colour if button.isEnabled() else None) or face.text
            place = paint.mirrored(button, square)
            weight: Weight = option.weight if option.colour else "regular"
            paint.draw_icon(painter, self.kit, place, glyph, colour, weight)
            x += edge + GAP
        font = self.kit.font(self.step, bold=face.strong)
        rect = paint.mirrored(button, QRect(x, area.y(), word, area.height()))
        paint.draw_line(painter, self.kit, rect, option.text, font, face.text)
        if option.letter:
            x += word + GAP
            rect = paint.mirrored(button, QRect(x, area.y(), letter, area.height()))
            paint.draw_caps(painter, self.kit, rect, option.letter)


def _prepare(button: QAbstractButton, option: Option) -> None:
    button.setText(option.text.replace("&", "&&"))
    named(button, option.text)
    tipped(button, f"{option.text} ({option.letter})" if option.letter else option.text)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class Chip(_Painted, QCheckBox):
    """A choice that may stand beside others chosen (several of many)."""

    def __init__(self, kit: Kit, option: Option, *, tall: bool = False) -> None:
        super().__init__()
        self.kit, self.option, self.tall = kit, option, tall
        self.step = "body" if tall else "small"
        _prepare(self, option)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for everything, chosen or not."""
        return self._natural()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same: a chip goes to the next line rather than shrink."""
        return self._natural()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """Answer to a click anywhere on the chip."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the chip."""
        self._paint(self)


class RadioChip(_Painted, QRadioButton):
    """A choice that excludes its neighbours (one of many)."""

    def __init__(self, kit: Kit, option: Option, *, tall: bool = False) -> None:
        super().__init__()
        self.kit, self.option, self.tall = kit, option, tall
        self.step = "body" if tall else "small"
        _prepare(self, option)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for everything, chosen or not."""
        return self._natural()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same: a chip goes to the next line rather than shrink."""
        return self._natural()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """Answer to a click anywhere on the chip."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the chip."""
        self._paint(self)


class Chips(QWidget):
    """A flowing row of chips under one accessible name.

    ``several`` False makes it one-of-many. ``changed`` carries the keys now chosen, in order, and
    is emitted for a person's acts only, not for :meth:`choose`.
    """

    changed = Signal(list)

    def __init__(
        self, kit: Kit, name: str, options: Sequence[Option], *, several: bool = True
    ) -> None:
        super().__init__()
        named(self, name)
        self._buttons: dict[str, Chip | RadioChip] = {}
        air = 6 if kit.theme.chip >= MINIMUM_CLICK else 0  # small ones have it around them
        flow = FlowLayout(self, gap=6, line_gap=air)
        group = QButtonGroup(self)
        group.setExclusive(not several)
        for option in options:
            button = Chip(kit, option) if several else RadioChip(kit, option)
            self._buttons[option.key] = button
            flow.addWidget(button)
            if not several:
                group.addButton(button)
            button.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.changed.emit(self.chosen())

    def chosen(self) -> list[str]:
        """Return the keys chosen, in the order of the options."""
        return [key for key, button in self._buttons.items() if button.isChecked()]

    def choose(self, keys: Sequence[str]) -> None:
        """Show ``keys`` as chosen, silently; unknown keys are ignored."""
        for key, button in self._buttons.items():
            group = button.group()
            if group is not None and not keys:
                group.setExclusive(False)
            button.setChecked(key in keys)
            if group is not None:
                group.setExclusive(True)

    def toggle(self, key: str) -> None:
        """Choose ``key`` or take it back, as if clicked; unknown keys are ignored."""
        if key in self._buttons:
            self._buttons[key].click()

    def button(self, key: str) -> Chip | RadioChip:
        """Return the chip of ``key``; raises KeyError."""
        return self._buttons[key]


class Segment(RadioChip):
    """One part of a segmented control; knows whether it has neighbours to draw into."""

    following: Segment | None = None

    def _natural(self) -> QSize:
        size = super()._natural()
        return QSize(size.width() + 8, max(MINIMUM_CLICK, self.kit.theme.grown(32, "small")))

    def _drawn(self, area: QRect) -> QRect:
        before, after = self.joined
        if self.isChecked():
            return area
        if self.following is not None and not self.following.isChecked():
            after = False  # nobody else draws the line between two that are not chosen
        if self.kit.theme.rtl:
            before, after = after, before
        return area.adjusted(-8 if before else 0, 0, 8 if after else 0, 0)


class Segments(QWidget):
    """Two to four choices in one bar, one of them always chosen. ``changed`` carries the key."""

    changed = Signal(str)

    def __init__(
        self, kit: Kit, name: str, options: Sequence[tuple[str, str]], *, stretch: bool = False
    ) -> None:
        super().__init__()
        named(self, name)
        self._buttons: dict[str, Segment] = {}
        row = hbox(into=self, gap=0)
        group = QButtonGroup(self)
        before: Segment | None = None
        for number, (key, text) in enumerate(options):
            segment = Segment(kit, Option(key, text))
            segment.joined = (number > 0, number < len(options) - 1)
            group.addButton(segment)
            row.addWidget(segment, 1 if stretch else 0)
            if before is not None:
                before.following = segment
            before = self._buttons[key] = segment
            segment.clicked.connect(self._on_clicked)
            segment.toggled.connect(self.update)
        policy = QSizePolicy.Policy.Preferred if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        if options:
            self.choose(options[0][0])

    def _on_clicked(self) -> None:
        self.changed.emit(self.value())

    def value(self) -> str:
        """Return the key chosen."""
        return next((k for k, b in self._buttons.items() if b.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, silently; raises KeyError."""
        self._buttons[key].setChecked(True)
