"""Remember what a person decided about an answer, so that the same form does not ask again.

Kept on this computer only, by form and by a digest of the answer, never with a person. A yes is not
remembered: it was said of the people then in the file, and they are on the list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carefacilitator.services.unstored import form_of
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.attendees import AttendeeFile
    from carefacilitator.interchange.consent_decisions import Decisions

_KEY = "decided_answers"
_KEPT = ("no", "out")


class DecidedAnswers:
    """The answers of forms that a person has said to mean a no, or to be left out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, file: AttendeeFile) -> Decisions:
        """What was decided about the answers of a file."""
        from carefacilitator.interchange.consent_decisions import Decisions, waiting

        known = self._all().get(form_of(file.table.headers), {})
        found = {one.key: known.get(_digest(one.key), "") for one in waiting(file)}
        return Decisions({key: meaning for key, meaning in found.items() if meaning})

    def remember(self, headers: Sequence[str], decisions: Decisions) -> None:
        """Keep what is decided about answers; an answer that means something else now is renewed."""
        if not decisions.answers:
            return
        kept = self._all()
        form = dict(kept.get(form_of(headers), {}))
        for key, meaning in decisions.answers.items():
            form.pop(_digest(key), None)
            if meaning in _KEPT:
                form[_digest(key)] = meaning
        before = kept.get(form_of(headers), {})
        if form != before:
            self._workspace.set_meta(_KEY, json.dumps({**kept, form_of(headers): form}))

    def _all(self) -> dict[str, dict[str, str]]:
        told: dict[str, dict[str, str]] = json.loads(self._workspace.meta(_KEY) or "{}")
        return told


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
