"""What was asked for: options, commands, the language and the passphrase."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from carefacilitator import paths, settings
from carefacilitator.cli.commands import Commands, Parser
from carefacilitator.errors import FileMissing
from carefacilitator.i18n import LANGUAGES, Words

PASSPHRASE = "CAREFACILITATOR_PASSPHRASE"  # noqa: S105 - the name of a variable


def options_of(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """What is asked for; the commands are built only where more than a window is wanted.

    Files alone, as a click on a bundle gives them, are opened in the window (``files``).
    """
    options, rest = _global_options(words, keep=True).parse_known_args(list(arguments))
    options.files = rest if all(os.path.isfile(one) for one in rest) else []
    if rest and not options.files:
        return _parser(words).parse_args(list(arguments))
    options.command = None
    return options


def _parser(words: Words) -> argparse.ArgumentParser:
    from carefacilitator.cli import (
        agendas,
        attendance,
        care,
        devices,
        exchange,
        looks,
        names,
        papers,
        people_files,
        photos,
        removing,
        workshops,
    )

    parser = Parser(
        prog="carefacilitator", parents=[_global_options(words, keep=True)], allow_abbrev=False
    )
    parser.set_defaults(command=None)
    commands = Commands(parser, _global_options(words, keep=False))
    for room in (
        workshops,
        people_files,
        attendance,
        agendas,
        photos,
        looks,
        papers,
        exchange,
        devices,
        names,
        removing,
        care,
    ):
        room.add_commands(commands, words.say)
    return parser


def _global_options(words: Words, keep: bool) -> Parser:
    """The options that work before and after the command; behind it they keep what stood before."""

    def default(value: object) -> Any:
        return value if keep else argparse.SUPPRESS

    say = words.say
    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--workspace",
        type=Path,
        default=default(paths.data_folder()),
        metavar="DIR",
        help=say("The folder with your workshops."),
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        default=default(None),
        metavar="FILE",
        help=say("A file that holds the passphrase."),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default(None), help=say("The language to speak.")
    )
    parser.add_argument(
        "--json", action="store_true", default=default(False), help=say("Answer as JSON.")
    )
    return parser


def asked_language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything is parsed: refusals of usage speak it too."""
    for number, one in enumerate(arguments):
        if one == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
        if one.startswith("--lang="):
            return one[7:]
    return settings.computer_language()


def words_of(folder: Path) -> Words:
    """The words of the language chosen in a workspace."""
    return Words(settings.load(folder / settings.FILE_NAME).spoken)


def passphrase_of(file: Path | None) -> str | None:
    """The passphrase from a file or the environment; raises FileMissing for no such file."""
    if file is None:
        return os.environ.get(PASSPHRASE) or None
    from carefacilitator.services.failures import named_failures

    with named_failures(file.name):
        try:
            return file.read_text("utf-8").rstrip("\r\n") or None
        except (FileNotFoundError, IsADirectoryError) as error:
            raise FileMissing(name=file.name) from error
