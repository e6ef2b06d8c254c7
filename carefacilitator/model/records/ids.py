"""Identities: new ones that sort by time, and derived ones that two laptops find independently."""

from __future__ import annotations

import hashlib
import os
import time
import uuid


def new_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    raw = bytearray(millis.to_bytes(6, "big") + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(raw)))


def derived_id(*parts: str) -> str:
    """A UUIDv8 made from ``parts``, for records that exist once per combination.

    Two laptops that mark the same person present write the same record, so that merging finds one
    record with two versions instead of two records.
    """
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest()
    raw = bytearray(digest)
    raw[6] = 0x80 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(raw)))


def is_id(text: object) -> bool:
    """Whether ``text`` has the canonical form of a UUID (lower case, with hyphens)."""
    if not isinstance(text, str) or len(text) != 36:
        return False
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def participation_id(workshop: str, person: str) -> str:
    """The one participation of a person in a workshop."""
    return derived_id("participation", workshop, person)


def attendance_id(participation: str, slot: str) -> str:
    """The one attendance mark of a participation in a half-day or block."""
    return derived_id("attendance", participation, slot)


def consent_id(workshop: str, person: str, purpose: str) -> str:
    """The one consent of a person for a purpose at a workshop."""
    return derived_id("consent", workshop, person, purpose)


def head_count_id(workshop: str, slot: str, group: str) -> str:
    """The one head count of a group in a half-day."""
    return derived_id("head_count", workshop, slot, group)


def coding_id(target: str, scheme: str, code: str) -> str:
    """The one use of a code on a note, lesson or commitment."""
    return derived_id("coding", target, scheme, code)


def role_id(workshop: str, organisation: str, role: str) -> str:
    """The one link of an organisation to a workshop in a role."""
    return derived_id("workshop_organisation", workshop, organisation, role)


def evaluation_id(workshop: str, question: str, answer: str) -> str:
    """The one count of an answer to a closing question."""
    return derived_id("evaluation", workshop, question, answer)


def voice_id(block: str, group: str, device: str) -> str:
    """The speaking time of a self-declared group in a block, as far as one device counted it."""
    return derived_id("voice", block, group, device)


def count_id(answer: str, device: str) -> str:
    """What one device counted for an answer or an option."""
    return derived_id("count", answer, device)
