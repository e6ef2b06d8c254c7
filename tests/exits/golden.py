"""Golden files: for every exit which tokens of the made workshop were found in it.

``python -m tests.exits.golden`` (from the project's folder) writes them anew into
``tests/data/exits``; read every line that changed before it is kept. Each file holds, by field and
state, the labels of the records whose value left (``p017``: see ``people.json`` for what that
person answered), and what the program says it kept back.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import ImageStat

from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace
from tests.exits.every_exit import Exit, Stage, every_exit
from tests.exits.filling import fill
from tests.exits.made_workshop import NOW, Made, Token
from tests.exits.opened import Opened

FOLDER = Path(__file__).resolve().parent.parent / "data" / "exits"
PEOPLE = "people.json"
_TOKEN = re.compile(r"zq\d{5}qz|525570\d{5}")
_NEAR = 6
"""How far a colour may be from the one that was painted: JPEG rounds."""


def stage_of(folder: Path, every: int = 1) -> tuple[Stage, Made]:
    """The made workshop, an office that receives, and a folder to write to."""
    made = fill(folder / "workspace", every)
    office = Program(open_workspace(folder / "office", clock=lambda: NOW))
    office.identity.rename("Secretariat")
    out = folder / "out"
    out.mkdir()
    return Stage(made.program, made.workshop, out, office), made


class Searched:
    """The made workshop with what was found in each exit; each is written once."""

    def __init__(self, folder: Path, every: int = 1, plainly: bool = False) -> None:
        self.stage, self.made = stage_of(folder, every)
        self._plainly = plainly
        self._found: dict[str, tuple[set[Token], dict[str, Any]]] = {}

    def tokens(self, exit_: Exit) -> set[Token]:
        """The tokens that stand in an exit."""
        return self._all(exit_)[0]

    def content(self, exit_: Exit) -> dict[str, Any]:
        """What the golden file of an exit holds."""
        return self._all(exit_)[1]

    def _all(self, exit_: Exit) -> tuple[set[Token], dict[str, Any]]:
        if exit_.name not in self._found:
            opened = exit_.write(self.stage)
            tokens = tokens_in(opened, self.made, self._plainly)
            self._found[exit_.name] = (tokens, told_of(tokens, opened.withheld))
        return self._found[exit_.name]

    def close(self) -> None:
        """Close both workspaces."""
        self.stage.program.close()
        self.stage.office.close()


def tokens_in(opened: Opened, made: Made, plainly: bool = False) -> set[Token]:
    """The tokens of the workshop that stand in an exit, photos known by their colour among them."""
    values = set(_TOKEN.findall(opened.plain if plainly else opened.squeezed))
    found = {made.tokens.get(one) or Token("nobody knows", "", one, "") for one in values}
    painted = (_painted(picture, made) for picture in opened.pictures)
    return found | {one for one in painted if one is not None}


def told_of(tokens: set[Token], withheld: list[tuple[str, str, int]]) -> dict[str, Any]:
    """What a golden file holds of one exit."""
    lines: dict[str, set[str]] = {}
    for token in tokens:
        lines.setdefault(token.key, set()).add(token.label)
    return {
        "found": {key: sorted(labels) for key, labels in sorted(lines.items())},
        "withheld": sorted(f"{kind} {reason} {count}" for kind, reason, count in withheld),
    }


def _painted(picture: Any, made: Made) -> Token | None:
    """Which of our photos a picture is, by its one colour."""
    told = ImageStat.Stat(picture)
    if max(told.stddev) > _NEAR:
        return None
    for colour, token in made.colours.items():
        if all(abs(a - b) <= _NEAR for a, b in zip(colour, told.mean, strict=True)):
            return token
    return None


def text_of(content: dict[str, Any]) -> str:
    """A golden file as text: one line for each field and state, so that changes can be read."""
    lines = []
    for section, told in content.items():
        if isinstance(told, dict):
            inner = [f"  {json.dumps(key)}: {json.dumps(told[key])}" for key in told]
            lines.append(f" {json.dumps(section)}: {{\n" + ",\n".join(inner) + "\n }")
        else:
            lines.append(f" {json.dumps(section)}: {json.dumps(told)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def file_of(exit_: Exit) -> Path:
    """Where the golden file of an exit lies."""
    return FOLDER / (re.sub(r"[^a-z0-9]+", "_", exit_.name.lower()).strip("_") + ".json")


def main() -> int:
    """Write every golden file anew, and say which changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = {PEOPLE}
    with tempfile.TemporaryDirectory() as folder:
        searched = Searched(Path(folder))
        _write(FOLDER / PEOPLE, text_of({"people": searched.made.answers}))
        for exit_ in every_exit():
            path = file_of(exit_)
            kept.add(path.name)
            _write(path, text_of(searched.content(exit_)))
        searched.close()
    for path in FOLDER.glob("*.json"):
        if path.name not in kept:
            path.unlink()
            sys.stdout.write(f"gone: {path.name}\n")
    return 0


def _write(path: Path, text: str) -> None:
    before = path.read_text("utf-8") if path.exists() else ""
    if text != before:
        path.write_text(text, "utf-8")
        sys.stdout.write(f"changed: {path.name}\n")


if __name__ == "__main__":
    sys.exit(main())
