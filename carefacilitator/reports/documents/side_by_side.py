"""The summary in two languages: two columns, each in its own direction, row by row.

The right-to-left language stands on the right. What exists in one language only (a note, a
commitment, a lesson without a translation) stands once, across both columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from carefacilitator.i18n import isolate
from carefacilitator.model.document.content import CommitmentLine, LessonLine, NoteLine
from carefacilitator.reports.blocks.blocks import Beside, Block, Stack
from carefacilitator.reports.blocks.cells import (
    DOT,
    Desk,
    draft_mark,
    organisations_line,
    when,
    with_remark,
)
from carefacilitator.reports.blocks.day_band import DayBand
from carefacilitator.reports.blocks.fitting import fitted, fitting
from carefacilitator.reports.blocks.logos import at_head
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.blocks.table import Layout, Row, Table
from carefacilitator.reports.documents.summary import (
    LIMITS,
    MOST_PAGES,
    Limit,
    category_bars,
    key_notes,
    left_out,
    lessons_in_order,
    longest,
    more_line,
    owner,
    shown,
    thanks,
    withheld,
)
from carefacilitator.reports.style import GUTTER, MM, SMALL, SMALL_ASH, TEXT, TEXT_ASH
from carefacilitator.reports.text.lines import SOOT, Look, Span

_BETWEEN = 8 * MM
_META = replace(TEXT_ASH, size=9.5, leading=13.5, after=1)
_FIGURES = replace(TEXT, leading=26)
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


class Pair(NamedTuple):
    """The two desks at half the width, in the order of the columns, and the whole width."""

    left: Desk
    right: Desk
    whole: Desk

    def each(self, make: Callable[[Desk], Block]) -> Row:
        """A row with the same thing in both languages."""
        return Row((make(self.left), make(self.right)))

    def table(self, rows: Iterable[Row], after: float = 4.0) -> Table:
        """Rows in two columns."""
        half = self.left.paper.text_width
        padding = self.whole.padding
        layout = Layout((half, half), _BETWEEN, rtl=False, padding=padding)
        return Table(layout, list(rows), after=after)


def pages(desk: Desk, other: Desk) -> list[Placed]:
    """The summary, laid out on at most two pages where that can be."""
    placed: list[Placed] = []
    for limit in LIMITS:
        if limit.letters is None and max(longest(desk), longest(other)) > 6000:
            continue
        placed = fitted(desk, partial(_blocks, other=other, limit=limit), MOST_PAGES)
        if len(placed) <= MOST_PAGES:
            break
    return placed


def _pair(desk: Desk, other: Desk) -> Pair:
    whole = desk.paper
    width = (whole.text_width - _BETWEEN) / 2 + 2 * whole.side
    halves = [
        replace(one, paper=whole._replace(width=width), tight=desk.tight) for one in (desk, other)
    ]
    if desk.rtl and not other.rtl:
        halves.reverse()
    return Pair(halves[0], halves[1], desk)


def _blocks(desk: Desk, other: Desk, limit: Limit) -> Iterator[Block]:
    pair = _pair(desk, other)
    yield from at_head(desk)
    yield DayBand(desk.dossier.blocks, desk.rtl, after=8)
    yield from _opening(pair)
    yield from _who(pair)
    yield from _key_points(pair, limit)
    yield from _lessons(pair, limit)
    yield from _lessons(_drafts_only(pair), limit)
    yield from _commitments(pair, limit)
    yield _beside(pair, lambda one: Stack([*thanks(one), *withheld(one)], before=10))


def _beside(pair: Pair, make: Callable[[Desk], Block], heading: bool = False) -> Block:
    """Both languages beside each other, without a rule; a heading stays with what follows."""
    half = pair.left.paper.text_width
    made = [make(pair.left), make(pair.right)]
    block = Beside(made, [half, half], _BETWEEN, rtl=False)
    block.before, block.after = made[0].before, made[0].after
    block.keep_next = heading
    return block


def _heading(pair: Pair, told: Callable[[Desk], str]) -> Block:
    return _beside(pair, lambda one: one.text(told(one), one.section), heading=True)


def _opening(pair: Pair) -> Iterator[Block]:
    titles = {one.dossier.title for one in (pair.left, pair.right)}
    if len(titles) == 1:
        yield _title(pair.whole)

    def head(one: Desk) -> Block:
        dossier = one.dossier
        first = DOT.join(isolate(part, rtl=one.rtl) for part in (when(one), dossier.code) if part)
        lines = (first, dossier.place, organisations_line(one))
        told: list[Block] = [one.text(line, _META) for line in lines if line]
        return Stack(told if len(titles) == 1 else [_title(one), *told])

    yield _beside(pair, head)


def _title(desk: Desk) -> Block:
    sizes = (20, 17, 15, 13)
    return fitting(desk, desk.dossier.title, desk.title, sizes, desk.paper.text_width, 4)


def _who(pair: Pair) -> Iterator[Block]:
    presence = pair.whole.dossier.presence
    if not presence.total:
        return

    def told(one: Desk) -> Block:
        words = one.words
        named = words.say_n("{n} by name", "{n} by name", presence.named)
        counted = words.say_n(
            "{n} counted without a name", "{n} counted without a name", presence.counted
        )
        figure = Span(words.number(presence.total), Look(20, SOOT, bold=True))
        rest = DOT.join((named, counted) if presence.counted else (named,))
        line = Paragraph([figure, Span(f"  {rest}", SMALL.look)], _FIGURES, one.rtl)
        return Stack([line, category_bars(one)])

    yield _heading(pair, lambda one: one.words.say("Who was here"))
    yield _beside(pair, told)


def _key_points(pair: Pair, limit: Limit) -> Iterator[Block]:
    chosen, more = shown(key_notes(pair.whole), limit)
    if not chosen:
        return
    yield _heading(pair, lambda one: one.words.say("Key points"))
    width = pair.whole.paper.text_width
    rows = [Row((_note(pair, note, limit),)) for note in chosen]
    yield Table(pair.whole.table(width), rows)
    yield from _more(pair, more)


def _note(pair: Pair, note: NoteLine, limit: Limit) -> Block:
    """A note's own words, once; below them what it is, in both languages."""
    keys = [] if note.kind == "key_message" else [("note_kind", note.kind)]
    text = _once(pair, limit.clip(note.text), note.language, note.speaker)
    return _labelled(pair, text, partial(_labels, keys=keys))


def _once(pair: Pair, text: str, language: str, remark: str = "") -> Block:
    """A text across both columns, at the edge where its own language begins."""
    spans = with_remark(text, TEXT, [remark])
    rtl = language.startswith(_RIGHT_TO_LEFT)
    foreign = language if language != pair.whole.words.language else ""
    return Paragraph(spans, TEXT, rtl, language=foreign)


def _labelled(pair: Pair, text: Block, labels: Callable[[Desk], str]) -> Block:
    """A text across both columns with a small line in each language below."""
    if not labels(pair.whole):
        return text
    return Stack([text, _beside(pair, lambda one: one.text(labels(one), SMALL_ASH))])


def _labels(desk: Desk, keys: Iterable[tuple[str, str]]) -> str:
    """Words of the vocabulary in one line."""
    told = (desk.short(name, key) for name, key in keys)
    return DOT.join(isolate(word) for word in told if word)


def _lessons(pair: Pair, limit: Limit) -> Iterator[Block]:
    lessons, more = pair.whole.dossier.lessons, 0
    order = lessons_in_order(lessons)
    if limit.entries is not None:
        more = max(0, len(order) - limit.entries)
        order = order[: limit.entries]
    if order or left_out(pair.whole):
        yield _heading(pair, lambda one: _lessons_title(one))
    for translated, group in groupby(order, key=partial(_translated, pair)):
        places = list(group)
        if translated:
            yield pair.table(pair.each(partial(_lesson, at=at, limit=limit)) for at in places)
        else:
            width = pair.whole.paper.text_width
            rows = [Row((_lesson_once(pair, at, limit),)) for at in places]
            yield Table(pair.whole.table(width), rows, after=4.0)
    yield from _more(pair, more)
    if left_out(pair.whole):
        yield _beside(pair, lambda one: one.text(left_out(one), SMALL_ASH))


def _drafts_only(pair: Pair) -> Pair:
    """The same pair about nothing but what the group has not agreed to yet."""

    def only(one: Desk) -> Desk:
        kept = replace(one.dossier, lessons=one.dossier.drafts, drafts=(), drafts_left=0)
        return replace(one, dossier=kept)

    return Pair(only(pair.left), only(pair.right), only(pair.whole))


def _lessons_title(desk: Desk) -> str:
    drafts = any(not one.agreed for one in desk.dossier.lessons)
    return desk.words.say("Drafts, not agreed yet") if drafts else desk.words.say("Lessons")


def _translated(pair: Pair, at: int) -> bool:
    """Whether a lesson exists in both languages."""
    left, right = pair.left.dossier.lessons, pair.right.dossier.lessons
    return len(left) == len(right) and left[at].language != right[at].language


def _lesson(desk: Desk, at: int, limit: Limit) -> Block:
    lesson = desk.dossier.lessons[at]
    text = desk.text(limit.clip(lesson.text), TEXT, lesson.language)
    return Stack([desk.text(_about(desk, lesson), SMALL_ASH), text])


def _lesson_once(pair: Pair, at: int, limit: Limit) -> Block:
    lesson = pair.whole.dossier.lessons[at]
    text = _once(pair, limit.clip(lesson.text), lesson.language)
    return _labelled(pair, text, partial(_about, lesson=lesson))


def _about(desk: Desk, lesson: LessonLine) -> str:
    """Kind and Rs of a lesson in one line; a draft says first that it is one."""
    told = _labels(desk, _keys(lesson))
    return told if lesson.agreed else DOT.join((draft_mark(desk), told))


def _keys(lesson: LessonLine) -> list[tuple[str, str]]:
    return [("lesson_kind", lesson.kind), *(("five_r", code) for code in lesson.codes)]


def _commitments(pair: Pair, limit: Limit) -> Iterator[Block]:
    chosen, more = shown(list(pair.whole.dossier.commitments), limit)
    if not chosen:
        return
    yield _heading(pair, lambda one: one.words.say("Commitments"))
    first, third = (pair.whole.paper.columns(count) for count in (2.75, 2.5))
    middle = pair.whole.paper.text_width - first - third - 2 * GUTTER
    layout = pair.whole.table(first, middle, third)
    yield Table(layout, [_commitment(pair, one, at) for at, one in enumerate(chosen)])
    yield from _more(pair, more)


def _commitment(pair: Pair, one: CommitmentLine, at: int) -> Row:
    """Who (in both languages where the name differs), what, and by when in both."""
    desk = pair.whole
    owners: dict[str, None] = {}
    dates: dict[str, None] = {}
    for side in (pair.left, pair.right):
        own = side.dossier.commitments
        same = own[at] if len(own) == len(desk.dossier.commitments) else one
        owners[owner(side, same)] = None
        dates[side.words.day(one.due, "medium") if one.due else ""] = None
    return Row(
        (
            Stack([desk.text(name, SMALL_ASH) for name in owners if name]),
            desk.text(one.what, TEXT),
            Stack([desk.text(day, SMALL.to("end")) for day in dates if day]),
        )
    )


def _more(pair: Pair, count: int) -> Iterator[Block]:
    if count:
        yield _beside(pair, lambda one: Stack(list(more_line(one, count))))
