"""FORMAT.md tells the truth, and every released format opens and is written again byte by byte."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from carefacilitator.bundle import manifest, signature
from carefacilitator.bundle.description import FORMAT, check_version, parsed, written
from carefacilitator.bundle.keys import Identity
from carefacilitator.bundle.lines import OPERATIONS, OperationWriter, read_operations
from carefacilitator.bundle.packing import Member, pack
from carefacilitator.bundle.read import inspect, open_bundle

STREAMED = re.compile(r"data/[a-z_]+\.(csv|jsonl)")


@pytest.fixture
def frozen(project: Path) -> list[Path]:
    """The example bundle of every released format."""
    return sorted((project / "tests" / "data" / "bundles").glob("*/example.carebundle"))


@pytest.fixture
def text(project: Path) -> str:
    """FORMAT.md."""
    return (project / "carefacilitator" / "bundle" / "FORMAT.md").read_text(encoding="utf-8")


def _members(path: Path, identity: Identity) -> dict[str, bytes]:
    with open_bundle(path, [identity]) as opened:
        return {name: opened._archive.read(name, 2**31) for name in opened._archive.names}


def test_every_released_format_has_an_example(frozen: list[Path]) -> None:
    assert ".".join(map(str, FORMAT)) in [path.parent.name for path in frozen]


def test_every_frozen_bundle_opens(frozen: list[Path], example: ModuleType) -> None:
    for path in frozen:
        info = inspect(path, [example.receiver()])
        assert (info.sequence, info.previous) == (3, example.recipient().previous)
        assert info.device == example.DEVICE
        assert info.operations == {"1.0": 128, "1.1": 132}[info.format]
        assert info.workshops[0].title == "Taller de ejemplo"
        with open_bundle(path, [example.receiver()]) as opened:
            ops = list(opened.operations())
            assert opened.attachment(opened.attachments()[0]) == example.PHOTO
        unseen = 1 if info.format == "1.0" else 2  # from 1.1 on without what was replaced
        assert sum(not op.known for op in ops) == unseen
        assert info.whole is (info.format == "1.0")
        replaced = {op.id: op.field for op in ops}
        assert replaced[ops[-1].parents[0]] == ops[-1].field == "taken_on"


def test_the_example_is_written_again_byte_by_byte(example: ModuleType, bench: Any) -> None:
    """Read every file into what it means, write it anew, and get the same archive."""
    members = _members(example.FILE, example.receiver())
    again = dict(members)
    again[OPERATIONS] = b"".join(OperationWriter(read_operations([members[OPERATIONS]], "a")))
    info = parsed(check_version(members[manifest.DESCRIPTION], "a"), "a", "", 0)
    again[manifest.DESCRIPTION] = written(info)
    for name in (manifest.MANIFEST, manifest.TAG_MANIFEST):
        again[name] = manifest.listing(manifest.parse_listing(members[name]))
    tags = again[manifest.TAG_MANIFEST]
    comment = manifest.trusted_comment(manifest.bundle_id(tags), info.fingerprints)
    again[manifest.SIGNATURE] = signature.sign(tags, comment, example.sender())
    assert again == members
    packed = b"".join(
        pack(
            Member(name, [data] if STREAMED.fullmatch(name) else data)
            for name, data in again.items()
        )
    )
    if "ng" in zlib.ZLIB_RUNTIME_VERSION:
        pytest.skip("this system's zlib packs otherwise; what is packed was compared above")
    path = bench.sealed(packed)
    assert bench.archive(path) == packed
    key = bench.receiver
    bench.receiver = example.receiver()
    assert bench.archive(example.FILE) == packed
    bench.receiver = key


def test_the_worked_example_is_that_of_the_page(text: str, example: ModuleType) -> None:
    with open_bundle(example.FILE, [example.receiver()]) as opened:
        last = list(opened.operations())[-1]
        line = opened._archive.read(OPERATIONS, 2**20).decode().splitlines()[-1]
        for told in (
            opened.info.bundle,
            opened.info.maker.minisign,
            last.id,
            last.commitment,
            line,
        ):
            assert told in text


def test_every_key_and_file_and_code_stands_on_the_page(text: str, example: ModuleType) -> None:
    members = _members(example.FILE, example.receiver())
    names = {re.sub(r"[0-9a-f]{64}", "SHA256", name).rpartition("/")[2] for name in members}
    tables = {name for name in names if name.endswith(".csv")}
    for name in names - tables:
        assert name in text
    keys = re.findall(rb'"([a-z_]+)":', members[manifest.DESCRIPTION])
    assert len(keys) > 20
    kinds = {name.removesuffix(".csv") for name in tables}
    for key in {key.decode() for key in keys} - kinds:
        assert f"`{key}`" in text, key
    from carefacilitator.bundle import refusals

    for refusal in (refusals.NotABundle, refusals.NotForUs, refusals.BundleUnsafe):
        assert f"`{refusal.code}`" in text


def test_the_page_has_its_parts_in_order(text: str) -> None:
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert parts == [
        "Terms",
        "Layout",
        "One worked example",
        "Version check",
        "Threat model",
        "Changes",
    ]
