"""The languages a person reads and the time zone of this computer, as its system tells them."""

from __future__ import annotations

import datetime as dt
import locale
import os
from collections.abc import Iterator
from pathlib import Path

from carefacilitator.machine import windows
from carefacilitator.machine.system import is_mac, is_windows

_PRIMARY = {0x01: "ar", 0x09: "en", 0x0A: "es", 0x0C: "fr", 0x16: "pt"}
"""The lowest ten bits of a language's number on Windows are the language, the rest its country."""
_PRIMARY_BITS = 0x3FF


def languages() -> Iterator[str]:
    """What this computer is asked to speak, most wanted first: ``es``, ``pt_BR``, ``ar-EG``…

    A POSIX variable is asked only where the system keeps the answer there.
    """
    if is_windows():
        yield from (_PRIMARY.get(number & _PRIMARY_BITS, "") for number in windows.languages())
        return
    if is_mac():
        yield from _of_mac()
    yield from os.environ.get("LANGUAGE", "").split(":")
    yield from (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    yield locale.getlocale()[0] or ""


def _of_mac() -> list[str]:
    """The person's choice; a program opened from the Finder has no variables."""
    import plistlib  # slow to load, and asked for on a Mac alone

    place = Path.home() / "Library" / "Preferences" / ".GlobalPreferences.plist"
    try:
        told = plistlib.loads(place.read_bytes()).get("AppleLanguages", [])
    except (OSError, ValueError, AttributeError):
        return []
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


_LOCAL_TIME = Path("/etc/localtime")


def time_zone() -> str:
    """The IANA name of this computer's time zone, or an empty text where it tells none."""
    if is_windows():
        return _zone_of_windows()
    # Linux links into …/zoneinfo/, macOS into /var/db/timezone/zoneinfo/.
    target = str(_LOCAL_TIME.resolve()) if _LOCAL_TIME.exists() else ""
    return target.partition("zoneinfo/")[2]


def _zone_of_windows() -> str:
    """Windows has names of its own, for which the Unicode consortium has a table.

    It tells one place for each; a place of the person's own country with the same clock is nearer.
    """
    from babel.core import get_global

    zone = str(get_global("windows_zone_mapping").get(windows.zone_key(), ""))
    try:
        country = windows.country()
    except (OSError, AttributeError):  # before Windows 10 of 2017
        return zone
    countries = get_global("zone_territories")
    if not zone or not country or countries.get(zone) == country:
        return zone
    clock = _clock(zone)
    own = sorted(one for one, where in countries.items() if where == country)
    return next((one for one in own if _clock(one) == clock), zone)


def _clock(zone: str) -> list[dt.timedelta | None]:
    """How far a zone is from Greenwich in winter and in summer of this year."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    year = dt.date.today().year
    try:
        return [dt.datetime(year, n, 15, tzinfo=ZoneInfo(zone)).utcoffset() for n in (1, 4, 7)]
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return []
