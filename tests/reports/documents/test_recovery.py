"""The recovery sheet: every sign of the passphrase on paper, none in what the file tells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator import reports
from carefacilitator.i18n import LANGUAGES, words
from carefacilitator.reports.documents.recovery import Group, groups

page = pytest.importorskip("page", reason="the package page-validation is not installed")

Read = Callable[..., str]
PHRASE = "correct Horse battery st4ple! 0O1lI"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_the_groups_are_the_passphrase(passphrase: str) -> None:
    found = groups(passphrase)
    told = "".join(group.text + " " * group.spaces for group in found)
    assert told == unicodedata.normalize("NFC", passphrase)


def test_long_words_are_cut_and_spaces_counted() -> None:
    assert groups("abcdefghijkl  x ") == [
        Group(tuple("abcd"), 0),
        Group(tuple("efgh"), 0),
        Group(tuple("ijkl"), 2),
        Group(("x",), 1),
    ]
    assert groups(" a") == [Group((), 1), Group(("a",), 0)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", reports.PAPER_SIZES)
def test_every_group_stands_on_the_sheet(
    tmp_path: Path, read_pdf: Read, language: str, paper: str
) -> None:
    out = tmp_path / "r.pdf"
    made = reports.recovery_sheet(PHRASE, words(language), "2026-11-22", paper)
    out.write_bytes(made.content)
    text = read_pdf(out)
    for group in PHRASE.split():
        assert group in text
    assert "2026" in text
    for profile in ("3a", "ua1"):
        told = str(page.validate_pdf(str(out), profile=profile)).splitlines()
        assert [one for one in told if one.startswith("[") and "STREAM-LENGTH" not in one] == []


def test_it_says_what_looks_alike(tmp_path: Path, read_pdf: Read) -> None:
    out = tmp_path / "r.pdf"
    out.write_bytes(reports.recovery_sheet(PHRASE, words("en"), "2026-11-22").content)
    text = " ".join(read_pdf(out).split())
    assert "Capital letters: O I" in text
    assert "Digits: 0 1" in text
    assert "Marks: !" in text


def test_the_file_says_nothing_of_it_beside_the_page(tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    out.write_bytes(reports.recovery_sheet(PHRASE, words("en"), "2026-11-22").content)
    with pikepdf.open(out) as pdf:
        told = str(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode()
        with pdf.open_outline() as outline:
            told += "".join(str(one.title) for one in outline.root)
    assert [group for group in PHRASE.split() if group in told] == []


def test_mixed_directions_are_told_in_the_order_of_typing(tmp_path: Path, read_pdf: Read) -> None:
    out = tmp_path / "r.pdf"
    out.write_bytes(reports.recovery_sheet("قلبab", words("en"), "2026-11-22").content)
    assert "In this order:" in read_pdf(out)


def test_the_same_sheet_is_the_same_file() -> None:
    first, second = (reports.recovery_sheet(PHRASE, words("ar"), "2026-11-22") for _ in range(2))
    assert first.content == second.content
