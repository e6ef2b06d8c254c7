"""Says who holds an earlier wording of what was just changed, where no page says it beside it.

Blocks, captions, a workshop's own texts, what was removed from a list: once nothing was changed for
a moment, what was written is looked through, and only where an earlier wording has left it is said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from carefacilitator.ui.runtime.after_pause import AfterPause
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from carefacilitator.services.privacy.redaction import ChangedSinceSent
    from carefacilitator.services.program import Changed, Program
    from carefacilitator.ui.shell.main_window import MainWindow

_BESIDE_THE_TEXT = frozenset({"lesson", "commitment"})
"""Kinds whose page says it beside the text, also when they are removed."""


class WordingsThatLeft(AfterPause):
    """Hears what is committed, and speaks up once where an earlier wording is in others' hands."""

    def __init__(
        self, tasks: Tasks, program: Program, frame: MainWindow, remove: Callable[[str, str], None]
    ) -> None:
        super().__init__()
        self._tasks, self._program, self._frame, self._remove = tasks, program, frame, remove
        self._changes: list[str] = []

    def hear(self, changed: Changed) -> None:
        """Remember what was written until nothing more is."""
        if changed.change:
            self._changes.append(changed.change)
            self.wait()

    def look(self) -> None:
        """Find out, on the worker, what of the last changes had left in another wording."""
        changes, self._changes = self._changes, []
        if changes:
            find = partial(self._program.redacting.reworded, changes)
            self._tasks.run(find, self._tell, self._frame.tell_failure, self)

    def _tell(self, found: list[ChangedSinceSent]) -> None:
        on_notes = self._frame.place.page == "facilitate"
        told = [one for one in found if not self._is_said(one, on_notes)]
        if not told:
            return
        from carefacilitator.ui.redaction.redact_words import holders_words

        first, kit = told[0], self._frame.kit
        act = Button(
            kit, kit.words.say("Remove it there too …"), told_key="Ctrl+Shift+Delete", kind="quiet"
        )
        act.clicked.connect(partial(self._remove, first.kind, first.record))
        words = holders_words(first.holders, kit.words, whole=first.removed)
        self._frame.tell("info", words, acts=[act])

    @staticmethod
    def _is_said(one: ChangedSinceSent, on_notes: bool) -> bool:
        if one.kind == "note":
            return on_notes or not one.removed
        return one.kind in _BESIDE_THE_TEXT
