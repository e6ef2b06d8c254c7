"""A text of which two versions stand is told with a mark, never as one person's words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from carefacilitator.bundle.keys import Role
from carefacilitator.model.records.records import Commitment, Lesson, Note
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

MARKS = {
    "en": "Two versions, not decided yet:",
    "es": "Dos versiones, aún sin decidir:",
}
PAPERS = ("summary", "report", "series")


def _apart(program: Program, day: str, folder: Path, *, role: Role) -> list[tuple[str, str, str]]:
    """Texts reworded here and elsewhere at once; to others than the own group without a base."""
    note = program.notes.add(day, "zqbase care", kind="key_message")
    lesson = program.lessons.add(day, "zqbase lesson")
    program.lessons.agree(lesson.id)
    made = program.commitments.add(day, "zqbase promise")
    program.evaluations.write_comment(day, "zqbase comment")
    other = Program(open_workspace(folder / "other"))
    try:
        to = [other.identity.card(role).recipient()]
        program.sharing.export([day], folder / "1.carebundle", to)
        other.arrivals.apply(folder / "1.carebundle", trust=True)
        for who, told in ((program, "zqhere"), (other, "zqthere")):
            who.notes.edit(note.id, text=f"{told} one thing")
            who.lessons.edit(lesson.id, text=f"{told} one thing")
            who.commitments.edit(made.id, what=f"{told} one thing")
            who.evaluations.write_comment(day, f"{told} one thing")
        back = [program.identity.card(role).recipient()]
        other.sharing.export([day], folder / "2.carebundle", back)
        program.arrivals.apply(folder / "2.carebundle", trust=True)
    finally:
        other.close()
    found = [("note", note.id, "text"), ("lesson", lesson.id, "text")]
    comment = program.evaluations.comment_id(day)
    return [*found, ("commitment", made.id, "what"), ("evaluation", comment, "comment")]


@pytest.mark.parametrize("role", ["own_group", "other"])
@pytest.mark.parametrize("language", MARKS)
def test_every_text_with_two_versions_is_marked_until_somebody_decides(
    program: Program, day: str, tmp_path: Path, role: Role, language: str
) -> None:
    flagged = _apart(program, day, tmp_path, role=role)
    assert {(one.kind, one.record, one.field) for one in program.history.waiting()} == set(flagged)
    dossier = program.dossiers.gather(day, language)
    told = [
        *(one.text for one in dossier.notes),
        *(one.text for one in dossier.lessons),
        *(one.text for one in dossier.comments),
        *(one.what for one in dossier.commitments),
    ]
    assert len(told) == len(flagged)
    assert all(MARKS[language] in text for text in told)
    for kind, record, field in flagged:
        program.history.settle(kind, record, field, "zqdecided")
    dossier = program.dossiers.gather(day, language)
    assert MARKS[language] not in repr(dossier)
    assert "zqdecided" in repr(dossier.comments)


@pytest.mark.parametrize("kind", PAPERS)
def test_papers_print_the_mark(program: Program, day: str, tmp_path: Path, kind: str) -> None:
    _apart(program, day, tmp_path, role="other")
    out = tmp_path / "paper.pdf"
    program.papers.write(DocumentRequest(kind, [day] if kind == "series" else day, "en"), out)
    done = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, check=True)
    told = " ".join(done.stdout.decode().split())
    for record in (Note, Lesson, Commitment):
        assert program.workspace.all(record, workshop_id=day)
    assert told.count("Two versions, not decided yet:") >= 2
