"""Photos of a workshop: of flip charts and people, and of the signed sheet as evidence.

A photo is tied to a block, a note or the workshop, and knows who can be recognised in it. Until
somebody has said that, it goes to nobody but one's own group (see ``model/privacy/consent.py``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.errors import Refusal
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import OTHER, SIGN_IN, UNSAID, Permissions
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    AgendaBlock,
    Attachment,
    Consent,
    Note,
    SameAs,
    Workshop,
)
from carefacilitator.services.pictures import sanitise
from carefacilitator.services.pictures.sanitise import MEDIA_TYPE, Picture, prepare
from carefacilitator.storage import peers
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.agenda.clock import Agenda
    from carefacilitator.services.workshops import Workshops

WORKSHOP, BLOCK, NOTE = "workshop", "agenda_block", "note"
_ORIGINAL = "attachment"
_KEEP_ORIGINALS = "photos keep originals"


class PhotoHasNoPlace(Refusal):
    """There is no block, note or workshop to which the photo could belong."""

    code = "photo_has_no_place"


class PhotoNotHere(Refusal):
    """The photo's bytes never came to this computer, or were erased."""

    code = "photo_not_here"


@dataclass(frozen=True)
class Place:
    """What a photo belongs to: ``workshop``, ``agenda_block``, ``note`` or ``sign_in``, and which.

    The workshop's own photos and the signed sheet need no ``id``.
    """

    kind: str = WORKSHOP
    id: str = ""


SHEET = Place(SIGN_IN)


@dataclass(frozen=True)
class Photo:
    """A photo that is kept; ``original`` is the id of the picture in full size, or empty."""

    record: Attachment
    original: str = ""

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id

    @property
    def people(self) -> tuple[str, ...]:
        """Who can be recognised in it."""
        return tuple(one for one in self.record.people if one != UNSAID)

    @property
    def asked(self) -> tuple[str, ...]:
        """Whose consent it needs: those in it, and the person it is tied to."""
        tied = (self.record.target_id,) if self.record.target_kind == "person" else ()
        return (*self.record.people, *tied)

    @property
    def said(self) -> bool:
        """Whether somebody has said who can be recognised in it, be it nobody."""
        return UNSAID not in self.record.people

    @property
    def is_sheet(self) -> bool:
        """Whether it is evidence of who signed."""
        return self.record.target_kind == SIGN_IN


@dataclass(frozen=True)
class PhotoKept:
    """What became of one picture; ``already``: the very same was here, and stays where it was."""

    photo: Photo
    already: bool = False


@dataclass(frozen=True)
class PhotoWithheld:
    """Why a photo stays here: from the secretariat, from documents; empty where it may go."""

    share: str
    print: str


class Photos:
    """What a person can do with photos."""

    def __init__(self, workspace: Workspace, agenda: Agenda, workshops: Workshops) -> None:
        self._workspace = workspace
        self._agenda = agenda
        self._workshops = workshops

    # -- reading ---------------------------------------------------------------------------

    def of(self, workshop_id: str) -> list[Photo]:
        """The photos of a workshop whose bytes may be shown, in the order they were added."""
        found = self._workspace.all(Attachment, workshop_id=workshop_id)
        originals = {one.target_id: one.id for one in found if one.target_kind == _ORIGINAL}
        return [
            Photo(one, originals.get(one.id, ""))
            for one in found
            if one.target_kind != _ORIGINAL and one.sha256 and one.media_type.startswith("image/")
        ]

    def of_block(self, workshop_id: str, block_id: str) -> list[Photo]:
        """The photos of a block, those of its notes included; without a block the workshop's."""
        notes = self._workspace.all(Note, workshop_id=workshop_id, block_id=block_id)
        wanted = {one.id for one in notes}
        found = []
        for photo in self.of(workshop_id):
            kind, target = photo.record.target_kind, photo.record.target_id
            of_note = kind == NOTE and target in wanted
            of_block = kind == BLOCK and target == block_id
            if of_note or of_block or (kind == WORKSHOP and not block_id):
                found.append(photo)
        return found

    def block_of(self, photo: Photo) -> str:
        """The block of a photo, or of the note it belongs to; empty for the workshop's own."""
        kind, target = photo.record.target_kind, photo.record.target_id
        if kind == NOTE:
            note = self._workspace.find(Note, target)
            return note.block_id if note else ""
        return target if kind == BLOCK else ""

    def sheets(self, workshop_id: str) -> list[Photo]:
        """The photos of the signed sheet."""
        return [one for one in self.of(workshop_id) if one.is_sheet]

    def get(self, photo_id: str) -> Photo:
        """One photo. Raises RecordUnknown."""
        record = self._workspace.get(Attachment, photo_id)
        return Photo(record, next((one.id for one in self._originals(photo_id)), ""))

    def _originals(self, photo_id: str) -> list[Attachment]:
        return self._workspace.all(Attachment, target_kind=_ORIGINAL, target_id=photo_id)

    def picture(self, photo_id: str, full_size: bool = False) -> bytes:
        """The JPEG of a photo, proven to be nothing but a picture.

        Raises RecordUnknown, PhotoNotHere, PhotoUnreadable and the like.
        """
        photo = self.get(photo_id)
        if full_size and photo.original:
            return self._bytes(self._workspace.get(Attachment, photo.original).sha256)
        return sanitise.plain(self._bytes(photo.record.sha256))

    def thumbnail(self, photo_id: str, side: int) -> bytes:
        """A small JPEG of a photo. Raises as :meth:`picture` does."""
        return sanitise.thumbnail(self._bytes(self.get(photo_id).record.sha256), side)

    def _bytes(self, sha256: str) -> bytes:
        found = peers.blob(self._workspace, sha256) if sha256 else None
        if found is None:
            raise PhotoNotHere()
        return found

    def fate(self, photo: Photo) -> PhotoWithheld:
        """Who may see a photo as consents stand today."""
        if photo.is_sheet:
            return PhotoWithheld(consent.NAMES_PEOPLE, consent.NAMES_PEOPLE)
        workshop, people = photo.record.workshop_id, photo.asked
        shared = permissions(self._workspace, workshop).against_photo(people)
        printed = permissions(self._workspace, workshop, on_paper=True).against_photo(people)
        return PhotoWithheld(shared, printed)

    # -- adding ----------------------------------------------------------------------------

    @property
    def keep_originals(self) -> bool:
        """Whether pictures are kept in full size too; a choice of this computer."""
        return self._workspace.meta(_KEEP_ORIGINALS) == "yes"

    def choose_originals(self, keep: bool) -> None:
        """Keep the pictures added from now on in full size too, or not."""
        self._workspace.set_meta(_KEEP_ORIGINALS, "yes" if keep else "")

    def prepare(self, source: Path | bytes, name: str = "") -> Picture:
        """Look at a picture and make it fit to keep, as this computer keeps them; writes nothing.

        Raises PhotoUnreadable, PhotoTooLarge, PhotoMoves, PhotoHeic, FileMissing or NoPermission.
        """
        return prepare(source, name, self.keep_originals)

    def keep(
        self,
        workshop_id: str,
        found: Sequence[Picture],
        place: Place = Place(),
        caption: str = "",
        people: Sequence[str] = (UNSAID,),
    ) -> list[PhotoKept]:
        """Keep pictures, bytes and records together, as one change.

        ``people`` are ids of those who can be recognised, none for nobody. A picture that is here
        already stays as it is; one from the bin comes back. Raises WorkshopUnknown,
        PhotoHasNoPlace.
        """
        workshop = self._workshops.find(workshop_id)
        place = self._checked(workshop, place)
        here = {one.sha256: one for one in self._workspace.all(Attachment, workshop_id=workshop.id)}
        label = "sheet_add" if place.kind == SIGN_IN else "photo_add"
        done: list[PhotoKept] = []
        with self._workspace.change(label, len(found)) as change:
            for picture in found:
                if picture.sha256 in here:
                    done.append(PhotoKept(Photo(here[picture.sha256]), already=True))
                    continue
                record = self._record(workshop, picture, place, caption, tuple(people))
                here[picture.sha256] = record
                done.append(self._put(change, record, picture))
            change.count = sum(not one.already for one in done)
        return done

    def add(
        self,
        workshop_id: str,
        source: Path | bytes,
        place: Place = Place(),
        caption: str = "",
        people: Sequence[str] = (UNSAID,),
    ) -> PhotoKept:
        """Prepare one picture and keep it: :meth:`prepare` and :meth:`keep` in one."""
        self._checked(self._workshops.find(workshop_id), place)
        return self.keep(workshop_id, [self.prepare(source)], place, caption, people)[0]

    def _checked(self, workshop: Workshop, place: Place) -> Place:
        if place.kind in (WORKSHOP, SIGN_IN):
            return Place(place.kind, workshop.id)
        kinds = {BLOCK: AgendaBlock, NOTE: Note}
        record = self._workspace.find(kinds.get(place.kind, Note), place.id)
        if place.kind not in kinds or record is None or record.workshop_id != workshop.id:
            raise PhotoHasNoPlace()
        return place

    def _record(
        self,
        workshop: Workshop,
        picture: Picture,
        place: Place,
        caption: str,
        people: tuple[str, ...],
    ) -> Attachment:
        today = self._agenda.local_now(workshop).date().isoformat()
        told = picture.taken_on
        return Attachment(
            id=self._binned(workshop.id, picture.sha256) or self._workspace.new_id(),
            workshop_id=workshop.id,
            target_kind=place.kind,
            target_id=place.id,
            name=picture.name,
            media_type=MEDIA_TYPE,
            size=len(picture.data),
            sha256=picture.sha256,
            caption=caption,
            people=() if place.kind == SIGN_IN else people,
            taken_on=told if told and told <= today else today,  # a camera's clock may be wrong
        )

    def _binned(self, workshop_id: str, sha256: str) -> str:
        """The same picture in the bin: it comes back instead of being made twice."""
        found = self._workspace.all(Attachment, in_bin=True, workshop_id=workshop_id, sha256=sha256)
        return found[0].id if found else ""

    def _put(self, change: Change, record: Attachment, picture: Picture) -> PhotoKept:
        change.restore(Attachment, record.id)
        change.put(record)
        change.keep(picture.data)
        known = self._originals(record.id)
        if picture.original is None or known:
            return PhotoKept(Photo(record, known[0].id if known else ""))
        whole = dataclasses.replace(
            record,
            id=self._workspace.new_id(),
            target_kind=_ORIGINAL,
            target_id=record.id,
            sha256=change.keep(picture.original),
            size=len(picture.original),
            caption="",
        )
        change.put(whole)
        return PhotoKept(Photo(record, whole.id))

    # -- changing --------------------------------------------------------------------------

    def caption(self, photo_id: str, text: str, visit: str = "") -> None:
        """Write the words below a photo; ``visit`` names one stay in them while typing."""
        with self._workspace.change("photo_caption", visit=visit) as change:
            change.set(Attachment, photo_id, caption=text)

    def show_people(self, photo_ids: Sequence[str], people: Sequence[str]) -> None:
        """Say who can be recognised in photos; nobody where ``people`` is empty."""
        with self._workspace.change("photo_people", len(photo_ids)) as change:
            for photo_id in photo_ids:
                for one in (self._workspace.get(Attachment, photo_id), *self._originals(photo_id)):
                    change.set(Attachment, one.id, people=tuple(people))

    def move(self, photo_id: str, place: Place) -> None:
        """Tie a photo to another block, to a note or to the workshop. Raises PhotoHasNoPlace."""
        record = self._workspace.get(Attachment, photo_id)
        place = self._checked(self._workspace.get(Workshop, record.workshop_id), place)
        with self._workspace.change("photo_move") as change:
            change.set(Attachment, photo_id, target_kind=place.kind, target_id=place.id)

    def remove(self, photo_id: str) -> None:
        """Move a photo to the bin, where undo finds it; the picture in full size waits for it."""
        with self._workspace.change("photo_remove", 1) as change:
            change.delete(Attachment, photo_id)


def permissions(workspace: Workspace, workshop_id: str, on_paper: bool = False) -> Permissions:
    """What everybody outside one's own group may see of the people of a workshop, today.

    Where records are one person a no of any holds for all of them; a yes does so ``on_paper``, and
    in a bundle for its own record (see ``services/exchange/gathering.py``).
    """
    day = workspace.clock().date().isoformat()
    one_is = Joined(workspace.all(SameAs, target_kind="person"))
    found: dict[str, list[Consent]] = {}
    for one in workspace.all(Consent, workshop_id=workshop_id):
        everywhere = on_paper or consent.refused(one, day)
        for person in one_is.members(one.person_id) if everywhere else (one.person_id,):
            found.setdefault(person, []).append(one)
    by_person = {person: tuple(given) for person, given in found.items()}
    return Permissions(consent.PAPER if on_paper else OTHER, day, by_person)
