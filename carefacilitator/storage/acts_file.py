"""Acts beside the workspace and beside its copies, so that a copy brings nothing back.

A small file of operations without any text: who was forgotten, what was removed for good. It is
sealed with the key of the workspace, which every copy of it shares, and read before a copy that was
brought back is shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from carefacilitator.machine import files
from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import ERASURE_KIND, Operation
from carefacilitator.storage import oplog, private
from carefacilitator.storage.removal import floors
from carefacilitator.storage.workspace import Workspace

_CONTEXT = b"carefacilitator acts 1"
_LARGEST = 64 * 1024 * 1024


def name_of(key: bytes) -> str:
    """What the file of the workspace with this key is called, wherever it lies."""
    told = hashlib.blake2b(_CONTEXT, digest_size=8, key=key).hexdigest()
    return f"carefacilitator-{told}.acts"


def write(workspace: Workspace, folder: Path | None = None) -> bool:
    """Write the acts that count here beside the workspace, or into ``folder``; whether that went.

    What another device with the same key wrote there stays. Where the disk is full or a stick was
    pulled, the next time does it.
    """
    place = (folder or workspace.folder) / name_of(workspace.key)
    there = {op.id: op for op in read(place, workspace.key)}
    ops = {op.id: op for op in _acts(workspace)}
    if ops.keys() <= there.keys():
        return True
    lines = [operations.to_json(op) for op in (there | ops).values()]
    plain = json.dumps(lines, separators=(",", ":")).encode()
    nonce = os.urandom(12)
    sealed = nonce + _cipher(workspace.key).encrypt(nonce, plain, _CONTEXT)
    passing = place.with_name(place.name + ".part")
    try:
        with private.new_file(passing) as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        files.replace(passing, place)
    except OSError:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
        return False
    return True


def _acts(workspace: Workspace) -> list[Operation]:
    """The acts, and of each the operation it leaves standing, without its text."""
    connection = workspace.database.connection
    counting = [one for one in floors.acts(connection) if one.state == floors.AGREED]
    wanted = [one.operation for one in counting]
    found = [op for op in oplog.by_id(connection, wanted) if op.known]
    found += [op.withheld() for op in oplog.by_id(connection, [one.act.after for one in counting])]
    rows = connection.execute(
        f"SELECT {oplog.COLUMNS} FROM operation WHERE kind=? AND value IS NOT NULL", (ERASURE_KIND,)
    )
    return found + [oplog.op_of(row) for row in rows]


def read(place: Path, key: bytes) -> list[Operation]:
    """The acts in a file; none where it is not there, damaged or another workspace's."""
    from cryptography.exceptions import InvalidTag

    try:
        if place.stat().st_size > _LARGEST:
            return []
        sealed = place.read_bytes()
        plain = _cipher(key).decrypt(sealed[:12], sealed[12:], _CONTEXT)
        found = [operations.from_json(line) for line in json.loads(plain)]
    except (OSError, InvalidTag, ValueError, KeyError, TypeError):
        return []
    return [op for op in found if operations.verify(op)]


def _cipher(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    own = HKDF(SHA256(), 32, None, _CONTEXT).derive(key)  # never the key of the pages themselves
    return ChaCha20Poly1305(own)
