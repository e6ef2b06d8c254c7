"""Lists of people from files: who is added, counted, known, and what a file may not overrule."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from carefacilitator import paths
from carefacilitator.interchange.tables.refusals import MappingMismatch, NoNameColumn
from carefacilitator.model.records.records import (
    Consent,
    HeadCount,
    Organisation,
    Participation,
    Person,
)
from carefacilitator.services.people.attendee_import import PeopleImported
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor
from carefacilitator.storage.doctor import snapshot

TOLD = yaml.load((paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader)
SLOT = "1-am"
Bring = Callable[..., PeopleImported]

ANA = "2022-07-11 09:00,Ana Núñez,Group A,ana@example.org,+00 1,Woman,Yes,Yes"
ROSA = "2022-07-12 09:00,Rosa,Group B,,+00 2,Woman,Yes,No"


def figures(made: PeopleImported) -> tuple[int, int, int, int]:
    return (made.added, made.counted, made.updated, made.unchanged)


def people(program: Program, day: str) -> dict[str, Person]:
    return {line.person.name: line.person for line in program.people.lines(day, "")}


FORMS = {
    "en": (
        "Timestamp,Full name,Organisation,Type of organisation,Gender,Age range,E-mail,Phone,"
        "I agree that my data are stored,I agree that my data are shared with the secretariat,"
        "I agree to photographs",
        ("7/{day}/2022 9:00:00", "Participant", "Yes", "No", "Trade union", "Self-described: own"),
    ),
    "fr": (
        "Horodateur,Nom complet,Organisation,Type d’organisation,Genre,Tranche d’âge,"
        "Adresse e-mail,Téléphone,J’accepte que mes données soient conservées,"
        "J’accepte que mes données soient transmises au secrétariat,"
        "J’accepte d’être photographié·e",
        ("{day}/07/2022 09:00:00", "Participante", "Oui", "Non", "Syndicat", "Autre : own"),
    ),
}


def own_form(language: str) -> str:
    """A form in the shape of the real ones: ten answers, refusals in the same rows."""
    heads, (moment, name, yes, no, kind, gender) = FORMS[language]
    rows = [heads]
    for n in range(1, 11):
        store, share, photo = (
            no if n in refusing else yes for refusing in ({5}, {3, 5, 8}, {1, 4, 7, 10})
        )
        place = "Programa EUROsociAL" if n == 5 else f"Group {n}"
        told = gender if n == 10 else ""
        rows.append(
            f"{moment.format(day=11 + (n + 1) % 2)},{name} {n:02},{place},{kind},{told},25-34,"
            f"p{n:02}@example.org,+00 000 0000 {n - 1:03},{store},{share},{photo}"
        )
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="session")
def shapes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of real forms and lists, or files of our own in the same shapes."""
    try:
        found: Path = request.getfixturevalue("inputs")
    except pytest.skip.Exception:
        found = tmp_path_factory.mktemp("inputs")
        forms, lists = found / "12_synthetic_attendance", found / "14_scenario"
        forms.mkdir()
        lists.mkdir()
        for language in FORMS:
            (forms / f"forms_{language}_utf8.csv").write_text(own_form(language), "utf-8")
        (lists / "scenario_attendance.csv").write_text(own_list(), "utf-8-sig")
    return found


def own_list() -> str:
    """The attendance of all events of the scenario."""
    people = {person["id"]: person for person in TOLD["people"]}
    rows = [
        "event,person,name,organization,category,gender,age_band,consent_store,consent_share,"
        "consent_photo,consent_list"
    ]
    for event in TOLD["events"]:
        for one in map(people.__getitem__, event["attendees"]):
            place = TOLD["organizations"][one["organization"]]
            asked = (one[key] for key in ("store", "share", "photo", "in_list"))
            yes = ",".join("yes" if answer else "no" for answer in asked)
            name = place["name"].replace('"', '""')
            rows.append(
                f'{event["id"]},{one["id"]},{one["name"]},"{name}",{place["category"]},'
                f"{one['gender']},{one['age_band']},{yes}"
            )
    return "\n".join(rows) + "\n"


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "first"),
    [("forms_en_utf8.csv", "Participant 01"), ("forms_fr_utf8.csv", "Participante 01")],
)
def test_a_form_keeps_every_promise(
    program: Program,
    day: str,
    shapes: Path,
    name: str,
    first: str,
    everything: Callable[[], str],
) -> None:
    file = program.attendees.read(shapes / "12_synthetic_attendance" / name)
    made = program.attendees.bring(day, file)
    assert figures(made) == (9, 1, 0, 0)
    assert made.refused == []
    lines = program.people.lines(day, SLOT)
    number = {line.person.email: int(line.person.email[1:3]) for line in lines}
    assert sorted(number.values()) == [1, 2, 3, 4, 6, 7, 8, 9, 10]

    def who(purpose: str, status: str) -> set[int]:
        return {number[one.person.email] for one in lines if one.consents.get(purpose) == status}

    assert who("store", "given") == set(number.values())
    assert who("share_secretariat", "refused") == {3, 8}
    assert who("photo", "refused") == {1, 4, 7, 10}
    assert who("photo", "given") == {2, 3, 6, 8, 9}
    assert who("quote", "given") == set()
    kept = everything()
    for trace in ("p05@", "005 0", "000 004", "EUROsociAL", "icipant 05", "icipante 05"):
        assert trace not in kept
    assert first in kept
    (given,) = {
        one.given_on
        for one in program.workspace.all(Consent, purpose="store")
        if one.person_id == people(program, day)[first].id
    }
    assert given == "2022-07-11"
    assert program.people.heads(day, SLOT) == {}, "she was invited; nobody said that she came"
    assert program.people.invited_unstored(day) == 1
    assert {one.category for one in people(program, day).values()} >= {"trade_union"}
    described = [one for one in people(program, day).values() if one.gender_text]
    assert [(one.gender, one.gender_text) for one in described] == [
        ("self_described", described[0].gender_text)
    ]


def test_the_same_form_twice_changes_nothing(program: Program, day: str, shapes: Path) -> None:
    path = shapes / "12_synthetic_attendance" / "forms_en_utf8.csv"
    program.attendees.bring(day, program.attendees.read(path))
    before, step = snapshot(program.workspace), program.history.next_undo()
    again = program.attendees.bring(day, program.attendees.read(path))
    assert figures(again) == (0, 1, 0, 9)
    assert snapshot(program.workspace) == before
    assert program.history.next_undo() == step


def test_forms_in_two_languages_are_one_list(program: Program, day: str, shapes: Path) -> None:
    for name in ("forms_en_utf8.csv", "forms_fr_utf8.csv"):
        file = program.attendees.read(shapes / "12_synthetic_attendance" / name)
        made = program.attendees.bring(day, file)
    assert (made.added, made.counted) == (0, 1)
    assert len(people(program, day)) == 9


# --- the scenario ---------------------------------------------------------------------------------


@pytest.mark.parametrize("event", TOLD["events"], ids=lambda event: event["id"])
def test_the_scenarios_lists_give_its_figures(
    program: Program, shapes: Path, event: dict[str, Any]
) -> None:
    path = shapes / "14_scenario" / "scenario_attendance.csv"
    day = program.workshops.create("Day", event["date"], code=event["id"]).id
    file = program.attendees.read(path)
    assert program.attendees.event_of(day, file) == event["id"]
    assert sum(file.events.values()) == TOLD["expected_totals"]["ALL"]["attendances_named"]
    everybody = program.attendees.bring(day, file, dry_run=True)
    assert "several_workshops" in {one.code for one in everybody.remarks}
    one = program.attendees.read(path, only_event=event["id"], table=file.table)
    made = program.attendees.bring(day, one)
    assert figures(made) == (len(event["attendees"]), 0, 0, 0)
    assert made.remarks == []
    lines = program.people.lines(day, SLOT)
    program.people.mark_rest_absent(day, "2-pm")
    for line in lines:
        program.people.mark(line.participation.id, SLOT)
    told = {person["id"]: person for person in TOLD["people"]}
    came = [told[key] for key in event["attendees"]]
    counted = program.dossiers.figures([day])
    assert counted.people_named == counted.attendances_named == len(came)
    assert counted.by_gender == _count(one["gender"] for one in came)
    assert counted.by_age == _count(one["age_band"] for one in came)
    places = [TOLD["organizations"][one["organization"]] for one in came]
    assert counted.by_category == _count(one["category"] for one in places)
    assert counted.organisations == len({one["name"] for one in places})
    assert counted.people_not_shared == sum(not one["share"] for one in came)
    assert {line.participation.code for line in lines} == set(event["attendees"])


def _count(keys: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for key in keys:
        found[key] = found.get(key, 0) + 1
    return dict(sorted(found.items()))


def test_a_series_counts_people_once_when_somebody_says_who_is_who(
    program: Program, shapes: Path
) -> None:
    path = shapes / "14_scenario" / "scenario_attendance.csv"
    table = program.attendees.read(path).table
    workshops = []
    for code in ("W1", "W2", "W3", "W4", "W5"):
        workshops.append(program.workshops.create("Day", "2022-09-22", code=code).id)
        file = program.attendees.read(path, only_event=code, table=table)
        program.attendees.bring(workshops[-1], file)
        for line in program.people.lines(workshops[-1], SLOT):
            program.people.mark(line.participation.id, SLOT)
        assert program.people.likely_same(workshops[-1]) == []
        while proposed := program.people.likely_elsewhere(workshops[-1]):
            for pair in proposed:
                program.people.say_same(pair.first.id, pair.second.id)
    expected = TOLD["expected_totals"]["WORKSHOPS"]
    counted = program.dossiers.figures(workshops)
    assert counted.attendances_named == expected["attendances_named"]
    assert counted.people_named == expected["people_named"]
    assert counted.organisations == expected["organizations"]
    assert counted.by_gender == expected["people_by_gender"]
    assert counted.by_category == expected["people_by_category"]
    assert counted.civil_society == expected["people_civil_society_total"]
    assert counted.people_not_shared == expected["people_share_refused"]


# --- rehearsal, undo, columns ---------------------------------------------------------------------


def test_a_rehearsal_writes_nothing_and_says_the_same(
    program: Program, day: str, bring: Bring
) -> None:
    before = snapshot(program.workspace)
    rows = [ANA, ROSA, ROSA.replace("Rosa", "Zoe").replace("Yes,No", "No,No"), ",,,,,,,"]
    shown = bring(*rows, dry_run=True)
    assert snapshot(program.workspace) == before
    made = bring(*rows)
    assert (figures(shown), shown.names) == (figures(made), made.names)


def test_undo_takes_the_whole_import_back_and_it_can_come_again(
    program: Program, day: str, bring: Bring
) -> None:
    before = snapshot(program.workspace)
    rows = [ANA, ROSA, ROSA.replace("Rosa", "Zoe").replace("Yes,No", "No,No")]
    bring(*rows)
    ids = {one.id for one in people(program, day).values()}
    program.history.undo()
    for kind in (Person, Participation, Consent, Organisation, HeadCount):
        assert program.workspace.all(kind) == []
    assert figures(bring(*rows)) == (2, 1, 0, 0)
    assert {one.id for one in people(program, day).values()} == ids
    assert len(program.workspace.all(Consent)) == 4
    assert doctor.check(program.workspace) == []
    assert snapshot(program.workspace) != before


def test_coordinates_are_never_stored(
    program: Program, day: str, inputs: Path, everything: Callable[[], str]
) -> None:
    path = inputs / "01_submissions" / "tutorial_w_repeats.csv"
    made = program.attendees.bring(day, program.attendees.read(path))
    assert {one.reason for one in made.left_out} >= {"coordinates", "repeated_group"}
    with pytest.raises(NoNameColumn):
        program.attendees.read(inputs / "01_submissions" / "odk_all-data-types.csv")
    kept = everything()
    cells = path.read_text("utf-8").replace('"', ",").replace(" ", ",").split(",")
    points = [cell for cell in cells if re.fullmatch(r"-?\d+\.\d+", cell)]
    assert points
    assert [one for one in points if one in kept] == []


def test_what_was_left_out_is_told(
    program: Program, bring: Bring, everything: Callable[[], str]
) -> None:
    heads = "Nombre,Sexo,GPS,Edad"
    made = bring("Rosa,Mujer,19.4326 -99.1332,veinte", heads=heads)
    assert [(one.header, one.reason) for one in made.left_out] == [("GPS", "coordinates")]
    assert [(one.code, one.field) for one in made.remarks] == [
        ("answer_not_understood", "age_band")
    ]
    assert "19.43" not in everything()


def test_columns_may_be_chosen_for_this_file_only(
    program: Program, day: str, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Nombre,Lugar\nRosa,Group B\n", "utf-8")
    file = program.attendees.read(path)
    chosen = file.mapping.with_field(1, "organization")
    made = program.attendees.bring(day, program.attendees.read(path, chosen, table=file.table))
    assert made.columns == {"Nombre": "name", "Lugar": "organization"}
    assert [one.name for one in program.workshops.organisations()] == ["Group B"]
    path.write_text("Nombre,Sitio\nRosa,Group B\n", "utf-8")
    with pytest.raises(MappingMismatch):
        program.attendees.read(path, chosen)


def test_the_order_of_day_and_month_may_be_chosen(
    program: Program, day: str, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Timestamp,Name,I agree that my data are stored\n07/08/2022,Rosa,Yes\n", "utf-8"
    )
    unknown = program.attendees.bring(day, program.attendees.read(path), dry_run=True)
    assert [one.code for one in unknown.remarks] == ["day_order_unknown"]
    file = program.attendees.read(path, day_order="day_first")
    program.attendees.bring(day, file)
    assert [one.given_on for one in program.workspace.all(Consent)] == ["2022-08-07"]
