"""Every page of the real program: named for a screen reader, whole at 200 % and in long words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

STAGES = ("plan", "welcome", "facilitate", "harvest", "share")
PAGES = ("home", *STAGES, "quick", "figures", "import", "search", "settings")
LOOKS = {
    "en": {},
    "ar": {"language": "ar"},
    "200-en": {"percent": 200},
    "200-ar": {"language": "ar", "percent": 200},
    "qps": {"language": "qps"},
}


@pytest.fixture
def pages(make_desk):
    """Go through every page at one desk."""

    def through(**wishes):
        desk = make_desk(**wishes)
        for page in PAGES:
            desk.go(page, "W4" if page in (*STAGES, "quick", "figures") else "")
            desk.settle()
            yield page, desk

    return through


def test_every_control_has_a_name_and_a_role(pages, looking) -> None:
    found = {page: looking.unnamed(desk.frame) for page, desk in pages()}
    assert found == {page: [] for page in PAGES}


def test_every_row_of_every_list_is_told_in_words(pages) -> None:
    untold = []
    for page, desk in pages():
        for view in desk.page.findChildren(QAbstractItemView):
            model = view.model()
            rows = model.rowCount() if model is not None and view.isVisible() else 0
            for row in range(min(rows, 30)):
                index = model.index(row, 0)
                told = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
                if not str(told or "").strip():
                    untold.append(f"{page}: row {row} of {view.accessibleName()}")
    assert untold == []


class _Windows(QObject):
    """Hears of every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} “{watched.accessibleName()}”")
        return False


@pytest.mark.parametrize("percent", [100, 200])
def test_no_page_shows_a_window_of_its_own(make_desk, qapp, percent: int) -> None:
    """What is shown before it stands on its page flashes, and takes the keyboard with it."""
    desk, windows = make_desk(percent=percent), _Windows()
    qapp.installEventFilter(windows)
    for page in PAGES:
        desk.go(page, "W4" if page in (*STAGES, "quick", "figures") else "")
        desk.settle()
    qapp.removeEventFilter(windows)
    assert windows.shown == []


@pytest.mark.parametrize("look", LOOKS)
def test_no_word_is_cut_and_no_control_is_out_of_reach(pages, looking, look: str) -> None:
    found = {}
    for page, desk in pages(**LOOKS[look]):
        found[page] = looking.cut(desk.frame) + looking.outside(desk.frame)
    assert found == {page: [] for page in PAGES}


def test_every_word_of_the_program_itself_is_translated(pages, looking) -> None:
    """In the pseudo-language the program's own words stand in brackets; records do not."""
    english = ("Agenda", "Notes", "Next", "Before people leave", "Language", "Search", "Goes")
    for _page, desk in pages(language="qps"):
        labels = [one for one in looking.shown(desk.page) if isinstance(one, QLabel)]
        said = [label.text() for label in labels if label.text()]
        assert any("⟦" in text for text in said)
        assert [text for text in said if text in english] == []


def test_the_least_window_still_shows_every_control(pages, looking) -> None:
    found = {page: looking.outside(desk.frame) for page, desk in pages(size=(1024, 640))}
    assert found == {page: [] for page in PAGES}


@pytest.mark.parametrize("look", ["200-en", "200-ar"])
def test_a_long_message_scrolls_instead_of_being_cut(make_desk, looking, look: str) -> None:
    from carefacilitator.ui.widgets.buttons import Button

    desk = make_desk(size=(1366, 698), **LOOKS[look])
    desk.go("welcome", "W4")
    act = Button(desk.frame.kit, "Erase and count", key="F9")
    desk.frame.tell("error", "What happened?", "Much is to be said about it. " * 40, acts=[act])
    desk.settle()
    strip = desk.frame.strip
    assert looking.cut(strip) == []
    assert strip.height() < desk.frame.height() * 0.6
    assert not act.visibleRegion().isEmpty()
    assert looking.unnamed(strip) == []
    words = strip._words
    assert words.verticalScrollBar().maximum() > 0
    words.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press("PgDn", words)
    assert words.verticalScrollBar().value() > 0
    desk.frame.tell("good", "Done.")
    desk.settle()
    assert words.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert words.verticalScrollBar().maximum() == 0
