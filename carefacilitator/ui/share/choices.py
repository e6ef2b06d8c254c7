"""What a person chooses for a paper: which, about what, in which language, whose names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES, Words
from carefacilitator.model.document.compendium import Selection
from carefacilitator.model.document.kinds import DOCUMENTS, DocumentKind
from carefacilitator.ui.share.menu_choice import MenuChoice, add_tick
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import Choice
from carefacilitator.ui.widgets.layout import vbox
from carefacilitator.ui.widgets.row_menu import add_act, make_menu

PICK_KEY = "Ctrl+L"
"""The key that opens the entries of a compendium."""
CARRY_KEY, DRAFTS_KEY = "Ctrl+Shift+E", "Ctrl+Shift+D"


def paper_words(kind: str, words: Words) -> str:
    """The name of a kind of document."""
    return words.say(DOCUMENTS[kind].name) if kind in DOCUMENTS else kind


class PaperChoices(QWidget):
    """The document (and the person, where it is for one); everything else stands in ``menu``.

    What means nothing for a kind of document is not offered. ``changed`` tells that the paper would
    now be another one; ``pick_asked`` that a person wants to choose the entries of a compendium.
    """

    changed = Signal()
    kind_changed = Signal(str)
    pick_asked = Signal()

    def __init__(self, kit: Kit, language: str) -> None:
        super().__init__()
        say = kit.words.say
        self._words = kit.words
        self._recipient = False
        self._picked: tuple[str, ...] = ()
        kinds = [(kind, say(told.name)) for kind, told in DOCUMENTS.items()]
        self.kind = Choice(kit, say("Document"), kinds, "summary")
        self.person = Choice(kit, say("For whom"), [("", say("Everyone who was there"))], "")
        vbox(self.kind, self.person, into=self, gap=8)
        self.menu = make_menu(kit, say("Choices for this paper"), self)
        self.menu.setToolTipsVisible(True)
        self._build_languages(kit, language)
        self._build_about(kit)
        self._build_ticks()
        self.kind.changed.connect(self._on_kind)
        self.person.changed.connect(self._on_choice)
        self.show_kind(self.kind.value())

    def _build_languages(self, kit: Kit, language: str) -> None:
        say = kit.words.say
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = MenuChoice(kit, self.menu, say("Language on paper"), names, language)
        self.language.changed.connect(self._on_language)
        beside = [("", say("Nothing")), *names]
        self.second = MenuChoice(kit, self.menu, say("Beside it"), beside)
        self.second.changed.connect(self._on_choice)

    def _build_about(self, kit: Kit) -> None:
        say = kit.words.say
        agreed = [("agreed", say("Where agreed")), ("none", say("No names at all"))]
        self.names = MenuChoice(kit, self.menu, say("Names"), agreed, "agreed")
        about = [("programme", say("Of this programme")), ("all", say("All that are here"))]
        self.about = MenuChoice(kit, self.menu, say("Workshops"), about, "programme")
        groups = [
            ("five_r", say("By R")),
            ("country", say("By country")),
            ("theme", say("By theme")),
        ]
        self.group = MenuChoice(kit, self.menu, say("Grouped"), groups, "five_r")
        self.about.changed.connect(lambda _about: self.take_picked(()))
        for one in (self.names, self.about, self.group):
            one.changed.connect(self._on_choice)

    def _build_ticks(self) -> None:
        say, menu = self._words.say, self.menu
        self.pick: QAction = add_act(menu, say("Choose entries"), PICK_KEY, self.pick_asked.emit)
        drafts = say("Lessons the group has not agreed to yet, in a group of their own")
        self.drafts = add_tick(menu, say("Drafts too, marked"), DRAFTS_KEY, drafts)
        sealed = say("Sealed for whoever can open the bundle, who can import the PDF itself")
        self.carry = add_tick(menu, say("Carry the data inside"), CARRY_KEY, sealed)
        for tick in (self.drafts, self.carry):
            tick.toggled.connect(self._on_choice)

    # showing ------------------------------------------------------------------------------

    def show_kind(self, kind: str) -> None:
        """Show what there is to choose for a kind of document."""
        told = DOCUMENTS[kind]
        self.person.setVisible(told.person)
        self.names.offer(told.names == "agreed")
        self.second.offer(told.beside)
        self.about.offer(told.together)
        self.group.offer(told.selects)
        self.drafts.setVisible(told.carries)
        self.pick.setVisible(told.selects)
        self.carry.setVisible(told.carries and self._recipient)
        self.kind_changed.emit(kind)

    def choose_kind(self, kind: str) -> None:
        """Choose a kind of document."""
        self.kind.set_value(kind)
        self._on_kind(kind)

    def choose_language(self, language: str) -> None:
        """Choose the language; the one beside it is another one."""
        self.language.set_value(language)
        self._on_language(language)

    def show_recipient(self, known: bool) -> None:
        """Whether there is somebody for whom data could be sealed."""
        self._recipient = known
        if not known:
            self.carry.setChecked(False)
        self.carry.setVisible(self.chosen.carries and known)

    def _on_kind(self, kind: str) -> None:
        self.show_kind(kind)
        self.changed.emit()

    def _on_language(self, language: str) -> None:
        if self.second.value() == language:
            self.second.set_value("")
        self.changed.emit()

    def _on_choice(self, *_told: object) -> None:
        self.changed.emit()

    # what is chosen -----------------------------------------------------------------------

    @property
    def chosen(self) -> DocumentKind:
        """What is true of the kind chosen."""
        return DOCUMENTS[self.kind.value()]

    @property
    def anonymous(self) -> bool:
        """Whether the paper names nobody."""
        return self.names.value() == "none" and self.names.offered

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
        return self.carry.isChecked() and self.carry.isVisible()

    @property
    def selection(self) -> Selection:
        """What a compendium takes."""
        return Selection(group=self.group.value(), lessons=self._picked)

    def take_picked(self, lessons: Sequence[str]) -> None:
        """A compendium takes exactly these lessons (ids); none for those worth repeating."""
        self._picked = tuple(lessons)
        count, words = len(self._picked), self._words
        chosen = words.say_n("{n} entry chosen", "{n} entries chosen", count)
        told = chosen if count else words.say("Choose entries")
        self.pick.setText(f"{told}\t{PICK_KEY}")
        self.changed.emit()

    def told(self, pages: int = 0) -> str:
        """What is chosen, in a line; with the pages that it came to."""
        words, say = self._words, self._words.say
        languages = " + ".join(
            OWN_NAMES[one] for one in (self.language.value(), self.beside) if one in OWN_NAMES
        )
        parts = [languages]
        if pages:
            parts.append(words.say_n("{n} page", "{n} pages", pages))
        if self.names.offered:
            parts.append(say("nobody named") if self.anonymous else say("names where agreed"))
        if self.about.offered:
            parts.append(self.about.words())
        if self.takes_drafts:
            parts.append(say("drafts marked"))
        if self.carries:
            parts.append(say("data inside"))
        return " · ".join(parts)
