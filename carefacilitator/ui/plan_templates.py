"""What the Plan page does with templates of agendas."""

from __future__ import annotations

from functools import partial

from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.templates_dialog import TemplatesDialog


def open_templates(page: Page, program: Program) -> TemplatesDialog:
    """Offer the templates for the page's workshop; what is chosen or saved is written at once."""
    templates, workshop = program.templates, page.workshop_id
    fallback = page.kit.words.language
    blocks = program.agenda.blocks(workshop)
    dialog = TemplatesDialog(
        page.kit,
        templates.for_workshop(workshop, fallback),
        page,
        planned=len(blocks),
        held=any(block.started_at for block in blocks),
    )

    def again(key: str = "") -> None:
        dialog.show_templates(templates.for_workshop(workshop, fallback), key)

    def use(key: str, in_place: bool) -> None:
        do = partial(templates.apply, workshop, key, replace_all=in_place, fallback=fallback)
        before = {block.id for block in program.agenda.blocks(workshop)}
        page.run(do, lambda _count: _go_to_first_new(page, program, before))

    dialog.wanted.connect(use)
    dialog.named.connect(lambda name: page.run(partial(templates.save, workshop, name), again))
    dialog.unwanted.connect(
        lambda key: page.run(partial(templates.remove, key), lambda _none: again())
    )
    dialog.open()
    return dialog


def _go_to_first_new(page: Page, program: Program, before: set[str]) -> None:
    """Put the keyboard into the first block that came."""
    fresh = [one.id for one in program.agenda.blocks(page.workshop_id) if one.id not in before]
    if fresh:
        page.refresh(frozenset())
        page.on_block(fresh[0])
