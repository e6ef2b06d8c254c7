"""Writing a document: from a dossier to a finished, checked-in-place PDF file."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path

from carefacilitator import paths
from carefacilitator.errors import refused_by_system
from carefacilitator.i18n import Words, isolate
from carefacilitator.machine import files
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.reports.blocks.cells import DOT, Desk, foot_line
from carefacilitator.reports.blocks.day_band import DayBand
from carefacilitator.reports.blocks.pages import Furniture, Placed, draw
from carefacilitator.reports.documents import recovery, side_by_side
from carefacilitator.reports.documents.contents import headings, sections, with_contents
from carefacilitator.reports.pdf.archive import About, finish
from carefacilitator.reports.pdf.result import DocumentUnknown, Enclosed, FinishedDocument, Outcome
from carefacilitator.reports.pdf.theme import theme_of
from carefacilitator.reports.style import PAPERS, Paper
from carefacilitator.reports.text.characters import clean


@dataclass(frozen=True)
class _Layout:
    """How to lay a document out; with a cover and contents after it; how its paper lies.

    A ``bare`` document has neither head nor foot.
    """

    pages: Callable[[Desk], list[Placed]]
    cover: bool = False
    paper: Callable[[Desk], Paper] = attrgetter("paper")
    bare: bool = False


def _layout_of(kind: str) -> _Layout:
    """The layout of a kind, whose builder is loaded when the first of its documents is made."""
    told = DOCUMENTS[kind]
    name, _, function = told.builder.partition(".")
    module = import_module(f"carefacilitator.reports.documents.{name}")
    paper = module.paper if told.own_paper else attrgetter("paper")
    return _Layout(getattr(module, function), told.cover, paper, told.bare)


def write(
    kind: str,
    dossier: WorkshopContent,
    words: Words,
    out: Path,
    paper: str = "A4",
    enclosed: Enclosed | None = None,
) -> Outcome:
    """See :func:`carefacilitator.reports.write`."""
    made = make(kind, dossier, words, paper, enclosed)
    put(made.content, out)
    return Outcome(out, made.pages, made.missing_glyphs)


def make(
    kind: str,
    dossier: WorkshopContent,
    words: Words,
    paper: str = "A4",
    enclosed: Enclosed | None = None,
    second: tuple[WorkshopContent, Words] | None = None,
) -> FinishedDocument:
    """See :func:`carefacilitator.reports.make`."""
    told = DOCUMENTS.get(kind)
    if told is None or paper not in PAPERS or (second and not told.beside):
        raise DocumentUnknown(kind=kind, paper=paper)
    desk = Desk(dossier, words, PAPERS[paper])
    if second:
        other = Desk(*second, PAPERS[paper])
        both = _Layout(partial(side_by_side.pages, other=other))
        return _set(both, desk, enclosed, foot_line(desk, other.words.language))
    return _set(_layout_of(kind), desk, enclosed)


def recovery_sheet(passphrase: str, words: Words, day: str, paper: str = "A4") -> FinishedDocument:
    """See :func:`carefacilitator.reports.recovery_sheet`."""
    told = WorkshopContent(code="", title=words.say("Recovery sheet"), start=day, end=day)
    lay_out = partial(recovery.pages, passphrase=passphrase, day=day)
    return _set(_Layout(lay_out), Desk(told, words, PAPERS[paper]), None)


def _set(
    layout: _Layout, desk: Desk, enclosed: Enclosed | None, foot: str = ""
) -> FinishedDocument:
    dossier, words = desk.dossier, desk.words
    desk = replace(desk, paper=layout.paper(desk))
    placed = layout.pages(desk)
    if layout.cover:
        placed = with_contents(desk, placed)
    found = headings(placed)
    band = DayBand(dossier.blocks, desk.rtl)
    furniture = Furniture(
        head=DOT.join(isolate(part) for part in (dossier.code, dossier.title) if part),
        foot=foot or foot_line(desk),
        page_of=lambda n, m: words.say("Page {n} of {m}", n=n, m=m),
        band=band.paint,
        first_foot=not layout.cover,
        sections=sections(found, len(placed)) if layout.cover else (),
        bare=layout.bare,
    )
    raw = io.BytesIO()
    theme = theme_of(dossier.colour)
    canvas, root = draw(raw, placed, desk.paper, furniture, words.language, theme)
    raw.seek(0)
    title = clean(dossier.title) or clean(dossier.code) or "CareFacilitator"
    about = About(title, words.language, dossier.end or dossier.start, found, enclosed)
    finished = io.BytesIO()
    count = finish(raw, finished, root, about)
    return FinishedDocument(finished.getvalue(), count, tuple(canvas.missing))


def put(data: bytes, out: Path) -> None:
    """Replace ``out`` in one step; until then only a temporary file stands beside it."""
    temporary = paths.unfinished(out)
    try:
        with temporary.open("xb") as file:
            files.hide(temporary)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        files.replace(temporary, out)
        files.settle_folder(out.parent)
    except OSError as error:
        raise refused_by_system(error, str(out), str(out.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
