"""Ctrl+H: the history of a record. Every change to it, newest first, with who and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from carefacilitator.services.privacy.quotes import WITHDRAWN
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep.bin_and_history import HistoryEntry
from carefacilitator.ui.redaction.redact_words import holders_words
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import RIGHT_MARK
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.panels import Label, Sheet
from carefacilitator.ui.widgets.record_rows import (
    ExistingDelegate,
    ExistingLine,
    ExistingLines,
    HarvestList,
)
from carefacilitator.ui.words.history import act_words, lines, who_words
from carefacilitator.ui.words.records import kind_words

_WIDE, _HIGH = 720, 600


class HistoryDialog(Dialog):
    """What happened to one record, so that nobody has to wonder who wrote what."""

    def __init__(
        self,
        kit: Kit,
        program: Program,
        kind: str,
        record: str,
        remove: Callable[[], None],
        parent: QWidget,
        zone: dt.tzinfo | None = None,
    ) -> None:
        words, past = kit.words, program.past
        super().__init__(kit, words.say("History"), parent, width=_WIDE)
        self.resize(kit.theme.grown(_WIDE), _HIGH)
        title = " ".join(past.title(kind, record).split()) or kind_words(kind, words)
        if past.is_withdrawn(kind, record):
            title = words.say(WITHDRAWN)
        self.body.addWidget(Label(kit, words.say("History"), step="lead", bold=True))
        self.body.addWidget(Label(kit, title, tone="ash", cut=True))
        held = holders_words(program.redacting.holders(kind, record), words)
        self.held = Label(kit, held, wrap=True)
        self.held.setVisible(bool(held))
        self.body.addWidget(self.held)
        self._past, self._zone = past, zone
        entries = past.of(kind, record)
        self.model = ExistingLines(kit)
        self.model.setParent(self)
        name = words.say("History of “{title}”", title=title)
        self.list = HarvestList(kit, name, ExistingDelegate(kit, 0))
        self.list.setModel(self.model)
        rows = [row for one in entries if (row := self._line(one)) is not None]
        self.model.show_rows(rows)
        sheet = Sheet(kit, flush=True)
        sheet.add(self.list, 1)
        self.body.addWidget(sheet, 1)
        close = Button(kit, words.say("Close"), key="Esc")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        self.remove = Button(kit, words.say("Remove for good …"), icon="trash")
        self.remove.setVisible(bool(program.redacting.texts(kind, record)))
        self.remove.clicked.connect(self.accept)
        self.remove.clicked.connect(remove)
        self.acts.addWidget(close)
        self.acts.addWidget(self.remove)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def _line(self, entry: HistoryEntry) -> ExistingLine | None:
        words = self.kit.words
        mark = RIGHT_MARK if self.kit.theme.rtl else ""
        told = [f"{mark}{line}" for line in lines(entry, self._past, words, self._zone)]
        if not told:
            return None
        second = " · ".join(
            part for part in (who_words(entry.who, words), act_words(entry, words)) if part
        )
        moment = words.moment(entry.moment, self._zone)
        return ExistingLine(entry.change, "lesson", "\n".join(told), second, moment)
