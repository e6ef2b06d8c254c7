"""Small files in the shapes other programs write, made here."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

Table = Sequence[Sequence[str]]


@pytest.fixture
def write_text(tmp_path: Path) -> Callable[..., Path]:
    """Write a table as Excel does: ``write_text(table, encoding, separator, newline, name)``."""

    def write(
        table: Table,
        encoding: str = "utf-8",
        separator: str = ",",
        newline: str = "\r\n",
        name: str = "people.csv",
    ) -> Path:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator, lineterminator=newline).writerows(table)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def write_bytes(tmp_path: Path) -> Callable[..., Path]:
    """Write bytes as they are."""

    def write(content: bytes, name: str = "people.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def write_workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook by hand: sheet name → the XML inside its ``sheetData``, and other parts."""

    def write(
        sheets: dict[str, str],
        parts: dict[str, str] | None = None,
        states: dict[str, str] | None = None,
        properties: str = "",
        name: str = "people.xlsx",
    ) -> Path:
        listed, relations = "", ""
        content: dict[str, str] = {"[Content_Types].xml": _TYPES}
        for number, (title, data) in enumerate(sheets.items(), start=1):
            state = f' state="{states[title]}"' if states and title in states else ""
            listed += (
                f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"{state}/>'
            )
            relations += (
                f'<Relationship Id="rId{number}" Type="{_RELATION}/worksheet"'
                f' Target="worksheets/sheet{number}.xml"/>'
            )
            content[f"xl/worksheets/sheet{number}.xml"] = (
                f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'
            )
        content["xl/workbook.xml"] = (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">{properties}'
            f"<sheets>{listed}</sheets></workbook>"
        )
        content["xl/_rels/workbook.xml.rels"] = f"<Relationships>{relations}</Relationships>"
        content.update(parts or {})
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in content.items():
                archive.writestr(part, text)
        return path

    return write


@pytest.fixture
def rows_xml() -> Callable[[Table], str]:
    """The XML of rows of texts."""

    def xml(table: Table) -> str:
        return "".join(
            "<row>"
            + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
            + "</row>"
            for row in table
        )

    return xml
