"""Who this device is and whom it knows."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.app import build
from carefacilitator.bundle.refusals import KeyInvalid
from carefacilitator.errors import FileMissing
from carefacilitator.services.exchange.identity import RecipientUnknown, SignerChanged
from carefacilitator.services.program import Program
from carefacilitator.storage.failures import PassphraseMissing
from carefacilitator.storage.workspace import open_workspace


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "other"))
    yield made
    made.close()


def test_keys_are_drawn_once_and_kept(program: Program) -> None:
    first = program.identity.own()
    again = Program(program.workspace).identity.own()
    assert again == first
    assert program.identity.card().minisign == first.minisign_public
    assert len(program.identity.words()) == 8


def test_a_new_device_is_named_after_its_key(tmp_path: Path) -> None:
    made = build(tmp_path / "new")
    assert made.workspace.device == made.identity.own().key_id.hex()
    made.close()
    again = build(tmp_path / "new")
    assert again.identity.card().device == again.identity.own().key_id.hex()
    again.close()


def test_an_older_name_is_kept(sample: Program) -> None:
    before = sample.workspace.device
    sample.identity.name_device()
    assert sample.identity.card().device == before == sample.workspace.device


def test_the_secret_is_nowhere_in_the_card_or_the_files(program: Program) -> None:
    own = program.identity.own()
    card = program.identity.card().text()
    assert own.age_secret not in card
    assert own.sign_seed.hex() not in card
    assert own.age_secret not in repr(own)
    program.workspace.close()
    for path in program.workspace.folder.iterdir():
        assert own.age_secret.encode() not in path.read_bytes()


def test_a_name_is_one_line(program: Program) -> None:
    program.identity.rename("  Facilitator’s\nlaptop ")
    assert program.identity.card().name == "Facilitator’s laptop"


def test_a_card_by_hand_makes_a_trusted_peer(program: Program, other: Program) -> None:
    peer = program.identity.take_card(other.identity.card().text(), "own_group")
    assert (peer.trusted, peer.role) == (True, "own_group")
    assert program.identity.is_known(other.identity.card())
    assert program.identity.words_of(peer) == other.identity.words()
    assert program.identity.recipient(peer.device).role == "own_group"


def test_a_role_may_be_chosen_against_the_card(program: Program, other: Program) -> None:
    text = other.identity.card("own_group").text()
    assert program.identity.take_card(text, "other").role == "other"


@pytest.mark.parametrize("field", ["age", "minisign"])
def test_a_known_device_with_another_key_is_refused(
    program: Program, other: Program, tmp_path: Path, field: str
) -> None:
    card = json.loads(other.identity.card().text())
    program.identity.take_card(json.dumps(card))
    stranger = Program(open_workspace(tmp_path / "stranger"))
    forged = json.dumps({**card, field: getattr(stranger.identity.card(), field)})
    stranger.close()
    with pytest.raises(SignerChanged):
        program.identity.take_card(forged)
    with pytest.raises(SignerChanged):
        program.identity.recipient(forged)
    assert program.identity.find(card["device"]).age == card["age"]  # type: ignore[union-attr]


def test_a_card_under_our_own_name_is_refused(program: Program, other: Program) -> None:
    card = json.loads(other.identity.card().text())
    card["device"] = program.workspace.device
    with pytest.raises(SignerChanged):
        program.identity.take_card(json.dumps(card))


def test_forgotten_is_not_known(program: Program, other: Program) -> None:
    peer = program.identity.take_card(other.identity.card().text())
    program.identity.forget(peer.device)
    assert not program.identity.is_known(other.identity.card())


def test_recipients_by_file_key_and_name(program: Program, other: Program, tmp_path: Path) -> None:
    other.identity.rename("Technical Secretariat")
    card = tmp_path / "card.json"
    card.write_text(other.identity.card().text(), "utf-8")
    age = other.identity.own().age_public
    assert program.identity.recipient(str(card)).age == age
    assert program.identity.recipient(age).role == "other"
    program.identity.take_card(card.read_text("utf-8"))
    assert program.identity.recipient("Technical Secretariat").age == age


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("nobody", RecipientUnknown),
        ("card.json", FileMissing),
        ("age1qqqq", KeyInvalid),
        ("{", KeyInvalid),
    ],
)
def test_no_recipient(
    program: Program, text: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(program.workspace.folder)
    with pytest.raises(error):
        program.identity.recipient(text)


def test_a_secret_key_is_never_taken_for_a_card(program: Program, other: Program) -> None:
    with pytest.raises(KeyInvalid) as caught:
        program.identity.recipient(other.identity.own().age_secret)
    assert caught.value.values == {"reason": "secret_given"}


def test_secrets_leave_only_encrypted(program: Program, tmp_path: Path) -> None:
    with pytest.raises(PassphraseMissing):
        program.identity.write_secrets(tmp_path / "key.age", None)
    written = program.identity.write_secrets(tmp_path / "key.age", "correct horse")
    assert [path.name for path in written] == [
        "key.age",
        "key.age.minisign",
        "key.age.minisign.pub",
    ]
    own = program.identity.own()
    for path in written:
        content = path.read_bytes()
        assert own.age_secret.encode() not in content
        assert own.sign_seed not in content
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert written[0].read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt")
    with pytest.raises(FileMissing):
        program.identity.write_secrets(tmp_path / "no" / "key.age", "correct horse")
