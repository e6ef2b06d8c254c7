"""What a person chooses for a paper: which, about what, in which language, whose names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES, Words
from carefacilitator.model.document.compendium import Selection
from carefacilitator.model.document.kinds import DOCUMENTS, DocumentKind
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import Button, CheckBox, Choice
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.panels import reveal

PICK_KEY = "Ctrl+L"
"""The key that opens the entries of a compendium."""
_SHARES = (27, 24, 21, 28, 45)
"""How the width is shared by the choices of a row."""
_LEAST = 4
_ADJUST = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


def paper_words(kind: str, words: Words) -> str:
    """The name of a kind of document."""
    return words.say(DOCUMENTS[kind].name) if kind in DOCUMENTS else kind


class PaperChoices(QWidget):
    """The choices; those that mean nothing for a kind of document are not shown.

    ``drafts``, ``carry`` and ``pick`` are for the sheet to place.
    """

    kind_changed = Signal(str)

    def __init__(self, kit: Kit, language: str) -> None:
        super().__init__()
        say = kit.words.say
        kinds = [(kind, say(told.name)) for kind, told in DOCUMENTS.items()]
        self.kind = Choice(kit, say("Document"), kinds, "summary")
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = Choice(kit, say("Language on paper"), names, language)
        self.second = Choice(kit, say("Beside it"), [("", say("Nothing")), *names], "")
        agreed = [("agreed", say("Where agreed")), ("none", say("No names at all"))]
        self.names = Choice(kit, say("Names"), agreed, "agreed")
        self.person = Choice(kit, say("For whom"), [("", say("Everyone who was there"))], "")
        about = [("programme", say("Of this programme")), ("all", say("All that are here"))]
        self.about = Choice(kit, say("Workshops"), about, "programme")
        groups = [
            ("five_r", say("By R")),
            ("country", say("By country")),
            ("theme", say("By theme")),
        ]
        self.group = Choice(kit, say("Grouped"), groups, "five_r")
        self.carry = CheckBox(kit, say("Carry the data inside"))
        tipped(
            self.carry,
            say("Sealed for the recipient below, who can import the PDF itself (Ctrl+Shift+E)"),
        )
        self.drafts = CheckBox(kit, say("Drafts too, marked"))
        tipped(
            self.drafts,
            say("Lessons the group has not agreed to yet, in a group of their own (Ctrl+Shift+D)"),
        )
        self.pick = Button(
            kit, say("Choose entries"), icon="list-checks", told_key=PICK_KEY, kind="quiet"
        )
        self._words = kit.words
        self._recipient = False
        self._picked: tuple[str, ...] = ()
        self._lay_out(kit)
        self.about.changed.connect(lambda _about: self.take_picked(()))
        self.kind.changed.connect(self.show_kind)
        self.language.changed.connect(self.show_language)
        self.show_kind(self.kind.value())

    def _lay_out(self, kit: Kit) -> None:
        column = vbox(into=self, gap=8)
        first = (self.kind, self.language, self.second, self.names, self.person)
        second = (self.about, self.group)
        if kit.theme.stacked:
            grid = QGridLayout()
            grid.setSpacing(12)
            for at, choice in enumerate((*first, *second)):
                grid.addWidget(choice, at // 2, at % 2)
            column.addLayout(grid)
            return
        for choices in (first, second):
            row = hbox(gap=8)
            for choice, share in zip(choices, _SHARES, strict=False):
                # Else the longest entry of one list would cut what the others show.
                choice.combo.setSizeAdjustPolicy(_ADJUST)
                choice.combo.setMinimumContentsLength(_LEAST)
                row.addWidget(choice, share)
            column.addLayout(row)

    def show_kind(self, kind: str) -> None:
        """Show what there is to choose for a kind of document."""
        told = DOCUMENTS[kind]
        self.names.setVisible(told.names == "agreed")
        self.second.setVisible(told.beside)
        self.person.setVisible(told.person)
        self.about.setVisible(told.together)
        self.group.setVisible(told.selects)
        placed_later = (
            (self.drafts, told.carries),
            (self.pick, told.selects),
            (self.carry, told.carries and self._recipient),
        )
        for widget, wanted in placed_later:
            if wanted:
                reveal(widget)
            else:
                widget.hide()
        self.kind_changed.emit(kind)

    def show_language(self, language: str) -> None:
        """The language beside is another one."""
        if self.second.value() == language:
            self.second.set_value("")

    def show_recipient(self, known: bool) -> None:
        """Whether there is somebody for whom data could be sealed."""
        self._recipient = known
        if not known:
            self.carry.setChecked(False)
        self.carry.setVisible(self.chosen.carries and known)

    @property
    def chosen(self) -> DocumentKind:
        """What is true of the kind chosen."""
        return DOCUMENTS[self.kind.value()]

    @property
    def anonymous(self) -> bool:
        """Whether the paper names nobody."""
        return self.names.value() == "none" and self.names.isVisibleTo(self)

    @property
    def takes_drafts(self) -> bool:
        """Whether lessons that nobody agreed to yet are printed, too."""
        return self.drafts.isChecked() and self.chosen.carries

    @property
    def beside(self) -> str:
        """The second language of a summary."""
        return self.second.value() if self.chosen.beside else ""

    @property
    def carries(self) -> bool:
        """Whether the data travel inside."""
        return self.carry.isChecked() and self.carry.isVisibleTo(self)

    @property
    def selection(self) -> Selection:
        """What a compendium takes."""
        return Selection(group=self.group.value(), lessons=self._picked)

    def take_picked(self, lessons: Sequence[str]) -> None:
        """A compendium takes exactly these lessons (ids); none for those worth repeating."""
        self._picked = tuple(lessons)
        count, words = len(self._picked), self._words
        chosen = words.say_n("{n} entry chosen", "{n} entries chosen", count)
        self.pick.setText(chosen if count else words.say("Choose entries"))
