"""The columns of a file as a table: heading, what stands in it, what it is taken for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from carefacilitator.i18n import isolate
from carefacilitator.services.people.attendee_import import (
    Column,
    Mapping,
    RawTable,
    column_name,
    field_label,
    fields,
    say_left_out,
)
from carefacilitator.ui.welcome.import_preview import samples
from carefacilitator.ui.widgets.controls import Button, Choice, Kit, Label, hairline

_QUIET = ("chosen", "unknown")


class MappingTable(QWidget):
    """One line for each column; ``chosen`` carries a column's number and the field picked for it.

    Columns that say nothing we know stay folded until they are asked for.
    """

    chosen = Signal(int, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._choices: dict[int, Choice] = {}
        self._reasons: dict[int, Label] = {}
        self._table: RawTable | None = None
        self._unfolded = False
        words = kit.words
        self._fields = [("", words.say("Not taken"))]
        self._fields += [(field, field_label(words, field)) for field in fields()]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 4, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        for column, share in enumerate((30, 30, 40)):
            self._grid.setColumnStretch(column, share)

    def show_mapping(self, table: RawTable, mapping: Mapping) -> None:
        """Show a table's columns; another choice in the same table moves nothing."""
        if table is not self._table:
            self._table, self._unfolded = table, not mapping.has_name
            self._build(table, mapping)
        for column in mapping.columns:
            self._show(column)

    def _build(self, table: RawTable, mapping: Mapping) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._choices, self._reasons = {}, {}
        say = self.kit.words.say
        heads = (say("Column in the file"), say("What stands in it"), say("Taken for"))
        for number, head in enumerate(heads):
            self._grid.addWidget(Label(self.kit, head, step="small", tone="ash"), 0, number)
        known = [c for c in mapping.columns if c.field or c.reason != "unknown"]
        shown = list(mapping.columns) if self._unfolded else known
        at = 1
        for column in shown:
            at = self._add(at, table, column)
        hidden = len(mapping.columns) - len(shown)
        if hidden:
            self._add_unfold(at, hidden, mapping)

    def _add(self, at: int, table: RawTable, column: Column) -> int:
        kit = self.kit
        name = column_name(kit.words, column)
        self._grid.addWidget(hairline(), at, 0, 1, 3)
        header = Label(kit, name, wrap=True, bold=bool(column.field))
        self._grid.addWidget(header, at + 1, 0)
        shown = " · ".join(map(isolate, samples(table, column.index)))
        sample = Label(kit, shown, tone="ash", cut=True)
        self._grid.addWidget(sample, at + 1, 1)
        choice = Choice(kit, name, self._fields, show_label=False)
        choice.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        choice.changed.connect(partial(self.chosen.emit, column.index))
        self._grid.addWidget(choice, at + 1, 2)
        reason = Label(kit, step="small", tone="ochre", wrap=True)
        self._grid.addWidget(reason, at + 2, 1, 1, 2)
        self._choices[column.index], self._reasons[column.index] = choice, reason
        return at + 3

    def _add_unfold(self, at: int, hidden: int, mapping: Mapping) -> None:
        words = self.kit.words
        told = words.say_n(
            "{n} more column that is not known", "{n} more columns that are not known", hidden
        )
        names = [
            column_name(words, one) for one in mapping.columns if one.index not in self._choices
        ]
        button = Button(self.kit, told, icon="caret-down", kind="link")
        button.clicked.connect(partial(self._unfold, mapping))
        self._grid.addWidget(hairline(), at, 0, 1, 3)
        self._grid.addWidget(button, at + 1, 0, 1, 3)
        named = Label(self.kit, words.listed(names), step="small", tone="ash", wrap=True)
        self._grid.addWidget(named, at + 2, 0, 1, 3)

    def _unfold(self, mapping: Mapping) -> None:
        if self._table is not None:
            self._unfolded = True
            chosen = {index: choice.value() for index, choice in self._choices.items()}
            self._build(self._table, mapping)
            for column in mapping.columns:
                self._show(column)
            for index, field in chosen.items():
                self._choices[index].set_value(field)

    def _show(self, column: Column) -> None:
        choice = self._choices.get(column.index)
        if choice is None:
            return
        choice.set_value(column.field)
        told = ""
        if not column.field and column.reason not in _QUIET:
            told = say_left_out(self.kit.words, column.reason)
        elif column.also:
            both = [field_label(self.kit.words, field) for field in column.also]
            told = self.kit.words.say("And: {fields}", fields=self.kit.words.join(both))
        reason = self._reasons[column.index]
        reason.setText(told)
        reason.setVisible(bool(told))

    def choice(self, index: int) -> Choice | None:
        """The choice of a column, where it is shown."""
        return self._choices.get(index)
