"""The photos of the block that is written on, above the line; nothing where there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.records.records import Attachment
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.services.pictures.photos import BLOCK, NOTE, Photo, PhotoKept, Place
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.photos.adding import Adding, are_photos
from carefacilitator.ui.photos.strip import PhotoStrip
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, IconButton, hairline
from carefacilitator.ui.widgets.layout import vbox

ADD_KEY, LOOK_KEY = "Ctrl+I", "Ctrl+G"


class BlockPhotos(QWidget):
    """The row, and the acts on it. ``keys_changed`` when the row gets or loses the keyboard.

    ``chosen_note`` gives the note chosen in the list, to which a photo then belongs.
    """

    keys_changed = Signal()
    left = Signal()

    def __init__(
        self, page: Page, program: Program, chosen_note: Callable[[], NoteView | None]
    ) -> None:
        super().__init__()
        self._page, self._program, self._note = page, program, chosen_note
        self._workshop = self._block = ""
        self._placed: Sequence[Placed] = ()
        self._photos: list[Photo] = []
        self._adding = Adding(page, program)
        self._adding.kept.connect(self._on_kept)
        self.strip = PhotoStrip(page, program, page.say("Photos of this block"))
        self.strip.opened.connect(self.open)
        self.strip.keys_changed.connect(self.keys_changed)
        self.button = IconButton(page.kit, page.say("Add photos of this block"), "image")
        self.button.set_key(ADD_KEY)
        self.button.clicked.connect(self.add)
        column = vbox(hairline(), into=self, gap=0)
        inner = vbox(self.strip, margins=(13, 5, 13, 2))
        column.addLayout(inner)
        self.hide()

    def acts(self, name: str) -> list[Act]:
        """The keys for photos; those on a chosen one only while the row has the keyboard."""
        say = self._page.say
        found = [
            Act("facilitate.photo", ADD_KEY, say("add photos"), self.add, name, False),
            Act("facilitate.photos", LOOK_KEY, say("photos of this block"), self.look, name, False),
            Act("facilitate.paste", "Ctrl+V", say("paste a picture"), None, name, False),
        ]
        if not self.strip.hasFocus():
            return found
        within = partial(Act, page=name, within=self.strip)
        return [
            Act("facilitate.large", "Enter", say("open large"), None, name),
            within("facilitate.nobody", "N", say("nobody can be recognised"), self._nobody),
            within("facilitate.unphoto", "Delete", say("remove"), self._remove),
            Act("facilitate.unstrip", "Esc", say("back to the line"), None, name),
            *found,
        ]

    # showing ------------------------------------------------------------------------------

    def show_place(self, workshop_id: str, block_id: str, placed: Sequence[Placed]) -> None:
        """Say which block is written on; its photos follow."""
        self._placed = placed
        if (workshop_id, block_id) != (self._workshop, self._block):
            self._workshop, self._block = workshop_id, block_id
            self.read()

    def read(self) -> None:
        """Read the photos of the block again, on the worker."""
        if self._workshop:
            read = partial(self._program.photos.of_block, self._workshop, self._block)
            self._page.run(read, partial(self._on_read, self._workshop, self._block))

    def _on_read(self, workshop_id: str, block_id: str, photos: list[Photo]) -> None:
        if (workshop_id, block_id) != (self._workshop, self._block):
            return
        had = self.strip.hasFocus()
        self._photos = photos
        self.strip.show_photos(photos)
        self.setVisible(bool(photos))
        if had and not photos:
            self.left.emit()

    # adding -------------------------------------------------------------------------------

    def add(self) -> None:
        """Let a person choose pictures."""
        self._adding.choose(self._page.say("Add photos"), self._place)

    def take_files(self, names: Sequence[str]) -> bool:
        """Take pictures that were dropped or pasted; whether they are pictures at all."""
        if not are_photos(names):
            return False
        self._adding.take_files(names, self._place())
        return True

    def take_image(self, image: QImage) -> None:
        """Take the picture of the clipboard."""
        self._adding.take_image(image, self._place())

    def _place(self) -> Place:
        view = self._note()
        if view is not None:
            return Place(NOTE, view.note.id)
        return Place(BLOCK, self._block) if self._block else Place()

    def _on_kept(self, done: list[PhotoKept]) -> None:
        page, words = self._page, self._page.kit.words
        fresh = [one.photo for one in done if not one.already]
        if not fresh:
            told = words.say_n(
                "{n} photo was here already.", "{n} photos were here already.", len(done)
            )
            page.tools.tell("info", told)
            return
        unsaid = [one.id for one in fresh if not one.said]
        buttons = []
        if unsaid:
            nobody = Button(page.kit, words.say("Nobody can be recognised"), icon="check")
            nobody.clicked.connect(partial(self._say_nobody, unsaid))
            who = Button(page.kit, words.say("Say who…"), icon="users")
            who.clicked.connect(partial(self.open, unsaid[0]))
            buttons = [nobody, who]
        told = words.say_n(
            "{n} photo is kept, without its place and device.",
            "{n} photos are kept, without their place and device.",
            len(fresh),
        )
        then = words.say("Can anybody be recognised? Until this is said it stays in your group.")
        page.tools.tell("good", told, then=then if unsaid else "", acts=buttons)

    # doing --------------------------------------------------------------------------------

    def look(self) -> None:
        """Go to the row; where there is nothing yet, say how photos come in."""
        if self._photos:
            self.strip.take_keyboard()
        else:
            say = self._page.say
            told = say("This block has no photos yet.")
            then = say("Ctrl+I adds some; you can also drop them here or paste them into the line.")
            self._page.tools.tell("info", told, then=then)

    def block_with(self, photo_id: str) -> str | None:
        """The block of a photo that was searched for; None where it is no photo."""
        record = self._program.workspace.find(Attachment, photo_id)
        if record is None or not record.sha256:
            return None
        return self._program.photos.block_of(Photo(record))

    def go_to(self, photo_id: str, workshop_id: str, block_id: str) -> None:
        """Open a photo with the others of its block, wherever one came from."""
        from carefacilitator.ui.photos.photo_dialog import open_photos

        photos = self._program.photos.of_block(workshop_id, block_id)
        open_photos(self._page, self._program, photo_id, photos, self._placed)

    def open(self, photo_id: str) -> None:
        """Open a photo large."""
        from carefacilitator.ui.photos.photo_dialog import open_photos

        open_photos(self._page, self._program, photo_id, self._photos, self._placed)

    def _say_nobody(self, photo_ids: list[str], *_clicked: object) -> None:
        self._page.tools.hush()
        self._page.run(partial(self._program.photos.show_people, photo_ids, ()))

    def _nobody(self) -> None:
        photo = self.strip.chosen()
        if photo is not None:
            self._say_nobody([photo.id])

    def _remove(self) -> None:
        photo = self.strip.chosen()
        if photo is not None:
            self._page.run(partial(self._program.photos.remove, photo.id))
