"""What was learned and agreed: lessons by kind and R, whole experiences, commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from carefacilitator.i18n import isolate
from carefacilitator.model.document import workshop_charts
from carefacilitator.model.document.content import CommitmentLine, LessonLine
from carefacilitator.model.records.records import fields_of
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.reports.blocks.blocks import Beside, Block, Stack
from carefacilitator.reports.blocks.cells import (
    DOT,
    FIVE_R,
    Desk,
    draft_mark,
    drafts_left,
    five_r_cell,
    kind_cell,
    lesson_cell,
    none_agreed,
)
from carefacilitator.reports.blocks.rows import (
    INSET,
    figure_row,
    figure_table,
    head_row,
    two_columns,
)
from carefacilitator.reports.blocks.table import Layout, Row, Table
from carefacilitator.reports.documents.summary import owner
from carefacilitator.reports.style import BODY, GUTTER, SMALL, SMALL_ASH, SUBHEAD, TEXT

EXPERIENCE = "successful_experience"
"""The kind of lesson that is a whole case."""


def lessons(desk: Desk, whole: Desk | None = None) -> Iterator[Block]:
    """How many of each kind and each R, then their words.

    ``whole`` has all lessons to be counted, where this document tells some of them elsewhere;
    whole experiences have their own section and are counted here.
    """
    counted = whole or desk
    found = [one for one in desk.dossier.lessons if one.kind != EXPERIENCE]
    left = " ".join(part for part in (none_agreed(counted), drafts_left(counted)) if part)
    if not (found or left):
        return
    yield desk.text(desk.words.say("Lessons"), desk.section)
    if left:
        yield desk.text(left, SMALL_ASH if found else BODY)
    if not found:
        return
    yield _charts(counted)
    yield _matrix(counted)
    for kind, members in _by_kind(found):
        yield desk.text(desk.label("lesson_kind", kind), SUBHEAD)
        yield Table(text_and_codes(desk), [lesson_row(desk, lesson) for lesson in members])


def _charts(desk: Desk) -> Block:
    """Bars of the kinds beside those of the Rs, from all lessons."""
    half = desk.paper.columns(6)
    parts: list[Block] = []
    for made in (workshop_charts.lessons_by_kind, workshop_charts.lessons_by_r):
        chart = made(desk.dossier, desk.words)
        if chart is not None:
            title = desk.text(chart.title, replace(SMALL, bold=True, after=3))
            parts.append(Stack([title, desk.chart(chart)]))
    return Beside(parts, [half] * len(parts), GUTTER, desk.rtl, before=4, after=10)


def _by_kind(found: Sequence[LessonLine]) -> list[tuple[str, list[LessonLine]]]:
    order = {key: at for at, key in enumerate(vocabulary().keys("lesson_kind"))}

    def place(lesson: LessonLine) -> tuple[int, str]:
        return order.get(lesson.kind, len(order)), lesson.kind

    grouped = groupby(sorted(found, key=place), key=place)
    return [(kind, list(members)) for (_, kind), members in grouped]


def _matrix(desk: Desk) -> Block:
    """Kinds against the five Rs, in figures. A lesson with two Rs stands under both."""
    words, kinds = desk.words, _by_kind(desk.dossier.lessons)
    labels = [words.say("Kind"), *(desk.short("five_r", code) for code in FIVE_R)]
    labels.append(words.say("Lessons"))
    rows = []
    for kind, members in kinds:
        counts = [sum(code in one.codes for one in members) for code in FIVE_R]
        told = [words.number(count) if count else "–" for count in counts]
        label = desk.label("lesson_kind", kind)
        rows.append(figure_row(desk, label, [*told, words.number(len(members))]))
    return figure_table(desk, labels, rows, desk.paper.columns(2))


def text_and_codes(desk: Desk) -> Layout:
    """The words, and their 5R codes at the end of the line."""
    last = desk.paper.columns(2.75)
    return desk.table(desk.paper.text_width - last - GUTTER, last)


def lesson_row(desk: Desk, lesson: LessonLine, *before: str) -> Row:
    """A lesson with level, themes, how far it is agreed, and its codes.

    Where the document is about several workshops, the code of its own is told.
    """
    told = (*before, isolate(lesson.workshop)) if desk.dossier.parts else before
    line = desk.text(about(desk, lesson, *told), SMALL_ASH)
    return Row((Stack([lesson_cell(desk, lesson, TEXT), line]), five_r_cell(desk, lesson.codes)))


def about(desk: Desk, lesson: LessonLine, *before: str) -> str:
    """Level, themes and status of a lesson, and how many notes it rests on, in one line."""
    parts = [*before, desk.label("level", lesson.level)]
    parts += [desk.label("care_theme", theme) for theme in lesson.themes]
    if lesson.agreed:
        parts.append(desk.label("lesson_kind.review_status", lesson.status))
    else:
        parts.insert(0, draft_mark(desk))
    if lesson.notes:
        parts.append(desk.words.say_n("from {n} note", "from {n} notes", lesson.notes))
    return DOT.join(part for part in parts if part)


def experiences(desk: Desk) -> Iterator[Block]:
    """Whole cases, each with who did what, what came of it and what made it possible."""
    found = [one for one in desk.dossier.lessons if one.kind == EXPERIENCE]
    if not found:
        return
    yield desk.text(desk.words.say("Successful experiences"), desk.section)
    for at, lesson in enumerate(found, 1):
        number = desk.words.number(at)
        yield desk.text(desk.words.say("Experience {n}", n=number), SUBHEAD)
        yield from case(desk, lesson)


def drafts(desk: Desk) -> Iterator[Block]:
    """What the group has not agreed to yet, apart from what it has, and each of them marked."""
    if not desk.dossier.drafts:
        return
    words = desk.words
    yield desk.text(words.say("Drafts, not agreed yet"), desk.section)
    why = words.say("The group has not agreed to these. They are counted in no figure.")
    yield desk.text(why, replace(SMALL_ASH, keep_next=True))
    for kind, members in _by_kind(desk.dossier.drafts):
        if kind == EXPERIENCE:
            for lesson in members:
                yield from case(desk, lesson, desk.label("lesson_kind", kind))
        else:
            rows = [lesson_row(desk, one, desk.label("lesson_kind", kind)) for one in members]
            yield Table(text_and_codes(desk), rows)


def case(desk: Desk, lesson: LessonLine, *before: str) -> Iterator[Block]:
    """The words of a lesson with its codes, and what else is told of the case."""
    yield Table(text_and_codes(desk), [_case_row(desk, lesson, before)], after=2)
    told = [(rule.case, lesson.case.get(rule.name, "").strip()) for rule in fields_of("lesson")]
    rows = [
        Row((kind_cell(desk, desk.words.say(label)), desk.text(text, SMALL, lesson.language)))
        for label, text in told
        if label and text
    ]
    if rows:
        yield Table(two_columns(desk, desk.paper.columns(2.75)), rows)


def _case_row(desk: Desk, lesson: LessonLine, before: Sequence[str]) -> Row:
    line = desk.text(about(desk, lesson, *before), SMALL_ASH)
    return Row((Stack([lesson_cell(desk, lesson, BODY), line]), five_r_cell(desk, lesson.codes)))


def commitments(desk: Desk) -> Iterator[Block]:
    """Who does what by when, and where it stands."""
    if desk.dossier.commitments:
        yield desk.text(desk.words.say("Commitments"), desk.section)
        yield commitment_table(desk, desk.dossier.commitments)


def commitment_table(desk: Desk, found: Sequence[CommitmentLine]) -> Block:
    """Commitments in the order they come."""
    words = desk.words
    who, due, status = (desk.paper.columns(count) for count in (2.4, 2.4, 2.3))
    what = desk.paper.text_width - 2 * INSET - who - due - status - 3 * GUTTER
    layout = desk.table(who, what, due, status, inset=INSET)
    labels = (words.say("Who"), words.say("What"), words.say("By when"), words.say("Status"))
    return Table(layout, [_commitment_row(desk, one) for one in found], head_row(desk, *labels))


def _commitment_row(desk: Desk, one: CommitmentLine) -> Row:
    words = desk.words
    what: list[Block] = [desk.text(one.what, SMALL)]
    what += [desk.text(line, SMALL_ASH) for line in _more_about(desk, one)]
    status: list[Block] = [desk.text(desk.label("commitment_status", one.status), SMALL)]
    if one.track:
        status.append(desk.text(desk.label("commitment_track", one.track), SMALL_ASH))
    due = words.day(one.due, "medium") if one.due else ""
    who: list[Block] = [desk.text(owner(desk, one), SMALL)]
    if one.workshop and desk.dossier.parts:
        who.append(desk.text(one.workshop, SMALL_ASH))
    return Row((Stack(who), Stack(what), desk.text(due, SMALL), Stack(status)))


def _more_about(desk: Desk, one: CommitmentLine) -> Iterator[str]:
    words = desk.words
    if one.partners:
        yield words.say("With {names}", names=words.join(one.partners))
    if one.support_needed:
        yield words.say("Support needed: {what}", what=one.support_needed)
    for update in one.updates:
        day = words.day(update.day, "medium") if update.day else ""
        told = [update.text, desk.label("commitment_status", update.status)]
        yield DOT.join(part for part in (day, *told) if part)
