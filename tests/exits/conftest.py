"""The made workshop, filled once for a run, and what was found in each exit of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exits.golden import Searched


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searched]:
    made = Searched(tmp_path_factory.mktemp("searched"))
    yield made
    made.close()
