"""The charts that close a report: commitments, voices, the evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from carefacilitator.i18n import Words
from carefacilitator.model.document.chart import Chart, Counted, Measure, Value, chart
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.figures import NOT_RECORDED
from carefacilitator.model.document.group_words import group_label, in_order
from carefacilitator.model.document.report_content import AnswerLine
from carefacilitator.model.records.vocabulary import vocabulary


def commitments_by_status(dossier: WorkshopContent, words: Words) -> Chart | None:
    """How many commitments are how far."""
    counts = Counter(one.status or NOT_RECORDED for one in dossier.commitments)
    if not counts:
        return None
    rows: list[Counted] = [
        (key, vocabulary().label("commitment_status", key, words.language), (count,))
        for key, count in in_order("commitment_status", counts.items())
    ]
    measures = (Measure(key="commitments", head=words.say("Commitments")),)
    title, of = words.say("Commitments by status"), words.say("Status")
    note = _reported(dossier, words)
    return chart(words, "commitments_by_status", title, of, measures, rows, note=note)


def _reported(dossier: WorkshopContent, words: Words) -> str:
    """How many of them anybody reported on; told of several workshops."""
    series = dossier.series
    if series is None or series.commitments is None:
        return ""
    return words.say(
        "As of {day}: {reported} of {total} reported on; of these {on_track} on track.",
        day=words.day(series.day) if series.day else "",
        reported=series.commitments.reported,
        total=series.commitments.total,
        on_track=series.commitments.on_track,
    )


def voices(dossier: WorkshopContent, words: Words) -> Chart | None:
    """How long and how often each group spoke; nothing where nobody counted."""
    if not dossier.voices:
        return None

    def tell(at: int, value: Value) -> str:
        told = int(value or 0)
        if at:
            return words.say_n("{n} turn", "{n} turns", told)
        return words.say("{n} min", n=round(told / 60))

    measures = (
        Measure(key="seconds", head=words.say("Speaking time"), plain=words.say("Seconds")),
        Measure(key="turns", head=words.say("Turns"), drawn=False),
    )
    rows: list[Counted] = [
        (one.group, group_label(words, "gender", one.group), (one.seconds, one.turns))
        for one in dossier.voices
    ]
    note = words.say(
        "Speaking time was counted by the groups people see themselves in, without names. Who led "
        "the talk is counted apart."
    )
    title, what = words.say("Voice balance"), words.say("Speaking time by group.")
    of = words.say("Group")
    return chart(words, "voices", title, of, measures, rows, tell=tell, note=note, what=what)


def evaluation(dossier: WorkshopContent, words: Words) -> Iterator[Chart]:
    """A chart for each closing question that anybody answered."""
    for line in dossier.evaluation:
        yield _question(line, words)


def _question(line: AnswerLine, words: Words) -> Chart:
    total = sum(count for _, count in line.counts)

    def tell(at: int, value: Value) -> str:
        if not at:
            return words.number(value or 0)
        return words.percent(value) if value else ""

    rows: list[Counted] = [
        (answer.casefold(), words.say(answer), (count, round(count / total, 4) if total else 0))
        for answer, count in line.counts
    ]
    measures = (
        Measure(key="answers", head=words.say("Answers")),
        Measure(key="share", head=words.say("Share of the answers"), drawn=False),
    )
    told = words.say_n("{n} answer.", "{n} answers.", total)
    if line.mean is not None:
        told += " " + words.say("Mean {mean} of 5.", mean=words.number(line.mean, 1))
    name = f"evaluation_{line.key}" if line.key else "evaluation"
    title, of = words.say(line.question), words.say("Answer")
    return chart(words, name, title, of, measures, rows, tell=tell, note=told, what=told)
