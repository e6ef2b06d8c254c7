"""What is said of a control: no invisible marks, nothing twice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.accessibility.names import described, named, spoken, tipped

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
Text = QAccessible.Text


def test_marks_of_direction_are_not_said() -> None:
    words = Words("ar").say("until {time}", time="14:46")
    assert set(MARKS) & set(words)
    assert spoken(words) == "حتى 14:46"
    assert spoken("plain — “words”") == "plain — “words”"


def test_a_description_says_what_the_name_does_not(qtbot, fonts) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    described(widget, "Next block (F9)")
    named(widget, "Next block")
    assert widget.accessibleDescription() == "Next block (F9)"
    named(widget, "Next block (F9)")
    assert widget.accessibleDescription() == ""


def test_a_tooltip_that_is_the_name_is_not_heard_after_it(qtbot, fonts) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    named(widget, "Photo")
    tipped(widget, "Photo")
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface.text(Text.Name) == "Photo"
    assert interface.text(Text.Description).strip() == ""
    tipped(widget, "Photo (F7)")
    assert interface.text(Text.Description) == "Photo (F7)"
    described(widget, "F7")
    tipped(widget, "Photo (Ctrl+P)")
    assert interface.text(Text.Description) == "F7", "what was said on purpose stays"


@pytest.mark.parametrize("page", ["home", "plan", "welcome", "facilitate", "harvest", "share"])
def test_no_name_of_an_arabic_page_has_a_mark(make_desk, page: str) -> None:
    desk = make_desk(language="ar")
    desk.go(page, "W1" if page != "home" else "")
    texts = [
        interface.text(kind)
        for widget in desk.window.frame.findChildren(QWidget)
        if widget.isVisible()
        and (interface := QAccessible.queryAccessibleInterface(widget)) is not None
        for kind in (Text.Name, Text.Description)
    ]
    assert len(texts) > 40
    assert [text for text in texts if set(MARKS) & set(text)] == []


def test_controls_are_named_by_these_functions_alone(project: Path) -> None:
    """A name set past them would bring the marks back."""
    past: list[str] = []
    for path in sorted((project / "carefacilitator").rglob("*.py")):
        if path.name == "names.py" and path.parent.name == "accessibility":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and (
                node.attr.startswith("setAccessible") or node.attr == "setToolTip"
            ):
                past.append(f"{path.name}:{node.lineno}")
    assert past == []
