"""Figures about workshops: people counted once, attendances each time, small groups hidden.

Pure counting over records, for one workshop or a series. Rules are those of the reference scenario:
a person who came to several workshops is one person; categories inside civil society are also told
together, never twice; parallel rooms count once in the time spent together; a commitment nobody
reported on is no part of “on track among reported”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from carefacilitator.model.agenda import agenda
from carefacilitator.model.privacy import consent
from carefacilitator.model.records import hidden_questions, joined
from carefacilitator.model.records.attendance import PRESENT as PRESENT
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    COMPANIONS,
    AgendaBlock,
    Attendance,
    Coding,
    Commitment,
    Consent,
    HeadCount,
    Lesson,
    Note,
    Organisation,
    Participation,
    Person,
    SameAs,
    Workshop,
)
from carefacilitator.model.records.vocabulary import Vocabulary

FLOOR = 5
"""Groups smaller than this are not told in anything public (statistical disclosure control)."""

CIVIL_SOCIETY = "civil_society"
OTHER = "other"
NOT_RECORDED = "not_recorded"
NOT_SHARED = "not_shared"
"""Said perhaps, and not to be told: the person did not agree to it."""
NO_R = "none"


@dataclass(frozen=True, kw_only=True)
class FigureRecords:
    """The records that figures are counted from; all of them belong to ``workshops``."""

    workshops: Sequence[Workshop] = ()
    blocks: Sequence[AgendaBlock] = ()
    participations: Sequence[Participation] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    attendances: Sequence[Attendance] = ()
    head_counts: Sequence[HeadCount] = ()
    consents: Sequence[Consent] = ()
    notes: Sequence[Note] = ()
    lessons: Sequence[Lesson] = ()
    codings: Sequence[Coding] = ()
    commitments: Sequence[Commitment] = ()
    same_as: Sequence[SameAs] = ()


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What there is to tell in numbers of one workshop or a series.

    ``attendances_*`` count a person each time, ``people_named`` once; ``people_expected`` everybody
    on the lists, present or not. Lessons with two Rs count under both; each R is told, even with 0.
    """

    events: int
    attendances_named: int
    attendances_counted: int
    people_expected: int
    people_named: int
    people_not_shared: int
    organisations: int
    by_category: Mapping[str, int]
    civil_society: int
    by_gender: Mapping[str, int]
    by_age: Mapping[str, int]
    notes: int
    lessons: int
    lessons_by_kind: Mapping[str, int]
    lessons_by_r: Mapping[str, int]
    lessons_without_r: int
    lessons_by_level: Mapping[str, int]
    lessons_by_language: Mapping[str, int]
    blocks: int
    minutes_planned: int
    minutes_together: int


@dataclass(frozen=True, kw_only=True)
class CommitmentFigures:
    """Where commitments stand; ``on_track`` counts among ``reported`` only."""

    total: int
    by_status: Mapping[str, int]
    by_track: Mapping[str, int]
    by_type: Mapping[str, int]
    collective: int
    new_or_expanded: int
    reported: int
    on_track: int
    overdue: tuple[str, ...]
    """Codes (or ids) of what was due by the day and is not completed."""


def figures(told: FigureRecords, words: Vocabulary, day: str) -> Figures:
    """Count everything there is to tell about these workshops."""
    one_is = Joined(told.same_as)
    came = attending(told, one_is)
    people = {person for _, person in came}
    known = joined.known(told.people, one_is)
    homes = joined.known(told.organisations, one_is)
    categories = Counter(_category(known.get(one), homes, one_is) for one in people)
    lesson_ids = {one.id for one in told.lessons}
    r_codes = {
        (one.target_id, one.code)
        for one in told.codings
        if one.scheme == "five_r" and one.code != NO_R and one.target_id in lesson_ids
    }
    breaks = break_types(words)
    return Figures(
        events=len(told.workshops),
        attendances_named=len(came),
        attendances_counted=sum(counted_without_name(told.head_counts).values()),
        people_expected=len({one_is.of(one.person_id) for one in told.participations}),
        people_named=len(people),
        people_not_shared=_not_shared(told, people, one_is, day),
        organisations=len(_organisations(known, people, one_is)),
        by_category=dict(sorted(categories.items())),
        civil_society=civil_society(categories, words),
        by_gender=_counted(known, _asked(told, came, "gender"), "gender"),
        by_age=_counted(known, _asked(told, came, "age_band"), "age_band"),
        notes=len(told.notes),
        lessons=len(told.lessons),
        lessons_by_kind=_by(one.kind for one in told.lessons),
        lessons_by_r=_by_r(r_codes, words),
        lessons_without_r=len(lesson_ids - {lesson for lesson, _ in r_codes}),
        lessons_by_level=_by(one.level for one in told.lessons),
        lessons_by_language=_by(one.language for one in told.lessons),
        blocks=len(told.blocks),
        minutes_planned=sum(one.minutes for one in told.blocks if one.session_type not in breaks),
        minutes_together=_together(told, breaks),
    )


def attending(told: FigureRecords, one_is: Joined) -> set[tuple[str, str]]:
    """Who came to which workshop, as (workshop, person)."""
    present = present_participations(told.attendances)
    return {
        (one.workshop_id, one_is.of(one.person_id))
        for one in told.participations
        if one.id in present
    }


def described(told: FigureRecords) -> dict[str, tuple[str, str, str]]:
    """Gender, age and category under which each person who came is counted in :func:`figures`.

    An empty text stands where she is not counted, since that was not asked where she came.
    """
    one_is = Joined(told.same_as)
    came = attending(told, one_is)
    known = joined.known(told.people, one_is)
    homes = joined.known(told.organisations, one_is)
    asked = {field: _asked(told, came, field) for field in ("gender", "age_band")}

    def value(one: str, field: str) -> str:
        if one not in asked[field]:
            return ""
        return (getattr(known[one], field) if one in known else "") or NOT_RECORDED

    return {
        one: (
            value(one, "gender"),
            value(one, "age_band"),
            _category(known.get(one), homes, one_is),
        )
        for _, one in came
    }


def told_alike(
    one: Sequence[tuple[str, int]], other: Sequence[tuple[str, int]]
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Two tables of the same people, in which those who did not agree stand apart in both or none.

    Else what stands apart in one could be taken from what it is joined with in the other.
    """
    apart = [NOT_SHARED in dict(rows) for rows in (one, other) if rows]
    if all(apart) or not any(apart):
        return tuple(one), tuple(other)
    return _not_apart(one), _not_apart(other)


def _not_apart(rows: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    counts = dict(rows)
    counts[OTHER] = counts.get(OTHER, 0) + counts.pop(NOT_SHARED, 0)
    return in_public_order(counts)


def in_public_order(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Groups that are told, the largest first, the others last."""
    told = [(key, count) for key, count in counts.items() if count]
    return tuple(sorted(told, key=lambda one: (one[0] == OTHER, -one[1], one[0])))


def present_participations(attendances: Iterable[Attendance]) -> set[str]:
    """The participations of everybody who was there in at least one half-day."""
    return {one.participation_id for one in attendances if one.status in PRESENT}


def counted_without_name(head_counts: Iterable[HeadCount]) -> dict[str, int]:
    """People counted without a name, by workshop: the largest half-day, so nobody is doubled.

    Children and companions stand beside the participants and are not among them; of whom a list
    of the invited tells, nobody has said that they came.
    """
    slots: Counter[tuple[str, str]] = Counter()
    for one in head_counts:
        if one.group != COMPANIONS and one.slot:
            slots[one.workshop_id, one.slot] += one.count
    found: dict[str, int] = {}
    for (workshop, _), count in slots.items():
        found[workshop] = max(found.get(workshop, 0), count)
    return found


def civil_society(categories: Mapping[str, int], words: Vocabulary) -> int:
    """Everybody inside civil society: the category itself and those counted within it."""
    return sum(
        count
        for key, count in categories.items()
        if CIVIL_SOCIETY in (key, words.parent("stakeholder_category", key))
    )


def public_civil_society(
    together: int, told: Iterable[tuple[str, int]], words: Vocabulary, floor: int = FLOOR
) -> int:
    """The total of civil society as it may stand beside the groups ``told``; 0 where it may not.

    Taking the told groups from it must not give away a small group that was joined with others,
    neither inside civil society nor outside it.
    """
    rows = tuple(told)
    inside = civil_society(dict(rows), words)
    other = sum(count for key, count in rows if key == OTHER)
    hidden_inside = together - inside
    hidden_outside = other - hidden_inside
    if together < floor or 0 < hidden_inside < floor or 0 < hidden_outside < floor:
        return 0
    return together


def break_types(words: Vocabulary) -> frozenset[str]:
    """The types of session that are breaks."""
    keys = words.keys("session_type")
    return frozenset(key for key in keys if words.flag("session_type", key, "break"))


def public_groups(
    groups: Mapping[str, int], floor: int = FLOOR, parents: Mapping[str, str] | None = None
) -> tuple[tuple[str, int], ...]:
    """Groups that may be told in public: none smaller than ``floor``, largest first.

    Small groups join their parent (``parents``) first, then ``other``; where what is joined would
    still be small, the next smallest joins too, so that nothing can be found by subtraction.
    Nobody is told at all where everybody together is fewer than ``floor``.
    """
    left = Counter({key: count for key, count in groups.items() if count > 0})
    if sum(left.values()) < floor:
        return ()
    for key, parent in (parents or {}).items():
        if 0 < left[key] < floor and parent != key:
            left[parent] += left.pop(key)
    joined = sum(left.pop(key) for key, count in list(left.items()) if count < floor)
    while 0 < joined + left[OTHER] < floor:
        smallest = min((key for key in left if key != OTHER), key=lambda key: (left[key], key))
        joined += left.pop(smallest)
    left[OTHER] += joined
    return in_public_order(left)


def widened(
    told: Iterable[tuple[str, int]], groups: Mapping[str, int], parents: Mapping[str, str]
) -> dict[str, bool]:
    """The groups ``told`` that took smaller ones of ``groups`` in, and so may not bear their name.

    True where everything inside the parent is in it, False where some of it is told elsewhere.
    """
    rows = dict(told)
    inside: Counter[str] = Counter()
    for key, count in groups.items():
        inside[parents.get(key, key)] += count
    return {
        parent: rows[parent] == inside[parent]
        for parent in set(parents.values()) & rows.keys()
        if rows[parent] != groups.get(parent, 0)
    }


def category_parents(words: Vocabulary) -> dict[str, str]:
    """The category inside which each category is counted, where there is one."""
    keys = words.keys("stakeholder_category")
    found = {key: words.parent("stakeholder_category", key) for key in keys}
    return {key: parent for key, parent in found.items() if parent}


def commitment_figures(commitments: Sequence[Commitment], day: str) -> CommitmentFigures:
    """Where commitments stand on ``day``."""
    reported = [one for one in commitments if one.status not in ("", "not_reported")]
    late = [one for one in commitments if one.due and one.due <= day and one.status != "completed"]
    return CommitmentFigures(
        total=len(commitments),
        by_status=_by(one.status for one in commitments),
        by_track=_by(one.track for one in commitments),
        by_type=_by(one.type for one in commitments),
        collective=sum(one.collective for one in commitments),
        new_or_expanded=sum(
            one.partnership in ("new_partnership", "expanded_partnership") for one in commitments
        ),
        reported=len(reported),
        on_track=sum(one.track == "on_track" for one in reported),
        overdue=tuple(one.code or one.id for one in late),
    )


def _by_r(codes: Iterable[tuple[str, str]], words: Vocabulary) -> dict[str, int]:
    counted = dict.fromkeys((key for key in words.keys("five_r") if key != NO_R), 0)
    for _, code in codes:
        counted[code] = counted.get(code, 0) + 1
    return counted


def _by(keys: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(key or NOT_RECORDED for key in keys).items()))


def _category(
    person: Person | None, organisations: Mapping[str, Organisation], one_is: Joined
) -> str:
    if person is None:
        return NOT_RECORDED
    own = organisations.get(one_is.of(person.organisation_id))
    return person.category or (own.category if own else "") or NOT_RECORDED


def _asked(told: FigureRecords, came: Iterable[tuple[str, str]], field: str) -> set[str]:
    """The people who came to a workshop at which a field is asked; told as workshop and person."""
    silent = {one.id for one in told.workshops if field in hidden_questions.hidden(one)}
    return {person for workshop, person in came if workshop not in silent}


def _counted(known: Mapping[str, Person], people: Collection[str], name: str) -> dict[str, int]:
    return _by(getattr(known[one], name) if one in known else "" for one in people)


def _organisations(
    known: Mapping[str, Person], people: Collection[str], one_is: Joined
) -> set[str]:
    named = (known[one].organisation_id for one in people if one in known)
    return {one_is.of(one) for one in named if one}


def _not_shared(told: FigureRecords, people: Collection[str], one_is: Joined, day: str) -> int:
    by_person: dict[str, list[Consent]] = {}
    for one in told.consents:
        by_person.setdefault(one_is.of(one.person_id), []).append(one)
    return sum(not consent.may(by_person.get(one, ()), consent.SHARE, day) for one in people)


def _together(told: FigureRecords, breaks: frozenset[str]) -> int:
    by_workshop: dict[str, list[AgendaBlock]] = {}
    for block in told.blocks:
        by_workshop.setdefault(block.workshop_id, []).append(block)
    return sum(
        agenda.contact_minutes(agenda.place(one, by_workshop.get(one.id, ())), breaks)
        for one in told.workshops
    )
