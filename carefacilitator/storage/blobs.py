"""The bytes of attachments: which are still named, which are damaged.

Bytes are kept as long as any operation names them: of a record in the bin too, and of an import
that was undone, or set aside, since all may come back. Only erasure, redaction, and a write that
was given up half way, leave bytes that nothing names.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from carefacilitator.storage.workspace import Workspace

_NAMED = (
    "SELECT value FROM operation WHERE field='sha256' AND value IS NOT NULL"
    " UNION ALL SELECT s.value FROM set_aside s JOIN operation o ON o.id=s.operation"
    " WHERE o.field='sha256'"
)


def named(workspace: Workspace) -> set[str]:
    """The hashes that any operation names, hidden ones too, of whatever kind of record."""
    return {json.loads(row[0]) for row in workspace.database.rows(_NAMED)}


def damaged(workspace: Workspace) -> list[str]:
    """The hashes (hex) of what is no longer what it was, one blob in memory at a time."""
    digests = workspace.database.rows("SELECT sha256 FROM blob ORDER BY sha256")
    read = "SELECT bytes FROM blob WHERE sha256=?"
    return [
        digest
        for (digest,) in digests
        if hashlib.sha256(workspace.database.one(read, (digest,)) or b"").hexdigest() != digest
    ]


def collect(workspace: Workspace) -> int:
    """Let go of the bytes that nothing names; how many there were."""
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        return drop_unnamed(connection)


def drop_unnamed(connection: Any) -> int:
    """Within a transaction, forget the bytes that no operation names."""
    wanted = {json.loads(row[0]) for row in connection.execute(_NAMED)}
    held = [row[0] for row in connection.execute("SELECT sha256 FROM blob")]
    gone = [(digest,) for digest in held if digest not in wanted]
    connection.executemany("DELETE FROM blob WHERE sha256=?", gone)
    return len(gone)
