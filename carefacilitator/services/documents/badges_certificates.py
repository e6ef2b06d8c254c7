"""What badges and certificates say: one person each, and only those who agreed to be stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from carefacilitator.errors import Refusal
from carefacilitator.model.document import certificate_code, figures
from carefacilitator.model.document.content import CertificateLine, SignInLine, WorkshopContent
from carefacilitator.model.document.figures import PRESENT, FigureRecords
from carefacilitator.model.document.sign_in_code import door_code
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Permissions
from carefacilitator.model.privacy.leaving import Exit
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Consent, Participation, Person, Workshop
from carefacilitator.model.text.folding import fold
from carefacilitator.services.people.hours import minutes_attended
from carefacilitator.storage.roots import roots

if TYPE_CHECKING:
    from carefacilitator.services.documents.content import DocumentContents


class NeedsNames(Refusal):
    """A document of this ``kind`` is made of names, so there is none without them."""

    code = "needs_names"


class NobodyPresent(Refusal):
    """Nobody was marked present who agreed to be stored, so there is no certificate to make."""

    code = "nobody_present"


class _One(NamedTuple):
    """Somebody on the list who may be named."""

    participation: Participation
    person: Person
    organisation: str


def with_badges(
    dossiers: DocumentContents, workshop: Workshop, dossier: WorkshopContent, language: str
) -> WorkshopContent:
    """The dossier with everybody a badge is made for: present or still expected."""
    told = dossiers.records([workshop.id])
    away = _away(told)
    lines = [
        SignInLine(
            code=door_code(one.participation), name=one.person.name, organisation=one.organisation
        )
        for one in _named(dossiers, told, language)
        if one.participation.id not in away
    ]
    lines.sort(key=lambda line: (fold(line.name), line.code))
    return replace(dossier, sign_in=tuple(lines))


def with_certificates(
    dossiers: DocumentContents,
    workshop: Workshop,
    dossier: WorkshopContent,
    language: str,
    wanted: frozenset[str] = frozenset(),
) -> WorkshopContent:
    """The dossier with a certificate for everybody who was there, or for one person (her ids).

    Raises NobodyPresent where that is nobody.
    """
    told = dossiers.records([workshop.id])
    present = figures.present_participations(told.attendances)
    chosen = [
        one
        for one in _named(dossiers, told, language)
        if one.participation.id in present and (not wanted or one.person.id in wanted)
    ]
    if not chosen:
        raise NobodyPresent()
    entries = [one.participation.id for one in chosen]
    keys = roots(dossiers.sources.workspace, "participation", "person_id", entries)
    minutes = minutes_attended(workshop, told)
    lines = [
        _certificate(workshop, one, minutes.get(own, 0), keys[own][0])
        for one, own in zip(chosen, entries, strict=True)
    ]
    lines.sort(key=lambda line: (fold(line.name), line.number))
    return replace(dossier, certificates=tuple(lines))


def _certificate(workshop: Workshop, one: _One, minutes: int, root: str) -> CertificateLine:
    code = certificate_code.make(root, one.participation.id, minutes)
    return CertificateLine(
        name=one.person.name,
        organisation=one.organisation,
        number=number_of(workshop, one.participation),
        minutes=certificate_code.in_quarters(minutes),
        code=code,
    )


def receivers(dossiers: DocumentContents, workshop_id: str) -> list[tuple[str, str]]:
    """Ids and names of those who may have a certificate, in alphabetical order."""
    told = dossiers.records([workshop_id])
    present = figures.present_participations(told.attendances)
    found = [
        (one.person.id, one.person.name)
        for one in _named(dossiers, told, "en")
        if one.participation.id in present
    ]
    return sorted(found, key=lambda pair: (fold(pair[1]), pair[0]))


def number_of(workshop: Workshop, participation: Participation) -> str:
    """The number of a certificate: the workshop's code and the person's code at the door."""
    return "-".join(part for part in (workshop.code, door_code(participation)) if part)


def _away(told: FigureRecords) -> set[str]:
    """Participations that are marked, and nowhere as present."""
    marked = {one.participation_id for one in told.attendances if one.status}
    there = {one.participation_id for one in told.attendances if one.status in PRESENT}
    expected = {one.participation_id for one in told.attendances if one.status == "registered"}
    return marked - there - expected


def _named(dossiers: DocumentContents, told: FigureRecords, language: str) -> Iterator[_One]:
    """Everybody on the list who has a name and agreed to be stored."""
    may = permissions(told, dossiers.today())
    for one in told.participations:
        person = told.people.get(one.person_id)
        if person is None or not person.name or may.against("person", person.id):
            continue
        home = told.organisations.get(person.organisation_id)
        name = in_language(home, "name", language) if home else ""
        yield _One(one, person, name)


def permissions(told: FigureRecords, today: str, to: Exit = consent.SHEET) -> Permissions:
    """What one exit may tell of each person on a day (``YYYY-MM-DD``)."""
    given: dict[str, list[Consent]] = {}
    for one in told.consents:
        given.setdefault(one.person_id, []).append(one)
    return Permissions(to, today, {person: tuple(known) for person, known in given.items()})
