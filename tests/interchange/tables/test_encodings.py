from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from carefacilitator.interchange.tables.encodings import find_encoding
from carefacilitator.interchange.tables.refusals import NotASpreadsheet, UnreadableText
from carefacilitator.interchange.tables.tables import read_table

Write = Callable[..., Path]

SHEETS = {
    "en": [
        ["Full name", "Organization", "Comment"],
        ["Participant 001", "Women’s café – hall", "It’s “fine”"],
        ["Participant 002", "Care hub", "—"],
    ],
    "es": [
        ["Nombre completo", "Organización", "País"],
        ["Participante 001", "Asociación de niñas y niños", "México"],
        ["Participante 002", "Red de cuidado", "¿Perú?"],
    ],
    "es, accents on í only": [
        ["Nombre", "Municipio", "Cargo"],
        ["Participante María", "León García", "x"],
    ],
    "fr": [
        ["Nom complet", "Organisation", "Tranche d’âge"],
        ["Participante 001", "Réseau d’entraide, l’œuvre", "Où ça ? Là-bas"],
        ["Participante 002", "Cœur à cœur", "Noël"],
    ],
    "fr, apostrophes only": [
        ["Nom", "Structure", "Remarque"],
        ["Participante 001", "l’association", "d’accord"],
    ],
    "pt": [
        ["Nome completo", "Organização", "País"],
        ["Participante 001", "Associação de mães e irmãs", "São Tomé"],
        ["Participante 002", "Ações do coração", "Pôr do sol"],
    ],
    "ar": [
        ["الاسم الكامل", "المنظمة", "البلد"],
        ["المشاركة 001", "جمعية النساء العاملات", "المغرب"],
        ["مشارك 002", "شبكة الرعاية", "تونس"],
    ],
    "ar and fr": [
        ["Nom / الاسم", "Organisation", "Ville"],
        ["Participante — مشاركة", "Réseau féminin", "Salé"],
        ["مشارك", "جمعية الأمل", "Fès"],
    ],
}
WRITTEN_BY_EXCEL = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1252",
    "cp1256",
    "mac_roman",
    "cp850",
    "cp720",
)


def _combinations() -> list[tuple[str, str, str]]:
    found = []
    for language, table in SHEETS.items():
        for encoding in WRITTEN_BY_EXCEL:
            try:
                "".join(map("".join, table)).encode(encoding)
            except UnicodeEncodeError:
                continue
            found += [(language, encoding, separator) for separator in ",;\t|"]
    return found


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize(("language", "encoding", "separator"), _combinations())
def test_what_excel_writes_is_read_back_equal(
    language: str, encoding: str, separator: str, newline: str, write_text: Write
) -> None:
    sheet = SHEETS[language]
    table = read_table(write_text(sheet, encoding, separator, newline))
    assert [table.headers, *table.rows] == sheet
    assert table.separator == separator


def test_big_endian_unicode_text_is_read(write_bytes: Write) -> None:
    path = write_bytes(b"\xfe\xff" + "الاسم\tالبلد\r\nمشاركة\tتونس\r\n".encode("utf-16-be"))
    assert read_table(path).rows == [["مشاركة", "تونس"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_unicode_text_that_lost_its_mark_is_read_where_it_is_clear(
    encoding: str, write_bytes: Write
) -> None:
    path = write_bytes("Nombre\tPaís\r\nParticipante 001\tMéxico\r\n".encode(encoding))
    assert find_encoding(path) == encoding


@pytest.mark.parametrize(
    "content",
    [
        "Имя,Организация\nАнна,Сеть\n".encode("cp1251"),
        "Имя,Организация\nАнна,Сеть\n".encode("koi8-r"),
        "Όνομα,Χώρα\nΜαρία,Ελλάδα\n".encode("cp1253"),
        "名前,組織\n山田,会社\n".encode("shift_jis"),
        "姓名,机构\n李,公司\n".encode("gbk"),
        "Imię,Kraj\nŁukasz,Żory\n".encode("cp1250"),
    ],
    ids=["cyrillic", "koi8", "greek", "japanese", "chinese", "polish"],
)
def test_other_encodings_are_refused_not_garbled(content: bytes, write_bytes: Write) -> None:
    with pytest.raises(UnreadableText):
        find_encoding(write_bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        "Nombre,País\nParticipante Núñez,México\n".encode()[:-5] + b"\xff\n",
        "Nombre,País\nParticipante,Méx".encode() + b"\xc3",
        b"\xff\xfe" + random.Random(1).randbytes(3001),
        random.Random(2).randbytes(3000),
        bytes(random.Random(3).choices(range(128, 256), k=3000)),
        b"name,country\nParticipant\x00,x\n",
        b"\xff\xfe" + "name\tcountry".encode("utf-16-le") + b"\x00",
    ],
    ids=["one broken byte", "cut inside a letter", "random after a mark", "random", "high bytes",
         "nul", "odd utf-16"],
)  # fmt: skip
def test_broken_and_binary_files_are_refused(content: bytes, write_bytes: Write) -> None:
    with pytest.raises(UnreadableText):
        find_encoding(write_bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"{\\rtf1",
        b"\n <!DOCTYPE html><p>",
        b"\xef\xbb\xbf<html><table>",
        b'<?xml version="1.0"?>',
        b"BEGIN:VCARD\r\n",
    ],
)
def test_other_kinds_of_file_are_refused_whatever_they_are_called(
    content: bytes, write_bytes: Write
) -> None:
    with pytest.raises(NotASpreadsheet):
        find_encoding(write_bytes(content))


def test_plain_ascii_is_utf8(write_bytes: Write) -> None:
    assert find_encoding(write_bytes(b"name,country\nParticipant 001,x\n")) == "utf-8"


def test_a_single_sign_is_windows(write_bytes: Write) -> None:
    assert find_encoding(write_bytes("name\nfive – six €\n".encode("cp1252"))) == "cp1252"


def test_a_letter_far_into_a_large_file_counts(write_bytes: Write) -> None:
    lines = b"Participant,x\n" * 200_000
    path = write_bytes(b"name,country\n" + lines + "Participante,México\n".encode("cp1252"))
    assert find_encoding(path) == "cp1252"


CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n"), max_size=20
)
WORDS = st.text(st.characters(codec="ascii", categories=("Lu", "Ll")), min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Any table with headings; its last row says something, as a file cannot show what is not."""
    columns = draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(CELLS, min_size=columns, max_size=columns), max_size=5))
    header = draw(st.lists(WORDS, min_size=columns, max_size=columns, unique=True))
    return [header, *rows, [*header[:-1], "end"]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([["a", "b"], ["=1", "'x"], ["a", "end"]], "utf-8", ";")
@given(
    tables(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")), st.sampled_from(",;\t|")
)
def test_any_table_is_read_back_equal_in_unicode(
    write_text: Write, sheet: list[list[str]], encoding: str, separator: str
) -> None:
    table = read_table(write_text(sheet, encoding, separator), known=lambda _text: False)
    assert [table.headers, *table.rows] == _as_read(sheet)
    assert table.separator == separator


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([["A", "AA"], ["0", " "], ["A", "end"]], "cp1252", ",")
@given(
    tables(),
    st.sampled_from(("cp1252", "cp1256", "mac_roman", "cp850", "latin-1")),
    st.sampled_from(",;\t|"),
)
def test_any_table_is_read_back_equal_when_a_person_names_the_encoding(
    write_text: Write, sheet: list[list[str]], encoding: str, separator: str
) -> None:
    try:
        path = write_text(sheet, encoding, separator)
    except UnicodeEncodeError:
        sheet = [[c.encode(encoding, "ignore").decode(encoding) for c in row] for row in sheet]
        path = write_text(sheet, encoding, separator)
    assume(not path.read_bytes().startswith((b"PK", b"\xd0\xcf")))
    table = read_table(path, known=lambda _text: False, encoding=encoding, separator=separator)
    assert [table.headers, *table.rows] == _as_read(sheet)


def _as_read(sheet: list[list[str]]) -> list[list[str]]:
    """Rows in which nothing is said come back empty."""
    return [row if any(c.strip() for c in row) else [""] * len(row) for row in sheet]


def test_a_wrong_encoding_named_by_a_person_is_refused(write_bytes: Write) -> None:
    path = write_bytes("Nombre,País\nx,México\n".encode("cp1252"))
    with pytest.raises(UnreadableText):
        read_table(path, encoding="utf-8")
