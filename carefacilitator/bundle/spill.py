"""Hold decrypted bytes without ever leaving them on a disk in clear.

Up to a limit they stay in memory; above it they go to a nameless temporary file, encrypted in
chunks under a key that exists only in memory and dies with the object.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from carefacilitator.bundle.trouble import machine_trouble

IN_MEMORY = 64 * 1024 * 1024
"""Bytes kept in memory before the temporary file is used."""

_CHUNK = 64 * 1024
_TAG = 16


class EncryptedTemporaryFile:
    """Bytes written once from start to end, then read at any place.

    ``write`` and ``flush`` make it a file to write to; call :meth:`finish` before reading. Raises
    DiskFull, NoPermission or MachineTrouble where the temporary file cannot be written.
    """

    def __init__(self, in_memory: int = IN_MEMORY, folder: Path | None = None) -> None:
        self.size = 0
        self._limit = in_memory
        self._folder = folder
        self._waiting = bytearray()
        self._file: IO[bytes] | None = None
        self._chunks = 0
        self._cached: tuple[int, bytes] = (-1, b"")
        self._key = os.urandom(32)

    def __enter__(self) -> EncryptedTemporaryFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, data: bytes) -> int:
        """Append ``data``."""
        self._waiting += data
        self.size += len(data)
        if self.size > self._limit:
            self._move_out(_CHUNK)
        return len(data)

    def flush(self) -> None:
        """Nothing to do: bytes wait for their chunk."""

    def finish(self) -> None:
        """End writing."""
        if self._file is not None:
            self._move_out(1)

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to ``count`` bytes from ``offset`` on; fewer only at the end."""
        end = min(offset + count, self.size)
        if offset < 0 or end <= offset:
            return b""
        if self._file is None:
            return bytes(memoryview(self._waiting)[offset:end])
        first, last = offset // _CHUNK, (end - 1) // _CHUNK
        joined = b"".join(self._chunk(number) for number in range(first, last + 1))
        start = offset - first * _CHUNK
        return joined[start : start + end - offset]

    def close(self) -> None:
        """Forget the bytes, the file and its key."""
        if self._file is not None:
            self._file.close()
        self._waiting = bytearray()
        self._cached = (-1, b"")
        self._key = b""
        self.size = 0

    def _move_out(self, at_least: int) -> None:
        """Encrypt waiting bytes chunk by chunk while ``at_least`` of them wait."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        cipher = AESGCM(self._key)
        start = 0
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(  # noqa: SIM115 - closed by close()
                    prefix="care-", dir=self._folder
                )
            while len(self._waiting) - start >= at_least:
                piece = bytes(memoryview(self._waiting)[start : start + _CHUNK])
                # A chunk number is used once under a key that is used for one file.
                self._file.write(cipher.encrypt(self._chunks.to_bytes(12, "big"), piece, None))
                self._chunks += 1
                start += len(piece)
        except OSError as error:
            raise machine_trouble(error, self._folder or Path(tempfile.gettempdir())) from error
        del self._waiting[:start]

    def _chunk(self, number: int) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._cached[0] != number and self._file is not None:
            self._file.seek(number * (_CHUNK + _TAG))
            sealed = self._file.read(_CHUNK + _TAG)
            plain = AESGCM(self._key).decrypt(number.to_bytes(12, "big"), sealed, None)
            self._cached = (number, plain)
        return self._cached[1]
