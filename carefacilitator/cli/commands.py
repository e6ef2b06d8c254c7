"""How a room of the command line adds its commands, alone or in a group of their own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from carefacilitator.cli.answer import Answer, BadUsage, Session
from carefacilitator.errors import FileNameUnfit
from carefacilitator.machine import names

Run = Callable[[Session], Answer]


def new_file(text: str) -> Path:
    """The place of a file to be written.

    Raises FileNameUnfit: Windows writes ``a:b.pdf`` where nobody finds it, and ``con.pdf`` nowhere.
    """
    place = Path(text)
    if not names.is_storable(place.name):
        raise FileNameUnfit(name=place.name)
    return place


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are told like every other refusal."""

    def error(self, message: str) -> NoReturn:
        """Refuse with the code ``bad_usage``."""
        raise BadUsage(detail=message)


class Commands:
    """Takes commands: ``export``, or ``attendees import`` within a group of their own."""

    def __init__(self, parser: Parser, shared: Parser) -> None:
        self._shared = shared
        self._main = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
        self._groups: dict[str, Any] = {}

    def group(self, name: str, text: str) -> None:
        """Open a group of commands that begin with the same word."""
        made = self._main.add_parser(name, help=text, parents=[self._shared], allow_abbrev=False)
        self._groups[name] = made.add_subparsers(dest="action", required=True, parser_class=Parser)

    def add(self, name: str, run: Run, text: str) -> argparse.ArgumentParser:
        """Add a command that ``run`` carries out; ``text`` says what it does."""
        first, _, second = name.partition(" ")
        place = self._groups[first] if second else self._main
        made = place.add_parser(
            second or first, help=text, parents=[self._shared], allow_abbrev=False
        )
        made.set_defaults(run=run)
        return made
