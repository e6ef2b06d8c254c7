"""What is worth a minute before people leave."""

from __future__ import annotations

from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Evaluation
from carefacilitator.services.documents.closing_checklist import Item
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id

W4 = sample_id("W4")


def items(program: Program, workshop: str) -> dict[str, Item]:
    return {item.key: item for item in program.checklist.of(workshop)}


def test_w4_is_as_the_scenario_left_it(sample: Program) -> None:
    found = sample.checklist.of(W4)
    assert [item.key for item in found if not item.done] == ["lessons", "evaluation"]
    told = items(sample, W4)
    assert told["lessons"].counts == {"lessons": 4, "open": 1}
    assert told["lessons"].page == "harvest"
    assert told["attendance"].counts == {"named": 28, "counted": 3, "unmarked": 0}
    assert told["consent"].counts["not_shared"] == 5
    assert told["commitments"].counts == {"commitments": 3, "incomplete": 0}
    assert told["notes"].counts["notes"] == 4


def test_each_thing_can_be_put_right(sample: Program) -> None:
    sample.lessons.agree(items(sample, W4)["lessons"].record)
    with sample.workspace.change("evaluation_note") as change:
        change.put(
            Evaluation(
                id=ids.evaluation_id(W4, "useful", "yes"),
                workshop_id=W4,
                question="useful",
                answer="yes",
                count=12,
            )
        )
    assert all(item.done for item in sample.checklist.of(W4))


def test_a_walk_in_waits_for_consent(sample: Program) -> None:
    line = sample.people.walk_in(W4, "Participant 950", "1-am")
    told = items(sample, W4)["consent"]
    assert (told.done, told.counts["missing"], told.record) == (False, 1, line.participation.id)
    sample.people.usual_consent(W4, line.person.id)
    assert items(sample, W4)["consent"].done


def test_commitments_need_who_and_when(sample: Program) -> None:
    made = sample.commitments.add(W4, "Meet again")
    told = items(sample, W4)["commitments"]
    assert (told.done, told.record, told.text) == (False, made.id, "Meet again")
    sample.commitments.edit(made.id, organisation="Trade union A", due="2023-01-01")
    assert items(sample, W4)["commitments"].done


def test_a_note_without_a_block_is_found(sample: Program) -> None:
    note = sample.notes.add(W4, "Somewhere.")
    told = items(sample, W4)["notes"]
    assert (told.done, told.record, told.page) == (False, note.id, "facilitate")


def test_an_empty_workshop_waits_for_people(program: Program) -> None:
    workshop = program.workshops.create("Empty").id
    waiting = [item.key for item in program.checklist.of(workshop) if not item.done]
    assert waiting == ["attendance", "evaluation"]


def test_there_is_no_tick_for_nothing(program: Program) -> None:
    workshop = program.workshops.create("Empty").id
    assert list(items(program, workshop)) == ["attendance", "evaluation", "conflicts"]
    made = program.commitments.add(workshop, "Meet again", "Trade union A", "2023-01-01")
    program.commitments.make_organisation(made.id)
    told = [(item.key, item.done) for item in program.checklist.of(workshop)]
    assert told == [
        ("attendance", False),
        ("evaluation", False),
        ("commitments", True),
        ("conflicts", True),
    ]


def test_notes_without_a_lesson_or_a_commitment_wait_for_one(program: Program) -> None:
    workshop = program.workshops.create("Talk").id
    program.notes.add(workshop, "Care is work.")
    waiting = [item for item in program.checklist.of(workshop) if not item.done]
    assert [item.key for item in waiting] == [
        "attendance",
        "notes",
        "lessons",
        "commitments",
        "evaluation",
    ]
    assert waiting[2].counts == {"lessons": 0, "open": 0}
    assert waiting[3].counts == {"commitments": 0, "incomplete": 0}


def test_photos_wait_until_it_is_said_who_is_in_them(sample: Program) -> None:
    import io

    from PIL import Image

    from carefacilitator.services.pictures.photos import SHEET

    assert "photos" not in items(sample, W4)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    photo = sample.photos.add(W4, out.getvalue()).photo
    waiting = items(sample, W4)["photos"]
    assert (waiting.done, waiting.page, waiting.record) == (False, "facilitate", photo.id)
    assert waiting.counts == {"photos": 1, "unsaid": 1}
    sample.photos.show_people([photo.id], [])
    assert items(sample, W4)["photos"].done
    sample.photos.remove(photo.id)
    sample.photos.add(W4, out.getvalue(), SHEET)
    assert "photos" not in items(sample, W4)
