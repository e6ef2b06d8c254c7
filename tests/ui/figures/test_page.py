"""Figures in the window: what paper and command tell, in both directions, copied by key."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from carefacilitator import app, paths
from carefacilitator.i18n import words
from carefacilitator.model.document.chart import Measure, chart
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.ui.figures.chart_view import ChartView, picture

CODES = [f"C{number}" for number in range(1, 9)]


def shown(desk: Any) -> dict[str, list[tuple[str, ...]]]:
    """Every chart of the page with the rows of its table, going through the list by key."""
    page, found = desk.page, {}
    for at in range(page.list.model().rowCount()):
        assert page.list.currentIndex().row() == at
        model = page.table.model()
        assert page.view.accessibleName() == page.list.currentIndex().data()
        found[page.chart.name] = [
            tuple(model.index(row, column).data() for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]
        desk.press("Down", page.list)
    return found


def alternatives(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]


def test_screen_paper_and_command_tell_what_the_scenario_counts(desk, capsys) -> None:
    desk.go("figures", "C1", "programme")
    screen = shown(desk)
    desk.window.saving.flush()
    assert app.main(["--workspace", str(desk.folder), "--json", "figures", *CODES]) == 0
    told = json.loads(capsys.readouterr().out)
    command = {one["name"]: one["rows"] for one in told["charts"]}
    assert list(command) == list(screen)
    for name, rows in command.items():
        labels = [(row["label"], *map(_word, list(row.values())[2:])) for row in rows]
        assert labels == screen[name], name
    charted = desk.program.charts.of(CODES, "en")
    paper = alternatives(
        desk.program.papers.draft(DocumentRequest("series", CODES, "en")).made.content
    )
    on_paper = {one.name for one in charted.charts if one.alternative in paper}
    assert on_paper >= {
        "people_by_category",
        "rooms",
        "found_by_level",
        "commitments_by_status",
    }
    # Twelve came to all eight, thirteen were at the third: told together, one was new there.
    assert "how_often" not in command
    scenario = yaml.load((paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader)
    expected = next(one for one in scenario["expected_totals"].values() if one["events"] == 8)
    assert told["named"] == expected["people_named"]
    kinds = {row["key"]: row["lessons"] for row in command["lessons_by_kind"]}
    assert kinds == expected["lessons_by_kind"]
    assert {row["key"]: row["lessons"] for row in command["lessons_by_r"]} == expected[
        "lessons_by_r"
    ]
    there = sum(row["named"] for row in command["rooms"])
    assert there == expected["attendances_named"]


@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_the_command_tells_charts_in_lines(desk, capsys, form) -> None:
    place = ["--workspace", str(desk.folder), "--lang", "en"]
    assert app.main([*place, "figures", "W4", *form]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split(" · ") == [
        "28 by name",
        "3 counted without a name",
        "3 lessons",
        "3 commitments",
        "1 draft not counted",
    ]
    at = lines.index("Lessons by R")
    comma = "," if form else "\t"
    assert lines[at + 1] == f"R{comma}Lessons"
    assert f"Reward{comma}1" in lines[at:]
    assert app.main([*place, "figures", "W1", *form]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ("A lesson with two Rs stands under both." in lines) != bool(form)


def _word(value: object) -> str:
    return "–" if value is None else str(value)


def test_keys_copy_the_chart_as_picture_and_as_figures(desk) -> None:
    page = desk.go("figures", "W4")
    assert page.title().startswith("Reward and represent")
    assert "28 by name" in page.where()
    desk.press("F7")
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "Category,People"
    assert "They name nobody." in desk.message
    desk.press("F6")
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2000
    assert image.height() > 300


def test_other_pages_lead_here_and_escape_leads_back(desk) -> None:
    desk.go("share", "W4")
    desk.press("Ctrl+Shift+F")
    assert desk.page.name == "figures"
    assert desk.focus is desk.page.list
    desk.press("Enter")
    assert desk.focus is desk.page.view
    desk.press("Esc")
    assert desk.page.name == "share"
    desk.go("home")
    desk.press("Home", desk.page._list)
    desk.press("Ctrl+Shift+F")
    assert desk.page.name == "figures"
    assert desk.page.scope.value() == "programme"


def test_a_new_lesson_is_counted_where_somebody_looks(desk) -> None:
    page = desk.go("figures", "W4")
    row = next(at for at, one in enumerate(page.list.model().rows) if one.name == "lessons_by_r")
    page.list.setCurrentIndex(page.list.model().index(row, 0))
    before = page.chart.rows
    made = desk.program.lessons.add(page.workshop_id, "Words", "challenge", codes=("reduce",))
    desk.settle()
    assert page.chart.rows == before  # nobody has agreed to it yet
    desk.program.lessons.agree(made.id)
    desk.settle()
    assert page.chart.name == "lessons_by_r"
    assert page.chart.rows != before


def test_where_nothing_is_counted_a_hint_says_what_to_do(make_desk) -> None:
    desk = make_desk(sample=False)
    made = desk.program.workshops.create("New")
    desk.frame.go("figures", made.id)
    desk.settle()
    assert desk.page._empty.isVisible()
    assert not desk.page.table.isVisible()
    desk.press("F6")  # nothing to copy, and nothing happens
    assert desk.message == ""


@pytest.mark.parametrize("rtl", [False, True])
def test_bars_begin_where_the_language_does_and_differ_without_colour(kit, rtl_kit, rtl) -> None:
    used = rtl_kit if rtl else kit
    measures = (Measure(key="a", head="A"), Measure(key="b", head="B"))
    made = chart(words("en"), "x", "X", "Of", measures, [("r", "Row", (40, 10))])
    view = ChartView(used)
    view.resize(600, 10)
    view.show_chart(made)
    image = view.grab().toImage()
    first, second = (QColor(one).rgb() for one in used.colours.series[:2])
    painted = {
        (x, y): image.pixel(x, y) for x in range(image.width()) for y in range(image.height())
    }
    solid = [x for (x, _y), pixel in painted.items() if pixel == first]
    hatched = [place for place, pixel in painted.items() if pixel == second]
    assert solid
    assert hatched
    ends = sum(x for x, _y in hatched) / len(hatched)  # the short bar lies where lines begin
    assert (ends > image.width() / 2) == rtl
    rows = {y for _x, y in hatched}
    gaps = {(x, y) for x, y in painted if y in rows} - set(hatched)
    assert gaps
    assert view.accessibleDescription() == made.alternative
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_picture_is_light_whatever_the_window_is(make_desk) -> None:
    desk = make_desk(sample=False, dark=True)
    made = chart(words("en"), "x", "X", "Of", (Measure(key="a", head="A"),), [("r", "Row", (4,))])
    image = picture(desk.frame.kit, made, "W1")
    assert QColor(image.pixel(2, 2)).lightness() > 240
