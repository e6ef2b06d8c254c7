"""Certificates: a page a person, with time, number and code, as poppler reads them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.certificate_code import time_told
from carefacilitator.model.document.content import CertificateLine, WorkshopContent

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]
PEOPLE = tuple(
    CertificateLine(
        name=f"Participant {n:03}",
        organisation="Trade union A",
        number=f"W4-2A3C{n}",
        minutes=255 + 15 * n,
        code=f"0KP8-0V81-R7A{n}",
    )
    for n in (1, 2, 3)
)


@pytest.mark.parametrize(("code", "language"), [("W4", "en"), ("R1", "ar")])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_everybody_has_a_page_of_her_own(
    tmp_path: Path, dossier_of: Make, code: str, language: str, paper: str
) -> None:
    out = tmp_path / "a.pdf"
    dossier = replace(dossier_of(code, language), certificates=PEOPLE)
    made = reports.write("certificates", dossier, words(language), out, paper)
    assert made.pages == len(PEOPLE)
    for at, one in enumerate(PEOPLE, 1):
        done = subprocess.run(
            ["pdftotext", "-f", str(at), "-l", str(at), str(out), "-"],
            capture_output=True,
            check=True,
        )
        text = done.stdout.decode()
        assert [other.name for other in PEOPLE if other.name in text] == [one.name]
        assert one.number in text
        assert one.code in text


def test_it_says_how_long_she_was_there(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    out = tmp_path / "a.pdf"
    dossier = replace(dossier_of("W4", "en"), certificates=PEOPLE[:1])
    reports.write("certificates", dossier, words("en"), out)
    text = " ".join(read_pdf(out).split())
    assert f"Time attended: {time_told(words('en'), 270)}" in text
    assert "Time attended: 4 hours and 30 minutes" in text
    assert dossier.title in text


def test_without_a_time_none_is_told(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    out = tmp_path / "a.pdf"
    line = replace(PEOPLE[0], minutes=0)
    dossier = replace(dossier_of("W4", "en"), certificates=(line,))
    reports.write("certificates", dossier, words("en"), out)
    assert "Time attended" not in read_pdf(out)


def test_the_metadata_name_nobody(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    dossier = replace(dossier_of("W4", "en"), certificates=PEOPLE)
    reports.write("certificates", dossier, words("en"), out)
    with pikepdf.open(out) as pdf:
        told = str(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode()
    assert "Participant" not in told


def test_long_names_and_titles_stay_on_one_page(tmp_path: Path, dossier_of: Make) -> None:
    line = replace(PEOPLE[0], name="María de los Ángeles " * 15, organisation="Unión " * 60)
    told = replace(dossier_of("W4", "es"), certificates=(line,), title="Taller " * 80)
    made = reports.write("certificates", told, words("es"), tmp_path / "a.pdf")
    assert made.pages == 1
