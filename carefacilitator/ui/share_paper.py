"""The paper for everyone: which document, for whom, in which language; seen, printed, saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES, Words
from carefacilitator.model.records import Workshop
from carefacilitator.reports import KINDS
from carefacilitator.services.handouts import NAMED, receivers
from carefacilitator.services.papers import Draft, Paper
from carefacilitator.services.program import Program
from carefacilitator.settings import Settings
from carefacilitator.ui.controls import Button, Choice, Label, Sheet
from carefacilitator.ui.flow import FlowLayout
from carefacilitator.ui.page import Page
from carefacilitator.ui.showing_paper import OnPaper, asked_place, look_at, print_out
from carefacilitator.ui.waiting import Waiting

_OFFERED = ("summary", "report", "signin", "agenda", "running_order", "badges", "certificates")
"""Documents about one workshop, in the order in which they are offered."""


def paper_words(kind: str, words: Words) -> str:
    """The name of a kind of document."""
    return {
        "summary": words.say("Summary"),
        "report": words.say("Full report"),
        "series": words.say("Report of the series"),
        "compendium": words.say("Compendium"),
        "signin": words.say("Sign-in sheet"),
        "agenda": words.say("Agenda"),
        "running_order": words.say("Running order"),
        "badges": words.say("Badges"),
        "certificates": words.say("Certificates"),
    }.get(kind, kind)


def paper_hint(kind: str, words: Words) -> str:
    """What is on a document and whose names, in a line."""
    if kind == "signin":
        return words.say(
            "A row for each person who agreed to be stored, and empty rows for walk-ins."
        )
    if kind == "agenda":
        return words.say("Times, rooms and methods, for the door or for every chair.")
    if kind == "running_order":
        return words.say("For those who facilitate: who leads, what to bring and how it is done.")
    if kind == "badges":
        return words.say(
            "For label sheets (A4: Avery L4785, Letter: Avery 5395) or card to cut; blank ones for "
            "walk-ins."
        )
    if kind == "certificates":
        return words.say("A page for each person who was there, with the time and a code to check.")
    return words.say(
        "Key messages, lessons, commitments. Names and quotes only where people agreed."
    )


class PaperSheet(Sheet):
    """Look at a document about the workshop, print it, save it, or copy who was there."""

    def __init__(self, page: Page, program: Program, settings: Callable[[], Settings]) -> None:
        super().__init__(page.kit, page.say("Paper to hand out"), icon="file-pdf")
        self._page, self._program, self._settings = page, program, settings
        self._told = Label(page.kit, paper_hint("summary", page.kit.words), tone="ash", wrap=True)
        self.add(self._told)
        self._build_choices()
        self._build_acts()
        self._waiting = Waiting(page.kit)
        self.add(self._waiting)
        self._on_kind("summary")

    # building -----------------------------------------------------------------------------

    def _build_choices(self) -> None:
        say, kit = self._page.say, self._page.kit
        built = [kind for kind in _OFFERED if kind in KINDS]
        kinds = [(kind, paper_words(kind, kit.words)) for kind in built]
        self.kind = Choice(kit, say("Document"), kinds, "summary")
        self.kind.changed.connect(self._on_kind)
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = Choice(kit, say("Language on paper"), names, self._settings().written)
        self.language.changed.connect(self._on_language)
        agreed = [("agreed", say("Where agreed")), ("none", say("No names at all"))]
        self.names = Choice(kit, say("Names"), agreed, "agreed")
        self.second = Choice(kit, say("Beside it"), [("", say("Nothing")), *names], "")
        self.person = Choice(kit, say("For whom"), [("", say("Everyone who was there"))], "")
        choices = (self.kind, self.language, self.second, self.names, self.person)
        if kit.theme.stacked:
            grid = QGridLayout()
            grid.setSpacing(12)
            for at, choice in enumerate(choices):
                grid.addWidget(choice, at // 2, at % 2)
            self.body.addLayout(grid)
            return
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice in choices:
            row.addWidget(choice)
        self.body.addLayout(row)

    def _build_acts(self) -> None:
        say, kit = self._page.say, self._page.kit
        holder = QWidget()
        acts = FlowLayout(holder, gap=12, line_gap=8)
        self.look_button = Button(kit, say("Look at it"), icon="eye", key="F6", kind="main")
        self.look_button.clicked.connect(self.look)
        self.print_button = Button(kit, say("Print"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_out)
        self.save_button = Button(kit, say("Save PDF"), icon="file-pdf", key="Ctrl+S")
        self.save_button.clicked.connect(self.ask_where)
        self.minutes_button = Button(
            kit, say("For the minutes"), icon="clipboard-text", key="F7", kind="quiet"
        )
        self.minutes_button.setToolTip(say("Copy who was there for the minutes (F7)"))
        self.minutes_button.clicked.connect(self.copy_minutes)
        buttons = (self.look_button, self.print_button, self.save_button, self.minutes_button)
        for button in buttons:
            acts.addWidget(button)
        self._makers = buttons[:3]
        self.add(holder)

    # showing ------------------------------------------------------------------------------

    def show_workshop(self, workshop: Workshop) -> None:
        """Offer the language of documents from the settings, or the workshop's own."""
        chosen = self._settings()
        spoken = self._page.kit.words.language
        wanted = chosen.report_language or spoken
        if not chosen.report_language and workshop.languages and wanted not in workshop.languages:
            wanted = workshop.languages[0]
        self.language.set_value(wanted)
        self._on_language(wanted)
        self.person.set_options([("", self._page.say("Everyone who was there"))], "")
        self._on_kind(self.kind.value())

    def _on_kind(self, kind: str) -> None:
        self._told.setText(paper_hint(kind, self._page.kit.words))
        self.names.setVisible(kind not in NAMED and kind != "agenda")
        self.second.setVisible(kind == "summary")
        self.person.setVisible(kind == "certificates")
        if kind == "certificates" and self._page.workshop_id:
            read = partial(receivers, self._program, self._page.workshop_id)
            self._page.run(read, self._show_people)

    def _on_language(self, language: str) -> None:
        """The language beside is another one."""
        if self.second.value() == language:
            self.second.set_value("")

    def _show_people(self, people: list[tuple[str, str]]) -> None:
        everyone = ("", self._page.say("Everyone who was there"))
        self.person.set_options([everyone, *people], self.person.value())
        if self.person.combo.currentIndex() < 0:
            self.person.set_value("")

    # acts ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Make the document and show it."""
        self._draft(self._show)

    def look_in_two_languages(self) -> None:
        """Make the summary in two languages of the workshop and show it."""
        self.kind.set_value("summary")
        self._on_kind("summary")
        if not self.second.value():
            self.second.set_value(self._other_language())
        self.look()

    def print_out(self) -> None:
        """Make the document and ask for a printer."""
        self._draft(lambda draft: print_out(self, self._on_paper(draft)))

    def ask_where(self) -> None:
        """Ask for a place and save there."""
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        code = workshop.code if workshop else ""
        parts = (code, self.kind.value(), self.language.value(), self._second())
        path = asked_place(self._page.kit, self, "-".join(part for part in parts if part) + ".pdf")
        if path:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the document and say what was written."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        self._draft(partial(self._keep, path=path))

    def copy_minutes(self) -> None:
        """Put who was there on the clipboard, ready to paste."""
        from carefacilitator.services.minutes import minutes_of

        self._page.tools.saving.flush()
        read = partial(minutes_of, self._program, self._page.workshop_id, self.language.value())
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

    def _second(self) -> str:
        return self.second.value() if self.kind.value() == "summary" else ""

    def _other_language(self) -> str:
        """Another language of the workshop, else the screen's, else the first that differs."""
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        wanted = [*(workshop.languages if workshop else ()), self._page.kit.words.language]
        others = [one for one in (*wanted, *LANGUAGES) if one in LANGUAGES]
        return next(one for one in others if one != self.language.value())

    def _draft(self, then: Callable[[Draft], object]) -> None:
        """Make the document on the worker and go on with it."""
        kind = self.kind.value()
        make = partial(
            self._program.papers.draft,
            self._page.workshop_id,
            kind,
            self.language.value(),
            self.names.value() == "none" and self.names.isVisibleTo(self),
            self._settings().paper,
            second=self._second(),
            person=self.person.value() if kind == "certificates" else "",
        )
        self._begin(self._page.say("The document is being made."))
        self._page.tools.saving.flush()

        def made(draft: Draft) -> None:
            self._end()
            then(draft)

        self._page.run(make, made, self._on_failed)

    def _begin(self, words: str) -> None:
        for button in self._makers:
            button.block(words)
        self._waiting.begin(words)

    def _end(self) -> None:
        self._waiting.end()
        for button in self._makers:
            button.block(None)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._page.tools.tell_failure(error)

    def _on_paper(self, draft: Draft) -> OnPaper:
        return OnPaper(
            paper_words(draft.kind, self._page.kit.words),
            draft.made.content,
            draft.file_name,
            partial(self._keep, draft),
            partial(self._on_printed, draft),
            self._page.tools.tell_failure,
        )

    def _show(self, draft: Draft) -> None:
        look_at(self._page.kit, self, self._on_paper(draft))

    def _keep(self, draft: Draft, path: Path) -> None:
        self._begin(self._page.say("The PDF is being written and read back."))
        keep = partial(self._program.papers.keep, draft, path)
        self._page.run(keep, self._on_saved, self._on_failed)

    def _on_printed(self, draft: Draft, pages: int) -> None:
        say, words = self._page.say, self._page.kit.words
        told = words.say_n("{n} page", "{n} pages", pages)
        self._page.tools.tell("good", say("Sent to the printer: {pages}.", pages=told))
        self._page.run(
            partial(self._program.papers.note, draft),
            lambda _nothing: self._page.refresh(frozenset()),
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
        self._page.tools.tell("good", happened, safe, then, acts=[show])
        self._page.refresh(frozenset())


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
