"""Where rows stand while some of them are only guessed."""

from __future__ import annotations

from carefacilitator.ui.widgets.row_positions import RowPlaces


def _places(rows: int = 10) -> RowPlaces:
    places = RowPlaces(20)
    places.reset(rows)
    return places


def test_rows_nobody_measured_are_guessed_by_the_first_that_were() -> None:
    places = _places()
    assert places.total == 200
    places.learn([(0, 30), (1, 50)])
    assert places.total == 30 + 50 + 8 * 40
    assert places.top(2) == 80
    assert not places.all_known
    assert (places.unknown(), places.unknown(from_end=True)) == (2, 9)


def test_rows_that_come_and_go_move_those_behind_them() -> None:
    places = _places(3)
    places.learn([(0, 10), (1, 20), (2, 30)])
    places.insert(1, 2)
    assert places.unknown_of(range(5)) == [1, 2]
    places.learn([(1, 5), (2, 5)])
    assert [places.top(row) for row in range(6)] == [0, 10, 15, 20, 40, 70]
    places.remove(0, 2)
    assert [places.height(row) for row in range(3)] == [5, 20, 30]


def test_a_height_that_is_in_doubt_stays_the_best_guess() -> None:
    places = _places(3)
    places.learn([(0, 10), (1, 20), (2, 30)])
    places.doubt(1, 1)
    assert places.total == 60
    assert places.unknown_of(range(3)) == [1]
    places.doubt()
    places.learn([(0, 12)])
    assert places.total == 62


def test_a_point_and_a_span_name_the_rows_they_touch() -> None:
    places = _places(3)
    places.learn([(0, 10), (1, 20), (2, 30)])
    assert [places.at(y) for y in (-1, 0, 9, 10, 59, 60)] == [-1, 0, 0, 1, 2, -1]
    assert places.between(-50, 10) == range(1)
    assert places.between(9, 31) == range(3)
    assert places.between(10, 30) == range(1, 2)
    assert not places.between(60, 90)
    assert not RowPlaces(20).between(0, 100)
