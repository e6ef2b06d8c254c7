"""The key line at the foot of the window: what is saved, the keys of this page, undo, F1.

Its start is the only place where saving is told. Keys are buttons too, for laptops that hide
function keys behind Fn and for the mouse; where room is short the last ones go, never the save
state, undo or F1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from carefacilitator.i18n import Words
from carefacilitator.messages import sentences
from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.runtime.autosave import SaveState, SaveStatus
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.panels import IconLabel, Label

GAP = 24
PASSING_MS = 6_000
"""How long the line says what was undone before it says again what is saved."""
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
        named(self, f"{paint.spoken(self.key)}: {words}")
        tipped(self, f"{words} ({paint.spoken(self.key)})")
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


def save_words(words: Words, state: SaveState, zone: dt.tzinfo | None = None) -> str:
    """What is saved, in words; the time is that of a zone, or of this computer."""
    if state.status is SaveStatus.FAILED and state.error is not None:
        return words.say("Not saved: {why}", why=sentences(state.error, words).what)
    if state.status is SaveStatus.SAVING:
        return words.say("Saving…")
    if state.at is None:
        return words.say("All saved")
    return words.say("Saved {time}", time=state.at.astimezone(zone).strftime("%H:%M"))


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

    def show_state(self, state: SaveState, zone: dt.tzinfo | None = None) -> None:
        """Tell a state in icon, colour and words."""
        c, words = self.kit.colours, save_words(self.kit.words, state, zone)
        if state.status is SaveStatus.FAILED and state.error is not None:
            self._put("warning-circle", "madder", c.madder, words)
            tipped(self, sentences(state.error, self.kit.words).text)
            return
        tipped(self, "")
        if state.status is SaveStatus.SAVING:
            self._put("circle-dashed", "soot", c.soot, words)
        else:
            self._put("check-circle", "overdye", c.overdye, words)

    def show_words(self, icon: str, words: str) -> None:
        """Tell something else that just happened (“Undone: …”)."""
        self._put(icon, "soot", self.kit.colours.soot, words)

    def words(self) -> str:
        """Return what is said now."""
        return self._words.whole()

    def _put(self, icon: str, tone: str, colour: str, words: str) -> None:
        weight = "regular" if icon == "circle-dashed" else "fill"
        self._icon.set_icon(icon, colour, weight)  # type: ignore[arg-type]
        self._words.set_tone(tone)
        self._words.setText(words)
        named(self, words)
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
        named(self, say("Keys of this page"))
        self._undo_words: str | None = None
        self._made: list[KeyHint] = []
        self._state, self._said = SaveState(), SaveStatus.SAVING
        self._zone: dt.tzinfo | None = None
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSING_MS)
        self._passing.timeout.connect(self._show_state)

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
        """Tell the save state; aloud the first time that it is saved, and whenever it is not.

        What is told by :meth:`tell` stands until then, unless something could not be saved.
        """
        self._state = state
        self._say_state(state)
        if state.status is SaveStatus.FAILED or not self._passing.isActive():
            self._show_state()

    def show_zone(self, zone: dt.tzinfo | None) -> None:
        """Tell times as the rest of the screen does: where the workshop is held."""
        if zone != self._zone:
            self._zone = zone
            if not self._passing.isActive():
                self._show_state()

    def _show_state(self) -> None:
        self._passing.stop()
        self.save_mark.show_state(self._state, self._zone)
        self._fit()

    def _say_state(self, state: SaveState) -> None:
        if state.status is SaveStatus.SAVING or state.status is self._said:
            return
        if state.status is SaveStatus.FAILED or state.at is not None:
            self._said = state.status
            failed = state.status is SaveStatus.FAILED
            announce(self, save_words(self.kit.words, state, self._zone), urgent=failed)

    def tell(self, words: str) -> None:
        """Tell in passing what was done, in the place of the save state, and aloud."""
        if self._state.status is not SaveStatus.FAILED:
            self.save_mark.show_words("arrow-u-up-left", words)
            self._fit()
            self._passing.start()
        announce(self, words)

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
