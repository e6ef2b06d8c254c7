"""The command line: the same services for scripts, a secretariat without a screen, and checks.

With ``--json`` exactly one JSON document goes to standard output; everything else is sentences in
the chosen language, refusals on standard error. Exit codes: 0 done, 1 refused, 2 wrong usage,
3 this computer, 4 our bug.
"""
# long: one door for every command; each command is a few lines of its own.

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from carefacilitator import logs, paths, settings
from carefacilitator.errors import CareError, FileMissing, MachineTrouble, OurBug, Refusal
from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.messages import sentences

if TYPE_CHECKING:
    from carefacilitator.bundle.description import BundleInfo
    from carefacilitator.bundle.keys import Role
    from carefacilitator.model.dossier import Withheld
    from carefacilitator.services.arrivals import Imported, Rehearsal
    from carefacilitator.services.program import Program

Build = Callable[[Path, str | None], "Program"]
OpenWindow = Callable[..., int]
Told = Any
"""What ``--json`` prints."""

PASSPHRASE = "CAREFACILITATOR_PASSPHRASE"  # noqa: S105 - the name of a variable
_REFUSED = 1
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
"""Taken out by ``str.translate``: the marks U+2066 to U+2069."""


class BadUsage(Refusal):
    """The arguments are not understood; ``detail`` is what the parser says."""

    code = "bad_usage"
    exit_code = 2


class Answer(NamedTuple):
    """What a command did: for ``--json``, in sentences, the exit code, what was passed over."""

    told: Told
    lines: list[str]
    exit_code: int = 0
    passed_over: tuple[str, ...] = ()


class Session(NamedTuple):
    """What every command needs."""

    program: Program
    options: argparse.Namespace
    words: Words


def main(arguments: Sequence[str], build: Build, open_window: OpenWindow) -> int:
    """Run one command, or open the window where none is named; returns the exit code."""
    as_json = "--json" in arguments
    words = Words(_language(arguments))
    _speak_utf8()
    logs.close()
    try:
        options = _options(arguments, words)
        words = Words(options.lang) if options.lang else _words_of(options.workspace)
        passphrase = _passphrase(options.passphrase_file)
        if options.command is None:
            spoken = {"language": options.lang} if options.lang else {}
            return open_window(options.workspace, passphrase, **spoken)
        answer = _run(options, passphrase, build, words)
    except CareError as error:
        if error.exit_code > _REFUSED + 1:
            logs.failure(error)
        return _refuse(error, words, as_json)
    except OSError as error:
        logs.failure(error)
        return _refuse(MachineTrouble(place=str(error.filename or "")), words, as_json)
    except Exception as error:  # noqa: BLE001 - the outermost door: a bug is told, not dumped
        logs.failure(error)
        return _refuse(OurBug(detail=type(error).__name__), words, as_json)
    _print(answer.told if as_json else answer.lines, as_json)
    sys.stderr.writelines(f"{_plain(line)}\n" for line in answer.passed_over)
    return answer.exit_code


def _run(options: argparse.Namespace, passphrase: str | None, build: Build, words: Words) -> Answer:
    if options.command == "restore":
        return _restore(options, passphrase, words)
    logs.setup(options.workspace)
    program = build(options.workspace, passphrase)
    options.passphrase = passphrase
    try:
        done: Callable[[Session], Answer] = options.run
        return done(Session(program, options, words))
    finally:
        program.close()


def _print(told: Told, as_json: bool) -> None:
    try:
        if as_json:
            sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        else:
            sys.stdout.writelines(f"{_plain(line)}\n" for line in told)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has seen enough (``| head``); what was asked for is done. Without this the
        # interpreter would write to the closed end once more while it leaves, and complain.
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _plain(line: str) -> str:
    """A line without the invisible isolates, which would come along with a path that is copied.

    An Arabic sentence keeps its direction: terminals take it from its first letter.
    """
    return line.translate(_ISOLATES)


def _refuse(error: CareError, words: Words, as_json: bool) -> int:
    if as_json:
        _print({"error": _error(error, words)}, True)
    else:
        detail = f" ({error.values['detail']})" if isinstance(error, BadUsage) else ""
        sys.stderr.write(_plain(sentences(error, words).text) + detail + "\n")
    return error.exit_code


def _error(error: CareError, words: Words) -> dict[str, str]:
    said = sentences(error, words)
    return {"code": error.code, "message": said.what, "safe": said.safe, "next": said.next}


# --- arguments ------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are told like every other refusal."""

    def error(self, message: str) -> NoReturn:
        """Refuse with the code ``bad_usage``."""
        raise BadUsage(detail=message)


def _options(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """What is asked for; the commands are built only where more than a window is wanted."""
    options, rest = _global_options(words, keep=True).parse_known_args(list(arguments))
    if rest:
        return _parser(words).parse_args(list(arguments))
    options.command = None
    return options


def _parser(words: Words) -> argparse.ArgumentParser:
    say = words.say
    main_options = _global_options(words, keep=True)
    parser = _Parser(prog="carefacilitator", parents=[main_options], allow_abbrev=False)
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    shared = _global_options(words, keep=False)

    def add(name: str, run: Callable[[Session], Answer], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, parents=[shared], allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    add("sample", _sample, say("Fill an empty workspace with the sample programme."))
    add("workshops", _workshops, say("List the workshops."))
    people = commands.add_parser("attendees", help=say("People from files."), parents=[shared])
    actions = people.add_subparsers(dest="action", required=True, parser_class=_Parser)
    bring = actions.add_parser("import", parents=[shared], help=say("Bring in a list of people."))
    bring.set_defaults(run=_attendees)
    bring.add_argument("workshop")
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true")
    report = add("report", _report, say("Write a document."))
    report.add_argument("workshops", nargs="+")
    report.add_argument("--kind", default="summary")
    report.add_argument("--out", type=Path, required=True)
    report.add_argument("--paper", default="A4")
    report.add_argument("--anonymous", action="store_true")
    _add_exchange(add, say)
    _add_care(add, say)
    return parser


_Add = Callable[[str, Callable[[Session], Answer], str], argparse.ArgumentParser]


def _add_exchange(add: _Add, say: Callable[[str], str]) -> None:
    export = add("export", _export, say("Seal workshops into a bundle."))
    export.add_argument("workshops", nargs="+")
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--to", nargs="+", action="extend", required=True, metavar="CARD")
    export.add_argument("--anonymous", action="store_true")
    export.add_argument("--part-size", type=float, metavar="MB")
    inspect = add("inspect", _inspect, say("Say what a bundle holds; writes nothing."))
    inspect.add_argument("file", type=Path)
    take = add("import", _import, say("Take in bundles."))
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true")
    take.add_argument("--trust", action="store_true", help=say("Accept a device never met."))
    take.add_argument("--forget", action="store_true", help=say("Agree to forget people."))
    sync = add("sync", _sync, say("Exchange bundles through a folder or a stick."))
    sync.add_argument("--remote", metavar="FOLDER")
    sync.add_argument("--trust", action="store_true", help=say("Accept devices never met."))


def _add_care(add: _Add, say: Callable[[str], str]) -> None:
    undo = add("undo", _undo, say("Take back a change or an import."))
    undo.add_argument("change", nargs="?", default="")
    undo.add_argument("--sure", action="store_true", help=say("Also where later work rests on it."))
    search = add("search", _search, say("Find words everywhere."))
    search.add_argument("words", nargs="+")
    add("backup", _backup, say("Write a copy of everything.")).add_argument("file", type=Path)
    add("restore", _backup, say("Bring back a copy.")).add_argument("file", type=Path)
    identity = add("identity", _identity, say("Show this device's card."))
    identity.add_argument("--secret-out", type=Path, metavar="FILE")
    identity.add_argument("--name", help=say("Give this device a name."))
    identity.add_argument("--role", choices=("own_group", "other"))
    identity.add_argument(
        "--take", type=Path, metavar="CARD", help=say("Keep the card of another device.")
    )
    add("doctor", _doctor, say("Check the workspace."))


def _global_options(words: Words, keep: bool) -> _Parser:
    """The options that work before and after the command; behind it they keep what stood before."""

    def default(value: object) -> Any:
        return value if keep else argparse.SUPPRESS

    say = words.say
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--workspace",
        type=Path,
        default=default(paths.data_folder()),
        metavar="DIR",
        help=say("The folder with your workshops."),
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        default=default(None),
        metavar="FILE",
        help=say("A file that holds the passphrase."),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default(None), help=say("The language to speak.")
    )
    parser.add_argument(
        "--json", action="store_true", default=default(False), help=say("Answer as JSON.")
    )
    return parser


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything is parsed: refusals of usage speak it too."""
    for number, one in enumerate(arguments):
        if one == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
        if one.startswith("--lang="):
            return one[7:]
    return settings.computer_language()


def _words_of(folder: Path) -> Words:
    return Words(settings.load(folder / settings.FILE_NAME).spoken)


def _passphrase(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(PASSPHRASE) or None
    from carefacilitator.storage.failures import named_failures  # loads SQLCipher

    with named_failures(file.name):
        try:
            return file.read_text("utf-8").rstrip("\r\n") or None
        except (FileNotFoundError, IsADirectoryError) as error:
            raise FileMissing(name=file.name) from error


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


# --- workshops and people -------------------------------------------------------------------------


def _sample(session: Session) -> Answer:
    told = session.program.sample.fill()
    line = session.words.say(
        "The sample programme is here: {workshops} workshops, {people} people, {notes} notes,"
        " {lessons} lessons, {commitments} commitments.",
        **told,
    )
    return Answer(told, [line])


def _workshops(session: Session) -> Answer:
    words = session.words
    told, lines = [], []
    for line in session.program.workshops.lines():
        one = line.workshop
        title = one.titles.get(words.language) or one.title
        told.append(
            {
                "id": one.id,
                "code": one.code,
                "title": title,
                "start": one.start,
                "end": one.end,
                "place": one.places.get(words.language) or one.place,
                "people": line.people,
                "present": line.present,
                "counted": line.counted,
                "notes": line.notes,
                "lessons": line.lessons,
                "commitments": line.commitments,
                "state": line.state,
            }
        )
        lines.append(f"{one.code}\t{one.start}\t{title}")
    return Answer(told, lines or [words.say("There are no workshops yet.")])


def _attendees(session: Session) -> Answer:
    from carefacilitator.interchange import remarks

    program, options, words = session
    workshop = program.workshops.find(options.workshop)
    file = program.attendees.read(options.file)
    event = program.attendees.event_of(workshop.id, file)
    if event:
        file = program.attendees.read(options.file, file.mapping, event, file.table)
    made = program.attendees.bring(workshop.id, file, options.dry_run)
    told: Told = {
        "added": made.added,
        "counted": made.counted,
        "updated": made.updated,
        "unchanged": made.unchanged,
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
    }
    figures = words.say(
        "Added: {added}. Counted without a name: {counted}. Changed: {updated}. As before:"
        " {unchanged}.",
        added=made.added,
        counted=made.counted,
        updated=made.updated,
        unchanged=made.unchanged,
    )
    passed = (*told["refused"], *told["remarks"])
    out = (f"{header}: {why}" for header, why in told["left_out"].items())
    return Answer(told, [figures, *(one["message"] for one in passed), *out])


def _report(session: Session) -> Answer:
    program, options, words = session
    kept = settings.load(options.workspace / settings.FILE_NAME)
    language = options.lang or kept.written
    made = program.papers.write(
        options.workshops, options.kind, language, options.out, options.anonymous, options.paper
    )
    told = {
        "file": str(made.path),
        "kind": made.kind,
        "language": made.language,
        "pages": made.pages,
        "bytes": made.bytes,
        "missing_glyphs": list(made.missing_glyphs),
    }
    pages = words.say_n("{n} page", "{n} pages", made.pages)
    line = words.say("Written: {file} ({pages}).", file=str(made.path), pages=pages)
    return Answer(told, [line])


def _search(session: Session) -> Answer:
    hits = session.program.finding.search(" ".join(session.options.words))
    told = [
        {"kind": one.kind, "id": one.record, "workshop": one.workshop, "text": one.text}
        for one in hits
    ]
    lines = [f"{one.kind}\t{' '.join(one.text.split())[:200]}" for one in hits]
    return Answer(told, lines or [session.words.say("Nothing was found.")])


# --- bundles --------------------------------------------------------------------------------------


def _export(session: Session) -> Answer:
    program, options, words = session
    recipients = [program.identity.recipient(one) for one in options.to]
    made = program.sharing.export(
        options.workshops, options.out, recipients, options.anonymous, options.part_size
    )
    told = {
        "bundle": made.bundle,
        "sequence": made.sequence,
        "workshops": _workshop_lines(made.workshops),
        "operations": made.operations,
        "bytes": made.bytes,
        "withheld": _withheld(made.withheld),
        "files": [str(one) for one in made.files],
    }
    line = words.say(
        "Sealed, read back and checked: {file}, {bytes} bytes.",
        file=str(made.path),
        bytes=made.bytes,
    )
    return Answer(told, [line, *_withheld_lines(made.withheld, words)])


def _withheld(lines: Sequence[Withheld]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "count": one.count, "reason": one.reason} for one in lines]


def _withheld_lines(lines: Sequence[Withheld], words: Words) -> list[str]:
    from carefacilitator.model.consent import tell

    return [tell(one, words) for one in lines]


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
        "withheld": _withheld(info.withheld),
        "bytes": info.bytes,
    }
    lines = [
        words.say(
            "Whole, made for us, signed by “{name}” ({words}).",
            name=info.maker.name,
            words=" ".join(info.maker.words()),
        ),
        *(f"{one.code}\t{one.start}\t{one.title}" for one in info.workshops),
        *_withheld_lines(info.withheld, words),
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
            if error.exit_code > _REFUSED and len(session.options.files) == 1:
                raise
            told.append({"file": str(file), "error": _error(error, session.words)})
            refused.append(f"{file}: {sentences(error, session.words).text}")
            continue
        told.append(entry)
        lines.append(f"{file}: {_figures(entry, session.words)}")
    return Answer(told, lines, _REFUSED if refused else 0, tuple(refused))


def _import_one(session: Session, file: Path) -> dict[str, Any]:
    arrivals, options = session.program.arrivals, session.options
    if options.dry_run:
        return _rehearsed(arrivals.rehearse(file))
    agreed = options.forget or options.trust
    return _imported(arrivals.apply(file, trust=options.trust, forget=agreed))


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
        "withheld": _withheld(made.withheld),
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
        "skipped": [{"file": one.file, "error": _error(one.error, words)} for one in done.skipped],
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


# --- care of the workspace ------------------------------------------------------------------------


def _undo(session: Session) -> Answer:
    from carefacilitator.services.history import label_words

    program, options, words = session
    done = program.history.undo(options.change, options.sure)
    told = {"change": done.change, "label": done.label, "count": done.count, "kept": done.kept}
    lines = [words.say("Undone: {what}.", what=label_words(done.label, done.count, words))]
    return Answer(told, lines)


def _backup(session: Session) -> Answer:
    from carefacilitator.services.copies import back_up

    out = session.options.file
    size = back_up(session.program.workspace, out)
    line = session.words.say("Copied and checked: {file}, {bytes} bytes.", file=out, bytes=size)
    return Answer({"file": str(out), "bytes": size}, [line])


def _restore(options: argparse.Namespace, passphrase: str | None, words: Words) -> Answer:
    from carefacilitator.model.records import Workshop
    from carefacilitator.services.copies import restore

    workspace = restore(options.file, options.workspace, passphrase)
    try:
        count = len(workspace.all(Workshop))
    finally:
        workspace.close()
    line = words.say_n("{n} workshop is back.", "{n} workshops are back.", count)
    return Answer({"workspace": str(options.workspace), "workshops": count}, [line])


def _identity(session: Session) -> Answer:
    program, options, words = session
    identity = program.identity
    if options.take:
        role: Role | None = options.role
        peer = identity.take_card_file(options.take, role)
        taken = {"device": peer.device, "name": peer.name, "role": peer.role}
        return Answer(taken, [words.say("“{name}” is known now.", name=peer.name)])
    if options.name:
        identity.rename(options.name)
    card = identity.card(options.role or "other")
    told = {
        "device": card.device,
        "name": card.name,
        "age": card.age,
        "minisign": card.minisign,
    }
    if options.role:
        told["role"] = card.role
    lines = [json.dumps(told, ensure_ascii=False), " – ".join(card.words())]
    if options.secret_out:
        written = identity.write_secrets(options.secret_out, options.passphrase)
        lines += [str(one) for one in written]
    return Answer(told, lines)


def _doctor(session: Session) -> Answer:
    from carefacilitator.storage import doctor

    problems = doctor.check(session.program.workspace)
    told = {"ok": not problems, "problems": problems}
    fine = session.words.say("Everything is as it should be.")
    return Answer(told, problems or [fine], _REFUSED if problems else 0)
