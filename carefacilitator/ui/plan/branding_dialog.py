"""The colour and the logos of a programme, with the head of a paper as it will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from carefacilitator.errors import Refusal
from carefacilitator.i18n import isolate
from carefacilitator.messages import sentences
from carefacilitator.model.document import colours
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.services.pictures.branding import Logo
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import place_for
from carefacilitator.ui.page import Page
from carefacilitator.ui.plan.branding_preview import PaperHead
from carefacilitator.ui.plan.branding_widgets import LogoLine, colour_names, contrast_words, png_of
from carefacilitator.ui.widgets.controls import (
    Button,
    Chips,
    Dialog,
    Field,
    Label,
    Option,
    Scroll,
    hairline,
)
from carefacilitator.ui.widgets.layout import STRETCH, clear, vbox

_WIDE, _HIGH, _PREVIEW = 980, 640, 380
_NONE = ""
_OURS = frozenset({"programme_colour", "logo_add", "logo_move", "logo_owner", "logo_remove"})
"""What Ctrl+Z takes back here; anything else waits until the panel is closed."""


def open_looks(page: Page, program: Program) -> BrandingDialog | None:
    """Open the panel for the programme of the page's workshop; without one, say so."""
    workshop = program.workspace.find(Workshop, page.workshop_id)
    found = program.workspace.find(Programme, workshop.programme_id) if workshop else None
    if found is None:
        then = page.say("Choose a programme for this workshop first (F2).")
        page.tools.tell("info", page.say("Colour and logos belong to a programme."), then=then)
        return None
    dialog = BrandingDialog(page, program, found)
    dialog.open()
    return dialog


class BrandingDialog(Dialog):
    """What is changed is kept at once and shown in the preview; Ctrl+Z takes it back."""

    def __init__(self, page: Page, program: Program, programme: Programme) -> None:
        kit = page.kit
        say = kit.words.say
        super().__init__(kit, say("Colour and logos"), page.window(), width=0)
        self._page, self._program, self.say = page, program, say
        self._id = programme.id
        self._title = in_language(programme, "title", kit.words.language)
        self.setMinimumWidth(0)
        self.setAcceptDrops(True)
        room = page.window().size()
        wide = min(kit.theme.grown(_WIDE), room.width() - 32)
        self.resize(wide, min(kit.theme.grown(_HIGH), room.height() - 48))
        self.lines: dict[str, LogoLine] = {}
        self._images: dict[str, QImage] = {}
        self._build()
        self._build_acts()
        self._read()
        chip = self._chip_now()
        (self.own.edit if chip is None else self.chips.button(chip)).setFocus()

    # building -----------------------------------------------------------------------------

    def _build(self) -> None:
        kit, stacked = self.kit, self.kit.theme.stacked
        side = self._side = Scroll(margins=(5, 0, 8, 0))
        self._build_colour(side.body)
        side.body.addWidget(hairline())
        self._build_logos(side.body)
        side.body.addStretch(1)
        self.preview = PaperHead(kit)
        shown = QWidget()
        vbox(
            Label(kit, self.say("So papers will look"), step="small", tone="ash"),
            self.preview,
            STRETCH,
            into=shown,
        )
        towards = QBoxLayout.Direction
        row = QBoxLayout(towards.TopToBottom if stacked else towards.LeftToRight)
        row.setSpacing(16)
        if stacked:
            side.body.insertWidget(side.body.count() - 1, shown)
        else:
            shown.setFixedWidth(_PREVIEW)
        row.addWidget(side, 1)
        if not stacked:
            row.addWidget(shown)
        self.body.addLayout(row, 1)

    def _build_colour(self, body: QVBoxLayout) -> None:
        kit, say = self.kit, self.say
        body.addWidget(Label(kit, self._title, step="lead", bold=True, wrap=True))
        body.addWidget(
            Label(
                kit,
                say("They stand on every paper of this programme and travel with its workshops."),
                tone="ash",
                wrap=True,
            )
        )
        names = colour_names(kit.words)
        options = [Option(_NONE, say("CareFacilitator’s own"))]
        options += [
            Option(name, names[name], "circle", colour, weight="fill")
            for name, colour in colours.PALETTE.items()
        ]
        body.addWidget(Label(kit, say("Colour"), bold=True))
        self.chips = Chips(kit, say("Colour"), options, several=False)
        self.chips.changed.connect(self._on_chip)
        body.addWidget(self.chips)
        self.own = Field(kit, say("Another colour, in six digits"), placeholder="#1D5B4F")
        self.own.edit.textEdited.connect(self._on_typed)
        self.own.edit.editingFinished.connect(self._on_own)
        body.addWidget(self.own)
        self.told = Label(kit, step="small", tone="ash", wrap=True)
        body.addWidget(self.told)

    def _build_logos(self, body: QVBoxLayout) -> None:
        kit, say = self.kit, self.say
        body.addWidget(Label(kit, say("Logos"), bold=True))
        self.trouble = Label(kit, tone="madder", wrap=True)
        self.trouble.hide()
        body.addWidget(self.trouble)
        self._rows = vbox(gap=8)
        body.addLayout(self._rows)
        add = Button(kit, say("Add logos"), icon="plus", key="Ctrl+O")
        add.clicked.connect(self._choose)
        body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        more = say("Or drop picture files here, or paste a picture with Ctrl+V. PNG or JPEG.")
        body.addWidget(Label(kit, more, step="small", tone="ash", wrap=True))

    def _build_acts(self) -> None:
        close = Button(self.kit, self.say("Close"), key="Esc", kind="main")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        self.acts.addWidget(close)
        for key, do in (("Ctrl+O", self._choose), ("Ctrl+V", self._paste), ("Ctrl+Z", self._undo)):
            QShortcut(QKeySequence(key), self).activated.connect(do)

    # showing ------------------------------------------------------------------------------

    def _read(self, focus: Callable[[], None] | None = None) -> None:
        """Read everything again on the worker, then show it and give the keyboard back."""
        self._page.run(partial(_read, self._program, self._id), partial(self._show, focus))

    def _show(
        self, focus: Callable[[], None] | None, found: tuple[str, list[tuple[Logo, QImage]]]
    ) -> None:
        colour, logos = found
        self._colour = colour
        if not (self.own.edit.hasFocus() and self.own.edit.isModified()):  # she may be typing
            named = colours.name_of(colour)
            self.own.set_text("" if named else colour)
            self.own.set_error(None)
        chip = self._chip_now()
        self.chips.choose([] if chip is None else [chip])
        self._show_logos(logos)
        self._show_paper(colour)
        if focus is not None:
            focus()

    def _chip_now(self) -> str | None:
        """The chip of the present colour; None for a colour of one's own."""
        colour = self._program.looks.colour(self._id)
        return (colours.name_of(colour) or None) if colour else _NONE

    def _show_logos(self, logos: Sequence[tuple[Logo, QImage]]) -> None:
        order = [logo.id for logo, _ in logos]
        self._images = {logo.id: image for logo, image in logos}
        if order != list(self.lines):
            for line in self.lines.values():
                line.watch.save_now()
            clear(self._rows)
            self.lines = {}
            for at, (logo, image) in enumerate(logos):
                line = LogoLine(self._page, self._program, logo, image)
                line.place(at, len(logos))
                line.moved.connect(partial(self._move, logo.id))
                line.removed.connect(partial(self._remove, logo.id))
                self.lines[logo.id] = line
                self._rows.addWidget(line)
            return
        for logo, _ in logos:
            self.lines[logo.id].watch.load(logo.record.caption)

    def _show_paper(self, colour: str) -> None:
        words = self.kit.words
        self.told.setText(contrast_words(words, colour))
        count = words.say_n("{n} logo", "{n} logos", len(self._images))
        told = self.say("So papers will look: {what}", what=f"{self.told.text()} {count}")
        self.preview.show_looks(self._title, colour, list(self._images.values()), told)

    def _tell(self, error: Exception | None, name: str = "") -> None:
        """What went wrong, beside what it is about; nothing when all is well."""
        self.trouble.setVisible(error is not None)
        if error is not None:
            said = sentences(error, self.kit.words)
            head = f"{isolate(name)}: " if name else ""
            self.trouble.setText(f"{head}{said.what} {said.next}")
            self._side.body.activate()  # so that it has its height before it is scrolled to
            self._side.ensureWidgetVisible(self.trouble)

    # colour -------------------------------------------------------------------------------

    def _on_chip(self, keys: list[str]) -> None:
        self.own.set_text("")
        self.own.set_error(None)
        self._set_colour(keys[0] if keys else _NONE)

    def _on_typed(self, text: str) -> None:
        """Show a colour while it is typed; it is kept when the field is left or Enter comes."""
        colour = colours.read(text)
        if colour or not text.strip():
            self.own.set_error(None)
            self._show_paper(colour or self._colour)

    def _on_own(self) -> None:
        text = self.own.text().strip()
        if not text:
            self._show_paper(self._colour)
            return
        if not colours.read(text):
            self.own.set_error(self.say("Write six digits or letters A to F, such as #1D5B4F."))
            return
        if colours.read(text) != self._colour:
            self._set_colour(text)

    def _set_colour(self, text: str) -> None:
        work = partial(self._program.looks.set_colour, self._id, text)
        self._page.run(work, lambda _colour: self._read())

    # logos --------------------------------------------------------------------------------

    def _choose(self) -> None:
        kinds = self.say("Pictures ({patterns})", patterns="*.png *.PNG *.jpg *.JPG *.jpeg *.JPEG")
        dialog = QFileDialog(self, self.say("Add logos"), place_for(), f"{kinds};;* (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take_files)
        dialog.open()

    def take_files(self, names: Sequence[str]) -> None:
        """Take in logos from files; what is refused does not stop the others."""
        self._tell(None)
        for name in names:
            add = partial(_add_file, self._program, self._id, Path(name))
            self._page.run(add, self._on_added, partial(self._tell, name=Path(name).name))

    def _paste(self) -> None:
        """Take a picture, or files, from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        image = QGuiApplication.clipboard().image()
        if files:
            self.take_files(files)
        elif not image.isNull():
            self._tell(None)
            add = partial(_add_image, self._program, self._id, image)
            self._page.run(add, self._on_added, self._tell)

    def _on_added(self, logo: Logo) -> None:
        """Ask whose it is: the field of the new logo has the keyboard."""
        self._read(lambda: self.lines[logo.id].owner.edit.setFocus())

    def _move(self, logo_id: str, steps: int) -> None:
        work = partial(self._program.looks.move, logo_id, steps)
        after = partial(self._to_arrow, logo_id, steps)
        self._page.run(work, lambda _moved: self._read(after))

    def _to_arrow(self, logo_id: str, steps: int) -> None:
        if logo_id in self.lines:
            self.lines[logo_id].focus_arrow(steps)

    def _remove(self, logo_id: str) -> None:
        order = list(self.lines)
        rest = [one for one in order if one != logo_id]
        after = rest[min(order.index(logo_id), len(rest) - 1)] if rest else ""
        focus = partial(self._to_owner, after)
        work = partial(self._program.looks.remove, logo_id)
        self._page.run(work, lambda _none: self._read(focus))

    def _to_owner(self, logo_id: str) -> None:
        if logo_id in self.lines:
            self.lines[logo_id].owner.edit.setFocus()

    def _undo(self) -> None:
        """Take back the last step where it was made here."""
        self._page.tools.saving.flush()
        self._page.run(partial(_undo, self._program), lambda _none: self._read())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take files in."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_files(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field keeps what is written there and leaves the panel open."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(self.focusWidget(), QLineEdit):
            event.accept()
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Keep what was typed, then close."""
        for line in self.lines.values():
            line.watch.save_now()
        super().done(result)


# on the worker ------------------------------------------------------------------------------


def _read(program: Program, programme: str) -> tuple[str, list[tuple[Logo, QImage]]]:
    logos = program.looks.logos(programme)
    return program.looks.colour(programme), [(one, _image(program, one)) for one in logos]


def _image(program: Program, logo: Logo) -> QImage:
    """The picture, proven to be one; none where it is damaged or not here."""
    try:
        return QImage.fromData(QByteArray(program.looks.picture(logo).data))
    except Refusal:
        return QImage()


def _add_file(program: Program, programme: str, path: Path) -> Logo:
    return program.looks.add(programme, program.looks.prepare(path))


def _add_image(program: Program, programme: str, image: QImage) -> Logo:
    return program.looks.add(programme, program.looks.prepare(png_of(image)))


def _undo(program: Program) -> None:
    step = program.history.next_undo()
    if step is not None and step.label in _OURS:
        program.history.undo()
