"""The full report of one workshop, from the cover to what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefacilitator.i18n import isolate
from carefacilitator.reports.blocks.blocks import Block, PageBreak, Space
from carefacilitator.reports.blocks.cells import DOT, Desk, kind_cell, organisations, when
from carefacilitator.reports.blocks.day_band import DayBand
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.logos import on_cover
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.photos import photos
from carefacilitator.reports.blocks.rows import INSET, head_row, two_columns
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.documents import (
    report_after,
    report_day,
    report_findings,
    report_people,
)
from carefacilitator.reports.style import (
    ASH,
    BODY,
    COVER_TITLE,
    GUTTER,
    LEAD,
    MM,
    OVERDYE,
    SMALL,
    SMALL_ASH,
    TEXT,
)


def pages(desk: Desk) -> list[Placed]:
    """The report, laid out; the first page is the cover."""
    return fitted(desk, _blocks)


def _blocks(desk: Desk) -> Iterator[Block]:
    yield from cover(desk)
    yield PageBreak()
    yield from _purpose(desk)
    yield from _roles(desk)
    yield from report_people.participation(desk)
    yield from report_day.agenda(desk)
    yield from report_day.points_by_block(desk)
    yield from report_findings.lessons(desk)
    yield from report_findings.experiences(desk)
    yield from report_findings.drafts(desk)
    yield from report_findings.commitments(desk)
    yield from report_after.voices(desk)
    yield from report_after.evaluation(desk)
    yield from photos(desk)
    yield from report_after.method(desk)
    yield from report_after.annexes(desk)
    yield from report_after.consent(desk)


def cover(desk: Desk, kind: str = "") -> Iterator[Block]:
    """Title, when and where, and who holds it; ``kind`` says what it is where that must be told."""
    dossier, words = desk.dossier, desk.words
    yield on_cover(desk, 34 * MM)
    yield DayBand(dossier.blocks, desk.rtl, after=22)
    if kind:
        yield desk.text(kind, LEAD.tinted(OVERDYE))
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
    programme = [*kinds, dossier.programme, dossier.code and isolate(dossier.code)]
    yield desk.text(DOT.join(part for part in programme if part), replace(TEXT, after=16))
    rows = [
        Row((kind_cell(desk, role), desk.text(names, TEXT))) for role, names in organisations(desk)
    ]
    if rows:
        yield Table(two_columns(desk, desk.paper.columns(3)), rows)
    if dossier.sample:
        yield desk.text(
            words.say("This is the sample programme: its content is illustrative."),
            replace(SMALL_ASH, before=10),
        )


def _purpose(desk: Desk) -> Iterator[Block]:
    if desk.dossier.purpose:
        yield desk.text(desk.words.say("Purpose"), desk.section)
        yield desk.text(desk.dossier.purpose, BODY)


def _roles(desk: Desk) -> Iterator[Block]:
    """Who did what: each organisation with what it is and where it is from."""
    words = desk.words
    if not desk.dossier.hosts:
        return
    yield desk.text(words.say("Organisations and their roles"), desk.section)
    role, kind, country = (desk.paper.columns(count) for count in (2.6, 3, 1.9))
    name = desk.paper.text_width - 2 * INSET - role - kind - country - 3 * GUTTER
    layout = desk.table(role, name, kind, country, inset=INSET)
    labels = (words.say("Role"), words.say("Organisation"), words.say("Kind"))
    rows = [
        Row(
            (
                desk.text(desk.label("organizing_role", one.role), SMALL_ASH),
                desk.text(one.name, SMALL),
                desk.text(desk.short("stakeholder_category", one.category), SMALL),
                desk.text(words.country(one.country), SMALL),
            )
        )
        for one in desk.dossier.hosts
    ]
    yield Table(layout, rows, head_row(desk, *labels, words.say("Country")))
