"""Search over everything this computer keeps."""

from __future__ import annotations

from carefacilitator.storage import search
from carefacilitator.storage.search import Hit
from carefacilitator.storage.workspace import Workspace


class Finding:
    """Finds words without accents and in any form of the Arabic letters."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Records that hold every word or part of a word, best first."""
        return search.search(self._workspace, words, limit)

    def refresh(self) -> int:
        """Bring the index up to date while nothing else is to do."""
        return search.refresh(self._workspace)
