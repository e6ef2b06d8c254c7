from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Lesson
from carefacilitator.services.failures import BadDate, EmptyName
from carefacilitator.services.findings.commitments import CommitmentView
from carefacilitator.services.program import Program


def still_open(program: Program, workshop: str = "") -> list[CommitmentView]:
    return program.commitments.soonest_open(999, workshop).views


def test_a_note_becomes_a_lesson_in_one_step_and_keeps_its_link(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    notes = [view.note for view in sample.notes.of(workshop)][1:3]
    for note in notes:
        sample.notes.code(note.id, "five_r", ("reward",))
    lesson = sample.lessons.from_notes(workshop, [note.id for note in notes])
    view = sample.lessons.of(workshop)[-1]
    assert view.lesson.id == lesson.id
    assert view.evidence == tuple(notes)
    assert view.codes == ("reward",)
    assert view.lesson.status == "draft"
    assert notes[0].text in view.lesson.text


def test_the_group_agrees_and_a_draft_comes_back(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    draft = next(v.lesson for v in sample.lessons.of(workshop) if v.lesson.status == "draft")
    sample.lessons.agree(draft.id)
    assert sample.workspace.get(Lesson, draft.id).status == "validated_group"
    sample.history.undo()
    assert sample.workspace.get(Lesson, draft.id).status == "draft"


def test_a_lesson_has_versions_in_several_languages(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    lesson = sample.lessons.of(workshop)[0].lesson
    sample.lessons.edit(lesson.id, texts={"es": "Sin licencia", "ar": "بدون إجازة"})
    sample.lessons.edit(lesson.id, texts={"es": "Sin licencias"})
    shown = sample.workspace.get(Lesson, lesson.id)
    assert shown.texts == {"es": "Sin licencias", "ar": "بدون إجازة"}
    sample.lessons.edit(lesson.id, texts={"ar": ""})
    assert sample.workspace.get(Lesson, lesson.id).texts == {"es": "Sin licencias"}


def test_a_lesson_without_words_is_refused(program: Program) -> None:
    with pytest.raises(EmptyName):
        program.lessons.add(program.workshops.create("Day").id, " ")


def test_commitments_have_who_what_and_when(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    made = sample.commitments.add(workshop, "Open a crèche", "Municipality A", "2023-05-01")
    view = next(v for v in sample.commitments.of(workshop) if v.commitment.id == made.id)
    assert (view.who, view.commitment.due, view.workshop_code) == (
        "Municipality A",
        "2023-05-01",
        "W4",
    )
    with pytest.raises(BadDate):
        sample.commitments.edit(made.id, due="2023-02-31")


def test_status_and_track_are_two_things_and_history_tells_how_it_went(sample: Program) -> None:
    late = next(v for v in still_open(sample) if v.commitment.code == "K13")
    assert (late.commitment.status, late.commitment.track) == ("in_progress", "off_track")
    sample.commitments.report(late.commitment.id, "completed", "on_track", "Both are open")
    assert [u.text for u in sample.commitments.updates(late.commitment.id)] == ["Both are open"]
    assert "K13" not in [v.commitment.code for v in still_open(sample)]


def test_still_open_from_last_time_comes_from_the_programme_and_its_organisations(
    sample: Program,
) -> None:
    workshop = sample.workshops.find("W4").id
    codes = [view.commitment.code for view in still_open(sample, workshop)]
    assert "K13" in codes  # same programme, made in W3
    assert "K12" not in codes  # made in W4 itself
    assert codes[0] in {"K05", "K13"}  # due first


@pytest.mark.parametrize("code", ["", "W1", "W4"])
def test_a_small_list_shows_the_first_of_what_is_open_and_counts_the_rest(
    sample: Program, code: str
) -> None:
    workshop = sample.workshops.find(code).id if code else ""
    every = still_open(sample, workshop)
    days = [view.commitment.due or "9999" for view in every]
    assert days == sorted(days)
    assert any(view.codes for view in every)
    for view in every:
        assert view.codes == sample.codes.of(view.commitment.id, "five_r")
    assert sample.commitments.soonest_open(2, workshop) == (every[:2], len(every))


def test_every_label_that_is_written_has_words(sample: Program) -> None:
    import re
    from pathlib import Path

    from carefacilitator import services
    from carefacilitator.i18n import Words
    from carefacilitator.services.upkeep.undo import label_words, labels

    folder = Path(str(services.__file__)).parent
    written = set()
    for file in [*folder.rglob("*.py"), *(folder.parent / "storage").rglob("*.py")]:
        written |= set(re.findall(r'\.change\(\s*"([a-z_]+)"', file.read_text("utf-8")))
        written |= set(re.findall(r'new_change\("([a-z_]+)"', file.read_text("utf-8")))
    assert written
    assert written - labels() == set()
    assert label_words("mark_absent", 12, Words("en")) == "mark 12 people absent"
