"""Opens photos large: reads who is on the list, then shows the dialog."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.text.folding import fold
from carefacilitator.services.pictures.photos import Photo
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page

People = list[tuple[str, str]]


def open_photos(
    page: Page,
    program: Program,
    first: str,
    photos: Sequence[Photo],
    placed: Sequence[Placed] = (),
) -> None:
    """Open a photo; the others of ``photos`` are reached from it."""
    page.run(
        partial(_people, program, page.workshop_id),
        partial(_show, page, program, first, list(photos), list(placed)),
    )


def _people(program: Program, workshop_id: str) -> People:
    """On the worker: id and name of everybody on the list, by name."""
    slot = program.agenda.slots(workshop_id)[0]
    lines = program.people.lines(workshop_id, slot)
    found = [(one.person.id, one.person.name) for one in lines if one.person.name]
    return sorted(found, key=lambda one: fold(one[1]))


def _show(
    page: Page,
    program: Program,
    first: str,
    photos: list[Photo],
    placed: list[Placed],
    people: People,
) -> None:
    from carefacilitator.ui.photos.dialog import PhotoDialog

    if all(one.id != first for one in photos):
        photos = [program.photos.get(first), *photos]
    PhotoDialog(page, program, photos, first, people, placed).open()
