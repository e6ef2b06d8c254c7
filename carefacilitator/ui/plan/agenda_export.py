"""Ctrl+P on the Plan page: the agenda on paper, as a calendar or as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.file_names import file_name, plain_code
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import eject_first, place_for
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, CheckBox, Choice, Dialog, Label

FORMS = ("agenda", "running_order", "ics", "csv")
"""Kinds of paper first, then endings of files for other programs."""


class WriteDialog(Dialog):
    """What form, in what language, with whose names; then where."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("Print or save the agenda"), page.window(), width=520)
        self._page, self._program = page, program
        kit, say = page.kit, page.say
        words = {
            "agenda": say("PDF for the door: times, rooms and methods"),
            "running_order": say("PDF for who facilitates: with lead, materials and steps"),
            "ics": say("Calendar (.ics) for phones and calendar programs"),
            "csv": say("Table (.csv) for spreadsheet programs"),
        }
        self.form = Choice(kit, say("As"), [(form, words[form]) for form in FORMS], FORMS[0])
        self.form.changed.connect(self._on_form)
        workshop = program.workspace.find(Workshop, page.workshop_id)
        spoken = kit.words.language
        told = workshop.languages if workshop is not None else ()
        first = next((one for one in told if one in LANGUAGES), spoken)
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = Choice(kit, say("Language"), names, spoken if spoken in told else first)
        self.leads = CheckBox(kit, say("With who leads each block"))
        self._told = Label(kit, step="small", tone="ash", wrap=True)
        for part in (self.form, self.language, self.leads, self._told):
            self.body.addWidget(part)
        leave = Button(kit, say("Leave it"), key="Esc")
        leave.clicked.connect(self.reject)
        self.save = Button(kit, say("Save"), icon="floppy-disk", kind="main")
        self.save.clicked.connect(self._ask_where)
        self.save.setDefault(True)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.save)
        self._name = plain_code(program.workspace, workshop.code if workshop else "")
        self._on_form(FORMS[0])
        self.form.combo.setFocus()

    def _on_form(self, form: str) -> None:
        say = self._page.say
        self.leads.setVisible(form in ("ics", "csv"))
        told = {
            "agenda": say("Names nobody. Hang it up or hand it out."),
            "running_order": say("Holds the names of who leads. Keep it among you."),
        }
        neutral = say("Names go out only where you say so.")
        self._told.setText(told.get(form, neutral))

    @property
    def ending(self) -> str:
        """What the file's name ends with."""
        form = self.form.value()
        return f".{form}" if form in ("ics", "csv") else ".pdf"

    def _ask_where(self) -> None:
        say, ending = self._page.say, self.ending
        name = file_name(self._name, say("agenda"), self.language.value(), ending="")
        path, _ = QFileDialog.getSaveFileName(
            self, say("Print or save the agenda"), place_for(name + ending), f"*{ending}"
        )
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the file and say where it is."""
        if path.suffix.lower() != self.ending:
            path = path.with_name(path.name + self.ending)
        self.save.block(self._page.say("The file is being written."))
        page, program, language = self._page, self._program, self.language.value()
        work: Callable[[], object]
        if self.ending == ".pdf":
            kind = self.form.value()
            wished = DocumentRequest(kind, page.workshop_id, language)
            work = partial(program.papers.write, wished, path)
        else:
            leads, write = self.leads.isChecked(), program.agenda_files.write
            work = partial(write, page.workshop_id, path, language, leads=leads)
        page.run(work, partial(self._on_done, path), self._on_failed)

    def _on_done(self, path: Path, _written: object) -> None:
        self.accept()
        self._page.tools.tell(
            "good",
            self._page.say("Saved: {file}", file=path.name),
            then=eject_first(path, self._page.kit.words),
        )

    def _on_failed(self, error: Exception) -> None:
        self.reject()
        self._page.tools.tell_failure(error)
