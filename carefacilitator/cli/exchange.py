"""Commands about bundles: seal, look into, take in, exchange."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.cli.answer import (
    REFUSED,
    Answer,
    Say,
    Session,
    error_told,
    named_lines,
    named_of,
    named_told,
    repeats_lines,
    repeats_of,
    repeats_told,
    withheld_lines,
    withheld_told,
)
from carefacilitator.cli.commands import Commands, new_file
from carefacilitator.errors import CareError
from carefacilitator.i18n import N_, NN_, Words
from carefacilitator.messages import sentences
from carefacilitator.model.privacy.consent import OTHER, tell_kept_back
from carefacilitator.services.sticks import eject_lines

if TYPE_CHECKING:
    from carefacilitator.services.exchange.export import BundleInfo
    from carefacilitator.services.exchange.imports import Imported, ImportPreview


TAKE_BACK = N_("Take back the details of people who agreed again after they were forgotten.")
"""What the option says, of an import and of an exchange."""
_OFFERED = NN_(
    "{n} person agreed again. To take her details back, import it again with --take-back.",
    "{n} people agreed again. To take their details back, import it again with --take-back.",
)
_BACK = NN_(
    "The details of {n} person are back: {names}.", "The details of {n} people are back: {names}."
)


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    export = commands.add("export", _export, say("Seal workshops into a bundle."))
    export.add_argument("workshops", nargs="+")
    export.add_argument("--out", type=new_file, required=True)
    export.add_argument("--to", nargs="+", action="extend", required=True, metavar="CARD")
    export.add_argument("--anonymous", action="store_true")
    export.add_argument("--part-size", type=float, metavar="MB")
    inspect = commands.add("inspect", _inspect, say("Say what a bundle holds; writes nothing."))
    inspect.add_argument("file", type=Path)
    shared = commands.add("shared", _shared, say("List what left of a workshop; say what arrived."))
    shared.add_argument("workshop")
    answer = shared.add_mutually_exclusive_group()
    answer.add_argument("--arrived", type=int, metavar="N", help=say("Bundle N arrived."))
    not_known = say("It is not known whether bundle N arrived.")
    answer.add_argument("--not-arrived", type=int, metavar="N", help=not_known)
    take = commands.add("import", _import, say("Take in bundles."))
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true")
    take.add_argument("--trust", action="store_true", help=say("Accept a device never met."))
    take.add_argument("--forget", action="store_true", help=say("Agree to forget people."))
    take.add_argument("--take-back", action="store_true", help=say(TAKE_BACK))
    take.add_argument(
        "--redact", action="store_true", help=say("Agree to remove texts for good, as it asks.")
    )


def _export(session: Session) -> Answer:
    from carefacilitator.services.exchange.export import circle_of

    program, options, words = session
    recipients = [program.identity.recipient(one) for one in options.to]
    outward = options.anonymous or circle_of(recipients) == OTHER
    repeats = repeats_of(session, options.workshops) if outward else []
    found = named_of(session, options.workshops) if outward else []
    made = program.sharing.export(
        options.workshops, options.out, recipients, options.anonymous, options.part_size
    )
    told = {
        "bundle": made.bundle,
        "sequence": made.sequence,
        "workshops": _workshop_lines(made.workshops),
        "operations": made.operations,
        "bytes": made.bytes,
        "withheld": withheld_told(made.withheld),
        "kept_back": made.kept_back._asdict(),
        "files": [str(one) for one in made.files],
        "repeats": repeats_told(repeats),
        "named": named_told(found),
    }
    line = words.say(
        "Sealed, read back and checked: {file}, {bytes} bytes.",
        file=str(made.path),
        bytes=made.bytes,
    )
    said = [*withheld_lines(made.withheld, words), *tell_kept_back(made.kept_back, words)]
    said += [*named_lines(found, words), *repeats_lines(repeats, words)]
    return Answer(told, [line, *eject_lines(options.out, words), *said])


def _shared(session: Session) -> Answer:
    """What left of a workshop, newest first, and what is known of it."""
    from carefacilitator.services.exchange import handed_over as told_of

    program, options, words = session
    handed, arrived = program.handed_over, options.arrived is not None
    number = options.arrived if arrived else options.not_arrived
    for one in [] if number is None else handed.bundle(options.workshop, number):
        handed.note_arrived(one, arrived)
    found = program.workshops.find(options.workshop)
    workshop, zone = found.id, program.agenda.local_now(found).tzinfo
    left = program.sharing.log(workshop)
    since = handed.outdated(workshop)
    told = [
        {
            "at": one.at,
            "kind": one.kind,
            "file": one.name,
            "number": one.sequence,
            "to": str(one.told.get("to") or one.told.get("device") or ""),
            "language": str(one.told.get("language") or ""),
            "arrived": told_of.arrived_at(one),
        }
        for one in left
    ]
    lines = [
        words.listed(
            (
                told_of.left_words(one, words),
                words.moment(one.at, zone),
                told_of.arrival_words(one, words, zone),
            )
        )
        for one in left
    ] or [words.say("Nothing has left this computer.")]
    if since is not None:
        lines.append(told_of.since_words(since, words, zone))
    return Answer({"shared": told, "changed_since": since.at if since else ""}, lines)


def _inspect(session: Session) -> Answer:
    info = session.program.arrivals.inspect(session.options.file)
    words = session.words
    told = {
        **_told_of(info),
        "signer": info.signer,
        "words": " ".join(info.maker.words()),
        "sequence": info.sequence,
        "previous": info.previous,
        "made_at": info.made_at,
        "format": info.format,
        "program": info.program,
        "anonymous": info.anonymous,
        "operations": info.operations,
        "attachments": info.attachments,
        "records": dict(info.records),
        "withheld": withheld_told(info.withheld),
        "history": "whole" if info.whole else "none",
        "kept_back": info.kept_back._asdict(),
        "bytes": info.bytes,
    }
    lines = [
        words.say(
            "Whole, made for us, signed by “{name}” ({words}).",
            name=info.maker.name,
            words=" ".join(info.maker.words()),
        ),
        *(f"{one.code}\t{one.start}\t{one.title}" for one in info.workshops),
        *withheld_lines(info.withheld, words),
        *tell_kept_back(info.kept_back, words),
    ]
    return Answer(told, lines)


def _told_of(info: BundleInfo) -> dict[str, Any]:
    return {
        "bundle": info.bundle,
        "device": info.device,
        "name": info.maker.name,
        "workshops": _workshop_lines(info.workshops),
    }


def _workshop_lines(workshops: Sequence[Any]) -> list[dict[str, str]]:
    return [
        {"id": one.id, "code": one.code, "title": one.title, "start": one.start}
        for one in workshops
    ]


def _import(session: Session) -> Answer:
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    refused: list[str] = []
    for file in session.options.files:
        try:
            entry = _import_one(session, file)
        except CareError as error:
            if error.exit_code > REFUSED and len(session.options.files) == 1:
                raise
            told.append({"file": str(file), "error": error_told(error, session.words)})
            refused.append(f"{file}: {sentences(error, session.words).text}")
            continue
        told.append(entry)
        lines.append(f"{file}: {_figures(entry, session.words)}")
        lines += agreed_again(entry, session.words)
    return Answer(told, lines, REFUSED if refused else 0, tuple(refused))


def _import_one(session: Session, file: Path) -> dict[str, Any]:
    arrivals, options = session.program.arrivals, session.options
    if options.dry_run:
        return _rehearsed(arrivals.rehearse(file))
    redact = True if options.redact else None  # hidden, and asked again, until somebody says
    return imported_told(
        arrivals.apply(
            file,
            trust=options.trust,
            forget=options.forget,
            back=options.take_back,
            redact=redact,
        )
    )


def agreed_again(entry: dict[str, Any], words: Words) -> list[str]:
    """Who agreed again: by count while it waits for an answer, by name once it was given."""
    names = entry.get("taken_back") or []
    lines = [words.say_n(*_OFFERED, entry["offered"])] if entry["offered"] else []
    if names:
        lines.append(words.say_n(*_BACK, len(names), names=words.join(names)))
    return lines


def imported_told(made: Imported) -> dict[str, Any]:
    """What ``--json`` says of a bundle that was taken in."""
    return {
        "file": str(made.path),
        "bundle": made.bundle,
        "new": made.new,
        "changed": made.changed,
        "same": made.same,
        "conflicts": made.conflicts,
        "change": made.change or None,
        "offered": made.offered,
        "taken_back": list(made.back),
    }


def _rehearsed(made: ImportPreview) -> dict[str, Any]:
    return {
        "file": str(made.path),
        "new": made.total("new"),
        "changed": made.total("changed"),
        "same": made.total("same"),
        "conflicts": len(made.conflicts),
        "change": None,
        "kinds": {one.kind: _kind_count(one) for one in made.counts},
        **_told_of(made.info),
        "signer": made.checks.signer,
        "words": " ".join(made.checks.words),
        "missing": made.checks.missing,
        "erasures": made.erasures,
        "offered": made.offered,
        "redactions": dict(made.redactions),
        "redactions_refused": made.unproven,
        "withheld": withheld_told(made.withheld),
        "kept_back": made.info.kept_back._asdict(),
    }


def _kind_count(one: Any) -> dict[str, int]:
    names = ("new", "same", "changed", "conflicts")
    return {name: int(getattr(one, name)) for name in names}


def _figures(entry: dict[str, Any], words: Words) -> str:
    return words.say(
        "New: {new}. Changed: {changed}. The same: {same}. Two versions: {conflicts}.",
        **{name: entry[name] for name in ("new", "changed", "same", "conflicts")},
    )
