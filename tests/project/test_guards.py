"""The fixtures that refuse silence are heard: a child test run in which each must fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LOUD = """
import logging, socket
import pytest
from carefacilitator.storage.database import Database

def test_expected_warning(expected_log):
    expected_log("kept")
    logging.getLogger("carefacilitator.x").warning("kept quiet")

@pytest.mark.network
def test_socket_asked_for():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))

def test_loud_log():
    logging.getLogger("carefacilitator.x").error("something broke")

def test_expected_in_vain(expected_log):
    expected_log("never said")

def test_loud_socket():
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError:
        pass

def test_loud_dialog(qtbot):
    from PySide6.QtWidgets import QMessageBox
    box = QMessageBox()
    qtbot.addWidget(box)
    box.exec()

def test_transaction_in_order(tmp_path):
    database = Database(tmp_path / "a.db", bytes(32))
    with database.transaction() as connection:
        connection.execute("CREATE TABLE a (b)")
    database.close()

def test_loud_transaction(tmp_path):
    Database(tmp_path / "a.db", bytes(32)).connection.execute("BEGIN IMMEDIATE")
"""


def test_each_guard_fails_the_test_that_trips_it(project: Path, tmp_path: Path) -> None:
    shutil.copy(project / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_loud.py").write_text(LOUD)
    (tmp_path / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\n")
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTEST_DEBUG_TEMPROOT": str(tmp_path)}

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )

    failed = {line.split()[1] for line in run.stdout.splitlines() if line.startswith("ERROR test_")}
    assert failed == {
        "test_loud.py::test_loud_log",
        "test_loud.py::test_expected_in_vain",
        "test_loud.py::test_loud_socket",
        "test_loud.py::test_loud_dialog",
        "test_loud.py::test_loud_transaction",
    }, run.stdout


SKIPS = """
import pytest

def test_listed():
    pytest.skip("the superuser may all")

def test_for_any_reason():
    pytest.skip("not today")

@pytest.mark.skipif(True, reason="poppler is not installed")
def test_by_mark():
    pass
"""


@pytest.mark.parametrize("inside", ["", "1"])
def test_a_skip_nobody_listed_is_an_error_where_all_is_checked(
    inside: str, project: Path, tmp_path: Path
) -> None:
    shutil.copy(project / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skips.py").write_text(SKIPS)
    (tmp_path / "test_file.py").write_text("import pytest\npytest.importorskip('no_such_thing')\n")
    environment = {**os.environ, "PYTHONPATH": str(project), "CI": inside}
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    run = subprocess.run(
        [*command, "--continue-on-collection-errors", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ("1 failed, 1 skipped, 2 errors" if inside else "4 skipped") in run.stdout, run.stdout
