"""Buttons that paint themselves: main act, button, quiet button, link, chip menu, icon button.

A button shows icon, word and key cap; where room is short it first drops its icon, then its cap,
never its word. Its tooltip tells the word and the key. A button that cannot act now says why
(:meth:`Button.block`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from carefacilitator.ui.accessibility.names import described, named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import HAIRLINE, MINIMUM_CLICK, Step

Kind = Literal["main", "normal", "quiet", "link", "chip"]

GAP = 7
LEAST_PAD = 8
_PAD: dict[Kind, int] = {"main": 20, "normal": 16, "quiet": 12, "link": 4, "chip": 9}


@dataclass(frozen=True)
class ButtonLook:
    """What a button looks like in one state: ``#RRGGBB`` or None for nothing."""

    fill: str | None
    border: str | None
    text: str
    line: int = HAIRLINE
    strong: bool = False


class Button(QPushButton):
    """A push button in one of five kinds.

    ``key`` is what is shown in the cap (``Ctrl+Enter``); the shortcut itself is registered with
    the page's acts (``shortcuts``), not here. ``told_key`` is told in the tooltip
    and to readers only, where a cap would be too much. ``trailing_icon`` puts the icon after the
    word; ``step`` is the size of the word.
    """

    def __init__(
        self,
        kit: Kit,
        text: str,
        *,
        icon: str | None = None,
        key: str | None = None,
        told_key: str | None = None,
        kind: Kind = "normal",
        weight: Weight | None = None,
        trailing_icon: bool = False,
        step: Step | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kit = kit
        self.kind: Kind = kind
        self.icon_name = icon
        self.icon_weight: Weight = weight or ("bold" if kind == "main" else "regular")
        self.icon_colour: str | None = None
        self.key = key
        self.told_key = told_key
        self.trailing_icon = trailing_icon
        self.caret = False
        self.step: Step = step or ("small" if kind == "chip" else "body")
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Set the word, and the name and tooltip that follow from it."""
        super().setText(text.replace("&", "&&"))
        self.word = text
        named(self, text)
        self._tell()
        self.updateGeometry()
        self.update()

    def set_key(self, key: str | None) -> None:
        """Change the key shown in the cap."""
        self.key = key
        self._tell()
        self.updateGeometry()

    def tell_key(self, key: str | None) -> None:
        """Tell a key in the tooltip and to readers, without a cap."""
        self.told_key = key
        self._tell()

    def set_icon(self, name: str | None, colour: str | None = None) -> None:
        """Change the icon; ``colour`` None means the colour of the word."""
        self.icon_name, self.icon_colour = name, colour
        self.update()

    def block(self, reason: str | None) -> None:
        """Disable the button and say why in tooltip and description; None enables it again."""
        self.setEnabled(reason is None)
        self._reason = reason
        self._tell()

    _reason: str | None = None
    told_key: str | None = None
    key: str | None = None

    def _key_words(self) -> str:
        key = self.key or self.told_key
        return paint.spoken(key) if key else ""

    def _tell(self) -> None:
        key = self._key_words()
        tip = f"{self.word} ({key})" if key else self.word
        tipped(self, self._reason or tip)
        described(self, self._reason or key)

    # sizes ---------------------------------------------------------------------------------------

    @property
    def visible_height(self) -> int:
        """Height of what is painted; the clickable area may be taller."""
        theme = self.kit.theme
        heights = {"main": theme.main_act, "chip": theme.chip, "link": theme.grown(32)}
        return heights.get(self.kind, theme.control)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for everything."""
        width = self._word_width() + self._icon_width() + self._cap_width() + 2 * self._pad
        return QSize(max(MINIMUM_CLICK, width), max(MINIMUM_CLICK, self.visible_height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the word alone."""
        width = self._word_width() + 2 * min(self._pad, LEAST_PAD)
        return QSize(max(MINIMUM_CLICK, width), max(MINIMUM_CLICK, self.visible_height))

    @property
    def _pad(self) -> int:
        return _PAD[self.kind]

    def _strong(self) -> bool:
        return self.kind == "main"

    def _word_width(self) -> int:
        if not self.word:
            return 0
        font = self.kit.font(self.step, bold=self._strong())
        return QFontMetrics(font).horizontalAdvance(self.word) + 1

    def _icon_size(self) -> int:
        return self.kit.theme.icon(18 if self.step == "small" else 20)

    def _icon_width(self) -> int:
        count = (self.icon_name is not None) + self.caret
        return count * (self._icon_size() + (GAP if self.word else 0))

    def _cap_width(self) -> int:
        return paint.caps_width(self.kit, self.key) + GAP if self.key else 0

    # painting ------------------------------------------------------------------------------------

    def face(self) -> ButtonLook:
        """Return how the button looks in its present state."""
        c = self.kit.colours
        down, hover = self.isDown(), self.underMouse()
        if self.kind == "main":
            if not self.isEnabled():
                return ButtonLook(c.flax, None, c.ash)
            fill = c.overdye_pressed if down else c.overdye_deep if hover else c.overdye
            return ButtonLook(fill, None, c.on_overdye, strong=True)
        if not self.isEnabled():
            return ButtonLook(None, None, c.ash)
        fill_now = c.flax if down else c.lichen if hover else None
        if self.kind in ("quiet", "link"):
            return ButtonLook(fill_now, None, c.overdye if self.kind == "link" else c.soot)
        return ButtonLook(fill_now or c.chalk, c.bark, c.soot)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, icon, word and cap, whatever fits."""
        face, painter = self.face(), QPainter(self)
        area = self._area()
        paint.box(painter, area, face.fill, face.border, face.line)
        self.paint_contents(painter, area, face)
        painter.end()

    def _area(self) -> QRect:
        high = min(self.visible_height, self.height()) if self.kind == "chip" else self.height()
        return QRect(0, (self.height() - high) // 2, self.width(), high)

    def paint_contents(self, painter: QPainter, area: QRect, face: ButtonLook) -> None:
        """Paint icon, word and cap centred in ``area``; drop icon, then cap, when it is narrow."""
        room = area.width() - 2 * min(self._pad, LEAST_PAD)
        word, icon, cap = self._word_width(), self._icon_width(), self._cap_width()
        if word and word + icon + cap > room:
            icon = 0
        if word and word + icon + cap > room:
            cap = 0
        start = self._start(area, word + icon + cap)
        places = self._places(start, word, icon, cap)
        high = area.height()
        for what, x, width in places:
            rect = paint.mirrored(self, QRect(x, area.top(), width, high))
            self._paint_part(painter, what, rect, face)

    def _start(self, area: QRect, width: int) -> int:
        if self.kind == "link":
            return self._pad
        return max(0, (area.width() - width) // 2)

    def _places(self, x: int, word: int, icon: int, cap: int) -> list[tuple[str, int, int]]:
        edge, made = self._icon_size(), []
        if icon and self.icon_name and not self.trailing_icon:
            made.append(("icon", x, edge))
            x += edge + GAP
        if word:
            made.append(("word", x, word))
            x += word + GAP
        if icon and self.icon_name and self.trailing_icon:
            made.append(("icon", x, edge))
            x += edge + GAP
        if icon and self.caret:
            made.append(("caret", x, edge))
            x += edge + GAP
        if cap:
            made.append(("cap", x, cap - GAP))
        return made

    def _paint_part(self, painter: QPainter, what: str, rect: QRect, face: ButtonLook) -> None:
        if what == "word":
            font = self.kit.font(self.step, bold=face.strong)
            paint.draw_line(painter, self.kit, rect, self.word, font, face.text)
        elif what == "cap" and self.key:
            filled = face.text if self.kind == "main" else None
            paint.draw_caps(painter, self.kit, rect, self.key, filled)
        else:
            edge = self._icon_size()
            square = QRect(rect.x(), rect.y() + (rect.height() - edge) // 2, edge, edge)
            name = "caret-down" if what == "caret" else self.icon_name or ""
            colour = face.text if what == "caret" or not self.isEnabled() else None
            colour = colour or self.icon_colour or face.text
            weight = "regular" if what == "caret" else self.icon_weight
            paint.draw_icon(painter, self.kit, square, name, colour, weight)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on Enter too, wherever the button stands."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Repaint when enabled or disabled; a disabled button shows no hand."""
        if event.type() == QEvent.Type.EnabledChange:
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if self.isEnabled() else arrow)
            self.update()
        super().changeEvent(event)


class IconButton(Button):
    """A square quiet button with an icon only; ``name`` is its accessible name and tooltip."""

    def __init__(
        self,
        kit: Kit,
        name: str,
        icon: str,
        *,
        key: str | None = None,
        told_key: str | None = None,
        kind: Kind = "quiet",
        size: int = 20,
        weight: Weight = "regular",
        parent: QWidget | None = None,
    ) -> None:
        self._edge = size
        super().__init__(kit, "", icon=icon, kind=kind, weight=weight, parent=parent)
        self.spoken_name = name
        self.key, self.told_key = key, told_key
        self._tell()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    spoken_name = ""

    def set_name(self, name: str) -> None:
        """Change the accessible name and the tooltip."""
        self.spoken_name = name
        self._tell()
        self.update()

    def _tell(self) -> None:
        key = self._key_words()
        named(self, self.spoken_name)
        tipped(self, self._reason or (f"{self.spoken_name} ({key})" if key else self.spoken_name))
        described(self, self._reason or key)

    def _icon_size(self) -> int:
        return self.kit.theme.icon(self._edge)

    def _cap_width(self) -> int:
        return 0

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square as high as other buttons."""
        edge = max(MINIMUM_CLICK, self.kit.theme.control)
        return QSize(edge, edge)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same square: an icon alone cannot give anything up."""
        return self.sizeHint()
