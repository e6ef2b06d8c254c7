"""A finished document on its way: looked at, sent to a printer, or kept as a file.

Qt's PDF and printing rooms are entered when the first document is shown, so that the window does
not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from carefacilitator.services.sticks import place_for
from carefacilitator.ui.theme.kit import Kit

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from carefacilitator.ui.share.preview import Preview


@dataclass(frozen=True)
class OnPaper:
    """A document in memory, and what to do once it is kept or printed.

    ``keep`` is given the place a person chose, ``printed`` how many pages left, ``failed`` an
    error.
    """

    title: str
    content: bytes
    file_name: str
    keep: Callable[[Path], object]
    printed: Callable[[int], object]
    failed: Callable[[Exception], object]


def look_at(kit: Kit, parent: QWidget, paper: OnPaper) -> Preview:
    """Show a document over the window; printing and keeping go on from there."""
    from carefacilitator.ui.share.preview import Preview

    preview = Preview(kit, parent.window(), paper.title, paper.content)

    def closing(then: Callable[[Any], object]) -> Callable[[Any], None]:
        def close(value: Any) -> None:
            preview.accept()  # what happened is told in the page below
            then(value)

        return close

    inside = replace(
        paper,
        keep=closing(paper.keep),
        printed=closing(paper.printed),
        failed=closing(paper.failed),
    )
    preview.print_asked.connect(partial(_print, preview.document, preview, inside))
    preview.keep_asked.connect(partial(ask_place, kit, preview, inside))
    preview.open()
    return preview


def print_out(parent: QWidget, paper: OnPaper) -> None:
    """Ask for a printer at once."""
    from carefacilitator.ui.share.first_page import document_of

    _print(document_of(paper.content, parent), parent, paper)


def ask_place(kit: Kit, parent: QWidget, paper: OnPaper) -> None:
    """Ask where to keep a document, and keep it there."""
    path = asked_place(kit, parent, paper.file_name)
    if path is not None:
        paper.keep(path)


def asked_place(kit: Kit, parent: QWidget, name: str) -> Path | None:
    """The place a person chooses for a PDF, its ending added; None when she does not."""
    title = kit.words.say("Save PDF")
    text, _ = QFileDialog.getSaveFileName(parent, title, place_for(name), "PDF (*.pdf)")
    if not text:
        return None
    path = Path(text)
    return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")


def _print(document: QPdfDocument, parent: QWidget, paper: OnPaper) -> None:
    from carefacilitator.ui.share.printing import ask_printer

    ask_printer(document, parent, partial(send, document, parent, paper))


def send(document: QPdfDocument, parent: QWidget, paper: OnPaper, printer: QPrinter) -> None:
    """Send a document to a chosen printer."""
    from carefacilitator.ui.share.printing import Printing

    printing = Printing(document, printer, parent)
    printing.done.connect(paper.printed)
    printing.failed.connect(paper.failed)
    for over in (printing.done, printing.failed):
        over.connect(printing.deleteLater)
    printing.start()
