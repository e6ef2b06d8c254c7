"""Kinds of records in words, with counts."""

from __future__ import annotations

from carefacilitator.i18n import N_, NN_, Words
from carefacilitator.model.records import KINDS, rules_of
from carefacilitator.model.vocabulary import vocabulary

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


FIELD_WORDS: dict[str, str] = {
    "title": N_("title"),
    "titles": N_("title"),
    "text": N_("text"),
    "texts": N_("text"),
    "name": N_("name"),
    "minutes": N_("length"),
    "room": N_("room"),
    "position": N_("place in the order"),
    "status": N_("state"),
    "track": N_("on track or not"),
    "due": N_("day by which it is due"),
    "what": N_("what"),
    "start": N_("first day"),
    "end": N_("last day"),
    "place": N_("place"),
    "level": N_("level"),
    "kind": N_("kind"),
    "language": N_("language"),
    "count": N_("count"),
    "deleted": N_("in the bin or not"),
    "email": N_("e-mail"),
    "phone": N_("telephone"),
}


def value_words(kind: str, field: str, value: object, words: Words) -> str:
    """A value as a person reads it; references to other records stay with their kind's name."""
    rule = rules_of(kind).get(field.partition("/")[0]) if kind in KINDS else None
    if isinstance(value, bool):
        return words.say("Yes") if value else words.say("No")
    if value in (None, "", [], ()):
        return words.say("Nothing")
    if isinstance(value, list | tuple):
        return ", ".join(value_words(kind, field, one, words) for one in value)
    text = str(value)
    if rule is None:
        return text
    if rule.words:
        return vocabulary().label(rule.words, text, words.language)
    if rule.type == "day":
        return words.day(text, "long")
    return kind_words(rule.of, words) if rule.of else text


def field_words(field: str, words: Words) -> str:
    """The name of a field in a sentence."""
    base = field.partition("/")[0]
    return words.say(FIELD_WORDS[base]) if base in FIELD_WORDS else base.replace("_", " ")
