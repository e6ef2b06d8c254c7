"""The key of the workspace: random, and wrapped by the passphrase.

The database is opened with a raw 256-bit key, which costs under a millisecond; that key is wrapped
by argon2id(passphrase) in ``workspace.key``. Without a passphrase the key lies there unwrapped, on
Windows bound to the account that made it, and the program says plainly that anyone who holds the
computer can read the data.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import unicodedata
from pathlib import Path
from typing import Any

from carefacilitator.machine import files, keeping
from carefacilitator.model.privacy.passphrases import LEAST_LETTERS, is_long_enough
from carefacilitator.storage.failures import (
    KeyOfAnother,
    PassphraseMissing,
    PassphraseShort,
    WorkspaceDamaged,
    WorkspaceNewer,
    WrongPassphrase,
)

KEY_FILE = "workspace.key"
_NEW = ".new"
UNFINISHED = "workspace.key.unfinished"
"""What the key file is called until the file it opens is there."""

_VERSION = 1
_KEY_BYTES = 32
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4
"""64 MiB, three passes: 184 ms on the machine measured, once per start."""

_BOUNDS = {"memory_kib": (19 * 1024, 256 * 1024), "passes": (2, 8), "lanes": (1, 8)}
"""What a key file may ask for, least and most. Looked at before anything is derived: a file that
asks for more would hold the computer for minutes, one that asks for less was made to be guessed."""

LARGEST = 16 * 1024
"""Bytes; a key file is a few hundred."""


def create_key(folder: Path, passphrase: str | None) -> bytes:
    """Draw a new data key, write it wrapped into ``folder`` and return it (32 bytes).

    It counts only once :func:`finish` was called: a program that dies in between leaves a
    workspace that can be begun again, and a missing file is never taken for a new beginning.
    """
    key = os.urandom(_KEY_BYTES)
    write_key(folder, key, passphrase, UNFINISHED)
    return key


def drop_unfinished(folder: Path) -> None:
    """Take away a key that was being wrapped when the program died; it may lie there open.

    The caller holds the workspace's lock, without which nobody wraps the key anew.
    """
    (folder / f"{KEY_FILE}{_NEW}").unlink(missing_ok=True)


def finish(folder: Path) -> None:
    """The file that the key opens is there: give the key its name."""
    if (folder / UNFINISHED).exists():
        files.replace(folder / UNFINISHED, folder / KEY_FILE)
        files.settle_folder(folder)


def write_key(folder: Path, key: bytes, passphrase: str | None, name: str = KEY_FILE) -> None:
    """Write ``key`` wrapped by ``passphrase``; an earlier wrapping is replaced in one step.

    Raises PassphraseShort.
    """
    told = wrapped(key, passphrase) if passphrase else _told(_without_passphrase(key, folder))
    _write_privately(folder / name, told)


def _without_passphrase(key: bytes, folder: Path) -> dict[str, Any]:
    """Bound to the person's account where the system can do that, else open."""
    bound = keeping.wrap(key, folder)
    if bound is None:
        return {"kind": "open", "key": _b64(key)}
    return {"kind": "account", "key": _b64(bound)}


def check_new(passphrase: str | None) -> None:
    """Refuse a new passphrase that would be found by trying. Raises PassphraseShort."""
    if passphrase and not is_long_enough(passphrase):
        raise PassphraseShort(least=LEAST_LETTERS)


def wrapped(key: bytes, passphrase: str) -> str:
    """What a key file says that gives ``key`` for ``passphrase``. Raises PassphraseShort."""
    check_new(passphrase)
    salt, nonce = os.urandom(16), os.urandom(12)
    secret = _derive(passphrase, salt, _MEMORY_KIB, _PASSES, _LANES)
    sealed = _cipher(secret).encrypt(nonce, key, b"carefacilitator key 1")
    return _told(
        {
            "kind": "argon2id",
            "memory_kib": _MEMORY_KIB,
            "passes": _PASSES,
            "lanes": _LANES,
            "salt": _b64(salt),
            "nonce": _b64(nonce),
            "key": _b64(sealed),
        }
    )


def _told(wrap: dict[str, Any]) -> str:
    return json.dumps({"version": _VERSION, "wrap": wrap, "check": _check(wrap)}, indent=1)


def _check(wrap: dict[str, Any]) -> str:
    """Tells a damaged key file from a wrong passphrase."""
    return hashlib.sha256(json.dumps(wrap, sort_keys=True).encode()).hexdigest()


def has_passphrase(folder: Path) -> bool:
    """Whether the workspace in ``folder`` asks for a passphrase."""
    return bool(_parsed(_content(folder))["wrap"]["kind"] == "argon2id")


def is_open(content: bytes) -> bool:
    """Whether a key file gives its key to everybody. Raises WorkspaceNewer, WorkspaceDamaged."""
    return bool(_parsed(content)["wrap"]["kind"] == "open")


def read_key(folder: Path, passphrase: str | None) -> bytes:
    """Unwrap the data key (32 bytes).

    Raises PassphraseMissing, WrongPassphrase, KeyOfAnother, WorkspaceNewer or WorkspaceDamaged.
    """
    wrap = _parsed(_content(folder))["wrap"]
    try:
        key = _WAYS[wrap["kind"]](wrap, passphrase)
    except (KeyError, ValueError, TypeError) as error:
        raise WorkspaceDamaged(place=KEY_FILE) from error
    if len(key) != _KEY_BYTES:
        raise WorkspaceDamaged(place=KEY_FILE)
    return key


def _open(wrap: dict[str, Any], _passphrase: str | None) -> bytes:
    return _b64_read(wrap["key"])


def _unbound(wrap: dict[str, Any], _passphrase: str | None) -> bytes:
    key = keeping.unwrap(_b64_read(wrap["key"]))
    if key is None:
        raise KeyOfAnother()
    return key


def _unwrap(wrap: dict[str, Any], passphrase: str | None) -> bytes:
    if not passphrase:
        raise PassphraseMissing()
    from cryptography.exceptions import InvalidTag

    for name, (least, most) in _BOUNDS.items():
        if type(wrap[name]) is not int or not least <= wrap[name] <= most:
            raise WorkspaceDamaged(place=KEY_FILE)
    memory, passes, lanes = (wrap[name] for name in _BOUNDS)
    secret = _derive(passphrase, _b64_read(wrap["salt"]), memory, passes, lanes)
    try:
        nonce, sealed = _b64_read(wrap["nonce"]), _b64_read(wrap["key"])
        return bytes(_cipher(secret).decrypt(nonce, sealed, b"carefacilitator key 1"))
    except InvalidTag as error:
        raise WrongPassphrase() from error


_WAYS = {"open": _open, "account": _unbound, "argon2id": _unwrap}


def _content(folder: Path) -> bytes:
    name = KEY_FILE if (folder / KEY_FILE).exists() else UNFINISHED
    try:
        with open(folder / name, "rb") as file:
            return file.read(LARGEST + 1)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise WorkspaceDamaged(place=KEY_FILE) from error


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise WorkspaceDamaged(place=KEY_FILE)
    try:
        told = json.loads(content.decode("utf-8"))
        version, kind = int(told["version"]), told["wrap"]["kind"]
        whole = version > _VERSION or told["check"] == _check(told["wrap"])
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise WorkspaceDamaged(place=KEY_FILE) from error
    if version > _VERSION:
        raise WorkspaceNewer(found=version, known=_VERSION)
    if not whole or not isinstance(kind, str) or kind not in _WAYS:
        raise WorkspaceDamaged(place=KEY_FILE)
    return dict(told)


def _derive(passphrase: str, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    # The same letters typed on another system may be composed otherwise.
    typed = unicodedata.normalize("NFC", passphrase)
    return kdf.derive(typed.encode("utf-8", "surrogatepass"))


def _cipher(secret: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(secret)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _b64_read(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _write_privately(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + _NEW)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            keeping.close_to_others(temporary, 0o600)
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        files.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    files.settle_folder(path.parent)
