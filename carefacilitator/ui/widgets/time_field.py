"""A field for a time of the day: written as people write it, told as 09:00."""

from __future__ import annotations

from PySide6.QtCore import Signal

from carefacilitator.model.text.typed_time import clock
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.fields import Field


class TimeField(Field):
    """A time of the day; ``changed`` carries ``HH:MM``, or an empty text when it was emptied.

    “9h30”, “9.30” and “9:30 AM” are understood.
    """

    changed = Signal(str)

    def __init__(
        self,
        kit: Kit,
        label: str,
        *,
        placeholder: str = "",
        high: int = 40,
        show_label: bool = True,
    ) -> None:
        super().__init__(kit, label, placeholder=placeholder, high=high, show_label=show_label)
        self._time = ""
        self.edit.editingFinished.connect(self._on_finished)

    def time(self) -> str:
        """The time last understood."""
        return self._time

    def show_time(self, time: str) -> None:
        """Show a time, silently; what is being typed stays."""
        if not self.edit.hasFocus():
            self._time = time
            self.set_text(time)
            self.set_error(None)

    def _on_finished(self) -> None:
        text = self.text().strip()
        found = clock(text)
        if text and not found:
            say = self.kit.words.say
            self.set_error(say("This is not a time. Write it as 09:00."))
            return
        self.set_error(None)
        self.set_text(found)
        if found != self._time:
            self._time = found
            self.changed.emit(found)
