"""What closes a report: voices, evaluation, how it was made, annexes, and consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefacilitator.i18n import OWN_NAMES
from carefacilitator.model.document import closing_charts
from carefacilitator.model.document.report_content import ResourceLine
from carefacilitator.model.privacy.consent import tell
from carefacilitator.reports.blocks.blocks import Block
from carefacilitator.reports.blocks.cells import DOT, Desk, carried, drafts_left, none_agreed
from carefacilitator.reports.blocks.links import WebLink
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.documents.report_day import notes_table
from carefacilitator.reports.documents.report_people import listed
from carefacilitator.reports.style import BODY, SMALL, SMALL_ASH, SUBHEAD

_AFTER = 6.0
"""Below a chart, in points."""


def voices(desk: Desk) -> Iterator[Block]:
    """How long each group spoke; nothing where nobody counted."""
    chart = closing_charts.voices(desk.dossier, desk.words)
    if chart is not None:
        yield desk.text(chart.title, desk.section)
        yield desk.chart(chart, after=_AFTER)
        yield desk.text(chart.note, SMALL_ASH)


def evaluation(desk: Desk) -> Iterator[Block]:
    """The closing questions with their hands, and what people said."""
    words = desk.words
    if not (desk.dossier.evaluation or desk.dossier.comments):
        return
    yield desk.text(words.say("Evaluation"), desk.section)
    for chart in closing_charts.evaluation(desk.dossier, words):
        yield desk.text(chart.title, replace(SUBHEAD, before=8))
        yield desk.chart(chart, after=_AFTER)
        yield desk.text(chart.note, SMALL_ASH)
    if desk.dossier.comments:
        yield desk.text(words.say("In people's own words"), SUBHEAD)
        rows = [Row((desk.text(one.text, BODY, one.language),)) for one in desk.dossier.comments]
        yield Table(desk.table(desk.paper.text_width), rows)


def method(desk: Desk) -> Iterator[Block]:
    """How the report was made, so that a reader can judge what it says."""
    words, dossier = desk.words, desk.dossier
    yield desk.text(words.say("How this report was made"), desk.section)
    counted = (
        words.say_n("{n} note", "{n} notes", len(dossier.notes)),
        words.say_n("{n} lesson", "{n} lessons", len(dossier.lessons)),
        words.say_n("{n} commitment", "{n} commitments", len(dossier.commitments)),
    )
    sentences = [words.say("It rests on {what}.", what=words.join(counted))]
    if dossier.lessons or dossier.drafts or dossier.drafts_left:
        sentences.append(_agreed(desk))
    sentences += [
        words.say(
            "What people said stands in the language in which it was written; where that is not "
            "the language of the report, it says so."
        ),
        words.say(
            "People of the list are counted once, those without a name by a head count beside it."
        ),
        words.say("Groups of fewer than five people are joined with others or not told."),
        words.say(
            "A name stands here only where that person agreed to it, and nobody's words where "
            "she did not agree to be quoted."
        ),
    ]
    yield desk.text(" ".join(sentences), BODY)
    if dossier.languages:
        spoken = words.join(OWN_NAMES.get(one, one) for one in dossier.languages)
        yield desk.text(words.say("Working languages: {names}.", names=spoken), BODY)


def _agreed(desk: Desk) -> str:
    """That the lessons told are those the group agreed to, and what became of the others."""
    words, dossier = desk.words, desk.dossier
    parts = [none_agreed(desk) or words.say("The group agreed to all of these lessons.")]
    if dossier.drafts:
        parts.append(
            words.say_n(
                "{n} draft stands apart and is marked.",
                "{n} drafts stand apart and are marked.",
                len(dossier.drafts),
            )
        )
    parts.append(drafts_left(desk))
    return " ".join(part for part in parts if part)


def annexes(desk: Desk) -> Iterator[Block]:
    """The list of people, what was parked, and the resources; each where there is any."""
    words = desk.words
    parked = [note for note in desk.dossier.notes if note.parked and note.text.strip()]
    found = (
        (words.say("People who agreed to be listed"), list(listed(desk))),
        (words.say("Parked for later"), [notes_table(desk, parked)] if parked else []),
        (words.say("Resources"), list(_resources(desk))),
    )
    letter = 0
    for title, blocks in found:
        if blocks:
            head = words.say("Annex {letter}: {title}", letter="ABC"[letter], title=title)
            yield desk.text(head, desk.section)
            yield from blocks
            letter += 1


def _resources(desk: Desk) -> Iterator[Block]:
    if desk.dossier.resources:
        rows = [Row((_resource(desk, one),)) for one in desk.dossier.resources]
        yield Table(desk.table(desk.paper.text_width), rows)


def _resource(desk: Desk, one: ResourceLine) -> Block:
    line = DOT.join(part for part in (one.author, one.title, one.year) if part)
    if not one.link:
        return desk.text(line, SMALL, one.language)
    return WebLink(desk, line, one.link, one.language)


def consent(desk: Desk) -> Iterator[Block]:
    """What was left out and why, what still waits for a decision, and what travels inside."""
    dossier, words = desk.dossier, desk.words
    yield desk.text(words.say("Consent respected"), desk.section)
    if dossier.anonymous:
        yield desk.text(words.say("This is an anonymous copy: it names no person."), BODY)
    if dossier.withheld:
        why = words.say("Left out, because people did not agree to it:")
        yield desk.text(why, replace(BODY, keep_next=True))
        rows = [Row((desk.text(tell(one, words), SMALL),)) for one in dossier.withheld]
        yield Table(desk.table(desk.paper.text_width), rows)
    else:
        yield desk.text(words.say("Nothing had to be left out."), BODY)
    if dossier.open_conflicts:
        told = words.say_n(
            "{n} field was written differently on two computers and still waits for a decision.",
            "{n} fields were written differently on two computers and still wait for a decision.",
            dossier.open_conflicts,
        )
        yield desk.text(told, BODY)
    if dossier.enclosed:
        yield desk.text(carried(desk), BODY)
