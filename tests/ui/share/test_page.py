"""Share: paper and bundle, said to be done only once they were read back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from carefacilitator import settings
from carefacilitator.app import build
from carefacilitator.machine import places
from carefacilitator.ui.share.card_dialog import CardDialog


@pytest.fixture
def office(tmp_path: Path):
    program = build(tmp_path / "office")
    program.identity.rename("Technical Secretariat")
    yield program
    program.close()


@pytest.fixture
def card(office, tmp_path: Path) -> Path:
    path = tmp_path / "secretariat.json"
    office.identity.write_card(path)
    return path


def dialog_of(desk) -> CardDialog:
    return next(one for one in desk.frame.findChildren(CardDialog) if one.isVisible())


def bring(desk, card: Path, role: str = "other"):
    page = desk.go("share", "W4")
    page.bundle.look_at_card(card)
    desk.settle()
    dialog = dialog_of(desk)
    dialog.role.toggle(role)
    dialog._on_keep()
    desk.settle()
    return page


def test_the_list_is_kind_and_goes_to_what_is_missing(desk) -> None:
    page = desk.go("share", "W4")
    told = page._checklist._told.text()
    assert "worth a minute now. Nothing here blocks you." in told
    desk.press("F9")
    assert desk.page.name == "harvest"


def test_without_a_card_nothing_can_be_sealed_and_it_says_why(desk) -> None:
    page = desk.go("share", "W4")
    assert not page.bundle.seal_button.isEnabled()
    assert "card of the secretariat" in page.bundle.seal_button.toolTip()
    assert "Ask for it once and bring it here" in page.bundle.goes.text()
    assert page.bundle.stays.text() == "Everything."


def test_a_card_is_kept_only_after_its_words_were_compared(desk, card: Path, office) -> None:
    page = desk.go("share", "W4")
    page.bundle.look_at_card(card)
    desk.settle()
    dialog = dialog_of(desk)
    words = office.identity.words("en")
    shown = [label.text() for label in dialog.findChildren(type(page.bundle.goes))]
    assert all(any(word in text for text in shown) for word in words)
    assert desk.program.identity.peers() == []
    dialog.reject()
    desk.settle()
    assert desk.program.identity.peers() == []
    bring(desk, card)
    assert [one.trusted for one in desk.program.identity.peers()] == [True]
    assert page.bundle.seal_button.isEnabled()
    assert page.bundle.recipient.combo.currentText() == "Technical Secretariat"
    assert "The card of Technical Secretariat is kept." in desk.message


def test_a_card_of_our_own_group_gets_what_was_agreed_to_be_stored(desk, card: Path) -> None:
    page = bring(desk, card, "own_group")
    assert desk.program.identity.peers()[0].role == "own_group"
    own = page.bundle.stays.text()
    desk.program.identity.forget(desk.program.identity.peers()[0].device)
    bring(desk, card, "other")
    assert page.bundle.stays.text() != own


@pytest.mark.parametrize("content", ["", "not a card", '{"device": "x"}', "[1, 2]"])
def test_a_file_that_is_no_card_is_refused_in_words(desk, tmp_path: Path, content: str) -> None:
    page = desk.go("share", "W4")
    path = tmp_path / "some.json"
    path.write_text(content, "utf-8")
    page.bundle.look_at_card(path)
    desk.settle()
    assert desk.message
    assert desk.program.identity.peers() == []


def test_a_card_file_that_is_gone_is_refused_in_words(desk, tmp_path: Path) -> None:
    page = desk.go("share", "W4")
    page.bundle.look_at_card(tmp_path / "gone.json")
    desk.settle()
    assert "gone.json" in desk.message


def test_goes_and_stays_are_told_in_numbers(desk, card: Path) -> None:
    page = bring(desk, card)
    assert "1 workshop" in page.bundle.goes.text()
    assert "4 notes" in page.bundle.goes.text()
    assert page.bundle.stays.text()


def test_a_bundle_is_sealed_read_back_and_noted(desk, card: Path, office, tmp_path: Path) -> None:
    page = bring(desk, card)
    out = tmp_path / "w4"
    page.bundle.seal(out)
    assert not page.bundle.seal_button.isEnabled()
    desk.settle()
    made = tmp_path / "w4.carebundle"
    assert made.is_file()
    assert "is sealed" in desk.message
    assert "It was read back and checked." in desk.message
    assert page.bundle.seal_button.isEnabled()
    assert office.arrivals.inspect(made).workshops[0].code == "W4"
    (line,) = page.shared.model.rows
    assert line.text == "Bundle 1 for Technical Secretariat"


def test_a_stick_that_is_in_is_offered_by_name_and_ejected_first(
    desk, card: Path, office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bring(desk, card)
    assert page.bundle.stick_button.isHidden()
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(places, "sticks", lambda: [places.Stick(stick, "KINGSTON")])
    page.refresh(frozenset())
    desk.settle()
    assert not page.bundle.stick_button.isHidden()
    assert page.bundle.stick_button.text() == "Write it to the stick “KINGSTON”"
    page.bundle.to_stick()
    assert not page.bundle.stick_button.isEnabled()
    page.bundle.to_stick()  # a second press while it is being written
    for count in (1, 2):
        desk.settle()
        assert "Eject the stick “KINGSTON” before you pull it out." in desk.message
        assert page.bundle.stick_button.isEnabled()
        assert len(list(stick.glob("W4-*.carebundle"))) == count
        desk.press("Ctrl+Shift+U")
    desk.settle()
    for made in stick.glob("*.carebundle"):
        assert office.arrivals.inspect(made).workshops[0].code == "W4"


def test_where_nothing_can_be_written_the_page_says_so_and_stays_usable(
    desk, card: Path, tmp_path: Path
) -> None:
    page = bring(desk, card)
    page.bundle.seal(tmp_path / "no such folder" / "w4.carebundle")
    desk.settle()
    assert desk.frame.strip.property("kind") == "error"
    assert page.bundle.seal_button.isEnabled()
    assert desk.program.sharing.log() == []


def test_the_pdf_is_saved_in_a_chosen_language_and_read_back(desk, tmp_path: Path) -> None:
    page = desk.go("share", "W4")
    for language, word in (("es", "Compromisos"), ("ar", "الالتزامات")):
        page.paper.language.set_value(language)
        out = tmp_path / f"summary-{language}.pdf"
        page.paper.save(out)
        desk.settle()
        assert f"summary-{language}.pdf" in desk.message
        assert "It was read back and checked." in desk.message
        text = subprocess.run(
            ["pdftotext", str(out), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert word in text
    assert [one.kind for one in desk.program.sharing.log()] == ["summary", "summary"]


def test_a_pdf_that_the_disk_gives_back_otherwise_is_not_done(
    desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected_log
) -> None:
    expected_log("failure")
    page = desk.go("share", "W4")
    read = Path.read_bytes

    def spoilt(path: Path) -> bytes:
        return read(path)[:1000] if path.suffix == ".pdf" else read(path)

    monkeypatch.setattr(Path, "read_bytes", spoilt)
    page.paper.save(tmp_path / "summary.pdf")
    desk.settle()
    assert "reading it back gave something else" in desk.message
    assert desk.program.sharing.log() == []


def test_paper_and_language_come_from_the_settings(desk, tmp_path: Path) -> None:
    chosen = settings.changed(desk.window.settings, report_language="fr", paper="Letter")
    desk.window.keep(chosen)
    page = desk.go("share", "W1")
    assert page.paper.language.value() == "fr"
    out = tmp_path / "letter.pdf"
    page.paper.save(out)
    desk.settle()
    told = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    assert "612 x 792" in told


def test_without_a_choice_the_paper_speaks_a_language_of_the_workshop(make_desk) -> None:
    desk = make_desk(language="pt")
    page = desk.go("share", "W4")
    assert page.paper.language.value() == "es"
    desk.go("share", "W3")
    assert page.paper.language.value() == "pt"


def test_typing_goes_on_while_a_preview_is_made(desk, card: Path) -> None:
    bring(desk, card)
    page = desk.page
    page.bundle._preview()
    page.bundle._preview()
    page.paper.language.set_value("fr")
    assert page.paper.save_button.isEnabled()
    desk.settle()
    assert "1 workshop" in page.bundle.goes.text()


def test_ones_own_card_holds_no_secret(desk, tmp_path: Path) -> None:
    page = desk.go("share", "W4")
    out = tmp_path / "card.json"
    page.bundle.save_own_card(out)
    desk.settle()
    told = json.loads(out.read_text("utf-8"))
    assert told["age"].startswith("age1")
    assert "SECRET" not in out.read_text("utf-8")
    assert "It holds no secret." in desk.message


def test_every_document_about_one_workshop_can_be_chosen_and_written(desk, tmp_path: Path) -> None:
    page = desk.go("share", "W4")
    kinds = [page.paper.kind.combo.itemData(n) for n in range(page.paper.kind.combo.count())]
    assert kinds[:2] == ["summary", "report"]
    for kind in kinds:
        page.paper.kind.set_value(kind)
        page.paper.save(tmp_path / f"{kind}.pdf")
        desk.settle()
        assert (tmp_path / f"{kind}.pdf").is_file()
    assert {one.kind for one in desk.program.sharing.log()} == set(kinds)


def choose(page, kind: str) -> None:
    page.paper.kind.set_value(kind)
    page.paper.choices.show_kind(kind)


def test_a_paper_carries_its_data_for_the_chosen_recipient(
    desk, card: Path, office, tmp_path: Path
) -> None:
    page = desk.go("share", "W4")
    carry = page.paper.choices.carry
    assert not carry.isVisible()
    bring(desk, card)
    assert carry.isVisible()
    choose(page, "agenda")
    assert not carry.isVisible()
    choose(page, "report")
    desk.press("Ctrl+Shift+E")
    assert carry.isChecked()
    page.paper.save(tmp_path / "w4.pdf")
    desk.settle()
    taken = office.arrivals.apply(tmp_path / "w4.pdf", trust=True)
    assert [one.workshop.code for one in office.workshops.lines()] == ["W4"]
    assert {one.kind for one in desk.program.sharing.log(taken.workshops[0])} == {
        "bundle",
        "report",
    }


def test_papers_about_several_workshops(desk, tmp_path: Path) -> None:
    page = desk.go("share", "C3")
    choices = page.paper.choices
    assert not choices.about.offered
    choose(page, "series")
    assert choices.about.offered
    assert not choices.group.offered
    page.paper.save(tmp_path / "series.pdf")
    desk.settle()
    assert (tmp_path / "series.pdf").read_bytes().startswith(b"%PDF-")
    (line,) = desk.program.sharing.log(page.workshop_id)
    assert len(line.workshops) == 8
    choose(page, "compendium")
    assert choices.group.offered
    choices.about.set_value("all")
    choices.group.set_value("theme")
    page.paper.save(tmp_path / "compendium.pdf")
    desk.settle()
    assert (tmp_path / "compendium.pdf").exists()


def test_drafts_are_a_tick_that_is_off(desk, tmp_path: Path) -> None:
    page = desk.go("share", "W4")
    drafts = page.paper.choices.drafts
    for kind in ("summary", "report", "series", "compendium"):
        choose(page, kind)
        assert drafts.isVisible()
    choose(page, "signin")
    assert not drafts.isVisible()
    choose(page, "summary")
    assert not drafts.isChecked()
    words = []
    for name in ("agreed.pdf", "all.pdf"):
        page.paper.save(tmp_path / name)
        desk.settle()
        made = subprocess.run(["pdftotext", tmp_path / name, "-"], check=True, capture_output=True)
        words.append("Draft, not agreed yet" in made.stdout.decode())
        drafts.trigger()
    assert words == [False, True]


def test_drafts_are_wished_by_key(desk) -> None:
    page = desk.go("share", "W4")
    box = page.paper.choices.drafts
    assert not box.isChecked()
    desk.press("Ctrl+Shift+D")
    assert box.isChecked()
    assert "Ctrl+Shift+D" in box.text()


@pytest.mark.parametrize("act", ["save", "seal"])
def test_the_keyboard_is_back_on_the_button_when_the_work_is_done(
    desk, card: Path, tmp_path: Path, act: str
) -> None:
    page = bring(desk, card)
    button = page.paper.save_button if act == "save" else page.bundle.seal_button
    button.setFocus()
    (page.paper.save if act == "save" else page.bundle.seal)(tmp_path / "out")
    assert desk.focus is not button
    desk.settle()
    assert desk.focus is button
    (page.paper.save if act == "save" else page.bundle.seal)(tmp_path / "again")
    page.paper.picture.setFocus()
    desk.settle()
    assert desk.focus is page.paper.picture, "whoever went elsewhere stays there"
