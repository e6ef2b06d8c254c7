"""How a programme looks on paper: its colour, and the logos of its institutions in their order.

A logo is an attachment of the programme: its caption says whose it is and is read aloud in its
place. It shows nobody, so it travels with every workshop of the programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carefacilitator.errors import Refusal
from carefacilitator.model.document import colours
from carefacilitator.model.privacy.consent import LOGO_OF
from carefacilitator.model.records.records import Attachment, Programme
from carefacilitator.model.text.folding import fold
from carefacilitator.services.pictures import logos as logo_pictures
from carefacilitator.services.pictures.logos import LogoPicture
from carefacilitator.services.pictures.photos import PhotoNotHere
from carefacilitator.storage import peers
from carefacilitator.storage.workspace import Workspace

MOST = 12
"""Logos of one programme: two rows at the head of a page."""


class ProgrammeUnknown(Refusal):
    """No programme has the id, code or title ``name``."""

    code = "programme_unknown"


class ColourUnknown(Refusal):
    """``name`` is no colour."""

    code = "colour_unknown"


class LogoUnknown(Refusal):
    """No logo has the id ``name``."""

    code = "logo_unknown"


class TooManyLogos(Refusal):
    """A programme has ``most`` logos already."""

    code = "too_many_logos"


@dataclass(frozen=True)
class Logo:
    """A logo that is kept; ``already`` where adding found the very same here."""

    record: Attachment
    already: bool = False

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id

    @property
    def owner(self) -> str:
        """Whose logo it is."""
        return self.record.caption.strip()


class Branding:
    """What a person can do with the looks of a programme."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # -- reading ---------------------------------------------------------------------------

    def find(self, reference: str) -> Programme:
        """The programme of an id, a code or a title. Raises ProgrammeUnknown."""
        found = self._workspace.find(Programme, reference)
        if found is not None:
            return found
        wanted = fold(reference).strip()
        for names in (_code, _titles):
            matches = [one for one in self._workspace.all(Programme) if wanted in names(one)]
            if wanted and len(matches) == 1:
                return matches[0]
        raise ProgrammeUnknown(name=reference)

    def colour(self, programme_id: str) -> str:
        """The programme's colour (``#RRGGBB``), or nothing."""
        found = self._workspace.find(Programme, programme_id)
        return colours.read(found.colour) if found is not None else ""

    def logos(self, programme_id: str) -> list[Logo]:
        """The logos of a programme in their order; those whose picture never came are not there."""
        found = self._workspace.all(Attachment, target_kind=LOGO_OF, target_id=programme_id)
        shown = [one for one in found if one.sha256]
        return [Logo(one) for one in sorted(shown, key=lambda one: (one.position, one.id))]

    def get(self, logo_id: str) -> Logo:
        """One logo. Raises LogoUnknown."""
        found = self._workspace.find(Attachment, logo_id)
        if found is None or found.target_kind != LOGO_OF:
            raise LogoUnknown(name=logo_id)
        return Logo(found)

    def picture(self, logo: Logo) -> LogoPicture:
        """The picture of a logo, proven to be nothing but a picture.

        Raises PhotoNotHere, PhotoUnreadable and the like.
        """
        data = peers.blob(self._workspace, logo.record.sha256)
        if data is None:
            raise PhotoNotHere()
        return logo_pictures.plain(data)

    # -- changing --------------------------------------------------------------------------

    def set_colour(self, programme_id: str, text: str) -> str:
        """Give a programme a colour (``#RRGGBB`` or a name of the palette), or none; as kept.

        Raises ColourUnknown or RecordUnknown.
        """
        colour = colours.read(text)
        if text.strip() and not colour:
            raise ColourUnknown(name=text.strip())
        if self._workspace.get(Programme, programme_id).colour != colour:
            with self._workspace.change("programme_colour") as change:
                change.set(Programme, programme_id, colour=colour)
        return colour

    def prepare(self, source: Path | bytes, name: str = "") -> LogoPicture:
        """Look at a picture and make it fit to keep; see :func:`.logo_pictures.prepare`."""
        return logo_pictures.prepare(source, name)

    def add(self, programme_id: str, picture: LogoPicture, owner: str = "") -> Logo:
        """Put a logo at the end of the row; the very same is not kept twice.

        One in the bin comes back. Raises TooManyLogos or RecordUnknown.
        """
        programme = self._workspace.get(Programme, programme_id)
        here = self.logos(programme.id)
        same = next((one for one in here if one.record.sha256 == picture.sha256), None)
        if same is not None:
            return Logo(same.record, already=True)
        if len(here) >= MOST:
            raise TooManyLogos(most=MOST)
        record = Attachment(
            id=self._binned(programme.id, picture.sha256) or self._workspace.new_id(),
            target_kind=LOGO_OF,
            target_id=programme.id,
            name=picture.name,
            media_type=picture.media_type,
            size=len(picture.data),
            sha256=picture.sha256,
            caption=owner.strip(),
            position=1 + max((one.record.position for one in here), default=-1),
        )
        with self._workspace.change("logo_add", 1) as change:
            change.restore(Attachment, record.id)
            change.put(record)
            change.keep(picture.data)
        return Logo(record)

    def _binned(self, programme_id: str, sha256: str) -> str:
        about = {"target_kind": LOGO_OF, "target_id": programme_id, "sha256": sha256}
        found = self._workspace.all(Attachment, in_bin=True, **about)
        return found[0].id if found else ""

    def say_owner(self, logo_id: str, owner: str, visit: str = "") -> None:
        """Say whose logo it is; ``visit`` names one stay in the field while typing."""
        with self._workspace.change("logo_owner", visit=visit) as change:
            change.set(Attachment, logo_id, caption=owner)

    def move(self, logo_id: str, steps: int) -> bool:
        """Move a logo along the row; whether it moved. Raises LogoUnknown."""
        record = self.get(logo_id).record
        order = [one.id for one in self.logos(record.target_id)]
        place = order.index(logo_id)
        target = min(max(place + steps, 0), len(order) - 1)
        if target == place:
            return False
        order.insert(target, order.pop(place))
        with self._workspace.change("logo_move") as change:
            for at, one in enumerate(order):
                change.set(Attachment, one, position=at)
        return True

    def remove(self, logo_id: str) -> None:
        """Move a logo to the bin, where undo finds it."""
        with self._workspace.change("logo_remove", 1) as change:
            change.delete(Attachment, logo_id)


def _code(programme: Programme) -> set[str]:
    return {fold(programme.code).strip()} - {""}


def _titles(programme: Programme) -> set[str]:
    return {fold(one).strip() for one in (programme.title, *programme.titles.values())} - {""}
