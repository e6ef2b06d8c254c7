"""Icons of one family, drawn in any colour of the theme and kept.

The files in ``resources/icons/<weight>/<name>.svg`` say ``fill="currentColor"``, which Qt's
renderer draws black; the wanted colour is put in before rendering, once per name, weight, colour
and size.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

Weight = Literal["regular", "bold", "fill"]

MIRRORED = frozenset(
    {
        "caret-left",
        "caret-right",
        "arrow-left",
        "arrow-right",
        "skip-forward",
        "paper-plane-tilt",
        "path",
        "door-open",
        "arrow-u-up-left",
        "arrow-u-up-right",
        "list-bullets",
        "list-checks",
    }
)
"""Drawn the other way round when reading from right to left."""


_WINDOW_SIZES = (16, 24, 32, 48, 64, 256)


class Icons:
    """Draws and keeps the pixmaps of one theme; ``rtl`` mirrors those of :data:`MIRRORED`."""

    def __init__(self, folder: Path, *, rtl: bool = False) -> None:
        self._folder = folder
        self._rtl = rtl
        self._kept: dict[tuple[str, Weight, str, int, float], QPixmap] = {}

    def pixmap(
        self, name: str, colour: str, size: int, weight: Weight = "regular", scale: float = 1.0
    ) -> QPixmap:
        """Return ``name`` in ``colour`` (``#RRGGBB``), ``size`` px, for a screen of ``scale``.

        Raises FileNotFoundError when the file was not copied into ``resources/icons``.
        """
        key = (name, weight, colour, size, scale)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._draw(*key)
        return found

    def icon(self, name: str, colour: str, size: int = 20, weight: Weight = "regular") -> QIcon:
        """Return the same as an icon, with a second pixmap for dense screens."""
        made = QIcon(self.pixmap(name, colour, size, weight))
        made.addPixmap(self.pixmap(name, colour, size, weight, 2.0))
        return made

    def _draw(self, name: str, weight: Weight, colour: str, size: int, scale: float) -> QPixmap:
        edge = round(size * scale)
        made = QPixmap(edge, edge)
        made.fill(Qt.GlobalColor.transparent)
        source = _source(self._folder / weight / f"{name}.svg")
        renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode("ascii"))))
        painter = QPainter(made)
        renderer.render(painter, QRectF(0, 0, edge, edge))
        painter.end()
        if self._rtl and name in MIRRORED:
            made = made.transformed(QTransform.fromScale(-1, 1))
        made.setDevicePixelRatio(scale)
        return made


def program_icon(drawing: Path) -> QIcon:
    """The program's own icon for title bar, task bar and the list of windows.

    Drawn here: the plug-in by which Qt would read the file itself is not shipped.
    """
    icon, renderer = QIcon(), QSvgRenderer(QByteArray(drawing.read_bytes()))
    for edge in _WINDOW_SIZES:
        made = QPixmap(edge, edge)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        renderer.render(painter, QRectF(0, 0, edge, edge))
        painter.end()
        icon.addPixmap(made)
    return icon


@lru_cache(maxsize=512)
def _source(path: Path) -> bytes:
    return path.read_bytes()
