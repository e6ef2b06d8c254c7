"""Columns that ask people to agree: which they are, and what a row then agrees to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from carefacilitator.interchange.people.attendees import AttendeeFile, AttendeeRow, read_attendees
from carefacilitator.interchange.people.columns import unknown_columns
from carefacilitator.interchange.people.headings import recognise

Write = Callable[..., Path]

ASKING = {
    "es": (
        "¿Acepta que guardemos sus datos?|¿Acepta que guardemos sus datos personales?|"
        "¿Autoriza que conservemos sus datos?|¿Nos autoriza a guardar sus datos?|"
        "¿Permite que guardemos su información?|¿Quiere que guardemos sus datos?|"
        "¿Está conforme con que se guarden sus datos?|¿Le parece bien que guardemos sus datos?|"
        "Autorizo que mis datos sean guardados|Doy permiso para guardar mis datos|"
        "Acepto el tratamiento de mis datos|¿Podemos guardar tus datos?|Guardar mis datos|"
        "Consentimiento para almacenar datos|¿Aceptaría que almacenáramos sus datos?|"
        "¿Aceptás que guardemos tus datos?|¿Nos autorizás a guardar tus datos?|"
        "Autorizo a que se guarden mis datos|¿Nos deja guardar su nombre y teléfono?|"
        "¿Nos das permiso para conservar tu información?"
    ),
    "fr": (
        "Acceptez-vous que nous gardions vos coordonnées ?|"
        "Acceptez-vous que vos données soient conservées ?|"
        "Autorisez-vous la conservation de vos données ?|Pouvons-nous garder vos données ?|"
        "Voulez-vous que nous conservions vos données ?|J’accepte qu’on garde mes données|"
        "Êtes-vous d’accord pour que nous gardions vos données ?|Conservation des données|"
        "Nous permettez-vous de garder vos informations ?|"
        "Souhaitez-vous que vos données soient gardées ?|"
        "Es-tu d’accord pour qu’on garde tes données ?|On peut garder vos données ?"
    ),
    "pt": (
        "Aceita que guardemos os seus dados?|Autoriza que conservemos seus dados?|"
        "Podemos guardar os seus dados?|Permite que armazenemos os seus dados?|"
        "Quer que guardemos os seus dados?|Concorda que seus dados sejam guardados?|"
        "Aceito que guardem meus dados|Guardar meus dados|"
        "Você aceita que a gente guarde seus dados?|Concorda em guardarmos os seus dados?"
    ),
    "ar": (
        "هل تقبلين تسجيل بياناتك؟|هل توافقين على حفظ بياناتك؟|هل تسمحين بحفظ بياناتك؟|"
        "هل تريدين أن نحتفظ ببياناتك؟|أوافق على تخزين بياناتي|هل يمكننا حفظ معلوماتك؟|"
        "ممكن نسجل بياناتك؟|موافقة نحتفظ ببياناتك؟|هل تأذنين لنا بحفظ بياناتك؟"
    ),
    "en": (
        "Do you give permission for us to hold your data?|"
        "Are you happy for us to save your data?|Do you agree that we keep your data?|"
        "May we keep your details?|Can we store your information?|"
        "Would you like us to keep your data?|Is it OK to keep your data?|"
        "I allow you to store my data|Can your data be kept?|Store my data|Data storage|"
        "Okay to keep your name?|OK to store your data?|Will you let us keep your details?"
    ),
}
MAY_ASK = (
    "Acepto|Accord|Aceito|أوافق|Agree|I agree|Consent|Consentimientos|Consentement|Autorizaciones|"
    "Doy mi consentimiento para:|I consent to:|Je donne mon accord pour :|Autorizo:|هل توافقين؟|"
    "Do you agree?|¿Está de acuerdo?|Acepto los términos y condiciones|Opt-in|Conforme|"
    "Consentement / Consent / الموافقة|Aviso de privacidad|Privacy|الموافقات|¿Acepta?|Aceptación|"
    "OK ?|¿Ok?|OK datos|OK pour stockage|Datos: ¿sí o no?|Traitement des données|TCLE assinado|"
    "Assinou o termo?|الإذن|Opted in|He leído el aviso de privacidad"
)
TURNED = (
    "Would you mind if we keep your data?|Do you object to us keeping your data?|"
    "I do not agree that my data are stored|Don't store my data|My data must not be stored|"
    "No deseo que mis datos se guarden|Prefiero que no guarden mis datos|"
    "¿Le molesta que guardemos sus datos?|¿Se opone a que guardemos sus datos?|"
    "Rechazo que guarden mis datos|Mis datos no se deben guardar|"
    "Ne pas conserver mes données|Je refuse que mes données soient conservées|"
    "Vous opposez-vous à la conservation de vos données ?|Não guardem os meus dados|"
    "Recuso que guardem meus dados|لا تحفظوا بياناتي|هل تمانعين حفظ بياناتك؟|"
    "May we delete your data afterwards?|No acepto|Je refuse|Opt out of data storage|"
    "I agree that my data are not stored|Opt out|Opted out|Refusal|Rechaza|عدم الحفظ|"
    "هل تعارضين حفظ بياناتك؟|Anonymous?|¿Quiere ser anónima?|Souhaitez-vous rester anonyme ?"
)
BOTH = (
    "¿Acepta que guardemos sus datos? (Sí/No)|Consent (yes/no)|May we keep your data? Yes or no|"
    "Acepto que guarden mis datos y puedo retirar mi permiso cuando quiera|"
    "I agree that my data are kept and not shared with third parties|"
    "Acepto / No acepto que guarden mis datos|J’accepte / je n’accepte pas la conservation de mes"
    " données|Consentimento para guardar dados (sim ou não)|"
    "Autoriza / no autoriza guardar sus datos"
)
ELSE = (
    "Guardería|Garde d'enfants|Accommodation|Local authority|Country|Do you need childcare?|"
    "What do you want to keep doing?|Do you need a place to hold your baby?|According to whom|"
    "Would you like us to keep a seat for you?|Organización|Comments"
)


@pytest.mark.parametrize("language", ASKING)
def test_a_question_about_keeping_data_is_known_in_any_mood(language: str) -> None:
    for heading in ASKING[language].split("|"):
        found = recognise(heading)
        assert found is not None, heading
        assert found.field == "consent_store", heading
        assert found.confidence >= 0.7, heading


@pytest.mark.parametrize("heading", MAY_ASK.split("|"))
def test_a_heading_of_agreeing_may_ask_for_it(heading: str) -> None:
    found = recognise(heading)
    assert found is not None
    assert found.field == "consent_store"


@pytest.mark.parametrize("heading", TURNED.split("|"))
def test_a_question_that_is_turned_about_is_left_to_a_person(heading: str) -> None:
    found = recognise(heading)
    assert found is not None
    assert (found.field, found.reason) == ("", "negative_question")


@pytest.mark.parametrize("heading", BOTH.split("|"))
def test_a_heading_that_names_both_answers_is_not_turned_about(heading: str) -> None:
    found = recognise(heading)
    assert found is not None
    assert found.field == "consent_store"


@pytest.mark.parametrize("heading", ELSE.split("|"))
def test_other_headings_ask_for_no_consent(heading: str) -> None:
    found = recognise(heading)
    assert found is None or not found.field.startswith("consent_")


def _rows(write_text: Write, headings: str, *rows: str) -> tuple[AttendeeRow, ...]:
    return _file(write_text, headings, *rows).rows


def _file(write_text: Write, headings: str, *rows: str) -> AttendeeFile:
    return read_attendees(write_text([line.split("|") for line in (headings, *rows)]))


def _asked(row: AttendeeRow) -> dict[str, str]:
    return {key: status for key, status in row.consents.items() if status != "not_asked"}


def test_a_file_that_does_not_ask_holds_nobody(write_text: Write) -> None:
    (row,) = _rows(write_text, "Name|Country", "Ana|x")
    assert (_asked(row), row.unclear) == ({}, ())


def test_only_a_known_yes_stores(write_text: Write) -> None:
    answers = {
        "Yes": "given", "No, thank you": "refused", "": "held", "x": "held", "Yes?": "held",
        "yes but no photo": "held", "n/a": "held", "✗": "refused", "☑": "given",
    }  # fmt: skip
    rows = _rows(
        write_text, "Name|May we keep your data?", *(f"N{i}|{a}" for i, a in enumerate(answers))
    )
    assert [row.consents["store"] for row in rows] == list(answers.values())
    assert [row.store_answer for row in rows] == [
        answer if status == "held" else "" for answer, status in answers.items()
    ]


def test_another_purpose_that_is_not_understood_is_not_asked_and_told(write_text: Write) -> None:
    found = _file(
        write_text, "Name|May we keep your data?|May we take your photo?", "A|Yes|x", "B|Yes|"
    )
    assert [_asked(row) for row in found.rows] == [{"store": "given"}, {"store": "given"}]
    assert [(w.code, w.row, w.field, w.text) for w in found.warnings] == [
        ("consent_not_understood", 2, "consent_photo", "x")
    ]


def test_codes_of_a_longer_list_are_no_answer(write_text: Write) -> None:
    heading = "Name|May we keep your data?"
    assert [r.consents["store"] for r in _rows(write_text, heading, "A|1", "B|0")] == [
        "given",
        "refused",
    ]
    coded = _rows(write_text, heading, "A|1", "B|2", "C|3")
    assert {row.consents["store"] for row in coded} == {"held"}


def test_a_number_of_an_agreement_asks_nobody(write_text: Write) -> None:
    found = _file(write_text, "Name|Agreement number", "Ana|00123", "Berta|00124")
    assert [c.header for c in unknown_columns(found.mapping, found.table)] == ["Agreement number"]
    assert {row.consents["store"] for row in found.rows} == {"not_asked"}


def test_one_question_for_storing_and_more_keeps_nobody_who_says_no(write_text: Write) -> None:
    heads = "Name|I agree to my data being stored and to photos"
    rows = _rows(write_text, heads, "A|Yes", "B|No", "C|only data")
    assert [_asked(row) for row in rows] == [
        {"store": "given", "photo": "given"},
        {"store": "refused", "photo": "refused"},
        {"store": "held"},
    ]


def test_answers_tell_a_question_from_an_address(write_text: Write) -> None:
    rows = _rows(write_text, "Name|E-mail consent", "A|Yes", "B|No")
    assert [row.consents["store"] for row in rows] == ["given", "refused"]
    addresses = _rows(write_text, "Name|Authorised e-mail", "A|a@example.org", "B|")
    assert [row.email for row in addresses] == ["a@example.org", ""]
    assert {row.consents["store"] for row in addresses} == {"not_asked"}


@pytest.mark.parametrize(
    ("answer", "photo", "status"),
    [
        ("Guardar mis datos, Tomarme fotos", "given", "given"),
        ("Guardar mis datos; Tomarme fotos", "given", "given"),
        ("Tomarme fotos", "given", "held"),
        ("Guardar mis datos", "not_asked", "given"),
        ("Ninguno de los anteriores", "not_asked", "refused"),
        ("Guardar mis datos, pero sin fotos", "not_asked", "held"),
        ("Guardar solo mi nombre", "not_asked", "held"),
        ("", "not_asked", "held"),
    ],
)
def test_ticked_boxes_list_what_is_agreed_to(
    write_text: Write, answer: str, photo: str, status: str
) -> None:
    (row,) = _rows(write_text, "Nombre|Doy mi consentimiento para:", f"Ana|{answer}")
    assert (row.consents["photo"], row.consents["store"]) == (photo, status)


def test_free_words_below_a_question_about_data_are_no_ticked_boxes(write_text: Write) -> None:
    (row,) = _rows(write_text, "Name|Do you agree that we keep your data?", "Ana|keep my name")
    assert row.consents["store"] == "held"


def test_a_question_that_may_ask_stays_quiet_beside_one_that_does(write_text: Write) -> None:
    heads = "Name|May we keep your data?|I agree with the programme"
    rows = _rows(write_text, heads, "A|Yes|strongly", "B|Yes|No", "C|No|Yes", "D||Yes", "E|Yes|Yes")
    assert [r.consents["store"] for r in rows] == ["given", "held", "refused", "held", "given"]


def test_a_question_whose_yes_means_no_is_for_a_person_to_decide(write_text: Write) -> None:
    rows = _rows(write_text, "Name|I do not agree that my data are stored", "A|Yes", "B|No", "C|")
    assert {row.consents["store"] for row in rows} == {"held"}
    photos = _rows(write_text, "Nombre|No acepto fotografías", "A|Sí")
    assert _asked(photos[0]) == {}


# --- one column for each answer -------------------------------------------------------------------

SIDES = [
    ("May we keep your data? / Yes", "May we keep your data? / No"),
    ("May we keep your data? [Yes]", "May we keep your data? [No]"),
    ("¿Autoriza que guardemos sus datos? - Sí", "¿Autoriza que guardemos sus datos? - No"),
    ("Acceptez-vous que nous gardions vos données ? (Oui)",
     "Acceptez-vous que nous gardions vos données ? (Non)"),
    ("consent/yes", "consent/no"),
    ("هل توافقين على حفظ بياناتك؟ / نعم", "هل توافقين على حفظ بياناتك؟ / لا"),
]  # fmt: skip


@pytest.mark.parametrize("heads", SIDES)
@pytest.mark.parametrize("tick", ["x", "X", "☒", "✓", "1", "TRUE"])
def test_ticks_below_a_yes_and_a_no(write_text: Write, heads: tuple[str, str], tick: str) -> None:
    rows = _rows(
        write_text,
        "|".join(("Name", *heads)),
        f"A|{tick}|",
        f"B||{tick}",
        f"C|{tick}|{tick}",
        "D||",
    )
    assert [r.consents["store"] for r in rows] == ["given", "refused", "held", "held"]


def test_a_heading_that_names_both_answers_is_one_column(write_text: Write) -> None:
    rows = _rows(
        write_text, "Nombre|¿Acepta que guardemos sus datos? (Sí/No)", "A|Sí", "B|No", "C|x"
    )
    assert [row.consents["store"] for row in rows] == ["given", "refused", "held"]


def _book(tmp_path: Path, rows: list[list[str]], merged: tuple[str, ...] = ()) -> AttendeeFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(tmp_path / "list.xlsx")
    return read_attendees(tmp_path / "list.xlsx")


QUESTIONS = ["¿Autoriza que guardemos sus datos?", "", "¿Autoriza fotografías?", ""]
ANSWERS = ["Sí", "No", "Sí", "No"]


@pytest.mark.parametrize("named_below", [False, True])
def test_answers_below_a_merged_question(tmp_path: Path, named_below: bool) -> None:
    first, second = ["Nombre", *QUESTIONS], ["", *ANSWERS]
    if named_below:
        first[0], second[0] = second[0], first[0]
    rows = [
        first,
        second,
        ["Ana", "X", "", "X", ""],
        ["Berta", "", "X", "", "X"],
        ["Celia", "", "", "", ""],
    ]
    found = _book(tmp_path, rows, ("B1:C1", "D1:E1"))
    assert [(row.row, row.name) for row in found.rows] == [(3, "Ana"), (4, "Berta"), (5, "Celia")]
    assert [_asked(row) for row in found.rows] == [
        {"store": "given", "photo": "given"},
        {"store": "refused", "photo": "refused"},
        {"store": "held"},
    ]
    assert found.refused == ()


def test_a_third_answer_below_the_question_is_neither(tmp_path: Path) -> None:
    rows = [
        ["Nombre", "¿Autoriza que guardemos sus datos?", "", "", "Correo"],
        ["", "Sí", "No", "No sabe", ""],
        ["Ana", "X", "", "", "ana@example.org"],
        ["Berta", "", "", "X", ""],
        ["Celia", "X", "", "X", ""],
    ]
    found = _book(tmp_path, rows, ("B1:D1",))
    assert [row.consents["store"] for row in found.rows] == ["given", "held", "held"]
    assert found.rows[0].email == "ana@example.org"


def test_purposes_below_one_question(tmp_path: Path) -> None:
    rows = [
        ["Nombre", "Consentimiento", "", ""],
        ["", "Guardar mis datos", "Tomar fotos", "Compartir con la secretaría"],
        ["Ana", "Sí", "No", "Sí"],
        ["Berta", "No", "No", "No"],
    ]
    found = _book(tmp_path, rows, ("B1:D1",))
    assert _asked(found.rows[0]) == {
        "store": "given",
        "photo": "refused",
        "share_secretariat": "given",
    }
    assert found.rows[1].consents["store"] == "refused"


def test_a_first_person_is_not_taken_for_a_row_of_answers(write_text: Write) -> None:
    rows = _rows(write_text, "Nombre|¿Acepta que guardemos sus datos?||País", "Ana|Sí|No|x")
    assert [row.name for row in rows] == ["Ana"]


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("Accord (O/N)", "O", "N"),
        ("Accord", "o", "n"),
        ("Acepta (S/N)", "S", "N"),
        ("Consent (Y/N)", "Y", "N"),
        ("Acceptez-vous ? (O/N)", "O", "Non"),
        ("الموافقة (ن/ل)", "ن", "ل"),
        ("أوافق", "ن", "ل"),
    ],
)
def test_letters_are_answers_where_the_column_or_its_heading_has_both(
    write_text: Write, heading: str, yes: str, no: str
) -> None:
    lines = [f"Nom,{heading}", f"Ana Balam,{yes}", f"Luz Pech,{no}"]
    file = _file(write_text, *(line.replace(",", "|") for line in lines))
    said = [row.consents["store"] for row in file.rows]
    assert said == ["given", "refused"]


def test_a_letter_alone_is_not_understood(write_text: Write) -> None:
    file = _file(write_text, "Nom|Accord", "Ana Balam|O", "Luz Pech|ن", "Eva Uc|")
    assert [row.consents["store"] for row in file.rows] == ["held"] * 3


@pytest.mark.parametrize("heading", ["Q17", "Question 9", "Column 2", "Respuesta"])
def test_answers_may_say_what_a_heading_does_not(write_text: Write, heading: str) -> None:
    lines = [f"Name,{heading}", "Ana Balam,Acepto", "Luz Pech,No acepto", "Eva Uc,"]
    file = _file(write_text, *(line.replace(",", "|") for line in lines))
    assert [row.consents["store"] for row in file.rows] == ["given", "refused", "held"]


def test_a_scale_of_agreeing_asks_for_nothing(write_text: Write) -> None:
    text = "Name,Q4\nAna Balam,أوافق بشدة\nLuz Pech,لا أوافق\n"
    file = _file(write_text, *text.replace(",", "|").splitlines())
    assert {row.consents["store"] for row in file.rows} == {"not_asked"}
    assert [one.header for one in unknown_columns(file.mapping, file.table)] == ["Q4"]


def test_opting_out_of_mail_is_not_about_keeping(write_text: Write) -> None:
    text = "Name,No Bulk Emails (User Opt Out)\nAna Balam,No\nLuz Pech,Yes\n"
    file = _file(write_text, *text.replace(",", "|").splitlines())
    assert {row.consents["store"] for row in file.rows} == {"not_asked"}


@pytest.mark.parametrize(
    "heading", ["Consent (0=yes 1=no)", "Consentimiento (1. No 2. Sí)", "Accord (1 = oui, 0 = non)"]
)
def test_figures_that_the_heading_explains_are_codes(write_text: Write, heading: str) -> None:
    rows = _rows(write_text, f"Name|{heading}", "Ana Balam|1", "Luz Pech|0")
    assert [row.consents["store"] for row in rows] == ["held", "held"]


def test_agreeing_with_an_opinion_is_no_yes_to_being_stored(write_text: Write) -> None:
    heads = "Name|Do you agree with the following: care work is work"
    rows = _rows(write_text, heads, "Ana Balam|Strongly agree", "Luz Pech|Agree")
    assert [row.consents["store"] for row in rows] == ["held", "held"]
    rows = _rows(write_text, "Name|May we keep your data?", "Ana Balam|Strongly agree")
    assert [row.consents["store"] for row in rows] == ["given"]


def test_a_code_of_an_agreement_asks_nobody(write_text: Write) -> None:
    rows = _rows(write_text, "Name|Agreement number", "Ana Balam|A-12", "Luz Pech|A-13")
    assert {row.consents["store"] for row in rows} == {"not_asked"}
