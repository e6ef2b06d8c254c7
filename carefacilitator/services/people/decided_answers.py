"""Remember what a person decided about an answer, so that the same form does not ask again.

Kept on this computer only, by form and by a digest of the answer, never with a person. A yes stores
nobody anew: it was said of the people then in the file, who are on the list; it is only not asked
about again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carefacilitator.storage.imports.told_before import form_of
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.people.attendees import AttendeeFile
    from carefacilitator.interchange.people.consent_decisions import Decisions

_KEY = "decided_answers"
_KEPT = ("no", "out")
_YES = "yes"


class DecidedAnswers:
    """The answers of forms that a person has said to mean a no, or to be left out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, file: AttendeeFile) -> Decisions:
        """What was decided about the answers of a file."""
        from carefacilitator.interchange.people.consent_decisions import Decisions, waiting

        known = self._all().get(form_of(file.table.headers), {})
        found = {one.key: known.get(_digest(one.key), "") for one in waiting(file)}
        return Decisions({key: meaning for key, meaning in found.items() if meaning in _KEPT})

    def agreed(self, headers: Sequence[str], answer: str) -> bool:
        """Whether an answer of a form was said to be a yes, of all who gave it or of some."""
        from carefacilitator.interchange.people.consent_decisions import answer_key

        return self._all().get(form_of(headers), {}).get(_digest(answer_key(answer))) == _YES

    def remember(self, file: AttendeeFile, decisions: Decisions) -> None:
        """Keep what is decided about answers; one that means something else now is renewed."""
        from carefacilitator.interchange.people.consent_decisions import waiting

        kept, name = self._all(), form_of(file.table.headers)
        form = dict(kept.get(name, {}))
        for one in waiting(file):
            meaning = decisions.answers.get(one.key, "")
            if not meaning and any(decisions.of(row) == _YES for row in one.rows):
                meaning = _YES
            if meaning:
                form[_digest(one.key)] = meaning
        if form != kept.get(name, {}):
            self._workspace.set_meta(_KEY, json.dumps({**kept, name: form}))

    def _all(self) -> dict[str, dict[str, str]]:
        told: dict[str, dict[str, str]] = json.loads(self._workspace.meta(_KEY) or "{}")
        return told


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
