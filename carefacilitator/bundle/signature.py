"""Sign and check in minisign's prehashed form, so that ``minisign -V`` accepts what we sign.

A signature is four lines: an untrusted comment (always the same here), the signature of the
BLAKE2b-512 hash, a trusted comment, and the signature of signature and trusted comment together.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from carefacilitator.bundle.keys import Identity, minisign_bytes

_UNTRUSTED = "untrusted comment: signature from CareFacilitator"
_TRUSTED = "trusted comment: "
_PREHASHED = b"ED"


def sign(data: bytes, trusted_comment: str, identity: Identity) -> bytes:
    """The contents of ``<file>.minisig``; the comment is one line and is signed too."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(identity.sign_seed)
    signature = key.sign(hashlib.blake2b(data).digest())
    overall = key.sign(signature + trusted_comment.encode())
    return _file(identity.key_id, signature, trusted_comment, overall)


def verify(data: bytes, signature_file: bytes, minisign_public: str) -> str | None:
    """The trusted comment if the file is this key's signature of ``data``, else ``None``.

    Every byte counts: the file must be exactly what :func:`sign` writes. Raises KeyInvalid where
    the key itself has not minisign's form.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key_id, public = minisign_bytes(minisign_public)
    parts = _parts(signature_file)
    if parts is None:
        return None
    signature, comment, overall = parts
    if _file(key_id, signature, comment, overall) != signature_file:
        return None
    key = Ed25519PublicKey.from_public_bytes(public)
    try:
        key.verify(signature, hashlib.blake2b(data).digest())
        key.verify(overall, signature + comment.encode())
    except InvalidSignature:
        return None
    return comment


def _file(key_id: bytes, signature: bytes, comment: str, overall: bytes) -> bytes:
    first = base64.b64encode(_PREHASHED + key_id + signature).decode()
    second = base64.b64encode(overall).decode()
    return f"{_UNTRUSTED}\n{first}\n{_TRUSTED}{comment}\n{second}\n".encode()


def _parts(signature_file: bytes) -> tuple[bytes, str, bytes] | None:
    try:
        lines = signature_file.decode().split("\n")
        if len(lines) != 5 or not lines[2].startswith(_TRUSTED):
            return None
        first = base64.b64decode(lines[1], validate=True)
        overall = base64.b64decode(lines[3], validate=True)
    except (UnicodeDecodeError, binascii.Error, ValueError):
        return None
    return first[10:], lines[2].removeprefix(_TRUSTED), overall
