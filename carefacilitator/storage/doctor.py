"""Check the workspace: rebuild every table from the operations and compare."""

from __future__ import annotations

from typing import Any

from carefacilitator.model.merge.operations import verify
from carefacilitator.model.records.records import KINDS
from carefacilitator.storage import blobs, oplog
from carefacilitator.storage.failures import WorkspaceDamaged, named_failures
from carefacilitator.storage.projection import columns, rebuild
from carefacilitator.storage.workspace import Workspace


def check(workspace: Workspace, repair: bool = True) -> list[str]:
    """Everything that is not as it should be, as language-free codes; empty when all is well.

    Codes: ``file`` (a page of the file is damaged), ``operation:ID`` (an id does not verify),
    ``table:KIND`` (rows differed from the operations; with ``repair`` they no longer do),
    ``bytes:SHA256`` (a photo or file is not what it was). ``repair`` also lets go of bytes that
    nothing names.
    """
    try:
        if _file_is_damaged(workspace):
            return ["file"]
        with workspace.database.lent(workspace.database.one("SELECT count(*) FROM operation")):
            problems = [f"operation:{oid}" for oid in _unverified(workspace)]
            problems += [f"table:{kind}" for kind in differences(workspace, repair)]
        problems += [f"bytes:{digest}" for digest in blobs.damaged(workspace)]
        if repair:
            blobs.collect(workspace)
    except WorkspaceDamaged:
        return ["file"]
    return problems


def _file_is_damaged(workspace: Workspace) -> bool:
    if workspace.database.rows("PRAGMA cipher_integrity_check"):
        return True
    return bool(workspace.database.one("PRAGMA integrity_check") != "ok")


def _unverified(workspace: Workspace) -> list[str]:
    query = f"SELECT {oplog.COLUMNS} FROM operation"
    found = []
    with named_failures(workspace.folder.name, workspace.folder):
        for row in workspace.database.connection.execute(query):
            op = oplog.op_of(row)
            if not verify(op):
                found.append(op.id)
    return found


def differences(workspace: Workspace, repair: bool = False) -> list[str]:
    """The tables whose rows are not what the operations mean, rebuilt where ``repair`` says so."""
    workspace.begin_writing()
    different: list[str] = []
    try:
        with workspace.database.transaction() as connection:
            before = snapshot(workspace)
            rebuild(connection)
            after = snapshot(workspace)
            different += [name for name in before if before[name] != after[name]]
            if not repair or not different:
                raise _KeepAsItWas
    except _KeepAsItWas:
        pass
    return different


class _KeepAsItWas(Exception):
    """The rebuilt tables are not kept."""


def snapshot(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every record table and every flag, sorted: what the operations mean."""
    found = {}
    for kind in KINDS:
        query = f'SELECT {columns(kind)}, "_deleted" FROM "{kind}" ORDER BY id'
        found[kind] = workspace.database.rows(query)
    found["flag"] = workspace.database.rows(
        "SELECT record, field, kind FROM flag ORDER BY record, field, kind"
    )
    return found
