"""The look as data: colours, type, space, shape, in light and dark (the cloth called Selvedge).

Nothing else in :mod:`carefacilitator.ui` may hold a colour or a size of its own: a control asks a
:class:`Theme`, which knows the text size a person chose and the direction of reading. Contrast of
every pair used is computed again from this file by ``tests/ui/test_tokens.py`` (WCAG 2.2, 1.4.3 and
1.4.11). No Qt here, so that it can be read by anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["small", "body", "lead", "title", "door", "count", "clock"]


@dataclass(frozen=True)
class Palette:
    """Named colours as ``#RRGGBB``; what each is for stands in the look's own table."""

    undyed: str
    bleached: str
    chalk: str
    flax: str
    thread: str
    bark: str
    soot: str
    ash: str
    overdye: str
    overdye_deep: str
    overdye_pressed: str
    on_overdye: str
    lichen: str
    weld: str
    on_weld: str
    weld_wash: str
    ochre: str
    madder: str
    madder_wash: str
    indigo: str
    indigo_wash: str
    series: tuple[str, str, str, str, str, str]


LIGHT = Palette(
    undyed="#F0EEE8",
    bleached="#FBFAF7",
    chalk="#FFFFFF",
    flax="#E3DFD5",
    thread="#D2CCBF",
    bark="#847C6D",
    soot="#26231E",
    ash="#5A5448",
    overdye="#1D5B4F",
    overdye_deep="#164A40",
    overdye_pressed="#0F3830",
    on_overdye="#FFFFFF",
    lichen="#D9E7DF",
    weld="#F2C14E",
    on_weld="#26231E",
    weld_wash="#FBEBC2",
    ochre="#7A4E00",
    madder="#A3312A",
    madder_wash="#F7E0DA",
    indigo="#23488F",
    indigo_wash="#DEE5F2",
    series=("#23388A", "#9A3A04", "#877E06", "#0E7470", "#42241F", "#C94CB4"),
)

DARK = Palette(
    undyed="#1B1A17",
    bleached="#252420",
    chalk="#151412",
    flax="#33312B",
    thread="#45423A",
    bark="#8F8878",
    soot="#F2EDE3",
    ash="#BFB7A8",
    overdye="#7CC7B0",
    overdye_deep="#93D6C1",
    overdye_pressed="#65AF99",
    on_overdye="#0E2A23",
    lichen="#24413A",
    weld="#F2C14E",
    on_weld="#26231E",
    weld_wash="#463A18",
    ochre="#F2C14E",
    madder="#F39B8B",
    madder_wash="#4A2621",
    indigo="#A3C0F7",
    indigo_wash="#27334D",
    series=("#8F8BF5", "#CB6A5E", "#EFA53A", "#59C89D", "#E7E6A6", "#D7A9E6"),
)

TYPE_SCALE: dict[Step, int] = {
    "small": 13,
    "body": 15,
    "lead": 18,
    "title": 22,
    "door": 30,
    "count": 72,
    "clock": 96,
}
"""Pixels at 100 %; line height is the font's own."""

ARABIC_TYPE_SCALE: dict[Step, int] = {**TYPE_SCALE, "small": 14, "body": 16}

LINE_HEIGHT = 1.36
"""Line height of Noto Sans as a share of its size; used only to make heights grow with text."""

HAIRLINE, CHOSEN_LINE, FOCUS_LINE = 1, 2, 3
FOCUS_GAP, FOCUS_RADIUS = 2, 7
RADIUS_CONTROL, RADIUS_SHEET = 4, 8
MINIMUM_CLICK = 32
"""Smallest clickable edge in px (WCAG 2.2, 2.5.8 asks for 24)."""

TEXT_SIZES = (100, 115, 130, 150, 175, 200)
STACK_FROM_PERCENT = 150
"""From this text size on, the second column of a page goes below the first."""


@dataclass(frozen=True)
class FiveR:
    """How one code of the 5R is shown: icon name (bold), place in the series, letters."""

    icon: str
    series: int
    letter: str
    letter_ar: str


FIVE_R: dict[str, FiveR] = {
    "recognize": FiveR("eye", 0, "C", "ع"),
    "reduce": FiveR("trend-down", 3, "D", "ق"),
    "redistribute": FiveR("arrows-left-right", 2, "S", "ز"),
    "reward": FiveR("coins", 1, "M", "ج"),
    "represent": FiveR("megaphone", 5, "P", "م"),
}

STAGE_ICONS: dict[str, str] = {
    "plan": "path",
    "welcome": "door-open",
    "facilitate": "chats-circle",
    "harvest": "basket",
    "share": "paper-plane-tilt",
}

NOTE_ICONS: dict[str, str] = {
    "key_message": "star",
    "discussion": "chat-text",
    "quote": "quotes",
    "question": "question",
    "observation": "note-pencil",
    "decision": "seal-check",
    "agreement": "handshake",
    "disagreement": "scales",
    "action": "flag",
    "parked": "push-pin",
}


@dataclass(frozen=True)
class Theme:
    """One look: light or dark, the chosen text size in percent, the direction of reading."""

    dark: bool = False
    text_percent: int = 100
    rtl: bool = False

    @property
    def palette(self) -> Palette:
        """The colours of this theme."""
        return DARK if self.dark else LIGHT

    @property
    def factor(self) -> float:
        """How much larger than designed text is; 1.0 at 100 %."""
        return max(100, min(200, self.text_percent)) / 100

    @property
    def stacked(self) -> bool:
        """Whether the second column of a page stands below the first."""
        return self.text_percent >= STACK_FROM_PERCENT

    def px(self, step: Step) -> int:
        """Size of text in px at the chosen size."""
        scale = ARABIC_TYPE_SCALE if self.rtl else TYPE_SCALE
        return round(scale[step] * self.factor)

    def grown(self, height: int, step: Step = "body") -> int:
        """Height in px of a box that is ``height`` at 100 % and holds one line of ``step``.

        Only the line grows with the text size, not the air around it.
        """
        return height + round((self.px(step) - TYPE_SCALE[step]) * LINE_HEIGHT)

    def icon(self, size: int = 20) -> int:
        """Edge of an icon in px that stands beside text."""
        return round(size * (1 + (self.factor - 1) * 0.75))

    @property
    def control(self) -> int:
        """Height of buttons and fields."""
        return self.grown(40)

    @property
    def main_act(self) -> int:
        """Height of the one main act of a page."""
        return self.grown(48)

    @property
    def chip(self) -> int:
        """Visible height of a chip (its click area is never under :data:`MINIMUM_CLICK`)."""
        return self.grown(26, "small")

    @property
    def header(self) -> int:
        """Height of the header."""
        return 64 + round((self.px("lead") + self.px("small") - 31) * LINE_HEIGHT)

    @property
    def band(self) -> int:
        """Height of the day band with the air below it."""
        return self.grown(40, "small")

    @property
    def key_line(self) -> int:
        """Height of the key line."""
        return self.grown(36, "small")

    def row(self, height: int) -> int:
        """Height of a row: 40 dense, 44 table, 50 people, 56 workshops (two lines)."""
        lines = 2 if height >= 56 else 1
        return height + (self.grown(0, "body") + self.grown(0, "small") * (lines - 1))


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours by WCAG 2 (1 to 21)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
