"""Commands about workshops, their people, their papers and what was said in them."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from typing import TYPE_CHECKING

from carefacilitator import settings
from carefacilitator.cli.answer import (
    Answer,
    Say,
    Session,
    named_lines,
    named_of,
    named_told,
    repeats_lines,
    repeats_of,
    repeats_told,
)
from carefacilitator.cli.commands import Commands, new_file
from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.model.records.fields import in_language
from carefacilitator.services.sticks import eject_lines

if TYPE_CHECKING:
    from carefacilitator.model.document.compendium import Selection


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    commands.add("sample", _sample, say("Fill an empty workspace with the sample programme."))
    commands.add("workshops", _workshops, say("List the workshops."))
    report = commands.add("report", _report, say("Write a document."))
    report.add_argument("workshops", nargs="+")
    report.add_argument("--kind", default="summary")
    report.add_argument("--out", type=new_file, required=True)
    report.add_argument("--paper", default="", help=say("A4 or Letter."))
    report.add_argument("--anonymous", action="store_true")
    report.add_argument(
        "--drafts", action="store_true", help=say("Print lessons nobody agreed to yet, marked.")
    )
    report.add_argument(
        "--beside", default="", choices=LANGUAGES, help=say("A second language beside the first.")
    )
    report.add_argument("--person", default="", metavar="ID", help=say("One certificate only."))
    report.add_argument(
        "--attach-to",
        nargs="+",
        action="extend",
        default=[],
        metavar="CARD",
        help=say("Carry the workshops inside, sealed for these cards or age keys."),
    )
    _add_selection(report, say)
    search = commands.add("search", _search, say("Find words everywhere."))
    search.add_argument("words", nargs="+")


def _add_selection(report: ArgumentParser, say: Say) -> None:
    """What a compendium takes."""
    report.add_argument(
        "--group",
        choices=("r", "country", "theme"),
        default="r",
        help=say("A compendium: grouped by R, country or theme."),
    )
    report.add_argument(
        "--lessons",
        nargs="+",
        action="extend",
        default=[],
        metavar="KIND_OR_ID",
        help=say("A compendium: these kinds of lessons, or these lessons."),
    )
    report.add_argument(
        "--least",
        default="",
        metavar="STATUS",
        help=say("A compendium: lessons that are at least this far agreed."),
    )


def _selection(session: Session) -> Selection:
    """What the options of a compendium come to; no kinds named means those worth repeating."""
    from carefacilitator.model.document.compendium import Selection
    from carefacilitator.model.records.ids import is_id

    options = session.options
    ids = tuple(one for one in options.lessons if is_id(one))
    kinds = tuple(one for one in options.lessons if not is_id(one))
    group = "five_r" if options.group == "r" else options.group
    chosen = Selection(group=group, lessons=ids)
    if options.least:
        chosen = replace(chosen, least=options.least)
    return replace(chosen, kinds=kinds) if kinds else chosen


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
        title = in_language(one, "title", words.language)
        told.append(
            {
                "id": one.id,
                "code": one.code,
                "title": title,
                "start": one.start,
                "end": one.end,
                "place": in_language(one, "place", words.language),
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


def _report(session: Session) -> Answer:
    from carefacilitator.services.documents.documents import DocumentRequest

    program, options, words = session
    kept = settings.load(options.workspace / settings.FILE_NAME)
    language = options.lang or kept.written
    tells = options.kind in DOCUMENTS and DOCUMENTS[options.kind].carries
    repeats = repeats_of(session, options.workshops) if tells else []
    wished = DocumentRequest(
        options.kind,
        options.workshops,
        language,
        options.anonymous,
        options.paper or kept.paper,
        [program.identity.recipient(one) for one in options.attach_to],
        second=options.beside,
        person=options.person,
        selection=_selection(session),
        drafts=options.drafts or options.least == "draft",
    )
    made = program.papers.write(wished, options.out)
    found = named_of(session, options.workshops)
    told = {
        "file": str(made.path),
        "kind": made.kind,
        "language": made.language,
        "pages": made.pages,
        "bytes": made.bytes,
        "missing_glyphs": list(made.missing_glyphs),
        "bundle": made.bundle,
        "repeats": repeats_told(repeats),
        "named": named_told(found),
        "drafts_left": made.drafts_left,
    }
    pages = words.say_n("{n} page", "{n} pages", made.pages)
    line = words.say("Written: {file} ({pages}).", file=str(made.path), pages=pages)
    said = [*named_lines(found, words), *repeats_lines(repeats, words)]
    said = [*eject_lines(made.path, words), *said]
    return Answer(told, [line, *_left(made.drafts_left, words), *said])


def _left(drafts: int, words: Words) -> list[str]:
    """That drafts are left out, and how they are printed."""
    if not drafts:
        return []
    left = words.say_n(
        "{n} lesson is a draft and left out.", "{n} lessons are drafts and left out.", drafts
    )
    return [left, words.say("With --drafts they are printed, marked as drafts.")]


def _search(session: Session) -> Answer:
    hits = session.program.finding.search(" ".join(session.options.words))
    told = [
        {"kind": one.kind, "id": one.record, "workshop": one.workshop, "text": one.text}
        for one in hits
    ]
    lines = [f"{one.kind}\t{' '.join(one.text.split())[:200]}" for one in hits]
    return Answer(told, lines or [session.words.say("Nothing was found.")])
