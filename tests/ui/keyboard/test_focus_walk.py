"""Tab goes through every page and comes round again; where it is can always be seen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from carefacilitator.ui.theme.paint import OWN_RING, ring_host

STAGES = ("plan", "welcome", "facilitate", "harvest", "share")
PAGES = ("home", *STAGES, "import", "search", "settings")
MOST = 160
"""Stops after which a walk is taken for endless."""


def ringed(desk: Any, widget: QWidget) -> bool:
    """Whether the ring is around what has the focus, or it draws its own."""
    if isinstance(widget, QAbstractItemView):
        return widget.currentIndex().isValid() or widget.model().rowCount() == 0
    ring = desk.frame._ring
    own = bool(widget.property(OWN_RING))
    return own or (ring is not None and ring.isVisible() and ring.widget() is ring_host(widget))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("page", PAGES)
def test_tab_comes_round_and_is_always_seen(make_desk, page: str, percent: int) -> None:
    desk = make_desk(percent=percent)
    desk.go(page, "W4" if page in STAGES else "")
    desk.until(lambda: desk.frame._ring is not None)
    unseen: list[str] = []
    first = now = QApplication.focusWidget()
    for _ in range(MOST):
        assert now is not None, "the focus is lost"
        name = f"{type(now).__name__} “{now.accessibleName()}”"
        if not ringed(desk, now):
            unseen.append(f"no ring: {name}")
        if now.visibleRegion().isEmpty():
            unseen.append(f"out of sight: {name}")
        desk.press("Tab")
        now = QApplication.focusWidget()
        if now is first:
            break
    assert now is first, "Tab does not come round"
    assert unseen == []
