from __future__ import annotations

import hashlib
import io
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import PhotoLine, WorkshopContent
from carefacilitator.reports.blocks.blocks import Beside
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.photos import Figure, photos
from carefacilitator.reports.style import MM, PAPERS

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]


def photo(
    number: int, size: tuple[int, int] = (160, 120), caption: str = "", mode: str = "RGB"
) -> PhotoLine:
    out = io.BytesIO()
    Image.new(mode, size, (number * 5 % 256, 90, 120) if mode == "RGB" else number).save(
        out, "JPEG"
    )
    return PhotoLine(
        jpeg=out.getvalue(),
        width=size[0],
        height=size[1],
        caption=caption,
        block="Drawing",
        day="2022-09-22",
    )


def elements(node: Any, tag: str) -> Iterator[Any]:
    """Every element of the structure with this tag, in the order of reading."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if node.get("/S") == f"/{tag}":
        yield node
    below = node.get("/K")
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        yield from elements(kid, tag)


def figures_with(path: Path, alternative: str) -> int:
    with pikepdf.open(path) as pdf:
        found = elements(pdf.Root.StructTreeRoot.K, "Figure")
        return sum(str(one.get("/Alt", "")) == alternative for one in found)


@pytest.fixture
def write(tmp_path: Path, dossier_of: Make) -> Callable[..., Path]:
    def make(*lines: PhotoLine, language: str = "en", name: str = "a.pdf") -> Path:
        dossier = replace(dossier_of("W4", language), photos=lines)
        reports.write("report", dossier, words(language), tmp_path / name)
        return tmp_path / name

    return make


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_jpeg_goes_in_as_it_is(write: Callable[..., Path], language: str) -> None:
    lines = [photo(1, caption="One"), photo(2, (90, 120), "Two"), photo(3, caption="", mode="L")]
    found: dict[str, Any] = {}
    with pikepdf.open(write(*lines, language=language)) as pdf:
        for page in pdf.pages:
            for image in page.get_images().values():
                assert [str(one) for one in image.Filter] == ["/DCTDecode"]
                found[hashlib.sha256(image.read_raw_bytes()).hexdigest()] = str(image.ColorSpace)
    assert found == {
        hashlib.sha256(line.jpeg).hexdigest(): space
        for line, space in zip(lines, ("/DeviceRGB", "/DeviceRGB", "/DeviceGray"), strict=True)
    }


def test_captions_are_read_below_and_instead(write: Callable[..., Path], read_pdf: Read) -> None:
    path = write(photo(1, caption="The wall of the second group"), photo(2), photo(3))
    text = read_pdf(path)
    assert "Photos" in text
    assert "The wall of the second group" in text
    assert figures_with(path, "The wall of the second group") == 1
    assert figures_with(path, "Photo: Drawing") == 2
    with pikepdf.open(path) as pdf:
        captions = list(elements(pdf.Root.StructTreeRoot.K, "Caption"))
    assert len(captions) == 3


def test_a_caption_no_reader_could_speak_is_told_as_far_as_it_can(
    write: Callable[..., Path],
) -> None:
    path = write(photo(1, caption="half \ud800 of a sign\x00"))
    assert figures_with(path, "half \ufffd of a sign\ufffd") == 1


def test_no_photos_no_section(write: Callable[..., Path], dossier_of: Make) -> None:
    desk = Desk(dossier_of("W4", "en"), words("en"), PAPERS["A4"])
    assert list(photos(desk)) == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_two_in_a_row_upright_and_whole(dossier_of: Make, paper: str) -> None:
    shapes = [(1600, 1067), (1067, 1600), (1600, 20), (20, 1600), (30, 20)]
    lines = tuple(photo(n, size) for n, size in enumerate(shapes))
    desk = Desk(replace(dossier_of("W4", "en"), photos=lines), words("en"), PAPERS[paper])
    rows = [block for block in photos(desk) if isinstance(block, Beside)]
    assert [len(row.blocks) for row in rows] == [2, 2, 1]
    half = desk.paper.columns(6)
    for row in rows:
        for figure in row.blocks:
            assert isinstance(figure, Figure)
            assert figure.height(half) - figure.words_height(half) < 90 * MM
    for line in lines:
        wide, high = Figure(line, "x", (), False)._size(half)
        assert wide <= half + 0.01
        assert wide / high == pytest.approx(line.width / line.height)


def test_every_word_of_a_long_caption_stands_on_paper(
    write: Callable[..., Path], read_pdf: Read
) -> None:
    told = " ".join(f"word{n}" for n in range(3000))
    path = write(photo(1), photo(2, caption=told), photo(3, caption="After"), name="long.pdf")
    text = read_pdf(path).split()
    assert [f"word{n}" for n in range(3000) if f"word{n}" not in text] == []
    with pikepdf.open(path) as pdf:
        told_instead = [
            str(one.get("/Alt", "")) for one in elements(pdf.Root.StructTreeRoot.K, "Figure")
        ]
    assert max(map(len, told_instead)) <= 300


def test_the_same_photos_give_the_same_file(write: Callable[..., Path]) -> None:
    lines = [photo(n, caption=f"Photo {n}") for n in range(5)]
    first = write(*lines, name="a.pdf").read_bytes()
    assert write(*lines, name="b.pdf").read_bytes() == first


def test_the_same_photo_twice_is_in_the_file_once(write: Callable[..., Path]) -> None:
    noise = Image.effect_noise((800, 600), 90)
    out = io.BytesIO()
    noise.save(out, "JPEG")
    line = PhotoLine(jpeg=out.getvalue(), width=800, height=600)
    once = write(line, name="a.pdf").stat().st_size
    assert write(line, line, name="b.pdf").stat().st_size - once < len(line.jpeg) / 10


def test_fifty_photos_need_little_memory(write: Callable[..., Path]) -> None:
    lines = []
    for number in range(50):
        out = io.BytesIO()
        Image.effect_noise((640, 480), number + 20).save(out, "JPEG", quality=90)
        lines.append(PhotoLine(jpeg=out.getvalue(), width=640, height=480, caption=f"{number}"))
    total = sum(len(line.jpeg) for line in lines)
    tracemalloc.start()
    path = write(*lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size < total * 1.05 + 200_000
    assert peak < 5 * total + 40_000_000


def test_pages_with_photos_are_archives_and_accessible(write: Callable[..., Path]) -> None:
    page = pytest.importorskip("page", reason="the package page-validation is not installed")
    for language in ("en", "ar"):
        lines = (photo(1, caption="حائط"), photo(2, (90, 160)), photo(3, caption="x " * 900))
        path = write(*lines, language=language, name=f"{language}.pdf")
        for profile in ("3a", "ua1"):
            told = str(page.validate_pdf(str(path), profile=profile)).splitlines()
            assert any(line.startswith("Rules: 1") for line in told)
            wrong = [line for line in told if line.startswith("[") and "STREAM-LENGTH" not in line]
            assert wrong == []
