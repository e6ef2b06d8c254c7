"""At its first start the program speaks the computer's language and knows its time zone."""

from __future__ import annotations

import ctypes
import plistlib
import zoneinfo
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import settings
from carefacilitator.machine import region, system, windows

LOCALES = {
    "English_United States": (0x0409, "en"),
    "English_United Kingdom": (0x0809, "en"),
    "English_Kenya": (0x1000 | 0x09, "en"),
    "Spanish_Mexico": (0x080A, "es"),
    "Spanish_Spain": (0x0C0A, "es"),
    "Spanish_Guatemala": (0x100A, "es"),
    "Spanish_Colombia": (0x240A, "es"),
    "Spanish_Peru": (0x280A, "es"),
    "Spanish_Bolivia": (0x400A, "es"),
    "French_France": (0x040C, "fr"),
    "French_Morocco": (0x380C, "fr"),
    "French_Senegal": (0x280C, "fr"),
    "French_Cameroon": (0x2C0C, "fr"),
    "Portuguese_Brazil": (0x0416, "pt"),
    "Portuguese_Portugal": (0x0816, "pt"),
    "Arabic_Egypt": (0x0C01, "ar"),
    "Arabic_Morocco": (0x1801, "ar"),
    "Arabic_Tunisia": (0x1C01, "ar"),
    "Arabic_Lebanon": (0x3001, "ar"),
    "German_Germany": (0x0407, "en"),
}


class _Windows:
    """The answers of kernel32 that this asks for."""

    def __init__(self, screen: int = 0, system_below: int = 0, formats: int = 0) -> None:
        self.GetUserDefaultUILanguage = lambda: screen
        self.GetSystemDefaultUILanguage = lambda: system_below
        self.GetUserDefaultLangID = lambda: formats
        self.zone, self.country = "", ""

    def GetDynamicTimeZoneInformation(self, told: Any) -> int:  # noqa: N802 - Windows' name
        name = self.zone.encode("utf-16-le")
        ctypes.memmove(told._obj.key, name, len(name))
        return 1

    def GetUserDefaultGeoName(self, told: Any, _size: int) -> int:  # noqa: N802
        told.value = self.country
        return 1


def _on(monkeypatch: pytest.MonkeyPatch, kernel: _Windows) -> None:
    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.setattr(windows, "library", {"kernel32": kernel}.__getitem__)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")


@pytest.mark.parametrize("name", LOCALES)
def test_windows_is_asked_in_its_own_way(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    number, language = LOCALES[name]
    _on(monkeypatch, _Windows(number, number, number))
    assert settings.computer_language() == language


def test_a_screen_in_another_language_rests_on_one_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Quechua is laid over a Spanish Windows; whoever reads it reads Spanish before English."""
    _on(monkeypatch, _Windows(0x0C6B, 0x280A, 0x0C6B))
    assert settings.computer_language() == "es"


@pytest.mark.parametrize(
    ("key", "country", "zone"),
    [
        ("Morocco Standard Time", "MA", "Africa/Casablanca"),
        ("SA Pacific Standard Time", "", "America/Bogota"),
        ("SA Pacific Standard Time", "PE", "America/Lima"),
        ("Greenwich Standard Time", "SN", "Africa/Dakar"),
        ("Egypt Standard Time", "DE", "Africa/Cairo"),  # she lives elsewhere, with another clock
        ("E. South America Standard Time", "BR", "America/Sao_Paulo"),
        ("No Such Time", "PE", ""),
    ],
)
def test_a_zone_of_windows_is_one_of_ours(
    monkeypatch: pytest.MonkeyPatch, key: str, country: str, zone: str
) -> None:
    kernel = _Windows()
    kernel.zone, kernel.country = key, country
    _on(monkeypatch, kernel)
    assert region.time_zone() == zone


def test_the_zone_of_this_computer_is_one_that_can_be_looked_up_or_none() -> None:
    zone = region.time_zone()
    assert not zone or zoneinfo.ZoneInfo(zone).key == zone


def test_a_mac_is_asked_for_the_persons_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "Library" / "Preferences" / ".GlobalPreferences.plist"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(plistlib.dumps({"AppleLanguages": ["ar-EG", "en-US"]}))
    monkeypatch.setattr(system.sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings.computer_language() == "ar"


@pytest.mark.parametrize("kept", [b"", b"no list of properties", plistlib.dumps([1])])
def test_a_mac_that_tells_nothing_is_asked_like_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes
) -> None:
    place = tmp_path / "Library" / "Preferences" / ".GlobalPreferences.plist"
    place.parent.mkdir(parents=True)
    place.write_bytes(kept)
    monkeypatch.setattr(system.sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "fr")
    assert settings.computer_language() == "fr"
