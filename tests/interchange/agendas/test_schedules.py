from __future__ import annotations

import json
from pathlib import Path

import pytest

from carefacilitator.interchange.agendas.schedules import NotASchedule, read_schedule


def written(folder: Path, told: object) -> Path:
    path = folder / "schedule.json"
    path.write_text(json.dumps(told), "utf-8")
    return path


def test_days_rooms_and_sessions_are_read_without_the_people(tmp_path: Path) -> None:
    talk = {"start": "09:30", "duration": "00:45", "title": "A", "abstract": "Why"}
    rooms = {"Hall": [{**talk, "persons": [{"name": "Participant 001"}]}], "Garden": [talk]}
    no_title = {"start": "10:00", "duration": "00:10", "title": ""}
    days = [{"rooms": rooms}, {"rooms": {"Hall": [talk, no_title]}}]
    file = read_schedule(written(tmp_path, {"schedule": {"conference": {"days": days}}}))
    assert [(row.day, row.start, row.minutes, row.room) for row in file.rows] == [
        (1, "09:30", 45, "Garden"),
        (1, "09:30", 45, "Hall"),
        (2, "09:30", 45, "Hall"),
    ]
    assert [one.code for one in file.refused] == ["event_no_title"]
    assert "Participant" not in repr(file)


@pytest.mark.parametrize(
    "told", [[], {}, {"schedule": 1}, {"schedule": {"conference": {"days": []}}}, "x", None]
)
def test_other_json_is_refused(told: object, tmp_path: Path) -> None:
    with pytest.raises(NotASchedule):
        read_schedule(written(tmp_path, told))


def test_more_days_than_could_be_planned_are_refused(tmp_path: Path) -> None:
    talk = {"start": "09:30", "duration": "00:45", "title": "A"}
    days = [{"rooms": {}}] * 366 + [{"rooms": {"Hall": [talk]}}]
    with pytest.raises(NotASchedule):
        read_schedule(written(tmp_path, {"schedule": {"conference": {"days": days}}}))


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000)
    with pytest.raises(NotASchedule):
        read_schedule(path)


def test_a_real_conference_of_three_days(inputs: Path) -> None:
    file = read_schedule(inputs / "06_agendas" / "pretalx-democon.json")
    assert {row.day for row in file.rows} == {1, 2, 3}
    assert {row.room for row in file.rows} >= {"Gray Room", "Tan Room"}
    assert file.refused == ()
