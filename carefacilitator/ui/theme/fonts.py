"""The typefaces of the screen: Noto Sans, with Noto Sans Arabic UI as second family.

Never plain Noto Sans Arabic on screen: its taller line clips fields. Figures are tabular so that
clocks and counts keep their width.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from carefacilitator.ui.theme.tokens import Step, Theme

FAMILIES = ("Noto Sans", "Noto Sans Arabic UI")
FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabicUI-Regular.ttf",
    "NotoSansArabicUI-Bold.ttf",
)


def load_fonts(folder: Path) -> list[str]:
    """Register the bundled files in ``folder`` (``resources/fonts``); return those that failed.

    Needs a QGuiApplication. The screen stays usable with the system's fonts when some fail.
    """
    known = set(QFontDatabase.families())
    if set(FAMILIES) <= known and _has_bold():
        return []
    return [name for name in FILES if QFontDatabase.addApplicationFont(str(folder / name)) == -1]


def _has_bold() -> bool:
    return all("Bold" in QFontDatabase.styles(family) for family in FAMILIES)


def font(theme: Theme, step: Step = "body", *, bold: bool = False) -> QFont:
    """Return the font of one step of the type scale at the theme's text size."""
    return QFont(_made(theme.px(step), bold))


def sized(px: int, *, bold: bool = False) -> QFont:
    """Return the font of ``px`` pixels."""
    return QFont(_made(px, bold))


@lru_cache(maxsize=64)
def _made(px: int, bold: bool) -> QFont:
    """One font of each size: copies of it share what Qt found out about it, which is the dear part.

    Nobody may change it; :func:`font` hands out copies.
    """
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(px)
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
