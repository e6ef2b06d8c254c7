"""What one person chose on this computer: languages, text size, theme, paper, the window.

Kept as a small JSON file beside the workspace, readable before anything is unlocked; so it holds no
names and no text of a workshop. What this program does not know (a newer one wrote it) is kept.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carefacilitator.errors import (
    CareError,
    DeviceGone,
    DiskFull,
    NoPermission,
    Refusal,
    refused_by_system,
)
from carefacilitator.i18n import LANGUAGES
from carefacilitator.machine import files, region

FILE_NAME = "settings.json"
THEMES = ("light", "dark")
PAPERS = ("A4", "Letter")
SMALLEST_TEXT, LARGEST_TEXT = 100, 200
"""Text size in per cent of the design."""


class SettingsDamaged(Refusal):
    """The settings could not be read; the file was set aside as ``name``."""

    code = "settings_damaged"


@dataclass(frozen=True, slots=True)
class Settings:
    """One person's choices; an empty language means “as the computer” or “as the screen”.

    ``window`` is the size and place of the window as the window itself writes it (base 64).

    ``trouble`` is what :func:`load` has to tell, ``extra`` what was in the file and not understood;
    neither counts when settings are compared.
    """

    language: str = ""
    report_language: str = ""
    text_size: int = 100
    theme: str = "light"
    paper: str = "A4"
    window: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, compare=False)
    trouble: CareError | None = field(default=None, compare=False)

    @property
    def spoken(self) -> str:
        """The language of the screen."""
        return self.language or computer_language()

    @property
    def written(self) -> str:
        """The language of reports."""
        return self.report_language or self.spoken


_DEFAULTS = Settings()
_KNOWN = ("language", "report_language", "text_size", "theme", "paper", "window")
_CHECKS: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in ("", *LANGUAGES),
    "report_language": lambda value: value in ("", *LANGUAGES),
    "text_size": lambda value: type(value) is int and SMALLEST_TEXT <= value <= LARGEST_TEXT,
    "theme": lambda value: value in THEMES,
    "paper": lambda value: value in PAPERS,
    "window": lambda value: isinstance(value, str) and value.isascii() and len(value) <= 400,
}


def computer_language() -> str:
    """The first of our languages that this computer asks for, else English."""
    for name in region.languages():
        language = name[:2].lower()
        if language in LANGUAGES and not name[2:3].isalpha():
            return language
    return "en"


def load(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults, a broken one is set aside and told.

    Raises :class:`NoPermission` where the file may not be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _refused(error, path) from error
    try:
        document = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Settings(trouble=_set_aside(path))
    if not isinstance(document, dict):
        return Settings(trouble=_set_aside(path))
    # A value that this program does not accept stays in ``extra`` until another one is chosen.
    known = {k: document.pop(k) for k in _KNOWN if k in document and _accepted(k, document[k])}
    return Settings(**known, extra=document)


def _accepted(name: str, value: object) -> bool:
    try:
        return _CHECKS[name](value)
    except TypeError:  # a list or an object where a word belongs
        return False


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all, keeping what was not understood.

    Raises :class:`DiskFull` or :class:`NoPermission`; the old file then stays as it was.
    """
    chosen = {name: getattr(settings, name) for name in _KNOWN}
    document = {k: v for k, v in chosen.items() if v != getattr(_DEFAULTS, k)}
    for name, value in settings.extra.items():
        document.setdefault(name, value)
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    try:
        _write(path, text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise _refused(error, path.parent) from error


def _refused(error: OSError, place: Path) -> CareError:
    """What is not named otherwise is a place that may not be used."""
    found = refused_by_system(error, str(place))
    named = isinstance(found, DiskFull | NoPermission | DeviceGone)
    return found if named else NoPermission(place=str(place))


def changed(settings: Settings, **choices: object) -> Settings:
    """The same settings with other choices; raises ValueError for a choice there is not."""
    for name, value in choices.items():
        if name not in _CHECKS or not _accepted(name, value):
            raise ValueError(name)
    extra = {k: v for k, v in settings.extra.items() if k not in choices}
    return dataclasses.replace(settings, **choices, extra=extra)  # type: ignore[arg-type]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        files.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _set_aside(path: Path) -> SettingsDamaged:
    """Move a broken file out of the way under a free name; leave it where that is not allowed."""
    number, aside = 1, path
    while aside.exists():
        aside = path.with_name(f"{path.stem}-broken-{number}{path.suffix}")
        number += 1
    try:
        files.replace(path, aside)
    except OSError:
        return SettingsDamaged(name=path.name)
    return SettingsDamaged(name=aside.name)
