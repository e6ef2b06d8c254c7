from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from carefacilitator.errors import FileMissing
from carefacilitator.services.pictures import logos, sanitise
from carefacilitator.services.pictures.logos import LogoUnseen


def drawn(mode: str = "RGBA", size: tuple[int, int] = (400, 200)) -> Image.Image:
    """A square of colour, 100 by 50, in the middle of nothing."""
    image = Image.new(mode, size, (255, 255, 255, 0)[: len(mode)])
    left, top = (size[0] - 100) // 2, (size[1] - 50) // 2
    ImageDraw.Draw(image).rectangle(
        (left, top, left + 99, top + 49), (150, 30, 60, 255)[: len(mode)]
    )
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_what_is_transparent_stands_on_white_and_edges_are_gone() -> None:
    made = logos.prepare(saved(drawn()), "logo.png")
    assert (made.width, made.height, made.media_type, made.name) == (
        100,
        50,
        "image/png",
        "logo.png",
    )
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.mode == "RGB"
        assert image.getpixel((0, 0)) == image.getpixel((99, 49)) == (150, 30, 60)


def test_nothing_but_the_picture_is_kept() -> None:
    told = PngInfo()
    told.add_text("Author", "Participant 001")
    made = logos.prepare(saved(drawn("RGB"), pnginfo=told, dpi=(300, 300)))
    assert b"Participant" not in made.data
    assert made.data == logos.prepare(saved(drawn("RGB"))).data
    exif = Image.Exif()
    exif[0x010E] = "Participant 001"
    jpeg = logos.prepare(saved(drawn("RGB"), "JPEG", exif=exif))
    assert (jpeg.media_type, b"Participant" in jpeg.data) == ("image/jpeg", False)
    assert sanitise.size_of_plain(jpeg.data) == (jpeg.width, jpeg.height)


def test_a_large_one_is_scaled_down() -> None:
    made = logos.prepare(saved(Image.new("RGB", (3000, 300), "navy")))
    assert (made.width, made.height) == (1000, 100)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGBA", (50, 50), (255, 255, 255, 255)),
        Image.new("RGBA", (50, 50), (0, 0, 0, 0)),
        Image.new("RGB", (50, 50), (250, 250, 235)),
    ],
)
def test_what_nobody_would_see_on_paper_is_refused(image: Image.Image) -> None:
    with pytest.raises(LogoUnseen):
        logos.prepare(saved(image))


@pytest.mark.parametrize("data", [b"", b"no picture", saved(drawn())[:60]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(sanitise.PhotoUnreadable):
        logos.prepare(data)
    with pytest.raises(sanitise.PhotoUnreadable):
        logos.plain(data)


def test_what_moves_or_is_not_there_is_refused(tmp_path: Path) -> None:
    frames = [drawn("RGB"), drawn("RGB", (400, 220)).resize((400, 200))]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(sanitise.PhotoMoves):
        logos.prepare(moving)
    with pytest.raises(FileMissing):
        logos.prepare(tmp_path / "logo.png")


def test_what_is_kept_is_shown_as_it_is_and_anything_else_made_anew() -> None:
    for data in (saved(drawn()), saved(drawn("RGB"), "JPEG")):
        made = logos.prepare(data)
        again = logos.plain(made.data)
        assert (again.data, again.width, again.height) == (made.data, made.width, made.height)
    foreign = saved(drawn())  # a bundle of another program may bring any picture
    assert logos.plain(foreign).data == logos.prepare(foreign).data
