"""Share shows names in texts in their sentences, and settles them."""

from __future__ import annotations

import pytest

from carefacilitator.model.privacy import consent
from carefacilitator.services.sample import sample_id
from carefacilitator.ui.share.names_in_text import NamesDialog

W4 = sample_id("W4")
TEXT = "Then Awa Diouf told how her mother was cared for."


@pytest.fixture
def named(desk):
    """W4 with a note that names somebody who agreed to nothing but being stored."""
    program = desk.program
    person = program.people.walk_in(W4, "Awa Diouf", "1-am").person
    program.people.consent(W4, person.id, {consent.STORE: "given"})
    program.notes.add(W4, TEXT)
    return person.id


def dialog_of(desk) -> NamesDialog:
    desk.settle()
    return next(one for one in desk.frame.findChildren(NamesDialog) if one.isVisible())


def opened(desk) -> NamesDialog:
    desk.go("share", "W4")
    desk.press("Ctrl+Shift+A")
    return dialog_of(desk)


def press(desk, dialog: NamesDialog, words: str) -> None:
    next(one for one in dialog.buttons[0] if one.text() == words).click()
    desk.settle()


def test_the_checklist_tells_what_stays_for_a_name(desk, named) -> None:
    page = desk.go("share", "W4")
    (item,) = [one for one in page._checklist._items if one.key == "names"]
    assert (item.done, item.counts["waiting"]) == (False, 1)
    page._go_to(item)
    assert len(dialog_of(desk).findings) == 1


def test_a_name_is_marked_in_its_sentence(desk, named, looking) -> None:
    dialog = opened(desk)
    (found,) = dialog.findings
    assert found.text[slice(*found.spans[0])] == "Awa Diouf"
    spoken = [one.accessibleName() for one in dialog.buttons[0]]
    assert all("Awa Diouf" in one and "cared for" in one for one in spoken)
    assert [one.text() for one in dialog.buttons[0]] == [
        "Reword it",
        "Leave the text here",
        "She agrees after all",
        "This is not she",
    ]
    assert dialog.focusWidget() is dialog.buttons[0][0]


def test_this_is_not_she(desk, named) -> None:
    dialog = opened(desk)
    press(desk, dialog, "This is not she")
    assert dialog.findings == []
    assert desk.program.names_in_text.of([W4]) == []
    assert dialog.focusWidget() is dialog.close_button


def test_a_slip_is_not_for_good(desk, named) -> None:
    dialog = opened(desk)
    press(desk, dialog, "This is not she")
    assert dialog.findings == []
    dialog.again.click()
    desk.settle()
    assert len(dialog.findings) == 1


def test_it_stays_here_and_can_be_asked_again(desk, named) -> None:
    dialog = opened(desk)
    press(desk, dialog, "Leave the text here")
    (found,) = dialog.findings
    assert found.kept
    press(desk, dialog, "Ask me again")
    (found,) = dialog.findings
    assert not found.kept


def test_she_agrees_after_all(desk, named) -> None:
    dialog = opened(desk)
    press(desk, dialog, "She agrees after all")
    assert dialog.findings == []
    answers = desk.program.people.answers(W4, named)
    assert {answers[one].status for one in (consent.SHARE, consent.LIST)} == {"given"}


def test_rewording_goes_to_the_text(desk, named) -> None:
    press(desk, opened(desk), "Reword it")
    assert desk.page.name == "facilitate"


def test_a_typed_name_can_be_an_organisation(desk) -> None:
    desk.program.agenda.add(W4, "Talk", lead="Bintou Keita")
    dialog = opened(desk)
    assert "on no list" in " ".join(one.text() for one in dialog.findChildren(type(dialog.told)))
    press(desk, dialog, "An organization or a group")
    assert dialog.findings == []


def test_a_typed_name_can_be_somebody_on_the_list(desk, named) -> None:
    desk.program.names_in_text.agrees(desk.program.names_in_text.of([W4])[0], W4)
    block = desk.program.agenda.add(W4, "Talk", lead="Bintou Keita")
    dialog = opened(desk)
    menu = dialog.buttons[0][-1]
    assert menu.text() == "Somebody on the list"
    next(one for one in menu.menu_.actions() if one.data() == named).trigger()
    desk.settle()
    assert dialog.findings == []
    leads = {one.id: one.lead for one in desk.program.agenda.blocks(W4)}
    assert leads[block.id] == "Awa Diouf"


def test_the_projector_masks_a_name(desk, named) -> None:
    from carefacilitator.ui.projector.window import moment

    program = desk.program
    block = program.agenda.blocks(W4)[7]
    program.agenda.edit(
        block.id, question="What did Awa tell?", title="Awa Diouf speaks", titles={}
    )
    program.agenda.start(block.id)
    for ready in (False, True):
        if ready:
            program.names_in_text.make_ready()
        shown = moment(program, W4, desk.frame.kit.words)
        assert (shown.large, shown.title) == ("What did […] tell?", "[…] speaks")
        assert "Awa" not in shown.told()


def test_a_text_of_somebody_forgotten_stays_and_can_be_let_go(desk, named) -> None:
    desk.program.people.forget(named)
    dialog = opened(desk)
    (found,) = dialog.findings
    assert (found.kept, found.people, found.spans) == (True, (), ())
    assert [one.text() for one in dialog.buttons[0]] == ["Reword it", "This is not she"]
    assert all("Awa Diouf" in one.accessibleName() for one in dialog.buttons[0])
    press(desk, dialog, "This is not she")
    assert desk.program.names_in_text.of([W4]) == []
