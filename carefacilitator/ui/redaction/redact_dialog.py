"""Remove for good: let a text say only what may stay, or take the whole entry away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import OWN_NAMES
from carefacilitator.services.privacy.redaction import Redacting, Removed
from carefacilitator.ui.redaction.redact_words import holders_words, means_words
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.fields import Choice
from carefacilitator.ui.widgets.panels import Label
from carefacilitator.ui.widgets.text_edits import TextEdit
from carefacilitator.ui.words.records import field_words, kind_words

_WIDE = 760
Run = Callable[[Callable[[], Removed], Callable[[Removed], None]], None]
"""Runs a write on the worker, then what follows it."""


class RemovingDialog(Dialog):
    """One entry: its texts to reword, each with the one before gone, or the whole of it.

    ``run`` does the writing off the interface thread; ``done`` hears what was removed.
    """

    def __init__(
        self,
        kit: Kit,
        redacting: Redacting,
        entry: tuple[str, str],
        run: Run,
        done: Callable[[Removed], None],
        parent: QWidget,
    ) -> None:
        say = kit.words.say
        super().__init__(kit, say("Remove for good"), parent, width=_WIDE)
        self._redacting, self._kind, self._record = redacting, *entry
        self._run, self._done = run, done
        self._texts = dict(redacting.texts(self._kind, self._record))
        self.body.addWidget(Label(kit, say("Remove for good"), step="lead", bold=True))
        self.body.addWidget(Label(kit, kind_words(self._kind, kit.words), tone="ash"))
        options = [(field, self._name(field)) for field in self._texts]
        self.which = Choice(kit, say("Which text"), options, next(iter(self._texts), None))
        self.which.setVisible(len(options) > 1)
        self.which.changed.connect(self._show_text)
        self.body.addWidget(self.which)
        told = Label(kit, say("What may stay"), step="small", tone="ash")
        self.edit = TextEdit(kit, say("What may stay"), lines=3, most=8, grow=True)
        told.setBuddy(self.edit)
        for widget in (told, self.edit):
            widget.setVisible(bool(options))
            self.body.addWidget(widget)
        held = holders_words(redacting.holders(*entry), kit.words)
        self.held = Label(kit, held, wrap=True, bold=True)
        self.held.setVisible(bool(held))
        self.body.addWidget(self.held)
        self.body.addWidget(Label(kit, means_words(kit.words), wrap=True))
        self.body.addWidget(Label(kit, say("It cannot be undone."), bold=True))
        self._build_acts()
        self._show_text()
        (self.edit if options else self.leave).setFocus()

    def _name(self, field: str) -> str:
        base, _, language = field.partition("/")
        name = field_words(self._kind, base, self.kit.words)
        name = name[:1].upper() + name[1:]
        return f"{name} ({OWN_NAMES.get(language, language)})" if language else name

    def _build_acts(self) -> None:
        kit, say = self.kit, self.kit.words.say
        self.leave = Button(kit, say("Leave it as it is"), key="Esc")
        self.leave.clicked.connect(self.reject)
        self.acts.addWidget(self.leave)
        self.whole = Button(kit, say("Remove all of it"), icon="trash")
        self.whole.clicked.connect(self._on_whole)
        self.whole.setVisible(self._redacting.may_go_whole(self._kind, self._record))
        self.acts.addWidget(self.whole)
        self.keep = Button(kit, say("Keep only this wording"), key="Ctrl+Enter", kind="main")
        self.keep.clicked.connect(self._on_keep)
        self.keep.setVisible(bool(self._texts))
        self.acts.addWidget(self.keep)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._on_keep)

    def _show_text(self, *_field: str) -> None:
        self.edit.setPlainText(self._texts.get(self.which.value(), ""))
        self.edit.selectAll()

    def _on_keep(self) -> None:
        field, text = self.which.value(), self.edit.toPlainText().strip()
        if field:
            self._go(partial(self._redacting.reword, self._kind, self._record, field, text))

    def _on_whole(self) -> None:
        self._go(partial(self._redacting.remove, self._kind, self._record))

    def _go(self, work: Callable[[], Removed]) -> None:
        for button in (self.keep, self.whole):
            button.setEnabled(False)
        self._run(work, self._on_done)

    def _on_done(self, removed: Removed) -> None:
        self.accept()
        self._done(removed)
