"""A check box with its words, and a figure between − and +."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QSpinBox, QWidget

from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import MINIMUM_CLICK
from carefacilitator.ui.widgets.buttons import IconButton
from carefacilitator.ui.widgets.layout import hbox


class CheckBox(QCheckBox):
    """A check box of 22 px with its words; the whole line answers to a click.

    ``bare`` shows no words (for rows that have their own), only uses them as its name.
    """

    def __init__(self, kit: Kit, text: str, *, bare: bool = False) -> None:
        super().__init__()
        self.kit, self.bare = kit, bare
        self.setText(text.replace("&", "&&"))
        self.word = text
        named(self, text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _edge(self) -> int:
        return self.kit.theme.grown(22)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Box and words, at least the least click area."""
        width = self._edge() + 10
        if not self.bare:
            width += 6 + QFontMetrics(self.kit.font()).horizontalAdvance(self.word)
        return QSize(max(MINIMUM_CLICK, width), max(MINIMUM_CLICK, self._edge() + 10))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same: words of a check box are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """Answer to a click anywhere."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint box, check and words."""
        c, edge, painter = self.kit.colours, self._edge(), QPainter(self)
        square = paint.mirrored(self, QRect(5, (self.height() - edge) // 2, edge, edge))
        on, partly = self.isChecked(), self.checkState() == Qt.CheckState.PartiallyChecked
        if not self.isEnabled():
            fill, border = c.flax, None
        elif on or partly:
            fill, border = c.overdye_deep if self.underMouse() else c.overdye, None
        else:
            fill = c.flax if self.isDown() else c.chalk
            border = c.soot if self.underMouse() else c.bark
        paint.box(painter, square, fill, border)
        if on or partly:
            inner = square.adjusted(3, 3, -3, -3)
            name, colour = (
                "minus" if partly else "check",
                c.on_overdye if self.isEnabled() else c.ash,
            )
            paint.draw_icon(painter, self.kit, inner, name, colour, "regular" if partly else "bold")
        if not self.bare:
            x = edge + 14
            rect = paint.mirrored(self, QRect(x, 0, self.width() - x, self.height()))
            tone = c.soot if self.isEnabled() else c.ash
            paint.draw_line(painter, self.kit, rect, self.word, self.kit.font(), tone)
        painter.end()


class _Figure(QSpinBox):
    """The figure of a stepper: typed, or changed with ↑ ↓ + −; a wheel over it does nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page, so that scrolling never changes a count."""
        event.ignore()


class Stepper(QWidget):
    """A figure between − and +, for head counts and minutes. ``changed`` carries the new figure.

    ``edge`` is the side of the two keys in px at 100 % text.
    """

    changed = Signal(int)

    def __init__(
        self,
        kit: Kit,
        name: str,
        value: int = 0,
        *,
        least: int = 0,
        most: int = 9999,
        step: int = 1,
        edge: int = MINIMUM_CLICK,
    ) -> None:
        super().__init__()
        say, self._edge = kit.words.say, edge
        self._spin = _Figure()
        self._spin.setFrame(False)
        self._spin.setPalette(_see_through(kit))
        self._spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._spin.setRange(least, most)
        self._spin.setSingleStep(step)
        self._spin.setLocale(kit.locale)
        self._spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        named(self._spin, name)
        tipped(self._spin, name)
        self._spin.setFont(kit.font("lead", bold=True))
        self._spin.setFixedWidth(kit.theme.grown(48, "lead"))
        self._spin.setMinimumHeight(edge)
        self._less = self._button(kit, say("One less: {what}", what=name), "minus")
        self._more = self._button(kit, say("One more: {what}", what=name), "plus")
        row = hbox(into=self, gap=0)
        for part in (self._less, self._spin, self._more):
            row.addWidget(part)
        self.setFocusProxy(self._spin)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)
        self._less.clicked.connect(self._spin.stepDown)
        self._more.clicked.connect(self._spin.stepUp)
        self._spin.valueChanged.connect(self.changed)

    def _button(self, kit: Kit, name: str, icon: str) -> IconButton:
        button = StepKey(kit, name, icon, kind="normal")
        button.edge = self._edge
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        return button

    def value(self) -> int:
        """Return the figure."""
        return self._spin.value()

    def set_value(self, value: int) -> None:
        """Show ``value``, silently."""
        before = self._spin.blockSignals(True)
        self._spin.setValue(value)
        self._spin.blockSignals(before)


def _see_through(kit: Kit) -> QPalette:
    """Colours of a figure that lies on whatever is below (a style sheet would squeeze it)."""
    made = kit.palette()
    made.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
    return made


class StepKey(IconButton):
    """The key beside a stepper's figure, 32 px unless ``edge`` says more."""

    edge = MINIMUM_CLICK

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square of at least the least click area, growing with text."""
        edge = max(self.edge, self.kit.theme.grown(self.edge))
        return QSize(edge, edge)
