"""What stands in the shared folder beside the sealed bundles: cards, and one head for each device.

Both are hostile until checked: anybody who reaches the folder may have written them. A head only
says which files are for whom; what a bundle is, and from whom, the bundle itself proves.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from carefacilitator.errors import Refusal

FORMAT = 1
MOST_ENTRIES = 20_000
_DEVICE = re.compile(r"[0-9a-f]{16}")
_FILE = re.compile(r"[0-9a-f]{32}\.carebundle")
_HEX = re.compile(r"[0-9a-f]{32,64}")
_LARGEST = 2**40


class HeadUnfit(Refusal):
    """The list ``name`` in the shared folder is not as it should be."""

    code = "sync_head_unfit"


@dataclass(frozen=True)
class HeadEntry:
    """One bundle: the file, for which devices, its length and SHA-256, and what it holds.

    ``about`` and ``state`` name a workshop and its contents to the device that wrote them, under a
    key of its own: they tell nobody else anything.
    """

    file: str
    to: tuple[str, ...]
    bytes: int
    sha256: str
    about: str
    state: str


def is_device(text: str) -> bool:
    """Whether ``text`` can be the short name of a device (and so part of a file's name)."""
    return _DEVICE.fullmatch(text) is not None


def written(device: str, entries: list[HeadEntry]) -> bytes:
    """A head as bytes, the same for the same entries."""
    told = {
        "format": FORMAT,
        "device": device,
        "bundles": [
            {
                "file": one.file,
                "to": list(one.to),
                "bytes": one.bytes,
                "sha256": one.sha256,
                "about": one.about,
                "state": one.state,
            }
            for one in sorted(entries, key=lambda one: one.file)
        ],
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def read(data: bytes, device: str, name: str) -> list[HeadEntry]:
    """The entries of a device's head. Raises HeadUnfit at anything unexpected."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT or told["device"] != device:
            raise ValueError("header")
        bundles = told["bundles"]
        if type(bundles) is not list or len(bundles) > MOST_ENTRIES:
            raise ValueError("bundles")
        return [_entry(one) for one in bundles]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HeadUnfit(name=name) from error


def _entry(told: Any) -> HeadEntry:
    devices, size = told["to"], told["bytes"]
    if type(devices) is not list or len(devices) > MOST_ENTRIES:
        raise ValueError("to")
    if type(size) is not int or not 0 <= size < _LARGEST:
        raise ValueError("bytes")
    return HeadEntry(
        file=_matching(_FILE, told["file"]),
        to=tuple(_matching(_DEVICE, one) for one in devices),
        bytes=size,
        sha256=_matching(_HEX, told["sha256"]),
        about=_matching(_HEX, told["about"]),
        state=_matching(_HEX, told["state"]),
    )


def _matching(pattern: re.Pattern[str], told: Any) -> str:
    if type(told) is not str or pattern.fullmatch(told) is None:
        raise ValueError("text")
    return told
