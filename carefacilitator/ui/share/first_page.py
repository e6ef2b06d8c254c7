"""Documents read from memory, and the first page of one as a picture.

Loading Qt's PDF room takes a moment, so pages import this late.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

_WIDE = 900
"""Px across in which a page is drawn: enough for the largest text on a fine screen."""


@dataclass(frozen=True)
class FirstPage:
    """A first page as a picture, the words on it, and how many pages there are in all."""

    picture: QImage
    words: str
    pages: int


def document_of(content: bytes, parent: QObject | None = None) -> QPdfDocument:
    """A document read from memory, kept as long as ``parent`` or until it is deleted."""
    document = QPdfDocument(parent) if parent is not None else QPdfDocument()
    kept = QBuffer(document)
    kept.setData(QByteArray(content))
    kept.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(kept)
    return document


def first_page(content: bytes) -> FirstPage:
    """Draw the first page of a finished document; touches no widget."""
    document = document_of(content)
    size = document.pagePointSize(0)
    dots = QSize(_WIDE, round(_WIDE * size.height() / max(1.0, size.width())))
    picture = QImage(dots, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    with QPainter(picture) as brush:
        brush.drawImage(0, 0, document.render(0, dots))
    return FirstPage(picture, document.getAllText(0).text(), document.pageCount())
