"""The workshop in five lines, and the form behind them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.records import Programme, Workshop
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.services.workshops import Role
from carefacilitator.ui.controls import (
    Button,
    Chips,
    Choice,
    DayField,
    Facts,
    Field,
    IconButton,
    Label,
    Option,
    Sheet,
)
from carefacilitator.ui.page import Page


class AboutSheet(Sheet):
    """“About this workshop”: read in five lines, changed in place after F2."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("About this workshop"))
        self._page, self._program = page, program
        self._workshop = ""
        self._editing = False
        self._button = Button(
            page.kit, page.say("Edit"), icon="note-pencil", key="F2", kind="quiet"
        )
        self._button.clicked.connect(self.edit)
        if self.head is not None:
            self.head.add_trailing(self._button)
        self._read = QWidget()
        self._read_box = QVBoxLayout(self._read)
        self._read_box.setContentsMargins(0, 0, 0, 0)
        self._form = _Form(page, program)
        self._form.hide()
        self.add(self._read)
        self.add(self._form)

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
        self._form.show_workshop(workshop, roles)

    def edit(self) -> None:
        """Open the form, or close it again."""
        self._set_editing(not self._editing)
        if self._editing:
            self._form.title.edit.setFocus()
            self._form.title.edit.selectAll()

    def _set_editing(self, editing: bool) -> None:
        self._editing = editing
        self._form.setVisible(editing)
        self._read.setVisible(not editing)
        self._button.setText(self._page.say("Done") if editing else self._page.say("Edit"))

    def _show_facts(self, workshop: Workshop, roles: list[Role]) -> None:
        while (item := self._read_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        kit, say, lists = self._page.kit, self._page.say, vocabulary()
        language = kit.words.language
        facts = Facts(kit)
        programme = self._program.workspace.find(Programme, workshop.programme_id)
        if programme is not None:
            shown = programme.titles.get(language) or programme.title
            facts.add(say("Programme"), shown)
        by_role: dict[str, list[str]] = {}
        for role in roles:
            name = role.organisation.acronym or role.organisation.name
            by_role.setdefault(role.link.role, []).append(name)
        for key, names in by_role.items():
            facts.add(lists.label("organizing_role", key, language), " · ".join(names))
        if workshop.level:
            facts.add(say("Level"), lists.label("level", workshop.level, language))
        if workshop.languages:
            names = [OWN_NAMES.get(code, code) for code in workshop.languages]
            facts.add(say("Languages"), ", ".join(names))
        place = workshop.places.get(language) or workshop.place
        if place:
            facts.add(say("Place"), place)
        self._read_box.addWidget(facts)


class _Form(QWidget):
    """The fields of a workshop; every one is saved while it is typed."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        self._workshop = ""
        kit, say = page.kit, page.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = Field(kit, say("Title"))
        self._place = Field(kit, say("Place"))
        self._start_time = Field(kit, say("Starts at"), placeholder="09:00")
        for name, field in (("title", self.title), ("place", self._place)):
            column.addWidget(field)
            page.tools.saving.watch(
                field.edit, partial(self._save, name), partial(self._left, name)
            )
        column.addLayout(self._build_days())
        column.addWidget(self._start_time)
        self._start_time.edit.editingFinished.connect(self._on_start_time)
        self._choices = {
            "event_type": self._choice(say("Kind"), "event_type"),
            "mode": self._choice(say("How people meet"), "event_mode"),
            "level": self._choice(say("Level"), "level"),
        }
        self._programme = Choice(kit, say("Programme"))
        self._programme.changed.connect(partial(self._on_choice, "programme_id"))
        column.addWidget(self._programme)
        for name, choice in self._choices.items():
            choice.changed.connect(partial(self._on_choice, name))
            column.addWidget(choice)
        column.addWidget(Label(kit, say("Languages"), step="small", tone="ash"))
        names = [Option(code, OWN_NAMES[code]) for code in LANGUAGES]
        self._languages = Chips(kit, say("Languages"), names)
        self._languages.changed.connect(self._on_languages)
        column.addWidget(self._languages)
        self._build_roles(column)

    def _build_days(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._start = DayField(self._page.kit, self._page.say("First day"))
        self._end = DayField(self._page.kit, self._page.say("Last day"))
        self._start.changed.connect(partial(self._on_choice, "start"))
        self._end.changed.connect(partial(self._on_choice, "end"))
        row.addWidget(self._start)
        row.addWidget(self._end)
        return row

    def _choice(self, label: str, words: str) -> Choice:
        lists, language = vocabulary(), self._page.kit.words.language
        options = [(key, lists.label(words, key, language)) for key in lists.keys(words)]
        return Choice(self._page.kit, label, [("", self._page.say("Not chosen")), *options])

    def _build_roles(self, column: QVBoxLayout) -> None:
        kit, say = self._page.kit, self._page.say
        column.addWidget(Label(kit, say("Organizations"), step="small", tone="ash"))
        self._roles = QVBoxLayout()
        self._roles.setSpacing(2)
        column.addLayout(self._roles)
        self._organisation = Field(
            kit, say("Add an organization"), placeholder=say("Name, then Enter")
        )
        lists, language = vocabulary(), kit.words.language
        roles = [
            (key, lists.label("organizing_role", key, language))
            for key in lists.keys("organizing_role")
        ]
        self._role = Choice(kit, say("Its role"), roles, value="co_lead")
        self._organisation.edit.returnPressed.connect(self._on_organisation)
        column.addWidget(self._role)
        column.addWidget(self._organisation)

    def show_workshop(self, workshop: Workshop, roles: list[Role]) -> None:
        """Show what is stored; a field with the focus keeps what is typed."""
        self._workshop = workshop.id
        shown = ((self.title, workshop.title), (self._place, workshop.place))
        for field, text in (*shown, (self._start_time, (workshop.day_starts or ("",))[0])):
            if not field.edit.hasFocus():
                field.set_text(text)
        for field, day in ((self._start, workshop.start), (self._end, workshop.end)):
            if not field.edit.hasFocus():
                field.set_day(day)
        for name, choice in self._choices.items():
            choice.set_value(str(getattr(workshop, name)))
        language = self._page.kit.words.language
        programmes = [
            (one.id, one.titles.get(language) or one.title)
            for one in self._program.workshops.programmes()
        ]
        none = ("", self._page.say("None"))
        self._programme.set_options([none, *programmes], workshop.programme_id)
        self._languages.choose(workshop.languages)
        self._show_roles(roles)

    def _show_roles(self, roles: list[Role]) -> None:
        while (item := self._roles.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        lists, kit = vocabulary(), self._page.kit
        for role in roles:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            told = lists.label("organizing_role", role.link.role, kit.words.language)
            row.addWidget(Label(kit, role.organisation.name, cut=True), 1)
            row.addWidget(Label(kit, told, step="small", tone="ash"))
            words = self._page.say("Take away {name}", name=role.organisation.name)
            remove = IconButton(kit, words, "x", size=18)
            remove.clicked.connect(partial(self._on_remove, role.link.id))
            row.addWidget(remove)
            self._roles.addWidget(holder)

    # acts ---------------------------------------------------------------------------------

    def _save(self, name: str, text: str) -> None:
        if self._workshop and (text.strip() or name != "title"):
            visit = f"{name} {self._workshop}"
            self._program.workshops.edit(self._workshop, visit=visit, **{name: text})

    def _left(self, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {self._workshop}")

    def _on_choice(self, name: str, value: str) -> None:
        self._page.run(partial(self._program.workshops.edit, self._workshop, **{name: value}))

    def _on_languages(self, codes: list[str]) -> None:
        edit = partial(self._program.workshops.edit, self._workshop, languages=tuple(codes))
        self._page.run(edit)

    def _on_start_time(self) -> None:
        text = self._start_time.text().strip()
        if not text:
            return
        from carefacilitator.services.agenda import checked_time
        from carefacilitator.services.failures import BadTime

        try:
            time = checked_time(text)
        except BadTime:
            say = self._page.say
            self._start_time.set_error(say("This is not a time. Write it as 09:00."))
            return
        self._start_time.set_error(None)
        workshop = self._program.workspace.get(Workshop, self._workshop)
        if workshop.day_starts[:1] != (time,):
            starts = (time, *workshop.day_starts[1:])
            edit = partial(self._program.workshops.edit, self._workshop, day_starts=starts)
            self._page.run(edit)

    def _on_organisation(self) -> None:
        name = self._organisation.text().strip()
        if name:
            self._organisation.set_text("")
            add = partial(
                self._program.workshops.add_role, self._workshop, name, self._role.value()
            )
            self._page.run(add)

    def _on_remove(self, link: str) -> None:
        self._page.run(partial(self._program.workshops.remove_role, link))
