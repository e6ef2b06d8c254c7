"""Who took part: the list and the head count side by side, and groups large enough to be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefacilitator.model.document import workshop_charts
from carefacilitator.model.document.chart import DASH
from carefacilitator.reports.blocks.blocks import Beside, Block, Stack
from carefacilitator.reports.blocks.cells import Desk, half_day
from carefacilitator.reports.blocks.rows import (
    INSET,
    figure_list,
    figure_row,
    figure_table,
    head_row,
)
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.documents.summary import category_bars
from carefacilitator.reports.style import FIGURE, GUTTER, SMALL, SMALL_ASH, SUBHEAD, TEXT


def participation(desk: Desk) -> Iterator[Block]:
    """How many by name and how many without, by half-day, category, gender and age."""
    presence, words = desk.dossier.presence, desk.words
    if not presence.total:
        return
    yield desk.text(words.say("Participation"), desk.section)
    yield people_and_bars(desk)
    yield _counts(desk)
    for line in _beside_them(desk):
        yield desk.text(line, SMALL_ASH)
    yield from groups(desk)


def people_and_bars(desk: Desk) -> Block:
    """The number of people in large figures, and a bar for each category."""
    presence, words = desk.dossier.presence, desk.words
    people = words.say_n("person took part", "people took part", presence.total)
    number = Stack([desk.text(words.number(presence.total), FIGURE), desk.text(people, TEXT)])
    side = desk.paper.columns(3)
    rest = desk.paper.text_width - side - GUTTER
    return Beside(
        [number, category_bars(desk, whole=True)], [side, rest], GUTTER, desk.rtl, after=8
    )


def _counts(desk: Desk) -> Block:
    """The list and the head count, for each half-day and together, never mixed."""
    presence, words = desk.dossier.presence, desk.words
    labels = (
        words.say("Part of the workshop"),
        words.say("On the list"),
        words.say("Counted without a name"),
        words.say("In the room"),
    )
    rows = []
    if len(presence.half_days) > 1:
        for one in presence.half_days:
            room = None if one.named is None else one.named + one.counted
            counts = (one.named, one.counted, room)
            rows.append(figure_row(desk, half_day(desk, one.slot), _told(desk, counts)))
    counts = (presence.named, presence.counted, presence.total)
    whole = words.say("Whole workshop")
    rows.append(figure_row(desk, whole, _told(desk, counts), bold=len(rows) > 0))
    return figure_table(desk, labels, rows, desk.paper.columns(2))


def _told(desk: Desk, counts: Sequence[int | None]) -> list[str]:
    return [DASH if count is None else desk.words.number(count) for count in counts]


def _beside_them(desk: Desk) -> Iterator[str]:
    """What belongs beside the figures, and is no part of them."""
    presence, words = desk.dossier.presence, desk.words
    parts = []
    if presence.expected:
        parts.append(
            words.say_n(
                "{n} person was on the list.", "{n} people were on the list.", presence.expected
            )
        )
    if presence.civil_society:
        parts.append(
            words.say_n(
                "{n} came from civil society, with its grassroots groups and unions.",
                "{n} came from civil society, with its grassroots groups and unions.",
                presence.civil_society,
            )
        )
    if presence.companions:
        parts.append(
            words.say_n(
                "{n} child or companion was there besides.",
                "{n} children and companions were there besides.",
                presence.companions,
            )
        )
    if len(presence.half_days) > 1:
        parts.append(
            words.say(
                "The whole workshop counts each person of the list once, and those without a name "
                "as in the fullest half-day."
            )
        )
    if any(one.named is None for one in presence.half_days):
        parts.append(workshop_charts.dash_note(words))
    if parts:
        yield " ".join(parts)


def groups(desk: Desk) -> Iterator[Block]:
    """By gender, by age, and the head count by the groups people named, side by side."""
    presence, words = desk.dossier.presence, desk.words
    stacks: list[Block] = []
    told = (
        (words.say("By gender"), workshop_charts.by_gender),
        (words.say("By age"), workshop_charts.by_age),
        (words.say("Counted without a name"), workshop_charts.by_group),
    )
    width = 6 if not presence.by_group else 4
    for title, made in told:
        chart = made(desk.dossier, words)
        if chart is not None:
            rows = [(row.label, row.told[0]) for row in chart.rows]
            stacks.append(Stack([desk.text(title, SUBHEAD), figure_list(desk, rows, width)]))
    if stacks:
        wide = [desk.paper.columns(width)] * len(stacks)
        yield Beside(stacks, wide, GUTTER, desk.rtl, before=SUBHEAD.before, after=4)
        small = words.say("Groups of fewer than five people are not told.")
        yield desk.text(small, SMALL_ASH)


def listed(desk: Desk) -> Iterator[Block]:
    """Those who agreed to stand in the list, with their organisations."""
    words, people = desk.words, desk.dossier.presence.people
    if not people:
        return
    half = desk.paper.columns(6)
    rows = [Row((desk.text(a, SMALL), desk.text(b, SMALL))) for a, b in people]
    head = head_row(desk, words.say("Name"), words.say("Organisation"))
    yield Table(desk.table(half - INSET, half - INSET, inset=INSET), rows, head)
