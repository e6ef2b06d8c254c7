"""A layout that puts widgets in lines in reading order and starts a new line when one is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets at their natural size, each in the middle of its line, mirrored.

    A widget for which a whole line is too short gets narrower, as far as it can.
    ``gap`` px between neighbours, ``line_gap`` px between lines (the same when None).
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's names throughout
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return the item at ``index`` or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Remove and return the item at ``index`` or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Never ask for more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Height depends on width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all lines at ``width`` px."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items]
        gaps = self._gap * max(0, len(sizes) - 1)
        high = max((s.height() for s in sizes), default=0)
        return QSize(sum(s.width() for s in sizes) + gaps, high)

    def minimumSize(self) -> QSize:  # noqa: N802
        """The widest single widget."""
        sizes = [item.minimumSize() for item in self._items]
        wide = max((s.width() for s in sizes), default=0)
        return QSize(wide, max((s.height() for s in sizes), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = 0
        for number, line in enumerate(self._lines(rect.width())):
            y += self._line_gap if number else 0
            high = max(size.height() for _, size in line)
            x = 0
            for item, size in line:
                if move:
                    left = rect.right() + 1 - x - size.width() if rtl else rect.left() + x
                    top = rect.top() + y + (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top), size))
                x += size.width() + self._gap
            y += high
        return y

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items with their sizes, in the lines that ``width`` px give."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = -1
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > width:  # narrower than it likes, but whole
                size.setWidth(max(width, item.minimumSize().width()))
            left -= size.width()
            if left < 0:
                lines.append([])
                left = width - size.width()
            lines[-1].append((item, size))
            left -= self._gap
        return lines
