"""What a workshop was: title, organisations, and the agenda as planned and as held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from carefacilitator.model.agenda import agenda, parallel
from carefacilitator.model.document import figures
from carefacilitator.model.document.content import BlockLine
from carefacilitator.model.document.report_content import OrganisationLine
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import AgendaBlock, Programme, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.documents.content_base import ContentOfWorkshop


def title(telling: ContentOfWorkshop) -> tuple[str, str]:
    """The title in the language of the paper with that language, else the first title and none.

    Where it names somebody, the paper has the code in its place.
    """
    workshop = telling.workshop
    own = workshop.titles.get(telling.language)
    if telling.names_somebody("title", workshop.id, own or workshop.title):
        return workshop.code, ""
    return (own, telling.language) if own else (workshop.title, "")


def other_titles(telling: ContentOfWorkshop, shown: str) -> tuple[tuple[str, str], ...]:
    """The titles in other languages: (language, text)."""
    workshop = telling.workshop
    titles = [("", workshop.title), *sorted(workshop.titles.items())]
    return tuple(
        (language, text)
        for language, text in titles
        if text and text != shown and not telling.names_somebody("title", workshop.id, text)
    )


def place(telling: ContentOfWorkshop) -> str:
    """Where it was, in the language of the paper."""
    workshop = telling.workshop
    where = in_language(workshop, "place", telling.language)
    return telling.public("place", workshop.id, where)


def programme(telling: ContentOfWorkshop) -> str:
    """The programme's title."""
    found = telling.sources.workspace.find(Programme, telling.workshop.programme_id)
    own = in_language(found, "title", telling.language) if found else ""
    return telling.public("title", telling.workshop.programme_id, own)


def organisations(telling: ContentOfWorkshop) -> tuple[tuple[str, str], ...]:
    """(role key, name), in the order of roles."""
    roles = telling.sources.workshops.roles(telling.workshop.id)
    return tuple(
        (one.link.role, telling.name_of(one.organisation))
        for one in roles
        if not telling.is_somebody(one.organisation)
    )


def hosts(telling: ContentOfWorkshop) -> tuple[OrganisationLine, ...]:
    """The organisations in their roles, with what they are and where they are from."""
    return tuple(
        OrganisationLine(
            role=one.link.role,
            name=telling.name_of(one.organisation),
            category=one.organisation.category,
            country=one.organisation.country,
        )
        for one in telling.sources.workshops.roles(telling.workshop.id)
        if not telling.is_somebody(one.organisation)
    )


def blocks(telling: ContentOfWorkshop) -> tuple[BlockLine, ...]:
    """The agenda with the times that follow from the lengths, and the times held."""
    breaks = figures.break_types(vocabulary())
    placed = agenda.place(telling.workshop, telling.told.blocks)
    return tuple(
        BlockLine(
            id=one.block.id,
            day=one.block.day,
            date=_date_of(telling.workshop, one.block.day),
            start=one.start,
            end=one.end,
            minutes=one.block.minutes,
            title=_title_of(telling, one.block),
            session_type=one.block.session_type,
            room=telling.public("block", one.block.id, one.block.room),
            parallel=parallel.group_of(one.block),
            track=parallel.track_of(one.block),
            lead=_lead_of(telling, one.block),
            materials=telling.public("block", one.block.id, one.block.materials),
            instructions=telling.public("block", one.block.id, one.block.instructions),
            question=telling.public("block", one.block.id, one.block.question),
            is_break=one.block.session_type in breaks,
            held_start=telling.local(one.block.started_at),
            held_end=telling.local(one.block.ended_at),
        )
        for one in placed
    )


def _lead_of(telling: ContentOfWorkshop, block: AgendaBlock) -> str:
    """Who leads a block, where she agreed to be named or it is known to be no person."""
    if telling.anonymous or telling.is_unnamed("agenda_block", block.id, "lead", block.lead):
        return ""
    return block.lead


def _title_of(telling: ContentOfWorkshop, block: AgendaBlock) -> str:
    """The title of a block; where it names somebody, the paper tells its kind instead."""
    own = in_language(block, "title", telling.language)
    if telling.names_somebody("block", block.id, own):
        return vocabulary().label("session_type", block.session_type, telling.language)
    return own


def day_times(blocks: Sequence[BlockLine]) -> tuple[tuple[str, str], ...]:
    """First and last time of each day."""
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
