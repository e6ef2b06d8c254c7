"""Which device gets which workshops at an exchange: what a person on this computer decided.

A scope is ``*`` (everything made here), ``programme/ID`` or ``workshop/ID``; a device without one
gets nothing. None of this ever travels.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from carefacilitator.storage.workspace import Workspace

EVERYTHING = "*"
_BEFORE = "share.before"
"""Devices that received everything before anybody was asked (see migration 0005)."""
_TOLD = "share.told"


def scopes(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The scopes of every device that has any."""
    found: dict[str, tuple[str, ...]] = {}
    rows = workspace.database.rows("SELECT device, scope FROM share ORDER BY device, scope")
    for device, scope in rows:
        found[device] = (*found.get(device, ()), scope)
    return found


def decide(workspace: Workspace, device: str, chosen: Sequence[str]) -> None:
    """Let these scopes be all that a device gets."""
    workspace.begin_writing()
    at = workspace.now()
    with workspace.database.transaction() as connection:
        forget(connection, device)
        for scope in dict.fromkeys(chosen):
            connection.execute("INSERT INTO share VALUES (?,?,?)", (device, scope, at))


def forget(connection: Any, device: str) -> None:
    """Take away what was decided about a device, within a transaction that is open."""
    connection.execute("DELETE FROM share WHERE device=?", (device,))
    rows = connection.execute("SELECT value FROM meta WHERE key=?", (_BEFORE,)).fetchall()
    left = [one for one in json.loads(rows[0][0]) if one != device] if rows else []
    if left:
        connection.execute("UPDATE meta SET value=? WHERE key=?", (json.dumps(left), _BEFORE))
    else:
        connection.execute("DELETE FROM meta WHERE key=?", (_BEFORE,))


def received_before(workspace: Workspace) -> list[str]:
    """Devices that received everything in an older version, until somebody decides anew."""
    kept = workspace.meta(_BEFORE)
    return [str(one) for one in json.loads(kept)] if kept else []


def is_told(workspace: Workspace) -> bool:
    """Whether an exchange has named them."""
    return bool(workspace.meta(_TOLD))


def note_told(workspace: Workspace) -> None:
    """An exchange has named who received before."""
    workspace.set_meta(_TOLD, workspace.now())
