"""What a compendium takes: checked, and put into the dossier in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carefacilitator.errors import Refusal
from carefacilitator.i18n import Words
from carefacilitator.model.document import compendium
from carefacilitator.model.document.compendium import GROUPINGS, Selection
from carefacilitator.model.document.content import AGREED, WorkshopContent
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Lesson
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.failures import UnknownKey

if TYPE_CHECKING:
    from carefacilitator.services.documents.content_base import Sources
    from carefacilitator.services.workshops import Workshops


class NothingSelected(Refusal):
    """No lesson of these workshops is of the kinds, and as far agreed, as was asked for."""

    code = "nothing_selected"


def side_by_side(workshops: Workshops, workshop_id: str, everything: bool = False) -> list[str]:
    """The workshops (ids) that are told together with one: of its programme, or all there are.

    Raises WorkshopUnknown.
    """
    here = workshops.find(workshop_id)
    found = [line.workshop for line in workshops.lines()]
    if everything:
        return [one.id for one in found]
    own = [one.id for one in found if one.programme_id == here.programme_id]
    return own if here.programme_id else [here.id]


@dataclass(frozen=True)
class Candidate:
    """A lesson that a compendium may take; ``usual`` where it takes it unless told otherwise.

    ``draft`` is one that its group has not agreed to yet.
    """

    id: str
    text: str
    kind: str
    workshop: str
    usual: bool
    draft: bool = False


def candidates(sources: Sources, workshops: Sequence[str], language: str) -> list[Candidate]:
    """The lessons of workshops (ids), those worth repeating first, in the words of a language."""
    found = []
    for key in workshops:
        code = sources.workshops.find(key).code
        for one in sources.workspace.all(Lesson, workshop_id=key):
            text = " ".join(in_language(one, "text", language).split())
            if text:
                draft = one.status not in AGREED
                usual = one.kind in compendium.KINDS and not draft
                found.append(Candidate(one.id, text, one.kind, code, usual, draft))
    return sorted(found, key=lambda one: not one.usual)


def with_selection(
    dossier: WorkshopContent, choice: Selection | None, words: Words
) -> WorkshopContent:
    """The dossier with the lessons chosen, and grouped as chosen; drafts stand apart.

    Raises UnknownKey for a group, a kind or a status there is none of, and NothingSelected.
    """
    wanted = choice or Selection()
    known = vocabulary()
    if wanted.group not in GROUPINGS:
        raise UnknownKey(list="group", key=wanted.group)
    for kind in wanted.kinds:
        known.require("lesson_kind", kind)
    known.require("lesson_kind.review_status", wanted.least)
    lessons = compendium.selected(dossier.lessons, wanted)
    drafts = compendium.selected(dossier.drafts, replace(wanted, least=compendium.DRAFT))
    if not (lessons or drafts):
        raise NothingSelected()
    title = words.say("Experiences and lessons of care work")
    return replace(
        dossier,
        title=title,
        programme=dossier.title,
        lessons=lessons,
        drafts=drafts,
        grouped_by=wanted.group,
        withheld=tuple(one for one in dossier.withheld if one.kind == "lesson"),
    )
