"""Parts of the import page: counts by kind, checks, what was withheld, two versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.model import consent
from carefacilitator.model.dossier import Withheld
from carefacilitator.services.arrivals import (
    ArrivingConflict,
    ArrivingVersion,
    KindCount,
    Rehearsal,
)
from carefacilitator.ui.choices import Option, RadioChip
from carefacilitator.ui.controls import IconLabel, Label, Sheet, hairline
from carefacilitator.ui.page import Page
from carefacilitator.ui.record_words import field_words, kind_icon, kind_words


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
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        kit, say = self._page.kit, self._page.say
        heads = (say("New"), say("Same"), say("Changed"), say("Two versions"))
        for column, words in enumerate(heads, 2):
            self._grid.addWidget(self._figure(words, "small", "ash", False), 0, column)
        for row, one in enumerate(counts):
            line = 2 * row + 1
            self._grid.addWidget(hairline(), line, 0, 1, 6)
            icon = IconLabel(kit, kind_icon(one.kind))
            self._grid.addWidget(icon, line + 1, 0)
            name = Label(kit, kind_words(one.kind, kit.words))
            name.setMinimumHeight(kit.theme.row(40) - 1)
            self._grid.addWidget(name, line + 1, 1)
            for column, number in enumerate((one.new, one.same, one.changed, one.conflicts), 2):
                matters = number > 0 and column != 3
                shown = kit.words.number(number) if number else "–"
                tone = "soot" if number else "ash"
                figure = self._figure(shown, "lead" if matters else "body", tone, matters)
                figure.setAccessibleName(
                    f"{kind_words(one.kind, kit.words)}, {heads[column - 2]}: {number}"
                )
                self._grid.addWidget(figure, line + 1, column)

    def _figure(self, text: str, step: str, tone: str, bold: bool) -> Label:
        kit = self._page.kit
        label = Label(kit, text, step=step, tone=tone, bold=bold)  # type: ignore[arg-type]
        side = Qt.AlignmentFlag.AlignLeft if kit.theme.rtl else Qt.AlignmentFlag.AlignRight
        label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        label.setMinimumWidth(round(84 * kit.theme.factor))
        return label


class ChecksSheet(Sheet):
    """Whole, for us, known, nothing skipped: each a word and a sign."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit)
        self._page = page
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """Show what was found out about the bundle itself."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        kit, say, info, checks = self._page.kit, self._page.say, rehearsal.info, rehearsal.checks
        self._rows.addWidget(Label(kit, rehearsal.path.name, step="lead", bold=True, cut=True))
        count = kit.words.say_n("{n} workshop", "{n} workshops", len(info.workshops))
        size = say("{n} KB", n=kit.words.number(max(1, round(info.bytes / 1024))))
        self._rows.addWidget(Label(kit, f"{count} · {size}", step="small", tone="ash"))
        self._row(True, say("Whole"), say("Nothing missing or altered since it was sealed"))
        self._row(True, say("Made for us"), "")
        known = checks.signer != "unknown"
        name = checks.name or info.device
        words = " – ".join(checks.words)
        if known:
            self._row(True, say("Signed by a device we know"), f"“{name}”")
        else:
            told = say("“{name}”. Ask its owner to read these words to you:", name=name)
            self._row(False, say("Signed by a device we never met"), f"{told}\n{words}")
        if checks.missing:
            skipped = kit.words.say_n(
                "{n} earlier bundle of this device was never seen here",
                "{n} earlier bundles of this device were never seen here",
                checks.missing,
            )
            self._row(False, say("Something was skipped"), skipped)
        else:
            self._row(True, say("Nothing skipped"), "")

    def _row(self, fine: bool, head: str, second: str) -> None:
        kit = self._page.kit
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        colour = kit.colours.overdye if fine else kit.colours.ochre
        icon = IconLabel(kit, "check-circle" if fine else "warning", colour=colour, weight="fill")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(kit, head, wrap=True))
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

    def show_withheld(self, withheld: Sequence[Withheld]) -> None:
        """Show one sentence for each."""
        self.setVisible(bool(withheld))
        words = self._page.kit.words
        self._words.setText("\n".join(consent.tell(one, words) for one in withheld))


class ConflictBox(QWidget):
    """A field with several versions, side by side; ``chosen`` carries the value."""

    chosen = Signal(object)

    def __init__(self, page: Page, conflict: ArrivingConflict) -> None:
        super().__init__()
        self._page = page
        kit, say = page.kit, page.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(IconLabel(kit, "git-merge", colour=kit.colours.ochre))
        kind, field = kind_words(conflict.kind, kit.words), field_words(conflict.field, kit.words)
        title = say(
            "{kind}, “{title}”: two versions of the {field}",
            kind=kind,
            title=conflict.title,
            field=field,
        )
        head.addWidget(Label(kit, title, bold=True, wrap=True), 1)
        column.addLayout(head)
        self._values = [one.value for one in conflict.versions]
        for number, version in enumerate(conflict.versions):
            button = RadioChip(kit, Option(str(number), _shown(version.value)))
            button.setAccessibleName(f"{self._who(version)}: {_shown(version.value)}")
            button.clicked.connect(self._on_clicked)
            button.setProperty("number", number)
            column.addWidget(Label(kit, self._who(version), step="small", tone="ash"))
            column.addWidget(button)

    def _who(self, version: ArrivingVersion) -> str:
        where = self._page.say("Here") if version.here else self._page.say("In the bundle")
        moment = dt.datetime.fromtimestamp(version.clock / 1000, dt.UTC).astimezone()
        day = self._page.kit.words.day(moment.date(), "medium")
        parts = (where, version.name or version.device, f"{day} {moment.strftime('%H:%M')}")
        return " · ".join(part for part in parts if part)

    def _on_clicked(self) -> None:
        number = self.sender().property("number")
        if isinstance(number, int):
            self.chosen.emit(self._values[number])


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 200 else text[:200] + "…"
