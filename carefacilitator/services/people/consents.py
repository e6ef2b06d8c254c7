"""What people agreed to: written down by purpose, read as one answer for each person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from carefacilitator.model.records import ids
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Consent
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

USUAL_METHOD = "oral_witness"
NOTICE_VERSION = "1"
"""The notice the program shows now; an answer keeps the version that was read before it."""

_STRONGEST = ("withdrawn", "refused", "given", "not_asked")


class AnswerGiven(NamedTuple):
    """How an answer was given: in which way, and in which language the notice was read."""

    method: str = USUAL_METHOD
    language: str = ""


def by_person(consents: Iterable[Consent], joined: Joined) -> dict[str, dict[str, str]]:
    """The answer to each purpose, by the id that stands for a person; a no of any record stands."""
    return strongest((joined.of(one.person_id), one.purpose, one.status) for one in consents)


def strongest(told: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Of each person's answers (person, purpose, status) the strongest to each purpose."""
    found: dict[str, dict[str, str]] = {}
    for person, purpose, status in told:
        answers = found.get(person)
        if answers is None:
            answers = found[person] = {}
        before = answers.get(purpose)
        if before is None or _rank(status) < _rank(before):
            answers[purpose] = status
    return found


def standing(consents: Iterable[Consent]) -> dict[str, Consent]:
    """Of all answers of one person the one that stands for each purpose."""
    found: dict[str, Consent] = {}
    for one in consents:
        before = found.get(one.purpose)
        if before is None or _rank(one.status) < _rank(before.status):
            found[one.purpose] = one
    return found


def _rank(status: str) -> int:
    return _STRONGEST.index(status) if status in _STRONGEST else len(_STRONGEST)


def note(
    workspace: Workspace,
    change: Change,
    about: tuple[str, str, str],
    status: str,
    told: AnswerGiven,
) -> None:
    """Write one answer down; ``about`` is workshop, person and purpose.

    A withdrawal keeps how, when and on which notice the yes was given.
    """
    workshop_id, person_id, purpose = about
    today = workspace.clock().date().isoformat()
    identity = ids.consent_id(workshop_id, person_id, purpose)
    before = workspace.find(Consent, identity) or Consent(id=identity)
    answered = status in ("given", "refused")
    change.restore(Consent, identity)
    change.put(
        Consent(
            id=identity,
            workshop_id=workshop_id,
            person_id=person_id,
            purpose=purpose,
            status=status,
            method=told.method if answered else before.method,
            notice_language=told.language or before.notice_language,
            notice_version=NOTICE_VERSION if answered else before.notice_version,
            given_on=today if status == "given" else before.given_on,
            expires_on="" if status == "given" else before.expires_on,
            withdrawn_on=today if status == "withdrawn" else "",
            recorded_by=before.recorded_by,
        )
    )
