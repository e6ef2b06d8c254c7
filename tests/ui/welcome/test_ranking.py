"""Who is meant by a few letters: the order in which people mean each other."""

from __future__ import annotations

import pytest

from carefacilitator.model.text.folding import fold
from carefacilitator.ui.welcome.attendance_list import AttendanceList, DoorRow, Seen
from carefacilitator.ui.welcome.ranking import distance, typed_words, words_of
from tests.ui.welcome.test_attendance_list import names, roll_of, row

NAMES = [
    "Adriana Martínez González",
    "Ana Martínez González",
    "Ana-Lucía Ramos",
    "Anabel Cruz",
    "Marisol Diana",
    "Susana Ortiz",
    "Victoria Peña",
]


@pytest.fixture
def roll() -> AttendanceList:
    found = [row(number, name, "Municipalidad") for number, name in enumerate(NAMES)]
    return roll_of(*found, row(90, "Alicia Luna"), row(91, "Rosa Vega", "Mariposa"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ana", ["Ana Martínez González", "Ana-Lucía Ramos", "Anabel Cruz"]),
        ("ana martinez gonzalez", ["Ana Martínez González"]),
        ("mar", ["Marisol Diana", "Adriana Martínez González", "Ana Martínez González"]),
        ("ali", ["Alicia Luna"]),
        ("lucia", ["Ana-Lucía Ramos"]),
        ("gon", ["Adriana Martínez González", "Ana Martínez González"]),
        ("mun", [*NAMES]),
        ("usan", ["Susana Ortiz"]),
    ],
)
def test_beginnings_come_before_middles_and_names_before_organisations(
    roll: AttendanceList, typed: str, first: list[str]
) -> None:
    assert names(roll, typed)[: len(first)] == first


def test_the_organisation_comes_after_every_name(roll: AttendanceList) -> None:
    assert names(roll, "mar")[-1] == "Rosa Vega"
    assert "Susana Ortiz" not in names(roll, "ana"), "a middle counts where nothing begins so"


def test_who_is_here_already_comes_last_among_equals(roll: AttendanceList) -> None:
    roll.mark("p1", "present", "09:00")
    roll.mark("p2", "excused", "")
    assert names(roll, "ana")[:2] == ["Ana-Lucía Ramos", "Ana Martínez González"]
    assert names(roll, "gon") == ["Adriana Martínez González", "Ana Martínez González"]
    roll.mark("p0", "present", "09:00")
    roll.mark("p1", "", "")
    assert names(roll, "gon") == ["Ana Martínez González", "Adriana Martínez González"]


@pytest.mark.parametrize(
    "typed", ["vicotria", "victorria", "vitoria", "victoria pena", "Vicotria Peña"]
)
def test_a_slip_is_offered_before_it_becomes_a_walk_in(roll: AttendanceList, typed: str) -> None:
    assert names(roll, typed) == ["Victoria Peña"]
    assert roll.near == (typed != "victoria pena")


@pytest.mark.parametrize("typed", ["zoraida", "vax tor", "luz", "nobody"])
def test_what_looks_like_nobody_is_nobody(roll: AttendanceList, typed: str) -> None:
    assert names(roll, typed) == []
    assert not roll.near


def test_the_arabic_article_hides_no_name() -> None:
    roll = roll_of(row(1, "أحمد المغربي"), row(2, "فاطمة الزهراء"))
    assert names(roll, "مغربي") == ["أحمد المغربي"]
    assert names(roll, "المغرب") == ["أحمد المغربي"]
    assert names(roll, "فاط") == ["فاطمة الزهراء"]


def test_words_are_cut_where_people_write_marks() -> None:
    assert words_of("ana-lucia o’neil") == " ana lucia o neil "
    assert typed_words("ana-lu") == ("ana", "lu")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("ana", "ana", 0), ("ana", "anna", 1), ("vicotria", "victoria", 1), ("rosa", "luz", 2)],
)
def test_a_slip_is_counted_once(one: str, other: str, apart: int) -> None:
    assert min(distance(one, other, 1), 2) == apart
    assert distance(one, other, 1) == distance(other, one, 1)


def test_people_of_earlier_workshops_are_ranked_the_same_way() -> None:
    roll = AttendanceList()
    roll.take(Seen("1-am", ("1-am",), [], {}))
    roll.take_elsewhere(
        [
            DoorRow(row(n, name).person, "", folded=words_of(fold(name)), name_folded=fold(name))
            for n, name in enumerate(["Mariana Sol", "Ana Paz"])
        ]
    )
    assert names(roll, "ana") == ["Ana Paz"]
    assert names(roll, "aria") == ["Mariana Sol"]
