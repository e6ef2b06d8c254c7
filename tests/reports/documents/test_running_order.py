"""The running order for those who facilitate, as poppler reads it; the door keeps its secrets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import WorkshopContent

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]
TOLD = {
    "lead": "Participant 001",
    "materials": "Chalk\nPaper",
    "instructions": "In pairs first",
    "question": "Who cares",
}


def with_more(dossier: WorkshopContent) -> WorkshopContent:
    blocks = [replace(one, **TOLD) if at == 1 else one for at, one in enumerate(dossier.blocks)]
    return replace(dossier, blocks=tuple(blocks))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("code", "language"), [("W4", "en"), ("W4", "ar"), ("R1", "es")])
def test_it_tells_times_lead_materials_and_steps(
    tmp_path: Path, dossier_of: Make, read_pdf: Read, code: str, language: str
) -> None:
    out = tmp_path / "order.pdf"
    dossier = with_more(dossier_of(code, language))
    reports.write("running_order", dossier, words(language), out)
    text = flat(read_pdf(out))
    for block in dossier.blocks:
        assert block.start in text
        assert str(block.minutes) in text
    for part in ("Participant 001", "Chalk", "Paper", "In pairs first", "Who cares"):
        assert part in text


def test_the_door_names_nobody_and_tells_no_steps(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    out = tmp_path / "door.pdf"
    reports.write("agenda", with_more(dossier_of("W4", "en")), words("en"), out)
    text = flat(read_pdf(out))
    for part in ("Participant 001", "Chalk", "In pairs first", "Who cares"):
        assert part not in text


def test_rooms_with_several_blocks_are_one_group_each(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    dossier = dossier_of("W4", "en")
    tracks = ("g/1", "g/1", "g/2")
    blocks = [
        replace(one, parallel="g", track=track)
        for one, track in zip(dossier.blocks, tracks, strict=False)
    ]
    out = tmp_path / "order.pdf"
    whole = replace(dossier, blocks=(*blocks, *dossier.blocks[3:]))
    reports.write("running_order", whole, words("en"), out)
    text = flat(read_pdf(out))
    assert text.count("Group 1 of 2") == 2
    assert text.count("Group 2 of 2") == 1
