"""What one key writes at the door: the purposes that a group is usually asked for together.

A choice of this computer for one workshop: it is kept with the workspace and never travels; the
answers that are written by it are like any others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carefacilitator.services.people import consents
from carefacilitator.storage.workspace import Workspace

PURPOSES = ("store", "share_secretariat", "list_in_report", "photo", "sensitive_data")
"""What a usual notice asks for together, where nothing else was chosen."""
_KEPT = "usual_consent."


@dataclass(frozen=True)
class UsualConsent:
    """Purposes that are answered with yes, and the way in which it is usually said."""

    purposes: tuple[str, ...] = PURPOSES
    method: str = consents.USUAL_METHOD


def usual(workspace: Workspace, workshop_id: str) -> UsualConsent:
    """What was chosen for a workshop, else the usual notice."""
    method, *purposes = workspace.meta(_KEPT + workshop_id).split() or [""]
    return UsualConsent(tuple(purposes), method) if purposes else UsualConsent()


def choose(workspace: Workspace, workshop_id: str, purposes: Iterable[str], method: str) -> None:
    """Let one key write these from now on; without a purpose it writes the usual notice again."""
    found = list(purposes)
    workspace.set_meta(_KEPT + workshop_id, " ".join([method, *found]) if found else "")
