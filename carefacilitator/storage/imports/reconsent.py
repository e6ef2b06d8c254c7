"""Acts about people that arrive: who is to be forgotten, and who agreed again after that.

That somebody agreed again is an offer: the act that says so is stored once a person has agreed to
it, and by that she is no longer forgotten here (``model/merge/forgetting.py``). Until then nothing
of hers is stored, and the next bundle offers it anew.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from carefacilitator.model.merge import forgetting
from carefacilitator.model.merge.merge import NO_EDIT, heads_of
from carefacilitator.model.merge.operations import ERASURE_KIND, Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Consent, Note, SameAs
from carefacilitator.storage import oplog
from carefacilitator.storage.change import Change
from carefacilitator.storage.removal.refusals import Said, agreed, records
from carefacilitator.storage.workspace import Workspace


class Told(NamedTuple):
    """What the acts of a bundle mean here.

    ``claimed`` are people whom it asks to forget, ``asked`` those of them who are not forgotten
    yet, ``offered`` those forgotten here who would not be any more. ``pending`` are the ids of the
    acts that offer it, ``unproven`` of such whose bundle does not hold what was held of her here.
    """

    claimed: list[str]
    asked: list[str]
    offered: list[str]
    pending: frozenset[str]
    unproven: frozenset[str]


def sort_out(workspace: Workspace, acts: Iterable[Operation], held: Collection[str]) -> Told:
    """Read the acts that would be new here.

    ``held`` are the people of whose records the bundle carries operations that are here too: an
    operation cannot be guessed.
    """
    fresh: dict[str, list[Operation]] = defaultdict(list)
    for op in acts:
        if op.kind == ERASURE_KIND and op.known:
            fresh[op.record].append(op)
    stored = _acts(workspace, fresh)
    told = Told([], [], [], frozenset(), frozenset())
    pending: set[str] = set()
    unproven: set[str] = set()
    for person, hers in sorted(fresh.items()):
        before = forgetting.unanswered(stored.get(person, ()))
        after = forgetting.unanswered([*stored.get(person, ()), *hers])
        if {op.id for op in after} - {op.id for op in before}:
            told.claimed.append(person)
        if after and not before:
            told.asked.append(person)
        elif before and not after:
            again = {op.id for op in hers if forgetting.is_again(op)}
            if person in held:
                told.offered.append(person)
                pending |= again
            else:
                unproven |= again
    return told._replace(pending=frozenset(pending), unproven=frozenset(unproven))


def _acts(workspace: Workspace, people: Iterable[str]) -> dict[str, list[Operation]]:
    found = oplog.of_records(workspace.database.connection, sorted(people))
    return {
        person: [op for ops in fields.values() for op in ops if op.kind == ERASURE_KIND]
        for person, fields in found.items()
    }


def let_back(connection: Any, people: Collection[str]) -> None:
    """These people are not forgotten here any more; their values may be known again."""
    connection.executemany("DELETE FROM erased WHERE person=?", ((one,) for one in sorted(people)))


def unmark(connection: Any, change: Change, said: Said, back: set[str], today: dt.date) -> None:
    """Take from the notes of people who agreed again what forgetting them wrote there.

    Only what an import wrote on this computer, and only where she may be quoted today.
    """
    day = today.isoformat()
    joined = Joined(records(connection, SameAs, "target_kind=?", "person"))
    for note, people in sorted(said.items()):
        found = records(connection, Note, "id=?", note)
        if not found or not people <= back:
            continue
        answers = records(connection, Consent, "workshop_id=?", found[0].workshop_id)
        for field in _marked(connection, found[0]):
            purpose = consent.QUOTE if field == "not_quoted" else consent.STORE
            if all(agreed(answers, joined.members(one), purpose, day) for one in people):
                change.settle("note", note, field, False)


def _marked(connection: Any, note: Note) -> Iterator[str]:
    """The marks on a note that imports on this computer wrote, and nobody else."""
    fields = oplog.of_record(connection, note.id, "note")
    imports = {row[0] for row in connection.execute("SELECT change FROM bundle_in")}
    for field in NO_EDIT:
        marks = [op for op in heads_of(fields.get(field, ())) if op.value is True]
        if getattr(note, field) and marks and all(op.change in imports for op in marks):
            yield field
