"""The searching itself: a value is found wherever and however it was hidden, and only then."""

from __future__ import annotations

import base64
import codecs
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from openpyxl import Workbook
from PIL import Image

from carefacilitator.i18n import Words
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.reports import Enclosed, make
from tests.exits.opened import Opened, open_bytes

VALUES = ("zq00417qz", "Ñandú Gâteau", "فاطمة الزهراء", "Marie-Claire Guion", "0712 345 678")
Encode = Callable[[str], bytes]

ENCODINGS: dict[str, Encode] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 in other forms": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16 with a mark": lambda text: text.encode("utf-16"),
    "JSON": lambda text: json.dumps({"a": text}).encode(),
    "JSON, plain": lambda text: json.dumps({"a": text}, ensure_ascii=False).encode(),
    "percent": lambda text: quote(text).encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one before": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64, two before": lambda text: base64.b64encode(b"xy" + text.encode()),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "hexadecimal, upper": lambda text: text.encode().hex().upper().encode(),
    "other case": lambda text: text.upper().encode(),
    "broken over lines": lambda text: " ".join(text).encode(),
    "folded line of a calendar": lambda text: f"X:{text[:4]}\r\n {text[4:]}".encode(),
    "HTML": lambda text: "".join(f"&#{ord(char)};" for char in text).encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("value", VALUES)
def test_found_in_every_encoding(value: str, encoding: str) -> None:
    around = {"utf-16 with a mark": (b"", b""), "HTML": (b"", b"")}.get(encoding, (b"a; ", b" ;z"))
    found = open_bytes("a", around[0] + ENCODINGS[encoding](value) + around[1])
    assert found.holds(value), encoding
    assert not found.holds("zq00999qz")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16-le", "utf-16-be"])
def test_found_among_bytes(encoding: str) -> None:
    text = "Participant zq00417qz"
    data = b"\x00\x9f\xfe" * 7 + text.encode(encoding) + b"\x81\x00\x9d" * 5
    assert open_bytes("a", data).holds(text)


@pytest.mark.parametrize("value", VALUES)
def test_found_within_archives_and_workbooks(value: str) -> None:
    out = io.BytesIO()
    book = Workbook()
    book.active["B2"] = value
    book.save(out)
    assert open_bytes("a", out.getvalue()).holds(value)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.xlsx", out.getvalue())
    assert open_bytes("a", outer.getvalue()).holds(value)


def _pdf(value: str = "", told: str = "") -> bytes:
    inside = Enclosed("data.txt", value.encode(), "data") if value else None
    dossier = WorkshopContent(
        code="W1", title=told or "A title", start="2022-09-22", end="2022-09-22"
    )
    return make("summary", dossier, Words("en"), "A4", inside).content


@pytest.mark.parametrize("value", VALUES)
def test_found_in_a_pdf_wherever_it_stands(value: str) -> None:
    assert open_bytes("a", _pdf(told=value)).holds(value)
    assert open_bytes("a", _pdf(value)).holds(value)
    clean = _pdf()
    assert not open_bytes("a", clean).holds(value)
    for put in (_in_info, _in_outline, _in_alternative, _in_metadata, _in_stream):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(clean)) as pdf:
            put(pdf, value)
            pdf.save(out)
        assert open_bytes("a", out.getvalue()).holds(value), put.__name__


def _in_info(pdf: pikepdf.Pdf, value: str) -> None:
    pdf.docinfo["/Subject"] = value


def _in_outline(pdf: pikepdf.Pdf, value: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(value, 0))


def _in_alternative(pdf: pikepdf.Pdf, value: str) -> None:
    pdf.Root.Extra = pikepdf.Dictionary(Alt=pikepdf.String(value))


def _in_metadata(pdf: pikepdf.Pdf, value: str) -> None:
    with pdf.open_metadata() as told:
        told["dc:description"] = value


def _in_stream(pdf: pikepdf.Pdf, value: str) -> None:
    wide = (codecs.BOM_UTF16_BE + value.encode("utf-16-be")).hex().upper()
    page = pdf.pages[0]
    page.contents_add(f"/Span << /ActualText <{wide}> >> BDC EMC".encode())


def test_pictures_are_given_back(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 10, 30)).save(out, "JPEG", comment="zq00417qz")
    found = open_bytes("a", out.getvalue())
    assert found.holds("zq00417qz")
    assert [picture.size for picture in found.pictures] == [(64, 48)]


def test_what_is_not_there_is_not_found() -> None:
    found = Opened()
    found.add_text("a", "Care is work. Participant 001 said so; call 0712 345 679.")
    assert found.holds("Participant 001")
    assert not any(found.holds(value) for value in (*VALUES, "Participant 002", ""))
    assert found.parts_with("participant  001") == ["a"]
