"""Undo, redo, and who wrote what: told in words."""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.i18n import N_, NN_, Words
from carefacilitator.model.merge.operations import Json
from carefacilitator.storage import history as stored
from carefacilitator.storage import undo
from carefacilitator.storage.failures import NothingToUndo
from carefacilitator.storage.history import Waiting as Waiting
from carefacilitator.storage.history import Written
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.undo import Step, Undone
from carefacilitator.storage.workspace import Workspace

_LABELS: dict[str, tuple[str, str]] = {
    "agenda_import": NN_("bring in {n} block", "bring in {n} blocks"),
    "attendees_import": NN_("bring in {n} person", "bring in {n} people"),
    "mark_absent": NN_("mark {n} person absent", "mark {n} people absent"),
    "mark_as_before": NN_("mark {n} person as before", "mark {n} people as before"),
    "import_bundle": NN_("import of {n} record", "import of {n} records"),
    "note_join": NN_("join {n} note", "join {n} notes"),
    "groups_keep": NN_("keep groups of {n} person", "keep groups of {n} people"),
    "speakers_keep": NN_("keep {n} speaker", "keep {n} speakers"),
    "logo_add": NN_("add {n} logo", "add {n} logos"),
    "redact": NN_("remove {n} text for good", "remove {n} texts for good"),
    "photo_add": NN_("add {n} photo", "add {n} photos"),
    "photo_people": NN_("who is in {n} photo", "who is in {n} photos"),
    "sheet_add": NN_("keep {n} photo of the sheet", "keep {n} photos of the sheet"),
    "template_apply": NN_("template of {n} block", "template of {n} blocks"),
    "person_erase": NN_("forget {n} person", "forget {n} people"),
}
_PLAIN: dict[str, str] = {
    "bin_restore": N_("bring back from the bin"),
    "block_add": N_("add block"),
    "block_beside": N_("blocks at the same time"),
    "block_delete": N_("remove block"),
    "block_duplicate": N_("double block"),
    "block_edit": N_("change block"),
    "block_follow": N_("blocks after each other in one room"),
    "block_length": N_("change length"),
    "block_move": N_("move block"),
    "clock_finish": N_("finish on time"),
    "clock_more": N_("more time"),
    "clock_next": N_("next block"),
    "clock_pause": N_("pause the clock"),
    "clock_resume": N_("let the clock go on"),
    "clock_start": N_("start block"),
    "commitment_add": N_("add commitment"),
    "commitment_code": N_("codes of a commitment"),
    "commitment_delete": N_("remove commitment"),
    "commitment_edit": N_("change commitment"),
    "commitment_report": N_("report on a commitment"),
    "conflict_settle": N_("decide between versions"),
    "consent_note": N_("write down consent"),
    "count_instead": N_("count without a name"),
    "day_duplicate": N_("double day"),
    "evaluation_note": N_("closing evaluation"),
    "head_count": N_("head count"),
    "lesson_add": N_("add lesson"),
    "lesson_agree": N_("agree to a lesson"),
    "lesson_code": N_("codes of a lesson"),
    "lesson_delete": N_("remove lesson"),
    "lesson_edit": N_("change lesson"),
    "lesson_reopen": N_("make a lesson a draft"),
    "logo_move": N_("move logo"),
    "logo_owner": N_("whose logo it is"),
    "logo_remove": N_("remove logo"),
    "mark_clear": N_("take a mark away"),
    "mark_excused": N_("mark excused"),
    "mark_late": N_("note an arrival"),
    "mark_left": N_("note a departure"),
    "mark_partial": N_("mark present in part"),
    "mark_present": N_("mark present"),
    "mark_present_remote": N_("mark present online"),
    "not_same": N_("two different people"),
    "not_same_organisation": N_("two different organizations"),
    "note_add": N_("add note"),
    "note_code": N_("codes of a note"),
    "note_delete": N_("remove note"),
    "note_edit": N_("change note"),
    "note_move": N_("move note"),
    "note_park": N_("park note"),
    "note_split": N_("split note"),
    "organisation_edit": N_("change organisation"),
    "organisation_role": N_("organisation’s role"),
    "organisation_role_remove": N_("take a role away"),
    "person_bring": N_("put a person on the list"),
    "person_edit": N_("change person"),
    "hidden_remove": N_("remove what is not asked here"),
    "person_remove": N_("take a person off the list"),
    "photo_caption": N_("words below a photo"),
    "photo_move": N_("move photo"),
    "photo_remove": N_("remove photo"),
    "programme_add": N_("add programme"),
    "programme_colour": N_("colour of the programme"),
    "programme_edit": N_("change programme"),
    "quick_session": N_("new quick session"),
    "same_as": N_("two records are one person"),
    "same_organisation": N_("two records are one organization"),
    "sample_fill": N_("the sample programme"),
    "tally_ask": N_("new question to the room"),
    "tally_count": N_("count in the room"),
    "tally_edit": N_("change a question to the room"),
    "tally_keep": N_("keep a count as a note"),
    "tally_remove": N_("remove a count"),
    "voice_clear": N_("begin the voice balance anew"),
    "voice_count": N_("voice balance"),
    "walk_in": N_("add walk-in"),
    "workshop_add": N_("new workshop"),
    "workshop_delete": N_("remove workshop"),
    "workshop_duplicate": N_("copy workshop"),
    "workshop_edit": N_("change workshop"),
    "workshop_restore": N_("bring back workshop"),
}


_STAYS = NN_(
    "{n} person had said no or taken back a yes. That stays.",
    "{n} people had said no or taken back a yes. That stays.",
)


@dataclass(frozen=True)
class Reversed:
    """What an undo or redo did: its label and count, and how many fields it left alone.

    ``stays`` are the people whose no came with an import that was taken out: it stays.
    """

    label: str
    count: int
    kept: int
    change: str
    stays: int = 0

    def told(self, words: Words) -> str:
        """A sentence on the no that stays, or an empty text."""
        return words.say_n(*_STAYS, self.stays) if self.stays else ""


class History:
    """What a person can take back, bring back, look up and decide."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def next_undo(self) -> Step | None:
        """The step that undo would take back, or None."""
        return undo.next_undo(self._workspace)

    def next_redo(self) -> Step | None:
        """The step that redo would bring back, or None."""
        return undo.next_redo(self._workspace)

    def undo(self, change: str = "", sure: bool = False) -> Reversed:
        """Take back one change, the last one unless named; an import leaves with all it brought.

        Raises NothingToUndo; UndoNeedsAnswer where later work rests on an import, unless ``sure``.
        """
        self._workspace.end_visit()
        step = undo.step_of(self._workspace, change) if change else self.next_undo()
        if step is None:
            raise NothingToUndo(change=change)
        if step.role == "import":
            out = arrivals.take_out(self._workspace, step, sure)
            return Reversed(step.label, step.count, 0, step.id, out.stays)
        return _told(undo.undo(self._workspace, step.id))

    def redo(self) -> Reversed:
        """Bring back what the last undo took away. Raises NothingToRedo."""
        return _told(undo.redo(self._workspace))

    def of(self, record: str) -> list[Written]:
        """Every value every field of a record had, newest first."""
        return stored.history(self._workspace, record)

    def waiting(self, record: str = "") -> list[Waiting]:
        """Fields with several versions that wait for a decision."""
        return stored.waiting(self._workspace, record)

    def count_waiting(self) -> int:
        """How many fields wait for a decision."""
        return stored.count_waiting(self._workspace)

    def settle(self, kind: str, record: str, field: str, value: Json) -> None:
        """Decide between versions; the decision is history like everything else."""
        with self._workspace.change("conflict_settle", 1) as change:
            change.settle(kind, record, field, value)


def _told(undone: Undone) -> Reversed:
    return Reversed(undone.step.label, undone.step.count, len(undone.kept), undone.change)


def label_words(label: str, count: int, words: Words) -> str:
    """The words of a change's label, as they follow “Undo:”."""
    if label in _LABELS:
        return words.say_n(*_LABELS[label], count)
    plain = _PLAIN.get(label)
    return words.say(plain) if plain else label


def labels() -> frozenset[str]:
    """Every label that has words (a test compares them with the labels in use)."""
    return frozenset(_LABELS) | frozenset(_PLAIN)
