"""The form of a workshop: every field is stored while it is typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.services.workshops import Role
from carefacilitator.ui.page import Page
from carefacilitator.ui.plan.roles import RolesPart
from carefacilitator.ui.plan.zone_field import ZoneField
from carefacilitator.ui.widgets.controls import (
    Area,
    Button,
    Chips,
    Choice,
    DayField,
    Field,
    Label,
    Option,
)
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.record_choices import SeveralChoice
from carefacilitator.ui.widgets.time_field import TimeField
from carefacilitator.ui.words.workshops import place_in, title_in

_NEW, _RENAME = "+", "="
_TEXTS = {"title": "titles", "place": "places"}
"""Fields that may have versions in several languages, and where those are kept."""


class WorkshopForm(QWidget):
    """The fields of a workshop; every one is saved while it is typed.

    ``looks_asked``: the colour and the logos of its programme are wanted.
    """

    looks_asked = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        self._workshop = self._naming = ""
        kit, say = page.kit, page.say
        self._column = vbox(into=self, gap=8)
        self.title = Field(kit, say("Title"))
        self.place = Field(kit, say("Place"))
        self.code = Field(kit, say("Short code"))
        self.purpose = Area(kit, say("Purpose"), lines=2)
        self._fields: dict[str, Field | Area] = {
            "title": self.title,
            "place": self.place,
            "code": self.code,
            "purpose": self.purpose,
        }
        self._watches = {
            name: page.tools.saving.watch(field.edit, _keep_nothing)
            for name, field in self._fields.items()
        }
        for part in (self.title, self.purpose, self.place):
            self._column.addWidget(part)
        self._build_days()
        self._build_times()
        self._build_choices()
        self._build_themes()
        self.roles = RolesPart(page, program)
        self._column.addWidget(self.roles)

    def _row(self, *parts: QWidget) -> None:
        row = hbox(gap=12)
        for part in parts:
            row.addWidget(part, 1)
        self._column.addLayout(row)

    def _build_days(self) -> None:
        kit, say = self._page.kit, self._page.say
        self.start, self.end = DayField(kit, say("First day")), DayField(kit, say("Last day"))
        self.start.changed.connect(self._on_start)
        self.end.changed.connect(self._on_end)
        self._row(self.start, self.end)

    def _build_times(self) -> None:
        kit, say = self._page.kit, self._page.say
        self.begins = TimeField(kit, say("Starts at"), placeholder="09:00")
        self.must_end = TimeField(kit, say("Ends at the latest"))
        self.begins.changed.connect(self._on_begins)
        self.must_end.changed.connect(partial(self._on_choice, "must_end"))
        self._row(self.begins, self.must_end)
        self.zone = ZoneField(kit, say("Time zone"))
        self.zone.changed.connect(partial(self._on_choice, "time_zone"))
        self._column.addWidget(self.zone)

    def _build_choices(self) -> None:
        kit, say = self._page.kit, self._page.say
        self._programme = Choice(kit, say("Programme"))
        self._programme.changed.connect(self._on_programme)
        self._new_programme = Field(
            kit, say("Name of the programme"), placeholder=say("Name, then Enter")
        )
        self._new_programme.hide()
        self._new_programme.edit.returnPressed.connect(self._on_programme_named)
        self._column.addWidget(self._programme)
        self._column.addWidget(self._new_programme)
        looks = Button(
            kit, say("Colour and logos"), icon="image", told_key="Shift+F2", kind="quiet"
        )
        looks.clicked.connect(self.looks_asked)
        self.looks = looks
        self._column.addWidget(looks, 0, Qt.AlignmentFlag.AlignLeading)
        self._choices = {
            "event_type": self._choice(say("Kind"), "event_type"),
            "mode": self._choice(say("How people meet"), "event_mode"),
            "level": self._choice(say("Level"), "level"),
        }
        for name, choice in self._choices.items():
            choice.changed.connect(partial(self._on_choice, name))
        self._row(self._choices["event_type"], self._choices["mode"])
        self._row(self._choices["level"], self.code)
        self._column.addWidget(Label(kit, say("Languages"), step="small", tone="ash"))
        names = [Option(code, OWN_NAMES[code]) for code in LANGUAGES]
        self._languages = Chips(kit, say("Languages"), names)
        self._languages.changed.connect(self._on_languages)
        self._column.addWidget(self._languages)

    def _build_themes(self) -> None:
        kit, say, lists = self._page.kit, self._page.say, vocabulary()
        options = lists.options("care_theme", kit.words.language, short=True)
        label = Label(kit, say("Themes"), step="small", tone="ash")
        self._themes = SeveralChoice(kit, say("Themes"), options)
        self._themes.changed.connect(self._on_themes)
        label.setBuddy(self._themes)
        self._column.addWidget(label)
        self._column.addWidget(self._themes)

    def _choice(self, label: str, words: str) -> Choice:
        lists, language = vocabulary(), self._page.kit.words.language
        options = lists.options(words, language)
        return Choice(self._page.kit, label, [("", self._page.say("Not chosen")), *options])

    # showing ------------------------------------------------------------------------------

    def show_workshop(self, workshop: Workshop, roles: list[Role]) -> None:
        """Show what is stored; a field with the focus keeps what is typed."""
        other, self._workshop = workshop.id != self._workshop, workshop.id
        language = self._page.kit.words.language
        stored = {
            "title": title_in(workshop, language),
            "place": place_in(workshop, language),
            "code": workshop.code,
            "purpose": workshop.purpose,
        }
        for name, field in self._fields.items():
            if other:
                save = partial(self._save, workshop.id, name)
                left = partial(self._left, workshop.id, name)
                self._watches[name].turn_to(stored[name], save, left)
            elif not field.edit.hasFocus():
                self._watches[name].load(stored[name])
        for day, shown in ((self.start, workshop.start), (self.end, workshop.end)):
            if not day.edit.hasFocus():
                day.set_day(shown)
        self.begins.show_time((workshop.day_starts or ("",))[0])
        self.must_end.show_time(workshop.must_end)
        self.zone.show_zone(workshop.time_zone)
        for name, choice in self._choices.items():
            choice.set_value(str(getattr(workshop, name)))
        self._show_programmes(workshop)
        self.looks.setVisible(bool(workshop.programme_id))
        self._languages.choose(workshop.languages)
        self._themes.choose(workshop.themes)
        self.roles.show_roles(workshop.id, roles)

    def _show_programmes(self, workshop: Workshop) -> None:
        say = self._page.say
        programmes = [(one.id, self._shown(one)) for one in self._program.workshops.programmes()]
        options = [("", say("None")), *programmes, (_NEW, say("A new programme"))]
        if workshop.programme_id:
            options.append((_RENAME, say("Another name for this programme")))
        asked = self._naming if self._new_programme.isVisible() else ""
        self._programme.set_options(options, asked or workshop.programme_id)

    # storing ------------------------------------------------------------------------------

    def _save(self, workshop_id: str, name: str, text: str) -> None:
        """Store a text in the version that is shown (on the worker)."""
        workshop = self._program.workspace.find(Workshop, workshop_id)
        if workshop is None or (name == "title" and not text.strip()):
            return
        fields: dict[str, Any] = {name: text}
        language = self._page.kit.words.language
        versions = getattr(workshop, _TEXTS.get(name, ""), {})
        if versions.get(language):
            fields = {_TEXTS[name]: {**versions, language: text}}
        self._program.workshops.edit(workshop_id, visit=f"{name} {workshop_id}", **fields)

    def _left(self, workshop_id: str, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {workshop_id}")

    def _on_choice(self, name: str, value: object) -> None:
        fields: dict[str, Any] = {name: value}
        self._page.run(partial(self._program.workshops.edit, self._workshop, **fields))

    def _on_start(self, day: str) -> None:
        """The last day is never before the first."""
        fields: dict[str, Any] = {"start": day}
        if day and self.end.day() < day:
            fields["end"] = day
        self._page.run(partial(self._program.workshops.edit, self._workshop, **fields))

    def _on_end(self, day: str) -> None:
        if day and day < self.start.day():
            say = self._page.say
            self.end.set_error(say("The last day is before the first. What was there is kept."))
            return
        self._on_choice("end", day)

    def _on_begins(self, time: str) -> None:
        workshop = self._program.workspace.find(Workshop, self._workshop)
        if workshop is not None:
            later = workshop.day_starts[1:]
            self._on_choice("day_starts", (time or "09:00", *later))

    def _on_languages(self, codes: list[str]) -> None:
        self._on_choice("languages", tuple(codes))

    def _on_themes(self, keys: list[str]) -> None:
        self._on_choice("themes", tuple(keys))

    def _on_programme(self, key: str) -> None:
        self._naming = key if key in (_NEW, _RENAME) else ""
        self._new_programme.setVisible(bool(self._naming))
        if self._naming:
            self._new_programme.set_text(self._programme_title() if key == _RENAME else "")
            self._new_programme.edit.setFocus()
            self._new_programme.edit.selectAll()
        else:
            self._on_choice("programme_id", key)

    def _programme_title(self) -> str:
        programme = self._own_programme()
        return self._shown(programme) if programme else ""

    def _shown(self, programme: Programme) -> str:
        return in_language(programme, "title", self._page.kit.words.language)

    def _own_programme(self) -> Programme | None:
        workshop = self._program.workspace.find(Workshop, self._workshop)
        key = workshop.programme_id if workshop else ""
        return self._program.workspace.find(Programme, key) if key else None

    def _on_programme_named(self) -> None:
        name = self._new_programme.text().strip()
        if not name:
            return
        rename = self._naming == _RENAME
        self._naming = ""
        self._new_programme.set_text("")
        self._new_programme.hide()
        self._page.run(partial(self._rename if rename else self._found, self._workshop, name))

    def _found(self, workshop: str, name: str) -> None:
        programme = self._program.workshops.create_programme(name)
        self._program.workshops.edit(workshop, programme_id=programme.id)

    def _rename(self, workshop: str, name: str) -> None:
        language = self._page.kit.words.language
        found = self._program.workspace.find(Workshop, workshop)
        self._program.workshops.rename_programme(
            found.programme_id if found else "", name, language
        )


def _keep_nothing(_text: str) -> None:
    """Keep what is typed before a workshop is shown: there is none."""
