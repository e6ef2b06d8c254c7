"""Who was there: counted by group, and by name where each person agreed to that."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from carefacilitator.model.agenda import agenda
from carefacilitator.model.document import figures
from carefacilitator.model.document.content import Presence, SignInLine, WorkshopContent
from carefacilitator.model.document.figures import FigureRecords
from carefacilitator.model.document.report_content import HalfDayLine
from carefacilitator.model.document.sign_in_code import door_code
from carefacilitator.model.privacy import consent
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import COMPANIONS, Person
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents import small_groups
from carefacilitator.services.documents.content_base import ContentOfWorkshop


def presence(telling: ContentOfWorkshop) -> Presence:
    """The people in figures, small groups hidden, and those who agreed to be listed."""
    words = vocabulary()
    told = for_statistics(telling)
    counted = figures.figures(told, words, telling.may.day)
    parents = figures.category_parents(words)
    by_category = figures.public_groups(counted.by_category, parents=parents)
    by_gender, by_age = figures.told_alike(
        figures.public_groups(counted.by_gender), figures.public_groups(counted.by_age)
    )
    made = Presence(
        named=counted.people_named,
        counted=counted.attendances_counted,
        expected=small_groups.expected(counted.people_expected, counted.people_named),
        by_category=by_category,
        by_gender=by_gender,
        by_age=by_age,
        not_shared=small_groups.not_shared(counted, by_gender, by_age),
        widened=tuple(sorted(figures.widened(by_category, counted.by_category, parents).items())),
        civil_society=figures.public_civil_society(counted.civil_society, by_category, words),
        people=_listed(telling),
        by_group=_by_group(telling),
        companions=_companions(telling),
        half_days=_half_days(telling),
    )
    left_out(made, telling.counter)
    return made


def left_out(presence: Presence, counter: consent.Counter) -> None:
    """Count the gender and age that are not told since people did not agree to it."""
    if presence.not_shared != 0:
        counter.tell("statistics", consent.SENSITIVE, presence.not_shared or 0)


def _half_days(telling: ContentOfWorkshop) -> tuple[HalfDayLine, ...]:
    """Who was there in each half-day, on the list and counted without a name.

    Who was there in a block was there in its half-day; of several counts the largest stands.
    """
    told = telling.told
    one_is = Joined(told.same_as)
    who = {one.id: one_is.of(one.person_id) for one in told.participations}
    halves = agenda.half_day_of(telling.workshop, told.blocks)
    known = agenda.slots(telling.workshop, told.blocks)
    named: dict[str, set[str]] = {}
    for mark in told.attendances:
        if mark.status in figures.PRESENT and mark.participation_id in who:
            slot = halves.get(mark.slot, mark.slot)
            named.setdefault(slot, set()).add(who[mark.participation_id])
    counts: Counter[str] = Counter()
    for one in told.head_counts:
        if one.group != COMPANIONS and one.slot:
            counts[one.slot] += one.count
    counted: dict[str, int] = {}
    for slot, count in counts.items():
        half = halves.get(slot, slot)
        counted[half] = max(counted.get(half, 0), count)
    left = sorted(slot for slot in {*named, *counted} if _is_half_day(slot))
    slots = [
        slot for slot in dict.fromkeys((*known, *left)) if named.get(slot) or counted.get(slot)
    ]
    public = small_groups.half_days([frozenset(named.get(slot, ())) for slot in slots])
    return tuple(
        HalfDayLine(slot=slot, named=count, counted=counted.get(slot, 0))
        for slot, count in zip(slots, public, strict=True)
    )


def _is_half_day(slot: str) -> bool:
    """Whether a mark is on a half-day; a block that was removed since names none."""
    day, _, half = slot.partition("-")
    return day.isdecimal() and half in ("am", "pm")


def _by_group(telling: ContentOfWorkshop) -> tuple[tuple[str, int], ...]:
    """The head count by self-declared group in its largest half-day, small groups joined."""
    if "gender" in hidden_questions.hidden(telling.workshop):
        return ()
    slots: dict[str, dict[str, int]] = {}
    for one in telling.told.head_counts:
        if one.group != COMPANIONS and one.slot:
            groups = slots.setdefault(one.slot, {})
            group = one.group.split(" ")[0]
            groups[group] = groups.get(group, 0) + one.count
    if not slots:
        return ()
    return figures.public_groups(max(slots.values(), key=lambda groups: sum(groups.values())))


def _companions(telling: ContentOfWorkshop) -> int:
    """Children and companions in the half-day with most of them; few are not told."""
    slots: Counter[str] = Counter()
    for one in telling.told.head_counts:
        if one.group == COMPANIONS:
            slots[one.slot] += one.count
    most = max(slots.values(), default=0)
    return most if most >= figures.FLOOR else 0


def for_statistics(telling: ContentOfWorkshop) -> FigureRecords:
    """The records as they may be counted: who did not agree to it has no gender and age.

    That is told apart from what was never asked. A category that is not known of somebody whose
    details were not to be shared did not come with them.
    """
    return replace(
        telling.told,
        people={key: _as_agreed(telling, one) for key, one in telling.told.people.items()},
    )


def _as_agreed(telling: ContentOfWorkshop, one: Person) -> Person:
    if not telling.may.may(one.id, consent.SENSITIVE):
        one = replace(one, gender=figures.NOT_SHARED, age_band=figures.NOT_SHARED)
    if not (one.category or one.organisation_id or telling.may.may(one.id, consent.SHARE)):
        one = replace(one, category=figures.NOT_SHARED)
    return one


def _listed(telling: ContentOfWorkshop) -> tuple[tuple[str, str], ...]:
    """Name and organisation of those present who agreed to stand in the list."""
    told = telling.told
    present = figures.present_participations(told.attendances)
    came = {one.person_id for one in told.participations if one.id in present}
    listed = []
    for key in came:
        person = told.people.get(key)
        if person is None or not person.name:
            continue
        if telling.anonymous:
            telling.counter.add("name", consent.ANONYMOUS, key)
        elif not telling.may.may(key, consent.LIST):
            telling.counter.add("name", consent.LIST, key)
        else:
            listed.append((person.name, telling.home_of(person.organisation_id)))
    return tuple(sorted(listed, key=lambda one: (fold(one[0]), one)))


def with_sign_in(telling: ContentOfWorkshop, dossier: WorkshopContent) -> WorkshopContent:
    """The dossier with everybody on the list who has a name and agreed to be stored."""
    lines = []
    for one in telling.told.participations:
        person = telling.told.people.get(one.person_id)
        if person is None or not person.name or not telling.may.may(person.id, consent.STORE):
            continue
        home = telling.home_of(person.organisation_id)
        lines.append(SignInLine(code=door_code(one), name=person.name, organisation=home))
    lines.sort(key=lambda line: (fold(line.name), line.code))
    return replace(dossier, sign_in=tuple(lines), not_named=dossier.expected - len(lines))
