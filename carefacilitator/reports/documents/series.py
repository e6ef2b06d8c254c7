"""The report of several workshops: who came how often, what changed, what was found by level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from carefacilitator.i18n import isolate
from carefacilitator.model.document import closing_charts, workshop_charts
from carefacilitator.model.document.content import LessonLine, WorkshopContent
from carefacilitator.model.document.series import SessionLine
from carefacilitator.model.document.workshop_charts import BY_LEVEL
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.reports.blocks.blocks import Block, PageBreak, Stack
from carefacilitator.reports.blocks.cells import DOT, Desk
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.rows import INSET, figure_row, figure_table, head_row
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.documents import report, report_after, report_findings, series_people
from carefacilitator.reports.documents.report_day import notes_table
from carefacilitator.reports.style import GUTTER, SMALL, SMALL_ASH, SUBHEAD

_KEY_KINDS = frozenset({"key_message", "agreement", "decision"})
_DASH = "–"


def pages(desk: Desk) -> list[Placed]:
    """The report of a series, laid out; the first page is the cover."""
    return fitted(desk, _blocks)


def _blocks(desk: Desk) -> Iterator[Block]:
    yield from report.cover(desk, desk.words.say("Report of the series"))
    yield PageBreak()
    yield from _workshops(desk)
    yield from series_people.who_came(desk)
    yield from _by_level(desk)
    yield from _from_one_to_the_next(desk)
    others = [one for one in desk.dossier.lessons if one.kind not in BY_LEVEL]
    yield from report_findings.lessons(_with(desk, others), desk)
    yield from report_findings.experiences(desk)
    yield from report_findings.drafts(desk)
    yield from _commitments(desk)
    yield from report_after.method(desk)
    yield from _annexes(desk)
    yield from report_after.consent(desk)


def _with(desk: Desk, lessons: Sequence[LessonLine]) -> Desk:
    return replace(desk, dossier=replace(desk.dossier, lessons=tuple(lessons)))


def _sessions(desk: Desk) -> tuple[SessionLine, ...]:
    return desk.dossier.series.sessions if desk.dossier.series else ()


def _workshops(desk: Desk) -> Iterator[Block]:
    """Each workshop with its day, place and how many were in the room."""
    words, sessions = desk.words, _sessions(desk)
    if not sessions:
        return
    yield desk.text(words.say("The workshops"), desk.section)
    code, when, room = (desk.paper.columns(count) for count in (1.3, 2.6, 1.7))
    title = desk.paper.text_width - 2 * INSET - code - when - room - 3 * GUTTER
    labels = (words.say("Code"), words.say("When"), words.say("Workshop"))
    rows = []
    for one in sessions:
        days = words.days(one.start, one.end) if one.start else ""
        place = DOT.join(part for part in (one.place, desk.label("event_mode", one.mode)) if part)
        name = Stack([desk.text(one.title, SMALL, one.title_language), desk.text(place, SMALL_ASH)])
        number = desk.text(words.number(one.named + one.counted), SMALL.to("end"))
        rows.append(Row((desk.text(one.code, SMALL), desk.text(days, SMALL), name, number)))
    head = head_row(desk, *labels, words.say("In the room"), figures=1)
    yield Table(desk.table(code, when, title, room, inset=INSET), rows, head)


def _by_level(desk: Desk) -> Iterator[Block]:
    """Opportunities and challenges, from the local to the global level."""
    words = desk.words
    found = [one for one in desk.dossier.lessons if one.kind in BY_LEVEL]
    if not found:
        return
    yield desk.text(words.say("Opportunities and challenges by level"), desk.section)
    order = {key: at for at, key in enumerate(vocabulary().keys("level"))}

    def place(one: LessonLine) -> tuple[int, str]:
        return order.get(one.level, len(order)), one.level

    found.sort(key=place)
    levels = [(level, list(group)) for (_, level), group in groupby(found, key=place)]
    yield desk.chart(workshop_charts.found_by_level(desk.dossier, words), after=8)
    for level, members in levels:
        yield desk.text(_level(desk, level), SUBHEAD)
        members.sort(key=lambda one: BY_LEVEL.index(one.kind))
        rows = [_lesson_row(desk, one) for one in members]
        yield Table(report_findings.text_and_codes(desk), rows)


def _lesson_row(desk: Desk, one: LessonLine) -> Row:
    kind = desk.label("lesson_kind", one.kind)
    return report_findings.lesson_row(desk, replace(one, level=""), kind)


def _level(desk: Desk, level: str) -> str:
    return desk.label("level", level) or desk.words.say("Level not recorded")


def _from_one_to_the_next(desk: Desk) -> Iterator[Block]:
    """What changed from workshop to workshop, in figures and in what was said."""
    words, sessions = desk.words, _sessions(desk)
    if len(sessions) < 2:
        return
    yield desk.text(words.say("From workshop to workshop"), desk.section)
    labels = (
        words.say("Workshop"),
        words.say("In the room"),
        words.say("New"),
        words.say("Came again"),
        words.say("Opportunities"),
        words.say("Challenges"),
        words.say("Commitments"),
    )
    rows = []
    for one in sessions:
        found = (one.opportunities, one.challenges, one.commitments)
        counts = (one.named + one.counted, one.new, one.again, *found)
        told = [words.number(count) if count is not None else _DASH for count in counts]
        rows.append(figure_row(desk, one.code, told))
    yield figure_table(desk, labels, rows, desk.paper.columns(2))
    if any(one.new is None for one in sessions):
        why = words.say("A dash stands where a group of fewer than five people would be told.")
        yield desk.text(why, SMALL_ASH)
    for part in desk.dossier.parts:
        yield from _key_notes(desk, part)


def _key_notes(desk: Desk, part: WorkshopContent) -> Iterator[Block]:
    notes = [one for one in part.notes if one.kind in _KEY_KINDS and one.text.strip()]
    if notes:
        title = f"{isolate(part.code)}{DOT}{part.title}" if part.code else part.title
        yield desk.text(title, SUBHEAD)
        yield notes_table(desk, notes)


def _commitments(desk: Desk) -> Iterator[Block]:
    """How many are how far, with how many reported, then each of them."""
    words, dossier = desk.words, desk.dossier
    chart = closing_charts.commitments_by_status(dossier, words)
    if chart is None:
        return
    yield desk.text(words.say("Commitments and where they stand"), desk.section)
    yield desk.chart(chart, after=4)
    yield desk.text(chart.note, replace(SMALL_ASH, after=6))
    yield report_findings.commitment_table(desk, dossier.commitments)


def _annexes(desk: Desk) -> Iterator[Block]:
    words = desk.words
    found = list(series_people.listed(desk))
    if found:
        title = words.say("People who agreed to be listed")
        yield desk.text(words.say("Annex {letter}: {title}", letter="A", title=title), desk.section)
        yield from found
