"""A day as people type it: 31/3, 31-3-26, 31 marzo, tomorrow, viernes, ٣١/٣."""

from __future__ import annotations

import datetime as dt
import functools
import re

from carefacilitator.model.text.folding import fold

LANGUAGES = ("en", "es", "fr", "pt", "ar", "ar_LB", "ar_DZ", "ar_MA")
"""Months and weekdays of these are understood together; Arabic has three sets of month names."""
BEHIND = dt.timedelta(days=60)
"""A day without a year is the next one, unless the last one is no longer ago than this."""
_NEAR = {
    0: "today hoy aujourd'hui aujourdhui hoje اليوم",
    1: "tomorrow mañana demain amanhã غدا غدًا",
    -1: "yesterday ayer hier ontem أمس البارحة",
}
_FILLING = re.compile(
    r"\b(?:the|of|el|de|del|le|la|do|da|dia|on|يوم|شهر|من)\b|(?<=\d)(?:st|nd|rd|th|er|º|ª|°)\b|-feira\b"
)
"""Words and endings that say nothing of which day it is."""


def read_day(text: str, today: dt.date | None = None) -> str | None:
    """The day that is meant, as ISO; empty for empty text, None where it is no day.

    ``today`` is what a day without a year, or a weekday, is counted from.
    """
    said, today = fold(text).strip(" ."), today or dt.date.today()
    if not said:
        return ""
    near = _near_days().get(said)
    if near is not None:
        return (today + dt.timedelta(days=near)).isoformat()
    months, weekdays = _names()
    words = [one for one in re.split(r"[^\w']+", _FILLING.sub(" ", said)) if one]
    words = [one for part in words for one in re.findall(r"\d+|[^\d\s]+", part)]
    if len(words) == 1 and words[0] in weekdays:
        ahead = (weekdays[words[0]] - today.weekday() - 1) % 7 + 1
        return (today + dt.timedelta(days=ahead)).isoformat()
    words = [one for one in words if one not in weekdays]
    named = [months[one] for one in words if one in months]
    figures = [one for one in words if one.isdecimal()]
    if len(named) > 1 or len(named) + len(figures) != len(words):
        return None
    return _day(figures, named[0] if named else None, today)


def _day(figures: list[str], named: int | None, today: dt.date) -> str | None:
    """From figures in the order day, month, year (or ISO's), the month perhaps by its name."""
    if len(figures[:1]) and len(figures[0]) == 4:
        figures = figures[::-1]
    if named is not None:
        figures = [*figures[:1], str(named), *figures[1:]]
    if len(figures) not in (2, 3):
        return None
    day, month = int(figures[0]), int(figures[1])
    if len(figures) == 2:
        return _without_year(day, month, today)
    year = int(figures[2])
    return _iso(year + 2000 if len(figures[2]) <= 2 else year, month, day)


def _without_year(day: int, month: int, today: dt.date) -> str | None:
    """The next such day, or the last one where that is only a little while ago."""
    for year in range(today.year - 1, today.year + 9):
        found = _iso(year, month, day)
        if found is not None and dt.date.fromisoformat(found) >= today - BEHIND:
            return found
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


@functools.cache
def _near_days() -> dict[str, int]:
    return {fold(word): days for days, words in _NEAR.items() for word in words.split()}


@functools.cache
def _names() -> tuple[dict[str, int], dict[str, int]]:
    """Months and weekdays (Monday is 0) by their folded names and short forms."""
    from babel import Locale

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for found, names in ((months, locale.months), (weekdays, locale.days)):
                    for number, name in names[context][width].items():
                        for one in (name, name.partition("-")[0]):
                            found.setdefault(fold(one).strip(" ."), number)
    for name, number in [*weekdays.items()]:
        if name.startswith("ال"):
            weekdays.setdefault(name.removeprefix("ال"), number)
    return months, weekdays
