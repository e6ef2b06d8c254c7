"""Every kind of record, defined once.

From these dataclasses storage derives its tables, bundle its schema, interchange its headers and
everything its privacy rules. Each field declares ``privacy`` (``open``, ``personal``: names or
finds a person, ``sensitive``: could hurt a person or a group) and ``merge`` (``value``: one of
several concurrent values stands, the others stay visible; ``text``: all writers' words survive).
What is copied, searched or masked and how a field is called stands beside them
(:class:`carefacilitator.model.records.fields.FieldRule`).

Names of kinds and fields are permanent: they stand in operations. Days are ``YYYY-MM-DD``, moments
UTC ``YYYY-MM-DDTHH:MM:SSZ``, times of the day ``HH:MM`` in the workshop's own time zone; lists hold
keys of the vocabulary or ids; ``texts`` maps a language to a text.
"""

# long: every kind stands in this one place, each field with all that is said of it

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass

from carefacilitator.i18n import N_
from carefacilitator.model.records.fields import LONGEST_TEXT as LONGEST_TEXT
from carefacilitator.model.records.fields import RULE, field
from carefacilitator.model.records.fields import FieldRule as FieldRule
from carefacilitator.model.records.fields import FieldType as FieldType
from carefacilitator.model.records.fields import Record as Record
from carefacilitator.model.records.fields import fits as fits

_ABILITY = "washington_group_short_set.answers"


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Programme(Record):
    """A series of workshops held together; ``colour`` of its papers is ``#RRGGBB`` or empty."""

    code: str = field("open", leaves="plain", searched=2, masked=True, label=N_("code"))
    title: str = field("open", "text", titled=True, label=N_("title"))
    titles: dict[str, str] = field("open", "text", "texts", searched=1, label=N_("title"))
    description: str = field("open", "text", searched=3, label=N_("description"))
    start: str = field("open", type="day", label=N_("first day"))
    end: str = field("open", type="day", label=N_("last day"))
    sensitivity: str = field("open", options="data_sensitivity", label=N_("how careful to be"))
    sample: bool = field("open", type="flag")
    position: int = field("open", type="integer", label=N_("place in the order"))
    colour: str = field("open", leaves="plain", label=N_("colour"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Organisation(Record):
    """An organisation that leads, supports or sends people."""

    name: str = field("open", titled=True, label=N_("name"))
    acronym: str = field("open", searched=2, label=N_("acronym"))
    names: dict[str, str] = field("open", "value", "texts", searched=1, label=N_("name"))
    other_names: tuple[str, ...] = field("open", type="list", leaves="text", searched=1)
    category: str = field("open", options="stakeholder_category", label=N_("kind of organization"))
    country: str = field("open", leaves="plain", label=N_("country"))
    membership: str = field("open", options="governance_level")
    member_since: str = field("open", type="day")
    source: str = field("open", searched=0)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Workshop(Record):
    """One workshop, session or conference, over one or several days."""

    programme_id: str = field("open", of="programme", belongs=True, copied="always")
    code: str = field("open", leaves="plain", copied="never", searched=2, label=N_("code"))
    title: str = field("open", "text", copied="never", titled=True, label=N_("title"))
    titles: dict[str, str] = field(
        "open", "text", "texts", copied="never", searched=1, label=N_("title")
    )
    purpose: str = field("open", "text", copied="duplicate", searched=3, label=N_("purpose"))
    start: str = field("open", type="day", copied="never", label=N_("first day"))
    end: str = field("open", type="day", copied="never", label=N_("last day"))
    day_starts: tuple[str, ...] = field("open", type="list", copied="duplicate")
    must_end: str = field("open", type="time", copied="duplicate")
    time_zone: str = field("open", leaves="plain", copied="duplicate")
    place: str = field("open", copied="always", searched=2, worded=True, label=N_("place"))
    places: dict[str, str] = field(
        "open", "value", "texts", copied="always", searched=2, worded=True, label=N_("place")
    )
    country: str = field("open", leaves="plain", copied="always", label=N_("country"))
    event_type: str = field("open", options="event_type", copied="duplicate")
    mode: str = field("open", options="event_mode", copied="duplicate")
    level: str = field("open", options="level", copied="always", label=N_("level"))
    languages: tuple[str, ...] = field("open", type="list", copied="always", label=N_("languages"))
    priority_area: str = field("open", options="gac_priority_area", copied="duplicate")
    themes: tuple[str, ...] = field(
        "open", type="list", options="care_theme", copied="duplicate", label=N_("themes")
    )
    number: int = field("open", type="integer", copied="never", label=N_("number"))
    sensitivity: str = field(
        "open", options="data_sensitivity", copied="duplicate", label=N_("how careful to be")
    )
    hidden_fields: tuple[str, ...] = field("open", type="list", copied="duplicate")
    current_block_id: str = field("open", of="agenda_block", copied="never")
    paused_at: str = field("open", type="moment", copied="never")
    closed_at: str = field("open", type="moment", copied="never")
    date_note: str = field("open", "text", copied="never", searched=0)
    source: str = field("open", copied="never", searched=0)
    sample: bool = field("open", type="flag", copied="never")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class WorkshopOrganisation(Record):
    """An organisation's role in a workshop; several may lead together."""

    workshop_id: str = field("open", of="workshop", belongs=True, copied="never")
    organisation_id: str = field(
        "open", of="organisation", copied="duplicate", label=N_("organization")
    )
    role: str = field("open", options="organizing_role", copied="duplicate", label=N_("role"))
    position: int = field("open", type="integer", copied="never", label=N_("place in the order"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class AgendaBlock(Record):
    """A part of the day; its start follows from the blocks before it unless it is fixed.

    ``parallel`` names the group in which a block runs beside others; see
    :mod:`carefacilitator.model.agenda.parallel`.
    ``minutes`` is the planned length; ``started_at`` and ``ended_at`` tell what happened.
    """

    workshop_id: str = field("open", of="workshop", belongs=True, copied="never")
    day: int = field("open", type="integer", default=1, copied="always", label=N_("day"))
    position: int = field(
        "open", type="integer", copied="duplicate", label=N_("place in the order")
    )
    title: str = field("open", "text", copied="always", titled=True, label=N_("title"))
    titles: dict[str, str] = field(
        "open", "text", "texts", copied="always", searched=1, label=N_("title")
    )
    minutes: int = field("open", type="integer", copied="always", label=N_("length"))
    session_type: str = field("open", options="session_type", copied="always", label=N_("kind"))
    room: str = field("open", copied="always", searched=0, label=N_("room"))
    parallel: str = field("open", leaves="plain", copied="always", label=N_("at the same time"))
    fixed_start: str = field("open", type="time", copied="always", label=N_("fixed time"))
    materials: str = field("open", "text", copied="always", searched=0, label=N_("materials"))
    instructions: str = field("open", "text", copied="always", searched=0, label=N_("instructions"))
    question: str = field("open", "text", copied="always", searched=0, label=N_("question"))
    lead: str = field(
        "personal", "text", leaves="lead", copied="duplicate", searched=0, label=N_("who leads")
    )
    rabat_theme: str = field("open", options="rabat_theme", copied="always", label=N_("theme"))
    started_at: str = field("open", type="moment", copied="never", label=N_("start"))
    ended_at: str = field("open", type="moment", copied="never", label=N_("end"))
    added_minutes: int = field("open", type="integer", copied="never", label=N_("minutes added"))
    paused_seconds: int = field("open", type="integer", copied="never", label=N_("seconds paused"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Person(Record):
    """A person who agreed to be stored, as she wants to be called."""

    name: str = field("personal", leaves="person", masked=False, titled=True, label=N_("name"))
    organisation_id: str = field(
        "personal", of="organisation", leaves="person", label=N_("organization")
    )
    category: str = field(
        "personal",
        options="stakeholder_category",
        leaves="person",
        label=N_("kind of organization"),
    )
    position: str = field(
        "personal", leaves="person", searched=3, question="position", label=N_("place in the order")
    )
    email: str = field(
        "personal", leaves="contact", searched=2, question="email", label=N_("e-mail")
    )
    phone: str = field(
        "personal", leaves="contact", searched=2, question="phone", label=N_("telephone")
    )
    country: str = field(
        "personal", leaves="person", searched=0, question="country", label=N_("country")
    )
    locality: str = field(
        "personal", leaves="person", searched=3, question="locality", label=N_("town or village")
    )
    language: str = field("personal", leaves="person", searched=0, label=N_("language"))
    gender: str = field("sensitive", options="gender", question="gender", label=N_("gender"))
    gender_text: str = field(
        "sensitive", searched=0, question="gender", label=N_("gender in her own words")
    )
    age_band: str = field("sensitive", options="age_band", question="age_band", label=N_("age"))
    seeing: str = field("sensitive", options=_ABILITY, question="difficulties", label=N_("seeing"))
    hearing: str = field(
        "sensitive", options=_ABILITY, question="difficulties", label=N_("hearing")
    )
    walking: str = field(
        "sensitive", options=_ABILITY, question="difficulties", label=N_("walking")
    )
    remembering: str = field(
        "sensitive", options=_ABILITY, question="difficulties", label=N_("remembering")
    )
    self_care: str = field(
        "sensitive", options=_ABILITY, question="difficulties", label=N_("looking after oneself")
    )
    communicating: str = field(
        "sensitive", options=_ABILITY, question="difficulties", label=N_("communicating")
    )
    access_needs: str = field(
        "sensitive",
        "text",
        searched=0,
        question="access_needs",
        label=N_("what she needs to take part"),
    )
    care_needs: str = field(
        "sensitive", "text", searched=0, question="care_needs", label=N_("care needed meanwhile")
    )


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Participation(Record):
    """A person takes part in a workshop."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    person_id: str = field("open", of="person")
    role: str = field("open", options="participant_role", label=N_("role"))
    code: str = field("open", leaves="trace", label=N_("code"))
    walk_in: bool = field("open", type="flag", label=N_("walk-in"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Consent(Record):
    """What a person agreed to, for one purpose, at one workshop.

    Basis: the purposes of ``consent_item`` in the vocabulary (OCHA Data Responsibility Guidelines).
    """

    workshop_id: str = field("open", of="workshop", belongs=True)
    person_id: str = field("open", of="person")
    purpose: str = field("open", options="consent_item", told=False, label=N_("purpose"))
    status: str = field("open", options="consent_status", label=N_("state"))
    method: str = field("open", options="consent_method", label=N_("how it was given"))
    notice_language: str = field(
        "open", leaves="plain", told=False, label=N_("language of the notice")
    )
    notice_version: str = field("open", leaves="plain")
    given_on: str = field("open", type="day", told=False, label=N_("given on"))
    expires_on: str = field("open", type="day", told=False, label=N_("until"))
    withdrawn_on: str = field("open", type="day", told=False, label=N_("taken back on"))
    recorded_by: str = field("open", searched=0)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Attendance(Record):
    """Whether a person was there in one half-day or block; no record means not marked."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    participation_id: str = field("open", of="participation")
    slot: str = field("open", leaves="plain")
    status: str = field("open", options="attendance_status", label=N_("state"))
    arrived_at: str = field("open", type="moment", leaves="trace", label=N_("time of arrival"))
    left_at: str = field("open", type="moment", leaves="trace", label=N_("time of leaving"))
    reason: str = field("personal", "text", leaves="reason", searched=0, label=N_("reason"))


COMPANIONS = "children"
"""The head-count group of children and companions: counted beside the participants, not as some."""


UNSTORED = "not_stored"
"""The head-count group of those who did not agree to be stored."""


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class HeadCount(Record):
    """People counted without a name, by the group they say they belong to.

    Without a ``slot`` they stood on a list of the invited, and nobody has said that they came.
    """

    workshop_id: str = field("open", of="workshop", belongs=True)
    slot: str = field("open", leaves="plain")
    group: str = field("open", searched=0)
    count: int = field("open", type="integer", label=N_("count"))
    origin: str = field("open", leaves="plain")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Note(Record):
    """One thing that was said or seen, on a block of the agenda.

    ``not_quoted`` and ``not_stored`` keep the no of a speaker who was forgotten, without her.
    """

    workshop_id: str = field("open", of="workshop", belongs=True)
    block_id: str = field("open", of="agenda_block", label=N_("block"))
    kind: str = field("open", options="note_kind", label=N_("kind"))
    text: str = field("open", "text", leaves="words", titled=True, label=N_("text"))
    language: str = field("open", leaves="plain", label=N_("language"))
    speaker_person_id: str = field("personal", of="person", leaves="speaker", label=N_("who spoke"))
    speaker_group: str = field("open", searched=0, label=N_("who spoke"))
    verbatim: bool = field("open", type="flag", label=N_("word for word"))
    parked: bool = field("open", type="flag", label=N_("parked"))
    taken_at: str = field("open", type="moment", leaves="trace", label=N_("time"))
    position: int = field("open", type="integer", label=N_("place in the order"))
    source: str = field("open", searched=0)
    not_quoted: bool = field("open", type="flag", label=N_("not to be quoted"))
    not_stored: bool = field("open", type="flag", label=N_("not to be handed on"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Lesson(Record):
    """A lesson drawn from what was said, with the notes it rests on.

    All its texts are as sensitive as ``sensitivity`` says: they leave together or not at all.
    """

    workshop_id: str = field("open", of="workshop", belongs=True)
    kind: str = field("open", options="lesson_kind", label=N_("kind"), heading=N_("Kind"))
    level: str = field("open", options="level", label=N_("level"), heading=N_("Level"))
    text: str = field(
        "open", "text", leaves="lesson", titled=True, label=N_("text"), heading=N_("The words")
    )
    language: str = field("open", leaves="plain", label=N_("language"), heading=N_("Language"))
    texts: dict[str, str] = field(
        "open", "text", "texts", leaves="lesson", label=N_("text"), heading=N_("The words")
    )
    evidence: tuple[str, ...] = field(
        "open",
        type="list",
        of="note",
        label=N_("notes it rests on"),
        heading=N_("The notes it rests on"),
    )
    status: str = field(
        "open",
        options="lesson_kind.review_status",
        default="draft",
        label=N_("state"),
        heading=N_("How far it is"),
    )
    validated_at: str = field("open", type="moment", label=N_("time of agreement"))
    who: str = field(
        "open", "text", leaves="lesson", label=N_("who"), heading=N_("Who"), case=N_("Who")
    )
    place: str = field(
        "open", "text", leaves="lesson", label=N_("place"), heading=N_("Place"), case=N_("Where")
    )
    action: str = field(
        "open",
        "text",
        leaves="lesson",
        label=N_("what was done"),
        heading=N_("What was done"),
        case=N_("What was done"),
    )
    results: str = field(
        "open",
        "text",
        leaves="lesson",
        label=N_("what came of it"),
        heading=N_("Results"),
        case=N_("What came of it"),
    )
    conditions: str = field(
        "open",
        "text",
        leaves="lesson",
        label=N_("what made it possible"),
        heading=N_("What made it possible"),
        case=N_("What made it possible"),
    )
    sources: str = field(
        "open",
        "text",
        leaves="lesson",
        label=N_("how it is known"),
        heading=N_("Sources"),
        case=N_("Sources"),
    )
    region: str = field("open", options="region", label=N_("region"))
    sensitivity: str = field("open", options="data_sensitivity", label=N_("how careful to be"))
    position: int = field(
        "open", type="integer", label=N_("place in the order"), heading=N_("Place in the list")
    )
    source: str = field("open", leaves="lesson", searched=0)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Coding(Record):
    """A code (5R or theme) on a note, a lesson or a commitment."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    target_kind: str = field("open", leaves="plain", belongs=True)
    target_id: str = field("open", leaves="plain", belongs=True)
    scheme: str = field("open", leaves="plain")
    code: str = field("open", leaves="plain", told=False, label=N_("code"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Commitment(Record):
    """Who will do what, by when. How far it is and whether it is on track are two fields."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    programme_id: str = field("open", of="programme", belongs=True)
    organisation_id: str = field(
        "open", of="organisation", label=N_("organization"), heading=N_("Who")
    )
    who: str = field(
        "open", leaves="typed", searched=2, worded=True, label=N_("who"), heading=N_("Who")
    )
    what: str = field(
        "open", "text", titled=True, label=N_("what"), heading=N_("What will be done")
    )
    type: str = field("open", options="commitment_type", label=N_("kind"), heading=N_("Kind"))
    collective: bool = field(
        "open", type="flag", label=N_("made by several together"), heading=N_("Made together")
    )
    partnership: str = field("open", options="commitment_partnership", label=N_("partnership"))
    level: str = field("open", options="level", label=N_("level"), heading=N_("Level"))
    start: str = field("open", type="day", label=N_("first day"))
    due: str = field("open", type="day", label=N_("day by which it is due"), heading=N_("By when"))
    status: str = field(
        "open",
        options="commitment_status",
        default="planning",
        label=N_("state"),
        heading=N_("How far it is"),
    )
    track: str = field(
        "open",
        options="commitment_track",
        default="not_assessed",
        label=N_("on track or not"),
        heading=N_("On track"),
    )
    support_needed: str = field(
        "open", "text", searched=3, label=N_("support needed"), heading=N_("Support needed")
    )
    indicator: str = field("open", "text", searched=0, label=N_("how it will be seen"))
    evidence: tuple[str, ...] = field(
        "open",
        type="list",
        of="note",
        label=N_("notes it rests on"),
        heading=N_("The notes it rests on"),
    )
    code: str = field("open", leaves="plain", searched=2, masked=True, label=N_("code"))
    position: int = field(
        "open", type="integer", label=N_("place in the order"), heading=N_("Place in the list")
    )
    source: str = field("open", searched=0)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class CommitmentPartner(Record):
    """Another organisation's contribution to a commitment."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    commitment_id: str = field("open", of="commitment", belongs=True)
    organisation_id: str = field("open", of="organisation", told=False, label=N_("organization"))
    contribution: str = field("open", "text", searched=0, label=N_("what it brings"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class CommitmentUpdate(Record):
    """How a commitment stood on a day."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    commitment_id: str = field("open", of="commitment", belongs=True)
    reported_on: str = field("open", type="day", label=N_("day of the report"))
    status: str = field("open", options="commitment_status", label=N_("state"))
    track: str = field("open", options="commitment_track", label=N_("on track or not"))
    text: str = field("open", "text", titled=True, label=N_("text"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Attachment(Record):
    """A photo, logo or file; its bytes are kept in the same encrypted database under ``sha256``.

    A logo has no workshop: its target is a ``programme``, its caption whose logo it is, and
    ``position`` its place in the row.
    """

    workshop_id: str = field("open", of="workshop", belongs=True)
    target_kind: str = field("open", leaves="plain", belongs=True, logo=True)
    target_id: str = field("open", leaves="plain", belongs=True, logo=True)
    name: str = field(
        "personal", leaves="caption", searched=0, worded=True, titled=True, label=N_("name")
    )
    media_type: str = field("open", leaves="plain", logo=True)
    size: int = field("open", type="integer", logo=True)
    sha256: str = field("personal", leaves="picture", logo=True)
    caption: str = field(
        "personal", "text", leaves="caption", searched=1, logo=True, label=N_("caption")
    )
    people: tuple[str, ...] = field("personal", type="list", of="person", leaves="picture")
    taken_on: str = field("open", type="day")
    position: int = field("open", type="integer", logo=True, label=N_("place in the order"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Evaluation(Record):
    """One answer to a closing question with its count, or a comment."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    question: str = field("open", leaves="plain", label=N_("question"))
    answer: str = field("open", leaves="plain")
    count: int = field("open", type="integer", label=N_("count"))
    comment: str = field("open", "text", searched=1, label=N_("comment"))
    language: str = field("open", leaves="plain", label=N_("language"))


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

    workshop_id: str = field("open", of="workshop", belongs=True)
    block_id: str = field("open", of="agenda_block", label=N_("block"))
    asked_id: str = field("open", of="tally")
    purpose: str = field("open", leaves="plain", label=N_("purpose"))
    text: str = field("open", "text", leaves="words", titled=True, label=N_("text"))
    language: str = field("open", leaves="plain", label=N_("language"))
    group: str = field("open", searched=0)
    note_id: str = field("open", of="note")
    person_id: str = field("personal", of="person", leaves="member")
    name: str = field("personal", leaves="unlisted", searched=0, titled=True, label=N_("name"))
    count: int = field("open", type="integer", label=N_("count"))
    seconds: int = field("open", type="integer", label=N_("seconds"))
    position: int = field("open", type="integer", label=N_("place in the order"))
    made_at: str = field("open", type="moment", label=N_("time"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Resource(Record):
    """A publication, law or link used in a workshop."""

    workshop_id: str = field("open", of="workshop", belongs=True)
    block_id: str = field("open", of="agenda_block", label=N_("block"))
    type: str = field("open", leaves="plain", label=N_("kind"))
    title: str = field("open", "text", titled=True, label=N_("title"))
    author: str = field("open", searched=1, worded=True, label=N_("author"))
    year: str = field("open", leaves="plain", label=N_("year"))
    link: str = field("open", searched=1, worded=True, label=N_("link"))
    language: str = field("open", leaves="plain", label=N_("language"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class SameAs(Record):
    """Two persons or two organisations are one: a reversible statement, never a rewrite."""

    target_kind: str = field("open", leaves="plain")
    first_id: str = field("open", leaves="plain")
    second_id: str = field("open", leaves="plain")
    same: bool = field("open", type="flag", default=True)


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

PLANNED = frozenset({"workshop", "workshop_organisation", "agenda_block"})
"""Kinds that a duplicate of a workshop has, too; each of their fields says if it goes along."""

_NAMES: dict[type[Record], str] = {record: name for name, record in KINDS.items()}


def kind_of(record: Record | type[Record]) -> str:
    """The permanent name of a record's kind."""
    return _NAMES[record if isinstance(record, type) else type(record)]


@functools.cache
def fields_of(kind: str) -> tuple[FieldRule, ...]:
    """The declared fields of a kind, in order, without the id.

    Raises TypeError where a field does not declare itself, or one of a plan not how far it goes.
    """
    rules = []
    for declared in dataclasses.fields(KINDS[kind]):
        if declared.name == "id":
            continue
        rule: FieldRule | None = declared.metadata.get(RULE)
        if rule is None or (kind in PLANNED and rule.copied is None):
            raise TypeError(f"{kind}.{declared.name} does not declare itself, or if it is copied")
        rules.append(rule._replace(name=declared.name))
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
def copied_fields(kind: str, *, anywhere: bool = False) -> tuple[str, ...]:
    """The fields of a plan that go along into a duplicate, or ``anywhere`` it is started from."""
    goes = ("always",) if anywhere else ("always", "duplicate")
    return tuple(rule.name for rule in fields_of(kind) if rule.copied in goes)


@functools.cache
def belongs_to_workshop(kind: str) -> bool:
    """Whether records of this kind are part of one workshop (and travel with it)."""
    return kind in KINDS and "workshop_id" in rules_of(kind)
