"""Papers that carry their own data: sealed inside, taken in from the PDF by the ordinary road."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from carefacilitator.bundle import paper
from carefacilitator.bundle.keys import Recipient
from carefacilitator.bundle.refusals import NotABundle, NotForUs
from carefacilitator.errors import DeviceGone, FileMissing
from carefacilitator.model.records.records import Lesson, Person, Workshop
from carefacilitator.services.documents.documents import CannotCarry, DocumentRequest
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.workspace import open_workspace

W4 = sample_id("W4")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    made.identity.rename("Technical Secretariat")
    yield made
    made.close()


@pytest.fixture
def recipient(office: Program) -> Recipient:
    return office.identity.card().recipient()


@pytest.mark.parametrize("kind", ["summary", "report"])
def test_the_secretariat_takes_in_the_pdf_itself(
    sample: Program, office: Program, recipient: Recipient, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "w4.pdf"
    made = sample.papers.write(DocumentRequest(kind, "W4", "es", attach_to=[recipient]), out)
    assert office.arrivals.inspect(out).bundle == made.bundle
    rehearsal = office.arrivals.rehearse(out)
    assert rehearsal.info.bundle == made.bundle
    assert not office.workspace.all(Workshop)
    taken = office.arrivals.apply(out, trust=True)
    assert taken.path == out
    assert [one.code for one in office.workspace.all(Workshop)] == ["W4"]
    assert len(office.workspace.all(Lesson)) == 4
    assert office.arrivals.apply(out).change == ""


def test_the_paper_and_the_bundle_are_noted(
    sample: Program, recipient: Recipient, tmp_path: Path
) -> None:
    made = sample.papers.write(
        DocumentRequest("report", "W4", "en", attach_to=[recipient]), tmp_path / "a.pdf"
    )
    bundle, paper = sorted(sample.sharing.log(W4), key=lambda one: one.kind)
    assert (bundle.kind, bundle.name, bundle.bundle) == ("bundle", "a.pdf", made.bundle)
    assert (paper.kind, paper.told["bundle"]) == ("report", made.bundle)
    again = sample.papers.write(
        DocumentRequest("report", "W4", "en", attach_to=[recipient]), tmp_path / "b.pdf"
    )
    assert again.bundle != made.bundle
    assert {one.sequence for one in sample.sharing.log(W4) if one.kind == "bundle"} == {1, 2}


def test_apart_from_the_sealed_bytes_the_same_data_give_the_same_file(
    sample: Program, recipient: Recipient, tmp_path: Path
) -> None:
    pages = []
    for name in ("a.pdf", "b.pdf"):
        sample.papers.write(
            DocumentRequest("summary", "W4", "ar", attach_to=[recipient]), tmp_path / name
        )
        with pikepdf.open(tmp_path / name) as pdf:
            pages.append([page.Contents.read_raw_bytes() for page in pdf.pages])
            (told,) = pdf.attachments
            assert told == "W4.carebundle"
    assert pages[0] == pages[1]


def test_an_anonymous_paper_carries_an_anonymous_bundle(
    sample: Program, office: Program, recipient: Recipient, tmp_path: Path
) -> None:
    out = tmp_path / "w4.pdf"
    sample.papers.write(
        DocumentRequest("report", "W4", "en", anonymous=True, attach_to=[recipient]), out
    )
    assert office.arrivals.inspect(out).anonymous
    office.arrivals.apply(out, trust=True)
    assert office.workspace.all(Person) == []


def test_others_cannot_open_it_and_a_bare_pdf_is_refused(
    sample: Program, program: Program, recipient: Recipient, tmp_path: Path
) -> None:
    sample.papers.write(
        DocumentRequest("summary", "W4", "en", attach_to=[recipient]), tmp_path / "a.pdf"
    )
    with pytest.raises(NotForUs):
        program.arrivals.rehearse(tmp_path / "a.pdf")
    sample.papers.write(DocumentRequest("summary", "W4", "en"), tmp_path / "b.pdf")
    with pytest.raises(NotABundle):
        program.arrivals.rehearse(tmp_path / "b.pdf")


def test_only_what_tells_of_a_workshop_carries_it(
    sample: Program, recipient: Recipient, tmp_path: Path
) -> None:
    with pytest.raises(CannotCarry):
        sample.papers.write(
            DocumentRequest("agenda", "W4", "en", attach_to=[recipient]), tmp_path / "a.pdf"
        )
    assert sample.sharing.log(W4) == []
    assert not (tmp_path / "a.pdf").exists()


def test_nothing_is_noted_where_the_paper_cannot_be_written(
    sample: Program, recipient: Recipient, tmp_path: Path
) -> None:
    with pytest.raises(FileMissing):
        sample.papers.write(
            DocumentRequest("summary", "W4", "en", attach_to=[recipient]), tmp_path / "no" / "a.pdf"
        )
    assert sample.sharing.log(W4) == []


@pytest.mark.parametrize("reads", [0, 1, 2, 3])
def test_a_stick_pulled_while_the_pdf_is_read_brings_nothing(
    sample: Program,
    office: Program,
    recipient: Recipient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reads: int,
) -> None:
    out = tmp_path / "w4.pdf"
    sample.papers.write(DocumentRequest("summary", "W4", "en", attach_to=[recipient]), out)
    read, count = paper._Paper.read, 0

    def pulled(self: paper._Paper, start: int, size: int) -> bytes:
        nonlocal count
        count += 1
        if count > reads:
            raise OSError(errno.EIO, "Input/output error")
        return read(self, start, size)

    before = sorted(one.name for one in office.workspace.folder.iterdir())
    with monkeypatch.context() as later:
        later.setattr(paper._Paper, "read", pulled)
        with pytest.raises(DeviceGone):
            office.arrivals.apply(out, trust=True)
    assert office.workspace.database.one("SELECT count(*) FROM operation") == 0
    assert sorted(one.name for one in office.workspace.folder.iterdir()) == before
    assert not office.identity.peers()
    assert office.arrivals.apply(out, trust=True).new > 0
