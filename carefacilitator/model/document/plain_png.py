"""Pictures in the plainest form of PNG, whose bytes can go into a PDF as they are.

Plain means: eight bits, grey or colour, nothing transparent, nothing interlaced, and no part beside
the picture itself (PNG, third edition, 5.2 to 5.6).
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

MAGIC = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3}
_MOST = 64 * 1024 * 1024
"""Bytes of a picture spread out; none of ours has a tenth of it."""


class PlainPng(NamedTuple):
    """Size in pixels, 1 channel (grey) or 3 (colour), and the compressed rows."""

    width: int
    height: int
    channels: int
    body: bytes


def read(data: bytes) -> PlainPng | None:
    """The parts of a plain PNG, proven to hold exactly the picture they tell; None for all else."""
    head, body, at = None, [], len(MAGIC)
    if not data.startswith(MAGIC):
        return None
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, part = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        told = data[at + 8 + length : at + 12 + length]
        if len(told) != 4 or struct.unpack(">I", told)[0] != zlib.crc32(kind + part):
            return None
        at += 12 + length
        if kind == b"IHDR" and head is None and length == 13:
            head = struct.unpack(">IIBBBBB", part)
        elif kind == b"IDAT" and head is not None:
            body.append(part)
        elif kind == b"IEND" and head is not None and at == len(data):
            return _checked(head, b"".join(body))
        else:
            return None
    return None


def _checked(head: tuple[int, ...], body: bytes) -> PlainPng | None:
    wide, high, bits, colours, *methods = head
    channels = _CHANNELS.get(colours, 0)
    size = (wide * channels + 1) * high
    if bits != 8 or not channels or any(methods) or not 0 < size <= _MOST or not wide:
        return None
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(body, size + 1)
    except zlib.error:
        return None
    whole = len(rows) == size and unpacking.eof and not unpacking.unused_data
    filters = rows[:: wide * channels + 1]
    return PlainPng(wide, high, channels, body) if whole and max(filters) <= 4 else None
