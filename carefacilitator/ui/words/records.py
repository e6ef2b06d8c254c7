"""Kinds of records in words, with counts."""

from __future__ import annotations

import datetime as dt

from carefacilitator.i18n import N_, NN_, OWN_NAMES, Words
from carefacilitator.model.merge.operations import DELETED
from carefacilitator.model.records.records import KINDS, rules_of
from carefacilitator.model.records.vocabulary import vocabulary

_COUNTS: dict[str, tuple[str, str]] = {
    "programme": NN_("{n} programme", "{n} programmes"),
    "organisation": NN_("{n} organization", "{n} organizations"),
    "workshop": NN_("{n} workshop", "{n} workshops"),
    "agenda_block": NN_("{n} block", "{n} blocks"),
    "person": NN_("{n} person", "{n} people"),
    "attendance": NN_("{n} mark of attendance", "{n} marks of attendance"),
    "consent": NN_("{n} consent", "{n} consents"),
    "note": NN_("{n} note", "{n} notes"),
    "lesson": NN_("{n} lesson", "{n} lessons"),
    "commitment": NN_("{n} commitment", "{n} commitments"),
    "attachment": NN_("{n} photo or file", "{n} photos or files"),
}

_KINDS: dict[str, tuple[str, str]] = {
    "programme": (N_("Programmes"), "folder-open"),
    "organisation": (N_("Organizations"), "buildings"),
    "workshop": (N_("Workshops"), "calendar-blank"),
    "workshop_organisation": (N_("Roles of organizations"), "link-simple"),
    "agenda_block": (N_("Agenda blocks"), "list-bullets"),
    "person": (N_("People"), "users"),
    "participation": (N_("Places on the list"), "user-list"),
    "consent": (N_("Consent"), "shield-check"),
    "attendance": (N_("Attendance"), "check-square"),
    "head_count": (N_("Head counts"), "users-three"),
    "note": (N_("Notes"), "chat-text"),
    "lesson": (N_("Lessons"), "lightbulb"),
    "coding": (N_("Codes"), "tag"),
    "commitment": (N_("Commitments"), "handshake"),
    "commitment_partner": (N_("Partners in commitments"), "handshake"),
    "commitment_update": (N_("Reports on commitments"), "clipboard-text"),
    "attachment": (N_("Photos and files"), "image"),
    "evaluation": (N_("Closing evaluation"), "list-checks"),
    "tally": (N_("Counts in the room"), "users-three"),
    "resource": (N_("Resources"), "books"),
    "same_as": (N_("Same person or organization"), "git-merge"),
}


def count_words(kind: str, count: int, words: Words) -> str:
    """“3 lessons”."""
    if kind in _COUNTS:
        return words.say_n(*_COUNTS[kind], count)
    return f"{kind_words(kind, words)}: {words.number(count)}"


def kind_words(kind: str, words: Words) -> str:
    """The name of a kind; one from a newer program is shown as it is named there."""
    return words.say(_KINDS[kind][0]) if kind in _KINDS else kind.replace("_", " ")


def kind_icon(kind: str) -> str:
    """The picture of a kind."""
    return _KINDS[kind][1] if kind in _KINDS else "package"


_LANGUAGES = frozenset({"language", "languages", "notice_language"})


def value_words(
    kind: str, field: str, value: object, words: Words, zone: dt.tzinfo | None = None
) -> str:
    """A value as a person reads it; references to other records stay with their kind's name."""
    rule = rules_of(kind).get(field.partition("/")[0]) if kind in KINDS else None
    if isinstance(value, bool):
        return words.say("Yes") if value else words.say("No")
    if value in (None, "", [], ()):
        return words.say("Nothing")
    if isinstance(value, list | tuple):
        comma = "، " if words.rtl else ", "
        return comma.join(value_words(kind, field, one, words, zone) for one in value)
    text = str(value)
    if rule is None:
        return text
    if rule.options:
        return vocabulary().label(rule.options, text, words.language)
    if rule.type == "day":
        return words.day(text, "long")
    if field.partition("/")[0] in _LANGUAGES:
        return OWN_NAMES.get(text, text)
    if rule.type == "moment":
        return words.moment(text, zone)
    return kind_words(rule.of, words) if rule.of else text


def field_words(kind: str, field: str, words: Words) -> str:
    """The name of a field in a sentence; of a field without one, as it is stored."""
    base = field.partition("/")[0]
    return words.say(field_label(kind, field)) or base.replace("_", " ")


def field_label(kind: str, field: str) -> str:
    """What a field is called within a sentence, in English; empty where no history tells it."""
    base = field.partition("/")[0]
    if base == DELETED:
        return N_("in the bin or not")
    kinds = (kind,) if kind in KINDS else KINDS  # a newer program may name it as we do
    found = (rules_of(one)[base].label for one in kinds if base in rules_of(one))
    return next(filter(None, found), "")
