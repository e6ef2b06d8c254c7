"""Share: the paper and its first page; beside it the bundle, what waits and what was shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.closing_checklist import Item
from carefacilitator.services.exchange.export import Shared
from carefacilitator.services.exchange.identity import KnownDevice
from carefacilitator.services.program import Program
from carefacilitator.settings import Settings
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.share.bundle import (
    CARD_KEY,
    NAMES_KEY,
    OWN_CARD_KEY,
    STICK_KEY,
    BundleSheet,
)
from carefacilitator.ui.share.bundle import CHOICES_KEY as BUNDLE_KEY
from carefacilitator.ui.share.checklist import ChecklistSheet
from carefacilitator.ui.share.choices import CARRY_KEY, DRAFTS_KEY, PICK_KEY
from carefacilitator.ui.share.devices_dialog import SHARES_KEY, open_shares
from carefacilitator.ui.share.paper import CHOICES_KEY as PAPER_KEY
from carefacilitator.ui.share.paper import FIGURES_KEY, PaperSheet
from carefacilitator.ui.share.shared_list import SharedSheet
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Columns
from carefacilitator.ui.widgets.layout import vbox

_Keyed = tuple[str, str, str, Callable[[], object] | None]
_LOW = 500
"""Px below which the page is low."""


class WorkshopShared(NamedTuple):
    """What the page reads of a workshop."""

    items: list[Item]
    shared: list[Shared]
    since: Shared | None
    peers: list[KnownDevice]
    zone: dt.tzinfo | None = None


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
        for sheet in (self.paper, self.bundle):
            sheet.left.connect(self._read_again)
        self.shared = SharedSheet(self, program, self.paper.take_again)
        self.shared.changed.connect(self._read_again)
        self._open_shares = partial(open_shares, self, program)
        self.bundle.shares_asked.connect(self._open_shares)
        self.bundle.names_asked.connect(self.settle_names)
        columns = Columns(self.kit, (630, 330, 342))
        columns.add(0, self.paper, 1)
        columns.add(1, self.bundle, 1)
        columns.add(2, self._checklist, 1)
        columns.add(2, self.shared)
        vbox(columns, into=self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what can be done without where the window is low."""
        super().resizeEvent(event)
        theme = self.kit.theme
        low = not theme.stacked and event.size().height() < theme.grown(_LOW)
        self.paper.set_room(low, event.size().height())
        self.shared.set_room(low, event.size().height())
        for sheet in (self.bundle, self._checklist):
            sheet.set_low(low)

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        paper, bundle = self.paper, self.bundle
        shown: list[_Keyed] = [
            ("pdf", "Ctrl+S", say("save the PDF"), paper.ask_where),
            ("print", "Ctrl+P", say("print"), paper.print_out),
            ("look", "F6", say("look at the paper"), paper.look),
            ("choices", PAPER_KEY, say("choices for the paper"), paper.choose),
            ("seal", "Ctrl+E", say("sealed bundle"), bundle.ask_where),
            ("missing", "F9", say("next missing thing"), self._next_missing),
            ("language", "F5", say("language on paper"), paper.choose_language),
            ("minutes", "F7", say("copy for the minutes"), paper.copy_minutes),
            ("both", "F8", say("summary in two languages"), paper.look_in_two_languages),
        ]
        listed: list[_Keyed] = [
            ("bundle_choices", BUNDLE_KEY, say("cards, choices for the bundle"), bundle.choose),
            ("figures", FIGURES_KEY, say("figures"), paper.show_figures),
            ("pick", PICK_KEY, say("entries of a compendium"), paper.pick),
            ("turn", "PgUp PgDn", say("turn pages"), None),
            ("zoom", "+ -", say("larger, smaller"), None),
            ("carry", CARRY_KEY, say("carry the data inside"), self._carry),
            ("drafts", DRAFTS_KEY, say("drafts too, marked"), self._drafts),
            ("names", NAMES_KEY, say("names in texts"), self.settle_names),
            ("card", CARD_KEY, say("bring a card"), bundle.ask_card),
            ("shares", SHARES_KEY, say("who gets what"), self._open_shares),
            ("own_card", OWN_CARD_KEY, say("save my card"), bundle.ask_own_card),
        ]
        if bundle.stick_is_offered:
            words = say("sealed bundle onto the stick")
            listed.append(("stick", STICK_KEY, words, bundle.to_stick))
        made = [Act(f"share.{one}", key, words, call, name) for one, key, words, call in shown]
        return made + [
            Act(f"share.{one}", key, words, call, name, False) for one, key, words, call in listed
        ]

    def first_focus(self) -> QWidget | None:
        """The paper."""
        return self.paper.save_button

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop."""
        super().enter(workshop_id, item)
        workshop = self._program.workspace.find(Workshop, workshop_id)
        if workshop is not None:
            self.paper.show_workshop(workshop)
        self.refresh(frozenset())

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again, and draw the paper as it would be now."""
        del changes
        self._read_again()
        self.paper.draw_again()

    def _read_again(self) -> None:
        workshop = self.workshop_id
        if workshop:
            self.run(partial(self._read, workshop), partial(self._on_read, workshop))

    def _read(self, workshop: str) -> WorkshopShared:
        """Look the workshop through (on the worker: it takes a moment)."""
        program = self._program
        found = program.workspace.find(Workshop, workshop)
        if found is None:  # an undo took it away meanwhile
            return WorkshopShared([], [], None, [])
        return WorkshopShared(
            program.checklist.of(workshop),
            program.sharing.log(workshop),
            program.handed_over.outdated(workshop),
            program.identity.peers(),
            program.agenda.local_now(found).tzinfo,
        )

    def _on_read(self, workshop: str, told: WorkshopShared) -> None:
        if workshop == self.workshop_id:
            self._checklist.show_items(told.items)
            self.bundle.show_peers(told.peers)
            self.shared.show_lines(told.shared, told.since, told.zone)

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
        dialog = NamesDialog(self, self._program)
        dialog.finished.connect(lambda _result: self.paper.draw_again())
        dialog.open()

    def _next_missing(self) -> None:
        item = self._checklist.first_missing()
        if item is not None:
            self._go_to(item)

    def _carry(self) -> None:
        box = self.paper.choices.carry
        if box.isVisible():
            box.toggle()

    def _drafts(self) -> None:
        box = self.paper.choices.drafts
        if box.isVisible():
            box.toggle()
