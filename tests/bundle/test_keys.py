"""Keys, cards and recipients."""

from __future__ import annotations

import base64
import json

import pytest

from carefacilitator.bundle.keys import (
    Card,
    Identity,
    identity_from,
    minisign_bytes,
    new_identity,
    parse_card,
    parse_recipient,
    words_of,
)
from carefacilitator.bundle.refusals import KeyInvalid


@pytest.fixture(scope="module")
def identity() -> Identity:
    return new_identity()


def test_new_identities_differ_and_come_back_from_their_secrets(identity: Identity) -> None:
    assert new_identity().age_public != identity.age_public
    again = identity_from(identity.age_secret, identity.sign_seed)
    assert again == identity
    assert again.minisign_public == identity.minisign_public


def test_secrets_are_never_shown(identity: Identity) -> None:
    assert "AGE-SECRET" not in repr(identity)
    assert repr(identity.sign_seed) not in repr(identity)


def test_public_signing_key_has_minisigns_form(identity: Identity) -> None:
    text = identity.minisign_public
    assert text.startswith("RW")
    assert len(text) == 56
    assert minisign_bytes(text) == (identity.key_id, identity.sign_public)


def test_card_is_read_back(identity: Identity) -> None:
    card = identity.card("0123456789abcdef", "المكتب 1", role="own_group")
    assert parse_card(card.text()) == card
    recipient = parse_recipient("\ufeff" + card.text())
    assert (recipient.age, recipient.role, recipient.name) == (card.age, "other", card.name)
    assert (recipient.sequence, recipient.previous) == (1, None)


def test_card_of_the_command_line_has_no_role_and_means_other(identity: Identity) -> None:
    card = identity.card("d1", "A")
    told = {"device": "d1", "name": "A", "age": card.age, "minisign": card.minisign, "more": 1}
    assert parse_recipient(json.dumps(told)) == card.recipient()


@pytest.mark.parametrize("form", ["{}", "  {}\r\n", "# a comment\n{}\n\n", "\ufeff{}"])
def test_bare_key_is_a_recipient_of_the_role_other(form: str, identity: Identity) -> None:
    recipient = parse_recipient(form.format(identity.age_public))
    assert (recipient.age, recipient.role, recipient.device) == (identity.age_public, "other", "")


def _wrong_cards(card: Card) -> list[str]:
    told = json.loads(card.text())
    low = base64.b64decode(card.minisign)
    return [
        json.dumps({**told, **wrong})
        for wrong in (
            {"role": "boss"},
            {"device": "two words"},
            {"device": 5},
            {"name": "two\nlines"},
            {"name": "n" * 201},
            {"age": card.age[:-1] + ("q" if card.age[-1] != "q" else "p")},
            {"age": None},
            {"minisign": card.minisign[:-4]},
            {"minisign": base64.b64encode(b"XX" + low[2:]).decode()},
            {"minisign": "é"},
        )
    ]


def test_wrong_cards_are_refused(identity: Identity) -> None:
    for text in _wrong_cards(identity.card("d1", "A")):
        with pytest.raises(KeyInvalid):
            parse_recipient(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1",
        "age1" + "q" * 58,
        "hello",
        "[1]",
        "{",
        "{}",
        "[" * 30_000,
        "{" * 30_000,
        "ssh-ed25519 AAAA",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyInvalid):
        parse_recipient(text)


def test_a_secret_key_given_away_by_mistake_is_refused_by_its_own_reason(
    identity: Identity,
) -> None:
    with pytest.raises(KeyInvalid) as refused:
        parse_recipient(identity.age_secret)
    assert refused.value.values == {"reason": "secret_given"}


def test_two_keys_are_not_one_recipient(identity: Identity) -> None:
    with pytest.raises(KeyInvalid):
        parse_recipient(f"{identity.age_public}\n{new_identity().age_public}\n")


def test_words_name_both_keys_and_can_be_spoken(identity: Identity) -> None:
    words = identity.card("d1", "A").words()
    assert len(words) == 8
    assert identity.card("d1", "A").words("ar") != words
    other = new_identity()
    assert words != words_of(other.age_public, identity.minisign_public)
    assert words != words_of(identity.age_public, other.minisign_public)
