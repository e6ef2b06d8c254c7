"""Pictures of logos, made fit for paper: on white, without empty edges, without their past.

What was a JPEG stays one; everything else becomes the plainest PNG, so that edges stay sharp.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from carefacilitator.errors import OurBug, Refusal
from carefacilitator.model.document import plain_png
from carefacilitator.services.pictures import sanitise

LONGEST_SIDE = 1000
"""Pixels: more than 400 dots an inch at the widest a logo stands on paper."""
_QUALITY = 92
_NEARLY_WHITE = 8
_FAINT = 200
"""The darkest point of a logo nobody would see on white: contrast below 1.7."""


class LogoUnseen(Refusal):
    """On white paper nothing of the picture would be seen."""

    code = "logo_unseen"


@dataclass(frozen=True)
class LogoPicture:
    """A logo ready to be kept or printed; ``name`` is what its file was called."""

    data: bytes
    width: int
    height: int
    media_type: str
    name: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the bytes kept."""
        return hashlib.sha256(self.data).hexdigest()


def prepare(source: Path | bytes, name: str = "") -> LogoPicture:
    """Read a logo from a file or from bytes and make it fit to keep; writes nothing.

    Raises LogoUnseen, PhotoUnreadable, PhotoTooLarge, PhotoMoves, PhotoHeic, FileMissing or
    NoPermission.
    """
    data, name = sanitise.bytes_of(source, name)
    image = _trimmed(sanitise.upright(data, LONGEST_SIDE))
    if data.startswith(b"\xff\xd8"):
        made, kind = sanitise.jpeg(image, _QUALITY), "image/jpeg"
    else:
        made, kind = _png(image), "image/png"
    return LogoPicture(made, *image.size, kind, name)


def plain(data: bytes) -> LogoPicture:
    """A kept logo as it may be shown and printed: as it is when we made it, else made anew.

    Raises what :func:`prepare` raises.
    """
    size = sanitise.size_of_plain(data)
    if size is not None:
        return LogoPicture(data, *size, "image/jpeg")
    found = plain_png.read(data)
    if found is not None:
        return LogoPicture(data, found.width, found.height, "image/png")
    return prepare(data)


def _trimmed(image: Image.Image) -> Image.Image:
    """Without the white around it, so that logos side by side look equally large."""
    dark = ImageOps.invert(image.convert("L"))
    lightest = dark.getextrema()[1]
    if not isinstance(lightest, int | float) or 255 - lightest > _FAINT:
        raise LogoUnseen()
    box = dark.point([0] * _NEARLY_WHITE + [255] * (256 - _NEARLY_WHITE)).getbbox()
    return image.crop(box) if box else image


def _png(image: Image.Image) -> bytes:
    """Written anew with nothing but the picture, the same bytes every time."""
    image.info = {}
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    data = out.getvalue()
    if plain_png.read(data) is None:
        raise OurBug(part="logo")
    return data
