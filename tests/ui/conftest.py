"""What the tests of screens share: fonts, kits in both directions, the window with sample pages."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import carefacilitator.ui
from carefacilitator import paths
from carefacilitator.i18n import Words
from carefacilitator.ui.shell.main_window import MainWindow
from carefacilitator.ui.shell.window import Look
from carefacilitator.ui.theme.fonts import load_fonts
from carefacilitator.ui.theme.kit import Kit, make_kit

assert carefacilitator.ui.__doc__

GALLERY = Path(__file__).resolve().parent.parent / "gallery"


def load_module(path: Path) -> ModuleType:
    """Load a module of the gallery, which is no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NEVER_MS = 120_000
"""Waiting is for events; what did not come by then, however busy the machine is, never will."""


class PatientBot(QtBot):
    """Waits for events as long as it takes; its own limit is five seconds."""

    def waitUntil(self, callback, *, timeout=NEVER_MS):  # noqa: N802 - pytest-qt's name
        return super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=NEVER_MS, **wishes):  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **wishes)

    def waitActive(self, widget, *, timeout=NEVER_MS):  # noqa: N802
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget, *, timeout=NEVER_MS):  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request) -> PatientBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def fonts(qapp) -> None:
    qapp.setStyle("Fusion")
    assert load_fonts(paths.resources() / "fonts") == []


@pytest.fixture
def kit(fonts) -> Kit:
    return make_kit(Words("en"))


@pytest.fixture
def rtl_kit(fonts) -> Kit:
    return make_kit(Words("qps"))


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return load_module(GALLERY / "sample_pages.py")


@pytest.fixture(scope="session")
def looking() -> ModuleType:
    """What looks a window through: what has no name, what is cut off, what lies outside."""
    return load_module(Path(__file__).with_name("looking.py"))


@pytest.fixture
def frame(qapp, fonts, sample, qtbot) -> Iterator[MainWindow]:
    made = sample.sample_frame(qapp, Look(Words("en")))
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.go("facilitate", "w1")
    yield made
    sample.TASKS[made].stop()


@pytest.fixture(scope="session")
def desk_module() -> ModuleType:
    return load_module(Path(__file__).with_name("desk.py"))


@pytest.fixture(scope="session")
def sample_workspace(desk_module, tmp_path_factory) -> Path:
    return desk_module.sample_workspace(tmp_path_factory.mktemp("sample") / "workspace")


@pytest.fixture
def make_desk(qapp, fonts, desk_module, sample_workspace, tmp_path):
    """Sit somebody down: ``make_desk()`` with the sample, ``make_desk(sample=False)`` without."""
    made = []

    def sit(name: str = "desk", *, sample: bool = True, **wishes):
        source = sample_workspace if sample else None
        made.append(desk_module.Desk(qapp, tmp_path / name, sample=source, **wishes))
        return made[-1]

    yield sit
    for one in made:
        one.leave()
    from PySide6.QtCore import Qt

    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # whoever spoke Arabic is gone
    # What the mouse holds would be held in the next test as well.
    assert not qapp.mouseButtons()


@pytest.fixture
def desk(make_desk):
    return make_desk()
