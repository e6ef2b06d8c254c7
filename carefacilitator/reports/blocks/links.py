"""Text that leads somewhere on the web; the address is read aloud with it."""

from __future__ import annotations

from typing_extensions import override

from carefacilitator.reports.blocks.blocks import Block, Place
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.pdf.structure import Jump
from carefacilitator.reports.style import OVERDYE, SMALL
from carefacilitator.reports.text.characters import clean


class WebLink(Block):
    """Words, and below them their address; both lead there."""

    def __init__(self, desk: Desk, text: str, address: str, language: str = "") -> None:
        self._text = desk.text(text, SMALL, language)
        self._shown = Paragraph(address, SMALL.tinted(OVERDYE), desk.rtl, base=0)
        self._address = _ascii(address)
        self._told = clean(text) or clean(address)

    @override
    def height(self, width: float) -> float:
        return self._text.height(width) + self._shown.height(width)

    @override
    def baseline(self, width: float) -> float:
        return self._text.baseline(width)

    @override
    def draw(self, place: Place) -> None:
        self._text.draw(place)
        top = place.top - self._text.height(place.width)
        link = place.parent.add("P").add("Link")
        with place.canvas.content(link):
            self._shown.paint(place.canvas, place.x, top, place.width)
        box = (place.x, top - self._shown.height(place.width), place.x + place.width, top)
        link.kids.append(Jump(place.canvas.page_index, box, self._address, self._told))


def _ascii(address: str) -> str:
    """The address as PDF wants it: other letters escaped, which browsers undo."""
    return "".join(
        one
        if "!" <= one <= "~"
        else "".join(f"%{byte:02X}" for byte in one.encode("utf-8", "replace"))
        for one in address
    )
