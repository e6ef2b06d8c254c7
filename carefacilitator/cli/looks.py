"""Commands about the looks of a programme: which there are, its colour, its logos."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.cli.answer import REFUSED, Answer, BadUsage, Say, Session, Told, error_told
from carefacilitator.cli.commands import Commands
from carefacilitator.errors import CareError
from carefacilitator.messages import sentences
from carefacilitator.model.document import colours
from carefacilitator.model.records.fields import in_language

if TYPE_CHECKING:
    from carefacilitator.model.records.records import Programme
    from carefacilitator.services.pictures.branding import Logo

_NONE = "none"


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    commands.add("programmes", _list, say("List the programmes, with their colour and logos."))
    commands.group("looks", say("How the papers of a programme look."))
    show = commands.add("looks show", _show, say("Show the colour and the logos of a programme."))
    show.add_argument("programme", help=say("Its id, code or title."))
    tint = commands.add("looks colour", _colour, say("Give a programme a colour."))
    tint.add_argument("programme", help=say("Its id, code or title."))
    names = ", ".join(colours.PALETTE)
    told = say("Six digits such as 1D5B4F, or one of: {names}; none takes it away.", names=names)
    tint.add_argument("colour", help=told)
    add = commands.add("looks add", _add, say("Add logos at the end of the row."))
    add.add_argument("programme", help=say("Its id, code or title."))
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument(
        "--owner",
        action="append",
        default=[],
        metavar="NAME",
        help=say("Whose logo it is, read aloud in its place; once for each file."),
    )
    move = commands.add("looks move", _move, say("Move a logo along the row."))
    move.add_argument("logo", metavar="LOGO_ID")
    move.add_argument("steps", type=int, metavar="STEPS")
    own = commands.add("looks owner", _owner, say("Say whose logo it is."))
    own.add_argument("logo", metavar="LOGO_ID")
    own.add_argument("owner", metavar="NAME")
    take = commands.add("looks remove", _remove, say("Move a logo to the bin."))
    take.add_argument("logo", metavar="LOGO_ID")


def _list(session: Session) -> Answer:
    words = session.words
    found = session.program.workshops.programmes()
    told = [_programme_told(session, one) for one in found]
    lines = [
        f"{one['code']}\t{one['colour']}\t{len(one['logos'])}\t{one['title']}"  # for scripts
        for one in told
    ]
    return Answer(told, lines or [words.say("There are no programmes yet.")])


def _programme_told(session: Session, one: Programme) -> dict[str, Told]:
    looks, colour = session.program.looks, session.program.looks.colour(one.id)
    return {
        "id": one.id,
        "code": one.code,
        "title": in_language(one, "title", session.words.language),
        "colour": colour,
        "colour_of_words": colours.for_words(colour) if colour else "",
        "contrast": round(colours.contrast(colour), 1) if colour else 0,
        "logos": [_logo_told(logo) for logo in looks.logos(one.id)],
    }


def _logo_told(logo: Logo) -> dict[str, Told]:
    one = logo.record
    return {
        "id": one.id,
        "name": one.name,
        "owner": logo.owner,
        "media_type": one.media_type,
        "bytes": one.size,
        "sha256": one.sha256,
    }


def _shown(session: Session, programme_id: str) -> Answer:
    looks, words = session.program.looks, session.words
    told = _programme_told(session, looks.find(programme_id))
    colour = told["colour"]
    lines = [told["title"]]
    if colour:
        lines.append(words.say("Colour: {colour}", colour=colour))
    else:
        lines.append(words.say("No colour of its own"))
    if colour and told["colour_of_words"] != colour:
        darker = told["colour_of_words"]
        lines.append(words.say("Words in it are printed darker: {colour}", colour=darker))
    lines += [f"{one['id']}\t{one['owner'] or one['name']}" for one in told["logos"]]
    return Answer(told, lines)


def _show(session: Session) -> Answer:
    return _shown(session, session.options.programme)


def _colour(session: Session) -> Answer:
    looks, options = session.program.looks, session.options
    programme = looks.find(options.programme)
    looks.set_colour(programme.id, "" if options.colour == _NONE else options.colour)
    return _shown(session, programme.id)


def _add(session: Session) -> Answer:
    """Each file by itself: what is refused does not stop the others."""
    looks, options, words = session.program.looks, session.options, session.words
    programme = looks.find(options.programme)
    owners = options.owner
    if owners and len(owners) != len(options.files):
        raise BadUsage(detail="--owner")
    told: list[Told] = []
    lines, refused = [], 0
    for at, file in enumerate(options.files):
        try:
            picture = looks.prepare(file)
            kept = looks.add(programme.id, picture, owners[at] if owners else "")
        except CareError as error:
            if error.exit_code != REFUSED:
                raise
            told.append({"file": str(file), "error": error_told(error, words)})
            lines.append(f"{file.name}: {sentences(error, words).text}")
            refused += 1
            continue
        told.append({"file": str(file), "already": kept.already, **_logo_told(kept)})
        known = words.say("{name}: this logo was here already.", name=file.name)
        lines.append(known if kept.already else words.say("{name}: kept.", name=file.name))
    return Answer(told, lines, REFUSED if refused else 0)


def _move(session: Session) -> Answer:
    looks, options = session.program.looks, session.options
    logo = looks.get(options.logo)
    looks.move(logo.id, options.steps)
    return _shown(session, logo.record.target_id)


def _owner(session: Session) -> Answer:
    looks, options = session.program.looks, session.options
    logo = looks.get(options.logo)
    looks.say_owner(logo.id, options.owner)
    return _shown(session, logo.record.target_id)


def _remove(session: Session) -> Answer:
    looks, options = session.program.looks, session.options
    logo = looks.get(options.logo)
    looks.remove(logo.id)
    return _shown(session, logo.record.target_id)
