"""The workshop in five lines; the form behind them opens in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from carefacilitator.i18n import OWN_NAMES
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.services.workshops import Role
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, Facts, Label, Sheet
from carefacilitator.ui.widgets.layout import clear, hbox, vbox
from carefacilitator.ui.words.workshops import is_here, organisation_in, place_in, zone_name

if TYPE_CHECKING:
    from carefacilitator.ui.plan.form import WorkshopForm


class AboutSheet(Sheet):
    """“About this workshop”: read in five lines, changed in place after F2.

    ``opened`` carries whether the form is open now.
    """

    opened = Signal(bool)

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit)
        named(self, page.say("About this workshop"))
        self._page, self._program = page, program
        self._workshop = ""
        self.editing = False
        self._button = Button(
            page.kit, page.say("Edit"), icon="note-pencil", key="F2", kind="quiet"
        )
        self._button.clicked.connect(self.edit)
        row = hbox()
        title = page.say("About this workshop")
        row.addWidget(Label(page.kit, title, step="lead", bold=True, wrap=True), 1)
        row.addWidget(self._button)
        self.body.addLayout(row)
        self._read = QWidget()
        self._read_box = vbox(into=self._read)
        self._form: WorkshopForm | None = None
        self.add(self._read)

    @property
    def form(self) -> WorkshopForm:
        """The fields; forty controls that are made when they are first asked for."""
        if self._form is None:
            from carefacilitator.ui.plan.form import WorkshopForm

            self._form = WorkshopForm(self._page, self._program)
            self._form.hide()
            self.add(self._form)
        return self._form

    @property
    def title_edit(self) -> QLineEdit:
        """Where the title is typed."""
        return self.form.title.edit

    def show_workshop(self, workshop_id: str) -> None:
        """Show a workshop; the form closes when another one comes."""
        if workshop_id != self._workshop:
            self._workshop = workshop_id
            self._set_editing(False)
        workshop = self._program.workspace.find(Workshop, workshop_id)
        if workshop is None:
            return
        roles = self._program.workshops.roles(workshop_id)
        self._show_facts(workshop, roles)
        if self.editing:
            self.form.show_workshop(workshop, roles)

    def edit(self) -> None:
        """Open the form, or close it again."""
        self.open(not self.editing)

    def open(self, editing: bool) -> None:
        """Open or close the form; opened, its title is selected."""
        self._set_editing(editing)
        if editing:
            self.title_edit.setFocus()
            self.title_edit.selectAll()
        else:
            self._button.setFocus()

    def _set_editing(self, editing: bool) -> None:
        changed, self.editing = editing != self.editing, editing
        workshop = self._program.workspace.find(Workshop, self._workshop)
        if editing and workshop is not None:
            self.form.show_workshop(workshop, self._program.workshops.roles(self._workshop))
        if editing or self._form is not None:
            self.form.setVisible(editing)
        self._read.setVisible(not editing)
        self._button.setText(self._page.say("Done") if editing else self._page.say("Edit"))
        if changed:
            self.opened.emit(editing)

    def _zone_told(self, workshop: Workshop) -> str:
        """Where the workshop is held, and what time it is there if it is another here."""
        say, here = self._page.say, self._program.agenda.local_now(workshop)
        if not workshop.time_zone:
            return say("that of this computer")
        name = zone_name(workshop.time_zone)
        if is_here(workshop, here):
            return name
        time, own = here.strftime("%H:%M"), here.astimezone().strftime("%H:%M")
        return say("{place}: {time} now, {own} here", place=name, time=time, own=own)

    def _show_facts(self, workshop: Workshop, roles: list[Role]) -> None:
        clear(self._read_box)
        kit, say, lists = self._page.kit, self._page.say, vocabulary()
        language = kit.words.language
        facts = Facts(kit, gap=6)
        programme = self._program.workspace.find(Programme, workshop.programme_id)
        if programme is not None:
            facts.add(say("Programme"), in_language(programme, "title", language))
        if workshop.purpose.strip():
            facts.add(say("Purpose"), workshop.purpose.strip())
        if workshop.start:
            facts.add(say("When"), kit.words.days(workshop.start, workshop.end or workshop.start))
        facts.add(say("Time zone"), self._zone_told(workshop))
        by_role: dict[str, list[str]] = {}
        for role in roles:
            name = organisation_in(role.organisation, language)
            by_role.setdefault(role.link.role, []).append(name)
        for key, names in by_role.items():
            facts.add(lists.label("organizing_role", key, language), " · ".join(names))
        if workshop.level:
            facts.add(say("Level"), lists.label("level", workshop.level, language))
        if workshop.languages:
            spoken = [OWN_NAMES.get(code, code) for code in workshop.languages]
            facts.add(say("Languages"), kit.words.listed(spoken))
        place = place_in(workshop, language)
        if place:
            facts.add(say("Place"), place)
        self._read_box.addWidget(facts)
