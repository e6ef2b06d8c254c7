"""People who may be one: pairs with the reason; a person decides, nothing is merged silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.model.records import Person
from carefacilitator.services.same_person import Likely
from carefacilitator.ui.controls import Button, IconLabel, Kit, Label, Scroll, hairline
from carefacilitator.ui.welcome_panel import Panel

Answer = Callable[[Likely, bool], None]


class SamePanel(Panel):
    """The review list. ``answer`` is called with a pair and whether it is one person."""

    def __init__(
        self,
        kit: Kit,
        pairs: Sequence[Likely],
        organisation_of: Callable[[str], str],
        answer: Answer,
    ) -> None:
        super().__init__(kit, kit.words.say("Perhaps the same person"), flush=True)
        self._organisation_of, self._answer = organisation_of, answer
        second = self.say("Nothing is merged by itself. What you say here can be undone.")
        label = Label(kit, second, tone="ash", wrap=True)
        label.setContentsMargins(16, 0, 16, 12)
        self.add(label)
        self.add(hairline())
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        self.add(self._scroll, 1)
        self._rows: dict[tuple[str, str], QWidget] = {}
        self._buttons: dict[tuple[str, str], Button] = {}
        self.show_pairs(pairs)

    def show_pairs(self, pairs: Sequence[Likely]) -> None:
        """Show the pairs that wait; none left closes the panel."""
        body = self._scroll.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._rows, self._buttons = {}, {}
        for pair in pairs:
            body.addWidget(self._made(pair))
            body.addWidget(hairline())
        body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        """The first button."""
        return next(iter(self._buttons.values()), None)

    def _made(self, pair: Likely) -> QWidget:
        kit, say = self.kit, self.say
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(16)
        row.addLayout(self._person(pair.first), 1)
        row.addWidget(IconLabel(kit, "arrows-left-right", colour=kit.colours.ash))
        row.addLayout(self._person(pair.second), 1)
        acts = QVBoxLayout()
        acts.setSpacing(6)
        acts.addWidget(Label(kit, reason_words(kit, pair.reason), step="small", tone="ochre"))
        names = {"first": pair.first.name, "second": pair.second.name}
        same = Button(kit, say("The same person"), icon="check")
        same.setAccessibleName(say("{first} and {second} are the same person", **names))
        two = Button(kit, say("Two people"), icon="users")
        two.setAccessibleName(say("{first} and {second} are two people", **names))
        same.clicked.connect(partial(self._on_answer, pair, True))
        two.clicked.connect(partial(self._on_answer, pair, False))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(same)
        both.addWidget(two)
        acts.addLayout(both)
        row.addLayout(acts)
        self._buttons[pair.first.id, pair.second.id] = same
        return holder

    def _person(self, person: Person) -> QVBoxLayout:
        kit = self.kit
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Label(kit, person.name, step="lead", wrap=True))
        for text in (self._organisation_of(person.id), person.email):
            if text:
                column.addWidget(Label(kit, text, step="small", tone="ash", wrap=True))
        column.addStretch(1)
        return column

    def _on_answer(self, pair: Likely, same: bool) -> None:
        self._answer(pair, same)


def reason_words(kit: Kit, reason: str) -> str:
    """Why two people may be one."""
    say = kit.words.say
    if reason == "email":
        return say("The same e-mail address")
    return say("The same name, spelled alike")
