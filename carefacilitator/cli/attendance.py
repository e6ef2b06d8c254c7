"""Commands about who is there."""

from __future__ import annotations

from carefacilitator.cli.answer import Answer, BadUsage, Say, Session
from carefacilitator.cli.commands import Commands
from carefacilitator.model.records.vocabulary import vocabulary


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    commands.group("attendance", say("Who is there."))
    again = commands.add(
        "attendance as-before",
        _as_before,
        say("Mark present who was there before and has no mark yet."),
    )
    again.add_argument("workshop")
    again.add_argument("slot", help=say("A half-day such as 1-pm, or a block."))
    again.add_argument("--dry-run", action="store_true")

    usual = commands.add(
        "attendance usual",
        _usual,
        say("Say what one key writes at the door as the usual consent, or choose it."),
    )
    usual.add_argument("workshop")
    purposes = say("Purposes with a comma between them; none brings the usual notice back.")
    usual.add_argument("--purposes", metavar="A,B", help=purposes)
    methods = list(vocabulary().keys("consent_method"))
    usual.add_argument("--method", choices=methods, help=say("How it is usually said."))


def _usual(session: Session) -> Answer:
    program, options, words = session
    workshop = program.workshops.find(options.workshop)
    before = program.people.usual_answers(workshop.id)
    if options.purposes is not None or options.method:
        wanted = before.purposes
        if options.purposes is not None:
            wanted = tuple(one for one in options.purposes.split(",") if one)
        known = program.people.asked_purposes(workshop.id)
        if unknown := [one for one in wanted if one not in known]:
            raise BadUsage(detail=f"{', '.join(unknown)} ({', '.join(known)})")
        method = options.method or before.method
        program.people.choose_usual(workshop.id, wanted, method)
    usual = program.people.usual_answers(workshop.id)
    heads = [vocabulary().label("consent_item", one, words.language) for one in usual.purposes]
    how = vocabulary().label("consent_method", usual.method, words.language)
    told = {"workshop": workshop.id, "purposes": list(usual.purposes), "method": usual.method}
    return Answer(told, [f"{words.listed(heads)} ({how})"])


def _as_before(session: Session) -> Answer:
    program, options, words = session
    workshop = program.workshops.find(options.workshop)
    slots = [one.id for one in program.slots.of(workshop.id)]
    place = slots.index(options.slot) if options.slot in slots else 0
    if not place:
        raise BadUsage(detail=f"{options.slot} ({', '.join(slots[1:])})")
    before = slots[place - 1]
    if options.dry_run:
        count = len(program.people.were_here(workshop.id, options.slot, before))
    else:
        count = program.people.mark_as_before(workshop.id, options.slot, before)
    told = {
        "workshop": workshop.id,
        "slot": options.slot,
        "before": before,
        "present": count,
        "dry_run": options.dry_run,
    }
    line = words.say_n("{n} person is marked present", "{n} people are marked present", count)
    if options.dry_run:
        line = words.say_n("{n} person would be present", "{n} people would be present", count)
    return Answer(told, [line])
