"""What a document may say about a workshop: already filtered by consent, in the paper's language.

Services gather a dossier, reports set it on paper. Nothing in it needs the database or another
decision about privacy: what was withheld is counted in ``withheld`` and told on the paper.
Keys of the vocabulary stay keys; texts of people stay in the language they were written in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carefacilitator.model.document.report_content import (
    AnswerLine,
    CommentLine,
    HalfDayLine,
    OrganisationLine,
    ResourceLine,
    SpeakingTimeLine,
    UpdateLine,
)
from carefacilitator.model.privacy.withheld import Withheld

if TYPE_CHECKING:
    from carefacilitator.model.document.series import Series  # which counts, and so knows much more


@dataclass(frozen=True, kw_only=True)
class BlockLine:
    """One block of the agenda with the times that follow from the lengths (``HH:MM``).

    ``parallel`` names the group it runs in, ``track`` what it shares there with those it follows.
    ``lead``, ``materials``, ``instructions`` and ``question`` are for the facilitator's own copy.
    """

    id: str
    day: int
    date: str
    start: str
    end: str
    minutes: int
    title: str
    session_type: str
    room: str = ""
    parallel: str = ""
    track: str = ""
    lead: str = ""
    materials: str = ""
    instructions: str = ""
    question: str = ""
    is_break: bool = False
    held_start: str = ""
    held_end: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """One note; ``speaker`` is empty unless that person agreed to be quoted by name."""

    block_id: str
    kind: str
    text: str
    language: str
    time: str = ""
    codes: tuple[str, ...] = ()
    verbatim: bool = False
    speaker: str = ""
    parked: bool = False


AGREED = ("validated_group", "reviewed_secretariat", "published")
"""The steps of a lesson that its group agreed to (``lesson_kind.review_status``)."""


@dataclass(frozen=True, kw_only=True)
class LessonLine:
    """One lesson with its 5R codes, themes and life cycle; a whole case has more to tell.

    ``workshop`` is the code of its workshop, ``country`` that of its country (ISO 3166). ``case``
    holds what is told of a successful experience, by the field of the lesson that says so.
    """

    kind: str
    text: str
    language: str
    level: str = ""
    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    status: str = "draft"
    notes: int = 0
    id: str = ""
    workshop: str = ""
    country: str = ""
    region: str = ""
    case: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def who(self) -> str:
        """Who did it, where the lesson is an experience."""
        return self.case.get("who", "")

    @property
    def agreed(self) -> bool:
        """Whether the group agreed to it; a draft is nobody's word yet."""
        return self.status in AGREED


@dataclass(frozen=True, kw_only=True)
class CommitmentLine:
    """Who does what by when; status and on-track are two things. ``workshop`` is a code."""

    who: str
    what: str
    due: str = ""
    status: str = ""
    track: str = ""
    collective: bool = False
    support_needed: str = ""
    codes: tuple[str, ...] = ()
    workshop: str = ""
    level: str = ""
    partners: tuple[str, ...] = ()
    updates: tuple[UpdateLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PhotoLine:
    """One photo that may be shown: a plain JPEG, its size in pixels, and the words below it."""

    jpeg: bytes
    width: int
    height: int
    caption: str = ""
    block: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class LogoLine:
    """One logo: a plain JPEG or PNG, its size in pixels, and whose it is."""

    image: bytes
    width: int
    height: int
    owner: str = ""


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Who was there, in figures. Groups smaller than the floor are already joined as ``other``.

    ``named`` counts people on the list who were present, ``counted`` those without a name.
    ``people`` lists (name, organisation) of those who agreed to appear in the list. ``by_group``
    are groups of the head count, ``companions`` children and companions beside the participants.
    Where it would give a small group away how many people a series had, each once, it is
    ``untold``: then ``named`` is 0 and there are no groups. ``not_shared`` did not agree to be
    counted by gender and age, None where their number is not told. ``widened`` are the categories
    that hold small groups of theirs, too (see ``figures.widened``).
    """

    named: int = 0
    counted: int = 0
    expected: int = 0
    by_category: tuple[tuple[str, int], ...] = ()
    by_gender: tuple[tuple[str, int], ...] = ()
    by_age: tuple[tuple[str, int], ...] = ()
    civil_society: int = 0
    people: tuple[tuple[str, str], ...] = ()
    by_group: tuple[tuple[str, int], ...] = ()
    companions: int = 0
    half_days: tuple[HalfDayLine, ...] = ()
    widened: tuple[tuple[str, bool], ...] = ()
    untold: bool = False
    not_shared: int | None = 0

    @property
    def total(self) -> int:
        """Everybody in the room, named or not."""
        return self.named + self.counted


@dataclass(frozen=True, kw_only=True)
class SignInLine:
    """A row of the sign-in sheet: somebody on the list who agreed to be stored."""

    code: str
    name: str
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class CertificateLine:
    """One person's certificate: somebody who was there and agreed to be stored.

    ``minutes`` is the time she was there, ``code`` what the secretariat checks (see
    ``model/document/certificate_code.py``).
    """

    name: str
    organisation: str = ""
    number: str = ""
    minutes: int = 0
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkshopContent:
    """Everything a document about one workshop may say."""

    code: str
    title: str
    title_language: str = ""
    other_titles: tuple[tuple[str, str], ...] = ()
    programme: str = ""
    purpose: str = ""
    start: str = ""
    end: str = ""
    day_times: tuple[tuple[str, str], ...] = ()
    place: str = ""
    mode: str = ""
    level: str = ""
    event_type: str = ""
    languages: tuple[str, ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    """(role key, name to show), in the order of roles."""
    blocks: tuple[BlockLine, ...] = ()
    presence: Presence = Presence()
    notes: tuple[NoteLine, ...] = ()
    lessons: tuple[LessonLine, ...] = ()
    """What the group agreed to."""
    drafts: tuple[LessonLine, ...] = ()
    """What it has not agreed to yet; gathered only where somebody wishes to print it."""
    drafts_left: int = 0
    """How many drafts are left out."""
    commitments: tuple[CommitmentLine, ...] = ()
    photos: tuple[PhotoLine, ...] = ()
    """In the order of the agenda; gathered for the full report only."""
    withheld: tuple[Withheld, ...] = ()
    sample: bool = False
    anonymous: bool = False
    open_conflicts: int = 0
    half_days: tuple[str, ...] = ("1-am",)
    """``1-am``, ``1-pm`` …: the half-days in which attendance is taken."""
    expected: int = 0
    """How many people are on the list, whoever may name them."""
    sign_in: tuple[SignInLine, ...] = ()
    """In alphabetical order; gathered for the sign-in sheet only."""
    hosts: tuple[OrganisationLine, ...] = ()
    evaluation: tuple[AnswerLine, ...] = ()
    comments: tuple[CommentLine, ...] = ()
    voices: tuple[SpeakingTimeLine, ...] = ()
    resources: tuple[ResourceLine, ...] = ()
    parts: tuple[WorkshopContent, ...] = ()
    """The workshops of a document about several, in the order of their days."""
    series: Series | None = None
    grouped_by: str = ""
    """How a compendium is grouped: ``five_r``, ``country`` or ``theme``."""
    enclosed: str = ""
    """The name of the sealed bundle that travels inside the document, if there is one."""
    not_named: int = 0
    """How many of the list are not in ``sign_in``."""
    certificates: tuple[CertificateLine, ...] = ()
    """In alphabetical order; gathered for certificates only."""
    colour: str = ""
    """The colour of the programme, ``#RRGGBB``; without one paper has the program's own."""
    logos: tuple[LogoLine, ...] = ()
    """In the order in which the programme shows them."""
