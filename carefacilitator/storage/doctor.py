"""Check the workspace: rebuild every table from the operations and compare."""

from __future__ import annotations

from typing import Any

from carefacilitator.model.operations import verify
from carefacilitator.model.records import KINDS
from carefacilitator.storage import oplog
from carefacilitator.storage.projection import columns, project
from carefacilitator.storage.workspace import Workspace


def check(workspace: Workspace, repair: bool = True) -> list[str]:
    """Everything that is not as it should be, as language-free codes; empty when all is well.

    Codes: ``file`` (a page of the file is damaged), ``operation:ID`` (an id does not verify),
    ``table:KIND`` (rows differed from the operations; with ``repair`` they no longer do).
    """
    problems = [
        f"file:{row[0]}" for row in workspace.database.rows("PRAGMA cipher_integrity_check")
    ]
    fine = workspace.database.one("PRAGMA integrity_check")
    if fine != "ok":
        problems.append("file")
        return problems
    problems += [f"operation:{oid}" for oid in _unverified(workspace)]
    problems += [f"table:{kind}" for kind in _rebuild(workspace, repair)]
    return problems


def _unverified(workspace: Workspace) -> list[str]:
    query = f"SELECT {oplog.COLUMNS} FROM operation"
    found = []
    for row in workspace.database.connection.execute(query):
        op = oplog.op_of(row)
        if not verify(op):
            found.append(op.id)
    return found


def _rebuild(workspace: Workspace, repair: bool) -> list[str]:
    workspace.begin_writing()
    before = snapshot(workspace)
    different: list[str] = []
    try:
        with workspace.database.transaction() as connection:
            for kind in KINDS:
                connection.execute(f'DELETE FROM "{kind}"')
            connection.execute("DELETE FROM flag")
            _project_all(connection)
            after = snapshot(workspace)
            different += [name for name in before if before[name] != after[name]]
            if not repair or not different:
                raise _KeepAsItWas
    except _KeepAsItWas:
        pass
    return different


class _KeepAsItWas(Exception):
    """The rebuilt tables are not kept."""


def _project_all(connection: Any) -> None:
    marks = ",".join("?" * len(KINDS))
    rows = connection.execute(
        f"SELECT DISTINCT kind, record FROM operation WHERE hidden=0 AND kind IN ({marks})",
        tuple(KINDS),
    ).fetchall()
    kinds = {record: kind for kind, record in rows}
    for part in oplog.chunks(sorted(kinds)):
        found = oplog.of_records(connection, part)
        project(
            connection, {(kinds[rec], rec): fields for rec, fields in found.items()}, fresh=True
        )


def snapshot(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every record table and every flag, sorted: what the operations mean."""
    found = {}
    for kind in KINDS:
        query = f'SELECT {columns(kind)}, "_deleted" FROM "{kind}" ORDER BY id'
        found[kind] = workspace.database.rows(query)
    found["flag"] = workspace.database.rows(
        "SELECT record, field, kind FROM flag ORDER BY record, field"
    )
    return found
