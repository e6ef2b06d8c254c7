"""The door itself: the field, who fits what is typed, and what Enter will do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.welcome.attendance_list import COMMAS, AttendanceList, DoorRow
from carefacilitator.ui.welcome.attendance_view import DoorList, consent_glyph
from carefacilitator.ui.welcome.columns import ColumnHeads, ColumnRule
from carefacilitator.ui.welcome.controller import AS_BEFORE
from carefacilitator.ui.welcome.door_field import DoorField
from carefacilitator.ui.widgets.controls import (
    Button,
    EmptyState,
    IconLabel,
    Keys,
    Kit,
    Label,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.attendance import consent_word, row_told

LEAST_ROWS = 3


class ListSheet(Sheet):
    """Field and list. A row is highlighted; Enter, or a click on its mark, wishes something.

    ``mark_wished`` and ``bring_wished`` carry a :class:`DoorRow`, ``walk_in_wished`` what was
    typed, ``menu_wished`` a row and a point on screen; ``chose`` says that a row was clicked.
    """

    typed = Signal()
    mark_wished = Signal(object)
    bring_wished = Signal(object)
    walk_in_wished = Signal(str)
    menu_wished = Signal(object, object)
    import_wished = Signal()
    chose = Signal()
    same_wished = Signal()
    codes_wished = Signal()
    before_wished = Signal()

    def __init__(self, kit: Kit, roll: AttendanceList) -> None:
        super().__init__(kit, flush=True)
        self._roll = roll
        self.answered: Callable[[], bool] = lambda: False
        """Says yes to an open question, where Enter answers it; returns whether there was one."""
        self._message = ""
        self._handled = ""
        self._loaded = False
        named(self, kit.words.say("Who is at the door?"))
        self.field = DoorField(kit)
        rule = ColumnRule(kit)
        self.list = DoorList(kit, rule)
        self._heads = ColumnHeads(kit, rule)
        self.add(self._build_head())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_list())
        self._stack.addWidget(self._build_empty())
        self.add(self._stack, 1)
        self.add(hairline())
        self.add(self._build_foot())
        self._connect()

    # building ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.field.typed.connect(self._on_typed)
        self.field.entered.connect(self.enter)
        self.field.moved.connect(self.move_by)
        self.field.wished_menu.connect(self._on_menu_key)
        self.list.picked.connect(self._on_picked)
        self.list.marked.connect(self._on_marked)
        self.list.asked.connect(self._on_asked)
        self.list.scrolled.connect(self._tell_more)

    def _build_head(self) -> QWidget:
        kit = self.kit
        holder = QWidget()
        column = vbox(into=holder, gap=11, margins=(16, 11, 16, 8))
        row = hbox(gap=20)
        title = Label(kit, kit.words.say("Who is at the door?"), step="lead", bold=True)
        title.setBuddy(self.field.edit)
        row.addWidget(title)
        row.addStretch(1)
        for status in ("given", "refused", "not_asked"):
            row.addWidget(self._legend(status))
        column.addLayout(row)
        column.addWidget(self.field)
        return holder

    def _legend(self, status: str) -> QWidget:
        holder = QWidget()
        row = hbox(into=holder, gap=6)
        icon, colour = consent_glyph(self.kit, status)
        row.addWidget(IconLabel(self.kit, icon, colour=colour, size=18, weight="bold"))
        word = consent_word(self.kit.words, status)
        row.addWidget(Label(self.kit, word, step="small", tone="ash"))
        return holder

    def _build_list(self) -> QWidget:
        kit = self.kit
        holder = QWidget()
        column = vbox(self._heads, hairline(), into=holder, gap=0)
        rows = 7 if kit.theme.stacked else LEAST_ROWS
        self.list.setMinimumHeight(kit.theme.row(50) * rows)
        column.addWidget(self.list, 1)
        self._more = Label(kit, step="small", tone="ash")
        self._same = Button(kit, "", icon="users", kind="link", step="small")
        self._same.clicked.connect(self.same_wished)
        self._same.hide()
        self.before = Button(
            kit, kit.words.say("As before"), icon="check", kind="link", step="small"
        )
        self.before.set_key(AS_BEFORE)
        tipped(self.before, kit.words.say("Marks present who was here in the half-day before"))
        self.before.clicked.connect(self.before_wished)
        self.before.hide()
        row = hbox(margins=(16, 0, 12, 0))
        codes = Button(
            kit, kit.words.say("Codes of the sheet"), icon="list-checks", kind="link", step="small"
        )
        codes.set_key("Ctrl+E")
        codes.clicked.connect(self.codes_wished)
        row.setSpacing(24)
        row.addWidget(self._more, 1)
        row.addWidget(self._same)
        row.addWidget(self.before)
        row.addWidget(codes)
        line = QWidget()
        line.setLayout(row)
        line.setFixedHeight(kit.theme.grown(34, "small"))
        column.addWidget(hairline())
        column.addWidget(line)
        return holder

    def _build_empty(self) -> QWidget:
        say = self.kit.words.say
        bring = Button(self.kit, say("Import a list"), icon="tray-arrow-down")
        bring.clicked.connect(self.import_wished)
        words = say("Nobody on the list. Type a name and press Enter, or bring a list.")
        return EmptyState(self.kit, words, bring)

    def _build_foot(self) -> QWidget:
        kit, say = self.kit, self.kit.words.say
        holder = QWidget()
        row = hbox(IconLabel(kit, "user-plus"), into=holder, gap=8, margins=(16, 5, 8, 5))
        words = Label(kit, say("Not on the list? Type name, organization"), cut=True)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(words)
        row.addWidget(Keys(kit, "Ctrl+Enter", say("writes a walk-in"), tone="soot"))
        row.addStretch(1)
        bring = Button(kit, say("Import a list"), icon="tray-arrow-down", kind="quiet")
        bring.set_key("Ctrl+I")
        bring.clicked.connect(self.import_wished)
        row.addWidget(bring)
        return holder

    # showing ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Another workshop or half-day: forget who was handled, show nobody until it is read."""
        self._handled = self._message = ""
        self._loaded = False
        self.list.model_.show_rows((), "")

    def show_slot(self, words: str) -> None:
        """Name the half-day above the last column."""
        self._heads.show_slot(words)

    def show_roll(self) -> None:
        """Show the roll as it now stands; highlight, text and place stay."""
        self._loaded = True
        before = self.list.row
        scroll = self.list.verticalScrollBar().value()
        self._show_matches()
        place = self.list.model_.place_of(before.key) if before is not None else None
        if place is not None:
            self.list.highlight(place)
            self.list.verticalScrollBar().setValue(scroll)
        else:
            self._choose_first()
        self._tell_enter()

    def show_row(self, key: str) -> None:
        """Show one row as it now stands."""
        row = self._roll.find(key)
        if row is not None:
            self.list.model_.put_row(row)
        self._tell_enter()

    def show_likely(self, people: int, organisations: int = 0) -> None:
        """Offer the review of people, or else of organisations, who may be the same."""
        words = self.kit.words
        if people:
            told = words.say_n("{n} pair may be one person", "{n} pairs may be one person", people)
        else:
            told = words.say_n(
                "{n} pair may be one organization",
                "{n} pairs may be one organization",
                organisations,
            )
        self._same.setText(told)
        self._same.setVisible(people + organisations > 0)

    def handled(self, key: str, message: str) -> None:
        """Somebody was handled: clear the field, keep her highlighted, say what was done."""
        self._handled, self._message = key, message
        if self.field.text():
            self.field.empty()  # shows everybody again
        else:
            self._show_matches()
            self._choose_first()
        self._tell_enter()

    def expect(self, key: str, message: str) -> None:
        """Somebody new comes with the next reading: highlight her then, and say so."""
        self._handled, self._message = key, message
        self.list.highlight(-1)

    def tell_done(self, message: str) -> None:
        """Say at the end of the field what was done; the next key takes it away."""
        self._message = message
        self._tell_enter()

    @property
    def row(self) -> DoorRow | None:
        """The highlighted row."""
        return self.list.row

    @property
    def text(self) -> str:
        """What is typed, without spaces around it."""
        return self.field.text().strip()

    def clear(self) -> bool:
        """Clear the field, then the highlight; returns whether there was anything."""
        if self.field.text():
            self._handled = self._message = ""
            self.field.empty()
            return True
        if self.list.row is not None or self._message:
            self._handled = self._message = ""
            self.list.highlight(-1)
            self._tell_enter()
            return True
        return False

    def _on_typed(self, text: str) -> None:
        if text:
            self._handled = self._message = ""
        self._show_matches()
        self._choose_first()
        self._tell_enter()
        self.typed.emit()

    def _show_matches(self) -> None:
        text = self.field.text()
        here, elsewhere = self._roll.match(text)
        rows = [*here, *elsewhere] if elsewhere else here
        self.list.model_.show_rows(rows, text)
        self.list.show_bar(not text)
        empty = self._loaded and not self._roll.rows and not rows
        self._stack.setCurrentIndex(1 if empty else 0)
        say = self.kit.words.say
        nothing = say("Nobody found. Enter writes this person down, organization behind a comma.")
        self.list.say_nothing(nothing if self._loaded and self.text else "")
        self._tell_more()

    def _choose_first(self) -> None:
        """While typing the first match not yet present; otherwise who was handled last."""
        rows = self.list.model_.rows
        if self.text and self._roll.near:  # only alike: a person says whether it is she
            self.list.highlight(-1)
            return
        if self.text:
            first = 0 if rows else -1  # where all are present, other acts still need somebody
            self.list.highlight(next((n for n, row in enumerate(rows) if not row.present), first))
            return
        handled = self.list.model_.place_of(self._handled) if self._handled else None
        self.list.highlight(-1 if handled is None else handled, middle=True)

    def move_by(self, steps: int) -> None:
        """Highlight another row; from nothing the first one not yet present."""
        rows = self.list.model_.rows
        if not rows:
            return
        if self.list.place < 0:
            place = next((n for n, row in enumerate(rows) if not row.present), 0)
        else:
            place = max(0, min(len(rows) - 1, self.list.place + steps))
        self._message = ""
        self.list.highlight(place)
        self._tell_enter()
        announce(self.field.edit, row_told(self.kit.words, rows[place]))

    # what Enter does --------------------------------------------------------------------------

    def enter(self) -> None:
        """Enter: yes to an open question while nothing is typed, else what the field says."""
        if self.text or not self.answered():
            self.act()

    def act(self) -> None:
        """Do what the field says Enter will do."""
        row, text = self.list.row, self.text
        if row is None and text and not self.list.model_.rows:
            self.walk_in()
        elif row is None and self._roll.near:
            self.move_by(1)
        elif row is None or row.present:
            self.field.edit.selectAll()
        elif row.elsewhere:
            self.bring_wished.emit(row)
        else:
            self.mark_wished.emit(row)

    def walk_in(self) -> None:
        """Write down who was typed, whoever else fits."""
        if name_typed(self.text):
            self.walk_in_wished.emit(self.field.text())

    def _tell_enter(self) -> None:
        say, row, rows = self.kit.words.say, self.list.row, self.list.model_.rows
        if self._message:
            self.field.tell("", self._message, "overdye")
        elif row is not None and row.elsewhere:
            self.field.tell("Enter", say("brings {name} to this list", name=row.person.name))
        elif row is not None and not row.present:
            self.field.tell("Enter", say("marks {name} present", name=row.person.name))
        elif row is not None:
            self.field.tell("", say("{name} is already present", name=row.person.name))
        elif self.text and rows and self._roll.near:
            name = rows[0].person.name
            words = say("chooses {name}; somebody new: Ctrl+Enter", name=name)
            self.field.tell("Enter", words)
        elif self.text and not rows and name_typed(self.text):
            name = name_typed(self.text)
            self.field.tell("Enter", say("writes {name} down as a walk-in", name=name))
        else:
            self.field.tell("", "")

    def _tell_more(self) -> None:
        words, below = self.kit.words, self.list.below()
        if self.text and below:
            told = words.say_n(
                "{n} more: type another letter", "{n} more: type another letter", below
            )
        elif below:
            told = words.say_n("{n} more below", "{n} more below", below)
        elif self.text and self.list.model_.rows:
            told = words.say_n("{n} found", "{n} found", len(self.list.model_.rows))
        else:
            told = words.say_n("{n} on the list", "{n} on the list", len(self._roll.rows))
        self._more.setText(told if self._loaded else "")

    # the mouse --------------------------------------------------------------------------------

    def _on_picked(self, place: int) -> None:
        self._message = ""
        self.list.highlight(place)
        self.field.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        self._tell_enter()
        self.chose.emit()

    def _on_marked(self, place: int) -> None:
        self.list.highlight(place)
        row = self.list.row
        if row is not None and not row.present:
            (self.bring_wished if row.elsewhere else self.mark_wished).emit(row)

    def _on_asked(self, place: int, point: QPoint) -> None:
        self.menu_wished.emit(self.list.model_.rows[place], point)

    def _on_menu_key(self) -> None:
        if self.list.row is not None:
            rect = self.list.visualRect(self.list.currentIndex())
            self.menu_wished.emit(
                self.list.row, self.list.viewport().mapToGlobal(rect.bottomLeft())
            )


def name_typed(text: str) -> str:
    """The name in “name, organisation”."""
    for mark in COMMAS:
        text = text.partition(mark)[0]
    return text.strip()
