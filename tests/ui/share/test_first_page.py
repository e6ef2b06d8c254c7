"""The picture of the first page: the real one, true to every choice, and no burden on typing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu

from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.ui.share.first_page import first_page
from carefacilitator.ui.share.preview import Preview


def darkness(picture: QImage) -> float:
    """The share of a picture that is not paper."""
    small = picture.scaled(60, 80, mode=Qt.TransformationMode.SmoothTransformation)
    colours = [small.pixelColor(x, y) for x in range(60) for y in range(80)]
    return sum(one.lightness() < 235 for one in colours) / len(colours)


def chosen(desk: Any, page: Any, kind: str) -> Any:
    page.paper.choices.choose_kind(kind)
    desk.settle()
    return page.paper.picture


def menu_open() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def test_it_is_the_page_that_will_be_handed_out(desk) -> None:
    page = desk.go("share", "W4")
    shown = page.paper.picture.page
    wished = DocumentRequest("summary", page.workshop_id, page.paper.language.value())
    made = first_page(desk.program.papers.draft(wished).made.content)
    assert (shown.words, shown.pages) == (made.words, made.pages)
    assert shown.picture == made.picture
    assert 0.05 < darkness(shown.picture) < 0.6
    drawn = page.paper.picture.grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, 4) == QColor(Qt.GlobalColor.white)
    assert 0.02 < darkness(drawn) < 0.6


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_document_has_its_picture(desk, kind: str) -> None:
    page = desk.go("share", "W4")
    picture = chosen(desk, page, kind)
    assert picture.page is not None
    assert picture.page.words.strip()
    lying = picture.page.picture.width() > picture.page.picture.height()
    assert (picture.width() > picture.height()) is lying


def test_a_screen_reader_is_told_what_it_is_and_what_stands_on_it(desk) -> None:
    page = desk.go("share", "W4")
    page.paper.choices.choose_language("es")
    desk.settle()
    picture = page.paper.picture
    assert picture.accessibleName() == "Summary, first page"
    told = picture.accessibleDescription()
    count = picture.page.pages
    assert told.startswith(f"Español · {count} page")
    assert "names where agreed" in told
    assert "Compromisos" in told
    assert page.paper.facts.text() in told


def test_choices_draw_it_anew(desk) -> None:
    page = desk.go("share", "W4")
    seen = [page.paper.picture.page.words]
    choices = page.paper.choices
    for choice, value in (
        (choices.language, "fr"),
        (choices.second, "ar"),
        (choices.names, "none"),
    ):
        (action,) = [one for one in choice.menu.actions() if one.data() == value]
        action.trigger()
        desk.settle()
        seen.append(page.paper.picture.page.words)
    assert len(set(seen)) == len(seen)
    assert "nobody named" in page.paper.facts.text()
    assert "Français + العربية" in page.paper.facts.text()
    assert page.paper.language.value() == "fr"


def test_it_follows_what_is_written(desk) -> None:
    page = desk.go("share", "W4")
    assert "Something quite new" not in page.paper.picture.page.words
    desk.program.workshops.edit(page.workshop_id, title="Something quite new")
    desk.settle()
    assert "Something quite new" in page.paper.picture.page.words


def test_another_workshop_shows_another_page(desk) -> None:
    first = desk.go("share", "W4").paper.picture.page.words
    assert desk.go("share", "W1").paper.picture.page.words != first


def test_a_paper_that_cannot_be_made_says_why_and_nothing_is_told_elsewhere(make_desk) -> None:
    desk = make_desk(sample=False)
    made = desk.program.workshops.create("Nobody came")
    desk.frame.go("share", made.id)
    desk.settle()
    picture = chosen(desk, desk.page, "certificates")
    assert picture.page is None
    assert "certificate" in picture.accessibleDescription().lower()
    assert desk.message == ""
    assert chosen(desk, desk.page, "agenda").page is not None


def test_many_choices_make_few_documents(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, papers = desk.go("share", "W4"), desk.program.papers
    draft, made = papers.draft, []

    def counted(wished: DocumentRequest) -> Any:
        made.append(wished.language)
        return draft(wished)

    monkeypatch.setattr(papers, "draft", counted)
    for _ in range(10):
        for language in ("en", "fr", "ar", "es"):
            page.paper.choices.choose_language(language)
    desk.settle()
    assert len(made) <= 2
    assert made[-1] == "es"
    assert "Compromisos" in page.paper.picture.page.words


def test_nothing_is_drawn_for_a_page_that_nobody_sees(
    desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.go("share", "W4")
    desk.go("plan", "W4")
    made: list[Any] = []
    monkeypatch.setattr(desk.program.papers, "draft", made.append)
    page.paper.draw_again()
    desk.program.workshops.edit(page.workshop_id, title="Another title")
    desk.settle()
    assert made == []


def test_a_dialog_over_the_page_keeps_its_visit(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a document ends all visits: what is typed in a dialog would be undone word by word."""
    page = desk.go("share", "W4")
    made: list[Any] = []
    draft = desk.program.papers.draft
    monkeypatch.setattr(
        desk.program.papers, "draft", lambda wished: made.append(wished) or draft(wished)
    )
    page.settle_names()
    desk.settle()
    page.paper.draw_again()
    desk.settle()
    assert made == []
    desk.press("Esc")
    desk.settle()
    assert len(made) == 1


def test_enter_on_the_picture_shows_all_pages(desk) -> None:
    page = desk.go("share", "W4")
    page.paper.picture.setFocus()
    assert page.paper.picture.hasFocus()
    desk.press("Space", page.paper.picture)
    desk.until(lambda: any(one.isVisible() for one in desk.frame.findChildren(Preview)))
    assert "F6" in page.paper.picture.toolTip()


@pytest.mark.parametrize(("key", "name"), [("F4", "Choices for this paper"), ("F5", "Language")])
def test_keys_open_the_choices(desk, key: str, name: str) -> None:
    desk.go("share", "W4")
    desk.press(key)
    menu = menu_open()
    assert menu is not None
    assert name in menu.accessibleName()
    desk.press("Down", menu)
    assert menu.activeAction() is not None
    menu.close()


def test_a_language_is_chosen_by_keyboard_alone(desk) -> None:
    page = desk.go("share", "W4")
    desk.press("F5")
    menu = menu_open()
    assert menu is not None
    while menu.activeAction().data() != "pt":
        desk.press("Down", menu)
    desk.press("Enter", menu)
    assert page.paper.language.value() == "pt"
    assert page.paper.picture.page.words.count("Compromissos") > 0


def test_the_data_inside_are_not_sealed_for_a_picture(
    desk, tmp_path: Path, make_office: Callable[[], Any]
) -> None:
    office = make_office()
    desk.program.identity.take_card(office.identity.card().text(), "other")
    page = desk.go("share", "W4")
    page.paper.choices.carry.trigger()
    desk.settle()
    assert page.paper.choices.carries
    assert "data inside" in page.paper.facts.text()
    assert desk.program.sharing.log() == []
    page.paper.save(tmp_path / "a.pdf")
    desk.settle()
    assert {one.kind for one in desk.program.sharing.log()} == {"bundle", "summary"}


@pytest.fixture
def make_office(tmp_path: Path):
    from carefacilitator.app import build

    made = []

    def make() -> Any:
        made.append(build(tmp_path / "office"))
        return made[-1]

    yield make
    for one in made:
        one.close()
