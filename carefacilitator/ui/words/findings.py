"""Words of lessons and commitments that several parts of the Harvest page say."""

from __future__ import annotations

from carefacilitator.i18n import N_, Words
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Lesson, rules_of
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.record_rows import Mark

STATUS: dict[str, str] = {
    "draft": N_("Draft"),
    "validated_group": N_("Agreed by the group"),
    "reviewed_secretariat": N_("Reviewed"),
    "published": N_("Published"),
}
"""The life of a lesson, in the words of the page."""


def field_name(kind: str, field: str, words: Words) -> str:
    """What a person calls a field of a lesson or a commitment; ``texts/es`` is “The words”."""
    base = field.partition("/")[0]
    heading = rules_of(kind)[base].heading if base in rules_of(kind) else ""
    return words.say(heading) or base.replace("_", " ")


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
    return in_language(lesson, "text", language)
