"""A tool on the wall: groups by name, who speaks, hands and dots with their bars.

Painted in shares of the height like the rest of the projector. What does not fit turns its pages.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from carefacilitator.i18n import Words
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit

HEAD, NAME, LEAST = 0.057, 0.064, 0.04
"""Sizes of heads and names as shares of the height; nothing is smaller than ``LEAST``."""
NOW = 0.11
PAGE_SECONDS = 8
"""How long one page of groups stands where they do not fit on one."""
_MOST_COLUMNS = 4
_GAP = 0.03


@dataclass(frozen=True)
class ProjectorTool:
    """A tool in words of the room: a head, and one of groups, speakers or counted lines."""

    head: str
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    now: str = ""
    following: tuple[str, ...] = ()
    following_head: str = ""
    lines: tuple[tuple[str, str, float], ...] = ()

    def told(self) -> str:
        """All of it in one line, for a screen reader."""
        groups = [f"{head}: {', '.join(names)}" for head, names in self.groups]
        lines = [f"{text}: {figure}" for text, figure, _share in self.lines]
        return ". ".join(
            part for part in (self.head, *groups, self.now, *self.following, *lines) if part
        )


def wall_tool(shown: ProjectedTool, words: Words) -> ProjectorTool:
    """A tool in the room's own words."""
    if shown.tool == "groups":
        groups = tuple(
            (words.say("Group {n}", n=number), names)
            for number, names in enumerate(shown.groups, 1)
        )
        return ProjectorTool("", groups=groups)
    if shown.tool == "speakers":
        now = shown.now or words.say("Nobody speaks")
        head, after = words.say("Who speaks"), words.say("Next") if shown.following else ""
        return ProjectorTool(head, now=now, following=shown.following, following_head=after)
    most = max((count for _text, count in shown.lines), default=0)
    lines = tuple(
        (text, words.number(count), count / most if most else 0.0) for text, count in shown.lines
    )
    return ProjectorTool(shown.question, lines=lines)


class _Board(Protocol):
    """What of the projector's board is needed to paint on it."""

    kit: Kit

    def height(self) -> int: ...

    def width(self) -> int: ...

    def font_of(self, share: float, *, bold: bool = False) -> QFont: ...


class ToolPainter:
    """Paints a :class:`ProjectorTool` on the projector's board."""

    def __init__(self, board: _Board, painter: QPainter) -> None:
        self._board, self._painter = board, painter
        self._colours = board.kit.colours

    def paint(self, tool: ProjectorTool, area: QRect) -> None:
        """Paint a tool within ``area``, thought from left to right."""
        if tool.groups:
            self._groups(tool.groups, area)
        elif tool.now:
            self._speakers(tool, area)
        else:
            self._lines(tool, area)

    def _text(self, rect: QRect, text: str, font: QFont, colour: str, **where: bool) -> None:
        width = self._board.width()
        if self._board.kit.theme.rtl:
            rect = QRect(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())
        paint.draw_line(self._painter, self._board.kit, rect, text, font, colour, **where)

    def _tall(self, font: QFont) -> int:
        return QFontMetrics(font).height()

    # groups -----------------------------------------------------------------------------------

    def _groups(self, groups: tuple[tuple[str, tuple[str, ...]], ...], area: QRect) -> None:
        """Cards in columns at the largest size that fits; otherwise page after page."""
        share, columns = NAME, self._columns(groups, area, NAME)
        while share > LEAST and not self._fits(groups, area, share, columns):
            share -= 0.002
            columns = self._columns(groups, area, share)
        pages = self._pages(groups, area, share, columns)
        page = int(time.monotonic() // PAGE_SECONDS) % len(pages)
        wide = (area.width() - (columns - 1) * self._gap()) // columns
        y = area.y()
        for row in pages[page]:
            for number, (head, names) in enumerate(row):
                x = area.x() + number * (wide + self._gap())
                self._card(QRect(x, y, wide, area.height()), head, names, share)
            y += self._row_height(row, share)
        if len(pages) > 1:
            told = f"{page + 1} / {len(pages)}"
            font = self._board.font_of(LEAST)
            foot = QRect(area.x(), area.bottom() - self._tall(font), area.width(), self._tall(font))
            self._text(foot, told, font, self._colours.ash, trailing=True)

    def _gap(self) -> int:
        return round(self._board.height() * _GAP)

    def _columns(
        self, groups: tuple[tuple[str, tuple[str, ...]], ...], area: QRect, share: float
    ) -> int:
        """As many columns as the longest name leaves room for."""
        metrics = QFontMetrics(self._board.font_of(share))
        longest = max(
            (metrics.horizontalAdvance(name) for _h, names in groups for name in names), default=1
        )
        fit = (area.width() + self._gap()) // (min(longest, area.width() // 2) + self._gap())
        return max(1, min(_MOST_COLUMNS, len(groups), fit))

    def _row_height(self, row: list[tuple[str, tuple[str, ...]]], share: float) -> int:
        most = max((len(names) for _head, names in row), default=0)
        head = self._tall(self._board.font_of(share, bold=True))
        return head + most * self._tall(self._board.font_of(share)) + self._gap()

    def _rows(
        self, groups: tuple[tuple[str, tuple[str, ...]], ...], columns: int
    ) -> list[list[tuple[str, tuple[str, ...]]]]:
        return [list(groups[at : at + columns]) for at in range(0, len(groups), columns)]

    def _fits(
        self,
        groups: tuple[tuple[str, tuple[str, ...]], ...],
        area: QRect,
        share: float,
        columns: int,
    ) -> bool:
        rows = self._rows(groups, columns)
        return sum(self._row_height(row, share) for row in rows) - self._gap() <= area.height()

    def _pages(
        self,
        groups: tuple[tuple[str, tuple[str, ...]], ...],
        area: QRect,
        share: float,
        columns: int,
    ) -> list[list[list[tuple[str, tuple[str, ...]]]]]:
        """Rows of cards, as many on a page as it holds and at least one."""
        pages: list[list[list[tuple[str, tuple[str, ...]]]]] = [[]]
        used = 0
        for row in self._rows(groups, columns):
            high = self._row_height(row, share)
            if pages[-1] and used + high - self._gap() > area.height():
                pages.append([])
                used = 0
            pages[-1].append(row)
            used += high
        return pages

    def _card(self, area: QRect, head: str, names: tuple[str, ...], share: float) -> None:
        bold, plain = self._board.font_of(share, bold=True), self._board.font_of(share)
        y, tall = area.y(), self._tall(bold)
        self._text(QRect(area.x(), y, area.width(), tall), head, bold, self._colours.overdye)
        y += tall
        for name in names:
            tall = self._tall(plain)
            self._text(QRect(area.x(), y, area.width(), tall), name, plain, self._colours.soot)
            y += tall

    # speakers ---------------------------------------------------------------------------------

    def _speakers(self, tool: ProjectorTool, area: QRect) -> None:
        head, now = self._board.font_of(HEAD, bold=True), self._board.font_of(NOW, bold=True)
        y = area.y()
        self._text(self._at(area, y, head), tool.head, head, self._colours.overdye)
        y += self._tall(head)
        self._text(self._at(area, y, now), tool.now, now, self._colours.soot)
        y += round(self._tall(now) * 1.2)
        if not tool.following:
            return
        self._text(self._at(area, y, head), tool.following_head, head, self._colours.overdye)
        y += self._tall(head)
        font = self._board.font_of(HEAD)
        for number, name in enumerate(tool.following, 1):
            if y + self._tall(font) > area.bottom():
                break
            self._text(self._at(area, y, font), f"{number}. {name}", font, self._colours.soot)
            y += self._tall(font)

    def _at(self, area: QRect, y: int, font: QFont) -> QRect:
        return QRect(area.x(), y, area.width(), self._tall(font))

    # hands and dots ---------------------------------------------------------------------------

    def _lines(self, tool: ProjectorTool, area: QRect) -> None:
        head = self._board.font_of(HEAD, bold=True)
        y = area.y()
        for text in _two_lines(tool.head, head, area.width()):
            self._text(self._at(area, y, head), text, head, self._colours.soot)
            y += self._tall(head)
        y += self._gap()
        room = area.bottom() - y
        share = NAME
        font = self._board.font_of(share)
        step = round(self._tall(font) * 1.6)
        while tool.lines and step * len(tool.lines) > room and share > LEAST:
            share -= 0.002
            font = self._board.font_of(share)
            step = round(self._tall(font) * 1.45)
        for line in tool.lines[: max(1, room // step)]:
            self._line(QRect(area.x(), y, area.width(), step), line, font)
            y += step

    def _line(self, area: QRect, line: tuple[str, str, float], font: QFont) -> None:
        text, figure, share = line
        bold = QFont(font)
        bold.setBold(True)
        tall, wide = self._tall(font), round(self._board.height() * 0.16)
        room = QRect(area.x(), area.y(), area.width() - wide, tall)
        self._text(room, text, font, self._colours.soot)
        end = QRect(area.right() + 1 - wide, area.y(), wide, tall)
        self._text(end, figure, bold, self._colours.soot, trailing=True)
        high = max(4, round(self._board.height() * 0.012))
        bar = QRect(area.x(), area.y() + tall, area.width(), high)
        self._painter.fillRect(bar, QColor(self._colours.flax))
        done = round(bar.width() * max(0.0, min(1.0, share)))
        left = bar.x()
        if self._board.kit.theme.rtl:
            left = self._board.width() - bar.x() - done
        self._painter.fillRect(QRect(left, bar.y(), done, high), QColor(self._colours.overdye))


def _two_lines(text: str, font: QFont, width: int) -> list[str]:
    """A head in one line, or in two; what is longer ends with an ellipsis when it is painted."""
    metrics, lines = QFontMetrics(font), [""]
    words = text.split()
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width and len(lines) < 2:
            lines.append("")
            continue
        lines[-1] = longer
        words.pop(0)
    return lines
