"""Beside the list: photos of the signed sheet, kept as evidence of who was there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from carefacilitator.services.pictures.photos import SHEET, Photo, PhotoKept
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.photos.adding import Adding
from carefacilitator.ui.photos.photo_dialog import open_photos
from carefacilitator.ui.photos.strip import PhotoStrip
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.welcome.panels import Panels
from carefacilitator.ui.widgets.controls import Button, IconButton, Label

KEY = "Ctrl+G"


class SheetPanel(Panel):
    """Ctrl+G: the photos of the sheet, when they were kept, and adding another."""

    place = "figures"

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("Signed sheet"))
        self._page, self._program = page, program
        self._photos: list[Photo] = []
        kit, say = page.kit, self.say
        self.done.setText(say("Done"))
        self.told = Label(kit, wrap=True, bold=True)
        self.add(self.told)
        told = say("It names people, so it goes to nobody but your own group.")
        self.add(Label(kit, told, step="small", tone="ash", wrap=True))
        self.strip = PhotoStrip(page, program, say("Photos of the signed sheet"), wraps=True)
        self.strip.opened.connect(self._open)
        self.strip.keys_changed.connect(page.tools.keys_changed)
        self.add(self.strip, 1)
        self.more = Button(kit, say("Add a photo"), icon="image", key=KEY)
        self.add(self.more)
        self._show(())
        self.refresh()

    def acts(self) -> list[Act]:
        """The keys on a chosen photo."""
        say, within = self.say, self.strip
        name = self._page.name
        if not within.hasFocus():
            return []
        return [
            Act("welcome.sheet_open", "Enter", say("open large"), None, name),
            Act("welcome.sheet_off", "Delete", say("remove"), self._remove, name, within=within),
        ]

    def first_focus(self) -> QWidget:
        """The button that adds, or the photos there are."""
        return self.strip if self._photos else self.more

    def refresh(self) -> None:
        """Read again, on the worker."""
        self._page.run(partial(self._program.photos.sheets, self._page.workshop_id), self._show)

    def _show(self, photos: Sequence[Photo]) -> None:
        words = self._page.kit.words
        self._photos = list(photos)
        self.told.setText(sheet_words(self._page, photos) or words.say("Nothing is kept yet."))
        self.strip.show_photos(photos)
        self.strip.setVisible(bool(photos))

    def _open(self, photo_id: str) -> None:
        open_photos(self._page, self._program, photo_id, self._photos)

    def _remove(self) -> None:
        photo = self.strip.chosen()
        if photo is not None:
            self._page.run(partial(self._program.photos.remove, photo.id))


def sheet_words(page: Page, photos: Sequence[Photo]) -> str:
    """How many photos of the sheet are kept and from which day; nothing for none."""
    if not photos:
        return ""
    words = page.kit.words
    day = max(one.record.taken_on for one in photos)
    told = words.say_n("{n} photo kept", "{n} photos kept", len(photos))
    return words.say("{what}, {day}", what=told, day=words.day(day)) if day else told


class SheetDoor:
    """The button of the Welcome page, and everything that adds to the sheet."""

    def __init__(self, page: Page, program: Program, panels: Panels) -> None:
        self._page, self._program, self._panels = page, program, panels
        self.adding = Adding(page, program)
        self.adding.kept.connect(self._on_kept)
        self.button = IconButton(page.kit, page.say("Photo of the signed sheet"), "image")
        self.button.set_key(KEY)
        self.button.kind = "normal"
        self.button.clicked.connect(self.open)

    def open(self) -> None:
        """Open the panel; once it is open, choose a file."""
        if isinstance(self._panels.current, SheetPanel):
            self.choose()
            return
        panel = SheetPanel(self._page, self._program)
        panel.more.clicked.connect(self.choose)
        self._panels.open(panel)

    def choose(self) -> None:
        """Let a person choose pictures of the sheet."""
        self.adding.choose(self._page.say("Photo of the signed sheet"), lambda: SHEET)

    def take_files(self, names: Sequence[str]) -> None:
        """Take pictures that were dropped on the page."""
        self.adding.take_files(names, SHEET)

    def read(self) -> None:
        """Show on the button whether something is kept."""
        page = self._page
        read = partial(self._program.photos.sheets, page.workshop_id)
        page.run(read, partial(self._show, page.workshop_id))
        if isinstance(self._panels.current, SheetPanel):
            self._panels.current.refresh()

    def _show(self, workshop_id: str, photos: list[Photo]) -> None:
        page = self._page
        if workshop_id != page.workshop_id:
            return
        name, kept = page.say("Photo of the signed sheet"), sheet_words(page, photos)
        self.button.icon_weight = "fill" if photos else "regular"
        self.button.set_name(f"{name}: {kept}" if kept else name)

    def _on_kept(self, done: list[PhotoKept]) -> None:
        page, words = self._page, self._page.kit.words
        fresh = sum(not one.already for one in done)
        if fresh:
            told = words.say_n(
                "{n} photo of the sheet is kept.", "{n} photos of the sheet are kept.", fresh
            )
            safe = words.say("It names people, so it goes to nobody but your own group.")
            page.tools.tell("good", told, safe)
        else:
            told = words.say_n(
                "{n} photo was here already.", "{n} photos were here already.", len(done)
            )
            page.tools.tell("info", told)
