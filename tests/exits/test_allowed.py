"""No value of the made workshop stands in an exit where it may not, over all consents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exits.allowed import may_be_in, must_be_in
from tests.exits.every_exit import Exit, Stage, every_exit
from tests.exits.golden import close, stage_of, tokens_in
from tests.exits.made_workshop import Made

EXITS = every_exit(("en",))


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Made]]:
    stage, made = stage_of(tmp_path_factory.mktemp("allowed"))
    yield stage, made
    close(stage)


@pytest.mark.parametrize("exit_", EXITS, ids=lambda one: one.name)
def test_nothing_leaves_that_should_have_stayed(staged: tuple[Stage, Made], exit_: Exit) -> None:
    stage, made = staged
    found = tokens_in(exit_.write(stage), made)
    leaked = {f"{one.key}: {one.label}" for one in found if not may_be_in(one, made.answers, exit_)}
    assert sorted(leaked) == []
    wanted = {one for one in made.tokens.values() if must_be_in(one, made.answers, exit_)}
    assert sorted(f"{one.key}: {one.label}" for one in wanted - found) == []
