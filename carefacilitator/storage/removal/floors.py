"""What was removed for good, kept as it counts here: acts, answers, values that wait for an answer.

A value under the floor of an act is taken out of its operation at once, so that nothing that reads
operations can forget to leave it out. Until somebody here agreed it lies in ``set_aside`` and comes
back when she says no; then it is blanked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from carefacilitator.model.merge import redaction
from carefacilitator.model.merge.operations import Operation, canonical
from carefacilitator.model.merge.redaction import Act, Floor
from carefacilitator.storage import blobs, oplog, search
from carefacilitator.storage.oplog import Fields, Key
from carefacilitator.storage.projection import project
from carefacilitator.storage.removal import masked, named

AGREED: State = "agreed"
WAITING: State = "waiting"
REFUSED: State = "refused"
UNPROVEN: State = "unproven"

State = Literal["agreed", "waiting", "refused", "unproven"]
"""``waiting`` hides, ``agreed`` blanks; ``refused`` by a person and ``unproven`` do nothing."""


class KeptDeletion(NamedTuple):
    """An act that is here: the operation that carries it, and what was answered to it."""

    operation: str
    act: Act
    state: State


_ACT = "SELECT operation,kind,record,field,after,state FROM act"


def keep(
    connection: Any, ops: Iterable[Operation], states: Mapping[str, State]
) -> list[KeptDeletion]:
    """Keep the acts that these operations are, in these states; an answer given stays."""
    found = []
    for op in ops:
        act = redaction.act_of(op)
        if act is not None:
            found.append(KeptDeletion(op.id, act, states.get(op.id, WAITING)))
    connection.executemany(
        "INSERT OR IGNORE INTO act (operation,kind,record,field,after,state) VALUES (?,?,?,?,?,?)",
        [(one.operation, *one.act, one.state) for one in found],
    )
    return found


def answer(connection: Any, operations: Collection[str], state: State) -> None:
    """Write down what a person said to these acts."""
    for part in oplog.chunks(list(operations)):
        marks = ",".join("?" * len(part))
        connection.execute(
            f"UPDATE act SET state=? WHERE operation IN ({marks})",
            (state, *part),
        )


def acts(connection: Any, records: Collection[str] | None = None) -> list[KeptDeletion]:
    """Every act that is here, or those on these records."""
    if records is None:
        return [_kept(row) for row in connection.execute(f"{_ACT} ORDER BY operation")]
    found = []
    for part in oplog.chunks(list(records)):
        marks = ",".join("?" * len(part))
        query = f"{_ACT} WHERE record IN ({marks}) ORDER BY operation"
        found += [_kept(row) for row in connection.execute(query, tuple(part))]
    return found


def _kept(row: tuple[Any, ...]) -> KeptDeletion:
    operation, kind, record, field, after, state = row
    return KeptDeletion(operation, Act(kind, record, field, after), state)


def gone(connection: Any, records: Collection[str] | None = None) -> set[Key]:
    """The records of which nothing is left, or may be shown before somebody answered."""
    return {
        (one.act.kind, one.act.record)
        for one in acts(connection, records)
        if one.act.field == redaction.WHOLE and one.state in (AGREED, WAITING)
    }


def contested(connection: Any) -> set[tuple[str, str, str]]:
    """Kind, record and field where two rewordings for good wait for a person to decide."""
    rows = connection.execute(
        "SELECT a.kind, a.record, a.field FROM act a JOIN flag f"
        " ON f.kind=a.kind AND f.record=a.record AND f.field=a.field"
        " WHERE a.state IN ('agreed','waiting') GROUP BY a.kind, a.record, a.field"
        " HAVING count(DISTINCT a.after)>1"
    )
    return {tuple(row) for row in rows}


def stored(connection: Any, keys: Collection[Key]) -> dict[Key, Fields]:
    """All operations of these records, those of imports taken back too, by field."""
    found: dict[Key, Fields] = {key: defaultdict(list) for key in keys}
    for part in oplog.chunks(list(dict.fromkeys(record for _, record in keys))):
        marks = ",".join("?" * len(part))
        query = f"SELECT {oplog.COLUMNS} FROM operation WHERE record IN ({marks})"
        for op in map(oplog.op_of, connection.execute(query, tuple(part))):
            if (op.kind, op.record) in found:
                found[op.kind, op.record][op.field].append(op)
    return found


def here(connection: Any, keys: Collection[Key]) -> set[Key]:
    """Those of these records of which anything is here."""
    found: set[Key] = set()
    for part in oplog.chunks(list(dict.fromkeys(record for _, record in keys))):
        marks = ",".join("?" * len(part))
        query = f"SELECT DISTINCT kind, record FROM operation WHERE record IN ({marks})"
        found |= {(kind, record) for kind, record in connection.execute(query, tuple(part))}
    return found & set(keys)


def under(
    fields: Fields, kept: Iterable[tuple[Act, State]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of what is hidden of one record, and of what is to be blanked, under these acts."""
    pairs = list(kept)
    counting = [act for act, state in pairs if state in (AGREED, WAITING)]
    agreed = [act for act, state in pairs if state == AGREED]
    hidden: Floor = redaction.floors(fields, counting, counting)
    blank: Floor = redaction.floors(fields, counting, agreed)
    return hidden.hidden, blank.sure


def enforce(connection: Any, keys: Collection[Key]) -> set[Key]:
    """Within a transaction, make these records what the acts on them say; which were touched.

    Values are set aside, brought back or blanked, and rows, index and bytes follow.
    """
    by_key: dict[Key, list[tuple[Act, State]]] = defaultdict(list)
    for one in acts(connection, {record for _, record in keys}):
        by_key[one.act.kind, one.act.record].append((one.act, one.state))
    wanted = {key for key in keys if key in by_key}
    touched = set()
    for key, fields in stored(connection, wanted).items():
        hidden, blank = under(fields, by_key[key])
        ids = [op.id for ops in fields.values() for op in ops]
        if _apply(connection, fields, ids, hidden, blank):
            touched.add(key)
    if wanted:
        now = oplog.of_keys(connection, wanted)
        project(connection, {key: now.get(key, {}) for key in wanted})
        search.mark_due(connection, wanted)
        search.owe_scrub(connection)
        blobs.drop_unnamed(connection)
    return touched


def _apply(
    connection: Any, fields: Fields, ids: list[str], hidden: frozenset[str], blank: frozenset[str]
) -> bool:
    aside = _aside(connection, ids)
    shown = {op.id for ops in fields.values() for op in ops if op.known}
    back = [one for one in aside if one not in hidden]
    take = [one for one in shown if one in hidden and one not in blank]
    drop = [one for one in (*aside, *shown) if one in blank]
    run = connection.executemany
    run(
        "INSERT OR REPLACE INTO set_aside (operation,nonce,value)"
        " SELECT id,nonce,value FROM operation WHERE id=?",
        [(one,) for one in take],
    )
    run(
        "UPDATE operation SET nonce=(SELECT nonce FROM set_aside WHERE operation=?1),"
        " value=(SELECT value FROM set_aside WHERE operation=?1) WHERE id=?1",
        [(one,) for one in back],
    )
    going = {*take, *drop}
    masked.keep(connection, (op for ops in fields.values() for op in ops if op.id in going))
    named.drop(connection, _texts(connection, fields, drop))
    run("DELETE FROM set_aside WHERE operation=?", [(one,) for one in (*back, *drop)])
    run(
        "UPDATE operation SET nonce=NULL, value=NULL WHERE id=?",
        [(one,) for one in (*take, *drop)],
    )
    return bool(back or take or drop)


def _texts(connection: Any, fields: Fields, ids: list[str]) -> list[tuple[str, str]]:
    """The texts, with their records, that these operations hold, or that lie aside for them."""
    wanted = set(ids)
    found = []
    for op in (op for ops in fields.values() for op in ops if op.id in wanted):
        query = "SELECT value FROM set_aside WHERE operation=?"
        kept = None if op.known else connection.execute(query, (op.id,)).fetchone()
        value = json.loads(kept[0]) if kept else op.value
        told = value if isinstance(value, list) else [value]
        found += [(op.record, text) for text in told if isinstance(text, str) and text]
    return found


def _aside(connection: Any, ids: list[str]) -> list[str]:
    found: list[str] = []
    for part in oplog.chunks(ids):
        marks = ",".join("?" * len(part))
        query = f"SELECT operation FROM set_aside WHERE operation IN ({marks})"
        found += [row[0] for row in connection.execute(query, tuple(part))]
    return found


def set_aside(connection: Any, ops: Iterable[Operation]) -> None:
    """Keep the values of operations that arrive under a floor nobody has agreed to yet."""
    connection.executemany(
        "INSERT OR IGNORE INTO set_aside (operation,nonce,value) VALUES (?,?,?)",
        [(op.id, op.nonce, canonical(op.value)) for op in ops],
    )
