"""Values vote on what a column is: no ticket, cooperative, label, count or status is a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.interchange.people.attendees import AttendeeFile, read_attendees
from carefacilitator.interchange.tables.refusals import NoNameColumn

Write = Callable[..., Path]


def read(write_text: Write, *lines: str) -> AttendeeFile:
    return read_attendees(write_text([line.split("|") for line in lines]))


def names(file: AttendeeFile) -> list[str]:
    return [row.name for row in file.rows]


TWO = ["Ana Balam", "Berta Chan"]
SHAPES = {
    "cooperative_es": ("Nombres|Apellidos|Nombre de la cooperativa",
                       "Ana|Balam|Coop X", "Berta|Chan|Coop X"),
    "cooperative_fr": ("Nom|Prénom|Nom de la coopérative",
                       "Balam|Ana|Coop X", "Chan|Berta|Coop X"),
    "cooperative_pt": ("Nome|Sobrenome|Nome da cooperativa",
                       "Ana|Balam|Coop X", "Berta|Chan|Coop X"),
    "cooperative_ar": ("الاسم الأول|اسم العائلة|اسم التعاونية",
                       "Ana|Balam|تعاونية", "Berta|Chan|تعاونية"),
    "cooperative_en": ("First name|Surname|Name of your women’s group",
                       "Ana|Balam|Group X", "Berta|Chan|Group X"),
    "ticket": ("First Name|Last Name|Ticket Name", "Ana|Balam|General", "Berta|Chan|General"),
    "leader": ("Nombres|Apellidos|Nombre de la lideresa",
               "Ana|Balam|Rosa Uc", "Berta|Chan|Rosa Uc"),
    "leader_before_a_whole": ("Nombre de la lideresa|Nombre completo",
                              "Rosa Uc|Ana Balam", "Rosa Uc|Berta Chan"),
    "president_fr": ("Prénom|Nom|Nom de la présidente", "Ana|Balam|R U", "Berta|Chan|R U"),
    "form_name": ("first_name|last_name|form_name", "Ana|Balam|alta v2", "Berta|Chan|alta v2"),
    "submitter": ("person-nombre|person-apellido|SubmitterName",
                  "Ana|Balam|tablet 3", "Berta|Chan|tablet 3"),
    "buyer": ("Buyer Name|First Name|Last Name", "Rosa Uc|Ana|Balam", "Rosa Uc|Berta|Chan"),
    "vague_and_repeated": ("First name|Last name|Name on the sign",
                           "Ana|Balam|Cooperativa X", "Berta|Chan|Cooperativa X"),
    "sort_name": ("Sort Name|Display Name|First Name|Last Name",
                  "Balam, Ana|Ana Balam|Ana|Balam", "Chan, Berta|Berta Chan|Berta|Chan"),
    "sort_name_and_parts": ("Sort Name|First Name|Last Name",
                            "Balam, Ana|Ana|Balam", "Chan, Berta|Berta|Chan"),
    "attendee_number": ("Attendee #|First Name|Surname", "1|Ana|Balam", "2|Berta|Chan"),
    "participant_counts": ("Participants|Nombre completo", "12|Ana Balam", "12|Berta Chan"),
    "numbered_people": ("Participante|Nombre completo", "1|Ana Balam", "2|Berta Chan"),
    "upload_template": ("personal|family|email|role", "Ana|Balam|a@x.org|learner",
                        "Berta|Chan|b@x.org|helper"),
    "kobo_groups": ("_submission_time|group_a1/Nombre|group_a1/Apellidos|_uuid",
                    "2026-05-12|Ana|Balam|u1", "2026-05-12|Berta|Chan|u2"),
    "two_questions": ("¿Cuál es su nombre?|¿Cuál es su apellido?", "Ana|Balam", "Berta|Chan"),
    "bare_parts": ("First|Last|Email", "Ana|Balam|a@x.org", "Berta|Chan|b@x.org"),
    "whole_that_holds_the_last": ("Nombre completo|Apellidos", "Ana Balam|Balam",
                                  "Berta Chan|Chan"),
    "team": ("Team Name|Name|Email", "Red|Ana Balam|a@x.org", "Red|Berta Chan|b@x.org"),
    "member_of_a_group": ("Nombre del grupo|Nombre de la integrante", "Las Flores|Ana Balam",
                          "Las Flores|Berta Chan"),
    "empty_parts": ("First Name|Last Name|¿Cuál es su nombre?", "||Ana Balam", "||Berta Chan"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_people_keep_their_names(write_text: Write, shape: str) -> None:
    file = read(write_text, *SHAPES[shape])
    assert names(file) == TWO
    assert not file.warnings
    assert not file.refused


@pytest.mark.parametrize(
    "headings",
    [
        "First name|Middle name|Last name",
        "First Name|Middle Name|Surname",
        "Primer nombre|Segundo nombre|Primer apellido",
        "Nombre|Segundo nombre|Apellidos",
        "Prénom|Deuxième prénom|Nom de famille",
        "Prénom|Autres prénoms|Nom",
        "Primeiro nome|Segundo nome|Sobrenome",
        "Nome|Nome do meio|Apelido",
        "الاسم الأول|الاسم الأوسط|اسم العائلة",
        "first_name|middle_name|last_name",
    ],
)
def test_middle_names_are_parts(write_text: Write, headings: str) -> None:
    file = read(write_text, headings, "Ana|Lucía|Balam", "Berta||Chan")
    assert names(file) == ["Ana Lucía Balam", "Berta Chan"]
    four = read(write_text, "Primer nombre|Segundo nombre|Primer apellido|Segundo apellido",
                "Ana|Lucía|Balam|Uc", "Berta||Chan|Pat")  # fmt: skip
    assert names(four) == ["Ana Lucía Balam Uc", "Berta Chan Pat"]


def test_the_cooperative_is_where_she_belongs(write_text: Write) -> None:
    for key in ("cooperative_es", "cooperative_fr", "cooperative_pt", "cooperative_en"):
        file = read(write_text, *SHAPES[key])
        assert {row.organization for row in file.rows} <= {"Coop X", "Group X"}
        assert all(row.organization for row in file.rows), key


def test_contacts_with_labels(write_text: Write) -> None:
    file = read(
        write_text,
        "First Name|Last Name|E-mail 1 - Label|E-mail 1 - Value|Phone 1 - Label|Phone 1 - Value",
        "Ana|Balam|* Home|ana@example.org|Mobile|+52 999 123 4567",
        "Berta|Chan|||Mobile|",
    )
    assert [(r.email, r.phone) for r in file.rows] == [
        ("ana@example.org", "+52 999 123 4567"),
        ("", ""),
    ]


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("Teléfono", ("Mobile", "Home"), ""),
        ("Phone", ("Mobile", "+52 999 123 4567"), "phone"),
        ("Teléfono", ("no tiene", "no tiene"), "phone"),
        ("Teléfono", ("no tiene", "999 123 4567 / 999 765 4321"), "phone"),
        ("¿Su teléfono tiene internet?", ("Sí", "No"), ""),
        ("Estado", ("Confirmada", "Cancelada"), "came"),
        ("Status / State", ("Attending", "Not attending"), "came"),
        ("Estado", ("Yucatán", "Chiapas"), "locality"),
        ("State", ("Withdrawn", "No-show"), "came"),
        ("¿Pertenece a una organización?", ("Sí", "No"), ""),
        ("¿A qué organización pertenece?", ("Red A", "No"), "organization"),
        ("Does your e-mail work?", ("Yes", "No"), ""),
        ("Current Employer", ("Red A", "Red B"), "organization"),
        ("Ville", ("annulée", "confirmée"), ""),
        ("المدينة", ("ملغى", "مؤكد"), ""),
    ],
)
def test_values_vote(write_text: Write, heading: str, values: tuple[str, str], field: str) -> None:
    lines = [f"{name}|{value}" for name, value in zip(TWO, values, strict=True)]
    mapping = read(write_text, f"Name|{heading}", *lines).mapping
    assert mapping.columns[1].field == field
    assert field or mapping.columns[1].reason in ("not_fitting", "unknown")


def test_a_column_that_only_counts_is_refused_as_names(write_text: Write) -> None:
    with pytest.raises(NoNameColumn):
        read(write_text, "Participants|Topic", "3|Taller", "4|Taller")


def test_who_sits_there_goes_before_who_ordered(write_text: Write) -> None:
    file = read(
        write_text,
        "Order code|E-mail|Attendee name|Attendee email",
        "A1|buyer@example.org|Ana Balam|ana@example.org",
        "A1|buyer@example.org|Berta Chan|",
    )
    assert [row.email for row in file.rows] == ["ana@example.org", ""]


def test_guests_of_a_meeting_are_called_by_their_names(write_text: Write) -> None:
    file = read(write_text, "Name|Email", "Berta Chan (Guest)|", "Ana (Anita) Balam|a@x.org")
    assert names(file) == ["Berta Chan", "Ana (Anita) Balam"]


def test_the_definition_of_a_form_holds_nobody(write_text: Write) -> None:
    with pytest.raises(NoNameColumn):
        read(write_text, "type|name|label::Español", "text|full_name|Nombre", "note|hello|Hola",
             "select_one yes_no|consent|¿Acepta?")  # fmt: skip
    kept = read(write_text, "Type|Name|Label", "NGO|Ana Balam|Blue", "Union|Berta Chan|Red")
    assert names(kept) == TWO
