"""What earlier workshops left open, beside the plan of the next one."""

from __future__ import annotations

from carefacilitator.services.findings.commitments import CommitmentView
from carefacilitator.services.findings.earlier_lessons import EarlierLesson
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, Label, Sheet
from carefacilitator.ui.widgets.layout import clear
from carefacilitator.ui.words.workshops import who_in

OPEN_KINDS = frozenset(
    {
        "commitment",
        "commitment_partner",
        "commitment_update",
        "workshop_organisation",
        "lesson",
        "coding",
        "workshop",
    }
)
"""Kinds of records after whose change this sheet is read again."""
_SHOWN, _MOST = 3, 100
"""How many are shown at first, and once all are asked for."""


class OpenSheet(Sheet):
    """Commitments that are not done, soonest due first; lessons about the same themes."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit)
        self._page, self._program = page, program
        self._whole = False
        self._workshop = ""
        named(self, page.say("Still open from last time"))

    def show_open(self, workshop_id: str) -> None:
        """Show what is open; hidden where nothing is."""
        if workshop_id != self._workshop:
            self._workshop = workshop_id
            self._whole = False
        self._show()

    def _show(self) -> None:
        clear(self.body)
        say, past = self._page.say, self._program.last_time
        most = _MOST if self._whole else _SHOWN
        commitments, count = self._program.commitments.soonest_open(most, self._workshop)
        lessons = past.lessons(self._workshop)
        self.setVisible(bool(commitments or lessons))
        if commitments:
            self._head(say("Still open from last time"))
            for view in commitments:
                self._commitment(view)
            self._more(count)
        if lessons:
            self._head(say("Lessons about the same themes"))
            for lesson in lessons[: _MOST if self._whole else _SHOWN]:
                self._lesson(lesson)
            self._more(len(lessons))

    def _head(self, words: str) -> None:
        self.add(Label(self._page.kit, words, step="lead", bold=True, wrap=True))

    def _commitment(self, view: CommitmentView) -> None:
        kit, say = self._page.kit, self._page.say
        who = who_in(self._program, view, kit.words.language)
        parts = [part for part in (who, view.workshop_code) if part]
        if view.commitment.due:
            day = kit.words.day(view.commitment.due, "medium")
            parts.append(say("by {day}", day=day))
        self._pair(view.commitment.what, parts)

    def _lesson(self, found: EarlierLesson) -> None:
        kit = self._page.kit
        parts = [*found.theme_words(kit.words.language), found.workshop_code]
        self._pair(found.text(kit.words.language), [one for one in parts if one])

    def _pair(self, words: str, parts: list[str]) -> None:
        """A text and below it whose it is; shown whole once all are asked for."""
        whole, kit = self._whole, self._page.kit
        self.add_line()
        text = words if whole else " ".join(words.split())
        self.add(Label(kit, text, cut=not whole, wrap=whole))
        told = " · ".join(parts)
        self.add(Label(kit, told, step="small", tone="ash", cut=not whole, wrap=whole))

    def _more(self, count: int) -> None:
        """A button that shows the rest, or the few again."""
        words, whole = self._page.kit.words, self._whole
        if count <= _SHOWN:
            return
        rest = count - _SHOWN
        shown = words.say("Show fewer") if whole else words.say_n("{n} more", "{n} more", rest)
        button = Button(self._page.kit, shown, kind="quiet", key="F8")
        button.clicked.connect(self.turn)
        self.add(button)

    def turn(self) -> None:
        """Show all with their whole texts, or a few of each again."""
        self._whole = not self._whole
        self._show()
