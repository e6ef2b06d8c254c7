"""What the clock says at each moment, in figure, mood and words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from carefacilitator.i18n import Words
from carefacilitator.ui.widgets.clock import ClockFace, ClockMood, ClockReading


@pytest.mark.parametrize(
    ("left", "figure", "mood", "said"),
    [
        (3600, "60", ClockMood.CALM, "minutes left"),
        (48 * 60 - 1, "48", ClockMood.CALM, "minutes left"),
        (12 * 60, "12", ClockMood.NEARLY, "nearly done"),
        (299, "4:59", ClockMood.NEARLY, "nearly done"),
        (180, "3:00", ClockMood.LAST, "last minutes"),
        (0, "0:00", ClockMood.LAST, "last minutes"),
        (-1, "1", ClockMood.OVER, "over by 1 min"),
        (-200, "3", ClockMood.OVER, "over by 3 min"),
        (-364 * 60, "6:04", ClockMood.OVER, "hours over"),
    ],
)
def test_moments(left: int, figure: str, mood: ClockMood, said: str) -> None:
    reading = ClockReading(3600, left, "14:46")
    assert reading.figure == figure
    assert reading.mood is mood
    assert reading.words(Words("en")) == (said, f"{'due' if left < 0 else 'until'} 14:46")


def test_paused_is_said() -> None:
    assert ClockReading(60, 30, "10:00", paused=True).words(Words("en"))[0] == "paused"


def test_an_empty_block_does_not_divide_by_nothing() -> None:
    assert ClockReading(0, 0, "").mood is ClockMood.LAST


def test_it_has_a_name_and_changes_colour(kit, qtbot) -> None:
    face = ClockFace(kit)
    qtbot.addWidget(face)
    face.resize(380, face.sizeHint().height())
    face.show_reading(ClockReading(3600, 2880, "14:46"))
    assert face.accessibleName() == "48 minutes left, until 14:46"
    face.show_reading(ClockReading(3600, 60, "14:46"))
    image = face.grab().toImage()
    assert image.pixelColor(370, 8) == QColor(kit.colours.madder_wash)


def test_its_name_changes_once_a_minute_even_while_seconds_are_shown(kit, qtbot) -> None:
    """A reader that stands on the clock would begin again with each second."""
    face = ClockFace(kit)
    qtbot.addWidget(face)
    names = set()
    for left in range(240, 180, -1):
        face.show_reading(ClockReading(3600, left, "14:46"))
        names.add(face.accessibleName())
    assert names == {"4 minutes left, nearly done, until 14:46"}


def test_the_figure_grows_smaller_before_the_words_are_cut(kit, qtbot) -> None:
    face = ClockFace(kit)
    qtbot.addWidget(face)
    face.resize(268, face.sizeHint().height())
    face.show_reading(ClockReading(1800, -65 * 60, "14:46"))
    narrow = face.grab().toImage()
    face.resize(520, face.height())
    wide = face.grab().toImage()
    red = QColor(kit.colours.madder)

    def high(image: QImage) -> int:
        rows = range(image.height() - 40)  # above the bar
        return sum(any(image.pixelColor(x, y) == red for x in range(12, 110)) for y in rows)

    assert 0 < high(narrow) < high(wide)
