"""The figures are those of the reference scenario: here, by command, and at the secretariat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from carefacilitator import app, paths
from carefacilitator.model.document.figures import CommitmentFigures, Figures
from carefacilitator.services.program import Program

TOLD: dict[str, Any] = yaml.load(
    (paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader
)
TOTALS = TOLD["expected_totals"]
DAY = "2022-12-31"


def codes(series: str) -> list[str]:
    return [event["id"] for event in TOLD["events"] if series in ("ALL", event["series"])]


def as_told(counted: Figures) -> dict[str, Any]:
    """Figures under the names that the scenario uses."""
    return {
        "events": counted.events,
        "attendances_named": counted.attendances_named,
        "attendances_anonymous": counted.attendances_counted,
        "people_named": counted.people_named,
        "organizations": counted.organisations,
        "people_by_category": dict(counted.by_category),
        "people_civil_society_total": counted.civil_society,
        "people_by_gender": dict(counted.by_gender),
        "people_share_refused": counted.people_not_shared,
        "notes": counted.notes,
        "lessons": counted.lessons,
        "lessons_by_kind": dict(counted.lessons_by_kind),
        "lessons_by_r": dict(counted.lessons_by_r),
        "lessons_without_r": counted.lessons_without_r,
        "lessons_by_level": dict(counted.lessons_by_level),
        "lessons_by_lang": dict(counted.lessons_by_language),
        "agenda_items": counted.blocks,
        "agenda_minutes_sum_without_breaks": counted.minutes_planned,
        "elapsed_contact_minutes": counted.minutes_together,
    }


def commitments_as_told(counted: CommitmentFigures) -> dict[str, Any]:
    return {
        "total": counted.total,
        "by_status": dict(counted.by_status),
        "by_track": dict(counted.by_track),
        "collective": counted.collective,
        "new_or_expanded": counted.new_or_expanded,
        "by_type": dict(counted.by_type),
        "not_completed_and_due_by_2022_12_31": sorted(counted.overdue),
    }


def check(program: Program) -> None:
    """Every figure of the scenario, by series and together."""
    for series, expected in TOTALS.items():
        assert as_told(program.dossiers.figures(codes(series))) == expected, series
    counted = program.dossiers.commitment_figures(DAY)
    assert commitments_as_told(counted) == TOLD["expected_commitment_totals"]


def test_the_hall_counts_as_the_scenario_does(hall_copy: Path) -> None:
    hall = app.build(hall_copy)
    assert hall.sample.fill() == {
        "workshops": TOTALS["ALL"]["events"],
        "people": TOTALS["ALL"]["people_named"],
        "notes": TOTALS["ALL"]["notes"],
        "lessons": TOTALS["ALL"]["lessons"],
        "commitments": TOLD["expected_commitment_totals"]["total"],
    }
    check(hall)
    hall.close()


def test_the_commands_count_as_the_scenario_does(
    scene: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*words: str) -> Any:
        assert app.main(["--workspace", str(scene.hall), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    assert told("sample")["people"] == TOTALS["ALL"]["people_named"]
    lines = {line["code"]: line for line in told("workshops")}
    assert len(lines) == TOTALS["ALL"]["events"]
    for event in TOLD["events"]:
        line = lines[event["id"]]
        named, counted = len(event["attendees"]), event.get("anonymous") or 0
        assert (line["people"], line["counted"]) == (named, counted)
        assert line["present"] == named
        for name in ("notes", "lessons"):
            assert line[name] == len(event[name])
        own = [one for one in TOLD["commitments"] if one["from_event"] == event["id"]]
        assert line["commitments"] == len(own)
    for series, expected in TOTALS.items():
        of_series = [lines[code] for code in codes(series)]
        for name, key in (("people", "attendances_named"), ("counted", "attendances_anonymous")):
            assert sum(line[name] for line in of_series) == expected[key]


def test_the_secretariat_counts_what_may_be_shared(
    hall_copy: Path, device: Any, tmp_path: Path
) -> None:
    hall, office, friend = app.build(hall_copy), device("Secretariat"), device("Rapporteur")
    for taker, role, series in ((office, "other", "ALL"), (friend, "own_group", "RABAT")):
        out = tmp_path / f"{role}.carebundle"
        hall.sharing.export(codes(series), out, [taker.identity.card(role).recipient()])
        taker.arrivals.apply(out, trust=True)
    hall.close()
    assert as_told(friend.dossiers.figures(codes("RABAT"))) == TOTALS["RABAT"]
    for series, expected in TOTALS.items():
        counted = as_told(office.dossiers.figures(codes(series)))
        personal = {"people_by_category", "people_civil_society_total", "people_by_gender"}
        for name in expected.keys() - personal - {"organizations"}:
            assert counted[name] == expected[name], (series, name)
        refused = expected["people_share_refused"]
        assert counted["people_by_gender"].get("not_recorded", 0) == refused
        assert sum(counted["people_by_category"].values()) == expected["people_named"]


SPREADSHEETS = {
    "03_spreadsheets/readxl_clippy.xlsx",
    "03_spreadsheets/roo_numbers-export.xlsx",
    "03_spreadsheets/roo_simple_spreadsheet.xlsx",
    "04_humanitarian_hxl/input-valid.csv",
    "04_humanitarian_hxl/input-valid.xlsx",
    "01_submissions/children.csv",
    "01_submissions/children_cartoons.csv",
    "08_text_and_names/blns.txt",
    "14_scenario/scenario_lessons.csv",
    "14_scenario/scenario_agenda.csv",
    "05_contacts_vcf/rfc6350-example.vcf",
    "07_notes/fr_2021-01-26-reunion-citoyens.md",
}


@pytest.mark.parametrize("name", sorted(SPREADSHEETS))
def test_other_sheets_are_read_or_refused_in_words(
    scene: Any, inputs: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    arguments = ["attendees", "import", "W4", str(inputs / name), "--dry-run", "--json"]
    code = app.main(["--workspace", str(scene.hall), *arguments])
    told = json.loads(capsys.readouterr().out)
    if code:
        assert code == 1
        assert told["error"]["code"].startswith(("attendees_no_name", "table_")), told
    else:
        assert set(told) >= {"added", "counted", "updated", "unchanged", "refused", "columns"}
        print(name, {key: told[key] for key in ("added", "columns", "left_out")})
