from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Attachment, Lesson, Note, Organisation, Person
from carefacilitator.services.privacy.texts_naming import texts_naming
from carefacilitator.services.program import Program

NAME, PHONE = "Marie-Claire Guion", "+33 712 345 678"


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        (NAME, "Marie-Claire Guion said it", "[…] said it"),
        (NAME, "so MARIE CLAIRE GUION said", "so […] said"),
        (NAME, "Guion Marie‑Claire said", "[…] said"),
        (NAME, "Marieclaire said", "[…] said"),
        (NAME, "Guion, Marie-Claire: yes", "[…]: yes"),
        (NAME, "Mme Guion", "Mme […]"),
        (NAME, "call 0712345678 or 0712-345-678", "call […] or […]"),
        ("José Núñez", "jose\u00a0nunez came", "[…] came"),
        ("José Núñez", "Jose\u0301 came", "[…] came"),
        ("Suharti", "and suharti, who", "and […], who"),
        ("María de la Luz", "la de Luz, de la casa", "la de […], de la casa"),
        ("فاطمة الزهراء", "قالت وفاطمه الزهراء كلاما", "قالت […] كلاما"),
    ],
)
def test_every_spelling_is_found(program: Program, name: str, text: str, masked: str) -> None:
    with program.workspace.change("note_add") as change:
        change.put(Person(id="p1", name=name, phone=PHONE))
        change.put(Note(id="n1", workshop_id="w1", text=text))
    (found,) = texts_naming(program.workspace, "p1")
    assert (found.kind, found.field, found.text, found.masked) == ("note", "text", text, masked)


@pytest.mark.parametrize("text", ["de la casa", "mariette", "07123", "the guionista", ""])
def test_nobody_else_is_found(program: Program, text: str) -> None:
    with program.workspace.change("note_add") as change:
        change.put(Person(id="p1", name="Marie de la Guion", phone=PHONE))
        change.put(Note(id="n1", workshop_id="w1", text=text))
    assert texts_naming(program.workspace, "p1") == []


def test_all_kinds_of_texts_and_the_bin_are_read(program: Program) -> None:
    with program.workspace.change("note_add") as change:
        change.put(Person(id="p1", name=NAME))
        change.put(Lesson(id="l1", text="x", texts={"es": f"{NAME} dijo"}, who="Claire Guion"))
        change.put(Note(id="n1", text=NAME))
        change.put(Organisation(id="o1", name=NAME))  # typed as who promised something
        change.put(Attachment(id="f1", name="guion.jpg"))
        change.delete(Note, "n1")
    found = {(one.kind, one.field): one.whole for one in texts_naming(program.workspace, "p1")}
    assert found == {
        ("note", "text"): True,
        ("organisation", "name"): True,
        ("attachment", "name"): False,
        ("lesson", "texts/es"): True,
        ("lesson", "who"): True,
    }
