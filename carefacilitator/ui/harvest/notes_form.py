"""What lessons and commitments share: words that rest on notes, a kind, codes, keeping, the bin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Commitment, Lesson
from carefacilitator.services.findings.commitments import Commitments
from carefacilitator.services.findings.lessons import Lessons
from carefacilitator.services.program import Program
from carefacilitator.ui.harvest.evidence import Evidence
from carefacilitator.ui.harvest.record_form import LargeText, RecordForm
from carefacilitator.ui.page import Page
from carefacilitator.ui.redaction.holding_line import HoldingLine, tell_holders
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.record_choices import CodeChips, KindChips

R = TypeVar("R", Lesson, Commitment)


Keeping = Lessons | Commitments
"""The services of lessons and of commitments, as far as their forms ask the same of them."""


class NotesForm(RecordForm, Generic[R]):
    """A record made of notes; its form builds ``words``, ``kinds``, ``codes``, ``evidence``.

    ``kind`` is the record it shows, ``word`` what its visits are called.
    """

    kind: ClassVar[type[Lesson] | type[Commitment]]
    word: ClassVar[str] = ""
    words: LargeText
    kinds: KindChips
    codes: CodeChips
    evidence: Evidence

    def __init__(
        self, page: Page, program: Program, keeping: Keeping, record_id: str, *, fresh: bool
    ) -> None:
        super().__init__(page, record_id, fresh=fresh)
        self._program, self._keeping = program, keeping
        self._workshop = page.workshop_id
        self.holding = HoldingLine(page, program)
        self.body.addWidget(self.holding)

    # the keyboard -------------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of what rests on notes, and between them those of its kind."""
        say = self.say
        return [
            self.act("kind", "F2", say("kind"), self.to_kind),
            self.act("code", "F3", say("5R"), self.to_codes),
            *self.own_acts(),
            self.act("rest", "F6", say("add the chosen notes"), self.take_evidence, line=False),
            self.act("remove", "Ctrl+Delete", say("remove"), self.remove, line=False),
        ]

    def own_acts(self) -> list[Act]:
        """The keys that only this kind has."""
        return []

    def first_focus(self) -> QWidget:
        """The words."""
        return self.words.edit

    def select_words(self) -> None:
        """Choose all words, so that typing replaces what the notes said."""
        self.words.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.edit.selectAll()

    def look_who_holds(self) -> None:
        """Say who has had the earlier wording, once the words were left."""
        self.holding.look(self.word, self.record_id)

    def to_kind(self) -> None:
        """Go to the kinds; from there to those that are not shown."""
        if self.kinds.has_keyboard() and not self.kinds.more.isHidden():
            self.kinds.open_all()
        else:
            self.kinds.take_focus()

    def to_codes(self) -> None:
        """Go to the codes; a letter switches one."""
        self.codes.take_focus()

    # saving (on the worker) ---------------------------------------------------------------

    def _stored(self) -> R | None:
        """The record as it is on disk, in the bin or not."""
        found = self._program.workspace.find(self.kind, self.record_id, in_bin=True)
        return cast("R | None", found)

    def _visit(self, what: str) -> str:
        return f"{self.word} {what} {self.record_id}"

    def _end_visit(self, what: str) -> None:
        self._program.workspace.end_visit(self._visit(what))

    def _store_field(self, name: str, text: str) -> None:
        if self._stored() is not None:
            self._keeping.edit(self.record_id, visit=self._visit(name), **{name: text})

    def _edit(self, **fields: Any) -> None:
        """Store choices; one without words yet keeps them in its draft."""
        self._write(partial(self._keeping.edit, self.record_id, **fields))

    def _write(self, work: Callable[[], None]) -> None:
        """Do something with the record, once it is on disk."""

        def write() -> None:
            if self._stored() is not None:
                work()

        self.page.run(write)

    # acts ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep it as it is; the notes have the keyboard again."""
        self.page.tools.saving.flush()
        self.finished.emit()

    def remove(self) -> None:
        """Move it to the bin; undo brings it back."""
        if self._program.workspace.find(self.kind, self.record_id) is not None:
            self.page.tools.saving.flush()
            told = partial(tell_holders, self.page, self._program, self.word, self.record_id)
            self.page.run(partial(self._keeping.delete, self.record_id), lambda _none: told())

    def take_evidence(self) -> None:
        """Rest on the chosen notes, too."""
        self.evidence.take()
