"""Random workshops: every exit is written and searched for every value that should have stayed."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from carefacilitator.errors import Refusal
from tests.exits.every_exit import Stage, every_exit
from tests.exits.random_workshop import Act, World, stories

DEEPER = int(os.environ.get("CAREFACILITATOR_DEEPER", "1"))
"""How many times more workshops than usual; other ones every time when above 1."""
PHASES = (Phase.generate, Phase.shrink) if DEEPER > 1 else (Phase.generate,)
"""A workshop takes seconds: only a deeper run makes what it found smaller."""
_SAME_DATA = (
    "bundle in parts",
    "bundle anonymous to own group",
    "command export",
    "compendium with",
    "series with",
    "summary with",
)
"""Exits that carry the same bundle as others do; the usual run leaves them out."""
ALL = every_exit(("en", "ar")) if DEEPER > 1 else every_exit(("en",))
EXITS = ALL if DEEPER > 1 else tuple(one for one in ALL if not one.name.startswith(_SAME_DATA))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK):
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            yield Path(folder)
    else:
        yield tmp_path_factory.mktemp("shelf")


def leaks(folder: Path, story: list[Act], figures: Counter[str]) -> list[str]:
    """What was found in which exit, after a story; the office's own exits are searched, too."""
    world = World(folder)
    found: list[str] = []
    try:
        for act in story:
            world.do(act)
        stage = world.stage()
        for exit_ in EXITS:
            stays = world.stays(exit_)
            try:
                opened = exit_.write(stage)
            except Refusal as refusal:  # an agenda without blocks, nobody to draw
                figures[f"refused {refusal.code}"] += 1
                continue
            figures["exits"] += 1
            figures["values"] += len(stays)
            for value, what in stays.items():
                if opened.holds(value):
                    parts = ", ".join(opened.parts_with(value)[:3])
                    found.append(f"{exit_.name}: {what} {value!r} in {parts}")
        found += _of_the_office(world, folder, figures)
    finally:
        world.close()
    figures["leaks"] += len(found)
    return found


def _of_the_office(world: World, folder: Path, figures: Counter[str]) -> list[str]:
    """A new office takes the workshop in: whatever it writes holds nothing that stayed here."""
    office, third = world._other("new office"), world._other("third")
    out = folder / "over.carebundle"
    by_name = {one.name: one for one in EXITS}
    stays = world.stays(by_name["bundle to other"])
    found = []
    try:
        world.program.sharing.export([world.workshop], out, [office.identity.card().recipient()])
        office.arrivals.apply(out, trust=True, forget=True)
        (folder / "office out").mkdir()
        stage = Stage(office, world.workshop, folder / "office out", third)
        for name in ("bundle to own group", "bundle to other", "bundle anonymous", "report en"):
            opened = by_name[name].write(stage)
            figures["exits"] += 1
            figures["values"] += len(stays)
            found += [
                f"the office's {name}: {what} {value!r} in {opened.parts_with(value)[:3]}"
                for value, what in stays.items()
                if opened.holds(value)
            ]
    finally:
        office.close()
        third.close()
    return found


def test_nothing_that_should_stay_leaves(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures: Counter[str] = Counter()

    @settings(
        max_examples=4 * DEEPER,
        derandomize=DEEPER == 1,
        database=None,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(stories())
    def live(story: list[Act]) -> None:
        with tempfile.TemporaryDirectory(dir=shelf) as folder:
            assert leaks(Path(folder), story, figures) == []

    live()
    with capsys.disabled():
        print(f"\nexits and values tried, leaks: {dict(figures)}")
    assert figures["exits"] > 40
    assert figures["values"] > 1000
