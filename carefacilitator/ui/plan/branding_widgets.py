"""Parts of the panel for a programme's looks: a logo's line, the colours by name and in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.i18n import Words, isolate
from carefacilitator.model.document import colours
from carefacilitator.services.pictures.branding import Logo
from carefacilitator.services.pictures.sanitise import PhotoUnreadable
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.page import Page
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import LIGHT
from carefacilitator.ui.widgets.controls import Field, IconButton
from carefacilitator.ui.widgets.layout import hbox


def colour_names(words: Words) -> dict[str, str]:
    """The colours of the palette in words."""
    say = words.say
    return {
        "green": say("Green"),
        "teal": say("Teal"),
        "blue": say("Blue"),
        "violet": say("Violet"),
        "plum": say("Plum"),
        "red": say("Red"),
        "rust": say("Rust"),
        "ochre": say("Ochre"),
        "brown": say("Brown"),
        "slate": say("Slate"),
    }


def contrast_words(words: Words, colour: str) -> str:
    """How well words in a colour are read on paper, and what is done about it."""
    say = words.say
    if not colour:
        return say("Papers are in CareFacilitator’s own green.")
    figure = isolate(f"{words.number(round(colours.contrast(colour), 1))}:1")
    if colours.for_words(colour) == colour:
        return say("Words in this colour are easy to read on paper (contrast {n}).", n=figure)
    if colours.is_pale(colour):
        return say(
            "Too pale for words on paper (contrast {n}): words are printed in a darker shade of "
            "it, and bars get a thin dark edge.",
            n=figure,
        )
    return say(
        "A little pale for words on paper (contrast {n}): words are printed in a darker shade.",
        n=figure,
    )


class LogoView(QWidget):
    """A logo on white, as paper has it, whole in its box."""

    def __init__(self, kit: Kit, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setFixedSize(QSize(kit.theme.grown(84), kit.theme.grown(44)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(LIGHT.chalk))
        if not self._image.isNull():
            inner = self.rect().adjusted(4, 4, -4, -4)
            keep = Qt.AspectRatioMode.KeepAspectRatio
            size = self._image.size().scaled(inner.size(), keep)
            inner.setSize(size)
            inner.moveCenter(self.rect().center())
            painter.drawImage(inner, self._image)
        painter.end()


class LogoLine(QWidget):
    """One logo: its picture, whose it is, and where it goes.

    ``moved`` carries the steps along the row.
    """

    moved = Signal(int)
    removed = Signal()

    def __init__(self, page: Page, program: Program, logo: Logo, image: QImage) -> None:
        super().__init__()
        kit, say = page.kit, page.kit.words.say
        self._program, self._id = program, logo.id
        row = hbox(into=self, gap=8)
        view = LogoView(kit, image)
        self.owner = Field(
            kit, say("Whose logo it is"), logo.record.caption, placeholder=say("Its institution")
        )
        tipped(self.owner.edit, say("Read aloud in place of the logo."))
        self.watch = page.tools.saving.watch(self.owner.edit, self._save, self._left)
        self.watch.load(logo.record.caption)
        self.up = IconButton(kit, say("Earlier in the row"), "caret-up")
        self.down = IconButton(kit, say("Later in the row"), "caret-down")
        remove = IconButton(kit, say("Remove this logo"), "trash")
        self.up.clicked.connect(partial(self.moved.emit, -1))
        self.down.clicked.connect(partial(self.moved.emit, 1))
        remove.clicked.connect(self.removed)
        foot = Qt.AlignmentFlag.AlignBottom
        row.addWidget(view, 0, foot)
        row.addWidget(self.owner, 1)
        for button in (self.up, self.down, remove):
            row.addWidget(button, 0, foot)

    def place(self, at: int, count: int) -> None:
        """Say where in the row it stands: the first goes no earlier, the last no later."""
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < count - 1)

    def focus_arrow(self, steps: int) -> None:
        """Give the keyboard to the arrow that was used, or to the other at the end of the row."""
        wanted, other = (self.up, self.down) if steps < 0 else (self.down, self.up)
        (wanted if wanted.isEnabled() else other).setFocus()

    def _save(self, text: str) -> None:
        """Store whose it is (on the worker)."""
        self._program.looks.say_owner(self._id, text, visit=f"owner {self._id}")

    def _left(self) -> None:
        self._program.workspace.end_visit(f"owner {self._id}")


def png_of(image: QImage) -> bytes:
    """A picture of the clipboard as a file would bring it. Raises PhotoUnreadable."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise PhotoUnreadable()
    return bytes(content.data())
