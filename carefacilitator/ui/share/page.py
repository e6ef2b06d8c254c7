"""Share: paper first, since people are about to leave; then the sealed bundle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import OWN_NAMES
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.closing_checklist import Item
from carefacilitator.services.exchange.export import Shared
from carefacilitator.services.exchange.identity import KnownDevice
from carefacilitator.services.program import Program
from carefacilitator.settings import Settings
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.share.bundle import BundleSheet
from carefacilitator.ui.share.checklist import ChecklistSheet
from carefacilitator.ui.share.choices import PICK_KEY, paper_words
from carefacilitator.ui.share.devices_dialog import SHARES_KEY, open_shares
from carefacilitator.ui.share.paper import FIGURES_KEY, PaperSheet
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import (
    Button,
    Columns,
    IconLabel,
    Label,
    Scroll,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.layout import clear, hbox, vbox


def _icon(kind: str) -> str:
    if kind == "bundle":
        return "package"
    return DOCUMENTS[kind].icon if kind in DOCUMENTS else "file-pdf"


NAMES_KEY = "Ctrl+Shift+A"
"""The key that shows the names in what would leave."""


class WorkshopShared(NamedTuple):
    """What the page reads of a workshop."""

    items: list[Item]
    shared: list[Shared]
    peers: list[KnownDevice]


class SharePage(Page):
    """What is still missing, the paper, the bundle, and what left this computer."""

    name, face = "share", "stage"

    def __init__(
        self, tools: Tools, program: Program, settings: Callable[[], Settings] = Settings
    ) -> None:
        super().__init__(tools)
        self._program = program
        self._checklist = ChecklistSheet(self, self._go_to)
        self.paper = PaperSheet(self, program, settings)
        self.bundle = BundleSheet(self, program)
        self.bundle.recipient_shown.connect(self.paper.show_recipient)
        self._log = Sheet(self.kit)
        title = self.say("What was shared")
        named(self._log, title)
        self._log.add(Label(self.kit, title, step="lead", bold=True, wrap=True))
        self._lines = Scroll()
        self._log.add(self._lines, 1)
        self._open_shares = partial(open_shares, self, program)
        shares = Button(self.kit, self.say("Who gets what"), kind="quiet", told_key=SHARES_KEY)
        shares.clicked.connect(lambda: self._open_shares())
        self._log.add(shares)
        columns = Columns(self.kit, (428, 610, 264))
        columns.add(0, self._checklist, 1)
        columns.add(1, self.paper)
        columns.add(1, self.bundle, 1)
        columns.add(2, self._log, 1)
        vbox(columns, into=self)

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act("share.look", "F6", say("look at the paper"), self.paper.look, name),
            Act("share.print", "Ctrl+P", say("print"), self.paper.print_out, name),
            Act("share.pdf", "Ctrl+S", say("save the PDF"), self.paper.ask_where, name),
            Act(
                "share.both",
                "F8",
                say("summary in two languages"),
                self.paper.look_in_two_languages,
                name,
            ),
            Act("share.minutes", "F7", say("copy for the minutes"), self.paper.copy_minutes, name),
            Act("share.figures", FIGURES_KEY, say("figures"), self.paper.show_figures, name, False),
            Act(
                "share.pick", PICK_KEY, say("entries of a compendium"), self.paper.pick, name, False
            ),
            Act("share.turn", "PgUp PgDn", say("turn pages"), None, name, False),
            Act("share.zoom", "+ -", say("larger, smaller"), None, name, False),
            Act("share.seal", "Ctrl+E", say("sealed bundle"), self.bundle.ask_where, name),
            Act("share.language", "F5", say("language on paper"), self._to_language, name),
            Act(
                "share.carry",
                "Ctrl+Shift+E",
                say("carry the data inside"),
                self._carry,
                name,
                False,
            ),
            Act(
                "share.drafts", "Ctrl+Shift+D", say("drafts too, marked"), self._drafts, name, False
            ),
            Act("share.missing", "F9", say("next missing thing"), self._next_missing, name),
            Act("share.names", NAMES_KEY, say("names in texts"), self.settle_names, name, False),
            Act("share.card", "Ctrl+O", say("bring a card"), self.bundle.ask_card, name, False),
            Act(
                "share.shares",
                SHARES_KEY,
                say("who gets what"),
                self._open_shares,
                name,
                False,
            ),
            Act(
                "share.own_card",
                "Ctrl+Shift+C",
                say("save my card"),
                self.bundle.ask_own_card,
                name,
                False,
            ),
        ]

    def first_focus(self) -> QWidget | None:
        """The paper."""
        return self.paper.look_button

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop."""
        super().enter(workshop_id, item)
        workshop = self._program.workspace.find(Workshop, workshop_id)
        if workshop is not None:
            self.paper.show_workshop(workshop)
        self.refresh(frozenset())

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again."""
        del changes
        workshop = self.workshop_id
        if workshop:
            self.run(partial(self._read, workshop), partial(self._on_read, workshop))

    def _read(self, workshop: str) -> WorkshopShared:
        """Look the workshop through (on the worker: it takes a moment)."""
        program = self._program
        if program.workspace.find(Workshop, workshop) is None:  # an undo took it away meanwhile
            return WorkshopShared([], [], [])
        return WorkshopShared(
            program.checklist.of(workshop),
            program.sharing.log(workshop),
            program.identity.peers(),
        )

    def _on_read(self, workshop: str, told: WorkshopShared) -> None:
        if workshop == self.workshop_id:
            self._checklist.show_items(told.items)
            self.bundle.show_peers(told.peers)
            self._show_log(told.shared)

    def _show_log(self, lines: list[Shared]) -> None:
        body = self._lines.body
        clear(body)
        for one in lines:
            body.addWidget(hairline())
            body.addWidget(self._line(one))
        if not lines:
            empty = self.say("Nothing has left this computer.")
            body.addWidget(Label(self.kit, empty, tone="ash", wrap=True))
        elif not any(one.kind == "bundle" for one in lines):
            sent = self.say("Not yet sent to the secretariat.")
            body.addWidget(Label(self.kit, sent, step="small", tone="ash", wrap=True))
        body.addStretch(1)

    def _line(self, shared: Shared) -> QWidget:
        holder = QWidget()
        row = hbox(into=holder, gap=10, margins=(0, 4, 0, 4))
        icon = IconLabel(self.kit, _icon(shared.kind))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(Label(self.kit, self._what(shared), wrap=True), gap=2)
        moment = dt.datetime.fromisoformat(shared.at).astimezone()
        day = self.kit.words.day(moment.date(), "medium")
        when = f"{day}, {moment.strftime('%H:%M')}"
        words.addWidget(Label(self.kit, when, step="small", tone="ash", wrap=True))
        row.addLayout(words, 1)
        return holder

    def _what(self, shared: Shared) -> str:
        if shared.kind == "bundle":
            to = str(shared.told.get("to") or shared.told.get("device") or "")
            return self.say("Bundle {n} for {name}", n=shared.sequence, name=to)
        what = paper_words(shared.kind, self.kit.words)
        told = (str(shared.told.get(key, "")) for key in ("language", "second"))
        languages = " + ".join(OWN_NAMES[one] for one in told if one in OWN_NAMES)
        printed = "" if shared.name else self.say("printed")
        return self.kit.words.listed((what, languages, printed))

    # acts ---------------------------------------------------------------------------------

    def _go_to(self, item: Item) -> None:
        page, target = item.page, item.record
        if item.key == "names":
            self.settle_names()
            return
        if page == "evaluation":
            page, target = "harvest", "evaluation"
        elif page == "conflicts":
            page, target = "harvest", "conflicts"
        self.tools.go(page, self.workshop_id, target)

    def settle_names(self) -> None:
        """Show the texts that stay here for a name in them, to settle them one by one."""
        from carefacilitator.ui.share.names_in_text import NamesDialog

        self.tools.saving.flush()
        NamesDialog(self, self._program).open()

    def _next_missing(self) -> None:
        item = self._checklist.first_missing()
        if item is not None:
            self._go_to(item)

    def _carry(self) -> None:
        box = self.paper.choices.carry
        if box.isVisibleTo(self):
            box.toggle()

    def _drafts(self) -> None:
        box = self.paper.choices.drafts
        if box.isVisibleTo(self):
            box.toggle()

    def _to_language(self) -> None:
        self.paper.language.combo.setFocus()
        self.paper.language.combo.showPopup()
