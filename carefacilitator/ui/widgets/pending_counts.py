"""Counts that are being stepped: written once the hand rests, and held until they are stored."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal


class HeadSteps(QObject):
    """What was stepped and is not stored yet, by group.

    ``counted`` carries a group and its count when nothing was stepped for ``quiet`` milliseconds:
    one step to undo, not ten. Until :meth:`stored` answers, the group is still held: a figure
    read before that is older than the one that is shown, and a “+” on it would lose people.
    """

    counted = Signal(str, int)

    def __init__(self, parent: QObject, quiet: int) -> None:
        super().__init__(parent)
        self._waiting: dict[str, int] = {}
        self._handed: dict[str, int] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(quiet)
        self._timer.timeout.connect(self.flush)

    def step(self, group: str, count: int) -> None:
        """Take a new count of a group."""
        self._waiting[group] = count
        self._timer.start()

    def flush(self) -> None:
        """Hand over at once what was stepped."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        self._handed |= waiting
        for group, count in waiting.items():
            self.counted.emit(group, count)

    def stored(self, group: str, count: int) -> None:
        """Say that a count was stored, or could not be; a newer one is held on."""
        if self._handed.get(group) == count:
            del self._handed[group]

    def holds(self, group: str) -> bool:
        """Whether what is shown of a group is newer than what can be read."""
        return group in self._waiting or group in self._handed

    def turn(self) -> None:
        """Other people are counted from now on; call :meth:`flush` before they are shown."""
        self._handed.clear()
