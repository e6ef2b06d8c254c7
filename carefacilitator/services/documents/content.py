"""Gather what a document may say about a workshop, and what there is to tell in figures.

How a document is filtered by consent stands in ``content_base.py``; who was there, what the
workshop was and what was said are gathered by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from carefacilitator.model.agenda import agenda
from carefacilitator.model.document import figures
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.figures import CommitmentFigures, FigureRecords, Figures
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    KINDS,
    AgendaBlock,
    Attendance,
    Coding,
    Commitment,
    Consent,
    HeadCount,
    Lesson,
    Note,
    Organisation,
    Participation,
    Person,
    Record,
    SameAs,
    Workshop,
)
from carefacilitator.model.records.resolved import resolved
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.documents import (
    content_attendance,
    content_branding,
    content_closing,
    content_commitments,
    content_notes,
    content_photos,
    content_series,
    content_workshop,
)
from carefacilitator.services.documents.content_base import ContentOfWorkshop, naming_for
from carefacilitator.services.privacy.naming_rule import Naming
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.documents.content_base import Sources
    from carefacilitator.services.upkeep.undo import History

R = TypeVar("R", bound=Record)


class DocumentContents:
    """Gathers dossiers and figures."""

    def __init__(self, sources: Sources) -> None:
        self.sources, self._workspace = sources, sources.workspace

    def gather(
        self,
        workshop_id: str,
        language: str,
        anonymous: bool = False,
        door: bool = False,
        photos: bool = False,
        drafts: bool = False,
    ) -> WorkshopContent:
        """What a document in ``language`` may say about a workshop (id or code).

        ``door`` adds the names of the sign-in sheet, which only those who hold the workshop keep;
        ``photos`` those photos whose people agreed to it, ``drafts`` the lessons that nobody has
        agreed to yet, apart from the others.
        Raises WorkshopUnknown.
        """
        telling = self._telling(self.sources.workshops.find(workshop_id), language, anonymous)
        made = _dossier(telling, drafts)
        dossier = content_branding.with_looks(telling, made, [telling.workshop])
        if photos:
            dossier = content_photos.with_photos(telling, dossier)
        named = door and not anonymous
        return content_attendance.with_sign_in(telling, dossier) if named else dossier

    def _telling(
        self,
        workshop: Workshop,
        language: str,
        anonymous: bool,
        naming: Naming | None = None,
    ) -> ContentOfWorkshop:
        told = self.records([workshop.id])
        return ContentOfWorkshop(self.sources, workshop, told, language, anonymous, naming)

    def gather_many(
        self,
        workshops: Sequence[str],
        language: str,
        anonymous: bool = False,
        drafts: bool = False,
    ) -> WorkshopContent:
        """What a document may say about several workshops (ids or codes), by their days.

        Raises WorkshopUnknown.
        """
        found = {one.id: one for one in map(self.sources.workshops.find, workshops)}
        order = sorted(found.values(), key=lambda one: (one.start or "9999", one.number, one.code))
        naming = naming_for(self.sources.names_in_text, list(found), anonymous)
        each = [self._telling(one, language, anonymous, naming) for one in order]
        parts = [_dossier(one, drafts) for one in each]
        told = self.records([one.id for one in order])
        return content_series.together(each, told, parts)

    def figures(self, workshops: Sequence[str]) -> Figures:
        """The figures of workshops together (ids or codes), people counted once."""
        found = [self.sources.workshops.find(one).id for one in workshops]
        return figures.figures(self.records(found), vocabulary(), self.today())

    def commitment_figures(self, day: str = "") -> CommitmentFigures:
        """Where all commitments stand on a day, today unless named."""
        return figures.commitment_figures(self._workspace.all(Commitment), day or self.today())

    def records(self, workshops: Sequence[str]) -> FigureRecords:
        """Every record that figures of these workshops (ids) are counted from.

        People and organisations who are one are told once, under every id of theirs.
        """
        space = self._workspace
        taking_part = self._each(Participation, workshops)
        people = space.some(Person, [one.person_id for one in taking_part])
        same_as = space.all(SameAs)
        one_is = Joined(same_as)
        homes = {
            member for one in people.values() for member in one_is.members(one.organisation_id)
        }
        told = FigureRecords(
            workshops=list(space.some(Workshop, workshops).values()),
            blocks=self._each(AgendaBlock, workshops),
            participations=taking_part,
            people=people,
            organisations=space.some(Organisation, sorted(homes)),
            attendances=self._each(Attendance, workshops),
            head_counts=self._each(HeadCount, workshops),
            consents=self._each(Consent, workshops),
            notes=self._each(Note, workshops),
            lessons=self._each(Lesson, workshops),
            codings=self._each(Coding, workshops),
            commitments=self._each(Commitment, workshops),
            same_as=same_as,
        )
        return resolved(told)

    def _each(self, kind: type[R], workshops: Iterable[str]) -> list[R]:
        return [one for key in workshops for one in self._workspace.all(kind, workshop_id=key)]

    def today(self) -> str:
        """The day on which consent is looked at, as ``YYYY-MM-DD``."""
        return self._workspace.clock().date().isoformat()


def _dossier(telling: ContentOfWorkshop, drafts: bool = False) -> WorkshopContent:
    """Everything, in the order in which a document tells it."""
    workshop = telling.workshop
    blocks = content_workshop.blocks(telling)
    title, title_language = content_workshop.title(telling)
    presence = content_attendance.presence(telling)
    lessons = tuple(content_notes.lessons(telling))
    waiting = tuple(one for one in lessons if not one.agreed)
    return WorkshopContent(
        code=workshop.code,
        title=title,
        title_language=title_language,
        other_titles=content_workshop.other_titles(telling, title),
        programme=content_workshop.programme(telling),
        purpose=telling.public("purpose", workshop.id, workshop.purpose),
        start=workshop.start,
        end=workshop.end or workshop.start,
        day_times=content_workshop.day_times(blocks),
        place=content_workshop.place(telling),
        mode=workshop.mode,
        level=workshop.level,
        event_type=workshop.event_type,
        languages=workshop.languages,
        organisations=content_workshop.organisations(telling),
        blocks=blocks,
        presence=presence,
        notes=tuple(content_notes.notes(telling)),
        lessons=tuple(one for one in lessons if one.agreed),
        drafts=waiting if drafts else (),
        drafts_left=0 if drafts else len(waiting),
        commitments=tuple(content_commitments.commitments(telling)),
        sample=workshop.sample,
        anonymous=telling.anonymous,
        open_conflicts=waiting_in(telling.sources.history, telling.sources.workspace, workshop.id),
        half_days=agenda.slots(workshop, telling.told.blocks),
        expected=len(telling.told.participations),
        hosts=content_workshop.hosts(telling),
        evaluation=tuple(content_closing.evaluation(telling)),
        comments=tuple(content_closing.comments(telling)),
        voices=tuple(content_closing.voices(telling, presence)),
        resources=tuple(content_closing.resources(telling)),
        withheld=telling.counter.lines(),  # last, since what is gathered above counts into it
    )


def waiting_in(history: History, workspace: Workspace, workshop_id: str) -> int:
    """How many fields of a workshop wait for a person's decision."""
    count = 0
    for one in history.waiting():
        record = workspace.find(KINDS[one.kind], one.record, in_bin=True)
        own = one.record == workshop_id or getattr(record, "workshop_id", "") == workshop_id
        count += own
    return count
