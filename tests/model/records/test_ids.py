from __future__ import annotations

import uuid

import pytest

from carefacilitator.model.records.ids import derived_id, is_id, new_id


def test_new_ids_are_uuids_of_version_7_and_sort_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 1_770_000_000_000
    made = []
    for _ in range(50):
        monkeypatch.setattr("time.time_ns", lambda now=moment: now * 1_000_000)
        made.append(new_id())
        moment += 1
    assert all(uuid.UUID(one).version == 7 for one in made)
    assert all(uuid.UUID(one).variant == uuid.RFC_4122 for one in made)
    assert made == sorted(made)
    assert uuid.UUID(made[0]).int >> 80 == 1_770_000_000_000


def test_new_ids_of_one_moment_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_770_000_000_000_000_000)
    assert len({new_id() for _ in range(1000)}) == 1000


def test_derived_ids_are_the_same_everywhere_and_never_change() -> None:
    assert derived_id("attendance", "p1", "1-am") == "e7af61b2-a876-8a88-9d3f-668fd9830f86"


def test_derived_ids_tell_their_parts_apart() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")
    assert uuid.UUID(derived_id("a")).version == 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "019b0000-0000-7000-8000-00000000000",
        "019B0000-0000-7000-8000-000000000000",
        "{019b0000-0000-7000-8000-00000000000}",
        "019b0000000070008000000000000000",
        "019b0000-0000-7000-8000-00000000000g",
        None,
        7,
    ],
)
def test_only_the_one_form_is_an_id(text: object) -> None:
    assert not is_id(text)


def test_a_made_id_is_one() -> None:
    assert is_id(new_id())
    assert is_id(derived_id("x"))
