"""Where a person keeps things: the program's folder, her documents, and the sticks that are in."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from carefacilitator.machine import windows
from carefacilitator.machine.system import is_mac, is_windows

_MOUNTS = Path("/proc/self/mountinfo")
_BLOCKS = Path("/sys/class/block")
_MEDIA = ("/media/", "/run/media/")
_VOLUMES = Path("/Volumes")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_CHOSEN_FOLDER = re.compile(r'^XDG_DOCUMENTS_DIR="(.+)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick or card that is in: where it begins, and the name that a person reads on it."""

    root: Path
    name: str


PORTABLE = "portable"
"""A file of this name beside the program keeps the workspace beside it: on a stick, for one."""


def carried_along() -> Path | None:
    """The folder of a program that is carried from computer to computer; None for any other."""
    beside = Path(sys.executable).parent
    return beside if (beside / PORTABLE).is_file() else None


def programs_data() -> Path:
    """The folder in which this system keeps what programs store for a person."""
    if is_windows():
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "CareFacilitator"
    if is_mac():
        return Path.home() / "Library" / "Application Support" / "CareFacilitator"
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "carefacilitator"


def documents() -> Path:
    """The person's folder of documents; her home where there is none."""
    told = windows.documents() if is_windows() else _documents_chosen()
    for folder in (told, Path.home() / "Documents"):
        if folder is not None and folder.is_dir():
            return folder
    return Path.home()


def _documents_chosen() -> Path | None:
    """The folder named in the language of the desktop, such as ``Documentos``."""
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    try:
        found = _CHOSEN_FOLDER.search((base / "user-dirs.dirs").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Path(found[1].replace("$HOME", str(Path.home()))) if found else None


def sticks() -> list[Stick]:
    """The sticks and cards that are in, in the order of their places."""
    if is_windows():
        found = [Stick(root, name or str(root)) for root, name in windows.removable_drives()]
    elif is_mac():
        found = [Stick(one, one.name) for one in _volumes()]
    else:
        found = [Stick(root, root.name) for root, device in _mounted() if _is_stick(root, device)]
    return sorted(found, key=lambda one: one.root)


def _volumes() -> list[Path]:
    """All but the disk the Mac starts from, which stands there as a link."""
    try:
        return [one for one in _VOLUMES.iterdir() if one.is_dir() and not one.is_symlink()]
    except OSError:
        return []


def _mounted() -> list[tuple[Path, str]]:
    """Place and device of every file system, from the kernel's own list."""
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for words in (line.split(" ") for line in lines):
        if "-" in words[6:] and len(words) > words.index("-", 6) + 2:
            place = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), words[4])
            found.append((Path(place), words[words.index("-", 6) + 2]))
    return found


def _is_stick(root: Path, device: str) -> bool:
    """Desktops hang sticks under a person's media folder; elsewhere the kernel knows them."""
    if f"{root}/".startswith(_MEDIA):
        return True
    if not device.startswith("/dev/"):
        return False
    block = (_BLOCKS / Path(device).name).resolve()
    for folder in (block, block.parent):  # of a part of the disk, the disk itself
        try:
            return (folder / "removable").read_text("ascii").strip() == "1"
        except (OSError, ValueError):
            continue
    return False


def stick_of(path: Path) -> Stick | None:
    """The stick that a file lies on, or None."""
    whole = path.absolute()
    return next((one for one in reversed(sticks()) if whole.is_relative_to(one.root)), None)


def place_for_files() -> Path:
    """Where a person is likely to want a new file: on the stick if one is in, else documents."""
    return next((one.root for one in sticks() if os.access(one.root, os.W_OK)), None) or documents()
