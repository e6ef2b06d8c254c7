"""The compendium: chosen experiences and lessons of many workshops, numbered, with an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from carefacilitator.i18n import isolate
from carefacilitator.model.document.compendium import DRAFT, Group, NumberedLesson, arranged
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.reports.blocks.blocks import Block, PageBreak
from carefacilitator.reports.blocks.cells import DOT, Desk, drafts_left
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.numbers import NumberedLine, index
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.documents import report, report_after, report_findings
from carefacilitator.reports.pdf.structure import Anchor
from carefacilitator.reports.style import ASH, BODY, SMALL, SMALL_ASH, SUBHEAD
from carefacilitator.reports.text.lines import Look, Span

_SHORT = 72
"""Letters of an entry that stand for it in the contents and the bookmarks."""


def pages(desk: Desk) -> list[Placed]:
    """The compendium, laid out; the first page is the cover."""
    return fitted(desk, _blocks)


def _blocks(desk: Desk) -> Iterator[Block]:
    dossier = desk.dossier
    grouping = dossier.grouped_by or "five_r"
    groups = arranged(dossier.lessons, grouping, vocabulary(), dossier.drafts)
    places = {one.number: Anchor() for group in groups for one in group.entries}
    yield from report.cover(desk)
    yield PageBreak()
    yield from _about(desk, groups)
    for group in groups:
        yield from _group(desk, group, places)
    yield from index(desk, groups, places)
    yield from report_after.consent(desk)


def _about(desk: Desk, groups: tuple[Group, ...]) -> Iterator[Block]:
    """How many there are, where they come from and how to read them."""
    words, dossier = desk.words, desk.dossier
    yield desk.text(words.say("About this compendium"), desk.section)
    count = sum(len(group.entries) for group in groups)
    entries = words.say_n("{n} experience or lesson", "{n} experiences and lessons", count)
    workshops = words.say_n("{n} workshop", "{n} workshops", len(dossier.parts))
    grouping = {
        "five_r": words.say("They are grouped by the five Rs of care."),
        "country": words.say("They are grouped by the country of their workshop."),
        "theme": words.say("They are grouped by theme."),
    }[dossier.grouped_by or "five_r"]
    told = [
        words.say("Here are {entries} from {workshops}.", entries=entries, workshops=workshops),
        grouping,
        words.say(
            "Each has one number and one place; where it belongs to further groups, they name its "
            "number. The index at the end names the numbers, too."
        ),
    ]
    yield desk.text(" ".join(told), BODY)
    left = drafts_left(desk)
    if left:
        yield desk.text(left, SMALL_ASH)


def group_name(desk: Desk, key: str) -> str:
    """What a group is called."""
    words, grouping = desk.words, desk.dossier.grouped_by or "five_r"
    if key == DRAFT:
        return words.say("Drafts, not agreed yet")
    if not key:
        return words.say("Without a country") if grouping == "country" else words.say("Not coded")
    if grouping == "country":
        return words.country(key)
    return desk.label("five_r" if grouping == "five_r" else "care_theme", key)


def _group(desk: Desk, group: Group, places: Mapping[int, Anchor]) -> Iterator[Block]:
    yield desk.text(group_name(desk, group.key), desk.section)
    if group.see_also:
        numbers = [(one.number, places[one.number]) for one in group.see_also]
        yield NumberedLine(desk, desk.words.say("See also"), numbers, tag="P")
    for one in group.entries:
        yield from _entry(desk, one, places[one.number])


def _entry(desk: Desk, one: NumberedLesson, place: Anchor) -> Iterator[Block]:
    lesson = one.lesson
    number = desk.words.number(one.number)
    kind = desk.label("lesson_kind", lesson.kind)
    spans = [
        Span(f"{isolate(number)}.\u00a0{kind}", SUBHEAD.look),
        Span(f"\u00a0\u00a0{isolate(lesson.workshop)}", Look(SMALL.size, ASH)),
    ]
    head = Paragraph(spans, SUBHEAD, desk.rtl)
    head.anchor = place
    head.outline = f"{number}. {isolate(_short(lesson.text))}"
    yield head
    where = (desk.words.country(lesson.country), desk.label("region", lesson.region))
    yield from report_findings.case(desk, lesson, DOT.join(part for part in where if part))


def _short(text: str) -> str:
    """The first words of a text, as many as fit a line."""
    plain = " ".join(text.split())
    if len(plain) <= _SHORT:
        return plain
    head = plain[:_SHORT]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:.") + "…"
