"""The agenda for the door, as poppler reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.records.vocabulary import vocabulary

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("code", "language", "pages"), [("W4", "en", 1), ("R1", "ar", 2)])
def test_every_block_stands_with_time_room_and_method(
    tmp_path: Path, dossier_of: Make, read_pdf: Read, code: str, language: str, pages: int
) -> None:
    out = tmp_path / "a.pdf"
    dossier = dossier_of(code, language)
    assert reports.write("agenda", dossier, words(language), out).pages == pages
    text = flat(read_pdf(out))
    for block in dossier.blocks:
        assert block.start in text
        assert block.end in text
        assert block.title.split()[0] in text
        assert block.room in text
        method = vocabulary().label("session_type", block.session_type, language)
        assert method.split()[0] in text


def test_each_day_has_a_page_of_its_own_when_one_page_is_too_small(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    out = tmp_path / "a.pdf"
    reports.write("agenda", dossier_of("R1", "en"), words("en"), out)
    first, second = read_pdf(out).split("\f")[:2]
    assert "Day 1, June 25, 2024" in first or "Day 1, 25 June 2024" in first
    assert "Day 2" in second
    assert "Day 2" not in first


def test_two_short_days_share_a_page(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    out = tmp_path / "a.pdf"
    dossier = dossier_of("R1", "en")
    first = [block for block in dossier.blocks if block.day == 1][:3]
    second = [block for block in dossier.blocks if block.day == 2][:3]
    short = replace(dossier, blocks=(*first, *second))
    assert reports.write("agenda", short, words("en"), out).pages == 1
    assert "Day 2" in read_pdf(out)


def test_groups_at_the_same_time_say_so(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    out = tmp_path / "a.pdf"
    reports.write("agenda", dossier_of("R1", "en"), words("en"), out)
    text = flat(read_pdf(out))
    assert "Group 1 of 3, at the same time" in text
    assert "Group 3 of 3, at the same time" in text
    reports.write("agenda", dossier_of("W4", "en"), words("en"), out)
    assert "at the same time" not in read_pdf(out)


def test_an_agenda_without_blocks_says_so(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    out = tmp_path / "a.pdf"
    reports.write("agenda", replace(dossier_of("W4", "en"), blocks=()), words("en"), out)
    assert "No block is planned yet." in read_pdf(out)
