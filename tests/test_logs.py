from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator import logs
from carefacilitator.errors import DiskFull, FileMissing

NAME = "Participant 001"

pytestmark = pytest.mark.logs


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    logs.close()


def written(folder: Path) -> str:
    path = folder / logs.FILE_NAME
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_silent_by_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.setup(tmp_path)
    logs.event("opened", count=3)
    assert list(tmp_path.iterdir()) == []
    logs.event("clock_jumped", logging.WARNING, seconds=3)
    assert written(tmp_path).endswith(" warning clock_jumped seconds=3\n")
    assert capsys.readouterr() == ("", "")


def test_debug_says_everything_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.setup(tmp_path, debug=True)
    logs.event("bundle_read", code="not_a_bundle", count=2, share=0.5, whole=True)
    line = written(tmp_path)
    assert "debug bundle_read code=not_a_bundle count=2 share=0.5 whole=True\n" in line
    out, err = capsys.readouterr()
    assert (out, err) == ("", line)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        (NAME, {}),
        ("note of " + NAME, {}),
        ("saved", {"name": NAME}),
        ("saved", {"code": NAME}),
        ("saved", {"kind": f"note\n{NAME}"}),
        ("saved", {"title": "participant"}),
        ("saved", {"values": [NAME]}),
        ("saved", {"path": Path(NAME)}),
    ],
)
def test_nothing_personal_gets_in(tmp_path: Path, code: str, values: dict[str, object]) -> None:
    logs.setup(tmp_path, debug=True)
    logs.event(code, logging.DEBUG, **values)
    line = written(tmp_path)
    assert line.count("\n") == 1
    assert "articipant" not in line


def test_not_even_through_plain_logging(tmp_path: Path) -> None:
    logger = logs.setup(tmp_path, debug=True)
    logger.warning("Saved %s", NAME)
    logger.warning(f"Saved {NAME}")
    logger.getChild("storage").error("saved", extra={"who": NAME, "value_who": NAME})
    logging.getLogger("sqlalchemy.engine").error("INSERT %s", NAME)
    lines = written(tmp_path).splitlines()
    assert len(lines) == 3
    assert all("[test_logs:" in line for line in lines[:2])
    assert not any("articipant" in line for line in lines)


def _fail(name: str) -> None:
    raise ValueError(f"cannot store {name}")


def test_failures_tell_where_and_never_what(tmp_path: Path) -> None:
    logs.setup(tmp_path)
    try:
        try:
            _fail(NAME)
        except ValueError as error:
            raise DiskFull(place=f"/home/{NAME}") from error
    except DiskFull as error:
        logs.failure(error)
    text = written(tmp_path)
    assert "error failure code=disk_full" in text
    assert "carefacilitator.errors.DiskFull" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py:" in text
    assert ":_fail" in text
    assert "articipant" not in text
    assert "cannot store" not in text


def test_what_a_person_can_fix_is_no_error(tmp_path: Path) -> None:
    logs.setup(tmp_path)
    logs.failure(FileMissing(name=NAME))
    assert written(tmp_path) == ""
    logs.failure(KeyError(NAME))
    assert "code=bug" in written(tmp_path)
    assert "articipant" not in written(tmp_path)


def test_the_file_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1000)
    logs.setup(tmp_path)
    for number in range(100):
        logs.event("counted", logging.WARNING, number=number)
    files = sorted(p.name for p in tmp_path.iterdir())
    assert files == [logs.FILE_NAME, logs.FILE_NAME + ".1", logs.FILE_NAME + ".2"]
    assert all(p.stat().st_size <= 1000 for p in tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_costs_the_log_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.setup(tmp_path / "not" / "there")
    logs.event("counted", logging.ERROR)
    assert capsys.readouterr() == ("", "")


def test_setting_up_twice_writes_once(tmp_path: Path) -> None:
    logs.setup(tmp_path)
    logs.setup(tmp_path)
    logs.event("counted", logging.ERROR)
    assert written(tmp_path).count("counted") == 1
    logs.close()
    logs.event("counted", logging.ERROR)
    assert written(tmp_path).count("counted") == 1
