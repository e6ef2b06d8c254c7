"""Writing: whole or not at all, read back before it is done, and open to everybody it is for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle import write as write_module
from carefacilitator.bundle.keys import Recipient, new_identity
from carefacilitator.bundle.read import inspect, open_bundle
from carefacilitator.bundle.refusals import KeyInvalid, NotForUs, WriteCheckFailed
from carefacilitator.bundle.write import AttachedFile, BundleContents, WorkshopLine, write_bundle
from carefacilitator.errors import DiskFull, FileMissing, NoPermission, OurBug
from carefacilitator.model.merge.operations import Operation, make
from carefacilitator.model.privacy.withheld import Withheld


def _contents(**more: Any) -> BundleContents:
    plain: dict[str, Any] = {"device": "d1", "name": "A", "made_at": "2026-03-06T09:30:00Z"}
    return BundleContents(**{**plain, **more})


def test_everything_said_comes_back(bench: Any) -> None:
    photo = os.urandom(1000)
    digest = hashlib.sha256(photo).hexdigest()
    contents = _contents(
        made_by="Facilitator 001",
        anonymous=True,
        workshops=[WorkshopLine(id="w1", code="W1", title="Atelier", start="2026-03-05")],
        attachments=[AttachedFile(sha256=digest, media_type="image/png", load=lambda: photo)],
        withheld=[Withheld(kind="person", count=2, reason="not_asked")],
    )
    recipient = Recipient(age=bench.receiver.age_public, sequence=4, previous="ab" * 32)
    out = bench.folder / "a.carebundle"
    told = write_bundle(out, contents, [recipient], bench.maker)
    info = inspect(out, [bench.receiver])
    assert replace(info, sequence=None, previous=None) == told
    assert (info.sequence, info.previous) == (4, "ab" * 32)
    assert info.workshops == tuple(contents.workshops)
    assert info.withheld == tuple(contents.withheld)
    assert (info.made_by, info.anonymous, info.attachments) == ("Facilitator 001", True, 1)
    assert info.maker == bench.maker.card("d1", "A")
    assert info.bytes == out.stat().st_size
    with open_bundle(out, [bench.receiver]) as opened:
        assert opened.attachments() == (digest,)
        assert opened.attachment(digest) == photo
        with pytest.raises(KeyError):
            opened.attachment("0" * 64)


def test_the_maker_opens_its_own_copy(bench: Any) -> None:
    info = inspect(bench.write(), [bench.maker])
    assert (info.sequence, info.previous) == (None, None)


def test_several_recipients_have_their_own_series(bench: Any) -> None:
    other = new_identity()
    out = bench.folder / "a.carebundle"
    recipients = [
        Recipient(age=bench.receiver.age_public, sequence=7, previous="cd" * 32),
        Recipient(age=other.age_public, sequence=1),
    ]
    write_bundle(out, _contents(), recipients, bench.maker)
    assert inspect(out, [bench.receiver]).sequence == 7
    assert inspect(out, [other]).previous is None
    with pytest.raises(NotForUs):
        inspect(out, [new_identity()])


def test_the_device_itself_among_the_recipients_counts_once(bench: Any) -> None:
    out = bench.folder / "a.carebundle"
    recipients = [Recipient(age=bench.maker.age_public, sequence=9)] * 2
    info = write_bundle(out, _contents(), recipients, bench.maker)
    assert info.recipients == ()


def test_the_same_contents_have_the_same_id(bench: Any) -> None:
    op = make(change="c", device="d", clock=1, kind="k", record="r", field="f", value="v")
    contents = _contents(operations=[op])
    first = inspect(bench.write(contents, "a.carebundle"), [bench.receiver])
    second = inspect(bench.write(contents, "b.carebundle"), [bench.receiver])
    assert first.bundle == second.bundle
    assert (bench.folder / "a.carebundle").read_bytes() != (
        bench.folder / "b.carebundle"
    ).read_bytes()


def test_titles_are_brought_into_one_line(bench: Any) -> None:
    shop = WorkshopLine(id="w", code="W\t1", title="a\nb\x00" + "c" * 3000, start="")
    path = bench.write(_contents(name="n\n" * 300, workshops=[shop]))
    info = inspect(path, [bench.receiver])
    assert info.workshops[0].code == "W 1"
    assert info.workshops[0].title.startswith("a b c")


def test_keys_that_are_none_write_nothing(bench: Any) -> None:
    out = bench.folder / "a.carebundle"
    with pytest.raises(KeyInvalid):
        write_bundle(out, _contents(), [Recipient(age="age1")], bench.maker)
    many = [Recipient(age=bench.receiver.age_public)] * 101
    with pytest.raises(KeyInvalid):
        write_bundle(out, _contents(), many, bench.maker)
    assert list(bench.folder.iterdir()) == []


def test_an_error_on_the_way_leaves_the_earlier_file_and_nothing_else(bench: Any) -> None:
    class Odd(Exception):
        pass

    def failing() -> Iterator[Operation]:
        yield make(change="c", device="d", clock=1, kind="k", record="r", field="f", value="v")
        raise Odd

    path = bench.write()
    before = path.read_bytes()
    with pytest.raises(Odd):
        bench.write(_contents(operations=failing()))
    assert path.read_bytes() == before
    assert list(bench.folder.iterdir()) == [path]


def test_an_attachment_that_is_not_its_hash_stops_the_writing(bench: Any) -> None:
    file = AttachedFile(sha256="0" * 64, media_type="image/png", load=lambda: b"other")
    with pytest.raises(OurBug):
        bench.write(_contents(attachments=[file]))
    assert list(bench.folder.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(
    bench: Any, small_disk: Callable[[int], None]
) -> None:
    small_disk(4096)
    photo = os.urandom(200_000)
    digest = hashlib.sha256(photo).hexdigest()
    file = AttachedFile(sha256=digest, media_type="image/png", load=lambda: photo)
    with pytest.raises(DiskFull):
        bench.write(_contents(attachments=[file]))
    assert list(bench.folder.iterdir()) == []


def test_a_folder_that_is_not_there_or_not_ours_is_said(bench: Any) -> None:
    recipients = [Recipient(age=bench.receiver.age_public)]
    with pytest.raises(FileMissing):
        write_bundle(bench.folder / "no" / "a.carebundle", _contents(), recipients, bench.maker)
    if os.name != "posix":
        pytest.skip("needs rights")
    root = os.geteuid() == 0
    locked = Path("/sys/kernel") if root else bench.folder / "locked"
    if not root:
        locked.mkdir(mode=0o500)
    elif not locked.is_dir():
        pytest.skip("no folder here that even root may not write to")
    with pytest.raises(NoPermission):
        write_bundle(locked / "a.carebundle", _contents(), recipients, bench.maker)


def test_a_disk_that_gives_back_other_bytes_is_found_out(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bench.write()
    before = path.read_bytes()
    settle = write_module._settle

    def spoiled(file: Any) -> None:
        settle(file)
        with open(file.name, "r+b") as again:
            again.seek(-20, os.SEEK_END)
            again.write(b"spoiled")

    monkeypatch.setattr(write_module, "_settle", spoiled)
    with pytest.raises(WriteCheckFailed):
        bench.write(_contents(made_by="Somebody"))
    assert path.read_bytes() == before
    assert list(bench.folder.iterdir()) == [path]


def test_a_disk_that_gives_back_an_older_bundle_is_found_out(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = bench.write().read_bytes()
    settle = write_module._settle

    def swapped(file: Any) -> None:
        settle(file)
        Path(file.name).write_bytes(older)

    monkeypatch.setattr(write_module, "_settle", swapped)
    with pytest.raises(WriteCheckFailed):
        bench.write(_contents(made_by="Somebody"), "b.carebundle")
    assert not (bench.folder / "b.carebundle").exists()


def test_no_clear_text_reaches_the_disk(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "a sentence nobody else may read"
    written: list[bytes] = []
    settle = write_module._settle

    def looked_at(file: Any) -> None:
        settle(file)
        written.append(Path(file.name).read_bytes())

    monkeypatch.setattr(write_module, "_settle", looked_at)
    op = make(change="c", device="d", clock=1, kind="k", record="r", field="f", value=secret)
    bench.write(_contents(operations=[op], name=secret))
    assert len(written) == 1
    assert secret.encode() not in written[0]
    assert b"bundle.json" not in written[0]
