"""Beside the door: the half-day, how many are in the room, and the head count by group."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.services.agenda.sessions import Slot
from carefacilitator.services.people.people import HEAD_GROUPS, UNSTORED, HeadsInRoom
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.welcome.attendance_view import status_glyph
from carefacilitator.ui.widgets.controls import (
    Choice,
    FlowLayout,
    IconLabel,
    Kit,
    Label,
    RadioChip,
    Segments,
    Sheet,
    Stepper,
    hairline,
)
from carefacilitator.ui.widgets.layout import STRETCH, hbox, vbox
from carefacilitator.ui.widgets.pending_counts import HeadSteps
from carefacilitator.ui.words.attendance import group_word, mark_word, slot_word

MOST_SEGMENTS = 2
GAP = 2
LEAST_SEGMENT = 72
_GENDERS = frozenset({"woman", "man"})
QUIET = 600
"""Milliseconds without a step after which a head count is written: one step to undo, not ten."""


class RoomBar(QWidget):
    """The list as one bar: present, excused, absent, not marked; words stand in the legend."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._parts: tuple[int, ...] = ()
        self.setFixedHeight(16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_room(self, room: HeadsInRoom, words: str) -> None:
        """Show the shares of a list; ``words`` is what a screen reader says of it."""
        self._parts = (room.named, room.excused, room.absent, room.unmarked)
        named(self, words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the parts side by side; the last one is empty with a border."""
        c, painter, whole = self.kit.colours, QPainter(self), self.rect()
        fills = (c.overdye, c.ochre, c.ash, None)
        shown = [(part, fill) for part, fill in zip(self._parts, fills, strict=False) if part]
        total = sum(part for part, _ in shown)
        if not total:
            self._part(painter, whole, None)
        room, done = whole.width() - GAP * (len(shown) - 1), 0
        for number, (part, fill) in enumerate(shown):
            start = round(room * done / total) + GAP * number
            done += part
            end = round(room * done / total) + GAP * number
            place = QRect(start, 0, max(3, end - start), whole.height())
            if self.kit.theme.rtl:
                place.moveLeft(whole.width() - place.x() - place.width())
            self._part(painter, place, fill)
        painter.end()

    def _part(self, painter: QPainter, place: QRect, fill: str | None) -> None:
        if fill:
            painter.fillRect(place, QColor(fill))
            return
        painter.fillRect(place, QColor(self.kit.colours.chalk))
        painter.setPen(QColor(self.kit.colours.bark))
        painter.drawRect(place.adjusted(0, 0, -1, -1))


class _Legend(QWidget):
    """Glyph, word and figure for each part of the bar."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        flow = FlowLayout(self, gap=14, line_gap=2)
        self._labels: dict[str, tuple[QWidget, Label]] = {}
        for status in ("present", "excused", "absent", ""):
            holder = QWidget()
            row = hbox(into=holder, gap=6)
            icon, colour, weight = status_glyph(kit, status)
            row.addWidget(IconLabel(kit, icon, colour=colour, size=18, weight=weight))
            label = Label(kit, step="small")
            row.addWidget(label)
            flow.addWidget(holder)
            self._labels[status] = holder, label

    def show_room(self, room: HeadsInRoom) -> str:
        """Show the figures; returns them as one sentence."""
        words = self.kit.words
        told = []
        for status, count in (
            ("present", room.named),
            ("excused", room.excused),
            ("absent", room.absent),
            ("", room.unmarked),
        ):
            holder, label = self._labels[status]
            mark = mark_word(words, status)
            label.setText(words.say("{mark} {n}", mark=mark, n=count))
            holder.setVisible(bool(count) or status in ("present", ""))
            if count:
                told.append(words.say("{mark} {n}", mark=mark, n=count))
        self.updateGeometry()
        return words.listed(told)


class RoomSheet(Sheet):
    """The half-day and how many are in the room. ``slot_chosen`` carries another half-day."""

    slot_chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, margin=20)
        named(self, kit.words.say("In the room"))
        self._slots: tuple[str, ...] = ()
        self._blocks: dict[str, Slot] = {}
        self._slot_holder = vbox(gap=0)
        self.body.addLayout(self._slot_holder)
        self._figure = Label(kit, "0", step="count", bold=True)
        self._figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._figure.setFixedHeight(round(kit.theme.px("count") * 1.08))
        self._named, self._counted = Label(kit, wrap=True), Label(kit, wrap=True)
        words = vbox(
            STRETCH,
            Label(kit, kit.words.say("in the room"), step="lead", bold=True, wrap=True),
            self._named,
            self._counted,
            STRETCH,
            gap=2,
        )
        row = hbox(self._figure, (words, 1), gap=16)
        self.body.addLayout(row)
        self._bar, self._legend = RoomBar(kit), _Legend(kit)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._legend)
        self._shown: Segments | Choice | Label | None = None

    def show_slots(
        self, slots: tuple[str, ...], slot: str, blocks: Mapping[str, Slot] | None = None
    ) -> None:
        """Offer the half-days (or blocks) of this workshop, ``slot`` chosen; one is only named."""
        told = dict(blocks or {})
        if slots != self._slots or told != self._blocks or self._shown is None:
            self._slots, self._blocks = slots, told
            self._build_slots()
        if isinstance(self._shown, Segments):
            self._shown.choose(slot)
        elif isinstance(self._shown, Choice):
            self._shown.set_value(slot)

    def _build_slots(self) -> None:
        while (item := self._slot_holder.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        kit, words = self.kit, self.kit.words
        options = [
            (slot, slot_word(words, slot, self._slots, self._blocks)) for slot in self._slots
        ]
        name = words.say("Block") if self._blocks else words.say("Half-day")
        if len(options) < 2:
            self._shown = Label(kit, "".join(text for _, text in options), bold=True)
        elif len(options) <= MOST_SEGMENTS and not self._blocks:
            self._shown = Segments(kit, name, options, stretch=True)
            self._shown.changed.connect(self.slot_chosen)
            for segment in self._shown.findChildren(RadioChip):
                segment.setMinimumWidth(LEAST_SEGMENT)  # in a narrow window its check gives way
        else:
            self._shown = Choice(kit, name, options, show_label=False)
            self._shown.changed.connect(self.slot_chosen)
        self._slot_holder.addWidget(self._shown)

    def show_room(self, room: HeadsInRoom) -> None:
        """Show the figure with its two parts, the bar and its words."""
        words = self.kit.words
        figure = words.number(room.total)
        self._figure.setText(figure)
        metrics = QFontMetrics(self.kit.font("count", bold=True))
        digits = max(2, len(figure))
        self._figure.setFixedWidth(metrics.horizontalAdvance("0" * digits) + 2)
        self._named.setText(words.say_n("{n} named", "{n} named", room.named))
        counted = words.say_n("{n} counted, not named", "{n} counted, not named", room.counted)
        self._counted.setText(counted)
        said = words.say_n("{n} person in the room", "{n} people in the room", room.total)
        named(self._figure, said)
        self._bar.show_room(room, self._legend.show_room(room))


class HeadSheet(Sheet):
    """Heads counted beside the list, by group; nobody is named by it.

    ``counted`` carries a group and its count, at most once in a while of stepping; ``left`` says
    that the keyboard should go back to the door; ``reached`` a figure the keyboard came to.
    """

    counted = Signal(str, int)
    stepped = Signal(str, int)
    left = Signal()
    reached = Signal(QWidget)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, margin=20)
        say = kit.words.say
        named(self, say("Head count beside the list"))
        self.add(Label(kit, say("Head count beside the list"), step="lead", bold=True, wrap=True))
        second = say("How people describe themselves. Nobody is named.")
        self._second = Label(kit, second, step="small", tone="ash", wrap=True)
        self.add(self._second)
        self._rows = vbox(gap=0)
        self.body.addLayout(self._rows)
        self._steppers: dict[str, Stepper] = {}
        self._holders: dict[str, QWidget] = {}
        self._asked: tuple[str, ...] = HEAD_GROUPS
        self._invited = Label(kit, step="small", tone="ash", wrap=True)
        self.steps = HeadSteps(self, QUIET)
        self.steps.counted.connect(self.counted)
        self._others = Label(kit, step="small", tone="ash", wrap=True)
        self._told = Label(kit, step="small", tone="ash", wrap=True)
        for group in (*HEAD_GROUPS, UNSTORED):
            self._add_row(group, self._invited if group == UNSTORED else None)
        self._holders[UNSTORED].hide()
        self._rows.addWidget(hairline())
        self.add(self._others)
        self.add(self._told)
        self._others.hide()

    def _add_row(self, group: str, below: Label | None = None) -> None:
        kit = self.kit
        name = group_word(kit.words, group)
        stepper = Stepper(kit, name)
        stepper.changed.connect(partial(self._on_changed, group))
        figure = stepper.focusProxy()
        if figure is not None:
            figure.installEventFilter(self)
            figure.setProperty("group", group)
        self._steppers[group] = stepper
        holder = QWidget()
        column = vbox(into=holder, gap=0)
        row = hbox(
            (Label(kit, name, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter),
            stepper,
            margins=(0, 6, 0, 6),
        )
        column.addWidget(hairline())
        column.addLayout(row)
        if below is not None:
            column.addWidget(below)
        self._rows.addWidget(holder)
        self._holders[group] = holder

    def ask_gender(self, asked: bool) -> None:
        """Where gender is not asked, nobody is counted by it."""
        groups = HEAD_GROUPS if asked else tuple(one for one in HEAD_GROUPS if one not in _GENDERS)
        if groups == self._asked:
            return
        self._asked = groups
        for group in HEAD_GROUPS:
            self._holders[group].setVisible(group in groups)

    @property
    def _groups(self) -> tuple[str, ...]:
        """The groups that are counted here, in order."""
        return self._asked if self._holders[UNSTORED].isHidden() else (*self._asked, UNSTORED)

    def _show_invited(self, invited: int) -> None:
        """Who asked not to be kept on a list is counted here by whoever sees her come in."""
        self._holders[UNSTORED].setVisible(bool(invited))
        told = self.kit.words.say_n(
            "{n} on a list, counted without a name. Use + when somebody of them comes.",
            "{n} on a list, counted without a name. Use + when somebody of them comes.",
            invited,
        )
        self._invited.setText(told)

    def show_heads(self, heads: Mapping[str, int], room: HeadsInRoom) -> None:
        """Show what is counted; a figure being stepped stays."""
        for group, stepper in self._steppers.items():
            if not self.steps.holds(group):
                stepper.set_value(heads.get(group, 0))
        words = self.kit.words
        self._show_invited(room.invited)
        others = [
            words.say("{group}: {n}", group=group_word(words, group), n=count)
            for group, count in sorted(heads.items(), key=lambda one: one[0] != UNSTORED)
            if count and (group not in self._steppers or (group == UNSTORED and not room.invited))
        ]
        self._others.setText(" · ".join(others))
        self._others.setVisible(bool(others))
        self._tell(room)

    def _tell(self, room: HeadsInRoom) -> None:
        say = self.kit.words.say
        if room.counted:
            told = say(
                "{counted} counted here, {named} named on the list: together {total}.",
                counted=room.counted,
                named=room.named,
                total=room.total,
            )
        else:
            told = say("Nobody is counted here: the list has everyone in the room.")
        self._told.setText(told)

    def set_compact(self, compact: bool) -> None:
        """In a low window the explaining sentences give way to the figures."""
        self._second.setVisible(not compact)
        self._told.setVisible(not compact)

    def focus(self) -> None:
        """Put the keyboard on the first group."""
        self._go(self._asked[0])

    def _go(self, group: str) -> None:
        self._steppers[group].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reached.emit(self._steppers[group])

    def has_keyboard(self) -> bool:
        """Whether a figure here has the focus."""
        proxies = (stepper.focusProxy() for stepper in self._steppers.values())
        return any(one is not None and one.hasFocus() for one in proxies)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing that was counted waits while it is not seen."""
        self.flush()
        super().hideEvent(event)

    def flush(self) -> None:
        """Hand over at once what was stepped."""
        self.steps.flush()

    def _on_changed(self, group: str, count: int) -> None:
        self.steps.step(group, count)
        self.stepped.emit(group, count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """↑ ↓ go between the groups, + − count, Enter goes back to the door."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            group = watched.property("group")
            if isinstance(group, str) and self._on_key(group, Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, group: str, key: Qt.Key) -> bool:
        groups, stepper = list(self._groups), self._steppers[group]
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            step(stepper, steps[key])
        elif key in moves:
            place = groups.index(group) + moves[key]
            if 0 <= place < len(groups):
                self._go(groups[place])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            return False
        return True


def step(stepper: Stepper, by: int) -> None:
    """One more or one less, as its keys do."""
    figure = stepper.focusProxy()
    call = getattr(figure, "stepUp" if by > 0 else "stepDown", None)
    if call is not None:
        call()
