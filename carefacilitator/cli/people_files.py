"""The command that brings in a list of people: what is decided, what it did, in words and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.cli.answer import Answer, BadUsage, Say, Session, Told
from carefacilitator.cli.commands import Commands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carefacilitator.i18n import Words
    from carefacilitator.services.people.attendee_import import (
        AttendeeFile,
        Decisions,
        Mapping,
        PeopleImported,
        Shown,
    )

_MEANINGS = ("yes", "no", "out")
_SHOWN = 20
"""Names that are told."""


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    commands.group("attendees", say("People from files."))
    bring = commands.add("attendees import", _attendees, say("Bring in a list of people."))
    bring.add_argument("workshop")
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument(
        "--without-row",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help=say("Leave out the person in this row (may be repeated)."),
    )
    bring.add_argument(
        "--answer-means",
        nargs="+",
        action="extend",
        default=[],
        metavar="ANSWER=yes|no|out",
        help=say(
            "What an answer about keeping data means that is not understood; nothing before the"
            " sign stands for an empty answer, “out” leaves its rows out."
        ),
    )
    bring.add_argument(
        "--row-means",
        nargs="+",
        action="extend",
        default=[],
        metavar="ROW=yes|no|out",
        help=say("The same for a single row, by its number."),
    )
    bring.add_argument(
        "--not-consent",
        nargs="+",
        action="extend",
        default=[],
        metavar="COLUMN",
        help=say("A column that does not ask whether data may be kept."),
    )


def _attendees(session: Session) -> Answer:
    program, options, _ = session
    workshop = program.workshops.find(options.workshop)
    file = program.attendees.read(options.file)
    mapping = _without(file.mapping, options.not_consent)
    event = program.attendees.event_of(workshop.id, file)
    if event or mapping is not file.mapping:
        file = program.attendees.read(options.file, mapping, event, file.table)
    decisions = _decisions(session, file)
    without = frozenset(options.without_row)
    made = program.attendees.bring(workshop.id, file, options.dry_run, decisions, without)
    return _told(session, made, without)


def _without(mapping: Mapping, headers: Sequence[str]) -> Mapping:
    """The mapping in which these columns are not taken. Raises BadUsage for one not in the file."""
    for header in headers:
        found = [column for column in mapping.columns if column.header == header.strip()]
        if not found:
            raise BadUsage(detail=f"--not-consent {header}")
        for column in found:
            mapping = mapping.with_field(column.index, "")
    return mapping


def _decisions(session: Session, file: AttendeeFile) -> Decisions:
    """What was decided before of this form, and what is decided now."""
    from carefacilitator.services.people.attendee_import import answer_key

    decisions = session.program.attendees.decided_before(file)
    for told in session.options.answer_means:
        answer, meaning = _split(told, "--answer-means")
        decisions = decisions.with_answer(answer_key(answer), meaning)
    for told in session.options.row_means:
        row, meaning = _split(told, "--row-means")
        if not row.strip().isdecimal():
            raise BadUsage(detail=f"--row-means {told}")
        decisions = decisions.with_row(int(row), meaning)
    return decisions


def _split(told: str, option: str) -> tuple[str, str]:
    before, mark, meaning = told.rpartition("=")
    if not mark or meaning not in _MEANINGS:
        raise BadUsage(detail=f"{option} {told}")
    return before, meaning


def _told(session: Session, made: PeopleImported, without: frozenset[int]) -> Answer:
    from carefacilitator.services.people import attendee_import as remarks

    words = session.words
    shown = made.people[:_SHOWN]
    told: Told = {
        "added": made.added,
        "counted": made.counted,
        "updated": made.updated,
        "unchanged": made.unchanged,
        "held": made.held,
        "not_understood": made.not_understood,
        "did_not_come": made.away,
        "refused": [
            {
                "row": one["row"],
                "code": one["code"],
                "message": remarks.say_refused(words, remarks.RefusedRow(**one)),
            }
            for one in made.refused
        ],
        "columns": made.columns,
        "remarks": [
            {"row": one.row, "code": one.code, "message": remarks.say_remark(words, one)}
            for one in made.remarks
        ],
        "left_out": {one.header: remarks.say_left_out(words, one.reason) for one in made.left_out},
        "unknown_columns": [remarks.column_name(words, one) for one in made.unknown],
        "preview": [
            {"row": one.rows[0], "rows": list(one.rows), "name": one.name, "known": one.known}
            for one in shown
        ],
        "without_rows": sorted(without),
    }
    passed = (*told["refused"], *told["remarks"])
    out = [f"{header}: {why}" for header, why in told["left_out"].items()]
    names = [_name_line(words, one) for one in shown if session.options.dry_run]
    more = len(made.people) - len(shown)
    if names and more:
        names.append(words.say_n("{n} more name", "{n} more names", more))
    lines = [*_figures(session, made), *names, *(one["message"] for one in passed), *out]
    return Answer(told, [*lines, *_unknown(session, told["unknown_columns"])])


def _name_line(words: Words, one: Shown) -> str:
    """One person of a dry run: row, new or known, name."""
    state = words.say("known") if one.known else words.say("new")
    return f"{words.say('row {row}', row=one.rows[0])}\t{state}\t{one.name}"


def _figures(session: Session, made: PeopleImported) -> list[str]:
    words = session.words
    figures: list[str] = [
        words.say(
            "Added: {added}. Counted without a name: {counted}. Changed: {updated}. As before:"
            " {unchanged}.",
            added=made.added,
            counted=made.counted,
            updated=made.updated,
            unchanged=made.unchanged,
        )
    ]
    if made.held or made.not_understood:
        figures.append(
            words.say(
                "Answers not understood: {n}. People who wait for your decision: {held}.",
                n=made.not_understood,
                held=made.held,
            )
        )
    if made.away:
        figures.append(words.say("Did not come: {n}.", n=made.away))
    return figures


def _unknown(session: Session, names: list[Any]) -> list[str]:
    if not names:
        return []
    words = session.words
    return [
        words.say("Columns that are not known and not taken: {columns}.", columns=words.join(names))
    ]
