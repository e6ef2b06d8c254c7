"""Every tool with something in it: named, whole at 200 % and in long words, within reach."""

from __future__ import annotations

import pytest

from carefacilitator.ui.widgets.layout import Columns

TOOLS = ("groups", "speakers", "hands", "dots", "voices")
LOOKS = {
    "en": {},
    "ar": {"language": "ar"},
    "200-en": {"percent": 200},
    "200-ar": {"language": "ar", "percent": 200},
    "qps": {"language": "qps"},
}


def fill(desk) -> None:
    """Open every tool once and put something into it."""
    page = desk.go("facilitate", "W4")
    desk.program.agenda.start(desk.program.agenda.blocks(page.workshop_id)[7].id)
    desk.settle()
    desk.press("F10")
    desk.press("F3")
    for letters in ("006", "007"):
        desk.type(letters)
        desk.press("Enter")
    desk.press("Shift+F9")
    for key in ("F4", "F5"):
        desk.press(key)
        desk.type("What do people think of this?")
        desk.press("Enter")
        desk.program.counting.add(page.room.panel.tool.asked.head.id, ["An option", "Another"])
        desk.settle()
    desk.press("F6")
    desk.type("1")


@pytest.mark.parametrize("look", LOOKS)
def test_no_word_is_cut_and_no_control_is_out_of_reach(make_desk, looking, look: str) -> None:
    desk = make_desk(**LOOKS[look])
    fill(desk)
    found = {}
    for tool in TOOLS:
        desk.page.room.open(tool)
        desk.settle()
        found[tool] = looking.cut(desk.frame) + looking.outside(desk.frame)
    desk.press("Esc")
    found["notes"] = looking.cut(desk.frame) + looking.outside(desk.frame)
    assert found == {tool: [] for tool in (*TOOLS, "notes")}


def test_every_control_of_every_tool_has_a_name(make_desk, looking) -> None:
    desk = make_desk()
    fill(desk)
    for tool in TOOLS:
        desk.page.room.open(tool)
        desk.settle()
        assert looking.unnamed(desk.frame) == [], tool


def test_every_row_is_told_in_words(make_desk) -> None:
    desk = make_desk()
    fill(desk)
    voices = desk.page.room.panel.tool.list
    told = [voices.model().index(row, 0).data(11) for row in range(voices.model().rowCount())]
    assert told[0].startswith("Women, speaks now, 0:0")
    assert told[1].startswith("Men, 0:00")


def test_the_page_does_not_scroll_when_the_line_of_speakers_comes(make_desk) -> None:
    desk = make_desk()
    fill(desk)
    desk.press("Esc")
    assert desk.page.room.line.isVisible()
    assert not desk.page.findChild(Columns).verticalScrollBar().isVisible()
