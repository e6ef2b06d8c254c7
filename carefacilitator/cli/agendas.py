"""Commands about agendas: taken from other people's files, written for other programs."""

from __future__ import annotations

from pathlib import Path

from carefacilitator import settings
from carefacilitator.cli.answer import (
    Answer,
    Say,
    Session,
    Told,
    named_lines,
    named_of,
    named_told,
)
from carefacilitator.cli.commands import Commands, new_file
from carefacilitator.services.sticks import eject_lines


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    commands.group("agenda", say("Agendas from and for other programs."))
    bring = commands.add("agenda import", _import, say("Take in an agenda."))
    bring.add_argument("workshop")
    bring.add_argument("file", type=Path)
    bring.add_argument("--event", help=say("The workshop that is meant in a table of several."))
    bring.add_argument("--dry-run", action="store_true")
    write = commands.add("agenda export", _export, say("Write an agenda: .ics or .csv."))
    write.add_argument("workshop")
    write.add_argument("--out", type=new_file, required=True)
    write.add_argument("--leads", action="store_true", help=say("With who leads each block."))


def _import(session: Session) -> Answer:
    from carefacilitator.services.agenda.files import say_refused, say_remark

    program, options, words = session
    workshop = program.workshops.find(options.workshop)
    look = program.agenda_files.look(options.file, workshop.id, options.event)
    if not options.dry_run and look.rows:
        program.agenda_files.take(workshop.id, look)
    refused = [say_refused(words, one) for one in look.refused]
    remarked = [say_remark(words, one) for one in look.remarks]
    told = {
        "blocks": len(look.rows),
        "days": look.days,
        "minutes": look.minutes,
        "event": look.event,
        "events": list(look.events),
        "refused": [
            {"row": one.row, "code": one.code, "message": message}
            for one, message in zip(look.refused, refused, strict=True)
        ],
        "remarks": [
            {"row": one.row, "code": one.code, "message": message}
            for one, message in zip(look.remarks, remarked, strict=True)
        ],
    }
    count = words.say_n("{n} block", "{n} blocks", len(look.rows))
    days = words.say_n("{n} day", "{n} days", look.days)
    return Answer(told, [f"{count} · {days}", *refused, *remarked])


def _export(session: Session) -> Answer:
    program, options, words = session
    kept = settings.load(options.workspace / settings.FILE_NAME)
    language = options.lang or kept.written
    workshop = program.workshops.find(options.workshop)
    count = program.agenda_files.write(workshop.id, options.out, language, leads=options.leads)
    found = [one for one in named_of(session, [workshop.id]) if one.kind == "agenda_block"]
    told: Told = {"file": str(options.out), "blocks": count, "language": language}
    told["named"] = named_told(found)
    blocks = words.say_n("{n} block", "{n} blocks", count)
    line = words.say("Written: {file} ({pages}).", file=str(options.out), pages=blocks)
    return Answer(told, [line, *eject_lines(options.out, words), *named_lines(found, words)])
