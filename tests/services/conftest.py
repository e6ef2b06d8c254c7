"""Workspaces for tests: an empty one, and one with the sample programme."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace


class SetClock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = dt.datetime(2022, 9, 22, 15, 0, tzinfo=dt.UTC)  # 10:00 in Mexico City

    def __call__(self) -> dt.datetime:
        return self.now

    def go(self, **span: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**span)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def program(tmp_path: Path, clock: SetClock) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "workspace", clock=clock))
    yield made
    made.close()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    made = Program(open_workspace(folder))
    made.sample.fill()
    made.close()
    return folder


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path, clock: SetClock) -> Iterator[Program]:
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    made = Program(open_workspace(folder, clock=clock))
    yield made
    made.close()
