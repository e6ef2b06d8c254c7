"""Walk the accessible tree: whatever takes the focus has a name and a role."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.frame import Frame
from carefacilitator.ui.look import Look


def unnamed(root: QWidget) -> list[str]:
    """Return what takes the focus and has no name; a combo is named by its label."""
    bare = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        if _inner(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if isinstance(widget, QComboBox):
            named = any(t.text(QAccessible.Text.Name) for t, _kind in interface.relations())
        else:
            named = bool(interface.text(QAccessible.Text.Name).strip())
        if not named or interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            bare.append(f"{type(widget).__name__} {widget.objectName()} {interface.role()}")
    return bare


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes within a control: viewports, the line of a figure, pop-up lists."""
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return True
    return widget.focusProxy() is not None or widget.objectName() == "qt_spinbox_lineedit"


def test_the_walk_finds_what_is_unnamed(qtbot, fonts) -> None:
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout

    root = QWidget()
    QVBoxLayout(root).addWidget(QLineEdit())
    qtbot.addWidget(root)
    root.show()
    assert len(unnamed(root)) == 1


@pytest.mark.parametrize("page", ["facilitate", "home", "plan", "search"])
def test_every_control_of_the_window_has_a_name(frame: Frame, qtbot, page: str) -> None:
    frame.go(page, "w1")
    qtbot.waitUntil(lambda: frame.place.page == page and frame._ring is not None)
    assert unnamed(frame) == []


def test_every_control_has_a_name(qapp, fonts, sample, qtbot) -> None:
    root = sample.controls_page().page()
    qtbot.addWidget(root)
    root.show()
    assert unnamed(root) == []


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
    from carefacilitator.ui.clock_face import ClockFace
    from carefacilitator.ui.roles import install_roles
    from carefacilitator.ui.sheets import IconLabel, hairline

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
