"""Ways through a finished PDF: bookmarks, and links whose targets are known once all is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from carefacilitator.reports.documents.contents import plain
from carefacilitator.reports.pdf.structure import Anchor, Heading, Jump
from carefacilitator.reports.text.characters import clean

_ABOVE = 8.0
"""Points that stay in sight above the place a link leads to."""


def bookmarks(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], found: Sequence[Heading]) -> None:
    """Write the outline: headings below each other as their levels say; none for a short paper."""
    if "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]
    told = [one for one in found if one.anchor.page >= 0]
    if len(told) < 2:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    above: list[tuple[int, Any]] = [(0, root)]
    for one in told:
        while above[-1][0] >= one.level:
            above.pop()
        item = pdf.make_indirect(
            Dictionary(Title=String(clean(plain(one.text))), Dest=_destination(pages, one.anchor))
        )
        _hang(item, above[-1][1])
        above.append((one.level, item))
    open_items = 0
    for item in _below(root):
        inner = len(list(_below(item)))
        open_items += 1 + inner
        for section in (item, *_below(item)):
            _note_count(section, opened=section is item)
    root["/Count"] = open_items
    pdf.Root["/Outlines"] = root
    pdf.Root["/PageMode"] = Name.UseOutlines


def _hang(item: Any, parent: Any) -> None:
    item["/Parent"] = parent
    if "/Last" in parent:
        before = parent["/Last"]
        before["/Next"] = item
        item["/Prev"] = before
    else:
        parent["/First"] = item
    parent["/Last"] = item


def _below(item: Any) -> Iterator[Any]:
    """The items right below one."""
    child = item.get("/First")
    while child is not None:
        yield child
        child = child.get("/Next")


def _note_count(item: Any, opened: bool) -> None:
    """Say how many items stand below one; the document is shown open, its sections closed."""
    count = len(list(_below(item)))
    if count:
        item["/Count"] = count if opened else -count


def _destination(pages: Sequence[pikepdf.Page], anchor: Anchor) -> Any:
    return Array([pages[anchor.page].obj, Name.XYZ, 0, round(anchor.top + _ABOVE, 2), None])


def annotation(
    pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], jump: Jump, number: int
) -> Any | None:
    """The link on its page, ``number`` being its place among the parents; None where it is lost."""
    page = pages[jump.page].obj
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(value, 2) for value in jump.box]),
        Border=Array([0, 0, 0]),
        F=4,
        Contents=String(clean(jump.told)),
        StructParent=number,
    )
    if isinstance(jump.target, str):
        made["/A"] = Dictionary(Type=Name.Action, S=Name.URI, URI=String(clean(jump.target)))
    elif jump.target.page < 0:
        return None
    else:
        made["/Dest"] = _destination(pages, jump.target)
    link = pdf.make_indirect(made)
    if "/Annots" not in page:
        page["/Annots"] = Array([])
    page["/Annots"].append(link)
    return link
