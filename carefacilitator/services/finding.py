"""Search over everything this computer keeps."""

from __future__ import annotations

from carefacilitator.model.joined import Joined
from carefacilitator.model.records import SameAs
from carefacilitator.storage import search
from carefacilitator.storage.search import Hit
from carefacilitator.storage.workspace import Workspace


class Finding:
    """Finds words without accents and in any form of the Arabic letters."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Records that hold every word or part of a word, best first.

        Of records that are one person or one organisation only the first is told.
        """
        one_is = Joined(self._workspace.all(SameAs))
        once: dict[tuple[str, str], Hit] = {}
        for hit in search.search(self._workspace, words, limit):
            once.setdefault((hit.kind, one_is.of(hit.record)), hit)
        return list(once.values())

    def refresh(self) -> int:
        """Bring the index up to date while nothing else is to do."""
        return search.refresh(self._workspace)
