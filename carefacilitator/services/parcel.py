"""What of the workspace goes to somebody: the operations of workshops, with consent applied.

A parcel holds every visible operation of the workshops' own records (those in the bin too), of the
programme with the commitments made in none of its workshops, and of the organisations and people
they name, with the programme's logos, never other workshops' participation. What a
person did not agree to loses its value but keeps its operation, so that counts stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from carefacilitator.errors import Refusal
from carefacilitator.model import asking, consent, operations
from carefacilitator.model.consent import Circle, Counter, Permissions
from carefacilitator.model.dossier import Withheld
from carefacilitator.model.folding import fold
from carefacilitator.model.ids import derived_id
from carefacilitator.model.joined import Joined
from carefacilitator.model.merge import heads_of
from carefacilitator.model.operations import (
    ACT_KINDS,
    CHANGE_KIND,
    DELETED,
    ERASURE_KIND,
    Json,
    Operation,
)
from carefacilitator.model.records import (
    KINDS,
    Attachment,
    Consent,
    Participation,
    Record,
    SameAs,
    Tally,
    Workshop,
    belongs_to_workshop,
    rules_of,
)
from carefacilitator.services.counting import repeated
from carefacilitator.storage import floors, oplog
from carefacilitator.storage.oplog import Fields
from carefacilitator.storage.projection import shown_record
from carefacilitator.storage.workspace import Workspace

_EMPTY: tuple[Json, ...] = ("", [], 0, False, None)


class WorkshopSevere(Refusal):
    """The workshop ``code`` is marked as severe and may only go to one's own group."""

    code = "workshop_severe"


@dataclass(frozen=True)
class Parcel:
    """Everything that goes along, ready to be written.

    ``records`` are projected from ``operations`` and hold nobody of whom nothing is known;
    ``files`` are (SHA-256, media type) of the attachments whose bytes may go.
    """

    workshops: tuple[Workshop, ...]
    operations: tuple[Operation, ...]
    records: dict[str, list[Record]]
    files: tuple[tuple[str, str], ...]
    withheld: tuple[Withheld, ...]

    @property
    def digest(self) -> str:
        """A short name of exactly this set of operations and known values."""
        return digest_of(self.operations)


def digest_of(ops: Iterable[Operation]) -> str:
    """A short name of a set of operations: which they are, and whose values are known."""
    total = 0
    for op in ops:
        line = f"{op.id}{op.known:d}".encode()
        total ^= int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")
    return f"{total:032x}"


def gather(
    workspace: Workspace,
    workshops: Sequence[Workshop],
    circle: Circle,
    secret: bytes,
    gone: Sequence[str] = (),
) -> Parcel:
    """Choose what may go to a circle today. Raises WorkshopSevere.

    ``gone`` are workshops removed for good, of which nothing is left but that this is asked for.

    ``secret`` (it never leaves) makes the operations that ask others to forget a person the same
    every time.
    """
    if circle == consent.OTHER:
        for workshop in workshops:
            if workshop.sensitivity == consent.SEVERE:
                raise WorkshopSevere(code=workshop.code)
    with workspace.at_rest():
        chosen = _Choice(workspace, [*(one.id for one in workshops), *gone], circle)
        kept = chosen.operations()
        asked = chosen.forgetting(secret)
        records = projected(kept, floors.gone(workspace.database.connection))
        files = _files(workspace, records)
        return Parcel(tuple(workshops), (*kept, *asked), records, files, chosen.counter.lines())


class _Choice:
    """One run over the operations of some workshops for one circle."""

    def __init__(self, workspace: Workspace, workshops: list[str], circle: Circle) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._circle = circle
        self.counter = Counter()
        both = floors.contested(workspace.database.connection)
        self._contested = both if circle == consent.OTHER else set()
        known = workspace.some(Workshop, workshops).values()
        self._hidden = {field for one in known for field in asking.hidden(one)}
        self._own = self._of(_own_records(workspace, workshops))
        self._people = self._of(_named(self._own.values(), "person"))
        self._consents = self._by_person()
        self._permissions = self._allowed()
        self._repeated = repeated(
            one
            for workshop in workshops
            for in_bin in (False, True)
            for one in workspace.all(Tally, in_bin=in_bin, workshop_id=workshop)
        )
        self._person_of = {
            one.id: one.person_id
            for workshop in workshops
            for in_bin in (False, True)
            for one in workspace.all(Participation, in_bin=in_bin, workshop_id=workshop)
        }

    def _of(self, records: Iterable[str]) -> dict[str, Fields]:
        connection = self._workspace.database.connection
        return oplog.of_records(connection, sorted(set(records)))

    def _by_person(self) -> dict[str, tuple[Consent, ...]]:
        """What each person answered; a no counts for every record of hers, a yes for its own.

        Where two records were joined by mistake, nothing leaves that was not agreed to.
        """
        found: dict[str, list[Consent]] = {}
        one_is = Joined(self._workspace.all(SameAs, target_kind="person"))
        day = self._workspace.clock().date().isoformat()
        for workshop in self._workshops:
            for one in self._workspace.all(Consent, workshop_id=workshop):
                found.setdefault(one.person_id, []).append(one)
                for other in one_is.members(one.person_id):
                    if other != one.person_id and consent.refused(one, day):
                        found.setdefault(other, []).append(one)
        return {person: tuple(consents) for person, consents in found.items()}

    def _allowed(self) -> Permissions:
        day = self._workspace.clock().date().isoformat()
        plain = Permissions(self._circle, day, self._consents)
        names = {
            fold(str(op.value))
            for person, fields in self._people.items()
            if not plain.against_person(person)
            for op in heads_of(fields.get("name", ()))
            if op.known and op.value
        }
        return Permissions(self._circle, day, self._consents, frozenset(names))

    def operations(self) -> list[Operation]:
        """Every operation that goes, without the values that stay."""
        kept = [self._let_go(op) for op in _each_of({**self._own, **self._people})]
        named: set[str] = set()
        for op in kept:
            named |= _naming(op, "organisation") | _naming(op, "programme")
        kept += [self._let_go(op) for op in _each_of(self._of(named))]
        kept += _each_of(self._of(self._statements(named | set(self._people))))
        changes = self._of({op.change for op in kept})
        kept += [op for op in _each_of(changes) if op.kind == CHANGE_KIND]
        return kept

    def _statements(self, named: set[str]) -> list[str]:
        """The statements that two of these people or organisations are one."""
        return [
            one.id
            for in_bin in (False, True)
            for one in self._workspace.all(SameAs, in_bin=in_bin)
            if one.first_id in named and one.second_id in named
        ]

    def forgetting(self, secret: bytes) -> Iterator[Operation]:
        """Ask the others to forget everybody who took back a yes on which they got her details."""
        day = self._permissions.day
        purposes = (consent.STORE, *((consent.SHARE,) if self._circle == consent.OTHER else ()))
        for person, consents in sorted(self._consents.items()):
            taken_back = [
                purpose for purpose in purposes if consent.withdrawn(consents, purpose, day)
            ]
            fields = self._people.get(person, {})
            if not fields:
                continue  # another record of hers, which these workshops never named
            erased = any(op.kind == ERASURE_KIND for ops in fields.values() for op in ops)
            if taken_back and not erased:
                yield self._ask(person, secret)

    def _ask(self, person: str, secret: bytes) -> Operation:
        said = [op.clock for ops in self._people.get(person, {}).values() for op in ops]
        nonce = hashlib.blake2b(person.encode(), digest_size=16, key=secret).hexdigest()
        return operations.make(
            change=derived_id("forget", nonce),
            device=self._workspace.device,
            clock=max(said, default=0) + 1,
            kind=ERASURE_KIND,
            record=person,
            field="erased",
            value=True,
            nonce=nonce,
        )

    # -- one operation ---------------------------------------------------------------------

    def _let_go(self, op: Operation) -> Operation:
        if (op.kind, op.record, op.field) in self._contested:
            return op.withheld()  # each rewording may hold what the other took away
        reason = self._against(op)
        if not reason:
            return op
        if op.known and op.value not in _EMPTY:
            counted = self._photo_of(op.record) if op.kind == "attachment" else ()
            self.counter.add(_called(op, reason), reason, next(iter(counted), op.record))
        return op.withheld()

    def _against(self, op: Operation) -> str:
        """Why the value of an operation stays here, or an empty text."""
        if op.field == DELETED or op.kind in (CHANGE_KIND, *ACT_KINDS):
            return ""
        base = op.field.partition("/")[0]
        rule = rules_of(op.kind).get(base) if op.kind in KINDS else None
        if rule is None:  # from a newer program: nobody here knows how private it is
            return consent.NOT_LINKED if self._circle == consent.OTHER else ""
        if self._is_hidden(op, base):
            return consent.HIDDEN
        if op.kind == "person":
            sensitive = rule.privacy == "sensitive"
            return self._permissions.against_field(op.record, base, sensitive)
        return self._against_text(op, base, rule.privacy == "open")

    def _is_hidden(self, op: Operation, base: str) -> bool:
        """Whether a value answers what is not asked here, stored before that was said."""
        if op.kind == "person":
            return base in self._hidden
        grouped = op.kind in ("head_count", "tally") and base == "group" and op.known
        return grouped and "gender" in self._hidden and asking.tells_gender(op.kind, str(op.value))

    def _against_text(self, op: Operation, base: str, is_open: bool) -> str:
        may = self._permissions
        match op.kind, base:
            case "note" | "tally", "text":
                return self._against_words(op.record)
            case "note", "speaker_person_id":
                return may.against_speaker(str(op.value)) if op.value else ""
            case "attendance", "reason":
                return may.against_person(self._person_marked(op.record))
            case "tally", "person_id" if op.value and self._circle == consent.OWN_GROUP:
                return may.against_person(str(op.value))
            case "agenda_block", "lead":
                return may.against_name(str(op.value)) if op.known else ""
            case "lesson", "text" | "texts":
                return self._against_lesson(op.record)
        if op.kind == "attachment" and not is_open:
            return self._against_attachment(op.record)
        return consent.NOT_LINKED if not is_open and self._circle == consent.OTHER else ""

    def _against_attachment(self, attachment: str) -> str:
        """A photo as its people agreed; the sign-in sheet names them all, so it stays."""
        shown = (attachment, *self._photo_of(attachment))
        if self._circle == consent.OTHER and any(map(self._is_sheet, shown)):
            return consent.NAMES_PEOPLE
        people = {person for one in shown for person in self._people_in(one)}
        return self._permissions.against_photo(people)

    def _is_sheet(self, attachment: str) -> bool:
        return consent.SIGN_IN in self._said(attachment, "target_kind")

    def _photo_of(self, attachment: str) -> list[str]:
        """The photo of which an attachment is the picture in full size."""
        if "attachment" not in self._said(attachment, "target_kind"):
            return []
        return [str(one) for one in self._said(attachment, "target_id") if one]

    def _against_lesson(self, lesson: str) -> str:
        severe = consent.SEVERE in self._said(lesson, "sensitivity")
        return consent.SEVERE if severe and self._circle == consent.OTHER else ""

    def _said(self, record: str, field: str) -> list[Json]:
        ops = self._own.get(record, {}).get(field, ())
        return [op.value for op in heads_of(ops) if op.known] if ops else []

    def _against_words(self, note: str) -> str:
        """Why the words of a note, or of an option in the room, stay here.

        Copies of notes are words of whoever spoke those; a no stands when she was forgotten, too.
        """
        notes = (note, *self._repeated.get(note, ()))
        people = [str(one) for key in notes for one in self._said(key, "speaker_person_id") if one]
        reason = _first(self._permissions.against_quote(one) for one in people)
        if reason:
            return reason
        if any(True in self._said(key, "not_stored") for key in notes):
            return consent.STORE if self._circle == consent.OWN_GROUP else consent.QUOTE
        refused = any(True in self._said(key, "not_quoted") for key in notes)
        return consent.QUOTE if refused and self._circle == consent.OTHER else ""

    def _person_marked(self, attendance: str) -> str:
        marked = self._said(attendance, "participation_id")
        return self._person_of.get(str(marked[0]), "") if marked else ""

    def _people_in(self, attachment: str) -> set[str]:
        people = {person for one in self._said(attachment, "people") for person in one}
        if "person" in self._said(attachment, "target_kind"):
            people |= {str(one) for one in self._said(attachment, "target_id")}
        return people


def _own_records(workspace: Workspace, workshops: list[str]) -> set[str]:
    """Every record of these workshops, in the bin or not, kinds of newer programs included."""
    found = set(workshops)
    rows = workspace.database.rows
    for workshop in workshops:
        for kind in KINDS:
            if belongs_to_workshop(kind):
                query = f'SELECT id FROM "{kind}" WHERE workshop_id=?'  # noqa: S608 - own names
                found |= {row[0] for row in rows(query, (workshop,))}
    marks = ",".join("?" * len(KINDS))
    query = (
        "SELECT DISTINCT record, value FROM operation WHERE hidden=0 AND field='workshop_id'"  # noqa: S608
        f" AND kind NOT IN ({marks})"
    )
    wanted = {operations.canonical(one) for one in workshops}
    found |= {row[0] for row in rows(query, tuple(KINDS)) if row[1] in wanted}
    return found | _of_programmes(workspace, workshops)


def _of_programmes(workspace: Workspace, workshops: list[str]) -> set[str]:
    """The logos of the workshops' programmes, and the commitments made for them in no workshop.

    They travel with every workshop of the programme, since they have no bundle of their own.
    """
    rows, marks = workspace.database.rows, ",".join("?" * len(workshops))
    query = (
        "SELECT id FROM commitment WHERE workshop_id='' AND programme_id<>''"  # noqa: S608
        f" AND programme_id IN (SELECT programme_id FROM workshop WHERE id IN ({marks}))"
    )
    commitments = {row[0] for row in rows(query, tuple(workshops))}
    query = (
        "SELECT id FROM attachment WHERE workshop_id='' AND target_kind='programme'"  # noqa: S608
        f" AND target_id IN (SELECT programme_id FROM workshop WHERE id IN ({marks}))"
    )
    found = commitments | {row[0] for row in rows(query, tuple(workshops))}
    for kind, field in (
        ("commitment_partner", "commitment_id"),
        ("commitment_update", "commitment_id"),
        ("coding", "target_id"),
    ):
        query = f"SELECT id, {field} FROM {kind} WHERE workshop_id=''"  # noqa: S608 - own names
        found |= {row[0] for row in rows(query) if row[1] in commitments}
    return found


def _each_of(records: dict[str, Fields]) -> Iterator[Operation]:
    """All operations, record by record, what belongs together side by side."""
    order = {kind: number for number, kind in enumerate(KINDS)}

    def rank(ops: list[Operation]) -> tuple[int, str]:
        return (order.get(ops[0].kind, len(order)), ops[0].record)

    gathered = [[op for ops in fields.values() for op in ops] for fields in records.values()]
    for ops in sorted((ops for ops in gathered if ops), key=rank):
        yield from sorted(ops, key=lambda op: op.order)


def _named(records: Iterable[Fields], kind: str) -> set[str]:
    found: set[str] = set()
    for fields in records:
        for ops in fields.values():
            for op in ops:
                found |= _naming(op, kind)
    return found


def _naming(op: Operation, kind: str) -> set[str]:
    """The records of a kind that an operation's value names."""
    if not op.known or op.kind not in KINDS:
        return set()
    rule = rules_of(op.kind).get(op.field.partition("/")[0])
    if rule is None or rule.of != kind:
        return set()
    named = op.value if isinstance(op.value, list) else [op.value]
    return {one for one in named if isinstance(one, str) and one}


def _called(op: Operation, reason: str) -> str:
    """What kind of thing was held back, as :func:`carefacilitator.model.consent.tell` knows it."""
    match op.kind, op.field.partition("/")[0]:
        case "person", _:
            called = {consent.CONTACT: "contact", consent.SENSITIVE: "sensitive"}
            called[consent.HIDDEN] = consent.HIDDEN
            return called.get(reason, "person")
        case "note", "speaker_person_id":
            return "speaker"
        case "note" | "lesson", _:
            return op.kind
        case "attachment", _:
            return consent.SIGN_IN if reason == consent.NAMES_PEOPLE else "photo"
        case "agenda_block", _:
            return "lead"
    return "other"


def _first(reasons: Iterable[str]) -> str:
    return next((reason for reason in reasons if reason), "")


def projected(
    ops: Iterable[Operation], gone: Collection[tuple[str, str]] = ()
) -> dict[str, list[Record]]:
    """The records in use that these operations mean, by kind; nobody of whom nothing is known.

    ``gone`` are those (kind, id) that were removed for good.
    """
    gathered: dict[tuple[str, str], Fields] = {}
    for op in ops:
        if op.kind in KINDS:
            fields = gathered.setdefault((op.kind, op.record), {})
            fields.setdefault(op.field, []).append(op)
    found: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for (kind, record), fields in gathered.items():
        if kind == "person" and not any(op.known for ops in fields.values() for op in ops):
            continue
        shown, in_use = shown_record(kind, record, fields)
        if in_use and (kind, record) not in gone:
            found[kind].append(shown)
    return found


def _files(workspace: Workspace, records: dict[str, list[Record]]) -> tuple[tuple[str, str], ...]:
    """Hash and media type of every attachment that may go and whose bytes are here.

    A picture in full size goes with its photo, not while that lies in the bin.
    """
    found = [one for one in records["attachment"] if isinstance(one, Attachment) and one.sha256]
    used = {one.id for one in found}
    told = {
        (one.sha256, one.media_type)
        for one in found
        if one.target_kind != "attachment" or one.target_id in used
    }
    held = "SELECT 1 FROM blob WHERE sha256=?"
    return tuple(sorted(one for one in told if workspace.database.one(held, (one[0],))))
