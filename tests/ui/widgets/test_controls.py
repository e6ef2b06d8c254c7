"""Controls: names, roles, click areas, choices, fields, directions."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.theme.kit import Kit, make_kit
from carefacilitator.ui.theme.tokens import FIVE_R, MINIMUM_CLICK
from carefacilitator.ui.widgets.controls import (
    Area,
    Button,
    CheckBox,
    Chips,
    Choice,
    DayField,
    Field,
    IconButton,
    Label,
    MessageBar,
    Option,
    PickMenu,
    RadioChip,
    Segments,
    Stepper,
    five_r_options,
)

ROLE = QAccessible.Role


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_a_button_has_name_role_key_and_reason(kit: Kit, qtbot) -> None:
    button = Button(kit, "Print & send", icon="printer", key="Ctrl+P")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Print & send"
    assert button.toolTip() == "Print & send (Ctrl+P)"
    assert role(button) == ROLE.Button
    button.block("Nothing to print yet.")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "Nothing to print yet."
    button.block(None)
    assert button.isEnabled()
    assert button.accessibleDescription() == "Ctrl+P"


def test_a_button_never_drops_its_word(kit: Kit, qtbot) -> None:
    bare, full = Button(kit, "Next"), Button(kit, "Next", icon="skip-forward", key="F9")
    for button in (bare, full):
        qtbot.addWidget(button)
    assert full.minimumSizeHint() == bare.minimumSizeHint()
    assert full.sizeHint().width() > full.minimumSizeHint().width()


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_clickable_is_large_enough(percent: int, fonts) -> None:
    from carefacilitator.i18n import Words
    from carefacilitator.ui.theme.kit import make_kit

    kit = make_kit(Words("en"), text_percent=percent)
    made = [
        Button(kit, "a"),
        Button(kit, "a", kind="chip"),
        Button(kit, "a", kind="link"),
        IconButton(kit, "a", "x", size=18),
        CheckBox(kit, "a", bare=True),
        PickMenu(kit, "a", [Option("k", "a")]),
        *Stepper(kit, "a").findChildren(IconButton),
        Chips(kit, "a", [Option("k", "a")]).button("k"),
    ]
    for widget in made:
        size = widget.minimumSizeHint().expandedTo(widget.sizeHint())
        assert min(size.width(), size.height()) >= MINIMUM_CLICK, widget


def test_several_of_many_are_check_boxes(kit: Kit, qtbot) -> None:
    labels = {key: key.title() for key in FIVE_R}
    chips = Chips(kit, "5R", five_r_options(kit, labels))
    qtbot.addWidget(chips)
    assert role(chips.button("reward")) == ROLE.CheckBox
    with qtbot.waitSignal(chips.changed) as changed:
        chips.toggle("reward")
    assert changed.args == [["reward"]]
    chips.toggle("recognize")
    assert chips.chosen() == ["recognize", "reward"]
    chips.choose([])
    assert chips.chosen() == []


def test_one_of_many_are_radio_buttons(kit: Kit, qtbot) -> None:
    chips = Chips(kit, "Kind", [Option("a", "A"), Option("b", "B")], several=False)
    qtbot.addWidget(chips)
    assert role(chips.button("a")) == ROLE.RadioButton
    chips.toggle("a")
    chips.toggle("b")
    assert chips.chosen() == ["b"]
    chips.choose([])
    assert chips.chosen() == []
    chips.choose(["a"])
    assert chips.chosen() == ["a"]


def test_choosing_moves_nothing(kit: Kit, qtbot) -> None:
    chips = Chips(kit, "Kind", [Option("a", "Challenge"), Option("b", "Opportunity")])
    qtbot.addWidget(chips)
    before = chips.sizeHint()
    chips.toggle("a")
    assert chips.sizeHint() == before


def test_segments_always_have_one_chosen(kit: Kit, qtbot) -> None:
    segments = Segments(kit, "Blocks", [("all", "All"), ("this", "This")])
    qtbot.addWidget(segments)
    assert segments.value() == "all"
    segments.choose("this")
    assert segments.value() == "this"


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_lines_of_chips_do_not_touch(fonts, qtbot, percent: int) -> None:
    one = make_kit(Words("en"), text_percent=percent)
    chips = Chips(one, "Codes", [Option(key, f"Code number {key}") for key in "abcd"])
    qtbot.addWidget(chips)
    chips.resize(200, chips.heightForWidth(200))
    chips.grab()
    first, second = chips.button("a").geometry(), chips.button("b").geometry()
    assert second.center().y() - first.center().y() >= one.theme.chip + 6


@pytest.mark.parametrize("chosen", ["a", "b", "c", "d"])
def test_a_line_stands_between_any_two_segments(kit: Kit, rtl_kit: Kit, qtbot, chosen: str) -> None:
    for one in (kit, rtl_kit):
        segments = Segments(one, "Tools", [(key, f"Tool {key}") for key in "abcd"])
        qtbot.addWidget(segments)
        segments.setLayoutDirection(one.direction)
        segments.choose(chosen)
        segments.adjustSize()
        picture = segments.grab().toImage()
        ratio, y = picture.devicePixelRatio(), 8
        lines = {QColor(one.colours.bark).rgb(), QColor(one.colours.overdye).rgb()}
        parts = sorted(button.geometry().x() for button in segments.findChildren(RadioChip))
        for edge in parts[1:]:
            near = [
                picture.pixel(round(x * ratio), round(y * ratio)) for x in range(edge - 2, edge + 2)
            ]
            assert lines & set(near), (chosen, edge)


def test_a_stepper_counts_by_keys_and_ignores_the_wheel(kit: Kit, qtbot) -> None:
    stepper = Stepper(kit, "Women", 2)
    qtbot.addWidget(stepper)
    spin = stepper.focusProxy()
    assert role(spin) == ROLE.SpinBox
    told: list[int] = []
    stepper.changed.connect(told.append)
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    less, more = stepper.findChildren(IconButton)
    assert "Women" in less.accessibleName()
    less.click()
    less.click()
    less.click()
    more.click()
    assert told == [3, 2, 1, 0, 1]
    stepper.set_value(9)
    assert told[-1] == 1
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(spin, wheel)
    assert stepper.value() == 9


def test_a_field_tells_its_error_to_eye_and_ear(kit: Kit, qtbot) -> None:
    field = Field(kit, "Due date", "x")
    qtbot.addWidget(field)
    field.set_error("This is not a day.")
    assert field.edit.accessibleDescription() == "This is not a day."
    assert field.box.property("error") == "true"
    assert field.label.buddy() is field.edit
    field.set_error(None)
    assert field.edit.accessibleDescription() == ""
    assert field.box.property("error") == "false"


def test_a_combo_is_named_by_its_label(kit: Kit, qtbot) -> None:
    choice = Choice(kit, "Level", [("n", "National"), ("l", "Local")], "n")
    qtbot.addWidget(choice)
    interface = QAccessible.queryAccessibleInterface(choice.combo)
    labels = [target.text(QAccessible.Text.Name) for target, _kind in interface.relations()]
    assert "Level" in labels
    assert choice.value() == "n"
    choice.set_value("unknown")
    assert choice.value() == ""


def test_a_menu_chip_says_what_is_chosen(kit: Kit, qtbot) -> None:
    pick = PickMenu(kit, "Kind", [Option("q", "Quote", "quotes"), Option("k", "Key", "star")], "q")
    qtbot.addWidget(pick)
    assert pick.accessibleName() == "Kind: Quote"
    with qtbot.waitSignal(pick.picked) as picked:
        pick.menu_.actions()[1].trigger()
    assert picked.args == ["k"]
    assert pick.value() == "k"


def test_a_day_moves_with_the_arrows(kit: Kit, qtbot) -> None:
    field = DayField(kit, "Day", "2023-02-28")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed) as changed:
        qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert changed.args == ["2023-03-01"]
    assert field.text() == "01/03/2023"
    field.set_text("31/02/2023")
    field.edit.editingFinished.emit()
    assert field.day() == "2023-03-01", "what was there before is kept"
    assert field.edit.accessibleDescription() != ""


def test_a_day_is_typed_as_people_say_it(kit: Kit, qtbot) -> None:
    field = DayField(kit, "Day")
    qtbot.addWidget(field)
    today = dt.date.today()
    for typed, days in (("today", 0), ("mañana", 1), ("demain", 1)):
        field.set_text(typed)
        field.edit.editingFinished.emit()
        wanted = today + dt.timedelta(days=days)
        assert (field.day(), field.text()) == (wanted.isoformat(), f"{wanted:%d/%m/%Y}")


@pytest.mark.parametrize("text", ["الرعاية", "Le soin", ""])
def test_a_line_follows_its_content_and_aligns_with_the_interface(
    kit: Kit, rtl_kit: Kit, qtbot, text: str
) -> None:
    direction = Qt.LayoutDirection
    content = {"الرعاية": direction.RightToLeft, "Le soin": direction.LeftToRight}
    for made in (kit, rtl_kit):
        field = Field(made, "Title", text)
        qtbot.addWidget(field)
        assert field.edit.layoutDirection() == content.get(text, made.direction)
        side = Qt.AlignmentFlag.AlignRight if made.theme.rtl else Qt.AlignmentFlag.AlignLeft
        assert field.edit.alignment() & side
        assert field.edit.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_each_paragraph_has_its_own_direction(rtl_kit: Kit, qtbot) -> None:
    area = Area(rtl_kit, "Note", "Le congé payé\nالرعاية حق")
    qtbot.addWidget(area)
    first = area.edit.document().firstBlock()
    assert first.textDirection() == Qt.LayoutDirection.LeftToRight
    assert first.next().textDirection() == Qt.LayoutDirection.RightToLeft


def test_enter_submits_and_shift_enter_makes_a_line(kit: Kit, qtbot) -> None:
    area = Area(kit, "Note", "a", enter_submits=True)
    qtbot.addWidget(area)
    with qtbot.waitSignal(area.edit.submitted):
        qtbot.keyClick(area.edit, Qt.Key.Key_Return)
    assert area.text() == "a"
    qtbot.keyClick(area.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "\n" in area.text()


@pytest.mark.parametrize("kind", [Field, Area])
def test_undo_is_left_to_the_page_when_nothing_was_typed(kit: Kit, qtbot, kind) -> None:
    made = kind(kit, "Title", "stored")
    qtbot.addWidget(made)
    QCoreApplication.sendEvent(made.edit, QFocusEvent(QEvent.Type.FocusIn))  # keys come only then

    def takes() -> bool:
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        )
        event.ignore()
        QCoreApplication.sendEvent(made.edit, event)
        return event.isAccepted()

    assert not takes()
    qtbot.keyClicks(made.edit, "x")
    assert takes()


def test_a_strip_says_three_sentences(kit: Kit, qtbot) -> None:
    strip = MessageBar(kit)
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.tell("error", "The disk is full.", "Your text is still here.", "Free some space.")
    assert not strip.isHidden()
    assert strip.accessibleName() == ("The disk is full. Your text is still here. Free some space.")
    with qtbot.waitSignal(strip.closed):
        strip.close_button.click()
    assert strip.isHidden()


def test_cut_words_tell_the_whole_in_the_tooltip(kit: Kit, qtbot) -> None:
    label = Label(kit, "A very long title that cannot fit", cut=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text() == label.accessibleName()
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_html_in_words_stays_words(rtl_kit: Kit, qtbot) -> None:
    label = Label(rtl_kit, "<b>fett</b> & co", wrap=True)
    qtbot.addWidget(label)
    label.resize(400, 40)
    plain = Label(rtl_kit, "&lt;b&gt;fett&lt;/b&gt;", wrap=True)
    qtbot.addWidget(plain)
    assert label.text() == "<b>fett</b> & co"
    assert "&lt;b&gt;" in super(Label, label).text()
