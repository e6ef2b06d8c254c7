"""Gather what a document may say about a workshop, and what there is to tell in figures.

A document is handed to everybody in the room, so it follows the strictest rules: a name stands in a
list only where that person agreed to the list, words only where she agreed to be quoted, gender and
age only where she agreed to statistics, and no group smaller than five is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from carefacilitator.model import agenda, consent, figures
from carefacilitator.model.consent import Counter, Permissions
from carefacilitator.model.door_code import door_code
from carefacilitator.model.dossier import (
    BlockLine,
    CommitmentLine,
    Dossier,
    LessonLine,
    NoteLine,
    Presence,
    SignInLine,
)
from carefacilitator.model.figures import CommitmentFigures, Figures, Gathered
from carefacilitator.model.folding import fold
from carefacilitator.model.records import (
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
    Programme,
    Record,
    SameAs,
    Workshop,
)
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.services.notes import NoteView
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.program import Program

R = TypeVar("R", bound=Record)

NOT_ON_PAPER = frozenset({"high", "severe"})
"""Sensitivities whose lessons do not go on paper (``data_sensitivity``: encrypted bundle only)."""


class Dossiers:
    """Gathers dossiers and figures."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workspace: Workspace = program.workspace

    def gather(
        self, workshop_id: str, language: str, anonymous: bool = False, door: bool = False
    ) -> Dossier:
        """What a document in ``language`` may say about a workshop (id or code).

        ``door`` adds the names of the sign-in sheet, which only those who hold the workshop keep.
        Raises WorkshopUnknown.
        """
        workshop = self._program.workshops.find(workshop_id)
        told = self.records([workshop.id])
        gathering = _Gathering(self._program, workshop, told, language, anonymous)
        dossier = gathering.dossier()
        return gathering.with_sign_in(dossier) if door and not anonymous else dossier

    def figures(self, workshops: Sequence[str]) -> Figures:
        """The figures of workshops together (ids or codes), people counted once."""
        found = [self._program.workshops.find(one).id for one in workshops]
        return figures.figures(self.records(found), vocabulary(), self._today())

    def commitment_figures(self, day: str = "") -> CommitmentFigures:
        """Where all commitments stand on a day, today unless named."""
        return figures.commitment_figures(self._workspace.all(Commitment), day or self._today())

    def records(self, workshops: Sequence[str]) -> Gathered:
        """Every record that figures of these workshops (ids) are counted from."""
        space = self._workspace
        taking_part = self._each(Participation, workshops)
        people = space.some(Person, [one.person_id for one in taking_part])
        return Gathered(
            workshops=list(space.some(Workshop, workshops).values()),
            blocks=self._each(AgendaBlock, workshops),
            participations=taking_part,
            people=people,
            organisations=space.some(
                Organisation, [one.organisation_id for one in people.values()]
            ),
            attendances=self._each(Attendance, workshops),
            head_counts=self._each(HeadCount, workshops),
            consents=self._each(Consent, workshops),
            notes=self._each(Note, workshops),
            lessons=self._each(Lesson, workshops),
            codings=self._each(Coding, workshops),
            commitments=self._each(Commitment, workshops),
            same_as=space.all(SameAs),
        )

    def _each(self, kind: type[R], workshops: Iterable[str]) -> list[R]:
        return [one for key in workshops for one in self._workspace.all(kind, workshop_id=key)]

    def _today(self) -> str:
        return self._workspace.clock().date().isoformat()


class _Gathering:
    """One dossier in the making."""

    def __init__(
        self, program: Program, workshop: Workshop, told: Gathered, language: str, anonymous: bool
    ) -> None:
        self._program = program
        self._workshop = workshop
        self._told = told
        self._language = language
        self._anonymous = anonymous
        self._counter = Counter()
        consents: dict[str, list[Consent]] = {}
        for one in told.consents:
            consents.setdefault(one.person_id, []).append(one)
        today = program.workspace.clock().date().isoformat()
        by_person = {person: tuple(given) for person, given in consents.items()}
        self._may = Permissions(consent.OTHER, today, by_person)

    def dossier(self) -> Dossier:
        """Everything, in the order in which a document tells it."""
        workshop = self._workshop
        blocks = self._blocks()
        title, title_language = self._title()
        return Dossier(
            code=workshop.code,
            title=title,
            title_language=title_language,
            other_titles=self._other_titles(title),
            programme=self._programme(),
            purpose=workshop.purpose,
            start=workshop.start,
            end=workshop.end or workshop.start,
            day_times=_day_times(blocks),
            place=workshop.places.get(self._language) or workshop.place,
            mode=workshop.mode,
            level=workshop.level,
            event_type=workshop.event_type,
            languages=workshop.languages,
            organisations=self._organisations(),
            blocks=blocks,
            presence=self._presence(),
            notes=tuple(self._notes()),
            lessons=tuple(self._lessons()),
            commitments=tuple(self._commitments()),
            withheld=self._counter.lines(),
            sample=workshop.sample,
            anonymous=self._anonymous,
            open_conflicts=waiting_in(self._program, workshop.id),
            half_days=agenda.slots(workshop, self._told.blocks),
            expected=len(self._told.participations),
        )

    def with_sign_in(self, dossier: Dossier) -> Dossier:
        """The dossier with everybody on the list who has a name and agreed to be stored."""
        lines = []
        for one in self._told.participations:
            person = self._told.people.get(one.person_id)
            if person is None or not person.name or not self._may.may(person.id, consent.STORE):
                continue
            own = self._told.organisations.get(person.organisation_id)
            home = self._name_of(own) if own else ""
            lines.append(SignInLine(code=door_code(one), name=person.name, organisation=home))
        lines.sort(key=lambda line: (fold(line.name), line.code))
        missing = dossier.expected - len(lines)
        return replace(dossier, sign_in=tuple(lines), not_named=missing)

    # -- what it is ------------------------------------------------------------------------

    def _title(self) -> tuple[str, str]:
        own = self._workshop.titles.get(self._language)
        return (own, self._language) if own else (self._workshop.title, "")

    def _other_titles(self, shown: str) -> tuple[tuple[str, str], ...]:
        titles = [("", self._workshop.title), *sorted(self._workshop.titles.items())]
        return tuple((language, text) for language, text in titles if text and text != shown)

    def _programme(self) -> str:
        found = self._program.workspace.find(Programme, self._workshop.programme_id)
        return (found.titles.get(self._language) or found.title) if found else ""

    def _organisations(self) -> tuple[tuple[str, str], ...]:
        roles = self._program.workshops.roles(self._workshop.id)
        return tuple((one.link.role, self._name_of(one.organisation)) for one in roles)

    def _name_of(self, organisation: Organisation) -> str:
        return organisation.names.get(self._language) or organisation.name

    def _blocks(self) -> tuple[BlockLine, ...]:
        breaks = figures.break_types(vocabulary())
        placed = agenda.place(self._workshop, self._told.blocks)
        zone = self._program.agenda.local_now(self._workshop).tzinfo
        return tuple(
            BlockLine(
                id=one.block.id,
                day=one.block.day,
                date=_date_of(self._workshop, one.block.day),
                start=one.start,
                end=one.end,
                minutes=one.block.minutes,
                title=one.block.titles.get(self._language) or one.block.title,
                session_type=one.block.session_type,
                room=one.block.room,
                parallel=one.block.parallel,
                is_break=one.block.session_type in breaks,
                held_start=_local(one.block.started_at, zone),
                held_end=_local(one.block.ended_at, zone),
            )
            for one in placed
        )

    # -- who was there ---------------------------------------------------------------------

    def _presence(self) -> Presence:
        words = vocabulary()
        counted = figures.figures(self._for_statistics(), words, self._may.day)
        parents = figures.category_parents(words)
        by_category = figures.public_groups(counted.by_category, parents=parents)
        return Presence(
            named=counted.people_named,
            counted=counted.attendances_counted,
            expected=counted.people_expected,
            by_category=by_category,
            by_gender=figures.public_groups(counted.by_gender),
            by_age=figures.public_groups(counted.by_age),
            civil_society=figures.public_civil_society(counted.civil_society, by_category, words),
            people=self._listed(),
        )

    def _for_statistics(self) -> Gathered:
        """The records without gender and age of those who did not agree to statistics."""
        people = {
            key: one
            if self._may.may(key, consent.SENSITIVE)
            else replace(one, gender="", age_band="")
            for key, one in self._told.people.items()
        }
        return replace(self._told, people=people)

    def _listed(self) -> tuple[tuple[str, str], ...]:
        """Name and organisation of those present who agreed to stand in the list."""
        present = figures.present_participations(self._told.attendances)
        came = {one.person_id for one in self._told.participations if one.id in present}
        listed = []
        for key in came:
            person = self._told.people.get(key)
            if person is None or not person.name:
                continue
            if self._anonymous:
                self._counter.add("name", consent.ANONYMOUS, key)
            elif not self._may.may(key, consent.LIST):
                self._counter.add("name", consent.LIST, key)
            else:
                own = self._told.organisations.get(person.organisation_id)
                listed.append((person.name, self._name_of(own) if own else ""))
        return tuple(sorted(listed, key=lambda one: (fold(one[0]), one)))

    # -- what was said ---------------------------------------------------------------------

    def _notes(self) -> Iterable[NoteLine]:
        zone = self._program.agenda.local_now(self._workshop).tzinfo
        for view in self._program.notes.of(self._workshop.id):
            note = view.note
            if self._kept_back(note) or self._names_somebody("note", note.id, note.text):
                continue
            yield NoteLine(
                block_id=note.block_id,
                kind=note.kind,
                text=note.text,
                language=note.language,
                time=_local(note.taken_at, zone),
                codes=view.codes,
                verbatim=note.verbatim,
                speaker=self._speaker(view),
            )

    def _kept_back(self, note: Note) -> bool:
        speaker = note.speaker_person_id
        if speaker and not self._may.may(speaker, consent.QUOTE):
            self._counter.add("note", consent.QUOTE, note.id)
            return True
        return False

    def _speaker(self, view: NoteView) -> str:
        """Who said it, by name where she agreed to that, else the group she spoke for."""
        key = view.note.speaker_person_id
        person = self._told.people.get(key) if key else None
        if person is None or not person.name:
            return view.note.speaker_group
        if self._anonymous or not self._may.may(key, consent.QUOTE_BY_NAME):
            reason = consent.ANONYMOUS if self._anonymous else consent.QUOTE_BY_NAME
            self._counter.add("speaker", reason, view.note.id)
            return view.note.speaker_group
        return person.name

    def _names_somebody(self, kind: str, record: str, text: str) -> bool:
        """In an anonymous paper, whether a text names somebody of the list (and is left out)."""
        if not self._anonymous:
            return False
        folded = fold(text)
        names = (fold(one.name) for one in self._told.people.values())
        if any(" " in name and name in folded for name in names):
            self._counter.add(kind, consent.ANONYMOUS, record)
            return True
        return False

    def _lessons(self) -> Iterable[LessonLine]:
        for view in self._program.lessons.of(self._workshop.id):
            lesson = view.lesson
            own = lesson.texts.get(self._language)
            text = own or lesson.text
            if lesson.sensitivity in NOT_ON_PAPER:
                self._counter.add("lesson", consent.SEVERE, lesson.id)
                continue
            if self._names_somebody("lesson", lesson.id, text):
                continue
            yield LessonLine(
                kind=lesson.kind,
                text=text,
                language=self._language if own else lesson.language,
                level=lesson.level,
                codes=view.codes,
                themes=view.themes,
                status=lesson.status,
                notes=len(view.evidence),
            )

    def _commitments(self) -> Iterable[CommitmentLine]:
        views = self._program.commitments.of(self._workshop.id)
        wanted = [view.commitment.organisation_id for view in views]
        known = self._program.workspace.some(Organisation, wanted)
        for view in views:
            one = view.commitment
            own = known.get(one.organisation_id)
            if self._names_somebody("commitment", one.id, f"{one.who} {one.what}"):
                continue
            yield CommitmentLine(
                who=one.who or (self._name_of(own) if own else ""),
                what=one.what,
                due=one.due,
                status=one.status,
                track=one.track,
                collective=one.collective,
                support_needed=one.support_needed,
                codes=view.codes,
            )


def waiting_in(program: Program, workshop_id: str) -> int:
    """How many fields of a workshop wait for a person's decision."""
    count = 0
    for one in program.history.waiting():
        record = program.workspace.find(KINDS[one.kind], one.record, in_bin=True)
        own = one.record == workshop_id or getattr(record, "workshop_id", "") == workshop_id
        count += own
    return count


def _day_times(blocks: Sequence[BlockLine]) -> tuple[tuple[str, str], ...]:
    days: dict[int, list[BlockLine]] = {}
    for block in blocks:
        days.setdefault(block.day, []).append(block)
    return tuple(
        (min(one.start for one in day), max(one.end for one in day))
        for _, day in sorted(days.items())
    )


def _date_of(workshop: Workshop, day: int) -> str:
    try:
        first = dt.date.fromisoformat(workshop.start)
        return (first + dt.timedelta(days=day - 1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _local(moment: str, zone: dt.tzinfo | None) -> str:
    try:
        return dt.datetime.fromisoformat(moment).astimezone(zone).strftime("%H:%M")
    except (ValueError, OverflowError):
        return ""
