"""Put into words what a file's answers about consent, and about who came, leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carefacilitator.i18n import Words

if TYPE_CHECKING:
    from carefacilitator.interchange.people.remarks import Remark


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
