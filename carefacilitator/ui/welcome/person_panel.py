"""Beside the list: what is known of one person, saved while it is typed."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.document.certificate_code import time_told
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Person, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.people.hours import Attended
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.runtime.autosave import Watch
from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.widgets.controls import Choice, Field, Label, Scroll

_TYPED = ("name", "email", "phone", "position")


class PersonPanel(Panel):
    """F8: name, organisation and how to reach a person; gender is never shown here."""

    place = "figures"

    def __init__(self, page: Page, program: Program, row: DoorRow) -> None:
        super().__init__(page.kit, page.say("Details"))
        self._page, self._program = page, program
        self._person, self._organisation = _whole(program, row), row.organisation
        kit, say = page.kit, self.say
        self.done.setText(say("Done"))
        scroll = Scroll(margins=(5, 0, 5, 8))
        self.fields: dict[str, Field] = {}
        self._watches: dict[str, Watch] = {}
        labels = {name: self._label(name) for name in (*_TYPED, "organization", "language")}
        hidden = hidden_questions.hidden(program.workspace.get(Workshop, page.workshop_id))
        for name in _TYPED:
            if name not in hidden:
                self._add_field(name, labels[name], str(getattr(self._person, name)))
        self.organisation = Field(kit, labels["organization"], row.organisation)
        self.organisation.edit.editingFinished.connect(self._on_organisation)
        none = ("", say("Not recorded"))
        languages = [none, *((code, OWN_NAMES[code]) for code in LANGUAGES)]
        self.language = Choice(kit, labels["language"], languages, self._person.language)
        self.language.changed.connect(self._on_language)
        for widget in (self.fields["name"], self.organisation, self.language):
            scroll.body.addWidget(widget)
        for name in _TYPED[1:]:
            if name in self.fields:
                scroll.body.addWidget(self.fields[name])
        told = say("Saved while you type, here and in every workshop of this person.")
        scroll.body.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        self._times = Label(kit, wrap=True)
        self._elsewhere = Label(kit, step="small", tone="ash", wrap=True)
        for label in (self._times, self._elsewhere):
            scroll.body.addWidget(label)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self._read_past()

    def _label(self, name: str) -> str:
        if name == "name":
            return self.say("Name")
        return vocabulary().label("attendance_field", name, self.kit.words.language)

    def _add_field(self, name: str, label: str, text: str) -> None:
        field = self.fields[name] = Field(self.kit, label, text)
        self._watches[name] = self._page.tools.saving.watch(
            field.edit, partial(self._save, name), partial(self._left, name)
        )

    @property
    def person_id(self) -> str:
        """Whose details these are."""
        return self._person.id

    def first_focus(self) -> QWidget:
        """The name."""
        return self.fields["name"].edit

    def refresh(self) -> None:
        """Show what is stored; what is being typed stays."""
        person = self._program.people.person(self._person.id)
        if person is None:
            self.closed.emit()
            return
        self._person = person
        for name, field in self.fields.items():
            if not field.edit.hasFocus():
                self._watches[name].load(str(getattr(person, name)))
        self.language.set_value(person.language)

    def _read_past(self) -> None:
        """How long this person was here, and where else: read on the worker."""
        program, workshop, person = self._program, self._page.workshop_id, self._person.id

        def read() -> tuple[Attended | None, list[Workshop]]:
            known = program.workspace.some(Workshop, program.joining.workshops_of(person))
            others = [one for key, one in known.items() if key != workshop]
            return program.hours.of_person(workshop, person), others

        self._page.run(read, self._show_past)

    def _show_past(self, told: tuple[Attended | None, list[Workshop]]) -> None:
        if not shiboken6.isValid(self):
            return
        words, (time, others) = self.kit.words, told
        if time is not None and time.of:
            here, whole = time_told(words, time.minutes), time_told(words, time.of)
            self._times.setText(words.say("Here {time} of {whole}", time=here, whole=whole))
        titles = words.join([one.code or one.title for one in others])
        self._elsewhere.setText(
            words.say("Also at {workshops}", workshops=titles) if others else ""
        )
        self._times.setVisible(bool(self._times.text()))
        self._elsewhere.setVisible(bool(others))

    def show_organisation(self, name: str) -> None:
        """Show the organisation as it is stored."""
        self._organisation = name
        if not self.organisation.edit.hasFocus():
            self.organisation.set_text(name)

    def leave(self) -> None:
        """Keep an organisation that was typed and not yet left."""
        self._on_organisation()

    def _save(self, name: str, text: str) -> None:
        """On the worker: keep one field; a person is never left without a name."""
        if name == "name" and not text.strip():
            return
        visit = f"{name} {self._person.id}"
        self._program.people.edit(self._person.id, visit=visit, **{name: text.strip()})

    def _left(self, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {self._person.id}")

    def _on_organisation(self) -> None:
        """A whole name only: half a name must not become an organisation."""
        name = self.organisation.text().strip()
        if name != self._organisation:
            self._organisation = name
            self._page.run(partial(self._program.people.edit, self._person.id, organisation=name))

    def _on_language(self, code: str) -> None:
        self._page.run(partial(self._program.people.edit, self._person.id, language=code))


def _whole(program: Program, row: DoorRow) -> Person:
    """All that is known of the person of a row; a list knows only what it shows."""
    return program.people.person(row.person.id) or program.workspace.get(Person, row.person.id)
