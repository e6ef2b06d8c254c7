"""Signatures that minisign accepts, and not one byte that may change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle.keys import Identity, new_identity
from carefacilitator.bundle.refusals import KeyInvalid
from carefacilitator.bundle.signature import sign, verify

DATA = "متن é\n".encode()


def test_stock_minisign_accepts_it_with_its_comment(
    tmp_path: Path, run: Any, identities: tuple[Identity, Identity]
) -> None:
    maker = identities[0]
    (tmp_path / "list").write_bytes(DATA)
    (tmp_path / "list.minisig").write_bytes(sign(DATA, "to whom it concerns", maker))
    checked = run("minisign", "-V", "-m", "list", "-P", maker.minisign_public)
    assert checked.returncode == 0, checked.stderr
    assert "Trusted comment: to whom it concerns" in checked.stdout


def test_the_trusted_comment_comes_back(identities: tuple[Identity, Identity]) -> None:
    maker = identities[0]
    assert verify(DATA, sign(DATA, "hello", maker), maker.minisign_public) == "hello"


def test_another_key_other_data_or_any_changed_byte_is_refused(
    identities: tuple[Identity, Identity],
) -> None:
    maker = identities[0]
    signed = sign(DATA, "hello", maker)
    assert verify(DATA, signed, new_identity().minisign_public) is None
    assert verify(DATA + b"\n", signed, maker.minisign_public) is None
    for place in range(len(signed)):
        changed = bytearray(signed)
        changed[place] ^= 1 << place % 8
        assert verify(DATA, bytes(changed), maker.minisign_public) is None, place
        assert verify(DATA, signed[:place], maker.minisign_public) is None, place
    assert verify(DATA, signed + b"\n", maker.minisign_public) is None


def test_a_key_without_minisigns_form_is_refused(identities: tuple[Identity, Identity]) -> None:
    with pytest.raises(KeyInvalid):
        verify(DATA, sign(DATA, "hello", identities[0]), "nothing")
