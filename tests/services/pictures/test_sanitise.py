from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from carefacilitator.errors import CareError, FileMissing
from carefacilitator.services.pictures import sanitise
from carefacilitator.services.pictures.sanitise import (
    LONGEST_SIDE,
    PhotoHeic,
    PhotoMoves,
    PhotoTooLarge,
    PhotoUnreadable,
    plain,
    prepare,
    size_of_plain,
    thumbnail,
)

RED, GREEN, WHITE = (200, 30, 30), (30, 160, 60), (255, 255, 255)


def drawn(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Red, with a green quarter in the upper left corner."""
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (0, 0, size[0] // 2, size[1] // 2))
    return image


def written(image: Image.Image, kind: str = "JPEG", **told: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **told)
    return out.getvalue()


def seen(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 12 for a, b in zip(colour, wanted, strict=True))


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        told = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", told)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def camera_file(turn: int = 1, moment: str = "2022:09:22 10:41:00") -> bytes:
    """A photo as a telephone writes it: place, device, time, a thumbnail, a comment, XMP."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F], exif[0x0110] = "Maker Secret", "Model Secret"
    exif.get_ifd(0x8769)[0x9003] = moment
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 1.0, 12.0), 3: "W", 4: (6.0, 50.0, 24.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret place</x:xmpmeta>"
    return written(drawn(), exif=exif, comment=b"Secret words", xmp=xmp, quality=95)


# --- what is kept ---------------------------------------------------------------------------------


def test_nothing_is_left_of_where_when_and_by_what_it_was_taken() -> None:
    source = camera_file()
    assert b"Secret" in source
    assert seen(source).getexif().get_ifd(0x8825)
    kept = prepare(source)
    assert b"Secret" not in kept.data
    assert b"Exif" not in kept.data
    assert not seen(kept.data).getexif()
    assert size_of_plain(kept.data) == (400, 300)
    assert kept.taken_on == "2022-09-22"


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_stands_upright(turn: int) -> None:
    backwards = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turn]
    stored = drawn() if backwards is None else drawn().transpose(backwards)
    exif = Image.Exif()
    exif[0x0112] = turn
    kept = prepare(written(stored, exif=exif, quality=95), with_original=True)
    shown = seen(kept.data)
    assert (kept.width, kept.height) == shown.size == (400, 300)
    assert near(shown.getpixel((50, 50)), GREEN)
    assert near(shown.getpixel((350, 50)), RED)
    assert near(shown.getpixel((50, 250)), RED)


@pytest.mark.parametrize("turn", [0, 9, 700])
def test_a_senseless_orientation_turns_nothing(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    kept = prepare(written(drawn(), exif=exif))
    assert (kept.width, kept.height) == (400, 300)


@pytest.mark.parametrize("moment", ["", "0000:00:00 00:00:00", "2022:13:45 10:00:00", "yesterday"])
def test_a_senseless_day_says_nothing(moment: str) -> None:
    assert prepare(camera_file(moment=moment)).taken_on == ""


def test_large_pictures_are_scaled_down_and_small_ones_stay() -> None:
    kept = prepare(written(drawn((4000, 3000))), with_original=True)
    assert (kept.width, kept.height) == (LONGEST_SIDE, 1200)
    assert kept.original is not None
    assert size_of_plain(kept.original) == (4000, 3000)
    small = prepare(written(drawn((20, 10))), with_original=True)
    assert (small.width, small.height, small.original) == (20, 10, None)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert prepare(camera_file()).sha256 == prepare(camera_file(), "other name.jpg").sha256


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("L", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("RGBA", "PNG"),
        ("RGBA", "WEBP"),
        ("RGB", "BMP"),
        ("P", "GIF"),
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("RGB", "JPEG"),
    ],
)
def test_every_mode_becomes_a_plain_picture(mode: str, kind: str) -> None:
    kept = prepare(written(drawn().convert(mode), kind))
    assert size_of_plain(kept.data) == (400, 300)
    if mode in ("RGB", "RGBA"):
        assert near(seen(kept.data).getpixel((50, 50)), GREEN)
    else:
        left, right = seen(kept.data).convert("RGB"), seen(kept.data).convert("RGB")
        assert left.getpixel((50, 50)) != right.getpixel((350, 250))


def test_what_is_transparent_lies_on_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert seen(prepare(written(image, "PNG")).data).getpixel((20, 20)) == WHITE


def test_sixteen_bits_keep_their_shades() -> None:
    ramp = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    shades = seen(prepare(written(ramp, "PNG")).data)
    assert shades.mode == "L"
    assert [shades.getpixel((128, at)) for at in (0, 128, 255)] == pytest.approx(
        [0, 128, 255], abs=4
    )


def test_a_wide_colour_space_becomes_srgb() -> None:
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = prepare(written(drawn(), icc_profile=srgb, quality=95))
    assert near(seen(kept.data).getpixel((50, 50)), GREEN)
    assert "icc_profile" not in seen(kept.data).info
    for nonsense in (linear, b"no profile at all"):
        assert prepare(written(drawn(), icc_profile=nonsense)).width == 400


def test_the_first_of_a_telephones_two_pictures_is_the_photo() -> None:
    pair = written(drawn(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300))])
    assert near(seen(prepare(pair).data).getpixel((50, 50)), GREEN)


def test_what_is_inside_counts_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(written(drawn(), "PNG"))
    assert prepare(path).name == "photo.jpg"
    path.write_bytes(b"MZ\x90\x00 this is a program")
    with pytest.raises(PhotoUnreadable):
        prepare(path)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a/b\\c\u202egpj.exe\n.jpg", "cgpj.exe.jpg"), ("x" * 300, "x" * 120), ("", "")],
)
def test_names_are_harmless(name: str, kept: str) -> None:
    assert prepare(written(drawn()), name).name == kept


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7\n",
        b"\xff\xd8\xff",
        b"\xff\xd8" + b"\xff\xe1\xff\xff" + bytes(70000),
        b"GIF89a" + bytes(4),
        b"BM" + bytes(60),
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        png_of(0, 10),
        png_of(400, 300),
        written(drawn((900, 700)), "TIFF"),
        written(drawn((900, 700)), quality=100)[:6000],
        written(drawn((900, 700)), "PNG")[:500],
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoUnreadable):
        prepare(data)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_is_refused(kind: str) -> None:
    film = written(drawn(), kind, save_all=True, append_images=[Image.new("RGB", (400, 300))])
    with pytest.raises(PhotoMoves):
        prepare(film)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"hevc"])
def test_heic_gets_a_sentence_of_its_own(brand: bytes) -> None:
    with pytest.raises(PhotoHeic):
        prepare(b"\0\0\0\x18ftyp" + brand + bytes(200))


@pytest.mark.parametrize("size", [(8000, 7000), (50_000, 50_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    tracemalloc.start()
    with pytest.raises((PhotoTooLarge, PhotoUnreadable)):
        prepare(png_of(*size))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_bomb_of_text_is_refused() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "x" * 100_000_000, zip=True)
    with pytest.raises((PhotoUnreadable, PhotoTooLarge)):
        prepare(written(drawn(), "PNG", pnginfo=told))


def test_a_file_without_end_is_read_to_the_limit_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanitise, "LARGEST_FILE", 1000)
    path = tmp_path / "large.jpg"
    path.write_bytes(written(drawn((900, 700)), quality=100))
    with pytest.raises(PhotoTooLarge):
        prepare(path)


def test_a_large_jpeg_is_read_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitise, "MOST_PIXELS", 1_000_000)
    kept = prepare(written(drawn((4000, 3000))), with_original=True)
    assert kept.original is not None or max(kept.width, kept.height) <= LONGEST_SIDE
    with pytest.raises(PhotoTooLarge):
        prepare(written(drawn((4000, 3000)), "PNG"))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(FileMissing):
            prepare(path)


@pytest.mark.parametrize("at", range(0, 700, 13))
def test_a_damaged_picture_is_read_or_refused_never_more(at: int) -> None:
    data = bytearray(camera_file())
    data[at % len(data)] ^= 0xFF
    try:
        kept = prepare(bytes(data))
    except CareError as error:
        assert error.code.startswith("photo_")  # noqa: PT017 - either is right
    else:
        assert size_of_plain(kept.data)


# --- what came in a bundle ------------------------------------------------------------------------


def test_what_others_kept_is_proven_before_it_is_shown() -> None:
    own = prepare(camera_file()).data
    assert plain(own) is own
    theirs = plain(camera_file(turn=6))
    assert b"Secret" not in theirs
    assert size_of_plain(theirs) == (300, 400)
    assert max(seen(thumbnail(camera_file(turn=6), 96)).size) == 96
    with pytest.raises(PhotoUnreadable):
        plain(b"a photo")
    with pytest.raises(PhotoUnreadable):
        thumbnail(b"a photo", 96)


def test_only_bare_jpegs_count_as_plain() -> None:
    assert size_of_plain(written(drawn())) == (400, 300)
    for other in (
        camera_file(),
        written(drawn(), comment=b"x"),
        written(drawn().convert("CMYK")),
        written(drawn(), "PNG"),
        written(drawn()) + b"more behind it",
        written(drawn())[:-1],
        b"",
    ):
        assert size_of_plain(other) is None


# --- real files -----------------------------------------------------------------------------------


def test_real_photos_stand_upright_without_their_place(inputs: Path) -> None:
    sizes = {}
    for path in sorted((inputs / "10_photos").glob("*.jpg")):
        kept = prepare(path)
        shown = seen(kept.data)
        assert not shown.getexif()
        assert b"Exif" not in kept.data
        assert b"GPS" not in kept.data
        sizes[path.stem] = "wide" if kept.width > kept.height else "tall"
    assert sizes == {
        "made_gps_rabat": "tall",
        "recurser_Landscape_6": "wide",
        "recurser_Portrait_1": "tall",
        "recurser_Portrait_8": "tall",
    }


def test_a_picture_cut_in_its_frame_is_refused_in_words() -> None:
    cut = b"\xff\xd8\xff\xc0\x00\x02\xff\xd9"
    assert size_of_plain(cut) is None
    with pytest.raises(PhotoUnreadable):
        plain(cut)
