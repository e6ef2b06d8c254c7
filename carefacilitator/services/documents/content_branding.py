"""The colour and the logos of a programme, as its papers show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carefacilitator.errors import Refusal
from carefacilitator.model.document.content import LogoLine, WorkshopContent
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.content_base import ContentOfWorkshop


def with_looks(
    telling: ContentOfWorkshop, dossier: WorkshopContent, workshops: Sequence[Workshop]
) -> WorkshopContent:
    """The dossier in the colour and with the logos of the one programme of its workshops.

    A paper about workshops of several programmes looks like the program's own.
    """
    programmes = {one.programme_id for one in workshops}
    programme = programmes.pop() if len(programmes) == 1 else ""
    if not programme:
        return dossier
    return replace(
        dossier,
        colour=telling.sources.looks.colour(programme),
        logos=tuple(_lines(telling, programme)),
        withheld=telling.counter.lines(),
    )


def _lines(telling: ContentOfWorkshop, programme: str) -> Iterator[LogoLine]:
    """A logo whose picture is missing or damaged is left out, not the whole document."""
    looks = telling.sources.looks
    for logo in looks.logos(programme):
        try:
            picture = looks.picture(logo)
        except Refusal:
            continue
        yield LogoLine(
            image=picture.data,
            width=picture.width,
            height=picture.height,
            owner=telling.public("logo", logo.id, logo.owner),
        )
