"""What the forms in the middle of the Harvest page share: head, body, foot, the large words.

A form belongs to one record for its whole life: opening another makes another form, so that what is
still being saved can never reach the wrong record.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from carefacilitator.i18n import OWN_NAMES, RIGHT_TO_LEFT
from carefacilitator.ui.harvest.versions import Versions
from carefacilitator.ui.page import Page
from carefacilitator.ui.runtime.autosave import Watch
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import IconButton, Label, Scroll, hairline
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.text_edits import TextEdit

STACK_MARGIN = (20, 14, 20, 8)


class RecordForm(QWidget):
    """A record being written: ``head`` row, ``body`` that scrolls, ``foot`` row of acts.

    ``finished`` says that the record is kept and the notes may have the keyboard again;
    ``removed`` that it went to the bin.
    """

    finished = Signal()
    removed = Signal()
    _scroll: Scroll | None = None

    def __init__(self, page: Page, record_id: str, *, fresh: bool) -> None:
        super().__init__()
        self.page, self.kit, self.say = page, page.kit, page.say
        self.record_id, self.fresh = record_id, fresh
        column = vbox(into=self, gap=0)
        self.body = self._build_body(column)
        self.head = hbox(gap=10)
        self.title = Label(self.kit, step="lead", bold=True)
        self.head.addWidget(self.title)
        self.body.addLayout(self.head)
        self.versions = Versions(page)
        self.body.addWidget(self.versions)
        if self._scroll is not None:
            column.addWidget(self._foot_line())
        self.foot = hbox(gap=8, margins=(20, 8, 20, 16))
        column.addLayout(self.foot)

    def _build_body(self, column: QVBoxLayout) -> QVBoxLayout:
        if self.kit.theme.stacked:  # the page scrolls
            inner = vbox()
            inner.setContentsMargins(*STACK_MARGIN)
            inner.setSpacing(8)
            column.addLayout(inner, 1)
            return inner
        self._scroll = Scroll(margins=STACK_MARGIN)
        column.addWidget(self._scroll, 1)
        return self._scroll.body

    def _foot_line(self) -> QFrame:
        """A line above the acts, shown while something lies below them."""
        line = hairline()
        line.hide()
        if self._scroll is not None:
            bar = self._scroll.verticalScrollBar()
            bar.rangeChanged.connect(lambda _least, most: line.setVisible(most > 0))
        return line

    def add_label(self, text: str, buddy: QWidget | None = None) -> Label:
        """Put a small label above what follows."""
        label = Label(self.kit, text, step="small", tone="ash")
        if buddy is not None:
            label.setBuddy(buddy)
        self.body.addWidget(label)
        return label

    def bin_button(self, name: str) -> IconButton:
        """The button that moves the record to the bin."""
        button = IconButton(self.kit, name, "trash", key="Ctrl+Delete")
        button.clicked.connect(self.remove)
        return button

    # what the page asks of every form -----------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of this form, those of the key line first."""
        return [self.act("agree", "Ctrl+Enter", self.say("done"), self.agree)]

    def act(
        self, what: str, key: str, words: str, call: Callable[[], None], *, line: bool = True
    ) -> Act:
        """One key of the form; ``line`` as in :class:`Act`."""
        return Act(f"{self.page.name}.{what}", key, words, call, self.page.name, line)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when the form opens."""
        return self

    def refresh(self) -> None:
        """Read the record again; what is being typed stays."""

    def agree(self) -> None:
        """The one main act of the page (Ctrl+Enter)."""

    def remove(self) -> None:
        """Move it to the bin."""

    def show_chosen(self, note_ids: list[str]) -> None:
        """Know which notes are chosen."""


class GrowingText(TextEdit):
    """A text that is as high as its lines at the width it has, also when it was not typed."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with narrower lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.grow()

    def grow(self) -> None:
        """Count the lines; Qt lays out a paragraph only when somebody asks how high it is."""
        layout, lines = self.document().documentLayout(), 0
        block = self.document().begin()
        while block.isValid():
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        self._fit(max(self._lines, min(self._most, lines)))


class LargeText(QWidget):
    """The words of a record, large because the group is watching, one editor for each language.

    ``store(language, text)`` runs on the worker while typing goes on, ``end(language)`` after a
    visit. ``typed`` is emitted with every key, ``left`` when the words lose the keyboard.
    """

    typed = Signal()
    left = Signal()

    def __init__(
        self,
        page: Page,
        name: str,
        placeholder: str,
        store: Callable[[str, str], None],
        end: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._page, self._name, self._placeholder = page, name, placeholder
        self._store, self._end = store, end
        self._edits: dict[str, GrowingText] = {}
        self._watches: dict[str, Watch] = {}
        self.language = ""
        self._box = vbox(into=self)

    @property
    def edit(self) -> GrowingText:
        """The editor of the language shown."""
        return self._edits[self.language]

    def use(self, language: str) -> None:
        """Show the words in ``language``."""
        if language not in self._edits:
            self._make(language)
        had_focus = self.language in self._edits and self.edit.hasFocus()
        self.language = language
        for key, edit in self._edits.items():
            edit.setVisible(key == language)
        self.setFocusProxy(self.edit)
        if had_focus:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, language: str) -> None:
        kit = self._page.kit
        told = OWN_NAMES.get(language, language)
        name = f"{self._name} ({told})" if told else self._name
        edit = GrowingText(kit, name, lines=2, most=7, grow=True, step="title")
        edit.setPlaceholderText(self._placeholder)
        edit.setTabChangesFocus(True)
        option = edit.document().defaultTextOption()
        towards = Qt.LayoutDirection
        if language:
            rtl = language in RIGHT_TO_LEFT
            option.setTextDirection(towards.RightToLeft if rtl else towards.LeftToRight)
            edit.document().setDefaultTextOption(option)
        self._edits[language] = edit
        self._watches[language] = self._page.tools.saving.watch(
            edit, partial(self._store, language), partial(self._end, language)
        )
        edit.textChanged.connect(self.typed)
        edit.left.connect(self.left)
        self._box.addWidget(edit)

    def load(self, texts: dict[str, str]) -> None:
        """Show what is stored, by language; what is not saved yet stays."""
        for language, text in texts.items():
            if language not in self._edits:
                continue
            edit = self._edits[language]
            if edit.toPlainText() == text:
                self._watches[language].load(text)
            elif self._watches[language].load(text):
                edit.grow()
                edit.moveCursor(QTextCursor.MoveOperation.End)
                self.typed.emit()

    def text(self) -> str:
        """The words shown."""
        return self.edit.toPlainText()

    def any_text(self) -> bool:
        """Whether there are words in any language."""
        return any(edit.toPlainText().strip() for edit in self._edits.values())

    def dirty(self) -> bool:
        """Whether something typed is not on disk yet."""
        return any(watch.dirty for watch in self._watches.values())

    def save_now(self) -> None:
        """Queue what is typed, at once."""
        for watch in self._watches.values():
            watch.save_now()

    def rename(self, old: str, new: str) -> None:
        """The words of ``old`` were in ``new`` all along: make the editor again at the next use."""
        edit = self._edits.pop(old, None)
        self._watches.pop(old, None)
        had_focus = edit is not None and edit.hasFocus()
        self.use(new)
        if had_focus:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if edit is not None:
            self._box.removeWidget(edit)
            edit.deleteLater()
