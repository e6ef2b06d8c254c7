"""A note while it is being typed: where it goes, what was chosen for it, how it gets to the disk.

The capture line changes a draft on the interface thread; the worker reads it. Choices are replaced
as a whole, so that the worker never sees half of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from carefacilitator.model.records.records import Note, Workshop

if TYPE_CHECKING:
    from carefacilitator.services.program import Program


class Choices(NamedTuple):
    """What is chosen beside the text of a note."""

    kind: str = "discussion"
    language: str = ""
    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    speaker_person_id: str = ""
    speaker_group: str = ""
    verbatim: bool = False


@dataclass
class NoteDraft:
    """One note in the line: a new one, or a stored one that is being changed."""

    workshop: str
    block: str
    note: str
    is_new: bool = True
    more_themes: tuple[str, ...] = ()
    choices: Choices = field(default_factory=Choices)
    stored: str = ""
    binned: bool = False

    @property
    def visit(self) -> str:
        """The name of the stay in which this note is typed."""
        return f"capture {self.note}"


def store_text(program: Program, draft: NoteDraft, text: str) -> None:
    """Store the text of a draft; a new note is made by its first words.

    Nothing is stored without words, or where the workshop or the note is gone meanwhile.
    """
    draft.stored = text
    if not text.strip() or not draft.note:
        return
    workspace, chosen = program.workspace, draft.choices
    if draft.binned:  # it was emptied and left; what is written now is another note
        draft.note, draft.binned = workspace.new_id(), False
    if workspace.find(Note, draft.note) is not None:
        program.notes.edit(draft.note, visit=draft.visit, text=text)
    elif draft.is_new and workspace.find(Note, draft.note, in_bin=True) is None:
        if workspace.find(Workshop, draft.workshop) is None:
            return
        program.notes.add(
            draft.workshop,
            text,
            draft.block,
            chosen.kind,
            chosen.language,
            chosen.codes,
            chosen.themes,
            visit=draft.visit,
            id=draft.note,
            speaker_person_id=chosen.speaker_person_id,
            speaker_group=chosen.speaker_group,
            verbatim=chosen.verbatim,
        )


def end_stay(program: Program, draft: NoteDraft) -> None:
    """The line is left: a new note that was emptied again goes to the bin."""
    program.workspace.end_visit(draft.visit)
    emptied = draft.is_new and not draft.stored.strip()
    if emptied and program.workspace.find(Note, draft.note) is not None:
        program.notes.delete(draft.note)
        draft.binned = True


def store_choices(program: Program, draft: NoteDraft, chosen: Choices) -> None:
    """Store what is chosen for a note that is on disk; a later text brings it along otherwise."""
    if program.workspace.find(Note, draft.note) is None:
        return
    program.notes.edit(
        draft.note,
        kind=chosen.kind,
        language=chosen.language,
        verbatim=chosen.verbatim,
        speaker_person_id=chosen.speaker_person_id,
        speaker_group=chosen.speaker_group,
    )
    program.notes.code(draft.note, "five_r", chosen.codes)
    program.notes.code(draft.note, "care_theme", chosen.themes)
