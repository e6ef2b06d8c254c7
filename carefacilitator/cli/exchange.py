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
    repeats_lines,
    repeats_of,
    repeats_told,
    withheld_lines,
    withheld_told,
)
from carefacilitator.cli.parsing import Commands
from carefacilitator.errors import CareError
from carefacilitator.i18n import Words
from carefacilitator.messages import sentences

if TYPE_CHECKING:
    from carefacilitator.bundle.description import BundleInfo
    from carefacilitator.services.arrivals import Imported, Rehearsal


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    export = commands.add("export", _export, say("Seal workshops into a bundle."))
    export.add_argument("workshops", nargs="+")
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--to", nargs="+", action="extend", required=True, metavar="CARD")
    export.add_argument("--anonymous", action="store_true")
    export.add_argument("--part-size", type=float, metavar="MB")
    inspect = commands.add("inspect", _inspect, say("Say what a bundle holds; writes nothing."))
    inspect.add_argument("file", type=Path)
    take = commands.add("import", _import, say("Take in bundles."))
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true")
    take.add_argument("--trust", action="store_true", help=say("Accept a device never met."))
    take.add_argument("--forget", action="store_true", help=say("Agree to forget people."))
    take.add_argument(
        "--redact", action="store_true", help=say("Agree to remove texts for good, as it asks.")
    )
    sync = commands.add("sync", _sync, say("Exchange bundles through a folder or a stick."))
    sync.add_argument("--remote", metavar="FOLDER")
    sync.add_argument("--trust", action="store_true", help=say("Accept devices never met."))


def _export(session: Session) -> Answer:
    from carefacilitator.model.consent import OTHER
    from carefacilitator.services.sharing import circle_of

    program, options, words = session
    recipients = [program.identity.recipient(one) for one in options.to]
    outward = options.anonymous or circle_of(recipients) == OTHER
    repeats = repeats_of(session, options.workshops) if outward else []
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
        "files": [str(one) for one in made.files],
        "repeats": repeats_told(repeats),
    }
    line = words.say(
        "Sealed, read back and checked: {file}, {bytes} bytes.",
        file=str(made.path),
        bytes=made.bytes,
    )
    said = [*withheld_lines(made.withheld, words), *repeats_lines(repeats, words)]
    return Answer(told, [line, *said])


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
    return Answer(told, lines, REFUSED if refused else 0, tuple(refused))


def _import_one(session: Session, file: Path) -> dict[str, Any]:
    arrivals, options = session.program.arrivals, session.options
    if options.dry_run:
        return _rehearsed(arrivals.rehearse(file))
    agreed = options.forget or options.trust
    redact = True if options.redact else None  # hidden, and asked again, until somebody says
    return _imported(arrivals.apply(file, trust=options.trust, forget=agreed, redact=redact))


def _imported(made: Imported) -> dict[str, Any]:
    return {
        "file": str(made.path),
        "bundle": made.bundle,
        "new": made.new,
        "changed": made.changed,
        "same": made.same,
        "conflicts": made.conflicts,
        "change": made.change or None,
    }


def _rehearsed(made: Rehearsal) -> dict[str, Any]:
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
        "redactions": dict(made.redactions),
        "redactions_refused": made.unproven,
        "withheld": withheld_told(made.withheld),
    }


def _kind_count(one: Any) -> dict[str, int]:
    names = ("new", "same", "changed", "conflicts")
    return {name: int(getattr(one, name)) for name in names}


def _figures(entry: dict[str, Any], words: Words) -> str:
    return words.say(
        "New: {new}. Changed: {changed}. The same: {same}. Two versions: {conflicts}.",
        **{name: entry[name] for name in ("new", "changed", "same", "conflicts")},
    )


def _sync(session: Session) -> Answer:
    program, options, words = session
    done = program.syncing.sync(options.remote or "", trust=options.trust)
    told = {
        "remote": done.remote,
        "taken": [_imported(one) for one in done.taken],
        "given": [
            {"to": one.to, "workshop": one.workshop, "file": one.file, "bytes": one.bytes}
            for one in done.given
        ],
        "waiting": [
            {"device": one.device, "name": one.name, "words": " ".join(one.words())}
            for one in done.waiting
        ],
        "skipped": [
            {"file": one.file, "error": error_told(one.error, words)} for one in done.skipped
        ],
    }
    lines = [
        words.say("Taken: {taken}. Given: {given}.", taken=len(done.taken), given=len(done.given)),
        *(
            words.say(
                "“{name}” waits until its words are compared: {words}.",
                name=one.name,
                words=" ".join(one.words()),
            )
            for one in done.waiting
        ),
    ]
    skipped = (f"{one.file}: {sentences(one.error, words).text}" for one in done.skipped)
    return Answer(told, lines, 0, tuple(skipped))
