"""What papers tell in figures and lessons: withheld is not missing, drafts are not agreed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.model.document.chart import Chart
from carefacilitator.model.document.figures import FLOOR, NOT_RECORDED, NOT_SHARED, widened
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.ids import new_id
from carefacilitator.model.records.records import (
    Attendance,
    Consent,
    Lesson,
    Participation,
    Person,
)
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program

Crowd = dict[str, dict[str, object]]
"""People by name, with their fields and whether they ``agreed``."""
CATEGORIES = ("civil_society", "trade_union", "youth_org", "academia", "national_government")


def filled(program: Program, attending: Crowd, *rooms: set[str]) -> list[str]:
    """Workshops of one programme with these people (by name, with their fields) in the rooms."""
    found = []
    for number, names in enumerate(rooms, 1):
        made = program.workshops.create(f"Day {number}", f"2024-03-{number:02}").id
        found.append(made)
        with program.workspace.change("person_add") as change:
            for name in sorted(names):
                fields = dict(attending[name])
                agreed = fields.pop("agreed", True)
                key = f"{name:0>32}"
                if number == 1 or program.workspace.find(Person, key) is None:
                    change.put(Person(id=key, name=name, **fields))  # type: ignore[arg-type]
                listed = Participation(id=new_id(), workshop_id=made, person_id=key)
                change.put(listed)
                there = Attendance(
                    id=new_id(),
                    workshop_id=made,
                    participation_id=listed.id,
                    slot="1-am",
                    status="present",
                )
                change.put(there)
                for purpose in (consent.STORE, consent.SHARE, consent.SENSITIVE):
                    given = "given" if agreed or purpose == consent.STORE else "refused"
                    asked = Consent(
                        id=new_id(),
                        workshop_id=made,
                        person_id=key,
                        purpose=purpose,
                        status=given,
                    )
                    change.put(asked)
    return found


def crowd(chance: random.Random, people: int) -> Crowd:
    return {
        f"{number:04}": {
            "gender": chance.choice(("woman", "woman", "woman", "man", "non_binary", "")),
            "age_band": chance.choice(("a18_24", "a25_34", "a35_44", "")),
            "category": chance.choice(CATEGORIES),
            "agreed": chance.random() < 0.8,
        }
        for number in range(people)
    }


NO_GROUP = ("other", NOT_SHARED, NOT_RECORDED)
"""Rows that say nothing of what people are."""
PEOPLE = ("people_by_category", "by_gender", "by_age", "how_often", "new_and_again")


def told(charts: tuple[Chart, ...]) -> Iterator[tuple[str, str, int]]:
    for chart in charts:
        if chart.name in PEOPLE:
            for row in chart.rows:
                for value in row.values:
                    if value is not None:
                        yield chart.name, row.key, int(value)


@pytest.mark.parametrize("seed", range(4))
def test_differences_between_papers_of_a_series_are_never_small(
    program: Program, seed: int
) -> None:
    chance = random.Random(seed)
    attending = crowd(chance, 34)
    rooms = [{name for name in attending if chance.random() < 0.6} for _ in range(3)]
    workshops = filled(program, attending, *rooms)
    series = program.charts.of(workshops, "en")
    together = {(name, key): value for name, key, value in told(series.charts)}
    assert all(not 0 < value < FLOOR for value in together.values())
    for one in workshops:
        for name, key, value in told(program.charts.of([one], "en").charts):
            assert value >= FLOOR
            if key not in NO_GROUP and (name, key) in together:
                assert not 0 < together[name, key] - value < FLOOR, (name, key)
    # New people add up to all people, so that a single dash would tell.
    flow = next(one for one in series.charts if one.name == "new_and_again")
    assert sum(row.values[0] is None for row in flow.rows) != 1


def test_who_refused_is_withheld_and_who_was_not_asked_is_not_recorded(program: Program) -> None:
    attending: Crowd = {
        f"{number:04}": {"gender": "woman", "age_band": "a25_34"} for number in range(9)
    }
    for number in range(9, 15):
        attending[f"{number:04}"] = {"gender": "woman", "age_band": "a25_34", "agreed": False}
    for number in range(15, 20):
        attending[f"{number:04}"] = {}
    (one,) = filled(program, attending, set(attending))
    made = program.dossiers.gather(one, "en")
    rows = {"woman": 9, NOT_SHARED: 6, NOT_RECORDED: 5}
    assert dict(made.presence.by_gender) == rows
    lines = [consent.tell(line, Words("en")) for line in made.withheld]
    assert "Gender and age of 6 people: not agreed to be used for statistics." in lines


def test_the_number_of_refusals_takes_no_joined_group_apart(program: Program) -> None:
    attending: Crowd = {
        f"{number:04}": {"gender": "woman", "age_band": "a25_34"} for number in range(9)
    }
    attending |= {f"{number:04}": {"gender": "man", "agreed": False} for number in range(9, 11)}
    attending |= {f"{number:04}": {"gender": "man"} for number in range(11, 14)}
    (one,) = filled(program, attending, set(attending))
    made = program.dossiers.gather(one, "en")
    assert dict(made.presence.by_gender) == {"woman": 9, "other": 5}  # two refused, three men
    told_so = [
        consent.tell(line, Words("en")) for line in made.withheld if line.kind == "statistics"
    ]
    assert told_so == ["Gender and age of some people: not agreed to be used for statistics."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folded_group_bears_no_name_of_one_of_its_parts(sample: Program, language: str) -> None:
    names = {
        "en": "Civil society, grassroots and unions",
        "ar": "المجتمع المدني والمنظمات الشعبية والنقابات",
    }
    chart = next(
        one for one in sample.charts.of(["R1"], language).charts if one.name == "people_by_category"
    )
    row = next(row for row in chart.rows if row.values == (19,))
    assert row.key == "civil_society_together"
    assert row.label == names.get(language, row.label)
    series = sample.charts.of([f"W{number}" for number in range(1, 6)], language)
    keys = [row.key for row in series.charts[0].rows]
    assert "civil_society_rest" in keys  # trade unions are told apart
    assert "civil_society" not in keys


def test_what_is_widened() -> None:
    parents = {"trade_union": "civil_society", "youth_org": "civil_society"}
    groups = {"civil_society": 4, "trade_union": 3, "youth_org": 6}
    assert widened([("civil_society", 7), ("youth_org", 6)], groups, parents) == {
        "civil_society": False
    }
    assert widened([("civil_society", 13)], groups, parents) == {"civil_society": True}
    assert widened([("civil_society", 4), ("other", 9)], groups, parents) == {}


# drafts -----------------------------------------------------------------------------------------

DRAFTS = list(itertools.product(("summary", "report", "series", "compendium"), (False, True)))


@pytest.mark.parametrize(("kind", "wished"), DRAFTS)
def test_drafts_stand_on_paper_only_where_wished(
    sample: Program, tmp_path: Path, kind: str, wished: bool
) -> None:
    w4 = sample.workshops.find("W4").id
    draft = next(
        one for one in sample.workspace.all(Lesson, workshop_id=w4) if one.status == "draft"
    )
    with sample.workspace.change("lesson_edit") as change:
        change.set(Lesson, draft.id, kind="good_practice")
    paper = sample.papers.write(
        DocumentRequest(kind, "W4", "fr", drafts=wished), tmp_path / "a.pdf"
    )
    assert paper.drafts_left == (0 if wished else 1)
    gathered = sample.dossiers.gather("W4", "fr", drafts=wished)
    assert [one.id for one in gathered.drafts] == ([draft.id] if wished else [])
    assert draft.id not in [one.id for one in gathered.lessons]
    assert all(one.agreed for one in gathered.lessons)


def test_figures_count_what_is_agreed(sample: Program) -> None:
    charted = sample.charts.of(["W4"], "en")
    kinds = next(one for one in charted.charts if one.name == "lessons_by_kind")
    assert charted.lessons == 3 == sum(int(row.values[0] or 0) for row in kinds.rows)
