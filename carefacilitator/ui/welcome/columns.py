"""Where the columns of the door list stand, the same for its heads and for every row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.services.people.people import SHOWN_CONSENTS
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.words.attendance import consent_head, mark_word

EDGE = 16
CONSENT = 58
NAME_SHARE = 0.43
LEAST_TEXT = 330
"""Below this room in px (at 100 % text) the organisation goes below the name."""
LEAST_NAME = 180
"""Below this room for a name in px (at 100 % text) the consent columns become narrower."""
STATES = ("present_remote", "partial", "excused", "absent", "")


@dataclass(frozen=True)
class Spans:
    """Start and width in px of each column, from the leading edge."""

    mark: tuple[int, int]
    name: tuple[int, int]
    organisation: tuple[int, int]
    consents: tuple[tuple[int, int], ...]
    state: tuple[int, int]
    two_lines: bool


class ColumnRule:
    """Measures the columns for one kit; :meth:`spans` gives them for a width."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        small = QFontMetrics(kit.font("small"))
        heads = [small.horizontalAdvance(consent_head(kit.words, p)) for p in SHOWN_CONSENTS]
        self._consent = max(round(CONSENT * (1 + (kit.theme.factor - 1) / 2)), max(heads) + 10)
        self._state = self._state_width()
        self._mark = kit.theme.icon(20) + EDGE + 16
        self._kept: dict[int, Spans] = {}

    def _state_width(self) -> int:
        kit, body = self.kit, QFontMetrics(self.kit.font())
        words = [mark_word(kit.words, status) for status in STATES]
        words.append(kit.words.say("Present {time}", time="00:00"))
        words.append(kit.words.say("Earlier workshop"))
        bold = QFontMetrics(kit.font(bold=True))
        enter = paint.caps_width(kit, "Enter") + 8
        acts = [enter + bold.horizontalAdvance(w) for w in row_act_words(kit)]
        return max(*(body.horizontalAdvance(w) for w in words), *acts) + 8

    def spans(self, width: int) -> Spans:
        """The columns of a list that is ``width`` px wide."""
        known = self._kept.get(width)
        if known is None:
            known = self._kept[width] = self._measure(width)
        return known

    def _measure(self, width: int) -> Spans:
        factor, count = self.kit.theme.factor, len(SHOWN_CONSENTS)
        state = width - EDGE - self._state
        lacking = LEAST_NAME * factor - (state - 24 - self._mark - self._consent * count)
        narrow = self._consent - max(0, round(lacking / count))
        consent = max(self.kit.theme.icon(20) + 14, narrow)  # a name before the heads of consents
        first = state - 12 - consent * count
        consents = tuple((first + number * consent, consent) for number in range(count))
        room = max(60, first - self._mark - 12)
        two_lines = room < LEAST_TEXT * factor
        name = room if two_lines else round(room * NAME_SHARE) - 8
        organisation = (self._mark, room) if two_lines else (self._mark + name + 8, room - name - 8)
        return Spans(
            (EDGE, self._mark - EDGE),
            (self._mark, name),
            organisation,
            consents,
            (state, self._state),
            two_lines,
        )


def row_act_words(kit: Kit) -> tuple[str, str]:
    """What Enter does to the highlighted row: marks present, or brings from elsewhere."""
    return kit.words.say("present"), kit.words.say("bring")


def placed(kit: Kit, rect: QRect, span: tuple[int, int]) -> QRect:
    """The rectangle of a column within a row, in the direction of the interface."""
    x, width = span
    left = rect.right() + 1 - x - width if kit.theme.rtl else rect.x() + x
    return QRect(left, rect.y(), width, rect.height())


class ColumnHeads(QWidget):
    """The heads above the door list: name, organisation, five consents, the half-day."""

    def __init__(self, kit: Kit, rule: ColumnRule) -> None:
        super().__init__()
        self.kit, self._rule, self._slot = kit, rule, ""
        tipped(self, " · ".join(consent_head(kit.words, purpose) for purpose in SHOWN_CONSENTS))
        self.setFixedHeight(kit.theme.grown(36, "small"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_slot(self, words: str) -> None:
        """Name the half-day above the last column."""
        self._slot = words
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the heads."""
        kit, painter = self.kit, QPainter(self)
        spans = self._rule.spans(self.width())
        font, ash = kit.font("small"), kit.colours.ash
        say = kit.words.say
        organisation = "" if spans.two_lines else say("Organization")
        for span, words in ((spans.name, say("Name")), (spans.organisation, organisation)):
            paint.draw_line(painter, kit, placed(kit, self.rect(), span), words, font, ash)
        for span, purpose in zip(spans.consents, SHOWN_CONSENTS, strict=True):
            place = placed(kit, self.rect(), span)
            head = consent_head(kit.words, purpose)
            paint.draw_line(painter, kit, place, head, font, ash, centred=True)
        paint.draw_line(painter, kit, placed(kit, self.rect(), spans.state), self._slot, font, ash)
        painter.end()
