"""What writing a document gives back, and the one refusal of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carefacilitator.errors import Refusal


@dataclass(frozen=True)
class Outcome:
    """A finished document.

    ``missing_glyphs`` are the characters that no bundled font has; boxes stand in their place.
    """

    path: Path
    pages: int
    missing_glyphs: tuple[str, ...]


@dataclass(frozen=True)
class Enclosed:
    """A sealed bundle with its file name; ``told`` says in the document's language what it is."""

    name: str
    data: bytes
    told: str


@dataclass(frozen=True)
class FinishedDocument:
    """A finished document in memory, to be shown, printed or written."""

    content: bytes
    pages: int
    missing_glyphs: tuple[str, ...]


class DocumentUnknown(Refusal):
    """There is no document ``kind``, or no ``paper`` of that name."""

    code = "document_unknown"
