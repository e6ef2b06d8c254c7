"""What an exchange lays down for others: for each device what was decided, and nothing else.

The decision is asked for every workshop, device and exchange anew; what was laid down before and is
not covered any more is taken away first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.keys import Recipient
from carefacilitator.errors import CareError
from carefacilitator.model.privacy.consent import OTHER, OWN_GROUP, Circle
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.exchange.export import SUFFIX
from carefacilitator.services.exchange.gathering import Outgoing, WorkshopSevere, gather
from carefacilitator.services.exchange.shares import KEPT_SEVERE, NOTHING, Decision, View
from carefacilitator.storage import readings
from carefacilitator.storage.peers import KnownDevice
from carefacilitator.storage.workspace import Workspace
from carefacilitator.sync import heads
from carefacilitator.sync.folder import BUNDLES, HEADS, LARGEST_HEAD, Folder, StickMissing
from carefacilitator.sync.heads import HeadEntry, HeadUnfit

if TYPE_CHECKING:
    from carefacilitator.bundle.description import BundleInfo
    from carefacilitator.services.exchange.export import Sharing
    from carefacilitator.services.exchange.identity import Identities
    from carefacilitator.services.exchange.shares import Shares

_HAS = "sync.has."
_STAMP = "sync.stamp."


@dataclass(frozen=True)
class BundleWritten:
    """A bundle that was laid down for somebody."""

    to: str
    workshop: str
    file: str
    bytes: int


@dataclass
class DeviceGiven:
    """What a device gets in one exchange, workshops by their codes.

    ``gives`` is laid down now (or would be, in a rehearsal); ``has`` she has already or finds
    there; ``stays`` is not given, and why.
    """

    peer: KnownDevice
    decision: Decision
    gives: list[str] = field(default_factory=list)
    has: list[str] = field(default_factory=list)
    stays: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Laid:
    """A bundle that lies in the folder and is written down once the head names it."""

    entry: HeadEntry
    recipient: Recipient
    info: BundleInfo
    workshop: Workshop


class BundleWriter:
    """Lays bundles down in one folder, or says which ones it would (``rehearsal``)."""

    def __init__(
        self,
        workspace: Workspace,
        identity: Identities,
        shares: Shares,
        sharing: Sharing,
        folder: Folder,
        remote: str,
        rehearsal: bool,
    ) -> None:
        self._workspace = workspace
        self._identity = identity
        self._shares = shares
        self._sharing = sharing
        self._folder = folder
        self._rehearsal = rehearsal
        self._remembered = _STAMP + hashlib.blake2b(remote.encode(), digest_size=8).hexdigest()
        self._view: View = shares.view()
        self._before: list[HeadEntry] = []
        self._kept: list[HeadEntry] = []
        self._laid: list[_Laid] = []

    def give(self) -> tuple[list[BundleWritten], list[DeviceGiven]]:
        """Lay down what every known device lacks; returns the bundles, and what each gets.

        Raises StickMissing, DiskFull, NoPermission.
        """
        own = self._workspace.device
        decided = self._shares.decisions()
        devices = [
            DeviceGiven(one, decided.get(one.device, NOTHING))
            for one in self._identity.peers()
            if one.trusted and one.device != own and heads.is_device(one.device)
        ]
        for one in devices:
            one.stays += [
                (_called(workshop), why)
                for workshop, why in self._view.split(one.peer, one.decision)[1]
            ]
        self._before = [] if self._is_first else self._own_entries(own)
        whole = all(self._folder.holds(one.file, one.bytes) for one in self._before)
        if whole and self._before and self._is_unchanged():
            for one in devices:
                one.has += [_called(told) for told in self._view.split(one.peer, one.decision)[0]]
            return [], devices
        if not self._rehearsal:
            self._take_away(devices)
        for one in devices:
            self._give_to(one)
        return ([] if self._rehearsal else self._settle(own)), devices

    def _is_unchanged(self) -> bool:
        return self._workspace.meta(self._remembered) == self._stamp(self._before)

    def _own_entries(self, own: str) -> list[HeadEntry]:
        """What our own head names; a head that somebody spoiled is written anew."""
        try:
            return heads.read(self._folder.read(HEADS, own, LARGEST_HEAD) or b"", own, own)
        except HeadUnfit:
            return []

    def _take_away(self, devices: list[DeviceGiven]) -> None:
        """Remove what lies there without a decision, before anything else is done."""
        if not self._before:
            return
        covered = {
            self._about(one.peer, workshop) for one in devices for workshop in self._covered(one)
        }
        for entry in self._before:
            if entry.about not in covered:
                self._folder.remove(entry.file)

    def _covered(self, told: DeviceGiven) -> Iterator[Workshop]:
        """What a device gets: one in the bin only where it was laid down for her before."""
        yield from self._view.split(told.peer, told.decision)[0]
        earlier = {one.about for one in self._before if one.to == (told.peer.device,)}
        for workshop in self._view.in_bin if earlier else ():
            allowed = not self._view.against(told.peer, told.decision, workshop)
            if allowed and self._about(told.peer, workshop) in earlier:
                yield workshop

    def _give_to(self, told: DeviceGiven) -> None:
        peer = told.peer
        recipient = self._sharing.numbered(self._identity.recipient(peer.device))
        has = _kept(self._workspace, _HAS + peer.device)
        earlier = {one.about: one for one in self._before if one.to == (peer.device,)}
        for workshop in self._covered(told):
            parcel = self._parcel(workshop, peer)
            if parcel is None:
                told.stays.append((_called(workshop), KEPT_SEVERE))
                continue
            entry, named = self._there(peer, parcel, earlier)
            if has.get(workshop.id) == parcel.digest or entry is not None:
                told.has.append(_called(workshop))
                self._kept += [entry] if entry and has.get(workshop.id) != parcel.digest else []
                continue
            told.gives.append(_called(workshop))
            if self._rehearsal:
                continue
            made = self._lay(parcel, recipient, named, workshop)
            self._laid.append(made)
            following = recipient.sequence + 1
            recipient = replace(recipient, sequence=following, previous=made.info.bundle)

    def _there(
        self, peer: KnownDevice, parcel: Outgoing, earlier: dict[str, HeadEntry]
    ) -> tuple[HeadEntry | None, tuple[str, str]]:
        """The bundle that holds this very parcel already, and the names under which it stands."""
        if self._is_first:
            return None, ("", "")
        about = self._about(peer, parcel.workshops[0])
        state = self._sharing.masked("state", peer.device, parcel.digest)
        entry = earlier.get(about)
        same = entry is not None and entry.state == state
        there = entry if same and entry and self._folder.holds(entry.file, entry.bytes) else None
        return there, (about, state)

    @property
    def _is_first(self) -> bool:
        """Whether a rehearsal runs where nothing was ever given: no key for names is drawn then."""
        return self._rehearsal and not self._sharing.has_masked

    def _parcel(self, workshop: Workshop, peer: KnownDevice) -> Outgoing | None:
        circle: Circle = OWN_GROUP if peer.role == OWN_GROUP else OTHER
        try:
            if self._is_first:
                return gather(self._workspace, [workshop], circle, b"")
            return self._sharing.parcel(workshop, circle)
        except WorkshopSevere:
            return None

    def _about(self, peer: KnownDevice, workshop: Workshop) -> str:
        return self._sharing.masked("about", peer.device, workshop.id)

    # -- writing ---------------------------------------------------------------------------

    def _lay(
        self, parcel: Outgoing, recipient: Recipient, named: tuple[str, str], workshop: Workshop
    ) -> _Laid:
        about, state = named
        folder = self._folder
        name = self._sharing.masked("file", about, state) + SUFFIX
        folder.place(BUNDLES)
        folder.sweep(name)
        path = folder.bundle(name)
        try:
            info = self._sharing.seal(parcel, path, [recipient])
            folder.let_read(path)
        except CareError:
            if not folder.root.is_dir():
                raise StickMissing(name=folder.root.name) from None
            raise
        entry = HeadEntry(name, (recipient.device,), info.bytes, _sha256(path), about, state)
        return _Laid(entry, recipient, info, workshop)

    def _settle(self, own: str) -> list[BundleWritten]:
        """Name in our head what lies there, write down what is new, remove what it replaces."""
        entries = self._kept + [one.entry for one in self._laid]
        if entries or self._before:
            self._folder.write(HEADS, own, heads.written(own, entries))
        given = [self._note(one) for one in self._laid]
        named = {one.file for one in entries}
        for entry in self._before:
            if entry.file not in named:
                self._folder.remove(entry.file)
        self._workspace.set_meta(self._remembered, self._stamp(entries))
        return given

    def _note(self, laid: _Laid) -> BundleWritten:
        workshop = laid.workshop
        self._sharing.note(laid.recipient, laid.entry.file, laid.info, [workshop.id])
        to = laid.recipient.name or laid.recipient.device
        return BundleWritten(to, _called(workshop), laid.entry.file, laid.entry.bytes)

    def _stamp(self, entries: list[HeadEntry]) -> str:
        """A name for everything on which giving depends: unchanged, there is nothing to give."""
        held = readings.state_of_operations(self._workspace)
        day = self._workspace.clock().date().isoformat()
        known = [(one.device, one.role, one.age, one.trusted) for one in self._identity.peers()]
        decided = sorted(self._shares.decisions().items())
        files = sorted(one.file for one in entries)
        return self._sharing.masked("stamp", repr((held, day, known, decided, files)))


def note_held(workspace: Workspace, device: str, workshop: str, digest: str) -> None:
    """Remember that a device gave us this very set of a workshop, so that it is not given back."""
    held = _kept(workspace, _HAS + device)
    workspace.set_meta(_HAS + device, json.dumps({**held, workshop: digest}))


def _kept(workspace: Workspace, key: str) -> dict[str, str]:
    kept = workspace.meta(key)
    return dict(json.loads(kept)) if kept else {}


def _called(workshop: Workshop) -> str:
    return workshop.code or workshop.id


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
