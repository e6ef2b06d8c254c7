"""The sign-in sheet of a workshop: only who agreed to be stored, and found again at the door."""

from __future__ import annotations

from pathlib import Path

from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id

W4 = sample_id("W4")


def test_only_those_who_agreed_to_be_stored_stand_on_it(sample: Program) -> None:
    before = sample.dossiers.gather(W4, "en", door=True)
    assert len(before.sign_in) + before.not_named == before.expected == 28
    listed = [line.name for line in before.sign_in]
    assert listed == sorted(listed, key=fold)
    line = next(one for one in sample.people.lines(W4, "") if one.person.name == listed[0])
    sample.people.consent(W4, line.person.id, {"store": "withdrawn"})
    after = sample.dossiers.gather(W4, "en", door=True)
    assert listed[0] not in [one.name for one in after.sign_in]
    assert after.not_named == before.not_named + 1


def test_names_are_gathered_for_the_sheet_only(sample: Program) -> None:
    assert sample.dossiers.gather(W4, "en").sign_in == ()
    assert sample.dossiers.gather(W4, "en", anonymous=True, door=True).sign_in == ()
    assert sample.dossiers.gather(W4, "en").half_days == ("1-am", "1-pm")


def test_both_papers_are_written_and_noted(sample: Program, tmp_path: Path) -> None:
    for kind in ("agenda", "signin"):
        made = sample.papers.write(DocumentRequest(kind, "W4", "es"), tmp_path / f"{kind}.pdf")
        assert made.pages >= 1
        assert made.missing_glyphs == ()
    assert {line.kind for line in sample.sharing.log(W4)} == {"agenda", "signin"}
