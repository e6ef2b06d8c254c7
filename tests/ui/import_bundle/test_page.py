"""Import: rehearsed before anything is written, merged in one step, refused in sentences."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.app import build
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program


class Field:
    """A facilitator somewhere else, who seals bundles for a desk."""

    def __init__(self, folder: Path, source: Path) -> None:
        shutil.copytree(source, folder)
        self.folder = folder
        self.program: Program = build(folder)
        self.program.workspace.set_meta("device", "f" * 16)
        self.program.identity.rename("Rapporteur, W4")

    def seal(self, desk, name: str, *codes: str) -> Path:
        out = self.folder.parent / name
        to = desk.program.identity.card().recipient()
        self.program.sharing.export(codes or ("W4",), out, [to])
        return out

    def known_to(self, desk) -> Field:
        desk.program.identity.trust(self.program.identity.card())
        return self


@pytest.fixture
def field(tmp_path: Path, sample_workspace: Path) -> Iterator[Field]:
    made = Field(tmp_path / "field", sample_workspace)
    yield made
    made.program.close()


@pytest.fixture
def office(make_desk):
    """The secretariat: an empty workspace."""
    return make_desk("office", sample=False)


def workshops(desk) -> list[str]:
    return sorted(one.code for one in desk.program.workspace.all(Workshop))


def drop(desk, *files: Path) -> None:
    desk.frame.on_files([str(file) for file in files])
    desk.settle()


def test_a_dropped_bundle_is_rehearsed_and_nothing_is_written(office, field: Field) -> None:
    bundle = field.known_to(office).seal(office, "w4.carebundle")
    drop(office, bundle)
    page = office.page
    assert page.name == "import"
    assert "new records" in page._sentence.text()
    assert page.where().startswith("W4 · ")
    assert workshops(office) == []
    assert office.focus is page.merge_button


def test_merging_is_one_step_and_one_undo(office, field: Field) -> None:
    drop(office, field.known_to(office).seal(office, "w4.carebundle"))
    office.press("Ctrl+Enter")
    assert office.page.name == "home"
    assert workshops(office) == ["W4"]
    assert office.message.startswith("Merged: ")
    assert "import of" in (office.frame._history.undo_words() or "")
    office.press("Ctrl+Z")
    assert workshops(office) == []


def test_the_same_bundle_again_changes_nothing_and_cannot_be_merged(office, field: Field) -> None:
    bundle = field.known_to(office).seal(office, "w4.carebundle")
    drop(office, bundle)
    office.press("Ctrl+Enter")
    drop(office, bundle)
    page = office.page
    assert page._sentence.text() == "Everything in it is here already."
    assert not page.merge_button.isEnabled()
    office.press("Esc")
    assert office.page.name == "home"


def test_an_unknown_device_is_accepted_only_after_its_words_were_compared(
    office, field: Field
) -> None:
    drop(office, field.seal(office, "w4.carebundle"))
    page = office.page
    assert page.same_words.isVisible()
    assert office.focus is page.same_words
    assert not page.merge_button.isEnabled()
    assert page._why.text() == "Compare the words of the device first."
    shown = " ".join(label.text() for label in page.checks.findChildren(type(page._why)))
    assert all(word in shown for word in field.program.identity.words("en"))
    office.press("Ctrl+Enter")
    assert workshops(office) == []
    office.press("Space")
    office.press("Ctrl+Enter")
    assert workshops(office) == ["W4"]
    drop(office, field.seal(office, "again.carebundle"))
    assert not office.page.same_words.isVisible()


def test_the_words_are_told_in_the_language_of_the_screen(make_desk, field: Field) -> None:
    desk = make_desk("oficina", sample=False, language="es")
    drop(desk, field.seal(desk, "w4.carebundle"))
    shown = " ".join(label.text() for label in desk.page.checks.findChildren(type(desk.page._why)))
    assert all(word in shown for word in field.program.identity.words("es"))


def test_a_known_name_with_another_key_is_refused(office, field: Field, tmp_path: Path) -> None:
    field.known_to(office)
    peer = office.program.identity.peers()[0]
    other = build(tmp_path / "other")
    other.sample.fill()
    other.workspace.set_meta("device", peer.device)
    card = office.program.identity.card().recipient()
    other.sharing.export(("W4",), tmp_path / "false.carebundle", [card])
    other.close()
    drop(office, tmp_path / "false.carebundle")
    assert office.page.refused.names == ["false.carebundle"]
    assert office.page.rehearsal is None
    assert workshops(office) == []


def test_several_bundles_come_one_after_the_other(office, field: Field) -> None:
    field.known_to(office)
    files = [field.seal(office, f"{code}.carebundle", code) for code in ("W1", "W2", "W3")]
    drop(office, *files)
    page = office.page
    assert page._which.text() == "Bundle 1 of 3"
    assert page._next in page.header_widgets()
    office.press("Ctrl+Enter")
    assert page._which.text() == "Bundle 2 of 3"
    assert office.message.startswith("Merged: ")
    office.press("PgDn")
    assert page._which.text() == "Bundle 3 of 3"
    office.press("Ctrl+Enter")
    assert office.page.name == "home"
    assert workshops(office) == ["W1", "W3"]


def spoilt(source: Path, name: str, change) -> Path:
    made = source.with_name(name)
    made.write_bytes(change(source.read_bytes()))
    return made


def test_bad_files_are_refused_each_in_sentences_and_the_good_one_still_comes(
    office, field: Field, tmp_path: Path
) -> None:
    good = field.known_to(office).seal(office, "good.carebundle")
    elsewhere = build(tmp_path / "elsewhere")
    field.program.sharing.export(
        ("W4",), tmp_path / "for-others.carebundle", [elsewhere.identity.card().recipient()]
    )
    elsewhere.close()
    files = [
        spoilt(good, "empty.carebundle", lambda _data: b""),
        spoilt(good, "text.carebundle", lambda _data: b"not a bundle at all"),
        spoilt(good, "cut.carebundle", lambda data: data[: len(data) // 2]),
        spoilt(good, "flipped.carebundle", lambda data: data[:-200] + b"x" + data[-199:]),
        tmp_path / "for-others.carebundle",
        tmp_path / "gone.carebundle",
        tmp_path,
    ]
    drop(office, *files, good)
    page = office.page
    assert page.refused.names == [file.name for file in files]
    assert page.refused.isVisible()
    assert page.rehearsal is not None
    assert page._which.text() == "Bundle 8 of 8"
    office.press("Ctrl+Enter")
    assert workshops(office) == ["W4"]
    assert office.page.name == "import"  # the refusals stay to be read


def test_hostile_archives_are_refused_and_the_page_stays_usable(
    office, field: Field, inputs: Path
) -> None:
    files = sorted((inputs / "09_hostile_archives").glob("*.zip"))
    drop(office, *files)
    page = office.page
    assert page.refused.names == [file.name for file in files]
    assert page.rehearsal is None
    assert page.choose_button.isEnabled()
    drop(office, field.known_to(office).seal(office, "w4.carebundle"))
    assert page.refused.isHidden()
    assert page.rehearsal is not None


@pytest.fixture
def disagreement(office, field: Field) -> AgendaBlock:
    """Both sides gave one block a room without seeing each other."""
    drop(office, field.known_to(office).seal(office, "first.carebundle"))
    office.press("Ctrl+Enter")
    workshop = field.program.workshops.find("W4").id
    block = field.program.agenda.blocks(workshop)[3]
    office.program.agenda.edit(block.id, room="Room 2")
    field.program.agenda.edit(block.id, room="Room 1")
    office.settle()
    drop(office, field.seal(office, "second.carebundle"))
    return block


def test_two_versions_stand_side_by_side_and_the_chosen_one_holds(
    office, disagreement: AgendaBlock
) -> None:
    page = office.page
    assert "1 waits for you" in page._sentence.text()
    cards = page.boxes[0]._group.buttons()
    assert [card.isChecked() for card in cards] == [False, False]
    assert {card.accessibleName().rsplit(": ")[-1] for card in cards} == {"Room 1", "Room 2"}
    wanted = next(card for card in cards if card.accessibleName().endswith("Room 1"))
    wanted.click()
    office.press("Ctrl+Enter")
    assert office.program.workspace.get(AgendaBlock, disagreement.id).room == "Room 1"
    assert office.program.history.count_waiting() == 0


def test_the_decision_and_the_import_leave_with_one_undo(office, disagreement: AgendaBlock) -> None:
    office.page.boxes[0]._group.buttons()[0].click()
    office.press("Ctrl+Enter")
    assert "import of" in (office.frame._history.undo_words() or "")
    office.press("Ctrl+Z")
    assert office.program.workspace.get(AgendaBlock, disagreement.id).room == "Room 2"
    assert office.program.history.count_waiting() == 0
    assert "give" not in office.message


def test_deciding_later_is_always_allowed(office, disagreement: AgendaBlock) -> None:
    office.press("Ctrl+Enter")
    assert office.program.history.count_waiting() == 1
    assert "1 field waits for a decision." in office.message
    assert disagreement.id


def test_later_work_that_rests_on_an_import_is_asked_about_before_it_is_undone(
    office, field: Field
) -> None:
    drop(office, field.known_to(office).seal(office, "w4.carebundle"))
    office.press("Ctrl+Enter")
    workshop = office.program.workshops.find("W4").id
    office.program.notes.add(workshop, "Our own note")
    office.program.history.undo()
    office.program.agenda.edit(office.program.agenda.blocks(workshop)[0].id, room="Ours")
    office.program.history.undo()
    office.go("plan", "W4")
    assert office.program.history.next_undo().role == "import"
    office.press("Ctrl+Z")
    assert "Later work on this computer rests on this import." in office.message
    assert workshops(office) == ["W4"]
    anyway = office.frame.strip.acts.itemAt(0).widget()
    assert anyway.text() == "Undo it anyway"
    anyway.click()
    office.settle()
    assert workshops(office) == []
    assert office.page.name == "home"


def test_bundles_dropped_while_one_is_looked_at_wait_for_their_turn(office, field: Field) -> None:
    field.known_to(office)
    first, second = (field.seal(office, f"{c}.carebundle", c) for c in ("W1", "W2"))
    drop(office, first)
    drop(office, second)
    page = office.page
    assert page._which.text() == "Bundle 1 of 2"
    office.press("Esc")
    assert page._which.text() == "Bundle 2 of 2"
    assert page.where().startswith("W2")


def test_the_page_can_be_left_and_found_again(office, field: Field) -> None:
    drop(office, field.known_to(office).seal(office, "w4.carebundle"))
    office.go("home")
    office.press("Ctrl+I")
    assert office.page.rehearsal is not None
    office.press("Esc")
    office.press("Ctrl+I")
    assert office.page.rehearsal is None
    assert office.focus is office.page.choose_button


def test_a_dropped_pdf_brings_the_data_it_carries(office, field: Field, tmp_path: Path) -> None:
    out = tmp_path / "w4.pdf"
    to = office.program.identity.card().recipient()
    field.known_to(office).program.papers.write(
        DocumentRequest("report", "W4", "es", attach_to=[to]), out
    )
    drop(office, out)
    assert office.page.rehearsal is not None
    assert workshops(office) == []
    office.press("Ctrl+Enter")
    assert workshops(office) == ["W4"]


def test_a_dropped_pdf_without_data_is_refused_in_a_sentence(
    office, field: Field, tmp_path: Path
) -> None:
    out = tmp_path / "w4.pdf"
    field.program.papers.write(DocumentRequest("summary", "W4", "es"), out)
    drop(office, out)
    assert office.page.rehearsal is None
    assert office.page.refused.isVisible()
    assert workshops(office) == []


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_the_words_to_compare_stand_in_sight_above_their_box(
    make_desk, field: Field, looking, language: str
) -> None:
    desk = make_desk("office", sample=False, size=(1000, 640), language=language)
    drop(desk, field.seal(desk, "w4.carebundle"))
    page = desk.page
    desk.settle()
    words = page.checks._words
    assert words is not None
    assert words.visibleRegion().boundingRect().height() == words.height()
    assert words.visibleRegion().boundingRect().width() == words.width()
    assert not page.same_words.visibleRegion().isEmpty()
    for box in (page.may_forget, page.take_back, page.may_redact):  # as if it asked for all
        box.show()
    desk.settle()
    assert looking.outside(desk.frame) == []


def test_the_keyboard_begins_at_what_is_asked(office, field: Field) -> None:
    field.known_to(office)
    workshop = field.program.workshops.find("W4").id
    person = field.program.people.walk_in(workshop, "Participant 731", "1-am").person
    answers = {"store": "given", "share_secretariat": "given"}
    field.program.people.consent(workshop, person.id, answers)
    drop(office, field.seal(office, "first.carebundle"))
    office.press("Ctrl+Enter")
    bundle = field.seal(office, "same.carebundle")
    drop(office, bundle)
    assert office.focus is office.page.leave_button  # nothing to merge, nothing is asked
    office.press("Esc")
    field.program.people.forget(person.id)
    drop(office, field.seal(office, "forget.carebundle"))
    assert office.focus is office.page.may_forget
    office.press("Space")
    office.press("Ctrl+Enter")
    assert office.page.name == "home"
