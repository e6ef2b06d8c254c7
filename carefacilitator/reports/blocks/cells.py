"""Lines and cells that several documents share: dates, organisations, codes, notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from carefacilitator.i18n import OWN_NAMES, Words, isolate
from carefacilitator.model.document import group_words
from carefacilitator.model.document.chart import DOT as DOT
from carefacilitator.model.document.chart import Chart
from carefacilitator.model.document.content import BlockLine, LessonLine, NoteLine, WorkshopContent
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.reports.blocks.blocks import Block, Space, Stack
from carefacilitator.reports.blocks.chart_block import ChartBlock
from carefacilitator.reports.blocks.icons import IconWord
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.blocks.table import Layout
from carefacilitator.reports.style import (
    ASH,
    GUTTER,
    SECTION,
    SERIES,
    SMALL,
    SMALL_ASH,
    TITLE,
    Paper,
    Style,
)
from carefacilitator.reports.text.lines import Colour, Look, Span

FIVE_R: dict[str, tuple[str, Colour]] = {
    "recognize": ("eye", SERIES[0]),
    "reduce": ("trend-down", SERIES[3]),
    "redistribute": ("arrows-left-right", SERIES[2]),
    "reward": ("coins", SERIES[1]),
    "represent": ("megaphone", SERIES[5]),
}


@dataclass(frozen=True)
class Desk:
    """What every part of a document needs: the dossier, the words and the paper."""

    dossier: WorkshopContent
    words: Words
    paper: Paper
    tight: bool = False

    @property
    def rtl(self) -> bool:
        """Whether the document runs from right to left."""
        return self.words.rtl

    @property
    def section(self) -> Style:
        """The style of section heads, nearer to what is above where room is scarce."""
        return replace(SECTION, before=9, after=4) if self.tight else SECTION

    @property
    def title(self) -> Style:
        """The style of the title on a page that also carries text."""
        return replace(TITLE, size=21, leading=26) if self.tight else TITLE

    @property
    def padding(self) -> float:
        """Above and below the text of a row."""
        return 2.5 if self.tight else 4.0

    def table(self, *widths: float, inset: float = 0.0, gutter: float = GUTTER) -> Layout:
        """The layout of a table with columns of these widths, in the document's direction."""
        return Layout(widths, gutter, self.rtl, self.padding, inset)

    def label(self, name: str, key: str) -> str:
        """A vocabulary key in the document's language; nothing for no key."""
        return vocabulary().label(name, key, self.words.language) if key else ""

    def short(self, name: str, key: str) -> str:
        """The same without a remark in parentheses."""
        return vocabulary().short(name, key, self.words.language) if key else ""

    def text(self, text: str, style: Style, language: str = "") -> Paragraph:
        """A paragraph; ``language`` is told to screen readers where it is not the document's."""
        foreign = language if language != self.words.language else ""
        return Paragraph(text, style, self.rtl, language=foreign)

    def chart(self, chart: Chart | None, after: float = 0.0) -> Block:
        """A chart in the document's direction; no room where there is nothing to show."""
        return ChartBlock(chart, self.rtl, after=after) if chart is not None else Space(0)

    def spoken(self, spans: list[Span], style: Style, language: str) -> Paragraph:
        """Somebody's words with a remark after them."""
        foreign = language if language != self.words.language else ""
        return Paragraph(spans, style, self.rtl, language=foreign)


def when(desk: Desk) -> str:
    """The days, with the hours when there is one day: “22 September 2022, 09:00–15:40”."""
    dossier, words = desk.dossier, desk.words
    if not dossier.start:
        return ""
    days = words.days(dossier.start, dossier.end)
    if len(dossier.day_times) == 1 and all(dossier.day_times[0]):
        return words.say("{day}, {hours}", day=days, hours="–".join(dossier.day_times[0]))
    return days


def day_title(desk: Desk, block: BlockLine) -> str:
    """“Day 2, 26 June 2024”."""
    words = desk.words
    if block.date:
        return words.say("Day {n}, {day}", n=block.day, day=words.day(block.date))
    return words.say("Day {n}", n=block.day)


def half_day(desk: Desk, key: str) -> str:
    """A half-day (``1-am``): “Morning”, or “Day 2, morning” where there are several days."""
    return group_words.half_day(desk.dossier, desk.words, key)


def half_day_date(desk: Desk, key: str) -> str:
    """The date of a half-day, where the workshop has several days with a date."""
    dates = {str(block.day): block.date for block in desk.dossier.blocks if block.date}
    date = dates.get(key.partition("-")[0], "")
    return desk.words.day(date, "medium") if date and len(dates) > 1 else ""


def organisations(desk: Desk) -> list[tuple[str, str]]:
    """Role labels with the names that have the role, in the order of roles."""
    found = []
    for role, group in groupby(desk.dossier.organisations, key=lambda pair: pair[0]):
        names = desk.words.join(isolate(name) for _, name in group)
        found.append((desk.label("organizing_role", role), names))
    return found


def organisations_line(desk: Desk) -> str:
    """All organisations by role in one line."""
    words = desk.words
    return DOT.join(
        words.say("{role}: {names}", role=role, names=names) for role, names in organisations(desk)
    )


def foot_line(desk: Desk, second: str = "") -> str:
    """Code, language (and a second one) and what the reader must know: sample, anonymous."""
    languages = [OWN_NAMES.get(one, "") for one in (desk.words.language, second)]
    told = (desk.dossier.code, *languages)
    parts = [isolate(one) for one in told if one]
    if desk.dossier.anonymous:
        parts.append(desk.words.say("Anonymous copy"))
    if desk.dossier.sample:
        parts.append(desk.words.say("Sample: illustrative content"))
    return DOT.join(part for part in parts if part)


def carried(desk: Desk) -> str:
    """That the file carries its own sealed data, where it does."""
    if not desk.dossier.enclosed:
        return ""
    return desk.words.say(
        "This PDF carries the data it was made from, sealed ({name}). Whoever it was sealed for "
        "can import the PDF itself.",
        name=desk.dossier.enclosed,
    )


def five_r_cell(desk: Desk, codes: Iterable[str]) -> Block:
    """The 5R codes below each other, glyph and word, always in the same order."""
    wanted = frozenset(codes)
    return Stack(
        [
            IconWord(icon, desk.short("five_r", code), colour, desk.rtl)
            for code, (icon, colour) in FIVE_R.items()
            if code in wanted
        ]
    )


def note_cell(desk: Desk, note: NoteLine, style: Style, remark: str = "") -> Paragraph:
    """A note's words, then in grey who said it, what it is and its language when foreign."""
    remarks = [note.speaker, remark]
    if note.language and note.language != desk.words.language:
        remarks.append(note.language)
    return desk.spoken(with_remark(note.text, style, remarks), style, note.language)


def lesson_cell(desk: Desk, lesson: LessonLine, style: Style) -> Paragraph:
    """A lesson's words and its language when foreign."""
    foreign = lesson.language if lesson.language != desk.words.language else ""
    return desk.spoken(with_remark(lesson.text, style, [foreign]), style, lesson.language)


def draft_mark(desk: Desk) -> str:
    """What stands on every lesson that its group has not agreed to."""
    return desk.words.say("Draft, not agreed yet")


def drafts_left(desk: Desk) -> str:
    """That lessons are left out since nobody has agreed to them yet; nothing where none are."""
    words, count = desk.words, desk.dossier.drafts_left
    if not count:
        return ""
    return words.say_n(
        "{n} draft that the group has not agreed to yet is not printed here.",
        "{n} drafts that the group has not agreed to yet are not printed here.",
        count,
    )


def none_agreed(desk: Desk) -> str:
    """That there are lessons, and not one of them is agreed; nothing where that is not so."""
    dossier = desk.dossier
    if dossier.lessons or not (dossier.drafts or dossier.drafts_left):
        return ""
    return desk.words.say("The group has not agreed to a lesson yet.")


def with_remark(text: str, style: Style, remarks: Iterable[str]) -> list[Span]:
    """Somebody's words, then remarks in small grey."""
    told = DOT.join(isolate(part) for part in remarks if part)
    spans = [Span(text.strip(), style.look)]
    if told:
        spans.append(Span(f"\u00a0\u00a0{told}", Look(SMALL.size, ASH)))
    return spans


def hours(start: str, end: str) -> str:
    """Two times as one run: “09:00–15:40”."""
    return f"{start}–{end}" if start and end else start or end


def kind_cell(desk: Desk, label: str) -> Block:
    """What kind of thing a row is, in the side column."""
    return desk.text(label, SMALL_ASH)


def room_line(desk: Desk, block: BlockLine) -> str:
    """Kind of session and room of an agenda block."""
    return DOT.join(
        part for part in (desk.label("session_type", block.session_type), block.room) if part
    )
