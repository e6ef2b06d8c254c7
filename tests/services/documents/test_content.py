"""What a document may say: figures of the scenario, names and words only where agreed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from carefacilitator import paths
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.model.records.records import Lesson, Workshop
from carefacilitator.services.failures import WorkshopUnknown
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id

W4, R1 = sample_id("W4"), sample_id("R1")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    told = yaml.load((paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader)
    totals: dict[str, Any] = told["expected_totals"]
    return totals


def test_summary_of_w4_counts_everybody_and_names_who_agreed(sample: Program) -> None:
    told = sample.dossiers.gather("W4", "es")
    assert (told.presence.total, told.presence.named, told.presence.counted) == (31, 28, 3)
    assert told.title.startswith("Recompensar y representar")
    assert told.title_language == "es"
    assert told.day_times == (("09:00", "15:40"),)
    assert len(told.presence.people) == 23
    assert Withheld(kind="name", count=5, reason="list_in_report") in told.withheld
    assert [len(lines) for lines in (told.notes, told.lessons, told.commitments)] == [
        4,
        3,
        3,
    ]  # the fourth lesson is a draft
    assert told.organisations[0] == ("convener", "Alianza Global por los Cuidados")
    assert told.sample


def test_small_groups_are_hidden(sample: Program) -> None:
    for code in ("W1", "W2", "W3", "W4", "W5", "C1", "R1"):
        presence = sample.dossiers.gather(code, "en").presence
        for groups in (presence.by_category, presence.by_gender, presence.by_age):
            assert all(count >= 5 for _, count in groups)
            assert sum(count for _, count in groups) == presence.named


def test_gender_only_of_those_who_agreed_to_statistics(sample: Program) -> None:
    told = sample.dossiers.gather("R1", "fr")
    refused = len(told.presence.people) and 6
    assert dict(told.presence.by_gender)["not_shared"] == refused  # they all said what they are
    assert "not_recorded" not in dict(told.presence.by_gender)
    assert Withheld(kind="statistics", count=6, reason="sensitive_data") in told.withheld


def test_series_figures_count_people_once(sample: Program, expected: dict[str, Any]) -> None:
    series = {"WORKSHOPS": "W", "COMMUNITY": "C", "RABAT": "R"}
    for name, letter in series.items():
        codes = [one.code for one in sample.workspace.all(Workshop) if one.code.startswith(letter)]
        figures = sample.dossiers.figures(codes)
        assert figures.people_named == expected[name]["people_named"]
        assert figures.attendances_named == expected[name]["attendances_named"]
        assert figures.lessons_by_kind == expected[name]["lessons_by_kind"]
    community = sample.dossiers.figures([f"C{number}" for number in range(1, 9)])
    assert community.lessons_by_kind == {"challenge": 8, "opportunity": 8}


def test_commitments_are_told_with_the_reporting_rate(sample: Program) -> None:
    told = sample.dossiers.commitment_figures("2022-12-31")
    assert (told.total, told.reported, told.on_track) == (18, 17, 14)
    assert told.overdue == ("K05", "K13")


def test_arabic_titles_and_places(sample: Program) -> None:
    told = sample.dossiers.gather("R1", "ar")
    assert told.title_language == "ar"
    assert told.place == "الرباط"
    assert [len(times) for times in told.day_times] == [2, 2]
    assert {block.date for block in told.blocks} == {"2024-06-25", "2024-06-26"}


def test_quotes_and_speakers_only_where_agreed(sample: Program) -> None:
    person = sample.people.lines(W4, "")[0].person
    note = {"kind": "quote", "speaker_person_id": person.id, "speaker_group": "women"}
    sample.notes.add(W4, "Said by somebody.", **note)

    def quoted() -> list[str]:
        lines = sample.dossiers.gather("W4", "en").notes
        return [one.speaker for one in lines if one.text == "Said by somebody."]

    assert quoted() == []
    withheld = sample.dossiers.gather("W4", "en").withheld
    assert Withheld(kind="note", count=1, reason="quote") in withheld
    sample.people.consent(W4, person.id, {"quote": "given"})
    assert quoted() == ["women"]
    sample.people.consent(W4, person.id, {"quote_by_name": "given"})
    assert quoted() == [person.name]


def test_an_anonymous_paper_names_nobody(sample: Program) -> None:
    name = sample.people.lines(W4, "")[0].person.name
    sample.notes.add(W4, f"{name} opens the day.")
    told = sample.dossiers.gather("W4", "en", anonymous=True)
    assert told.anonymous
    assert told.presence.people == ()
    assert name not in repr(told)
    assert told.presence.named == 28


def test_sensitive_lessons_do_not_go_on_paper(sample: Program) -> None:
    lesson = next(one.lesson.id for one in sample.lessons.of(W4) if one.lesson.status != "draft")
    with sample.workspace.change("lesson_edit") as change:
        change.set(Lesson, lesson, sensitivity="high")
    told = sample.dossiers.gather("W4", "en")
    assert len(told.lessons) == 2
    assert Withheld(kind="lesson", count=1, reason="severe") in told.withheld


def test_held_times_are_local(sample: Program) -> None:
    block = sample.agenda.blocks(W4)[0].id
    sample.agenda.start(block)
    told = sample.dossiers.gather("W4", "en")
    assert told.blocks[0].held_start == "10:00"


def test_senseless_dates_of_another_device_break_nothing(sample: Program) -> None:
    with sample.workspace.change("workshop_edit") as change:
        change.set(Workshop, W4, start="someday", day_starts=["noonish"])
    told = sample.dossiers.gather("W4", "en")
    assert told.start == ""
    assert {block.date for block in told.blocks} == {""}


def test_unknown_workshop(sample: Program) -> None:
    with pytest.raises(WorkshopUnknown):
        sample.dossiers.gather("W9", "en")


def test_an_empty_workshop_has_a_dossier(program: Program, tmp_path: Path) -> None:
    workshop = program.workshops.create("Empty", "2022-01-01")
    told = program.dossiers.gather(workshop.id, "pt")
    assert told.presence.total == 0
    assert told.withheld == ()
