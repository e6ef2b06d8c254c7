"""Who gets what in the window: no role preselected, nothing shared until somebody decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from carefacilitator.app import build
from carefacilitator.model.text.folding import fold
from carefacilitator.services.exchange.shares import Decision
from carefacilitator.services.sample import sample_id
from carefacilitator.ui.plan.agenda_export import WriteDialog
from carefacilitator.ui.share.card_dialog import CardDialog
from carefacilitator.ui.share.device_share import ShareDecisionDialog
from carefacilitator.ui.share.devices_dialog import SharesDialog
from carefacilitator.ui.widgets.panels import Label

W5 = sample_id("W5")


@pytest.fixture
def office(tmp_path: Path):
    program = build(tmp_path / "office")
    program.identity.rename("Technical Secretariat")
    yield program
    program.close()


def shown(desk, kind):
    return next((one for one in desk.frame.findChildren(kind) if one.isVisible()), None)


def opened(desk, page: str = "settings"):
    desk.go(page, "W4" if page == "share" else "")
    desk.press("Ctrl+D")
    dialog = shown(desk, SharesDialog)
    assert dialog is not None
    return dialog


def deciding(desk, dialog) -> ShareDecisionDialog:
    desk.press("Enter", dialog.list)
    found = shown(desk, ShareDecisionDialog)
    assert found is not None
    return found


def row(dialog, number: int = 0) -> str:
    index = dialog.model.index(number)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data())


@pytest.mark.parametrize("claim", ["own_group", "other"])
def test_a_card_chooses_no_role_for_itself(desk, office, tmp_path: Path, claim: str) -> None:
    card = tmp_path / "card.json"
    card.write_text(office.identity.card(claim).text())
    desk.go("share", "W4").bundle.look_at_card(card)
    desk.settle()
    dialog = shown(desk, CardDialog)
    assert dialog.role.value() == ""
    assert not dialog.keep_button.isEnabled()
    assert "who it is" in dialog.keep_button.toolTip()
    dialog._on_keep()
    assert dialog.isVisible()
    told = "Our own group" if claim == "own_group" else "The secretariat"
    assert told in dialog.claim.text()
    assert "You decide" in dialog.claim.text()
    dialog.role.button("other").click()
    assert dialog.keep_button.isEnabled()
    dialog.keep_button.click()
    desk.settle()
    assert [one.role for one in desk.program.identity.peers()] == ["other"]
    assert "none by itself" in desk.message
    assert desk.program.shares.decisions() == {}


def test_enter_on_a_card_keeps_nothing(desk, office, tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    card.write_text(office.identity.card("own_group").text())
    desk.go("share", "W4").bundle.look_at_card(card)
    desk.settle()
    desk.press("Enter")
    assert desk.program.identity.peers() == []


@pytest.mark.parametrize("page", ["settings", "share"])
def test_nothing_is_shown_as_the_beginning(desk, office, page: str) -> None:
    desk.program.identity.take_card(office.identity.card().text())
    dialog = opened(desk, page)
    assert "Technical Secretariat" in row(dialog)
    assert "Nothing" in row(dialog)
    assert "got nothing yet" in row(dialog)
    assert dialog.before.isHidden()
    deciding(desk, dialog)
    desk.press("Esc")
    assert desk.program.shares.decisions() == {}


def test_what_is_ticked_is_told_before_it_is_kept(desk, office) -> None:
    device = desk.program.identity.take_card(office.identity.card().text()).device
    dialog = opened(desk)
    asked = deciding(desk, dialog)
    assert asked.kind.chosen() == ["nothing"]
    assert asked.told.text() == "It gets nothing at an exchange."
    asked.kind.button("workshops").click()
    assert asked.told.text() == "It gets nothing at an exchange."
    rows = asked._workshops()
    at = [one.key for one in rows].index(W5)
    asked.list.setCurrentIndex(asked.list.model().index(at))
    asked.list.setFocus()
    desk.press("Space", asked.list)
    assert asked.told.text() == "It gets at each exchange: W5"
    assert "13 workshops stay here: not shared with it" in asked.stays.text()
    assert desk.program.shares.decisions() == {}
    desk.press("Ctrl+Enter", asked.list)
    desk.settle()
    assert desk.program.shares.decisions() == {device: Decision("workshops", (W5,))}
    assert "These workshops: W5" in row(dialog)
    dialog.reject()
    desk.settle()
    assert any("W5" in one for one in texts(desk.page.known))


def texts(widget) -> list[str]:
    return [one.text() for one in widget.findChildren(Label)]


def test_a_decision_is_shown_again_and_taken_back(desk, office) -> None:
    device = desk.program.identity.take_card(office.identity.card().text()).device
    programme = desk.program.workshops.programmes()[0].id
    desk.program.shares.decide(device, Decision("programmes", (programme,)))
    dialog = opened(desk)
    asked = deciding(desk, dialog)
    assert asked.kind.chosen() == ["programmes"]
    assert asked.list.ticked() == (programme,)
    asked.kind.button("everything").click()
    assert "more" in asked.told.text()
    asked.kind.button("nothing").click()
    asked.act.click()
    desk.settle()
    assert desk.program.shares.decisions() == {}
    assert "Nothing" in row(dialog)


def test_what_it_got_last_and_who_used_to_receive_are_told(desk, office, tmp_path: Path) -> None:
    device = desk.program.identity.take_card(office.identity.card().text()).device
    to = desk.program.identity.recipient(device)
    desk.program.sharing.export(["W4"], tmp_path / "w4.carebundle", [to])
    desk.program.workspace.set_meta("share.before", json.dumps([device]))
    dialog = opened(desk, "share")
    assert "got last: W4" in row(dialog)
    assert "Technical Secretariat" in dialog.before.text()
    assert desk.program.shares.decisions() == {}  # a bundle by hand decides nothing


def test_two_devices_of_one_name_are_told_apart(desk, office, tmp_path: Path) -> None:
    other = build(tmp_path / "other")
    other.identity.rename("Technical Secretariat")
    devices = [
        desk.program.identity.take_card(one.identity.card().text()).device
        for one in (office, other)
    ]
    other.close()
    dialog = opened(desk)
    assert all(any(one in row(dialog, number) for number in (0, 1)) for one in devices)


def test_forgetting_a_device_in_the_settings_takes_its_share(desk, office) -> None:
    device = desk.program.identity.take_card(office.identity.card().text()).device
    desk.program.shares.decide(device, Decision("everything"))
    page = desk.go("settings")
    page.known._forget(device)
    desk.settle()
    desk.program.identity.take_card(office.identity.card().text())
    assert desk.program.shares.decisions() == {}


def test_where_a_device_is_named_it_is_said_that_the_name_travels(desk) -> None:
    page = desk.go("settings")
    assert any("travels in every bundle" in one for one in texts(page.device))


@pytest.mark.parametrize("code", ["María", "Taller-Lopez", "W4"])
def test_no_file_is_proposed_a_persons_name(desk, office, monkeypatch, code: str) -> None:
    program = desk.program
    made = program.workshops.create("Day", "2022-09-22", code=code)
    program.people.walk_in(made.id, "María López", "1-am")
    program.identity.take_card(office.identity.card().text())
    proposed: list[str] = []

    def ask(_parent, _title, place: str, _kinds: str):
        proposed.append(Path(place).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    desk.frame.go("share", made.id, "")
    desk.settle()
    page = desk.page
    page.bundle.ask_where()
    page.paper.ask_where()
    page.bundle.ask_own_card()
    desk.frame.go("plan", made.id, "")
    desk.settle()
    desk.press("Ctrl+P")
    shown(desk, WriteDialog)._ask_where()
    assert len(proposed) == 4
    assert not any("maria" in fold(name) or "lopez" in fold(name) for name in proposed)
    assert (code in proposed[0]) is (code == "W4")
