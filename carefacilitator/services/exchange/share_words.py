"""In words: what was decided about a device, and why it does not get a workshop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carefacilitator.i18n import N_, Words, isolate
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.services.exchange.shares import KEPT_SEVERE, NOT_SHARED, RECEIVED, Decision

if TYPE_CHECKING:
    from carefacilitator.storage.workspace import Workspace

_RIGHT = "\u200f"
_NAMED = 6
"""Workshops or programmes named in a line; the others are counted."""

_REASONS = {
    NOT_SHARED: N_("not shared with it"),
    RECEIVED: N_("received from others, so not passed on"),
    KEPT_SEVERE: N_("marked as sensitive, so it stays here"),
}


def decision_words(workspace: Workspace, decision: Decision, words: Words) -> str:
    """What a device gets, in a line."""
    if decision.kind == "everything":
        return words.say("Everything made here")
    if not decision.ids:
        return words.say("Nothing")
    named = [_name(workspace, decision, one, words) for one in decision.ids[:_NAMED]]
    told = some(named, len(decision.ids), words)
    if decision.kind == "programmes":
        return words.say("All of: {names}", names=told)
    return words.say("These workshops: {names}", names=told)


def some(named: Sequence[str], count: int, words: Words) -> str:
    """Names in a row, and how many of ``count`` are not among them; in Arabic from the right."""
    left = count - len(named)
    more = [words.say_n("and {n} more", "and {n} more", left)] if left > 0 else []
    if not words.rtl:
        return words.listed((*named, *more))
    return _RIGHT + words.listed((*(isolate(one) for one in named if one), *more))


def _name(workspace: Workspace, decision: Decision, record: str, words: Words) -> str:
    if decision.kind == "programmes":
        programme = workspace.find(Programme, record, in_bin=True)
        own = in_language(programme, "title", words.language) if programme else ""
        return own or record
    workshop = workspace.find(Workshop, record, in_bin=True)
    return (workshop.code or workshop.title if workshop else "") or record


def reason_words(reason: str, words: Words) -> str:
    """Why a device does not get a workshop, as a half-sentence."""
    return words.say(_REASONS[reason])
