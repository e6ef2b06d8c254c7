"""A quick session: a workshop written down on one page in five minutes.

It is a workshop like any other (one block, a head count, lessons, a commitment), so it becomes a
full one by being opened in its stages. What is typed is kept letter by letter: each method may be
called again with a longer text and the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefacilitator.model.agenda import agenda
from carefacilitator.model.records.records import (
    COMPANIONS,
    AgendaBlock,
    Commitment,
    Lesson,
    Organisation,
    Workshop,
    WorkshopOrganisation,
    copied_fields,
)
from carefacilitator.services.findings.commitments import CommitmentView

if TYPE_CHECKING:
    from carefacilitator.services.agenda.clock import Agenda
    from carefacilitator.services.findings.commitments import Commitments
    from carefacilitator.services.findings.lessons import Lessons
    from carefacilitator.services.people.people import People
    from carefacilitator.services.workshops import Workshops
    from carefacilitator.storage.workspace import Workspace

KIND = "community_meeting"
"""What a quick session is in ``event_type``."""
ROLE = "host"
MINUTES = 90
LATEST_START = 21 * 60
_ROUND = 5


@dataclass(frozen=True)
class Quick:
    """What the page of a quick session shows. ``slot`` is the half-day of the head count."""

    workshop: Workshop
    organisation: Organisation | None
    slot: str
    heads: dict[str, int]
    lessons: tuple[Lesson, ...]
    commitments: tuple[CommitmentView, ...]

    @property
    def people(self) -> int:
        """Everybody counted, children and companions beside."""
        return sum(count for group, count in self.heads.items() if group != COMPANIONS)


class QuickSessions:
    """What a person can do with a workshop on one page."""

    def __init__(
        self,
        workspace: Workspace,
        agenda: Agenda,
        commitments: Commitments,
        lessons: Lessons,
        people: People,
        workshops: Workshops,
    ) -> None:
        self._workspace = workspace
        self._agenda = agenda
        self._commitments = commitments
        self._lessons = lessons
        self._people = people
        self._workshops = workshops

    def start(self, title: str, language: str = "") -> Workshop:
        """A new session of today, held where and by whom the last one was. Raises EmptyName."""
        before = self._last()
        goes_on = copied_fields("workshop", anywhere=True) if before is not None else ()
        kept = {name: getattr(before, name) for name in goes_on}
        kept.setdefault("languages", (language,) if language else ())
        made = self._workshops.made(title, event_type=KIND, **kept, day_starts=("09:00",))
        here = self._agenda.local_now(made)
        start = min(here.hour * 60 + here.minute // _ROUND * _ROUND, LATEST_START)
        held_by = self._host(before.id) if before is not None else None
        with self._workspace.change("quick_session") as change:
            change.put(made)
            day = here.date().isoformat()
            times = (agenda.time_of(start),)
            change.set(Workshop, made.id, start=day, end=day, day_starts=times)
            change.put(
                AgendaBlock(
                    id=self._workspace.new_id(),
                    workshop_id=made.id,
                    position=10,
                    minutes=MINUTES,
                    session_type="talking_circle",
                )
            )
            if held_by is not None:
                self._workshops.put_role(change, made.id, held_by.organisation_id, ROLE)
        return self._workspace.get(Workshop, made.id)

    def _last(self) -> Workshop | None:
        """The latest quick session, to start the next one from."""
        found = self._workspace.all(Workshop, event_type=KIND, sample=False)
        return max(found, key=lambda one: (one.start, one.id), default=None)

    def _host(self, workshop_id: str) -> WorkshopOrganisation | None:
        links = self._workspace.all(WorkshopOrganisation, workshop_id=workshop_id, role=ROLE)
        return min(links, key=lambda one: (one.position, one.id), default=None)

    def of(self, workshop_id: str) -> Quick:
        """What there is of a session. Raises RecordUnknown."""
        link = self._host(workshop_id)
        known = self._workspace.find(Organisation, link.organisation_id) if link else None
        slot = self._agenda.slots(workshop_id)[0]
        return Quick(
            self._workspace.get(Workshop, workshop_id),
            known,
            slot,
            self._people.heads(workshop_id, slot),
            tuple(view.lesson for view in self._lessons.of(workshop_id)),
            tuple(self._commitments.of(workshop_id)),
        )

    # -- who holds it ----------------------------------------------------------------------

    def hold(self, workshop_id: str, name: str, own_id: str) -> None:
        """Let an organisation of this name hold the session, in the place of the one before.

        A name that nobody has yet makes a new organisation with the id ``own_id``; called again, it
        is renamed. An empty name leaves the session without one.
        """
        name = " ".join(name.split())
        found = self._workshops.find_organisation(name)
        link, own = self._host(workshop_id), self._workspace.find(Organisation, own_id)
        wanted = found.id if found is not None else own_id if name else ""
        visit = f"organisation {own_id}"
        with self._workspace.change("organisation_role", visit=visit) as change:
            if wanted == own_id and name:
                change.restore(Organisation, own_id)
                change.put(Organisation(id=own_id, name=name))
            elif own is not None and wanted != own_id:
                change.delete(Organisation, own_id)
            if link is not None and link.organisation_id != wanted:
                change.delete(WorkshopOrganisation, link.id)
            if wanted and (link is None or link.organisation_id != wanted):
                self._workshops.put_role(change, workshop_id, wanted, ROLE)

    # -- lessons ---------------------------------------------------------------------------

    def lesson(self, workshop_id: str, lesson_id: str, text: str, language: str) -> None:
        """Write a lesson down under an id; an emptied one goes to the bin and comes back."""
        known = self._workspace.find(Lesson, lesson_id, in_bin=True)
        here = self._workspace.find(Lesson, lesson_id)
        if not text.strip():
            if here is not None:
                self._lessons.delete(lesson_id)
        elif known is None:
            self._lessons.add(workshop_id, text, id=lesson_id, language=language)
        else:
            with self._workspace.change("lesson_edit", visit=f"lesson {lesson_id}") as change:
                if here is None:
                    change.restore(Lesson, lesson_id)
                own = known.texts.get(language)
                fields = {"texts": {language: text}} if own else {"text": text}
                change.set(Lesson, lesson_id, **fields)

    # -- the commitment --------------------------------------------------------------------

    def commitment(
        self, workshop_id: str, commitment_id: str, what: str, who: str = "", due: str = ""
    ) -> None:
        """Write the commitment down under an id; without a text it goes to the bin.

        ``who`` is written as it stands where no organisation has that name; empty means who holds
        the session. Raises BadDate.
        """
        known = self._workspace.find(Commitment, commitment_id, in_bin=True)
        here = self._workspace.find(Commitment, commitment_id)
        if not what.strip():
            if here is not None:
                self._commitments.delete(commitment_id)
            return
        fields = {"due": due, **self._maker(workshop_id, who)}
        if known is None:
            maker = fields["organisation_id"]
            self._commitments.add(workshop_id, what, maker, due, id=commitment_id)
            if not fields["who"]:
                return
        elif here is None:
            with self._workspace.change("commitment_edit") as change:
                change.restore(Commitment, commitment_id)
        visit = f"commitment {commitment_id}"
        self._commitments.edit(commitment_id, visit=visit, what=what, **fields)

    def _maker(self, workshop_id: str, who: str) -> dict[str, str]:
        """The organisation of a name, or the name itself."""
        name = " ".join(who.split())
        if not name:
            link = self._host(workshop_id)
            return {"organisation_id": link.organisation_id if link else "", "who": ""}
        found = self._workshops.find_organisation(name)
        return {"organisation_id": found.id if found else "", "who": "" if found else name}
