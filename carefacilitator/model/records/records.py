"""Every kind of record, defined once.

From these dataclasses storage derives its tables, bundle its schema, interchange its headers and
everything its privacy rules. Each field declares ``privacy`` (``open``, ``personal``: names or
finds a person, ``sensitive``: could hurt a person or a group) and ``merge`` (``value``: one of
several concurrent values stands, the others stay visible; ``text``: all writers' words survive).

Names of kinds and fields are permanent: they stand in operations. Days are ``YYYY-MM-DD``, moments
UTC ``YYYY-MM-DDTHH:MM:SSZ``, times of the day ``HH:MM`` in the workshop's own time zone; lists hold
keys of the vocabulary or ids; ``texts`` maps a language to a text.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass

from carefacilitator.model.merge.operations import Json
from carefacilitator.model.records.fields import LONGEST_TEXT as LONGEST_TEXT
from carefacilitator.model.records.fields import FieldRule as FieldRule
from carefacilitator.model.records.fields import FieldType as FieldType
from carefacilitator.model.records.fields import Record as Record
from carefacilitator.model.records.fields import fits as fits
from carefacilitator.model.records.fields import has_type, held


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Programme(Record):
    """A series of workshops held together; ``colour`` of its papers is ``#RRGGBB`` or empty."""

    code: str = held("open", leaves="plain")
    title: str = held("open", "text")
    titles: dict[str, str] = held("open", "text", "texts")
    description: str = held("open", "text")
    start: str = held("open", type="day")
    end: str = held("open", type="day")
    sensitivity: str = held("open", words="data_sensitivity")
    sample: bool = held("open", type="flag")
    position: int = held("open", type="integer")
    colour: str = held("open", leaves="plain")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Organisation(Record):
    """An organisation that leads, supports or sends people."""

    name: str = held("open")
    acronym: str = held("open")
    names: dict[str, str] = held("open", "value", "texts")
    other_names: tuple[str, ...] = held("open", type="list", leaves="text")
    category: str = held("open", words="stakeholder_category")
    country: str = held("open", leaves="plain")
    membership: str = held("open", words="governance_level")
    member_since: str = held("open", type="day")
    source: str = held("open")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Workshop(Record):
    """One workshop, session or conference, over one or several days."""

    programme_id: str = held("open", of="programme", belongs=True)
    code: str = held("open", leaves="plain")
    title: str = held("open", "text")
    titles: dict[str, str] = held("open", "text", "texts")
    purpose: str = held("open", "text")
    start: str = held("open", type="day")
    end: str = held("open", type="day")
    day_starts: tuple[str, ...] = held("open", type="list")
    must_end: str = held("open", type="time")
    time_zone: str = held("open", leaves="plain")
    place: str = held("open")
    places: dict[str, str] = held("open", "value", "texts")
    country: str = held("open", leaves="plain")
    event_type: str = held("open", words="event_type")
    mode: str = held("open", words="event_mode")
    level: str = held("open", words="level")
    languages: tuple[str, ...] = held("open", type="list")
    priority_area: str = held("open", words="gac_priority_area")
    themes: tuple[str, ...] = held("open", type="list", words="care_theme")
    number: int = held("open", type="integer")
    sensitivity: str = held("open", words="data_sensitivity")
    hidden_fields: tuple[str, ...] = held("open", type="list")
    current_block_id: str = held("open", of="agenda_block")
    paused_at: str = held("open", type="moment")
    closed_at: str = held("open", type="moment")
    date_note: str = held("open", "text")
    source: str = held("open")
    sample: bool = held("open", type="flag")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class WorkshopOrganisation(Record):
    """An organisation's role in a workshop; several may lead together."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    organisation_id: str = held("open", of="organisation")
    role: str = held("open", words="organizing_role")
    position: int = held("open", type="integer")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class AgendaBlock(Record):
    """A part of the day; its start follows from the blocks before it unless it is fixed.

    ``parallel`` names the group in which a block runs beside others (:mod:`..model.parallel`).
    ``minutes`` is the planned length; ``started_at`` and ``ended_at`` tell what happened.
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    day: int = held("open", type="integer", default=1)
    position: int = held("open", type="integer")
    title: str = held("open", "text")
    titles: dict[str, str] = held("open", "text", "texts")
    minutes: int = held("open", type="integer")
    session_type: str = held("open", words="session_type")
    room: str = held("open")
    parallel: str = held("open", leaves="plain")
    fixed_start: str = held("open", type="time")
    materials: str = held("open", "text")
    instructions: str = held("open", "text")
    question: str = held("open", "text")
    lead: str = held("personal", "text", leaves="lead")
    rabat_theme: str = held("open", words="rabat_theme")
    started_at: str = held("open", type="moment")
    ended_at: str = held("open", type="moment")
    added_minutes: int = held("open", type="integer")
    paused_seconds: int = held("open", type="integer")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Person(Record):
    """A person who agreed to be stored, as she wants to be called."""

    name: str = held("personal", leaves="person")
    organisation_id: str = held("personal", of="organisation", leaves="person")
    category: str = held("personal", words="stakeholder_category", leaves="person")
    position: str = held("personal", leaves="person")
    email: str = held("personal", leaves="contact")
    phone: str = held("personal", leaves="contact")
    country: str = held("personal", leaves="person")
    locality: str = held("personal", leaves="person")
    language: str = held("personal", leaves="person")
    gender: str = held("sensitive", words="gender", leaves="sensitive")
    gender_text: str = held("sensitive", leaves="sensitive")
    age_band: str = held("sensitive", words="age_band", leaves="sensitive")
    seeing: str = held("sensitive", words="washington_group_short_set.answers", leaves="sensitive")
    hearing: str = held("sensitive", words="washington_group_short_set.answers", leaves="sensitive")
    walking: str = held("sensitive", words="washington_group_short_set.answers", leaves="sensitive")
    remembering: str = held(
        "sensitive", words="washington_group_short_set.answers", leaves="sensitive"
    )
    self_care: str = held(
        "sensitive", words="washington_group_short_set.answers", leaves="sensitive"
    )
    communicating: str = held(
        "sensitive", words="washington_group_short_set.answers", leaves="sensitive"
    )
    access_needs: str = held("sensitive", "text", leaves="sensitive")
    care_needs: str = held("sensitive", "text", leaves="sensitive")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Participation(Record):
    """A person takes part in a workshop."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    person_id: str = held("open", of="person")
    role: str = held("open", words="participant_role")
    code: str = held("open", leaves="trace")
    walk_in: bool = held("open", type="flag")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Consent(Record):
    """What a person agreed to, for one purpose, at one workshop.

    Basis: the purposes of ``consent_item`` in the vocabulary (OCHA Data Responsibility Guidelines).
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    person_id: str = held("open", of="person")
    purpose: str = held("open", words="consent_item")
    status: str = held("open", words="consent_status")
    method: str = held("open", words="consent_method")
    notice_language: str = held("open", leaves="plain")
    notice_version: str = held("open", leaves="plain")
    given_on: str = held("open", type="day")
    expires_on: str = held("open", type="day")
    withdrawn_on: str = held("open", type="day")
    recorded_by: str = held("open")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Attendance(Record):
    """Whether a person was there in one half-day or block; no record means not marked."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    participation_id: str = held("open", of="participation")
    slot: str = held("open", leaves="plain")
    status: str = held("open", words="attendance_status")
    arrived_at: str = held("open", type="moment", leaves="trace")
    left_at: str = held("open", type="moment", leaves="trace")
    reason: str = held("personal", "text", leaves="reason")


COMPANIONS = "children"
"""The head-count group of children and companions: counted beside the participants, not as some."""


UNSTORED = "not_stored"
"""The head-count group of those who did not agree to be stored."""


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class HeadCount(Record):
    """People counted without a name, by the group they say they belong to.

    Without a ``slot`` they stood on a list of the invited, and nobody has said that they came.
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    slot: str = held("open", leaves="plain")
    group: str = held("open")
    count: int = held("open", type="integer")
    origin: str = held("open", leaves="plain")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Note(Record):
    """One thing that was said or seen, on a block of the agenda.

    ``not_quoted`` and ``not_stored`` keep the no of a speaker who was forgotten, without her.
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    block_id: str = held("open", of="agenda_block")
    kind: str = held("open", words="note_kind")
    text: str = held("open", "text", leaves="words")
    language: str = held("open", leaves="plain")
    speaker_person_id: str = held("personal", of="person", leaves="speaker")
    speaker_group: str = held("open")
    verbatim: bool = held("open", type="flag")
    parked: bool = held("open", type="flag")
    taken_at: str = held("open", type="moment", leaves="trace")
    position: int = held("open", type="integer")
    source: str = held("open")
    not_quoted: bool = held("open", type="flag")
    not_stored: bool = held("open", type="flag")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Lesson(Record):
    """A lesson drawn from what was said, with the notes it rests on.

    All its texts are as sensitive as ``sensitivity`` says: they leave together or not at all.
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    kind: str = held("open", words="lesson_kind")
    level: str = held("open", words="level")
    text: str = held("open", "text", leaves="lesson")
    language: str = held("open", leaves="plain")
    texts: dict[str, str] = held("open", "text", "texts", leaves="lesson")
    evidence: tuple[str, ...] = held("open", type="list", of="note")
    status: str = held("open", words="lesson_kind.review_status", default="draft")
    validated_at: str = held("open", type="moment")
    who: str = held("open", "text", leaves="lesson")
    place: str = held("open", "text", leaves="lesson")
    action: str = held("open", "text", leaves="lesson")
    results: str = held("open", "text", leaves="lesson")
    conditions: str = held("open", "text", leaves="lesson")
    sources: str = held("open", "text", leaves="lesson")
    region: str = held("open", words="region")
    sensitivity: str = held("open", words="data_sensitivity")
    position: int = held("open", type="integer")
    source: str = held("open", leaves="lesson")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Coding(Record):
    """A code (5R or theme) on a note, a lesson or a commitment."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    target_kind: str = held("open", leaves="plain", belongs=True)
    target_id: str = held("open", leaves="plain", belongs=True)
    scheme: str = held("open", leaves="plain")
    code: str = held("open", leaves="plain")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Commitment(Record):
    """Who will do what, by when. How far it is and whether it is on track are two fields."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    programme_id: str = held("open", of="programme", belongs=True)
    organisation_id: str = held("open", of="organisation")
    who: str = held("open", leaves="typed")
    what: str = held("open", "text")
    type: str = held("open", words="commitment_type")
    collective: bool = held("open", type="flag")
    partnership: str = held("open", words="commitment_partnership")
    level: str = held("open", words="level")
    start: str = held("open", type="day")
    due: str = held("open", type="day")
    status: str = held("open", words="commitment_status", default="planning")
    track: str = held("open", words="commitment_track", default="not_assessed")
    support_needed: str = held("open", "text")
    indicator: str = held("open", "text")
    evidence: tuple[str, ...] = held("open", type="list", of="note")
    code: str = held("open", leaves="plain")
    position: int = held("open", type="integer")
    source: str = held("open")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class CommitmentPartner(Record):
    """Another organisation's contribution to a commitment."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    commitment_id: str = held("open", of="commitment", belongs=True)
    organisation_id: str = held("open", of="organisation")
    contribution: str = held("open", "text")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class CommitmentUpdate(Record):
    """How a commitment stood on a day."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    commitment_id: str = held("open", of="commitment", belongs=True)
    reported_on: str = held("open", type="day")
    status: str = held("open", words="commitment_status")
    track: str = held("open", words="commitment_track")
    text: str = held("open", "text")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Attachment(Record):
    """A photo, logo or file; its bytes are kept in the same encrypted database under ``sha256``.

    A logo has no workshop: its target is a ``programme``, its caption whose logo it is, and
    ``position`` its place in the row.
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    target_kind: str = held("open", leaves="plain", belongs=True)
    target_id: str = held("open", leaves="plain", belongs=True)
    name: str = held("personal", leaves="caption")
    media_type: str = held("open", leaves="plain")
    size: int = held("open", type="integer")
    sha256: str = held("personal", leaves="picture")
    caption: str = held("personal", "text", leaves="caption")
    people: tuple[str, ...] = held("personal", type="list", of="person", leaves="picture")
    taken_on: str = held("open", type="day")
    position: int = held("open", type="integer")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Evaluation(Record):
    """One answer to a closing question with its count, or a comment."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    question: str = held("open", leaves="plain")
    answer: str = held("open", leaves="plain")
    count: int = held("open", type="integer")
    comment: str = held("open", "text")
    language: str = held("open", leaves="plain")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Tally(Record):
    """Something counted in the room: raised hands, dots, speaking time, a draw of groups.

    ``purpose``: ``hands``, ``dots``, ``voices``, ``groups`` or ``speakers``. What is asked (or
    drawn) is one record, each answer (option, member) another that names it in ``asked_id``.
    Every device counts in records of its own, so that what was counted apart adds up: for an
    answer one that names it in ``asked_id``, its ``count`` what this device added (or took away);
    voices one a block, self-declared ``group`` and device, turns in ``count``. An answer's own
    ``count`` is from before that and belongs to the sum. A member's ``count`` is the number of her
    group; ``name`` is whom a person typed who is on no list.
    """

    workshop_id: str = held("open", of="workshop", belongs=True)
    block_id: str = held("open", of="agenda_block")
    asked_id: str = held("open", of="tally")
    purpose: str = held("open", leaves="plain")
    text: str = held("open", "text", leaves="words")
    language: str = held("open", leaves="plain")
    group: str = held("open")
    note_id: str = held("open", of="note")
    person_id: str = held("personal", of="person", leaves="member")
    name: str = held("personal", leaves="unlisted")
    count: int = held("open", type="integer")
    seconds: int = held("open", type="integer")
    position: int = held("open", type="integer")
    made_at: str = held("open", type="moment")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Resource(Record):
    """A publication, law or link used in a workshop."""

    workshop_id: str = held("open", of="workshop", belongs=True)
    block_id: str = held("open", of="agenda_block")
    type: str = held("open", leaves="plain")
    title: str = held("open", "text")
    author: str = held("open")
    year: str = held("open", leaves="plain")
    link: str = held("open")
    language: str = held("open", leaves="plain")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class SameAs(Record):
    """Two persons or two organisations are one: a reversible statement, never a rewrite."""

    target_kind: str = held("open", leaves="plain")
    first_id: str = held("open", leaves="plain")
    second_id: str = held("open", leaves="plain")
    same: bool = held("open", type="flag", default=True)


KINDS: dict[str, type[Record]] = {
    "programme": Programme,
    "organisation": Organisation,
    "workshop": Workshop,
    "workshop_organisation": WorkshopOrganisation,
    "agenda_block": AgendaBlock,
    "person": Person,
    "participation": Participation,
    "consent": Consent,
    "attendance": Attendance,
    "head_count": HeadCount,
    "note": Note,
    "lesson": Lesson,
    "coding": Coding,
    "commitment": Commitment,
    "commitment_partner": CommitmentPartner,
    "commitment_update": CommitmentUpdate,
    "attachment": Attachment,
    "evaluation": Evaluation,
    "tally": Tally,
    "resource": Resource,
    "same_as": SameAs,
}
"""Every kind by its permanent name, in the order in which records depend on one another."""

_NAMES: dict[type[Record], str] = {record: name for name, record in KINDS.items()}


def kind_of(record: Record | type[Record]) -> str:
    """The permanent name of a record's kind."""
    return _NAMES[record if isinstance(record, type) else type(record)]


@functools.cache
def fields_of(kind: str) -> tuple[FieldRule, ...]:
    """The declared fields of a kind, in order, without the id.

    Raises TypeError where a field declares neither privacy nor merge.
    """
    rules = []
    for field in dataclasses.fields(KINDS[kind]):
        if field.name == "id":
            continue
        told = field.metadata
        if not {"privacy", "merge", "type"} <= set(told) or not told["leaves"]:
            raise TypeError(f"{kind}.{field.name} declares no privacy, merge or way of leaving")
        default = (
            field.default
            if field.default is not dataclasses.MISSING
            else ({} if told["type"] == "texts" else ())
        )
        rules.append(
            FieldRule(
                field.name,
                told["privacy"],
                told["merge"],
                told["type"],
                told["of"],
                told["words"],
                default,
                told["leaves"],
                told["belongs"],
            )
        )
    return tuple(rules)


@functools.cache
def rules_of(kind: str) -> dict[str, FieldRule]:
    """The declared fields of a kind by name."""
    return {rule.name: rule for rule in fields_of(kind)}


@functools.cache
def text_fields(kind: str) -> frozenset[str]:
    """The fields of a kind whose writers' words all survive a merge."""
    return frozenset(rule.name for rule in fields_of(kind) if rule.merge == "text")


@functools.cache
def belongs_to_workshop(kind: str) -> bool:
    """Whether records of this kind are part of one workshop (and travel with it)."""
    return kind in KINDS and "workshop_id" in rules_of(kind)


def from_values(kind: str, record_id: str, values: dict[str, Json]) -> Record:
    """Build a record from projected values; unknown fields of a newer program are passed over."""
    rules = rules_of(kind)
    known = {
        name: tuple(value) if rules[name].type == "list" else value
        for name, value in values.items()
        if name in rules and fits(rules[name], value)
    }
    return KINDS[kind](id=record_id, **known)


def fits_cell(kind: str, field: str, value: Json) -> bool:
    """Whether one operation's value has its field's type; unknown kinds and fields fit anything."""
    if kind not in KINDS:
        return True
    base, _, language = field.partition("/")
    rule = rules_of(kind).get(base)
    if rule is None:
        return True
    if rule.type == "texts":
        return bool(language) and type(value) is str and len(value) <= LONGEST_TEXT
    return not language and has_type(rule, value)


def cells_of(record: Record) -> dict[str, Json]:
    """A record's values as cells of operations: language versions apart, lists as lists."""
    kind = kind_of(record)
    cells: dict[str, Json] = {}
    for rule in fields_of(kind):
        value = getattr(record, rule.name)
        if rule.type == "texts":
            cells.update({f"{rule.name}/{language}": text for language, text in value.items()})
        else:
            cells[rule.name] = list(value) if rule.type == "list" else value
    return cells


def clean_text(text: str) -> str:
    """Make any text storable: lone surrogates and NUL become U+FFFD, the rest stays as typed."""
    return _UNSTORABLE.sub("\ufffd", text)


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
