"""Agendas as tables: read one from a CSV or workbook, write one as CSV.

A row is a block: workshop, day (a number or a date), start, minutes (or an end), type, room, title.
Headings are known in five languages; the written file has the same columns and is read back equal.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from carefacilitator.interchange.people.attendees import clean
from carefacilitator.interchange.people.dates import DayOrder, find_day_order, read_day
from carefacilitator.interchange.people.remarks import RefusedRow, Remark
from carefacilitator.interchange.tables.plain_text import plain
from carefacilitator.interchange.tables.refusals import NoAgendaColumns
from carefacilitator.interchange.tables.sheets import write_csv
from carefacilitator.interchange.tables.tables import RawTable, read_table
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold
from carefacilitator.model.text.typed_time import clock

COLUMNS = ("event", "day", "start", "minutes", "type", "room", "title")
NOTES = ("question", "lead", "materials", "instructions")
"""What a block may tell besides: columns that are written where any block has something there."""
_HEADINGS: dict[str, str] = {
    "event": "event | workshop | evento | taller | evenement | atelier | oficina | الورشه |"
    " الفعاليه",
    "day": "day | date | dia | fecha | jour | data | اليوم | التاريخ",
    "start": "start | starts | start time | time | from | begin | inicio | hora | hora de inicio |"
    " desde | debut | heure | heure de debut | de | comeco | البدايه | الوقت | من | وقت البدء",
    "end": "end | ends | end time | to | until | fin | hasta | hora de fin | heure de fin |"
    " a | fim |"
    " termino | ate | النهايه | الي | وقت الانتهاء",
    "minutes": "minutes | min | duration | length | duration minutes | duration min | minutos |"
    " duracion | duracion minutos | duracion min | duree | duree minutes | duree min | duracao |"
    " duracao minutos | duracao min | الدقايق | دقايق | المده",
    "type": "type | session type | kind | format | tipo | tipo de sesion | formato |"
    " type de seance | tipo de sessao | النوع | نوع الجلسه",
    "room": "room | place | venue | location | sala | lugar | salon | salle | lieu | local |"
    " القاعه | المكان",
    "title": "title | session | activity | item | topic | agenda item | titulo | sesion |"
    " actividad |"
    " tema | titre | seance | activite | theme | sujet | sessao | atividade | العنوان | الجلسه |"
    " النشاط | الموضوع",
    "question": "question | question for the room | pregunta | pregunta para la sala |"
    " question pour la salle | pergunta | pergunta para a sala | السوال | سوال للقاعه",
    "lead": "lead | leader | facilitator | who leads | facilitadora | facilita | quien facilita |"
    " facilitatrice | qui anime | animation | quem facilita | facilitacao | facilitacion |"
    " الميسره | من يقود",
    "materials": "materials | material | materiales | materiel | materiais | المواد",
    "instructions": "instructions | description | abstract | how | instrucciones | descripcion |"
    " consignes | instrucoes | descricao | التعليمات | الوصف",
}
_SPOKEN = {
    "en": "Workshop|Day|Start|Minutes|Type|Room|Title|Question|Lead|Materials|Instructions",
    "es": "Taller|Día|Inicio|Minutos|Tipo|Sala|Título|Pregunta|Facilita|Materiales|Instrucciones",
    "fr": "Atelier|Jour|Début|Minutes|Type|Salle|Titre|Question|Qui anime|Matériel|Consignes",
    "pt": "Oficina|Dia|Início|Minutos|Tipo|Sala|Título|Pergunta|Quem facilita|Materiais|Instruções",
    "ar": "الورشة|اليوم|البداية|الدقائق|النوع|القاعة|العنوان|السؤال|الميسرة|المواد|التعليمات",
}
"""What stands above the columns of a file for people; reading knows all of them."""
_SEMICOLON = frozenset({"es", "fr", "pt"})
"""Languages with a decimal comma, in which Excel wants semicolons."""
_LENGTH = re.compile(
    r"(?:(\d{1,2})\s*(?:h|hours?|horas?|heures?|:)\s*)?(\d{1,4})?\s*(?:m\w*|['′])?\.?"
)
_DAY = re.compile(r"\D{0,12}(\d{1,3})")
_LONGEST = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One block. ``row`` is its number on the sheet (0: none), ``day`` counts from 1.

    ``date`` is ISO 8601 where the file tells it, ``start`` is ``HH:MM`` or empty, ``type`` a key of
    ``session_type`` or empty.
    """

    row: int = 0
    event: str = ""
    day: int = 1
    date: str = ""
    start: str = ""
    minutes: int
    type: str = ""
    room: str = ""
    title: str
    question: str = ""
    lead: str = ""
    materials: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class AgendaFile:
    """What an agenda file holds."""

    rows: tuple[AgendaRow, ...]
    refused: tuple[RefusedRow, ...]
    warnings: tuple[Remark, ...]


def read_agenda(path: Path, only_event: str = "") -> AgendaFile:
    """Read the blocks in a file, in its order; ``only_event`` takes one workshop's.

    Raises the refusals of tables, and :class:`NoAgendaColumns` where titles or lengths are missing.
    """
    table = read_table(path, known=lambda text: plain(text) in _fields())
    places: dict[str, int] = {}
    for index, header in enumerate(table.headers):
        places.setdefault(_fields().get(plain(header), ""), index)
    if "title" not in places or not {"minutes", "start"} & set(places):
        raise NoAgendaColumns(name=path.name)
    return _read(table, places, fold(only_event))


def write_agenda(path: Path, rows: Iterable[AgendaRow], language: str = "") -> None:
    """Write blocks as CSV: :data:`COLUMNS`, and those of :data:`NOTES` that hold anything.

    With a ``language`` the file is for people: headings and kinds of session in its words.
    """
    kept = [asdict(row) for row in rows]
    columns = [*COLUMNS, *(name for name in NOTES if any(row[name] for row in kept))]
    headings = dict(zip((*COLUMNS, *NOTES), (*COLUMNS, *NOTES), strict=True))
    if language:
        names = _SPOKEN.get(language, _SPOKEN["en"]).split("|")
        headings = dict(zip(headings, names, strict=True))
        for row in kept:
            row["type"] = row["type"] and vocabulary().label("session_type", row["type"], language)
    separator = ";" if language in _SEMICOLON else ","
    write_csv(path, kept, {name: headings[name] for name in columns}, separator)


def length(text: str) -> int:
    """A length in minutes: “45”, “45 min”, “1h30”, “1:30”; 0 where it is none."""
    found = _LENGTH.fullmatch(fold(text))
    if not found:
        return 0
    total = int(found[1] or 0) * 60 + int(found[2] or 0)
    return total if total <= _LONGEST else 0


def _read(table: RawTable, places: dict[str, int], only_event: str) -> AgendaFile:
    remarks: list[Remark] = []
    rows: list[AgendaRow] = []
    ends: dict[int, str] = {}
    column = [row[places["day"]] for row in table.rows] if "day" in places else []
    order = find_day_order(column, table.headers[places["day"]]) if column else None
    for number, cells in enumerate(table.rows, start=table.first_row):
        told = {field: clean(cells[index]) for field, index in places.items() if field}
        if not any(told.values()) or (only_event and fold(told.get("event", "")) != only_event):
            continue
        row = _block(number, told, order)
        if told.get("type") and not row.type:
            remarks.append(Remark("answer_not_understood", number, "type", told["type"]))
        ends[number] = clock(told.get("end", ""))
        rows.append(row)
    return _sorted_out(_with_days(rows), ends, remarks)


def _block(number: int, told: dict[str, str], order: DayOrder | None) -> AgendaRow:
    day = told.get("day", "")
    numbered = _DAY.fullmatch(fold(day))
    return AgendaRow(
        row=number,
        event=told.get("event", ""),
        day=max(1, int(numbered[1])) if numbered else 1,
        date="" if numbered else read_day(day, order),
        start=clock(told.get("start", "")),
        minutes=length(told.get("minutes", "")),
        type=vocabulary().find("session_type", told.get("type", "")) or "",
        room=told.get("room", ""),
        title=told.get("title", ""),
        **{name: told.get(name, "") for name in NOTES},
    )


def _with_days(rows: Sequence[AgendaRow]) -> list[AgendaRow]:
    """Count the days of each workshop from its dates."""
    dates: dict[str, set[str]] = {}
    for row in rows:
        if row.date:
            dates.setdefault(row.event, set()).add(row.date)
    return [
        replace(row, day=sorted(dates[row.event]).index(row.date) + 1) if row.date else row
        for row in rows
    ]


def _sorted_out(
    rows: Sequence[AgendaRow], ends: dict[int, str], remarks: list[Remark]
) -> AgendaFile:
    """Fill lengths from ends or from the next start, and refuse what stays unknown."""
    kept: list[AgendaRow] = []
    refused: list[RefusedRow] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        follows = after is not None and (after.event, after.day) == (row.event, row.day)
        end = ends[row.row] or (after.start if after is not None and follows else "")
        minutes = row.minutes or _between(row.start, end)
        if not row.title or not minutes:
            code = "agenda_no_length" if row.title else "agenda_no_title"
            refused.append(RefusedRow(row.row, code, {}))
        else:
            kept.append(replace(row, minutes=minutes))
    return AgendaFile(tuple(kept), tuple(refused), tuple(remarks))


def _between(start: str, end: str) -> int:
    if not start or not end:
        return 0
    first, last = (int(t[:2]) * 60 + int(t[3:]) for t in (start, end))
    return max(0, last - first)


@functools.cache
def _fields() -> dict[str, str]:
    return {plain(h): field for field, all_ in _HEADINGS.items() for h in all_.split("|")}
