"""How a window looks and where a person is in it."""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.i18n import Words
from carefacilitator.ui.theme.kit import Kit, make_kit


@dataclass(frozen=True)
class Look:
    """Language, theme and text size of a window."""

    words: Words
    dark: bool = False
    text_percent: int = 100

    def kit(self) -> Kit:
        """Make the kit for this look."""
        return make_kit(self.words, dark=self.dark, text_percent=self.text_percent)


@dataclass(frozen=True)
class Place:
    """Where a person is: page, workshop, and what is shown in it."""

    page: str
    workshop_id: str = ""
    item: str = ""
