from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.interchange.people.attendees import AttendeeFile, clean, read_attendees
from carefacilitator.interchange.people.columns import guess_columns
from carefacilitator.interchange.tables.refusals import MappingMismatch, NoNameColumn
from carefacilitator.interchange.tables.tables import read_table
from carefacilitator.model.records.vocabulary import vocabulary

Write = Callable[..., Path]
FORMS = {
    "en": (
        "Timestamp|Full name|Organisation|Type of organisation|Country|Gender|Age range|"
        "Do you have difficulty hearing?|E-mail|I agree that my data are stored|"
        "I agree that my data are shared with the secretariat|I agree to photographs",
        "7/25/2022 9:00:00|Participant 001|Network|Civil society organization|Peru|Woman|25-34|"
        "No - no difficulty|p1@example.org|Yes|No|Yes",
    ),
    "es": (
        "Marca temporal|Nombre completo|Organización|Tipo de organización|País|Género|"
        "Rango de edad|¿Tiene dificultad para oír?|Correo electrónico|"
        "Acepto que mis datos se guarden|Acepto que mis datos se compartan con la Secretaría|"
        "Acepto que me fotografíen",
        "25/7/2022 9:00:00|Participant 001|Network|Sociedad civil|Peru|Mujer|25 a 34 años|"
        "No, ninguna dificultad|p1@example.org|Sí|No|Sí, acepto",
    ),
    "fr": (
        "Horodateur|Nom et prénom|Structure|Type de structure|Pays|Genre|Tranche d’âge|"
        "Avez-vous des difficultés à entendre ?|Adresse e-mail|"
        "J’accepte que mes données soient conservées|"
        "J’accepte que mes données soient transmises au secrétariat|"
        "J’accepte d’être photographié·e",
        "25/07/2022 09:00:00|Participant 001|Network|Société civile|Peru|Femme|de 25 à 34 ans|"
        "Non, aucune difficulté|p1@example.org|Oui|Non|D’accord",
    ),
    "pt": (
        "Carimbo de data/hora|Nome completo|Organização|Tipo de organização|País|Gênero|"
        "Faixa etária|Você tem dificuldade para ouvir?|E-mail|"
        "Concordo que meus dados sejam guardados|"
        "Concordo que meus dados sejam compartilhados com a secretaria|"
        "Concordo em ser fotografada(o)",
        "25/07/2022 09:00:00|Participant 001|Network|Sociedade civil|Peru|Mulher|25 a 34|"
        "Não, nenhuma dificuldade|p1@example.org|Sim|Não|Sim",
    ),
    "ar": (
        "طابع زمني|الاسم الكامل|المنظمة|نوع المنظمة|البلد|الجنس|الفئة العمرية|"
        "هل تواجه صعوبة في السمع؟|البريد الإلكتروني|أوافق على حفظ بياناتي|"
        "أوافق على مشاركة بياناتي مع الأمانة|أوافق على التقاط صور لي",
        "25/07/2022 09:00:00|Participant 001|Network|منظمة مجتمع مدني|Peru|امرأة|٢٥-٣٤|"
        "لا صعوبة|p1@example.org|نعم|لا|أوافق",
    ),
}
ENCODINGS = {
    "en": ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
    "es": ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"),
    "fr": ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1256", "mac_roman"),
    "pt": ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"),
    "ar": ("utf-8", "utf-8-sig", "utf-16", "cp1256"),
}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("language", "encoding"), [(lang, e) for lang, all_ in ENCODINGS.items() for e in all_]
)
def test_a_form_in_any_language_gives_the_same_person(
    language: str, encoding: str, separator: str, write_text: Write
) -> None:
    try:
        found = _read(write_text, FORMS[language], encoding, separator)
    except UnicodeEncodeError:
        pytest.skip("the encoding cannot hold this form")
    row = found.rows[0]
    told = (row.name, row.organization, row.stakeholder_category, row.country, row.gender)
    assert told == ("Participant 001", "Network", "civil_society", "Peru", "woman")
    assert (row.age_band, row.hearing, row.email) == ("a25_34", "none", "p1@example.org")
    assert row.answered_on == "2022-07-25"
    assert {k: v for k, v in row.consents.items() if v != "not_asked"} == {
        "store": "given",
        "share_secretariat": "refused",
        "photo": "given",
    }
    assert found.refused == found.warnings == ()


def _read(
    write_text: Write, form: tuple[str, ...], encoding: str = "utf-8", separator: str = ","
) -> AttendeeFile:
    return read_attendees(write_text([line.split("|") for line in form], encoding, separator))


# --- real files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_form_exports_give_what_their_description_says(language: str, inputs: Path) -> None:
    found = read_attendees(inputs / "12_synthetic_attendance" / f"forms_{language}_utf8.csv")
    refused = {
        purpose: [n for n, r in enumerate(found.rows, 1) if r.consents[purpose] == "refused"]
        for purpose in ("store", "share_secretariat", "photo")
    }
    assert len(found.rows) == 10
    assert refused == {"store": [5], "share_secretariat": [3, 5, 8], "photo": [1, 4, 7, 10]}
    assert {row.answered_on for row in found.rows} == {"2022-07-11", "2022-07-12"}
    assert Counter(row.gender for row in found.rows) == {
        "woman": 2, "man": 2, "non_binary": 2, "prefer_not_to_say": 2, "self_described": 2,
    }  # fmt: skip
    texts = {"en": "two-spirit", "fr": "en questionnement"}
    assert {row.gender_text for row in found.rows} == {"", texts[language]}
    seeing = ["none", "cannot", "a_lot", "some"]
    assert [row.seeing for row in found.rows] == [*seeing, *seeing, "none", "cannot"]
    assert found.rows[8].organization == 'CGLU; UCLG "Cités et Gouvernements Locaux Unis"'
    assert found.refused == found.warnings == ()
    assert [row.row for row in found.rows] == list(range(2, 12))


def test_both_exports_tell_the_same_but_their_language(inputs: Path) -> None:
    english, french = (
        read_attendees(inputs / "12_synthetic_attendance" / f"forms_{language}_utf8.csv").rows
        for language in ("en", "fr")
    )
    for one, other in zip(english, french, strict=True):
        for field in ("stakeholder_category", "gender", "age_band", "seeing", "email", "consents"):
            assert getattr(one, field) == getattr(other, field)


def test_the_scenario_is_counted_as_its_description_counts(inputs: Path, project: Path) -> None:
    path = inputs / "14_scenario" / "scenario_attendance.csv"
    whole = read_attendees(path)
    assert len(whole.rows) == 272
    assert sum(whole.events.values()) == 272
    assert {row.external_id for row in whole.rows} >= {"P001", "P102"}
    people = {row.external_id: row for row in whole.rows}
    scenario = yaml.safe_load((project / "resources" / "scenario.yaml").read_text("utf-8"))
    totals = _find(scenario, "people_by_gender")
    workshops = [row for row in whole.rows if row.event.startswith("W")]
    assert Counter({r.external_id: r.gender for r in workshops}.values()) == totals
    assert len(people) == 102
    assert {v for r in whole.rows for p, v in r.consents.items() if p == "store"} == {"given"}


def _find(node: Any, key: str) -> Any:
    """The first value under ``key`` anywhere in a document."""
    if isinstance(node, dict):
        if key in node:
            return node[key]
        node = list(node.values())
    for child in node if isinstance(node, list) else []:
        found = _find(child, key)
        if found is not None:
            return found
    return None


def test_one_workshop_of_a_file_can_be_picked(inputs: Path) -> None:
    path = inputs / "14_scenario" / "scenario_attendance.csv"
    found = read_attendees(path, only_event="w1")
    assert len(found.rows) == found.events["W1"] == 21
    assert {row.event for row in found.rows} == {"W1"}
    assert found.events["R1"] == 59


def test_a_kobo_export_gives_its_person_without_place_and_children(inputs: Path) -> None:
    found = read_attendees(inputs / "01_submissions" / "tutorial_w_repeats.csv")
    (row,) = found.rows
    assert (row.name, row.age_band, row.answered_on) == ("Bob", "a25_34", "2013-02-18")
    told = repr(row)
    assert "36.79" not in told
    assert "Tom" not in told
    assert {left.reason for left in found.mapping.left_out} == {"coordinates", "repeated_group"}


def test_files_without_names_are_refused(inputs: Path) -> None:
    for name in (
        "01_submissions/children.csv",
        "01_submissions/odk_all-data-types.csv",
        "03_spreadsheets/roo_simple_spreadsheet.xlsx",
        "04_humanitarian_hxl/input-valid.csv",
        "04_humanitarian_hxl/input-valid.xlsx",
        "14_scenario/scenario_agenda.csv",
    ):
        with pytest.raises(NoNameColumn):
            read_attendees(inputs / name)


# --- rows -----------------------------------------------------------------------------------------


def test_rows_without_a_name_are_refused_by_number_unless_empty(write_text: Write) -> None:
    found = _read(write_text, ("name|country", "A|x", "|y", "-|z", " | ", "n/a|", "B|"))
    assert [(row.row, row.name) for row in found.rows] == [(2, "A"), (7, "B")]
    assert [(r.row, r.code, r.values) for r in found.refused] == [
        (3, "attendee_no_name", {}),
        (4, "attendee_no_name", {}),
        (6, "attendee_no_name", {}),
    ]


def test_a_name_of_many_letters_is_refused(write_text: Write) -> None:
    found = _read(write_text, ("name|country", "x" * 301 + "|y", "x" * 300 + "|y"))
    assert [(r.code, r.values) for r in found.refused] == [
        ("attendee_name_too_long", {"limit": 300})
    ]
    assert len(found.rows) == 1


def test_names_are_joined_from_their_columns(write_text: Write) -> None:
    headings = "Apellido paterno|Apellido materno|Nombre(s)|País"
    found = _read(write_text, (headings, "Uno|Dos|Participante|x", "||Sola|y"))
    assert [row.name for row in found.rows] == ["Participante Uno Dos", "Sola"]


def test_the_name_to_be_used_comes_before_the_legal_one(write_text: Write) -> None:
    form = ("Nome completo|Nome social|País", "Participante 001|Outra|x", "Participante 002||y")
    assert [r.name for r in _read(write_text, form).rows] == ["Outra", "Participante 002"]


def test_a_job_under_role_is_kept_as_the_position(write_text: Write) -> None:
    found = _read(write_text, ("name|Role", "A|Facilitadora", "B|Head of office", "C|"))
    told = [(row.role, row.position) for row in found.rows]
    assert told == [("facilitator", ""), ("", "Head of office"), ("", "")]


def test_unknown_answers_are_left_empty_and_remarked(write_text: Write) -> None:
    form = (
        "name|category|age|gender|e-mail|seeing|country",
        "A|Martian|26-35|Q|no tiene|Yes|n/a",
        "B|n/a|||||-",
    )
    found = _read(write_text, form)
    row = found.rows[0]
    assert (row.stakeholder_category, row.age_band, row.gender, row.email) == ("", "", "", "")
    assert (row.seeing, row.country) == ("", "")
    assert [(w.code, w.row, w.field, w.text) for w in found.warnings] == [
        ("answer_not_understood", 2, "gender", "Q"),
        ("answer_not_understood", 2, "stakeholder_category", "Martian"),
        ("answer_not_understood", 2, "age_band", "26-35"),
        ("answer_not_understood", 2, "seeing", "Yes"),
        ("email_not_understood", 2, "email", "no tiene"),
    ]


def test_coordinates_in_a_field_of_places_are_left_out(write_text: Write) -> None:
    form = ("name|City", "A|Salé", "B|34.02, -6.84", "C|Fès")
    found = _read(write_text, form)
    assert [row.locality for row in found.rows] == ["Salé", "", "Fès"]
    assert [(w.code, w.row) for w in found.warnings] == [("coordinates_left_out", 3)]


def test_unclear_days_are_asked_about_and_can_be_settled(write_text: Write) -> None:
    form = [["Timestamp", "name"], ["07/11/2022", "A"], ["07/12/2022", "B"]]
    path = write_text(form)
    found = read_attendees(path)
    assert [row.answered_on for row in found.rows] == ["", ""]
    assert [w.code for w in found.warnings] == ["day_order_unknown"]
    settled = read_attendees(path, day_order="day_first")
    assert [row.answered_on for row in settled.rows] == ["2022-11-07", "2022-12-07"]
    assert settled.warnings == ()


def test_one_refusal_among_several_questions_refuses(write_text: Write) -> None:
    headings = "name|I agree to photographs|I agree to photos online"
    found = _read(write_text, (headings, "A|Yes|No", "B|Yes|Yes", "C|Yes|"))
    assert [r.consents["photo"] for r in found.rows] == ["refused", "given", "not_asked"]


def test_every_purpose_has_a_status(write_text: Write) -> None:
    found = _read(write_text, ("name|country", "A|x"))
    assert found.rows[0].consents == dict.fromkeys(vocabulary().keys("consent_item"), "not_asked")


def test_letters_lost_or_garbled_by_others_are_remarked(write_text: Write) -> None:
    found = _read(write_text, ("name|country", "P\ufffdrez|x", "A|MÃ©xico", "B|Ø§Ù„Ù…", "C|México"))
    assert [(w.code, w.row) for w in found.warnings] == [
        ("lost_characters", 2),
        ("garbled_characters", 3),
        ("garbled_characters", 4),
    ]


def test_a_corrected_mapping_is_obeyed_and_must_fit(write_text: Write) -> None:
    path = write_text([["name", "Remarks"], ["A", "Salé"]])
    mapping = guess_columns(read_table(path)).with_field(1, "locality")
    assert read_attendees(path, mapping).rows[0].locality == "Salé"
    with pytest.raises(NoNameColumn):
        read_attendees(path, mapping.with_field(0, ""))
    other = write_text([["name", "Country"], ["A", "x"]], name="other.csv")
    with pytest.raises(MappingMismatch):
        read_attendees(other, mapping)


def test_workbooks_are_read_like_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    question = "J’accepte que mes données soient conservées"
    for row in (
        ["Feuille de présence"],
        [],
        ["Nom", "Prénom", "Âge", "Horodateur", question],
        ["Une", "Participante", 43, dt.datetime(2022, 7, 11, 9), True],
        ["Deux", "Participante", "18–24", "12/07/2022", False],
    ):
        sheet.append(row)
    path = tmp_path / "presence.xlsx"
    book.save(path)
    found = read_attendees(path)
    assert [(r.row, r.name, r.age_band) for r in found.rows] == [
        (4, "Participante Une", "a35_44"),
        (5, "Participante Deux", "a18_24"),
    ]
    assert [r.answered_on for r in found.rows] == ["2022-07-11", "2022-07-12"]
    assert [r.consents["store"] for r in found.rows] == ["given", "refused"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  A \t B\u00a0\n C ", "A B C"),
        ("'+00 000", "+00 000"),
        ("'=1+1", "=1+1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("\u200fمشاركة\u200f", "مشاركة"),
        ("a\u200db", "a\u200db"),
        ("a\x07b", "a b"),
        ("\ufeffA", "A"),
    ],
)
def test_cells_are_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing_more_than_a_guard(text: str) -> None:
    once = clean(text.replace("'", ""))
    assert clean(once) == once


def test_naughty_names_survive(inputs: Path, write_text: Write) -> None:
    strings = json.loads((inputs / "08_text_and_names" / "blns.json").read_text("utf-8"))
    names = [s for s in strings if clean(s) and any(map(str.isalnum, s)) and len(s) <= 300]
    found = read_attendees(write_text([["name", "country"], *([name, "x"] for name in names)]))
    kept = [row.name for row in found.rows]
    assert [clean(n) for n in names if clean(n).casefold() not in ("n/a", "#n/a")] == kept


def test_picking_a_workshop_changes_nothing_where_the_file_names_none(write_text: Write) -> None:
    path = write_text([["name", "country"], ["A", "x"]])
    assert len(read_attendees(path, only_event="W1").rows) == 1
