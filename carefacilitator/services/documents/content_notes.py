"""What was said: notes and lessons, as far as they may be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from carefacilitator.model.document.content import LessonLine, NoteLine
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import Note, Tally, fields_of
from carefacilitator.services.documents.content_base import ContentOfWorkshop
from carefacilitator.services.facilitation.polls import repeated
from carefacilitator.services.findings.notes import NoteView

NOT_ON_PAPER = frozenset({"high", "severe"})
"""Sensitivities whose lessons do not go on paper (``data_sensitivity``: encrypted bundle only)."""


def notes(telling: ContentOfWorkshop) -> Iterator[NoteLine]:
    """The notes whose words may be read, in the order they were taken."""
    space, workshop = telling.sources.workspace, telling.workshop.id
    copies = repeated(space.all(Tally, workshop_id=workshop))
    for view in telling.sources.notes.of(workshop):
        note = view.note
        copied = (space.find(Note, one, in_bin=True) for one in copies.get(note.id, ()))
        said = [note, *(one for one in copied if one is not None)]
        if _kept_back(telling, said) or telling.names_somebody("note", note.id, note.text):
            continue
        yield NoteLine(
            block_id=note.block_id,
            kind=note.kind,
            text=telling.as_decided("note", note.id, "text", note.text),
            language=note.language,
            time="" if telling.anonymous else telling.local(note.taken_at),
            codes=view.codes,
            verbatim=note.verbatim,
            speaker=_speaker(telling, view),
            parked=note.parked,
        )


def _kept_back(telling: ContentOfWorkshop, said: Sequence[Note]) -> bool:
    """Whether a note, the first of these, repeats words of somebody who may not be quoted."""
    speakers = [one.speaker_person_id for one in said if one.speaker_person_id]
    refused = any(one.not_quoted or one.not_stored for one in said)
    if refused or any(telling.may.against("words", one) for one in speakers):
        telling.counter.add("note", consent.QUOTE, said[0].id)
        return True
    return False


def _speaker(telling: ContentOfWorkshop, view: NoteView) -> str:
    """Who said it, by name where she agreed to that, else the group she spoke for."""
    key = view.note.speaker_person_id
    person = telling.told.people.get(key) if key else None
    group = telling.public("note", view.note.id, view.note.speaker_group)
    if person is None or not person.name:
        return group
    if telling.anonymous or telling.may.against("speaker", key):
        reason = consent.ANONYMOUS if telling.anonymous else consent.QUOTE_BY_NAME
        telling.counter.add("speaker", reason, view.note.id)
        return group
    return person.name


def lessons(telling: ContentOfWorkshop) -> Iterator[LessonLine]:
    """The lessons that may go on paper, in the language of the paper where there is one."""
    for view in telling.sources.lessons.of(telling.workshop.id):
        lesson = view.lesson
        own = lesson.texts.get(telling.language)
        text = own or lesson.text
        if lesson.sensitivity in NOT_ON_PAPER:
            telling.counter.add("lesson", consent.SEVERE, lesson.id)
            continue
        case = {rule.name: getattr(lesson, rule.name) for rule in fields_of("lesson") if rule.case}
        if telling.names_somebody("lesson", lesson.id, text, *case.values()):
            continue
        told = partial(telling.as_decided, "lesson", lesson.id)
        yield LessonLine(
            id=lesson.id,
            workshop=telling.workshop.code,
            country=telling.workshop.country,
            region=lesson.region,
            case={name: told(name, said) for name, said in case.items()},
            kind=lesson.kind,
            text=told(f"texts/{telling.language}" if own else "text", text),
            language=telling.language if own else lesson.language,
            level=lesson.level,
            codes=view.codes,
            themes=view.themes,
            status=lesson.status,
            notes=len(view.evidence),
        )
