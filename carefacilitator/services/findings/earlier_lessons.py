"""What earlier workshops can tell the next one: lessons about the themes it will speak of."""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Coding, Lesson, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.storage import listing
from carefacilitator.storage.workspace import Workspace

_SCHEME = "care_theme"


@dataclass(frozen=True)
class EarlierLesson:
    """A lesson of another workshop, the themes it shares with this one, and where it was drawn."""

    lesson: Lesson
    themes: tuple[str, ...]
    workshop_code: str

    def text(self, language: str) -> str:
        """The lesson in a language, else as it was written."""
        return in_language(self.lesson, "text", language)

    def theme_words(self, language: str) -> list[str]:
        """The shared themes in a language."""
        return [vocabulary().short(_SCHEME, one, language) for one in self.themes]


class LastTime:
    """Finds what is worth knowing before the next workshop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def themes(self, workshop_id: str) -> frozenset[str]:
        """The themes of a workshop: those chosen for it, else those it has spoken of already."""
        workshop = self._workspace.get(Workshop, workshop_id)
        if workshop.themes:
            return frozenset(workshop.themes)
        spoken = self._workspace.all(Coding, workshop_id=workshop_id, scheme=_SCHEME)
        return frozenset(one.code for one in spoken)

    def lessons(self, workshop_id: str) -> list[EarlierLesson]:
        """Lessons of workshops before this one about its themes, most in common first.

        Of those with as much in common, the same programme goes first, then what a group agreed
        to, then the latest.
        """
        wanted, here = self.themes(workshop_id), self._workspace.get(Workshop, workshop_id)
        about = listing.lessons_coded(self._workspace, _SCHEME, sorted(wanted), workshop_id)
        lessons = self._workspace.some(Lesson, list(about))
        places = self._workspace.some(Workshop, [one.workshop_id for one in lessons.values()])
        found = [
            (places[lesson.workshop_id], lesson)
            for lesson in lessons.values()
            if lesson.workshop_id in places and _before(places[lesson.workshop_id], here)
        ]
        found.sort(key=lambda one: one[0].start, reverse=True)
        found.sort(
            key=lambda one: (
                -len(about[one[1].id]),
                one[0].programme_id != here.programme_id or not here.programme_id,
                one[1].status == "draft",
            )
        )
        return [
            EarlierLesson(lesson, tuple(sorted(about[lesson.id])), workshop.code)
            for workshop, lesson in found
        ]


def _before(one: Workshop, here: Workshop) -> bool:
    return not (one.start and here.start) or one.start <= here.start
