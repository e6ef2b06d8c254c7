"""Parts of the import page: counts by kind, checks, what was withheld, what was not taken."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from carefacilitator.messages import Message
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.withheld import KeptBack, Withheld
from carefacilitator.services.exchange.imports import ImportPreview, KindCount
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.keyboard.focus_ring import bring_into_sight
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.card_dialog import DeviceWords
from carefacilitator.ui.widgets.controls import IconLabel, Label, Sheet, hairline
from carefacilitator.ui.widgets.layout import clear, hbox, vbox
from carefacilitator.ui.words.records import kind_icon, kind_words


class CountTable(QWidget):
    """How many records are new, the same, changed, and in two versions, by kind."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 0, 20, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def show_counts(self, counts: Sequence[KindCount]) -> None:
        """Show the figures; only those that matter are bold."""
        clear(self._grid)
        kit, say = self._page.kit, self._page.say
        heads = (say("New"), say("Same"), say("Changed"), say("Two versions"))
        for column, words in enumerate(heads, 2):
            self._grid.addWidget(self._figure(words, "small", "ash", False), 0, column)
        for row, one in enumerate(counts):
            line = 2 * row + 1
            self._grid.addWidget(hairline(), line, 0, 1, 6)
            icon = IconLabel(kit, kind_icon(one.kind))
            self._grid.addWidget(icon, line + 1, 0)
            name = Label(kit, kind_words(one.kind, kit.words), cut=True)
            name.setMinimumHeight(kit.theme.row(40) - 1)
            self._grid.addWidget(name, line + 1, 1)
            for column, number in enumerate((one.new, one.same, one.changed, one.conflicts), 2):
                matters = number > 0 and column != 3
                shown = kit.words.number(number) if number else "–"
                tone = "soot" if number else "ash"
                figure = self._figure(shown, "lead" if matters else "body", tone, matters)
                named(figure, f"{kind_words(one.kind, kit.words)}, {heads[column - 2]}: {number}")
                self._grid.addWidget(figure, line + 1, column)

    def _figure(self, text: str, step: str, tone: str, bold: bool) -> Label:
        kit = self._page.kit
        label = Label(kit, text, step=step, tone=tone, bold=bold)  # type: ignore[arg-type]
        side = Qt.AlignmentFlag.AlignLeft if kit.theme.rtl else Qt.AlignmentFlag.AlignRight
        label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        label.setMinimumWidth(round(84 * min(1.4, kit.theme.factor)))
        return label


class ChecksSheet(Sheet):
    """Whole, for us, known, nothing skipped: each a word and a sign."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit)
        self._page = page
        named(self, page.say("The bundle itself"))
        self._words: DeviceWords | None = None
        self._rows = vbox(gap=6)
        self.body.addLayout(self._rows)

    def show_rehearsal(self, rehearsal: ImportPreview) -> None:
        """Show what was found out about the bundle itself."""
        clear(self._rows)
        self._words = None
        kit, say, info, checks = self._page.kit, self._page.say, rehearsal.info, rehearsal.checks
        self._rows.addWidget(Label(kit, rehearsal.path.name, step="lead", bold=True, cut=True))
        parts = [kit.words.say_n("{n} workshop", "{n} workshops", len(info.workshops))]
        parts.append(say("{n} KB", n=kit.words.number(max(1, round(info.bytes / 1024)))))
        if info.sequence:
            parts.append(say("bundle {n} from this device", n=info.sequence))
        self._rows.addWidget(Label(kit, " · ".join(parts), step="small", tone="ash", wrap=True))
        self._row(True, say("Whole"), say("Nothing missing or altered since it was sealed"))
        self._row(True, say("Made for us"))
        if checks.missing:
            skipped = kit.words.say_n(
                "{n} earlier bundle of this device was never seen here",
                "{n} earlier bundles of this device were never seen here",
                checks.missing,
            )
            self._row(False, say("Something was skipped"), skipped)
        elif checks.older:
            self._row(True, say("Older than one that came already"))
        else:
            self._row(True, say("Nothing skipped"))
        self._show_signer(rehearsal)  # last: the words stand right above the box that is ticked

    def _show_signer(self, rehearsal: ImportPreview) -> None:
        """Known devices by name; of others the words, to be compared by voice."""
        say, checks, info = self._page.say, rehearsal.checks, rehearsal.info
        name = checks.name or info.device
        if checks.signer == "own":
            self._row(True, say("Signed by this very device"), f"“{name}”")
            return
        if checks.signer == "known":
            self._row(True, say("Signed by a device we know"), f"“{name}”")
            return
        told = say("“{name}”. Ask its owner to read these words to you:", name=name)
        self._row(False, say("Signed by a device we never met"), told)
        kit = self._page.kit
        self._words = DeviceWords(kit, info.maker.words(kit.words.language), columns=2)
        self._rows.addWidget(self._words)

    def bring_words_into_sight(self) -> None:
        """Scroll to the words of a device that is not known, where there are any."""
        if self._words is not None and shiboken6.isValid(self._words):
            bring_into_sight(self._words)

    def _row(self, fine: bool, head: str, second: str = "") -> None:
        kit = self._page.kit
        holder = QWidget()
        row = hbox(into=holder, gap=12, margins=(0, 2, 0, 2))
        colour = kit.colours.overdye if fine else kit.colours.ochre
        icon = IconLabel(kit, "check-circle" if fine else "warning", colour=colour, weight="fill")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(Label(kit, head, wrap=True), gap=0)
        if second:
            words.addWidget(Label(kit, second, step="small", tone="ash", wrap=True))
        row.addLayout(words, 1)
        self._rows.addWidget(hairline())
        self._rows.addWidget(holder)


class WithheldSheet(Sheet):
    """What the maker held back, and why."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit, page.say("What was withheld"))
        self._page = page
        self._words = Label(page.kit, wrap=True)
        self.add(self._words)

    def show_withheld(self, withheld: Sequence[Withheld], kept_back: KeptBack) -> None:
        """Show one sentence for each."""
        words = self._page.kit.words
        told = [consent.tell(one, words) for one in withheld]
        told += consent.tell_kept_back(kept_back, words)
        self.setVisible(bool(told))
        self._words.setText("\n".join(told))


class RefusedSheet(Sheet):
    """Files that were not taken: each with its three sentences, until the next files come."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit, page.say("Not taken in"))
        self._page = page
        self._rows = vbox(gap=8)
        self.body.addLayout(self._rows)
        self.names: list[str] = []
        self.hide()

    def forget(self) -> None:
        """Show nothing any more."""
        self.names.clear()
        clear(self._rows)
        self.hide()

    def add_refused(self, name: str, message: Message) -> None:
        """Show one more file and why it was not taken."""
        kit = self._page.kit
        holder = QWidget()
        row = hbox(into=holder, gap=12)
        icon = IconLabel(kit, "warning-circle", colour=kit.colours.madder, weight="fill")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(
            Label(kit, name, bold=True, cut=True),
            Label(kit, message.what, tone="madder", wrap=True),
            Label(kit, f"{message.safe} {message.next}", step="small", wrap=True),
            gap=2,
        )
        row.addLayout(words, 1)
        named(holder, f"{name}: {message.text}")
        if self.names:
            self._rows.addWidget(hairline())
        self._rows.addWidget(holder)
        self.names.append(name)
        self.show()
