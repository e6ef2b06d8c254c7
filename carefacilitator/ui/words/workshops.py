"""What header and day band show of a workshop, read from the services."""

from __future__ import annotations

import datetime as dt

from carefacilitator.i18n import Words, isolate
from carefacilitator.model.agenda import parallel
from carefacilitator.model.agenda.agenda import Placed, day_at
from carefacilitator.model.agenda.day_clock import zone_of
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import AgendaBlock, Organisation, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.services.findings.commitments import CommitmentView
from carefacilitator.services.program import Program
from carefacilitator.ui.page import WorkshopHead
from carefacilitator.ui.widgets.day_band import BandBlock, BlockState


def title_in(workshop: Workshop, language: str) -> str:
    """The workshop's title in a language where it has one, otherwise as it was written."""
    return in_language(workshop, "title", language)


def place_in(workshop: Workshop, language: str) -> str:
    """Where the workshop is held, in a language where it is known there."""
    return in_language(workshop, "place", language)


def organisation_in(organisation: Organisation, language: str) -> str:
    """An organisation's own name in a language, otherwise its short name or its name."""
    return organisation.names.get(language) or organisation.acronym or organisation.name


def short_organisation(organisation: Organisation, language: str) -> str:
    """An organisation in as few letters as may be: its acronym, or its name in a language."""
    return organisation.acronym or in_language(organisation, "name", language)


def who_in(program: Program, view: CommitmentView, language: str) -> str:
    """Who made a commitment, in a language; what was written by hand stays as it is."""
    if view.commitment.who:
        return view.commitment.who
    found = program.workspace.find(Organisation, view.commitment.organisation_id)
    return organisation_in(found, language) if found is not None else view.who


def head_of(program: Program, words: Words, workshop_id: str) -> WorkshopHead:
    """Title, place and day band of a workshop, in the interface language."""
    workshop = program.workspace.find(Workshop, workshop_id)
    if workshop is None:
        return WorkshopHead("", "")
    placed = program.agenda.placed(workshop_id)
    face = program.agenda.face(workshop_id)
    day = _day_shown(program, workshop, placed, face)
    today = [one for one in placed if one.block.day == day]
    return WorkshopHead(
        title_in(workshop, words.language),
        _where(workshop, today, day, words),
        band_blocks(today, face, words.language),
        zone_of(workshop),
    )


def _day_shown(program: Program, workshop: Workshop, placed: list[Placed], face: ClockState) -> int:
    if face.now is not None:
        return face.now.day
    days = sorted({one.block.day for one in placed}) or [1]
    if not workshop.start:
        return days[0]
    now = day_at(workshop, placed, program.agenda.local_now(workshop))
    return now[0] if now is not None else days[0]


def _where(workshop: Workshop, today: list[Placed], day: int, words: Words) -> str:
    parts = [isolate(workshop.code) if words.rtl else workshop.code] if workshop.code else []
    if workshop.sample:
        parts.append(words.say("Sample"))
    if workshop.start:
        date = dt.date.fromisoformat(workshop.start) + dt.timedelta(days=day - 1)
        told = words.day(date, "full")
        if today:
            span = f"{today[0].start}–{max(today, key=lambda one: one.ends).end}"
            told = words.say("{day}, {times}", day=told, times=span)
        parts.append(told)
    if not is_here(workshop, dt.datetime.now(dt.UTC)):
        parts.append(words.say("{place} time", place=zone_name(workshop.time_zone)))
    return " · ".join(parts)


def zone_name(zone: str) -> str:
    """The place after which a time zone is called: “Mexico City” for “America/Mexico_City”."""
    return zone.rpartition("/")[2].replace("_", " ")


def is_here(workshop: Workshop, moment: dt.datetime) -> bool:
    """Whether this computer's clock shows what the workshop's does."""
    zone = zone_of(workshop)
    return zone is None or moment.astimezone(zone).utcoffset() == moment.astimezone().utcoffset()


def band_blocks(placed: list[Placed], face: ClockState, language: str) -> list[BandBlock]:
    """The blocks of one day as the band draws them."""
    lists = vocabulary()
    blocks: list[BandBlock] = []
    strips = _strips([one.block for one in placed])
    for one in placed:
        block, strip = one.block, strips.get(one.block.id, 0)
        kind = block.session_type
        blocks.append(
            BandBlock(
                id=block.id,
                title=block_title_in(block, language),
                minutes=max(1, block.minutes),
                start=one.start,
                is_break=bool(kind) and bool(lists.flag("session_type", kind, "break")),
                strip=strip,
                together=parallel.group_of(block),
                state=_state(one, face),
                share=_share(one, face),
                overrun=one.late > 0,
                free=one.gap,
            )
        )
    return blocks


def _strips(blocks: list[AgendaBlock]) -> dict[str, int]:
    """The strip of the band for each block of a parallel group: one for each of its tracks."""
    found: dict[str, int] = {}
    for run in parallel.runs(blocks):
        if parallel.group_of(run[0]):
            for number, track in enumerate(parallel.tracks(run).values(), 1):
                found.update((block.id, number) for block in track)
    return found


def _state(one: Placed, face: ClockState) -> BlockState:
    if one.block.id in _running(face):
        return "now"
    return "done" if one.block.ended_at else "to_come"


def _share(one: Placed, face: ClockState) -> float:
    left, length = _running(face).get(one.block.id, (0, 0))
    return min(1.0, max(0.0, 1 - left / length)) if length else 0.0


def _running(face: ClockState) -> dict[str, tuple[int, int]]:
    """The seconds left and in all of what runs, by the block's id, in every room."""
    found = {room.block.id: (room.left, room.length) for room in face.rooms}
    if face.now is not None:
        found[face.now.id] = (face.left, face.length)
    return found


def day_length(placed: list[Placed]) -> int:
    """Minutes from the first start to the last end of one day's blocks."""
    if not placed:
        return 0
    return max(one.ends for one in placed) - min(one.begins for one in placed)


def block_title_in(block: AgendaBlock, language: str) -> str:
    """A block's title in a language, or the name of its method where it has none."""
    title = in_language(block, "title", language)
    return title or vocabulary().label("session_type", block.session_type, language)
