"""Who came how often: nobody can be told from a number."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.document.series import attended, new_and_again, times_present


def test_neighbours_are_joined_until_nobody_is_few() -> None:
    assert attended([1] * 5 + [8] * 12) == ((1, 1, 5), (8, 8, 12))
    assert attended([1] * 6 + [2, 3] + [4] * 9) == ((1, 1, 6), (2, 4, 11))
    assert attended([1] * 9 + [2] * 2) == ((1, 2, 11),)
    assert attended([1, 2, 3]) == ()
    assert attended([]) == ()


@given(st.lists(st.integers(1, 12), max_size=60))
def test_no_span_is_small_and_all_are_told(times: list[int]) -> None:
    spans = attended(times)
    assert all(count >= 5 for _, _, count in spans)
    assert sum(count for _, _, count in spans) == (len(times) if len(times) >= 5 else 0)
    assert all(first <= last for first, last, _ in spans)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(spans))


def people(*numbers: int) -> frozenset[str]:
    return frozenset(str(one) for one in numbers)


def test_new_and_again_only_where_both_are_many_or_none() -> None:
    first = people(*range(10))
    flow = new_and_again([first, first, people(*range(12)), people(*range(5, 17)), people()])
    assert flow == [(10, 0), (0, 10), (None, None), (5, 7), (0, 0)]


def test_times_present() -> None:
    times = times_present([people(1, 2), people(2)])
    assert dict(times) == {"1": (True, False), "2": (True, True)}
    assert dict(times_present([])) == {}
