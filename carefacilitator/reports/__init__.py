"""Paper: the PDFs, and the charts that screens show too.

Importing this room costs next to nothing; ReportLab, HarfBuzz and pikepdf are loaded when the first
document is written.
"""

from __future__ import annotations

from pathlib import Path

from carefacilitator.i18n import Words
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.reports.pdf.result import DocumentUnknown, Enclosed, FinishedDocument, Outcome

KINDS: tuple[str, ...] = tuple(DOCUMENTS)
"""The documents that can be written."""
PAPER_SIZES: tuple[str, ...] = ("A4", "Letter")

__all__ = [
    "KINDS",
    "PAPER_SIZES",
    "DocumentUnknown",
    "Enclosed",
    "Made",
    "Outcome",
    "make",
    "put",
    "recovery_sheet",
    "write",
]


def write(
    kind: str,
    dossier: WorkshopContent,
    words: Words,
    out: Path,
    paper: str = "A4",
    enclosed: Enclosed | None = None,
) -> Outcome:
    """Write a document of ``kind`` to ``out`` in the language of ``words``.

    ``enclosed`` is a sealed bundle that travels inside the file.
    The file appears whole or not at all. Equal dossiers give equal bytes. Raises DocumentUnknown,
    DiskFull, NoPermission, FileMissing (no such folder), MachineTrouble.
    """
    from carefacilitator.reports.documents import catalogue

    return catalogue.write(kind, dossier, words, out, paper, enclosed)


def make(
    kind: str,
    dossier: WorkshopContent,
    words: Words,
    paper: str = "A4",
    enclosed: Enclosed | None = None,
    second: tuple[WorkshopContent, Words] | None = None,
) -> FinishedDocument:
    """A document of ``kind`` in memory. Raises DocumentUnknown.

    A summary may stand in two languages side by side: ``second`` is the same workshop gathered for
    the other one.
    """
    from carefacilitator.reports.documents import catalogue

    return catalogue.make(kind, dossier, words, paper, enclosed, second)


def put(content: bytes, out: Path) -> None:
    """Write a finished document to ``out``, whole or not at all.

    Raises DiskFull, NoPermission, FileMissing (no such folder), MachineTrouble.
    """
    from carefacilitator.reports.documents import catalogue

    catalogue.put(content, out)


def recovery_sheet(passphrase: str, words: Words, day: str, paper: str = "A4") -> FinishedDocument:
    """The sheet with a passphrase on it, dated ``day`` (``YYYY-MM-DD``), in memory only."""
    from carefacilitator.reports.documents import catalogue

    return catalogue.recovery_sheet(passphrase, words, day, paper)
