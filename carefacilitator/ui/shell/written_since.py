"""Says once that what is written now is not in what was already shared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from carefacilitator.ui.runtime.after_pause import AfterPause
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from carefacilitator.services.exchange.export import Shared
    from carefacilitator.services.program import Changed, Program
    from carefacilitator.ui.shell.main_window import MainWindow

_SAY_IT_THEMSELVES = ("", "home", "share")
"""Pages on which nothing is said: Share has it in its list."""


class WrittenSince(AfterPause):
    """Hears what is committed, and speaks up once for each time a workshop was shared."""

    def __init__(self, tasks: Tasks, program: Program, frame: MainWindow) -> None:
        super().__init__()
        self._tasks, self._program, self._frame = tasks, program, frame
        self._said: set[tuple[str, str]] = set()

    def hear(self, changed: Changed) -> None:
        """Wait until nothing more is written."""
        if changed.records:
            self.wait()

    def look(self) -> None:
        """Find out, on the worker, whether the workshop that is open was shared before."""
        place = self._frame.place
        if place.workshop_id and place.page not in _SAY_IT_THEMSELVES:
            find = partial(self._program.handed_over.outdated, place.workshop_id)
            tell = partial(self._tell, place.workshop_id)
            self._tasks.run(find, tell, self._frame.tell_failure, self)

    def _tell(self, workshop: str, since: Shared | None) -> None:
        there = self._frame.place
        if since is None or (workshop, since.at) in self._said or there.workshop_id != workshop:
            return
        if not self._frame.strip.isHidden():  # what stands there is not to be pushed away
            return
        from carefacilitator.services.exchange.handed_over import since_words

        self._said.add((workshop, since.at))
        words = self._frame.kit.words
        act = Button(self._frame.kit, words.say("Share"), icon="paper-plane-tilt", told_key="Alt+5")
        act.clicked.connect(lambda: self._frame.go("share", workshop))
        happened = words.say("This workshop was already shared.")
        self._frame.tell("info", happened, since_words(since, words, self._frame.zone), acts=[act])
