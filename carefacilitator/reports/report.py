"""The full report of one workshop, from the cover to what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from carefacilitator.i18n import isolate
from carefacilitator.model.consent import tell
from carefacilitator.model.dossier import BlockLine, CommitmentLine, LessonLine, NoteLine
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.reports.band import DayBand
from carefacilitator.reports.blocks import Beside, Block, PageBreak, Space, Stack
from carefacilitator.reports.fitting import fitted
from carefacilitator.reports.lines import Look, Span
from carefacilitator.reports.pages import Placed
from carefacilitator.reports.style import (
    ASH,
    BODY,
    COVER_TITLE,
    FIGURE,
    GUTTER,
    LEAD,
    MM,
    SMALL,
    SMALL_ASH,
    SUBHEAD,
    TABLE_HEAD,
    TEXT,
    Style,
)
from carefacilitator.reports.summary import category_bars, owner, three_columns
from carefacilitator.reports.table import Layout, Row, Table
from carefacilitator.reports.wording import (
    DOT,
    Desk,
    day_title,
    five_r_cell,
    hours,
    kind_cell,
    lesson_cell,
    note_cell,
    organisations,
    room_line,
    when,
)

_INSET = 5.0


def pages(desk: Desk) -> list[Placed]:
    """The report, laid out; the first page is the cover."""
    return fitted(desk, _blocks)


def _blocks(desk: Desk) -> Iterator[Block]:
    yield from _cover(desk)
    yield PageBreak()
    yield from _purpose(desk)
    yield from _participation(desk)
    yield from _agenda(desk)
    yield from _points_by_block(desk)
    yield from _lessons_by_kind(desk)
    yield from _commitments(desk)
    yield from _consent(desk)


def _cover(desk: Desk) -> Iterator[Block]:
    dossier, words = desk.dossier, desk.words
    yield Space(34 * MM)
    yield DayBand(dossier.blocks, desk.rtl, after=22)
    yield desk.text(dossier.title, COVER_TITLE, dossier.title_language)
    others = {title: language for language, title in dossier.other_titles}
    for title, language in others.items():
        if title and title != dossier.title:
            yield desk.text(title, LEAD.tinted(ASH), language)
    yield Space(14)
    for line in (when(desk), dossier.place):
        if line:
            yield desk.text(line, replace(LEAD, after=0))
    kinds = (desk.label("event_type", dossier.event_type), desk.label("event_mode", dossier.mode))
    programme = [*kinds, dossier.programme, isolate(dossier.code)]
    yield desk.text(DOT.join(part for part in programme if part), replace(TEXT, after=16))
    rows = [
        Row((kind_cell(desk, role), desk.text(names, TEXT))) for role, names in organisations(desk)
    ]
    if rows:
        side = desk.paper.columns(3)
        yield Table(_two_columns(desk, side), rows)
    if dossier.sample:
        yield desk.text(
            words.say("This is the sample programme: its content is illustrative."),
            replace(SMALL_ASH, before=10),
        )


def _two_columns(desk: Desk, side: float) -> Layout:
    return desk.table(side, desk.paper.text_width - side - GUTTER)


def _purpose(desk: Desk) -> Iterator[Block]:
    if desk.dossier.purpose:
        yield desk.text(desk.words.say("Purpose"), desk.section)
        yield desk.text(desk.dossier.purpose, BODY)


def _participation(desk: Desk) -> Iterator[Block]:
    presence, words = desk.dossier.presence, desk.words
    if not presence.total:
        return
    yield desk.text(words.say("Participation"), desk.section)
    figure = words.number(presence.total)
    people = words.say_n("person took part", "people took part", presence.total)
    side = desk.paper.columns(3)
    rest = desk.paper.text_width - side - GUTTER
    number = Stack([desk.text(figure, FIGURE), desk.text(people, TEXT)])
    yield Beside([number, category_bars(desk, whole=True)], [side, rest], GUTTER, desk.rtl, after=8)
    yield _figures(desk, _presence_rows(desk))
    yield from _groups(desk)
    if presence.people:
        yield desk.text(words.say("People who agreed to be listed"), SUBHEAD)
        half = desk.paper.columns(6)
        listed = [Row((desk.text(a, SMALL), desk.text(b, SMALL))) for a, b in presence.people]
        head = _head(desk, words.say("Name"), words.say("Organisation"))
        wide = (half - _INSET, half - _INSET)
        yield Table(desk.table(*wide, inset=_INSET), listed, head)


def _groups(desk: Desk) -> Iterator[Block]:
    """By gender and by age, side by side."""
    presence, words = desk.dossier.presence, desk.words
    stacks: list[Block] = []
    for title, name, rows in (
        (words.say("By gender"), "gender", presence.by_gender),
        (words.say("By age"), "age_band", presence.by_age),
    ):
        if rows:
            told = [(_group(desk, name, key), words.number(count)) for key, count in rows]
            stacks.append(Stack([desk.text(title, SUBHEAD), _figures(desk, told)]))
    if stacks:
        half = desk.paper.columns(6)
        yield Beside(stacks, [half] * len(stacks), GUTTER, desk.rtl, before=SUBHEAD.before)


def _group(desk: Desk, name: str, key: str) -> str:
    return desk.words.say("Other or small groups") if key == "other" else desk.label(name, key)


def _presence_rows(desk: Desk) -> list[tuple[str, str]]:
    presence, words = desk.dossier.presence, desk.words
    rows = [(words.say("Present, on the list"), presence.named)]
    if presence.counted:
        rows.append((words.say("Counted without a name"), presence.counted))
    if presence.expected:
        rows.append((words.say("On the list"), presence.expected))
    if presence.civil_society:
        rows.append((words.say("Of these, civil society together"), presence.civil_society))
    return [(label, words.number(count)) for label, count in rows]


def _figures(desk: Desk, rows: list[tuple[str, str]]) -> Block:
    layout = desk.table(desk.paper.columns(5), desk.paper.columns(1))
    cells = [
        Row((desk.text(label, SMALL), desk.text(figure, SMALL.to("end")))) for label, figure in rows
    ]
    return Table(layout, cells)


def _head(desk: Desk, *labels: str, end: bool = False) -> Row:
    styles = [TABLE_HEAD] * len(labels)
    if end:
        styles[-1] = TABLE_HEAD.to("end")
    cells = tuple(desk.text(label, style) for label, style in zip(labels, styles, strict=True))
    return Row(cells, head=True)


def _agenda(desk: Desk) -> Iterator[Block]:
    words = desk.words
    if not desk.dossier.blocks:
        return
    yield desk.text(words.say("Agenda as held"), desk.section)
    held = any(block.held_start for block in desk.dossier.blocks)
    days = [list(group) for _, group in groupby(desk.dossier.blocks, key=lambda block: block.day)]
    for blocks in days:
        if len(days) > 1:
            yield desk.text(day_title(desk, blocks[0]), SUBHEAD)
        yield _agenda_table(desk, blocks, held)


def _agenda_table(desk: Desk, blocks: list[BlockLine], held: bool) -> Block:
    words = desk.words
    labels = [words.say("Planned"), words.say("Held")] if held else [words.say("Time")]
    labels += [words.say("Block"), words.say("Minutes")]
    time, minutes = desk.paper.columns(2), desk.paper.columns(1.6)
    times = [time] * (2 if held else 1)
    middle = desk.paper.text_width - 2 * _INSET - sum(times) - minutes - GUTTER * (len(times) + 1)
    layout = desk.table(*times, middle, minutes, inset=_INSET)
    rows = []
    for block in blocks:
        style = SMALL.tinted(ASH) if block.is_break else SMALL
        cells: list[Block] = [desk.text(hours(block.start, block.end), style)]
        if held:
            cells.append(desk.text(hours(block.held_start, block.held_end), style))
        cells.append(_block_cell(desk, block, style))
        cells.append(desk.text(words.number(block.minutes), style.to("end")))
        rows.append(Row(tuple(cells)))
    return Table(layout, rows, _head(desk, *labels, end=True))


def _block_cell(desk: Desk, block: BlockLine, style: Style) -> Block:
    title = desk.text(block.title, style)
    line = room_line(desk, block)
    if block.is_break or not line:
        return title
    return Stack([title, desk.text(line, SMALL_ASH)])


def _points_by_block(desk: Desk) -> Iterator[Block]:
    words = desk.words
    notes: dict[str, list[NoteLine]] = {}
    known = {block.id for block in desk.dossier.blocks}
    for note in desk.dossier.notes:
        if note.text.strip():
            notes.setdefault(note.block_id if note.block_id in known else "", []).append(note)
    if not notes:
        return
    yield desk.text(words.say("Key points by block"), desk.section)
    for block in desk.dossier.blocks:
        if block.id in notes:
            spans = [Span(block.title, SUBHEAD.look)]
            if block.start:
                time = isolate(hours(block.start, block.end))
                spans.append(Span(f"\u00a0\u00a0{time}", Look(SMALL.size, ASH)))
            yield desk.spoken(spans, SUBHEAD, "")
            yield _notes_table(desk, notes[block.id])
    if "" in notes:
        yield desk.text(words.say("Without a block"), SUBHEAD)
        yield _notes_table(desk, notes[""])


def _notes_table(desk: Desk, notes: list[NoteLine]) -> Block:
    coded = any(note.codes for note in notes)
    rows = []
    for note in notes:
        kind = kind_cell(desk, desk.label("note_kind", note.kind))
        cells: tuple[Block, ...] = (kind, note_cell(desk, note, TEXT))
        rows.append(Row((*cells, five_r_cell(desk, note.codes)) if coded else cells))
    layout = three_columns(desk, 2.75) if coded else _two_columns(desk, desk.paper.columns(2.75))
    return Table(layout, rows)


def _lessons_by_kind(desk: Desk) -> Iterator[Block]:
    if not desk.dossier.lessons:
        return
    yield desk.text(desk.words.say("Lessons"), desk.section)
    order = {key: at for at, key in enumerate(vocabulary().keys("lesson_kind"))}

    def place(lesson: LessonLine) -> tuple[int, str]:
        return order.get(lesson.kind, len(order)), lesson.kind

    for (_, kind), lessons in groupby(sorted(desk.dossier.lessons, key=place), key=place):
        yield desk.text(desk.label("lesson_kind", kind), SUBHEAD)
        yield Table(_text_and_codes(desk), [_lesson_row(desk, lesson) for lesson in lessons])


def _text_and_codes(desk: Desk) -> Layout:
    last = desk.paper.columns(2.75)
    return desk.table(desk.paper.text_width - last - GUTTER, last)


def _lesson_row(desk: Desk, lesson: LessonLine) -> Row:
    about = [desk.label("level", lesson.level)]
    about += [desk.label("care_theme", theme) for theme in lesson.themes]
    about.append(desk.label("lesson_kind.review_status", lesson.status))
    if lesson.notes:
        words = desk.words
        about.append(words.say_n("from {n} note", "from {n} notes", lesson.notes))
    line = DOT.join(part for part in about if part)
    text = Stack([lesson_cell(desk, lesson, TEXT), desk.text(line, SMALL_ASH)])
    return Row((text, five_r_cell(desk, lesson.codes)))


def _commitments(desk: Desk) -> Iterator[Block]:
    words = desk.words
    if not desk.dossier.commitments:
        return
    yield desk.text(words.say("Commitments"), desk.section)
    who, due, status = (desk.paper.columns(count) for count in (2.4, 2.4, 2.3))
    what = desk.paper.text_width - 2 * _INSET - who - due - status - 3 * GUTTER
    layout = desk.table(who, what, due, status, inset=_INSET)
    head = _head(
        desk, words.say("Who"), words.say("What"), words.say("By when"), words.say("Status")
    )
    yield Table(layout, [_commitment_row(desk, one) for one in desk.dossier.commitments], head)


def _commitment_row(desk: Desk, one: CommitmentLine) -> Row:
    words = desk.words
    what: list[Block] = [desk.text(one.what, SMALL)]
    if one.support_needed:
        needed = words.say("Support needed: {what}", what=one.support_needed)
        what.append(desk.text(needed, SMALL_ASH))
    status: list[Block] = [desk.text(desk.label("commitment_status", one.status), SMALL)]
    if one.track:
        status.append(desk.text(desk.label("commitment_track", one.track), SMALL_ASH))
    due = words.day(one.due, "medium") if one.due else ""
    who = desk.text(owner(desk, one), SMALL)
    return Row((who, Stack(what), desk.text(due, SMALL), Stack(status)))


def _consent(desk: Desk) -> Iterator[Block]:
    dossier, words = desk.dossier, desk.words
    yield desk.text(words.say("Consent respected"), desk.section)
    if dossier.anonymous:
        yield desk.text(words.say("This is an anonymous copy: it names no person."), BODY)
    if dossier.withheld:
        why = words.say("Left out, because people did not agree to it:")
        yield desk.text(why, replace(BODY, keep_next=True))
        rows = [Row((desk.text(tell(one, words), SMALL),)) for one in dossier.withheld]
        yield Table(desk.table(desk.paper.text_width), rows)
    else:
        yield desk.text(words.say("Nothing had to be left out."), BODY)
    if dossier.open_conflicts:
        told = words.say_n(
            "{n} field was written differently on two computers and still waits for a decision.",
            "{n} fields were written differently on two computers and still wait for a decision.",
            dossier.open_conflicts,
        )
        yield desk.text(told, BODY)
