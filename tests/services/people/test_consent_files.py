"""Lists that ask for consent or say who came: what is written, counted, held, and left away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefacilitator.interchange.people.consent_answers import GIVEN, understood
from carefacilitator.interchange.people.consent_decisions import Decisions
from carefacilitator.model.document import figures
from carefacilitator.model.records.records import Consent, HeadCount, Participation, Person
from carefacilitator.services.people.attendee_import import PeopleImported
from carefacilitator.services.program import Program
from carefacilitator.storage.doctor import snapshot

SLOT = "1-am"
Bring = Callable[..., PeopleImported]


class Told(NamedTuple):
    """What a file should do."""

    added: int
    counted: int
    held: int = 0
    away: int = 0


def told(made: PeopleImported) -> Told:
    return Told(made.added, made.counted, made.held, made.away)


# --- the shapes that real files have --------------------------------------------------------------

SHAPES = {
    "a04_hidden_rows.xlsx": Told(2, 0, 0, 1),
    "a07_consent_words.csv": Told(1, 8),
    "a08_consent_words_fr.csv": Told(1, 7),
    "a09_consent_words_ar.csv": Told(1, 6),
    "a10_consent_words_pt.csv": Told(1, 6),
    "a11_consent_words_en.csv": Told(1, 8),
    "a15_gforms_checkboxes.csv": Told(1, 1, 1),
    "a20_attendance_ticks.csv": Told(2, 0, 0, 1),
    "a28_eventbrite.csv": Told(1, 0, 0, 1),
    "a29_pretix.csv": Told(2, 0),
    "a35_yes_no_columns.xlsx": Told(1, 1),
    "b08_status_estado.csv": Told(1, 0, 0, 1),
    "b13_civicrm.csv": Told(1, 0, 0, 1),
    "b16_eventyay.csv": Told(1, 0),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_of_real_files(program: Program, day: str, inputs: Path, name: str) -> None:
    file = program.attendees.read(inputs / "20_shapes" / name)
    assert told(program.attendees.bring(day, file)) == SHAPES[name]


@pytest.mark.parametrize("name", ["c12_qualtrics.csv", "c13_survey_monkey.csv"])
def test_a_no_in_a_survey_is_counted(program: Program, day: str, inputs: Path, name: str) -> None:
    file = program.attendees.read(inputs / "20_shapes" / name)
    made = program.attendees.bring(day, file)
    assert (made.added, made.counted) == (1, 1)


OWN = {
    "es": ("Nombre,¿Acepta que guardemos sus datos?", "Sí", "No quiero", "Si no hay problema"),
    "fr": (
        "Nom complet,Acceptez-vous que nous gardions vos données ?",
        "Oui",
        "Je ne veux pas",
        "On verra",
    ),
    "pt": ("Nome completo,Aceita que guardemos os seus dados?", "Sim", "Prefiro não", "Talvez"),
    "ar": ("الاسم الكامل,هل تقبلين تسجيل بياناتك؟", "نعم", "لا أرغب", "لا مانع"),
    "en": ("Name,Are you happy for us to save your data?", "Yes", "I would rather not", "x"),
}


@pytest.mark.parametrize("language", OWN)
def test_three_answers_in_each_language(
    program: Program, bring: Bring, everything: Callable[[], str], language: str
) -> None:
    heads, yes, no, unclear = OWN[language]
    rows = (f"Uno,{yes}", f"Dostrace,{no}", f"Trestrace,{unclear}", "Cuatrotrace,")
    made = bring(*rows, heads=heads)
    assert told(made) == Told(1, 1, 2)
    assert made.not_understood == 2
    assert made.names == ["Uno"]
    kept = everything()
    assert "Uno" in kept
    for trace in ("Dostrace", "Trestrace", "Cuatrotrace", *([unclear] if len(unclear) > 3 else [])):
        assert trace not in kept, "of whom nothing was agreed nothing is written"


def test_ticks_below_yes_and_no(program: Program, day: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Nombre", "¿Autoriza que guardemos sus datos?", ""],
        ["", "Sí", "No"],
        ["Uno", "X", ""],
        ["Dos", "", "X"],
        ["Tres", "", ""],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "list.xlsx")
    file = program.attendees.read(tmp_path / "list.xlsx")
    assert told(program.attendees.bring(day, file)) == Told(1, 1, 1)


def test_a_file_that_does_not_ask_stores_people_as_not_asked(
    program: Program, bring: Bring
) -> None:
    made = bring("Uno,x", heads="Name,Country")
    assert told(made) == Told(1, 0)
    assert program.workspace.all(Consent) == []


def test_columns_nobody_knows_are_named(bring: Bring) -> None:
    made = bring("Uno,a,,b", heads="Name,Favourite fruit,,")
    assert [(one.header, one.index) for one in made.unknown] == [("Favourite fruit", 1), ("", 3)]


# --- whatever is answered -------------------------------------------------------------------------

TABLE = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "consent_answers.yaml").read_text("utf-8")
)
ANSWERS = [
    answer.strip()
    for groups in TABLE.values()
    for text in groups.values()
    for line in text.splitlines()
    for answer in line.split("|")
]
ANY = st.one_of(
    st.sampled_from(ANSWERS), st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answers=st.lists(ANY, min_size=1, max_size=12))
def test_whoever_gave_no_known_yes_is_never_stored(
    program: Program, tmp_path: Path, answers: list[str]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "May we keep your data?"])
    cleaned = ["".join(c for c in one if c.isprintable()) for one in answers]
    for number, answer in enumerate(cleaned):
        sheet.append([f"Participant {number:03}", None])
        cell = sheet.cell(row=number + 2, column=2)
        cell.value, cell.data_type = answer, "s"
    book.save(tmp_path / "any.xlsx")
    day = program.workshops.create("Day", "2022-09-22").id
    made = program.attendees.bring(day, program.attendees.read(tmp_path / "any.xlsx"))
    given_rows = [
        n for n, answer in enumerate(cleaned) if understood(" ".join(answer.split())) == GIVEN
    ]
    stored = {line.person.name for line in program.people.lines(day, SLOT)}
    assert stored <= {f"Participant {number:03}" for number in given_rows}
    assert made.added + made.counted + made.held == len(answers)


# --- deciding -------------------------------------------------------------------------------------

HEADS = "Name,May we keep your data?"
ROWS = ("Uno,if needed", "Dos,If needed", "Tres,", "Cuatro,Yes", "Cinco,ask my sister")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "form.csv"
    made.write_text("\n".join((HEADS, *ROWS)) + "\n", "utf-8")
    return made


def _names(program: Program, day: str) -> set[str]:
    return {line.person.name for line in program.people.lines(day, SLOT)}


def test_held_rows_stay_held_and_write_nothing(program: Program, day: str, path: Path) -> None:
    first = program.attendees.bring(day, program.attendees.read(path))
    before = snapshot(program.workspace)
    again = program.attendees.bring(day, program.attendees.read(path))
    assert (told(first), told(again)) == (Told(1, 0, 4), Told(0, 0, 4))
    assert snapshot(program.workspace) == before
    assert _names(program, day) == {"Cuatro"}


def test_one_answer_is_decided_for_all_who_gave_it(program: Program, day: str, path: Path) -> None:
    decisions = Decisions({"if needed": "yes", "": "no", "ask my sister": "out"})
    file = program.attendees.read(path)
    assert told(program.attendees.bring(day, file, True, decisions)) == Told(3, 1)
    assert program.attendees.decided_before(file) == Decisions(), "a rehearsal remembers nothing"
    made = program.attendees.bring(day, file, decisions=decisions)
    assert told(made) == Told(3, 1)
    assert _names(program, day) == {"Uno", "Dos", "Cuatro"}
    given_to = {
        one.person_id for one in program.workspace.all(Consent, purpose="store", status="given")
    }
    assert given_to == {line.person.id for line in program.people.lines(day, SLOT)}
    assert program.people.invited_unstored(day) == 1


def test_what_was_decided_is_not_asked_again(program: Program, day: str, path: Path) -> None:
    decisions = Decisions({"if needed": "yes", "": "no", "ask my sister": "out"})
    program.attendees.bring(day, program.attendees.read(path), decisions=decisions)
    before = snapshot(program.workspace)
    again = program.attendees.bring(day, program.attendees.read(path))
    assert (told(again), again.unchanged) == (Told(0, 1, 0), 3)
    assert again.remarks == []
    assert snapshot(program.workspace) == before


def test_a_yes_is_not_lent_to_somebody_new(program: Program, day: str, path: Path) -> None:
    program.attendees.bring(
        day, program.attendees.read(path), decisions=Decisions({"if needed": "yes"})
    )
    path.write_text("\n".join((HEADS, *ROWS, "Seis,if needed")) + "\n", "utf-8")
    made = program.attendees.bring(day, program.attendees.read(path))
    assert made.added == 0
    assert "Seis" not in _names(program, day)


def test_a_single_row_is_decided_by_itself(program: Program, day: str, path: Path) -> None:
    decisions = Decisions({"if needed": "no"}).with_row(3, "yes")
    made = program.attendees.bring(day, program.attendees.read(path), decisions=decisions)
    assert told(made) == Told(2, 1, 2)
    assert _names(program, day) == {"Dos", "Cuatro"}


def test_whoever_said_yes_before_stays_and_is_told(program: Program, day: str, path: Path) -> None:
    program.attendees.bring(day, program.attendees.read(path))
    path.write_text(f"{HEADS}\nCuatro,yes but ask me first\n", "utf-8")
    made = program.attendees.bring(day, program.attendees.read(path))
    assert (told(made), made.unchanged) == (Told(0, 0, 0), 1)
    assert [(one.code, one.row) for one in made.remarks] == [("held_on_list", 2)]


def test_whoever_was_typed_in_waits_for_the_decision(
    program: Program, day: str, path: Path
) -> None:
    program.people.walk_in(day, "Cinco", SLOT)
    before = program.workspace.all(Person)
    made = program.attendees.bring(day, program.attendees.read(path))
    assert made.held == 4
    assert [one for one in program.workspace.all(Person) if one.name == "Cinco"] == before
    assert program.workspace.all(Consent, person_id=before[0].id, purpose="store") == []


def test_a_no_stands_against_words_that_are_not_understood(bring: Bring) -> None:
    made = bring("Uno,No", "Uno,hmm", heads=HEADS)
    assert told(made) == Told(0, 1, 0)
    assert told(bring("Dos,Yes", "Dos,hmm", heads=HEADS)) == Told(0, 0, 1)


# --- who came -------------------------------------------------------------------------------------


def test_who_did_not_come_is_no_participant(program: Program, day: str, bring: Bring) -> None:
    rows = ("Uno,Yes,Confirmed", "Dos,Yes,Cancelled", "Tres,No,Withdrawn", "Cuatro,,No-show")
    made = bring(*rows, heads=f"{HEADS},Status")
    assert told(made) == Told(1, 0, 0, 3)
    assert [(one.code, one.row, one.text) for one in made.remarks] == [
        ("did_not_come", 3, "Cancelled"),
        ("did_not_come", 4, "Withdrawn"),
        ("did_not_come", 5, "No-show"),
    ]
    assert len(program.workspace.all(Participation)) == 1


def test_who_cancelled_later_stays_until_a_person_marks_her(
    program: Program, day: str, bring: Bring
) -> None:
    bring("Uno,Yes,Confirmed", heads=f"{HEADS},Status")
    made = bring("Uno,Yes,Cancelled", heads=f"{HEADS},Status")
    assert (told(made), [one.code for one in made.remarks]) == (Told(0, 0, 0, 1), ["away_on_list"])
    assert _names(program, day) == {"Uno"}
    withdrawn = bring("Uno,No,Cancelled", heads=f"{HEADS},Status")
    assert [one.code for one in withdrawn.remarks] == ["no_longer_stored"], "her no is taken"
    (answer,) = program.workspace.all(Consent, purpose="store")
    assert answer.status == "refused"


# --- a refusal is no head in the room -------------------------------------------------------------


def test_a_refusal_on_a_list_of_the_invited_is_nobody_in_the_room(
    program: Program, day: str, bring: Bring
) -> None:
    bring("Uno,Yes", "Dos,No", "Tres,No", heads=HEADS)
    room = program.people.room(day, SLOT)
    assert (room.total, room.counted, room.invited) == (0, 0, 2)
    assert figures.counted_without_name(program.workspace.all(HeadCount)) == {}
    assert program.workshops.lines()[0].counted == 0
    assert program.dossiers.figures([day]).attendances_counted == 0
    program.people.set_heads(day, SLOT, "not_stored", 1)
    room = program.people.room(day, SLOT)
    assert (room.counted, room.invited) == (1, 2)
    assert program.dossiers.figures([day]).attendances_counted == 1
    assert program.workshops.lines()[0].counted == 1


def test_a_refusal_on_a_list_of_who_came_is_a_head_in_the_room(
    program: Program, day: str, bring: Bring
) -> None:
    rows = ("Uno,Yes,Yes", "Dos,No,Yes", "Tres,No,", "Cuatro,No,No")
    heads = f"{HEADS},Attended"
    assert told(bring(*rows, heads=heads)) == Told(1, 2, 0, 1)
    room = program.people.room(day, SLOT)
    assert (room.counted, room.invited) == (1, 1)
    before = snapshot(program.workspace)
    assert told(bring(*rows, heads=heads)) == Told(0, 2, 0, 1)
    assert snapshot(program.workspace) == before
    program.people.set_heads(day, SLOT, "not_stored", 3)
    assert program.people.heads(day, SLOT) == {"not_stored": 3}, "the one of the list is among them"


def test_a_number_from_before_is_not_said_twice(program: Program, day: str, bring: Bring) -> None:
    """A workspace may hold a number that an earlier version put into a half-day."""
    bring("Uno,No", heads=HEADS)
    (one,) = program.workspace.all(HeadCount)
    from carefacilitator.services.people.unstored import _identity

    with program.workspace.change("attendees_import", 1) as change:
        change.delete(HeadCount, one.id)
        change.put(
            HeadCount(
                id=_identity(day, SLOT, one.origin), workshop_id=day, slot=SLOT,
                group="not_stored", count=1, origin=one.origin,
            )
        )  # fmt: skip
    bring("Uno,No", heads=HEADS)
    assert program.people.room(day, SLOT).counted == 1
    bring("Uno,No", "Dos,No", heads=HEADS)
    room = program.people.room(day, SLOT)
    assert (room.counted, room.invited) == (1, 1)
