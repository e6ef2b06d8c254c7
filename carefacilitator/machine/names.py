"""Names of files that Windows, macOS and Linux all take, since sticks go from one to the other."""

from __future__ import annotations

import re

from carefacilitator.machine.system import is_windows

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_UNFIT = re.compile(r'[\s<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
"""What Windows takes for a device, whatever ending follows."""


def joined(name: str) -> str:
    """``name`` with a hyphen for whatever not every system takes, and none at its ends."""
    return _UNFIT.sub("-", name).strip("-. ")


def fit(name: str, ending: str = "") -> str:
    """``name`` as a file may be called everywhere, with ``ending``, in at most 120 letters.

    What no system or only some take becomes a hyphen; what is left of nothing is “file”.
    """
    most = LONGEST - len(ending)
    start = joined(name)[:most].rstrip("-. ") or "file"
    return (f"_{start}"[:most] if _DEVICES.match(start) else start) + ending


def is_storable(name: str) -> bool:
    """Whether this very system stores a file under this name."""
    return not is_windows() or is_fit(name)


def is_fit(name: str) -> bool:
    """Whether Windows stores a file under this very name: no stream of another, no device."""
    return bool(name) and not (
        name.endswith((".", " ")) or _FORBIDDEN.search(name) or _DEVICES.match(name)
    )
