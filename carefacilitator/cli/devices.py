"""Commands about other devices: who gets which workshops, and the exchange itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carefacilitator.cli.answer import (
    Answer,
    Say,
    Session,
    error_told,
    named_lines,
    named_of,
    named_told,
)
from carefacilitator.cli.commands import Commands
from carefacilitator.cli.exchange import TAKE_BACK, agreed_again, imported_told
from carefacilitator.i18n import Words
from carefacilitator.messages import sentences
from carefacilitator.services.exchange.share_words import decision_words, reason_words, some

if TYPE_CHECKING:
    from carefacilitator.model.records.records import Workshop
    from carefacilitator.services.exchange.identity import KnownDevice
    from carefacilitator.services.exchange.outgoing import DeviceGiven
    from carefacilitator.services.exchange.shares import DeviceStanding
    from carefacilitator.services.exchange.sync import Synced

_SHOWN = 12
"""Workshops named in a sentence; ``--json`` names all."""


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    share = commands.add("share", _share, say("Say which workshops a device gets at an exchange."))
    share.add_argument("device", nargs="?", default="", metavar="DEVICE")
    what = share.add_mutually_exclusive_group()
    what.add_argument(
        "--workshop", nargs="+", default=[], metavar="W", help=say("These workshops.")
    )
    what.add_argument(
        "--programme", nargs="+", default=[], metavar="P", help=say("All of a programme.")
    )
    what.add_argument("--everything", action="store_true", help=say("Everything made here."))
    what.add_argument("--nothing", action="store_true", help=say("Nothing."))
    share.add_argument("--dry-run", action="store_true", help=say("Only say what it would get."))
    sync = commands.add("sync", _sync, say("Exchange bundles through a folder or a stick."))
    sync.add_argument("--remote", metavar="FOLDER")
    sync.add_argument("--dry-run", action="store_true", help=say("Only say what would happen."))
    sync.add_argument("--trust", action="store_true", help=say("Accept devices never met."))
    sync.add_argument("--forget", action="store_true", help=say("Agree to forget people."))
    sync.add_argument("--take-back", action="store_true", help=say(TAKE_BACK))


# --- who gets what --------------------------------------------------------------------------------


def _share(session: Session) -> Answer:
    from carefacilitator.cli.answer import BadUsage

    shares, options, words = session.program.shares, session.options, session.words
    chosen = bool(options.workshop or options.programme or options.everything or options.nothing)
    if not options.device:
        if chosen:
            raise BadUsage(detail="share: DEVICE is missing")
        every = shares.standings()
        lines = [line for one in every for line in _standing_lines(session, one)]
        none = words.say("No device is known yet.")
        return Answer([_standing_told(one) for one in every], lines or [none])
    decision = None
    if chosen:
        decision = shares.decision(options.workshop, options.programme, options.everything)
    standing = shares.standing(options.device, decision)
    if decision is not None and not options.dry_run:
        shares.decide(standing.peer.device, decision)
        standing = shares.standing(standing.peer.device)
    return Answer(_standing_told(standing), _standing_lines(session, standing))


def _standing_told(one: DeviceStanding) -> dict[str, Any]:
    last = one.last
    return {
        **_peer_told(one.peer),
        "role": one.peer.role,
        "share": {"kind": one.decision.kind, "ids": list(one.decision.ids)},
        "gets": [_workshop_told(workshop) for workshop in one.gets],
        "stays": [{**_workshop_told(workshop), "reason": why} for workshop, why in one.stays],
        "last": {"at": last.at, "workshops": list(last.workshops)} if last else None,
        "used_to_receive": one.before,
    }


def _peer_told(peer: KnownDevice) -> dict[str, str]:
    return {"device": peer.device, "name": peer.name}


def _workshop_told(workshop: Workshop) -> dict[str, str]:
    return {"id": workshop.id, "code": workshop.code, "title": workshop.title}


def _standing_lines(session: Session, one: DeviceStanding) -> list[str]:
    words = session.words
    name = one.peer.name or one.peer.device
    decided = decision_words(session.program.workspace, one.decision, words)
    lines = [f"{name}\t{one.peer.device}\t{decided}"]
    lines += [f"  {workshop.code}\t{workshop.title}" for workshop in one.gets]
    lines += [
        f"  {workshop.code}\t{reason_words(why, words)}"
        for workshop, why in one.stays
        if one.decision.kind != "nothing"
    ]
    if one.before:
        lines.append("  " + words.say("It used to get everything made here."))
    return lines


# --- the exchange ---------------------------------------------------------------------------------


def _sync(session: Session) -> Answer:
    program, options, words = session
    remote = options.remote or ""
    if options.dry_run:
        done = program.syncing.rehearse(remote)
    else:
        done = program.syncing.sync(
            remote, trust=options.trust, forget=options.forget, back=options.take_back
        )
    taken = [imported_told(one) for one in done.taken]
    found = named_of(session, [one.workshop for one in done.given])
    told = {
        "remote": done.remote,
        "taken": taken,
        "named": named_told(found),
        "given": [
            {"to": one.to, "workshop": one.workshop, "file": one.file, "bytes": one.bytes}
            for one in done.given
        ],
        "waiting": [
            {"device": one.device, "name": one.name, "words": " ".join(one.words())}
            for one in done.waiting
        ],
        "skipped": [
            {"file": one.file, "error": error_told(one.error, words)} for one in done.skipped
        ],
        "dry_run": done.rehearsal,
        "devices": [_device_told(one) for one in done.devices],
        "used_to_receive": [_peer_told(one) for one in done.received_before],
        "would_take": [
            {"device": one.device, "name": one.name, "file": one.file, "bytes": one.bytes}
            for one in done.lying
        ],
    }
    skipped = (f"{one.file}: {sentences(one.error, words).text}" for one in done.skipped)
    again = [line for one in taken for line in agreed_again(one, words)]
    return Answer(
        told, [*_sync_lines(session, done), *again, *named_lines(found, words)], 0, tuple(skipped)
    )


def _device_told(one: DeviceGiven) -> dict[str, Any]:
    return {
        **_peer_told(one.peer),
        "role": one.peer.role,
        "share": {"kind": one.decision.kind, "ids": list(one.decision.ids)},
        "gives": one.gives,
        "has": one.has,
        "stays": [{"workshop": code, "reason": why} for code, why in one.stays],
    }


def _sync_lines(session: Session, done: Synced) -> list[str]:
    words = session.words
    if done.rehearsal:
        count = sum(len(one.gives) for one in done.devices)
        first = words.say(
            "Nothing was written. Would be taken: {taken}. Would be given: {given}.",
            taken=len(done.lying),
            given=count,
        )
    else:
        first = words.say(
            "Taken: {taken}. Given: {given}.", taken=len(done.taken), given=len(done.given)
        )
    return [
        first,
        *_before_lines(done, words),
        *(line for one in done.devices for line in _device_lines(session, done, one)),
        *(
            words.say(
                "“{name}” waits until its words are compared: {words}.",
                name=one.name,
                words=" ".join(one.words()),
            )
            for one in done.waiting
        ),
    ]


def _before_lines(done: Synced, words: Words) -> list[str]:
    if not done.received_before:
        return []
    names = words.join([one.name or one.device for one in done.received_before])
    return [
        words.say(
            "Until now every known device got everything made here. From now on each gets what a"
            " person decides, and until then nothing: {names}.",
            names=names,
        ),
        words.say(
            "Decide with: carefacilitator share DEVICE --workshop, --programme, --everything"
        ),
    ]


def _device_lines(session: Session, done: Synced, one: DeviceGiven) -> list[str]:
    words = session.words
    decided = decision_words(session.program.workspace, one.decision, words)
    lines = [f"{one.peer.name or one.peer.device}: {decided}"]
    given = words.say("would be given") if done.rehearsal else words.say("given")
    for said, codes in ((given, one.gives), (words.say("there already"), one.has)):
        if codes:
            lines.append(f"  {said}: {some(codes[:_SHOWN], len(codes), words)}")
    for why in sorted({reason for _, reason in one.stays}):
        codes = [code for code, reason in one.stays if reason == why]
        lines.append(f"  {reason_words(why, words)}: {some(codes[:_SHOWN], len(codes), words)}")
    return lines
