"""Exchange with others through a folder or a stick: take what is for us, give what was decided.

What known devices give is taken; a card whose words nobody has compared waits. A device gets what a
person here decided that it gets (``shares``). Bundles are those
that people hand over by hand, one for each workshop and recipient, so everything that is true of
them is true here. Running it again does nothing; whatever is wrong in the folder is told and passed
over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.keys import Card, parse_card
from carefacilitator.errors import CareError, MachineTrouble, Refusal
from carefacilitator.services.exchange.identity import SignerChanged
from carefacilitator.services.exchange.imports import Imported
from carefacilitator.services.exchange.outgoing import (
    BundleWriter,
    BundleWritten,
    DeviceGiven,
    note_held,
)
from carefacilitator.storage.peers import KnownDevice
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
from carefacilitator.sync.heads import HeadEntry, HeadUnfit

if TYPE_CHECKING:
    from carefacilitator.services.exchange.export import Sharing
    from carefacilitator.services.exchange.identity import Identities
    from carefacilitator.services.exchange.imports import Imports
    from carefacilitator.services.exchange.shares import Shares

_REMOTE = "sync.remote"
_TAKEN = "sync.taken."


class RemoteUnknown(Refusal):
    """``name`` is no folder this program can exchange through."""

    code = "remote_unknown"


@dataclass(frozen=True)
class FileSkipped:
    """A file in the folder that was passed over, and why."""

    file: str
    error: CareError


@dataclass(frozen=True)
class BundleWaiting:
    """A bundle that lies in the folder for us and was not taken in yet."""

    device: str
    name: str
    file: str
    bytes: int


@dataclass
class Synced:
    """What one exchange did, or would do (``rehearsal``).

    ``waiting`` are cards whose words nobody has compared yet; ``devices`` says for every known
    device what it gets; ``received_before`` are those to which an older version gave everything,
    told once; ``lying`` is filled by a rehearsal, which takes nothing in.
    """

    remote: str
    rehearsal: bool = False
    taken: list[Imported] = field(default_factory=list)
    given: list[BundleWritten] = field(default_factory=list)
    waiting: list[Card] = field(default_factory=list)
    skipped: list[FileSkipped] = field(default_factory=list)
    devices: list[DeviceGiven] = field(default_factory=list)
    received_before: list[KnownDevice] = field(default_factory=list)
    lying: list[BundleWaiting] = field(default_factory=list)


@dataclass(frozen=True)
class _Agreed:
    """What a person agreed to beforehand for every bundle that is found."""

    forget: bool
    back: bool


class Syncing:
    """Exchanges bundles with other devices."""

    def __init__(
        self,
        workspace: Workspace,
        arrivals: Imports,
        identity: Identities,
        shares: Shares,
        sharing: Sharing,
    ) -> None:
        self._workspace = workspace
        self._arrivals = arrivals
        self._identity = identity
        self._shares = shares
        self._sharing = sharing

    @property
    def remote(self) -> str:
        """The folder of the last exchange, or an empty text."""
        return self._workspace.meta(_REMOTE)

    def sync(
        self, remote: str = "", trust: bool = False, forget: bool = False, back: bool = False
    ) -> Synced:
        """Exchange through a folder, the last one unless named.

        ``trust`` says that a person has compared the words of the cards that wait: it makes them
        known, and nothing else. ``forget`` says that people whom others ask to forget shall be
        forgotten, ``back`` that the details of those who agreed again shall be taken back. Raises
        RemoteUnknown, StickMissing, DiskFull, NoPermission, WorkspaceInUse; what was taken until
        then stays.
        """
        root = _path_of(remote or self.remote)
        folder = Folder(root)
        self._workspace.begin_writing()
        done = Synced(str(root))
        own = self._workspace.device
        folder.write(CARDS, own, self._identity.card().text().encode())
        self._meet(folder, done, trust)
        for device in folder.devices(HEADS):
            self._take_from(folder, device, done, _Agreed(forget, back))
        self._give(folder, done)
        if done.remote != self.remote:
            self._workspace.set_meta(_REMOTE, done.remote)
        self._shares.note_told()
        return done

    def rehearse(self, remote: str = "") -> Synced:
        """What an exchange would do, without writing anything here or in the folder.

        What lies there for us is listed and not opened. Raises RemoteUnknown, StickMissing,
        NoPermission.
        """
        root = _path_of(remote or self.remote)
        folder = Folder(root)
        done = Synced(str(root), rehearsal=True)
        self._meet(folder, done, trust=False)
        for device in folder.devices(HEADS):
            peer = self._identity.find(device)
            entries, taken = self._entries(folder, device, done)
            done.lying += [
                BundleWaiting(device, peer.name if peer else "", one.file, one.bytes)
                for one in entries
                if one.sha256 not in taken
            ]
        self._give(folder, done)
        return done

    def _give(self, folder: Folder, done: Synced) -> None:
        done.received_before += self._shares.to_tell()
        giving = BundleWriter(
            self._workspace,
            self._identity,
            self._shares,
            self._sharing,
            folder,
            done.remote,
            done.rehearsal,
        )
        done.given, done.devices = giving.give()

    # -- cards -----------------------------------------------------------------------------

    def _meet(self, folder: Folder, done: Synced, trust: bool) -> None:
        """Look at the cards of others."""
        for device in folder.devices(CARDS):
            if device == self._workspace.device:
                continue
            try:
                card = self._card(folder, device)
                if self._is_trusted(card):
                    continue
                if trust:
                    self._identity.trust(card)
                else:
                    done.waiting.append(card)
            except (StickMissing, MachineTrouble):
                raise
            except CareError as error:
                done.skipped.append(FileSkipped(f"{CARDS}/{device}.json", error))

    @staticmethod
    def _card(folder: Folder, device: str) -> Card:
        data = folder.read(CARDS, device, LARGEST_CARD)
        card = parse_card((data or b"").decode("utf-8", "replace"))
        if card.device != device:
            raise HeadUnfit(name=f"{CARDS}/{device}.json")
        return card

    def _is_trusted(self, card: Card) -> bool:
        """Whether this very card is trusted; a card in a folder proves nothing by itself."""
        known = self._identity.find(card.device)
        if known is not None and (known.age, known.minisign) != (card.age, card.minisign):
            raise SignerChanged(device=card.device)
        return known is not None and known.trusted

    # -- taking ----------------------------------------------------------------------------

    def _take_from(self, folder: Folder, device: str, done: Synced, agreed: _Agreed) -> None:
        entries, taken = self._entries(folder, device, done)
        for entry in entries:
            if entry.sha256 not in taken and self._take(folder, entry, done, agreed):
                taken.add(entry.sha256)
                self._keep(_TAKEN + device, {"files": sorted(taken)})

    def _entries(
        self, folder: Folder, device: str, done: Synced
    ) -> tuple[list[HeadEntry], set[str]]:
        """What a known device's head names for us, and which of it was taken in before."""
        own = self._workspace.device
        peer = self._identity.find(device)
        if device == own or peer is None or not peer.trusted:
            return [], set()
        name = f"{HEADS}/{device}.json"
        try:
            entries = heads.read(folder.read(HEADS, device, LARGEST_HEAD) or b"", device, name)
        except HeadUnfit as error:
            done.skipped.append(FileSkipped(name, error))
            return [], set()
        before = set(self._kept(_TAKEN + device).get("files", ()))
        taken = {one.sha256 for one in entries} & before
        return [one for one in entries if own in one.to], taken

    def _take(self, folder: Folder, entry: HeadEntry, done: Synced, agreed: _Agreed) -> bool:
        try:
            if not folder.holds(entry.file, entry.bytes):
                raise HeadUnfit(name=f"{BUNDLES}/{entry.file}")
            made = self._arrivals.apply(
                folder.bundle(entry.file), forget=agreed.forget, digest=True, back=agreed.back
            )
        except Refusal as error:
            if not folder.root.is_dir():
                raise StickMissing(name=folder.root.name) from error
            done.skipped.append(FileSkipped(f"{BUNDLES}/{entry.file}", error))
            return False
        if len(made.workshops) == 1:
            note_held(self._workspace, made.device, made.workshops[0], made.digest)
        done.taken.append(made)
        return not made.offered  # what waits for an answer is looked at again

    # -- memory ----------------------------------------------------------------------------

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
