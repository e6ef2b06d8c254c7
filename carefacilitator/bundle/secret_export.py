"""Give a person their secret keys in age's and minisign's own encrypted forms.

So nobody depends on this program: ``age --decrypt -i FILE`` opens bundles and
``minisign -S -s FILE`` signs them, each after asking for the passphrase.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass

from carefacilitator.bundle.keys import Identity

# scrypt with N = 2**17, r = 8, p = 1 (128 MiB, about half a second on an old laptop), written the
# way libsodium counts it: memory = N * r * 128 bytes, operations = N * r * 4.
_SCRYPT_N = 2**17
_SCRYPT_R = 8
_MEMORY = _SCRYPT_N * _SCRYPT_R * 128
_OPERATIONS = _SCRYPT_N * _SCRYPT_R * 4


@dataclass(frozen=True)
class ExportedSecrets:
    """Both encrypted secret keys and the public signing key, as the contents of three files."""

    age: bytes
    minisign: bytes
    minisign_public: bytes


def export_secrets(identity: Identity, passphrase: str) -> ExportedSecrets:
    """Encrypt an identity's secrets with a passphrase; takes about two seconds on purpose."""
    return ExportedSecrets(
        age=_age_file(identity, passphrase),
        minisign=minisign_secret_file(identity, passphrase, os.urandom(32)),
        minisign_public=minisign_public_file(identity),
    )


def minisign_public_file(identity: Identity) -> bytes:
    """The public signing key as minisign keeps it in a file."""
    number = identity.key_id[::-1].hex().upper()
    text = f"untrusted comment: minisign public key {number}\n{identity.minisign_public}\n"
    return text.encode()


def minisign_secret_file(identity: Identity, passphrase: str, salt: bytes) -> bytes:
    """The secret signing key in minisign's encrypted form (scrypt, 32 bytes of ``salt``).

    Layout: ``Ed Sc B2``, salt, operations, memory (8 bytes each, little-endian), then key id,
    secret key and checksum (8 + 64 + 32 bytes) under the derived key stream.
    """
    secret = identity.sign_seed + identity.sign_public
    checksum = hashlib.blake2b(b"Ed" + identity.key_id + secret, digest_size=32).digest()
    plain = identity.key_id + secret + checksum
    stream = hashlib.scrypt(
        passphrase.encode(),
        salt=salt,
        n=_SCRYPT_N,
        r=_SCRYPT_R,
        p=1,
        dklen=len(plain),
        maxmem=2 * _MEMORY,
    )
    hidden = bytes(a ^ b for a, b in zip(plain, stream, strict=True))
    costs = _OPERATIONS.to_bytes(8, "little") + _MEMORY.to_bytes(8, "little")
    body = base64.b64encode(b"EdScB2" + salt + costs + hidden).decode()
    return f"untrusted comment: minisign encrypted secret key\n{body}\n".encode()


def _age_file(identity: Identity, passphrase: str) -> bytes:
    from pyrage import passphrase as sealed

    text = f"# public key: {identity.age_public}\n{identity.age_secret}\n"
    return bytes(sealed.encrypt(text.encode(), passphrase))
