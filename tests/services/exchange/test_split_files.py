"""Bundles in parts that fit into an e-mail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.services.exchange.split_files import (
    PartSizeUnfit,
    PartsMissing,
    check_size,
    joined,
    split,
)
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import peers
from carefacilitator.storage.workspace import open_workspace


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


def test_split_and_join_give_the_same_bytes(tmp_path: Path) -> None:
    whole = tmp_path / "w4.carebundle"
    content = os.urandom(2500)
    whole.write_bytes(content)
    parts = split(whole, 1000)
    assert [part.name for part in parts] == [
        "w4.carebundle.001of003",
        "w4.carebundle.002of003",
        "w4.carebundle.003of003",
    ]
    assert sorted(tmp_path.iterdir()) == sorted(parts)
    for part in parts:
        with joined(part, tmp_path) as found:
            assert found.name == "w4.carebundle"
            assert found.read_bytes() == content
    assert sorted(tmp_path.iterdir()) == sorted(parts)


def test_a_file_that_fits_stays_whole(tmp_path: Path) -> None:
    whole = tmp_path / "w4.carebundle"
    whole.write_bytes(b"x" * 1000)
    assert split(whole, 1000) == [whole]
    with joined(whole, tmp_path) as found:
        assert found == whole


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    whole = tmp_path / "w4.carebundle"
    whole.write_bytes(b"x" * 2500)
    parts = split(whole, 1000)
    parts[1].unlink()
    with pytest.raises(PartsMissing) as caught, joined(parts[0], tmp_path):
        pass
    assert caught.value.values["missing"] == "w4.carebundle.002of003"


@pytest.mark.parametrize("size", [0, -1, 0.01, float("nan"), float("inf")])
def test_senseless_sizes_are_refused(size: float) -> None:
    with pytest.raises(PartSizeUnfit):
        check_size(size)


def test_too_many_parts_leave_the_whole(tmp_path: Path) -> None:
    whole = tmp_path / "w4.carebundle"
    whole.write_bytes(b"x" * 2000)
    with pytest.raises(PartSizeUnfit):
        split(whole, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["w4.carebundle"]


def test_a_bundle_travels_in_parts(sample: Program, office: Program, tmp_path: Path) -> None:
    from carefacilitator.model.records import ids
    from carefacilitator.model.records.records import Attachment

    digest = peers.put_blob(sample.workspace, os.urandom(300_000))
    with sample.workspace.change("note_add") as change:
        change.put(
            Attachment(
                id=ids.new_id(),
                workshop_id=sample_id("W4"),
                media_type="image/png",
                sha256=digest,
            )
        )
    made = sample.sharing.export(
        ["W4"],
        tmp_path / "w4.carebundle",
        [office.identity.card().recipient()],
        part_size=0.1,
    )
    assert len(made.files) == 4
    assert all(path.stat().st_size <= 100_000 for path in made.files)
    assert office.arrivals.inspect(made.files[2]).bundle == made.bundle
    assert office.arrivals.apply(made.files[1], trust=True).new > 0
    assert peers.blob(office.workspace, digest) is not None
