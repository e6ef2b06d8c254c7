"""A list of people from a file: seen first, corrected, then taken in as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.messages import sentences
from carefacilitator.services.people.attendee_import import (
    Decisions,
    Mapping,
    NoNameColumn,
    PeopleImported,
    RefusedRow,
    column_name,
    say_left_out,
    say_refused,
    say_remark,
)
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import described, named
from carefacilitator.ui.page import Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.import_columns import MappingTable
from carefacilitator.ui.welcome.import_names import NamesList
from carefacilitator.ui.welcome.import_preview import Examined, examine, leave_out
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.welcome.unclear_answers import HeldAnswers
from carefacilitator.ui.widgets.controls import (
    Button,
    Choice,
    Kit,
    Label,
    MessageBar,
    Scroll,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import hbox

_SHOWN = 4
_LEAST = 120
"""The least height of a list in px: three lines of it."""


class FiguresSheet(Sheet):
    """What taking a file in would do, in figures and reasons; nothing is written yet."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        say = kit.words.say
        named(self, say("What will happen"))
        self.add(Label(kit, say("What will happen"), step="lead", bold=True, wrap=True))
        self.add(Label(kit, say("Nothing is written yet."), step="small", tone="ash", wrap=True))
        self._scroll = _low_scroll(kit)
        self._scroll.body.setSpacing(6)
        self.names = NamesList(kit)
        _take_what_is_left(self._scroll)
        self.add(self._scroll, 1)
        told = say("One step: Ctrl+Z takes all of it back.")
        self.add(Label(kit, told, step="small", tone="ash", wrap=True))
        self.take = Button(
            kit, say("Take in"), icon="tray-arrow-down", key="Ctrl+Enter", kind="main"
        )
        self.add(self.take)

    def show_examined(self, seen: Examined) -> None:
        """Show the figures and why something is not taken."""
        body = self._scroll.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.names:
                widget.hide()
                widget.deleteLater()
        words = self.kit.words
        self.names.show_people(seen.everybody, seen.without)
        if seen.brought is None or seen.file is None:
            self.take.setText(words.say("Take in"))
            self.take.block(words.say("Choose the column of names first."))
            body.addStretch(1)
            return
        for figure, told in figures_of(self.kit, seen.brought):
            body.addWidget(self._figure(figure, told))
        body.addWidget(self.names)
        self._add_reasons(seen)
        body.addStretch(1)
        self.take.setText(words.say_n("Take in {n} person", "Take in {n} people", seen.people))
        nothing = words.say("Nothing in this file is new.")
        if seen.brought.held:
            nothing = words.say("Everybody who is new waits for your decision.")
        self.take.block(None if seen.people else nothing)

    def _figure(self, figure: int, told: str) -> QWidget:
        holder = QWidget()
        row = hbox(into=holder, gap=12)
        number = Label(self.kit, self.kit.words.number(figure), step="title", bold=bool(figure))
        number.setMinimumWidth(self.kit.theme.grown(44, "title"))
        row.addWidget(number)
        tone = "soot" if figure else "ash"
        row.addWidget(Label(self.kit, told, tone=tone, wrap=True), 1)
        return holder

    def _add_reasons(self, seen: Examined) -> None:
        if seen.file is None or seen.brought is None:
            return
        words, file = self.kit.words, seen.file
        refused = [say_refused(words, row) for row in file.refused]
        left = [
            words.say("{column}: {why}", column=one.header, why=say_left_out(words, one.reason))
            for one in seen.mapping.left_out
        ]
        remarks = [say_remark(words, one) for one in seen.brought.remarks]
        unknown = [column_name(words, one) for one in seen.brought.unknown]
        self._add_list(words.say("Columns not known"), [words.listed(unknown)] if unknown else [])
        self._add_list(words.say("Refused rows"), refused)
        self._add_list(words.say("Columns left out"), left)
        self._add_list(words.say("Please look"), remarks)

    def _add_list(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        body, kit = self._scroll.body, self.kit
        body.addWidget(hairline())
        body.addWidget(Label(kit, title, bold=True, wrap=True))
        for line in lines[:_SHOWN]:
            body.addWidget(Label(kit, line, step="small", tone="ash", wrap=True))
        rest = len(lines) - _SHOWN
        if rest > 0:
            told = kit.words.say_n("and {n} more", "and {n} more", rest)
            body.addWidget(Label(kit, told, step="small", tone="ash"))


def _take_what_is_left(scroll: Scroll) -> None:
    """Let a long list scroll inside its frame, so that the main act stays in sight."""
    scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    scroll.setMinimumHeight(_LEAST)


def figures_of(kit: Kit, brought: PeopleImported) -> list[tuple[int, str]]:
    """The figures of a rehearsal with their words, always in this order.

    Who waits for a decision and who did not come are told where there are such people.
    """
    words = kit.words
    held, away = brought.held, brought.away
    waiting = words.say_n("not understood: you decide", "not understood: you decide", held)
    stayed = words.say_n("did not come: not taken", "did not come: not taken", away)
    return [
        *([(held, waiting)] if held else []),
        (brought.added, words.say_n("new on the list", "new on the list", brought.added)),
        (
            brought.counted,
            words.say_n(
                "counted only: did not agree to be stored",
                "counted only: did not agree to be stored",
                brought.counted,
            ),
        ),
        (brought.updated, words.say_n("updated", "updated", brought.updated)),
        (brought.unchanged, words.say_n("unchanged", "unchanged", brought.unchanged)),
        (len(brought.refused), words.say_n("refused", "refused", len(brought.refused))),
        *([(away, stayed)] if away else []),
    ]


def figures_told(kit: Kit, brought: PeopleImported) -> str:
    """“12 new, 1 counted only, 2 updated, 3 unchanged, 1 refused (row 7: …)” as one sentence."""
    words = kit.words
    told = words.say(
        "{added} new, {counted} counted only, {updated} updated, {unchanged} unchanged, "
        "{refused} refused",
        added=brought.added,
        counted=brought.counted,
        updated=brought.updated,
        unchanged=brought.unchanged,
        refused=len(brought.refused),
    )
    if brought.held:
        told = words.say("{figures}, {n} not understood", figures=told, n=brought.held)
    if not brought.refused:
        return told
    first = brought.refused[0]
    row = RefusedRow(first["row"], first["code"], first["values"])
    return words.say("{figures} ({why})", figures=told, why=say_refused(words, row))


class ImportPanel(Panel):
    """The columns of a file, to be looked at and corrected; figures beside them."""

    def __init__(
        self, page: Page, program: Program, seen: Examined, taken: Callable[[PeopleImported], None]
    ) -> None:
        super().__init__(page.kit, page.say("Import a list"), seen.path.name, flush=True)
        self._page, self._program, self._seen, self._taken = page, program, seen, taken
        self._waiting: Examined | None = None
        self.figures = FiguresSheet(page.kit)
        self.figures.take.clicked.connect(self.take)
        self.figures.names.left_out.connect(self._on_left_out)
        self.beside = self.figures
        self._strip = MessageBar(page.kit, closable=False)
        self.add(self._strip)
        self._events = Choice(page.kit, self.say("Rows of this workshop only"))
        self._events.changed.connect(self._on_event)
        self._events.setContentsMargins(16, 0, 16, 8)
        self.add(self._events)
        self._table = MappingTable(page.kit)
        self._table.chosen.connect(self._on_chosen)
        self.held = HeldAnswers(page.kit)
        self.held.decided.connect(self._on_decided)
        scroll = _low_scroll(page.kit)
        scroll.body.addWidget(self.held)
        scroll.body.addWidget(self._table)
        scroll.body.addStretch(1)
        _take_what_is_left(scroll)
        self.add(scroll, 1)
        self._show(seen)

    def acts(self) -> list[Act]:
        """Ctrl+Enter takes the file in."""
        return [Act("welcome.take", "Ctrl+Enter", self.say("take in"), self.take, "welcome")]

    def first_focus(self) -> QWidget | None:
        """The main act, or the first choice where no column has names."""
        if self._seen.file is not None and self.figures.take.isEnabled():
            return self.figures.take
        first = self._table.choice(0)
        return first.combo if first is not None else self.done

    # showing ----------------------------------------------------------------------------------

    def _show(self, seen: Examined) -> None:
        self._seen = seen
        self._table.show_mapping(seen.table, seen.mapping)
        self.held.show_waiting(seen.waiting, seen.decisions)
        self.figures.show_examined(seen)
        self._show_problem(seen)
        self._show_events(seen)
        if seen.brought is not None:
            described(self.figures, figures_told(self.kit, seen.brought))

    def _show_problem(self, seen: Examined) -> None:
        if seen.file is not None:
            self._strip.clear()
            return
        told = sentences(NoNameColumn(name=seen.path.name), self.kit.words)
        then = self.say("Choose below which column holds the names.")
        self._strip.tell("warn", told.what, told.safe, then)

    def _show_events(self, seen: Examined) -> None:
        words = self.kit.words
        events = seen.events
        self._events.setVisible(len(events) > 1)
        if len(events) > 1:
            options = [("", words.say("All rows"))]
            options += [
                (code, words.say("{code}: {n}", code=code, n=count))
                for code, count in events.items()
            ]
            self._events.set_options(options, seen.event)

    # choosing ---------------------------------------------------------------------------------

    def _on_chosen(self, index: int, field: str) -> None:
        column = self._seen.mapping.columns[index]
        also = column.also if field == column.field else ()
        self._look_again(mapping=self._seen.mapping.with_field(index, field, also))

    def _on_event(self, code: str) -> None:
        before = self._seen
        self._seen = replace(before, event=code, file=None, brought=None, everybody=())
        self._look_again(event=code)

    def _on_decided(self, decisions: Decisions) -> None:
        self._seen = replace(self._seen, decisions=decisions)
        self._look_again(decisions=decisions)

    def _on_left_out(self, without: frozenset[int]) -> None:
        seen = self._seen = replace(self._seen, without=without)
        self._waiting = seen
        work = partial(leave_out, self._program, self._page.workshop_id, seen, without)
        self._page.run(work, partial(self._on_looked, seen))

    def _look_again(
        self,
        mapping: Mapping | None = None,
        event: str | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        """Count again on the worker; the newest choice stands."""
        seen = self._seen
        if mapping is not None:
            seen = replace(seen, mapping=mapping, file=None, brought=None, everybody=())
            self._seen = seen
        self._waiting = seen
        path, workshop = seen.path, self._page.workshop_id
        work = partial(examine, self._program, workshop, path, seen, mapping, event, decisions)
        self._page.run(work, partial(self._on_looked, seen))

    def _on_looked(self, wanted: Examined, seen: Examined) -> None:
        if self._waiting is wanted:
            self._waiting = None
            self._show(seen)

    def take(self) -> None:
        """Take the file in: one step, one undo."""
        file = self._seen.file
        if file is None or not self.figures.take.isEnabled() or self._waiting is not None:
            return
        self.figures.take.block(self.say("Writing …"))
        self._page.run(
            partial(
                self._program.attendees.bring,
                self._page.workshop_id,
                file,
                decisions=self._seen.decisions,
                without=self._seen.without,
            ),
            self._taken,
            self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self.figures.take.block(None)
        self._page.tools.tell_failure(error)


def _low_scroll(kit: Kit) -> Scroll:
    """Takes what is left of the height: else a long list pushes the main act off a low screen."""
    scroll = Scroll()
    if not kit.theme.stacked:
        scroll.setMinimumHeight(kit.theme.grown(_LEAST))
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return scroll


def first_look(page: Page, program: Program, path: Path, shown: Callable[[Examined], None]) -> None:
    """Look at a file on the worker and hand on what was seen."""
    page.run(partial(examine, program, page.workshop_id, path), shown)
