"""Who gets which workshops at an exchange: decided by a person, device by device.

Knowing a device is not sharing with it. Nothing is the beginning, and everything that goes to a
device by itself goes through :meth:`Shares.gets`. Within a decision the rules of sharing hold: what
others gave is not passed on, and what people did not agree to stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from carefacilitator.model.merge.operations import canonical
from carefacilitator.model.privacy.consent import OWN_GROUP, SEVERE
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.storage import peers, readings, shares
from carefacilitator.storage.peers import KnownDevice, Shared
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.exchange.identity import Identities
    from carefacilitator.services.pictures.branding import Branding
    from carefacilitator.services.workshops import Workshops

ShareKind = Literal["nothing", "workshops", "programmes", "everything"]
_PREFIX = {"workshops": "workshop/", "programmes": "programme/"}

NOT_SHARED, RECEIVED, KEPT_SEVERE = "not_shared", "received", "severe"
"""Why a device does not get a workshop: nobody decided it, it came from others, or it must stay."""


@dataclass(frozen=True)
class Decision:
    """What a device gets; ``ids`` are the workshops or programmes, else there are none.

    A programme includes the workshops that it will have later.
    """

    kind: ShareKind = "nothing"
    ids: tuple[str, ...] = ()

    @property
    def scopes(self) -> tuple[str, ...]:
        """How the decision is kept."""
        if self.kind == "everything":
            return (shares.EVERYTHING,)
        return tuple(_PREFIX[self.kind] + one for one in self.ids) if self.ids else ()


NOTHING = Decision()


@dataclass(frozen=True)
class DeviceStanding:
    """A known device, what was decided, what that means today, and what it got last.

    ``stays`` are the workshops it does not get and why; ``before`` says that an older version gave
    it everything and nobody has decided anew.
    """

    peer: KnownDevice
    decision: Decision
    gets: tuple[Workshop, ...]
    stays: tuple[tuple[Workshop, str], ...]
    last: Shared | None
    before: bool


@dataclass(frozen=True)
class _Origin:
    """From which devices a workshop came (own ones are empty), first to last; who placed it."""

    sources: tuple[str, ...]
    placed: frozenset[str]


class Shares:
    """Decides, and tells, which workshops each known device gets."""

    def __init__(
        self, workspace: Workspace, identity: Identities, looks: Branding, workshops: Workshops
    ) -> None:
        self._workspace = workspace
        self._identity = identity
        self._looks = looks
        self._workshops = workshops

    # -- deciding --------------------------------------------------------------------------

    def of(self, device: str) -> Decision:
        """What was decided about a device; nothing unless somebody decided."""
        return self.decisions().get(device, NOTHING)

    def decisions(self) -> dict[str, Decision]:
        """What was decided, by device; whoever is missing gets nothing."""
        found = shares.scopes(self._workspace)
        return {device: _decision(scopes) for device, scopes in found.items()}

    def decide(self, device: str, decision: Decision) -> None:
        """Let a known device (its short name, or its name) get this and nothing else.

        Raises RecipientUnknown, RecipientAmbiguous, WorkshopUnknown, ProgrammeUnknown.
        """
        peer = self._identity.known(device)
        shares.decide(self._workspace, peer.device, self._settled(decision).scopes)

    def decision(
        self,
        workshops: Sequence[str] = (),
        programmes: Sequence[str] = (),
        everything: bool = False,
    ) -> Decision:
        """The decision that these words mean: ids or codes of workshops, ids or titles of
        programmes. Raises WorkshopUnknown, ProgrammeUnknown.
        """
        if everything:
            return Decision("everything")
        if programmes:
            return self._settled(Decision("programmes", tuple(programmes)))
        return self._settled(Decision("workshops", tuple(workshops))) if workshops else NOTHING

    def _settled(self, decision: Decision) -> Decision:
        """The same with ids that exist, each once."""
        find: Callable[[str], str] = self._programme
        if decision.kind == "workshops":
            find = self._workshop
        ids = tuple(dict.fromkeys(find(one) for one in decision.ids))
        return Decision(decision.kind, ids) if ids or decision.kind == "everything" else NOTHING

    def _workshop(self, named: str) -> str:
        found = self._workspace.find(Workshop, named, in_bin=True)
        return found.id if found is not None else self._workshops.find(named).id

    def _programme(self, named: str) -> str:
        found = self._workspace.find(Programme, named, in_bin=True)
        return found.id if found is not None else self._looks.find(named).id

    # -- telling ---------------------------------------------------------------------------

    def standings(self) -> list[DeviceStanding]:
        """Every known device, in the order of the names."""
        decided = self.decisions()
        return self._standings(
            (one, decided.get(one.device, NOTHING)) for one in self._identity.peers() if one.trusted
        )

    def standing(self, device: str, decision: Decision | None = None) -> DeviceStanding:
        """A known device as it stands, or as it would with another decision; nothing is kept.

        Raises RecipientUnknown, RecipientAmbiguous, WorkshopUnknown, ProgrammeUnknown.
        """
        peer = self._identity.known(device)
        chosen = self.of(peer.device) if decision is None else self._settled(decision)
        return self._standings([(peer, chosen)])[0]

    def _standings(self, asked: Iterable[tuple[KnownDevice, Decision]]) -> list[DeviceStanding]:
        before = set(shares.received_before(self._workspace))
        last = peers.last_bundles(self._workspace)
        view = View(self._workspace, self._identity.peers())
        made = []
        for peer, decision in asked:
            gets, stays = view.split(peer, decision)
            told = peer.device in before
            made.append(DeviceStanding(peer, decision, gets, stays, last.get(peer.age), told))
        return made

    def view(self) -> View:
        """What may go to whom today, read once for many devices."""
        return View(self._workspace, self._identity.peers())

    def to_tell(self) -> list[KnownDevice]:
        """Devices to which an older version gave everything, for the first exchange to name."""
        if shares.is_told(self._workspace):
            return []
        found = set(shares.received_before(self._workspace))
        return [one for one in self._identity.peers() if one.device in found]

    def note_told(self) -> None:
        """An exchange has named :meth:`to_tell`; on the screen they stay marked until decided."""
        if self.to_tell():
            shares.note_told(self._workspace)


class View:
    """The workshops that are here, where they came from, and which of them a device may get."""

    def __init__(self, workspace: Workspace, known: Sequence[KnownDevice]) -> None:
        self._workspace = workspace
        self._group = {one.device for one in known if one.role == OWN_GROUP}
        self._origins: dict[str, _Origin] = {}
        self.workshops: tuple[Workshop, ...] = tuple(workspace.all(Workshop))
        self.in_bin: tuple[Workshop, ...] = tuple(workspace.all(Workshop, in_bin=True))

    def split(
        self, peer: KnownDevice, decision: Decision
    ) -> tuple[tuple[Workshop, ...], tuple[tuple[Workshop, str], ...]]:
        """The workshops that a device gets, and those that it does not get and why."""
        gets, stays = [], []
        for workshop in self.workshops:
            reason = self.against(peer, decision, workshop)
            if reason:
                stays.append((workshop, reason))
            else:
                gets.append(workshop)
        return tuple(gets), tuple(stays)

    def against(self, peer: KnownDevice, decision: Decision, workshop: Workshop) -> str:
        """Why a device does not get a workshop, or an empty text.

        Within the decision one's own group gets everything; others what was made here or in the
        group, or is theirs: what people agreed to share with one office is not passed on.
        """
        if not self._covers(peer, decision, workshop):
            return NOT_SHARED
        if peer.role == OWN_GROUP:
            return ""
        if workshop.sensitivity == SEVERE:
            return KEPT_SEVERE
        if workshop.sample:
            return ""
        sources = self._origin(workshop).sources
        if peer.device in sources or not sources or sources[0] in {"", *self._group}:
            return ""
        return RECEIVED

    def _covers(self, peer: KnownDevice, decision: Decision, workshop: Workshop) -> bool:
        if decision.kind == "programmes":
            named = bool(workshop.programme_id) and workshop.programme_id in decision.ids
            return named and self._is_placed(peer, workshop)
        if decision.kind == "workshops":
            return workshop.id in decision.ids
        return decision.kind == "everything"

    def _is_placed(self, peer: KnownDevice, workshop: Workshop) -> bool:
        """Whether somebody else than the receiver put it into its programme, or it is hers.

        Otherwise she could draw any workshop into a programme that is shared with her.
        """
        origin = self._origin(workshop)
        return bool(origin.placed - {peer.device}) or origin.sources[:1] == (peer.device,)

    def _origin(self, workshop: Workshop) -> _Origin:
        found = self._origins.get(workshop.id)
        if found is None:
            rows = readings.writers_of(self._workspace, workshop.id)
            value = canonical(workshop.programme_id)
            placed = {row[0] for row in rows if row[1:] == ("programme_id", value)}
            sources = tuple(row[0] for row in rows)
            found = self._origins[workshop.id] = _Origin(sources, frozenset(placed))
        return found


def _decision(scopes: Sequence[str]) -> Decision:
    """What kept scopes mean; a scope that nobody here understands gives nothing."""
    if shares.EVERYTHING in scopes:
        return Decision("everything")
    for kind in ("workshops", "programmes"):
        start = _PREFIX[kind]
        ids = tuple(one.removeprefix(start) for one in scopes if one.startswith(start))
        if ids:
            return Decision("workshops" if kind == "workshops" else "programmes", ids)
    return NOTHING
