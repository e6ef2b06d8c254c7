"""The two pages that people take home: who was here, key points, lessons, commitments.

When there is more than fits, the least is left out: every section keeps its first entries and says
how many more the report has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from carefacilitator.i18n import isolate
from carefacilitator.model.document import workshop_charts
from carefacilitator.model.document.content import CommitmentLine, LessonLine, NoteLine
from carefacilitator.model.privacy.consent import tell
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.reports.blocks.blocks import Beside, Block, Stack
from carefacilitator.reports.blocks.cells import (
    DOT,
    Desk,
    carried,
    draft_mark,
    drafts_left,
    five_r_cell,
    kind_cell,
    lesson_cell,
    none_agreed,
    note_cell,
    organisations_line,
    when,
)
from carefacilitator.reports.blocks.day_band import DayBand
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.logos import at_head
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.table import Layout, Row, Table
from carefacilitator.reports.style import (
    CAPTION,
    FIGURE,
    GUTTER,
    SMALL,
    SMALL_ASH,
    TEXT,
    TEXT_ASH,
)

MOST_PAGES = 2
KEY_KINDS = ("key_message", "agreement", "decision", "quote")
_TOO_LONG = 6000  # letters; more cannot stand on two pages
_Entry = TypeVar("_Entry", NoteLine, LessonLine, CommitmentLine)


@dataclass(frozen=True)
class Limit:
    """At most ``entries`` per section and ``letters`` per entry; None for no limit."""

    entries: int | None
    letters: int | None

    def clip(self, text: str) -> str:
        """``text``, cut at a space when it is too long."""
        if self.letters is None or len(text) <= self.letters:
            return text
        head = text[: self.letters]
        return (head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:") + "…"


LIMITS = (
    Limit(None, None),
    Limit(12, None),
    Limit(9, 700),
    Limit(7, 450),
    Limit(5, 300),
    Limit(4, 220),
    Limit(3, 160),
    Limit(2, 120),
)


def pages(desk: Desk) -> list[Placed]:
    """The summary, laid out on at most two pages."""
    placed: list[Placed] = []
    for limit in LIMITS:
        if limit.letters is None and longest(desk) > _TOO_LONG:
            continue
        placed = fitted(desk, partial(_blocks, limit=limit), MOST_PAGES)
        if len(placed) <= MOST_PAGES:
            break
    return placed


def longest(desk: Desk) -> int:
    """The letters of the longest text the summary may show."""
    dossier = desk.dossier
    texts = [note.text for note in dossier.notes]
    texts += [lesson.text for lesson in (*dossier.lessons, *dossier.drafts)]
    texts += [one.what for one in dossier.commitments]
    return max(map(len, texts), default=0)


def _blocks(desk: Desk, limit: Limit) -> Iterator[Block]:
    yield from _opening(desk)
    yield from who_was_here(desk)
    yield from _key_points(desk, limit)
    yield from _lessons(desk, limit)
    yield from _drafts(desk, limit)
    yield from _commitments(desk, limit)
    yield from thanks(desk)
    yield from withheld(desk)


def _opening(desk: Desk) -> Iterator[Block]:
    dossier = desk.dossier
    yield from at_head(desk)
    yield DayBand(dossier.blocks, desk.rtl, after=12)
    yield desk.text(dossier.title, desk.title, dossier.title_language)
    mode = desk.label("event_mode", dossier.mode)
    first = DOT.join(
        isolate(part, rtl=desk.rtl) for part in (when(desk), mode, dossier.code) if part
    )
    for line in (first, dossier.place, organisations_line(desk)):
        if line:
            yield desk.text(line, replace(TEXT_ASH, after=1))


def who_was_here(desk: Desk) -> Iterator[Block]:
    """The number of people in large figures and a bar for each group."""
    presence, words = desk.dossier.presence, desk.words
    if not presence.total:
        return
    yield desk.text(words.say("Who was here"), desk.section)
    lines: list[Block] = [desk.text(words.number(presence.total), FIGURE)]
    named = words.say_n("{n} by name", "{n} by name", presence.named)
    counted = words.say_n(
        "{n} counted without a name", "{n} counted without a name", presence.counted
    )
    lines.append(desk.text(named, TEXT))
    if presence.counted:
        lines.append(desk.text(counted, TEXT))
    side = desk.paper.columns(3)
    rest = desk.paper.text_width - side - GUTTER
    yield Beside([Stack(lines), category_bars(desk)], [side, rest], GUTTER, desk.rtl, after=4)


def category_bars(desk: Desk, whole: bool = False) -> Block:
    """A bar for each category; unless ``whole``, groups inside civil society are one bar."""
    return desk.chart(workshop_charts.people_by_category(desk.dossier, desk.words, whole))


def _key_points(desk: Desk, limit: Limit) -> Iterator[Block]:
    chosen, more = shown(key_notes(desk), limit)
    if not chosen:
        return
    yield desk.text(desk.words.say("Key points"), desk.section)
    rows = []
    for note in chosen:
        kind = "" if note.kind == "key_message" else desk.label("note_kind", note.kind)
        clipped = replace(note, text=limit.clip(note.text))
        rows.append(Row((note_cell(desk, clipped, TEXT, kind),)))
    yield Table(desk.table(desk.paper.text_width), rows)
    yield from more_line(desk, more)


def key_notes(desk: Desk) -> list[NoteLine]:
    """What people take home: key messages first, then agreements, decisions and quotes."""
    notes = [note for note in desk.dossier.notes if note.kind in KEY_KINDS and note.text.strip()]
    return sorted(notes, key=lambda note: note.kind != "key_message")


def _lessons(desk: Desk, limit: Limit) -> Iterator[Block]:
    lessons = desk.dossier.lessons
    chosen, more = shown([lessons[at] for at in lessons_in_order(lessons)], limit)
    left = left_out(desk)
    if not (chosen or left):
        return
    yield desk.text(desk.words.say("Lessons"), desk.section)
    yield from _lesson_table(desk, chosen, limit)
    yield from more_line(desk, more)
    if left:
        yield desk.text(left, SMALL_ASH)


def left_out(desk: Desk) -> str:
    """That nothing is agreed yet, and how many drafts are left out; nothing where neither is so."""
    return " ".join(part for part in (none_agreed(desk), drafts_left(desk)) if part)


def _drafts(desk: Desk, limit: Limit) -> Iterator[Block]:
    """What the group has not agreed to yet: in a group of its own, and marked."""
    drafts = desk.dossier.drafts
    chosen, more = shown([drafts[at] for at in lessons_in_order(drafts)], limit)
    if not chosen:
        return
    yield desk.text(desk.words.say("Drafts, not agreed yet"), desk.section)
    yield from _lesson_table(desk, chosen, limit)
    yield from more_line(desk, more)


def _lesson_table(desk: Desk, lessons: Sequence[LessonLine], limit: Limit) -> Iterator[Block]:
    if lessons:
        clipped = [replace(lesson, text=limit.clip(lesson.text)) for lesson in lessons]
        yield Table(three_columns(desk, 2.75), [lesson_row(desk, lesson) for lesson in clipped])


def lessons_in_order(lessons: Sequence[LessonLine]) -> list[int]:
    """The places of these lessons, by kind."""
    order = vocabulary().keys("lesson_kind")
    kinds = [order.index(one.kind) if one.kind in order else len(order) for one in lessons]
    return sorted(range(len(lessons)), key=kinds.__getitem__)


def lesson_row(desk: Desk, lesson: LessonLine) -> Row:
    """Kind, text and 5R of one lesson; a draft says that it is one."""
    kind = kind_cell(desk, desk.label("lesson_kind", lesson.kind))
    if not lesson.agreed:
        kind = Stack([kind, desk.text(draft_mark(desk), replace(SMALL, bold=True))])
    return Row((kind, lesson_cell(desk, lesson, TEXT), five_r_cell(desk, lesson.codes)))


def three_columns(desk: Desk, last: float) -> Layout:
    """A side column, the text, and a last column of so many grid columns."""
    first, third = desk.paper.columns(2.75), desk.paper.columns(last)
    middle = desk.paper.text_width - first - third - 2 * GUTTER
    return desk.table(first, middle, third)


def _commitments(desk: Desk, limit: Limit) -> Iterator[Block]:
    chosen, more = shown(list(desk.dossier.commitments), limit)
    if not chosen:
        return
    yield desk.text(desk.words.say("Commitments"), desk.section)
    rows = []
    for one in chosen:
        due = desk.words.day(one.due, "medium") if one.due else ""
        rows.append(
            Row(
                (
                    kind_cell(desk, owner(desk, one)),
                    desk.text(one.what, TEXT),
                    desk.text(due, SMALL.to("end")),
                )
            )
        )
    yield Table(three_columns(desk, 2.75), rows)
    yield from more_line(desk, more)


def owner(desk: Desk, one: CommitmentLine) -> str:
    """Who does it; a commitment of several says so."""
    if one.collective:
        return (
            desk.words.say("{who} and others", who=one.who)
            if one.who
            else desk.words.say("Together")
        )
    return one.who


def shown(entries: Sequence[_Entry], limit: Limit) -> tuple[list[_Entry], int]:
    """The entries that a limit leaves, and how many more there are."""
    chosen = list(entries if limit.entries is None else entries[: limit.entries])
    return chosen, len(entries) - len(chosen)


def more_line(desk: Desk, count: int) -> Iterator[Block]:
    """How many more entries the report has."""
    if count:
        words = desk.words
        told = words.say_n("{n} more in the report.", "{n} more in the report.", count)
        yield desk.text(told, SMALL_ASH)


def thanks(desk: Desk) -> Iterator[Block]:
    """Thanks to the organisations, each named once."""
    names = dict.fromkeys(name for _, name in desk.dossier.organisations if name)
    if names:
        told = desk.words.join(isolate(name) for name in names)
        line = desk.words.say("Thank you to {names}, and to everyone who took part.", names=told)
        yield desk.text(line, replace(TEXT, before=12))


def withheld(desk: Desk) -> Iterator[Block]:
    """What is not on this paper, because somebody did not agree, and what travels inside."""
    style = replace(CAPTION, before=12)
    if desk.dossier.withheld:
        lines = " ".join(tell(one, desk.words) for one in desk.dossier.withheld)
        told = desk.words.say("Left out to respect what people agreed to: {what}", what=lines)
        yield desk.text(told, style)
        style = replace(CAPTION, before=3)
    if desk.dossier.enclosed:
        yield desk.text(carried(desk), style)
