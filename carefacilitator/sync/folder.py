"""A folder or a stick that several devices reach, each at its own time.

``cards/DEVICE.json`` (public cards), ``bundles/NAME.carebundle`` (sealed files) and
``heads/DEVICE.json`` (which of them are for whom, written last). Every file appears whole or not at
all, so a stick that is pulled out leaves nothing half; links and special files are passed over.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carefacilitator.errors import (
    DeviceFailing,
    DeviceGone,
    DiskFull,
    MachineTrouble,
    NoPermission,
    Refusal,
    refused_by_system,
)
from carefacilitator.machine import files
from carefacilitator.sync.heads import is_device

CARDS, HEADS, BUNDLES = "cards", "heads", "bundles"
LARGEST_CARD = 20_000
LARGEST_HEAD = 16 * 1024 * 1024
MOST_DEVICES = 5_000
_FORGOTTEN = ".part"


class StickMissing(Refusal):
    """The folder ``name`` is not there, or not any more."""

    code = "stick_missing"


class Folder:
    """The shared folder at ``root``. Raises StickMissing where there is none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        if not root.is_dir():
            raise StickMissing(name=root.name)

    def devices(self, room: str) -> list[str]:
        """The devices that have a file in ``cards`` or ``heads``, at most :data:`MOST_DEVICES`."""
        folder = self.root / room
        found = []
        with self._reached():
            if not folder.is_dir() or folder.is_symlink():
                return []
            with os.scandir(folder) as entries:
                for entry in entries:
                    stem, dot, ending = entry.name.partition(".")
                    if dot and ending == "json" and is_device(stem):
                        found.append(stem)
                    if len(found) >= MOST_DEVICES:
                        break
        return sorted(found)

    def read(self, room: str, device: str, largest: int) -> bytes | None:
        """A card or head, or None where there is none or it is too long or no plain file."""
        path = self.root / room / f"{device}.json"
        with self._reached():
            if not is_plain(path) or path.stat().st_size > largest:
                return None
            with path.open("rb") as file:
                return file.read(largest)

    def write(self, room: str, device: str, content: bytes) -> bool:
        """Put a card or head in its place in one step; returns whether it was another before."""
        folder = self.place(room)
        path = folder / f"{device}.json"
        with self._reached():
            same_size = is_plain(path) and path.stat().st_size == len(content)
            if same_size and path.read_bytes() == content:
                return False
            temporary = folder / f".{device}.{secrets.token_hex(4)}{_FORGOTTEN}"
            try:
                with temporary.open("xb") as out:
                    files.hide(temporary)
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                self.let_read(temporary)
                files.replace(temporary, path)
                files.settle_folder(folder)
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
        return True

    def place(self, room: str) -> Path:
        """A room of the folder, made if needed. Raises StickMissing where it is a link."""
        folder = self.root / room
        with self._reached():
            if not self.root.is_dir():
                raise StickMissing(name=self.root.name)
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                self.let_read(folder)
            if folder.is_symlink():
                raise StickMissing(name=room)
        return folder

    def let_read(self, path: Path) -> None:
        """Give what lies here the rights of the folder: whoever shares it reads what is sealed."""
        files.widen_as(path, self.root)

    def bundle(self, name: str) -> Path:
        """Where a sealed bundle stands."""
        return self.root / BUNDLES / name

    def holds(self, name: str, size: int) -> bool:
        """Whether a sealed bundle is there as a plain file of this length."""
        path = self.bundle(name)
        with self._reached():
            return is_plain(path) and path.stat().st_size == size

    def sweep(self, name: str) -> None:
        """Take away what an interrupted writing of a bundle of one's own left behind."""
        with self._reached():
            for left in (self.root / BUNDLES).glob(f".{name[:32]}*{_FORGOTTEN}"):
                left.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Take a bundle of one's own away; one that is gone already is no trouble."""
        with self._reached():
            self.bundle(name).unlink(missing_ok=True)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self.trouble(error) from error

    def trouble(self, error: OSError) -> Exception:
        """What an error of the file system means here: mostly that the stick was pulled out."""
        found = refused_by_system(error, self.root.name)
        if isinstance(found, DiskFull | DeviceFailing):
            return found
        if isinstance(found, DeviceGone) or not self.root.is_dir():
            return StickMissing(name=self.root.name)
        return found if isinstance(found, NoPermission) else MachineTrouble(place=self.root.name)


def is_plain(path: Path) -> bool:
    """Whether there is a plain file, no link and nothing that could make reading wait."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
