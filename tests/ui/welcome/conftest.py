"""The door of a workshop of its own, worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.welcome.driver import Door


@pytest.fixture
def open_door(make_desk, qtbot) -> Callable[..., Door]:
    """Open a door: so many people (or “name, organisation”) expected, wishes for the desk."""

    def made(people: Any = 6, **wishes: Any) -> Door:
        return Door(make_desk(sample=wishes.pop("sample", False), **wishes), qtbot, people)

    return made
