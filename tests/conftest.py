"""What every test may lean on, and what no test may do in silence.

A test fails when it opens a network connection without ``@pytest.mark.network``, when something is
logged at WARNING or above that it did not expect (``expected_log``), when a modal dialog would have
waited for a person, or when a transaction was left open. Nothing here imports Qt, so that tests of
the other rooms run where Qt cannot be found.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib.util
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings

from tests.skips import may_be_skipped

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

PROJECT = Path(__file__).resolve().parent.parent
HAS_QT = importlib.util.find_spec("PySide6") is not None

collect_ignore = [] if HAS_QT else ["ui", "gallery"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The cores are shared with whatever else runs: a slow example is no finding.
# The same commit gets the same answer; CAREFACILITATOR_HUNT looks for examples not tried before.
settings.register_profile(
    "project",
    deadline=None,
    print_blob=True,
    derandomize="CAREFACILITATOR_HUNT" not in os.environ,
)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let the Qt plugin go where there is no Qt: it would stop everything else."""
    if not HAS_QT and pluginmanager.has_plugin("pytest-qt"):
        pluginmanager.unregister(name="pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    """Name our markers, and keep every test away from the person's own folders."""
    if os.environ.get("CI") and not HAS_QT:
        raise pytest.UsageError("Qt is not installed, so the tests of the window cannot run")
    config.addinivalue_line("markers", "network: this test may open sockets (loopback only)")
    config.addinivalue_line(
        "markers", "logs: this test is about the log and may write what it likes"
    )
    home = tempfile.mkdtemp(prefix="carefacilitator-home-")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[name] = home
    os.environ.pop("CAREFACILITATOR_PASSPHRASE", None)
    config.add_cleanup(lambda: _remove(home))
    if _fits_in_memory(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)


MEMORY = "/dev/shm"
"""A disk in memory: a test waits a dozen times for the disk to keep what it wrote, and a run of
all of them would write five gigabytes. What passes is removed (``tmp_path_retention_policy``)."""
ROOM = 4 << 30
"""Bytes that must be free there; containers often give 64 MiB, and no programs may start there."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test fail that is skipped for a reason nobody listed."""
    return _unless_listed((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file."""
    return _unless_listed((yield))


def _unless_listed(report: Report) -> Report:
    if not (os.environ.get("CI") and report.skipped and isinstance(report.longrepr, tuple)):
        return report
    reason = report.longrepr[2]
    if not may_be_skipped(reason) and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{reason} (tests/skips.py names the reasons that may stand)"
    return report


def _fits_in_memory(place: str) -> bool:
    try:
        found = os.statvfs(place)
    except (AttributeError, OSError):
        return False
    free = found.f_bavail * found.f_frsize
    return free >= ROOM and not found.f_flag & os.ST_NOEXEC and os.access(place, os.W_OK | os.X_OK)


def _remove(folder: str) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


# --- sockets --------------------------------------------------------------------------------------


class _SocketGuard:
    """Hears of every socket Python opens; an audit hook, so no library can go round it."""

    events = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"})

    def __init__(self) -> None:
        self.forbidden = False
        self.met: list[str] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuse internet addresses while forbidden; local sockets of event loops have no tuple."""
        if event not in self.events or not self.forbidden:
            return
        address = arguments[0] if event == "socket.getaddrinfo" else arguments[-1]
        if event == "socket.getaddrinfo" or isinstance(address, tuple):
            self.met.append(f"{event} {address!r}")
            raise PermissionError(f"this test did not ask for the network: {event} {address!r}")


_sockets = _SocketGuard()


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    _sockets.forbidden = request.node.get_closest_marker("network") is None
    _sockets.met.clear()
    yield
    _sockets.forbidden = False
    if _sockets.met:
        pytest.fail(f"opened sockets without @pytest.mark.network: {_sockets.met}")


# --- reference cycles -----------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _cycles_collected() -> Iterator[None]:
    """Do between tests what the program's timer does: a test may have turned collection off."""
    yield
    if gc.isenabled():
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


# --- log records ----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _quiet_log(
    request: pytest.FixtureRequest, expected_log: _Expected, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    records: list[logging.LogRecord] = []
    handle = logging.Logger.handle

    def heard(logger: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            records.append(record)
        handle(logger, record)

    # Here and not with a handler: the program sets up its own, and closes all it finds.
    monkeypatch.setattr(logging.Logger, "handle", heard)
    yield
    if request.node.get_closest_marker("logs") is not None:
        return
    said = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records]
    unexpected, unheard = expected_log.compare(said)
    if unexpected:
        pytest.fail("logged without being expected: " + "; ".join(unexpected))
    if unheard:
        pytest.fail("expected in the log and never logged: " + "; ".join(unheard))


class _Expected:
    """Call it with a regular expression to expect such a record in this test."""

    def __init__(self) -> None:
        self.patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        """Expect at least one record whose "LEVEL logger: message" contains ``pattern``."""
        self.patterns.append(pattern)

    def compare(self, said: list[str]) -> tuple[list[str], list[str]]:
        """Give what was said unexpectedly, and what was expected in vain."""
        unexpected = [s for s in said if not any(re.search(p, s) for p in self.patterns)]
        unheard = [p for p in self.patterns if not any(re.search(p, s) for s in said)]
        return unexpected, unheard


@pytest.fixture
def expected_log() -> _Expected:
    """``expected_log("disk_full")`` lets that warning pass, and demands that it comes."""
    return _Expected()


# --- dialogs --------------------------------------------------------------------------------------

_MODAL = {
    "QDialog": ["exec"],
    "QMenu": ["exec"],
    "QMessageBox": ["question", "information", "warning", "critical", "about"],
    "QInputDialog": ["getText", "getItem", "getInt", "getDouble", "getMultiLineText"],
    "QFileDialog": [
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
        "getExistingDirectory",
    ],
}
_DISMISSED: dict[str, Any] = {
    "getText": ("", False),
    "getItem": ("", False),
    "getMultiLineText": ("", False),
    "getInt": (0, False),
    "getDouble": (0.0, False),
    "getOpenFileName": ("", ""),
    "getOpenFileNames": ([], ""),
    "getSaveFileName": ("", ""),
    "getExistingDirectory": "",
}


@pytest.fixture(autouse=True)
def _no_unexpected_dialog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A modal dialog is dismissed and fails the test; a test that expects one patches it itself."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    met: list[str] = []
    if widgets is not None:
        for class_name, methods in _MODAL.items():
            for method in methods:
                kind = getattr(widgets, class_name)
                monkeypatch.setattr(kind, method, _dismiss(widgets, class_name, method, met))
    yield
    if met:
        pytest.fail("a dialog would have waited for a person: " + "; ".join(met))


def _dismiss(widgets: Any, class_name: str, method: str, met: list[str]) -> Callable[..., Any]:
    def dismissed(*arguments: Any, **named: Any) -> Any:
        shown = [str(a) for a in arguments if isinstance(a, str)]
        if not shown and arguments and isinstance(arguments[0], widgets.QWidget):
            shown = [type(arguments[0]).__name__, arguments[0].windowTitle()]
        met.append(f"{class_name}.{method} {shown}")
        if class_name == "QMessageBox":
            return widgets.QMessageBox.StandardButton.NoButton
        return _DISMISSED.get(method, 0 if class_name == "QDialog" else None)

    static = class_name not in ("QDialog", "QMenu")
    return staticmethod(dismissed) if static else dismissed


# --- transactions ---------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_open_transaction(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A transaction left open in any workspace of the test fails it."""
    module = sys.modules.get("carefacilitator.storage.database")
    opened: list[Any] = []
    if module is not None:
        connect = module.Database.connect

        def remembered(database: Any) -> Any:
            connection = connect(database)
            opened.append(connection)
            return connection

        monkeypatch.setattr(module.Database, "connect", remembered)
    yield
    if any(_in_transaction(connection) for connection in opened):
        pytest.fail("a transaction was left open")


def _in_transaction(connection: Any) -> bool:
    """Whether ``connection`` is in a transaction; a closed one is not."""
    try:
        connection.total_changes  # noqa: B018 - refuses when closed
    except sys.modules["sqlcipher3"].dbapi2.ProgrammingError:
        return False
    return bool(connection.in_transaction)


# --- what tests use -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The folder of real files written by other programs; skips the test where it is absent."""
    named = os.environ.get("CAREFACILITATOR_INPUTS")
    if not named:
        pytest.skip("the folder of real input files is not here (CAREFACILITATOR_INPUTS)")
    folder = Path(named)
    assert folder.is_dir(), "CAREFACILITATOR_INPUTS names no folder"
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with the sample programme, to be copied: filling one takes a second."""
    from carefacilitator.app import build

    folder = tmp_path_factory.mktemp("filled") / "workspace"
    program = build(folder, clock=lambda: dt.datetime(2022, 9, 22, 15, 0, tzinfo=dt.UTC))
    program.sample.fill()
    program.close()
    return folder


@pytest.fixture
def program_env(tmp_path: Path) -> dict[str, str]:
    """A small, sealed environment for running the program as a child process.

    It has no passphrase, no screen and none of the person's folders; the project is importable.
    """
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "PYTHONWARNINGS": "error",
        "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": str(tmp_path),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
    }
