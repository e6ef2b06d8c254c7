"""PDF/A-3a and PDF/UA-1, as an independent validator sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import (
    CertificateLine,
    NoteLine,
    SignInLine,
    WorkshopContent,
)

page = pytest.importorskip("page", reason="the package page-validation is not installed")


# A packed stream whose last byte happens to be a carriage return, before the line feed that must
# follow it, looks one byte too short to this validator.
_FALSE_ALARM = "STREAM-LENGTH"


def complaints(path: Path, profile: str) -> list[str]:
    told = str(page.validate_pdf(str(path), profile=profile)).splitlines()
    assert any(line.startswith("Rules: 1") for line in told)
    return [line for line in told if line.startswith("[") and _FALSE_ALARM not in line]


_PEOPLE = {
    "sign_in": (SignInLine(code="2A3C4", name="Participant 001", organisation="Trade union A"),),
    "certificates": (CertificateLine(name="Participant 001", number="W4-2A3C4", minutes=285),),
}


@pytest.mark.parametrize(("one", "two"), [("en", "ar"), ("ar", "fr")])
def test_two_languages_side_by_side_are_an_archive_too(
    tmp_path: Path, dossier_of: Callable[[str, str], WorkshopContent], one: str, two: str
) -> None:
    first, second = dossier_of("R1", one), dossier_of("R1", two)
    out = tmp_path / "a.pdf"
    out.write_bytes(reports.make("summary", first, words(one), second=(second, words(two))).content)
    for profile in ("3a", "ua1"):
        assert complaints(out, profile) == []


@pytest.mark.parametrize("kind", reports.KINDS)
@pytest.mark.parametrize(("code", "language"), [("W4", "en"), ("W4", "es"), ("R1", "ar")])
def test_documents_are_archives_and_accessible(
    tmp_path: Path,
    dossier_of: Callable[[str, str], WorkshopContent],
    kind: str,
    code: str,
    language: str,
) -> None:
    strange = "َحَرَكَات ক্ষত্রিয় ស្ត្រី 👩‍👩‍👧 ᚠ \ue000 \x00 z͓̽ " * 40
    note = NoteLine(block_id="block-2", kind="key_message", text=strange, language="en")
    dossier = dossier_of(code, language)
    dossier = replace(dossier, notes=(*dossier.notes, note), **_PEOPLE)
    out = tmp_path / "a.pdf"
    reports.write(kind, dossier, words(language), out)
    for profile in ("3a", "ua1"):
        assert complaints(out, profile) == []
