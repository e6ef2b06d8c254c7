"""Anonymous papers: nobody of the list is in the text, the bookmarks, the metadata or the data."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from carefacilitator.model.document.compendium import Selection
from carefacilitator.model.records.records import (
    AgendaBlock,
    CommitmentPartner,
    Note,
    Organisation,
    Person,
    Programme,
    Workshop,
)
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.workspace import open_workspace

W4 = sample_id("W4")
SOMEBODY, CONTACT, PHONE = "Participant 031", "p031@example.org", "+52 55 5555 0131"


@pytest.fixture
def named(sample: Program) -> Program:
    """W4 where people are named in every kind of text."""
    people = {one.name: one for one in sample.workspace.all(Person)}
    sample.people.edit(people[SOMEBODY].id, email=CONTACT, phone=PHONE)
    sample.workshops.edit(
        W4,
        title=f"Workshop in memory of {SOMEBODY}",
        titles={},
        purpose=f"To thank {SOMEBODY}.",
        place=f"House of {SOMEBODY}",
        places={},
    )
    block = sample.workspace.all(AgendaBlock, workshop_id=W4)[3]
    sample.agenda.edit(block.id, title=f"Talk by {SOMEBODY}", lead=SOMEBODY)
    other = sample.workspace.all(AgendaBlock, workshop_id=W4)[4]
    told = {"question": f"Why, {SOMEBODY}?", "instructions": f"Ask {SOMEBODY}"}
    sample.agenda.edit(other.id, **told, materials=f"Pens of {SOMEBODY}")
    for text in (f"{SOMEBODY} said so.", f"Write to {CONTACT}", f"Call {PHONE}, any day"):
        sample.notes.add(W4, text, block.id, "key_message")
    sample.lessons.add(W4, "A laundry for all.", kind="good_practice", who=SOMEBODY)
    sample.lessons.add(W4, f"As {SOMEBODY.upper()} told us.", kind="successful_experience")
    sample.evaluations.write_comment(W4, f"Good.\n{SOMEBODY} was great.")
    sample.commitments.add(W4, f"Visit {SOMEBODY}.", who="Trade union A")
    return sample


def told_anywhere(path: Path) -> Iterator[str]:
    """Everything a reader, a screen reader or a curious person finds in a PDF."""
    yield path.name
    yield subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    with pikepdf.open(path) as pdf:
        yield pdf.Root.Metadata.read_bytes().decode()
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                for key in ("/Title", "/Alt", "/ActualText", "/Contents", "/Desc", "/F", "/UF"):
                    if isinstance(one.get(key), pikepdf.String):
                        yield str(one[key])


@pytest.mark.parametrize(
    "kind", ["summary", "report", "series", "compendium", "agenda", "running_order"]
)
def test_nobody_is_in_an_anonymous_paper(named: Program, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "a.pdf"
    workshops = ["W4", "W5"] if kind in ("series", "compendium") else ["W4"]
    named.papers.write(
        DocumentRequest(kind, workshops, "en", anonymous=True, selection=Selection(kinds=())), out
    )
    whole = re.sub(r"\s+", " ", " ".join(told_anywhere(out)))
    assert "Participant" not in whole
    assert "PARTICIPANT" not in whole
    assert "example.org" not in whole
    assert "5555" not in whole
    assert "Anonymous copy" in whole or kind in ("agenda", "running_order")


@pytest.mark.parametrize("kind", ["report", "series"])
def test_it_says_what_was_withheld(named: Program, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "a.pdf"
    named.papers.write(DocumentRequest(kind, ["W4"], "en", anonymous=True), out)
    text = " ".join(" ".join(told_anywhere(out)).split())
    assert "28 names on the list: this copy names nobody." in text
    assert "The words of 3 notes: this copy names nobody." in text
    assert "2 lessons: this copy names nobody." in text


def test_the_same_paper_with_names_has_them(named: Program, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    named.papers.write(DocumentRequest("report", "W4", "en"), out)
    assert "Participant 031 said so." in " ".join(" ".join(told_anywhere(out)).split())


def test_the_data_inside_are_anonymous_too(named: Program, tmp_path: Path) -> None:
    office = Program(open_workspace(tmp_path / "office"))
    to = office.identity.card().recipient()
    out = tmp_path / "a.pdf"
    named.papers.write(DocumentRequest("report", "W4", "en", anonymous=True, attach_to=[to]), out)
    office.arrivals.apply(out, trust=True)
    assert office.workspace.all(Person) == []
    (taken,) = office.workspace.all(Workshop)
    assert taken.id != W4
    assert not any(SOMEBODY in one.text for one in office.workspace.all(Note))
    office.close()


@pytest.mark.parametrize("kind", ["summary", "report", "series"])
def test_a_programme_or_a_partner_may_bear_a_name(
    sample: Program, tmp_path: Path, kind: str
) -> None:
    programme = sample.workspace.get(Workshop, W4).programme_id
    maker, partner = sample.workspace.all(Organisation)[:2]
    commitment = sample.commitments.add(W4, "A laundry for all.", maker.id)
    with sample.workspace.change("programme_edit") as change:
        change.set(Programme, programme, title=f"For {SOMEBODY}", titles={})
        for one in (maker, partner):
            change.set(Organisation, one.id, name=f"House of {SOMEBODY}", names={})
        change.put(
            CommitmentPartner(
                id=sample.workspace.new_id(),
                workshop_id=W4,
                commitment_id=commitment.id,
                organisation_id=partner.id,
            )
        )
    out = tmp_path / "a.pdf"
    sample.papers.write(DocumentRequest(kind, ["W4"], "en", anonymous=True), out)
    whole = re.sub(r"\s+", " ", " ".join(told_anywhere(out)))
    assert "Participant" not in whole
    assert "A laundry for all." in whole
