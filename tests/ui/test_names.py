"""Walk the accessible tree: whatever takes the focus has a name and a role."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.shell.main_window import MainWindow
from carefacilitator.ui.shell.window import Look


def test_the_walk_finds_what_is_unnamed(qtbot, fonts, looking) -> None:
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout

    root = QWidget()
    QVBoxLayout(root).addWidget(QLineEdit())
    qtbot.addWidget(root)
    root.show()
    assert len(looking.unnamed(root)) == 1


@pytest.mark.parametrize("page", ["facilitate", "home", "plan", "search"])
def test_every_control_of_the_window_has_a_name(
    frame: MainWindow, qtbot, looking, page: str
) -> None:
    frame.go(page, "w1")
    qtbot.waitUntil(lambda: frame.place.page == page and frame._ring is not None)
    assert looking.unnamed(frame) == []


def test_every_control_has_a_name(qapp, fonts, sample, qtbot, looking) -> None:
    root = sample.controls_page().page()
    qtbot.addWidget(root)
    root.show()
    assert looking.unnamed(root) == []


def test_everything_the_window_says_can_be_translated(qapp, fonts, sample, qtbot) -> None:
    """In the pseudo-language every word of the frame itself is stretched."""
    made = sample.sample_frame(qapp, Look(Words("qps")))
    qtbot.addWidget(made)
    made.go("facilitate", "w1")
    made.show()
    said = []
    for widget in (made.header, made.key_line):
        for child in widget.findChildren(QWidget):
            name = child.accessibleName()
            if name and child.focusPolicy() != Qt.FocusPolicy.NoFocus:
                said.append(name)
    assert len(said) >= 7
    assert [name for name in said if "⟦" not in name] == []
    sample.TASKS[made].stop()


def test_ornaments_are_not_read_and_every_role_is_known_outside(qapp, fonts, kit, qtbot) -> None:
    """The desktop's bus calls a clock “unknown” and an icon without a name “image”."""
    from carefacilitator.ui.accessibility.roles import install_roles
    from carefacilitator.ui.widgets.clock import ClockFace
    from carefacilitator.ui.widgets.panels import IconLabel, hairline

    install_roles()
    role, told = QAccessible.Role, QAccessible.queryAccessibleInterface
    plain, named = IconLabel(kit, "check"), IconLabel(kit, "check", name="Done")
    for widget, wanted in (
        (plain, role.Whitespace),
        (named, role.Graphic),
        (hairline(), role.Separator),
        (ClockFace(kit), role.StaticText),
    ):
        qtbot.addWidget(widget)
        assert told(widget).role() == wanted
