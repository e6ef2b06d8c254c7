"""“Finish at 15:40 anyway”: what would be cut, block by block, before anything is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from carefacilitator.model.agenda.agenda import Cut, FinishPlan
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.layout import Scroll
from carefacilitator.ui.widgets.panels import IconLabel, Label, hairline
from carefacilitator.ui.words.workshops import block_title_in

_ROW, _MOST_HIGH = 38, 380


class FinishDialog(Dialog):
    """Shows a plan and asks. The careful answer has the focus; Ctrl+Enter or F12 does it."""

    def __init__(
        self, kit: Kit, plan: FinishPlan, on_yes: Callable[[], object], parent: QWidget
    ) -> None:
        say = kit.words.say
        title = say("Finish at {time} anyway?", time=plan.until)
        super().__init__(kit, title, parent, width=min(1100, round(560 * kit.theme.factor)))
        self.body.addWidget(Label(kit, title, step="lead", bold=True, wrap=True))
        self.body.addWidget(Label(kit, _told(kit, plan), wrap=True))
        self.body.addWidget(self._list(plan))
        if plan.over:
            over = say("Even so the day ends at {time}.", time=plan.will_end)
            self.body.addWidget(Label(kit, over, tone="ochre", bold=True, wrap=True))
        undo = say("Fixed times stay. Ctrl+Z takes it back.")
        self.body.addWidget(Label(kit, undo, step="small", tone="ash", wrap=True))
        stay = Button(kit, say("Leave it as it is"))
        stay.clicked.connect(self.reject)
        act = Button(
            kit, say("Finish at {time}", time=plan.will_end), key="Ctrl+Enter", kind="main"
        )
        act.clicked.connect(self.accept)
        for key in ("Ctrl+Return", "Ctrl+Enter", "F12"):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)
        self.acts.addWidget(stay)
        self.acts.addWidget(act)
        self.accepted.connect(on_yes)
        stay.setFocus()

    def _list(self, plan: FinishPlan) -> QWidget:
        kit, holder = self.kit, QWidget()
        named(holder, kit.words.say("What is cut"))
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for number, cut in enumerate(plan.cuts):
            grid.addWidget(hairline(), 2 * number, 0, 1, 4)
            self._add_row(grid, 2 * number + 1, cut)
        scroll = Scroll()
        scroll.body.addWidget(holder)
        scroll.body.addStretch(1)
        high = kit.theme.grown(_ROW) * len(plan.cuts)
        scroll.setFixedHeight(max(_ROW, min(_MOST_HIGH, high)))
        return scroll

    def _add_row(self, grid: QGridLayout, row: int, cut: Cut) -> None:
        kit, say = self.kit, self.kit.words.say
        title = Label(kit, block_title_in(cut.block, kit.words.language), cut=True)
        before = Label(kit, say("{n} min", n=cut.before), tone="ash")
        after = Label(kit, _after(kit, cut), bold=True, tone="soot" if cut.after else "ochre")
        named(
            after,
            say(
                "{block}: {before}, then {after}",
                block=title.whole(),
                before=before.text(),
                after=after.text(),
            ),
        )
        grid.addWidget(title, row, 0)
        grid.addWidget(before, row, 1)
        grid.addWidget(IconLabel(kit, "arrow-right", size=18), row, 2)
        grid.addWidget(after, row, 3)


def _after(kit: Kit, cut: Cut) -> str:
    return kit.words.say("{n} min", n=cut.after) if cut.after else kit.words.say("left out")


def _told(kit: Kit, plan: FinishPlan) -> str:
    shorter = sum(bool(cut.after) for cut in plan.cuts)
    parts = [kit.words.say("As it stands, the day ends at {time}.", time=plan.ends)]
    if shorter:
        parts.append(
            kit.words.say_n("{n} block becomes shorter.", "{n} blocks become shorter.", shorter)
        )
    if plan.left_out:
        out = len(plan.left_out)
        parts.append(kit.words.say_n("{n} block is left out.", "{n} blocks are left out.", out))
    return " ".join(parts)
