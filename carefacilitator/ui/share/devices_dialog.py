"""Which workshops each known device gets at an exchange, and what it got last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from carefacilitator.model.records.records import Workshop
from carefacilitator.services.exchange.share_words import decision_words, some
from carefacilitator.services.exchange.shares import Decision, DeviceStanding
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.device_share import ShareDecisionDialog, fit
from carefacilitator.ui.widgets.controls import Button, Dialog, EmptyState, Label, Sheet
from carefacilitator.ui.widgets.record_rows import (
    ExistingDelegate,
    ExistingLine,
    ExistingLines,
    HarvestList,
)

_NAMED = 4
SHARES_KEY = "Ctrl+D"
"""The key that opens this dialog, on Share and in the settings."""


class SharesDialog(Dialog):
    """Every known device with what it gets; Enter decides about one."""

    def __init__(self, page: Page, program: Program) -> None:
        kit, say = page.kit, page.kit.words.say
        super().__init__(kit, say("Who gets what"), page.window(), width=0)
        fit(self, page.window())
        self._page, self._program = page, program
        self._found: list[DeviceStanding] = []
        self._names: dict[str, str] = {}
        self.body.addWidget(Label(kit, self.windowTitle(), step="lead", bold=True))
        told = say(
            "When workshops are exchanged through a folder or a stick, each device gets what is"
            " decided here, and nothing else. Nothing is the beginning. What a device got before"
            " stays with it."
        )
        self.body.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        self.before = Label(kit, tone="ochre", wrap=True)
        self.body.addWidget(self.before)
        self.model = ExistingLines(kit)
        self.model.setParent(self)
        self.list = HarvestList(kit, self.windowTitle(), ExistingDelegate(kit, 2))
        self.list.setModel(self.model)
        self.list.activated.connect(self._decide)
        sheet = Sheet(kit, flush=True)
        sheet.add(self.list, 1)
        self.empty = EmptyState(kit, say("No device is known yet. Bring its card under Share."))
        sheet.add(self.empty, 1)
        self.body.addWidget(sheet, 1)
        self.close_button = Button(kit, say("Close"), key="Esc")
        self.close_button.clicked.connect(self.reject)
        self.act = Button(kit, say("Decide"), key="Enter", kind="main")
        self.act.clicked.connect(lambda: self._decide(self.list.currentIndex()))
        self.acts.addWidget(self.close_button)
        self.acts.addWidget(self.act)
        self._show(program.shares.standings())
        (self.list if self._found else self.close_button).setFocus()

    def read(self) -> None:
        """Read what is decided; the place in the list stays."""
        self._page.run(self._program.shares.standings, self._show)

    def _show(self, found: list[DeviceStanding]) -> None:
        words = self.kit.words
        row = max(0, self.list.currentIndex().row())
        self._found = found
        self._names = self._program.identity.told_names()
        self.model.show_rows([self._line(one) for one in found])
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.act.block(None if found else words.say("No device is known yet."))
        before = [self._names[one.peer.device] for one in found if one.before]
        self.before.setVisible(bool(before))
        told = words.say(
            "Until now these got everything made here; now they get nothing until you decide:"
            " {names}.",
            names=words.join(before),
        )
        self.before.setText(told if before else "")
        if found:
            self.list.setCurrentIndex(self.model.index(min(row, len(found) - 1)))

    def _line(self, one: DeviceStanding) -> ExistingLine:
        words, say = self.kit.words, self.kit.words.say
        role = say("our own group") if one.peer.role == "own_group" else say("others")
        decided = decision_words(self._program.workspace, one.decision, words)
        name = self._names[one.peer.device]
        second = f"{role} · {decided}"
        return ExistingLine(one.peer.device, "lesson", name, second, self._last(one))

    def _last(self, one: DeviceStanding) -> str:
        words = self.kit.words
        if one.last is None:
            return words.say("got nothing yet")
        found = self._program.workspace.some(Workshop, one.last.workshops[:_NAMED]).values()
        codes = [workshop.code or workshop.title for workshop in found]
        names = some(codes, max(len(codes), len(one.last.workshops)), words)
        when = words.moment(one.last.at)
        return words.say("got last: {names}, {when}", names=names, when=when)

    # deciding -----------------------------------------------------------------------------

    def _decide(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            one = self._found[index.row()]
            keep = partial(self._keep, one.peer.device)
            ShareDecisionDialog(self.kit, self._program, one, keep, self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keep Enter, which has opened a row, from pressing a button of the dialog it opened."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or isinstance(self.focusWidget(), Button):
            super().keyPressEvent(event)

    def _keep(self, device: str, decision: Decision) -> None:
        write = partial(self._program.shares.decide, device, decision)
        self._page.run(write, self._on_kept)

    def _on_kept(self, _nothing: None) -> None:
        self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def open_shares(page: Page, program: Program) -> None:
    """Show who gets what over a page."""
    dialog = SharesDialog(page, program)
    dialog.finished.connect(lambda _result: page.refresh(frozenset()))
    dialog.open()
