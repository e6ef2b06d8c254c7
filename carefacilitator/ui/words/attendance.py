"""Words of the door: consents, marks, half-days and groups, the same everywhere on the page."""

from __future__ import annotations

from collections.abc import Mapping

from carefacilitator.i18n import Words
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.agenda.sessions import Slot
from carefacilitator.services.people.people import SHOWN_CONSENTS
from carefacilitator.services.people.usual_consent import UsualConsent
from carefacilitator.ui.welcome.attendance_list import DoorRow


def consent_head(words: Words, purpose: str) -> str:
    """The short head of a consent column."""
    match purpose:
        case "store":
            return words.say("Record")
        case "share_secretariat":
            return words.say("Share")
        case "photo":
            return words.say("Photo")
        case "quote":
            return words.say("Quote")
        case "contact":
            return words.say("Contact")
        case _:
            return vocabulary().label("consent_item", purpose, words.language)


def usual_words(words: Words, usual: UsualConsent) -> str:
    """What one key writes, and how it is said to have been given."""
    heads = words.listed(consent_head(words, purpose) for purpose in usual.purposes)
    how = vocabulary().label("consent_method", usual.method, words.language)
    return f"{heads} ({how})"


def consent_word(words: Words, status: str) -> str:
    """What a person said to one purpose."""
    match status:
        case "given":
            return words.say("Agreed")
        case "refused":
            return words.say("Refused")
        case "withdrawn":
            return words.say("Withdrawn")
        case _:
            return words.say("Not asked")


def withdrawn_words(words: Words, purpose: str, name: str) -> tuple[str, str]:
    """What happens when somebody takes a yes back: what holds from now on, and what comes of it."""
    say = words.say
    match purpose:
        case "store":
            return say("{name} takes back the agreement to be stored. Erase it now?", name=name), ""
        case "share_secretariat":
            first = say("Nothing of {name} leaves for the secretariat any more.", name=name)
            return first, say("The next bundle asks it to forget what it already has.")
        case "list_in_report":
            first = say("{name} stands in no list on paper any more.", name=name)
        case "photo" | "audio_video" | "publish_image":
            first = say("Pictures and recordings of {name} leave this computer no more.", name=name)
        case "quote" | "quote_by_name":
            first = say("What {name} said is in no paper and no bundle any more.", name=name)
        case "contact":
            first = say("Address and telephone of {name} leave this computer no more.", name=name)
        case _:
            first = say("Answers of {name} count in no figure any more.", name=name)
    return first, say("What was handed out before stays with those who have it.")


def agreed_again_words(words: Words, name: str) -> tuple[str, str]:
    """What comes of a yes that is given again after others were asked to forget somebody."""
    return (
        words.say("Others were asked to forget {name}.", name=name),
        words.say("The next bundle asks them to take the details back. They decide."),
    )


def mark_word(words: Words, status: str) -> str:
    """The mark of a half-day, without its time."""
    match status:
        case "present":
            return words.say("Present")
        case "present_remote":
            return words.say("Present online")
        case "partial":
            return words.say("Present in part")
        case "excused":
            return words.say("Excused")
        case "absent":
            return words.say("Absent")
        case "":
            return words.say("Not marked")
        case _:
            return vocabulary().label("attendance_status", status, words.language)


def mark_told(words: Words, row: DoorRow) -> str:
    """The mark of a row as its last column tells it, with the time of arrival."""
    if row.elsewhere:
        return words.say("Earlier workshop")
    if row.status == "partial" and (row.arrived or row.left):
        return _part_told(words, row)
    if row.status == "present" and row.arrived:
        return words.say("Present {time}", time=row.arrived)
    return mark_word(words, row.status)


def _part_told(words: Words, row: DoorRow) -> str:
    """From when to when somebody was there who came late or left early."""
    if row.arrived and row.left:
        return words.say("{start} to {end}", start=row.arrived, end=row.left)
    if row.arrived:
        return words.say("From {time}", time=row.arrived)
    return words.say("Until {time}", time=row.left)


def slot_word(
    words: Words, slot: str, slots: tuple[str, ...], blocks: Mapping[str, Slot] | None = None
) -> str:
    """A half-day: “Morning”, or “Day 2, morning” where there are several days; or a block."""
    block = (blocks or {}).get(slot)
    if block is not None and blocks:
        return _block_word(words, block, len({one.day for one in blocks.values()}) > 1)
    day, _, half = slot.partition("-")
    if len({one.partition("-")[0] for one in slots}) < 2:
        return half_word(words, half)
    if sum(one.startswith(f"{day}-") for one in slots) == 1:
        return words.say("Day {n}", n=int(day))
    if half == "am":
        return words.say("Day {n}, morning", n=int(day))
    return words.say("Day {n}, afternoon", n=int(day))


def _block_word(words: Words, block: Slot, several: bool) -> str:
    told = {"time": block.start, "title": block.title or words.say("Block")}
    if several:
        return words.say("Day {n}, {time} · {title}", n=block.day, **told)
    return words.say("{time} · {title}", **told)


def half_word(words: Words, half: str) -> str:
    """Morning or afternoon."""
    return words.say("Morning") if half == "am" else words.say("Afternoon")


def group_word(words: Words, group: str) -> str:
    """A group of the head count, as people describe themselves."""
    match group:
        case "woman":
            return words.say("Women")
        case "man":
            return words.say("Men")
        case "not_recorded":
            return words.say("Not recorded")
        case "children":
            return words.say("Children and companions")
        case "not_stored":
            return words.say("Asked not to be stored")
        case _:
            return vocabulary().short("gender", group, words.language)


def row_told(words: Words, row: DoorRow) -> str:
    """A whole row in words, for a screen reader; gender is never part of it."""
    consents = [
        words.say(
            "{purpose}: {answer}",
            purpose=consent_head(words, purpose),
            answer=consent_word(words, row.consents.get(purpose, "")),
        )
        for purpose in SHOWN_CONSENTS
    ]
    parts = [row.person.name, row.organisation, mark_told(words, row)]
    if not row.elsewhere:
        parts += consents
    return words.listed(parts)
