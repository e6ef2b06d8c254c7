"""Where new files go: on the stick that is in, else among the person's documents."""

from __future__ import annotations

from pathlib import Path

from carefacilitator.i18n import Words
from carefacilitator.machine import keeping, places


def place_for(name: str = "") -> str:
    """Where a dialog begins that asks for a file, with the ``name`` it proposes."""
    return str(places.place_for_files() / name)


def stick_in() -> places.Stick | None:
    """The stick that a file would go to; None where none is in that takes any."""
    return places.stick_of(places.place_for_files())


def free_place(folder: Path, name: str) -> Path:
    """A place in ``folder`` where no file stands yet: ``name``, else with a number before its end.

    Whoever asks for no place cannot be asked whether something there may go.
    """
    place, number = folder / name, 2
    while place.exists():
        place = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return place


def eject_first(path: Path, words: Words) -> str:
    """What to do before a stick is pulled, where ``path`` lies on one; else nothing."""
    stick = places.stick_of(path)
    if stick is None:
        return ""
    return words.say("Eject the stick “{name}” before you pull it out.", name=stick.name)


def eject_lines(path: Path, words: Words) -> list[str]:
    """The same as a line, or none."""
    return [line for line in (eject_first(path, words),) if line]


def open_to_all(path: Path, words: Words) -> str:
    """That a file meant for one person can be read there by others; nothing where it cannot."""
    if not keeping.lies_open(path):
        return ""
    return words.say("That place is open to everybody who finds it: do not leave the file there.")
