"""Names of people who did not agree in what would leave: found, shown, decided about.

Everybody known here is looked for in every freely typed field of a workshop, those on its list also
by a part of their name. What is found stays here until somebody settles it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING

from carefacilitator.errors import Refusal
from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Circle
from carefacilitator.model.privacy.known_names import MASK, KnownNames, NamesNear, Span
from carefacilitator.model.records.free_texts import texts_of
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    KINDS,
    Commitment,
    Consent,
    Person,
    Record,
    SameAs,
    kind_of,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.privacy.naming_rule import Choice, Named, Naming
from carefacilitator.services.privacy.texts_naming import known_names, texts_naming
from carefacilitator.storage import readings
from carefacilitator.storage.removal import named
from carefacilitator.storage.removal.named import Decision

if TYPE_CHECKING:
    from carefacilitator.services.findings.commitments import Commitments
    from carefacilitator.services.people.people import People
    from carefacilitator.services.upkeep.bin_and_history import BinAndHistory
    from carefacilitator.storage.workspace import Workspace

NOBODY = "nobody"
"""Stands for a purpose to which nobody ever agreed: that of an anonymous copy."""


class FindingUnknown(Refusal):
    """There is no such finding (any more): the text was changed, or it was settled."""

    code = "finding_unknown"


@dataclass(frozen=True)
class Finding:
    """A text that stays here: where it stands, whom it names where in it.

    ``people`` are ids and ``names`` what they are called, empty where ``typed`` is a name on no
    list. ``sure`` is false where it may be an everyday word or one of several people. ``missing``
    are the purposes not agreed to, with ``store`` where somebody refused that, so that no other
    yes of hers counts; ``kept`` says that a person chose to leave the text here.
    """

    kind: str
    record: str
    field: str
    text: str
    spans: tuple[Span, ...]
    people: tuple[str, ...]
    names: tuple[str, ...]
    sure: bool
    typed: bool
    missing: tuple[str, ...]
    kept: bool
    workshop: str = ""

    @property
    def key(self) -> str:
        """A short name of this finding, the same as long as the text is."""
        return named.digest_of("".join((self.record, self.field, *self.people)), self.text)[:10]


class NamesInText:
    """Looks for names in texts, and keeps what was decided."""

    def __init__(
        self, workspace: Workspace, commitments: Commitments, past: BinAndHistory, people: People
    ) -> None:
        self._workspace = workspace
        self._commitments = commitments
        self._past = past
        self._people = people
        self._lock = RLock()
        self._names: KnownNames | None = None
        self._read_at = 0
        self._rules: dict[tuple[tuple[str, ...], str, str], tuple[int, Naming]] = {}
        self._few: dict[str, tuple[int, Naming]] = {}

    # -- the rule at an exit ---------------------------------------------------------------

    def gate(self, workshops: Sequence[str], circle: Circle) -> Callable[[Operation], str]:
        """Why the value of an operation stays here for a circle, or an empty text."""
        if circle == consent.OWN_GROUP:
            return lambda _op: ""
        return self.naming(workshops, consent.SHARE).against_operation

    def gate_for_nobody(self, workshops: Sequence[str]) -> Callable[[Operation], str]:
        """The same for a copy that names nobody: names typed there that are on no list, and texts
        that a person left here.

        Those on the list are masked where the copy is made.
        """
        rule = self.naming(workshops, NOBODY)
        return lambda op: consent.ANONYMOUS if rule.is_typed_or_kept(op) else ""

    def naming(self, workshops: Sequence[str], *purposes: str) -> Naming:
        """The rule for texts of these workshops (ids): who is named agreed to all ``purposes``."""
        key = (tuple(workshops), " ".join(purposes), self.today())
        with self._lock:
            names = self._known()
            known = self._rules.get(key)
            if known is not None and known[0] == self._read_at:
                return known[1]
            near = readings.people_at(self._workspace, workshops)
            rule = Naming(
                names.among(near),
                _Agreed(self, workshops, near, purposes),
                _Agreed(self, workshops, near, (*purposes, consent.CONTACT)),
                named.decisions(self._workspace),
                self._organisations(),
            )
            self._rules[key] = (self._read_at, rule)
            return rule

    def ready(self) -> bool:
        """Whether asking costs next to nothing: the names are known. See :meth:`make_ready`."""
        known = self._names is not None
        return known and self._workspace.touched.since(self._read_at) is not None

    def make_ready(self) -> None:
        """Read who is known (on the worker: with thousands of people it takes a moment)."""
        with self._lock:
            self._known()

    def masked(self, workshop_id: str, record: str, text: str) -> str:
        """A text as the wall and the clipboard may have it: “[…]” for who did not agree.

        Until :meth:`make_ready` has run only the people of the workshop are looked for.
        """
        return self._for_wall(workshop_id).masked(record, text) if text else text

    def listed(self, workshop_id: str, names: Mapping[str, str]) -> dict[str, str]:
        """Names by person (id) as a list may have them: “[…]” for who did not agree to that."""
        agrees = _Agreed(
            self, [workshop_id], readings.people_at(self._workspace, [workshop_id]), (consent.LIST,)
        )
        return {person: name if agrees(person) else MASK for person, name in names.items()}

    def _for_wall(self, workshop_id: str) -> Naming:
        if self.ready():
            return self.naming([workshop_id], consent.LIST)
        number = self._workspace.touched.number
        known = self._few.get(workshop_id)
        if known is None or known[0] != number:
            near = readings.people_at(self._workspace, [workshop_id])
            few = known_names(self._workspace, near)
            agrees = _Agreed(self, [workshop_id], near, (consent.LIST,))
            reaches = _Agreed(self, [workshop_id], near, (consent.LIST, consent.CONTACT))
            decided = named.decisions(self._workspace)
            rule = Naming(few.among(near), agrees, reaches, decided)
            known = self._few[workshop_id] = (number, rule)
        return known[1]

    # -- findings --------------------------------------------------------------------------

    def of(self, workshops: Sequence[str]) -> list[Finding]:
        """What of these workshops (ids) stays here for a name in it, in the order of the records.

        What a person left here on purpose is told, too.
        """
        rule = self.naming(workshops, consent.SHARE, consent.LIST)
        found: list[Finding] = []
        for workshop, kind, record in self._records(workshops):
            for field, text in texts_of(record):
                one = rule.named(kind, record.id, field.partition("/")[0], text)
                if one is not None:
                    found += self._told(workshop, kind, record.id, field, text, one)
        return found

    def find(self, workshops: Sequence[str], key: str) -> Finding:
        """The finding with this key. Raises FindingUnknown."""
        for one in self.of(workshops):
            if one.key == key:
                return one
        raise FindingUnknown(key=key)

    # -- deciding --------------------------------------------------------------------------

    def decide(self, finding: Finding, choice: Choice) -> None:
        """Settle a finding, for exactly this text; ``agreed`` is for a name on no list."""
        people = finding.people or ("",)
        digest = named.digest_of(finding.record, finding.text)
        base = finding.field.partition("/")[0]
        named.decide(
            self._workspace,
            [Decision(finding.kind, finding.record, base, digest, one, choice) for one in people],
        )
        self._forget()

    def undecide(self, finding: Finding) -> None:
        """Ask again about the texts of this record."""
        named.undecide(self._workspace, [finding.record])
        self._forget()

    def ask_again(self, workshops: Sequence[str]) -> None:
        """Forget what was decided about texts of these workshops (ids): a slip is not for good."""
        records = [record.id for _workshop, _kind, record in self._records(workshops)]
        named.undecide(self._workspace, records)
        self._forget()

    def agrees(self, finding: Finding, workshop_id: str) -> None:
        """Write down that whoever is named agrees after all, at a workshop."""
        for person in finding.people:
            wanted = (one for one in finding.missing if one != consent.STORE)
            answers = dict.fromkeys(wanted, "given")
            self._people.consent(workshop_id, person, answers)
        if finding.kept:
            self.undecide(finding)

    def is_person(self, finding: Finding, person_id: str) -> None:
        """Write the name of a person on the list where a name was typed: her consent counts."""
        name = self._workspace.get(Person, person_id).name
        with self._workspace.change(_LABELS.get(finding.kind, "commitment_edit")) as change:
            if finding.kind == "organisation":
                for one in readings.promised_by(self._workspace, finding.record):
                    change.set(KINDS["commitment"], one, who=name, organisation_id="")
            else:
                change.set(KINDS[finding.kind], finding.record, **{finding.field: name})

    def choices(self, workshop_id: str, most: int = 200) -> list[tuple[str, str]]:
        """Ids and names of those on a list, to say whose name was typed; none where too many."""
        people = named.known_people(
            self._workspace, readings.people_at(self._workspace, [workshop_id])
        )
        found = sorted((fold(one.name), one.id, one.name) for one in people if one.name)
        return [(key, name) for _folded, key, name in found] if len(found) <= most else []

    def is_organisation(self, finding: Finding) -> None:
        """Say that a typed name is that of an organisation or a group."""
        if finding.kind == "commitment":
            self._commitments.make_organisation(finding.record)
            made = self._workspace.get(Commitment, finding.record).organisation_id
            finding = replace(finding, kind="organisation", record=made, field="name")
        self.decide(finding, "organisation")

    def naming_somebody(self, people: Collection[str]) -> list[Decision]:
        """What to decide about every text that names one of these, for when they are forgotten.

        Nobody can look for a name that is known no more: what was not reworded stays here.
        """
        members = set(people)
        names, views = self._known(), dict[str, NamesNear]()
        found: list[Decision] = []
        for one in {told for person in members for told in texts_naming(self._workspace, person)}:
            record = self._past.record(one.kind, one.record)
            workshop = str(getattr(record, "workshop_id", ""))
            if workshop not in views:
                views[workshop] = names.among(readings.people_at(self._workspace, [workshop]))
            if any(members.intersection(hit.people) for hit in views[workshop].find(one.text)):
                digest, base = named.digest_of(one.record, one.text), one.field.partition("/")[0]
                found.append(Decision(one.kind, one.record, base, digest, "", named.FORGOTTEN))
        return found

    def forgetting(self, people: Collection[str]) -> None:
        """Let every text that names one of these stay here: they are about to be forgotten."""
        self.keep_for_forgotten(self.naming_somebody(people))

    def keep_for_forgotten(self, made: Sequence[Decision]) -> None:
        """Let these texts stay here until a person decides about each."""
        if made:
            named.decide(self._workspace, made)
            self._forget()

    # -- within ----------------------------------------------------------------------------

    def _forget(self) -> None:
        with self._lock:
            self._rules.clear()
            self._few.clear()

    def _known(self) -> KnownNames:
        """The names of everybody known here; what changed since is read again."""
        touched = self._workspace.touched
        number = touched.number
        if self._names is not None and number == self._read_at:
            return self._names
        written = touched.since(self._read_at) if self._names is not None else None
        if self._names is None or written is None:
            self._names = known_names(self._workspace)
        elif "person" in written.kinds:
            for one in named.known_people(self._workspace, written.records):
                self._names.put(one)
            self._names.also(named.earlier_names(self._workspace, written.records))
        self._read_at = number
        self._rules.clear()
        return self._names

    def _organisations(self) -> frozenset[str]:
        """Folded names of what is known to be an organisation: not only typed as who promises."""
        rows = readings.known_organisations(self._workspace)
        found = {fold(name) for row in rows for name in row[:2] if name}
        for _name, _acronym, versions, others in rows:
            found.update(map(fold, json.loads(versions).values() if len(versions) > 2 else ()))
            found.update(map(fold, json.loads(others) if len(others) > 2 else ()))
        return frozenset(found)

    def _records(self, workshops: Sequence[str]) -> Iterator[tuple[str, str, Record]]:
        """(workshop, kind, record) of everything whose texts leave with these workshops, once."""
        seen: set[str] = set()
        for workshop in workshops:
            for record in named.with_texts(self._workspace, workshop, kinds=KINDS):
                if record.id not in seen:
                    seen.add(record.id)
                    yield workshop, kind_of(record), record

    def _told(
        self, workshop: str, kind: str, record: str, field: str, text: str, one: Named
    ) -> Iterator[Finding]:
        kept = one.reason == consent.KEPT
        if one.typed:
            spans = ((0, len(text)),)
            yield Finding(kind, record, field, text, spans, (), (), True, True, (), kept, workshop)
            return
        if not one.found:  # left here, and who is named agreed since, or is known no more
            known = named.known_people(self._workspace, one.kept_for)
            names = tuple(person.name for person in known)
            yield Finding(
                kind, record, field, text, (), one.kept_for, names, True, False, (), kept, workshop
            )
            return
        by_people: dict[tuple[str, ...], list[Span]] = {}
        sure = {hit.people for hit in one.found if hit.sure}
        reached = {hit.people for hit in one.found if hit.contact}
        for hit in one.found:
            by_people.setdefault(hit.people, []).append((hit.start, hit.end))
        for people, spans_ in by_people.items():
            names = tuple(known.name for known in named.known_people(self._workspace, people))
            yield Finding(
                kind,
                record,
                field,
                text,
                tuple(spans_),
                people,
                names,
                people in sure,
                False,
                self._missing([workshop], people, people in reached),
                kept,
                workshop,
            )

    def _missing(
        self, workshops: Sequence[str], people: Sequence[str], reached: bool
    ) -> tuple[str, ...]:
        """What they did not agree to; a number or an address needs a yes to being contacted."""
        near, day = readings.people_at(self._workspace, workshops), self.today()
        said = (one for who in people for one in self.consents_of(workshops, near, who))
        away = any(one.purpose == consent.STORE and consent.refused(one, day) for one in said)
        contact = (consent.CONTACT,) if reached else ()
        missing = (
            purpose
            for purpose in (consent.SHARE, consent.LIST, *contact)
            if not all(map(_Agreed(self, workshops, near, (purpose,)), people))
        )
        return (*((consent.STORE,) if away else ()), *missing)

    def consents_of(
        self, workshops: Sequence[str], near: frozenset[str], person: str
    ) -> list[Consent]:
        """What counts for naming a person in texts of these workshops.

        Her answers there; of somebody who takes part in none of them, her answers anywhere. A no of
        another record of hers counts, a yes does not.
        """
        space = self._workspace
        day = space.clock().date().isoformat()
        one_is = Joined(space.all(SameAs, target_kind="person"))
        found = []
        for one in space.where(Consent, "person_id", one_is.members(person)):
            here = one.workshop_id in workshops or person not in near
            if here and (one.person_id == person or consent.refused(one, day)):
                found.append(one)
        return found

    def today(self) -> str:
        """The day on which consent is asked."""
        return self._workspace.clock().date().isoformat()


class _Agreed:
    """Whether a person agreed to all of some purposes; each is read when she is first met."""

    def __init__(
        self,
        names: NamesInText,
        workshops: Sequence[str],
        near: frozenset[str],
        purposes: Sequence[str],
    ) -> None:
        self._names, self._workshops, self._near = names, workshops, near
        self._purposes, self._day = purposes, names.today()
        self._known: dict[str, bool] = {}

    def __call__(self, person: str) -> bool:
        known = self._known.get(person)
        if known is None:
            said = self._names.consents_of(self._workshops, self._near, person)
            known = all(consent.may(said, one, self._day) for one in self._purposes)
            self._known[person] = known
        return known


_LABELS = {"agenda_block": "block_edit", "commitment": "commitment_edit"}
