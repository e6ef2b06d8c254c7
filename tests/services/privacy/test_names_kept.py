"""What was left here stays: whoever agrees later, is called otherwise, or is known no more."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.privacy import consent
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.privacy.names_in_text import Finding
from carefacilitator.services.privacy.texts_naming import texts_naming
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

SECRET = "zq7qz"
NAME = "Awa Diouf"
TEXT = f"{SECRET} as {NAME} told us"
Settle = Callable[[Program, str, str, Finding], None]


@pytest.fixture
def awa(program: Program, day: str) -> str:
    person = program.people.walk_in(day, NAME, "1-am").person
    program.people.edit(person.id, phone="+221 77 123 45 67", email="awa@example.org")
    program.people.consent(day, person.id, {consent.STORE: "given"})
    return person.id


def _bundle(program: Program, day: str, folder: Path, *, anonymous: bool) -> str:
    office = Program(open_workspace(folder / program.workspace.new_id()))
    try:
        out = folder / f"{program.workspace.new_id()}.carebundle"
        to = [office.identity.card().recipient()]
        program.sharing.export([day], out, to, anonymous=anonymous)
        with open_bundle(out, [office.identity.own()]) as bundle:
            tables = b"".join(bundle.table(kind) for kind in bundle.info.records).decode()
            return tables + " ".join(str(op.value) for op in bundle.operations())
    finally:
        office.close()


def everywhere(program: Program, day: str, folder: Path) -> dict[str, str]:
    """What leaves to others, as text by exit."""
    told = {
        "bundle": _bundle(program, day, folder, anonymous=False),
        "anonymous": _bundle(program, day, folder, anonymous=True),
    }
    for anonymous in (False, True):
        out = folder / f"{anonymous}.pdf"
        program.papers.write(DocumentRequest("report", day, "en", anonymous=anonymous), out)
        done = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, check=True)
        told[f"report {anonymous}"] = done.stdout.decode()
    return told


def _yes_to_all(program: Program, day: str, person: str, one: Finding) -> None:
    program.people.consent(day, person, dict.fromkeys(consent.PURPOSES, "given"))


def _renamed(program: Program, day: str, person: str, one: Finding) -> None:
    program.people.edit(person, name="F.", phone="", email="")


def _forgotten(program: Program, day: str, person: str, one: Finding) -> None:
    program.people.forget(person)


def _renamed_and_forgotten(program: Program, day: str, person: str, one: Finding) -> None:
    program.people.edit(person, name="F.", phone="", email="")
    program.people.forget(person)


def _counted_instead(program: Program, day: str, person: str, one: Finding) -> None:
    line = next(line for line in program.people.lines(day, "1-am") if line.person.id == person)
    program.people.refuse_storage(line.participation.id, "1-am")


AFTER = (_yes_to_all, _renamed, _forgotten, _renamed_and_forgotten, _counted_instead)


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("where", ["note", "lesson", "comment", "caption-free resource"])
def test_what_was_left_here_stays_whatever_comes_of_her(
    program: Program, day: str, awa: str, tmp_path: Path, after: Settle, where: str
) -> None:
    match where:
        case "note":
            program.notes.add(day, TEXT)
        case "lesson":
            program.lessons.agree(program.lessons.add(day, TEXT).id)
        case "comment":
            program.evaluations.write_comment(day, f"{TEXT}\nzq8qz good food")
        case _:
            program.workshops.edit(day, purpose=TEXT)
    (one,) = program.names_in_text.of([day])
    program.names_in_text.decide(one, "keep")
    after(program, day, awa, one)
    for exit_, told in everywhere(program, day, tmp_path).items():
        assert SECRET not in told, exit_
    (still,) = program.names_in_text.of([day])
    assert still.kept


@pytest.mark.parametrize("text", [TEXT, f"{SECRET} awa told us", f"{SECRET}: +221771234567"])
@pytest.mark.parametrize("after", [_forgotten, _renamed, _renamed_and_forgotten, _counted_instead])
def test_what_nobody_decided_stays_when_she_is_known_no_more(
    program: Program, day: str, awa: str, tmp_path: Path, after: Settle, text: str
) -> None:
    note = program.notes.add(day, text)
    (one,) = program.names_in_text.of([day])
    after(program, day, awa, one)
    for exit_, told in everywhere(program, day, tmp_path).items():
        assert SECRET not in told, exit_
    program.names_in_text.ask_again([day])
    assert SECRET not in _bundle(program, day, tmp_path, anonymous=False)
    (still,) = program.names_in_text.of([day])
    program.names_in_text.decide(still, "not_her")
    assert SECRET in _bundle(program, day, tmp_path, anonymous=False)
    program.notes.edit(note.id, text=f"{SECRET} somebody told us")
    assert SECRET in _bundle(program, day, tmp_path, anonymous=False)


def test_an_office_that_is_asked_to_forget_keeps_its_own_texts_about_her(
    program: Program, day: str, awa: str, tmp_path: Path
) -> None:
    program.people.consent(day, awa, {consent.SHARE: "given", consent.LIST: "given"})
    office = Program(open_workspace(tmp_path / "office"))
    try:
        to = [office.identity.card().recipient()]
        program.sharing.export([day], tmp_path / "1.carebundle", to)
        office.arrivals.apply(tmp_path / "1.carebundle", trust=True)
        office.notes.add(day, TEXT)
        program.people.consent(day, awa, {consent.SHARE: "withdrawn"})
        program.sharing.export([day], tmp_path / "2.carebundle", to)
        office.arrivals.apply(tmp_path / "2.carebundle", forget=True)
        for exit_, told in everywhere(office, day, tmp_path).items():
            assert SECRET not in told, exit_
    finally:
        office.close()


def test_she_agrees_after_all_lets_go_of_what_was_left_here(
    program: Program, day: str, awa: str, tmp_path: Path
) -> None:
    program.notes.add(day, TEXT)
    (one,) = program.names_in_text.of([day])
    program.names_in_text.decide(one, "keep")
    (kept,) = program.names_in_text.of([day])
    program.names_in_text.agrees(kept, day)
    assert SECRET in _bundle(program, day, tmp_path, anonymous=False)


@pytest.mark.parametrize("earlier", [NAME, "awa@example.org", "221 77 123 45 67"])
def test_forgetting_lists_texts_with_what_she_was_called_before(
    program: Program, day: str, awa: str, earlier: str
) -> None:
    program.notes.add(day, f"as {earlier} told us")
    program.people.edit(awa, name="Fatou Sow", phone="", email="")
    assert [one.masked for one in texts_naming(program.workspace, awa)] == ["as […] told us"]


def test_no_digest_of_a_text_outlives_its_removal(program: Program, day: str, awa: str) -> None:
    lesson = program.lessons.add(day, TEXT, who=f"{NAME} and others")
    for one in program.names_in_text.of([day]):
        program.names_in_text.decide(one, "keep")
    program.redacting.reword("lesson", lesson.id, "text", f"{SECRET} as […] told us")
    rows = program.workspace.database.rows("SELECT field FROM named_in_text")
    assert rows == [("who",)]  # what stands beside it stays decided
    program.redacting.remove("lesson", lesson.id)
    assert program.workspace.database.rows("SELECT field FROM named_in_text") == []
