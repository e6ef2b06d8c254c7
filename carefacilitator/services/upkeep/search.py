"""Search over everything this computer keeps."""

from __future__ import annotations

from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Note, SameAs
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.storage import search
from carefacilitator.storage.search import Hit as Hit
from carefacilitator.storage.workspace import Workspace


class Finding:
    """Finds words without accents and in any form of the Arabic letters."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._quotes = Quotes(workspace)

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Records that hold every word or part of a word, best first.

        Of records that are one person or one organisation only the first is told; nothing is found
        by words that are withdrawn here.
        """
        one_is = Joined(self._workspace.all(SameAs))
        once: dict[tuple[str, str], Hit] = {}
        for hit in self._readable(words, limit):
            once.setdefault((hit.kind, one_is.of(hit.record)), hit)
        return list(once.values())

    def _readable(self, words: str, limit: int) -> list[Hit]:
        """The best hits; more are looked for where withdrawn words took places among them."""
        most = limit
        while True:
            hits = search.search(self._workspace, words, most)
            notes = self._workspace.some(Note, [one.record for one in hits if one.kind == "note"])
            gone = self._quotes.withdrawn(notes.values())
            kept = [one for one in hits if one.kind != "note" or one.record not in gone]
            if len(kept) >= limit or len(hits) < most:
                return kept[:limit]
            most *= 4

    def refresh(self) -> int:
        """Bring the index up to date while nothing else is to do."""
        return search.refresh(self._workspace)
