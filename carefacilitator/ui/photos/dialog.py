"""One photo, large: its words, who can be recognised in it, where it belongs, where it may go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

from carefacilitator.messages import sentences
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.privacy.consent import why
from carefacilitator.services.failures import RecordUnknown
from carefacilitator.services.pictures.photos import BLOCK, NOTE, Photo, PhotoWithheld, Place
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.photos.strip import photo_words
from carefacilitator.ui.widgets.controls import (
    Area,
    Button,
    CheckBox,
    Choice,
    Dialog,
    IconButton,
    Label,
    Scroll,
    hairline,
)
from carefacilitator.ui.widgets.fields import Field
from carefacilitator.ui.words.workshops import block_title_in

_WIDE, _HIGH, _SIDE = 1120, 660, 360
_MANY = 8
"""People above which a field narrows the list down."""
_WHOLE = "whole"


class Picture(QLabel):
    """A picture as large as its place, upright and whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(240, 180)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setWordWrap(True)
        self._image = QImage()

    def show_image(self, image: QImage, words: str) -> None:
        """Show a picture; ``words`` tell it to those who do not see it."""
        self._image = image
        named(self, words)
        self._fit()

    def tell(self, sentence: str) -> None:
        """Show a sentence in the picture's place."""
        self._image = QImage()
        self.setText(sentence)
        named(self, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        room = room.boundedTo(self._image.size())
        keep, smooth = Qt.AspectRatioMode, Qt.TransformationMode
        shown = self._image.scaled(room, keep.KeepAspectRatio, smooth.SmoothTransformation)
        pixmap = QPixmap.fromImage(shown)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class PhotoDialog(Dialog):
    """Shows photos one after the other; what is changed is kept at once, and undone by Ctrl+Z.

    ``people`` are (id, name) of those on the list.
    """

    def __init__(
        self,
        page: Page,
        program: Program,
        photos: Sequence[Photo],
        first: str,
        people: Sequence[tuple[str, str]],
        placed: Sequence[Placed] = (),
    ) -> None:
        kit = page.kit
        say = kit.words.say
        super().__init__(kit, say("Photo"), page.window(), width=0)
        self._page, self._program, self.say = page, program, say
        self._photos = [one.id for one in photos]
        self._at = self._photos.index(first) if first in self._photos else 0
        self._names = dict(people)
        self._photo: Photo | None = None
        self.setMinimumWidth(0)
        room = page.window().size()
        self.resize(min(kit.theme.grown(_WIDE), room.width() - 32), min(_HIGH, room.height() - 48))
        self.picture = Picture()
        self._side = Scroll(margins=(5, 0, 8, 0))
        self._build_side(people, placed)
        towards = QBoxLayout.Direction
        row = QBoxLayout(towards.TopToBottom if kit.theme.stacked else towards.LeftToRight)
        row.setSpacing(16)
        row.addWidget(self.picture, 3)
        row.addWidget(self._side, 4 if kit.theme.stacked else 0)
        if not kit.theme.stacked:
            self._side.setFixedWidth(_SIDE)
        self.body.addLayout(row, 1)
        self._build_acts()
        self._show()
        self.caption.edit.setFocus()

    # building -----------------------------------------------------------------------------

    def _build_side(self, people: Sequence[tuple[str, str]], placed: Sequence[Placed]) -> None:
        kit, say, body = self.kit, self.say, self._side.body
        self.caption = Area(kit, say("Words below the photo"), lines=2)
        saving = self._page.tools.saving
        self._watch = saving.watch(self.caption.edit, lambda _text: None)
        body.addWidget(self.caption)
        self.day = Label(kit, step="small", tone="ash", wrap=True)
        body.addWidget(self.day)
        titles = [(_WHOLE, say("The whole workshop"))]
        titles += [
            (one.block.id, f"{one.start}  {block_title_in(one.block, kit.words.language)}")
            for one in placed
        ]
        self.place = Choice(kit, say("Belongs to"), titles, placeholder=say("A note"))
        self.place.changed.connect(self._on_place)
        body.addWidget(self.place)
        body.addWidget(hairline())
        self._build_people(people)
        body.addWidget(hairline())
        self.originals = CheckBox(kit, say("Keep the next ones in full size too"))
        self.originals.setChecked(self._program.photos.keep_originals)
        self.originals.toggled.connect(self._on_originals)
        body.addWidget(self.originals)
        body.addStretch(1)

    def _build_people(self, people: Sequence[tuple[str, str]]) -> None:
        kit, say, body = self.kit, self.say, self._side.body
        self.who = QWidget()
        named(self.who, say("Who can be recognised in it"))
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(kit, say("Who can be recognised in it"), bold=True, wrap=True))
        self.fate = Label(kit, step="small", tone="ash", wrap=True)
        column.addWidget(self.fate)
        self.nobody = CheckBox(kit, say("Nobody can be recognised"))
        self.nobody.clicked.connect(self._on_nobody)
        column.addWidget(self.nobody)
        self.part = Field(kit, say("Part of a name"), icon="magnifying-glass")
        self.part.edit.textEdited.connect(self._narrow)
        self.part.setVisible(len(people) > _MANY)
        column.addWidget(self.part)
        self.boxes: dict[str, CheckBox] = {}
        for key, name in people:
            box = self.boxes[key] = CheckBox(kit, name)
            box.clicked.connect(self._on_people)
            column.addWidget(box)
        body.addWidget(self.who)

    def _build_acts(self) -> None:
        kit, say = self.kit, self.say
        self.before = IconButton(kit, say("Photo before"), "caret-left", key="PgUp")
        self.after = IconButton(kit, say("Next photo"), "caret-right", key="PgDn")
        self.count = Label(kit, tone="ash")
        remove = Button(kit, say("Remove"), icon="trash", key="Ctrl+Delete", kind="quiet")
        close = Button(kit, say("Close"), key="Esc", kind="main")
        for at, widget in enumerate((self.before, self.count, self.after)):
            self.acts.insertWidget(at, widget)
        self.acts.addWidget(remove)
        self.acts.addWidget(close)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        remove.clicked.connect(self._remove)
        close.clicked.connect(self.reject)
        for key, do in (
            ("PgUp", partial(self._turn, -1)),
            ("PgDown", partial(self._turn, 1)),
            ("Ctrl+Delete", self._remove),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)

    # showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the photo at hand; where it is gone, the next."""
        try:
            self._photo = photo = self._program.photos.get(self._photos[self._at])
        except RecordUnknown:
            self._forget()
            return
        record = photo.record
        save, left = partial(self._save, photo.id), partial(self._left, photo.id)
        self._watch.turn_to(record.caption, save, left)
        day = self.kit.words.day(record.taken_on) if record.taken_on else ""
        size = self.say("{n} kB", n=self.kit.words.number(max(1, record.size // 1000)))
        whole = self.say("full size kept too") if photo.original else ""
        self.day.setText(" · ".join(part for part in (day, record.name, size, whole) if part))
        kind = record.target_kind
        self.place.set_value({BLOCK: record.target_id, NOTE: None}.get(kind, _WHOLE))
        self.place.setVisible(not photo.is_sheet)
        self.who.setVisible(not photo.is_sheet)
        self._show_people(photo)
        many = len(self._photos) > 1
        for button in (self.before, self.after, self.count):
            button.setVisible(many)
        self.count.setText(self.say("{n} of {m}", n=self._at + 1, m=len(self._photos)))
        read = partial(_read_large, self._program, photo.id)
        words = photo_words(self.kit, photo)
        show = partial(self._on_image, photo.id, words)
        self._page.run(read, show, partial(self._on_no_image, photo.id))

    def _show_people(self, photo: Photo) -> None:
        self.nobody.setChecked(photo.said and not photo.people)
        for key, box in self.boxes.items():
            box.setChecked(key in photo.people)
        self.fate.setText(self._fate_words(photo, self._program.photos.fate(photo)))

    def _fate_words(self, photo: Photo, fate: PhotoWithheld) -> str:
        """Where the photo may go, in words."""
        words, say = self.kit.words, self.say
        if photo.is_sheet:
            return say("It names people, so it goes to nobody but your own group.")
        if not photo.said:
            return say("Until this is said, the photo goes to nobody but your own group.")
        lines = []
        for reason, yes, no in (
            (fate.share, say("It may go to the secretariat."), say("Not to the secretariat:")),
            (fate.print, say("It may stand in the report."), say("Not in the report:")),
        ):
            lines.append(f"{no} {why(reason, words)}" if reason else yes)
        return "\n".join(lines)

    def _on_image(self, photo_id: str, words: str, image: QImage) -> None:
        if self._photo is not None and self._photo.id == photo_id:
            self.picture.show_image(image, words)

    def _on_no_image(self, photo_id: str, error: Exception) -> None:
        if self._photo is not None and self._photo.id == photo_id:
            said = sentences(error, self.kit.words)
            self.picture.tell(f"{said.what} {said.next}")

    # doing --------------------------------------------------------------------------------

    def _turn(self, steps: int) -> None:
        self._watch.save_now()
        self._at = (self._at + steps) % len(self._photos)
        self._show()

    def _save(self, photo_id: str, text: str) -> None:
        """On the worker: keep the words below a photo."""
        self._program.photos.caption(photo_id, text, visit=f"caption {photo_id}")

    def _left(self, photo_id: str) -> None:
        self._program.workspace.end_visit(f"caption {photo_id}")

    def _on_nobody(self) -> None:
        if self.nobody.isChecked():
            for box in self.boxes.values():
                box.setChecked(False)
        self._keep_people()

    def _on_people(self) -> None:
        self.nobody.setChecked(False)
        self._keep_people()

    def _keep_people(self) -> None:
        """Keep who is in it; people who are not on the list any more stay in it."""
        from carefacilitator.model.privacy.consent import UNSAID

        if self._photo is None:
            return
        chosen = [key for key, box in self.boxes.items() if box.isChecked()]
        if not self.nobody.isChecked():
            chosen += [key for key in self._photo.people if key not in self.boxes]
            chosen = chosen or [UNSAID]
        write = partial(self._program.photos.show_people, [self._photo.id], chosen)
        self._page.run(write, partial(self._on_people_kept, self._photo.id))

    def _on_people_kept(self, photo_id: str, _none: None) -> None:
        if self._photo is not None and self._photo.id == photo_id:
            self._photo = self._program.photos.get(photo_id)
            self._show_people(self._photo)

    def _narrow(self, text: str) -> None:
        """Show only names with these letters, and who is chosen."""
        from carefacilitator.model.text.folding import fold

        wanted = fold(text)
        for key, box in self.boxes.items():
            box.setVisible(box.isChecked() or wanted in fold(self._names[key]))

    def _on_place(self, key: str) -> None:
        if self._photo is not None:
            place = Place() if key == _WHOLE else Place(BLOCK, key)
            self._page.run(partial(self._program.photos.move, self._photo.id, place))

    def _on_originals(self, keep: bool) -> None:
        self._page.run(partial(self._program.photos.choose_originals, keep))

    def _remove(self) -> None:
        if self._photo is None:
            return
        self._page.run(partial(self._program.photos.remove, self._photo.id))
        self._forget()

    def _forget(self) -> None:
        """The photo at hand is gone: show the next, or close after the last."""
        self._photos.pop(self._at)
        self._photo = None
        if not self._photos:
            self.reject()
            return
        self._at = min(self._at, len(self._photos) - 1)
        self._show()

    def done(self, result: int) -> None:
        """Keep what was typed, then close."""
        self._watch.save_now()
        super().done(result)


def _read_large(program: Program, photo_id: str) -> QImage:
    """On the worker: the picture, proven to be one."""
    return QImage.fromData(QByteArray(program.photos.picture(photo_id)))
