"""The full report: every part where there is something to tell, and none where there is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.i18n import LANGUAGES, Words, words
from carefacilitator.model.document.content import (
    CommitmentLine,
    LessonLine,
    NoteLine,
    Presence,
    WorkshopContent,
)
from carefacilitator.model.document.report_content import (
    AnswerLine,
    CommentLine,
    HalfDayLine,
    OrganisationLine,
    ResourceLine,
    SpeakingTimeLine,
    UpdateLine,
)
from carefacilitator.model.privacy.withheld import Withheld

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]

CASE = {
    "who": "Municipality A",
    "results": "Forty households save six hours a week.",
    "conditions": "The building was given for ten years.",
    "sources": "https://example.org/laundry",
}


@pytest.fixture
def full(dossier_of: Make) -> WorkshopContent:
    """W4 with something to tell in every part."""
    made = dossier_of("W4", "en")
    blocks = tuple(
        replace(one, held_start=one.start, held_end="10:20" if one.start == "09:45" else one.end)
        for one in made.blocks
    )
    case = LessonLine(
        kind="successful_experience",
        text="A municipal laundry run by its users.",
        language="en",
        codes=("reduce",),
        case=CASE,
    )
    commitment = CommitmentLine(
        who="Trade union A",
        what="Hold a dialogue.",
        partners=("Company A", "University A"),
        updates=(UpdateLine(day="2023-01-15", status="in_progress", text="Two meetings held."),),
    )
    presence = Presence(
        named=28,
        counted=9,
        expected=40,
        by_category=(("trade_union", 20), ("other", 8)),
        by_gender=(("woman", 20), ("other", 8)),
        by_age=(("35_44", 18), ("25_34", 10)),
        by_group=(("woman", 9),),
        companions=6,
        half_days=(
            HalfDayLine(slot="1-am", named=28, counted=9),
            HalfDayLine(slot="1-pm", named=21, counted=4),
        ),
        people=(("Participant 001", "Trade union A"),),
    )
    parked = NoteLine(
        block_id="", kind="question", text="Who pays the rent?", language="en", parked=True
    )
    return replace(
        made,
        purpose="To learn from each other.",
        blocks=blocks,
        presence=presence,
        notes=(*made.notes, parked),
        lessons=(*made.lessons, case),
        commitments=(commitment,),
        hosts=(
            OrganisationLine(
                role="convener", name="Trade union A", category="trade_union", country="MX"
            ),
        ),
        evaluation=(
            AnswerLine(
                question="How useful was today for you?",
                counts=(("1", 0), ("2", 0), ("3", 2), ("4", 6), ("5", 12)),
                mean=4.5,
            ),
        ),
        comments=(CommentLine(text="More time for the groups."),),
        voices=(SpeakingTimeLine(group="woman", seconds=1500, turns=12),),
        resources=(
            ResourceLine(
                title="A law on care", author="A parliament", link="https://example.org/l"
            ),
        ),
    )


def read(tmp_path: Path, dossier: WorkshopContent, read_pdf: Read, language: str = "en") -> str:
    reports.write("report", dossier, words(language), tmp_path / "a.pdf")
    return " ".join(read_pdf(tmp_path / "a.pdf").split())


def test_every_part_is_told(tmp_path: Path, full: WorkshopContent, read_pdf: Read) -> None:
    text = read(tmp_path, full, read_pdf)
    for part in (
        "To learn from each other.",
        "Organisations and their roles",
        "Mexico",
        "40 people were on the list.",
        "6 children and companions were there besides.",
        "held: 35",
        "These were planned for 320 minutes and took 330.",
        "Successful experiences",
        "Forty households save six hours a week.",
        "What made it possible",
        "With Company A and University A",
        "15 Jan 2023 · Two meetings held. · In progress",
        "25 min · 12 turns",
        "How useful was today for you?",
        "12 · 60%",
        "More time for the groups.",
        "How this report was made",
        "Annex A: People who agreed to be listed",
        "Annex B: Parked for later",
        "Who pays the rent?",
        "Annex C: Resources",
        "A parliament · A law on care",
    ):
        assert part in text


def test_every_time_begins_before_it_ends(
    tmp_path: Path, full: WorkshopContent, read_pdf: Read
) -> None:
    text = read(tmp_path, full, read_pdf)
    spans = re.findall(r"(\d\d:\d\d)–(\d\d:\d\d)", text)
    heads = [one.title for one in full.blocks if any(n.block_id == one.id for n in full.notes)]
    assert len(spans) > len(full.blocks)
    assert heads
    assert all(start < end for start, end in spans)


def test_list_and_head_count_stand_side_by_side(
    tmp_path: Path, full: WorkshopContent, read_pdf: Read
) -> None:
    text = read(tmp_path, full, read_pdf)
    assert "Whole workshop 28 9 37" in text
    assert "Morning 28 9 37" in text
    assert "Afternoon 21 4 25" in text


def test_what_there_is_none_of_has_no_section(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    text = read(tmp_path, dossier_of("W4", "en"), read_pdf)
    for part in ("Voice balance", "Evaluation ", "Successful experiences", "Annex", "Purpose"):
        assert part not in text.replace("Evaluation Evaluation", "").split("Consent respected")[0]


def test_links_to_the_web_are_tagged(tmp_path: Path, full: WorkshopContent) -> None:
    reports.write("report", full, Words("en"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        (web,) = [one for one in links if "/A" in one]
        assert str(web.A.URI) == "https://example.org/l"
        assert "A law on care" in str(web.Contents)


def test_kinds_and_rs_are_counted(tmp_path: Path, full: WorkshopContent, read_pdf: Read) -> None:
    text = read(tmp_path, full, read_pdf)
    assert "Recommendation – – – 1 1 1" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", reports.PAPER_SIZES)
def test_no_page_is_empty(tmp_path: Path, full: WorkshopContent, language: str, paper: str) -> None:
    reports.write("report", full, words(language), tmp_path / "a.pdf", paper)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        for page in pdf.pages:
            drawn = [str(one) for _, one in pikepdf.parse_content_stream(page)]
            assert drawn.count("BDC") > 5


def test_an_anonymous_report_says_what_was_withheld(
    tmp_path: Path, full: WorkshopContent, read_pdf: Read
) -> None:
    told = replace(
        full,
        anonymous=True,
        presence=replace(full.presence, people=()),
        withheld=(Withheld(kind="name", count=28, reason="anonymous"),),
    )
    text = read(tmp_path, told, read_pdf)
    assert "28 names on the list: this copy names nobody." in text
    assert "it names no person" in text
    assert "Participant 001" not in text
