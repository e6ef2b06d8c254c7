"""Collect Python's reference cycles on the interface thread only.

Python collects wherever it happens to allocate. When that is the worker's thread, widgets caught in
a cycle are destroyed there, which Qt does not allow: seen as a segmentation fault while a template
was laid out, with "Garbage-collecting" on the worker's stack. So once there is a worker, automatic
collection is off and a timer of the interface does what Python would have done.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

INTERVAL = 1_000
"""Milliseconds between two looks at what has gathered."""
_NAME = "collector"


class Collector(QObject):
    """Looks every second how much has gathered and collects as Python's own thresholds say."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self._thresholds = gc.get_threshold()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(INTERVAL)

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation whose count is over its threshold, if there is one."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if self._thresholds[generation] and counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return


def collect_here() -> None:
    """Turn automatic collection off and collect on this thread, which must be the interface's.

    Without an application nothing is done. A second call does no more than keep it off.
    """
    application = QCoreApplication.instance()
    if application is None:
        return
    gc.disable()
    if application.findChild(Collector, _NAME) is None:
        Collector(application)
