"""The order of reading: a tree of headings, paragraphs and tables, recorded while pages are drawn.

Every piece of page content belongs to one element of the tree or is an artifact (running heads,
rules, ornaments). :mod:`archive` writes the tree into the PDF, so that a screen reader and a
validator find it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Box = tuple[float, float, float, float]


@dataclass(eq=False)
class Anchor:
    """A place that others lead to: page index and height on it, known once it is drawn."""

    page: int = -1
    top: float = 0.0

    def mark(self, page: int, top: float) -> None:
        """The place is here, unless an earlier part of it was drawn already."""
        if self.page < 0:
            self.page, self.top = page, top


class Heading(NamedTuple):
    """A heading on a page: level 1 to 3, its words, page index and the place it stands at."""

    level: int
    text: str
    page: int
    anchor: Anchor


@dataclass(frozen=True, eq=False)
class Jump:
    """A part of a page that leads to an anchor or a web address; ``told`` says where, in words."""

    page: int
    box: Box
    target: Anchor | str
    told: str


@dataclass(eq=False)
class Element:
    """One node of the structure tree.

    ``tag`` is a standard structure type (``H1``, ``P``, ``Table``, ``TR``, ``TD``, ``Figure``).
    ``kids`` are further elements, or (page index, content number) pairs in order of drawing, or the
    jumps of a ``Link``.
    """

    tag: str
    alternative: str = ""
    actual: str = ""
    language: str = ""
    scope: str = ""
    box: Box | None = None
    kids: list[Element | tuple[int, int] | Jump] = field(default_factory=list)

    def add(self, tag: str, scope: str = "") -> Element:
        """A new last child."""
        child = Element(tag, scope=scope)
        self.kids.append(child)
        return child
