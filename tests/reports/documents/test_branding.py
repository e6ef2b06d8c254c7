"""A programme's colour and logos on paper."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document import colours
from carefacilitator.model.document.content import (
    CertificateLine,
    LogoLine,
    SignInLine,
    WorkshopContent,
)
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.logos import LogoRow, at_head, on_cover
from carefacilitator.reports.pdf.theme import theme_of
from carefacilitator.reports.style import ASH, LICHEN, MM, OVERDYE, PAPERS, SERIES
from carefacilitator.reports.text.lines import SOOT

Make = Callable[[str, str], WorkshopContent]
PALE = "#F2C230"
PEOPLE: dict[str, Any] = {
    "sign_in": (SignInLine(code="2A3C4", name="Participant 001", organisation="Union A"),),
    "certificates": (CertificateLine(name="Participant 001", number="W4-2A3C4", minutes=285),),
}


def logo(shade: int, size: tuple[int, int] = (160, 80), kind: str = "PNG", **more: Any) -> LogoLine:
    out = io.BytesIO()
    Image.new(more.pop("mode", "RGB"), size, (shade, 90, 20)[: more.pop("of", 3)]).save(out, kind)
    return LogoLine(image=out.getvalue(), width=size[0], height=size[1], **more)


ROW = (
    logo(10, owner="Institute A"),
    logo(90, (90, 90), "JPEG", owner="معهد"),
    logo(200, (60, 120)),
)


def desk_of(
    dossier: WorkshopContent, *logos: LogoLine, paper: str = "A4", language: str = "en"
) -> Desk:
    return Desk(replace(dossier, logos=logos), words(language), PAPERS[paper])


def in_looks(dossier: WorkshopContent, colour: str = "#7A2E6E") -> WorkshopContent:
    return replace(dossier, colour=colour, logos=ROW, **PEOPLE)


def elements(node: Any, tag: str) -> Iterator[Any]:
    if isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == f"/{tag}":
            yield node
        below = node.get("/K")
        for kid in below if isinstance(below, pikepdf.Array) else [below]:
            yield from elements(kid, tag)


def painted(path: Path) -> list[set[str]]:
    """The colours that each page fills with, as PDF operands."""
    with pikepdf.open(path) as pdf:
        pages = [page.obj.Contents.read_bytes().decode("latin-1") for page in pdf.pages]
    return [set(re.findall(r"([\d.]+ [\d.]+ [\d.]+) rg", one)) for one in pages]


def operand(code: str) -> str:
    shares = (one / 255 for one in colours.channels(code))
    return " ".join(f"{one:.3f}".rstrip("0").rstrip(".") for one in shares)


# -- colour ----------------------------------------------------------------------------------


def test_without_a_colour_nothing_is_repainted() -> None:
    assert theme_of("") is None
    assert theme_of("no colour") is None


def test_shapes_take_the_true_colour_and_words_a_dark_one() -> None:
    theme = theme_of(PALE)
    assert theme is not None
    assert theme.of_shape(OVERDYE) == theme.of_shape(SERIES[0]) == theme.fill
    assert theme.of_words(OVERDYE) == theme.words != theme.fill
    assert theme.of_shape(LICHEN) == theme.tint
    assert theme.edge == theme.words
    for own in (SOOT, ASH):
        assert (theme.of_words(own), theme.of_shape(own)) == (own, own)
    dark = theme_of("#7A2E6E")
    assert dark is not None
    assert (dark.words, dark.edge) == (dark.fill, None)


@pytest.mark.parametrize("kind", reports.KINDS)
def test_every_document_is_in_the_colour(tmp_path: Path, dossier_of: Make, kind: str) -> None:
    out = tmp_path / "a.pdf"
    reports.write(kind, in_looks(dossier_of("W4", "en"), PALE), words("en"), out)
    pages = painted(out)
    own = {operand("#1D5B4F"), operand("#D9E7DF")}
    assert all(not own & page for page in pages)
    assert operand(PALE) in pages[0]
    if kind in ("summary", "report", "series", "compendium", "certificates"):
        assert any(operand(colours.for_words(PALE)) in page for page in pages)


# -- logos -----------------------------------------------------------------------------------


def test_no_logos_no_room(dossier_of: Make) -> None:
    desk = desk_of(dossier_of("W4", "en"))
    assert list(at_head(desk)) == []
    assert on_cover(desk, 34 * MM).height(400) == 34 * MM


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("count", [1, 4, 12])
@pytest.mark.parametrize("shape", [(100, 100), (1000, 40), (40, 1000), (320, 100)])
def test_logos_are_whole_and_stay_in_their_rows(
    dossier_of: Make, paper: str, count: int, shape: tuple[int, int]
) -> None:
    desk = desk_of(dossier_of("W4", "en"), *[logo(1, shape)] * count, paper=paper)
    for rows in (1, 2):
        row, width = LogoRow(desk, 15 * MM, rows=rows), desk.paper.text_width
        lines = row._lines(width)
        assert len(lines) <= rows
        assert sum(map(len, lines)) == count
        for line in lines:
            for one in line:
                assert one.wide / one.high == pytest.approx(shape[0] / shape[1])
                assert one.along + one.wide <= width + 0.1
            for one, other in pairwise(line):
                assert one.along + one.wide < other.along
        assert row.height(width) < 45 * MM


def test_long_and_square_ones_cover_about_the_same(dossier_of: Make) -> None:
    desk = desk_of(dossier_of("W4", "en"), logo(1, (100, 100)), logo(2, (300, 100)))
    (line,) = LogoRow(desk, 15 * MM)._lines(desk.paper.text_width)
    square, long = (one.wide * one.high for one in line)
    assert 0.7 < square / long < 1.4
    middles = [one.down + one.high / 2 for one in line]
    assert middles[0] == pytest.approx(middles[1])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["report", "summary", "signin"])
def test_logos_are_told_and_go_in_as_they_are(
    tmp_path: Path, dossier_of: Make, language: str, kind: str
) -> None:
    out = tmp_path / "a.pdf"
    reports.write(kind, in_looks(dossier_of("W4", language)), words(language), out)
    say = words(language).say
    with pikepdf.open(out) as pdf:
        told = [str(one.get("/Alt", "")) for one in elements(pdf.Root.StructTreeRoot.K, "Figure")]
        assert told[:3] == [
            say("Logo: {owner}", owner="Institute A"),
            say("Logo: {owner}", owner="معهد"),
            say("Logo"),
        ]
        kept = pdf.pages[0].get_images().values()
        filters = sorted(str(one.Filter if one.Filter else "") for one in kept)
        assert len(filters) == 3
        raw = {hashlib.sha256(one.read_raw_bytes()).digest() for one in kept}
        assert hashlib.sha256(ROW[1].image).digest() in raw
        colours_of = [pikepdf.PdfImage(one).as_pil_image().convert("RGB") for one in kept]
    found = {image.getpixel((2, 2)) for image in colours_of}
    assert {(10, 90, 20), (200, 90, 20)} <= found


def test_in_arabic_the_row_begins_at_the_right(tmp_path: Path, dossier_of: Make) -> None:
    left: dict[str, list[float]] = {}
    for language in ("en", "ar"):
        out = tmp_path / f"{language}.pdf"
        reports.write("report", in_looks(dossier_of("W4", language)), words(language), out)
        with pikepdf.open(out) as pdf:
            figures = list(elements(pdf.Root.StructTreeRoot.K, "Figure"))[:3]
            left[language] = [float(one.A.BBox[0]) for one in figures]
            assert all(float(one.A.BBox[0]) >= 20 * MM - 1 for one in figures)
    assert left["en"] == sorted(left["en"])
    assert left["ar"] == sorted(left["ar"], reverse=True)


def test_on_badges_they_are_ornament(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    reports.write("badges", in_looks(dossier_of("W4", "en")), words("en"), out)
    with pikepdf.open(out) as pdf:
        told = [str(one.get("/Alt", "")) for one in elements(pdf.Root.StructTreeRoot.K, "Figure")]
        assert len(pdf.pages[0].get_images()) == 3
    assert not any("Institute" in one for one in told)


def test_a_summary_stays_on_two_pages_and_a_certificate_on_one(dossier_of: Make) -> None:
    many = tuple(logo(at * 10, (300, 100)) for at in range(12))
    dossier = replace(in_looks(dossier_of("W4", "en")), logos=many)
    assert reports.make("summary", dossier, words("en")).pages <= 2
    assert reports.make("certificates", dossier, words("en")).pages == 1


def test_the_same_looks_give_the_same_file(dossier_of: Make) -> None:
    dossier = in_looks(dossier_of("W4", "en"))
    first = reports.make("summary", dossier, words("en")).content
    assert reports.make("summary", dossier, words("en")).content == first


@pytest.mark.parametrize("kind", reports.KINDS)
@pytest.mark.parametrize(("code", "language"), [("W4", "en"), ("R1", "ar")])
def test_they_are_archives_and_accessible_too(
    tmp_path: Path, dossier_of: Make, kind: str, code: str, language: str
) -> None:
    page = pytest.importorskip("page", reason="the package page-validation is not installed")
    out = tmp_path / "a.pdf"
    reports.write(kind, in_looks(dossier_of(code, language), PALE), words(language), out)
    for profile in ("3a", "ua1"):
        told = str(page.validate_pdf(str(out), profile=profile)).splitlines()
        assert any(line.startswith("Rules: 1") for line in told)
        found = [one for one in told if one.startswith("[") and "STREAM-LENGTH" not in one]
        assert found == []
