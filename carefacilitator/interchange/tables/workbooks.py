"""Read Excel workbooks (.xlsx, .xlsm, transitional or strict) that may come from anybody.

Formulas give the value Excel last computed; macros and links are never followed. Read with the
standard library as a stream: a usual Excel library takes over ten seconds before it can say that
a sheet has 100 000 rows, cannot read the strict form, and needs guarding against hostile files
anyway.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carefacilitator.interchange.tables import layout, limits
from carefacilitator.interchange.tables.cell_values import (
    date_text,
    is_date_format,
    iso_text,
    number_text,
    unescaped,
)
from carefacilitator.interchange.tables.containers import Container, local, opened
from carefacilitator.interchange.tables.older_workbooks import is_open_document, read_ods
from carefacilitator.interchange.tables.refusals import (
    DamagedSpreadsheet,
    EmptyTable,
    NotASpreadsheet,
    TooManyRows,
)
from carefacilitator.interchange.tables.sheet_xml import StoredCell, StoredRow, stored_rows

_WORKBOOK = "xl/workbook.xml"
_SHEETS_LOOKED_AT = 30


def read_workbook(
    path: Path, sheet: str, known: layout.Known
) -> tuple[list[list[str]], str, dict[int, int]]:
    """Read one sheet as rows of text; say its name and over how many columns rows are merged.

    ``sheet`` names the sheet; empty: the first visible one whose headings are known, else the first
    visible one that says anything. Empty rows inside are kept, so that row numbers are the sheet's.
    """
    with opened(path) as container:
        if is_open_document(container):
            return read_ods(container, path, sheet, known)
        container.refuse_other_kinds()
        book = _Workbook(container)
        chosen = book.choose(sheet, known)
        merged: dict[int, int] = {}
        rows = book.rows(book.stored(chosen, merged=merged))
        return limits.take_rows(rows, path.name), chosen.title, merged


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    part: str
    hidden: bool


class _Workbook:
    """The list of sheets, the formats and the shared texts of one workbook."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._since_1904 = False
        self.sheets: list[_Sheet] = []
        part = self._main_part()
        self._read_sheets(part)
        folder = posixpath.dirname(part)
        self._strings_part = posixpath.join(folder, "sharedStrings.xml")
        self._dates = self._date_styles(posixpath.join(folder, "styles.xml"))

    def _main_part(self) -> str:
        if self._container.has(_WORKBOOK):
            return _WORKBOOK
        targets = [
            target
            for kind, target in self._relations("", "_rels/.rels").values()
            if kind.endswith("/officeDocument")
        ]
        if not targets or not self._container.has(targets[0]):
            raise NotASpreadsheet(name=self._container.name)
        return targets[0]

    def _relations(self, folder: str, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → its kind and the part it points to."""
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                whole = target if target.startswith("/") else posixpath.join(folder, target)
                whole = posixpath.normpath(whole).lstrip("/")
                found[attributes["Id"]] = (attributes.get("Type", ""), whole)

        if self._container.has(part):
            self._container.parse(part, start)
        return found

    def _read_sheets(self, part: str) -> None:
        folder, base = posixpath.split(part)
        relations = self._relations(folder, posixpath.join(folder, "_rels", f"{base}.rels"))
        roots: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            roots.append(tag) if not roots else None
            if tag == "workbookPr":
                self._since_1904 = attributes.get("date1904", "0") in ("1", "true")
            elif tag == "sheet":
                relation = next((v for k, v in attributes.items() if local(k) == "id"), "")
                kind, target = relations.get(relation, ("", ""))
                if kind.endswith("/worksheet"):
                    hidden = attributes.get("state", "visible") != "visible"
                    self.sheets.append(_Sheet(attributes.get("name", ""), target, hidden))

        self._container.parse(part, start)
        if roots != ["workbook"]:
            raise NotASpreadsheet(name=self._container.name)

    def _date_styles(self, part: str) -> frozenset[int]:
        """The cell styles (by position in ``cellXfs``) that show dates or times."""
        codes: dict[int, str] = {}
        formats: list[int] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif tag == "xf" and inside[-1:] == ["cellXfs"]:
                formats.append(int(attributes.get("numFmtId", "0")))
            inside.append(tag)

        if self._container.has(part):
            self._container.parse(part, start, lambda _tag: inside.__delitem__(-1))
        dates = (i for i, number in enumerate(formats) if is_date_format(number, codes.get(number)))
        return frozenset(dates)

    def choose(self, title: str, known: layout.Known) -> _Sheet:
        """The sheet to read."""
        if title:
            named = [sheet for sheet in self.sheets if sheet.title == title]
            if not named:
                raise EmptyTable(name=self._container.name)
            return named[0]
        spoken: list[_Sheet] = []
        visible = [s for s in self.sheets if not s.hidden] or self.sheets
        for sheet in visible[:_SHEETS_LOOKED_AT]:
            head = list(self.rows(self.stored(sheet, layout.LOOKED_AT)))
            at = layout.find_header(head, known)
            if at is None:
                continue
            if layout.known_headings(head[at], known) > 1:
                return sheet
            spoken.append(sheet)
        if not spoken:
            raise EmptyTable(name=self._container.name)
        return spoken[0]

    def stored(
        self, sheet: _Sheet, first: int | None = None, merged: dict[int, int] | None = None
    ) -> list[StoredRow]:
        """The rows of a sheet that say something, up to the limit, or only the ``first`` ones."""
        most = first or limits.ROWS + layout.LOOKED_AT
        rows: list[StoredRow] = []
        for row in stored_rows(self._container, sheet.part, merged):
            if len(rows) == most:
                if first:
                    break
                raise TooManyRows(name=self._container.name, limit=limits.ROWS)
            if row.number > limits.SHEET_ROWS:
                raise DamagedSpreadsheet(name=self._container.name)
            rows.append(row)
        return rows

    def rows(self, stored: list[StoredRow]) -> Iterator[list[str]]:
        """The rows as text, with the empty rows between them."""
        strings = self._strings({int(c.text) for r in stored for c in r.cells if c.kind == "s"})
        number = 0
        for row in stored:
            yield from itertools.repeat([], row.number - number - 1)
            number = row.number
            texts = [""] * max(cell.column for cell in row.cells)
            for cell in row.cells:
                texts[cell.column - 1] = self._text(cell, strings)
            yield texts

    def _text(self, cell: StoredCell, strings: dict[int, str]) -> str:
        if cell.kind == "s":
            return strings[int(cell.text)]
        if cell.kind == "b":
            return "TRUE" if cell.text.strip() in ("1", "true") else "FALSE"
        if cell.kind == "d":
            return iso_text(cell.text.strip())
        if cell.kind == "n":
            if cell.style in self._dates:
                return date_text(cell.text.strip(), self._since_1904)
            return number_text(cell.text.strip())
        return unescaped(cell.text)

    def _strings(self, wanted: set[int]) -> dict[int, str]:
        """The shared texts that are used; the rest of a large list is not even unpacked."""
        if not wanted:
            return {}
        reader = _StringReader(wanted)
        parser = self._container.parser(reader.start, reader.end, reader.text)
        for piece in self._container.pieces(self._strings_part):
            parser.feed(piece)
            if reader.done:
                break
        return reader.found


class _StringReader:
    """Receives the parser's calls for the list of shared texts."""

    def __init__(self, wanted: set[int]) -> None:
        self.found: dict[int, str] = {}
        self.done = False
        self._wanted = wanted
        self._last = max(wanted)
        self._index = -1
        self._reading = False
        self._phonetic = False
        self._text: list[str] = []

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            self._index += 1
            self._text = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._reading = not self._phonetic and self._index in self._wanted

    def text(self, text: str) -> None:
        if self._reading:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._reading = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            if self._index in self._wanted:
                self.found[self._index] = unescaped("".join(self._text))
            self.done = self._index >= self._last
