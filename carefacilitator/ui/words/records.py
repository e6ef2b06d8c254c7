"""Kinds of records in words, with counts."""

from __future__ import annotations

import datetime as dt

from carefacilitator.i18n import N_, NN_, OWN_NAMES, Words, isolate
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


FIELD_WORDS: dict[str, str] = {
    "access_needs": N_("what she needs to take part"),
    "acronym": N_("acronym"),
    "action": N_("what was done"),
    "added_minutes": N_("minutes added"),
    "age_band": N_("age"),
    "arrived_at": N_("time of arrival"),
    "author": N_("author"),
    "block_id": N_("block"),
    "caption": N_("caption"),
    "care_needs": N_("care needed meanwhile"),
    "category": N_("kind of organization"),
    "code": N_("code"),
    "collective": N_("made by several together"),
    "colour": N_("colour"),
    "comment": N_("comment"),
    "communicating": N_("communicating"),
    "conditions": N_("what made it possible"),
    "contribution": N_("what it brings"),
    "count": N_("count"),
    "country": N_("country"),
    "day": N_("day"),
    "deleted": N_("in the bin or not"),
    "description": N_("description"),
    "due": N_("day by which it is due"),
    "email": N_("e-mail"),
    "end": N_("last day"),
    "ended_at": N_("end"),
    "evidence": N_("notes it rests on"),
    "expires_on": N_("until"),
    "fixed_start": N_("fixed time"),
    "gender": N_("gender"),
    "gender_text": N_("gender in her own words"),
    "given_on": N_("given on"),
    "hearing": N_("hearing"),
    "indicator": N_("how it will be seen"),
    "instructions": N_("instructions"),
    "kind": N_("kind"),
    "language": N_("language"),
    "languages": N_("languages"),
    "lead": N_("who leads"),
    "left_at": N_("time of leaving"),
    "level": N_("level"),
    "link": N_("link"),
    "locality": N_("town or village"),
    "made_at": N_("time"),
    "materials": N_("materials"),
    "method": N_("how it was given"),
    "minutes": N_("length"),
    "name": N_("name"),
    "names": N_("name"),
    "notice_language": N_("language of the notice"),
    "number": N_("number"),
    "not_quoted": N_("not to be quoted"),
    "not_stored": N_("not to be handed on"),
    "organisation_id": N_("organization"),
    "parallel": N_("at the same time"),
    "parked": N_("parked"),
    "partnership": N_("partnership"),
    "paused_seconds": N_("seconds paused"),
    "phone": N_("telephone"),
    "place": N_("place"),
    "places": N_("place"),
    "position": N_("place in the order"),
    "purpose": N_("purpose"),
    "question": N_("question"),
    "rabat_theme": N_("theme"),
    "reason": N_("reason"),
    "region": N_("region"),
    "remembering": N_("remembering"),
    "reported_on": N_("day of the report"),
    "results": N_("what came of it"),
    "role": N_("role"),
    "room": N_("room"),
    "seconds": N_("seconds"),
    "seeing": N_("seeing"),
    "self_care": N_("looking after oneself"),
    "sensitivity": N_("how careful to be"),
    "session_type": N_("kind"),
    "sources": N_("how it is known"),
    "speaker_group": N_("who spoke"),
    "speaker_person_id": N_("who spoke"),
    "start": N_("first day"),
    "started_at": N_("start"),
    "status": N_("state"),
    "support_needed": N_("support needed"),
    "taken_at": N_("time"),
    "text": N_("text"),
    "texts": N_("text"),
    "themes": N_("themes"),
    "title": N_("title"),
    "titles": N_("title"),
    "track": N_("on track or not"),
    "type": N_("kind"),
    "validated_at": N_("time of agreement"),
    "verbatim": N_("word for word"),
    "walk_in": N_("walk-in"),
    "walking": N_("walking"),
    "what": N_("what"),
    "who": N_("who"),
    "withdrawn_on": N_("taken back on"),
    "year": N_("year"),
}


_LANGUAGES = frozenset({"language", "languages", "notice_language"})


def value_words(kind: str, field: str, value: object, words: Words) -> str:
    """A value as a person reads it; references to other records stay with their kind's name."""
    rule = rules_of(kind).get(field.partition("/")[0]) if kind in KINDS else None
    if isinstance(value, bool):
        return words.say("Yes") if value else words.say("No")
    if value in (None, "", [], ()):
        return words.say("Nothing")
    if isinstance(value, list | tuple):
        comma = "، " if words.rtl else ", "
        return comma.join(value_words(kind, field, one, words) for one in value)
    text = str(value)
    if rule is None:
        return text
    if rule.words:
        return vocabulary().label(rule.words, text, words.language)
    if rule.type == "day":
        return words.day(text, "long")
    if field.partition("/")[0] in _LANGUAGES:
        return OWN_NAMES.get(text, text)
    if rule.type == "moment":
        return moment_words(dt.datetime.fromisoformat(text), words)
    return kind_words(rule.of, words) if rule.of else text


def moment_words(moment: dt.datetime, words: Words) -> str:
    """A moment as the clock on this computer's wall told it: “22 Sep 2022 13:58”."""
    here = moment.astimezone()
    return f"{words.day(here.date(), 'medium')} {isolate(here.strftime('%H:%M'))}"


def field_words(field: str, words: Words) -> str:
    """The name of a field in a sentence."""
    base = field.partition("/")[0]
    return words.say(FIELD_WORDS[base]) if base in FIELD_WORDS else base.replace("_", " ")
