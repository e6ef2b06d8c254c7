"""Fields that two people wrote without seeing each other: both versions, and the choice."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from carefacilitator.i18n import OWN_NAMES
from carefacilitator.model.merge.operations import Json
from carefacilitator.model.records.records import Organisation, rules_of
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep.undo import Waiting
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, IconLabel, Label
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.findings import field_name


class Versions(QWidget):
    """A strip for each field that waits for a decision; nothing when none does."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self.say = page, page.say
        self._shown: list[Waiting] = []
        self._column = vbox(into=self, gap=8)
        self.hide()

    def show_waiting(self, program: Program, record_id: str) -> None:
        """Show what waits in a record."""
        found = [one for one in program.history.waiting(record_id) if len(one.versions) > 1]
        if found == self._shown:
            return
        self._shown = found
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, one in enumerate(found):
            self._column.addWidget(self._strip(program, one, first=number == 0))
        self.setVisible(bool(found))

    def _strip(self, program: Program, one: Waiting, *, first: bool) -> QFrame:
        kit, c = self._page.kit, self._page.kit.colours
        strip = QFrame()
        strip.setProperty("role", "strip")
        strip.setProperty("kind", "warn")
        column = vbox(into=strip, gap=6, margins=(14, 10, 14, 12))
        head = hbox(IconLabel(kit, "git-merge", colour=c.ochre), gap=10)
        told = self.say("{field}: two people wrote this.", field=self._field(one))
        head.addWidget(Label(kit, told, tone="ochre", bold=True, wrap=True), 1)
        column.addLayout(head)
        kept = self.say("Both are kept. Choose what stands, now or later.")
        if first:
            column.addWidget(Label(kit, kept, step="small", wrap=True))
        named(strip, f"{told} {kept}")
        for value in self._values(one):
            column.addLayout(self._choice(program, one, value))
        return strip

    @staticmethod
    def _values(one: Waiting) -> list[Json]:
        """The versions, each once, and last what shows now where it is woven of them."""
        values: list[Json] = []
        for value in (*(version.value for version in one.versions), one.shown):
            if value not in values:
                values.append(value)
        return values

    def _choice(self, program: Program, one: Waiting, value: Json) -> QHBoxLayout:
        kit = self._page.kit
        row = hbox(gap=12)
        words = self.words_of(program, one, value)
        row.addWidget(Label(kit, words, wrap=True), 1)
        woven = value == one.shown and all(value != two.value for two in one.versions)
        text = self.say("Keep both woven together") if woven else self.say("Keep this")
        button = Button(kit, text, icon="check")
        named(button, f"{text}: {words}")
        settle = partial(program.history.settle, one.kind, one.record, one.field, value)
        button.clicked.connect(lambda: self._page.run(settle))
        row.addWidget(button)
        return row

    def _field(self, one: Waiting) -> str:
        name = field_name(one.kind, one.field, self._page.kit.words)
        language = one.field.partition("/")[2]
        return f"{name} ({OWN_NAMES.get(language, language)})" if language else name

    def words_of(self, program: Program, one: Waiting, value: Json) -> str:
        """One version as a person reads it."""
        rule = rules_of(one.kind).get(one.field.partition("/")[0])
        words = self._page.kit.words
        if isinstance(value, bool):
            return self.say("Yes") if value else self.say("No")
        if isinstance(value, list | tuple):
            return words.say_n("{n} note", "{n} notes", len(value))
        text = str(value) if value is not None else ""
        if not text:
            return self.say("Nothing")
        if rule is None:
            return text
        if rule.options:
            return vocabulary().label(rule.options, text, words.language)
        if rule.type == "day":
            return words.day(text, "long")
        if rule.of == "organisation":
            found = program.workspace.find(Organisation, text)
            return found.name if found else text
        return text
