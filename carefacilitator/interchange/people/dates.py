"""Read the moment at which a form was answered; an order of day and month is found, never guessed.

A column is read as a whole: one value whose first number is above 12 shows that days come first.
Where no value tells, the form's own language does: forms in Spanish, French, Portuguese and
Arabic write the day first, English ones the month first when they do not pad it with zeros
(“7/11/2022”, as United States settings do). Otherwise a person is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from carefacilitator.model.text.folding import fold

DayOrder = Literal["day_first", "month_first"]
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_ENGLISH = re.compile(r"\b(timestamp|submi|date of|time|started|recorded)")
_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan ene janv janeiro enero january janvier يناير",
            "feb fev fevr febrero fevereiro february fevrier فبراير",
            "mar mars marzo marco march مارس",
            "apr abr avr abril april avril ابريل",
            "may mai mayo maio ماي مايو",
            "jun juin junio junho june يونيو",
            "jul juil julio julho july juillet يوليوز يوليو",
            "aug ago aout agosto august غشت اغسطس",
            "sep sept set septiembre setembro september septembre شتنبر سبتمبر",
            "oct out octubre outubro october octobre اكتوبر",
            "nov noviembre novembro november novembre نونبر نوفمبر",
            "dec dic dez diciembre dezembro december decembre دجنبر ديسمبر",
        ),
        start=1,
    )
    for month in names.split()
}
_WORDED = re.compile(
    r"(?:(\d{1,2})[\s\-.]+(?:de )?([^\W\d]+)|([^\W\d]+)\.?\s+(\d{1,2}))[\s\-.,]+(?:de )?(\d{4})"
)


def find_day_order(values: Iterable[str], header: str) -> DayOrder | None:
    """Which of the two numbers is the day in a column headed ``header``, or None."""
    first_above = second_above = padded = unpadded = 0
    for value in values:
        found = _NUMERIC.search(fold(value))
        if found:
            first_above += int(found[1]) > 12
            second_above += int(found[2]) > 12
            padded += found[1].startswith("0") or found[2].startswith("0")
            unpadded += len(found[1]) == 1 or len(found[2]) == 1
    if first_above or second_above:
        if first_above and second_above:
            return None
        return "day_first" if first_above else "month_first"
    if not _ENGLISH.search(fold(header).replace("_", " ")):
        return "day_first"
    return "month_first" if unpadded and not padded else None


def read_day(text: str, order: DayOrder | None) -> str:
    """The day of a timestamp as ``2022-07-11``, or an empty text where it cannot be told."""
    text = fold(text)
    iso = _ISO.search(text)
    if iso:
        return _day(iso[1], iso[2], iso[3])
    numeric = _NUMERIC.search(text)
    if numeric:
        first, second, year = numeric.groups()
        if first == second:
            order = order or "day_first"
        if order == "day_first":
            return _day(year, second, first)
        return _day(year, first, second) if order else ""
    worded = _WORDED.search(text)
    if worded:
        month = _MONTHS.get(worded[2] or worded[3])
        return _day(worded[5], str(month), worded[1] or worded[4]) if month else ""
    return ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
