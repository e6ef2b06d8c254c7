"""The colour of a programme in place of the program's own, wherever a document shows it.

Documents are written in the colours of :mod:`style`; the canvas puts these in their place where ink
meets paper. Bars and bands take the true colour, words one dark enough to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.model.document import colours
from carefacilitator.reports.style import LICHEN, OVERDYE, SERIES, colour
from carefacilitator.reports.text.lines import Colour


@dataclass(frozen=True)
class Theme:
    """What stands for the accent in shapes, in words, as the ground of table heads.

    ``edge`` is drawn around shapes so pale that white paper would swallow them.
    """

    fill: Colour
    words: Colour
    tint: Colour
    edge: Colour | None

    def of_words(self, own: Colour) -> Colour:
        """The colour of words that are written in ``own``."""
        return self.words if own == OVERDYE else own

    def of_shape(self, own: Colour) -> Colour:
        """The colour of a shape that is drawn in ``own``."""
        if own in (OVERDYE, SERIES[0]):
            return self.fill
        return self.tint if own == LICHEN else own


def theme_of(code: str) -> Theme | None:
    """The theme of a programme's colour (``#RRGGBB``); None where it has none."""
    known = colours.read(code)
    if not known:
        return None
    words = _ink(colours.for_words(known))
    edge = words if colours.is_pale(known) else None
    return Theme(_ink(known), words, _ink(colours.tint(known)), edge)


def _ink(code: str) -> Colour:
    return colour(code.removeprefix("#"))
