from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from carefacilitator.model.document import plain_png


def png(mode: str = "RGB", size: tuple[int, int] = (7, 5), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else (200, 90, 20)[: len(mode)]).save(
        out, "PNG", **options
    )
    return out.getvalue()


def part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def made(rows: bytes, head: tuple[int, ...] = (2, 2, 8, 0, 0, 0, 0), more: bytes = b"") -> bytes:
    parts = (part(b"IHDR", struct.pack(">IIBBBBB", *head)), more, part(b"IDAT", rows))
    return plain_png.MAGIC + b"".join(parts) + part(b"IEND", b"")


GOOD = zlib.compress(b"\0\1\2\0\3\4")


def test_grey_and_colour_are_plain() -> None:
    found = plain_png.read(png())
    assert found is not None
    assert found[:3] == (7, 5, 3)
    assert zlib.decompress(found.body)
    assert (plain_png.read(png("L")) or (0, 0, 0))[:3] == (7, 5, 1)
    assert plain_png.read(made(GOOD)) == (2, 2, 1, GOOD)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        png("RGBA"),
        png()[:-1],
        png() + b"more",
        png()[:40] + b"?" + png()[41:],
        made(GOOD, more=part(b"tEXt", b"Author\0somebody")),
        made(GOOD, more=part(b"tRNS", b"\0\0")),
        made(GOOD, (2, 2, 16, 0, 0, 0, 0)),
        made(GOOD, (2, 2, 8, 3, 0, 0, 0)),
        made(GOOD, (2, 2, 8, 0, 0, 0, 1)),
        made(GOOD, (0, 2, 8, 0, 0, 0, 0)),
        made(GOOD, (2, 0, 8, 0, 0, 0, 0)),
        made(GOOD, (2, 3, 8, 0, 0, 0, 0)),
        made(GOOD, (60000, 60000, 8, 2, 0, 0, 0)),
        made(zlib.compress(b"\0\1\2\0\3\4\5")),
        made(zlib.compress(b"\0\1\2\5\3\4")),
        made(GOOD[:-3]),
        made(GOOD + b"x"),
        made(b"no zlib"),
        made(zlib.compress(bytes(1 << 24))),
    ],
)
def test_all_else_is_not(data: bytes) -> None:
    assert plain_png.read(data) is None
