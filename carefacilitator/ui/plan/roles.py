"""The organisations of a workshop and their roles: shown, added by name, taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.services.workshops import Role
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Choice, Field, IconButton, Label
from carefacilitator.ui.widgets.layout import clear, hbox, vbox
from carefacilitator.ui.words.workshops import organisation_in


class RolesPart(QWidget):
    """Organisations with their roles; a known name is offered while it is typed."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        self._workshop = ""
        kit, say = page.kit, page.say
        column = vbox(Label(kit, say("Organizations"), step="small", tone="ash"), into=self, gap=8)
        self._rows = vbox(gap=2)
        column.addLayout(self._rows)
        lists, language = vocabulary(), kit.words.language
        roles = lists.options("organizing_role", language)
        self.role = Choice(kit, say("Its role"), roles, value="co_lead")
        self.name = Field(kit, say("Add an organization"), placeholder=say("Name, then Enter"))
        self.name.edit.returnPressed.connect(self._on_name)
        self._completer: QCompleter | None = None
        column.addWidget(self.role)
        column.addWidget(self.name)

    def show_roles(self, workshop_id: str, roles: list[Role]) -> None:
        """Show the organisations of a workshop."""
        self._workshop = workshop_id
        clear(self._rows)
        lists, kit = vocabulary(), self._page.kit
        language = kit.words.language
        for role in roles:
            name = organisation_in(role.organisation, language)
            holder = QWidget()
            row = hbox(into=holder)
            told = lists.label("organizing_role", role.link.role, language)
            row.addWidget(Label(kit, name, cut=True), 1)
            row.addWidget(Label(kit, told, step="small", tone="ash"))
            words = self._page.say("Take away {name}", name=name)
            remove = IconButton(kit, words, "x", size=18)
            remove.clicked.connect(partial(self._on_remove, role.link.id))
            row.addWidget(remove)
            self._rows.addWidget(holder)
        self._offer_known(language)

    def _offer_known(self, language: str) -> None:
        """Offer the organisations of this workspace by any part of their names."""
        if self.name.edit.hasFocus() and self._completer is not None:
            return
        known = self._program.workshops.organisations()
        names = [organisation_in(one, language) for one in known]
        self._completer = QCompleter(sorted(set(names)), self.name.edit)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.edit.setCompleter(self._completer)

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if name:
            self.name.set_text("")
            role = self.role.value()
            self._page.run(partial(self._program.workshops.add_role, self._workshop, name, role))

    def _on_remove(self, link: str) -> None:
        self._page.run(partial(self._program.workshops.remove_role, link))
