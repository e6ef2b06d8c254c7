"""The key line at the foot of the window: what is saved, the keys of this page, undo, F1.

Its start is the only place where saving is told. Keys are buttons too, for laptops that hide
function keys behind Fn and for the mouse; where room is short the last ones go, never the save
state, undo or F1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from carefacilitator.messages import sentences
from carefacilitator.ui.runtime.autosave import SaveState, SaveStatus
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.panels import IconLabel, Label

GAP = 24
UNDO_LETTERS = 44
"""Letters of the undo words shown at most; the tooltip has them all."""


class KeyHint(QAbstractButton):
    """A key and what it does; a click does it."""

    def __init__(self, kit: Kit, key: str, words: str, call: Callable[[], object] | None) -> None:
        super().__init__()
        self.kit, self.key = kit, key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(words)
        if call is not None:
            self.clicked.connect(call)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._live = call is not None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_words(self, words: str) -> None:
        """Change what the key is said to do."""
        self.words = words if len(words) <= UNDO_LETTERS else f"{words[: UNDO_LETTERS - 1]}…"
        self.setAccessibleName(f"{paint.spoken(self.key)}: {words}")
        self.setToolTip(f"{words} ({paint.spoken(self.key)})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Cap, gap, words, as high as the line."""
        words = QFontMetrics(self.kit.font("small")).horizontalAdvance(self.words) + 1
        caps = paint.caps_width(self.kit, self.key)
        return QSize(caps + 5 + words, self.kit.theme.key_line)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint cap and words."""
        painter, caps = QPainter(self), paint.caps_width(self.kit, self.key)
        whole = self.rect()
        place = paint.mirrored(self, QRect(0, 0, caps, whole.height()))
        paint.draw_caps(painter, self.kit, place, self.key)
        words = paint.mirrored(self, QRect(caps + 5, 0, whole.width() - caps - 5, whole.height()))
        font = self.kit.font("small")
        if self._live and self.underMouse():
            font.setUnderline(True)
        paint.draw_line(painter, self.kit, words, self.words, font, self.kit.colours.soot)
        painter.end()


class SaveMark(QWidget):
    """Icon and words of the save state; a fixed width at rest so that keys do not move."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        row = hbox(into=self, gap=8)
        self._icon = IconLabel(kit, "check-circle", size=18, weight="fill")
        self._words = Label(kit, "", step="small", bold=True)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self.show_state(SaveState())

    def show_state(self, state: SaveState) -> None:
        """Tell a state in icon, colour and words."""
        c, say = self.kit.colours, self.kit.words.say
        at = state.at.strftime("%H:%M") if state.at else ""
        if state.status is SaveStatus.FAILED and state.error is not None:
            what = sentences(state.error, self.kit.words)
            self._put("warning-circle", "madder", c.madder, say("Not saved: {why}", why=what.what))
            self.setToolTip(what.text)
        elif state.status is SaveStatus.SAVING:
            self._put("circle-dashed", "soot", c.soot, say("Saving…"))
            self.setToolTip("")
        else:
            words = say("Saved {time}", time=at) if at else say("All saved")
            self._put("check-circle", "overdye", c.overdye, words)
            self.setToolTip("")

    def show_words(self, words: str) -> None:
        """Tell something else that is true of the workspace (“Workspace unchanged”)."""
        self._put("check-circle", "overdye", self.kit.colours.overdye, words)

    def words(self) -> str:
        """Return what is said now."""
        return self._words.whole()

    def _put(self, icon: str, tone: str, colour: str, words: str) -> None:
        weight = "regular" if icon == "circle-dashed" else "fill"
        self._icon.set_icon(icon, colour, weight)  # type: ignore[arg-type]
        self._words.set_tone(tone)
        self._words.setText(words)
        self.setAccessibleName(words)
        font = self.kit.font("small", bold=tone != "soot")
        self._words.setFont(font)
        self.setMinimumWidth(self._least())

    def _least(self) -> int:
        say = self.kit.words.say
        metrics = QFontMetrics(self.kit.font("small", bold=True))
        usual = (say("Saving…"), say("Saved {time}", time="00:00"))
        return max(metrics.horizontalAdvance(w) for w in usual) + self.kit.theme.icon(18) + 12


class KeyLine(QWidget):
    """The line itself. ``help_requested`` by F1, ``undo_requested`` by the undo words."""

    help_requested = Signal()
    undo_requested = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setProperty("role", "keyline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(kit.theme.key_line)
        row = hbox(into=self, gap=GAP, margins=(16, 0, 16, 0))
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.save_mark = SaveMark(kit)
        row.addWidget(self.save_mark)
        self._hints = hbox(gap=GAP)
        row.addLayout(self._hints)
        row.addStretch(1)
        self._undo = KeyHint(kit, "Ctrl+Z", "", self.undo_requested.emit)
        self._undo.hide()
        self._hints.addWidget(self._undo)
        say = kit.words.say
        self._help = KeyHint(kit, "F1", say("all keys"), self.help_requested.emit)
        row.addWidget(self._help)
        self.setAccessibleName(say("Keys of this page"))
        self._undo_words: str | None = None
        self._made: list[KeyHint] = []

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Little: keys go when it is narrow, so they never keep the window wide."""
        return QSize(320, self.height())

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Show the keys of a page in their order."""
        for hint in self._made:
            self._hints.removeWidget(hint)
            hint.hide()  # a layout shows what it was given later, even when it was taken away
            hint.deleteLater()
        self._made = [KeyHint(self.kit, a.key, a.words, a.call) for a in acts if a.line]
        self._hints.removeWidget(self._undo)
        for hint in self._made:
            self._hints.addWidget(hint)
        self._hints.addWidget(self._undo)
        self._fit()

    def show_undo(self, words: str | None) -> None:
        """Show what Ctrl+Z would take back, or nothing."""
        if words == self._undo_words:
            return
        self._undo_words = words
        if words:
            self._undo.set_words(self.kit.words.say("undo: {what}", what=words))
        self._fit()

    def show_state(self, state: SaveState) -> None:
        """Tell the save state."""
        self.save_mark.show_state(state)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide the last keys that do not fit; undo and F1 stay."""
        self._undo.setVisible(bool(self._undo_words))
        fixed = [self.save_mark.sizeHint().width(), self._help.sizeHint().width()]
        fixed[0] = max(fixed[0], self.save_mark.minimumWidth())
        if self._undo_words:
            fixed.append(self._undo.sizeHint().width())
        room = self.width() - 32 - sum(fixed) - GAP * len(fixed)
        for hint in self._made:
            room -= hint.sizeHint().width() + GAP
            hint.setVisible(room >= 0)
