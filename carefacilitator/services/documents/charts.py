"""Figures to look at: the charts of a workshop or of several, as their papers have them.

They are made from the same dossier as paper, so small groups are hidden here, too: a screen may
stand before the whole room. No person is named.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefacilitator.i18n import Words
from carefacilitator.interchange.tables.sheets import guarded
from carefacilitator.model.document.chart import Chart
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.workshop_charts import charts_of
from carefacilitator.model.records.records import Workshop
from carefacilitator.reports.blocks.chart_drawing import SCREEN as SCREEN
from carefacilitator.reports.blocks.chart_drawing import Drawing as Drawing
from carefacilitator.reports.blocks.chart_drawing import Rectangle as Rectangle
from carefacilitator.reports.blocks.chart_drawing import Role as Role
from carefacilitator.services.documents.compendium import side_by_side
from carefacilitator.services.exchange.export import NothingChosen

if TYPE_CHECKING:
    from carefacilitator.services.documents.content import DocumentContents
    from carefacilitator.services.workshops import Workshops

SCOPES = ("workshop", "programme", "all")
"""About what figures can be asked for from one workshop: itself, its programme, everything here."""

_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


@dataclass(frozen=True)
class WorkshopCharts:
    """The charts of these workshops (ids) with the sums that belong above them.

    ``people`` were in the room: ``named`` of them on the list, each once, ``counted`` without a
    name. The first two are None where they would give a small group away.
    """

    workshops: tuple[str, ...]
    codes: str
    title: str
    people: int | None
    named: int | None
    counted: int
    lessons: int
    commitments: int
    charts: tuple[Chart, ...]
    drafts_left: int = 0
    """Lessons that nobody agreed to yet; they are in no figure."""


class Charts:
    """Makes the charts that screens and commands show."""

    def __init__(self, dossiers: DocumentContents, workshops: Workshops) -> None:
        self._dossiers = dossiers
        self._workshops = workshops

    def of(self, workshops: Sequence[str], language: str) -> WorkshopCharts:
        """The charts of workshops (ids or codes), in a language.

        Raises NothingChosen and WorkshopUnknown.
        """
        if not workshops:
            raise NothingChosen(what="workshop")
        found = list({one.id: one for one in map(self._workshops.find, workshops)}.values())
        if len(found) == 1:
            dossier = self._dossiers.gather(found[0].id, language)
        else:
            ids = [one.id for one in found]
            dossier = self._dossiers.gather_many(ids, language)
        return _charted(found, dossier, Words(language))

    def around(self, workshop_id: str, scope: str, language: str) -> WorkshopCharts:
        """The charts of a workshop, or of those told together with it (one of :data:`SCOPES`).

        Raises WorkshopUnknown.
        """
        if scope == "workshop":
            return self.of([workshop_id], language)
        together = side_by_side(self._workshops, workshop_id, everything=scope == "all")
        return self.of(together, language)


def _charted(
    workshops: Sequence[Workshop], dossier: WorkshopContent, words: Words
) -> WorkshopCharts:
    presence = dossier.presence
    return WorkshopCharts(
        workshops=tuple(one.id for one in workshops),
        codes=dossier.code,
        title=dossier.title,
        people=None if presence.untold else presence.total,
        named=None if presence.untold else presence.named,
        counted=presence.counted,
        lessons=len(dossier.lessons),
        commitments=len(dossier.commitments),
        charts=charts_of(dossier, words),
        drafts_left=dossier.drafts_left,
    )


def sums(charted: WorkshopCharts, words: Words) -> str:
    """How many people were there and what came of it, in a line."""
    parts = []
    if charted.people and charted.named is not None:
        parts.append(words.say_n("{n} by name", "{n} by name", charted.named))
    if charted.counted:
        parts.append(
            words.say_n("{n} counted without a name", "{n} counted without a name", charted.counted)
        )
    parts += [
        words.say_n("{n} lesson", "{n} lessons", charted.lessons),
        words.say_n("{n} commitment", "{n} commitments", charted.commitments),
    ]
    if charted.drafts_left:
        parts.append(
            words.say_n("{n} draft not counted", "{n} drafts not counted", charted.drafts_left)
        )
    return " · ".join(parts)


def as_csv(chart: Chart) -> str:
    """A chart as comma-separated lines: a head, then each group with its bare figures.

    What is not told stays empty. A label that a spreadsheet would take for a formula is quoted.
    """
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([chart.of, *(one.plain or one.head for one in chart.measures)])
    for row in chart.rows:
        lines.writerow([guarded(row.label), *map(guarded, row.values)])
    return out.getvalue().translate(_ISOLATES)
