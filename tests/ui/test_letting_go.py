"""What is closed or replaced is gone: windows, pages, forms; and the focus ring outlives them."""

from __future__ import annotations

import gc
import weakref

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit

_STAGES = ("plan", "welcome", "facilitate", "harvest", "share")
_PLAIN = ("import", "search", "settings", "home")


def _widgets(app) -> int:
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
    gc.collect()
    return len(app.allWidgets())


def _visit(desk) -> None:
    for page in _STAGES:
        desk.go(page, "W4")
    for page in _PLAIN:
        desk.go(page)


def test_a_closed_window_takes_all_its_widgets_with_it(
    qapp, fonts, desk_module, sample_workspace, tmp_path
) -> None:
    before = _widgets(qapp)
    desk = desk_module.Desk(qapp, tmp_path / "desk", sample=sample_workspace)
    _visit(desk)
    frame, page = weakref.ref(desk.frame), weakref.ref(desk.page)
    assert _widgets(qapp) > before + 500
    desk.leave()
    del desk
    assert _widgets(qapp) <= before
    assert frame() is None
    assert page() is None


def test_going_between_pages_makes_nothing_that_stays(qapp, desk) -> None:
    _visit(desk)
    before = _widgets(qapp)
    for _ in range(3):
        _visit(desk)
    assert _widgets(qapp) == before


def test_another_look_lets_the_pages_of_the_one_before_go(qapp, desk) -> None:
    counts = []
    for dark in (True, False, True, False):
        _visit(desk)
        desk.frame.set_look(dark=dark)
        desk.settle()
        desk.go("harvest", "W4")
        counts.append(_widgets(qapp))
    assert counts[-1] <= counts[0]


def test_the_ring_goes_on_after_the_page_it_was_on_is_replaced(desk) -> None:
    desk.go("settings")
    ring = desk.frame._ring
    for percent in (150, 100, 120, 100):
        field = next(one for one in desk.page.findChildren(QLineEdit) if one.isVisible())
        field.setFocus()
        desk.settle()
        assert ring.widget() is not None
        assert ring.isVisible()
        assert ring.parent() is not desk.frame, "it is in what scrolls, and would go with it"
        desk.frame.set_look(text_percent=percent)
        desk.settle()
        assert shiboken6.isValid(ring)
        assert desk.frame._ring is ring
