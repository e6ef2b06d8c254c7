"""Texts that stay here for a name in them: each in its sentence, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from carefacilitator.model.privacy.consent import STORE
from carefacilitator.services.privacy.names_in_text import Finding
from carefacilitator.services.privacy.naming_rule import Choice
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.redaction.naming_words import SentenceLabel, missing_words, where_words
from carefacilitator.ui.widgets.controls import (
    Button,
    Dialog,
    FlowLayout,
    Label,
    Option,
    PickMenu,
    Scroll,
    hairline,
)
from carefacilitator.ui.widgets.layout import clear, hbox, vbox

_WIDE, _LEAST, _HIGH = 860, 620, 640
_MOST = 40
"""Findings shown at once; the next ones come as these are settled."""
_PAGES = {
    "workshop": "plan",
    "programme": "plan",
    "agenda_block": "plan",
    "note": "facilitate",
    "attachment": "facilitate",
    "tally": "facilitate",
    "person": "welcome",
    "attendance": "welcome",
}
"""Where a text can be reworded; everything else stands on the Harvest page."""


class NamesDialog(Dialog):
    """What waits for a decision. What is not decided stays here, and nothing blocks anybody."""

    def __init__(self, page: Page, program: Program) -> None:
        kit, say = page.kit, page.kit.words.say
        title = say("Names in what you hand over")
        super().__init__(kit, title, page.window(), width=_LEAST)
        wide, high = page.window().width() - 40, page.window().height() - 40
        self.resize(min(kit.theme.grown(_WIDE), wide), max(360, min(_HIGH, high)))
        self._page, self._program, self._workshop = page, program, page.workshop_id
        self.body.addWidget(Label(kit, title, step="lead", bold=True, wrap=True))
        self.told = Label(kit, tone="ash", wrap=True)
        self.body.addWidget(self.told)
        self._scroll = Scroll()
        self._scroll.body.setSpacing(8)
        self.body.addWidget(self._scroll, 1)
        cannot = say(
            "Nicknames, slips of the pen and words like “the baker’s wife” cannot be found:"
            " read what you hand over."
        )
        self.body.addWidget(Label(kit, cannot, step="small", tone="ash", wrap=True))
        self.close_button = Button(kit, say("Close"), key="Esc")
        self.close_button.clicked.connect(self.reject)
        self.again = Button(kit, say("Ask me again about everything"), kind="quiet")
        self.again.clicked.connect(
            lambda: self._do(partial(program.names_in_text.ask_again, [self._workshop]))
        )
        self.acts.addWidget(self.again)
        self.acts.addWidget(self.close_button)
        self.buttons: list[list[Button]] = []
        self.findings: list[Finding] = []
        self._people: list[Option] = []
        self.close_button.setFocus()
        self.read()

    # showing ------------------------------------------------------------------------------

    def read(self, _nothing: object = None) -> None:
        """Look the texts through again (on the worker) and show what waits."""
        self._page.run(self._look, lambda told: self.show_findings(*told))

    def _look(self) -> tuple[list[Finding], list[tuple[str, str]]]:
        names = self._program.names_in_text
        found = names.of([self._workshop])
        return found, names.choices(self._workshop) if any(one.typed for one in found) else []

    def show_findings(
        self, found: Sequence[Finding], people: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show findings, those that wait first; the keyboard goes to the first of them.

        ``people`` (ids and names) may be whom a person typed who is on no list.
        """
        self._people = [Option(key, name, "users") for key, name in people]
        self.findings = sorted(found, key=lambda one: one.kept)
        waiting = sum(not one.kept for one in found)
        words = self.kit.words
        self.told.setText(
            words.say_n(
                "{n} text stays here until you settle it.",
                "{n} texts stay here until you settle them.",
                waiting,
            )
            if waiting
            else words.say("Nothing waits: no other text names somebody who did not agree.")
        )
        body = self._scroll.body
        clear(body)
        self.buttons = []
        for one in self.findings[:_MOST]:
            body.addWidget(hairline())
            body.addWidget(self._row(one))
        left = len(self.findings) - _MOST
        if left > 0:
            more = words.say_n("{n} more text follows.", "{n} more texts follow.", left)
            body.addWidget(Label(self.kit, more, step="small", tone="ash"))
        body.addStretch(1)
        first = self.buttons[0][0] if self.buttons else self.close_button
        # New rows are shown when the layout next runs, and what is not shown takes no keyboard.
        QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.OtherFocusReason))

    def _row(self, one: Finding) -> QWidget:
        kit, words = self.kit, self.kit.words
        holder = QWidget()
        column = vbox(into=holder, gap=4, margins=(5, 4, 5, 4))
        head = hbox(gap=8)
        name = words.listed(list(one.names)) if one.names else one.text
        head.addWidget(Label(kit, name, bold=True, cut=True), 1)
        if not one.sure:
            head.addWidget(Label(kit, words.say("perhaps"), step="small", tone="ochre"))
        if one.kept:
            head.addWidget(Label(kit, words.say("stays here"), step="small", tone="overdye"))
        column.addLayout(head)
        where = f"{where_words(one, words)} · {missing_words(one, words)}"
        column.addWidget(Label(kit, where, step="small", tone="ash", wrap=True))
        sentence = SentenceLabel(kit, one.text, one.spans)
        column.addWidget(sentence)
        acts = QWidget()
        flow = FlowLayout(acts, gap=8, line_gap=6)
        made = [self._button(one, sentence.excerpt, *each) for each in self._choices(one)]
        for button in made:
            flow.addWidget(button)
        if one.typed and self._people:
            made.append(self._pick(one))
            flow.addWidget(made[-1])
        self.buttons.append(made)
        column.addWidget(acts)
        named(holder, f"{name}: {sentence.excerpt}")
        return holder

    def _choices(self, one: Finding) -> list[tuple[str, str, Callable[[], object]]]:
        """(words, icon, what it does) of each thing that can be done about a finding."""
        say = self.kit.words.say
        reword = (say("Reword it"), "note-pencil", partial(self._reword, one))
        keep = (say("Leave the text here"), "shield-check", partial(self._decide, one, "keep"))
        if one.kept:
            again = partial(self._do, partial(self._program.names_in_text.undecide, one))
            keep = (say("Ask me again"), "arrow-u-up-left", again)
        if one.typed:
            return [
                reword,
                keep,
                (say("This person agreed"), "check", partial(self._decide, one, "agreed")),
                (
                    say("An organization or a group"),
                    "users-three",
                    partial(self._organisation, one),
                ),
            ]
        not_she = (say("This is not she"), "users", partial(self._decide, one, "not_her"))
        if not one.people:  # she was forgotten: there is nobody left to ask about
            return [reword, not_she]
        agrees = (say("She agrees after all"), "check", partial(self._agrees, one))
        return [
            reword,
            keep,
            *([agrees] if STORE not in one.missing else []),
            not_she,
        ]

    def _button(
        self, one: Finding, excerpt: str, word: str, icon: str, do: Callable[[], object]
    ) -> Button:
        button = Button(self.kit, word, icon=icon)
        name = self.kit.words.listed(list(one.names)) if one.names else one.text
        named(button, f"{word}: {name}, {excerpt}")
        button.clicked.connect(lambda: do())
        return button

    def _pick(self, one: Finding) -> Button:
        """Say that it is somebody on the list: her consent counts from then on."""
        name = self.kit.words.say("Somebody on the list")
        menu = PickMenu(self.kit, f"{name}: {one.text}", self._people, kind="normal")
        menu.setText(name)
        menu.picked.connect(
            lambda key: self._do(partial(self._program.names_in_text.is_person, one, key))
        )
        return menu

    # acts ---------------------------------------------------------------------------------

    def _do(self, act: Callable[[], object]) -> None:
        self._page.run(act, self._on_done)

    def _on_done(self, _nothing: object) -> None:
        self.read()
        self._page.refresh(frozenset())

    def _decide(self, one: Finding, choice: Choice) -> None:
        self._do(partial(self._program.names_in_text.decide, one, choice))

    def _organisation(self, one: Finding) -> None:
        self._do(partial(self._program.names_in_text.is_organisation, one))

    def _agrees(self, one: Finding) -> None:
        self._do(partial(self._program.names_in_text.agrees, one, self._workshop))

    def _reword(self, one: Finding) -> None:
        """Go to the text."""
        self.accept()
        target = one.record if one.kind != "evaluation" else "evaluation"
        self._page.tools.go(_PAGES.get(one.kind, "harvest"), self._workshop, target)
