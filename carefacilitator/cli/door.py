"""The front door of the command line: run one command, tell what it did or why it refused."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator import logs
from carefacilitator.cli.answer import REFUSED, Answer, BadUsage, Session, Told, error_told
from carefacilitator.cli.parsing import asked_language, options_of, passphrase_of, words_of
from carefacilitator.errors import CareError, MachineTrouble, OurBug
from carefacilitator.i18n import Words
from carefacilitator.messages import sentences

if TYPE_CHECKING:
    from carefacilitator.services.program import Program

Build = Callable[[Path, str | None], "Program"]
OpenWindow = Callable[..., int]

_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
"""Taken out by ``str.translate``: the marks U+2066 to U+2069."""


def main(arguments: Sequence[str], build: Build, open_window: OpenWindow) -> int:
    """Run one command, or open the window where none is named; returns the exit code."""
    as_json = "--json" in arguments
    words = Words(asked_language(arguments))
    _speak_utf8()
    logs.close()
    try:
        options = options_of(arguments, words)
        words = Words(options.lang) if options.lang else words_of(options.workspace)
        passphrase = passphrase_of(options.passphrase_file)
        if options.command is None:
            return open_window(options.workspace, passphrase, options.lang, options.files)
        answer = _run(options, passphrase, build, words)
    except CareError as error:
        if error.exit_code > REFUSED + 1:
            logs.failure(error)
        return _refuse(error, words, as_json)
    except OSError as error:
        logs.failure(error)
        return _refuse(MachineTrouble(place=str(error.filename or "")), words, as_json)
    except Exception as error:  # noqa: BLE001 - the outermost door: a bug is told, not dumped
        logs.failure(error)
        return _refuse(OurBug(detail=type(error).__name__), words, as_json)
    _print(answer.told if as_json else answer.lines, as_json)
    sys.stderr.writelines(f"{_plain(line)}\n" for line in answer.passed_over)
    return answer.exit_code


def _run(options: argparse.Namespace, passphrase: str | None, build: Build, words: Words) -> Answer:
    if options.command == "restore":
        from carefacilitator.cli.care import restore

        return restore(options, passphrase, words)
    logs.setup(options.workspace)
    program = build(options.workspace, passphrase)
    options.passphrase = passphrase
    try:
        done: Callable[[Session], Answer] = options.run
        return done(Session(program, options, words))
    finally:
        program.close()


def _print(told: Told, as_json: bool) -> None:
    try:
        if as_json:
            sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        else:
            sys.stdout.writelines(f"{_plain(line)}\n" for line in told)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has seen enough (``| head``); what was asked for is done. Without this the
        # interpreter would write to the closed end once more while it leaves, and complain.
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _plain(line: str) -> str:
    """A line without the invisible isolates, which would come along with a path that is copied.

    An Arabic sentence keeps its direction: terminals take it from its first letter.
    """
    return line.translate(_ISOLATES)


def _refuse(error: CareError, words: Words, as_json: bool) -> int:
    if as_json:
        _print({"error": error_told(error, words)}, True)
    else:
        detail = f" ({error.values['detail']})" if isinstance(error, BadUsage) else ""
        sys.stderr.write(_plain(sentences(error, words).text) + detail + "\n")
    return error.exit_code


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
