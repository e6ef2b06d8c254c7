"""Who a device is: its age and minisign keys, its public card, and whom a bundle is for.

Secret keys live in :class:`Identity` and never appear in a representation of it. A public age key
is the Bech32 text ``age1…`` (X25519 only); a public signing key is minisign's text ``RW…``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from carefacilitator.bundle.refusals import KeyInvalid
from carefacilitator.model.privacy.device_words import device_words

Role = Literal["own_group", "other"]
ROLES: tuple[Role, ...] = ("own_group", "other")

LONGEST_NAME = 200
_LONGEST_CARD = 20_000
_DEVICE = re.compile(r"[!-~]{1,64}")
_AGE = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SIGNING_ALGORITHM = b"Ed"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The keys of one device.

    ``age_secret`` is ``AGE-SECRET-KEY-1…``, ``age_public`` is ``age1…``, ``sign_seed`` the 32
    bytes of an Ed25519 key (RFC 8032) with which bundles are signed.
    """

    age_secret: str = field(repr=False)
    age_public: str
    sign_seed: bytes = field(repr=False)

    @property
    def sign_public(self) -> bytes:
        """The public Ed25519 key, 32 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.sign_seed).public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        """The 8 bytes by which minisign names the key; derived, so that they need no keeping."""
        return key_id_of(self.sign_public)

    @property
    def minisign_public(self) -> str:
        """The public signing key as minisign writes it: ``RW…``."""
        return minisign_text(self.sign_public)

    def card(self, device: str, name: str, role: Role = "other") -> Card:
        """The public card of this device, to give to others."""
        return Card(
            device=device,
            name=name,
            role=role,
            age=self.age_public,
            minisign=self.minisign_public,
        )


@dataclass(frozen=True, kw_only=True)
class Card:
    """What others may know of a device; ``role`` says what may be shared with it.

    A role in a received card is only a claim: whoever takes the card in confirms it.
    """

    device: str
    name: str
    role: Role
    age: str
    minisign: str

    def recipient(self) -> Recipient:
        """This device as somebody a bundle is for."""
        return Recipient(
            age=self.age,
            name=self.name,
            role=self.role,
            device=self.device,
            minisign=self.minisign,
        )

    def words(self, language: str = "en") -> tuple[str, ...]:
        """The words two people compare, each in their own language, see :func:`words_of`."""
        return words_of(self.age, self.minisign, language)

    def text(self) -> str:
        """The card as a JSON text, one key a line."""
        told = {
            "device": self.device,
            "name": self.name,
            "role": self.role,
            "age": self.age,
            "minisign": self.minisign,
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody a bundle is for.

    ``sequence`` counts the bundles this device made for that key from 1 on; ``previous`` is the id
    of the one before, ``None`` for the first. A bare age key has only ``age``.
    """

    age: str
    name: str = ""
    role: Role = "other"
    device: str = ""
    minisign: str = ""
    sequence: int = 1
    previous: str | None = None


def new_identity() -> Identity:
    """Draw the keys of a new device."""
    from pyrage import x25519

    secret = x25519.Identity.generate()
    return Identity(
        age_secret=str(secret), age_public=str(secret.to_public()), sign_seed=os.urandom(32)
    )


def identity_from(age_secret: str, sign_seed: bytes) -> Identity:
    """The identity of stored secrets. Raises KeyInvalid."""
    from pyrage import IdentityError, x25519

    try:
        secret = x25519.Identity.from_str(age_secret.strip())
    except IdentityError as error:
        raise KeyInvalid(reason="secret") from error
    if len(sign_seed) != 32:
        raise KeyInvalid(reason="secret")
    return Identity(age_secret=str(secret), age_public=str(secret.to_public()), sign_seed=sign_seed)


def key_id_of(sign_public: bytes) -> bytes:
    """The 8 bytes by which our minisign keys are named: the start of the public key's hash."""
    return hashlib.blake2b(sign_public, digest_size=8).digest()


def minisign_text(sign_public: bytes) -> str:
    """A public Ed25519 key in minisign's one-line form."""
    raw = _SIGNING_ALGORITHM + key_id_of(sign_public) + sign_public
    return base64.b64encode(raw).decode()


def minisign_bytes(text: str) -> tuple[bytes, bytes]:
    """The key id (8 bytes) and the public key (32 bytes) of ``RW…``. Raises KeyInvalid."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyInvalid(reason="minisign") from error
    if len(raw) != 42 or raw[:2] != _SIGNING_ALGORITHM or base64.b64encode(raw).decode() != text:
        raise KeyInvalid(reason="minisign")
    return raw[2:10], raw[10:]


def age_fingerprint(age_public: str) -> str:
    """The 32 hexadecimal digits by which a bundle names a key it is sealed to."""
    return hashlib.sha256(age_public.encode()).hexdigest()[:32]


def words_of(age: str, minisign: str, language: str = "en") -> tuple[str, ...]:
    """Eight plain words (64 bits) for two public keys, to compare by voice in any language."""
    return tuple(device_words(f"{age}\n{minisign}".encode(), language))


def check_age_public(text: str) -> str:
    """The public age key in ``text``, checked with its checksum. Raises KeyInvalid."""
    from pyrage import RecipientError, x25519

    key = text.strip()
    if key.upper().startswith("AGE-SECRET-KEY-"):
        raise KeyInvalid(reason="secret_given")
    if not _AGE.fullmatch(key):
        raise KeyInvalid(reason="age")
    try:
        x25519.Recipient.from_str(key)
    except RecipientError as error:
        raise KeyInvalid(reason="age") from error
    return key


def parse_card(text: str) -> Card:
    """Read a device's card from its JSON text. Raises KeyInvalid."""
    told = _json_card(text)
    device, minisign = told.get("device"), told.get("minisign")
    if not isinstance(device, str) or not _DEVICE.fullmatch(device):
        raise KeyInvalid(reason="device")
    if not isinstance(minisign, str):
        raise KeyInvalid(reason="minisign")
    minisign_bytes(minisign)
    return Card(
        device=device,
        name=_name(told),
        role=_role(told),
        age=check_age_public(str(told.get("age", ""))),
        minisign=minisign,
    )


def parse_recipient(text: str) -> Recipient:
    """Read whom a bundle is for: a card, or a bare ``age1…`` key (``#`` begins a comment line).

    The role is always ``other``: what a card says of itself gives it nothing, and whoever knows
    the device says what it is. Raises KeyInvalid.
    """
    trimmed = text.strip().lstrip("\ufeff")
    if trimmed.startswith("{"):
        told = _json_card(trimmed)
        if "device" in told and "minisign" in told:
            return replace(parse_card(trimmed).recipient(), role="other")
        return Recipient(age=check_age_public(str(told.get("age", ""))), name=_name(told))
    lines = [line for line in trimmed.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1:
        raise KeyInvalid(reason="age")
    return Recipient(age=check_age_public(lines[0]))


def _json_card(text: str) -> dict[str, Any]:
    if len(text) > _LONGEST_CARD:
        raise KeyInvalid(reason="card")
    try:
        told = json.loads(text.strip().lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise KeyInvalid(reason="card") from error
    if not isinstance(told, dict):
        raise KeyInvalid(reason="card")
    return told


def _name(told: dict[str, Any]) -> str:
    name = told.get("name", "")
    if not is_line(name, LONGEST_NAME):
        raise KeyInvalid(reason="name")
    return str(name)


def is_line(text: object, longest: int) -> bool:
    """Whether ``text`` is a text of one line, without control characters, and not too long."""
    return isinstance(text, str) and len(text) <= longest and not _CONTROL.search(text)


def as_line(text: str, longest: int) -> str:
    """``text`` made fit for :func:`is_line`: control characters become blanks, the end is cut."""
    return _CONTROL.sub(" ", text)[:longest].strip()


def _role(told: dict[str, Any]) -> Role:
    role = told.get("role", "other")
    if role not in ROLES:
        raise KeyInvalid(reason="role")
    return cast("Role", role)
