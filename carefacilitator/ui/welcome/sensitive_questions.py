"""Asked of one person alone: gender, age, difficulties, needs; and what is not asked here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Person, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.runtime.autosave import Watch
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.widgets.choices import Option
from carefacilitator.ui.widgets.controls import Button, Chips, Choice, Field, Kit, Label, hairline
from carefacilitator.ui.widgets.layout import EdgeScroll, hbox

_SIX = "washington_group_short_set"


class PrivatePanel(Panel):
    """Shift+F8: over the list, so that nobody else's name is on screen while one is asked.

    Nothing has to be answered; whatever is not asked at this workshop is not there.
    """

    def __init__(
        self,
        page: Page,
        program: Program,
        row: DoorRow,
        wished: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(page.kit, page.say("Asked in private"), row.person.name)
        self._more: Callable[[], None] | None = None
        self._page, self._program = page, program
        self._person = program.people.person(row.person.id) or Person(id=row.person.id)
        workshop = program.workspace.get(Workshop, page.workshop_id)
        self._asked = [
            one for one in hidden_questions.asked(workshop) if one in hidden_questions.IN_PRIVATE
        ]
        self._choices: dict[str, Choice] = {}
        self._fields: dict[str, Field] = {}
        self._watches: dict[str, Watch] = {}
        second = self.say(
            "Every answer may stay open. In figures it counts only with this person’s agreement to "
            "statistics, and never in a group of fewer than five."
        )
        self.add(Label(page.kit, second, tone="ash", wrap=True))
        self._scroll = EdgeScroll(page.kit)
        for question in self._asked:
            getattr(self, f"_ask_{question}")()
        if not self._asked:
            none = self.say("Nothing of this is asked at this workshop.")
            self._scroll.body.addWidget(Label(page.kit, none, wrap=True))
        self._scroll.body.addStretch(1)
        left, right = self._scroll.reach_out(self.body)
        self.add(self._scroll, 1)
        if wished is not None:
            more = Button(page.kit, self.say("What is asked here"), icon="sliders", key="Alt+Q")
            more.clicked.connect(lambda _checked: wished())
            foot = hbox(more, margins=(left, 0, right, 0))
            self.body.addLayout(foot)
            self._more = wished
        self._show_text()

    # building ---------------------------------------------------------------------------------

    def _ask_gender(self) -> None:
        self._choice("gender", self._label("gender"), "gender")
        self._field("gender_text", self.say("How this person describes herself or himself"))

    def _ask_age_band(self) -> None:
        self._choice("age_band", self._label("age_band"), "age_band")

    def _ask_difficulties(self) -> None:
        for name in hidden_questions.DIFFICULTIES:
            label = vocabulary().label(f"{_SIX}.questions", name, self._language())
            self._choice(name, label, f"{_SIX}.answers")

    def _ask_access_needs(self) -> None:
        self._field("access_needs", self._label("access_needs"))

    def _ask_care_needs(self) -> None:
        self._field("care_needs", self._label("care_needs"))

    def _language(self) -> str:
        """Questions are read out in the language of who is asked."""
        lists = vocabulary()
        spoken = self._person.language
        known = spoken and lists.label("gender", "woman", spoken) != "woman"
        return spoken if known else self.kit.words.language

    def _label(self, name: str) -> str:
        return vocabulary().label("attendance_field", name, self._language())

    def _choice(self, name: str, label: str, list_: str) -> None:
        lists, language = vocabulary(), self._language()
        options = [("", self.say("Not recorded"))]
        options += lists.options(list_, language)
        made = Choice(self.kit, label, options, str(getattr(self._person, name)))
        made.changed.connect(partial(self._on_choice, name))
        self._choices[name] = made
        self._scroll.body.addWidget(made)

    def _field(self, name: str, label: str) -> None:
        field = self._fields[name] = Field(self.kit, label, str(getattr(self._person, name)))
        watch = self._page.tools.saving.watch
        self._watches[name] = watch(
            field.edit, partial(self._save, name), partial(self._left, name)
        )
        self._scroll.body.addWidget(field)

    # what a panel tells -----------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """Alt+Q goes to what is asked at this workshop."""
        words = self.say("what is asked here")
        return [Act("welcome.asking", "Alt+Q", words, self._more, "welcome")]

    def first_focus(self) -> QWidget | None:
        """The first question."""
        first = next(iter(self._choices.values()), None)
        return first.combo if first is not None else self.done

    def refresh(self) -> None:
        """Show what is stored; what is being typed stays."""
        person = self._program.people.person(self._person.id)
        if person is None:
            self.closed.emit()
            return
        self._person = person
        for name, choice in self._choices.items():
            choice.set_value(str(getattr(person, name)))
        for name, field in self._fields.items():
            if not field.edit.hasFocus():
                self._watches[name].load(str(getattr(person, name)))
        self._show_text()

    def _show_text(self) -> None:
        """Words of one's own belong to “I describe myself”."""
        if "gender_text" in self._fields:
            own = self._choices["gender"].value() == "self_described"
            self._fields["gender_text"].setVisible(own)

    # answers ----------------------------------------------------------------------------------

    def _on_choice(self, name: str, key: str) -> None:
        fields = {name: key}
        if name == "gender" and key != "self_described":
            fields["gender_text"] = ""
        self._show_text()
        self._page.run(partial(self._program.people.edit, self._person.id, **fields))

    def _save(self, name: str, text: str) -> None:
        visit = f"{name} {self._person.id}"
        self._program.people.edit(self._person.id, visit=visit, **{name: text.strip()})

    def _left(self, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {self._person.id}")


class AskingPanel(Panel):
    """Alt+Q: what is asked at this workshop; what is not leaves no trace on paper and forms."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("What is asked here"))
        self._page, self._program = page, program
        kit = page.kit
        second = self.say(
            "Take away what could put people in danger here. It is then on no form and no paper of "
            "this workshop, no list brings it in, and what was answered before leaves in no bundle."
        )
        self.add(Label(kit, second, tone="ash", wrap=True))
        options = [Option(key, question_words(kit, key)) for key in hidden_questions.QUESTIONS]
        self.chips = Chips(kit, self.title_words(), options)
        self.chips.changed.connect(self._on_changed)
        self.add(self.chips)
        self.add(hairline())
        note = self.say("The name and the agreement to be stored are always asked.")
        self.add(Label(kit, note, step="small", tone="ash", wrap=True))
        self._stored = Label(kit, wrap=True)
        self.add(self._stored)
        self.remove = Button(kit, self.say("Remove these answers"), icon="trash", key="Alt+R")
        self.remove.clicked.connect(lambda _checked: self.remove_stored())
        self.add(self.remove)
        self.body.addStretch(1)
        self.refresh()

    def title_words(self) -> str:
        """What the row of choices is called."""
        return self.say("What is asked here")

    def acts(self) -> list[Act]:
        """Space takes a question away or brings it back, Alt+R what was answered before."""
        return [
            Act("welcome.asked", "Space", self.say("ask or do not ask"), None, "welcome"),
            Act(
                "welcome.hidden_remove",
                "Alt+R",
                self.say("remove earlier answers"),
                self.remove_stored,
                "welcome",
                False,
            ),
        ]

    def first_focus(self) -> QWidget | None:
        """The first question."""
        return self.chips.button(next(iter(hidden_questions.QUESTIONS)))

    def refresh(self) -> None:
        """Show what is asked now."""
        workshop = self._program.workspace.get(Workshop, self._page.workshop_id)
        self.chips.choose(list(hidden_questions.asked(workshop)))
        self._page.run(partial(self._program.hidden_answers.count, workshop.id), self._show_stored)

    def _show_stored(self, people: int) -> None:
        """Say that earlier answers are still here, and offer to remove them."""
        told = self.kit.words.say_n(
            "Earlier answers of {n} person to what is not asked are still stored here.",
            "Earlier answers of {n} people to what is not asked are still stored here.",
            people,
        )
        self._stored.setText(told)
        for one in (self._stored, self.remove):
            one.setVisible(bool(people))

    def remove_stored(self) -> None:
        """Remove the earlier answers; undo brings them back."""
        remove = partial(self._program.hidden_answers.remove, self._page.workshop_id)
        self._page.run(remove, self._removed)

    def _removed(self, people: int) -> None:
        if not people:
            return
        say_n = self.kit.words.say_n
        told = say_n("Removed for {n} person.", "Removed for {n} people.", people)
        self._page.tools.tell("info", told, self.say("Ctrl+Z brings the answers back."))
        self.refresh()

    def _on_changed(self, _keys: object = None) -> None:
        away = [key for key in hidden_questions.QUESTIONS if key not in self.chips.chosen()]
        fields = hidden_questions.fields_to_hide(away)
        edit = partial(self._program.workshops.edit, self._page.workshop_id, hidden_fields=fields)
        self._page.run(edit)


def question_words(kit: Kit, question: str) -> str:
    """What a question is called for the facilitator."""
    if question == "difficulties":
        return kit.words.say("Six short questions on difficulties")
    return vocabulary().label("attendance_field", question, kit.words.language)
