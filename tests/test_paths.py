"""What this computer tells about itself is told in one place."""

from __future__ import annotations

import sys
import zoneinfo

import pytest

from carefacilitator import paths


def test_the_time_zone_is_one_that_can_be_looked_up_or_none() -> None:
    zone = paths.time_zone()
    assert not zone or zoneinfo.ZoneInfo(zone).key == zone


def test_windows_tells_no_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert paths.time_zone() == ""
