"""The command about names of people who did not agree, in texts that would leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carefacilitator.cli.answer import Answer, Say, Session, named_lines, named_told
from carefacilitator.cli.parsing import Commands

if TYPE_CHECKING:
    from carefacilitator.services.names_in_text import Finding
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
        ("--again", say("Ask again about these texts.")),
    ):
        names.add_argument(option, nargs="+", action="extend", default=[], metavar="KEY", help=text)


def _names(session: Session) -> Answer:
    program, options = session.program, session.options
    workshops = [program.workshops.find(one).id for one in options.workshops]
    chosen = {
        "not_her": options.not_her,
        "keep": options.keep,
        "agrees": options.agrees,
        "organisation": options.organisation,
        "again": options.again,
    }
    found = {
        how: [program.names_in_text.find(workshops, key) for key in dict.fromkeys(keys)]
        for how, keys in chosen.items()
    }
    for how, findings in found.items():
        _settle(program, how, findings)
    left = program.names_in_text.of(workshops)
    none = session.words.say("No text waits for a name in it.")
    return Answer(named_told(left), named_lines(left, session.words) or [none])


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
            case "organisation" if one.typed:
                names.decide(one, "organisation")
            case _:
                names.decide(one, "organisation" if one.typed else "not_her")
