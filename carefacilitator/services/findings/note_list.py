"""The notes of a workshop as a long list reads them: what is in sight first, then what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from carefacilitator.services.findings.notes import Notes, NoteView
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.storage import listing
from carefacilitator.storage.touched import Written
from carefacilitator.storage.workspace import Workspace

EDGE = 40
"""So many notes are more than a screen shows."""
REST_AFTER = 30
"""Milliseconds after which a screen asks for the others: what is in sight is painted first."""
_ANSWERS = frozenset({"consent", "same_as"})
"""What decides whose words are withdrawn here."""
_FEW = 100
"""So many written records are read one by one; more are read with everything."""


@dataclass(frozen=True)
class Edge:
    """The first or last notes of a workshop, how many it has and how many are put aside."""

    views: list[NoteView]
    all: int
    parked: int

    @property
    def whole(self) -> bool:
        """Whether these are all its notes."""
        return self.all <= len(self.views)


class NoteList:
    """Reads the notes of one workshop again and again; a view that did not change stays the same.

    Reading may happen on any thread.
    """

    def __init__(self, workspace: Workspace, notes: Notes, workshop_id: str) -> None:
        self._workspace, self._notes, self.workshop_id = workspace, notes, workshop_id
        self._quotes = Quotes(workspace)
        self._views: dict[str, NoteView] | None = None
        self._order: Callable[[NoteView], tuple[object, ...]] | None = None
        self._upto = -1
        self._alone = False
        self._guard = threading.Lock()

    def edge(self, *, last: bool) -> Edge:
        """The notes that stand at the beginning, or at the end."""
        counts = listing.note_counts(self._workspace, self.workshop_id)
        ids = listing.first_notes(self._workspace, self.workshop_id, EDGE, last=last)
        return Edge(self._notes.some(ids), counts.all, counts.parked)

    def read(self) -> list[NoteView]:
        """All notes in the order of :meth:`Notes.of`; reads only what was written meanwhile."""
        with self._guard:
            upto, alone = self._workspace.touched.number, self._workspace.lock.held
            if not self._read_touched():
                self._order = self._notes.order(self.workshop_id)
                fresh = self._notes.of(self.workshop_id)
                known = self._views or {}
                same = [known.get(view.note.id, view) for view in fresh]
                self._views = {
                    new.note.id: old if old == new else new
                    for old, new in zip(same, fresh, strict=True)
                }
            self._upto, self._alone = upto, alone
            return list((self._views or {}).values())

    @property
    def is_known(self) -> bool:
        """Whether reading takes next to no time, because little was written meanwhile."""
        return self._written() is not None

    def _written(self) -> Written | None:
        """What was written since the last time; None where everything must be read.

        As long as this program has not taken the right to write, another one may have written.
        """
        written = self._workspace.touched.since(self._upto) if self._alone else None
        if written is None or "agenda_block" in written.kinds or len(written.records) > _FEW:
            return None
        if written.kinds & _ANSWERS and self._quotes.is_others(self.workshop_id):
            return None
        return written

    def _read_touched(self) -> bool:
        """Read what was written since the last time; whether that was enough."""
        written = self._written()
        if self._views is None or self._order is None or written is None:
            return False
        if not written.kinds & {"note", "coding"}:
            return True
        ids = [*written.records, *listing.coded(self._workspace, written.records)]
        found = {one.note.id: one for one in self._notes.some(list(dict.fromkeys(ids)))}
        views = {**self._views}
        moved = False
        for one in ids:
            old, new = views.get(one), found.get(one)
            if new is None or new.note.workshop_id != self.workshop_id:
                views.pop(one, None)
            else:
                moved = moved or old is None or self._order(old) != self._order(new)
                views[one] = old if old == new and old is not None else new
        if moved:
            views = {one.note.id: one for one in sorted(views.values(), key=self._order)}
        self._views = views
        return True
