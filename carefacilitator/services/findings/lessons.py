"""Lessons: what a workshop draws out of its notes, with the link back to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from carefacilitator.model.records.records import Lesson, Note
from carefacilitator.services.failures import EmptyName
from carefacilitator.services.findings.notes import Codes
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.storage import listing
from carefacilitator.storage.workspace import Workspace

_STEP = 10


@dataclass(frozen=True)
class LessonView:
    """A lesson with its codes and the notes it rests on (those that are still there)."""

    lesson: Lesson
    codes: tuple[str, ...]
    themes: tuple[str, ...]
    evidence: tuple[Note, ...]


class Lessons:
    """What a person can do with lessons."""

    def __init__(self, workspace: Workspace, codes: Codes) -> None:
        self._workspace = workspace
        self._codes = codes
        self._quotes = Quotes(workspace)

    def of(self, workshop_id: str, *, evidence: bool = True) -> list[LessonView]:
        """The lessons of a workshop, in the order in which they were drawn.

        Without ``evidence`` the notes they rest on are not read; their ids are in the lesson.
        """
        found = self._workspace.all(Lesson, workshop_id=workshop_id)
        ids = [one.id for one in found]
        codes, themes = (self._codes.of_targets(ids, one) for one in ("five_r", "care_theme"))
        wanted = [note for one in found for note in one.evidence] if evidence else []
        rests_on = self._quotes.shown(list(self._workspace.some(Note, wanted).values()))
        notes = {one.id: one for one in rests_on if one.workshop_id == workshop_id}
        return [
            LessonView(
                lesson,
                codes.get(lesson.id, ()),
                themes.get(lesson.id, ()),
                tuple(notes[one] for one in lesson.evidence if one in notes),
            )
            for lesson in sorted(found, key=lambda one: (one.position, one.id))
        ]

    def from_notes(self, workshop_id: str, note_ids: list[str], **fields: Any) -> Lesson:
        """Make one lesson of one or more notes: their words, language and codes to start from."""
        notes = self._quotes.shown([self._workspace.get(Note, one) for one in note_ids])
        text = fields.pop("text", "") or "\n".join(note.text for note in notes if note.text)
        codes = {
            scheme: tuple(
                sorted({code for note in notes for code in self._codes.of(note.id, scheme)})
            )
            for scheme in ("five_r", "care_theme")
        }
        return self.add(
            workshop_id,
            text,
            language=fields.pop("language", "") or (notes[0].language if notes else ""),
            evidence=tuple(note_ids),
            codes=fields.pop("codes", codes["five_r"]),
            themes=fields.pop("themes", codes["care_theme"]),
            **fields,
        )

    def add(
        self,
        workshop_id: str,
        text: str,
        kind: str = "lesson_learned",
        codes: tuple[str, ...] = (),
        themes: tuple[str, ...] = (),
        **fields: Any,
    ) -> Lesson:
        """Write a new lesson, a draft until the group agrees. Raises EmptyName."""
        if not text.strip():
            raise EmptyName()
        lesson = Lesson(
            id=fields.pop("id", "") or self._workspace.new_id(),
            workshop_id=workshop_id,
            text=text,
            kind=kind,
            position=self._last(workshop_id) + _STEP,
            **fields,
        )
        with self._workspace.change("lesson_add", 1) as change:
            change.put(lesson)
            self._codes.put(change, (workshop_id, "lesson", lesson.id), "five_r", codes)
            self._codes.put(change, (workshop_id, "lesson", lesson.id), "care_theme", themes)
        return lesson

    def _last(self, workshop_id: str) -> int:
        return listing.last_position(self._workspace, Lesson, workshop_id)

    def edit(self, lesson_id: str, visit: str = "", **fields: Any) -> None:
        """Change fields of a lesson; a text in another language as ``texts={"es": "…"}``."""
        with self._workspace.change("lesson_edit", visit=visit) as change:
            change.set(Lesson, lesson_id, **fields)

    def code(self, lesson_id: str, scheme: str, codes: tuple[str, ...]) -> None:
        """Make ``codes`` the codes of one scheme on a lesson."""
        lesson = self._workspace.get(Lesson, lesson_id)
        with self._workspace.change("lesson_code") as change:
            self._codes.put(change, (lesson.workshop_id, "lesson", lesson_id), scheme, codes)

    def agree(self, lesson_id: str) -> None:
        """The group agrees to a lesson."""
        with self._workspace.change("lesson_agree", 1) as change:
            change.set(
                Lesson, lesson_id, status="validated_group", validated_at=self._workspace.now()
            )

    def reopen(self, lesson_id: str) -> None:
        """Make an agreed lesson a draft again."""
        with self._workspace.change("lesson_reopen", 1) as change:
            change.set(Lesson, lesson_id, status="draft", validated_at="")

    def delete(self, lesson_id: str) -> None:
        """Move a lesson to the bin; its notes stay."""
        with self._workspace.change("lesson_delete", 1) as change:
            change.delete(Lesson, lesson_id)
