"""Who may be one, and who was said to be: a person decides, nothing is joined silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carefacilitator.model.records.records import Person
from carefacilitator.services.same.duplicates import Known, Likely
from carefacilitator.services.same.merging import Kind, One
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.welcome.review import Review
from carefacilitator.ui.widgets.controls import Button, IconLabel, Kit, Label, Scroll, hairline
from carefacilitator.ui.widgets.layout import STRETCH, hbox, vbox

_REACHED = ("email", "phone")

Answer = Callable[[str, str, Kind, bool], None]
"""Two ids, what they are, and whether they are one."""


class SamePanel(Panel):
    """The review list. ``answer`` is called with two ids, their kind and whether they are one."""

    def __init__(self, kit: Kit, review: Review, answer: Answer) -> None:
        super().__init__(kit, kit.words.say("Perhaps the same person"), flush=True)
        self._answer = answer
        self._homes: dict[str, str] = {}
        self._hidden: frozenset[str] = frozenset()
        second = self.say("Nothing is merged by itself. What you say here can be undone.")
        label = Label(kit, second, tone="ash", wrap=True)
        label.setContentsMargins(16, 0, 16, 12)
        self.add(label)
        self.add(hairline())
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        self.add(self._scroll, 1)
        self._first: Button | None = None
        self._answers: list[QWidget] = []
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        """Show what waits, then what was said."""
        body = self._scroll.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._first, self._homes, self._answers = None, review.homes or {}, []
        self._hidden = review.hidden
        for pair in review.pairs:
            body.addWidget(self._made(pair))
            body.addWidget(hairline())
        if review.joined:
            head = Label(self.kit, self.say("Said to be one"), step="lead", bold=True)
            head.setContentsMargins(16, 16, 16, 8)
            body.addWidget(head)
        for one in review.joined:
            for other in one.records[1:]:
                body.addWidget(self._said(one, other))
                body.addWidget(hairline())
        body.addStretch(1)
        wide = max((one.sizeHint().width() for one in self._answers), default=0)
        for answers in self._answers:  # one column, however long the words of its buttons are
            answers.setMinimumWidth(wide)

    def first_focus(self) -> QWidget | None:
        """The first button."""
        return self._first

    # a pair that waits ------------------------------------------------------------------------

    def _made(self, pair: Likely) -> QWidget:
        kit, say = self.kit, self.say
        same = say("The same person") if pair.of_people else say("The same organization")
        two = say("Two people") if pair.of_people else say("Two organizations")
        names = {"first": pair.first.name, "second": pair.second.name}
        buttons = [
            self._button(same, "check", pair, same=True),
            self._button(two, "users", pair, same=False),
        ]
        told = Label(kit, reason_words(kit, pair.reason), step="small", tone="ochre")
        spoken = (
            say("{first} and {second} are the same", **names),
            say("{first} and {second} are two", **names),
        )
        for button, words in zip(buttons, spoken, strict=True):
            named(button, words)
        return self._row(pair.first, pair.second, told, buttons)

    def _button(self, word: str, icon: str, pair: Likely, *, same: bool) -> Button:
        button = Button(self.kit, word, icon=icon)
        kind: Kind = "person" if pair.of_people else "organisation"
        call = partial(self._answer, pair.first.id, pair.second.id, kind, same)
        button.clicked.connect(lambda: call())
        return button

    def _said(self, one: One, other: Known) -> QWidget:
        """What was said, with the way back."""
        kit, say, first = self.kit, self.say, one.records[0]
        people = one.kind == "person"
        two = Button(kit, say("They are two"), icon="users")
        names = {"first": first.name, "second": other.name}
        named(two, say("{first} and {second} are two", **names))
        call = partial(self._answer, first.id, other.id, one.kind, False)
        two.clicked.connect(lambda: call())
        words = say("One person in every list") if people else say("One organization")
        told = Label(kit, words, step="small", tone="ash")
        return self._row(first, other, told, [two])

    def _row(self, first: Known, second: Known, told: Label, buttons: Sequence[Button]) -> QWidget:
        holder = QWidget()
        row = hbox((self._record(first), 1), into=holder, gap=16, margins=(16, 10, 16, 10))
        icon = IconLabel(self.kit, "arrows-left-right", colour=self.kit.colours.ash)
        row.addWidget(icon)
        row.addLayout(self._record(second), 1)
        answers = QWidget()
        self._answers.append(answers)
        acts = vbox(told, into=answers, gap=6)
        both = hbox(gap=12)
        for button in buttons:
            both.addWidget(button)
        both.addStretch(1)
        acts.addLayout(both)
        row.addWidget(answers)
        self._first = self._first or buttons[0]
        return holder

    def _record(self, record: Known) -> QVBoxLayout:
        kit = self.kit
        column = vbox(STRETCH, Label(kit, record.name, step="lead", wrap=True), gap=0)
        if isinstance(record, Person):
            # What is not asked here stays out of sight; the reason still says what agrees.
            reached = (getattr(record, one) for one in _REACHED if one not in self._hidden)
            more = (self._homes.get(record.organisation_id, ""), *reached)
        else:
            more = (record.acronym, kit.words.listed(record.other_names), record.country)
        for text in dict.fromkeys(text for text in more if text):
            column.addWidget(Label(kit, text, step="small", tone="ash", wrap=True))
        column.addStretch(1)
        return column


def reason_words(kit: Kit, reason: str) -> str:
    """Why two records may be one."""
    say = kit.words.say
    match reason:
        case "email":
            return say("The same e-mail address")
        case "phone":
            return say("The same telephone, a name in common")
        case "part":
            return say("One name is part of the other")
        case "spelling":
            return say("The names differ by one letter")
        case "acronym":
            return say("The same short name")
        case _:
            return say("The same name, spelled alike")


def put_keyboard(widget: QWidget | None) -> None:
    """Give the keyboard to what waits next."""
    if widget is not None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
