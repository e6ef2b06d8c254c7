"""Writing a document: from a dossier to a finished, checked-in-place PDF file."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from carefacilitator import paths
from carefacilitator.errors import CareError, DiskFull, FileMissing, MachineTrouble, NoPermission
from carefacilitator.i18n import Words, isolate
from carefacilitator.model.dossier import Dossier
from carefacilitator.reports import agenda, report, sign_in, summary
from carefacilitator.reports.band import DayBand
from carefacilitator.reports.contents import headings, sections, with_contents
from carefacilitator.reports.finishing import About, finish
from carefacilitator.reports.letters import clean
from carefacilitator.reports.outcome import DocumentUnknown, Enclosed, Outcome
from carefacilitator.reports.pages import Furniture, Placed, draw
from carefacilitator.reports.style import PAPERS, Paper
from carefacilitator.reports.wording import DOT, Desk, foot_line


@dataclass(frozen=True)
class _Kind:
    """How to lay a document out; with a cover, with contents after it; how its paper lies."""

    lay_out: Callable[[Desk], list[Placed]]
    cover: bool = False
    contents: bool = False
    paper: Callable[[Desk], Paper] = attrgetter("paper")


_KINDS = {
    "summary": _Kind(summary.pages),
    "report": _Kind(report.pages, cover=True, contents=True),
    "agenda": _Kind(agenda.pages),
    "signin": _Kind(sign_in.pages, paper=sign_in.paper),
}


def write(
    kind: str,
    dossier: Dossier,
    words: Words,
    out: Path,
    paper: str = "A4",
    enclosed: Enclosed | None = None,
) -> Outcome:
    """See :func:`carefacilitator.reports.write`."""
    if kind not in _KINDS or paper not in PAPERS:
        raise DocumentUnknown(kind=kind, paper=paper)
    finished = io.BytesIO()
    desk = Desk(dossier, words, PAPERS[paper])
    pages, missing = _set(_KINDS[kind], desk, finished, enclosed)
    _put(finished.getvalue(), out)
    return Outcome(out, pages, missing)


def _set(
    kind: _Kind, desk: Desk, target: io.BytesIO, enclosed: Enclosed | None
) -> tuple[int, tuple[str, ...]]:
    dossier, words = desk.dossier, desk.words
    desk = replace(desk, paper=kind.paper(desk))
    placed = kind.lay_out(desk)
    if kind.contents:
        placed = with_contents(desk, placed)
    found = headings(placed)
    band = DayBand(dossier.blocks, desk.rtl)
    furniture = Furniture(
        head=DOT.join(isolate(part) for part in (dossier.code, dossier.title) if part),
        foot=foot_line(desk),
        page_of=lambda n, m: words.say("Page {n} of {m}", n=n, m=m),
        band=band.paint,
        first_foot=not kind.cover,
        sections=sections(found, len(placed)) if kind.contents else (),
    )
    raw = io.BytesIO()
    canvas, root = draw(raw, placed, desk.paper, furniture, words.language)
    raw.seek(0)
    title = clean(dossier.title) or clean(dossier.code) or "CareFacilitator"
    about = About(title, words.language, dossier.end or dossier.start, found, enclosed)
    return finish(raw, target, root, about), tuple(canvas.missing)


def _put(data: bytes, out: Path) -> None:
    """Replace ``out`` in one step; until then only a temporary file stands beside it."""
    temporary = paths.unfinished(out)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, out)
    except OSError as error:
        raise _trouble(error, out) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _trouble(error: OSError, place: Path) -> CareError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(place=str(place))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR):
        return NoPermission(place=str(place))
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileMissing(name=str(place.parent))
    return MachineTrouble(place=str(place))
