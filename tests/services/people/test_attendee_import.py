"""Rows of a list: who is who, and what a file may not overrule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from carefacilitator.i18n import Words
from carefacilitator.interchange.people.remarks import say_remark
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Organisation, Person
from carefacilitator.services.people.attendee_import import PeopleImported
from carefacilitator.services.program import Program

SLOT = "1-am"
Bring = Callable[..., PeopleImported]

ANA = "2022-07-11 09:00,Ana Núñez,Group A,ana@example.org,+00 1,Woman,Yes,Yes"
ROSA = "2022-07-12 09:00,Rosa,Group B,,+00 2,Woman,Yes,No"


def figures(made: PeopleImported) -> tuple[int, int, int, int]:
    return (made.added, made.counted, made.updated, made.unchanged)


def people(program: Program, day: str) -> dict[str, Person]:
    return {line.person.name: line.person for line in program.people.lines(day, "")}


# --- who is who -----------------------------------------------------------------------------------


def test_an_updated_export_updates(program: Program, day: str, bring: Bring) -> None:
    bring(ANA, ROSA)
    moved = ANA.replace("+00 1", "+00 9").replace("Group A", "Group C")
    made = bring(moved.replace("Ana Núñez", "Ana María Núñez"), ROSA, "2022-07-13,Zoe,,,,,Yes,")
    assert figures(made) == (1, 0, 1, 1)
    ana = people(program, day)["Ana María Núñez"]
    assert (ana.phone, ana.email) == ("+00 9", "ana@example.org")
    assert program.workspace.get(Organisation, ana.organisation_id).name == "Group C"
    assert len(people(program, day)) == 3


def test_one_address_is_one_person_in_any_spelling(
    program: Program, day: str, bring: Bring
) -> None:
    bring(ANA)
    made = bring(ANA.replace("ana@", "ANA@").replace("Ana Núñez", "Núñez Ana"))
    assert figures(made) == (0, 0, 1, 0)
    assert len(people(program, day)) == 1


def test_an_address_that_a_group_shares_makes_nobody_disappear(
    program: Program, day: str, bring: Bring
) -> None:
    rows = [ANA, ANA.replace("Ana Núñez", "Fatima").replace("+00 1", "+00 7")]
    assert figures(bring(*rows)) == (2, 0, 0, 0)
    assert {one.phone for one in people(program, day).values()} == {"+00 1", "+00 7"}
    assert [one.reason for one in program.people.likely_same(day)] == ["email"]
    assert figures(bring(*reversed(rows))) == (0, 0, 0, 2)
    renamed = [rows[0], rows[1].replace("Fatima", "Fatima Zahra")]
    assert figures(bring(*renamed)) == (0, 0, 1, 1)


def test_name_and_organisation_in_any_letters(program: Program, day: str, bring: Bring) -> None:
    bring("2022-07-11,أسماء,جمعية الرعاية,,,,Yes,", ROSA)
    again = bring("2022-07-11,اسماء,جمعيه الرعايه,,,,Yes,", ROSA.replace("Rosa", "ROSA"))
    assert again.added == 0
    elsewhere = bring(ROSA.replace("Group B", "Group A"))
    assert elsewhere.added == 1
    assert [one.reason for one in program.people.likely_same(day)] == ["name"]


def test_the_same_name_with_another_address_is_proposed_only(
    program: Program, day: str, bring: Bring
) -> None:
    bring(ANA)
    made = bring(ANA.replace("ana@", "nunez@"))
    assert made.added == 1
    assert len(program.people.likely_same(day)) == 1


def test_two_rows_about_one_person_are_told(program: Program, day: str, bring: Bring) -> None:
    made = bring(ROSA, ANA, ROSA.replace("+00 2", ""))
    assert figures(made) == (2, 0, 0, 1)
    assert [(one.code, one.row, one.text) for one in made.remarks] == [("same_as_row", 4, "2")]
    assert people(program, day)["Rosa"].phone == "+00 2"


def test_only_this_workshop_counts(program: Program, day: str, bring: Bring) -> None:
    other = program.workshops.create("Another day").id
    program.people.walk_in(other, "Rosa, Group B", SLOT)
    assert bring(ROSA).added == 1
    (likely,) = program.people.likely_elsewhere(day)
    assert likely.reason == "name"
    program.people.say_same(likely.first.id, likely.second.id, same=False)
    assert program.people.likely_elsewhere(day) == []


def test_an_organisation_is_known_by_its_acronym(program: Program, day: str, bring: Bring) -> None:
    bring(ROSA)
    (known,) = program.workshops.organisations()
    with program.workspace.change("organisation_edit") as change:
        change.set(Organisation, known.id, acronym="GB")
    assert figures(bring(ROSA.replace("Group B", "GB"))) == (0, 0, 0, 1)
    assert len(program.workshops.organisations()) == 1


# --- what a file may not overrule -----------------------------------------------------------------


def test_what_was_corrected_by_hand_stands(program: Program, day: str, bring: Bring) -> None:
    bring(ANA)
    ana = people(program, day)["Ana Núñez"].id
    program.people.edit(ana, phone="+00 5", gender="non_binary", organisation="Group D")
    assert figures(bring(ANA)) == (0, 0, 0, 1)
    assert people(program, day)["Ana Núñez"].phone == "+00 5"
    assert figures(bring(ANA.replace("+00 1", "+00 6"))) == (0, 0, 1, 0)
    told = people(program, day)["Ana Núñez"]
    assert (told.phone, told.gender) == ("+00 6", "non_binary")


def test_a_yes_in_a_file_never_takes_back_a_no(program: Program, day: str, bring: Bring) -> None:
    bring(ANA)
    ana = people(program, day)["Ana Núñez"].id
    for said in ("refused", "withdrawn"):
        program.people.consent(day, ana, {"photo": said})
        assert figures(bring(ANA)) == (0, 0, 0, 1)
        (line,) = program.people.lines(day, "")
        assert line.consents["photo"] == said


def test_a_new_answer_in_an_updated_export_is_taken(
    program: Program, day: str, bring: Bring
) -> None:
    bring(ROSA)
    made = bring(ROSA.replace("Yes,No", "Yes,Yes"))
    assert figures(made) == (0, 0, 1, 0)
    assert program.people.lines(day, "")[0].consents["photo"] == "given"
    bring(ROSA)
    assert program.people.lines(day, "")[0].consents["photo"] == "refused"


def test_who_was_taken_off_the_list_stays_off(program: Program, day: str, bring: Bring) -> None:
    bring(ANA, ROSA)
    rosa = next(one for one in program.people.lines(day, "") if one.person.name == "Rosa")
    program.people.remove(rosa.participation.id)
    made = bring(ANA, ROSA)
    assert figures(made) == (0, 0, 0, 2)
    assert [(one.code, one.row) for one in made.remarks] == [("taken_off_list", 3)]
    assert list(people(program, day)) == ["Ana Núñez"]


# --- who does not agree to be stored --------------------------------------------------------------


def test_a_later_row_that_refuses_wins(
    program: Program, bring: Bring, everything: Callable[[], str]
) -> None:
    refusing = ROSA.replace("Yes,No", "No,No")
    made = bring(ANA, ROSA, refusing)
    assert figures(made) == (1, 1, 0, 1)
    assert "Rosa" not in everything()
    assert "Group B" not in everything()


def test_who_agrees_after_all_is_stored(program: Program, day: str, bring: Bring) -> None:
    made = bring(ROSA.replace("Yes,No", "No,No"), ROSA)
    assert figures(made) == (1, 0, 0, 1)
    assert program.people.heads(day, SLOT) == {}


def test_who_no_longer_agrees_is_told_and_nothing_leaves(
    program: Program, day: str, bring: Bring
) -> None:
    bring(ANA, ROSA)
    made = bring(ANA, ROSA.replace("Yes,No", "No,No").replace("+00 2", "+00 8"))
    assert figures(made) == (0, 0, 1, 1)
    assert [(one.code, one.row) for one in made.remarks] == [("no_longer_stored", 3)]
    rosa = next(one for one in program.people.lines(day, "") if one.person.name == "Rosa")
    assert rosa.consents["store"] == "refused"
    assert rosa.person.phone == "+00 2"
    found = program.workshops.find(day)
    assert "Rosa" not in str(program.sharing.parcel(found, "own_group").operations)
    program.history.undo()
    assert program.people.lines(day, "")[1].consents["store"] == "given"


def test_more_refusals_raise_the_number(program: Program, day: str, bring: Bring) -> None:
    refusing = [ROSA.replace("Yes,No", "No,No").replace("Rosa", name) for name in ("A B", "C D")]
    bring(refusing[0])
    assert bring(*refusing).counted == 2
    assert program.people.invited_unstored(day) == 2
    program.people.set_heads(day, SLOT, "woman", 4)
    bring(refusing[0])
    assert program.people.room(day, SLOT).counted == 4, "who refused was only invited"
    program.people.set_heads(day, SLOT, "not_stored", 1)
    assert program.people.room(day, SLOT).counted == 5


# --- what a facilitator does not ask --------------------------------------------------------------


def test_what_is_hidden_here_is_not_brought_in(program: Program, day: str, tmp_path: Path) -> None:
    program.workshops.edit(
        day, hidden_fields=hidden_questions.fields_to_hide(["gender", "difficulties"])
    )
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Gender,Phone,Do you have difficulty seeing?\nParticipant 001,Woman,55 1234,No\n"
    )
    made = program.attendees.bring(day, program.attendees.read(path))
    (person,) = program.workspace.all(Person)
    assert (person.gender, person.phone) == ("", "55 1234")
    assert "gender" in [one.field for one in made.remarks if one.code == "not_asked_here"]
    program.people.mark(program.people.lines(day, "1-am")[0].participation.id, "1-am")
    told = program.dossiers.figures([day])
    assert (told.people_named, told.by_gender) == (1, {})
    assert told.by_age == {"not_recorded": 1}


def test_a_table_of_headings_only_is_told(program: Program, day: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Organisation\n")
    made = program.attendees.bring(day, program.attendees.read(path))
    assert [one.code for one in made.remarks] == ["no_rows"]
    assert "nobody is added" in say_remark(Words("en"), made.remarks[0])


def test_what_only_an_undone_import_told_is_not_known(
    program: Program, day: str, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Organisation,E-mail\nParticipant 001,Care Union,p1@example.org\n")
    program.attendees.bring(day, program.attendees.read(path))
    program.history.undo()
    path.write_text("Name,Organisation\nParticipant 001,Care Union\n")
    program.attendees.bring(day, program.attendees.read(path))
    (person,) = program.workspace.all(Person)
    assert person.email == ""


def test_what_an_import_completed_is_unknown_again_after_undo(
    program: Program, day: str, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    program.people.walk_in(day, "Participant 001, Care Union", "1-am")
    path.write_text("Name,Organisation,Phone\nParticipant 001,Care Union,55 1234\n")
    for _ in range(2):
        made = program.attendees.bring(day, program.attendees.read(path))
        assert made.updated == 1, "what was undone can come again"
        assert program.workspace.all(Person)[0].phone == "55 1234"
        program.history.undo()
        assert program.workspace.all(Person)[0].phone == ""
