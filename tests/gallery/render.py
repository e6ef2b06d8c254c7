"""Render every screen to ``out/gallery/*.png``, to be looked at before a screen is called done.

``python tests/gallery/render.py [part of a name …]`` draws offscreen, at 1366 × 768: each page of
the real program on the sample programme, and what opens in it, in en and ar, light, dark and at
200 % text; the window with sample content, the page of all controls, and every page of every
document in en and ar (``paper.py``). The clock is set to the afternoon of the sample's fourth
workshop.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent  # noqa: E402
from PySide6.QtGui import QKeySequence  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

import carefacilitator.ui  # noqa: E402, F401 - before Qt, as the program does
from carefacilitator import paths, settings  # noqa: E402
from carefacilitator.i18n import Words  # noqa: E402
from carefacilitator.ui.shell.window import Look  # noqa: E402
from carefacilitator.ui.theme.fonts import load_fonts  # noqa: E402

NOW = dt.datetime(2022, 9, 22, 18, 58, tzinfo=dt.UTC)
"""13:58 where the fourth workshop was held."""
SIZE = (1366, 768)
LOOKS = {
    "en": Look(Words("en")),
    "ar": Look(Words("ar")),
    "dark-en": Look(Words("en"), dark=True),
    "dark-ar": Look(Words("ar"), dark=True),
    "200-en": Look(Words("en"), text_percent=200),
    "200-ar": Look(Words("ar"), text_percent=200),
}
WORKSHOP = {"en": "W4", "ar": "R1"}


@dataclass(frozen=True)
class Screen:
    """One picture: its name and how to make what it shows."""

    name: str
    make: Callable[[QApplication], QWidget]


def main(wanted: list[str]) -> int:
    """Draw the pictures whose name contains one of ``wanted`` (all when none is given)."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    load_fonts(paths.resources() / "fonts")
    out = ROOT / "out" / "gallery"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        _load("paper").draw(Path(folder), out, wanted)  # type: ignore[attr-defined]
        for screen in screens(Path(folder)):
            if wanted and not any(part in screen.name for part in wanted):
                continue
            widget = screen.make(app)
            if widget.parentWidget() is None and widget.size().width() != SIZE[0]:
                widget.resize(*SIZE)
            widget.show()
            widget.activateWindow()
            _settle(app)
            widget.grab().save(str(out / f"{screen.name}.png"))
            print(screen.name, flush=True)
            close = getattr(widget, "close_gallery", widget.close)
            close()
            app.processEvents()
    return 0


def _settle(app: QApplication) -> None:
    for _ in range(8):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def screens(folder: Path) -> Iterator[Screen]:
    """Yield everything there is to look at."""
    controls = _load("controls_page")
    yield Screen("controls", lambda _app: _tall(controls.page()))
    sample = _load("sample_pages")
    for name, look in LOOKS.items():
        yield Screen(f"frame-{name}", lambda app, k=look: _sample(sample, app, k))
    yield from _program(folder)


def _tall(widget: QWidget) -> QWidget:
    widget.resize(SIZE[0], 1200)
    return widget


def _sample(module: object, app: QApplication, look: Look) -> QWidget:
    frame = module.sample_frame(app, look)  # type: ignore[attr-defined]
    frame.resize(*SIZE)
    frame.go("facilitate", "w1")
    return frame


def _program(folder: Path) -> Iterator[Screen]:
    """Yield the pages of the real program on the sample."""
    from carefacilitator.app import build

    for name, look in LOOKS.items():
        place = folder / name
        language = look.words.language
        place.mkdir()
        chosen = settings.Settings(
            language=language,
            theme="dark" if look.dark else "light",
            text_size=look.text_percent,
        )
        settings.save(place / settings.FILE_NAME, chosen)
        stage = _Stage(place, build, WORKSHOP[language])
        for page in PAGES:
            yield Screen(f"{page}-{name}", lambda app, s=stage, p=page: s.show(app, p))
        for opened, (page, key) in OPENED.items():
            yield Screen(f"{opened}-{name}", lambda app, s=stage, p=page, k=key: s.show(app, p, k))
        stage.close()


STAGES = ("plan", "welcome", "facilitate", "harvest", "share")
PAGES = ("home", *STAGES, "figures", "import", "search", "settings")
OPENED = {
    "plan-form": ("plan", "F2"),
    "templates": ("plan", "Ctrl+T"),
    "keys": ("welcome", "F1"),
    "history": ("harvest", "Ctrl+H"),
    "bin": ("home", "Ctrl+B"),
    "harvest-commitment": ("harvest", "M"),
    "harvest-evaluation": ("harvest", "F8"),
    "facilitate-running": ("facilitate", "F9"),
    "tools": ("facilitate", "F10"),
    "preview": ("share", "F6"),
    "projector": ("facilitate", "F11"),
    "quick": ("home", "Ctrl+Shift+N"),
}
"""What a key opens, and the page on which it is pressed; the last ones leave their mark."""


def _stay() -> None:
    """Leave the window open for its next page."""


class _Stage:
    """One workspace with the sample, opened when first looked at."""

    def __init__(self, folder: Path, build: Callable[..., object], code: str) -> None:
        self._folder, self._build, self._code = folder, build, code
        self._window: object | None = None

    def show(self, app: QApplication, page: str, key: str = "") -> QWidget:
        """The page, or what ``key`` opens there."""
        frame = self._page(app, page)
        if not key:
            return frame
        frame.show()
        frame.activateWindow()
        _settle(app)
        combination = QKeySequence(key)[0]
        QTest.keyClick(
            QApplication.focusWidget() or frame,
            combination.key(),
            combination.keyboardModifiers(),
        )
        self._window.tasks.settle()  # type: ignore[union-attr]
        _settle(app)
        opened = [one for one in app.topLevelWidgets() if one.isVisible() and one is not frame]
        return opened[0] if opened else frame

    def _page(self, app: QApplication, page: str) -> QWidget:
        from carefacilitator.ui.shell.application import Application

        if self._window is None:
            program = self._build(self._folder / "workspace", None, lambda: NOW)
            program.sample.fill()  # type: ignore[attr-defined]
            self._window = Application(app, self._folder / settings.FILE_NAME)
            self._window.attach(program)
            self._workshop = program.workshops.find(self._code).id  # type: ignore[attr-defined]
        frame = self._window.frame  # type: ignore[attr-defined]
        frame.resize(*SIZE)
        frame.go(page, self._workshop if page in (*STAGES, "figures") else "")
        self._window.tasks.settle()  # type: ignore[attr-defined]
        frame.close_gallery = _stay
        return frame

    def close(self) -> None:
        if self._window is not None:
            self._window.frame.hide()  # type: ignore[attr-defined]
            self._window.detach()  # type: ignore[attr-defined]


def _load(name: str) -> object:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
