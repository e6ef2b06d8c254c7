"""Who was there: counted by group, and by name where each person agreed to that."""

from __future__ import annotations

from dataclasses import replace

from carefacilitator.model import consent, figures
from carefacilitator.model.door_code import door_code
from carefacilitator.model.dossier import Dossier, Presence, SignInLine
from carefacilitator.model.figures import Gathered
from carefacilitator.model.folding import fold
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.services.telling import Telling


def presence(telling: Telling) -> Presence:
    """The people in figures, small groups hidden, and those who agreed to be listed."""
    words = vocabulary()
    counted = figures.figures(_for_statistics(telling), words, telling.may.day)
    parents = figures.category_parents(words)
    by_category = figures.public_groups(counted.by_category, parents=parents)
    return Presence(
        named=counted.people_named,
        counted=counted.attendances_counted,
        expected=counted.people_expected,
        by_category=by_category,
        by_gender=figures.public_groups(counted.by_gender),
        by_age=figures.public_groups(counted.by_age),
        civil_society=figures.public_civil_society(counted.civil_society, by_category, words),
        people=_listed(telling),
    )


def _for_statistics(telling: Telling) -> Gathered:
    """The records without gender and age of those who did not agree to statistics."""
    people = {
        key: one
        if telling.may.may(key, consent.SENSITIVE)
        else replace(one, gender="", age_band="")
        for key, one in telling.told.people.items()
    }
    return replace(telling.told, people=people)


def _listed(telling: Telling) -> tuple[tuple[str, str], ...]:
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


def with_sign_in(telling: Telling, dossier: Dossier) -> Dossier:
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
