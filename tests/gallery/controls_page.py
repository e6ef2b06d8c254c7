"""The page that shows every state of every control side by side, light and dark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.theme.stylesheet import stylesheet
from carefacilitator.ui.widgets.controls import (
    Area,
    Button,
    CheckBox,
    Chip,
    Chips,
    Choice,
    EmptyState,
    Field,
    Keys,
    Kit,
    Label,
    MessageBar,
    Option,
    PickMenu,
    Segments,
    Sheet,
    Stepper,
    five_r_options,
    make_kit,
)

FIVE_R = {
    "recognize": "Recognize",
    "reduce": "Reduce",
    "redistribute": "Redistribute",
    "reward": "Reward",
    "represent": "Represent",
}


def half(kit: Kit, title: str) -> QWidget:
    """Return one theme's half of the page."""
    root = QWidget()
    root.setProperty("role", "page")
    root.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    root.setStyleSheet(stylesheet(kit.theme))
    root.setPalette(kit.palette())
    root.setFont(kit.font())
    root.setLayoutDirection(kit.direction)
    column = QVBoxLayout(root)
    column.setContentsMargins(24, 18, 24, 18)
    column.setSpacing(10)
    column.addWidget(Label(kit, title, step="lead", bold=True))
    column.addLayout(_states(kit))
    field = Field(kit, "Due date", "31 / 02 / 2023")
    field.set_error("February has 28 days in 2023. The rest is saved. Choose another day.")
    column.addWidget(field)
    for kind, text in (("warn", "6 minutes behind the plan"), ("error", "Last minutes")):
        strip = MessageBar(kit)
        strip.tell(kind, text, "Nothing is lost.", "Finish at 15:40 anyway?")  # type: ignore[arg-type]
        column.addWidget(strip)
    chips = Chips(kit, "5R", five_r_options(kit, FIVE_R))
    chips.choose(["reward"])
    column.addWidget(chips)
    column.addLayout(_choices(kit))
    sheet = Sheet(kit, "Head count beside the list", "Nobody is named.")
    row = QHBoxLayout()
    row.addWidget(Label(kit, "Women"))
    row.addStretch(1)
    row.addWidget(Stepper(kit, "Women", 2))
    sheet.body.addLayout(row)
    sheet.add_line()
    sheet.add(EmptyState(kit, "Write what you hear.", Button(kit, "Note", icon="plus")))
    column.addWidget(sheet)
    column.addStretch(1)
    return root


def _choices(kit: Kit) -> QVBoxLayout:
    column = QVBoxLayout()
    row = QHBoxLayout()
    options = [Option("a", "Key message", "star"), Option("b", "Quote", "quotes")]
    row.addWidget(PickMenu(kit, "Kind", options, "a", strong=True))
    row.addWidget(Segments(kit, "Blocks", [("all", "All blocks"), ("one", "This block")]))
    row.addWidget(Keys(kit, "Enter", "keeps the note"))
    row.addStretch(1)
    column.addLayout(row)
    second = QHBoxLayout()
    second.addWidget(Choice(kit, "Level", [("n", "National"), ("l", "Local")], "n"), 1)
    second.addWidget(Area(kit, "Words", "Groupe « congés » :\nالرعاية حق", lines=2), 1)
    column.addLayout(second)
    third = QHBoxLayout()
    third.addWidget(
        Button(kit, "The group agrees", icon="seal-check", key="Ctrl+Enter", kind="main")
    )
    third.addWidget(
        Button(kit, "Next", icon="skip-forward", weight="fill", key="F9", trailing_icon=True)
    )
    third.addWidget(Button(kit, "Templates", icon="stack", kind="quiet"))
    third.addStretch(1)
    column.addLayout(third)
    return column


def _states(kit: Kit) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(10)
    for column, word in enumerate(("Rest", "Hover", "Focus", "Pressed", "Disabled", "Chosen"), 1):
        grid.addWidget(Label(kit, word, step="small", tone="ash"), 0, column)
    makers = (
        ("Main act", lambda: Button(kit, "Save", kind="main")),
        ("Button", lambda: Button(kit, "Print")),
        ("Choice", lambda: Chip(kit, Option("pay", "Pay"), tall=True)),
        ("Field", lambda: Field(kit, "Room", "Room", show_label=False)),
        ("Check box", lambda: CheckBox(kit, "Check", bare=True)),
    )
    for row, (word, make) in enumerate(makers, 1):
        grid.addWidget(Label(kit, word, step="small", tone="ash"), row, 0)
        for column, state in enumerate(("rest", "hover", "focus", "pressed", "disabled", "on"), 1):
            widget = make()
            _put(widget, state)
            if state != "on" or word in ("Choice", "Check box"):
                grid.addWidget(widget, row, column)
            else:
                widget.deleteLater()
    return grid


def _put(widget: QWidget, state: str) -> None:
    if state == "disabled":
        widget.setEnabled(False)
    elif state == "pressed" and hasattr(widget, "setDown"):
        widget.setDown(True)
    elif state == "on" and hasattr(widget, "setChecked"):
        widget.setChecked(True)
    elif state == "hover":
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    widget.setObjectName(state)


def page() -> QWidget:
    """Return both halves side by side."""
    root = QWidget()
    row = QHBoxLayout(root)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    words = Words("en")
    row.addWidget(half(make_kit(words), "Light"))
    row.addWidget(half(make_kit(words, dark=True), "Dark"))
    return root
