"""What one device gets at an exchange: chosen here, and told before it is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.services.exchange.share_words import reason_words, some
from carefacilitator.services.exchange.shares import Decision, DeviceStanding
from carefacilitator.services.program import Program
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import Button, Chips, Dialog, Label, Option, Sheet
from carefacilitator.ui.widgets.tick_rows import TickList, TickRow

_WIDE, _HIGH = 720, 600
_NAMED = 8
_KINDS = ("nothing", "workshops", "programmes", "everything")

Keep = Callable[[Decision], object]


class ShareDecisionDialog(Dialog):
    """Asks which workshops a device gets; ``keep`` is called with what was decided."""

    def __init__(
        self, kit: Kit, program: Program, standing: DeviceStanding, keep: Keep, parent: QWidget
    ) -> None:
        say = kit.words.say
        self._program, self._standing, self._take = program, standing, keep
        name = standing.peer.name or standing.peer.device
        super().__init__(kit, say("What {name} gets", name=name), parent, width=0)
        fit(self, parent)
        self.body.addWidget(Label(kit, self.windowTitle(), step="lead", bold=True, wrap=True))
        self.body.addWidget(Label(kit, self._circle(), step="small", tone="ash", wrap=True))
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._chosen[standing.decision.kind] = standing.decision.ids
        words = {
            "nothing": say("Nothing"),
            "workshops": say("These workshops"),
            "programmes": say("A programme"),
            "everything": say("Everything made here"),
        }
        options = [Option(kind, words[kind]) for kind in _KINDS]
        self.kind = Chips(kit, say("What it gets"), options, several=False)
        self.kind.choose([standing.decision.kind])
        self.kind.changed.connect(lambda _keys: self._on_kind())
        self.body.addWidget(self.kind)
        self.list = TickList(kit, say("What it gets"))
        self.list.changed.connect(self._on_tick)
        self._sheet = Sheet(kit, flush=True)
        self._sheet.add(self.list, 1)
        self.body.addWidget(self._sheet, 1)
        self.told = Label(kit, wrap=True)
        self.stays = Label(kit, step="small", tone="ash", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.stays)
        self.body.addStretch(0)
        self._build_acts()
        self._on_kind()
        self.kind.button(standing.decision.kind).setFocus()

    def _circle(self) -> str:
        say = self.kit.words.say
        if self._standing.peer.role == "own_group":
            return say(
                "Our own group: everything that people agreed to be stored goes along, also from"
                " workshops that others gave us."
            )
        return say(
            "Others: only what people agreed to be shared goes along. What others gave us is not"
            " passed on."
        )

    def _build_acts(self) -> None:
        say = self.kit.words.say
        leave = Button(self.kit, say("Leave it as it is"), key="Esc")
        leave.clicked.connect(self.reject)
        self.act = Button(self.kit, say("Keep this"), key="Ctrl+Enter", kind="main")
        self.act.clicked.connect(self._keep)
        self.act.setDefault(True)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._keep)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.act)

    # choosing -----------------------------------------------------------------------------

    def decision(self) -> Decision:
        """What is chosen now."""
        match self._chosen_kind():
            case "workshops":
                return Decision("workshops", self.list.ticked())
            case "programmes":
                return Decision("programmes", self.list.ticked())
            case "everything":
                return Decision("everything")
            case _:
                return Decision()

    def _chosen_kind(self) -> str:
        return next(iter(self.kind.chosen()), "nothing")

    def _on_kind(self) -> None:
        kind = self._chosen_kind()
        picks = kind in ("workshops", "programmes")
        self._sheet.setVisible(picks)
        if picks:
            rows = self._workshops() if kind == "workshops" else self._programmes()
            self.list.show_rows(rows, self._chosen.get(kind, ()))
        self._tell()

    def _on_tick(self) -> None:
        self._chosen[self._chosen_kind()] = self.list.ticked()
        self._tell()

    def _workshops(self) -> list[TickRow]:
        words = self.kit.words
        found = self._program.workspace.all(Workshop)
        return [
            TickRow(one.id, words.listed((one.code, one.title)), words.days(one.start, one.end))
            for one in sorted(found, key=lambda one: (one.start, one.code), reverse=True)
        ]

    def _programmes(self) -> list[TickRow]:
        say = self.kit.words.say
        later = say("Also the workshops it will have later")
        return [
            TickRow(one.id, _title(one, self.kit.words.language), later)
            for one in self._program.workshops.programmes()
        ]

    # telling ------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Say what it would get, before anything is kept."""
        words, decision = self.kit.words, self.decision()
        would = self._program.shares.standing(self._standing.peer.device, decision)
        codes = [one.code or one.title for one in would.gets]
        names = some(codes[:_NAMED], len(codes), words)
        self.told.setText(
            words.say("It gets at each exchange: {names}", names=names)
            if codes
            else words.say("It gets nothing at an exchange.")
        )
        reasons: dict[str, int] = {}
        for _, why in would.stays:
            reasons[why] = reasons.get(why, 0) + 1
        self.stays.setText(
            words.listed(
                words.say_n(
                    "{n} workshop stays here: {why}",
                    "{n} workshops stay here: {why}",
                    count,
                    why=reason_words(why, words),
                )
                for why, count in reasons.items()
            )
        )
        self.stays.setVisible(bool(reasons))

    def _keep(self) -> None:
        self._take(self.decision())
        self.accept()


def fit(dialog: Dialog, parent: QWidget) -> None:
    """As large as it may be and the window has room for."""
    room, theme = parent.window().size(), dialog.kit.theme
    dialog.setMinimumWidth(0)
    dialog.resize(
        min(theme.grown(_WIDE), room.width() - 32), min(theme.grown(_HIGH), room.height() - 48)
    )


def _title(programme: Programme, language: str) -> str:
    return in_language(programme, "title", language)
