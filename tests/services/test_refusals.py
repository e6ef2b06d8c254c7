"""What a person refused for her words holds after she was forgotten, wherever they would go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from carefacilitator.model.privacy.consent import OTHER, OWN_GROUP
from carefacilitator.model.records.records import Note
from carefacilitator.services.facilitation.polls import DOTS
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

WORDS = "My husband must never hear of this."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


def _said(program: Program, **answers: str) -> tuple[str, str, str]:
    """A workshop (id) in which a person (id) said something (note id), with her answers."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    person = program.people.walk_in(workshop, "Participant 910", "1-am").person.id
    note = program.notes.add(workshop, WORDS, speaker_person_id=person).id
    program.people.consent(workshop, person, {"store": "given", **answers})
    return workshop, person, note


def _leaves(program: Program, workshop: str, circle: str) -> bool:
    found = program.workshops.find(workshop)
    ops = program.sharing.parcel(found, circle).operations  # type: ignore[arg-type]
    return any(op.value == WORDS for op in ops)


def _is_told(program: Program, workshop: str, *, anonymous: bool) -> bool:
    told = program.dossiers.gather(workshop, "en", anonymous)
    kept = {(one.kind, one.reason) for one in told.withheld}
    shown = any(one.text == WORDS for one in told.notes)
    assert shown or ("note", "quote") in kept
    return shown


@pytest.mark.parametrize("answer", ["refused", "not_asked"])
def test_words_of_somebody_forgotten_stay_unquoted(program: Program, answer: str) -> None:
    workshop, person, _ = _said(program, share_secretariat="given", quote=answer)
    assert not _leaves(program, workshop, OTHER)
    program.people.forget(person)
    assert not _leaves(program, workshop, OTHER)
    assert _leaves(program, workshop, OWN_GROUP)
    for anonymous in (False, True):
        assert not _is_told(program, workshop, anonymous=anonymous)


def test_words_she_agreed_to_have_quoted_remain_without_her(program: Program) -> None:
    workshop, person, _ = _said(program, share_secretariat="given", quote="given")
    program.people.forget(person)
    assert _leaves(program, workshop, OTHER)
    assert _is_told(program, workshop, anonymous=False)


def test_who_took_back_being_stored_is_quoted_to_nobody(program: Program) -> None:
    workshop, person, _ = _said(program, share_secretariat="given", quote="given")
    program.people.consent(workshop, person, {"store": "withdrawn"})
    program.people.forget(person)
    assert not _leaves(program, workshop, OTHER)
    assert not _leaves(program, workshop, OWN_GROUP)


def test_the_second_laptop_keeps_the_refusal_too(
    program: Program, office: Program, tmp_path: Path
) -> None:
    workshop, person, _ = _said(program, share_secretariat="given", quote="refused")
    program.people.forget(person)
    out = tmp_path / "one.carebundle"
    own = replace(office.identity.card(), role="own_group").recipient()
    program.sharing.export([workshop], out, [own])
    office.arrivals.apply(out, trust=True)
    assert _leaves(office, workshop, OWN_GROUP)
    assert not _leaves(office, workshop, OTHER)


def test_joining_and_splitting_keep_the_refusal(program: Program) -> None:
    workshop, person, note = _said(program, quote="refused")
    other = program.notes.add(workshop, "And another thing.").id
    program.people.forget(person)
    assert program.notes.join([other, note]).not_quoted
    assert program.notes.split(other, 5).not_quoted
    options = program.counting.options(workshop)
    assert not [one for one in options if one.not_quoted]
    asked = program.counting.ask(
        workshop, "", DOTS, "Which?", [program.workspace.get(Note, other), "Water"]
    )
    assert [one.text for one in asked.lines] == ["Water"]


# --- the same words said again --------------------------------------------------------------------


def _repeats(program: Program, workshop: str) -> set[tuple[str, str]]:
    return {(one.kind, one.record) for one in program.repeats.of(workshop)}


def test_a_lesson_that_repeats_refused_words_is_told_and_not_dropped(program: Program) -> None:
    workshop, person, note = _said(program, share_secretariat="given", quote="refused")
    lesson = program.lessons.from_notes(workshop, [note]).id
    promise = program.commitments.add(workshop, f"We answer: “{WORDS.upper()}”").id
    again = program.notes.add(workshop, WORDS).id
    program.lessons.add(workshop, "Men must hear of care work.")
    told = {("lesson", lesson), ("commitment", promise), ("note", again)}
    assert _repeats(program, workshop) == told
    waiting = {one.key: one for one in program.checklist.of(workshop) if not one.done}["words"]
    assert (waiting.page, waiting.record, waiting.counts) == ("harvest", lesson, {"repeats": 3})
    assert _leaves(program, workshop, OTHER), "a lesson is the group's own"
    program.people.forget(person)
    assert _repeats(program, workshop) == told
    program.lessons.edit(lesson, text="What is said here may be dangerous at home.")
    assert _repeats(program, workshop) == told - {("lesson", lesson)}


def test_an_answer_or_other_words_end_the_warning(program: Program) -> None:
    workshop, person, note = _said(program, quote="refused")
    program.lessons.from_notes(workshop, [note])
    assert _repeats(program, workshop)
    program.people.consent(workshop, person, {"quote": "given"})
    assert _repeats(program, workshop) == set()
    assert "words" not in {one.key for one in program.checklist.of(workshop)}


def test_a_language_version_and_a_note_in_the_bin_count(program: Program) -> None:
    workshop, _, note = _said(program, quote="refused")
    lesson = program.lessons.add(workshop, "A lesson.", texts={"es": WORDS}).id
    program.notes.delete(note)
    assert _repeats(program, workshop) == {("lesson", lesson)}
