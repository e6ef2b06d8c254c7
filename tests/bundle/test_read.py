"""Reading: what is not exactly what its maker signed for us is refused, each by its name."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle import manifest, signature
from carefacilitator.bundle.assembly import AttachedFile, BundleContents
from carefacilitator.bundle.keys import age_fingerprint, new_identity
from carefacilitator.bundle.read import inspect, open_bundle
from carefacilitator.bundle.refusals import (
    BundleAltered,
    BundleCutShort,
    BundleDamaged,
    BundleNewerFormat,
    BundleUnsafe,
    NotABundle,
    NotForUs,
)
from carefacilitator.bundle.seal import seal
from carefacilitator.errors import FileMissing, MachineTrouble, NoPermission, Refusal

Members = dict[str, bytes]
OPS = "data/ops.jsonl"


def _contents() -> BundleContents:
    from carefacilitator.model.merge.operations import make
    from carefacilitator.model.records.records import Note

    photo = b"bytes of a photo"
    digest = hashlib.sha256(photo).hexdigest()
    ops = [
        make(change="c", device="d", clock=n, kind="note", record="n1", field="text", value=f"v{n}")
        for n in range(3)
    ]
    return BundleContents(
        device="d",
        name="Laptop 001",
        made_at="2026-03-06T09:30:00Z",
        operations=ops,
        records={"note": [Note(id="n1", text="v2")]},
        attachments=[AttachedFile(sha256=digest, media_type="image/png", load=lambda: photo)],
    )


@pytest.fixture
def members(bench: Any) -> Members:
    """The files inside a good bundle."""
    return dict(bench.members(bench.write(_contents())))


# --- from outside ---------------------------------------------------------------------------------


def test_a_flip_at_any_byte_is_refused(bench: Any) -> None:
    path = bench.write()
    whole = path.read_bytes()
    changed = bytearray(whole)
    found: dict[str, int] = {}
    for place in range(len(whole)):
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        changed[place] = whole[place]
        with pytest.raises((NotABundle, NotForUs, BundleDamaged, BundleCutShort)) as refused:
            inspect(path, [bench.receiver])
        found[refused.value.code] = found.get(refused.value.code, 0) + 1
    assert found["bundle_damaged"] > 0.9 * len(whole)
    path.write_bytes(whole)
    inspect(path, [bench.receiver])


def test_a_cut_at_any_byte_is_refused(bench: Any) -> None:
    path = bench.write()
    whole = path.read_bytes()
    said: list[str] = []
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises((BundleCutShort, BundleDamaged)) as refused:
            inspect(path, [bench.receiver])
        said.append(refused.value.code)
    assert said.count("bundle_damaged") <= len(said) // 512 + 1
    assert all(code == "bundle_cut_short" for code in said[::512])  # where disks cut


def test_bytes_added_at_the_end_are_refused(bench: Any) -> None:
    path = bench.write()
    with path.open("ab") as file:
        file.write(b"\0")
    with pytest.raises((BundleDamaged, BundleCutShort)):
        inspect(path, [bench.receiver])


def test_another_key_is_told_that_it_is_not_for_it(bench: Any) -> None:
    path = bench.write()
    with pytest.raises(NotForUs):
        inspect(path, [new_identity()])
    assert inspect(path, [new_identity(), bench.receiver])


def test_files_that_are_not_there_or_no_files_are_said(bench: Any) -> None:
    with pytest.raises(FileMissing):
        inspect(bench.folder / "nothing", [bench.receiver])
    with pytest.raises((MachineTrouble, NoPermission)):
        inspect(bench.folder, [bench.receiver])


# --- inside a proper seal -------------------------------------------------------------------------


def _flip(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        data = bytearray(members[name])
        data[len(data) // 2] ^= 1
        members[name] = bytes(data)

    return change


def _put(name: str, data: bytes) -> Callable[[Members], None]:
    return lambda members: members.update({name: data})


def _drop(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        del members[name]

    return change


CHANGES = {
    "altered table": _flip("data/note.csv"),
    "altered operations": _flip(OPS),
    "altered descriptor": _flip("datapackage.json"),
    "altered bag info": _flip("bag-info.txt"),
    "altered declaration": _flip("bagit.txt"),
    "altered manifest": _flip("manifest-sha256.txt"),
    "altered tag manifest": _flip("tagmanifest-sha256.txt"),
    "altered signature": _flip("tagmanifest-sha256.txt.minisig"),
    "extra payload": _put("data/more.csv", b"id\r\n"),
    "extra tag file": _put("more.txt", b"hello"),
    "missing table": _drop("data/note.csv"),
    "missing operations": _drop(OPS),
    "missing descriptor": _drop("datapackage.json"),
    "missing manifest": _drop("manifest-sha256.txt"),
    "missing tag manifest": _drop("tagmanifest-sha256.txt"),
    "missing signature": _drop("tagmanifest-sha256.txt.minisig"),
    "operations emptied": _put(OPS, b""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_a_recipient_changes_is_found(
    change: Callable[[Members], None], bench: Any, members: Members
) -> None:
    change(members)
    with pytest.raises(BundleAltered):
        inspect(bench.packed(members), [bench.receiver])


def test_unchanged_members_packed_anew_are_accepted(bench: Any, members: Members) -> None:
    assert inspect(bench.packed(members), [bench.receiver]).operations == 3
    assert inspect(bench.packed(bench.signed(members)), [bench.receiver]).operations == 3


def test_a_changed_description_is_found(bench: Any, members: Members) -> None:
    told = json.loads(members["bundle.json"])
    for change in ({"made_by": "Somebody else"}, {"anonymous": True}, {"counts": 5}):
        wrong = {**members, "bundle.json": json.dumps({**told, **change}).encode()}
        with pytest.raises(BundleAltered):
            inspect(bench.packed(wrong), [bench.receiver])


def test_another_signer_under_the_same_card_is_found(bench: Any, members: Members) -> None:
    with pytest.raises(BundleAltered):
        inspect(bench.packed(bench.signed(members, new_identity())), [bench.receiver])


def test_a_signature_of_another_bundle_is_found(bench: Any, members: Members) -> None:
    other = bench.members(bench.write(name="other.carebundle"))
    members[manifest.SIGNATURE] = other[manifest.SIGNATURE]
    with pytest.raises(BundleAltered):
        inspect(bench.packed(members), [bench.receiver])


def test_a_bundle_sealed_anew_for_somebody_else_is_refused(bench: Any) -> None:
    archive = bench.archive(bench.write())
    victim = new_identity()
    path = bench.folder / "anew.carebundle"
    with path.open("wb") as out:
        seal(iter([archive]), out, [victim.age_public])
    with pytest.raises(NotForUs):
        inspect(path, [victim])


def test_recipients_added_without_the_makers_signature_are_found(
    bench: Any, members: Members
) -> None:
    victim = new_identity()
    told = json.loads(members["bundle.json"])
    key = age_fingerprint(victim.age_public)
    told["recipients"].append({"key": key, "sequence": 1, "previous": None})
    members["bundle.json"] = json.dumps(told).encode()
    with pytest.raises(BundleAltered):
        inspect(bench.packed(bench.signed(members)), [bench.receiver])


def test_a_comment_that_names_other_keys_is_found(bench: Any, members: Members) -> None:
    tags = members[manifest.TAG_MANIFEST]
    comment = manifest.trusted_comment(
        manifest.bundle_id(tags), [age_fingerprint(bench.receiver.age_public)]
    )
    members[manifest.SIGNATURE] = signature.sign(tags, comment, bench.maker)
    with pytest.raises(BundleAltered):
        inspect(bench.packed(members), [bench.receiver])


def _lying(bench: Any, members: Members, ops: bytes) -> Path:
    """A bundle whose maker itself wrote these operations."""
    return Path(bench.packed(bench.signed({**members, OPS: ops})))


def test_a_makers_wrong_operations_are_found_while_reading(bench: Any, members: Members) -> None:
    first = members[OPS].splitlines(keepends=True)[0]
    for ops in (b"{}\n", members[OPS] + b"nonsense\n", members[OPS] + first, members[OPS][:-1]):
        path = _lying(bench, members, ops)
        with pytest.raises(BundleAltered):
            inspect(path, [bench.receiver])
        with open_bundle(path, [bench.receiver]) as opened, pytest.raises(BundleAltered):
            list(opened.operations())


def test_an_attachment_under_another_name_is_refused(bench: Any, members: Members) -> None:
    members["data/attachments/" + "0" * 64] = b"not that"
    with pytest.raises(BundleAltered):
        inspect(bench.packed(bench.signed(members)), [bench.receiver])


def test_a_newer_major_format_is_refused_before_anything_else(bench: Any, members: Members) -> None:
    told = json.loads(members["bundle.json"])
    newer = json.dumps({**told, "format": "2.0"}).encode()
    for wrong in ({"bundle.json": newer}, {**members, "bundle.json": newer}):
        with pytest.raises(BundleNewerFormat):
            inspect(bench.packed(wrong), [bench.receiver])


def test_a_newer_minor_format_is_read(bench: Any, members: Members) -> None:
    told = json.loads(members["bundle.json"])
    members["bundle.json"] = json.dumps({**told, "format": "1.9", "more": []}).encode()
    members["more.txt"] = b"a file of a newer program"
    assert inspect(bench.packed(bench.signed(members)), [bench.receiver]).format == "1.9"


@pytest.mark.parametrize("archive", [b"", b"hello", b"PK\3\4" * 100])
def test_other_things_sealed_to_us_are_no_bundles(archive: bytes, bench: Any) -> None:
    with pytest.raises(NotABundle):
        inspect(bench.sealed(archive), [bench.receiver])


def test_another_zip_sealed_to_us_is_no_bundle(bench: Any) -> None:
    with pytest.raises(NotABundle):
        inspect(bench.packed({"a.txt": b"hello"}), [bench.receiver])


HOSTILE = [
    "made_dotdot_mid.zip",
    "yauzl_absolute_path.zip",
    "libzip_test-cp437.zip",
    "libzip_filename_duplicate.zip",
]


@pytest.mark.parametrize("file", HOSTILE)
def test_hostile_archives_are_refused_by_themselves_and_under_a_proper_seal(
    file: str, bench: Any, inputs: Path
) -> None:
    source = inputs / "09_hostile_archives" / file
    with pytest.raises(NotABundle):
        inspect(source, [bench.receiver])
    path = bench.sealed(source.read_bytes())
    with pytest.raises(BundleUnsafe):
        inspect(path, [bench.receiver])
    assert list(bench.folder.iterdir()) == [path]


def test_a_large_bundle_goes_through_an_encrypted_temporary_file(bench: Any) -> None:
    path = bench.write(_contents())
    with open_bundle(path, [bench.receiver], in_memory=100, folder=bench.folder) as opened:
        assert len(list(opened.operations())) == 3
        assert opened.table("note").startswith(b"\xef\xbb\xbfid,")
        assert opened.info.maker.minisign == bench.maker.minisign_public
        if os.name == "posix":  # elsewhere a file has a name as long as it is open
            assert list(bench.folder.iterdir()) == [path]
        with pytest.raises(KeyError):
            opened.table("person")
    assert list(bench.folder.iterdir()) == [path]


def test_no_random_change_within_the_seal_goes_unseen(bench: Any) -> None:
    archive = bench.archive(bench.write(_contents()))
    good = inspect(bench.sealed(archive), [bench.receiver])
    for place in range(0, len(archive), 7):
        changed = bytearray(archive)
        changed[place] ^= 1 << place % 8
        try:
            info = inspect(bench.sealed(bytes(changed)), [bench.receiver])
        except Refusal:
            continue
        # Dates, versions and the archive's comment say nothing that anybody uses.
        assert replace(info, bytes=good.bytes) == good, place
