"""The paper for everyone: which document, for whom, in which language; seen, printed, saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.badges_certificates import receivers
from carefacilitator.services.documents.compendium import side_by_side
from carefacilitator.services.documents.documents import DocumentDraft, DocumentRequest, Paper
from carefacilitator.services.exchange.export import Shared
from carefacilitator.services.file_names import file_name, plain_code
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import eject_first
from carefacilitator.settings import Settings
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.choices import PaperChoices, paper_words
from carefacilitator.ui.share.menu_choice import MenuButton, open_menu
from carefacilitator.ui.share.page_picture import PictureBeside
from carefacilitator.ui.share.paper_in_sight import PaperInSight
from carefacilitator.ui.share.paper_output import OnPaper, asked_place, look_at, print_out
from carefacilitator.ui.widgets.controls import Button, Label, Sheet
from carefacilitator.ui.widgets.flow_layout import FlowLayout
from carefacilitator.ui.widgets.layout import STRETCH, vbox
from carefacilitator.ui.widgets.progress import Held, Waiting
from carefacilitator.ui.widgets.row_menu import add_act

FIGURES_KEY = "Ctrl+Shift+F"
"""The key that shows the figures, the same on every page that has it."""
CHOICES_KEY = "F4"
"""The key that opens the choices for the paper."""
_AROUND = 64
"""Px of page and sheet above and below a picture."""


class PaperSheet(Sheet):
    """A document about the workshop: its first page, its choices, and handing it out.

    ``left`` tells that it left this computer.
    """

    left = Signal()

    def __init__(self, page: Page, program: Program, settings: Callable[[], Settings]) -> None:
        super().__init__(page.kit, page.say("Paper to hand out"), icon="file-pdf")
        self._page, self._program, self._settings = page, program, settings
        self.choices = PaperChoices(page.kit, settings().written)
        self.kind, self.language = self.choices.kind, self.choices.language
        self.second, self.person = self.choices.second, self.choices.person
        self._recipient = self._shown = ""
        self._told = Label(page.kit, tone="ash", wrap=True)
        self._sight = PaperInSight(page, self.choices, partial(self._making, sealed=False))
        self.picture, self.facts = self._sight.picture, self._sight.facts
        self._build()
        self._connect()
        self._on_kind(self.kind.value())

    # building -----------------------------------------------------------------------------

    def _build(self) -> None:
        kit, say = self._page.kit, self._page.say
        self.menu_button = MenuButton(
            kit, say("Choices"), self.choices.menu, icon="sliders", key=CHOICES_KEY
        )
        self.choices.menu.addSeparator()
        more = (
            (say("Summary in two languages"), "F8", self.look_in_two_languages),
            (say("Look at every page"), "F6", self.look),
            (say("Copy who was there, for the minutes"), "F7", self.copy_minutes),
            (say("Figures"), FIGURES_KEY, self.show_figures),
        )
        for words, key, call in more:
            add_act(self.choices.menu, words, key, call)
        self._waiting = Waiting(kit)
        beside = QWidget()
        vbox(
            self.choices,
            self._told,
            self.facts,
            self.menu_button,
            STRETCH,
            self._waiting,
            self._build_acts(),
            into=beside,
            gap=8,
        )
        self._beside = PictureBeside(kit, self.picture, beside)
        self.add(self._beside, 1)

    def _build_acts(self) -> QWidget:
        kit, say, holder = self._page.kit, self._page.say, QWidget()
        acts = FlowLayout(holder, gap=12, line_gap=8)
        self.save_button = Button(kit, say("Save PDF"), icon="file-pdf", key="Ctrl+S", kind="main")
        self.save_button.clicked.connect(self.ask_where)
        self.print_button = Button(kit, say("Print"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_out)
        self._makers = Held(self.save_button, self.print_button)
        for button in (self.save_button, self.print_button):
            acts.addWidget(button)
        return holder

    def _connect(self) -> None:
        self.choices.kind_changed.connect(self._on_kind)
        self.choices.pick_asked.connect(self.pick)
        self.picture.clicked.connect(self.look)
        self.picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.picture.customContextMenuRequested.connect(
            lambda place: self.choices.menu.popup(self.picture.mapToGlobal(place))
        )

    def set_room(self, low: bool, high: int) -> None:
        """Where the page is ``low``, what the paper is for is told by the pointer and to readers.

        In large text, too; the page then scrolls, and of its ``high`` px the picture takes no more
        than there are, so that it is seen together with what is done with it.
        """
        stacked = self._page.kit.theme.stacked
        self._told.setVisible(not (low or stacked))
        for choice in (self.kind, self.person):
            choice.label.setVisible(not low)
        if self.head is not None:
            self.head.setVisible(not (low or stacked))
        if stacked:
            self._beside.set_highest(high - _AROUND)

    # showing ------------------------------------------------------------------------------

    def show_workshop(self, workshop: Workshop) -> None:
        """Offer the language of documents from the settings, or the workshop's own."""
        if workshop.id != self._shown:
            self._shown = workshop.id
            self.choices.take_picked(())
        chosen = self._settings()
        spoken = self._page.kit.words.language
        wanted = chosen.report_language or spoken
        if not chosen.report_language and workshop.languages and wanted not in workshop.languages:
            wanted = workshop.languages[0]
        self.person.set_options([("", self._page.say("Everyone who was there"))], "")
        self.choices.show_kind(self.kind.value())
        self.choices.choose_language(wanted)
        self._sight.nothing_was_chosen()

    def take_again(self, shared: Shared) -> None:
        """Choose a paper as it was once handed out."""
        told, choices = shared.told, self.choices
        second = str(told.get("second", ""))
        choices.names.set_value("none" if told.get("anonymous") else "agreed")
        choices.language.set_value(str(told.get("language", self.language.value())))
        choices.second.set_value(second if second in LANGUAGES else "")
        choices.choose_kind(shared.kind)
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def draw_again(self) -> None:
        """Make the picture anew: what the paper says may be other than before."""
        self._sight.draw_again()

    def pick(self) -> None:
        """Let a person choose the entries of a compendium."""
        from carefacilitator.ui.share.compendium_picker import open_picking

        if self.kind.value() != "compendium":
            self.choices.choose_kind("compendium")
        everything = self.choices.about.value() == "all"
        open_picking(self._page, self._program, everything, self.choices)

    def show_recipient(self, device: str) -> None:
        """Offer to carry the data for whoever is chosen for the bundle; nobody where empty."""
        self._recipient = device
        self.choices.show_recipient(bool(device))

    def _on_kind(self, kind: str) -> None:
        hint = self._page.say(DOCUMENTS[kind].hint)
        self._told.setText(hint)
        tipped(self.kind.combo, hint)
        if DOCUMENTS[kind].person and self._page.workshop_id:
            read = partial(receivers, self._program.dossiers, self._page.workshop_id)
            self._page.run(read, self._show_people)

    def _show_people(self, people: list[tuple[str, str]]) -> None:
        everyone = ("", self._page.say("Everyone who was there"))
        self.person.set_options([everyone, *people], self.person.value())
        if self.person.combo.currentIndex() < 0:
            self.person.set_value("")

    # acts ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Make the document and show it."""
        self._draft(self._show)

    def show_figures(self) -> None:
        """Show the charts of this workshop; of several, where the paper chosen is about them."""
        about = "workshop"
        if self.choices.chosen.together:
            about = self.choices.about.value()
        self._page.tools.go("figures", self._page.workshop_id, about)

    def look_in_two_languages(self) -> None:
        """Make the summary in two languages of the workshop and show it."""
        self.choices.choose_kind("summary")
        if not self.second.value():
            self.second.set_value(self._other_language())
            self.choices.changed.emit()
        self.look()

    def choose(self) -> None:
        """Open the choices."""
        self.menu_button.open_menu()

    def choose_language(self) -> None:
        """Open the languages."""
        open_menu(self.language.menu, self.menu_button)

    def print_out(self) -> None:
        """Make the document and ask for a printer."""
        self._draft(lambda draft: print_out(self, self._on_paper(draft)))

    def ask_where(self) -> None:
        """Ask for a place and save there."""
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        alone = not self.choices.chosen.together
        code = (
            plain_code(self._program.workspace, workshop.code if workshop else "") if alone else ""
        )
        parts = (code, self.kind.value(), self.language.value(), self.choices.beside)
        path = asked_place(self._page.kit, self, file_name(*parts, ending=".pdf"))
        if path:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the document and say what was written."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        self._draft(partial(self._keep, path=path))

    def copy_minutes(self) -> None:
        """Put who was there on the clipboard, ready to paste."""
        from carefacilitator.services.documents.attendance_minutes import minutes_of

        self._page.tools.saving.flush()
        read = partial(
            minutes_of, self._program.dossiers, self._page.workshop_id, self.language.value()
        )
        self._page.run(read, lambda made: self._copied(made.text))

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        say = self._page.say
        self._page.tools.tell(
            "good",
            say("Who was there is copied."),
            say("Only people who agreed to the list are named."),
            say("Paste it into your minutes."),
        )

    # making -------------------------------------------------------------------------------

    def _other_language(self) -> str:
        """Another language of the workshop, else the screen's, else the first that differs."""
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        wanted = [*(workshop.languages if workshop else ()), self._page.kit.words.language]
        others = [one for one in (*wanted, *LANGUAGES) if one in LANGUAGES]
        return next(one for one in others if one != self.language.value())

    def _draft(self, then: Callable[[DocumentDraft], object]) -> None:
        """Make the document on the worker and go on with it."""
        make = self._making()
        self._begin(self._page.say("The document is being made."))
        self._page.tools.saving.flush()

        def made(draft: DocumentDraft) -> None:
            self._end()
            then(draft)

        self._page.run(make, made, self._on_failed)

    def _making(self, *, sealed: bool = True) -> Callable[[], DocumentDraft]:
        """What the worker has to do, as chosen now; a picture needs no data sealed inside."""
        program, choices, kind = self._program, self.choices, self.kind.value()
        workshop, everything = self._page.workshop_id, choices.about.value() == "all"
        carry = self._recipient if choices.carries and sealed else ""
        together = choices.chosen.together
        wished = DocumentRequest(
            kind,
            workshop,
            self.language.value(),
            anonymous=choices.anonymous,
            paper=self._settings().paper,
            second=choices.beside,
            person=self.person.value() if choices.chosen.person else "",
            selection=choices.selection,
            drafts=choices.takes_drafts,
        )

        def make() -> DocumentDraft:
            about = side_by_side(program.workshops, workshop, everything) if together else workshop
            to = [program.identity.recipient(carry)] if carry else []
            return program.papers.draft(replace(wished, workshops=about, attach_to=to))

        return make

    def _begin(self, words: str) -> None:
        self._makers.begin(words)
        self._waiting.begin(words)

    def _end(self) -> None:
        self._waiting.end()
        self._makers.end()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._page.tools.tell_failure(error)

    def _on_paper(self, draft: DocumentDraft) -> OnPaper:
        return OnPaper(
            paper_words(draft.kind, self._page.kit.words),
            draft.made.content,
            draft.file_name,
            partial(self._keep, draft),
            partial(self._on_printed, draft),
            self._page.tools.tell_failure,
        )

    def _show(self, draft: DocumentDraft) -> None:
        look_at(self._page.kit, self, self._on_paper(draft))

    def _keep(self, draft: DocumentDraft, path: Path) -> None:
        self._begin(self._page.say("The PDF is being written and read back."))
        keep = partial(self._program.papers.keep, draft, path)
        self._page.run(keep, self._on_saved, self._on_failed)

    def _on_printed(self, draft: DocumentDraft, pages: int) -> None:
        say, words = self._page.say, self._page.kit.words
        told = words.say_n("{n} page", "{n} pages", pages)
        self._page.tools.tell("good", say("Sent to the printer: {pages}.", pages=told))
        self._page.run(
            partial(self._program.papers.note, draft),
            lambda _nothing: self.left.emit(),
        )

    def _on_saved(self, paper: Paper) -> None:
        self._end()
        say, words = self._page.say, self._page.kit.words
        pages = words.say_n("{n} page", "{n} pages", paper.pages)
        show = Button(self._page.kit, say("Open it"), icon="eye")
        show.clicked.connect(partial(_open, paper.path))
        happened = say("{name} is saved, {pages}.", name=paper.path.name, pages=pages)
        safe, then = say("It was read back and checked."), ""
        if paper.missing_glyphs:
            letters = " ".join(paper.missing_glyphs[:8])
            then = say("Some signs are shown as boxes: {letters}.", letters=letters)
        then = " ".join(filter(None, (then, eject_first(paper.path, words))))
        self._page.tools.tell("good", happened, safe, then, acts=[show])
        self.left.emit()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
