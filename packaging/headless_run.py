"""The whole job without a screen, through the command line only: what ``make run`` does there.

A facilitator's workspace is filled with the sample programme, one workshop becomes a PDF summary
in Spanish and in Arabic and a bundle sealed for the secretariat, and the secretariat's workspace
imports it. Everything is written under ``out/headless``, made anew each time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
WORKSHOP = "W4"
LANGUAGES = ("es", "ar")
LONGEST = 300
"""Seconds one command may take before it is given up."""


class Failed(Exception):
    """A command of the program did not end as it should; the text says which and how."""


@dataclass
class Story:
    """One round from a facilitator to the secretariat; each step gives what the program answered.

    ``program`` is the command that starts it, ``env`` its whole environment (``None``: this one's).
    """

    program: Sequence[str]
    out: Path
    env: Mapping[str, str] | None = None
    pdfs: dict[str, Path] = field(default_factory=dict)

    @property
    def bundle(self) -> Path:
        """The sealed file that travels to the secretariat."""
        return self.out / f"{WORKSHOP}.carebundle"

    @property
    def card(self) -> Path:
        """The secretariat's public card, given to the facilitator."""
        return self.out / "secretariat-card.json"

    def fresh(self) -> None:
        """Remove what an earlier round left."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)

    def fill(self) -> Any:
        """Fill the facilitator's workspace with the sample programme."""
        return self.ask("facilitator", "sample")

    def print_summaries(self) -> None:
        """Write the PDF summary of the workshop in each language."""
        for language in LANGUAGES:
            path = self.out / f"{WORKSHOP}-summary-{language}.pdf"
            kind = ("--kind", "summary", "--lang", language, "--out", str(path))
            self.ask("facilitator", "report", WORKSHOP, *kind)
            content = path.read_bytes() if path.exists() else b""
            if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
                raise Failed(f"{path} is not a whole PDF")
            self.pdfs[language] = path

    def export(self) -> Any:
        """Seal the workshop for the secretariat's card."""
        card = self.ask("secretariat", "identity")
        self.card.write_text(json.dumps(card, ensure_ascii=False, indent=2), encoding="utf-8")
        to = ("--out", str(self.bundle), "--to", str(self.card))
        return self.ask("facilitator", "export", WORKSHOP, *to)

    def receive(self) -> Any:
        """Import the bundle as the secretariat; gives the figures of that one file."""
        (figures,) = self.ask("secretariat", "import", str(self.bundle), "--trust")
        return figures

    def ask(self, who: str, *arguments: str) -> Any:
        """Run one command on somebody's workspace; gives what the program answered."""
        command = [*self.program, "--workspace", str(self.out / who), *arguments, "--json"]
        run = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            env=self.env,
            timeout=LONGEST,
        )
        if run.returncode != 0:
            raise Failed(f"{' '.join(command)}\nexit {run.returncode}\n{run.stdout}{run.stderr}")
        try:
            return json.loads(run.stdout)
        except ValueError as error:
            raise Failed(f"{' '.join(command)}\ndid not answer JSON:\n{run.stdout}") from error


def shown(figures: Mapping[str, Any]) -> str:
    """Write the numbers among figures as one line: ``workshops 14, people 102``."""
    return ", ".join(f"{name} {value}" for name, value in figures.items() if isinstance(value, int))


def main() -> int:
    """Do the round and say where everything is."""
    program = PROJECT / ".venv" / "bin" / "carefacilitator"
    story = Story([str(program)], PROJECT / "out" / "headless")
    print("No screen here, so the whole job is done through the command line.")
    try:
        story.fresh()
        print(f"Sample workspace      {story.out / 'facilitator'}: {shown(story.fill())}")
        story.print_summaries()
        for language, path in story.pdfs.items():
            print(f"Summary ({language})          {path}: {path.stat().st_size} bytes")
        exported = story.export()
        print(f"Sealed bundle         {story.bundle}: {exported['bytes']} bytes")
        received = story.receive()
        print(f"Secretariat imported  {story.out / 'secretariat'}: {shown(received)}")
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    print("To see the window, start `make run` where there is a screen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
