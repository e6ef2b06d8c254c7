"""What a file for other programs says of a block, as a table or as a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Workshop
from carefacilitator.model.records.vocabulary import vocabulary

if TYPE_CHECKING:
    from carefacilitator.interchange.agendas.agendas import AgendaRow
    from carefacilitator.services.privacy.naming_rule import Naming


def row_of(
    workshop: Workshop, one: Placed, language: str, *, leads: bool, rule: Naming | None = None
) -> AgendaRow:
    """A block as a row of a file, in a language where it is known there.

    What names somebody who did not agree to that (``rule``) is left out.
    """
    from carefacilitator.interchange.agendas.agendas import AgendaRow

    block = one.block

    def public(field: str, text: str) -> str:
        held = rule is not None and rule.against("agenda_block", block.id, field, text)
        return "" if held else text

    name = vocabulary().label("session_type", block.session_type, language)
    return AgendaRow(
        event=workshop.code,
        day=block.day,
        start=one.start,
        minutes=block.minutes,
        type=block.session_type,
        room=public("room", block.room),
        title=public("title", in_language(block, "title", language)) or name,
        question=public("question", block.question),
        lead=public("lead", block.lead) if leads else "",
        materials=public("materials", block.materials),
        instructions=public("instructions", block.instructions),
    )
