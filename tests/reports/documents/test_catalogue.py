"""The documents as files: whole, repeatable, tagged, readable, refused when they must be."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.errors import DiskFull, FileMissing, MachineTrouble, NoPermission
from carefacilitator.i18n import LANGUAGES, PSEUDO, Words, words
from carefacilitator.model.document.content import NoteLine, Presence, WorkshopContent

Make = Callable[[str, str], WorkshopContent]
Read = Callable[..., str]


@pytest.mark.parametrize("kind", reports.KINDS)
@pytest.mark.parametrize("language", [*LANGUAGES, PSEUDO])
@pytest.mark.parametrize("paper", reports.PAPER_SIZES)
def test_every_document_in_every_language_on_both_papers(
    tmp_path: Path, dossier_of: Make, kind: str, language: str, paper: str
) -> None:
    out = tmp_path / "a.pdf"
    outcome = reports.write(kind, dossier_of("W4", language), words(language), out, paper)
    assert outcome.path == out
    assert outcome.missing_glyphs == ()
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == outcome.pages
        assert str(pdf.Root.Lang) == language
        shorter = min(map(float, pdf.pages[0].mediabox[2:]))
        assert round(shorter) == (595 if paper == "A4" else 612)
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path, dossier_of: Make) -> None:
    for kind in reports.KINDS:
        for name in ("a.pdf", "b.pdf"):
            reports.write(kind, dossier_of("R1", "ar"), words("ar"), tmp_path / name)
        assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_file_says_what_it_is(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    dossier = dossier_of("W4", "es")
    reports.write("report", dossier, words("es"), out)
    with pikepdf.open(out) as pdf:
        assert str(pdf.docinfo.Title) == dossier.title
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K.S == "/Document"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in packet
        assert dossier.title in packet
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all(name[7:8] == "+" for name in fonts)


def test_all_content_is_tagged_or_an_artifact(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    reports.write("report", dossier_of("W4", "en"), words("en"), out)
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += (name in ("BDC", "BMC")) - (name == "EMC")
                if name in ("TJ", "Tj", "f", "f*", "S", "Do"):
                    assert depth > 0
            assert depth == 0


def test_what_people_said_is_in_the_report(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    dossier = dossier_of("W4", "en")
    reports.write("report", dossier, Words("en"), tmp_path / "a.pdf")
    text = " ".join(read_pdf(tmp_path / "a.pdf").split())
    for block in dossier.blocks:
        assert block.title in text
    for lesson in dossier.lessons:
        assert lesson.text in text
    for commitment in dossier.commitments:
        assert commitment.what in text
    assert "people took part" in text
    assert str(dossier.presence.total) in text.split()
    assert "Page 2 of" in text
    assert "Left out, because people did not agree to it" in text


def test_the_summary_is_two_pages_however_much_was_said(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    dossier = dossier_of("W4", "en")
    note = NoteLine(block_id="", kind="key_message", text="Care is work. " * 90, language="en")
    many = replace(
        dossier,
        notes=(note,) * 60,
        lessons=dossier.lessons * 20,
        commitments=dossier.commitments * 9,
    )
    outcome = reports.write("summary", many, Words("en"), tmp_path / "a.pdf")
    assert outcome.pages == 2
    assert "more in the report" in read_pdf(tmp_path / "a.pdf")


def test_arabic_text_extracts_in_logical_order(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    dossier = dossier_of("R1", "ar")
    reports.write("report", dossier, words("ar"), tmp_path / "a.pdf")
    text = " ".join(read_pdf(tmp_path / "a.pdf").split())
    for lesson in dossier.lessons:
        if lesson.language == "ar":
            assert lesson.text.rstrip(".") in text


def test_names_in_other_scripts_leave_no_boxes(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    names = ("রহিমা খাতুন", "ሰላም ታደሰ", "王小明", "สมหญิง ใจดี", "राधा क्षत्रिय", "김민지")
    people = tuple((name, "Organisation (ILO)") for name in names)
    for language in ("en", "ar"):
        dossier = replace(dossier_of("W4", language), presence=Presence(named=6, people=people))
        out = tmp_path / "a.pdf"
        outcome = reports.write("report", dossier, words(language), out)
        assert outcome.missing_glyphs == ()
        text = read_pdf(out)
        assert [name for name in names if name not in text] == []


@pytest.mark.parametrize(
    "text",
    [
        "<img src='/etc/hostname'/><b>bold</b> &amp; <para>",
        "w" * 200_000,
        "word " * 40_000,
        "line\n" * 2_000,
        "\x00\x01\ud800\ufffe\U0010ffff",
        "",
        "\u202e\u2067" * 300 + "אב(" * 300,
        "a" + "\u0301" * 3_000,
    ],
    ids=["markup", "one word", "a book", "lines", "controls", "nothing", "turning", "marks"],
)
def test_strange_notes_are_set(tmp_path: Path, dossier_of: Make, text: str) -> None:
    note = NoteLine(block_id="block-4", kind="key_message", text=text, language="en")
    dossier = replace(dossier_of("W4", "en"), notes=(note,), title=text[:300])
    for kind in reports.KINDS:
        outcome = reports.write(kind, dossier, Words("en"), tmp_path / "a.pdf")
        assert outcome.pages >= 1


def test_markup_is_printed_as_written(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    said = "<img src='/etc/hostname'> & <b>not bold</b>"
    note = NoteLine(block_id="block-4", kind="discussion", text=said, language="en")
    reports.write(
        "report", replace(dossier_of("W4", "en"), notes=(note,)), Words("en"), tmp_path / "a"
    )
    assert said in " ".join(read_pdf(tmp_path / "a").split())


def test_an_empty_dossier_is_still_a_document(tmp_path: Path) -> None:
    for kind in reports.KINDS:
        outcome = reports.write(
            kind, WorkshopContent(code="", title=""), Words("en"), tmp_path / "a.pdf"
        )
        assert outcome.pages >= 1


@pytest.mark.parametrize(("kind", "paper"), [("poem", "A4"), ("report", "A3")])
def test_unknown_documents_are_refused(
    tmp_path: Path, dossier_of: Make, kind: str, paper: str
) -> None:
    with pytest.raises(reports.DocumentUnknown):
        reports.write(kind, dossier_of("W4", "en"), Words("en"), tmp_path / "a.pdf", paper)
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_and_a_folder_in_the_way(tmp_path: Path, dossier_of: Make) -> None:
    dossier = dossier_of("W4", "en")
    with pytest.raises(FileMissing):
        reports.write("summary", dossier, Words("en"), tmp_path / "no" / "a.pdf")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises((NoPermission, MachineTrouble)):
        reports.write("summary", dossier, Words("en"), tmp_path / "folder.pdf")
    assert os.listdir(tmp_path) == ["folder.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_keeps_the_earlier_file(
    tmp_path: Path, dossier_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"earlier")
    opened = Path.open

    def full(self: Path, mode: str = "r") -> object:
        return opened(Path("/dev/full"), "wb") if mode == "xb" else opened(self, mode)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(DiskFull):
        reports.write("summary", dossier_of("W4", "en"), Words("en"), out)
    monkeypatch.undo()
    assert out.read_bytes() == b"earlier"
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_importing_the_room_loads_no_machinery() -> None:
    heavy = "('reportlab', 'uharfbuzz', 'pikepdf', 'PIL')"
    code = (
        "import sys, carefacilitator.reports\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
