"""Figures to look at: of one workshop, its programme, everything; copied without formulas."""

from __future__ import annotations

import csv
import io

import pytest

from carefacilitator.i18n import words
from carefacilitator.model.document.chart import Measure, chart
from carefacilitator.model.document.figures import FLOOR
from carefacilitator.services.documents.charts import as_csv, sums
from carefacilitator.services.exchange.export import NothingChosen
from carefacilitator.services.program import Program

EN = words("en")


def test_a_workshop_its_programme_or_everything(sample: Program) -> None:
    here = sample.workshops.find("C1").id
    codes = {
        scope: sample.charts.around(here, scope, "en").codes
        for scope in ("workshop", "programme", "all")
    }
    assert codes == {"workshop": "C1", "programme": "C1–C8", "all": ""}
    assert len(sample.charts.around(here, "all", "en").workshops) == 14


def test_the_same_workshop_twice_is_one(sample: Program) -> None:
    charted = sample.charts.of(["W4", sample.workshops.find("W4").id], "en")
    assert charted.codes == "W4"
    assert "rooms" not in [one.name for one in charted.charts]
    with pytest.raises(NothingChosen):
        sample.charts.of([], "en")


def test_no_group_of_people_is_small(sample: Program) -> None:
    people = {"people_by_category", "by_gender", "by_age", "by_group", "how_often"}
    found = 0
    for code in ("W1", "W2", "W3", "W4", "W5", "C1", "R1"):
        for one in sample.charts.of([code], "en").charts:
            if one.name in people:
                found += 1
                assert all(int(str(row.values[0])) >= FLOOR for row in one.rows), (code, one.name)
    assert found > 10


def test_an_empty_workshop_has_no_chart(program: Program) -> None:
    made = program.workshops.create("New")
    charted = program.charts.of([made.id], "en")
    assert charted.charts == ()
    assert sums(charted, EN) == "0 lessons · 0 commitments"


def test_copied_figures_are_bare_and_start_no_formula() -> None:
    measures = (
        Measure(key="seconds", head="Speaking time", plain="Seconds"),
        Measure(key="turns", head="Turns", drawn=False),
    )
    rows = [("a", "=1+1", (90, 2)), ("b", "Women, all", (None, 1))]
    made = chart(EN, "x", "X", "Group", measures, rows, tell=lambda _at, value: f"{value} told")
    assert list(csv.reader(io.StringIO(as_csv(made)))) == [
        ["Group", "Seconds", "Turns"],
        ["'=1+1", "90", "2"],
        ["Women, all", "", "1"],
    ]
