"""The way through a long document: contents, bookmarks, links and running heads tell the truth."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.reports.pdf.result import Enclosed

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]


def elements(node: Any, tag: str) -> Iterator[Any]:
    """Every structure element of a kind, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one, tag)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == tag:
            yield node
        if "/K" in node and node.get("/Type") == "/StructElem":
            yield from elements(node["/K"], tag)


def text_of(path: Path, page: int, *how: str) -> str:
    done = subprocess.run(
        ["pdftotext", *how, "-f", str(page), "-l", str(page), str(path), "-"],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


@pytest.fixture
def report(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> Path:
    out = tmp_path / "a.pdf"
    reports.write("report", dossier_of("W4", "en"), words("en"), out)
    return out


def test_every_line_of_the_contents_leads_where_it_says(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        assert len(links) > 5
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages, 1)}
        for link in links:
            title, _, page = str(link.Contents).rpartition(", page ")
            assert numbers[link.Dest[0].objgen] == int(page)
            assert title in " ".join(text_of(report, int(page)).split())
            assert int(link.F) == 4


def test_the_contents_are_tagged_as_such(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        (table,) = elements(pdf.Root.StructTreeRoot.K, "/TOC")
        entries = list(elements(table, "/TOCI"))
        links = list(elements(table, "/Link"))
        assert len(entries) == len(links) > 5
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        owner = dict(zip(map(int, parents[::2]), parents[1::2], strict=True))
        for link in links:
            (held,) = (one for one in link.K if isinstance(one, pikepdf.Dictionary))
            assert held.Type == "/OBJR"
            assert owner[int(held.Obj.StructParent)].objgen == link.objgen
        assert list(owner) == sorted(owner)
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == len(owner)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bookmarks_are_the_headings_in_the_language_of_the_paper(
    tmp_path: Path, dossier_of: Make, language: str
) -> None:
    out = tmp_path / "a.pdf"
    dossier = dossier_of("R1", language)
    reports.write("report", dossier, words(language), out)
    with pikepdf.open(out) as pdf, pdf.open_outline() as outline:
        (document,) = outline.root
        sections = [one.title for one in document.children]
        assert document.title == dossier.title
        assert words(language).say("Agenda as held") in sections
        assert words(language).say("Contents") in sections
        assert [one for one in document.children if one.children]
        assert pdf.Root.PageMode == "/UseOutlines"
        assert not any("\u2068" in title for title in sections)


def test_a_short_paper_keeps_its_pages_in_front(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    reports.write("report", WorkshopContent(code="", title=""), words("en"), out)
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.get("/PageMode", "")) in ("", "/UseOutlines")


def test_running_heads_name_the_section(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        pages = len(pdf.pages)
    heads = [
        text_of(report, page, "-layout").strip().split("\n")[0] for page in range(2, pages + 1)
    ]
    assert all(head.startswith("W4 · Reward and represent") for head in heads)
    assert heads[0].endswith("  Contents")
    assert heads[1].endswith("  Participation")


def test_a_file_travels_inside_as_the_data_of_the_document(
    tmp_path: Path, dossier_of: Make
) -> None:
    sealed = bytes(range(256)) * 40
    enclosed = Enclosed("W4-en.carebundle", sealed, "The sealed data of this document")
    for name in ("a.pdf", "b.pdf"):
        reports.write(
            "summary", dossier_of("W4", "en"), words("en"), tmp_path / name, enclosed=enclosed
        )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.attachments["W4-en.carebundle"].get_file().read_bytes() == sealed
        (file,) = pdf.Root.AF
        assert file.AFRelationship == "/Data"
        assert file.EF.F.Subtype == "/application/vnd.carefacilitator.bundle"
        assert int(file.EF.F.Params.Size) == len(sealed)
