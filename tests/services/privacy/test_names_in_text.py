"""Names of people who did not agree: what stays here at which exit, and how it is settled."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.document.compendium import Selection
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.free_texts import free_texts
from carefacilitator.model.records.records import KINDS, AgendaBlock, Commitment, Note, fields_of
from carefacilitator.services.documents.attendance_minutes import minutes_of
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.privacy.names_in_text import Finding, FindingUnknown
from carefacilitator.services.privacy.texts_naming import texts_naming
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

AWA, KHADY = "Awa Diouf", "Khady Ndiaye"
SPELLINGS = ("Awa Diouf", "diouf awa", "AWA", "Awa\u00a0Diouf", "the Dioufs", "221.77.123.4567")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


@pytest.fixture
def awa(program: Program, day: str) -> str:
    """Somebody who agreed to be stored and to nothing else."""
    person = program.people.walk_in(day, AWA, "1-am").person
    program.people.edit(person.id, phone="+221 77 123 45 67", email="awa@example.org")
    program.people.consent(day, person.id, {consent.STORE: "given"})
    return person.id


@pytest.fixture
def khady(program: Program, day: str) -> str:
    """Somebody who agreed to everything."""
    person = program.people.walk_in(day, KHADY, "1-am").person
    program.people.consent(day, person.id, dict.fromkeys(consent.PURPOSES, "given"))
    return person.id


@pytest.fixture
def handed(program: Program, day: str, office: Program, tmp_path: Path) -> Callable[..., str]:
    """Everything a bundle to others holds, as text."""

    def hand(*, anonymous: bool = False, role: str = "other") -> str:
        to = [office.identity.card("other").recipient()]
        if role == "own_group":
            to = [office.identity.card("own_group").recipient()]
        out = tmp_path / f"{program.workspace.new_id()}.carebundle"
        program.sharing.export([day], out, to, anonymous=anonymous)
        with open_bundle(out, [office.identity.own()]) as bundle:
            tables = b"".join(bundle.table(kind) for kind in bundle.info.records).decode()
            told = " ".join(str(op.value) for op in bundle.operations() if op.kind != "person")
            people = [line for line in tables.splitlines() if "+221 77 123 45 67" not in line]
            return told + " ".join(people) + str(bundle.info)

    return hand


def on_paper(program: Program, day: str, tmp_path: Path, *, anonymous: bool = False) -> str:
    """The text of every document about the workshop."""
    told = []
    program.lessons.agree(program.lessons.add(day, "Care is work").id)  # drafts are not printed
    chosen = Selection(kinds=(), least="draft")
    for kind in ("summary", "report", "agenda", "running_order", "series", "compendium"):
        out = tmp_path / f"{kind}-{anonymous}.pdf"
        workshops = [day] if kind in ("series", "compendium") else day
        program.papers.write(
            DocumentRequest(kind, workshops, "en", anonymous=anonymous, selection=chosen), out
        )
        done = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, check=True)
        told.append(done.stdout.decode())
    return " ".join(" ".join(told).split())


def fill(program: Program, day: str, name: str) -> None:
    """Write a name into everything that can be typed about a workshop."""
    block = program.agenda.add(
        day,
        f"Talk of {name} one",
        question=f"Why, {name} two?",
        instructions=f"Ask {name} three",
        materials=f"Pens of {name} four",
        room=f"House of {name} five",
        lead=f"{name}",
    ).id
    program.workshops.edit(
        day,
        title=f"Day of {name} zero",
        purpose=f"To thank {name} six",
        place=f"Yard of {name} seven",
        titles={"fr": f"Pour {name} huit"},
    )
    program.notes.add(day, f"As {name} nine said", block, "key_message")
    lesson = {"who": f"{name} ten", "place": f"at {name} eleven", "action": f"{name} twelve"}
    lesson |= {"results": f"{name} thirteen", "conditions": f"{name} fourteen"}
    laundry = program.lessons.add(day, "A laundry for all", sources=f"{name} fifteen", **lesson)
    said = program.lessons.add(day, f"As {name} sixteen said")
    for one in (laundry, said):
        program.lessons.agree(one.id)
    made = program.commitments.add(
        day, f"Visit {name} seventeen", support_needed=f"{name} eighteen"
    )
    program.commitments.report(made.id, "in_progress", "on_track", f"{name} nineteen helped")
    program.commitments.add(day, "Dig a well", who=name)
    program.evaluations.write_comment(day, f"Good all day\n{name} twenty was great")


@pytest.mark.parametrize("name", SPELLINGS)
def test_no_exit_tells_a_name_nobody_agreed_to(
    program: Program, day: str, awa: str, handed: Callable[..., str], tmp_path: Path, name: str
) -> None:
    fill(program, day, name)
    ics, csv = tmp_path / "a.ics", tmp_path / "a.csv"
    program.agenda_files.write(day, ics, "en", leads=True)
    program.agenda_files.write(day, csv, "en", leads=True)
    exits = {
        "bundle": handed(),
        "anonymous bundle": handed(anonymous=True),
        "papers": on_paper(program, day, tmp_path),
        "anonymous papers": on_paper(program, day, tmp_path, anonymous=True),
        "minutes": minutes_of(program.dossiers, day, "fr").text,
        "calendar": ics.read_text("utf-8").replace("\r\n ", ""),
        "table": csv.read_text("utf-8-sig"),
        "wall": " ".join(
            program.names_in_text.masked(day, one.id, f"{one.title} {one.question}")
            for one in program.workspace.all(AgendaBlock, workshop_id=day)
        ),
    }
    for exit_, told in exits.items():
        seen = program.names_in_text.naming([day], "nobody").found("", told)
        assert not [told[one.start : one.end] for one in seen], exit_
        assert "Dig a well" in told or exit_ in ("minutes", "calendar", "table", "wall")
        assert (
            "Good all day" in told
            or exit_ in ("minutes", "calendar", "table", "wall")
            or ("bundle" in exit_)
        )


def test_what_names_somebody_goes_to_ones_own_group(
    program: Program, day: str, awa: str, handed: Callable[..., str]
) -> None:
    program.notes.add(day, "As Awa Diouf said")
    assert "As Awa Diouf said" in handed(role="own_group")
    assert "As Awa Diouf said" not in handed()


def test_who_agreed_is_named(
    program: Program, day: str, khady: str, handed: Callable[..., str], tmp_path: Path
) -> None:
    fill(program, day, KHADY)
    assert program.names_in_text.of([day]) == []
    told = handed()
    paper = on_paper(program, day, tmp_path)
    for word in ("nine", "ten", "sixteen", "seventeen"):
        assert f"{KHADY} {word}" in told
        assert f"{KHADY} {word}" in paper
    assert f"{KHADY} nine" not in handed(anonymous=True)


def test_what_stays_is_counted(program: Program, day: str, awa: str, office: Program) -> None:
    program.notes.add(day, "As Awa Diouf said")
    preview = program.sharing.preview([day], [office.identity.card("other").recipient()])
    assert ("note", "named", 1) in {(w.kind, w.reason, w.count) for w in preview.withheld}
    told = program.dossiers.gather(day, "en").withheld
    assert ("note", "named", 1) in {(w.kind, w.reason, w.count) for w in told}


def only(program: Program, day: str) -> Finding:
    (found,) = program.names_in_text.of([day])
    return found


def test_a_finding_says_who_is_named_where(program: Program, day: str, awa: str) -> None:
    note = program.notes.add(day, "Then awa and Diouf Awa came")
    found = only(program, day)
    assert (found.kind, found.record, found.field) == ("note", note.id, "text")
    assert [found.text[start:end] for start, end in found.spans] == ["awa", "Diouf Awa"]
    assert (found.people, found.names, found.sure) == ((awa,), (AWA,), True)
    assert found.missing == (consent.SHARE, consent.LIST)


def test_this_is_not_she_holds_until_the_text_changes(
    program: Program, day: str, awa: str, handed: Callable[..., str]
) -> None:
    note = program.notes.add(day, "Awa is a river here")
    program.names_in_text.decide(only(program, day), "not_her")
    assert program.names_in_text.of([day]) == []
    assert "Awa is a river here" in handed()
    program.notes.edit(note.id, text="Awa is a wide river here")
    assert only(program, day).text == "Awa is a wide river here"
    assert "wide river" not in handed()


def test_a_text_left_here_is_told_as_that(
    program: Program, day: str, awa: str, handed: Callable[..., str], office: Program
) -> None:
    program.notes.add(day, "Awa was beaten")
    program.names_in_text.decide(only(program, day), "keep")
    assert only(program, day).kept
    assert "beaten" not in handed()
    preview = program.sharing.preview([day], [office.identity.card("other").recipient()])
    assert ("note", "kept", 1) in {(w.kind, w.reason, w.count) for w in preview.withheld}
    program.names_in_text.undecide(only(program, day))
    assert not only(program, day).kept


def test_she_agrees_after_all(
    program: Program, day: str, awa: str, handed: Callable[..., str], tmp_path: Path
) -> None:
    program.notes.add(day, "Awa leads the choir", kind="key_message")
    program.names_in_text.agrees(only(program, day), day)
    answers = program.people.answers(day, awa)
    assert {answers[one].status for one in (consent.SHARE, consent.LIST)} == {"given"}
    assert "Awa leads the choir" in handed()
    assert "Awa leads the choir" in on_paper(program, day, tmp_path)


def test_who_refused_to_be_stored_is_told_as_that(program: Program, day: str, awa: str) -> None:
    program.people.consent(day, awa, {consent.STORE: "refused"})
    program.notes.add(day, "Awa leads the choir")
    assert only(program, day).missing == (consent.STORE, consent.SHARE, consent.LIST)


def test_taking_a_yes_back_holds_the_text_back(
    program: Program, day: str, khady: str, handed: Callable[..., str]
) -> None:
    program.notes.add(day, "Khady leads the choir")
    assert "choir" in handed()
    program.people.consent(day, khady, {consent.SHARE: "withdrawn"})
    assert "choir" not in handed()


def test_a_reworded_text_leaves(
    program: Program, day: str, awa: str, handed: Callable[..., str]
) -> None:
    note = program.notes.add(day, "Awa told of violence")
    program.notes.edit(note.id, text="A woman told of violence")
    assert program.names_in_text.of([day]) == []
    assert "A woman told of violence" in handed()


def test_the_name_of_somebody_met_later_is_found(program: Program, day: str) -> None:
    program.notes.add(day, "Fatoumata Sarr spoke first")
    assert program.names_in_text.of([day]) == []
    person = program.people.walk_in(day, "Sarr Fatoumata", "1-am").person
    assert only(program, day).people == (person.id,)
    program.people.edit(person.id, name="Someone Else")
    assert only(program, day).people == (person.id,)  # the text says her earlier name still


def test_somebody_of_another_workshop_is_found_by_her_name(program: Program, day: str) -> None:
    other = program.workshops.create("Other", "2022-09-23").id
    person = program.people.walk_in(other, "Fatoumata Sarr", "1-am").person
    program.notes.add(day, "sarr fatoumata spoke, fatoumata is her name")
    assert only(program, day).people == (person.id,)
    program.people.consent(other, person.id, {consent.SHARE: "given", consent.LIST: "given"})
    assert program.names_in_text.of([day]) == []


@pytest.mark.parametrize("choice", ["agreed", "organisation", "keep"])
def test_a_typed_lead_waits_until_it_is_settled(
    program: Program, day: str, handed: Callable[..., str], choice: str, tmp_path: Path
) -> None:
    program.agenda.add(day, "Talk", lead="Bintou Keita")
    found = only(program, day)
    assert (found.kind, found.field, found.typed) == ("agenda_block", "lead", True)
    assert "Bintou" not in handed()
    assert "Bintou" not in on_paper(program, day, tmp_path)
    program.names_in_text.decide(found, choice)  # type: ignore[arg-type]
    assert ("Bintou" in handed()) is (choice != "keep")
    assert ("Bintou" in on_paper(program, day, tmp_path)) is (choice != "keep")


def test_a_person_typed_as_who_promises_waits(
    program: Program, day: str, handed: Callable[..., str], khady: str
) -> None:
    program.commitments.add(day, "Dig a well", who="Bintou Keita")
    program.commitments.add(day, "Build a road", who="Ministry of Roads")
    assert "Ministry of Roads" not in handed()
    found, other = sorted(program.names_in_text.of([day]), key=lambda one: one.text)
    program.names_in_text.is_organisation(other)
    assert "Ministry of Roads" in handed()
    assert only(program, day) == found
    assert (found.kind, found.field, found.typed) == ("commitment", "who", True)
    assert "Bintou" not in handed()
    assert "Dig a well" in handed()
    assert program.names_in_text.choices(day) == [(khady, KHADY)]
    program.names_in_text.is_person(found, khady)
    assert program.names_in_text.of([day]) == []
    told = {one.what: (one.who, one.organisation_id) for one in program.workspace.all(Commitment)}
    assert told["Dig a well"] == (KHADY, "")


def test_leads_who_agreed_may_stand_together(
    program: Program, day: str, khady: str, awa: str, handed: Callable[..., str]
) -> None:
    program.agenda.add(day, "Talk", lead="Khady Ndiaye")
    program.agenda.add(day, "Song", lead="Khady & Awa")
    assert {one.text for one in program.names_in_text.of([day])} == {"Khady & Awa"}
    program.people.consent(day, awa, {consent.SHARE: "given", consent.LIST: "given"})
    assert program.names_in_text.of([day]) == []
    assert "Khady & Awa" in handed()


def test_every_text_that_names_a_person_is_told_the_bin_too(
    program: Program, day: str, khady: str
) -> None:
    first = program.notes.add(day, "Khady said")
    second = program.notes.add(day, "ndiaye khady cried")
    program.notes.delete(second.id)
    program.notes.add(day, "Nobody")
    found = texts_naming(program.workspace, khady)
    assert {(one.kind, one.record, one.field) for one in found} == {
        ("note", first.id, "text"),
        ("note", second.id, "text"),
    }


def test_a_finding_is_found_by_its_key(program: Program, day: str, awa: str) -> None:
    program.notes.add(day, "Awa said")
    assert program.names_in_text.find([day], only(program, day).key) == only(program, day)
    with pytest.raises(FindingUnknown):
        program.names_in_text.find([day], "0000000000")


def test_on_the_wall_an_everyday_word_in_small_letters_stays(program: Program, day: str) -> None:
    program.people.walk_in(day, "Hope", "1-am")
    program.people.walk_in(day, "Awa", "1-am")
    masked = program.names_in_text.masked
    for ready in (False, True):
        if ready:
            program.names_in_text.make_ready()
        assert masked(day, "x", "What gives you hope?") == "What gives you hope?"
        assert masked(day, "x", "Hope and awa speak") == "[…] and […] speak"


def test_every_freely_typed_field_is_looked_into() -> None:
    for kind in KINDS:
        for rule in fields_of(kind):
            typed = rule.leaves in ("text", "words", "lesson", "lead", "typed", "caption")
            assert (rule.name in free_texts(kind)) or not typed
    assert "text" in free_texts("note")
    assert isinstance(Note, type)
