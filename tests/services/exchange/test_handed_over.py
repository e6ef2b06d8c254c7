"""What became of what left: whether it arrived, and whether more was written since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.exchange import handed_over
from carefacilitator.services.exchange.handed_over import BundleNotSent, arrived_at
from carefacilitator.services.failures import WorkshopUnknown
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.workspace import open_workspace

W4, W1 = sample_id("W4"), sample_id("W1")


@pytest.fixture
def program(filled: Path, tmp_path: Path) -> Iterator[Program]:
    import shutil

    shutil.copytree(filled, tmp_path / "own")
    made = Program(open_workspace(tmp_path / "own"))
    yield made
    made.close()


def seal(program: Program, folder: Path, *names: str) -> None:
    """One bundle of W4 for these offices together."""
    recipients = []
    for name in names:
        office = Program(open_workspace(folder / name))
        office.identity.rename(name)
        peer = program.identity.take_card(office.identity.card().text(), "other")
        office.close()
        recipients.append(program.identity.recipient(peer.device))
    program.sharing.export([W4], folder / "a.carebundle", recipients)


def test_of_a_bundle_it_is_not_known_until_somebody_says_so(program, tmp_path: Path) -> None:
    seal(program, tmp_path, "North", "South")
    for_south, for_north = program.handed_over.bundle("W4", 1)
    assert {arrived_at(for_south), arrived_at(for_north)} == {""}
    program.handed_over.note_arrived(for_north)
    kept = {one.told["to"]: arrived_at(one) for one in program.sharing.log(W4)}
    assert kept == {"North": program.workspace.now(), "South": ""}
    north = next(one for one in program.sharing.log(W4) if one.told["to"] == "North")
    assert {**north.told, "arrived": ""} == {**for_north.told, "arrived": ""}
    program.handed_over.note_arrived(north, False)
    assert {arrived_at(one) for one in program.sharing.log(W4)} == {""}


def test_a_bundle_that_was_never_sealed_is_refused(program, tmp_path: Path) -> None:
    seal(program, tmp_path, "North")
    with pytest.raises(BundleNotSent):
        program.handed_over.bundle("W4", 2)
    with pytest.raises(BundleNotSent):
        program.handed_over.bundle("W1", 1)
    with pytest.raises(WorkshopUnknown):
        program.handed_over.bundle("W99", 1)


def test_what_is_written_after_it_left_is_known(program, tmp_path: Path) -> None:
    assert program.handed_over.outdated(W4) is None
    seal(program, tmp_path, "North")
    assert program.handed_over.outdated(W4) is None
    program.notes.add(W1, "About another workshop")
    assert program.handed_over.outdated(W4) is None
    program.notes.add(W4, "After the bundle")
    last = program.handed_over.outdated(W4)
    assert last is not None
    assert last.kind == "bundle"
    program.papers.write(DocumentRequest("report", W4, "en"), tmp_path / "a.pdf")
    assert program.handed_over.outdated(W4) is None


def test_an_agenda_handed_out_before_is_no_sharing(program, tmp_path: Path) -> None:
    for kind in ("agenda", "signin", "badges"):
        program.papers.write(DocumentRequest(kind, W4, "en"), tmp_path / f"{kind}.pdf")
    program.notes.add(W4, "Said on the day")
    assert program.handed_over.outdated(W4) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words(program, tmp_path: Path, language: str) -> None:
    words = Words(language)
    seal(program, tmp_path, "North")
    program.papers.write(DocumentRequest("summary", W4, "fr", second="ar"), tmp_path / "a.pdf")
    paper, bundle = program.sharing.log(W4)
    assert "North" in handed_over.left_words(bundle, words)
    assert "Français + العربية" in handed_over.left_words(paper, words)
    assert handed_over.arrival_words(paper, words) == ""
    unknown = handed_over.arrival_words(bundle, words)
    program.handed_over.note_arrived(bundle)
    told = handed_over.arrival_words(program.sharing.log(W4)[1], words)
    assert unknown
    assert told != unknown
    assert handed_over.since_words(bundle, words)
