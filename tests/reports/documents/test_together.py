"""Papers about several workshops: figures beside charts, numbers that lead to their entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.i18n import Words, words
from carefacilitator.model.document.content import LessonLine, WorkshopContent
from carefacilitator.model.document.figures import CommitmentFigures
from carefacilitator.model.document.series import FaithfulLine, Series, SessionLine

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]
CODES = [f"C{number}" for number in range(1, 9)]


def series_of(dossier_of: Make, language: str) -> WorkshopContent:
    """The Community of Analysis, as services would gather it."""
    parts = [dossier_of(code, language) for code in CODES]
    sessions = tuple(
        SessionLine(
            code=part.code,
            title=part.title,
            start=part.start,
            end=part.end,
            mode=part.mode,
            named=part.presence.named,
            counted=at % 3,
            new=None if at == 2 else 6,
            again=None if at == 2 else 7,
            opportunities=sum(one.kind == "opportunity" for one in part.lessons),
            challenges=sum(one.kind == "challenge" for one in part.lessons),
        )
        for at, part in enumerate(parts)
    )
    commitments = CommitmentFigures(
        total=3,
        by_status={"completed": 1, "planning": 2},
        by_track={},
        by_type={},
        collective=1,
        new_or_expanded=0,
        reported=2,
        on_track=1,
        overdue=(),
    )
    people = (
        FaithfulLine(name="Participant 001", organisation="UN Women", present=(True,) * 8),
        FaithfulLine(name="Participant 002", organisation="", present=(True, *(False,) * 7)),
    )
    return replace(
        parts[0],
        code="C1–C8",
        title="Community of Analysis",
        blocks=(),
        lessons=tuple(one for part in parts for one in part.lessons),
        commitments=tuple(one for part in parts for one in part.commitments),
        parts=tuple(parts),
        series=Series(
            sessions=sessions,
            attended=((1, 3, 9), (8, 8, 8)),
            people=people,
            commitments=commitments,
            day="2022-12-31",
        ),
    )


def text_of(
    tmp_path: Path, kind: str, dossier: WorkshopContent, read_pdf: Read, spoken: str = "en"
) -> str:
    reports.write(kind, dossier, words(spoken), tmp_path / "a.pdf")
    return " ".join(read_pdf(tmp_path / "a.pdf").split())


def test_a_series_tells_what_changed(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    text = text_of(tmp_path, "series", series_of(dossier_of, "en"), read_pdf)
    for part in (
        "Report of the series",
        "Session 8 of 8",
        "1 to 3 workshops",
        "8 workshops",
        "C1 12 6 7 1 1 0",
        "C3 15 – – 1 1 0",
        "A dash stands where a group of fewer than five people would be told.",
        "As of 31 December 2022: 2 of 3 reported on; of these 1 on track.",
        "Opportunities and challenges by level",
        "Participant 002",
        "● was there",
    ):
        assert part in text


def test_charts_have_their_figures_in_words(tmp_path: Path, dossier_of: Make) -> None:
    reports.write("series", series_of(dossier_of, "en"), Words("en"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        told = [
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert any("National: 2 Opportunities, 6 Challenges" in one for one in told)
    assert any("C2: 12 On the list, 1 Counted without a name" in one for one in told)


def test_bars_are_told_apart_without_colour(tmp_path: Path, dossier_of: Make) -> None:
    reports.write("series", series_of(dossier_of, "en"), Words("en"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        drawn = [str(op) for page in pdf.pages for _, op in pikepdf.parse_content_stream(page)]
    assert drawn.count("W") > 4  # a hatch is clipped to its bar


def test_more_workshops_than_columns_make_further_tables(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    made = series_of(dossier_of, "en")
    assert made.series is not None
    sessions = made.series.sessions * 2
    people = tuple(replace(one, present=one.present * 2) for one in made.series.people)
    many = replace(made, series=replace(made.series, sessions=sessions, people=people))
    text = text_of(tmp_path, "series", many, read_pdf)
    assert text.count("Participant 001") == 2


def compendium_of(dossier_of: Make, group: str = "five_r", language: str = "en") -> WorkshopContent:
    parts = [dossier_of(code, language) for code in ("W1", "W4", "R1")]
    lessons = [
        replace(one, workshop=part.code, country="MX" if part.code == "W4" else "")
        for part in parts
        for one in part.lessons
    ]
    return replace(
        parts[0],
        title="Experiences and lessons",
        blocks=(),
        lessons=tuple(lessons),
        parts=tuple(parts),
        grouped_by=group,
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("group", ["five_r", "country", "theme"])
def test_every_entry_has_its_number_and_its_words(
    tmp_path: Path, dossier_of: Make, read_pdf: Read, group: str, language: str
) -> None:
    dossier = compendium_of(dossier_of, group, language)
    reports.write("compendium", dossier, words(language), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf, pdf.open_outline() as outline:
        (document,) = outline.root
        entries = [one.title for section in document.children for one in section.children]
    numbers = [int(title.split(".")[0]) for title in entries]
    assert numbers == list(range(1, len(dossier.lessons) + 1))
    if language == "en":
        text = "".join(read_pdf(tmp_path / "a.pdf").split())
        for lesson in dossier.lessons:
            if lesson.language in ("en", "es", "fr"):
                assert "".join(lesson.text.split()) in text


def test_the_index_leads_to_the_entries(tmp_path: Path, dossier_of: Make) -> None:
    reports.write("compendium", compendium_of(dossier_of), Words("en"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        jumps = [one for one in links if str(one.Contents).startswith("Entry ")]
        contents = {
            str(one.Contents).split(".")[0]: (one.Dest[0].objgen, float(one.Dest[3]))
            for one in links
            if not str(one.Contents).startswith("Entry ")
        }
        assert len(jumps) > 20
        for one in jumps:
            place = (one.Dest[0].objgen, float(one.Dest[3]))
            assert contents[str(one.Contents).removeprefix("Entry ")] == place
        tags = {
            str(one.S) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one
        }
        assert "/Index" in tags


def test_a_term_of_very_many_entries_goes_on_over_the_page(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    made = compendium_of(dossier_of)
    lessons = tuple(
        LessonLine(kind="innovation", text=f"Lesson {at}.", language="en") for at in range(900)
    )
    reports.write("compendium", replace(made, lessons=lessons), Words("en"), tmp_path / "a.pdf")
    text = read_pdf(tmp_path / "a.pdf")
    index = text[text.rindex("Index") :].split()
    assert index.count("Innovation") == 1
    assert [one for one in map(str, range(1, 901)) if one not in index] == []
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        lowest = [
            min(float(one.Rect[1]) for one in page.obj.Annots)
            for page in pdf.pages
            if "/Annots" in page.obj
        ]
        assert min(lowest) > 50


def test_an_entry_of_strange_length_is_set(tmp_path: Path, dossier_of: Make) -> None:
    made = compendium_of(dossier_of)
    long = LessonLine(
        kind="innovation", text="care " * 9000, language="en", case={"who": "w" * 400}
    )
    outcome = reports.write(
        "compendium", replace(made, lessons=(long,)), Words("en"), tmp_path / "a.pdf"
    )
    assert outcome.pages > 10
