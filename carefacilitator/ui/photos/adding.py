"""Adding photos: from files, from the clipboard, by dropping; looked at one by one on the worker.

Each picture is a job of its own, so that what is typed meanwhile is saved between two of them; all
that are fit are then kept as one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from carefacilitator.messages import sentences
from carefacilitator.services.pictures.photos import PhotoKept, Place
from carefacilitator.services.pictures.sanitise import PhotoUnreadable, Picture
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import place_for
from carefacilitator.ui.page import Page

SUFFIXES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".bmp", ".heic", ".heif", ".mpo")
"""Files that are taken for photos; what is inside decides whether they are."""

Source = Callable[[], Picture]


def are_photos(paths: Sequence[str]) -> bool:
    """Whether files that were dropped look like photos."""
    return any(Path(one).suffix.lower() in SUFFIXES for one in paths)


@dataclass
class _Batch:
    """Pictures on their way to one place."""

    workshop: str
    place: Place
    waiting: list[tuple[str, Source]]
    found: list[Picture] = field(default_factory=list)
    refused: list[tuple[str, Exception]] = field(default_factory=list)


class Adding(QObject):
    """Takes pictures in. ``kept`` carries what became of them (a list of :class:`PhotoKept`)."""

    kept = Signal(list)

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page)
        self._page, self._program = page, program
        self.dialog: QFileDialog | None = None

    def choose(self, title: str, place: Callable[[], Place]) -> None:
        """Let a person choose files; ``place`` is asked when they are chosen."""
        page = self._page
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in SUFFIXES)
        kinds = page.say("Pictures ({patterns})", patterns=patterns)
        dialog = QFileDialog(page, title, place_for(), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take_files(names, place()))
        self.dialog = dialog
        dialog.open()

    def take_files(self, names: Sequence[str], place: Place) -> None:
        """Take files in."""
        prepare = self._program.photos.prepare
        self._begin([(Path(one).name, partial(prepare, Path(one))) for one in names], place)

    def take_image(self, image: QImage, place: Place) -> None:
        """Take in a picture that is no file: from the clipboard."""
        name = self._page.say("Picture from the clipboard")
        self._begin([(name, partial(_from_image, self._program, image))], place)

    def _begin(self, waiting: list[tuple[str, Source]], place: Place) -> None:
        if waiting:
            self._next(_Batch(self._page.workshop_id, place, waiting))

    def _next(self, batch: _Batch) -> None:
        """Look at the next picture, or keep what was found fit."""
        page = self._page
        if batch.waiting:
            name, source = batch.waiting.pop(0)
            page.run(source, partial(self._on_found, batch), partial(self._on_no, batch, name))
        elif batch.found:
            keep = partial(self._program.photos.keep, batch.workshop, batch.found, batch.place)
            page.run(keep, partial(self._on_kept, batch))
        else:
            self._tell_refused(batch)

    def _on_found(self, batch: _Batch, picture: Picture) -> None:
        batch.found.append(picture)
        self._next(batch)

    def _on_no(self, batch: _Batch, name: str, error: Exception) -> None:
        batch.refused.append((name, error))
        self._next(batch)

    def _on_kept(self, batch: _Batch, done: list[PhotoKept]) -> None:
        self.kept.emit(done)
        if batch.refused:
            self._tell_refused(batch)

    def _tell_refused(self, batch: _Batch) -> None:
        """Three sentences about one picture; for several, their names and the first reason."""
        page, words = self._page, self._page.kit.words
        name, error = batch.refused[0]
        said = sentences(error, words)
        if len(batch.refused) == 1:
            page.tools.tell("error", f"{name}: {said.what}", said.safe, said.next)
            return
        count = len(batch.refused)
        what = words.say_n("{n} picture was not kept.", "{n} pictures were not kept.", count)
        names = words.join([one for one, _ in batch.refused[:5]])
        page.tools.tell("error", what, f"{names}. {said.what}", said.next)


def _from_image(program: Program, image: QImage) -> Picture:
    """On the worker: a picture of the clipboard as a file would bring it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise PhotoUnreadable()
    return program.photos.prepare(bytes(content.data()))
