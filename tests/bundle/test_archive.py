"""Hostile archives are refused as a whole, by name of the rule, and never crash the reader."""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.bundle import archive as archive_module
from carefacilitator.bundle.archive import Archive
from carefacilitator.bundle.packing import Member, pack
from carefacilitator.bundle.refusals import BundleUnsafe, NotABundle
from carefacilitator.bundle.spill import EncryptedTemporaryFile
from carefacilitator.errors import Refusal


def _open(data: bytes) -> Archive:
    spill = EncryptedTemporaryFile()
    spill.write(data)
    return Archive(spill, "a.carebundle")


def _read_all(data: bytes) -> dict[str, bytes]:
    archive = _open(data)
    return {name: archive.read(name, 2**20) for name in archive.names}


def _rule(data: bytes) -> str:
    with pytest.raises(BundleUnsafe) as refused:
        _read_all(data)
    return str(refused.value.values["rule"])


def _zip(
    *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as made:
        warnings.simplefilter("ignore")  # it warns of names that stand there twice
        for name, data in members:
            info = zipfile.ZipInfo(name) if isinstance(name, str) else name
            if isinstance(name, str):
                info.filename = name  # Windows would write another separator
                info.compress_type = method
            made.writestr(info, data)
    return out.getvalue()


GOOD = _zip(("a.txt", b"one " * 50), ("data/b", b"two"))


def test_a_plain_zip_of_another_program_is_read() -> None:
    assert _read_all(GOOD) == {"a.txt": b"one " * 50, "data/b": b"two"}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../up",
        "data/../../up",
        "data/..",
        "./a",
        "a//b",
        "a/",
        "data\\b",
        "c:/a",
        "c:a",
        "é",
        "a\tb",
        "a b",
        "-rf",
        ".hidden",
        "data/.hidden",
        "con",
        "data/nul.txt",
        "com1",
        "a.",
        "A",
        "a" * 201,
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert _rule(_zip((name, b"x"))) == "names"


def test_names_in_other_encodings_are_refused() -> None:
    raw = _zip(("datax", b"x"))
    assert _rule(raw.replace(b"datax", b"dat\xe9x")) == "names"


@pytest.mark.parametrize("names", [("a", "a"), ("data", "data/b"), ("x/y", "x/y/z")])
def test_the_same_name_twice_is_refused(names: tuple[str, str]) -> None:
    assert _rule(_zip((names[0], b"1"), (names[1], b"2"))) == "duplicate_names"


def _info(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize("mode", [0o120777, 0o040755, 0o020666, 0o010644, 0o140777])
def test_links_folders_and_devices_are_refused(mode: int) -> None:
    assert _rule(_zip((_info("a", mode), b"/etc/passwd"))) == "not_a_file"


def test_unknown_compression_is_refused() -> None:
    assert _rule(_zip(("a", b"x" * 100), method=zipfile.ZIP_LZMA)) in ("compression", "flags")
    assert _rule(_zip(("a", b"x" * 100), method=zipfile.ZIP_BZIP2)) == "compression"


def test_encrypted_members_are_refused() -> None:
    raw = bytearray(GOOD)
    raw[6] |= 1
    raw[raw.rfind(b"PK\1\2") + 8] |= 1
    assert _rule(bytes(raw)) == "encrypted_member"


def test_extra_fields_are_refused() -> None:
    info = zipfile.ZipInfo("a")
    info.extra = struct.pack("<HH4s", 0x7075, 4, b"evil")
    assert _rule(_zip((info, b"x"))) == "extra_fields"


def test_zip64_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, made.open("a", "w", force_zip64=True) as member:
        member.write(b"x")
    assert _rule(out.getvalue()) in ("extra_fields", "headers_differ", "overlap", "zip64")
    end = GOOD.rfind(b"PK\5\6")
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    assert _rule(GOOD[:end] + locator + GOOD[end:]) in ("zip64", "directory")


def test_bytes_before_between_and_after_members_are_refused() -> None:
    end = GOOD.rfind(b"PK\5\6")
    directory = struct.unpack_from("<L", GOOD, end + 16)[0]
    moved = struct.pack("<L", directory + 3)
    between = GOOD[:directory] + b"abc" + GOOD[directory : end + 16] + moved + GOOD[end + 20 :]
    assert _rule(between) == "overlap"
    assert _rule(b"#!/bin/sh\n" + GOOD) == "directory"
    assert _rule(GOOD[:end] + b"abc" + GOOD[end:]) == "directory"
    with pytest.raises(NotABundle):
        _open(GOOD + b"abc")


def test_two_members_in_the_same_bytes_are_refused() -> None:
    raw = bytearray(_zip(("aa", b"x" * 9), ("ab", b"x" * 9)))
    second = raw.rfind(b"PK\1\2")
    struct.pack_into("<L", raw, second + 42, 0)
    assert _rule(bytes(raw)) == "overlap"


def test_headers_that_differ_are_refused() -> None:
    central = GOOD.find(b"PK\1\2")
    for place in (4, 6, 8, 14, 18, 22, 26, 28, 30):  # of the local header
        if place == 4:
            continue  # the version needed is nobody's business
        raw = bytearray(GOOD)
        raw[place] ^= 1
        assert _rule(bytes(raw)) in ("headers_differ", "names"), place
    raw = bytearray(GOOD)
    raw[central + 16] ^= 1  # the check in the directory only
    assert _rule(bytes(raw)) == "headers_differ"


def test_a_wrong_descriptor_is_refused() -> None:
    raw = bytearray(b"".join(pack([Member("a", [b"hello " * 10])])))
    raw[raw.find(b"PK\7\x08") + 4] ^= 1
    assert _rule(bytes(raw)) == "headers_differ"


def _with_size(size: int, packed_size: int | None = None) -> bytes:
    """A zip whose both headers tell another plain length than the member has."""
    raw = bytearray(_zip(("a", b"x" * 1000)))
    central = raw.find(b"PK\1\2")
    struct.pack_into("<L", raw, 22, size)
    struct.pack_into("<L", raw, central + 24, size)
    return bytes(raw)


def test_a_length_that_lies_is_refused() -> None:
    assert _rule(_with_size(999)) == "size"
    assert _rule(_with_size(1001)) == "checksum"
    assert _rule(_with_size(2**32 - 1)) == "zip64"
    assert _rule(_with_size(2**32 - 2)) == "ratio"


def test_a_wrong_check_is_refused() -> None:
    raw = bytearray(GOOD)
    raw[14] ^= 1
    raw[GOOD.find(b"PK\1\2") + 16] ^= 1
    assert _rule(bytes(raw)) == "checksum"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = _zip(("a", bytes(20_000_000)))
    assert len(bomb) < 30_000
    monkeypatch.setattr(archive_module.zlib, "decompressobj", None)
    assert _rule(bomb) == "ratio"


def test_many_members_that_are_too_much_together_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive_module, "LARGEST_TOTAL", 1500)
    assert _rule(_zip(("a", b"x" * 1000), ("b", b"y" * 1000))) == "size"
    monkeypatch.setattr(archive_module, "MOST_MEMBERS", 1)
    assert _rule(GOOD) == "members"


def test_packed_bytes_behind_the_end_of_the_stream_are_refused() -> None:
    stream = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = stream.compress(b"x" * 100) + stream.flush() + b"hidden"
    raw = _zip(("a", b"x" * 100))
    old = zlib.compressobj(-1, zlib.DEFLATED, -15)
    before = old.compress(b"x" * 100) + old.flush()
    assert before in raw
    made = bytearray(raw.replace(before, packed))
    central, end = made.find(b"PK\1\2"), made.rfind(b"PK\5\6")
    for place in (18, central + 20):
        struct.pack_into("<L", made, place, len(packed))
    struct.pack_into("<L", made, end + 16, central)
    assert _rule(bytes(made)) == "size"


def test_a_stream_that_does_not_end_is_refused() -> None:
    stream = zlib.compressobj(6, zlib.DEFLATED, -15)
    whole = b"x" * 100
    packed = stream.compress(whole) + stream.flush(zlib.Z_SYNC_FLUSH)
    raw = bytearray(_zip(("a", packed), method=zipfile.ZIP_STORED))
    central = raw.find(b"PK\1\2")
    for place, base in ((8, 0), (10, central)):
        struct.pack_into("<H", raw, base + place, 8)
    for place, base in ((14, 0), (16, central)):
        struct.pack_into("<LLL", raw, base + place, zlib.crc32(whole), len(packed), 100)
    assert _rule(bytes(raw)) == "size"


def test_two_directories_are_refused() -> None:
    inner = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, 0, 0, 0)
    end = GOOD.rfind(b"PK\5\6")
    raw = GOOD[: end + 20] + struct.pack("<H", len(inner)) + inner
    assert _rule(raw) == "two_directories"


def test_reading_more_than_allowed_is_refused() -> None:
    with pytest.raises(BundleUnsafe):
        _open(GOOD).read("a.txt", 199)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all" * 100, GOOD[:-30]])
def test_what_is_no_zip_is_no_bundle(data: bytes) -> None:
    with pytest.raises(NotABundle):
        _open(data)


def test_every_changed_byte_is_refused_or_changes_nothing() -> None:
    good = list(_read_all(GOOD).values())
    for place in range(len(GOOD)):
        raw = bytearray(GOOD)
        raw[place] ^= 1 << place % 8
        try:
            assert list(_read_all(bytes(raw)).values()) == good, place
        except Refusal:
            continue


@given(st.data())
def test_no_bytes_make_it_crash(data: st.DataObject) -> None:
    raw = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(Refusal):
        _read_all(bytes(raw))


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("made_dotdot_mid.zip", "names"),
        ("yauzl_absolute_path.zip", "names"),
        ("libzip_test-cp437.zip", "names"),
        ("libzip_filename_duplicate.zip", "duplicate_names"),
    ],
)
def test_archives_of_other_projects(file: str, rule: str, inputs: Path) -> None:
    assert _rule((inputs / "09_hostile_archives" / file).read_bytes()) == rule
