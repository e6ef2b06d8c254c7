"""Commands about photos: which there are, and adding some."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.cli.answer import REFUSED, Answer, BadUsage, Say, Session, Told, error_told
from carefacilitator.cli.commands import Commands
from carefacilitator.errors import CareError
from carefacilitator.messages import sentences

if TYPE_CHECKING:
    from carefacilitator.services.pictures.photos import Photo, Place


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    commands.group("photos", say("Photos of a workshop."))
    show = commands.add("photos list", _list, say("List the photos of a workshop."))
    show.add_argument("workshop")
    add = commands.add("photos add", _add, say("Add photos to a workshop."))
    add.add_argument("workshop")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--caption", default="", help=say("The words below the photo."))
    where = add.add_mutually_exclusive_group()
    where.add_argument("--block", default="", metavar="ID", help=say("The block it belongs to."))
    where.add_argument("--sheet", action="store_true", help=say("It shows the signed sheet."))
    who = add.add_mutually_exclusive_group()
    who.add_argument("--nobody", action="store_true", help=say("Nobody can be recognised in it."))
    who.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="NAME",
        help=say("Who can be recognised in it; name several one after the other."),
    )


def _list(session: Session) -> Answer:
    program, options, words = session
    workshop = program.workshops.find(options.workshop)
    found = program.photos.of(workshop.id)
    told = [_told(one) for one in found]
    lines = [f"{one.record.taken_on}\t{one.record.caption or one.record.name}" for one in found]
    return Answer(told, lines or [words.say("There are no photos yet.")])


def _told(photo: Photo) -> dict[str, object]:
    one = photo.record
    return {
        "id": one.id,
        "name": one.name,
        "caption": one.caption,
        "day": one.taken_on,
        "target": one.target_kind,
        "target_id": one.target_id,
        "people": list(photo.people),
        "said_who": photo.said,
        "original": bool(photo.original),
        "bytes": one.size,
        "sha256": one.sha256,
    }


def _add(session: Session) -> Answer:
    """Each file by itself: what is refused does not stop the others."""
    program, options, words = session
    workshop = program.workshops.find(options.workshop)
    place, people = _place(session), _people(session, workshop.id)
    told: list[Told] = []
    lines, refused = [], 0
    for file in options.files:
        try:
            kept = program.photos.add(workshop.id, file, place, options.caption, people)
        except CareError as error:
            if error.exit_code != REFUSED:
                raise
            told.append({"file": str(file), "error": error_told(error, words)})
            lines.append(f"{file.name}: {sentences(error, words).text}")
            refused += 1
            continue
        told.append({"file": str(file), "already": kept.already, **_told(kept.photo)})
        known = words.say("{name}: this photo was here already.", name=file.name)
        lines.append(known if kept.already else words.say("{name}: kept.", name=file.name))
    return Answer(told, lines, REFUSED if refused else 0)


def _place(session: Session) -> Place:
    from carefacilitator.services.pictures.photos import BLOCK, SHEET, Place

    options = session.options
    if options.sheet:
        return SHEET
    return Place(BLOCK, options.block) if options.block else Place()


def _people(session: Session, workshop_id: str) -> tuple[str, ...]:
    """The people named, all of them on the list; without a word about it nobody has said."""
    from carefacilitator.model.privacy.consent import UNSAID
    from carefacilitator.model.text.folding import fold

    options = session.options
    if options.nobody:
        return ()
    if not options.person:
        return (UNSAID,)
    slot = session.program.agenda.slots(workshop_id)[0]
    listed = session.program.people.lines(workshop_id, slot)
    found = []
    for name in options.person:
        matches = [one.person.id for one in listed if fold(one.person.name) == fold(name)]
        if len(matches) != 1:
            raise BadUsage(detail=name)
        found += matches
    return tuple(found)
