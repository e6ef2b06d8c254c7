"""What this computer tells about itself is told in one place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from carefacilitator import paths
from carefacilitator.machine import places


def test_a_file_beside_the_program_keeps_the_workspace_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "CareFacilitator.exe"))
    assert tmp_path not in paths.data_folder().parents
    (tmp_path / places.PORTABLE).touch()
    assert paths.data_folder() == tmp_path / "workspace"


def test_what_a_killed_writer_left_is_swept_up(tmp_path: Path) -> None:
    out = tmp_path / "W4 [es].carebundle"
    left, busy = paths.unfinished(out), paths.unfinished(out)
    other = paths.unfinished(tmp_path / "W5.carebundle")
    for one in (left, busy, other):
        one.write_bytes(b"half")
    for one in (left, other):
        os.utime(one, (0, 0))
    fresh = paths.unfinished(out)
    assert fresh not in (left, busy)
    assert sorted(tmp_path.iterdir()) == sorted([busy, other])


def test_a_folder_that_is_not_there_is_no_trouble_yet(tmp_path: Path) -> None:
    assert paths.unfinished(tmp_path / "gone" / "W4.pdf").parent == tmp_path / "gone"
