"""What earlier workshops left open, beside the plan of the next one."""

from __future__ import annotations

from carefacilitator.services.program import Program
from carefacilitator.ui.clearing import clear
from carefacilitator.ui.controls import Label, Sheet
from carefacilitator.ui.heads import who_in
from carefacilitator.ui.page import Page

_SHOWN = 3


class OpenSheet(Sheet):
    """The commitments of earlier workshops that are not done, soonest due first."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit)
        self._page, self._program = page, program
        self.setAccessibleName(page.say("Still open from last time"))

    def show_open(self, workshop_id: str) -> None:
        """Show what is open; hidden where nothing is."""
        clear(self.body)
        kit, say = self._page.kit, self._page.say
        views, count = self._program.commitments.soonest_open(_SHOWN, workshop_id)
        self.setVisible(bool(views))
        self.add(Label(kit, say("Still open from last time"), step="lead", bold=True, wrap=True))
        for view in views:
            self.add_line()
            self.add(Label(kit, view.commitment.what, cut=True))
            who = who_in(self._program, view, kit.words.language)
            parts = [part for part in (who, view.workshop_code) if part]
            if view.commitment.due:
                day = kit.words.day(view.commitment.due, "medium")
                parts.append(say("by {day}", day=day))
            self.add(Label(kit, " · ".join(parts), step="small", tone="ash", cut=True))
        rest = count - len(views)
        if rest > 0:
            more = kit.words.say_n("and {n} more", "and {n} more", rest)
            self.add(Label(kit, more, step="small", tone="ash"))
