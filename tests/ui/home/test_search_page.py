"""Search: any part of a word, in any form of its letters, and Enter goes there."""

from __future__ import annotations

import re
import subprocess

import pytest

from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.ui.home.search_page import SearchPage


def ask(desk, words: str) -> SearchPage:
    page = desk.go("search")
    page.field.edit.setFocus()
    page.field.edit.selectAll()
    desk.type(words)
    page._search()
    desk.settle()
    return page


def kinds(page: SearchPage) -> set[str]:
    return {hit.kind for hit, _where in page._model.rows}


def test_a_part_of_a_word_without_its_accents_is_found(desk) -> None:
    page = ask(desk, "conge")
    assert any("congé" in hit.text for hit, _ in page._model.rows)
    assert page._count.text().endswith("found")


@pytest.mark.parametrize("words", ["اليات التمويل", "آليات التمويل", "آلِيات التَّمويل"])
def test_arabic_is_found_in_every_way_of_writing_it(desk, words: str) -> None:
    page = ask(desk, words)
    assert any("التمويل" in hit.text for hit, _ in page._model.rows)


def test_enter_goes_to_the_note_and_chooses_it(desk) -> None:
    page = ask(desk, "essential until pay day")
    assert page._model.rows
    note = page._model.rows[0][0].record
    desk.press("Enter")
    assert desk.page.name == "facilitate"
    assert desk.page.notes.chosen().note.id == note


def test_enter_waits_for_the_answer_to_what_was_typed_last(desk) -> None:
    page = ask(desk, "care")
    elsewhere = page._model.rows[0][0].record
    page.field.edit.selectAll()
    desk.type("essential until pay day")
    desk.press("Enter")  # sooner than the list could change
    assert desk.page.name == "facilitate"
    note = page._model.rows[0][0].record
    assert desk.page.notes.chosen().note.id == note != elsewhere


def test_an_answer_that_comes_after_leaving_leads_nowhere(desk) -> None:
    page = ask(desk, "care")
    page.field.edit.selectAll()
    desk.type("essential until pay day")
    page._on_enter()
    desk.frame.go("home")
    desk.settle()
    assert desk.page.name == "home"


def test_arrows_choose_while_the_field_keeps_the_keyboard(desk) -> None:
    page = ask(desk, "care")
    assert len(page._model.rows) > 2
    desk.press("Down")
    desk.press("Down")
    assert page._list.currentIndex().row() == 2
    assert desk.focus is page.field.edit
    desk.press("Up")
    assert page._list.currentIndex().row() == 1


def test_the_same_words_asked_again_leave_the_choice_where_it_is(desk) -> None:
    page = ask(desk, "care")
    desk.press("Down")
    desk.press("Down")
    chosen = page.record_here()
    page._search()
    desk.settle()
    assert (page._list.currentIndex().row(), page.record_here()) == (2, chosen)
    assert ask(desk, "centre")._list.currentIndex().row() == 0, "other words start at the top"


def test_people_lessons_and_commitments_lead_to_their_pages(desk) -> None:
    pages = {
        "person": "welcome",
        "lesson": "harvest",
        "commitment": "harvest",
        "agenda_block": "plan",
    }
    met = set()
    for words in ("Participant", "care", "centre", "lunch"):
        page = ask(desk, words)
        for number, (hit, _where) in enumerate(page._model.rows):
            if hit.kind in pages and hit.kind not in met:
                met.add(hit.kind)
                page._list.setCurrentIndex(page._model.index(number))
                page._open()
                desk.settle()
                assert desk.page.name == pages[hit.kind]
                page = ask(desk, words)
    assert {"lesson", "commitment"} <= met


def test_nothing_found_says_what_helps(desk) -> None:
    page = ask(desk, "zzzzqq")
    assert page._empty.sentence.text() == "Nothing found for “zzzzqq”. Fewer letters find more."
    assert page._empty.isVisible()


def test_esc_clears_then_leaves(desk) -> None:
    page = ask(desk, "care")
    desk.press("Esc")
    assert page.field.text() == ""
    desk.press("Esc")
    assert desk.page.name == "home"


def test_only_the_last_words_count(desk) -> None:
    page = desk.go("search")
    page.field.set_text("care")
    page._search()
    page.field.set_text("zzzzqq")
    page._search()
    desk.settle()
    assert page._model.rows == []


def test_what_is_found_follows_what_is_written(desk) -> None:
    page = ask(desk, "quilombo")
    assert page._model.rows == []
    desk.program.notes.add(desk.program.workshops.find("W4").id, "Visit to the quilombo")
    desk.settle()
    desk.settle()
    assert kinds(page) == {"note"}


def code_of(desk, tmp_path) -> str:
    """The code on the first certificate of a workshop."""
    out = tmp_path / "c.pdf"
    desk.program.papers.write(DocumentRequest("certificates", "W4", "en"), out)
    done = subprocess.run(["pdftotext", "-l", "1", out, "-"], capture_output=True, check=True)
    found = re.search(r"Code (\S+):", done.stdout.decode())
    assert found is not None
    return found.group(1)


def test_the_code_on_a_certificate_is_checked(desk, tmp_path) -> None:
    code = code_of(desk, tmp_path)
    page = desk.go("search")
    page.field.set_text(code.lower())
    page._search()
    desk.settle()
    assert "This certificate is genuine: number W4-" in desk.message
    assert "The paper must say: 4 hours and 45 minutes." in desk.message


def test_a_code_that_nobody_gave_out_is_told(desk, expected_log) -> None:
    page = desk.go("search")
    page.field.set_text("0000-0000-0000")
    page._search()
    desk.settle()
    assert "No workshop on this computer gave out this code." in desk.message


def test_a_long_word_is_no_code(desk) -> None:
    page = desk.go("search")
    for word in ("representation", "RECOGNIZABLE", "abcdefghjkmn"):
        page.field.set_text(word)
        page._search()
        desk.settle()
        assert desk.message == ""
