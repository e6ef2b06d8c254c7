"""Share at the sizes of small laptops: every act in sight, nothing below the fold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu, QScrollBar, QWidget

from carefacilitator.app import build
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.controls import Columns

SIZES = ((1366, 698), (1024, 560))
LONG = "Technical Secretariat of the Network of Organizations of Domestic and Care Workers"


@pytest.fixture
def card(tmp_path: Path) -> str:
    office = build(tmp_path / "office")
    office.identity.rename(LONG)
    text = office.identity.card().text()
    office.close()
    return text


def sit(make_desk: Any, size: tuple[int, int], language: str, percent: int = 100) -> Any:
    desk = make_desk(language=language, percent=percent)
    desk.frame.setMinimumSize(0, 0)
    desk.frame.resize(*size)
    return desk


def handed_out(desk: Any, card: str, folder: Path) -> None:
    """The fullest state: somebody's card is known, papers and a bundle have left."""
    program = desk.program
    peer = program.identity.take_card(card, "other")
    workshop = program.workshops.find("W4").id
    for kind in ("agenda", "signin", "report"):
        program.papers.write(DocumentRequest(kind, workshop, "en"), folder / f"{kind}.pdf")
    recipient = program.identity.recipient(peer.device)
    program.sharing.export([workshop], folder / "a.carebundle", [recipient])


def whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().size() == widget.size()


def scrolling(page: QWidget) -> tuple[int, int]:
    """How far the page itself scrolls: down, and sideways."""
    (columns,) = page.findChildren(Columns)
    return columns.verticalScrollBar().maximum(), columns.horizontalScrollBar().maximum()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["en", "fr", "ar", "qps"])
@pytest.mark.parametrize("full", [False, True], ids=["first time", "handed out"])
def test_every_act_is_in_sight_without_scrolling(
    make_desk, looking, card: str, tmp_path: Path, size, language: str, full: bool
) -> None:
    desk = sit(make_desk, size, language)
    if full:
        handed_out(desk, card, tmp_path)
    for kind in ("summary", "certificates", "compendium"):
        page = desk.go("share", "W4")
        page.paper.choices.choose_kind(kind)
        desk.settle()
        assert scrolling(page) == (0, 0)
        paper, bundle = page.paper, page.bundle
        acts = [paper.picture, paper.kind.combo, paper.menu_button]
        acts += [paper.save_button, paper.print_button, bundle.recipient.combo]
        acts.append(bundle.seal_button if full else bundle.bring_button)
        assert [one.accessibleName() for one in acts if not whole(one)] == []
        menu = bundle.menu_button if bundle.menu_button.isVisible() else bundle._small_menu
        assert whole(menu)
        assert looking.cut(page) == []
        assert looking.outside(desk.frame) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_with_large_text_the_page_scrolls_down_only(
    make_desk, looking, card: str, tmp_path: Path, size, language: str
) -> None:
    desk = sit(make_desk, size, language, 200)
    handed_out(desk, card, tmp_path)
    page = desk.go("share", "W4")
    down, sideways = scrolling(page)
    assert down > 0
    assert sideways == 0
    assert whole(page.paper.save_button)
    assert whole(page.paper.picture) or size != SIZES[0]
    assert looking.cut(page) == []
    assert looking.outside(desk.frame) == []
    inner = [bar for bar in page.bundle.findChildren(QScrollBar) if bar.isVisible()]
    assert inner == [], "the page scrolls, not a part of it"


def test_every_act_of_the_page_is_reached_by_mouse(desk, card: str) -> None:
    """By a button, the picture, a menu, or a line of the list that goes there."""
    desk.program.identity.take_card(card, "other")
    page = desk.go("share", "W4")
    shown = {one.key or one.told_key for one in page.findChildren(Button) if one.isVisible()}
    lines = [one for menu in page.findChildren(QMenu) for one in menu.actions()]
    shown |= {one.text().rpartition("\t")[2] for one in lines if "\t" in one.text()}
    shown |= {"F5"} if page.paper.language.offered else set()
    in_the_preview = {"PgUp PgDn", "+ -"}
    assert {act.key for act in page.acts()} - shown == in_the_preview
