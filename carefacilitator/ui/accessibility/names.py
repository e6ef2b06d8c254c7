"""Names and descriptions of controls, as a screen reader says them.

On screen a sentence from right to left carries invisible marks that keep names and figures in their
place. A braille display shows them and some voices spell them, so they stay out of what is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MARKS = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_NOTHING = " "
"""Where a control has no description, Qt tells its tooltip, which is mostly its name once more."""


def spoken(words: str) -> str:
    """The words without invisible marks of direction."""
    return words if words.isascii() else words.translate(_MARKS)


def named(widget: QWidget, words: str) -> None:
    """Name a control."""
    widget.setAccessibleName(spoken(words))
    described(widget, widget.accessibleDescription())


def described(widget: QWidget, words: str) -> None:
    """Say of a control what its name does not say; what is in the name already is left out."""
    told = spoken(words).strip()
    if told and told not in widget.accessibleName():
        widget.setAccessibleDescription(told)
    else:
        widget.setAccessibleDescription(_NOTHING if widget.toolTip() else "")


def tipped(widget: QWidget, words: str) -> None:
    """Show words under the mouse; they are said as well where the control has no description."""
    before, own = spoken(widget.toolTip()), widget.accessibleDescription().strip()
    widget.setToolTip(words)
    described(widget, words if own in ("", before) else own)
