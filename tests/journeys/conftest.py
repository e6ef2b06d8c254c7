"""Devices for the stories: each a whole program on a workspace of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carefacilitator.app import build
from carefacilitator.services.program import Program

Device = Callable[[str], Program]


@pytest.fixture
def moment() -> dt.datetime:
    """The moment at which the stories play."""
    return dt.datetime(2022, 9, 22, 15, 0, tzinfo=dt.UTC)


@pytest.fixture
def device(tmp_path: Path, moment: dt.datetime) -> Iterator[Device]:
    """Make a device by name, or give the one of that name."""
    made: dict[str, Program] = {}

    def named(name: str) -> Program:
        if name not in made:
            made[name] = build(tmp_path / name, clock=lambda: moment)
            made[name].identity.rename(name)
        return made[name]

    yield named
    for program in made.values():
        program.close()
