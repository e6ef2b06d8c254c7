"""Exchange with others through a folder or a stick: take what is for us, give what they lack.

Only trusted devices get and give; a card whose words nobody has compared waits. Bundles are those
that people hand over by hand, one for each workshop and recipient, so everything that is true of
them is true here. Running it again does nothing; whatever is wrong in the folder is told and passed
over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.keys import Card, Recipient, parse_card
from carefacilitator.errors import CareError, MachineTrouble, Refusal
from carefacilitator.model.consent import OTHER, OWN_GROUP, Circle
from carefacilitator.model.records import Workshop
from carefacilitator.services.arrivals import Imported
from carefacilitator.services.identity import SignerChanged
from carefacilitator.services.parcel import Parcel, WorkshopSevere
from carefacilitator.services.sharing import SUFFIX
from carefacilitator.storage.peers import Peer
from carefacilitator.storage.workspace import Workspace
from carefacilitator.sync import heads
from carefacilitator.sync.folder import (
    BUNDLES,
    CARDS,
    HEADS,
    LARGEST_CARD,
    LARGEST_HEAD,
    Folder,
    StickMissing,
)
from carefacilitator.sync.heads import Entry, HeadUnfit

if TYPE_CHECKING:
    from carefacilitator.bundle.description import BundleInfo
    from carefacilitator.services.program import Program

_REMOTE = "sync.remote"
_TAKEN = "sync.taken."
_HAS = "sync.has."
_STAMP = "sync.stamp."


class RemoteUnknown(Refusal):
    """``name`` is no folder this program can exchange through."""

    code = "remote_unknown"


@dataclass(frozen=True)
class Given:
    """A bundle that was laid down for somebody."""

    to: str
    workshop: str
    file: str
    bytes: int


@dataclass(frozen=True)
class Skipped:
    """A file in the folder that was passed over, and why."""

    file: str
    error: CareError


@dataclass
class Synced:
    """What one exchange did; ``waiting`` are cards whose words nobody has compared yet."""

    remote: str
    taken: list[Imported] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    waiting: list[Card] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True)
class _Agreed:
    """What a person agreed to beforehand for every bundle that is found."""

    forget: bool
    back: bool


@dataclass(frozen=True)
class _Laid:
    """A bundle that lies in the folder and is written down once the head names it."""

    entry: Entry
    recipient: Recipient
    info: BundleInfo
    workshop: Workshop


class Syncing:
    """Exchanges bundles with other devices."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workspace: Workspace = program.workspace

    @property
    def remote(self) -> str:
        """The folder of the last exchange, or an empty text."""
        return self._workspace.meta(_REMOTE)

    def sync(
        self, remote: str = "", trust: bool = False, forget: bool = False, back: bool = False
    ) -> Synced:
        """Exchange through a folder, the last one unless named.

        ``trust`` says that a person has compared the words of the cards that wait, ``forget`` that
        people whom others ask to forget shall be forgotten, ``back`` that the details of those who
        agreed again shall be taken back. Raises RemoteUnknown, StickMissing,
        DiskFull, NoPermission, WorkspaceInUse; what was taken until then stays.
        """
        root = _path_of(remote or self.remote)
        chosen = str(root)
        folder = Folder(root)
        self._workspace.begin_writing()
        done = Synced(chosen)
        self._meet(folder, done, trust)
        for device in folder.devices(HEADS):
            self._take_from(folder, device, done, _Agreed(forget or trust, back))
        self._give(folder, done)
        if chosen != self.remote:
            self._workspace.set_meta(_REMOTE, chosen)
        return done

    # -- cards -----------------------------------------------------------------------------

    def _meet(self, folder: Folder, done: Synced, trust: bool) -> None:
        """Lay down our card; look at those of others."""
        own = self._workspace.device
        folder.write(CARDS, own, self._program.identity.card().text().encode())
        for device in folder.devices(CARDS):
            if device == own:
                continue
            try:
                card = self._card(folder, device)
                if self._is_trusted(card):
                    continue
                if trust:
                    self._program.identity.trust(card, OTHER)
                else:
                    done.waiting.append(card)
            except (StickMissing, MachineTrouble):
                raise
            except CareError as error:
                done.skipped.append(Skipped(f"{CARDS}/{device}.json", error))

    @staticmethod
    def _card(folder: Folder, device: str) -> Card:
        data = folder.read(CARDS, device, LARGEST_CARD)
        card = parse_card((data or b"").decode("utf-8", "replace"))
        if card.device != device:
            raise HeadUnfit(name=f"{CARDS}/{device}.json")
        return card

    def _is_trusted(self, card: Card) -> bool:
        """Whether this very card is trusted; a card in a folder proves nothing by itself."""
        known = self._program.identity.find(card.device)
        if known is not None and (known.age, known.minisign) != (card.age, card.minisign):
            raise SignerChanged(device=card.device)
        return known is not None and known.trusted

    # -- taking ----------------------------------------------------------------------------

    def _take_from(self, folder: Folder, device: str, done: Synced, agreed: _Agreed) -> None:
        own = self._workspace.device
        peer = self._program.identity.find(device)
        if device == own or peer is None or not peer.trusted:
            return
        name = f"{HEADS}/{device}.json"
        try:
            entries = heads.read(folder.read(HEADS, device, LARGEST_HEAD) or b"", device, name)
        except HeadUnfit as error:
            done.skipped.append(Skipped(name, error))
            return
        before = set(self._kept(_TAKEN + device).get("files", ()))
        taken = {one.sha256 for one in entries} & before
        for entry in entries:
            wanted = own in entry.to and entry.sha256 not in taken
            if wanted and self._take(folder, entry, done, agreed):
                taken.add(entry.sha256)
                self._keep(_TAKEN + device, {"files": sorted(taken)})

    def _take(self, folder: Folder, entry: Entry, done: Synced, agreed: _Agreed) -> bool:
        try:
            if not folder.holds(entry.file, entry.bytes):
                raise HeadUnfit(name=f"{BUNDLES}/{entry.file}")
            made = self._program.arrivals.apply(
                folder.bundle(entry.file), forget=agreed.forget, digest=True, back=agreed.back
            )
        except Refusal as error:
            if not folder.root.is_dir():
                raise StickMissing(name=folder.root.name) from error
            done.skipped.append(Skipped(f"{BUNDLES}/{entry.file}", error))
            return False
        if len(made.workshops) == 1:
            held = self._kept(_HAS + made.device)
            self._keep(_HAS + made.device, {**held, made.workshops[0]: made.digest})
        done.taken.append(made)
        return not made.offered  # what waits for an answer is looked at again

    # -- giving ----------------------------------------------------------------------------

    def _give(self, folder: Folder, done: Synced) -> None:
        own = self._workspace.device
        before = self._own_entries(folder, own)
        whole = all(folder.holds(one.file, one.bytes) for one in before)
        stamp = self._stamp(before)
        remembered = _STAMP + hashlib.blake2b(done.remote.encode(), digest_size=8).hexdigest()
        if whole and before and self._workspace.meta(remembered) == stamp:
            return
        kept: list[Entry] = []
        laid: list[_Laid] = []
        for peer in self._program.identity.peers():
            if peer.trusted and peer.device != own and heads.is_device(peer.device):
                self._give_to(folder, peer, before, kept, laid)
        entries = kept + [one.entry for one in laid]
        if entries or before:
            folder.write(HEADS, own, heads.written(own, entries))
        for one in laid:
            self._note(one, done)
        named = {one.file for one in entries}
        for entry in before:
            if entry.file not in named:
                folder.remove(entry.file)
        self._workspace.set_meta(remembered, self._stamp(entries))

    def _own_entries(self, folder: Folder, own: str) -> list[Entry]:
        """What our own head names; a head that somebody spoiled is written anew."""
        try:
            return heads.read(folder.read(HEADS, own, LARGEST_HEAD) or b"", own, own)
        except HeadUnfit:
            return []

    def _give_to(
        self,
        folder: Folder,
        peer: Peer,
        before: list[Entry],
        kept: list[Entry],
        laid: list[_Laid],
    ) -> None:
        recipient = self._program.sharing.numbered(self._program.identity.recipient(peer.device))
        has = self._kept(_HAS + peer.device)
        earlier = {one.about: one for one in before if one.to == (peer.device,)}
        for workshop in self._workshops(peer, earlier):
            parcel = self._parcel(workshop, peer)
            if parcel is None or has.get(workshop.id) == parcel.digest:
                continue
            about = self._about(peer, workshop)
            state = self._program.sharing.masked("state", peer.device, parcel.digest)
            entry = earlier.get(about)
            if entry and entry.state == state and folder.holds(entry.file, entry.bytes):
                kept.append(entry)
                continue
            made = self._lay(folder, parcel, recipient, (about, state), workshop)
            laid.append(made)
            following = recipient.sequence + 1
            recipient = replace(recipient, sequence=following, previous=made.info.bundle)

    def _workshops(self, peer: Peer, earlier: dict[str, Entry]) -> Iterator[Workshop]:
        """What a peer may get: one in the bin only where it was laid down for her before."""
        for workshop in self._workspace.all(Workshop):
            if self._may_get(peer, workshop):
                yield workshop
        for workshop in self._workspace.all(Workshop, in_bin=True):
            if self._about(peer, workshop) in earlier:
                yield workshop

    def _may_get(self, peer: Peer, workshop: Workshop) -> bool:
        """Own group gets everything; others what was made here or in the group, or is theirs.

        What people agreed to share with one office is not passed on to another.
        """
        if peer.role == OWN_GROUP or workshop.sample:
            return True
        rows = self._workspace.database.rows(
            "SELECT coalesce(b.device, '') FROM operation o LEFT JOIN bundle_in b ON b.seq=o.origin"
            " WHERE o.record=? AND o.hidden=0 ORDER BY o.seq",
            (workshop.id,),
        )
        sources = [str(row[0]) for row in rows]
        group = {one.device for one in self._program.identity.peers() if one.role == OWN_GROUP}
        return peer.device in sources or not sources or sources[0] in {"", *group}

    def _parcel(self, workshop: Workshop, peer: Peer) -> Parcel | None:
        circle: Circle = OWN_GROUP if peer.role == OWN_GROUP else OTHER
        try:
            return self._program.sharing.parcel(workshop, circle)
        except WorkshopSevere:
            return None

    def _about(self, peer: Peer, workshop: Workshop) -> str:
        return self._program.sharing.masked("about", peer.device, workshop.id)

    def _lay(
        self,
        folder: Folder,
        parcel: Parcel,
        recipient: Recipient,
        named: tuple[str, str],
        workshop: Workshop,
    ) -> _Laid:
        about, state = named
        name = self._program.sharing.masked("file", about, state) + SUFFIX
        folder.place(BUNDLES)
        folder.sweep(name)
        path = folder.bundle(name)
        try:
            info = self._program.sharing.seal(parcel, path, [recipient])
        except CareError:
            if not folder.root.is_dir():
                raise StickMissing(name=folder.root.name) from None
            raise
        entry = Entry(name, (recipient.device,), info.bytes, _sha256(path), about, state)
        return _Laid(entry, recipient, info, workshop)

    def _note(self, laid: _Laid, done: Synced) -> None:
        workshop = laid.workshop
        self._program.sharing.note(laid.recipient, laid.entry.file, laid.info, [workshop.id])
        to = laid.recipient.name or laid.recipient.device
        told = Given(to, workshop.code or workshop.id, laid.entry.file, laid.entry.bytes)
        done.given.append(told)

    # -- memory ----------------------------------------------------------------------------

    def _stamp(self, entries: list[Entry]) -> str:
        """A name for everything on which giving depends: unchanged, there is nothing to give."""
        held = self._workspace.database.rows(
            "SELECT max(seq), count(*), sum(hidden), sum(value IS NULL) FROM operation"
        )[0]
        day = self._workspace.clock().date().isoformat()
        known = [(one.device, one.role, one.age, one.trusted) for one in self._peers()]
        files = sorted(one.file for one in entries)
        return self._program.sharing.masked("stamp", repr((held, day, known, files)))

    def _peers(self) -> list[Peer]:
        return self._program.identity.peers()

    def _kept(self, key: str) -> dict[str, str]:
        kept = self._workspace.meta(key)
        return dict(json.loads(kept)) if kept else {}

    def _keep(self, key: str, told: object) -> None:
        self._workspace.set_meta(key, json.dumps(told))


def _path_of(remote: str) -> Path:
    """The folder that a remote names. Raises RemoteUnknown."""
    scheme, colon, rest = remote.partition("://")
    if colon and scheme != "file":
        raise RemoteUnknown(name=scheme)
    path = rest if colon else remote
    if not path:
        raise RemoteUnknown(name="")
    return Path(path).expanduser().absolute()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
