"""Commands that remove for good: the bin, a text, a person, and what others ask to remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from carefacilitator.cli.answer import Answer, Say, Session
from carefacilitator.cli.commands import Commands
from carefacilitator.i18n import Words

if TYPE_CHECKING:
    from carefacilitator.services.privacy.redaction import Holder
    from carefacilitator.services.upkeep.copies import Copy


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    listed = commands.add("bin", _bin, say("List the bin, or empty it for good."))
    listed.add_argument("workshop", nargs="?", default="")
    listed.add_argument("--empty", action="store_true")
    listed.add_argument("--sure", action="store_true", help=say("It does not come back."))
    redact = commands.add("redact", _redact, say("Remove an entry, or one of its texts, for good."))
    redact.add_argument("kind")
    redact.add_argument("id")
    redact.add_argument("--field", default="", help=say("Only this text, such as texts/es."))
    redact.add_argument("--text", default="", help=say("What it says instead."))
    redact.add_argument("--sure", action="store_true", help=say("It does not come back."))
    asked = commands.add("redactions", _redactions, say("What others ask to remove for good."))
    answer = asked.add_mutually_exclusive_group()
    answer.add_argument("--agree", action="store_true")
    answer.add_argument("--refuse", action="store_true")
    forget = commands.add("forget", _forget, say("Forget a person; lists the texts that name her."))
    forget.add_argument("person")
    forget.add_argument("--mask", action="store_true", help=say("Take her name out of the texts."))
    forget.add_argument("--sure", action="store_true", help=say("It does not come back."))


def _bin(session: Session) -> Answer:
    program, options, words = session
    workshop = program.workshops.find(options.workshop).id if options.workshop else ""
    if options.empty:
        done = program.redacting.empty_bin(workshop, options.sure)
        lines = [_removed(done.count, words), *_kept_lines(done.copies, words)]
        return Answer({"removed": done.count, "copies": _copies_told(done.copies)}, lines)
    found = [
        (one, program.redacting.holders(one.kind, one.record))
        for one in program.past.binned(workshop)
    ]
    told = [
        {
            "kind": one.kind,
            "id": one.record,
            "title": one.title,
            "workshop": one.workshop,
            "deleted_at": one.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "holders": _holders_told(holders),
        }
        for one, holders in found
    ]
    lines = [f"{one.kind}\t{one.record}\t{' '.join(one.title.split())}" for one, _ in found]
    return Answer(told, lines or [words.say("The bin is empty.")])


def _redact(session: Session) -> Answer:
    from carefacilitator.services.privacy.redaction import RedactionNeedsAnswer

    program, options, words = session
    if not options.sure:
        raise RedactionNeedsAnswer(count=1)
    redacting = program.redacting
    holders = redacting.holders(options.kind, options.id, options.field)
    done = (
        redacting.reword(options.kind, options.id, options.field, options.text)
        if options.field
        else redacting.remove(options.kind, options.id)
    )
    told = {
        "removed": done.count,
        "change": done.change,
        "copies": _copies_told(done.copies),
        "holders": _holders_told(holders),
    }
    asked = [words.say("The next bundle asks it of “{name}”.", name=one.name) for one in holders]
    lines = [_removed(done.count, words), *asked, *_kept_lines(done.copies, words)]
    return Answer(told, lines)


def _redactions(session: Session) -> Answer:
    program, options, words = session
    waiting = program.redacting.waiting()
    told: dict[str, Any] = {
        "waiting": [
            {"kind": one.kind, "count": one.count, "workshop": one.workshop} for one in waiting
        ],
        "answered": 0,
    }
    lines = [f"{one.kind}\t{one.count}\t{one.workshop}" for one in waiting]
    if options.agree or options.refuse:
        told["answered"] = program.redacting.answer(options.agree)
        told["waiting"] = []
        lines = [
            _removed(told["answered"], words)
            if options.agree
            else words.say_n(
                "{n} entry is shown again.", "{n} entries are shown again.", told["answered"]
            )
        ]
    return Answer(told, lines or [words.say("Nothing waits for an answer.")])


def _forget(session: Session) -> Answer:
    from carefacilitator.model.records.records import Person
    from carefacilitator.services.privacy.redaction import RedactionNeedsAnswer

    program, options, words = session
    program.workspace.get(Person, options.person)
    namings, held = program.redacting.naming(options.person), program.redacting.held(options.person)
    told = {
        "forgotten": bool(options.sure),
        "texts": [
            {"kind": one.kind, "id": one.record, "field": one.field, "text": one.text}
            for one in namings
        ],
        "masked": 0,
        "copies": _copies_told(held.copies),
        "holders": _holders_told(held.bundles),
    }
    lines = [f"{one.kind}\t{one.record}\t{' '.join(one.text.split())}" for one in namings]
    if not options.sure:
        if options.mask:
            raise RedactionNeedsAnswer(count=len(namings) + 1)
        return Answer(told, lines)
    program.people.forget(options.person)
    if options.mask:
        program.redacting.mask(namings)
        told["masked"] = len(namings)
    left = program.redacting.replace_copies()
    told["copies"] = _copies_told(left)
    return Answer(told, [*lines, words.say("Forgotten."), *_kept_lines(left, words)])


def _removed(count: int, words: Words) -> str:
    return words.say_n("{n} entry is gone for good.", "{n} entries are gone for good.", count)


def _copies_told(copies: Sequence[Copy]) -> list[dict[str, str]]:
    return [{"file": one.path, "at": one.at} for one in copies]


def _kept_lines(copies: Sequence[Copy], words: Words) -> list[str]:
    return [
        words.say("This copy still holds it, for 30 days at most: {file}", file=one.path)
        for one in copies
    ]


def _holders_told(holders: Sequence[Holder]) -> list[dict[str, Any]]:
    return [{"name": one.name, "since": one.since, "anonymous": one.anonymous} for one in holders]
