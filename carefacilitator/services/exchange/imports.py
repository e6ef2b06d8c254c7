"""Bundles that arrive: looked at first, rehearsed without writing, then taken in whole.

Nothing is believed before the bundle is proven (``bundle/read.py``) and its device is known: a
person compares the device's words once. Each file is its own transaction and its own step to undo.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.errors import Refusal
from carefacilitator.model.merge.merge import heads_of
from carefacilitator.model.merge.operations import DELETED, ERASURE_KIND, Json, Operation
from carefacilitator.model.merge.redaction import act_of
from carefacilitator.model.records.records import KINDS, Note, Person
from carefacilitator.services.exchange.gathering import digest_of
from carefacilitator.services.exchange.identity import SignerUnknown
from carefacilitator.services.exchange.split_files import joined
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.services.upkeep import copies
from carefacilitator.storage import blobs, oplog, peers
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.imports.arrivals import BundleSource, Plan
from carefacilitator.storage.projection import shown_record
from carefacilitator.storage.removal import floors
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.bundle.description import BundleInfo
    from carefacilitator.bundle.keys import Card
    from carefacilitator.bundle.read import OpenBundle
    from carefacilitator.model.privacy.withheld import Withheld
    from carefacilitator.services.exchange.identity import Identities
    from carefacilitator.services.privacy.names_in_text import NamesInText


from typing import TYPE_CHECKING

from carefacilitator.storage import readings
from carefacilitator.storage.imports.settling import Choices, settle_with

_HEARD = "heard."


class ErasuresNeedAnswer(Refusal):
    """The bundle asks to forget ``count`` people, and nobody has agreed to it yet."""

    code = "erasures_need_answer"


class ErasuresRefused(Refusal):
    """The bundle asks to forget ``count`` people of workshops that its device does not hold."""

    code = "erasures_refused"


@dataclass(frozen=True)
class KindCount:
    """How many records of a kind are new, the same, changed, or have two versions now."""

    kind: str
    new: int
    same: int
    changed: int
    conflicts: int


@dataclass(frozen=True)
class ArrivingVersion:
    """One version of a field: its value, who wrote it when, and whether it is already here."""

    value: Json
    device: str
    name: str
    clock: int
    here: bool


@dataclass(frozen=True)
class ArrivingConflict:
    """A field that would show one of several versions until a person decides."""

    kind: str
    record: str
    field: str
    title: str
    versions: tuple[ArrivingVersion, ...]


@dataclass(frozen=True)
class Checks:
    """What was found out about the bundle itself; that it is whole and for us goes without saying.

    ``signer`` is ``own``, ``known`` or ``unknown``; ``words`` are the device's, to be compared.
    ``missing`` bundles of the same device were never seen here; ``older``: a later one was.
    """

    signer: str
    name: str
    words: tuple[str, ...]
    missing: int
    older: bool


@dataclass(frozen=True)
class ImportPreview:
    """What taking in a bundle would do; nothing has been written.

    ``offered`` are people forgotten here who agreed again: their details may be taken back.
    ``redactions`` counts by kind the records of which it asks to remove something for good;
    ``unproven`` are such wishes of somebody who does not hold those records, and do nothing.
    """

    path: Path
    info: BundleInfo
    counts: tuple[KindCount, ...]
    conflicts: tuple[ArrivingConflict, ...]
    erasures: int
    redactions: tuple[tuple[str, int], ...]
    unproven: int
    checks: Checks
    changes_nothing: bool
    offered: int = 0

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What its maker held back, and why."""
        return self.info.withheld

    def total(self, what: str) -> int:
        """All ``new``, ``same``, ``changed`` or ``conflicts`` together."""
        return sum(int(getattr(one, what)) for one in self.counts)


@dataclass(frozen=True)
class Imported:
    """What taking in a bundle did; ``change`` is empty where everything was here already.

    ``workshops`` are their ids; ``digest``, where asked for, names the set of operations as
    ``Outgoing.digest`` does. ``back`` are the names of people whose details were taken back,
    ``offered`` how many others the bundle offers still.
    """

    path: Path
    bundle: str
    new: int
    changed: int
    same: int
    conflicts: int
    change: str
    counts: tuple[KindCount, ...]
    device: str
    workshops: tuple[str, ...]
    digest: str
    offered: int = 0
    back: tuple[str, ...] = ()


class Imports:
    """Takes in the bundles of others."""

    def __init__(
        self, workspace: Workspace, identity: Identities, names_in_text: NamesInText
    ) -> None:
        self._workspace = workspace
        self._identity = identity
        self._names_in_text = names_in_text

    def inspect(self, path: Path) -> BundleInfo:
        """What a bundle holds and who signed it, every byte checked; signers may be unknown."""
        from carefacilitator.bundle.read import inspect

        with joined(path, self._workspace.folder) as whole:
            return inspect(whole, [self._identity.own()])

    def rehearse(self, path: Path) -> ImportPreview:
        """What taking in a bundle would do; writes nothing.

        Raises what opening a bundle raises, and SignerChanged for a known name with another key.
        """
        with self._opened(path) as bundle:
            checks = self._checks(bundle.info)
            plan = self._plan(bundle.operations())
            return ImportPreview(
                path,
                bundle.info,
                _counts(plan),
                tuple(self._conflicts(plan, bundle.info.maker)),
                len(self._asked(plan)),
                self._redactions(plan),
                len(plan.unproven),
                checks,
                plan.changes_nothing,
                len(plan.offered),
            )

    def apply(
        self,
        path: Path,
        trust: bool = False,
        forget: bool = False,
        digest: bool = False,
        back: bool = False,
        redact: bool | None = None,
    ) -> Imported:
        """Take in a bundle in one transaction; ``digest`` also names the set it carried.

        ``trust`` says that a person has compared the words of a device never met (a known device
        with another key is never accepted), ``forget`` that the people whom the bundle asks to
        forget shall be forgotten, ``back`` that the details of those who agreed again after that
        shall be taken back (else they stay forgotten), ``redact`` answers what it asks to remove
        for good (until then that is hidden, and asked again). Raises SignerUnknown, SignerChanged,
        ErasuresNeedAnswer, ErasuresRefused and what opening a bundle raises; nothing is changed
        then.
        """
        identity = self._identity
        with self._opened(path) as bundle:
            info = bundle.info
            if not identity.is_known(info.maker) and not trust:
                raise SignerUnknown(device=info.device, words=" ".join(info.maker.words()))
            ops = list(bundle.operations())
            plan = self._plan(ops, back)
            self._check_erasures(plan, forget)
            names = self._names_in_text
            staying = names.naming_somebody(plan.erasures) if plan.erasures else []
            self._workspace.begin_writing()
            self._keep_files(plan, bundle)
            change = arrivals.apply(self._workspace, plan, _arrival(info, path), redact=redact)
            names.keep_for_forgotten(staying)
            if redact and plan.acts:
                copies.grow_stale(self._workspace)
                copies.tend(self._workspace)
            if trust and info.device != self._workspace.device:
                identity.trust(info.maker)
            self._hear(info)
        counts = _counts(plan)
        return Imported(
            path,
            info.bundle,
            sum(one.new for one in counts),
            sum(one.changed for one in counts),
            sum(one.same for one in counts),
            len(plan.conflicts),
            change,
            counts,
            info.device,
            tuple(one.id for one in info.workshops),
            digest_of(ops) if digest else "",
            0 if back else len(plan.offered),
            self._names(plan.offered) if back and change else (),
        )

    def log(self) -> list[dict[str, Json]]:
        """Every bundle taken in, newest first."""
        return arrivals.bundles_in(self._workspace)

    # -- looking ---------------------------------------------------------------------------

    @contextmanager
    def _opened(self, path: Path) -> Iterator[OpenBundle]:
        from carefacilitator.bundle.read import open_bundle

        own, folder = self._identity.own(), self._workspace.folder
        with joined(path, folder) as whole, open_bundle(whole, [own], folder=folder) as bundle:
            yield bundle

    def _plan(self, ops: Iterable[Operation], back: bool = False) -> Plan:
        return arrivals.plan(self._workspace, self._fitting(ops), back)

    def _fitting(self, ops: Iterable[Operation]) -> Iterator[Operation]:
        """Leave out what this device only told others: to forget somebody it may keep."""
        own = self._workspace.device
        for op in ops:
            if (
                op.kind == ERASURE_KIND
                and op.device == own
                and not readings.holds(self._workspace, op.id)
            ):
                continue
            yield op

    def _checks(self, info: BundleInfo) -> Checks:
        known = self._identity.is_known(info.maker)
        own = info.device == self._workspace.device
        last = self._last(info.device)
        sequence = info.sequence or 0
        return Checks(
            "own" if own else ("known" if known else "unknown"),
            info.maker.name,
            info.maker.words(),
            max(0, sequence - last - 1),
            0 < sequence <= last,
        )

    def _last(self, device: str) -> int:
        """The highest number of any bundle of a device that was ever taken in, changed or not."""
        heard = self._workspace.meta(_HEARD + device)
        taken, _ = arrivals.last_from(self._workspace, device)
        return max(taken, int(json.loads(heard)[0]) if heard else 0)

    def _hear(self, info: BundleInfo) -> None:
        sequence = info.sequence or 0
        if sequence > self._last(info.device):
            told = json.dumps([sequence, info.bundle])
            self._workspace.set_meta(_HEARD + info.device, told)

    def _conflicts(self, plan: Plan, maker: Card) -> Iterator[ArrivingConflict]:
        arriving = {op.id for op in plan.arriving}
        names = {peer.device: peer.name for peer in self._identity.peers()}
        names[maker.device] = maker.name
        names[self._workspace.device] = self._identity.name
        notes = {record for kind, record, _ in plan.conflicts if kind == "note"}
        stored = self._workspace.some(Note, sorted(notes)).values()
        gone = Quotes(self._workspace).withdrawn(stored) if notes else frozenset[str]()
        for kind, record, field in plan.conflicts:
            if record in gone and field == "text":
                continue  # nobody here may read what she would choose from
            fields = plan.records[kind, record]
            heads = heads_of(fields.get(field, ()))
            versions = tuple(
                ArrivingVersion(
                    op.value if field != DELETED else DELETED,
                    op.device,
                    names.get(op.device, ""),
                    op.clock,
                    op.id not in arriving,
                )
                for op in heads
                if op.known
            )
            shown, _ = shown_record(kind, record, fields)
            title = str(getattr(shown, "title", ""))
            yield ArrivingConflict(kind, record, field, title, versions)

    # -- taking in -------------------------------------------------------------------------

    def _check_erasures(self, plan: Plan, agreed: bool) -> None:
        """Who asks to forget somebody must hold what we hold of her, as her workshops' devices do.

        An operation cannot be guessed, so a bundle that carries those we have proves it.
        """
        if not plan.claimed:
            return
        proven = readings.people_spoken_of(self._workspace, plan.known)
        here = oplog.of_records(self._workspace.database.connection, sorted(plan.claimed))
        unproven = [one for one in plan.claimed if one in here and one not in proven]
        if unproven:
            raise ErasuresRefused(count=len(unproven))
        asked = self._asked(plan)
        if asked and not agreed:
            raise ErasuresNeedAnswer(count=len(asked))

    def _asked(self, plan: Plan) -> list[str]:
        """The people (ids) here whom a bundle asks to forget; of others there is nothing to ask."""
        connection = self._workspace.database.connection
        here = oplog.of_records(connection, sorted(set(plan.erasures))) if plan.erasures else {}
        return [one for one in plan.erasures if one in here]

    def _names(self, people: list[str]) -> tuple[str, ...]:
        found = self._workspace.some(Person, people)
        return tuple(sorted(one.name for one in found.values()))

    def _redactions(self, plan: Plan) -> tuple[tuple[str, int], ...]:
        """Of how many records here, by kind, something is asked to be removed for good."""
        acts = [act for op in plan.acts if op.id not in plan.unproven and (act := act_of(op))]
        keys = {(act.kind, act.record) for act in acts}
        here = floors.here(self._workspace.database.connection, keys)
        counted = ((kind, sum(one == kind for one, _ in here)) for kind in KINDS)
        return tuple((kind, count) for kind, count in counted if count)

    def _keep_files(self, plan: Plan, bundle: OpenBundle) -> None:
        """Keep the bytes that an operation names, one that now stays or one that was here.

        A photo may have travelled without its bytes before, because it lay in the bin.
        """
        if not bundle.attachments():
            return
        named = blobs.named(self._workspace) | {
            op.value
            for op in (*plan.arriving, *plan.completing)
            if op.kind == "attachment" and op.field == "sha256" and op.known
        }
        for digest in bundle.attachments():
            if digest in named:
                peers.put_blob(self._workspace, bundle.attachment(digest))


def _arrival(info: BundleInfo, path: Path) -> BundleSource:
    told = {
        "name": path.name,
        "from": info.maker.name,
        "made_at": info.made_at,
        "workshops": [one.code or one.title for one in info.workshops],
    }
    return BundleSource(info.bundle, info.device, info.sequence or 0, info.previous or "", told)


def _counts(plan: Plan) -> tuple[KindCount, ...]:
    """Counts by kind, in the order in which records depend on one another."""

    def seen(kind: str, records: Sequence[str]) -> int:
        return sum((kind, record) not in plan.unseen for record in records)

    waiting: dict[str, set[str]] = {}
    for kind, record, _ in plan.conflicts:
        waiting.setdefault(kind, set()).add(record)
    kinds = (*KINDS, *sorted(set(plan.new) - set(KINDS)))
    counted = (
        KindCount(
            kind,
            seen(kind, plan.new.get(kind, ())),
            seen(kind, plan.same.get(kind, ())),
            len(plan.changed.get(kind, ())),
            len(waiting.get(kind, ())),
        )
        for kind in kinds
    )
    return tuple(one for one in counted if one.new or one.same or one.changed or one.conflicts)


class Merging:
    """Bundles and the decisions made while they were looked at."""

    def __init__(self, workspace: Workspace, arrivals: Imports) -> None:
        self._workspace = workspace
        self._arrivals = arrivals

    def merge(
        self,
        path: Path,
        choices: Choices,
        *,
        trust: bool = False,
        forget: bool = False,
        back: bool = False,
        redact: bool | None = None,
    ) -> Imported:
        """Take in a bundle and let the chosen versions stand; one undo takes both away.

        Raises what :meth:`Imports.apply` raises; nothing is changed then.
        """
        done = self._arrivals.apply(path, trust=trust, forget=forget, back=back, redact=redact)
        if done.change:
            settle_with(self._workspace, done.change, choices)
        return done
