"""Printing plain text: large letters, the printer chosen in the system's own dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument, QTextOption
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from carefacilitator.ui.theme.kit import Kit

_POINTS = 16


def print_text(kit: Kit, text: str, printer: QPrinter) -> None:
    """Send a text to a printer; each line has its own direction and stands as ours do."""
    side = Qt.AlignmentFlag.AlignRight if kit.theme.rtl else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    document = QTextDocument()
    document.setDefaultTextOption(option)
    font = kit.font()
    font.setPointSize(_POINTS)
    document.setDefaultFont(font)
    document.setPlainText(text)
    document.print_(printer)


def ask_printer(kit: Kit, text: str, parent: QWidget) -> QPrintDialog:
    """Ask for a printer; nothing happens when the dialog is put away."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_text(kit, text, printer))
    QDialog.open(dialog)
    return dialog
