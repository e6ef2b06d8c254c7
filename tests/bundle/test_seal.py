"""The seal opens with age, for its recipients only, and gives back what its streams raise."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle.keys import Identity, new_identity
from carefacilitator.bundle.refusals import BundleCutShort, BundleDamaged, NotABundle, NotForUs
from carefacilitator.bundle.seal import seal, unseal
from carefacilitator.bundle.spill import EncryptedTemporaryFile
from carefacilitator.errors import DiskFull

Keys = tuple[Identity, Identity]


def _sealed(data: bytes, *keys: Identity) -> bytes:
    out = io.BytesIO()
    pieces = (data[start : start + 1000] for start in range(0, len(data), 1000))
    seal(pieces, out, [key.age_public for key in keys])
    return out.getvalue()


def _opened(sealed: bytes, *keys: Identity) -> bytes:
    with EncryptedTemporaryFile() as spill:
        unseal(io.BytesIO(sealed), spill, keys, "a")
        return spill.read_at(0, spill.size)


@pytest.mark.parametrize("size", [0, 1, 1000, 65_536, 200_001])
def test_every_recipient_opens_it(size: int, identities: Keys) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    sealed = _sealed(data[:size], *identities)
    for key in identities:
        assert _opened(sealed, new_identity(), key) == data[:size]


def test_stock_age_opens_it_and_is_opened(tmp_path: Path, run: Any, identities: Keys) -> None:
    key = identities[0]
    (tmp_path / "key").write_text(key.age_secret)
    (tmp_path / "ours").write_bytes(_sealed(b"hello", key))
    assert run("age", "--decrypt", "-i", "key", "ours").stdout == "hello"
    assert run("age", "-r", key.age_public, "-o", "theirs", "key").returncode == 0
    assert _opened((tmp_path / "theirs").read_bytes(), key) == key.age_secret.encode()


def test_somebody_else_is_told_so(identities: Keys) -> None:
    sealed = _sealed(b"hello", identities[0])
    for keys in ((identities[1],), ()):
        with pytest.raises(NotForUs):
            _opened(sealed, *keys)


def test_a_file_sealed_with_a_passphrase_is_for_nobody(identities: Keys) -> None:
    from pyrage import passphrase

    with pytest.raises(NotForUs):
        _opened(passphrase.encrypt(b"hello", "words"), *identities)


@pytest.mark.parametrize("data", [b"hello, this is text", b"PK\3\4" + bytes(100), b"\xff" * 50])
def test_other_files_are_no_bundles(data: bytes, identities: Keys) -> None:
    with pytest.raises(NotABundle):
        _opened(data, *identities)


def test_empty_files_are_cut_short_and_files_of_zeros_are_damaged(identities: Keys) -> None:
    with pytest.raises(BundleCutShort):
        _opened(b"", *identities)
    with pytest.raises(BundleCutShort):
        _opened(b"age-encryption.org/v1", *identities)
    with pytest.raises(BundleDamaged):
        _opened(bytes(70_000), *identities)


@pytest.mark.parametrize("size", [435 + 77, 70_000 // 512 * 512 + 77])
def test_wherever_a_disk_cuts_it_shows(size: int, identities: Keys) -> None:
    for _ in range(40):  # each draws another header; one in sixteen would hide some cut
        sealed = _sealed(bytes(size), *identities)
        for length in (512, len(sealed) // 2 // 512 * 512, len(sealed) // 512 * 512):
            with pytest.raises(BundleCutShort):
                _opened(sealed[:length], *identities)
        header = sealed.index(b"\n", sealed.index(b"\n--- ") + 1) + 1
        assert (header + 16 + 77) % 16, "every length that ends at 512 differs from a whole one"
        assert _opened(sealed, identities[0]) == bytes(size)


def test_a_header_without_end_is_damaged(identities: Keys) -> None:
    with pytest.raises(BundleDamaged):
        _opened(b"age-encryption.org/v1\n" + b"-> X25519 abc\n" * 100_000, *identities)


def test_what_the_pieces_raise_comes_back(identities: Keys) -> None:
    class Odd(Exception):
        pass

    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise Odd

    for _ in range(100):  # one header in sixteen is drawn again, after which nothing would come
        with pytest.raises(Odd):
            seal(pieces(), io.BytesIO(), [identities[0].age_public])


@pytest.mark.parametrize("size", [10, 200_000])
def test_what_the_target_raises_comes_back(size: int, identities: Keys) -> None:
    class Full(io.BytesIO):
        def write(self, _data: Any) -> int:
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError) as raised:
        seal(iter([bytes(size)]), Full(), [identities[0].age_public])
    assert raised.value.errno == errno.ENOSPC


def test_a_full_temporary_disk_comes_back_from_opening(
    identities: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: EncryptedTemporaryFile, _data: bytes) -> int:
        raise DiskFull(place="tmp")

    sealed = _sealed(bytes(200_000), identities[0])
    monkeypatch.setattr(EncryptedTemporaryFile, "write", full)
    with pytest.raises(DiskFull):
        _opened(sealed, identities[0])
