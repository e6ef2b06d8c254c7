"""The key behind copies that name nobody, and what is kept of values that were removed for good.

A later copy has to name a removed wording by the id under which it left, else whoever has both
copies would see it beside what replaced it. All that is kept for that is what it committed to there
under a nonce that was blanked with the value, so nothing can be tried out against it. It belongs to
this computer and never travels.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from typing import Any

from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.privacy.masking import Mask
from carefacilitator.storage import oplog, peers
from carefacilitator.storage.workspace import Workspace

KEY = "mask"
_FORM = "mask_form"
_FIRST, _SALTED = "1", "2"
_KEPT = "masked:"


def secret_of(workspace: Workspace) -> bytes:
    """The key; drawn once, kept here, part of no bundle."""
    kept = workspace.meta(KEY)
    if not kept:
        kept = secrets.token_hex(32)
        workspace.set_meta(KEY, kept)
    return bytes.fromhex(kept)


def mask_of(workspace: Workspace) -> Mask:
    """How copies that name nobody are made here, always the same way.

    Whoever handed one out with the first version goes on as that did: ids must not change.
    """
    form = workspace.meta(_FORM)
    if not form:
        told = (one.told for one in peers.shared(workspace) if one.kind == "bundle")
        form = _FIRST if any(one.get("anonymous") for one in told) else _SALTED
        workspace.set_meta(_FORM, form)
    return Mask(secret_of(workspace), form == _SALTED)


def keep(connection: Any, ops: Iterable[Operation]) -> None:
    """Within a transaction, keep what these commit to in such copies, if any was made."""
    query = "SELECT key, value FROM meta WHERE key IN (?,?)"
    told = dict(connection.execute(query, (KEY, _FORM)).fetchall())
    if told.get(_FORM) != _SALTED or KEY not in told:
        return
    mask = Mask(bytes.fromhex(told[KEY]))
    connection.executemany(
        "INSERT OR IGNORE INTO meta (key,value) VALUES (?,?)",
        [(_KEPT + op.id, mask.commitment(op)) for op in ops if op.known],
    )


def commitments(workspace: Workspace, ids: Collection[str]) -> dict[str, str]:
    """What is kept of these operations, by id."""
    found: dict[str, str] = {}
    for part in oplog.chunks([_KEPT + one for one in ids]):
        query = f"SELECT key, value FROM meta WHERE key IN ({','.join('?' * len(part))})"
        rows = workspace.database.rows(query, tuple(part))
        found |= {key.removeprefix(_KEPT): value for key, value in rows}
    return found
