"""Photos of a workshop, as far as their people agreed to be shown in a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefacilitator.errors import Refusal
from carefacilitator.model.document.content import PhotoLine, WorkshopContent
from carefacilitator.model.privacy import consent
from carefacilitator.services.documents.content_base import ContentOfWorkshop
from carefacilitator.services.pictures.photos import Photo


def with_photos(telling: ContentOfWorkshop, dossier: WorkshopContent) -> WorkshopContent:
    """The dossier with its photos, and with what of them is held back and why."""
    photos = tuple(_lines(telling, dossier))
    return replace(dossier, photos=photos, withheld=telling.counter.lines())


def _lines(telling: ContentOfWorkshop, dossier: WorkshopContent) -> Iterator[PhotoLine]:
    titles = {block.id: block.title for block in dossier.blocks}
    order = {key: at for at, key in enumerate(titles)}
    kept = telling.sources.photos
    found = [
        (kept.block_of(photo), photo)
        for photo in kept.of(telling.workshop.id)
        if not photo.is_sheet and _may_be_shown(telling, photo)
    ]
    for block, photo in sorted(found, key=lambda one: order.get(one[0], len(order))):
        line = _line(telling, photo, titles.get(block, ""))
        if line is not None:
            yield line


def _may_be_shown(telling: ContentOfWorkshop, photo: Photo) -> bool:
    reason = telling.may.against_photo(photo.asked)
    if telling.anonymous and photo.asked:
        reason = consent.ANONYMOUS
    if reason:
        telling.counter.add("photo", reason, photo.id)
        return False
    if telling.anonymous:
        return not telling.names_somebody("photo", photo.id, photo.record.caption)
    return True


def _line(telling: ContentOfWorkshop, photo: Photo, block: str) -> PhotoLine | None:
    """A photo that came damaged in somebody's bundle is left out, not the whole document."""
    from carefacilitator.services.pictures.sanitise import size_of_plain

    try:
        jpeg = telling.sources.photos.picture(photo.id)
    except Refusal:
        return None
    wide, high = size_of_plain(jpeg) or (0, 0)
    record = photo.record
    return PhotoLine(
        jpeg=jpeg,
        width=wide,
        height=high,
        caption=telling.public("caption", photo.id, record.caption).strip(),
        block=block,
        day=record.taken_on,
    )
