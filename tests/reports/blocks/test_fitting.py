"""A nearly empty last page is saved where that is worth setting the document again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from carefacilitator.i18n import words
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.reports.blocks.blocks import Block
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.pages import lay_out
from carefacilitator.reports.style import PAPERS, TEXT


@pytest.mark.parametrize(("pages", "settings"), [(3, 2), (60, 1)])
def test_only_a_short_document_is_set_again(
    pages: int, settings: int, dossier_of: Callable[[str, str], WorkshopContent]
) -> None:
    desk = Desk(dossier_of("W4", "en"), words("en"), PAPERS["A4"])
    lines = (desk.text("A line.", TEXT) for _ in range(200))
    on_a_page = len(lay_out(lines, desk.paper.text_width, desk.paper.text_height)[0])
    count = pages * on_a_page + 2
    asked: list[bool] = []

    def blocks(one: Desk) -> Iterator[Block]:
        asked.append(one.tight)
        yield from (one.text("A line.", TEXT) for _ in range(count))

    placed = fitted(desk, blocks)
    assert len(placed) == pages + 1
    assert asked == [False, True][:settings]
