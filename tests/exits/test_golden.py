"""What leaves, exit by exit, over all combinations of consent: as written down, and as promised.

A golden file that changes is to be read line by line: it says whose values leave now and did not
before. ``python -m tests.exits.golden`` writes them anew.
"""

from __future__ import annotations

import json

import pytest

from tests.conftest import HAS_QT
from tests.exits.allowed import may_be_in, must_be_in
from tests.exits.every_exit import Exit, every_exit
from tests.exits.golden import FOLDER, PEOPLE, Searched, file_of, text_of
from tests.exits.made_workshop import STATUSES, TOGETHER, combinations

EXITS = every_exit()


@pytest.mark.parametrize("exit_", EXITS, ids=lambda one: one.name)
def test_what_leaves_is_what_is_written_down(searched: Searched, exit_: Exit) -> None:
    found = text_of(searched.content(exit_))
    assert "nobody knows" not in found
    kept = file_of(exit_).read_text("utf-8")
    assert found.split("\n") == kept.split("\n")


@pytest.mark.parametrize("exit_", EXITS, ids=lambda one: one.name)
def test_nothing_leaves_that_should_have_stayed(searched: Searched, exit_: Exit) -> None:
    found, answers = searched.tokens(exit_), searched.made.answers
    leaked = {f"{one.key}: {one.label}" for one in found if not may_be_in(one, answers, exit_)}
    assert sorted(leaked) == []
    wanted = {one for one in searched.made.tokens.values() if must_be_in(one, answers, exit_)}
    assert sorted(f"{one.key}: {one.label}" for one in wanted - found) == []


def test_every_golden_file_belongs_to_an_exit() -> None:
    if not HAS_QT:
        pytest.skip("the projector cannot be asked without Qt")
    kept = {path.name for path in FOLDER.glob("*.json")}
    assert kept == {file_of(one).name for one in EXITS} | {PEOPLE}
    assert len({file_of(one) for one in EXITS}) == len(EXITS)


def test_all_combinations_of_answers_are_there() -> None:
    answers = combinations()
    for group in TOGETHER:
        said = {tuple(one.get(purpose, "none") for purpose in group) for one in answers}
        assert len(said) >= 2 ** len(group)
    pairs = {
        (one, two, told.get(one, "none"), told.get(two, "none"))
        for told in answers
        for one in PURPOSES_ASKED
        for two in PURPOSES_ASKED
        if one < two
    }
    count = len(PURPOSES_ASKED)
    assert len(pairs) == count * (count - 1) // 2 * len(STATUSES) ** 2


def test_the_people_in_the_golden_files_are_those_made() -> None:
    told = json.loads((FOLDER / PEOPLE).read_text("utf-8"))["people"]
    assert list(told.values()) == combinations()


PURPOSES_ASKED = sorted({purpose for one in combinations() for purpose in one})
