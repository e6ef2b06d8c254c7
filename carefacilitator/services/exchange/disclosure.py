"""Which values may leave with their operations: the table of what may leave, asked for each one.

Whom a value speaks of is found in the records (its speaker, the people in a photo, whom a mark is
about); what that person must have agreed to is said once, in ``model/privacy/leaving.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from carefacilitator.model.merge.merge import heads_of
from carefacilitator.model.merge.operations import ACT_KINDS, CHANGE_KIND, DELETED, Json, Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Circle, Permissions
from carefacilitator.model.privacy.leaving import Leaves
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    KINDS,
    Consent,
    FieldRule,
    Participation,
    SameAs,
    Tally,
    Workshop,
    rules_of,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.facilitation.polls import repeated
from carefacilitator.storage.oplog import Fields
from carefacilitator.storage.workspace import Workspace

Gate = Callable[[Operation], str]
"""Why the value of an operation stays here for what its text says, or an empty text."""


def no_gate(_: Operation) -> str:
    """Look into no text."""
    return ""


class Disclosure:
    """What of some workshops one circle may have today.

    ``own`` and ``people`` are the operations of the workshops' records and of the people they name,
    by record and field; ``gate`` looks into texts.
    """

    def __init__(
        self,
        workspace: Workspace,
        workshops: list[str],
        circle: Circle,
        own: Mapping[str, Fields],
        people: Mapping[str, Fields],
        gate: Gate = no_gate,
    ) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._circle = circle
        self._own = own
        self._people = people
        self._gate = gate
        known = workspace.some(Workshop, workshops).values()
        self._hidden = {field for one in known for field in hidden_questions.hidden(one)}
        self.consents = self._by_person()
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

    @property
    def day(self) -> str:
        """The day on which consents are asked."""
        return self._permissions.day

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
        plain = Permissions(self._circle, day, self.consents)
        names = {
            fold(str(op.value))
            for person, fields in self._people.items()
            if not plain.against("person", person)
            for op in heads_of(fields.get("name", ()))
            if op.known and op.value
        }
        return Permissions(self._circle, day, self.consents, frozenset(names))

    def against_person(self, person: str) -> str:
        """Why a person's details stay here, or an empty text."""
        return self._permissions.against("person", person)

    # -- one operation ---------------------------------------------------------------------

    def against(self, op: Operation) -> str:
        """Why the value of an operation stays here, or an empty text."""
        if op.field == DELETED or op.kind == CHANGE_KIND or op.kind in ACT_KINDS:
            return ""
        base = op.field.partition("/")[0]
        rule = rules_of(op.kind).get(base) if op.kind in KINDS else None
        if rule is None:  # from a newer program: nobody here knows how private it is
            return consent.NOT_LINKED if self._circle == consent.OTHER else ""
        if self._is_hidden(op, base):
            return consent.HIDDEN
        return self._against(op, rule) or self._gate(op)

    def _against(self, op: Operation, rule: FieldRule) -> str:
        may, leaves = self._permissions, rule.leaves
        match leaves:
            case "person" | "contact" | "sensitive":
                return may.against(leaves, op.record)
            case "words":
                return self._against_words(op.record)
            case "speaker" | "member":
                return self._against_linked(op, leaves)
            case "reason":
                return may.against(leaves, self._person_marked(op.record))
            case "lead" | "typed" if self._gate is no_gate:
                return may.against_name(leaves, str(op.value)) if op.known else ""
            case (
                "lead" | "typed"
            ):  # whoever looks into texts knows what was settled about typed names
                return ""
            case "lesson":
                return self._against_lesson(op.record)
            case "picture" | "caption":
                return self._against_attachment(op.record)
        return may.against_anybody(leaves)

    def _against_linked(self, op: Operation, leaves: Leaves) -> str:
        """Why it is not told whom a value links to; a link to nobody tells nothing."""
        if op.value:
            return self._permissions.against(leaves, str(op.value))
        reason = self._permissions.against_anybody(leaves)
        return reason if reason == consent.NOT_LINKED else ""

    def _is_hidden(self, op: Operation, base: str) -> bool:
        """Whether a value answers what is not asked here, stored before that was said."""
        if op.kind == "person":
            return base in self._hidden
        grouped = op.kind in ("head_count", "tally") and base == "group" and op.known
        return (
            grouped
            and "gender" in self._hidden
            and hidden_questions.tells_gender(op.kind, str(op.value))
        )

    def _against_attachment(self, attachment: str) -> str:
        """A photo as its people agreed; the sign-in sheet names them all, so it stays."""
        shown = (attachment, *self.photo_of(attachment))
        if self._circle == consent.OTHER and any(map(self._is_sheet, shown)):
            return consent.NAMES_PEOPLE
        people = {person for one in shown for person in self._people_in(one)}
        return self._permissions.against_photo(people)

    def _is_sheet(self, attachment: str) -> bool:
        return consent.SIGN_IN in self._said(attachment, "target_kind")

    def photo_of(self, attachment: str) -> list[str]:
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
        reason = _first(self._permissions.against("words", one) for one in people)
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


def _first(reasons: Iterable[str]) -> str:
    return next((reason for reason in reasons if reason), "")
