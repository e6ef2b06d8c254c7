from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.agenda import groups as groups_module
from carefacilitator.model.agenda.groups import Member, draw, how_many, moved

TRAITS = st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["", "x", "y"]))
PEOPLE = st.lists(TRAITS, max_size=24).map(
    lambda found: [Member(f"p{number:02}", traits) for number, traits in enumerate(found)]
)


def unevenness(groups: list[list[Member]]) -> int:
    """The sum of the squares of how many with one trait share a group."""
    return sum(
        count * count
        for group in groups
        for values in zip(*(one.traits for one in group), strict=True)
        for value, count in Counter(values).items()
        if value
    )


@given(PEOPLE, st.integers(1, 8), st.integers(0, 3))
def test_everybody_is_in_one_group_and_sizes_differ_by_one(people, count, seed) -> None:
    made = draw(people, count, str(seed))
    assert sorted(one for group in made for one in group) == [one.id for one in people]
    assert len(made) == min(count, len(people))
    sizes = {len(group) for group in made}
    assert max(sizes, default=0) - min(sizes, default=0) <= 1


@given(PEOPLE, st.integers(1, 8), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(people, count, chance) -> None:
    other = list(people)
    chance.shuffle(other)
    assert draw(people, count, "7") == draw(other, count, "7")


@given(st.lists(st.sampled_from("abcd"), min_size=2, max_size=24), st.integers(2, 6))
def test_one_trait_is_spread_as_evenly_as_its_number_allows(traits, count) -> None:
    people = [Member(f"p{number:02}", (trait,)) for number, trait in enumerate(traits)]
    trait_of = {one.id: one.traits[0] for one in people}
    made = draw(people, count, "1")
    for trait in set(traits):
        found = [sum(trait_of[one] == trait for one in group) for group in made]
        assert max(found) - min(found) <= 1


@given(PEOPLE, st.integers(2, 5))
def test_no_single_exchange_would_spread_people_more_evenly(people, count) -> None:
    by_id = {one.id: one for one in people}
    made = [[by_id[one] for one in group] for group in draw(people, count, "1")]
    least = unevenness(made)
    for first in range(len(made)):
        for second in range(first + 1, len(made)):
            for here, one in enumerate(made[first]):
                for there, two in enumerate(made[second]):
                    made[first][here], made[second][there] = two, one
                    assert unevenness(made) >= least
                    made[first][here], made[second][there] = one, two


def test_another_seed_draws_other_groups() -> None:
    people = [Member(f"p{number:02}", ("", "")) for number in range(20)]
    drawn = {draw(people, 4, str(seed)) for seed in range(10)}
    assert len(drawn) == 10


def test_who_shares_an_organisation_is_told_apart_by_the_draw() -> None:
    people = [Member(f"p{number:02}", (f"o{number // 4}",)) for number in range(16)]
    for group in draw(people, 4, "1"):
        shared = Counter(int(one[1:]) // 4 for one in group)
        assert set(shared.values()) == {1}


def test_sizes_come_as_near_as_they_can() -> None:
    assert [how_many(10, 4), how_many(12, 4), how_many(9, 4), how_many(1, 4)] == [3, 3, 2, 1]
    assert how_many(0, 4) == 0
    assert how_many(3, 1) == 3


def test_a_person_moves_to_another_group() -> None:
    groups = (("a", "b"), ("c",))
    assert moved(groups, "a", 1) == (("b",), ("c", "a"))
    assert moved(groups, "a", 0) == groups
    assert moved(groups, "a", 5) == groups
    assert moved(groups, "nobody", 1) == groups


def test_a_crowd_is_dealt_without_trying_every_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [Member(f"{n:04}", (f"organisation {n % 9}",)) for n in range(2000)]
    tried: list[int] = []
    gain = groups_module._gain
    monkeypatch.setattr(groups_module, "_gain", lambda *a: tried.append(1) or gain(*a))
    drawn = draw(crowd, 5, "seed")
    assert sorted(len(group) for group in drawn) == [400] * 5
    assert len(tried) <= groups_module.MOST_TRIES
    members = {one.id: one for one in crowd}
    spread = unevenness([[members[one] for one in group] for group in drawn])
    assert spread <= sum(9 * 45**2 for _ in range(5)), "as even as dealing makes it"
