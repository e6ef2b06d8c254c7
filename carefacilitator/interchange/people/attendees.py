"""Read a list of people from somebody's sheet into rows of the vocabulary's keys.

Nothing is stored here and nobody is compared with anybody: whoever calls decides who is the same
person, who is only counted, and what to tell. A row without a name is refused by its number; an
answer that cannot be told is left empty and remarked, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from carefacilitator.interchange.people import answers, coming, nobody
from carefacilitator.interchange.people.columns import (
    Mapping,
    fields,
    guess_columns,
    looks_like_coordinates,
)
from carefacilitator.interchange.people.consent_columns import ConsentReader
from carefacilitator.interchange.people.dates import DayOrder, find_day_order, read_day
from carefacilitator.interchange.people.name_columns import PARTS
from carefacilitator.interchange.people.remarks import RefusedRow, Remark
from carefacilitator.interchange.tables.refusals import MappingMismatch, NoNameColumn
from carefacilitator.interchange.tables.tables import RawTable, read_table
from carefacilitator.model.records.hidden_questions import DIFFICULTIES
from carefacilitator.model.text.folding import fold

NAME_LENGTH = 300
TEXT_LENGTH = 2_000
_TEXTS = ("organization", "position", "country", "locality", "access_needs", "care_needs", "phone")
_ANSWERS = ("stakeholder_category", "age_band")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_GARBLED = re.compile(r"[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ØÙ][\u0080-\u00bf„…†‡ˆ‰Š‹]")
"""UTF-8 that was read as Windows-1252 and saved so: “MÃ©xico”."""
_GUEST = re.compile(
    r"\s*\((?:guest|host|co-?host|me|external|unverified|invitad[oa]|anfitri[oó]na?|extern[oa]|"
    r"invitée?|externe|convidad[oa]|ضيفة?|مضيفة?)\)$",
    re.IGNORECASE,
)
"""What reports of meetings put behind a name."""
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeRow:
    """One person as her row tells her. ``row`` is its number on the sheet.

    Keys are the vocabulary's; empty means that nothing is told. ``gender_text`` are her own words
    for ``self_described``. ``answered_on`` is a day in ISO 8601. ``consents`` has every purpose
    of ``consent_item``: ``given``, ``refused`` or ``not_asked``; ``store`` may be ``held``: nobody
    is stored until a person decides what ``store_answer`` means. ``unclear`` are the purposes whose
    answers are not understood. ``came`` is ``came``, ``away`` or empty, ``came_answer`` its words.
    """

    row: int
    name: str
    organization: str = ""
    stakeholder_category: str = ""
    position: str = ""
    role: str = ""
    country: str = ""
    locality: str = ""
    gender: str = ""
    gender_text: str = ""
    age_band: str = ""
    seeing: str = ""
    hearing: str = ""
    walking: str = ""
    remembering: str = ""
    self_care: str = ""
    communicating: str = ""
    access_needs: str = ""
    care_needs: str = ""
    language: str = ""
    email: str = ""
    phone: str = ""
    event: str = ""
    external_id: str = ""
    answered_on: str = ""
    consents: dict[str, str] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    store_answer: str = ""
    came: str = ""
    came_answer: str = ""


@dataclass(frozen=True, slots=True)
class AttendeeFile:
    """What an attendee file holds. ``events`` counts the rows of each workshop the file names."""

    rows: tuple[AttendeeRow, ...]
    mapping: Mapping
    refused: tuple[RefusedRow, ...]
    warnings: tuple[Remark, ...]
    events: dict[str, int]
    table: RawTable


def read_attendees(
    path: Path,
    mapping: Mapping | None = None,
    day_order: DayOrder | None = None,
    only_event: str = "",
    table: RawTable | None = None,
) -> AttendeeFile:
    """Read the people in a file.

    ``mapping`` is a person's correction of
    ``guess_columns``; ``day_order`` settles dates where
    the file does not; ``only_event`` takes only the rows of that workshop, where the file names
    workshops; ``table`` is the file already read (another encoding, separator or sheet was
    chosen). Raises the refusals of tables, :class:`NoNameColumn` and :class:`MappingMismatch`.
    """
    table = table or read_table(path)
    mapping = mapping or guess_columns(table, path.name)
    if [column.header for column in mapping.columns] != [h.strip() for h in table.headers]:
        raise MappingMismatch(name=path.name)
    if not mapping.has_name:
        raise NoNameColumn(name=path.name)
    return _Reader(table, mapping, day_order, fold(only_event)).read()


class _Reader:
    """Reads the rows of one table under one mapping."""

    def __init__(
        self, table: RawTable, mapping: Mapping, day_order: DayOrder | None, only_event: str
    ) -> None:
        self._table = table
        self._mapping = mapping
        self._only_event = only_event if mapping.places("event") else ""
        self._remarks: list[Remark] = []
        self._refused: list[RefusedRow] = []
        self._skipped = nobody.find(table, mapping)
        self._places = {field_: mapping.places(field_) for field_ in fields()}
        self._told = {
            kind: [one for one in kind if self._places[one]]
            for kind in (_TEXTS, _ANSWERS, DIFFICULTIES)
        }
        self._consents = ConsentReader(table, mapping)
        self._m = answers.meaning_of_m(self._column("gender"), self._header("gender"))
        self._day_order = day_order or self._found_day_order()

    def read(self) -> AttendeeFile:
        rows: list[AttendeeRow] = []
        events: Counter[str] = Counter()
        for number, cells in enumerate(self._table.rows, start=self._table.first_row):
            if not any(cell.strip() for cell in cells):
                continue
            code = self._skipped.get(number - self._table.first_row)
            if code:
                self._remarks.append(Remark(code, number))
                continue
            event = self._text(number, cells, "event")
            if event:
                events[event] += 1
            if self._only_event and fold(event) != self._only_event:
                continue
            self._look_for_lost_characters(number, cells)
            row = self._row(number, cells)
            if row is not None:
                rows.append(row)
        if not rows and not self._refused:
            self._remarks.append(Remark("no_rows"))
        return AttendeeFile(
            tuple(rows), self._mapping, tuple(self._refused), tuple(self._remarks), dict(events),
            self._table,
        )  # fmt: skip

    def _row(self, number: int, cells: Sequence[str]) -> AttendeeRow | None:
        name = self._name(cells)
        if not name or len(name) > NAME_LENGTH:
            code = "attendee_name_too_long" if name else "attendee_no_name"
            values: dict[str, object] = {"limit": NAME_LENGTH} if name else {}
            self._refused.append(RefusedRow(number, code, values))
            return None
        gender = answers.gender(self._cell(cells, "gender"), self._m)
        if not gender.key:
            self._not_understood(number, cells, "gender")
        texts = {key: self._text(number, cells, key) for key in self._told[_TEXTS]}
        role = answers.role(self._cell(cells, "role"))
        if not role and not texts.get("position"):  # many sheets ask for the job under “Role”
            texts["position"] = self._text(number, cells, "role")
        keys = {key: self._key(number, cells, key) for key in self._told[_ANSWERS]}
        agreed = self._consents.read({i: clean(cells[i]) for i in self._consents.indices})
        self._remark_unclear(number, agreed.unclear)
        came = self._came(number, cells)
        keys |= {domain: self._key(number, cells, domain) for domain in self._told[DIFFICULTIES]}
        return AttendeeRow(
            row=number,
            name=name,
            role=role,
            gender=gender.key,
            gender_text=gender.text[:TEXT_LENGTH],
            language=answers.language(self._text(number, cells, "language")),
            email=self._email(number, cells),
            event=self._text(number, cells, "event"),
            external_id=self._text(number, cells, "external_id"),
            answered_on=read_day(self._cell(cells, "answered_on"), self._day_order),
            consents=agreed.consents,
            unclear=tuple(agreed.unclear),
            store_answer=agreed.unclear.get("store", "")[:TEXT_LENGTH],
            came=came,
            came_answer=self._came_answer(cells, came),
            **texts,
            **keys,
        )

    def _cell(self, cells: Sequence[str], field_: str) -> str:
        places = self._places.get(field_)
        return clean(cells[places[0]]) if places else ""

    def _column(self, field_: str) -> list[str]:
        rows = enumerate(self._table.rows)
        return [self._cell(cells, field_) for at, cells in rows if at not in self._skipped]

    def _header(self, field_: str) -> str:
        places = self._places[field_]
        return self._table.headers[places[0]] if places else ""

    def _name(self, cells: Sequence[str]) -> str:
        used, whole = self._cell(cells, "name_used"), self._cell(cells, "name")
        for name in (used, whole):
            if name and not answers.is_missing_name(name):
                return _GUEST.sub("", name) or name
        parts = [clean(cells[i]) for part in PARTS for i in self._places[part]]
        return " ".join(part for part in parts if part and not answers.is_missing_name(part))

    def _text(self, number: int, cells: Sequence[str], field_: str) -> str:
        text = self._cell(cells, field_)
        if not text or answers.is_missing(text):
            return ""
        if field_ in ("locality", "country") and looks_like_coordinates(text):
            self._remarks.append(Remark("coordinates_left_out", number, field_))
            return ""
        if len(text) > TEXT_LENGTH:
            self._remarks.append(Remark("text_cut", number, field_))
        return text[:TEXT_LENGTH]

    def _key(self, number: int, cells: Sequence[str], field_: str) -> str:
        text = self._cell(cells, field_)
        if not text:
            return ""
        if field_ in DIFFICULTIES:
            key = answers.difficulty(text)
        elif answers.is_missing(text):
            return ""
        else:
            told = {"stakeholder_category": answers.category, "age_band": answers.age_band}
            key = told[field_](text)
        if not key:
            self._not_understood(number, cells, field_)
        return key

    def _not_understood(self, number: int, cells: Sequence[str], field_: str) -> None:
        text = self._cell(cells, field_)
        if text and not answers.is_missing(text):
            self._remarks.append(
                Remark("answer_not_understood", number, field_, text[:TEXT_LENGTH])
            )

    def _email(self, number: int, cells: Sequence[str]) -> str:
        """An address, or nothing: “no tiene” would make strangers one person."""
        text = self._text(number, cells, "email").removeprefix("mailto:").strip("<> ")
        if text and not _EMAIL.fullmatch(text):
            self._remarks.append(Remark("email_not_understood", number, "email", text))
            return ""
        return text

    def _remark_unclear(self, number: int, unclear: dict[str, str]) -> None:
        """Other purposes count as not asked; who waits to be stored is told when that is known."""
        for purpose, text in unclear.items():
            if purpose != "store":
                field_ = f"consent_{purpose}"
                self._remarks.append(
                    Remark("consent_not_understood", number, field_, text[:TEXT_LENGTH])
                )

    def _came(self, number: int, cells: Sequence[str]) -> str:
        told = [(self._table.headers[i], clean(cells[i])) for i in self._places[coming.FIELD]]
        came = coming.together([coming.said(head, text) for head, text in told])
        if came == coming.UNSAID and any(coming.is_check_in(head) for head, _ in told):
            self._remarks.append(Remark("no_check_in", number))
        return came

    def _came_answer(self, cells: Sequence[str], came: str) -> str:
        """The words that say it."""
        for place in self._places[coming.FIELD]:
            text = clean(cells[place])
            if came and coming.said(self._table.headers[place], text) == came:
                return text[:TEXT_LENGTH]
        return ""

    def _found_day_order(self) -> DayOrder | None:
        places = self._places["answered_on"]
        if not places:
            return None
        values = self._column("answered_on")
        order = find_day_order(values, self._header("answered_on"))
        if order is None and any(value and not read_day(value, None) for value in values):
            self._remarks.append(Remark("day_order_unknown", field="answered_on"))
        return order

    def _look_for_lost_characters(self, number: int, cells: Sequence[str]) -> None:
        """What an earlier program lost cannot be brought back, but a person should know."""
        text = "".join(cells)
        if "\ufffd" in text:
            self._remarks.append(Remark("lost_characters", number))
        elif not text.isascii() and _GARBLED.search(text):
            self._remarks.append(Remark("garbled_characters", number))


def clean(text: str) -> str:
    """A cell as one line: outer and repeated spaces, control characters and Excel's guard cut."""
    text = _GUARDED.sub("", text, count=1) if text.startswith("'") else text
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(kept).split()).strip("\u200e\u200f\ufeff\u2060 ")
