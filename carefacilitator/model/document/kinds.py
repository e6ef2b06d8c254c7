"""The kinds of documents, each declared once for the window, the command line and paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from carefacilitator.i18n import N_


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """What is true of every document of a kind.

    ``builder`` is the module in ``reports/documents`` and the function in it that lays the pages
    out; ``name`` and ``hint`` are sentences of the catalogue. ``names``: whose names it may hold,
    those who ``agreed`` (or nobody's, where a person wishes that), ``all`` it is made for, or
    ``none``.
    """

    builder: str
    name: str
    hint: str
    icon: str = "file-pdf"
    names: Literal["agreed", "all", "none"] = "agreed"
    together: bool = False
    """About several workshops; all others are about one."""
    carries: bool = False
    """Tells what was said; can carry the workshops it tells of, sealed, inside the file."""
    beside: bool = False
    """May stand in a second language beside the first."""
    person: bool = False
    """May be made for one person only."""
    selects: bool = False
    """Takes the lessons that a person chooses, grouped as she wishes."""
    door: bool = False
    """Has a row for each person who agreed to be stored, for the door."""
    photos: bool = False
    cover: bool = False
    """Begins with a cover, then the contents."""
    own_paper: bool = False
    """The builder's module says by ``paper`` how its paper lies."""
    bare: bool = False
    """Has neither head nor foot."""


_SAID = N_("Key messages, lessons, commitments. Names and quotes only where people agreed.")

DOCUMENTS: Mapping[str, DocumentKind] = MappingProxyType(
    {
        "summary": DocumentKind(
            builder="summary.pages", name=N_("Summary"), hint=_SAID, carries=True, beside=True
        ),
        "report": DocumentKind(
            builder="report.pages",
            name=N_("Full report"),
            hint=_SAID,
            carries=True,
            photos=True,
            cover=True,
        ),
        "signin": DocumentKind(
            builder="sign_in.pages",
            name=N_("Sign-in sheet"),
            hint=N_("A row for each person who agreed to be stored, and empty rows for walk-ins."),
            icon="printer",
            door=True,
            own_paper=True,
        ),
        "agenda": DocumentKind(
            builder="agenda.pages",
            name=N_("Agenda"),
            hint=N_("Times, rooms and methods, for the door or for every chair."),
            icon="printer",
            names="none",
        ),
        "running_order": DocumentKind(
            builder="agenda.running_order",
            name=N_("Running order"),
            hint=N_("For those who facilitate: who leads, what to bring and how it is done."),
            icon="printer",
        ),
        "badges": DocumentKind(
            builder="badges.pages",
            name=N_("Badges"),
            hint=N_(
                "For label sheets (A4: Avery L4785, Letter: Avery 5395) or card to cut; blank ones "
                "for walk-ins."
            ),
            names="all",
            own_paper=True,
            bare=True,
        ),
        "certificates": DocumentKind(
            builder="certificate.pages",
            name=N_("Certificates"),
            hint=N_("A page for each person who was there, with the time and a code to check."),
            names="all",
            person=True,
            own_paper=True,
            bare=True,
        ),
        "series": DocumentKind(
            builder="series.pages",
            name=N_("Report of the series"),
            hint=N_(
                "Several workshops together: who came how often, what changed, what was promised."
            ),
            together=True,
            carries=True,
            cover=True,
        ),
        "compendium": DocumentKind(
            builder="compendium.pages",
            name=N_("Compendium"),
            hint=N_("Experiences and lessons of several workshops, numbered, with an index."),
            together=True,
            carries=True,
            selects=True,
            cover=True,
        ),
    }
)
"""Every kind of document by its key, in the order in which they are offered."""
