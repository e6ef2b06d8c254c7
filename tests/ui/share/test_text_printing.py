"""Groups on paper: as text, in both directions, read back."""

from __future__ import annotations

import subprocess

import pytest
from PySide6.QtPrintSupport import QPrinter

from carefacilitator.i18n import Words
from carefacilitator.ui.share.text_printing import print_text
from carefacilitator.ui.theme.kit import make_kit


@pytest.mark.parametrize(("language", "head"), [("en", "Group 1"), ("ar", "المجموعة")])
def test_a_text_is_printed_whole(fonts, tmp_path, language: str, head: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "groups.pdf"))
    lines = [head, *(f"  Participant {number:03}" for number in range(1, 81))]
    print_text(make_kit(Words(language)), "\n".join(lines), printer)
    read = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "groups.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert all(f"Participant {number:03}" in read for number in (1, 40, 80))
    assert read.count("\f") > 1
