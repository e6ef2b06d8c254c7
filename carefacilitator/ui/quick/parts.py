"""The parts of the quick session's page: who is here, what was learned, what was promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Lesson
from carefacilitator.services.people.people import HEAD_GROUPS
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.runtime.autosave import Watch
from carefacilitator.ui.widgets.controls import (
    Button,
    Field,
    Label,
    LineBox,
    Sheet,
    Stepper,
    hairline,
)
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.pending_counts import HeadSteps
from carefacilitator.ui.words.attendance import group_word

HIGH = 48
"""Height in px at 100 % text of what is typed in and pressed on this page."""
LEAST_LESSONS = 3
_QUIET = 600
"""Milliseconds without a step after which a count is written: one step to undo, not ten."""


class QuickHeads(Sheet):
    """A count for each group, with large keys. ``counted`` carries a group and its count."""

    counted = Signal(str, int)

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit, margin=20)
        kit, say = page.kit, page.say
        named(self, say("Who is here"))
        self.steps = HeadSteps(self, _QUIET)
        self.steps.counted.connect(self.counted)
        head = hbox((Label(kit, say("Who is here"), step="lead", bold=True), 1))
        self._sum = Label(kit, step="lead", bold=True)
        head.addWidget(self._sum)
        self.body.addLayout(head)
        self.steppers: dict[str, Stepper] = {}
        for group in HEAD_GROUPS:
            self.add(hairline())
            self.body.addLayout(self._row(group))

    def _row(self, group: str) -> QHBoxLayout:
        name = group_word(self.kit.words, group)
        stepper = self.steppers[group] = Stepper(self.kit, name, edge=HIGH - 4)
        stepper.changed.connect(partial(self.steps.step, group))
        figure = stepper.focusProxy()
        if figure is not None:
            figure.installEventFilter(self)
        return hbox((Label(self.kit, name, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter), stepper)

    def show_heads(self, heads: Mapping[str, int], people: int) -> None:
        """Show what is counted; a figure being stepped stays."""
        for group, stepper in self.steppers.items():
            if not self.steps.holds(group):
                stepper.set_value(heads.get(group, 0))
        words = self.kit.words
        self._sum.setText(words.say_n("{n} person", "{n} people", people))

    def focus(self) -> None:
        """Put the keyboard on the first count."""
        self.steppers[HEAD_GROUPS[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """Hand over at once what was counted."""
        self.steps.flush()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing that was counted waits while it is not seen."""
        self.flush()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes on to what comes next; + and − count."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Plus: "stepUp", Qt.Key.Key_Minus: "stepDown"}
            key = Qt.Key(event.key())
            if key in steps:
                getattr(watched, steps[key])()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                go_on(watched)
                return True
        return super().eventFilter(watched, event)


class QuickLessons(Sheet):
    """Three lessons and more, one line each; each has its id before it is written.

    ``asked`` tells that another line is wanted.
    """

    asked = Signal()

    def __init__(self, page: Page, new_id: Callable[[], str]) -> None:
        super().__init__(page.kit, margin=20)
        self._page, self._new_id = page, new_id
        self._save: Callable[[str, str], None] = _keep_no_lesson
        self._left: Callable[[str], None] = keep_nothing
        kit, say = page.kit, page.say
        named(self, say("What we learned"))
        head = hbox((Label(kit, say("What we learned"), step="lead", bold=True, wrap=True), 1))
        more = Button(kit, say("Another lesson"), icon="plus", key="Insert", kind="quiet")
        more.clicked.connect(self.asked)
        head.addWidget(more)
        self.body.addLayout(head)
        self._column = vbox(gap=8)
        self.body.addLayout(self._column)
        self._boxes: list[LineBox] = []
        self._watches: list[Watch] = []
        self._ids: list[str] = []

    def turn_to(self, save: Callable[[str, str], None], left: Callable[[str], None]) -> None:
        """Show another session from now on: ``save`` gets a lesson's id and text."""
        self._save, self._left, self._ids = save, left, []

    def show_lessons(self, lessons: Sequence[Lesson], language: str) -> bool:
        """Show the lessons of a session; what is being typed stays. Tells of lines that are new."""
        other, before = not self._ids, len(self._ids)
        known = {one.id: one for one in lessons}
        self._ids += [one.id for one in lessons if one.id not in self._ids]
        while len(self._ids) < max(LEAST_LESSONS, len(lessons)):
            self._ids.append(self._new_id())
        for number, lesson_id in enumerate(self._ids):
            if number == len(self._boxes):
                self._add_box()
            self._boxes[number].show()
            lesson = known.get(lesson_id)
            text = in_language(lesson, "text", language) if lesson is not None else ""
            if other:
                save, left = partial(self._save, lesson_id), partial(self._left, lesson_id)
                self._watches[number].turn_to(text, save, left)
            elif not self._boxes[number].edit.hasFocus():
                self._watches[number].load(text)
        for box in self._boxes[len(self._ids) :]:
            box.hide()
        return len(self._ids) != before

    def _add_box(self) -> None:
        kit, say = self.kit, self._page.say
        number = len(self._boxes) + 1
        box = LineBox(kit, say("Lesson {n}", n=number), high=HIGH)
        box.edit.setPlaceholderText(say("Lesson {n}", n=number))
        box.edit.returnPressed.connect(partial(go_on, box.edit))
        self._column.addWidget(box)
        self._boxes.append(box)
        watch = self._page.tools.saving.watch(box.edit, keep_nothing)
        if number <= len(self._ids):
            lesson_id = self._ids[number - 1]
            watch.turn_to("", partial(self._save, lesson_id), partial(self._left, lesson_id))
        self._watches.append(watch)

    def another(self) -> None:
        """One more line, with the keyboard in it."""
        self._ids.append(self._new_id())
        number = len(self._ids) - 1
        if number == len(self._boxes):
            self._add_box()
        else:
            lesson_id = self._ids[number]
            save, left = partial(self._save, lesson_id), partial(self._left, lesson_id)
            self._watches[number].turn_to("", save, left)
        self._boxes[number].show()
        self._boxes[number].edit.setFocus()

    @property
    def edits(self) -> list[QLineEdit]:
        """The lines in order."""
        return [box.edit for box in self._boxes if not box.isHidden()]


class QuickPhoto(QWidget):
    """The photos of a session as small pictures, and a button to add one."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        row = hbox(into=self, gap=12)
        self.add = Button(page.kit, page.say("Add a photo"), icon="image", key="Ctrl+O")
        row.addWidget(self.add)
        self._pictures = hbox(gap=8)
        row.addLayout(self._pictures)
        self._more = Label(page.kit, step="small", tone="ash")
        row.addWidget(self._more)
        row.addStretch(1)
        self._shown: list[QLabel] = []

    def show_photos(self, small: Sequence[bytes], count: int) -> None:
        """Show small pictures, and how many there are where not all are shown."""
        for label in self._shown:
            label.hide()
            label.deleteLater()
        self._shown = []
        edge = self._page.kit.theme.grown(HIGH)
        for number, content in enumerate(small, 1):
            picture, label = QPixmap(), QLabel()
            picture.loadFromData(QByteArray(content))
            smooth = Qt.TransformationMode.SmoothTransformation
            label.setPixmap(picture.scaledToHeight(edge, smooth))
            named(label, self._page.say("Photo {n}", n=number))
            self._pictures.addWidget(label)
            self._shown.append(label)
        words = self._page.kit.words
        self._more.setText(words.say_n("{n} photo", "{n} photos", count) if count else "")


def large_field(page: Page, label: str, placeholder: str = "") -> Field:
    """A field of this page's height; Enter goes on to the next."""
    made = Field(page.kit, label, placeholder=placeholder, high=HIGH)
    made.edit.returnPressed.connect(partial(go_on, made.edit))
    return made


def offer(line: QLineEdit, names: Sequence[str]) -> None:
    """Offer names by any part of them; one that is taken counts as typed, and so is kept."""
    completer = QCompleter(names, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)

    def typed(_name: str) -> None:  # Qt puts the name into the line without telling of it
        QTimer.singleShot(0, line, lambda: line.textEdited.emit(line.text()))

    completer.highlighted.connect(typed)
    completer.activated.connect(typed)


def go_on(widget: QObject) -> None:
    """Put the keyboard into what comes next, as on a paper form."""
    completer = widget.completer() if isinstance(widget, QLineEdit) else None
    if completer is not None and isinstance(widget, QLineEdit):
        widget.textEdited.emit(widget.text())
        if (offered := completer.popup()) is not None:
            offered.hide()
    if isinstance(widget, QWidget):
        following = widget.nextInFocusChain()
        while following is not None and following is not widget and not _is_filled(following):
            following = following.nextInFocusChain()
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)


def _is_filled(widget: QWidget) -> bool:
    """Whether a widget is one of those that are filled in: a line or a figure."""
    fits = isinstance(widget, QLineEdit | QAbstractSpinBox) and widget.focusProxy() is None
    inside = isinstance(widget.parentWidget(), QAbstractSpinBox)  # the line within a figure
    return fits and not inside and widget.isVisible() and widget.isEnabled()


def _keep_no_lesson(_lesson: str, _text: str) -> None:
    """Keep what is typed before a session is shown: there is none."""


def keep_nothing(_text: str) -> None:
    """Keep what is typed before a session is shown: there is none."""
