"""Words with what can be done about them: beside each other, or below where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.layout import vbox

LEAST = 230
"""Px (at 100 % text) that words need beside something to be read easily."""


class Beside(QWidget):
    """Fill ``words``; ``act`` stands at the end of the line, or below the words.

    ``indent`` px are free before both.
    """

    def __init__(self, kit: Kit, act: QWidget, *, indent: int = 0, gap: int = 12) -> None:
        super().__init__()
        self._kit, self._act, self._gap = kit, act, gap
        self.words = vbox(gap=0)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        left, right = (0, indent) if kit.theme.rtl else (indent, 0)
        self._box.setContentsMargins(left, 0, right, 0)
        self._box.setSpacing(gap)
        self._box.addLayout(self.words, 1)
        self._box.addWidget(act)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's names
        """As wide as the wider of both: they may stand below each other."""
        least = self._box.minimumSize()
        wide = max(self._act.sizeHint().width(), self.words.minimumSize().width())
        margins = self._box.contentsMargins()
        return QSize(wide + margins.left() + margins.right(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose between beside and below."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Choose again when what can be done has other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        room = self._box.contentsRect().width() - self._gap - self._act.sizeHint().width()
        least = max(LEAST * self._kit.theme.factor, self.words.minimumSize().width())
        below = not self._act.isHidden() and room < least
        towards = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if towards == self._box.direction():
            return
        self._box.setDirection(towards)
        self._box.setSpacing(4 if below else self._gap)
        side = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag(0)
        self._box.setAlignment(self._act, side)
        self.updateGeometry()  # words are wider now and may need fewer lines, or narrower and more
