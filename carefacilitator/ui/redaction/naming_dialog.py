"""Texts that name a person who is forgotten: each to keep, to free of her name, or to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.services.privacy.redaction import Held, Redacting, Removed
from carefacilitator.services.privacy.texts_naming import Naming
from carefacilitator.ui.redaction.redact_dialog import Run
from carefacilitator.ui.redaction.redact_words import holders_words
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.controls import Label, Scroll
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.fields import Choice
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.text_edits import TextEdit
from carefacilitator.ui.words.records import kind_words

_WIDE, _HIGH = 760, 600
KEEP, REWORD, REMOVE = "keep", "reword", "remove"


class NamingDialog(Dialog):
    """The list; nothing is written before it is agreed to with Ctrl+Enter.

    What is proposed is the text with “[…]” for the name; it may be worded otherwise.
    """

    def __init__(
        self,
        kit: Kit,
        redacting: Redacting,
        namings: Sequence[Naming],
        held: Held,
        run: Run,
        done: Callable[[Removed], None],
        parent: QWidget,
    ) -> None:
        say = kit.words.say
        super().__init__(kit, say("Texts that name this person"), parent, width=_WIDE)
        self.resize(kit.theme.grown(_WIDE), _HIGH)
        self._redacting, self._run, self._done = redacting, run, done
        title = say("Texts that name this person")
        self.body.addWidget(Label(kit, title, step="lead", bold=True))
        told = say(
            "Each of these texts still names this person. What you reword or remove here is gone"
            " for good, from the history and the bin too; whoever was handed it is asked by the"
            " next bundle to remove it."
        )
        self.body.addWidget(Label(kit, told, wrap=True))
        held_by = holders_words(held.bundles, kit.words, whole=True)
        if held_by:
            self.body.addWidget(Label(kit, held_by, wrap=True, tone="ash"))
        scroll = Scroll()
        self.rows = [NamingRow(kit, redacting, one) for one in namings]
        for row in self.rows:
            scroll.body.addWidget(row)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)
        leave = Button(kit, say("Leave them as they are"), key="Esc")
        leave.clicked.connect(self.reject)
        leave.setDefault(True)
        self.go = Button(kit, say("Change these texts"), key="Ctrl+Enter", kind="main")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.go)
        if self.rows:
            self.rows[0].choice.combo.setFocus()

    def _on_go(self) -> None:
        self.go.setEnabled(False)
        rewordings = [
            (row.naming, row.edit.toPlainText().strip())
            for row in self.rows
            if row.choice.value() == REWORD
        ]
        removals = [row.naming for row in self.rows if row.choice.value() == REMOVE]
        work = partial(self._redacting.settle_names, rewordings, removals)
        self._run(work, self._on_done)

    def _on_done(self, removed: Removed) -> None:
        self.accept()
        self._done(removed)


class NamingRow(QWidget):
    """One text: what it says, what is to become of it, and the wording that may stay."""

    def __init__(self, kit: Kit, redacting: Redacting, naming: Naming) -> None:
        super().__init__()
        say = kit.words.say
        self.naming = naming
        column = vbox(into=self, gap=4, margins=(0, 4, 8, 8))
        head = hbox()
        kind = kind_words(naming.kind, kit.words)
        head.addWidget(Label(kit, kind, step="small", tone="ash"), 1)
        options = [(REWORD, say("Reword for good")), (KEEP, say("Leave it as it is"))]
        if redacting.may_go_whole(naming.kind, naming.record):
            options.insert(1, (REMOVE, say("Remove all of it")))
        name = " ".join(naming.text.split())[:60]
        chosen = REWORD if naming.whole else KEEP
        self.choice = Choice(kit, say("“{title}”: what becomes of it", title=name), options, chosen,
                             show_label=False)  # fmt: skip
        combo, metrics = self.choice.combo, self.choice.combo.fontMetrics()
        widest = max(metrics.horizontalAdvance(words) for _, words in options)
        combo.setMinimumWidth(widest + kit.theme.grown(64))  # no choice is cut short
        self.choice.changed.connect(self._show)
        head.addWidget(self.choice)
        column.addLayout(head)
        column.addWidget(Label(kit, naming.text, wrap=True))
        self.edit = TextEdit(kit, say("What may stay"), lines=2, most=5, grow=True)
        self.edit.setPlainText(naming.masked)
        column.addWidget(self.edit)
        self._show()

    def _show(self, *_choice: str) -> None:
        self.edit.setVisible(self.choice.value() == REWORD)
