"""The key of the workspace: random, and wrapped by the passphrase.

The database is opened with a raw 256-bit key, which costs under a millisecond; that key is wrapped
by argon2id(passphrase) in ``workspace.key``. Without a passphrase the key lies there unwrapped and
the program says plainly that anyone who holds the computer can read the data.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

from carefacilitator.storage.failures import (
    PassphraseMissing,
    WorkspaceDamaged,
    WorkspaceNewer,
    WrongPassphrase,
)

KEY_FILE = "workspace.key"
_VERSION = 1
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4
"""64 MiB, three passes: 184 ms on the machine measured, once per start."""


def create_key(folder: Path, passphrase: str | None) -> bytes:
    """Draw a new data key, write it wrapped into ``folder`` and return it (32 bytes)."""
    key = os.urandom(32)
    write_key(folder, key, passphrase)
    return key


def write_key(folder: Path, key: bytes, passphrase: str | None) -> None:
    """Write ``key`` wrapped by ``passphrase``; an earlier wrapping is replaced in one step."""
    if passphrase:
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = _cipher(_derive(passphrase, salt)).encrypt(nonce, key, b"carefacilitator key 1")
        wrap: dict[str, Any] = {
            "kind": "argon2id",
            "memory_kib": _MEMORY_KIB,
            "passes": _PASSES,
            "lanes": _LANES,
            "salt": _b64(salt),
            "nonce": _b64(nonce),
            "key": _b64(sealed),
        }
    else:
        wrap = {"kind": "open", "key": _b64(key)}
    _write_privately(folder / KEY_FILE, json.dumps({"version": _VERSION, "wrap": wrap}, indent=1))


def has_passphrase(folder: Path) -> bool:
    """Whether the workspace in ``folder`` asks for a passphrase."""
    return bool(_read(folder)["wrap"].get("kind") != "open")


def read_key(folder: Path, passphrase: str | None) -> bytes:
    """Unwrap the data key (32 bytes).

    Raises PassphraseMissing, WrongPassphrase, WorkspaceNewer or WorkspaceDamaged.
    """
    wrap = _read(folder)["wrap"]
    try:
        if wrap["kind"] == "open":
            return base64.b64decode(wrap["key"])
        if not passphrase:
            raise PassphraseMissing()
        return _unwrap(wrap, passphrase)
    except (KeyError, ValueError, TypeError) as error:
        raise WorkspaceDamaged(place=KEY_FILE) from error


def _unwrap(wrap: dict[str, Any], passphrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    secret = _derive(
        passphrase,
        base64.b64decode(wrap["salt"]),
        min(int(wrap["memory_kib"]), 1024 * 1024),
        min(int(wrap["passes"]), 64),
        min(int(wrap["lanes"]), 64),
    )
    try:
        sealed = base64.b64decode(wrap["key"])
        nonce = base64.b64decode(wrap["nonce"])
        return bytes(_cipher(secret).decrypt(nonce, sealed, b"carefacilitator key 1"))
    except InvalidTag as error:
        raise WrongPassphrase() from error


def _read(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / KEY_FILE).read_text("utf-8"))
        version, kind = told["version"], told["wrap"]["kind"]
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceDamaged(place=KEY_FILE) from error
    if version > _VERSION or kind not in ("open", "argon2id"):
        raise WorkspaceNewer(found=version, known=_VERSION)
    return dict(told)


def _derive(
    passphrase: str,
    salt: bytes,
    memory: int = _MEMORY_KIB,
    passes: int = _PASSES,
    lanes: int = _LANES,
) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(passphrase.encode())


def _cipher(secret: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(secret)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _write_privately(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, path)
