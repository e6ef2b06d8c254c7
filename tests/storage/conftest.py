"""Workspaces on real files, with a clock that tests move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carefacilitator.model.merge.operations import Operation
from carefacilitator.storage import keys, oplog
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import Workspace, open_workspace


@pytest.fixture(autouse=True)
def _quick_passphrases(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving a key is slow on purpose; one test tries the real cost (``real_cost``)."""
    if "real_cost" not in request.fixturenames:
        monkeypatch.setattr(keys, "_MEMORY_KIB", 19 * 1024)  # the least a file may ask for
        monkeypatch.setattr(keys, "_PASSES", 2)


@pytest.fixture
def real_cost() -> None:
    """Ask for keys that are as dear as in the program."""


class Time:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Go on, or back, by so many ``seconds=`` or ``days=``."""
        self.now += dt.timedelta(**by)


@pytest.fixture
def time() -> Time:
    return Time()


Opener = Callable[..., Workspace]


@pytest.fixture
def opened(tmp_path: Path, time: Time) -> Iterator[Opener]:
    """Opens workspaces by name, and closes them all in the end."""
    made: list[Workspace] = []

    def opener(name: str = "workspace", passphrase: str | None = None) -> Workspace:
        made.append(open_workspace(tmp_path / name, passphrase, time))
        return made[-1]

    yield opener
    for workspace in made:
        workspace.close()


@pytest.fixture
def workspace(opened: Opener) -> Workspace:
    return opened()


@pytest.fixture
def other(opened: Opener) -> Workspace:
    """A second laptop."""
    return opened("other")


def everything(workspace: Workspace) -> list[Operation]:
    """Every operation that counts, as a bundle would carry it."""
    with workspace.at_rest():
        rows = workspace.database.rows(
            f"SELECT {oplog.COLUMNS} FROM operation WHERE hidden=0 ORDER BY seq"
        )
    return [oplog.op_of(row) for row in rows]


Hand = Callable[..., str]


@pytest.fixture
def hand() -> Hand:
    """Hands everything (or the operations given) from one workspace to another.

    Gives the change's id, empty where nothing changed.
    """
    count = 0

    def handed(
        giver: Workspace,
        taker: Workspace,
        ops: list[Operation] | None = None,
        bundle: str | None = None,
    ) -> str:
        nonlocal count
        count += 1
        told = everything(giver) if ops is None else ops
        arrival = arrivals.BundleSource(
            bundle or f"{count:032x}", giver.device, count, "", {"n": count}
        )
        return arrivals.apply(taker, arrivals.plan(taker, told), arrival)

    return handed
