"""Fields with their labels: a line, an area, a choice from a list, a day.

A label stands above its field and belongs to it for a screen reader (``setBuddy``). An error is a
sentence below the field, with a thick border and an icon in it; it is also the field's description.
Showing and hiding the sentence does not move what stands below when ``keep_room`` is set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy, QWidget

from carefacilitator.model.text.typed_day import read_day
from carefacilitator.ui.accessibility.names import described, named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import Step
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.panels import IconLabel, Label, restyle
from carefacilitator.ui.widgets.text_edits import LineEdit, TextEdit


class LineBox(QFrame):
    """The box of one line of text: optional leading icon, the line, then anything trailing."""

    def __init__(
        self, kit: Kit, name: str, *, icon: str | None = None, step: Step = "body", high: int = 40
    ) -> None:
        super().__init__()
        self.setProperty("role", "field")
        self.edit = LineEdit(kit, name, step=step)
        self.edit.setProperty("ring_host", self)
        self.setFocusProxy(self.edit)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.row = hbox(into=self, gap=10, margins=(10, 0, 12, 0))
        if icon:
            size = 20 if step == "body" else 28
            self.row.addWidget(IconLabel(kit, icon, colour=kit.colours.soot, size=size))
        self.row.addWidget(self.edit, 1)
        self._warning = IconLabel(
            kit, "warning-circle", colour=kit.colours.madder, size=20, weight="fill"
        )
        self._warning.hide()
        self.row.addWidget(self._warning)
        self.setFixedHeight(kit.theme.grown(high, step))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def add_trailing(self, widget: QWidget) -> None:
        """Put ``widget`` at the trailing end, inside the box."""
        self.row.insertWidget(self.row.count() - 1, widget)

    def set_wrong(self, wrong: bool) -> None:
        """Show or clear the thick border and the icon."""
        self.setProperty("error", "true" if wrong else "false")
        self._warning.setVisible(wrong)
        restyle(self)


class _Labelled(QWidget):
    """A label above, the control, an error sentence below."""

    def __init__(self, kit: Kit, label: str, *, show_label: bool, keep_room: bool) -> None:
        super().__init__()
        self.kit = kit
        self.column = vbox(into=self, gap=4)
        self.label = Label(kit, label, step="small", tone="ash")
        if not show_label:
            self.label.hide()
        self.column.addWidget(self.label)
        self._sentence = Label(kit, "", step="small", tone="madder", wrap=True)
        self._keep_room = keep_room
        if not keep_room:
            self._sentence.hide()

    def _finish(self, control: QWidget, focus: QWidget) -> None:
        self.column.addWidget(control)
        self.column.addWidget(self._sentence)
        self.label.setBuddy(focus)
        self.setFocusProxy(focus)
        self._target = focus

    def _tell_error(self, sentence: str | None) -> None:
        self._sentence.setText(sentence or "")
        self._sentence.setVisible(bool(sentence) or self._keep_room)
        described(self._target, sentence or "")


class Field(_Labelled):
    """One line of text with its label. Signals and text are those of ``edit``."""

    def __init__(
        self,
        kit: Kit,
        label: str,
        text: str = "",
        *,
        placeholder: str = "",
        icon: str | None = None,
        step: Step = "body",
        high: int = 40,
        show_label: bool = True,
        keep_room: bool = False,
    ) -> None:
        super().__init__(kit, label, show_label=show_label, keep_room=keep_room)
        self.box = LineBox(kit, label, icon=icon, step=step, high=high)
        self.edit = self.box.edit
        self.edit.setPlaceholderText(placeholder)
        self._finish(self.box, self.edit)
        self.set_text(text)

    def text(self) -> str:
        """Return what is written."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show ``text``; ``edit.textEdited`` is not emitted."""
        self.edit.setText(text)

    def set_error(self, sentence: str | None) -> None:
        """Show a sentence below the field, or None when all is well."""
        self.box.set_wrong(bool(sentence))
        self._tell_error(sentence)


class Area(_Labelled):
    """Several lines of text with their label; ``edit`` is the :class:`TextEdit`."""

    def __init__(
        self,
        kit: Kit,
        label: str,
        text: str = "",
        *,
        placeholder: str = "",
        lines: int = 3,
        grow: bool = True,
        step: Step = "body",
        show_label: bool = True,
        enter_submits: bool = False,
    ) -> None:
        super().__init__(kit, label, show_label=show_label, keep_room=False)
        self.edit = TextEdit(
            kit, label, lines=lines, grow=grow, step=step, enter_submits=enter_submits
        )
        self.edit.setPlaceholderText(placeholder)
        self._finish(self.edit, self.edit)
        self.set_text(text)

    def text(self) -> str:
        """Return what is written."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Show ``text`` without telling listeners, and forget its own undo steps."""
        before = self.edit.blockSignals(True)
        self.edit.setPlainText(text)
        self.edit.blockSignals(before)

    def set_error(self, sentence: str | None) -> None:
        """Show a sentence below the area, or None when all is well."""
        self.edit.setProperty("error", "true" if sentence else "false")
        restyle(self.edit)
        self._tell_error(sentence)


class ComboBox(QComboBox):
    """A choice from a list, painted like a field; the wheel never changes it."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self.kit = kit
        self.setFont(kit.font())
        named(self, name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(kit.theme.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self.view(), name)
        self.setMaxVisibleItems(12)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        event.ignore()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the longest word, up to a limit, and the caret."""
        metrics = QFontMetrics(self.font())
        words = (metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count()))
        longest = min(max(words, default=0), self.kit.theme.grown(320))
        return QSize(longest + 24 + self.kit.theme.icon() + 8, self.kit.theme.control)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A third of it; words are cut with an ellipsis and told in the tooltip."""
        return QSize(96, self.kit.theme.control)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint box, words and caret."""
        c, painter, edge = self.kit.colours, QPainter(self), self.kit.theme.icon()
        on = self.isEnabled()
        border = (c.soot if self.underMouse() else c.bark) if on else None
        paint.box(painter, self.rect(), c.chalk if on else None, border)
        wide = self.width() - 24 - edge - 8
        words = paint.mirrored(self, QRect(12, 0, wide, self.height()))
        tone = c.soot if on and self.currentIndex() >= 0 else c.ash
        text = self.currentText() or self.placeholderText()
        paint.draw_line(painter, self.kit, words, text, self.font(), tone)
        if on:
            square = QRect(self.width() - 12 - edge, (self.height() - edge) // 2, edge, edge)
            place = paint.mirrored(self, square)
            paint.draw_icon(painter, self.kit, place, "caret-down", c.soot)
        painter.end()


class Choice(_Labelled):
    """A list to choose one key from, with its label. ``changed`` carries the key."""

    changed = Signal(str)

    def __init__(
        self,
        kit: Kit,
        label: str,
        options: Sequence[tuple[str, str]] = (),
        value: str | None = None,
        *,
        placeholder: str = "",
        show_label: bool = True,
    ) -> None:
        super().__init__(kit, label, show_label=show_label, keep_room=False)
        self.combo = ComboBox(kit, label)
        self.combo.setPlaceholderText(placeholder)
        self._finish(self.combo, self.combo)
        self.set_options(options, value)
        self.combo.activated.connect(self._on_activated)

    def _on_activated(self, _index: int) -> None:
        self.changed.emit(self.value())

    def set_options(self, options: Sequence[tuple[str, str]], value: str | None = None) -> None:
        """Replace the options (key, words), silently, and show ``value`` or nothing."""
        before = self.combo.blockSignals(True)
        self.combo.clear()
        for key, text in options:
            self.combo.addItem(text, key)
        self.combo.blockSignals(before)
        self.set_value(value)

    def value(self) -> str:
        """Return the key chosen, empty when none is."""
        data = self.combo.currentData()
        return data if isinstance(data, str) else ""

    def set_value(self, key: str | None) -> None:
        """Show ``key`` as chosen, silently; None or an unknown key shows nothing."""
        before = self.combo.blockSignals(True)
        self.combo.setCurrentIndex(-1 if key is None else self.combo.findData(key))
        self.combo.blockSignals(before)
        tipped(self.combo, self.combo.currentText())


class DayField(Field):
    """A day, in any way that people write one (``31/3``, “Friday”); ↑ ↓ move it by one day.

    ``changed`` carries the ISO day, or an empty string when the field was emptied.
    """

    changed = Signal(str)

    def __init__(self, kit: Kit, label: str, day: str = "") -> None:
        super().__init__(kit, label, icon="calendar-blank")
        self._day = ""
        self.set_day(day)
        self.edit.editingFinished.connect(self._on_finished)
        self.edit.installEventFilter(self)

    def day(self) -> str:
        """Return the ISO day last understood, or an empty string."""
        return self._day

    def set_day(self, day: str) -> None:
        """Show an ISO day, silently; empty shows nothing."""
        self._day = day
        self.set_text(self.kit.words.day(day, "dd/MM/yyyy") if day else "")
        self.set_error(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move by one day on ↑ and ↓."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
            step = steps.get(Qt.Key(event.key()))
            if step and self._day:
                moved = dt.date.fromisoformat(self._day) + dt.timedelta(days=step)
                self.set_day(moved.isoformat())
                self.changed.emit(self._day)
                return True
        return super().eventFilter(watched, event)

    def _on_finished(self) -> None:
        found = read_day(self.text())
        if found is None:
            words = self.kit.words
            today = words.day(dt.date.today(), "dd/MM/yyyy")
            self.set_error(
                words.say(
                    "This is not a day. What was there before is kept. Write it as {day}.",
                    day=today,
                )
            )
            return
        if found != self._day:
            self.set_day(found)
            self.changed.emit(found)
        else:
            self.set_day(found)
