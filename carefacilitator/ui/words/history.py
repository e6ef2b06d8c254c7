"""What a change did to a record, in lines a person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from carefacilitator.i18n import OWN_NAMES, Words
from carefacilitator.model.merge.operations import DELETED, Json
from carefacilitator.model.records.records import (
    KINDS,
    Attendance,
    Coding,
    Consent,
    SameAs,
    fields_of,
    rules_of,
)
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.upkeep.bin_and_history import BinAndHistory, HistoryEntry, Moved
from carefacilitator.services.upkeep.undo import label_words
from carefacilitator.ui.words.attendance import slot_word
from carefacilitator.ui.words.records import field_label, field_words, kind_words, value_words

_SATELLITES = ("attendance", "coding", "commitment_partner", "commitment_update", "consent")
"""Records that only say something about another: told in one line each."""
_LEAST = 60
"""Letters up to which a value is told in one line with what was there before."""


def act_words(entry: HistoryEntry, words: Words) -> str:
    """What the person did: “change lesson”; what was taken back is told as undone."""
    told = label_words(entry.label, entry.count, words) if entry.label else ""
    return words.say("Undo: {what}", what=told) if entry.undone and told else told


def who_words(who: str, words: Words) -> str:
    """Where it was done."""
    return who or words.say("This computer")


def lines(
    entry: HistoryEntry, past: BinAndHistory, words: Words, zone: dt.tzinfo | None = None
) -> list[str]:
    """One line for each thing that a change did; ``zone`` tells its moments."""
    told: list[str] = []
    by_record: dict[tuple[str, str], list[Moved]] = {}
    for one in entry.moved:
        by_record.setdefault((one.kind, one.record), []).append(one)
    for (of, record), moved in by_record.items():
        if of == "same_as":
            told += _said_of(record, moved, past, words)
        elif of in _SATELLITES:
            told += _satellite(of, record, moved, past, words, zone)
        else:
            told += [_capital(line) for line in _fields(moved, past, words, zone)]
    return told


def _fields(
    moved: Sequence[Moved], past: BinAndHistory, words: Words, zone: dt.tzinfo | None
) -> Iterator[str]:
    for one in moved:
        base, _, language = one.field.partition("/")
        if one.field == DELETED:
            yield words.say("Brought back") if one.after is False else words.say("Into the bin")
        elif field_label(one.kind, base):
            name = field_words(one.kind, one.field, words)
            yield _change(
                f"{name} ({OWN_NAMES.get(language, language)})" if language else name,
                one,
                past,
                words,
                zone,
            )


def _change(
    name: str, one: Moved, past: BinAndHistory, words: Words, zone: dt.tzinfo | None = None
) -> str:
    if not one.known and not one.stands:
        return words.say("{field}: an earlier wording, not kept here", field=name)
    if not one.known:
        return words.say("{field}: not kept here", field=name)
    after = _value(one, one.after, past, words, zone)
    empty = one.before in (None, "", [], {})
    before = "" if empty else _value(one, one.before, past, words, zone)
    if not before or before == after:
        return words.say("{field}: {value}", field=name, value=after)
    if max(len(before), len(after)) <= _LEAST:
        return words.say("{field}: {value} (before: {old})", field=name, value=after, old=before)
    first = words.say("{field}: {value}", field=name, value=after)
    told = words.say("Before: {old}", old=before)
    return f"{first}\n{told}"


def _value(
    one: Moved, value: Json, past: BinAndHistory, words: Words, zone: dt.tzinfo | None = None
) -> str:
    """A value as a person reads it, with the names of the records it points to."""
    rule = rules_of(one.kind).get(one.field.partition("/")[0]) if one.kind in KINDS else None
    if rule is not None and rule.of and value:
        several = value if isinstance(value, list) else [value]
        found = [past.title(rule.of, str(one)) or kind_words(rule.of, words) for one in several]
        return "; ".join(" ".join(title.split()) for title in found)
    return value_words(one.kind, one.field, value, words, zone)


def _said_of(record: str, moved: Sequence[Moved], past: BinAndHistory, words: Words) -> list[str]:
    """Who was said to be one with whom, or not."""
    found = past.record("same_as", record)
    if not isinstance(found, SameAs):
        return []
    names = {
        "first": past.title(found.target_kind, found.first_id),
        "second": past.title(found.target_kind, found.second_id),
    }
    two = any(
        (one.field == "same" and one.after is False)
        or (one.field == DELETED and one.after is not False)
        for one in moved
    )
    if two:
        return [words.say("{first} and {second} are two", **names)]
    return [words.say("{first} and {second} are the same", **names)]


def _satellite(
    kind: str,
    record: str,
    moved: Sequence[Moved],
    past: BinAndHistory,
    words: Words,
    zone: dt.tzinfo | None,
) -> list[str]:
    """One line for a mark, a code, a consent, a partner or a report."""
    subject = _subject(kind, record, past, words)
    gone = next((one.after is not False for one in moved if one.field == DELETED), None)
    if gone:
        return [words.say("{what}: taken away", what=subject)]
    told = [
        _value(one, one.after, past, words, zone)
        for rule in fields_of(kind)
        if rule.label and rule.told
        for one in moved
        if one.field == rule.name and one.after not in ("", None)
    ]
    return (
        [words.say("{field}: {value}", field=subject, value=" · ".join(told))]
        if told
        else ([subject] if kind in ("coding", "commitment_partner") else [])
    )


def _subject(kind: str, record: str, past: BinAndHistory, words: Words) -> str:
    lists, language = vocabulary(), words.language
    found = past.record(kind, record)
    if isinstance(found, Coding):
        code = lists.short(found.scheme, found.code, language)
        return words.say("Code {code}", code=code)
    if isinstance(found, Attendance):
        if past.record("agenda_block", found.slot) is not None:
            return past.title("agenda_block", found.slot) or words.say("Block")
        return slot_word(words, found.slot, past.slots(found.workshop_id))
    if isinstance(found, Consent):
        return lists.label("consent_item", found.purpose, language)
    return past.title(kind, record) or kind_words(kind, words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
