"""What else a long document tells: the closing evaluation, whose voices were heard, resources."""

from __future__ import annotations

from collections.abc import Iterator

from carefacilitator.model.document.content import Presence
from carefacilitator.model.document.report_content import (
    AnswerLine,
    CommentLine,
    ResourceLine,
    SpeakingTimeLine,
)
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Resource
from carefacilitator.services.documents.content_base import ContentOfWorkshop
from carefacilitator.services.facilitation.voice_balance import FIRST_GROUPS, MODERATION
from carefacilitator.services.findings.evaluations import ANSWERS, SENTENCES

_WEB = ("https://", "http://")


def evaluation(telling: ContentOfWorkshop) -> Iterator[AnswerLine]:
    """The closing questions that anybody answered."""
    for one in telling.sources.evaluations.of(telling.workshop.id):
        if one.total:
            counts = tuple((ANSWERS.get(key, key), count) for key, count in one.counts.items())
            question = SENTENCES[one.question]
            yield AnswerLine(question=question, counts=counts, mean=one.mean, key=one.question)


def comments(telling: ContentOfWorkshop) -> Iterator[CommentLine]:
    """What people said at the end, a line for each; one that names somebody is left out."""
    said = telling.sources.evaluations.comment(telling.workshop.id)
    own = telling.sources.evaluations.comment_id(telling.workshop.id)
    whole = (own, said)
    for number, line in enumerate(said.splitlines()):
        part = f"{telling.workshop.id} {number}"
        if line.strip() and not telling.line_names("comment", part, line, whole):
            yield CommentLine(text=telling.as_decided("evaluation", own, "comment", line.strip()))


def voices(telling: ContentOfWorkshop, presence: Presence) -> Iterator[SpeakingTimeLine]:
    """How long self-declared groups spoke in the whole workshop, the longest first.

    Women, men and who led the talk are told always; another group only where the figures of who
    was there tell it too, since a line about a group of two or three would point at them.
    """
    public = {key for key, _ in (*presence.by_group, *presence.by_gender)}
    if "gender" in hidden_questions.hidden(telling.workshop):
        public = set()
    for one in telling.sources.voices.total(telling.workshop.id):
        if one.group not in {*FIRST_GROUPS[:2], MODERATION, *public}:
            continue
        yield SpeakingTimeLine(group=one.group, seconds=one.seconds, turns=one.turns)


def resources(telling: ContentOfWorkshop) -> Iterator[ResourceLine]:
    """Publications, laws and links, by title; only addresses of the web are kept as links."""
    found = telling.sources.workspace.all(Resource, workshop_id=telling.workshop.id)
    for one in sorted(found, key=lambda one: (one.title.casefold(), one.id)):
        link = one.link.strip()
        if telling.names_somebody("resource", one.id, one.title, one.author, link):
            continue
        yield ResourceLine(
            title=one.title,
            author=one.author,
            year=one.year,
            link=link if link.lower().startswith(_WEB) else "",
            type=one.type,
            language=one.language,
        )
