"""Laying out: nothing is cut, lost, left alone or drawn over something else."""

from __future__ import annotations

import pytest

from carefacilitator.reports.blocks.blocks import Block, PageBreak, Space
from carefacilitator.reports.blocks.pages import lay_out
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.blocks.table import Layout, Row, Table
from carefacilitator.reports.style import SECTION, TEXT

WIDTH, HEIGHT = 400.0, 300.0


def paragraph(count: int) -> Paragraph:
    return Paragraph("\n".join(f"line {at}" for at in range(count)), TEXT, rtl=False)


def table(rows: int, head: bool = True, lines: int = 1) -> Table:
    layout = Layout((190.0, 200.0), 10.0, rtl=False)

    def row(at: int) -> Row:
        return Row((paragraph(lines), Paragraph(f"row {at}", TEXT, rtl=False)))

    top = Row((paragraph(1), paragraph(1)), head=True) if head else None
    return Table(layout, [row(at) for at in range(rows)], top)


def check(pages: list[list[tuple[float, Block]]]) -> None:
    for page in pages:
        assert page
        below = 0.0
        for top, block in page:
            assert top >= below - 0.01
            below = top + block.height(WIDTH)
        assert below <= HEIGHT + 0.01


@pytest.mark.parametrize("count", [1, 15, 20, 21, 39, 41, 400])
def test_paragraphs_flow_over_pages_without_lone_lines(count: int) -> None:
    pages = lay_out([paragraph(3), paragraph(count)], WIDTH, HEIGHT)
    check(pages)
    heights = [block.height(WIDTH) / TEXT.leading for page in pages for _, block in page]
    assert sum(heights) == pytest.approx(3 + count)
    assert count < 4 or min(heights) >= 2


def test_a_head_never_stands_alone_at_the_foot() -> None:
    head = Paragraph("Head", SECTION, rtl=False)
    for filled in range(200, 300, 5):
        pages = lay_out([Space(filled), head, paragraph(8)], WIDTH, HEIGHT)
        check(pages)
        for page in pages:
            assert page[-1][1] is not head


def test_table_rows_stay_whole_and_the_last_is_not_alone() -> None:
    pages = lay_out([table(40, lines=3)], WIDTH, HEIGHT)
    check(pages)
    counts = [len(block._rows) for page in pages for _, block in page if isinstance(block, Table)]
    assert sum(counts) == 40
    assert counts[-1] >= 2


def test_a_row_taller_than_a_page_is_cut() -> None:
    pages = lay_out([table(1, lines=200), paragraph(2)], WIDTH, HEIGHT)
    check(pages)
    assert len(pages) >= 200 * TEXT.leading // HEIGHT


def test_page_breaks_make_no_empty_pages() -> None:
    pages = lay_out([PageBreak(), paragraph(1), PageBreak(), PageBreak()], WIDTH, HEIGHT)
    assert len(pages) == 1
    assert lay_out([], WIDTH, HEIGHT) == [[]]
