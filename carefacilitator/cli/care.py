"""Commands that look after a workspace: undo, copies, this device's card, the doctor."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.cli.answer import REFUSED, Answer, Say, Session
from carefacilitator.cli.commands import Commands, new_file
from carefacilitator.i18n import N_, Words
from carefacilitator.services.sticks import eject_lines, open_to_all

if TYPE_CHECKING:
    from carefacilitator.services.exchange.identity import Role


_TRAVELS = N_(
    "This name stands on your card and in every bundle: a place or a task is better than a"
    " person’s name."
)


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    undo = commands.add("undo", _undo, say("Take back a change or an import."))
    undo.add_argument("change", nargs="?", default="")
    undo.add_argument("--sure", action="store_true", help=say("Also where later work rests on it."))
    backup = commands.add("backup", _backup, say("Write a copy of everything."))
    backup.add_argument("file", type=new_file)
    backup.epilog = say(
        "Where the workspace has no passphrase, --passphrase-file holds the one for its copies. It"
        " is asked for once and for any place outside the workspace."
    )
    back = commands.add("restore", _backup, say("Bring back a copy."))
    back.add_argument("file", type=Path)
    back.epilog = say("--passphrase-file holds the passphrase of the copy, where it has one.")
    identity = commands.add("identity", _identity, say("Show this device's card."))
    identity.add_argument("--secret-out", type=new_file, metavar="FILE")
    name = say("Give this device a name; it travels with every bundle.")
    identity.add_argument("--name", help=name)
    role = say("What the other device is to us; without it, others.")
    identity.add_argument("--role", choices=("own_group", "other"), help=role)
    identity.add_argument(
        "--take", type=Path, metavar="CARD", help=say("Keep the card of another device.")
    )
    commands.add("doctor", _doctor, say("Check the workspace."))


def _undo(session: Session) -> Answer:
    from carefacilitator.services.upkeep.undo import label_words

    program, options, words = session
    done = program.history.undo(options.change, options.sure)
    told = {"change": done.change, "label": done.label, "count": done.count, "kept": done.kept}
    lines = [words.say("Undone: {what}.", what=label_words(done.label, done.count, words))]
    if done.stays:
        lines.append(done.told(words))
    return Answer({**told, "stays": done.stays}, lines)


def _backup(session: Session) -> Answer:
    from carefacilitator.services.upkeep.copies import back_up, opens_with, tend

    program, options, words = session
    out, workspace = options.file, program.workspace
    size = back_up(workspace, out, None if workspace.has_passphrase else options.passphrase)
    tend(workspace)
    opens = opens_with(out)
    lines = [words.say("Copied and checked: {file}, {bytes} bytes.", file=out, bytes=size)]
    lines += eject_lines(out, words)
    if opens == "workspace":
        lines.append(
            words.say("It opens only with the key of this workspace, and is of no use elsewhere.")
        )
    elif not workspace.has_passphrase:
        lines.append(words.say("It opens with the passphrase of the copies."))
    return Answer({"file": str(out), "bytes": size, "opens_with": opens}, lines)


def restore(options: argparse.Namespace, passphrase: str | None, words: Words) -> Answer:
    """Bring a copy back where no workspace may be open yet."""
    from carefacilitator.model.records.records import Workshop
    from carefacilitator.services.upkeep import copies

    opens = copies.opens_with(options.file)
    workspace = copies.restore(options.file, options.workspace, passphrase)
    try:
        count = len(workspace.all(Workshop))
    finally:
        workspace.close()
    lines = [words.say_n("{n} workshop is back.", "{n} workshops are back.", count)]
    if opens == "open":
        lines.append(words.say(copies.OPEN_COPY))
    elif opens == "passphrase":
        lines.append(words.say("This workspace opens with the passphrase of the copy."))
    told = {"workspace": str(options.workspace), "workshops": count, "opens_with": opens}
    return Answer(told, lines)


def _identity(session: Session) -> Answer:
    program, options, words = session
    identity = program.identity
    if options.take:
        return _take(session)
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
    if options.name:
        lines.append(words.say(_TRAVELS))
    if options.secret_out:
        written = identity.write_secrets(options.secret_out, options.passphrase)
        lines += [str(one) for one in written]
        lines += filter(None, [open_to_all(options.secret_out, words)])
        lines += eject_lines(options.secret_out, words)
    return Answer(told, lines)


def _take(session: Session) -> Answer:
    program, options, words = session
    role: Role | None = options.role
    claim = program.identity.look_at_card(options.take).role
    peer = program.identity.take_card_file(options.take, role)
    taken = {"device": peer.device, "name": peer.name, "role": peer.role, "claims": claim}
    lines = [words.say("“{name}” is known now.", name=peer.name)]
    if peer.role == "own_group":
        lines.append(words.say("It is kept as your own group."))
    elif claim == "own_group":
        lines.append(
            words.say("It calls itself your own group; it is kept as others until you say so.")
        )
    else:
        lines.append(words.say("It is kept as others."))
    lines.append(words.say("It gets no workshop by itself until you share one with it."))
    return Answer(taken, lines)


def _doctor(session: Session) -> Answer:
    from carefacilitator.services.upkeep.copies import check

    problems = check(session.program.workspace)
    told = {"ok": not problems, "problems": problems}
    fine = session.words.say("Everything is as it should be.")
    return Answer(told, problems or [fine], REFUSED if problems else 0)
