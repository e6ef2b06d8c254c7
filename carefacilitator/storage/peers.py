"""This device and the others it has met, what was handed to whom, and the bytes of attachments.

None of this is history of a workshop: it belongs to this computer and never travels.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from carefacilitator.storage import shares
from carefacilitator.storage.workspace import Workspace


class KnownDevice(NamedTuple):
    """A device or office whose card is known; ``role`` is ``own_group`` or ``other``."""

    device: str
    name: str
    role: str
    age: str
    minisign: str
    met_at: str
    trusted: bool


class Shared(NamedTuple):
    """One thing that left this computer."""

    at: str
    kind: str
    name: str
    workshops: tuple[str, ...]
    recipient: str
    sequence: int
    bundle: str
    told: dict[str, Any]


_PEER = "SELECT device,name,role,age,minisign,met_at,trusted FROM peer "


def peers(workspace: Workspace) -> list[KnownDevice]:
    """Every known device, in the order of their names."""
    rows = workspace.database.rows(_PEER + "ORDER BY name, device")
    return [_peer(row) for row in rows]


def find_peer(workspace: Workspace, device: str) -> KnownDevice | None:
    """The known device of this short name, or None."""
    rows = workspace.database.rows(_PEER + "WHERE device=?", (device,))
    return _peer(rows[0]) if rows else None


def _peer(row: tuple[Any, ...]) -> KnownDevice:
    device, name, role, age, minisign, met_at, trusted = row
    return KnownDevice(device, name, role, age, minisign, met_at, bool(trusted))


def keep_peer(workspace: Workspace, peer: KnownDevice) -> None:
    """Remember a device or change what is known of it."""
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.execute(
            "INSERT INTO peer (device,name,role,age,minisign,met_at,trusted)"
            " VALUES (?,?,?,?,?,?,?) ON CONFLICT(device) DO UPDATE SET name=excluded.name,"
            " role=excluded.role, age=excluded.age, minisign=excluded.minisign,"
            " trusted=excluded.trusted",
            (*peer[:6], int(peer.trusted)),
        )


def forget_peer(workspace: Workspace, device: str) -> None:
    """Forget a device and what it gets; bundles it signed are asked about again."""
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.execute("DELETE FROM peer WHERE device=?", (device,))
        shares.forget(connection, device)


def note_shared(workspace: Workspace, shared: Shared) -> None:
    """Write down what left this computer."""
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.execute(
            "INSERT INTO shared (at,kind,name,workshops,recipient,sequence,bundle,told)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (
                shared.at,
                shared.kind,
                shared.name,
                json.dumps(list(shared.workshops)),
                shared.recipient,
                shared.sequence,
                shared.bundle,
                json.dumps(shared.told, ensure_ascii=False),
            ),
        )


def keep_told(workspace: Workspace, shared: Shared, told: dict[str, Any]) -> None:
    """Keep something else with what was handed to one recipient in one bundle."""
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.execute(
            "UPDATE shared SET told=? WHERE kind=? AND bundle=? AND recipient=?",
            (json.dumps(told, ensure_ascii=False), shared.kind, shared.bundle, shared.recipient),
        )


def shared(workspace: Workspace, workshop: str = "") -> list[Shared]:
    """What left this computer, newest first; of one workshop where named."""
    rows = workspace.database.rows(
        "SELECT at,kind,name,workshops,recipient,sequence,bundle,told FROM shared ORDER BY seq DESC"
    )
    found = [_shared(row) for row in rows]
    return [one for one in found if not workshop or workshop in one.workshops]


def _shared(row: tuple[Any, ...]) -> Shared:
    at, kind, name, workshops, recipient, sequence, bundle, told = row
    about = tuple(json.loads(workshops))
    return Shared(at, kind, name, about, recipient, sequence, bundle, json.loads(told))


def last_bundles(workspace: Workspace) -> dict[str, Shared]:
    """The last bundle that left for each recipient, by public age key."""
    rows = workspace.database.rows(
        "SELECT at,kind,name,workshops,recipient,sequence,bundle,told FROM shared WHERE seq IN"
        " (SELECT max(seq) FROM shared WHERE kind='bundle' GROUP BY recipient)"
    )
    return {one.recipient: one for one in map(_shared, rows)}


def last_sent(workspace: Workspace, recipient: str) -> tuple[int, str]:
    """Sequence number and bundle id of the last bundle for a recipient, or (0, "")."""
    rows = workspace.database.rows(
        "SELECT sequence, bundle FROM shared WHERE recipient=? AND kind='bundle'"
        " ORDER BY sequence DESC LIMIT 1",
        (recipient,),
    )
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")


def put_blob(workspace: Workspace, data: bytes) -> str:
    """Keep the bytes of an attachment in the encrypted file; returns their SHA-256 (hex)."""
    digest = hashlib.sha256(data).hexdigest()
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO blob VALUES (?,?)", (digest, data))
    return digest


def blob(workspace: Workspace, digest: str) -> bytes | None:
    """The bytes of an attachment, or None where they were withheld."""
    found = workspace.database.one("SELECT bytes FROM blob WHERE sha256=?", (digest,))
    return None if found is None else bytes(found)
