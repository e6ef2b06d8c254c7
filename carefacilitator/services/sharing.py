"""Sealed bundles to hand over: what goes, what stays and why, and what was shared with whom."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.keys import Recipient
from carefacilitator.errors import Refusal
from carefacilitator.model import consent
from carefacilitator.model.consent import Circle
from carefacilitator.model.dossier import Withheld
from carefacilitator.model.records import Workshop
from carefacilitator.services.failures import BadDate
from carefacilitator.services.parcel import Parcel, gather
from carefacilitator.services.workshops import checked_day
from carefacilitator.storage import peers
from carefacilitator.storage.peers import Shared
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.bundle.assembly import BundleContents
    from carefacilitator.services.program import Program

SUFFIX = ".carebundle"
_MASK_KEY = "mask"


class NothingChosen(Refusal):
    """No workshop, or nobody to give it to, was chosen; ``what`` says which."""

    code = "nothing_chosen"


@dataclass(frozen=True)
class Preview:
    """What would go, in records by kind, and what would stay here and why."""

    goes: dict[str, int]
    withheld: tuple[Withheld, ...]
    operations: int


@dataclass(frozen=True)
class Exported:
    """A bundle that was written, read back and noted; ``sequence`` is the first recipient's."""

    path: Path
    bundle: str
    sequence: int
    workshops: tuple[str, ...]
    operations: int
    bytes: int
    withheld: tuple[Withheld, ...]


class Sharing:
    """Hands workshops to others in sealed bundles."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workspace: Workspace = program.workspace

    def recipients(self) -> list[Recipient]:
        """Everybody a bundle can be made for: the trusted devices."""
        known = self._program.identity.peers()
        return [self._program.identity.recipient(one.device) for one in known if one.trusted]

    def preview(
        self, workshops: Sequence[str], recipients: Sequence[Recipient], anonymous: bool = False
    ) -> Preview:
        """What an export would hold; writes nothing. Raises WorkshopUnknown, WorkshopSevere."""
        parcel = self._parcel(self._found(workshops), circle_of(recipients), anonymous)
        goes = {kind: len(records) for kind, records in parcel.records.items() if records}
        return Preview(goes, parcel.withheld, len(parcel.operations))

    def export(
        self,
        workshops: Sequence[str],
        out: Path,
        recipients: Sequence[Recipient],
        anonymous: bool = False,
    ) -> Exported:
        """Write a bundle of whole workshops (ids or codes), and note that it was shared.

        Raises WorkshopUnknown, WorkshopSevere, NothingChosen and what writing a bundle raises; the
        file is there whole or not at all.
        """
        found = self._found(workshops)
        if not recipients:
            raise NothingChosen(what="recipient")
        self._workspace.begin_writing()
        self._workspace.end_visit()
        parcel = self._parcel(found, circle_of(recipients), anonymous)
        return self.write(parcel, out, recipients, anonymous, [one.id for one in found])

    def write(
        self,
        parcel: Parcel,
        out: Path,
        recipients: Sequence[Recipient],
        anonymous: bool,
        workshops: Sequence[str],
    ) -> Exported:
        """Write a parcel that was gathered already; ``workshops`` are the real ids for the log."""
        from carefacilitator.bundle.write import write_bundle

        each = {one.age: one for one in recipients}
        numbered = [self._numbered(one) for one in each.values()]
        identity = self._program.identity
        contents = _contents(parcel, self._workspace, identity.name, anonymous)
        info = write_bundle(out, contents, numbered, identity.own())
        for one in numbered:
            self._note(one, out.name, info.bundle, parcel, anonymous, workshops)
        return Exported(
            out,
            info.bundle,
            numbered[0].sequence,
            tuple(one.id for one in parcel.workshops),
            info.operations,
            info.bytes,
            parcel.withheld,
        )

    def parcel(self, workshop_id: str, circle: Circle) -> Parcel:
        """What would go of one workshop to a circle. Raises WorkshopSevere."""
        return self._parcel(self._found([workshop_id]), circle, False)

    def log(self, workshop_id: str = "") -> list[Shared]:
        """What left this computer, newest first: bundles and documents."""
        return peers.shared(self._workspace, workshop_id)

    def _found(self, workshops: Sequence[str]) -> list[Workshop]:
        found = {one.id: one for one in map(self._program.workshops.find, workshops)}
        if not found:
            raise NothingChosen(what="workshop")
        return list(found.values())

    def _parcel(self, workshops: list[Workshop], circle: Circle, anonymous: bool) -> Parcel:
        secret = self._secret()
        if not anonymous:
            return gather(self._workspace, workshops, circle, secret)
        from carefacilitator.services.anonymous import anonymous as masked

        return masked(gather(self._workspace, workshops, consent.OTHER, secret), secret)

    def _secret(self) -> bytes:
        """The key behind anonymous copies; drawn once, kept here, part of no bundle."""
        kept = self._workspace.meta(_MASK_KEY)
        if not kept:
            kept = secrets.token_hex(32)
            self._workspace.set_meta(_MASK_KEY, kept)
        return bytes.fromhex(kept)

    def _numbered(self, recipient: Recipient) -> Recipient:
        sequence, previous = peers.last_sent(self._workspace, recipient.age)
        return replace(recipient, sequence=sequence + 1, previous=previous or None)

    def _note(
        self,
        recipient: Recipient,
        name: str,
        bundle: str,
        parcel: Parcel,
        anonymous: bool,
        workshops: Sequence[str],
    ) -> None:
        told = {
            "to": recipient.name,
            "device": recipient.device,
            "circle": recipient.role,
            "anonymous": anonymous,
            "operations": len(parcel.operations),
            "withheld": [
                {"kind": one.kind, "count": one.count, "reason": one.reason}
                for one in parcel.withheld
            ],
        }
        peers.note_shared(
            self._workspace,
            Shared(
                self._workspace.now(),
                "bundle",
                name,
                tuple(workshops),
                recipient.age,
                recipient.sequence,
                bundle,
                told,
            ),
        )


def circle_of(recipients: Sequence[Recipient]) -> Circle:
    """The circle whose rules hold for all of these: one's own group only where all belong to it."""
    own = bool(recipients) and all(one.role == consent.OWN_GROUP for one in recipients)
    return consent.OWN_GROUP if own else consent.OTHER


def _day(text: str) -> str:
    """A day as a bundle names it; what another device may have written instead is left out."""
    try:
        return checked_day(text)
    except BadDate:
        return ""


def _contents(parcel: Parcel, workspace: Workspace, name: str, anonymous: bool) -> BundleContents:
    from carefacilitator.bundle.assembly import AttachedFile, BundleContents
    from carefacilitator.bundle.description import WorkshopLine

    def load(digest: str) -> bytes:
        return peers.blob(workspace, digest) or b""

    lines = [
        WorkshopLine(id=one.id, code=one.code, title=one.title, start=_day(one.start))
        for one in parcel.workshops
    ]
    files: list[tuple[str, str, Callable[[], bytes]]] = [
        (digest, media_type, partial(load, digest)) for digest, media_type in parcel.files
    ]
    return BundleContents(
        device=workspace.device,
        name=name,
        made_at=workspace.now(),
        made_by=name,
        anonymous=anonymous,
        workshops=lines,
        operations=parcel.operations,
        records=parcel.records,
        attachments=[AttachedFile(sha256=d, media_type=m, load=f) for d, m, f in files],
        withheld=parcel.withheld,
    )
