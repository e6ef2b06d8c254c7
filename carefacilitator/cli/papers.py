"""Commands about short papers: lines for the minutes, and the code on a certificate."""

from __future__ import annotations

from carefacilitator.cli.answer import Answer, Say, Session
from carefacilitator.cli.parsing import Commands


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    minutes = commands.add("minutes", _minutes, say("Say who was there, to paste into minutes."))
    minutes.add_argument("workshop")
    commands.group("certificate", say("Certificates of attendance."))
    check = commands.add("certificate check", _certificate, say("Check a certificate's code."))
    check.add_argument("code", nargs="+")


def _minutes(session: Session) -> Answer:
    from carefacilitator.services.minutes import minutes_of

    program, options, words = session
    made = minutes_of(program, options.workshop, words.language)
    groups = {"present": made.present, "excused": made.excused, "visitors": made.visitors}
    told = {
        **{
            name: {"count": group.count, "names": list(group.names)}
            for name, group in groups.items()
        },
        "counted": made.counted,
        "text": made.text,
    }
    return Answer(told, made.text.split("\n"))


def _certificate(session: Session) -> Answer:
    from carefacilitator.services.certificates import told_of

    found = session.program.certificates.check("".join(session.options.code))
    told = {
        "code": found.code,
        "number": found.number,
        "workshop": found.workshop_id,
        "person": found.person_id,
        "name": found.name,
        "minutes": found.minutes,
        "minutes_now": found.minutes_now,
    }
    return Answer(told, told_of(found, session.words))
