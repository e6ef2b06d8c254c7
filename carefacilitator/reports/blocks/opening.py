"""The head of a paper for the wall or the door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefacilitator.i18n import isolate
from carefacilitator.reports.blocks.blocks import Block
from carefacilitator.reports.blocks.cells import DOT, Desk, organisations_line, when
from carefacilitator.reports.blocks.day_band import DayBand
from carefacilitator.reports.blocks.logos import at_head
from carefacilitator.reports.style import SUBHEAD, TEXT_ASH


def opening(desk: Desk, kind: str = "") -> Iterator[Block]:
    """The head of a paper for the wall or the door: logos, band, title, when, where, with whom.

    ``kind`` says which paper it is, where its title does not.
    """
    dossier = desk.dossier
    yield from at_head(desk)
    yield DayBand(dossier.blocks, desk.rtl, after=12)
    if kind:
        yield desk.text(kind, replace(SUBHEAD, before=0, after=0, tag="P"))
    yield desk.text(dossier.title, desk.title, dossier.title_language)
    first = DOT.join(isolate(part, rtl=desk.rtl) for part in (when(desk), dossier.place) if part)
    for line in (first, organisations_line(desk)):
        if line:
            yield desk.text(line, replace(TEXT_ASH, after=1))
