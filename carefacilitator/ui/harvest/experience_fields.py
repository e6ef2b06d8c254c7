"""The fields of a successful experience: who, where, what was done, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import N_
from carefacilitator.model.records.records import Lesson
from carefacilitator.ui.page import Page
from carefacilitator.ui.runtime.autosave import Watch
from carefacilitator.ui.widgets.controls import Area, Field, Label
from carefacilitator.ui.widgets.layout import hbox, vbox

KIND = "successful_experience"
_LINES: dict[str, str] = {"who": N_("Who"), "place": N_("Where")}
_AREAS: dict[str, str] = {
    "action": N_("What was done"),
    "results": N_("What came of it"),
    "conditions": N_("What made it possible"),
    "sources": N_("How it is known"),
}


class CaseFields(QWidget):
    """What makes a successful experience one that others can learn from.

    ``store(field, text)`` runs on the worker while typing goes on, ``end(field)`` after a visit.
    """

    def __init__(
        self, page: Page, store: Callable[[str, str], None], end: Callable[[str], None]
    ) -> None:
        super().__init__()
        kit, say = page.kit, page.say
        self._watches: dict[str, Watch] = {}
        column = vbox(
            Label(kit, say("The experience"), bold=True), into=self, gap=8, margins=(0, 4, 0, 0)
        )
        self.hint = Label(
            kit, say("Write the lesson in a few words first."), step="small", tone="ash", wrap=True
        )
        column.addWidget(self.hint)
        first = hbox(gap=16)
        self.fields: dict[str, Field | Area] = {}
        for name, label in _LINES.items():
            self.fields[name] = Field(kit, say(label))
            first.addWidget(self.fields[name], 1)
        column.addLayout(first)
        for name, label in _AREAS.items():
            self.fields[name] = Area(kit, say(label), lines=1)
            column.addWidget(self.fields[name])
        for name, field in self.fields.items():
            self._watches[name] = page.tools.saving.watch(
                field.edit, partial(store, name), partial(end, name)
            )

    def show_lesson(self, lesson: Lesson | None) -> None:
        """Show what is stored; there is nothing to fill before the lesson has words."""
        self.hint.setVisible(lesson is None)
        for name, field in self.fields.items():
            field.setEnabled(lesson is not None)
            if lesson is not None:
                self._watches[name].load(str(getattr(lesson, name)))
