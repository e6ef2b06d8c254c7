"""Pictures from outside, made fit to keep: looked at with suspicion, upright, without their past.

Nothing of the file that came is kept but what it shows. It is decoded within limits, turned as its
orientation says, brought into sRGB, scaled down and written anew, so that places, devices, times,
thumbnails, comments and whatever else was hidden in it are gone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from carefacilitator.errors import FileMissing, OurBug, Refusal
from carefacilitator.storage.failures import named_failures

LONGEST_SIDE = 1600
"""Pixels: 480 dots an inch where two photos share the width of an A4 page; writing on a flip chart
photographed whole stays readable when the page is enlarged on a screen."""
QUALITY, QUALITY_OF_ORIGINAL = 82, 90
LARGEST_FILE = 40 * 1024 * 1024
MOST_PIXELS = 40_000_000
"""Pixels decoded at once: 120 MB. A larger JPEG is read at a half, a quarter or an eighth."""
MOST_TOLD = 400_000_000
MEDIA_TYPE = "image/jpeg"

# Pillow warns above a number of its own; here every size is checked before anything is decoded.
Image.MAX_IMAGE_PIXELS = MOST_TOLD

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_STRANGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    RuntimeError,
    OverflowError,
    ArithmeticError,
    AssertionError,
    struct.error,
    zlib.error,
)
"""What decoders raise over files made to confuse them (a truncated file is an OSError)."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Exif 2.32, orientation (0112): how to turn what is stored so that it stands upright."""


class PhotoUnreadable(Refusal):
    """What should be a picture is none, is broken off, or of a kind that is not read."""

    code = "photo_unreadable"


class PhotoTooLarge(Refusal):
    """The picture has more bytes (``limit`` megabytes) or more points than can be read."""

    code = "photo_too_large"


class PhotoMoves(Refusal):
    """The picture has several frames."""

    code = "photo_moves"


class PhotoHeic(Refusal):
    """The picture is in the format of newer telephones (HEIC), which is not read."""

    code = "photo_heic"


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept: JPEG, upright, sRGB or grey, longest side at most 1600 pixels.

    ``original`` is the same in its own size, where that was asked for and is larger. ``taken_on``
    is the day the camera told (ISO), or empty; ``name`` what the file was called.
    """

    data: bytes
    width: int
    height: int
    name: str = ""
    taken_on: str = ""
    original: bytes | None = None

    @property
    def sha256(self) -> str:
        """Hash of the bytes kept: the same picture has the same, whatever its file was called."""
        return hashlib.sha256(self.data).hexdigest()


def prepare(source: Path | bytes, name: str = "", with_original: bool = False) -> Picture:
    """Read a picture from a file or from bytes and make it fit to keep; writes nothing.

    Raises PhotoUnreadable, PhotoTooLarge, PhotoMoves, PhotoHeic, FileMissing or NoPermission.
    """
    source, name = bytes_of(source, name)
    with _suspicion(), _opened(source) as image:
        taken_on, turn = _told_by_camera(image)
        _decode(image, whole=with_original)
        finished = _finished(image, None if with_original else LONGEST_SIDE)
        original = None
        if with_original and max(finished.size) > LONGEST_SIDE:
            original = jpeg(_turned(finished, turn), QUALITY_OF_ORIGINAL)
            finished.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        shown = _turned(finished, turn)
        return Picture(jpeg(shown, QUALITY), *shown.size, name, taken_on, original)


def bytes_of(source: Path | bytes, name: str = "") -> tuple[bytes, str]:
    """What a file or these bytes hold, no more than is read at all, and a name to show.

    Raises FileMissing or NoPermission.
    """
    if isinstance(source, Path):
        name, source = name or source.name, _read(source)
    return source, _plain_name(name)


def upright(data: bytes, side: int) -> Image.Image:
    """A picture decoded within limits: upright, ``side`` pixels at most, sRGB or grey, on white.

    Raises what :func:`prepare` raises.
    """
    with _suspicion(), _opened(data) as image:
        _, turn = _told_by_camera(image)
        _decode(image, whole=False, side=side)
        return _turned(_finished(image, side), turn)


def thumbnail(data: bytes, side: int) -> bytes:
    """A small JPEG of a kept picture, ``side`` pixels at most; bundles may have brought anything.

    Raises what :func:`prepare` raises.
    """
    return jpeg(upright(data, side), QUALITY)


def plain(data: bytes) -> bytes:
    """A kept picture as it may be shown and printed: as it is when we made it, else made anew.

    Raises what :func:`prepare` raises.
    """
    return data if size_of_plain(data) else prepare(data).data


def size_of_plain(data: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG with nothing beside the picture in it; None for all else.

    Plain means baseline or progressive, 8 bit, grey or colour, no segment but JFIF's own.
    """
    at, size = 2, None
    if data[:2] != b"\xff\xd8" or data[-2:] != b"\xff\xd9":
        return None
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            return size
        if marker not in _PLAIN_MARKERS or (marker == 0xE0 and length != 16):
            return None
        if marker in _FRAMES and at + 10 > len(data):
            return None
        if marker in _FRAMES:
            bits, high, wide, layers = struct.unpack(">BHHB", data[at + 4 : at + 10])
            if bits != 8 or layers not in (1, 3) or not high or not wide:
                return None
            size = (wide, high)
        at += 2 + length
    return None


_FRAMES = {0xC0, 0xC1, 0xC2}
_PLAIN_MARKERS = {0xE0, 0xDB, 0xC4, 0xDD} | _FRAMES


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise FileMissing(name=path.name)
    with named_failures(path.name), path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _plain_name(name: str) -> str:
    """The name of a file as it may be shown: its last part, without unseen letters."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:120]


@contextmanager
def _suspicion() -> Iterator[None]:
    """Whatever a decoder says about a file, a person hears one of our sentences."""
    try:
        with warnings.catch_warnings():
            # Remarks about damaged Exif help nobody; sizes are checked here, not by a warning.
            warnings.simplefilter("ignore")
            yield
    except Refusal:
        raise
    except (Image.DecompressionBombError, MemoryError) as error:
        raise PhotoTooLarge(limit=LARGEST_FILE // 2**20) from error
    except _STRANGE as error:
        raise PhotoUnreadable() from error


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Look at head and size of a picture, before anything of it is decoded."""
    if len(data) > LARGEST_FILE:
        raise PhotoTooLarge(limit=LARGEST_FILE // 2**20)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise PhotoHeic()
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise PhotoUnreadable() from error
    with image:
        # Telephones put a second picture or a film behind the first (MPO): the first is the photo.
        if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
            raise PhotoMoves()
        wide, high = image.size
        if not wide or not high:
            raise PhotoUnreadable()
        if wide * high > MOST_TOLD:
            raise PhotoTooLarge(limit=LARGEST_FILE // 2**20)
        yield image


def _told_by_camera(image: Image.Image) -> tuple[str, int]:
    """The day and the orientation in a picture's Exif; nonsense there says nothing."""
    try:
        exif = image.getexif()
        turn = exif.get(ExifTags.Base.Orientation)
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        moment = str(inner.get(ExifTags.Base.DateTimeOriginal) or "")
    except _STRANGE:
        return "", 1
    return _day(moment), turn if isinstance(turn, int) else 1


def _day(moment: str) -> str:
    """``2022:09:22 10:41:00`` as ``2022-09-22``; empty when it is no day."""
    found = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)\b", moment, re.ASCII)
    if found is None:
        return ""
    try:
        return dt.date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def _decode(image: Image.Image, whole: bool, side: int = LONGEST_SIDE) -> None:
    """Decode within the limit; a JPEG is read smaller where that is enough, or must be."""
    wide, high = image.size
    if image.format in ("JPEG", "MPO"):
        part = 1
        while (wide // part) * (high // part) > MOST_PIXELS:
            part *= 2
        longest = max(wide, high) // part
        scale = (longest if whole else min(longest, side)) / max(wide, high)
        image.draft(image.mode, (max(1, int(wide * scale)), max(1, int(high * scale))))
    if image.width * image.height > MOST_PIXELS:
        raise PhotoTooLarge(limit=LARGEST_FILE // 2**20)
    image.load()


def _finished(image: Image.Image, side: int | None) -> Image.Image:
    """Eight bits, at most ``side`` long, in sRGB or grey, on white where it was transparent."""
    profile = image.info.get("icc_profile")
    made = _eight_bits(image)
    if side is not None:
        made.thumbnail((side, side), Image.Resampling.LANCZOS)
    if made.mode in ("RGBA", "LA"):
        ground = Image.new("RGB" if made.mode == "RGBA" else "L", made.size, "white")
        ground.paste(made, mask=made.getchannel("A"))
        made = ground
    if isinstance(profile, bytes) and made.mode in ("RGB", "CMYK"):
        made = _in_srgb(made, profile)
    return made if made.mode in ("RGB", "L") else made.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A copy in a mode that can be scaled: grey, colour, either with transparency, or CMYK."""
    if image.mode in ("RGB", "RGBA", "L", "LA", "CMYK") and "transparency" not in image.info:
        return image.copy()
    if image.mode in ("I", "I;16", "I;16L", "I;16B"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as the camera meant them; a profile that cannot be read is passed over."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, *_STRANGE):
        return image
    return image if made is None else made


def _turned(image: Image.Image, turn: int) -> Image.Image:
    method = _TURNS.get(turn)
    return image if method is None else image.transpose(method)


def jpeg(image: Image.Image, quality: int) -> bytes:
    """Written anew with nothing but the picture, the same bytes every time."""
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
    data = out.getvalue()
    if size_of_plain(data) is None:
        raise OurBug(part="picture")
    return data
