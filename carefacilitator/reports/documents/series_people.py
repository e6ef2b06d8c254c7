"""Who came to a series: each person once, how often, and by name where she agreed."""

from __future__ import annotations

from collections.abc import Iterator

from carefacilitator.model.document import workshop_charts
from carefacilitator.model.document.chart import DASH
from carefacilitator.model.document.series import FaithfulLine, Series
from carefacilitator.reports.blocks.blocks import Block
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.rows import INSET, figure_list, head_row
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.documents import report_people
from carefacilitator.reports.style import GUTTER, SMALL, SMALL_ASH, SUBHEAD

_MOST = 8
"""Columns of workshops beside names; more are told in further tables."""
_AFTER = 8.0
"""Below a chart, in points."""
_THERE, _NOT_THERE = "●", "–"


def who_came(desk: Desk) -> Iterator[Block]:
    """People once, attendances each time, and how often people came."""
    words, presence, series = desk.words, desk.dossier.presence, desk.dossier.series
    if series is None or not series.anybody:
        return
    yield desk.text(words.say("Who came"), desk.section)
    if not presence.untold:
        yield report_people.people_and_bars(desk)
    yield figure_list(desk, _sums(desk, series))
    if presence.untold:
        yield desk.text(workshop_charts.dash_note(words), SMALL_ASH)
    charts = (
        workshop_charts.rooms(desk.dossier, words),
        workshop_charts.how_often(desk.dossier, words),
    )
    for chart in charts:
        if chart is not None:
            yield desk.text(chart.title, SUBHEAD)
            yield desk.chart(chart, after=_AFTER)
    yield from report_people.groups(desk)


def _sums(desk: Desk, series: Series) -> list[tuple[str, str]]:
    words, presence = desk.words, desk.dossier.presence
    attended = sum(one.named for one in series.sessions)
    rows = [
        (words.say("People by name, each once"), None if presence.untold else presence.named),
        (words.say("Their attendances, each time"), attended),
    ]
    if presence.counted:
        rows.append((words.say("Counted without a name, each time"), presence.counted))
    rows.append((words.say("Workshops"), len(series.sessions)))
    return [(label, DASH if count is None else words.number(count)) for label, count in rows]


def listed(desk: Desk) -> Iterator[Block]:
    """Those who agreed to be listed, and at which workshops they were."""
    series = desk.dossier.series
    if series is None or not series.people:
        return
    codes = [one.code or desk.words.number(at) for at, one in enumerate(series.sessions, 1)]
    for start in range(0, len(codes), _MOST):
        yield _marks(desk, series.people, codes[start : start + _MOST], start)
    key = desk.words.say("{mark} was there", mark=_THERE)
    yield desk.text(key, SMALL_ASH)


def _marks(desk: Desk, people: tuple[FaithfulLine, ...], codes: list[str], start: int) -> Block:
    words = desk.words
    own = desk.paper.columns(3.1)
    column = desk.paper.columns(0.66)
    gutter = GUTTER / 2
    count = len(codes)
    name = desk.paper.text_width - 2 * INSET - own - count * column - (count + 1) * gutter
    labels = (words.say("Name"), words.say("Organisation"), *codes)
    rows = [
        Row(
            (
                desk.text(one.name, SMALL),
                desk.text(one.organisation, SMALL_ASH),
                *(
                    desk.text(_THERE if there else _NOT_THERE, SMALL.to("end"))
                    for there in one.present[start : start + count]
                ),
            )
        )
        for one in people
    ]
    layout = desk.table(name, own, *([column] * count), inset=INSET, gutter=gutter)
    return Table(layout, rows, head_row(desk, *labels, figures=count))
