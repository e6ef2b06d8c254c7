"""Words of lessons and commitments that several parts of the Harvest page say."""

from __future__ import annotations

from carefacilitator.i18n import N_, Words
from carefacilitator.model.records.records import Lesson
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.record_rows import Mark

STATUS: dict[str, str] = {
    "draft": N_("Draft"),
    "validated_group": N_("Agreed by the group"),
    "reviewed_secretariat": N_("Reviewed"),
    "published": N_("Published"),
}
"""The life of a lesson, in the words of the page."""

FIELDS: dict[str, str] = {
    "text": N_("The words"),
    "texts": N_("The words"),
    "what": N_("What will be done"),
    "who": N_("Who"),
    "organisation_id": N_("Who"),
    "due": N_("By when"),
    "status": N_("How far it is"),
    "track": N_("On track"),
    "support_needed": N_("Support needed"),
    "kind": N_("Kind"),
    "type": N_("Kind"),
    "level": N_("Level"),
    "language": N_("Language"),
    "evidence": N_("The notes it rests on"),
    "place": N_("Place"),
    "action": N_("What was done"),
    "results": N_("Results"),
    "conditions": N_("What made it possible"),
    "sources": N_("Sources"),
    "collective": N_("Made together"),
    "position": N_("Place in the list"),
}
"""Fields of lessons and commitments as a person calls them."""


def field_name(field: str, words: Words) -> str:
    """What a person calls a field; ``texts/es`` is “The words”."""
    base = field.partition("/")[0]
    return words.say(FIELDS[base]) if base in FIELDS else base.replace("_", " ")


def status_words(status: str, words: Words) -> str:
    """How far a lesson is, in words."""
    return words.say(STATUS.get(status or "draft", STATUS["draft"]))


def status_mark(kit: Kit, status: str) -> Mark:
    """The seal of what was agreed, or the dashed circle of a draft."""
    words, c = status_words(status, kit.words), kit.colours
    if status in ("", "draft"):
        return Mark("circle-dashed", c.ash, words)
    return Mark("seal-check", c.overdye, words, "fill")


def text_in(lesson: Lesson, language: str) -> str:
    """The lesson's words in a language where it has them, otherwise as it was written."""
    return lesson.texts.get(language) or lesson.text
