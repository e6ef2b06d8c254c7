"""Parts of the Harvest page on their own: figures, wrapped text, chips, themes, lists of rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from carefacilitator.model.records.records import Note, fields_of
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.ui.harvest.note_rows import NoteLine, NoteLineDelegate, NoteLines
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.count_field import CountField, figure_of
from carefacilitator.ui.widgets.record_choices import (
    CodeChips,
    KindChips,
    LanguageBar,
    SeveralChoice,
)
from carefacilitator.ui.widgets.record_rows import HarvestList, WrappedText
from carefacilitator.ui.words.findings import field_name

KINDS = [(f"k{number}", f"Kind number {number}", "") for number in range(8)]


def shown(qtbot, widget: QWidget, width: int = 420) -> QWidget:
    """Show a widget in a window that has the keyboard."""
    window = QWidget()
    QVBoxLayout(window).addWidget(widget)
    window.resize(width, 300)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.mark.parametrize(
    ("text", "figure"),
    [("", 0), ("12", 12), ("٣٤", 34), ("१२", 12), ("x7", 7), ("999999999", 100_000)],
)
def test_a_figure_in_any_script(text: str, figure: int) -> None:
    assert figure_of(text) == figure


def test_a_count_refuses_letters_and_stays_between_its_ends(qtbot, kit: Kit) -> None:
    field = CountField(kit, "Yes", "Could you speak? Yes")
    _window = shown(qtbot, field)
    told: list[int] = []
    field.changed.connect(told.append)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "1a2")
    assert (field.value(), field.edit.text(), told[-1]) == (12, "12", 12)
    field.set_value(0)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.value() == 0
    field.edit.clear()
    field.edit.clearFocus()
    assert field.edit.text() == "0"


def test_wrapped_text_ends_with_an_ellipsis_after_its_lines(kit: Kit) -> None:
    text = "care workers in informal jobs have no access to leave " * 6
    one = WrappedText(kit, most=1).height("care", 200)
    cut, whole = WrappedText(kit, most=3), WrappedText(kit)
    assert cut.height(text, 200) == pytest.approx(3 * one, abs=3)
    assert whole.height(text, 200) > 6 * one
    assert whole.height("a\nb", 200) == pytest.approx(2 * one, abs=2)


@pytest.mark.parametrize(
    ("text", "interface"),
    [
        ("English words", "kit"),
        ("كلمات", "kit"),
        ("English words", "rtl_kit"),
        ("كلمات", "rtl_kit"),
    ],
)
def test_text_stands_at_the_interfaces_edge_whatever_it_says(
    request: pytest.FixtureRequest, text: str, interface: str
) -> None:
    kit = request.getfixturevalue(interface)
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    WrappedText(kit).draw(painter, QRect(0, 0, 300, 40), text, "#000000")
    painter.end()
    inked = [x for x in range(300) for y in range(40) if image.pixelColor(x, y).lightness() < 128]
    near = min(inked) if not kit.theme.rtl else 299 - max(inked)
    assert near < 10


def test_few_kinds_show_and_the_rest_opens(qtbot, kit: Kit) -> None:
    kinds = KindChips(kit, "Kind", KINDS, 5)
    _window = shown(qtbot, kinds)
    kinds.choose("k6")
    visible = [key for key, *_ in KINDS if kinds.chip(key).isVisible()]
    assert visible == ["k0", "k1", "k2", "k3", "k4", "k6"]
    qtbot.mouseClick(kinds.more, Qt.MouseButton.LeftButton)
    assert all(kinds.chip(key).isVisible() for key, *_ in KINDS)
    assert not kinds.more.isVisible()
    assert QApplication.focusWidget() is kinds.chip("k5")


@pytest.mark.parametrize(("interface", "key"), [("kit", "Right"), ("rtl_kit", "Left")])
def test_arrows_choose_the_next_kind_from_line_to_line(
    qtbot, request: pytest.FixtureRequest, interface: str, key: str
) -> None:
    kinds = KindChips(request.getfixturevalue(interface), "Kind", KINDS, 8)
    _window = shown(qtbot, kinds)
    told: list[str] = []
    kinds.changed.connect(told.append)
    kinds.choose("k0")
    kinds.take_focus()
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), getattr(Qt.Key, f"Key_{key}"))
    assert told == ["k1", "k2", "k3", "k4", "k5", "k6", "k7", "k0"]


def test_letters_switch_codes_while_they_have_the_focus(qtbot, kit: Kit) -> None:
    codes = CodeChips(kit)
    _window = shown(qtbot, codes, 600)
    codes.take_focus()
    for letter in "CMC":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    assert codes.chosen() == ["reward"]
    assert QApplication.focusWidget() is codes.button("recognize")
    assert "(M)" in codes.button("reward").toolTip()


def test_several_themes_are_told_in_words(qtbot, kit: Kit) -> None:
    choice = SeveralChoice(kit, "Themes", [("a", "Childcare"), ("b", "Care & work"), ("c", "Time")])
    _window = shown(qtbot, choice)
    told: list[list[str]] = []
    choice.changed.connect(told.append)
    assert choice.accessibleName() == "Themes: None"
    choice.action("b").trigger()
    choice.action("a").trigger()
    assert told == [["b"], ["a", "b"]]
    assert choice.accessibleName() == "Themes: Childcare, Care & work"
    choice.choose(["c"])
    assert (choice.chosen(), len(told)) == (["c"], 2)


def test_the_languages_that_are_missing_can_be_added(qtbot, kit: Kit) -> None:
    bar = LanguageBar(kit)
    _window = shown(qtbot, bar)
    bar.show_languages(["en", "ar"], "ar")
    told: list[str] = []
    bar.chosen.connect(told.append)
    chips = [one for one in bar.findChildren(QWidget) if one.accessibleName() == "English"]
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    assert told == ["en"]
    assert bar.add.isVisible()
    bar.show_languages(["en", "ar", "es", "fr", "pt"], "en")
    assert not bar.add.isVisible()


def notes(count: int) -> list[NoteLine]:
    """A heading and notes below it."""
    made = [NoteLine("block", "Morning")]
    for number in range(count):
        note = Note(id=f"n{number}", text=f"Note {number} " + "words " * 12, kind="quote")
        made.append(NoteLine(note.id, "", NoteView(note, ("reward",), ()), "10:00"))
    return made


def test_choosing_does_not_measure_all_rows_again(qtbot, kit: Kit) -> None:
    measured: list[int] = []

    class Counting(NoteLineDelegate):
        def sizeHint(self, option, index):  # noqa: N802 - Qt's name
            measured.append(index.row())
            return super().sizeHint(option, index)

    model = NoteLines(kit)
    view = HarvestList(kit, "Notes", Counting(kit))
    view.setModel(model)
    _window = shown(qtbot, view)
    model.show_rows(notes(500))
    view.fit()
    QApplication.processEvents()
    measured.clear()
    view.setCurrentIndex(model.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert model.chosen_notes() == ["n0"]
    assert len(measured) < 100


def test_a_row_stays_where_it_is_while_notes_arrive(qtbot, kit: Kit) -> None:
    model = NoteLines(kit)
    view = HarvestList(kit, "Notes", NoteLineDelegate(kit))
    view.setModel(model)
    _window = shown(qtbot, view)
    model.show_rows(notes(40))
    view.fit()
    model.choose(["n3", "n5"])
    model.show_rows(notes(39))
    assert model.chosen_notes() == ["n3", "n5"]
    model.show_rows(notes(5))
    assert model.chosen_notes() == ["n3"]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_fields_have_names_a_person_uses(kit: Kit) -> None:
    assert field_name("lesson", "texts/es", kit.words) == "The words"
    assert field_name("commitment", "indicator", kit.words) == "indicator"
    headings = [rule.heading for kind in ("lesson", "commitment") for rule in fields_of(kind)]
    assert all(name[0].isupper() for name in headings if name)
