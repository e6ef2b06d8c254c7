"""Whoever adds to a workshop that was shared is told once that it is not in what was shared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carefacilitator.services.documents.documents import DocumentRequest


def hand_out(desk: Any, kind: str, out: Path) -> str:
    workshop = str(desk.program.workshops.find("W4").id)
    desk.program.papers.write(DocumentRequest(kind, workshop, "en"), out)
    return workshop


def written(desk: Any, workshop: str) -> str:
    desk.program.notes.add(workshop, "One more thing")
    desk.settle()
    desk.window._since.look()
    desk.settle()
    return str(desk.message)


def test_it_is_said_once_with_the_way_to_share(desk, tmp_path: Path) -> None:
    workshop = hand_out(desk, "report", tmp_path / "a.pdf")
    desk.go("facilitate", "W4")
    assert "This workshop was already shared." in written(desk, workshop)
    assert "has not been shared" in desk.message
    desk.frame.clear_message()
    assert written(desk, workshop) == ""
    hand_out(desk, "report", tmp_path / "b.pdf")
    desk.now = desk.now.replace(minute=59)
    hand_out(desk, "report", tmp_path / "c.pdf")
    assert "already shared" in written(desk, workshop)


@pytest.mark.parametrize("kind", ["agenda", "signin"])
def test_what_is_handed_out_before_does_not_count(desk, tmp_path: Path, kind: str) -> None:
    workshop = hand_out(desk, kind, tmp_path / "a.pdf")
    desk.go("facilitate", "W4")
    assert written(desk, workshop) == ""


def test_nothing_is_said_where_nothing_was_shared_or_on_share_itself(desk, tmp_path: Path) -> None:
    workshop = str(desk.program.workshops.find("W4").id)
    desk.go("facilitate", "W4")
    assert written(desk, workshop) == ""
    hand_out(desk, "report", tmp_path / "a.pdf")
    desk.go("share", "W4")
    assert written(desk, workshop) == ""


def test_a_message_that_stands_there_is_left_alone(desk, tmp_path: Path) -> None:
    workshop = hand_out(desk, "report", tmp_path / "a.pdf")
    desk.go("facilitate", "W4")
    desk.frame.tell("good", "Something else.")
    assert written(desk, workshop).startswith("Something else.")
    desk.frame.clear_message()
    assert "already shared" in written(desk, workshop)
