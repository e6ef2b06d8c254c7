"""The paper for everyone: which document, in which language, and saving it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from carefacilitator.i18n import LANGUAGES, OWN_NAMES, Words
from carefacilitator.model.records import Workshop
from carefacilitator.reports import KINDS
from carefacilitator.services.papers import Paper
from carefacilitator.services.program import Program
from carefacilitator.settings import Settings
from carefacilitator.ui.controls import Button, Choice, Label, Sheet
from carefacilitator.ui.page import Page
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
    """Save the summary, the full report, the agenda or the sign-in sheet as a PDF."""

    def __init__(self, page: Page, program: Program, settings: Callable[[], Settings]) -> None:
        super().__init__(page.kit, page.say("Paper to hand out"), icon="file-pdf")
        self._page, self._program, self._settings = page, program, settings
        say, kit = page.say, page.kit
        self._told = Label(kit, paper_hint("summary", kit.words), tone="ash", wrap=True)
        self.add(self._told)
        row = QHBoxLayout()
        row.setSpacing(12)
        built = [kind for kind in _OFFERED if kind in KINDS]
        kinds = [(kind, paper_words(kind, kit.words)) for kind in built]
        self.kind = Choice(kit, say("Document"), kinds, "summary")
        self.kind.changed.connect(self._on_kind)
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = Choice(kit, say("Language on paper"), names, settings().written)
        agreed = [("agreed", say("Where agreed")), ("none", say("No names at all"))]
        self.names = Choice(kit, say("Names"), agreed, "agreed")
        for choice in (self.kind, self.language, self.names):
            row.addWidget(choice, 1)
        self.body.addLayout(row)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        self.save_button = Button(kit, say("Save PDF"), icon="file-pdf", key="Ctrl+P", kind="main")
        self.save_button.clicked.connect(self.ask_where)
        acts.addWidget(self.save_button)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self._waiting = Waiting(kit)
        self.add(self._waiting)

    def show_workshop(self, workshop: Workshop) -> None:
        """Offer the language of documents from the settings, or the workshop's own."""
        chosen = self._settings()
        spoken = self._page.kit.words.language
        wanted = chosen.report_language or spoken
        if not chosen.report_language and workshop.languages and wanted not in workshop.languages:
            wanted = workshop.languages[0]
        self.language.set_value(wanted)

    def _on_kind(self, kind: str) -> None:
        self._told.setText(paper_hint(kind, self._page.kit.words))

    def ask_where(self) -> None:
        """Ask for a place and save there."""
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        code = workshop.code if workshop else ""
        name = "-".join(part for part in (code, self.kind.value(), self.language.value()) if part)
        suggested = str(Path.home() / f"{name}.pdf")
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Save PDF"), suggested, "PDF (*.pdf)"
        )
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the document and say what was written."""
        words = self._page.say("The PDF is being written and read back.")
        self.save_button.block(words)
        self._waiting.begin(words)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        write = partial(
            self._program.papers.write,
            self._page.workshop_id,
            self.kind.value(),
            self.language.value(),
            path,
            self.names.value() == "none",
            self._settings().paper,
        )
        self._page.tools.saving.flush()
        self._page.run(write, self._on_saved, self._on_failed)

    def _on_saved(self, paper: Paper) -> None:
        self._waiting.end()
        self.save_button.block(None)
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

    def _on_failed(self, error: Exception) -> None:
        self._waiting.end()
        self.save_button.block(None)
        self._page.tools.tell_failure(error)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
