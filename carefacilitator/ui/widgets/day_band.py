"""The day band: one strip in which each block of the day is as wide as it is long in minutes.

One painted widget. On each block lies an invisible button, so that a screen reader meets a child
with name, place and act for every block, and so that click and tooltip come from Qt itself. ← →
move between blocks (towards the eye's side), Enter or Space goes to the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from carefacilitator.ui.accessibility.names import described, named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import OWN_RING, draw_inner_ring
from carefacilitator.ui.theme.tokens import CHOSEN_LINE

BlockState = Literal["to_come", "done", "now", "chosen"]

GAP, GROUP_GAP = 2, 6
PAD = 7
ELAPSED_LINE = 5
BREAK_EDGE = 6
"""Height in px of each of the two edges by which a break is drawn, together half the band."""


@dataclass(frozen=True)
class BandBlock:
    """One block of the day.

    ``strip`` 0 is the whole height; 1, 2, 3… are parallel strips, and consecutive blocks with a
    strip and the same ``together`` stand above each other, each strip on its own clock. ``share``
    is the part elapsed (0 to 1) of the block that is now. ``overrun`` marks a block that runs over
    a fixed time, ``free`` tells how many minutes are free before it. ``short`` is a shorter name,
    ``extra`` a word after it where there is room (“2 notes”).
    """

    id: str
    title: str
    minutes: int
    start: str
    is_break: bool = False
    strip: int = 0
    together: str = ""
    state: BlockState = "to_come"
    share: float = 0.0
    overrun: bool = False
    short: str = ""
    extra: str = ""
    free: int = 0


class _Handle(QAbstractButton):
    """The invisible button over one block."""

    def __init__(self, band: DayBand, block: BandBlock) -> None:
        super().__init__(band)
        self.block = block
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint nothing: the band paints."""


class DayBand(QWidget):
    """The band itself. ``block_chosen`` carries the id of a block that was clicked or entered.

    ``names`` False shows no words (projector, 20 px high).
    """

    block_chosen = Signal(str)

    def __init__(self, kit: Kit, *, names: bool = True, height: int | None = None) -> None:
        super().__init__()
        self.kit, self._names = kit, names
        self._blocks: list[BandBlock] = []
        self._handles: list[_Handle] = []
        self._holes: list[QRect] = []
        self._current = 0
        self._chosen = ""
        self.setProperty(OWN_RING, True)
        named(self, kit.words.say("The day, block by block"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height or kit.theme.band - 9)
        self.setLayoutDirection(kit.direction)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as there is room."""
        return QSize(600, self.height())

    def set_blocks(self, blocks: Sequence[BandBlock]) -> None:
        """Show these blocks in their order; the block in focus stays when it still exists."""
        before = self.current_id()
        same = [b.id for b in blocks] == [b.id for b in self._blocks]
        self._blocks = list(blocks)
        if not same:
            for handle in self._handles:
                handle.setParent(None)
                handle.deleteLater()
            self._handles = [_Handle(self, block) for block in self._blocks]
            for handle in self._handles:
                handle.clicked.connect(self._on_clicked)
                handle.show()
        ids = [block.id for block in self._blocks]
        self._current = ids.index(before) if before in ids else self._natural_current()
        for handle, block in zip(self._handles, self._blocks, strict=True):
            handle.block = block
            self._describe(handle)
        self._place()
        self.update()

    def set_chosen(self, block_id: str) -> None:
        """Show a block as chosen on the page, beside what it is in time; empty for none."""
        self._chosen = block_id
        ids = [block.id for block in self._blocks]
        if block_id in ids:
            self._current = ids.index(block_id)
        self.update()

    def current_id(self) -> str:
        """Return the id of the block that has, or would have, the focus; empty without blocks."""
        return self._blocks[self._current].id if self._current < len(self._blocks) else ""

    def _natural_current(self) -> int:
        states = [block.state for block in self._blocks]
        return states.index("now") if "now" in states else 0

    def _describe(self, handle: _Handle) -> None:
        say, block = self.kit.words.say, handle.block
        state = {
            "now": say("now"),
            "done": say("done"),
            "chosen": say("chosen"),
            "to_come": say("to come"),
        }[block.state]
        name = say(
            "{start} {title}, {minutes} min, {state}",
            start=block.start,
            title=block.title,
            minutes=block.minutes,
            state=state,
        )
        if block.overrun:
            over = say("It runs over a fixed time.")
            name = f"{name}. {over}"
        if block.free:
            told = self.kit.words.say_n(
                "{n} minute before it is free.", "{n} minutes before it are free.", block.free
            )
            name = f"{name}. {told}"
        named(handle, name)
        tipped(handle, name)

    # where each block lies -----------------------------------------------------------------------

    def _place(self) -> None:
        groups = self._groups()
        free = [self._blocks[members[0]].free for members, _minutes in groups]
        total = sum(minutes for _blocks, minutes in groups) + sum(free) or 1
        self._holes = []
        gaps = self._gaps([members for members, _minutes in groups])
        room = self.width() - sum(gaps)
        passed = 0
        for number, (members, minutes) in enumerate(groups):
            left = sum(gaps[: number + 1])
            hole = round(room * passed / total) + left
            passed += free[number]
            start = round(room * passed / total) + left
            if start - hole > GAP:
                area = QRect(hole, 0, start - hole - GAP * bool(number), self.height())
                self._holes.append(paint.mirrored(self, area))
            passed += minutes
            wide = max(2, round(room * passed / total) + left - start)
            self._place_group(members, QRect(start, 0, wide, self.height()))

    def _gaps(self, groups: Sequence[Sequence[int]]) -> list[int]:
        """Return the gap before each group; wider where rooms meet and part again at once."""
        gaps, before = [], False
        for number, members in enumerate(groups):
            rooms = self._blocks[members[0]].strip > 0
            gaps.append((GROUP_GAP if rooms and before else GAP) if number else 0)
            before = rooms
        return gaps

    def _groups(self) -> list[tuple[list[int], int]]:
        """Return runs of block numbers that share one place in the day, with their minutes."""
        groups: list[tuple[list[int], int]] = []
        run: list[int] = []
        for number, block in enumerate(self._blocks):
            same = run and self._blocks[run[0]].together == block.together
            if block.strip and same:
                run.append(number)
            elif block.strip:
                run = [number]
                groups.append((run, 0))
            else:
                run = []
                groups.append(([number], max(0, block.minutes)))
        return [(members, minutes or self._longest(members)) for members, minutes in groups]

    def _longest(self, members: list[int]) -> int:
        sums: dict[int, int] = {}
        for number in members:
            block = self._blocks[number]
            sums[block.strip] = sums.get(block.strip, 0) + max(0, block.minutes)
        return max(sums.values(), default=0)

    def _place_group(self, members: list[int], area: QRect) -> None:
        strips = sorted({self._blocks[number].strip for number in members})
        if strips == [0]:
            self._handles[members[0]].setGeometry(paint.mirrored(self, area))
            return
        longest = self._longest(members) or 1
        high = (area.height() - GAP * (len(strips) - 1)) / len(strips)
        for row, strip in enumerate(strips):
            top = round(row * (high + GAP))
            passed = 0
            for number in members:
                block = self._blocks[number]
                if block.strip != strip:
                    continue
                left = area.x() + round(area.width() * passed / longest)
                passed += max(0, block.minutes)
                right = area.x() + round(area.width() * passed / longest)
                if right < area.right():
                    right -= GAP // 2
                rect = QRect(left, top, max(2, right - left), max(2, round(high)))
                self._handles[number].setGeometry(paint.mirrored(self, rect))

    # painting ------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint all blocks and the focus."""
        painter = QPainter(self)
        for hole in self._holes:
            self._paint_hole(painter, hole)
        for number, handle in enumerate(self._handles):
            self._paint_block(painter, handle)
            if self.hasFocus() and number == self._current:
                draw_inner_ring(painter, self.kit, handle.geometry())
        painter.end()

    def _paint_hole(self, painter: QPainter, hole: QRect) -> None:
        """Paint free time: nothing but a dotted line along its middle."""
        painter.setPen(QPen(QColor(self.kit.colours.ash), 1, Qt.PenStyle.DotLine))
        middle = hole.center().y()
        painter.drawLine(hole.left() + GAP, middle, hole.right() - GAP, middle)

    def _paint_block(self, painter: QPainter, handle: _Handle) -> None:
        c, block, rect = self.kit.colours, handle.block, handle.geometry()
        chosen = block.state == "chosen" or block.id == self._chosen
        now = block.state == "now"
        fill = c.weld if now else c.lichen if block.state == "done" or chosen else c.flax
        if block.overrun and not now:
            fill = c.madder_wash
        whole = now or chosen or not block.is_break or block.strip > 0 or not self._names
        if whole:
            painter.fillRect(rect, QColor(fill))
        else:
            edge = min(BREAK_EDGE, rect.height() // 4)
            painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), edge), QColor(fill))
            bottom = rect.bottom() + 1 - edge
            painter.fillRect(QRect(rect.x(), bottom, rect.width(), edge), QColor(fill))
        if now:
            self._paint_elapsed(painter, rect, block.share)
        if self._names and block.strip == 0:
            self._paint_name(painter, rect, block, strong=now or chosen)
        if chosen:
            self._edge(painter, rect, c.on_weld if now else c.overdye, CHOSEN_LINE)
        elif block.overrun:
            self._edge(painter, rect, c.madder, 1)
        elif handle.underMouse():
            self._edge(painter, rect, c.soot, 1)

    def _paint_elapsed(self, painter: QPainter, rect: QRect, share: float) -> None:
        wide = round(rect.width() * max(0.0, min(1.0, share)))
        left = rect.right() + 1 - wide if self.kit.theme.rtl else rect.x()
        line = min(ELAPSED_LINE, rect.height() // 3)
        base = QRect(left, rect.bottom() + 1 - line, wide, line)
        painter.fillRect(base, QColor(self.kit.colours.on_weld))

    def _paint_name(
        self, painter: QPainter, rect: QRect, block: BandBlock, *, strong: bool
    ) -> None:
        c, font = self.kit.colours, self.kit.font("small", bold=strong)
        text = self._fitting(block, QFontMetrics(font), rect.width() - 2 * PAD)
        if not text:
            return
        quiet = block.is_break and not strong
        colour = c.on_weld if block.state == "now" else c.ash if quiet else c.soot
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        paint.draw_line(painter, self.kit, inner, text, font, colour)

    @staticmethod
    def _fitting(block: BandBlock, metrics: QFontMetrics, room: int) -> str:
        """Return the longest form of a name that fits whole, or nothing."""
        name = block.short or block.title
        tries = [f"{name} · {block.extra}"] if block.extra else []
        tries.append(name)
        words = name.split()
        for count in range(len(words) - 1, 0, -1):
            part = " ".join(words[:count]).rstrip(":,;–-·(")
            if len(part.split()[-1:][0] if part else "") > 3:
                tries.append(part)
        return next((t for t in tries if t and metrics.horizontalAdvance(t) <= room), "")

    @staticmethod
    def _edge(painter: QPainter, rect: QRect, colour: str, width: int) -> None:
        painter.save()
        painter.setPen(QPen(QColor(colour), width, j=Qt.PenJoinStyle.MiterJoin))
        half, rest = width // 2, (width + 1) // 2
        painter.drawRect(rect.adjusted(half, half, -rest, -rest))
        painter.restore()

    # acts ----------------------------------------------------------------------------------------

    def _on_clicked(self) -> None:
        handle = self.sender()
        if isinstance(handle, _Handle):
            self._current = self._handles.index(handle)
            self.update()
            self.block_chosen.emit(handle.block.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move between blocks, or go to the current one."""
        key, last = event.key(), len(self._blocks) - 1
        forward = Qt.Key.Key_Left if self.kit.theme.rtl else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self.kit.theme.rtl else Qt.Key.Key_Left
        moves = {forward: 1, back: -1, Qt.Key.Key_Home: -last - 1, Qt.Key.Key_End: last + 1}
        if last >= 0 and key in moves:
            self._current = max(0, min(last, self._current + moves[Qt.Key(key)]))
            self._tell_current()
        elif last >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.block_chosen.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def _tell_current(self) -> None:
        handle = self._handles[self._current]
        described(self, handle.accessibleName())
        event = QAccessibleEvent(handle, QAccessible.Event.Focus)
        QAccessible.updateAccessibility(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say which block is current."""
        super().focusInEvent(event)
        if self._handles:
            self._tell_current()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the blocks again."""
        super().resizeEvent(event)
        self._place()
