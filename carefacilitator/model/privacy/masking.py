"""What stands for a real id, device, nonce or value in a copy that names nobody."""

from __future__ import annotations

import hashlib

from carefacilitator.model.merge.operations import Json, Operation, canonical, commitment_of
from carefacilitator.model.records.ids import derived_id, is_id


class Mask:
    """Derives what stands for something real, under one secret key.

    ``salted`` draws on the nonce of an operation too: when that is blanked, nobody can try out
    values against what was kept of it, not even with the key. Without it ids are as the first
    version made them.
    """

    def __init__(self, secret: bytes, salted: bool = True) -> None:
        self._secret, self._salted = secret, salted

    def digits(self, use: str, text: str, size: int) -> str:
        """``size`` bytes for ``text``, in hexadecimal."""
        told = f"{use}\x1f{text}".encode()
        return hashlib.blake2b(told, digest_size=size, key=self._secret).hexdigest()

    def record(self, real: str) -> str:
        """The id that stands for a record or a change."""
        return derived_id("anonymous", self.digits("record", real, 32))

    def device(self, real: str) -> str:
        """The name that stands for a device."""
        return self.digits("device", real, 8)

    def nonce(self, op: Operation) -> str:
        """The nonce that stands for that of an operation."""
        salt = f"\x1f{op.nonce}" if self._salted and op.nonce else ""
        return self.digits("nonce", op.id + salt, 16)

    def value(self, value: Json) -> Json:
        """A value with what stands for the ids in it."""
        if isinstance(value, list):
            return [self.value(item) for item in value]
        return self.record(value) if is_id(value) else value

    def commitment(self, op: Operation) -> str:
        """What an operation with a value (neither a deletion nor a change) commits to here."""
        return commitment_of(self.nonce(op), canonical(self.value(op.value)))
