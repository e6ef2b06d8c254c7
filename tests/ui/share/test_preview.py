"""Looking at a document, turning its pages, printing it: the real window, a printer to a file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from carefacilitator.ui.share import paper_output
from carefacilitator.ui.share.preview import LARGEST, Preview
from carefacilitator.ui.share.printing import Printing, printer_for


def preview_of(desk) -> Preview:
    return next(one for one in desk.frame.findChildren(Preview) if one.isVisible())


@pytest.fixture
def shown(desk) -> Preview:
    """The report of a workshop, looked at by key."""
    page = desk.go("share", "W4")
    page.paper.kind.set_value("report")
    desk.press("F6")
    desk.until(lambda: any(one.isVisible() for one in desk.frame.findChildren(Preview)))
    return preview_of(desk)


@pytest.fixture
def to_file(tmp_path: Path) -> Callable[..., Path]:
    """Print a document into a file, as a printer would get it."""

    def print_to(document, owner, pages: tuple[int, int] | None = None) -> Path:
        out = tmp_path / "printed.pdf"
        printer = printer_for(document)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        if pages:
            printer.setFromTo(*pages)
        done: list[int] = []
        printing = Printing(document, printer, owner)
        printing.done.connect(done.append)
        printing.start()
        while not done:
            QGuiApplication.processEvents()
        return out

    return print_to


def info(path: Path) -> str:
    return subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout


def test_pages_are_turned_by_key(desk, shown: Preview) -> None:
    count = shown.document.pageCount()
    assert count > 2
    assert shown.page.text() == f"Page 1 of {count}"
    desk.press("PgDown", shown.view)
    assert shown.page.text() == f"Page 2 of {count}"
    desk.press("End", shown.view)
    assert shown.page.text() == f"Page {count} of {count}"
    desk.press("PgUp", shown.view)
    assert shown.page.text() == f"Page {count - 1} of {count}"
    desk.press("Home", shown.view)
    assert shown.page.text() == f"Page 1 of {count}"


def test_it_grows_and_shrinks_by_key(desk, shown: Preview) -> None:
    desk.press("+", shown.view)
    larger = shown.view.zoomFactor()
    desk.press("-", shown.view)
    assert shown.view.zoomFactor() < larger
    for _ in range(20):
        shown.zoom(1.25)
    assert shown.view.zoomFactor() == LARGEST
    desk.press("Ctrl+0", shown.view)
    assert shown.view.zoomMode() == shown.view.ZoomMode.FitInView


def test_a_reader_is_told_the_name_and_the_text_of_the_page(desk, shown: Preview) -> None:
    assert shown.view.accessibleName() == "Full report"
    assert "care workers, trade unions" in " ".join(shown.view.accessibleDescription().split())


def test_escape_closes_it_and_nothing_was_shared(desk, shown: Preview) -> None:
    desk.press("Esc", shown.view)
    assert not any(one.isVisible() for one in desk.frame.findChildren(Preview))
    assert desk.program.sharing.log() == []


def test_it_is_kept_from_the_preview(
    desk, shown: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "w4.pdf"
    monkeypatch.setattr(paper_output, "asked_place", lambda *_: out)
    desk.press("Ctrl+S", shown.view)
    assert out.is_file()
    assert "It was read back and checked." in desk.message
    assert [one.name for one in desk.program.sharing.log()] == ["w4.pdf"]
    assert not any(one.isVisible() for one in desk.frame.findChildren(Preview))


def test_every_page_is_printed_in_its_own_size(desk, shown: Preview, to_file) -> None:
    told = info(to_file(shown.document, shown))
    assert f"Pages:           {shown.document.pageCount()}" in told
    assert "595" in told
    assert "842" in told


def test_a_range_of_pages_is_printed_alone(desk, shown: Preview, to_file) -> None:
    assert "Pages:           2" in info(to_file(shown.document, shown, (2, 3)))


def test_what_was_printed_is_noted_without_a_file(
    desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.go("share", "W4")

    def ask(document, parent, on_chosen) -> None:
        printer = printer_for(document)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        on_chosen(printer)

    monkeypatch.setattr("carefacilitator.ui.share.printing.ask_printer", ask)
    desk.press("Ctrl+P")
    desk.until(lambda: "Sent to the printer: 2 pages." in desk.message)
    desk.settle()
    (line,) = desk.program.sharing.log()
    assert (line.kind, line.name) == ("summary", "")
    assert "Pages:           2" in info(tmp_path / "printed.pdf")


def test_a_printer_that_refuses_is_told_in_words(desk, shown: Preview) -> None:
    printer = printer_for(shown.document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName("/no/such/folder/x.pdf")
    told: list[Exception] = []
    printing = Printing(shown.document, printer, shown)
    printing.failed.connect(told.append)
    printing.start()
    desk.until(lambda: bool(told))
    assert told[0].code == "printer_trouble"


def test_the_summary_in_two_languages_is_one_key(desk) -> None:
    desk.go("share", "R1")
    desk.press("F8")
    desk.until(lambda: any(one.isVisible() for one in desk.frame.findChildren(Preview)))
    shown = preview_of(desk)
    assert shown.document.pageCount() <= 2
    text = shown.view.accessibleDescription()
    assert any("\u0600" < letter < "\u0700" for letter in text)
    assert any("a" <= letter <= "z" for letter in text)


def test_who_was_there_is_copied_for_the_minutes(desk) -> None:
    page = desk.go("share", "W4")
    page.paper.language.set_value("en")
    desk.press("F7")
    text = QGuiApplication.clipboard().text()
    assert "Present (28):" in text
    assert "Who was there is copied." in desk.message


def test_one_persons_certificate_can_be_chosen(desk, tmp_path: Path) -> None:
    page = desk.go("share", "W4")
    page.paper.kind.set_value("certificates")
    page.paper.choices.show_kind("certificates")
    desk.settle()
    assert page.paper.person.combo.count() == 29
    page.paper.person.combo.setCurrentIndex(3)
    page.paper.save(tmp_path / "one.pdf")
    desk.settle()
    assert "one.pdf is saved, 1 page." in desk.message


def test_choices_that_do_not_fit_the_paper_are_away(desk) -> None:
    page = desk.go("share", "W4")
    shown = {}
    for kind in ("summary", "report", "agenda", "badges", "certificates"):
        page.paper.choices.choose_kind(kind)
        choices = page.paper.choices
        person = choices.person.isVisibleTo(page)
        shown[kind] = [choices.names.offered, choices.second.offered, person]
    assert shown == {
        "summary": [True, True, False],
        "report": [True, False, False],
        "agenda": [False, False, False],
        "badges": [False, False, False],
        "certificates": [False, False, True],
    }
