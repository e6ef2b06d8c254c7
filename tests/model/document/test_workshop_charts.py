"""Which charts a dossier has: their figures, their words, and what they do not tell."""

from __future__ import annotations

import pytest

from carefacilitator.i18n import LANGUAGES, words
from carefacilitator.model.document import closing_charts, workshop_charts
from carefacilitator.model.document.chart import DASH, Chart
from carefacilitator.model.document.content import (
    CommitmentLine,
    LessonLine,
    Presence,
    WorkshopContent,
)
from carefacilitator.model.document.report_content import AnswerLine, HalfDayLine, SpeakingTimeLine
from carefacilitator.model.document.series import Series, SessionLine

EN = words("en")


def dossier(**wishes: object) -> WorkshopContent:
    return WorkshopContent(code="W1", title="Care", **wishes)  # type: ignore[arg-type]


def values(chart: Chart | None) -> dict[str, tuple[object, ...]]:
    assert chart is not None
    return {row.key: row.values for row in chart.rows}


def categories(rows: tuple[tuple[str, int], ...], together: int) -> dict[str, tuple[object, ...]]:
    presence = Presence(named=30, by_category=rows, civil_society=together)
    return values(workshop_charts.people_by_category(dossier(presence=presence), EN, whole=False))


def test_nobody_is_counted_twice_when_civil_society_is_one_bar() -> None:
    rows = (("trade_union", 7), ("grassroots_womens_org", 12), ("academia", 5), ("other", 9))
    told = categories(rows, 23)
    assert told == {"civil_society_together": (23,), "academia": (5,), "other": (5,)}
    assert sum(int(str(count)) for (count,) in told.values()) == sum(count for _, count in rows)


def test_a_group_that_is_civil_society_through_and_through_leaves_no_other_bar() -> None:
    told = categories((("trade_union", 7), ("other", 4)), 11)
    assert told == {"civil_society_together": (11,)}


def test_nothing_to_tell_makes_no_chart() -> None:
    assert workshop_charts.charts_of(dossier(), EN) == ()
    only_small = Presence(named=9, by_gender=(("other", 9),))
    assert workshop_charts.by_gender(dossier(presence=only_small), EN) is None


def test_the_list_stands_beside_the_head_count() -> None:
    halves = (
        HalfDayLine(slot="1-am", named=12, counted=3),
        HalfDayLine(slot="1-pm", named=10, counted=4),
    )
    told = dossier(
        presence=Presence(named=13, counted=4, half_days=halves), half_days=("1-am", "1-pm")
    )
    chart = workshop_charts.list_and_count(told, EN)
    assert values(chart) == {"1-am": (12, 3), "1-pm": (10, 4), "whole": (13, 4)}
    assert chart is not None
    assert [row.label for row in chart.rows] == ["Morning", "Afternoon", "Whole workshop"]
    assert "Morning: 12 On the list, 3 Counted without a name" in chart.alternative
    assert chart.longest == 13


def test_what_would_tell_of_a_small_group_is_a_dash() -> None:
    sessions = (SessionLine(code="C1", title="a", named=9), SessionLine(code="C2", title="b"))
    told = dossier(presence=Presence(named=9), series=Series(sessions=sessions))
    chart = workshop_charts.new_and_again(told, EN)
    assert chart is not None
    assert chart.rows[0].values == (None, None)
    assert chart.rows[0].told == (DASH, DASH)
    assert chart.longest == 1
    assert "fewer than five" in chart.note


def test_lessons_by_kind_and_r_stand_in_the_order_of_their_lists() -> None:
    found = (
        LessonLine(kind="challenge", text="a", language="en", codes=("reward", "recognize")),
        LessonLine(kind="opportunity", text="b", language="en"),
        LessonLine(kind="challenge", text="c", language="en", codes=("reward",)),
    )
    told = dossier(lessons=found)
    kinds = workshop_charts.lessons_by_kind(told, EN)
    assert values(kinds) == {"challenge": (2,), "opportunity": (1,)}
    rs = workshop_charts.lessons_by_r(told, EN)
    assert values(rs)["reward"] == (2,)
    assert values(rs)["represent"] == (0,)
    assert rs is not None
    assert rs.note == "A lesson with two Rs stands under both."


def test_voices_tell_minutes_and_turns_beside_one_bar() -> None:
    spoken = (SpeakingTimeLine(group="woman", seconds=760, turns=5),)
    chart = closing_charts.voices(dossier(voices=spoken), EN)
    assert chart is not None
    assert chart.drawn == (0,)
    assert chart.beside(chart.rows[0], 0) == "13 min · 5 turns"
    assert chart.rows[0].values == (760, 5)
    assert chart.alternative.startswith("Speaking time by group. ")


def test_answers_tell_their_share() -> None:
    line = AnswerLine(
        question="Will you use something from today?",
        counts=(("Yes", 3), ("Partly", 1), ("No", 0)),
        key="will_use",
    )
    (chart,) = closing_charts.evaluation(dossier(evaluation=(line,)), EN)
    assert chart.name == "evaluation_will_use"
    assert values(chart) == {"yes": (3, 0.75), "partly": (1, 0.25), "no": (0, 0)}
    assert [chart.beside(row, 0) for row in chart.rows] == ["3 · 75%", "1 · 25%", "0"]
    assert chart.note == "4 answers."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_words(language: str) -> None:
    told = dossier(
        commitments=(CommitmentLine(who="a", what="b", status="planning"),) * 2,
        presence=Presence(named=12, by_age=(("60_plus", 5), ("not_recorded", 7))),
    )
    for chart in workshop_charts.charts_of(told, words(language)):
        assert chart.title
        assert chart.of
        assert all(one.head for one in chart.measures)
        for row in chart.rows:
            assert row.label
            assert row.label in chart.alternative
