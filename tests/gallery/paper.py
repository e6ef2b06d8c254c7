"""Every page of every document in English and Arabic, as poppler draws it."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

from carefacilitator.app import build
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.services.documents.documents import (
    DocumentRequest,
)

NOW = dt.datetime(2022, 9, 22, 18, 58, tzinfo=dt.UTC)
ABOUT = {"en": "W4", "ar": "R1"}
SERIES = ("W1", "W2", "W3", "W4", "W5")
_DOTS = "80"
"""Dots an inch: a page of A4 is 661 × 935."""
_MOST = "12"
"""Pages of one document that are drawn: certificates go on for as many as there are people."""


def draw(folder: Path, out: Path, wanted: list[str]) -> None:
    """Draw documents into ``out`` as ``paper-summary-en-1.png``; needs poppler."""
    names = [f"paper-{kind}-{language}" for kind in DOCUMENTS for language in ABOUT]
    if wanted and not any(part in name for part in wanted for name in names):
        return
    if shutil.which("pdftoppm") is None:
        print("no pdftoppm: documents are not drawn")
        return
    program = build(folder / "paper", None, lambda: NOW)
    program.sample.fill()
    for kind, told in DOCUMENTS.items():
        for language, code in ABOUT.items():
            name = f"paper-{kind}-{language}"
            if wanted and not any(part in name for part in wanted):
                continue
            about = [program.workshops.find(one).id for one in SERIES if told.together]
            pdf = folder / f"{name}.pdf"
            program.papers.write(
                DocumentRequest(kind, about or program.workshops.find(code).id, language), pdf
            )
            for old in out.glob(f"{name}-*.png"):
                old.unlink()
            run = ["pdftoppm", "-r", _DOTS, "-l", _MOST, "-png", str(pdf), str(out / name)]
            subprocess.run(run, check=True)
            print(name, flush=True)
    program.close()
