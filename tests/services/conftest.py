"""Workspaces for tests: an empty one, and one with the sample programme."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carefacilitator.services.people.attendee_import import PeopleImported
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


@pytest.fixture
def sample(filled: Path, tmp_path: Path, clock: SetClock) -> Iterator[Program]:
    folder = tmp_path / "sample"
    shutil.copytree(filled, folder)
    made = Program(open_workspace(folder, clock=clock))
    yield made
    made.close()


@pytest.fixture
def day(program: Program) -> str:
    """A workshop to bring lists of people into."""
    return program.workshops.create("Day", "2022-09-22").id


@pytest.fixture
def bring(program: Program, day: str, tmp_path: Path) -> Callable[..., PeopleImported]:
    """Write a list with these rows and bring it in."""
    heads = (
        "Timestamp,Full name,Organisation,E-mail,Phone,Gender,"
        "I agree that my data are stored,I agree to photographs"
    )

    def bring_in(*rows: str, heads: str = heads, dry_run: bool = False) -> PeopleImported:
        path = tmp_path / "people.csv"
        path.write_text("\n".join((heads, *rows)) + "\n", "utf-8")
        return program.attendees.bring(day, program.attendees.read(path), dry_run)

    return bring_in


@pytest.fixture
def everything(program: Program) -> Callable[[], str]:
    """All that is kept, as text: every table, the operations and the search index."""

    def read() -> str:
        database = program.workspace.database
        program.finding.search("anything")
        names = database.rows("SELECT name FROM sqlite_master WHERE type='table'")
        plain = [name for (name,) in names if not name.startswith(("sqlite_", "search_text_"))]
        return str([database.rows(f'SELECT * FROM "{name}"') for name in plain])

    return read
