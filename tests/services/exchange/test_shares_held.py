"""No workshop ever reaches a device without a standing decision, whatever happens in between.

Random histories with real workspaces, a real folder and bundles that are opened with the receiver's
own key. What must hold is kept by the test in a few dictionaries of its own; planted faults show
that it sees.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle.read import open_bundle
from carefacilitator.bundle.refusals import NotForUs
from carefacilitator.services.exchange import export as sharing
from carefacilitator.services.exchange import identity, outgoing, shares
from carefacilitator.services.exchange.shares import Decision
from carefacilitator.services.program import Program
from carefacilitator.storage import peers
from carefacilitator.storage.workspace import open_workspace

SEEDS = range(8)
STEPS = 22


@dataclass
class Told:
    """What a person said of a device: the truth the program is held against."""

    role: str
    kind: str = "nothing"
    ids: tuple[str, ...] = ()


@dataclass
class World:
    """One who gives, two who may get, a third office that gave something, and a stick."""

    chance: random.Random
    hall: Program
    others: list[Program]
    third: Program
    stick: Path
    told: dict[str, Told] = field(default_factory=dict)
    programme_of: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    received: dict[str, str] = field(default_factory=dict)
    opened: int = 0

    # -- what may go -----------------------------------------------------------------------

    def covers(self, device: str, workshop: str) -> bool:
        """Whether a decision stands, and the workshop may be passed on within it."""
        told = self.told.get(device)
        if told is None:
            return False
        maker = self.received.get(workshop, device)
        theirs = self.told.get(maker)
        made_here = maker == device or (theirs is not None and theirs.role == "own_group")
        if told.role != "own_group" and not made_here:
            return False
        if told.kind == "everything":
            return True
        return (self.programme_of[workshop] if told.kind == "programmes" else workshop) in told.ids

    # -- what a person does ----------------------------------------------------------------

    def know(self, other: Program) -> None:
        """Take the card, which always claims to be of the group."""
        role = self.chance.choice(("own_group", "other", None))
        device = other.workspace.device
        self.hall.identity.take_card(other.identity.card("own_group").text(), role)  # type: ignore[arg-type]
        before = self.told.get(device)
        kept = role or (before.role if before else "other")
        self.told[device] = Told(kept, before.kind, before.ids) if before else Told(kept)

    def take_bundle(self, other: Program) -> None:
        """Take in something of theirs with --trust."""
        made = other.workshops.create(
            f"From {other.workspace.device} {len(self.words)}", "2022-09-22"
        )
        out = self.stick.parent / f"{made.id}.carebundle"
        other.sharing.export([made.id], out, [self.hall.identity.card().recipient()])
        self.hall.arrivals.apply(out, trust=True)
        self.told.setdefault(other.workspace.device, Told("other"))
        self.received[made.id] = other.workspace.device
        self.programme_of[made.id] = ""
        self.words[made.id] = made.title

    def trust_cards(self, _other: Program) -> None:
        """Say at an exchange that the words of all cards are the same."""
        self.sync(trust=True)

    def decide(self, other: Program) -> None:
        """Share something, or nothing, with a device."""
        device = other.workspace.device
        if device not in self.told:
            return
        kind = self.chance.choice(("nothing", "workshops", "programmes", "everything"))
        pool = sorted(self.words) if kind == "workshops" else self.programmes
        ids = tuple(self.chance.sample(pool, 1)) if kind in ("workshops", "programmes") else ()
        self.hall.shares.decide(device, Decision(kind, ids))  # type: ignore[arg-type]
        self.told[device].kind, self.told[device].ids = kind, ids

    def forget(self, other: Program) -> None:
        """Forget a device."""
        self.hall.identity.forget(other.workspace.device)
        self.told.pop(other.workspace.device, None)

    def export(self, other: Program) -> None:
        """Hand something over by hand: that decides nothing about the exchange."""
        if other.workspace.device in self.told:
            out = self.stick.parent / "by hand.carebundle"
            to = self.hall.identity.recipient(other.workspace.device)
            self.hall.sharing.export([self.chance.choice(sorted(self.words))], out, [to])

    def move(self, _other: Program) -> None:
        """Put a workshop of ours into another programme."""
        own = sorted(set(self.words) - set(self.received))
        workshop, programme = self.chance.choice(own), self.chance.choice(self.programmes)
        self.hall.workshops.edit(workshop, programme_id=programme)
        self.programme_of[workshop] = programme

    def write(self, _other: Program) -> None:
        """Go on working."""
        own = self.chance.choice(sorted(set(self.words) - set(self.received)))
        self.hall.notes.add(own, f"{self.words[own]} again")

    @property
    def programmes(self) -> list[str]:
        return [one.id for one in self.hall.workshops.programmes()]

    # -- the exchange ----------------------------------------------------------------------

    def sync(self, trust: bool = False) -> None:
        """Exchange, then look at everything that lies on the stick."""
        before = {path: path.read_bytes() for path in self.stick.rglob("*") if path.is_file()}
        self.hall.syncing.rehearse(str(self.stick))
        after = {path: path.read_bytes() for path in self.stick.rglob("*") if path.is_file()}
        assert before == after
        done = self.hall.syncing.sync(str(self.stick), trust=trust)
        if trust:
            for other in self.others:
                self.told.setdefault(other.workspace.device, Told("other"))
        for one in done.devices:
            assert one.peer.device in self.told
        for other in self.others:
            self.look(other)

    def look(self, other: Program) -> None:
        """Open with the receiver's key whatever can be opened: only what was decided is there."""
        device, found = other.workspace.device, set()
        folder = self.stick / "bundles"
        for path in sorted(folder.glob("*")) if folder.is_dir() else []:
            try:
                with open_bundle(path, [other.identity.own()]) as bundle:
                    if bundle.info.device == device:
                        continue
                    assert bundle.info.device == self.hall.workspace.device
                    found |= {one.id for one in bundle.info.workshops}
                    said = " ".join(str(op.value) for op in bundle.operations() if op.known)
            except NotForUs:
                continue
            self.opened += 1
            for workshop, words in self.words.items():
                if words in said:
                    assert self.covers(device, workshop), f"{words} reached {device}"
            for line in bundle.info.workshops:
                assert self.covers(device, line.id)
            named = "Participant" in said
            assert not named or self.told[device].role == "own_group"
        # What she gave herself she holds already.
        lacks = {one for one in self.words if self.received.get(one) != device}
        assert found & lacks == {one for one in lacks if self.covers(device, one)}


def _filled(hall: Program, third: Program, folder: Path, world: World) -> None:
    for title in ("Programme A", "Programme B"):
        hall.workshops.create_programme(title)
    for number in range(4):
        words = f"Secret of workshop {number}."
        programme = world.chance.choice(world.programmes)
        made = hall.workshops.create(f"Workshop {number}", "2022-09-22", programme)
        hall.notes.add(made.id, words)
        person = hall.people.walk_in(made.id, f"Participant 90{number}", "1-am").person.id
        hall.people.consent(made.id, person, {"store": "given"})  # and not to be shared
        world.words[made.id], world.programme_of[made.id] = words, programme
    made = third.workshops.create("Given by a third office", "2022-09-22")
    out = folder / "third.carebundle"
    third.sharing.export([made.id], out, [hall.identity.card().recipient()])
    hall.arrivals.apply(out, trust=True)
    world.received[made.id] = third.workspace.device
    world.words[made.id], world.programme_of[made.id] = made.title, ""
    world.told[third.workspace.device] = Told("other")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Callable[[int], World]]:
    made: list[Program] = []

    def build(seed: int) -> World:
        folder = tmp_path / str(seed)
        (folder / "stick").mkdir(parents=True)
        names = ("hall", "first", "second", "third")
        programs = [Program(open_workspace(folder / name)) for name in names]
        for one in programs:
            one.identity.name_device()
        made.extend(programs)
        hall, first, second, third = programs
        built = World(random.Random(seed), hall, [first, second], third, folder / "stick")
        for one in (first, second):
            one.syncing.sync(str(built.stick))  # only their cards lie there
        _filled(hall, third, folder, built)
        return built

    yield build
    for one in made:
        one.close()


def play(world: World) -> World:
    """A random history with an exchange after every second step."""
    acts: tuple[Callable[[Program], None], ...] = (
        world.know,
        world.know,
        world.take_bundle,
        world.trust_cards,
        world.decide,
        world.decide,
        world.decide,
        world.decide,
        world.forget,
        world.export,
        world.move,
        world.write,
    )
    for step in range(STEPS):
        world.chance.choice(acts)(world.chance.choice(world.others))
        if step % 2:
            world.sync()
    world.sync()
    return world


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_reaches_a_device_without_a_decision(
    world: Callable[[int], World], seed: int
) -> None:
    played = play(world(seed))
    assert played.hall.sharing.log() or not played.opened


def test_the_histories_open_bundles_at_all(world: Callable[[int], World]) -> None:
    """Otherwise they would prove nothing."""
    assert sum(play(world(seed)).opened for seed in SEEDS) > 20 * len(SEEDS) // 4


# --- planted faults -------------------------------------------------------------------------------


def _everybody(_self: Any) -> dict[str, Decision]:
    class Every(dict[str, Decision]):
        def get(self, _device: str, _default: Any = None) -> Any:
            return Decision("everything")

    return Every()


def _kept(workspace: Any, device: str) -> None:
    with workspace.database.transaction() as connection:
        connection.execute("DELETE FROM peer WHERE device=?", (device,))


def _believed(self: Any, card: Any, role: Any = None) -> Any:
    return _TRUST(self, card, role or card.role)


def _shared_by_trust(self: Any, card: Any, role: Any = None) -> Any:
    new = self.find(card.device) is None
    peer = _TRUST(self, card, role)
    if new:
        shares.shares.decide(self._workspace, card.device, ["*"])
    return peer


def _passed_on(self: Any, peer: Any, decision: Any, workshop: Any) -> str:
    return "" if self._covers(peer, decision, workshop) else shares.NOT_SHARED


def _noted(self: Any, recipient: Any, name: str, info: Any, workshops: Any) -> None:
    _NOTE(self, recipient, name, info, workshops)
    if recipient.device and len(name) < 30:  # by hand, not by an exchange
        scopes = [f"workshop/{one}" for one in workshops]
        shares.shares.decide(self._workspace, recipient.device, scopes)


_TRUST = identity.Identities.trust
_NOTE = sharing.Sharing.note

PLANTED: dict[str, tuple[Any, str, Any]] = {
    "every known device gets everything": (shares.Shares, "decisions", _everybody),
    "every decision covers every workshop": (shares.View, "_covers", lambda *_: True),
    "a forgotten device keeps its share": (peers, "forget_peer", _kept),
    "the role comes from the card": (identity.Identities, "trust", _believed),
    "trusting is sharing": (identity.Identities, "trust", _shared_by_trust),
    "what others gave is passed on": (shares.View, "against", _passed_on),
    "what lies there stays there": (outgoing.BundleWriter, "_is_unchanged", lambda _self: True),
    "a bundle by hand decides": (sharing.Sharing, "note", _noted),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(
    world: Callable[[int], World], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, instead = PLANTED[fault]
    monkeypatch.setattr(owner, name, instead)
    seen = 0
    for seed in SEEDS:
        try:
            play(world(seed))
        except AssertionError:
            seen += 1
            break
    assert seen
