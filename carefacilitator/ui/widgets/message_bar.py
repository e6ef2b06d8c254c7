"""Messages that stand in the page: strips of three sentences, empty states."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button, IconButton
from carefacilitator.ui.widgets.layout import STRETCH, Scroll, hbox, vbox
from carefacilitator.ui.widgets.panels import IconLabel, Label, restyle, reveal

MessageKind = Literal["info", "good", "warn", "error"]

_ICONS: dict[MessageKind, tuple[str, Weight]] = {
    "info": ("info", "regular"),
    "good": ("check-circle", "fill"),
    "warn": ("warning", "regular"),
    "error": ("warning-circle", "fill"),
}
_TONES: dict[MessageKind, str] = {
    "info": "indigo",
    "good": "overdye",
    "warn": "ochre",
    "error": "madder",
}


REST_MS, LETTER_MS = 8_000, 70
"""How long a passing message stands whole: so long, and so much more for each letter."""
_MOST = 0.4
"""Share of the window's height that the words of a message may take; longer ones scroll."""


class MessageWords(Scroll):
    """The words of a message, as high as they are, up to a share of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setSpacing(2)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's names
        """Words take more lines where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As high as the words, as far as the window has room."""
        return min(self._whole(width), round(self.window().height() * _MOST))

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line, if there is width."""
        return self.body.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters."""
        return QSize(40, 20)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Be reached by Tab, and scrolled by ↑ ↓, where not all words are in sight."""
        super().resizeEvent(event)
        more = self._whole(self.width()) > self.height() + 1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if more else Qt.FocusPolicy.NoFocus)

    def _whole(self, width: int) -> int:
        return self.body.totalHeightForWidth(width)


class MessageBar(QFrame):
    """A message in the page: what happened (bold), then what is safe and what to do next.

    Hidden until :meth:`tell`. ``closed`` is emitted when it goes. Acts (buttons) go to
    :attr:`acts`. One that is ``passing`` takes less room once there was time to read it: what asks
    for nothing goes, the rest becomes one line that opens again under the mouse.
    """

    closed = Signal()

    def __init__(self, kit: Kit, *, closable: bool = True, passing: bool = False) -> None:
        super().__init__()
        self.kit, self._passing, self._goes = kit, passing, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_read)
        self.setProperty("role", "strip")
        row = hbox(into=self, gap=12, margins=(14, 10, 8, 10))
        self._icon = IconLabel(kit, "info")
        self._first = Label(kit, bold=True, wrap=True)
        self._rest = Label(kit, wrap=True)
        self._words = MessageWords()
        self._words.body.addWidget(self._first)
        self._words.body.addWidget(self._rest)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.acts = hbox(gap=8)
        if kit.theme.stacked:  # large words want the whole width
            middle = vbox(self._words, self.acts, gap=8)
            row.addLayout(middle, 1)
        else:
            row.addWidget(self._words, 1)
            row.addLayout(self.acts)
        self.close_button = IconButton(kit, kit.words.say("Put this message away"), "x", size=18)
        if not closable:
            self.close_button.hide()
        self.close_button.clicked.connect(self._on_close)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(
        self,
        kind: MessageKind,
        happened: str,
        safe: str = "",
        then: str = "",
        *,
        acts: list[Button] | None = None,
    ) -> None:
        """Show up to three sentences and the buttons that help."""
        self.setProperty("kind", kind)
        name, weight = _ICONS[kind]
        self._icon.set_icon(name, getattr(self.kit.colours, _TONES[kind]), weight)
        self._first.setText(happened)
        self._first.set_tone(_TONES[kind])
        rest = " ".join(part for part in (safe, then) if part)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._replace_acts(acts or [])
        named(self, " ".join(part for part in (happened, rest) if part))
        named(self._words, self.accessibleName())
        self._words.updateGeometry()
        restyle(self)
        reveal(self)
        announce(self, self.accessibleName(), urgent=kind == "error")
        if self._passing:
            self._rest_after(kind, len(happened) + len(rest), acts=bool(acts))

    def _replace_acts(self, acts: list[Button]) -> None:
        while (item := self.acts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for button in acts:
            self.acts.addWidget(button)

    def clear(self) -> None:
        """Hide the message."""
        self._timer.stop()
        self.hide()

    def _rest_after(self, kind: MessageKind, letters: int, *, acts: bool) -> None:
        """Take less room once it was read: good news goes, what needs an answer becomes a line."""
        self._goes = kind in ("info", "good") and not acts
        self._timer.start(REST_MS + letters * LETTER_MS)

    def _on_read(self) -> None:
        focus = self.focusWidget()
        if self.underMouse() or (focus is not None and focus.hasFocus()):
            self._timer.start()  # somebody is at it
        elif self._goes:
            self._on_close()
        else:
            self._fold(folded=True)

    def _fold(self, *, folded: bool) -> None:
        """Show the first sentence alone, or all of them."""
        self._rest.setVisible(not folded and bool(self._rest.text()))
        self._words.updateGeometry()
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show all of it to the mouse."""
        super().enterEvent(event)
        self._fold(folded=False)

    def _on_close(self) -> None:
        self.clear()
        self.closed.emit()


class EmptyState(QWidget):
    """One line that says what to do and at most two buttons; no drawing."""

    def __init__(self, kit: Kit, sentence: str, *buttons: Button) -> None:
        super().__init__()
        column = vbox(into=self, gap=16, margins=(24, 32, 24, 32))
        self.sentence = Label(kit, sentence, step="body", tone="ash", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self.sentence)
        row = hbox(STRETCH, gap=12)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        named(self, sentence)
