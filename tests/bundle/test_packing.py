"""The plain archive: the same bytes for the same contents, readable by anybody."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle import packing
from carefacilitator.bundle.archive import Archive
from carefacilitator.bundle.packing import Member, pack
from carefacilitator.bundle.refusals import BundleTooLarge
from carefacilitator.bundle.seal import PLAIN_REST, PLAIN_STEP
from carefacilitator.bundle.spill import EncryptedTemporaryFile

NOISE = os.urandom(5000)
FILES = {"a.txt": b"text " * 1000, "data/b": NOISE, "data/c": b"", "data/d/e": b"x"}


def _members(streamed: bool) -> Iterator[Member]:
    for name, data in FILES.items():
        pieces = [data[:10], data[10:]]
        yield Member(name, pieces if streamed else data)


@pytest.mark.parametrize("streamed", [False, True])
def test_python_unzip_and_ours_read_the_same(streamed: bool, tmp_path: Path, run: Any) -> None:
    packed = b"".join(pack(_members(streamed)))
    assert packed == b"".join(pack(_members(streamed)))
    with zipfile.ZipFile(io.BytesIO(packed)) as theirs:
        assert theirs.testzip() is None
        assert {name: theirs.read(name) for name in theirs.namelist()} == FILES
    (tmp_path / "a.zip").write_bytes(packed)
    assert run("unzip", "-t", "a.zip").returncode == 0
    with EncryptedTemporaryFile() as spill:
        spill.write(packed)
        ours = Archive(spill, "a")
        assert {name: ours.read(name, 10_000) for name in ours.names} == FILES


def test_what_does_not_shrink_is_stored() -> None:
    packed = b"".join(pack([Member("data/b", NOISE), Member("data/c", b"y" * 5000)]))
    with zipfile.ZipFile(io.BytesIO(packed)) as theirs:
        methods = [info.compress_type for info in theirs.infolist()]
    assert methods == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


@pytest.mark.parametrize("size", [0, 1, 76, 77, 78, 435, 511, 512, 5000])
def test_its_length_always_leaves_the_same_rest(size: int) -> None:
    packed = b"".join(pack([Member("a", os.urandom(size))]))
    assert len(packed) % PLAIN_STEP == PLAIN_REST


def test_a_member_is_taken_only_when_the_one_before_is_written() -> None:
    order: list[str] = []

    def pieces() -> Iterator[bytes]:
        yield b"1"
        order.append("first written")

    def members() -> Iterator[Member]:
        yield Member("a", pieces())
        order.append("second asked for")
        yield Member("b", b"2")

    list(pack(members()))
    assert order == ["first written", "second asked for"]


def test_too_much_is_refused_while_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST_TOTAL", 1000)
    with pytest.raises(BundleTooLarge):
        list(pack([Member("a", [b"x" * 600, b"x" * 600])]))
    with pytest.raises(BundleTooLarge):
        list(pack([Member("a", b"x" * 600), Member("b", b"x" * 600)]))
    monkeypatch.setattr(packing, "MOST_MEMBERS", 3)
    with pytest.raises(BundleTooLarge):
        list(pack(Member(f"m{number}", b"") for number in range(4)))
