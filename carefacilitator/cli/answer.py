"""What a command is given and what it answers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from carefacilitator.errors import CareError, Refusal
from carefacilitator.i18n import Words
from carefacilitator.messages import sentences

if TYPE_CHECKING:
    from carefacilitator.model.privacy.withheld import Withheld
    from carefacilitator.services.exchange.repeated_quotes import Repeat
    from carefacilitator.services.privacy.names_in_text import Finding
    from carefacilitator.services.program import Program

Told = Any
"""What ``--json`` prints."""

REFUSED = 1
"""The exit code of a refusal."""


class BadUsage(Refusal):
    """The arguments are not understood; ``detail`` is what the parser says."""

    code = "bad_usage"
    exit_code = 2


class Answer(NamedTuple):
    """What a command did: for ``--json``, in sentences, the exit code, what was passed over."""

    told: Told
    lines: list[str]
    exit_code: int = 0
    passed_over: tuple[str, ...] = ()


class Session(NamedTuple):
    """What every command needs."""

    program: Program
    options: argparse.Namespace
    words: Words


class Say(Protocol):
    """How :meth:`Words.say` is handed on."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Translate ``text`` and fill its placeholders."""


def error_told(error: CareError, words: Words) -> dict[str, str]:
    """What ``--json`` says of a failure."""
    said = sentences(error, words)
    return {"code": error.code, "message": said.what, "safe": said.safe, "next": said.next}


def withheld_told(lines: Sequence[Withheld]) -> list[dict[str, Any]]:
    """What ``--json`` says of what was held back."""
    return [{"kind": one.kind, "count": one.count, "reason": one.reason} for one in lines]


def withheld_lines(lines: Sequence[Withheld], words: Words) -> list[str]:
    """What was held back, in sentences."""
    from carefacilitator.model.privacy.consent import tell

    return [tell(one, words) for one in lines]


def repeats_of(session: Session, workshops: Sequence[str]) -> list[Repeat]:
    """What repeats words of these workshops (ids or codes) that somebody asked not to quote."""
    program = session.program
    found = dict.fromkeys(program.workshops.find(one).id for one in workshops)
    return [one for workshop in found for one in program.repeats.of(workshop)]


def repeats_told(repeats: Sequence[Repeat]) -> list[dict[str, Any]]:
    """What ``--json`` says of words that are repeated."""
    return [{"kind": one.kind, "id": one.record, "text": one.text} for one in repeats]


def repeats_lines(repeats: Sequence[Repeat], words: Words) -> list[str]:
    """What to look at before the file is handed over, in sentences."""
    if not repeats:
        return []
    first = words.say(
        "Before you hand it over: this repeats words that somebody asked not to quote."
    )
    return [first, *(f"{one.kind}\t{one.record}\t{' '.join(one.text.split())}" for one in repeats)]


def named_of(session: Session, workshops: Sequence[str]) -> list[Finding]:
    """What of these workshops (ids or codes) stays here for a name in it."""
    program = session.program
    found = dict.fromkeys(program.workshops.find(one).id for one in workshops)
    return program.names_in_text.of(list(found))


def named_told(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """What ``--json`` says of texts that stay here for a name in them, without the texts."""
    return [
        {
            "key": one.key,
            "kind": one.kind,
            "id": one.record,
            "field": one.field,
            "sure": one.sure,
            "typed": one.typed,
            "kept": one.kept,
        }
        for one in found
    ]


def named_lines(found: Sequence[Finding], words: Words) -> list[str]:
    """The same in a sentence; it ends in the command that shows the texts."""
    if not found:
        return []
    told = words.say_n(
        "{n} text stays here for a name in it; see “carefacilitator names”.",
        "{n} texts stay here for a name in them; see “carefacilitator names”.",
        len(found),
    )
    return [told]
