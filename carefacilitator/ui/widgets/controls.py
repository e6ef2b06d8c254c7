"""Every control a page may use, in one place to import from.

How to use them (``kit`` is a page's, see ``main_window.py``; ``say = kit.words.say``):

- words: ``Label(kit, say("Now"), step="lead", bold=True)``; ``tone`` ash, overdye, ochre, madder;
  ``wrap`` for several lines, ``cut`` for one line with an ellipsis.
- buttons: ``Button(kit, say("Print"), icon="printer", key="Ctrl+P")``; ``kind`` main (one per
  page), normal, quiet, link, chip; ``button.block(say("Choose a lesson first."))`` disables it.
  ``IconButton(kit, name, icon)``. A ``key`` is only shown; register the act in the page's ``acts``.
- choices: ``Chips(kit, name, options)`` several of many (``several=False``: one), ``Segments``,
  ``CheckBox``, ``Stepper``, ``Choice`` (combo with label), ``PickMenu`` (chip that opens a menu).
- text: ``Field(kit, label)``, ``Area(kit, label)``, ``DayField``; ``field.set_error(sentence)``;
  save what is typed with ``self.tools.saving.watch(field.edit, save)``.
- panels: ``Sheet(kit, title)``, fill ``sheet.body``; ``Head``, ``Facts``, ``hairline()``;
  a ``flush`` sheet has no gaps, so layouts put into it need ``setSpacing``; ``Scroll`` scrolls
  downwards; ``Columns`` puts sheets side by side, or below each other at large text.
- messages: ``MessageBar(kit)`` in the page, ``tell("error", happened, safe, then)``;
  ``EmptyState``; ``WorkBar``.
- dialogs: ``Dialog(kit, title, parent)``, ``ask(kit, self, question, more, yes, on_yes)``.
- lists: ``RowList(kit, name, delegate)`` with a ``RowDelegate``.

Rules: never ``left`` and ``right`` (layouts are leading and trailing), never a colour or a size of
your own, every text through ``say``, every control with a name, 5 px free around what takes focus.
"""

from __future__ import annotations

from carefacilitator.ui.theme.kit import Kit, make_kit
from carefacilitator.ui.widgets.buttons import Button, IconButton
from carefacilitator.ui.widgets.checkbox_spinbox import CheckBox, Stepper
from carefacilitator.ui.widgets.choices import (
    Chip,
    Chips,
    Option,
    RadioChip,
    Segments,
    five_r_options,
)
from carefacilitator.ui.widgets.dialogs import Dialog, ask
from carefacilitator.ui.widgets.fields import Area, Choice, DayField, Field, LineBox
from carefacilitator.ui.widgets.flow_layout import FlowLayout
from carefacilitator.ui.widgets.layout import Columns, Scroll
from carefacilitator.ui.widgets.list_view import RowDelegate, RowList
from carefacilitator.ui.widgets.message_bar import EmptyState, MessageBar
from carefacilitator.ui.widgets.panels import (
    Facts,
    Head,
    IconLabel,
    Keys,
    Label,
    Sheet,
    hairline,
)
from carefacilitator.ui.widgets.pick_menu import PickMenu
from carefacilitator.ui.widgets.progress import WorkBar
from carefacilitator.ui.widgets.text_edits import LineEdit, TextEdit

__all__ = [
    "Area",
    "Button",
    "CheckBox",
    "Chip",
    "Chips",
    "Choice",
    "Columns",
    "DayField",
    "Dialog",
    "EmptyState",
    "Facts",
    "Field",
    "FlowLayout",
    "Head",
    "IconButton",
    "IconLabel",
    "Keys",
    "Kit",
    "Label",
    "LineBox",
    "LineEdit",
    "MessageBar",
    "Option",
    "PickMenu",
    "RadioChip",
    "RowDelegate",
    "RowList",
    "Scroll",
    "Segments",
    "Sheet",
    "Stepper",
    "TextEdit",
    "WorkBar",
    "ask",
    "five_r_options",
    "hairline",
    "make_kit",
]
