"""Certificates of attendance, a page for each person, with the code that the secretariat checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefacilitator.i18n import isolate
from carefacilitator.model.document.certificate_code import time_told
from carefacilitator.model.document.content import CertificateLine
from carefacilitator.reports.blocks.blocks import Beside, Block, Space, Stack
from carefacilitator.reports.blocks.cells import DOT, Desk, organisations_line, when
from carefacilitator.reports.blocks.day_band import DayBand
from carefacilitator.reports.blocks.fitting import fitting
from carefacilitator.reports.blocks.logos import LogoRow
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.writing_line import WritingLine
from carefacilitator.reports.style import (
    ASH,
    LEAD,
    MM,
    SECTION,
    SMALL,
    SMALL_ASH,
    TEXT,
    TEXT_ASH,
    TITLE,
    Paper,
    Style,
)
from carefacilitator.reports.text.lines import SOOT

_NAME_SIZES = (34, 30, 26, 22, 18, 15)
_TITLE_SIZES = (20, 18, 16, 14, 12)
_HEAD = Style(16, 21, bold=True, colour=SECTION.colour, tag="H1")
_QUIET = replace(LEAD, size=11.5, leading=16, colour=ASH, after=2)


def paper(desk: Desk) -> Paper:
    """The sheet on its long side."""
    own = desk.paper
    return own._replace(width=own.height, height=own.width, top=own.side, side=26 * MM)


def pages(desk: Desk) -> list[Placed]:
    """A page for each person: what is certified above, who signs and the code below."""
    if not desk.dossier.certificates:
        told = desk.words.say("Nobody who agreed to be stored was marked present.")
        return [[(0.0, desk.text(told, LEAD))]]
    return [_page(desk, one) for one in desk.dossier.certificates]


def _page(desk: Desk, one: CertificateLine) -> Placed:
    width, height = desk.paper.text_width, desk.paper.text_height
    upper, lower = Stack(list(_upper(desk, one))), Stack(list(_lower(desk, one)))
    free = height - upper.height(width) - lower.height(width)
    return [(0.0, upper), (upper.height(width) + max(6.0, free), lower)]


def _upper(desk: Desk, one: CertificateLine) -> Iterator[Block]:
    words, dossier, width = desk.words, desk.dossier, desk.paper.text_width
    logos = bool(dossier.logos)  # they take their room from the white between the lines
    if logos:
        yield LogoRow(desk, 12 * MM, rows=1, after=11)
    yield DayBand(dossier.blocks, desk.rtl, after=16)
    yield desk.text(words.say("Certificate of attendance"), _HEAD)
    if dossier.programme:
        yield desk.text(dossier.programme, TEXT_ASH)
    yield desk.text(
        words.say("This certificate is given to"), replace(_QUIET, before=18 if logos else 30)
    )
    yield fitting(desk, one.name, replace(TITLE, tag="H2", after=2), _NAME_SIZES, width)
    if one.organisation:
        yield fitting(desk, one.organisation, LEAD, (13, 11), width)
    yield desk.text(words.say("for taking part in"), replace(_QUIET, before=14 if logos else 22))
    style = replace(TITLE, tag="P", after=3)
    title = fitting(desk, dossier.title, style, _TITLE_SIZES, width)
    yield title
    told = DOT.join(isolate(part, rtl=desk.rtl) for part in (when(desk), dossier.place) if part)
    if told:
        yield fitting(desk, told, TEXT, (11.5, 10.5, 9.5), width)
    if one.minutes:
        spent = words.say("Time attended: {time}", time=time_told(words, one.minutes))
        yield desk.text(spent, replace(LEAD, bold=True, before=12 if logos else 20))


def _lower(desk: Desk, one: CertificateLine) -> Iterator[Block]:
    words, width = desk.words, desk.paper.text_width
    signers = (words.say("Facilitator, signature"), words.say("For the organisers, signature"))
    lines = [Stack([Space(20), WritingLine(14.0), desk.text(name, SMALL_ASH)]) for name in signers]
    gap = 14 * MM
    yield Beside(lines, [(width - gap) / 2] * 2, gap, desk.rtl, after=10)
    roles = organisations_line(desk)
    if roles:
        yield fitting(desk, roles, SMALL, (9, 8.5, 8), width)
    facts = words.say(
        "Number {number}. Code {code}: the secretariat checks it in its own records.",
        number=one.number,
        code=one.code,
    )
    yield desk.text(facts, replace(SMALL, colour=SOOT, before=4))
    if desk.dossier.sample:
        yield desk.text(words.say("Sample: illustrative content"), SMALL_ASH)
