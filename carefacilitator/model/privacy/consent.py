"""Consent as a rule: what may leave this computer, for whom, on which day.

Every purpose of ``consent_item`` in the vocabulary is agreed to by one person, at one workshop,
and may be refused, run out or be withdrawn. Not asked means no. What is held back is counted by
kind and reason, so that nobody mistakes a gap for a loss.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from carefacilitator.i18n import N_, NN_, Words
from carefacilitator.model.privacy.leaving import LISTED, NEEDS, Exit, Leaves
from carefacilitator.model.privacy.purposes import ANONYMOUS as ANONYMOUS
from carefacilitator.model.privacy.purposes import CONTACT as CONTACT
from carefacilitator.model.privacy.purposes import HIDDEN as HIDDEN
from carefacilitator.model.privacy.purposes import KEPT as KEPT
from carefacilitator.model.privacy.purposes import LIST as LIST
from carefacilitator.model.privacy.purposes import NAMED as NAMED
from carefacilitator.model.privacy.purposes import NAMES_PEOPLE as NAMES_PEOPLE
from carefacilitator.model.privacy.purposes import NOT_LINKED as NOT_LINKED
from carefacilitator.model.privacy.purposes import PHOTO as PHOTO
from carefacilitator.model.privacy.purposes import PUBLISH as PUBLISH
from carefacilitator.model.privacy.purposes import PURPOSES as PURPOSES
from carefacilitator.model.privacy.purposes import QUOTE as QUOTE
from carefacilitator.model.privacy.purposes import QUOTE_BY_NAME as QUOTE_BY_NAME
from carefacilitator.model.privacy.purposes import SENSITIVE as SENSITIVE
from carefacilitator.model.privacy.purposes import SEVERE as SEVERE
from carefacilitator.model.privacy.purposes import SHARE as SHARE
from carefacilitator.model.privacy.purposes import STORE as STORE
from carefacilitator.model.privacy.withheld import KeptBack, Withheld
from carefacilitator.model.records.records import Consent
from carefacilitator.model.text.folding import fold

Circle = Literal["own_group", "other"]
"""Who receives: those who ran the workshop together, or anybody else (the secretariat)."""

OWN_GROUP: Circle = "own_group"
OTHER: Circle = "other"
PAPER: Exit = "paper"
SHEET: Exit = "sheet"

SIGN_IN = "sign_in"
"""What an attachment is tied to that shows the signed sheet: evidence, with everybody's name."""

LOGO_OF = "programme"
"""What an attachment is tied to that is a logo: it shows nobody."""

UNSAID = "unsaid"
"""Stands among the people in a photo until somebody has said who can be recognised in it."""


def holds(consent: Consent, day: str) -> bool:
    """Whether one consent is given and still good on ``day``; a senseless date means no."""
    if consent.status != "given" or refused(consent, day):
        return False
    return not consent.expires_on or _not_before(consent.expires_on, day)


def refused(consent: Consent, day: str) -> bool:
    """Whether the person said no, or took a yes back by ``day``."""
    if consent.status in ("refused", "withdrawn"):
        return True
    return bool(consent.withdrawn_on) and not _after(consent.withdrawn_on, day)


def withdrawn(consents: Iterable[Consent], purpose: str, day: str) -> bool:
    """Whether a yes for ``purpose`` was taken back by ``day``."""
    return any(
        one.purpose == purpose
        and (one.status == "withdrawn" or (bool(one.withdrawn_on) and refused(one, day)))
        for one in consents
    )


def may(consents: Iterable[Consent], purpose: str, day: str) -> bool:
    """Whether one person's consents allow ``purpose`` on ``day``.

    With several workshops at once: given in at least one of them, and refused or withdrawn in none.
    Who refused to be stored, or took that back, agreed to nothing else: what she said before stands
    in its records until she is forgotten.
    """
    said = list(consents)
    given = any(one.purpose == purpose and holds(one, day) for one in said)
    return given and not any(one.purpose in (purpose, STORE) and refused(one, day) for one in said)


def _not_before(limit: str, day: str) -> bool:
    return _is_day(limit) and day <= limit


def _after(limit: str, day: str) -> bool:
    return _is_day(limit) and limit > day


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True)
class Permissions:
    """What one exit may tell of each person on one day, as the table of what may leave has it.

    ``consents`` are those of the workshops at hand, by person; ``names`` the folded names of people
    whose name may leave, for texts that name somebody without a link.
    """

    exit: Exit
    day: str
    consents: Mapping[str, tuple[Consent, ...]]
    names: frozenset[str] = field(default=frozenset())

    def may(self, person: str, purpose: str) -> bool:
        """Whether this person's consents allow a purpose."""
        return may(self.consents.get(person, ()), purpose, self.day)

    def against(self, leaves: Leaves, person: str) -> str:
        """Why a field that speaks of a person must stay here, or an empty text."""
        for needed in NEEDS[leaves][self.exit]:
            if not self.may(person, needed):
                return needed
        return ""

    def against_anybody(self, leaves: Leaves) -> str:
        """Why a field in which nobody is linked must stay here, or an empty text."""
        return next(iter(NEEDS[leaves][self.exit]), "")

    def against_photo(self, people: Iterable[str]) -> str:
        """Why a photo of these people must stay here, or an empty text."""
        for person in people:
            if person == UNSAID:
                reason = "" if self.exit == OWN_GROUP else NOT_LINKED
            else:
                reason = self.against("picture", person)
            if reason:
                return reason
        return ""

    def against_name(self, leaves: Leaves, text: str) -> str:
        """Why a name typed without a link must stay here, or an empty text."""
        if LISTED not in NEEDS[leaves][self.exit] or not text.strip() or fold(text) in self.names:
            return ""
        return NOT_LINKED


class Counter:
    """Counts what is held back: each thing once per kind and reason."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._told: dict[tuple[str, str], int] = {}

    def add(self, kind: str, reason: str, thing: str) -> None:
        """``thing`` (a record's id) is held back."""
        self._seen.setdefault((kind, reason), set()).add(thing)

    def tell(self, kind: str, reason: str, count: int) -> None:
        """So many of a kind are held back; 0 stands for “some”, where a number may not be told."""
        self._told[kind, reason] = count

    def lines(self) -> tuple[Withheld, ...]:
        """What was held back, in a fixed order."""
        counts = {key: len(things) for key, things in self._seen.items()} | self._told
        return tuple(
            Withheld(kind=kind, reason=reason, count=count)
            for (kind, reason), count in sorted(counts.items())
        )


_THINGS: dict[str, tuple[str, str]] = {
    "person": NN_("Details of {n} person", "Details of {n} people"),
    "contact": NN_("Contact details of {n} person", "Contact details of {n} people"),
    "sensitive": NN_(
        "Gender, age and difficulties of {n} person", "Gender, age and difficulties of {n} people"
    ),
    "statistics": NN_("Gender and age of {n} person", "Gender and age of {n} people"),
    "note": NN_("The words of {n} note", "The words of {n} notes"),
    "lesson": NN_("{n} lesson", "{n} lessons"),
    "speaker": NN_("The speaker of {n} note", "The speakers of {n} notes"),
    "photo": NN_("{n} photo or file", "{n} photos or files"),
    SIGN_IN: NN_("{n} photo of the signed sheet", "{n} photos of the signed sheet"),
    HIDDEN: NN_("Earlier answers of {n} person", "Earlier answers of {n} people"),
    "lead": NN_("The name in {n} agenda block", "The names in {n} agenda blocks"),
    "who": NN_("Who takes on {n} commitment", "Who takes on {n} commitments"),
    "name": NN_("{n} name on the list", "{n} names on the list"),
}
_SOME: dict[str, str] = {
    "name": N_("Some names on the list"),
    "statistics": N_("Gender and age of some people"),
}
"""Where a number would tell how few the others are; it is 0 then."""
_OTHER_THINGS = NN_("{n} other entry", "{n} other entries")
_REASONS: dict[str, str] = {
    STORE: N_("not agreed to be stored."),
    SHARE: N_("not agreed to be shared."),
    CONTACT: N_("not agreed to be contacted."),
    SENSITIVE: N_("not agreed to be used for statistics."),
    QUOTE: N_("not agreed to be quoted."),
    QUOTE_BY_NAME: N_("not agreed to be quoted."),
    PHOTO: N_("not agreed to be photographed."),
    PUBLISH: N_("not agreed to be shown in a document."),
    LIST: N_("not agreed to appear in a list."),
    ANONYMOUS: N_("this copy names nobody."),
    SEVERE: N_("marked as sensitive."),
    NAMES_PEOPLE: N_("it names people."),
    NAMED: N_("somebody is named there who did not agree."),
    KEPT: N_("you left it here."),
    HIDDEN: N_("not asked at this workshop."),
}
_NOBODY_AGREED = N_("nobody was found who agreed to it.")


_SUPERSEDED = NN_(
    "{n} earlier wording or answer: it was replaced.",
    "{n} earlier wordings or answers: they were replaced.",
)
_IN_BIN = NN_("{n} entry in the bin: it was removed.", "{n} entries in the bin: they were removed.")


def tell_kept_back(kept_back: KeptBack, words: Words) -> list[str]:
    """A sentence each for what was replaced and what was removed, where there is any."""
    told = ((_SUPERSEDED, kept_back.superseded), (_IN_BIN, kept_back.in_bin))
    return [words.say_n(*forms, count) for forms, count in told if count]


def tell(withheld: Withheld, words: Words) -> str:
    """One sentence on what stays out and why."""
    if not withheld.count and withheld.kind in _SOME:
        what = words.say(_SOME[withheld.kind])
    else:
        what = words.say_n(*_THINGS.get(withheld.kind, _OTHER_THINGS), withheld.count)
    return words.say("{what}: {why}", what=what, why=why(withheld.reason, words))


def why(reason: str, words: Words) -> str:
    """The reason as a half-sentence."""
    return words.say(_REASONS.get(reason, _NOBODY_AGREED))
