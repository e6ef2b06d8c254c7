"""Paper: the PDFs, and the charts that screens show too.

Importing this room costs next to nothing; ReportLab, HarfBuzz and pikepdf are loaded when the first
document is written.
"""

from __future__ import annotations

from pathlib import Path

from carefacilitator.i18n import Words
from carefacilitator.model.dossier import Dossier
from carefacilitator.reports.outcome import DocumentUnknown, Enclosed, Outcome

KINDS: tuple[str, ...] = ("summary", "report", "agenda", "signin")
"""The documents that can be written."""
PAPER_SIZES: tuple[str, ...] = ("A4", "Letter")

__all__ = ["KINDS", "PAPER_SIZES", "DocumentUnknown", "Enclosed", "Outcome", "write"]


def write(
    kind: str,
    dossier: Dossier,
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
    from carefacilitator.reports import documents

    return documents.write(kind, dossier, words, out, paper, enclosed)
