"""A field for the time zone in which a workshop is held: a city is enough."""

from __future__ import annotations

import functools
import unicodedata
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.fields import Field

UTC = "Etc/UTC"
_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


class ZoneField(Field):
    """A time zone; ``changed`` carries its key, such as ``America/Lima``.

    While somebody types, the zones are offered that have her letters anywhere in their names.
    """

    changed = Signal(str)

    def __init__(self, kit: Kit, label: str) -> None:
        super().__init__(kit, label, placeholder=kit.words.say("that of this computer"))
        self._zone = ""
        self._offered: QCompleter | None = None
        self.edit.arrived.connect(self._offer)
        self.edit.editingFinished.connect(self._on_finished)
        self.edit.left.connect(self._on_finished)  # Qt tells no end while its list is open

    def show_zone(self, zone: str) -> None:
        """Show a zone, silently; what is being typed stays."""
        if not self.edit.hasFocus():
            self._zone = zone
            self.set_text(_shown(zone))
            self.set_error(None)

    def _offer(self) -> None:
        """Make the list of some four hundred names once somebody comes here."""
        if self._offered is None:
            self._offered = QCompleter([_shown(zone) for zone in _zones()], self.edit)
            self._offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self._offered.setFilterMode(Qt.MatchFlag.MatchContains)
            self._offered.activated.connect(self._on_offered)
            popup = self._offered.popup()
            if popup is not None:
                popup.setFont(self.kit.font())
                popup.setLayoutDirection(self.kit.direction)
                named(popup, self.kit.words.say("Time zones with this name"))
            self.edit.setCompleter(self._offered)

    def _on_offered(self, name: str) -> None:
        self.set_text(name)
        self._on_finished()

    def _on_finished(self) -> None:
        text = self.text().strip()
        found = zone_of_words(text) if text else self._zone
        if text and not found:
            say = self.kit.words.say
            self.set_error(
                say("No time zone has this name. Write a city, such as Lima or Casablanca.")
            )
            return
        self.set_error(None)
        self.set_text(_shown(found))
        if found != self._zone:
            self._zone = found
            self.changed.emit(found)


def zone_of_words(text: str) -> str:
    """The zone that somebody means who writes its name or its city; empty where none is certain."""
    wanted = _plain(text)
    whole = {_plain(zone): zone for zone in _zones()}
    if wanted in whole:
        return whole[wanted]
    cities = [zone for zone in _zones() if _plain(zone.rpartition("/")[2]) == wanted]
    begun = [zone for zone in _zones() if _plain(zone.rpartition("/")[2]).startswith(wanted)]
    found = cities or begun
    return found[0] if len(found) == 1 else ""


@functools.cache
def _zones() -> tuple[str, ...]:
    known = available_timezones()
    return tuple(sorted(one for one in known if one.startswith(_REGIONS) or one == UTC))


def _shown(zone: str) -> str:
    return zone.replace("_", " ")


def _plain(text: str) -> str:
    """Letters without accents, in one case, spaces for whatever parts words."""
    parts = unicodedata.normalize("NFD", text.replace("_", " ").casefold().strip())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
