"""What a person should know about a file that was read: refused rows, empty answers, columns.

Codes are stable and language-free; :func:`say_refused`, :func:`say_remark` and :func:`say_left_out`
put them into words.
"""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.i18n import Words
from carefacilitator.interchange.people.columns import Column
from carefacilitator.model.records.vocabulary import vocabulary

_CONSENT = "consent_"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken, by its number on the sheet.

    Codes: ``attendee_no_name``, ``attendee_name_too_long`` (``limit``), ``agenda_no_title``,
    ``agenda_no_length``; of a calendar, with its ``title``: ``event_no_title``, ``event_no_time``,
    ``event_no_length``, ``event_too_long``, ``event_whole_day``, ``event_cancelled``,
    ``event_again``.
    """

    row: int
    code: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not taken as it stands: the row (0: the whole file), field, cell's text.

    Codes: ``row_heading``, ``row_total``, ``row_title``, ``row_signed``, ``row_other_table`` (the
    row is nobody), ``answer_not_understood``, ``email_not_understood``, ``coordinates_left_out``,
    ``text_cut``, ``day_order_unknown``, ``lost_characters``, ``garbled_characters``; from taking
    the rows in: ``same_as_row`` and ``kept_apart`` (``text`` is the other row's number),
    ``no_longer_stored``, ``taken_off_list``, ``several_workshops``, ``no_rows``,
    ``not_asked_here``; about consent and who came, below; of calendars: ``event_repeats`` (``text``
    is its title), ``times_moved`` (``text`` is the time zone).
    """

    code: str
    row: int = 0
    field: str = ""
    text: str = ""


def say_refused(words: Words, refused: RefusedRow) -> str:
    """One sentence: why a row is not taken."""
    row = refused.row
    if refused.code == "attendee_no_name":
        return words.say("Row {row} has no name, so nobody is added for it.", row=row)
    if refused.code == "attendee_name_too_long":
        limit = refused.values["limit"]
        return words.say(
            "The name in row {row} is longer than {limit} characters.", row=row, limit=limit
        )
    if refused.code == "agenda_no_title":
        return words.say("Row {row} has no title, so no block is made of it.", row=row)
    if refused.code == "agenda_no_length":
        return words.say("Row {row} does not say how long its block lasts.", row=row)
    return _say_event(words, refused)


def _say_event(words: Words, refused: RefusedRow) -> str:
    """One sentence: why an event of a calendar becomes no block."""
    title = refused.values.get("title", "")
    match refused.code:
        case "event_no_title":
            return words.say("Event {n} has no title, so no block is made of it.", n=refused.row)
        case "event_whole_day":
            return words.say("“{title}” is for a whole day and has no time.", title=title)
        case "event_too_long":
            return words.say("“{title}” lasts longer than a day.", title=title)
        case "event_no_length":
            return words.say("“{title}” does not say how long it lasts.", title=title)
        case "event_no_time":
            return words.say("“{title}” does not say when it begins.", title=title)
        case "event_cancelled":
            return words.say("“{title}” was cancelled.", title=title)
        case "event_again":
            return words.say("“{title}” stands in the file twice.", title=title)
        case _:
            return words.say("Row {row} could not be read.", row=refused.row)


def say_remark(words: Words, remark: Remark) -> str:
    """One sentence: what was left empty or should be looked at."""
    row, field, text = remark.row, field_label(words, remark.field), remark.text
    if remark.code == "answer_not_understood":
        return words.say(
            "Row {row}, {field}: “{answer}” is not one of the known answers and stays empty.",
            row=row,
            field=field,
            answer=text,
        )
    if remark.code == "email_not_understood":
        return words.say(
            "Row {row}: “{answer}” is not an e-mail address and stays empty.", row=row, answer=text
        )
    if remark.code == "coordinates_left_out":
        return words.say("Row {row}: map coordinates were left out.", row=row)
    if remark.code == "text_cut":
        return words.say(
            "Row {row}, {field}: the text was too long and was cut.", row=row, field=field
        )
    if remark.code == "lost_characters":
        return words.say("Row {row}: another program has lost letters here. Please look.", row=row)
    if remark.code == "garbled_characters":
        return words.say("Row {row}: some letters look garbled. Please look.", row=row)
    return (
        say_consent(words, remark, field)
        or _say_file(words, remark)
        or _say_nobody(words, remark)
        or _say_who(words, remark)
    )


def _say_nobody(words: Words, remark: Remark) -> str:
    """One sentence: why a row is no person, or nothing."""
    row = remark.row
    match remark.code:
        case "row_heading":
            return words.say("Row {row} repeats the headings, so nobody is added for it.", row=row)
        case "row_total":
            return words.say("Row {row} is a total, so nobody is added for it.", row=row)
        case "row_title":
            return words.say("Row {row} is a title, so nobody is added for it.", row=row)
        case "row_signed":
            return words.say(
                "Row {row} is a note below the list, so nobody is added for it.", row=row
            )
        case "row_other_table":
            return words.say("Row {row} belongs to a second table, which is not read.", row=row)
        case _:
            return ""


def _say_file(words: Words, remark: Remark) -> str:
    """One sentence about the whole file, or nothing."""
    match remark.code:
        case "several_workshops":
            return words.say(
                "The file names several workshops; the people of all of them are taken."
            )
        case "no_rows":
            return words.say("The table has headings and no row below them, so nobody is added.")
        case "not_asked_here":
            field = field_label(words, remark.field)
            return words.say("{field} is not asked at this workshop and stays out.", field=field)
        case "day_order_unknown":
            return words.say("Dates such as 7/11 could be read in two ways, so they stay empty.")
        case _:
            return ""


def _say_who(words: Words, remark: Remark) -> str:
    """One sentence: whom a row was taken for, or when an event is."""
    if remark.code == "event_repeats":
        return words.say("“{title}” repeats; its first time is taken.", title=remark.text)
    if remark.code == "times_moved":
        return words.say(
            "Times were given for {zone} and are shown in the workshop’s own time zone.",
            zone=remark.text,
        )
    row = remark.row
    if remark.code == "same_as_row":
        return words.say(
            "Row {row} was taken for the same person as row {other}.", row=row, other=remark.text
        )
    if remark.code == "kept_apart" and remark.text:
        return words.say(
            "Row {row} has the same name as row {other} but seems to be somebody else: they are"
            " taken as two people.",
            row=row,
            other=remark.text,
        )
    if remark.code == "kept_apart":
        return words.say(
            "Row {row} has the name of somebody on the list but seems to be somebody else: they"
            " are taken as two people.",
            row=row,
        )
    if remark.code == "no_longer_stored":
        return words.say(
            "Row {row}: this person is on the list but no longer agrees to be stored. Please count"
            " the person instead.",
            row=row,
        )
    if remark.code == "taken_off_list":
        return words.say("Row {row}: this person was taken off the list and stays off.", row=row)
    return words.say("Row {row} could not be read.", row=row)


def say_left_out(words: Words, reason: str) -> str:
    """A few words: why a column is not taken."""
    match reason:
        case "coordinates":
            return words.say("Places on the map are not taken unless you choose to.")
        case "network_address" | "device":
            return words.say("What identifies a device is not taken.")
        case "password":
            return words.say("Passwords are never taken.")
        case "id_number" | "bank_account":
            return words.say("Numbers of documents and accounts are not taken.")
        case "birth_date":
            return words.say("Dates of birth are not taken; an age range is enough.")
        case "signature":
            return words.say("Signatures stay on paper.")
        case "other_person" | "child" | "repeated_group":
            return words.say("This tells about somebody else, who was not asked.")
        case "negative_question":
            return words.say("Here “yes” seems to mean “no”. Please decide yourself.")
        case "duplicate":
            return words.say("Another column already tells this.")
        case _:
            return _say_doubt(words, reason)


def _say_doubt(words: Words, reason: str) -> str:
    """A few words: why a column that nobody forbids is not taken."""
    if reason == "not_fitting":
        return words.say("What stands in it does not look like its heading.")
    return words.say("This column is not known.")


def column_name(words: Words, column: Column) -> str:
    """What a column is called: its heading, or its number where it has none."""
    return column.header or words.say("Column {n}", n=column.index + 1)


def field_label(words: Words, field: str) -> str:
    """What a field is called on screen."""
    own = _own_label(words, field)
    if own or not field:
        return own
    list_ = "consent_item" if field.startswith(_CONSENT) else "attendance_field"
    key = field.removeprefix(_CONSENT)
    if not vocabulary().has(list_, key):
        list_ = "washington_group_short_set.questions"
    return vocabulary().label(list_, key, words.language)


def _own_label(words: Words, field: str) -> str:
    """The fields for which the vocabulary has no words."""
    match field:
        case "first_name":
            return words.say("First name")
        case "middle_name":
            return words.say("Middle name")
        case "last_name":
            return words.say("Last name")
        case "name_used":
            return words.say("Name to be used")
        case "role":
            return words.say("Role in the workshop")
        case "event":
            return words.say("Workshop code")
        case "external_id":
            return words.say("Code of the person")
        case "answered_on":
            return words.say("Date of the answer")
        case "came":
            return words.say("Came or not")
        case _:
            return ""


# consent -------------------------------------------------------------------------------------


def say_consent(words: Words, remark: Remark, field: str) -> str:
    """One sentence, or nothing where the remark is about something else.

    Codes: ``consent_held`` and ``consent_empty`` (nobody is stored until a person decides),
    ``held_on_list`` (her earlier yes stands), ``consent_not_understood`` (of another purpose, named
    ``field``), ``did_not_come``, ``away_on_list`` and ``no_check_in``.
    """
    row, answer = remark.row, remark.text
    match remark.code:
        case "consent_held":
            return words.say(
                "Row {row}: “{answer}” is no clear yes or no about keeping data. Nothing is written"
                " until you decide.",
                row=row,
                answer=answer,
            )
        case "consent_empty":
            return words.say(
                "Row {row}: nothing is answered about keeping data. Nothing is written until you"
                " decide.",
                row=row,
            )
        case "held_on_list":
            return words.say(
                "Row {row}: this person is on the list and said yes before. What the file says now"
                " is not understood, so nothing changes. Please look.",
                row=row,
            )
        case "consent_not_understood":
            return words.say(
                "Row {row}, {field}: “{answer}” is no clear yes, so it counts as not asked.",
                row=row,
                field=field,
                answer=answer,
            )
    return _say_coming(words, remark)


def _say_coming(words: Words, remark: Remark) -> str:
    match remark.code:
        case "did_not_come":
            return words.say(
                "Row {row}: did not come (“{answer}”), so nobody is added.",
                row=remark.row,
                answer=remark.text,
            )
        case "away_on_list":
            return words.say(
                "Row {row}: did not come (“{answer}”), but stands on the list. Please mark the"
                " person as absent, or take the person off.",
                row=remark.row,
                answer=remark.text,
            )
        case "no_check_in":
            return words.say(
                "Row {row}: no check-in is written. The person is on the list and not marked"
                " present.",
                row=remark.row,
            )
        case _:
            return ""
