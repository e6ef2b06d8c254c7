"""What a person refused for her words, kept with her notes when she is forgotten.

Erasure takes away who spoke. What she had not agreed to is written to each of her notes just before
that, without her, so that words she did not want quoted do not leave because she asked to be
forgotten. Such a mark is an operation like any other: it travels, and is no edit of the note.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import Any, TypeVar, cast

from carefacilitator.model.merge.merge import heads_of
from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Consent, Note, Record, SameAs, kind_of
from carefacilitator.storage import oplog
from carefacilitator.storage.change import Change
from carefacilitator.storage.projection import columns, record_of
from carefacilitator.storage.removal.blanking import named

R = TypeVar("R", bound=Record)

_SPEAKER = "speaker_person_id"

Said = dict[str, set[str]]
"""The people said to have spoken, by note (ids)."""


def spoken_by(connection: Any, people: Collection[str], arriving: Iterable[Operation] = ()) -> Said:
    """The notes that these people are said to have spoken, here and in what is just arriving."""
    wanted = set(people)
    told = [
        op for op in arriving if (op.kind, op.field) == ("note", _SPEAKER) and wanted & {*_who(op)}
    ]
    notes = {op.record for op in told}
    query = (
        "SELECT record, value FROM operation"
        " WHERE kind='note' AND field=? AND value IS NOT NULL AND hidden=0"
    )
    rows = connection.execute(query, (_SPEAKER,)) if wanted else ()
    notes |= {record for record, value in rows if json.loads(value) in wanted}
    found: Said = {}
    stored = oplog.of_records(connection, sorted(notes))
    for note in notes:
        ops = {op.id: op for op in stored.get(note, {}).get(_SPEAKER, ())}
        ops.update({op.id: op for op in told if op.record == note})
        who = {one for op in heads_of(list(ops.values())) for one in _who(op)} & wanted
        if who:
            found[note] = who
    return found


def _who(op: Operation) -> list[str]:
    return [one for one in named(op) if isinstance(one, str)] if op.known else []


def mark(connection: Any, change: Change, said: Said, today: dt.date) -> None:
    """Write to each note what somebody who spoke it did not agree to, as far as is known here.

    Also where a mark arrived: taking that import out again must not take the refusal along.
    """
    day = today.isoformat()
    joined = Joined(records(connection, SameAs, "target_kind=?", "person"))
    for note, people in sorted(said.items()):
        found = records(connection, Note, "id=?", note)
        workshop = found[0].workshop_id if found else ""
        answers = records(connection, Consent, "workshop_id=?", workshop)
        for field, purpose in (("not_quoted", consent.QUOTE), ("not_stored", consent.STORE)):
            if not all(agreed(answers, joined.members(one), purpose, day) for one in people):
                change.settle("note", note, field, True)


def agreed(answers: Iterable[Consent], members: Collection[str], purpose: str, day: str) -> bool:
    """Whether somebody agreed, under any of her records; a no of any of them stands."""
    return consent.may([one for one in answers if one.person_id in members], purpose, day)


def records(connection: Any, kind: type[R], where: str, value: str) -> list[R]:
    """The records in use of a kind where one condition holds."""
    name = kind_of(kind)
    query = f'SELECT {columns(name)} FROM "{name}" WHERE {where} AND _deleted=0'
    return [cast("R", record_of(name, row)) for row in connection.execute(query, (value,))]
