"""Checking the code on a certificate against what this computer holds; needs no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefacilitator.errors import Refusal
from carefacilitator.i18n import Words
from carefacilitator.model.document import certificate_code
from carefacilitator.model.document.certificate_code import time_told
from carefacilitator.model.records.records import Participation, Person, Workshop
from carefacilitator.services.documents.badges_certificates import number_of
from carefacilitator.services.people.hours import minutes_attended
from carefacilitator.storage.roots import roots

if TYPE_CHECKING:
    from carefacilitator.services.documents.content import DocumentContents
    from carefacilitator.services.people.people import People
    from carefacilitator.storage.workspace import Workspace


class CertificateMistyped(Refusal):
    """The text is no code of a certificate, or a sign in it is wrong."""

    code = "certificate_mistyped"


class CertificateUnknown(Refusal):
    """No workshop that this computer holds gave out this code."""

    code = "certificate_unknown"


@dataclass(frozen=True)
class Checked:
    """What a genuine code stands for.

    ``minutes`` is the time printed beside it, ``minutes_now`` what the records say today; ``name``
    is empty where this computer does not hold it.
    """

    code: str
    number: str
    workshop_id: str
    person_id: str
    workshop: str
    start: str
    name: str
    minutes: int
    minutes_now: int

    @property
    def unchanged(self) -> bool:
        """Whether the records still say what was printed."""
        return self.minutes == self.minutes_now


class Certificates:
    """Tells genuine certificates from others."""

    def __init__(self, workspace: Workspace, dossiers: DocumentContents, people: People) -> None:
        self._workspace, self._dossiers, self._people = workspace, dossiers, people

    def check(self, text: str) -> Checked:
        """What the code somebody typed stands for.

        Raises CertificateMistyped, CertificateUnknown.
        """
        reading = certificate_code.read(text)
        if reading is None:
            raise CertificateMistyped()
        space = self._workspace
        for entry, keys in roots(space, "participation", "person_id").items():
            for key in keys:
                if certificate_code.seal(key, entry, reading.minutes) == reading.seal:
                    found = space.find(Participation, entry)
                    if found is not None:
                        return self._checked(found, key, reading.minutes)
        raise CertificateUnknown()

    def looks_like(self, text: str) -> bool:
        """Whether a text is the code of some certificate, genuine or not, and no word."""
        digits = any(letter.isdigit() for letter in text)
        return digits and certificate_code.read(text) is not None

    def _checked(self, entry: Participation, key: str, minutes: int) -> Checked:
        workshop = self._workspace.get(Workshop, entry.workshop_id)
        person = self._workspace.find(Person, entry.person_id)
        told = self._dossiers.records([workshop.id])
        stands = self._people.of_one(entry.id)[0].id
        now = minutes_attended(workshop, told).get(stands, 0)
        return Checked(
            code=certificate_code.make(key, entry.id, minutes),
            number=number_of(workshop, entry),
            workshop_id=workshop.id,
            person_id=entry.person_id,
            workshop=workshop.title,
            start=workshop.start,
            name=person.name if person else "",
            minutes=minutes,
            minutes_now=certificate_code.in_quarters(now),
        )


def told_of(found: Checked, words: Words) -> list[str]:
    """What a genuine code stands for, in sentences."""
    say = words.say
    lines = [say("This certificate is genuine: number {number}.", number=found.number)]
    if found.name:
        lines.append(say("It was given to {name}.", name=found.name))
    day = words.day(found.start) if found.start else ""
    lines.append(", ".join(part for part in (found.workshop, day) if part))
    printed = time_told(words, found.minutes)
    lines.append(say("The paper must say: {time}.", time=printed))
    if not found.unchanged:
        now = time_told(words, found.minutes_now)
        lines.append(say("The list was changed since; today it says: {time}.", time=now))
    return lines
