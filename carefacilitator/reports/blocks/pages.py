"""From blocks to pages: where each block stands, and the head and foot of every page.

Pages are laid out completely before anything is drawn, so that “page n of m” is known.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from carefacilitator.reports.blocks.blocks import EPSILON, Block, PageBreak, Place
from carefacilitator.reports.pdf.drawing import PdfCanvas
from carefacilitator.reports.pdf.structure import Element
from carefacilitator.reports.pdf.theme import Theme
from carefacilitator.reports.style import CAPTION, MM, Paper
from carefacilitator.reports.text import bidi
from carefacilitator.reports.text.lines import Line, Span, set_lines

_HEAD_BAND = 10 * MM
_HEAD_TEXT = 12.5 * MM
_BAND_HEIGHT = 1.5 * MM
_FOOT = 13 * MM
Placed = list[tuple[float, Block]]


@dataclass(frozen=True)
class Furniture:
    """What stands around the text. ``page_of`` words “page n of m”.

    ``sections`` names what each page is in, at the end of the running head.
    ``band`` draws the day in the running head; ``first_head`` and ``first_foot`` say whether the
    first page, which may be a cover, carries them too; ``bare`` pages carry nothing.
    """

    head: str
    foot: str
    page_of: Callable[[int, int], str]
    band: Callable[[PdfCanvas, float, float, float, float], None]
    first_head: bool = False
    first_foot: bool = True
    sections: Sequence[str] = ()
    bare: bool = False


def lay_out(blocks: Iterable[Block], width: float, height: float) -> list[Placed]:
    """Place blocks on pages; each page is a list of (distance from its top, block)."""
    flow = _Flow(width, height)
    waiting = deque(blocks)
    while waiting:
        block = waiting.popleft()
        if isinstance(block, PageBreak):
            flow.close()
            continue
        rest = flow.place(block, waiting)
        if rest is not None:
            waiting.appendleft(rest)
    flow.close()
    return flow.pages or [[]]


class _Flow:
    """The page being filled."""

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self._full = height
        self.pages: list[Placed] = []
        self._page: Placed = []
        self._used = 0.0
        self._after = 0.0

    def close(self) -> None:
        if self._page:
            self.pages.append(self._page)
        self._page, self._used, self._after = [], 0.0, 0.0

    def place(self, block: Block, following: deque[Block]) -> Block | None:
        """Put ``block`` on this page or the next; what did not fit is returned."""
        gap = max(self._after, block.before) if self._page else 0.0
        room = self._full - self._used - gap
        if self._page and self._with_followers(block, following) > room + EPSILON:
            self.close()
            return block
        if block.height(self._width) <= room + EPSILON:
            self._put(block, gap)
            return None
        parts = block.split(self._width, room)
        if parts is None and self._page:
            self.close()
            return block
        parts = parts or block.cut(self._width, room)
        self._put(parts[0] if parts else block, gap)
        self.close()
        return parts[1] if parts else None

    def _put(self, block: Block, gap: float) -> None:
        self._page.append((self._used + gap, block))
        self._used += gap + block.height(self._width)
        self._after = block.after

    def _with_followers(self, block: Block, following: deque[Block]) -> float:
        """The room a block needs together with the beginning of what it must not leave alone."""
        if not block.keep_next:
            return block.least(self._width)
        total = block.height(self._width)
        after = block.after
        for other in following:
            total += max(after, other.before)
            if not other.keep_next:
                return total + other.least(self._width)
            total += other.height(self._width)
            after = other.after
        return total


def draw(
    target: BinaryIO,
    pages: list[Placed],
    paper: Paper,
    furniture: Furniture,
    language: str,
    theme: Theme | None = None,
) -> tuple[PdfCanvas, Element]:
    """Draw laid-out pages into ``target``; returns the canvas and the root of the structure."""
    rtl = language.startswith("ar") or language == "qps"
    canvas = PdfCanvas(target, (paper.width, paper.height), language, theme)
    root = Element("Document")
    for at, page in enumerate(pages):
        if not furniture.bare and (at or furniture.first_head):
            _head(canvas, paper, furniture, at, rtl)
        for down, block in page:
            top = paper.height - paper.top - down
            block.draw(Place(canvas, root, paper.side, top, paper.text_width))
        if not furniture.bare and (at or furniture.first_foot):
            _foot(canvas, paper, furniture, (at + 1, len(pages)), rtl)
        canvas.next_page()
    canvas.save()
    return canvas, root


def _head(canvas: PdfCanvas, paper: Paper, furniture: Furniture, page: int, rtl: bool) -> None:
    with canvas.artifact("Pagination"):
        y = paper.height - _HEAD_BAND - _BAND_HEIGHT
        furniture.band(canvas, paper.side, y, paper.text_width, _BAND_HEIGHT)
        section = furniture.sections[page] if furniture.sections else ""
        top = paper.height - _HEAD_TEXT
        own = _caption(canvas, section, paper, top, rtl, at_end=True, share=0.42)
        rest = 0.97 - own / paper.text_width
        _caption(canvas, furniture.head, paper, top, rtl, at_end=False, share=rest)


def _foot(
    canvas: PdfCanvas, paper: Paper, furniture: Furniture, page: tuple[int, int], rtl: bool
) -> None:
    with canvas.artifact("Pagination"):
        _caption(canvas, furniture.foot, paper, _FOOT, rtl, at_end=False, share=0.72)
        _caption(canvas, furniture.page_of(*page), paper, _FOOT, rtl, at_end=True, share=0.25)


def _caption(
    canvas: PdfCanvas, text: str, paper: Paper, top: float, rtl: bool, at_end: bool, share: float
) -> float:
    """One line in caption size, and its width; beyond ``share`` it loses its last words."""
    base = bidi.base_direction(text, otherwise=int(rtl))
    line = _one_line(text, base, paper.text_width * share)
    x = paper.side + (paper.text_width - line.width if at_end != rtl else 0.0)
    canvas.text_line(line, x, top - CAPTION.leading * 0.75)
    return line.width


def _one_line(text: str, base: int, width: float) -> Line:
    line = set_lines([Span(text, CAPTION.look)], base, 1e9)[0]
    while line.width > width and " " in text:
        text = text[: text.rindex(" ")]
        line = set_lines([Span(f"{text.rstrip(' ,;:·')}…", CAPTION.look)], base, 1e9)[0]
    return line
