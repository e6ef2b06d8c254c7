"""Documents to hand out: whole files, noted as shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator.services.documents.documents import (
    DocumentRequest,
    KindNotBuilt,
    OneWorkshopOnly,
)
from carefacilitator.services.failures import WorkshopUnknown
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.workspace import open_workspace


@pytest.mark.parametrize(("kind", "language"), [("summary", "es"), ("report", "ar")])
def test_a_document_is_written_and_noted(
    sample: Program, tmp_path: Path, kind: str, language: str
) -> None:
    out = tmp_path / "w4.pdf"
    made = sample.papers.write(DocumentRequest(kind, "W4", language), out)
    assert out.read_bytes().startswith(b"%PDF-")
    assert made.bytes == out.stat().st_size
    assert made.missing_glyphs == ()
    (line,) = sample.sharing.log(sample_id("W4"))
    assert (line.kind, line.name, line.told["language"]) == (kind, "w4.pdf", language)


@pytest.mark.parametrize("kind", ["novel", "", "Summary"])
def test_kinds_that_are_not_built_are_refused(sample: Program, tmp_path: Path, kind: str) -> None:
    with pytest.raises(KindNotBuilt):
        sample.papers.write(DocumentRequest(kind, "W4", "en"), tmp_path / "x.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_one_workshop_at_a_time(sample: Program, tmp_path: Path) -> None:
    with pytest.raises(OneWorkshopOnly):
        sample.papers.write(DocumentRequest("summary", ["W1", "W2"], "en"), tmp_path / "x.pdf")
    with pytest.raises(WorkshopUnknown):
        sample.papers.write(DocumentRequest("summary", ["W9"], "en"), tmp_path / "x.pdf")


def test_a_paper_may_be_made_while_another_program_writes(sample: Program, tmp_path: Path) -> None:
    sample.workspace.begin_writing()
    reader = Program(open_workspace(sample.workspace.folder))
    reader.papers.write(DocumentRequest("summary", "W4", "en"), tmp_path / "x.pdf")
    reader.close()
    assert (tmp_path / "x.pdf").exists()
    assert sample.sharing.log() == []
