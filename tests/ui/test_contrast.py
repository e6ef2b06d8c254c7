"""Contrast as it is drawn: the words of every control, in every state, measured in its picture.

The tokens are computed in ``test_tokens.py``; here each control is drawn at twice the text size,
so that strokes are wider than the blur at their edges, and the ink is compared with its ground.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.theme.kit import Kit, make_kit
from carefacilitator.ui.theme.stylesheet import stylesheet
from carefacilitator.ui.theme.tokens import ratio
from carefacilitator.ui.widgets.buttons import Button, Kind
from carefacilitator.ui.widgets.checkbox_spinbox import CheckBox, Stepper
from carefacilitator.ui.widgets.choices import Chip, Option, RadioChip, Segments
from carefacilitator.ui.widgets.fields import Area, Choice, Field
from carefacilitator.ui.widgets.message_bar import EmptyState, MessageBar, MessageKind
from carefacilitator.ui.widgets.panels import Keys, Label, Sheet
from carefacilitator.ui.widgets.pick_menu import PickMenu
from carefacilitator.ui.widgets.record_choices import SeveralChoice

WORDS = "Many women"
KINDS: tuple[Kind, ...] = ("main", "normal", "quiet", "link", "chip")
STRIPS: tuple[MessageKind, ...] = ("info", "good", "warn", "error")


def _field(kit: Kit, text: str, placeholder: str) -> Field:
    made = Field(kit, WORDS, text, placeholder=placeholder)
    made.label.hide()
    return made


def _area(kit: Kit) -> Area:
    made = Area(kit, WORDS, placeholder=WORDS)
    made.label.hide()
    return made


def _chosen(chip: Chip | RadioChip) -> QWidget:
    chip.setChecked(True)
    return chip


def _strip(kit: Kit, kind: MessageKind) -> MessageBar:
    made = MessageBar(kit)
    made.tell(kind, WORDS, WORDS, WORDS)
    return made


def _segments(kit: Kit) -> Segments:
    made = Segments(kit, WORDS, [("a", WORDS), ("b", WORDS)])
    made.choose("a")
    return made


def _wrong(kit: Kit) -> Field:
    made = Field(kit, WORDS)
    made.set_error(WORDS)
    return made


CONTROLS: dict[str, Callable[[Kit], QWidget]] = {
    **{f"button {kind}": lambda kit, kind=kind: Button(kit, WORDS, kind=kind) for kind in KINDS},
    "button with cap": lambda kit: Button(kit, "", key="Ctrl+Enter"),
    "main act with cap": lambda kit: Button(kit, "", key="Ctrl+Enter", kind="main"),
    "chip": lambda kit: Chip(kit, Option("a", WORDS)),
    "chip chosen": lambda kit: _chosen(Chip(kit, Option("a", WORDS))),
    "one of several": lambda kit: RadioChip(kit, Option("a", WORDS)),
    "one of several chosen": lambda kit: _chosen(RadioChip(kit, Option("a", WORDS))),
    "segments": lambda kit: _segments(kit),
    "check box": lambda kit: CheckBox(kit, WORDS),
    "stepper": lambda kit: Stepper(kit, WORDS, 88),
    "choice": lambda kit: Choice(kit, WORDS, [("a", WORDS)], "a", show_label=False),
    "several of many": lambda kit: SeveralChoice(kit, WORDS, [("a", WORDS)]),
    "menu": lambda kit: PickMenu(kit, WORDS, [Option("a", WORDS)], "a"),
    "field": lambda kit: _field(kit, WORDS, ""),
    "placeholder": lambda kit: _field(kit, "", WORDS),
    "placeholder of lines": _area,
    "field with an error": _wrong,
    "keys": lambda kit: Keys(kit, "F2", WORDS),
    "empty state": lambda kit: EmptyState(kit, WORDS),
    **{f"strip {kind}": lambda kit, kind=kind: _strip(kit, kind) for kind in STRIPS},
    **{
        f"label {tone}": lambda kit, tone=tone: Label(kit, WORDS, step="small", tone=tone)
        for tone in ("soot", "ash", "overdye", "ochre", "madder", "indigo")
    },
}
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture
def draw(fonts, qtbot):
    """Draw a control on a sheet in a state, and give its picture."""

    def drawn(name: str, state: str, dark: bool):
        kit = make_kit(Words("en"), dark=dark, text_percent=200)
        holder = Sheet(kit)
        holder.setStyleSheet(stylesheet(kit.theme))
        holder.setPalette(kit.palette())
        control = CONTROLS[name](kit)
        holder.add(control)
        qtbot.addWidget(holder)
        holder.resize(900, 200)
        holder.show()
        if state == "hover":
            for one in (control, *control.findChildren(QWidget)):
                one.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        elif state == "pressed" and isinstance(control, Button | Chip | RadioChip):
            control.setDown(True)
        elif state == "disabled":
            control.setEnabled(False)
        qtbot.waitExposed(holder)
        return holder.grab(control.geometry()).toImage()

    return drawn


def contrast_in(image) -> float:
    """Contrast between the most frequent colour and the one that differs most from it."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(plain.constBits()).cast("I").tolist())  # rows of 32 bits have no gaps
    ground = QColor(seen.most_common(1)[0][0]).name()
    inks = [QColor(one).name() for one, count in seen.items() if count > 3]
    return max(ratio(ink, ground) for ink in inks)


@BOTH
@pytest.mark.parametrize("state", ["rest", "hover", "pressed", "disabled"])
@pytest.mark.parametrize("name", CONTROLS)
def test_words_can_be_read_in_every_state(draw, name: str, state: str, dark: bool) -> None:
    assert contrast_in(draw(name, state, dark)) >= 4.5


def test_the_measure_finds_words_that_are_too_pale(qtbot, kit) -> None:
    pale = QWidget()
    column = QVBoxLayout(pale)
    label = Label(kit, WORDS)
    label.setStyleSheet("color: #9a9a9a; background: #ffffff;")
    column.addWidget(label)
    qtbot.addWidget(pale)
    pale.show()
    assert contrast_in(label.grab().toImage()) < 4.5


@BOTH
def test_qt_itself_is_given_readable_colours(fonts, dark: bool) -> None:
    """What Qt draws by its palette: disabled words, placeholders, chosen lines, tooltips."""
    palette = make_kit(Words("en"), dark=dark).palette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    pairs = (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.ButtonText, role.Button),
        (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
    )
    for state in (group.Active, group.Inactive, group.Disabled):
        for ink, ground in pairs:
            told = [palette.color(state, one).name() for one in (ink, ground)]
            assert ratio(*told) >= 4.5, (state, ink, told)
