"""Take what a layout holds off the screen at once."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtWidgets import QLayout, QWidget


def clear(layout: QLayout, keep: Container[QWidget] = ()) -> None:
    """Empty a layout; its widgets are hidden now and deleted soon, except those to ``keep``.

    Without hiding, a widget would be painted once more where it stood.
    """
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            clear(inner, keep)
        elif widget is not None and widget not in keep:
            widget.hide()
            widget.deleteLater()
