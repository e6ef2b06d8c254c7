"""Printing a finished document: the printer is chosen in the system's own dialog.

Pages are drawn one at a time between other events, so that the clock goes on and typing is kept
while sixty certificates leave the printer.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QObject, QRect, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from carefacilitator.errors import PrinterTrouble

_SHARP = 300
"""Dots per inch that letters of eight points need; more only takes time and memory."""


def printer_for(document: QPdfDocument) -> QPrinter:
    """A printer set to the document's own paper, without margins and without scaling."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    size = document.pagePointSize(0)
    lying = size.width() > size.height()
    upright = QSizeF(size.height(), size.width()) if lying else size
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF()))
    return printer


def ask_printer(
    document: QPdfDocument, parent: QWidget, on_chosen: Callable[[QPrinter], object]
) -> None:
    """Ask for a printer and pages in the system's dialog; nothing happens when it is put away."""
    printer = printer_for(document)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, document.pageCount())
    dialog.setFromTo(1, document.pageCount())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: on_chosen(printer))
    QDialog.open(dialog)


class Printing(QObject):
    """Sends a document to a printer, page by page; ``done`` carries how many pages went."""

    done = Signal(int)
    failed = Signal(object)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._printer = document, printer
        self._painter = QPainter()
        first = max(1, printer.fromPage() or 1) - 1
        last = min(printer.toPage() or document.pageCount(), document.pageCount())
        self._waiting = list(range(first, last))
        self._sent = 0

    def start(self) -> None:
        """Begin; the signals tell the rest."""
        if not self._painter.begin(self._printer):
            self.failed.emit(PrinterTrouble(name=self._printer.printerName()))
            return
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        if self._sent and not self._printer.newPage():
            self._painter.end()
            self.failed.emit(PrinterTrouble(name=self._printer.printerName()))
            return
        self._draw(self._waiting.pop(0))
        self._sent += 1
        QTimer.singleShot(0, self, self._next)

    def _end(self) -> None:
        if self._painter.end():
            self.done.emit(self._sent)
        else:
            self.failed.emit(PrinterTrouble(name=self._printer.printerName()))

    def _draw(self, page: int) -> None:
        size = self._document.pagePointSize(page)
        sharp = min(self._printer.resolution(), _SHARP) / 72
        dots = QSize(round(size.width() * sharp), round(size.height() * sharp))
        picture = QImage(dots, QImage.Format.Format_RGB32)  # printers are slow with transparency
        picture.fill(Qt.GlobalColor.white)
        with QPainter(picture) as brush:
            brush.drawImage(0, 0, self._document.render(page, dots))
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        self._painter.drawImage(self._place(size, sheet), picture)

    def _place(self, size: QSizeF, sheet: QRect) -> QRect:
        """Where a page stands on the sheet: at its own size, or smaller where it must be."""
        dots = self._printer.resolution() / 72
        wide, high = size.width() * dots, size.height() * dots
        share = min(1.0, sheet.width() / wide, sheet.height() / high)
        if share > 0.99:  # rounding of paper sizes is no reason to shrink labels
            share = 1.0
        wide, high = round(wide * share), round(high * share)
        return QRect((sheet.width() - wide) // 2, (sheet.height() - high) // 2, wide, high)
