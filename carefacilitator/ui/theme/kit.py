"""What every control is made with: the theme, the words and the icons of this window.

There is no current theme or language: a window makes one :class:`Kit` and hands it to each control.
When a person changes language, theme or text size, the window makes a new kit and builds its pages
again, so a control never has to change its own look.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QPalette

from carefacilitator import paths
from carefacilitator.i18n import Words
from carefacilitator.ui.theme import fonts
from carefacilitator.ui.theme.icons import Icons
from carefacilitator.ui.theme.tokens import Palette, Step, Theme


@dataclass(frozen=True)
class Kit:
    """One window's theme, words and icons; make it with :func:`make_kit`."""

    theme: Theme
    words: Words
    icons: Icons

    @property
    def colours(self) -> Palette:
        """The named colours of the theme."""
        return self.theme.palette

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The direction of the interface."""
        rtl = self.theme.rtl
        return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight

    @property
    def locale(self) -> QLocale:
        """The locale of figures typed into Qt's own fields."""
        return QLocale(self.words.locale)

    def font(self, step: Step = "body", *, bold: bool = False) -> QFont:
        """Return the font of a step of the type scale."""
        return fonts.font(self.theme, step, bold=bold)

    def palette(self) -> QPalette:
        """Return Qt's palette in our colours, for whatever the style sheet does not reach."""
        c, made, role = self.colours, QPalette(), QPalette.ColorRole
        for part, colour in (
            (role.Window, c.undyed),
            (role.WindowText, c.soot),
            (role.Base, c.chalk),
            (role.AlternateBase, c.bleached),
            (role.Text, c.soot),
            (role.PlaceholderText, c.ash),
            (role.Button, c.chalk),
            (role.ButtonText, c.soot),
            (role.Highlight, c.lichen),
            (role.HighlightedText, c.soot),
            (role.ToolTipBase, c.bleached),
            (role.ToolTipText, c.soot),
            (role.Link, c.indigo),
            (role.Mid, c.thread),
        ):
            made.setColor(part, QColor(colour))
        for part in (role.WindowText, role.Text, role.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, part, QColor(c.ash))
        return made


def make_kit(words: Words, *, dark: bool = False, text_percent: int = 100) -> Kit:
    """Make the kit of a window that speaks ``words``, at ``text_percent`` (100 to 200)."""
    theme = Theme(dark=dark, text_percent=text_percent, rtl=words.rtl)
    return Kit(theme, words, Icons(paths.resources() / "icons", rtl=theme.rtl))
