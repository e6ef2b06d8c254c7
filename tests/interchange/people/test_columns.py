from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.interchange.people.columns import (
    fields,
    guess_columns,
    looks_like_coordinates,
)
from carefacilitator.interchange.tables.refusals import NoNameColumn
from carefacilitator.interchange.tables.tables import RawTable, read_table


def _table(headers: str, *rows: str) -> RawTable:
    head = headers.split("|")
    return RawTable(head, [row.split("|") for row in rows], "utf-8", ",", "", 2)


def _guess(headers: str, *rows: str) -> dict[str, str]:
    return guess_columns(_table(headers, *rows)).as_dict()


@pytest.mark.parametrize(
    ("headers", "first", "last"),
    [
        ("Nombre|Apellidos", "Nombre", "Apellidos"),
        ("Nombre(s)|Apellido(s)", "Nombre(s)", "Apellido(s)"),
        ("Nom|Prénom", "Prénom", "Nom"),
        ("Prénom|Nom de famille", "Prénom", "Nom de famille"),
        ("Nome|Sobrenome", "Nome", "Sobrenome"),
        ("Name|Surname", "Name", "Surname"),
        ("First name|Last name", "First name", "Last name"),
        ("الاسم|النسب", "الاسم", "النسب"),
        ("الاسم الشخصي|الاسم العائلي", "الاسم الشخصي", "الاسم العائلي"),
    ],
)
def test_names_in_two_columns_explain_each_other(headers: str, first: str, last: str) -> None:
    found = _guess(headers)
    assert found == {first: "first_name", last: "last_name"}


def test_two_surnames_are_both_kept() -> None:
    found = _guess("Nombres|Apellido paterno|Apellido materno")
    assert list(found.values()) == ["first_name", "last_name", "last_name"]


def test_a_whole_name_makes_its_parts_needless() -> None:
    mapping = guess_columns(_table("Full name|First name|Last name"))
    assert mapping.as_dict() == {"Full name": "name"}
    assert [c.reason for c in mapping.columns] == ["heading", "duplicate", "duplicate"]


def test_names_alone_are_the_whole_name() -> None:
    assert _guess("Nombres|Cargo")["Nombres"] == "name"


def test_the_surer_of_two_columns_is_taken() -> None:
    found = _guess("What is the name you go by?|Full name|Country|Country of origin")
    assert found["Full name"] == "name"
    assert "What is the name you go by?" not in found


def test_person_is_a_code_or_a_name_as_its_values_tell() -> None:
    assert _guess("person|name", "P001|A", "P002|B") == {"person": "external_id", "name": "name"}
    assert _guess("Persona|País", "Una persona|x") == {"Persona": "name", "País": "country"}


def test_coordinates_are_left_out_wherever_they_stand() -> None:
    mapping = guess_columns(_table("name|Location", "A|34.02 -6.84 0 0", "B|-1.26, 36.79"))
    assert mapping.as_dict() == {"name": "name"}
    assert [(c.header, c.reason) for c in mapping.left_out] == [("Location", "coordinates")]


def test_a_contact_column_of_addresses_is_the_email() -> None:
    assert _guess("name|Contact", "A|a@example.org")["Contact"] == "email"
    assert _guess("name|Contact", "A|+00 000")["Contact"] == "phone"


def test_no_column_of_names_is_refused() -> None:
    for headers in ("Organización|País", "a|b", "Organization name|Village name", "children/name"):
        with pytest.raises(NoNameColumn) as refusal:
            guess_columns(_table(headers), "people.csv")
        assert refusal.value.values == {"name": "people.csv"}


def test_a_person_corrects_the_mapping() -> None:
    mapping = guess_columns(_table("name|Comments|Country|consent_photo|Photos allowed?"))
    changed = mapping.with_field(1, "country").with_field(4, "consent_photo")
    assert changed.places("country") == (1,)
    assert changed.places("consent_photo") == (3, 4)
    assert mapping.places("country") == (2,)
    assert not changed.with_field(0, "").has_name
    asked = guess_columns(_table("name|_gps_latitude")).with_field(1, "locality")
    assert asked.places("locality") == (1,)
    assert asked.left_out == ()


def test_several_questions_may_ask_for_the_same_consent() -> None:
    mapping = guess_columns(
        _table("name|I agree to photographs|I agree that my photo is taken for social media")
    )
    assert mapping.places("consent_photo") == (1, 2)


def test_a_compound_question_serves_both_purposes() -> None:
    mapping = guess_columns(
        _table("name|I agree that my data are stored and shared with the secretariat")
    )
    assert mapping.places("consent_store") == mapping.places("consent_share_secretariat") == (1,)


def test_real_headings_of_a_form_export(inputs: Path) -> None:
    table = read_table(inputs / "01_submissions" / "tutorial_w_repeats.csv")
    mapping = guess_columns(table)
    assert mapping.as_dict() == {
        "name": "name",
        "age": "age_band",
        "_uuid": "external_id",
        "_submission_time": "answered_on",
    }
    left = {c.header: c.reason for c in mapping.left_out}
    assert left["_gps_latitude"] == left["gps"] == "coordinates"
    assert left["children[1]/childs_name"] == "repeated_group"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34.02, -6.84", True),
        ("-1.2625621 36.7921711 0.0 20.0", True),
        ("19,432608 -99,133209", True),
        ("37°36'37.8\"N 121°2'17.9\"W", True),
        ("37\ufffd36'37.8\"N 121\ufffd2'17.9\"W", True),
        ("Salé", False),
        ("12, rue 3", False),
        ("+00 000 0000", False),
        ("2022", False),
        ("1.5", False),
    ],
)
def test_what_looks_like_coordinates(text: str, expected: bool) -> None:
    assert looks_like_coordinates(text) is expected


def test_all_fields_are_offered_once() -> None:
    assert len(fields()) == len(set(fields()))
    assert {"name", "consent_store", "consent_sensitive_data", "communicating"} <= set(fields())


def test_empty_columns_that_a_form_adds_give_way() -> None:
    found = _guess("ID|Start time|Email|Name|Full name|E-mail", "1|x|||A B|a@example.org")
    assert found["Full name"] == "name"
    assert found["E-mail"] == "email"
    assert "Name" not in found
    parts = _guess("Name|First name|Last name", "|A|B")
    assert parts == {"First name": "first_name", "Last name": "last_name"}


def test_the_label_of_a_group_before_a_question_is_passed_over() -> None:
    found = _guess("Datos del taller/Nombre completo|Datos del taller/Edad|Municipio/Comunidad")
    assert list(found.values()) == ["name", "age_band", "locality"]


def test_a_report_of_a_meeting_has_its_headings_far_down(write_text: Callable[..., Path]) -> None:
    sheet = [
        ["Attendee Report"],
        ["Report Generated:", "2022-07-11"],
        ["Topic", "Meeting ID", "Actual Start Time", "Total Users"],
        ["Exchange workshop", "000 000", "2022-07-11 10:00", "2"],
        ["Attendee Details"],
        ["Attended", "User Name (Original Name)", "First Name", "Last Name", "Email"],
        ["Yes", "p1", "Participant", "001", "p1@example.org"],
    ]
    table = read_table(write_text(sheet))
    assert table.first_row == 7
    assert guess_columns(table).as_dict() == {
        "First Name": "first_name",
        "Last Name": "last_name",
        "Email": "email",
        "Attended": "came",
    }
