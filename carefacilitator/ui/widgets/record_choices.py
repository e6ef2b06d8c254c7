"""Choices of a lesson or commitment: kinds, codes by letter, themes, languages, life cycle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES, isolate
from carefacilitator.model.records.vocabulary import r_letter, vocabulary
from carefacilitator.ui.accessibility.names import described, named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import FIVE_R, MINIMUM_CLICK
from carefacilitator.ui.widgets.controls import (
    Button,
    Chips,
    FlowLayout,
    Option,
    RadioChip,
    five_r_options,
)


def line_gap(kit: Kit) -> int:
    """Px between lines of chips: none where their click area is taller than what is seen."""
    return 0 if kit.theme.chip < MINIMUM_CLICK - 2 else 6


def next_chip(
    chips: Sequence[QWidget], now: QObject, event: QEvent, *, rtl: bool
) -> QWidget | None:
    """The chip to go to from ``now`` with ← or →, in reading order, from line to line and round."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return None
    step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
    shown = [chip for chip in chips if not chip.isHidden()]
    if not step or now not in shown:
        return None
    place = next(number for number, chip in enumerate(shown) if chip is now)
    return shown[(place + (-step if rtl else step)) % len(shown)]


class KindChips(QWidget):
    """One of many kinds: the first few as chips, the rest behind “More”. ``changed``: the key."""

    changed = Signal(str)

    def __init__(
        self, kit: Kit, name: str, options: Sequence[tuple[str, str, str]], few: int
    ) -> None:
        super().__init__()
        self.kit, self._few, self._open = kit, few, False
        named(self, name)
        flow = FlowLayout(self, gap=6, line_gap=line_gap(kit))
        self._group = QButtonGroup(self)
        self._chips: dict[str, RadioChip] = {}
        for key, text, told in options:
            chip = RadioChip(kit, Option(key, text))
            if told:
                tipped(chip, told)
                described(chip, told)
            chip.clicked.connect(self._on_clicked)
            chip.installEventFilter(self)
            self._group.addButton(chip)
            self._chips[key] = chip
            flow.addWidget(chip)
        self.more = Button(kit, kit.words.say("More …"), kind="chip", told_key="F2")
        self.more.clicked.connect(self.open_all)
        flow.addWidget(self.more)
        self._show()

    def _on_clicked(self) -> None:
        self._show()
        self.changed.emit(self.value())

    def _show(self) -> None:
        chosen = self.value()
        for number, (key, chip) in enumerate(self._chips.items()):
            chip.setVisible(self._open or number < self._few or key == chosen)
        self.more.setVisible(not self._open and len(self._chips) > self._few)

    def open_all(self) -> None:
        """Show all kinds, with the keyboard on the first that was hidden."""
        hidden = [chip for chip in self._chips.values() if chip.isHidden()]
        self._open = True
        self._show()
        if hidden:
            hidden[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Choose the next kind with the arrow keys."""
        chip = next_chip([*self._chips.values()], watched, event, rtl=self.kit.theme.rtl)
        if isinstance(chip, RadioChip):
            chip.click()
            chip.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def value(self) -> str:
        """The key chosen, empty when none is."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, silently."""
        if key == self.value():
            return
        self._group.setExclusive(False)
        for one, chip in self._chips.items():
            chip.setChecked(one == key)
        self._group.setExclusive(True)
        self._show()

    def chip(self, key: str) -> RadioChip:
        """The chip of ``key``; raises KeyError."""
        return self._chips[key]

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on one of the kinds."""
        return any(chip.hasFocus() for chip in self._chips.values())

    def take_focus(self) -> None:
        """Put the keyboard on the kind chosen, or on the first."""
        chip = self._chips.get(self.value()) or next(iter(self._chips.values()))
        chip.setFocus(Qt.FocusReason.TabFocusReason)


class CodeChips(Chips):
    """The codes of the 5R; with the focus in them a letter switches its code on or off."""

    def __init__(self, kit: Kit) -> None:
        lists, language = vocabulary(), kit.words.language
        labels = dict(lists.options("five_r", language, short=True))
        name = lists.title("five_r", language) or kit.words.say("5R framework")
        super().__init__(kit, name, five_r_options(kit, labels, letters=False))
        self.title, self.rtl = name, kit.theme.rtl
        self._letters: dict[str, str] = {}
        for option in five_r_options(kit, labels, letters=False):
            chip, letter = self.button(option.key), r_letter(option.key, language)
            self._letters[letter.casefold()] = option.key
            tipped(chip, f"{option.text} ({letter})")
            chip.installEventFilter(self)
        self._first = self.button("recognize")

    def take_focus(self) -> None:
        """Put the keyboard on the first code; letters work from there."""
        self._first.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Switch a code by its letter; go from one to the next with the arrow keys."""
        chips = [self.button(key) for key in FIVE_R]
        chip = next_chip(chips, watched, event, rtl=self.rtl)
        if chip is not None:
            chip.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = self._letters.get(event.text().casefold()) if event.text().strip() else None
            if key is not None:
                self.toggle(key)
                self.button(key).setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)


class StayingMenu(QMenu):
    """A menu of things to tick that stays open while several are ticked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tick with Space and Enter; Esc closes."""
        action = self.activeAction()
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and action is not None and action.isCheckable():
            action.trigger()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tick with a click."""
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
            return
        super().mouseReleaseEvent(event)


class SeveralChoice(QPushButton):
    """Several of many, painted like a field; opens a menu to tick. ``changed`` carries the keys."""

    changed = Signal(list)

    def __init__(self, kit: Kit, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.kit, self._name = kit, name
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._menu = StayingMenu(self)
        self._menu.setLayoutDirection(kit.direction)
        named(self._menu, name)
        edge = kit.theme.icon(18)
        self._menu.setStyleSheet(
            f"QMenu::indicator {{ width: {edge}px; height: {edge}px; left: 8px; }}"
            f" QMenu::item {{ padding-left: {edge + 20}px; }}"
        )
        self._actions: dict[str, QAction] = {}
        for key, text in options:
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.triggered.connect(self._on_ticked)
            self._menu.addAction(action)
            self._actions[key] = action
        self.clicked.connect(self.open_menu)
        self._tell()

    def open_menu(self) -> None:
        """Open the menu below the field."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        first = next((a for a in self._actions.values() if a.isChecked()), None)
        self._menu.setActiveAction(first or next(iter(self._actions.values())))

    def action(self, key: str) -> QAction:
        """The line of ``key`` in the menu; raises KeyError."""
        return self._actions[key]

    def chosen(self) -> list[str]:
        """The keys ticked, in the order of the options."""
        return [key for key, action in self._actions.items() if action.isChecked()]

    def choose(self, keys: Sequence[str]) -> None:
        """Show ``keys`` as ticked, silently."""
        for key, action in self._actions.items():
            action.setChecked(key in keys)
        self._tell()

    def _on_ticked(self) -> None:
        self._tell()
        self.changed.emit(self.chosen())

    def words(self) -> str:
        """What is ticked, in words."""
        texts = [action.text().replace("&&", "&") for action in self._actions.values()]
        shown = [t for t, a in zip(texts, self._actions.values(), strict=True) if a.isChecked()]
        return self.kit.words.listed(shown) or self.kit.words.say("None")

    def _tell(self) -> None:
        words = self.words()
        named(self, f"{self._name}: {words}")
        tipped(self, words if self.chosen() else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a field."""
        return QSize(self.kit.theme.grown(200), self.kit.theme.control)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters; the whole is in the tooltip."""
        return QSize(96, self.kit.theme.control)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint box, words, how many more, and caret."""
        c, painter, edge = self.kit.colours, QPainter(self), self.kit.theme.icon()
        fill = c.flax if self.isDown() else c.chalk
        paint.box(painter, self.rect(), fill, c.soot if self.underMouse() else c.bark)
        wide = self.width() - 24 - edge - 8
        n = len(self.chosen())
        count = isolate(f"+{n - 1}") if n > 1 else ""
        font = self.kit.font()
        end = QFontMetrics(font).horizontalAdvance(count) + 10 if count else 0
        first = self.words() if n < 2 else self._actions[self.chosen()[0]].text()
        place = paint.mirrored(self, QRect(12, 0, wide - end, self.height()))
        tone = c.soot if n else c.ash
        paint.draw_line(painter, self.kit, place, first.replace("&&", "&"), font, tone)
        place = paint.mirrored(self, QRect(12 + wide - end, 0, end, self.height()))
        paint.draw_line(painter, self.kit, place, count, font, c.ash, trailing=True)
        square = QRect(self.width() - 12 - edge, (self.height() - edge) // 2, edge, edge)
        caret = paint.mirrored(self, square)
        paint.draw_icon(painter, self.kit, caret, "caret-down", c.soot)
        painter.end()


class LanguageBar(QWidget):
    """The languages a lesson is written in, and a way to add one.

    ``chosen`` carries the language to show, ``added`` one to begin, ``renamed`` the language in
    which the words shown really are.
    """

    chosen = Signal(str)
    added = Signal(str)
    renamed = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        say = kit.words.say
        named(self, say("Languages of this lesson"))
        self._flow = FlowLayout(self, gap=6, line_gap=line_gap(kit))
        self._group = QButtonGroup(self)
        self._chips: dict[str, RadioChip] = {}
        self._shown: list[str] = []
        self.add = Button(kit, say("Language"), icon="plus", kind="chip", told_key="F5")
        named(self.add, say("Write this in another language"))
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(kit.direction)
        self.add.clicked.connect(self.open_menu)
        self._flow.addWidget(self.add)

    def show_languages(self, languages: Sequence[str], current: str) -> None:
        """Show these languages, ``current`` as the one whose words are shown."""
        if list(self._chips) != list(languages):
            self._build(languages)
        for key, chip in self._chips.items():
            chip.setChecked(key == current)
        self._shown = list(languages)
        self.add.setVisible(bool(self._missing()))

    def _missing(self) -> list[str]:
        return [one for one in LANGUAGES if one not in self._shown]

    def _build(self, languages: Sequence[str]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.add:
                widget.hide()
                widget.deleteLater()
        self._chips = {}
        for language in languages:
            name = OWN_NAMES.get(language, language) or self.kit.words.say("No language")
            chip = RadioChip(self.kit, Option(language, name))
            chip.clicked.connect(self._on_clicked)
            self._group.addButton(chip)
            self._chips[language] = chip
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add)
        self.updateGeometry()

    def _fill_menu(self) -> None:
        """Written anew when opened, never while one of its lines is being chosen."""
        self._menu.clear()
        for language in self._missing():
            action = self._menu.addAction(OWN_NAMES[language])
            action.triggered.connect(lambda _on=False, one=language: self.added.emit(one))
        if self._missing():
            self._menu.addSeparator()
            really = self._menu.addMenu(self.kit.words.say("These words are really in …"))
            for language in self._missing():
                action = really.addAction(OWN_NAMES[language])
                action.triggered.connect(lambda _on=False, one=language: self.renamed.emit(one))

    def _on_clicked(self) -> None:
        for key, chip in self._chips.items():
            if chip.isChecked():
                self.chosen.emit(key)

    def open_menu(self) -> None:
        """Open the list of further languages."""
        self._fill_menu()
        self._menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))
