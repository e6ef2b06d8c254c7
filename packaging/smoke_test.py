"""Try the frozen program as a person's computer would run it: no Python, an empty environment.

``python packaging/smoke_test.py dist/carefacilitator/carefacilitator`` does the round of
:mod:`headless_run` and opens the window once, checks what was written, and exits 0 only when all
of it is right.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from headless_run import Failed, Story, shown

EMPTY: dict[str, str] = {}


def demand(right: bool, what: str) -> None:
    """Stop with ``what`` unless ``right``."""
    if not right:
        raise Failed(what)


SCRIPTS = {"es": "éóñ", "ar": "ابتلمن"}
"""Letters that must be found in a document of each language."""


def check_paper(language: str, path: Path) -> None:
    """Every font is inside, and the text comes out again in the right script (needs poppler)."""
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    inside = [line.split()[-5] for line in fonts.stdout.splitlines()[2:]]
    demand(bool(inside) and set(inside) == {"yes"}, f"{path}: fonts\n{fonts.stdout}")
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    demand(all(letter in text.stdout for letter in SCRIPTS[language]), f"{path}: {text.stdout}")
    print(f"  PDF {language}      {path.stat().st_size} bytes, {len(text.stdout.split())} words")


def check_round(story: Story) -> None:
    """Sample, PDFs, bundle, import and a second import that changes nothing."""
    story.fresh()
    sample: dict[str, Any] = story.fill()
    demand(all(sample[name] > 0 for name in ("workshops", "people", "notes")), shown(sample))
    print(f"  sample      {shown(sample)}")
    story.print_summaries()
    for language, path in story.pdfs.items():
        check_paper(language, path)
    exported = story.export()
    sealed = story.bundle.read_bytes()
    demand(sealed.startswith(b"age-encryption.org/v1"), "the bundle is not an age file")
    demand(len(sealed) == exported["bytes"], "export says another size than the bundle has")
    first = story.receive()
    demand(first["new"] > 0 and first["conflicts"] == 0, f"first import: {shown(first)}")
    print(f"  import      {shown(first)}")
    again = story.receive()
    demand(again["new"] == 0 and again["changed"] == 0, f"second import: {shown(again)}")


def check_window(program: str, story: Story) -> None:
    """The window opens and stays: Qt, its platform plugin, fonts and icons are inside."""
    command = [program, "--workspace", str(story.out / "facilitator")]
    home = {"HOME": str(story.out), "LC_ALL": "C.UTF-8"}
    window = subprocess.Popen(
        command,
        env={"QT_QPA_PLATFORM": "offscreen", **home},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        _, said = window.communicate(timeout=8)
    except subprocess.TimeoutExpired:
        window.terminate()
        _, said = window.communicate(timeout=20)
    else:
        raise Failed(f"the window closed by itself with {window.returncode}:\n{said}")
    demand("Traceback" not in said, said)
    print("  window      opened and stayed open")


PARTS = ("QtPdf", "QtPdfWidgets", "QtPrintSupport")
"""Rooms of Qt that are entered only when somebody looks at a document or prints it."""

BADGES = ("report", "W4", "--kind", "badges", "--out")
"""A document that loads the QR code's package."""


def check_parts(program: str, story: Story) -> None:
    """What is loaded late is inside, too."""
    inside = {path.name.partition(".")[0] for path in Path(program).parent.rglob("PySide6/*")}
    barcodes = subprocess.run(
        [program, "--workspace", str(story.out / "facilitator"), *BADGES, str(story.out / "b.pdf")],
        env={"HOME": str(story.out)},
        capture_output=True,
        text=True,
    )
    demand(barcodes.returncode == 0, barcodes.stderr)
    missing = [part for part in PARTS if part not in inside]
    demand(not missing, f"not inside: {missing}")
    print(f"  parts       {', '.join(PARTS)}")


def main(program: str) -> int:
    """Run all checks against ``program``."""
    with tempfile.TemporaryDirectory() as folder:
        story = Story([program], Path(folder) / "round", EMPTY)
        try:
            check_round(story)
            check_window(program, story)
            check_parts(program, story)
        except (Failed, subprocess.TimeoutExpired) as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())))
