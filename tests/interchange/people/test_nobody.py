"""Rows that are nobody: totals, titles, headings again, who prepared it, a second table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.interchange.people.attendees import read_attendees

Write = Callable[..., Path]

HEADS = ["Nombre", "Comunidad", "Teléfono"]
ANA = ["Ana Balam", "San Juan", "9991234567"]
BERTA = ["Berta Chan", "Santa Rosa", "9991234568"]

NOBODY = {
    "row_total": (
        "Total|TOTAL: 25|Total mujeres: 3|TOTAL PARTICIPANTES: 3|Total general|Gran total|Subtotal|"
        "Total général|Total de femmes : 12|Totaux|Nombre de participantes : 3|Femmes : 12|"
        "Número de asistentes: 5|Mujeres: 12|12 mujeres|Asistieron 12 mujeres|Total geral|Totais|"
        "Mulheres: 7|Número de participantes: 7|Grand total|Total women: 3|Women: 3|"
        "Number of participants: 3|المجموع|المجموع: 3|إجمالي المشاركات: 3|عدد المشاركات: 3|"
        "العدد الإجمالي 3|مجموع النساء 3"
    ),
    "row_title": (
        "COMUNIDAD SAN JUAN|Comunidad: Santa Rosa|Municipio de Oxkutzcab|Village: Tixcacal|"
        "Communauté de Bonou|Commune de Salé|Comunidade Boa Vista|Día 2|Jour 1|Grupo 3|"
        "Lista de asistencia|Attendance sheet of May|San Juan|قرية تامري|اليوم 2|Mesa 4|"
        "Barrio El Carmen|Quartier Hay Salam"
    ),
    "row_signed": (
        "Elaboró: Lic. Marta Poot|Elaborado por Marta Poot|Revisó: M. P.|Vo. Bo. Marta|"
        "Prepared by: M. Poot|Fait à Salé, le 12 mai|Établi par M. Poot|Feito em Recife|"
        "Elaborado por: M. Poot|Fecha: 12 de mayo|Página 1 de 3|Page 2|Responsable: Marta|"
        "Fuente: registro|Coordinadora: Marta|"
        "Nombre y firma de la responsable|Recife, 12 de maio de 2026|Mérida, a 3 de mayo de 2026|"
        "Arrêté le présent état à deux personnes|أعدته: مريم|حرر في سلا|توقيع: مريم|صفحة 2|"
        "Lugar y fecha: Mérida|La secrétaire|Signature|Assinatura|Arrêtée la présente liste à 3|"
        "حرر بتيزنيت في 12 ماي|Obs.: lista incompleta|End of list|Fin de la lista|N = 2|(blank)|"
        "xxx|test|Gracias por participar"
    ),
    "row_heading": "Nombre|Name|Nombre completo|Nom et prénom|الاسم الكامل|Nome completo|full_name",
}


@pytest.mark.parametrize(
    ("code", "text"), [(code, one) for code, all_ in NOBODY.items() for one in all_.split("|")]
)
def test_a_row_that_is_nobody_is_remarked(write_text: Write, code: str, text: str) -> None:
    file = read_attendees(write_text([HEADS, ANA, [text, "", ""], BERTA]))
    assert [row.name for row in file.rows] == ["Ana Balam", "Berta Chan"]
    assert [(one.code, one.row) for one in file.warnings] == [(code, 3)]
    assert not file.refused


@pytest.mark.parametrize(
    "name",
    [
        "Totalina Uc", "Soma Das", "Suma Rao", "Participant 001", "Participante 01", "Mujer 3",
        "Ana", "Dia Mirza", "Comunidad", "Page Miller", "Faith Adu", "Nota Pérez", "Salé",
        "Numa Rey", "Media Ortiz", "Fecha Luz", "Persona 3", "María Total", "Rosa Comunidad",
    ],
)  # fmt: skip
def test_a_person_stays_a_person(write_text: Write, name: str) -> None:
    with_phone = read_attendees(write_text([HEADS, ANA, [name, "Tixcacal", "9991234569"], BERTA]))
    assert [row.name for row in with_phone.rows] == ["Ana Balam", name, "Berta Chan"]
    if name != "Comunidad":
        alone = read_attendees(write_text([HEADS, ANA, [name, "", ""], BERTA]))
        assert [row.name for row in alone.rows] == ["Ana Balam", name, "Berta Chan"]


def test_figures_make_a_total(write_text: Write) -> None:
    table = [HEADS, ANA, BERTA, ["Total general", "3", ""], ["Mujeres", "3", ""]]
    file = read_attendees(write_text(table))
    assert [(one.code, one.row) for one in file.warnings] == [("row_total", 4), ("row_total", 5)]


def test_headings_on_every_printed_page(write_text: Write) -> None:
    table = [HEADS, ["COMUNIDAD SAN JUAN"], ANA, [], HEADS, ["COMUNIDAD SANTA ROSA"], BERTA]
    file = read_attendees(write_text([[*row, "", "", ""][:3] for row in table]))
    assert [row.name for row in file.rows] == ["Ana Balam", "Berta Chan"]
    codes = [(one.code, one.row) for one in file.warnings]
    assert codes == [("row_title", 2), ("row_heading", 5), ("row_title", 6)]


@pytest.mark.parametrize(
    "second",
    [
        ["Name", "Email", "Attendance"],
        ["Nom", "Courriel", "Présence"],
        ["nombre_completo", "correo", "asistencia"],
        ["full_name", "e_mail", "attended"],
        ["الاسم", "البريد الإلكتروني", "الحضور"],
        ['{"ImportId":"QID1_TEXT"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}'],
        ["Open-Ended Response", "Open-Ended Response", "Response"],
        ["Respuesta abierta", "Respuesta abierta", ""],
        ["What is your full name?", "What is your e-mail?", ""],
    ],
)
def test_second_headings(write_text: Write, second: list[str]) -> None:
    table = [["Nombre", "Correo", "Asistencia"], second, ["Ana Balam", "a@example.org", "Sí"]]
    file = read_attendees(write_text(table))
    assert [row.name for row in file.rows] == ["Ana Balam"]
    assert ("row_heading", 2) in [(one.code, one.row) for one in file.warnings]


def test_a_report_of_a_meeting_ends_where_its_second_table_begins(write_text: Write) -> None:
    table = [
        ["1. Summary"], ["Meeting title", "Taller"], ["Attended participants", "2"], [],
        ["2. Participants"],
        ["Name", "First Join", "Duration", "Email", "Participant ID (UPN)", "Role"],
        ["Ana Balam", "9:00", "3h", "ana@example.org", "ana@example.org", "Organizer"],
        ["Berta Chan (Guest)", "9:05", "2h", "", "", "Presenter"], [],
        ["3. In-Meeting Activities"],
        ["Name", "Join Time", "Duration", "Email", "Role"],
        ["Ana Balam", "9:00", "3h", "ana@example.org", "Organizer"],
        ["Celia Dzul", "9:05", "2h", "", "Presenter"],
    ]  # fmt: skip
    file = read_attendees(write_text(table))
    assert [row.name for row in file.rows] == ["Ana Balam", "Berta Chan"]
    assert [(one.code, one.row) for one in file.warnings] == [
        ("row_title", 10), ("row_other_table", 11), ("row_other_table", 12),
        ("row_other_table", 13),
    ]  # fmt: skip


def test_a_summary_above_the_participants(write_text: Write) -> None:
    table = [
        ["Meeting ID", "Topic", "Start Time", "Participants"],
        ["123 456", "Taller", "05/12/2026", "3"],
        [],
        ["Name (Original Name)", "User Email", "Join Time"],
        ["Ana Balam", "ana@example.org", "9:00"],
        ["Berta Chan", "", "9:10"],
    ]
    file = read_attendees(write_text(table))
    assert [(row.row, row.name) for row in file.rows] == [(5, "Ana Balam"), (6, "Berta Chan")]


def test_a_merged_cell_is_a_title(
    write_workbook: Callable[..., Path], rows_xml: Callable[..., str]
) -> None:
    table = [HEADS, ["Los Laureles", "", ""], ANA, ["Las Rosas", "", ""], BERTA]
    path = write_workbook({"Lista": rows_xml(table)}, name="plain.xlsx")
    assert len(read_attendees(path).rows) == 4, "without merging nothing tells them apart"
    merged = rows_xml(table) + (
        '</sheetData><mergeCells count="2"><mergeCell ref="A2:C2"/><mergeCell ref="A4:C4"/>'
        "</mergeCells><sheetData>"
    )
    file = read_attendees(write_workbook({"Lista": merged}, name="merged.xlsx"))
    assert [row.name for row in file.rows] == ["Ana Balam", "Berta Chan"]
    assert [(one.code, one.row) for one in file.warnings] == [("row_title", 2), ("row_title", 4)]


def test_no_row_is_both_a_person_and_a_remark(write_text: Write) -> None:
    table = [HEADS, ANA]
    for all_ in NOBODY.values():
        table += [[text, "", ""] for text in all_.split("|")]
    file = read_attendees(write_text([*table, BERTA]))
    told = {one.row for one in file.warnings if one.code in {*NOBODY, "row_other_table"}}
    people = {row.row for row in file.rows}
    assert not told & people
    assert told | people | {one.row for one in file.refused} == set(range(2, len(table) + 2))


def test_an_organisation_without_a_name_is_refused_as_such(write_text: Write) -> None:
    file = read_attendees(write_text([["Nombre", "Organización"], ANA[:2], ["", "Nadie"]]))
    assert [(one.row, one.code) for one in file.refused] == [(3, "attendee_no_name")]
    assert not file.warnings


def test_a_woman_called_total_stays_where_a_village_stands_beside_her(write_text: Write) -> None:
    rows = [HEADS, ANA, ["Total Ndiaye", "Thiès", ""], ["Total mujeres", "San Juan", ""]]
    file = read_attendees(write_text([*rows, ["TOTAL", "3", ""]]))
    assert [row.name for row in file.rows] == ["Ana Balam", "Total Ndiaye"]
    assert [one.row for one in file.warnings] == [4, 5]


def test_a_sum_in_the_column_of_names_is_nobody(write_text: Write) -> None:
    heads = ["No.", *HEADS]
    rows = [heads, ["1", *ANA], ["2", *BERTA], ["TOTAL", "2", "", ""]]
    file = read_attendees(write_text(rows))
    assert [row.name for row in file.rows] == ["Ana Balam", "Berta Chan"]


def test_an_average_age_is_nobody(write_text: Write) -> None:
    heads = ["Nombre", "Sexo", "Edad"]
    rows = [["Ana Balam", "Mujer", "34"], ["Promedio", "", "28"], ["Media", "", "28"]]
    assert [row.name for row in read_attendees(write_text([heads, *rows])).rows] == ["Ana Balam"]
