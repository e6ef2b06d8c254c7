"""Two women of one name stay two; a row stays with its person, whatever was corrected."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefacilitator.interchange.tables.refusals import RowNotThere
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Person
from carefacilitator.services.people.attendee_import import PeopleImported
from carefacilitator.services.program import Program
from carefacilitator.storage.doctor import snapshot
from carefacilitator.storage.workspace import open_workspace

Bring = Callable[..., PeopleImported]

HEADS = "Nombre,Comunidad,Teléfono,Edad,Sexo"
MARIAS = ("María Pech,San Juan,9991110001,30,Mujer", "María Pech,Santa Rosa,9992220002,30,Mujer")


def figures(made: PeopleImported) -> tuple[int, int, int, int]:
    return (made.added, made.counted, made.updated, made.unchanged)


def everybody(program: Program, day: str) -> list[Person]:
    return [line.person for line in program.people.lines(day, "", apart=True)]


@pytest.mark.parametrize(
    ("second", "people"),
    [
        ("María Pech,San Juan,9992220002,30,Mujer", 2),
        ("María Pech,Santa Rosa,9991110001,30,Mujer", 2),
        ("María Pech,San Juan,9991110001,50,Mujer", 2),
        ("María Pech,San Juan,9991110001,30,Hombre", 2),
        ("María Pech,,,,", 1),
        ("MARIA PECH,San Juan,+52 999 111 0001,30,Mujer", 1),
        ('María Pech,"San Juan, Yucatán",9991110001,30,Prefiero no decir', 1),
        ("María Pech,San Juan,01 999 111 0001,32,F", 1),
    ],
)
def test_what_keeps_equal_names_apart(
    program: Program, day: str, bring: Bring, second: str, people: int
) -> None:
    rows = (MARIAS[0], second)
    made = bring(*rows, heads=HEADS)
    assert made.added == people
    assert len(everybody(program, day)) == people
    codes = [(one.code, one.row, one.text) for one in made.remarks]
    assert codes == [("kept_apart" if people == 2 else "same_as_row", 3, "2")]
    assert len(program.people.likely_same(day)) == people - 1, "likely ones are proposed"
    before = snapshot(program.workspace)
    assert figures(bring(*rows, heads=HEADS)) == (0, 0, 0, 2)
    assert snapshot(program.workspace) == before


def test_a_short_name_is_proposed_too(program: Program, day: str, bring: Bring) -> None:
    bring("Ana,San Juan,9991110001,,", "Ana,Santa Rosa,9992220002,,", heads=HEADS)
    assert [one.reason for one in program.people.likely_same(day)] == ["name"]


def test_who_tells_nothing_more_is_nobody_of_both(program: Program, day: str, bring: Bring) -> None:
    rows = (*MARIAS, "María Pech,,,,")
    assert bring(*rows, heads=HEADS).added == 3
    assert figures(bring(*rows, heads=HEADS)) == (0, 0, 0, 3)
    assert figures(bring(*reversed(rows), heads=HEADS)) == (0, 0, 0, 3)


def test_capitals_do_not_take_the_place_of_letters(
    program: Program, day: str, bring: Bring
) -> None:
    bring("María Pech,San Juan,9991110001,,", "MARIA PECH,San Juan,9991110001,,", heads=HEADS)
    assert [one.name for one in everybody(program, day)] == ["María Pech"]
    bring("MARIA PECH,San Juan,9991110001,,", heads=HEADS)
    assert [one.name for one in everybody(program, day)] == ["María Pech"]
    bring("Maria Pech,San Juan,9991110001,,", heads=HEADS)
    assert [one.name for one in everybody(program, day)] == ["Maria Pech"]


@pytest.mark.parametrize("head", ["KEY", "_uuid", "meta/instanceID", "Attendee #", "Contact ID"])
def test_the_forms_own_id_holds_whatever_was_corrected(
    program: Program, day: str, bring: Bring, head: str
) -> None:
    heads = f"{head},Nombre,Comunidad,Teléfono"
    bring("k:1,Ana Balam,San Juan,9991110001", "k:2,Berta Chan,,", heads=heads)
    made = bring("k:1,Juana Uc,Tixcacal,9993330003", "k:2,Berta Chan,,", heads=heads)
    assert figures(made) == (0, 0, 1, 1)
    assert [one.name for one in everybody(program, day)] == ["Berta Chan", "Juana Uc"]


def test_running_numbers_of_two_lists_join_nobody(program: Program, day: str, bring: Bring) -> None:
    heads = "Folio,Nombre,Comunidad,Teléfono"
    bring("1,Ana Balam,San Juan,9991110001", "2,Berta Chan,San Juan,", heads=heads)
    made = bring("1,María Uc,Tixcacal,9993330003", "2,Berta Pech,Tixcacal,", heads=heads)
    assert figures(made) == (2, 0, 0, 0)
    corrected = bring("1,Ana María Balam,San Juan,9991110001", heads=heads)
    assert figures(corrected) == (0, 0, 1, 0)


def test_a_code_that_many_share_is_nobodys_id(program: Program, day: str, bring: Bring) -> None:
    heads = "Código,Nombre,Teléfono"
    rows = ("SJ,Ana Balam,9991110001", "SJ,Berta Chan,9992220002", "SJ,Ana Balam,9993330003")
    assert bring(*rows, heads=heads).added == 3
    assert figures(bring(*rows, heads=heads)) == (0, 0, 0, 3)


def test_what_was_corrected_by_hand_stays_with_its_row(
    program: Program, day: str, bring: Bring
) -> None:
    rows = (*MARIAS, "María Pech,,,,", "Ana Balam,San Juan,9994440004,,")
    bring(*rows, heads=HEADS)
    for number, person in enumerate(everybody(program, day)):
        program.people.edit(person.id, name=f"Somebody {number}", phone=f"55500000{number}",
                            locality="Elsewhere")  # fmt: skip
    before = snapshot(program.workspace)
    assert figures(bring(*rows, heads=HEADS)) == (0, 0, 0, 4)
    assert snapshot(program.workspace) == before


def test_an_address_corrected_by_hand_stays_with_its_row(
    program: Program, day: str, bring: Bring
) -> None:
    heads = "Nombre,Correo"
    bring("Ana Balam,ana@example.org", heads=heads)
    (ana,) = everybody(program, day)
    program.people.edit(ana.id, name="Anna Balam", email="anna@example.org")
    assert figures(bring("Ana Balam,ana@example.org", heads=heads)) == (0, 0, 0, 1)
    assert [one.email for one in everybody(program, day)] == ["anna@example.org"]


def test_a_no_reaches_her_from_another_telephone(program: Program, day: str, bring: Bring) -> None:
    heads = "Nombre,Comunidad,Teléfono,consent_store"
    bring("María Pech,San Juan,9991110001,yes", heads=heads)
    made = bring("María Pech,San Juan,9992220002,no", heads=heads)
    assert [one.code for one in made.remarks] == ["no_longer_stored"]
    other = bring("María Pech,Santa Rosa,9993330003,no", heads=heads)
    assert (other.counted, [one.code for one in other.remarks]) == (1, ["kept_apart"])


def test_what_is_not_asked_here_keeps_nobody_apart(
    program: Program, day: str, bring: Bring
) -> None:
    program.workshops.edit(day, hidden_fields=hidden_questions.fields_to_hide(["gender"]))
    rows = ("María Pech,,,,Mujer", "María Pech,,,,Hombre")
    assert bring(*rows, heads=HEADS).added == 1
    assert figures(bring(*rows, heads=HEADS)) == (0, 0, 0, 2)


def test_a_hundred_and_twenty_women(program: Program, day: str, bring: Bring) -> None:
    rows = [f"María {'ABCDEF'[n % 6]},Comunidad {n % 10},99910{n:05},," for n in range(120)]
    made = bring(*rows, heads=HEADS)
    assert figures(made) == (120, 0, 0, 0)
    assert len({one.phone for one in everybody(program, day)}) == 120
    assert figures(bring(*rows, heads=HEADS)) == (0, 0, 0, 120)


# --- what is shown before -------------------------------------------------------------------------


def test_names_are_shown_as_they_will_be_written(program: Program, day: str, bring: Bring) -> None:
    bring(MARIAS[0], heads=HEADS)
    made = bring(MARIAS[0], "BERTA CHAN,,,,", "Total,,,,", heads=HEADS, dry_run=True)
    shown = [(one.rows, one.name, one.known) for one in made.people]
    assert shown == [((2,), "María Pech", True), ((3,), "BERTA CHAN", False)]


def test_who_said_no_is_not_shown(program: Program, day: str, bring: Bring) -> None:
    heads = "Nombre,consent_store"
    made = bring("Ana Balam,yes", "Berta Chan,no", heads=heads, dry_run=True)
    assert [one.name for one in made.people] == ["Ana Balam"]


def test_a_row_can_be_left_out(program: Program, day: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\n".join((HEADS, *MARIAS, "Ana Balam,,,,")) + "\n", "utf-8")
    file = program.attendees.read(path)
    before = snapshot(program.workspace)
    with pytest.raises(RowNotThere) as refusal:
        program.attendees.bring(day, file, without=[9])
    assert refusal.value.values == {"row": 9}
    assert snapshot(program.workspace) == before
    made = program.attendees.bring(day, file, without=[2, 4])
    assert figures(made) == (1, 0, 0, 0)
    assert [one.locality for one in everybody(program, day)] == ["Santa Rosa"]


# --- properties -----------------------------------------------------------------------------------

NAME = st.sampled_from(("María Pech", "Ana Balam", "MARIA PECH"))
VILLAGE = st.sampled_from(("", "San Juan", "Santa Rosa"))
PHONE = st.sampled_from(("", "9991110001", "9992220002", "+52 999 111 0001"))
AGE = st.sampled_from(("", "30", "50"))
ROW = st.tuples(NAME, VILLAGE, PHONE, AGE, st.sampled_from(("", "Mujer", "Hombre")))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Program:
    made = Program(open_workspace(tmp_path_factory.mktemp("hall") / "workspace"))
    yield made
    made.close()


def written(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADS.split(","), *rows])
    return path


@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(ROW, min_size=1, max_size=7), edit=st.booleans(), turned=st.booleans())
def test_the_same_file_twice_changes_nothing(
    hall: Program, tmp_path: Path, rows: list[tuple[str, ...]], edit: bool, turned: bool
) -> None:
    day = hall.workshops.create("Day", "2022-09-22").id
    hall.attendees.bring(day, hall.attendees.read(written(tmp_path, rows)))
    if edit:
        for number, person in enumerate(everybody(hall, day)):
            hall.people.edit(person.id, name=f"Corrected {number}", phone="9995550005")
    before = snapshot(hall.workspace)
    path = written(tmp_path, rows[::-1] if turned else rows)
    again = hall.attendees.bring(day, hall.attendees.read(path))
    assert again.added == 0
    if not turned:
        assert again.updated == 0
        assert snapshot(hall.workspace) == before


@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(ROW, min_size=2, max_size=8))
def test_women_with_different_telephones_are_never_one(
    hall: Program, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    day = hall.workshops.create("Day", "2022-09-22").id
    file = hall.attendees.read(written(tmp_path, rows))
    made = hall.attendees.bring(day, file)
    by_row = {row.row: row for row in file.rows}
    for one in made.people:
        for field, told in (
            ("phone", {by_row[n].phone[-10:].replace(" ", "")[-7:] for n in one.rows}),
            ("locality", {by_row[n].locality for n in one.rows}),
            ("age_band", {by_row[n].age_band for n in one.rows}),
            ("gender", {by_row[n].gender for n in one.rows}),
        ):
            assert len(told - {""}) < 2, (field, one)
    assert sorted(n for one in made.people for n in one.rows) == sorted(by_row)


def test_who_is_forgotten_leaves_no_hash_of_her_row(hall: Program, tmp_path: Path) -> None:
    day = hall.workshops.create("Day", "2022-09-22").id
    rows = [("Participant 001", "Coop", "", "", ""), ("Participant 002", "Coop", "", "", "")]
    hall.attendees.bring(day, hall.attendees.read(written(tmp_path, rows)))
    hers, other = (one.id for one in everybody(hall, day))
    hall.people.forget(hers)
    kept = hall.workspace.database.rows("SELECT value FROM meta WHERE key LIKE 'attendees_rows:%'")
    assert hers not in str(kept)
    assert other in str(kept)
