"""The order of reading: a tree of headings, paragraphs and tables, recorded while pages are drawn.

Every piece of page content belongs to one element of the tree or is an artifact (running heads,
rules, ornaments). :mod:`finishing` writes the tree into the PDF, so that a screen reader and a
validator find it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class Element:
    """One node of the structure tree.

    ``tag`` is a standard structure type (``H1``, ``P``, ``Table``, ``TR``, ``TD``, ``Figure``).
    ``kids`` are further elements, or (page index, content number) pairs in order of drawing.
    """

    tag: str
    alternative: str = ""
    actual: str = ""
    language: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    def add(self, tag: str, scope: str = "") -> Element:
        """A new last child."""
        child = Element(tag, scope=scope)
        self.kids.append(child)
        return child
