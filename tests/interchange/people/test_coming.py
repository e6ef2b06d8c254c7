"""Who did not come, as lists of the invited and registered say it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.interchange.people.attendees import AttendeeFile, read_attendees
from carefacilitator.interchange.people.coming import said

Write = Callable[..., Path]

AWAY = {
    "Status": (
        "Cancelled|Canceled|cancelled by attendee|Registered, then cancelled|Withdrawn|Rejected|"
        "Declined|Not Attending|No-show|No Show|noshow|Did not attend|Absent|Refunded|Expired|"
        "Excused"
    ),
    "Estado": "Cancelada|Canceló|Anulada|Retirada|Se retiró|No asistió|No vino|Ausente|De baja",
    "Statut": "Annulée|A annulé|Désistement|Absente|Excusée|N'est pas venue|Ne vient pas|Refusée",
    "Situação": "Cancelada|Desistiu|Não compareceu|Não veio|Ausente|Faltou|Retirada",
    "الحالة": "ملغى|ألغت|انسحبت|لم تحضر|غائبة|اعتذرت|لن تحضر",
    "Attended": "No|no|0|FALSE|✗|❌|Never came|No, ill|Did not come",
    "Asistió": "No|NO|No pudo|✗|0|Faltó",
    "A assisté": "Non|non|0|✗|Pas venue",
    "Compareceu": "Não|nao|0|✗",
    "هل حضرت": "لا|كلا|✗|0",
    "¿Asistirá?": "No|No, gracias",
}
NOT_AWAY = {
    "Status": "Confirmed|Attending|paid|completed|Registered|Pending|Waiting list|Not cancelled|",
    "Estado": "Confirmada|Pendiente|Inscrita|Pagado|",
    "Attended": "Yes|TRUE|1|✓|x|X||maybe|?",
    "Asistió": "Sí|✓|X||",
    "Check-in date": "2026-05-12 09:01||No|false",
    "Checked in": "true|false|",
}


@pytest.mark.parametrize(("heading", "answers"), AWAY.items())
def test_who_did_not_come(heading: str, answers: str) -> None:
    for answer in answers.split("|"):
        assert said(heading, answer) == "away", (heading, answer)


@pytest.mark.parametrize(("heading", "answers"), NOT_AWAY.items())
def test_what_is_no_proof_of_absence(heading: str, answers: str) -> None:
    for answer in answers.split("|"):
        assert said(heading, answer) != "away", (heading, answer)


def _file(write_text: Write, headings: str, *rows: str) -> AttendeeFile:
    return read_attendees(write_text([line.split("|") for line in (headings, *rows)]))


def test_values_tell_a_status_from_a_place(write_text: Write) -> None:
    status = _file(write_text, "Nombre|Estado", "Ana|Confirmada", "Berta|Cancelada")
    assert [(r.came, r.locality) for r in status.rows] == [("", ""), ("away", "")]
    place = _file(write_text, "Nombre|Estado", "Ana|Yucatán", "Berta|Chiapas")
    assert [(r.came, r.locality) for r in place.rows] == [("", "Yucatán"), ("", "Chiapas")]


def test_a_column_of_needs_is_no_attendance(write_text: Write) -> None:
    found = _file(write_text, "Nombre|Asistencia", "Ana|silla de ruedas", "Berta|lengua de señas")
    assert found.mapping.as_dict() == {"Nombre": "name"}


def test_a_column_that_a_person_chose_is_read_as_attendance(write_text: Write) -> None:
    path = write_text([["Nombre", "Taller 1"], ["Ana", "Sí"], ["Berta", "No"]])
    mapping = read_attendees(path).mapping.with_field(1, "came")
    assert [row.came for row in read_attendees(path, mapping).rows] == ["came", "away"]


def test_one_of_several_columns_may_say_it(write_text: Write) -> None:
    found = _file(
        write_text,
        "Attendee name|Check-in date|Status",
        "A|2026-05-12|paid",
        "B||paid",
        "C||cancelled",
    )
    assert [row.came for row in found.rows] == ["came", "", "away"]
    assert [(w.code, w.row) for w in found.warnings] == [("no_check_in", 3)]
