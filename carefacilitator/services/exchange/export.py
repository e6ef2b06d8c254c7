"""Sealed bundles to hand over: what goes, what stays and why, and what was shared with whom."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.description import BundleInfo as BundleInfo
from carefacilitator.bundle.keys import Recipient
from carefacilitator.errors import Refusal
from carefacilitator.i18n import NN_, Words
from carefacilitator.model.merge import forgetting
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Circle
from carefacilitator.model.privacy.withheld import KeptBack, Withheld
from carefacilitator.model.records.records import Person, Workshop
from carefacilitator.services.exchange.gathering import Outgoing, gather, gathered
from carefacilitator.services.exchange.handed_over import upto
from carefacilitator.services.exchange.split_files import check_size, split
from carefacilitator.services.failures import BadDate
from carefacilitator.services.workshops import checked_day
from carefacilitator.storage import peers
from carefacilitator.storage.peers import Shared as Shared
from carefacilitator.storage.removal import floors, masked, named
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.bundle.assembly import BundleContents
    from carefacilitator.services.exchange.identity import Identities
    from carefacilitator.services.privacy.names_in_text import NamesInText
    from carefacilitator.services.workshops import Workshops

SUFFIX = ".carebundle"


class NothingChosen(Refusal):
    """No workshop, or nobody to give it to, was chosen; ``what`` says which."""

    code = "nothing_chosen"


_FORGET = NN_(
    "Asks to forget {n} person. Not yet confirmed.",
    "Asks to forget {n} people. Not yet confirmed.",
)
_BACK = NN_(
    "Asks to take back the details of {n} person. Not yet confirmed.",
    "Asks to take back the details of {n} people. Not yet confirmed.",
)


@dataclass(frozen=True)
class Preview:
    """What would go, in records by kind, and what would stay here and why.

    ``whole`` says that earlier wordings and the bin go along.
    ``forget`` are the people whom its reader is asked to forget, ``back`` those whose details it is
    asked to take back. Whether it did is not known here.
    """

    goes: dict[str, int]
    withheld: tuple[Withheld, ...]
    operations: int
    kept_back: KeptBack
    whole: bool
    forget: int = 0
    back: int = 0

    def asks(self, words: Words) -> tuple[str, ...]:
        """What its reader is asked, a sentence each."""
        told = ((_FORGET, self.forget), (_BACK, self.back))
        return tuple(words.say_n(*asked, count) for asked, count in told if count)


@dataclass(frozen=True)
class Exported:
    """A bundle that was written, read back and noted; ``sequence`` is the first recipient's.

    ``files`` is the bundle, or its parts.
    """

    path: Path
    bundle: str
    sequence: int
    workshops: tuple[Workshop, ...]
    operations: int
    bytes: int
    withheld: tuple[Withheld, ...]
    kept_back: KeptBack
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Sealed:
    """A bundle that was written and not handed over yet; ``workshops`` are the real ids."""

    parcel: Outgoing
    info: BundleInfo
    recipients: tuple[Recipient, ...]
    workshops: tuple[str, ...]


class Sharing:
    """Hands workshops to others in sealed bundles."""

    def __init__(
        self,
        workspace: Workspace,
        identity: Identities,
        names_in_text: NamesInText,
        workshops: Workshops,
    ) -> None:
        self._workspace = workspace
        self._identity = identity
        self._names_in_text = names_in_text
        self._workshops = workshops

    def recipients(self) -> list[Recipient]:
        """Everybody a bundle can be made for: the trusted devices."""
        known = self._identity.peers()
        return [self._identity.recipient(one.device) for one in known if one.trusted]

    def preview(
        self, workshops: Sequence[str], recipients: Sequence[Recipient], anonymous: bool = False
    ) -> Preview:
        """What an export would hold; writes nothing. Raises WorkshopUnknown, WorkshopSevere."""
        parcel = self._parcel(self._found(workshops), circle_of(recipients), anonymous)
        goes = {kind: len(records) for kind, records in parcel.records.items() if records}
        goes["attachment"] = sum(
            bool(getattr(one, "sha256", "")) for one in parcel.records["attachment"]
        )
        goes = {kind: count for kind, count in goes.items() if count}
        return Preview(
            goes,
            parcel.withheld,
            len(parcel.operations),
            parcel.kept_back,
            parcel.whole,
            len(forgetting.asked(parcel.operations)),
            len(forgetting.agreed_again(parcel.operations)),
        )

    def export(
        self,
        workshops: Sequence[str],
        out: Path,
        recipients: Sequence[Recipient],
        anonymous: bool = False,
        part_size: float | None = None,
    ) -> Exported:
        """Write a bundle of whole workshops (ids or codes), and note that it was shared.

        ``part_size`` (megabytes) cuts it into parts. Raises WorkshopUnknown, WorkshopSevere,
        NothingChosen, PartSizeUnfit and what writing a bundle raises; the file is there whole or
        not at all.
        """
        size = check_size(part_size) if part_size is not None else 0
        found = self._found(workshops)
        if not recipients:
            raise NothingChosen(what="recipient")
        sealed = self.sealed(found, out, recipients, anonymous)
        self.note_sealed(sealed, out.name)
        info, parcel = sealed.info, sealed.parcel
        return Exported(
            out,
            info.bundle,
            sealed.recipients[0].sequence,
            parcel.workshops,
            info.operations,
            info.bytes,
            parcel.withheld,
            parcel.kept_back,
            tuple(split(out, size)) if size else (out,),
        )

    def sealed(
        self,
        workshops: Sequence[Workshop],
        out: Path,
        recipients: Sequence[Recipient],
        anonymous: bool = False,
    ) -> Sealed:
        """Write a bundle without noting it: that is for who hands it over (:meth:`note_sealed`).

        Raises WorkshopSevere and what writing a bundle raises.
        """
        self._workspace.begin_writing()
        gone = [] if anonymous else self._gone_with(recipients)
        parcel = self._parcel(list(workshops), circle_of(recipients), anonymous, gone)
        each = {one.age: one for one in recipients}
        numbered = tuple(self.numbered(one) for one in each.values())
        info = self.seal(parcel, out, numbered, anonymous)
        return Sealed(parcel, info, numbered, tuple(one.id for one in workshops))

    def note_sealed(self, sealed: Sealed, name: str) -> None:
        """Write down that a sealed bundle was handed over as, or inside, the file ``name``."""
        for one in sealed.recipients:
            self.note(one, name, sealed.info, sealed.workshops)

    def seal(
        self, parcel: Outgoing, out: Path, recipients: Sequence[Recipient], anonymous: bool = False
    ) -> BundleInfo:
        """Write a parcel that was gathered already; the recipients have their numbers."""
        from carefacilitator.bundle.write import write_bundle

        identity = self._identity
        contents = _contents(parcel, self._workspace, identity.name, anonymous)
        return write_bundle(out, contents, recipients, identity.own())

    def parcel(self, workshop: Workshop, circle: Circle) -> Outgoing:
        """What would go of one workshop, in the bin or not, to a circle. Raises WorkshopSevere."""
        return self._parcel([workshop], circle, False)

    def masked(self, *words: str) -> str:
        """A name for ``words`` that tells nobody else anything: 32 hexadecimal digits."""
        told = "\x1f".join(words).encode()
        return hashlib.blake2b(told, digest_size=16, key=self._secret()).hexdigest()

    @property
    def has_masked(self) -> bool:
        """Whether the key behind :meth:`masked` was drawn yet: without it nothing was given."""
        return bool(self._workspace.meta(masked.KEY))

    def log(self, workshop_id: str = "") -> list[Shared]:
        """What left this computer, newest first: bundles and documents."""
        return peers.shared(self._workspace, workshop_id)

    def asked_others(self, workshop_id: str, purpose: str) -> bool:
        """Whether somebody who took back a yes for ``purpose`` may be forgotten by others.

        So it is where a bundle of the workshop was handed to those whom the purpose concerns.
        """
        circles = {
            consent.STORE: {consent.OWN_GROUP, consent.OTHER},
            consent.SHARE: {consent.OTHER},
        }
        concerned = circles.get(purpose, set())
        return any(
            one.kind == "bundle"
            and not one.told.get("anonymous")
            and one.told.get("circle") in concerned
            for one in self.log(workshop_id)
        )

    def _found(self, workshops: Sequence[str]) -> list[Workshop]:
        found = {one.id: one for one in map(self._workshops.find, workshops)}
        if not found:
            raise NothingChosen(what="workshop")
        return list(found.values())

    def _gone_with(self, recipients: Sequence[Recipient]) -> list[str]:
        """The workshops removed for good that all of these were handed: they are to hear of it."""
        gone = {key[1] for key in floors.gone(self._workspace.database.connection)}
        for one in recipients:
            gone &= {
                workshop
                for shared in peers.shared(self._workspace)
                if shared.kind == "bundle" and shared.recipient == one.age
                for workshop in shared.workshops
            }
        return sorted(gone)

    def _parcel(
        self,
        workshops: list[Workshop],
        circle: Circle,
        anonymous: bool,
        gone: Sequence[str] = (),
    ) -> Outgoing:
        secret, names = self._secret(), self._names_in_text
        ids = [one.id for one in workshops]
        if not anonymous:
            gate = names.gate(ids, circle)
            return gather(self._workspace, workshops, circle, secret, gate, gone)
        from carefacilitator.services.exchange.anonymise import anonymous as without_names

        people = [one for kept in (False, True) for one in self._workspace.all(Person, in_bin=kept)]
        parcel, held_back = gathered(
            self._workspace, workshops, consent.OTHER, secret, names.gate_for_nobody(ids)
        )
        blanked = [op.id for op in parcel.operations if not op.known and op.id not in held_back]
        return without_names(
            parcel,
            masked.mask_of(self._workspace),
            people,
            held_back,
            named.earlier_names(self._workspace),
            masked.commitments(self._workspace, blanked),
        )

    def _secret(self) -> bytes:
        return masked.secret_of(self._workspace)

    def numbered(self, recipient: Recipient) -> Recipient:
        """The recipient with the next number in the series of bundles for its key."""
        sequence, previous = peers.last_sent(self._workspace, recipient.age)
        return replace(recipient, sequence=sequence + 1, previous=previous or None)

    def note(
        self, recipient: Recipient, name: str, info: BundleInfo, workshops: Sequence[str]
    ) -> None:
        """Write down that a bundle was handed over; ``workshops`` are the real ids."""
        told = {
            "to": recipient.name,
            "device": recipient.device,
            "circle": recipient.role,
            "anonymous": info.anonymous,
            "operations": info.operations,
            **upto(self._workspace),
            "withheld": [
                {"kind": one.kind, "count": one.count, "reason": one.reason}
                for one in info.withheld
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
                info.bundle,
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


def _contents(parcel: Outgoing, workspace: Workspace, name: str, anonymous: bool) -> BundleContents:
    from carefacilitator.bundle.assembly import AttachedFile, BundleContents
    from carefacilitator.bundle.description import WorkshopLine

    def load(digest: str) -> bytes:
        return peers.blob(workspace, digest) or b""

    shown = {one.id: one for one in parcel.records["workshop"] if isinstance(one, Workshop)}
    lines = [
        WorkshopLine(
            id=one.id,
            code=one.code,
            title=shown[one.id].title if one.id in shown else "",
            start=_day(one.start),
        )
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
        kept_back=parcel.kept_back,
        whole=parcel.whole,
    )
