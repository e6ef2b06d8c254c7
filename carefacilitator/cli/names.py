"""The command about names of people who did not agree, in texts that would leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from carefacilitator.cli.answer import Answer, Say, Session
from carefacilitator.cli.commands import Commands

if TYPE_CHECKING:
    from carefacilitator.i18n import Words
    from carefacilitator.services.privacy.names_in_text import Finding
    from carefacilitator.services.program import Program


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    names = commands.add(
        "names", _names, say("List texts that stay here for a name in them, and settle them.")
    )
    names.add_argument("workshops", nargs="+")
    for option, text in (
        ("--not-her", say("This is not she: the text may leave until it changes.")),
        ("--keep", say("The text stays here.")),
        ("--agrees", say("She agrees after all: this writes down her consent.")),
        ("--organisation", say("The typed name is that of an organization or a group.")),
    ):
        names.add_argument(option, nargs="+", action="extend", default=[], metavar="KEY", help=text)
    names.add_argument(
        "--again",
        nargs="*",
        metavar="KEY",
        help=say("Ask again about these texts; about all of them where no key is given."),
    )
    names.add_argument(
        "--person",
        nargs=2,
        action="append",
        default=[],
        metavar=("KEY", "ID"),
        help=say("The typed name is that of this person on the list."),
    )


def _names(session: Session) -> Answer:
    program, options = session.program, session.options
    workshops = [program.workshops.find(one).id for one in options.workshops]
    chosen = {
        "not_her": options.not_her,
        "keep": options.keep,
        "agrees": options.agrees,
        "organisation": options.organisation,
        "again": options.again or [],
    }
    found = {
        how: [program.names_in_text.find(workshops, key) for key in dict.fromkeys(keys)]
        for how, keys in chosen.items()
    }
    linked = [(program.names_in_text.find(workshops, key), who) for key, who in options.person]
    for one, person in linked:
        program.names_in_text.is_person(one, person)
    for how, findings in found.items():
        _settle(program, how, findings)
    if options.again == []:
        program.names_in_text.ask_again(workshops)
    left = program.names_in_text.of(workshops)
    none = session.words.say("No text waits for a name in it.")
    lines = [_line(one, session.words) for one in left]
    return Answer(list(map(_told, left)), lines or [none])


def _told(one: Finding) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "id": one.record,
        "field": one.field,
        "text": one.text,
        "spans": [list(span) for span in one.spans],
        "people": list(one.people),
        "names": list(one.names),
        "sure": one.sure,
        "typed": one.typed,
        "missing": list(one.missing),
        "kept": one.kept,
    }


def _line(one: Finding, words: Words) -> str:
    name = words.listed(list(one.names)) if one.names else one.text
    told = (one.key, one.kind, name, " ".join(one.text.split()))
    return "\t".join((*told, words.say("stays here")) if one.kept else told)


def _settle(program: Program, how: str, findings: Sequence[Finding]) -> None:
    names = program.names_in_text
    for one in findings:
        match how:
            case "again":
                names.undecide(one)
            case "agrees" if one.typed:
                names.decide(one, "agreed")
            case "agrees":
                names.agrees(one, one.workshop)
            case "keep":
                names.decide(one, "keep")
            case _ if one.typed:
                names.is_organisation(one)
            case _:
                names.decide(one, "not_her")
